"""S, continued: does the result decide what is reported, or when to stop?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.clauses import (
    deferred,
    interrogative,
    negated,
    of_others,
    quoted,
)
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule

_RUNS = (
    r"(?:seeds?|runs?|restarts?|trials|repeats|repetitions|checkpoints?|epochs|"
    r"initiali[sz]ations|attempts|replicates)"
)


_BEST = r"(?:best|maximum|max|highest|top|peak|lowest|minimum|strongest|luckiest)"


_BEST_OF = Phrases(
    rf"""
    (?:report|give|show|use|take|plot|list|quote|publish|present|keep|\
      compare)s?(?:ed)? (?:only )?(?:the |each arm['’]s |its |their )?{_BEST}\
      (?:-performing|-scoring)? (?:\w+ ){{0,4}}?(?:of|over|across|among|from|\
      out of)? ?(?:the |all |its |our |each arm['’]s )?(?:\w+ )?{_RUNS}
    {_BEST} (?:\w+ ){{0,3}}?(?:of|over|across|among|out of) (?:the |all |its |\
      our )?(?:\w+ ){{0,2}}?{_RUNS}
    {_BEST}(?: |-)of(?: |-)(?:\d+|three|five|ten|n|k)(?: {_RUNS})? (?:is|are|\
      score|result|accuracy)
    {_BEST}(?:-performing)? {_RUNS} (?:of each (?:arm|model|method) )?(?:is|are|\
      will be|enters?|counts?|goes) (?:\w+ )?(?:reported|used|shown|taken|kept|\
      published|the table|compared|plotted|quoted)?
    max(?:imum)? over (?:the )?{_RUNS}
    (?:report|publish|show|present|list)s? (?:only )?the {_BEST} (?:one|run|\
      seed|restart)
""",
    only_with="best max highest top peak lowest minimum strongest luckiest",
)


_CHOSEN_FAIRLY = re.compile(
    r"valid|\bdev\b|development|held-out training|cross-valid|training (?:loss|reward)"
    r"|besides|beside the mean|along with the mean|mean and|median and|and the mean"
    r"|hyper-?param|worst|never|sampling|decoding"
)


def _find_best_of(plan: Plan) -> Iterator[Hit]:
    for mention in plan.mentions(_BEST_OF):
        if _CHOSEN_FAIRLY.search(plan.words(mention.sentence)):
            continue
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'The plan reports a best case ("{phrase}") instead of what a run gives on'
            " average.",
            0.8,
        )
        return


S3 = Rule(
    id="S3",
    name="best-of reporting",
    severity=Severity.HIGH,
    source="Henderson et al., arXiv 1709.06560",
    question="What do all runs together say: their mean, spread and worst case?",
    needs=lambda plan: re.search(_RUNS, plan.low) is not None,
    find=_find_best_of,
    example_bad="Each arm has ten seeds. We report the best of the ten runs.",
    example_good="Each arm has ten seeds. We report the mean of the ten runs and all "
    "of "
    "them as points.",
)


_OPTIONAL_STOP = Phrases(
    r"""
    (?:until|till) [^\n;]{0,60}?(?:significan\w+|p ?[<≤] ?0?\.\d+|\
      p-value\w* [^\n;]{0,20}(?:below|under|drops|falls|less))
    (?:add|collect|recruit|run|gather|include|draw|train|invite|keep|continue|\
      go on|goes on|extend|try|sample|test)\w* [^\n;]{0,70}?(?:until|till) \
      (?:the |our |it |we |one |an? |its )?(?:\w+ ){0,4}?(?:improves?|wins?|\
      works?|succeeds?|ahead|better|outperforms?|beats?|effect (?:appears|emerges|\
      shows|is visible|is clear)|difference (?:appears|emerges|shows|is visible|\
      is clear|is convincing)|(?:result|trend)s? (?:is|are|become|becomes|look|\
      looks) (?:clear|stable|convincing|good|positive|as expected)|see (?:a|an|\
      the) (?:effect|difference|gain|improvement)|(?:hypothesis|prediction) is \
      (?:confirmed|supported))
    (?:if|should|when|where) [^\n;]{0,60}?(?:not (?:yet )?\
      (?:\w+ )?significan\w+|p ?> ?0?\.\d+|p is above|above 0?\.05|borderline|\
      misses significance|fails? to reach significance|close to significance|\
      n['’]t significan\w+|inconclusive|unclear)[^\n;]{0,50}?(?:add|collect|\
      recruit|run|gather|include|extend|double|train|invite)\w*(?: \w+){0,3}? ?\
      (?:more|further|additional|another|extra|the sample|\d+)
    (?:stop|end|finish|close)\w* (?:\w+ ){0,5}?(?:as soon as|once|when|\
      the moment) [^\n;]{0,50}?(?:significan\w+|p ?[<≤] ?0?\.\d+|p (?:drops|falls|\
      is|gets) (?:below|under))
    (?:peek|check|look|test|analy[sz]e)\w* [^\n;]{0,40}?(?:after (?:each|every)|\
      daily|weekly|every (?:day|week))[^\n;]{0,60}?(?:stop|significan)\w*
""",
    only_with="until till significan above inconclusive borderline unclear 0. .05 stop",
)


_SEQUENTIAL = Phrases(
    r"alpha[- ]spending | o['’]brien\w* | pocock | (?:group[- ])?sequential"
    r"(?:ly)? (?:test|analysis|design|probability|procedure|bayes)\w*"
    r" | sprt | always-valid | e-values? | anytime-valid | bayes factors? | lan-demets"
)


_CONVERGES = Phrases(
    "loss | validation | converg\\w+ | gradient | early stopping | epochs?"
)


def _own_conditional(words: str, span: tuple[int, int]) -> bool:
    return not (
        negated(words, (span[0], span[0] + 1))
        or interrogative(words)
        or of_others(words, span)
        or deferred(words, span)
        or quoted(words, span)
    )


def _find_optional_stopping(plan: Plan) -> Iterator[Hit]:
    if plan.says(_SEQUENTIAL):
        return
    for mention in plan.mentions(_OPTIONAL_STOP, _own_conditional):
        if _CONVERGES.search(mention.words):
            continue
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'The result decides when to stop ("{phrase}"), so a false alarm becomes'
            " certain in the end.",
            0.85,
        )


S8 = Rule(
    id="S8",
    name="optional stopping",
    severity=Severity.HIGH,
    source="AsPredicted question 7; Simmons, Nelson and Simonsohn 2011",
    question="Which n or date ends the collection, whatever the result is by then?",
    needs=lambda plan: bool(
        re.search(
            r"\.05|until|till|significan|soon as|p-value|p >|inconclusive|borderline",
            plan.low,
        )
    ),
    find=_find_optional_stopping,
    example_bad="We add further participants until the difference is significant.",
    example_good="We add participants until 120 have finished, whatever the "
    "difference is.",
)

RULES = (S3, S8)
