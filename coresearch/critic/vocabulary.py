"""The many ways in which plans say the same thing, gathered in one place.

These are words for things a plan *provides*. They are wide on purpose: a rule that
misses the plan's own way of stating its hypothesis is a rule that cries wolf.
"""

from __future__ import annotations

from coresearch.critic.phrases import Phrases

EFFECT_VERB = (
    r"(?:improv|increas|reduc|decreas|rais|lower|exceed|outperform|surpass|beat|match"
    r"|help|hurt|boost|degrad|worsen|drop|fall|rise|rising|gain|los[est]|close|narrow"
    r"|widen|shrink|grow|lift|cut|halv|doubl|transfer|generali[sz]|work|speed|slow"
    r"|predict|explain|yield|lead|produc|make|caus|correlat|differ|change|affect|depend"
    r"|depress|accelerat|save|recover|remain|stay|vanish|disappear|persist|scale|win"
    r"|be (?:\w+ ){0,3}?(?:than|higher|lower|better|worse|larger|smaller|faster|slower"
    r"|fewer|greater|less|more|stronger|weaker|equal|similar|as|at least|above|below"
    r"|within|no))\w*"
)

EXPECTATION = Phrases(rf"""
    (?:we|i|our team) (?:also |further |therefore |thus |\w+ly )?(?:expect|\
      hypothesi[sz]e|predict|conjecture|anticipate|believe|suspect|bet|wager|\
      posit|postulate|argue that|guess|think that|claim|assume that|forecast|\
      aim to show|want to show|hope to show|will show)\w*
    (?:is|are|was|were) (?:expected|predicted|hypothesi[sz]ed|anticipated|\
      conjectured|likely|bound|supposed) to
    expectations? (?:is|are)
    expected (?:result|outcome|effect|gain|finding|benefit|improvement)s?
    expecting | the expectation | in expectation of
    (?:bet|hunch|guess|idea): | suppos\w+
    hypothes[ie]s | hypothesi[sz]\w+ | working hypothesis | conjectures?
    predictions?(?= (?:is|are|that|1|2|:)) | predictions?: | prediction \d
    preregistered predictions?
    our (?:bet|wager|guess|claim|thesis|contention|prior|intuition|belief|\
      idea) (?:is|here|that)
    the (?:bet|wager|claim|thesis|contention|idea|intuition|premise|\
      conjecture) (?:is|here is|under test|to test|that|of this)
    (?:main|central|core|key|primary|research) (?:claim|question|hypothesis|bet|idea)s?
    research aims?
    h[0-9a](?=[ :.)(]) | h_?[01a][:.)] | rq ?\d* | rqs | q\d[:.)]
    (?:should|will|would|ought to|must) (?:\w+ ){{0,3}}?{EFFECT_VERB}
    (?:test|ask|examine|determine|check|see|know|establish|decide|verify|\
      find out|measure|evaluate|assess|investigate|study|learn|answer|tell)\w* \
      (?:us )?(?:if|whether|how much|to what extent|by how much)
    whether | the question (?:is|we|this|of|that) | to what extent
    how (?:much|many|well|far) (?:does|do|can|is|are|of)
    if (?:we|this|the idea|it) (?:is|are) right
    if the (?:idea|hypothesis|claim|theory) (?:holds|is)
    (?:outperform|surpass|exceed)s?
    (?:improve|increase|reduce|lower|raise|boost)s (?:the )?\w+
""")

DIRECTION = Phrases(rf"""
    {EFFECT_VERB}
    (?:higher|lower|better|worse|larger|smaller|faster|slower|fewer|greater|\
      less|more|stronger|weaker|cheaper|shorter|longer|steeper|earlier|later)
    than | at least | at most
    outperform\w* | exceed\w* | improv\w* | reduc\w* | increas\w* | decreas\w*
    no (?:difference|effect|worse|better) | equal\w* | equivalen\w*
    as (?:well|good|accurate|fast) as | non-?inferior\w* | superior\w*
    positive(?:ly)? | negative(?:ly)? | monoton\w* | correlat\w* | beats? | matches
    > | < | ≥ | ≤ | gains? | losses | advantage | benefits? | drops? | rises?
    halv\w+ | doubl\w+
""")


BASELINE = Phrases(r"""
    (?:base-?lines?|control (?:group|arm|condition|run|model|setting|prompt|\
      system|task)s?|controls(?=[ :,.;)])|control(?=[:;)])|\
      reference (?:model|system|arm|method|\
      implementation|run|condition|policy|point|level)|status quo|vanilla|placebo|\
      sham|comparator|comparison (?:group|arm|condition|system|model)|incumbent|\
      naive|chance level|random (?:guess\w*|policy|agent|classifier|choice|\
      selection|baseline)|majority (?:class|vote|label|baseline|answer)|\
      unmodified|untreated|no-op|\
      competitors?|business as usual|usual care|standard (?:practice|of care|\
      training|fine-?tuning|procedure|pipeline|prompt\w*|method|approach|setup|\
      recipe)|current (?:practice|system|pipeline|procedure|method|default|\
      production|tool)|existing (?:system|method|approach|tool|pipeline)s?|\
      default (?:setting|configuration|optimi[sz]er|prompt|schedule)s?|ablat\w+|\
      ablated)
    (?:compare|compares|compared|comparing|comparison|comparisons|contrast|\
      contrasted|benchmark(?:ed)?|pit|pitted|measured|evaluated|relative|test\
      (?:ed)?) (?:\w+ ){0,4}?(?:to|with|against|between)
    versus | vs\.? | against (?:the|a|an|plain|each|its|\w+) (?!hypothesis|idea|us)\w+
    head-to-head | side by side | side-by-side | a/b test\w* | relative to
    over the (?:base|original|previous|plain|standard|untuned|unmodified)
    (?!rather than)(?:\w+ )?(?<!rather )than (?!to |about )\
      (?:the |a |an |any |our |its |their |plain |\
      with |without |when |that |those |training |using |in |under |on )?(?!(?:\d|\
      one|two|three|four|five|ten|half|chance that|expected|usual|necessary|once|\
      we ))[a-z]\w+
    outperforms? (?!by)\w+ | beats? (?!by)\w+
    (?:improve|improves|improvement|gain|gains) (?:\w+ ){0,3}?over \w+
    replac(?:e|es|ing) \w+ (?:by|with)
    without (?:the|any|it|our|that|this|\w+ing|\w+ation|\w+ment) ?\w*
    with and without | before and after | pre-? and post
    both (?:arms|conditions|models|methods|versions|systems)
    (?:all|the) (?:two|three|four|five|six) (?:arms|conditions|methods|models|\
      systems|variants)
""")

PLUS_MINUS = Phrases(r"± | \+/- | \+-\d", raw=True)


ABLATION = Phrases(r"""
    ablat\w+ | leave-one-(?:component|out) | factorial | full-factorial | 2 ?[x×] ?2
    one (?:component|factor|part|piece|change|module|thing|at) (?:at )?(?:a|\
      per) (?:time|arm)
    one at a time | one by one | in isolation | individually | separately
    each (?:\w+ ){0,4}?(?:alone|on its own|by itself|singly|in turn|off)
    (?:remov|disabl|drop|switch|turn|delet|exclud|knock|replac|leav|strip|\
      subtract)\w* (?:\w+ ){0,4}?(?:each|either|one|components?|parts?|modules?|\
      it|them|singly|off|out)
    (?:each|every|either|one) (?:\w+ ){0,2}?(?:component|part|module|piece|\
      ingredient|factor|loss|term|change|element|one)s? (?:\w+ ){0,3}?(?:removed|\
      disabled|dropped|switched off|turned off|left out|alone|taken out|\
      knocked out|off|contribut\w+)
    (?:contribution|effect|role|share|part) of (?:each|either|every|the \
      (?:single|individual|two|three))
    only (?:the )?(?:first|second|one|\w+er|\w+ing) (?:component|part|module|one)?
    with(?:out)? and with(?:out)? | with only (?:the|one) | \w+ only, | \w+-only
    without (?:the )?(?:\w+ )?(?:component|module|loss|term|step|stage|head|\
      filter|re-?rank\w*|retriev\w*|attention|augmentation|pre-?training|memory|\
      gate|prompt|adapter|curriculum|cache|regulari[sz]er|\w+er|\w+ing|\w+ion|\
      \w+ment)
    minus (?:the|one)
    (?:on|off)/(?:on|off) | switched (?:on and )?off | turned (?:on and )?off
""")


CORRECTION = Phrases(r"""
    bonferroni\w* | holm\w* | benjamini\w* | hochberg | bh(?: procedure| correction)?
    fdr | false discovery\w* | family-?wise | fwer
    multiple (?:comparison|testing|test|hypothes)\w* | multiplicity | tukey\w*
    dunnett\w* | scheff[eé] | nemenyi | friedman | omnibus | š?[sš]id[aá]k
    gatekeeping | fixed[- ]sequence | closed testing
    hierarchical (?:test|model|bayes)\w* | multilevel model\w*
    (?:correct|adjust)(?:ed|ion|ing|s)? (?:\w+ ){0,3}?(?:for (?:the )?(?:\w+ )?\
      (?:comparisons|tests|multiple|multiplicity|number)|alpha|p-?values|\
      significance level|threshold)
    adjusted (?:alpha|p) | alpha (?:is )?(?:divided|split|spent)
    simultaneous (?:confidence )?intervals
    (?:single|one|only) (?:primary|confirmatory|pre-?specified|preregistered|\
      planned) (?:\w+ )?(?:comparison|(?:\w+-)?test|contrast|hypothesis|outcome)
    (?:only )?(?:this |the )?one (?:\w+ )?(?:contrast|comparison|test)(?! per|\
      \x20for each| each)
    only (?:\w+ ){0,4}?(?:is|are) (?:confirmatory|primary|tested)
    no correction (?:is|was) | uncorrected | max-?t | westfall\w*
""")

EXPLORES = Phrases(r"""
    (?:explor|understand|investigat|examin|study|studi|gain insight|shed light|\
      characteri[sz]|get a feeling|learn more about|play with)(?:e|es|ing|y|ies|\
      s)? (?:\w+ ){0,3}?(?:how|what|the|into|about|ways|different|various|of|role|\
      whether|relationship|effects?|impact|influence|behaviou?r|use|potential|\
      possibilit\w+)
""")
