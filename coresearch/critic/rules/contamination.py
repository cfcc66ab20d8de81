"""D, continued: has the model seen the data, or even made it?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned, provided
from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.studies import LANGUAGE_MODEL
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_PUBLIC_BENCHMARK = Concept("""
    cnn dailymail, cnn daily mail, xsum, imdb, sst #, sst2, ag news, wmt*, mmlu*, gsm8k,
    gsm-8k, humaneval*, mbpp, hellaswag, truthfulqa, big bench*, bigbench*, bbh, squad*,
    gpqa*, swe bench*, swebench*, arc c/e/challenge/easy, winogrande, boolq, superglue,
    glue, drop, triviaqa, natural questions, hotpotqa, commonsenseqa, piqa, openbookqa,
    mt bench, mtbench, alpacaeval, ifeval, apps, math benchmark/data-set/test, math 500,
    aime, livecodebench, medqa, pubmedqa, legalbench, wikitext*, lambada, codecontests,
    bird, spider, flores, xnli, public/published/popular/standard .. benchmark(s),
    well-known/existing/established/open .. benchmark(s),
    public/published/popular/standard/open # questions/items/problems,
    public/published/popular/standard/open # examples/texts/tasks,
    public/published question(s)/item(s)/problem(s)/exam(s) set,
    popular/standard/open question(s)/item(s)/problem(s)/exam(s) set,
    public leader-board, past exam(s), exam papers, olympiad, leetcode, codeforces,
    kaggle, public frames/images, public # .. frames/images,
    published exercises/problems/puzzles/questions, from the web, on the web since,
    on .. web with answers, public since 20*, long been public, on github since,
    past .. olympiad(s)/exam(s)/contest(s), exam(s) from # to #, exam from 20*,
    questions of .. exam/test/quiz, classic/famous/well-known stories/texts/puzzles,
    classic/famous/well-known riddles/problems, public .. set/test set,
    published since #, has/have published, published online, online collection,
    well-known .. collection/set/list, been on .. web/github/internet,
    with answers on .. web, are on .. web, freely available, available online,
    widely used
""")
_CONTAMINATION = Concept("""
    contaminat*, decontaminat*, memoris*, memoriz*, pretraining data/corpus/set,
    saw/seen/met .. in/during training, seen by the model,
    in its/their training data/corpus/set, part of .. training data/corpus,
    in .. training data/corpus of, # gram/word/token overlap, may have been in,
    may have seen, may well have, the pile, training/knowledge/data cut-off,
    cut-off date(s), cut-off of, before/after .. cut-off, unpublished,
    never published, not published, kept private, private set/test/split/items, canary,
    n-gram overlap, verbatim continuation, completes the item, recall test,
    by heart, is memory, from memory, to memory, memory suspected, did not exist when,
    nobody outside, our items are new, new items/questions/tasks, made up in/by us,
    search .. training corpora/corpus/text, other names and numbers, not been online,
    never been online, answer order .. shuffled, would prove little, held after,
    after the models were, verbatim, perturbed items/questions,
    rewritten items/questions/tasks/problems, items/questions/tasks are rewritten,
    fresh items/questions/problems/tasks, freshly written, newly written/collected/made,
    written for this, written by us, released after, published after, written after,
    created after, later than .. model/cut-off/release,
    after the model/release/training, from scratch, dynamically generated, reworded,
    variants of the items, min-k, membership inference, before .. release of,
    older than the,
    held back from the web, not on the web, offline since
""") | Concept("re-phras*, rephras*, paraphras*, renam*, renumber*, reworded").near(
    Concept(
        "item(s), question(s), task(s), problem(s), copy, copies, version, variants"
    ),
    within=4,
    over=Concept("functions, identifiers, files"),
)
_ONLY_NAMED = Concept("""
    left aside, has probably read, mentioned, comet, bleu, metric, is cited, scorer,
    in earlier work, no longer used
""")


_PUBLIC_RUN = _PUBLIC_BENCHMARK.apart(_ONLY_NAMED)


def _find_contamination(plan: Plan) -> Iterator[Hit]:
    model = plan.first(LANGUAGE_MODEL, mentioned)
    public = plan.first(_PUBLIC_RUN, provided)
    if model is None or public is None or plan.says(_CONTAMINATION):
        return
    name = plan.spelled(public.start, public.end)
    which = plan.spelled(model.start, model.end)
    yield Hit(
        plan.sentence_passage(public.sentence),
        f'"{which}" may have seen "{name}" in training, and the plan does not check'
        f" it.",
        0.75,
        question=f"How would you notice that the answers of {name} were in the training"
        " data?",
        edit=sentence_added(
            plan,
            public.sentence,
            f"For contamination we also run a reworded copy of <number> items of {name}"
            " and compare.",
        ),
    )


D9 = Rule(
    id="D9",
    name="contamination",
    severity=Severity.MEDIUM,
    source="BetterBench (Reuel et al., arXiv 2411.12990)",
    question="How would you notice that the answers were in the training data?",
    needs=lambda plan: (
        plan.first(LANGUAGE_MODEL, mentioned) is not None
        and plan.first(_PUBLIC_RUN, provided) is not None
    ),
    find=_find_contamination,
    example_bad="We prompt Llama-3 with and without examples and compare on GSM8K.",
    example_good="We prompt Llama-3 with and without examples and compare on GSM8K, "
    "and on "
    "a reworded copy to see contamination.",
    of_absence=True,
)


_NAMED_MODEL = Concept("""
    gpt*, chatgpt, claude*, gemini*, llama*, mistral*, mixtral*, qwen*, deepseek*,
    gemma*, phi #, olmo*, grok, falcon*, command r, o1, o3, t5*, bloom, starcoder*
""")
_MAKES = Concept("""
    generat*, writes, write, written, wrote, writing, synthesi*, produce(s), produced,
    create(s), created, rewrit*, summari*, author(s), authored, draft(s), drafted,
    invent(s), invented, paraphras*, made, make(s), compos*, propose(s), proposed,
    simulat*, translate(s), translated, source of, come from, comes from, drawn from,
    sampled from, filled in by, supplies, supplied
""")
_JUDGES = Concept("""
    judge(s), judged, judging, grade(s), graded, grading, rate(s), rated, rating,
    score(s), scored, scoring, evaluat*, assess*, mark(s), marked, marking, rank(s),
    ranked, ranking, verif*, label(s), labelled, labeled, labelling, labeling, annotat*,
    decide(s), check(s), checked, filter(s), filtered, filtering, accept(s), reject(s),
    prefer*, approve*, vote(s), gold, ground truth, fine-tun*, trained on, train,
    trains, answers, solves, sort(s), says which, asked which, asked whether, verdict,
    referee, picks, pick, select(s), assign(s), assigned, agreement with, says how
""")
_SAME_MODEL = Concept("same, very same, selfsame").then(
    LANGUAGE_MODEL
    | Concept("model, checkpoint, network, weights, generator, assistant, api"),
    within=2,
) | Concept("itself, that model, this model then, the model that made/wrote")
_OWN_OUTPUT = Concept("""
    its/their own .. answers/output/outputs/texts,
    its/their own .. summaries/responses/generations/work/items,
    its/their own .. questions/labels/translations/judgements,
    its/their own .. judgments/samples/data/writing,
    what it wrote/made/generated/produced, itself
""")
_JUDGES_NOW = Concept("""
    judges, judge, grades, grade, rates, rate, scores, evaluates, assesses, marks,
    ranks, verifies, labels, annotates, decides, checks, filters, accepts, rejects,
    prefers, votes, sorts, says, gives .. rating/score/label/verdict/grade, gives each,
    is asked, asked, picks, selects, acts as, serves as, supplies, provides,
    also answers, is the judge
""")
_JUDGED = Concept("""
    judged, graded, rated, scored, evaluated, assessed, marked, ranked, verified,
    labelled, labeled, annotated, checked, filtered, decided, trained on, fine-tuned on,
    sorted, chosen
""")
_OTHER_SOURCE = Concept("""
    human*, by hand, people, annotator(s), expert(s), different model/llm/family/vendor,
    second model/llm/family, another model/llm/family, other model/llm/family/vendor,
    self-preference, real data, hand-written, hand-labelled, hand-labeled, hand-checked,
    manual*, exact match, unit tests, a person, engineers, by patients/users/readers,
    of us, lawyers, teachers, physicians, no model
""")
_MAKES_NOW = Concept("""
    generates, writes, write, synthesi*, produces, creates, authors, drafts, invents,
    makes, composes, proposes, simulates, role-plays, supplies, labels, label
""")
_SAME_SOURCE = (
    _SAME_MODEL.then(_JUDGES_NOW, within=4)
    | _JUDGED.then(Concept("by, with, to, on"), within=3).then(_SAME_MODEL, within=1)
    | (_JUDGES_NOW | _JUDGED).then(_OWN_OUTPUT, within=3)
    | _MAKES.then(LANGUAGE_MODEL, within=6)
    .then(Concept("which, that, who"), within=8)
    .then(_JUDGES_NOW, within=6)
    | (LANGUAGE_MODEL | _SAME_MODEL)
    .then(_MAKES_NOW, within=2)
    .then(Concept("and, then, also, second step, afterwards, on which"), within=9)
    .then(_JUDGES_NOW | _OWN_OUTPUT | Concept("is .. trained, answers, fine-tuned"), 5)
    | Concept("agreement with, agrees with, judged against").then(LANGUAGE_MODEL, 1)
    | Concept("tutor, model, generator, writer, assistant").then(
        Concept("itself .. rates/scores/judges/grades/marks"), within=0
    )
    | (_JUDGES_NOW | Concept("scores, read off, own estimate"))
    .then(Concept("of its own, its own tables/estimate/likelihood, own likelihood"), 9)
    .apart(Concept("stream, seed, draws, task and"))
    | Concept("with its own estimate/label/answer/mark/score/likelihood")
    | Concept("added to its training set/data, own roll-outs").beside(
        Concept("model, network")
    )
).apart(_OTHER_SOURCE)


def _find_same_source(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_SAME_SOURCE)
    if mention is not None:
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'One model is on both sides ("{phrase}") and tends to prefer its own.',
            0.8,
        )
        return
    yield from _find_maker_and_judge(plan)


_MAKER = _MAKES.near(_NAMED_MODEL, within=7)
_JUDGE = _JUDGES.near(_NAMED_MODEL, within=7).apart(_OTHER_SOURCE)


def _find_maker_and_judge(plan: Plan) -> Iterator[Hit]:
    """A name that stands with the making of the data and with their judging."""
    made = {name for m in plan.mentions(_MAKER) for name, _ in _names(plan, m)}
    for judging in plan.mentions(_JUDGE):
        for name, mention in _names(plan, judging):
            if name in made and not _is_making(plan, judging):
                yield Hit(
                    plan.sentence_passage(mention.sentence),
                    f'"{plan.spelled(*mention.span)}" makes the data and is also'
                    " trained on it or judges it.",
                    0.7,
                )
                return


def _names(plan: Plan, where: Mention) -> Iterator[tuple[str, Mention]]:
    mention = plan.between(_NAMED_MODEL, *where.span)
    if mention is not None:
        yield mention.words, mention


def _is_making(plan: Plan, judging: Mention) -> bool:
    """Whether the same words are those of the making: "writes graded readers"."""
    return plan.between(_MAKES, *judging.span) is not None


_SOME_MODEL = LANGUAGE_MODEL | _SAME_SOURCE
D10 = Rule(
    id="D10",
    name="same-source synthetic data",
    severity=Severity.MEDIUM,
    source="self-preference: Panickssery et al., arXiv 2404.13076",
    question="Which other model, or which people, could make or judge the data?",
    needs=lambda plan: plan.first(_SOME_MODEL, mentioned) is not None,
    find=_find_same_source,
    example_bad="GPT-4o writes 2,000 questions about contracts. GPT-4o then grades the "
    "answers of both systems.",
    example_good="GPT-4o writes 2,000 questions about contracts. Two lawyers grade the "
    "answers of both systems by hand.",
)

RULES = (D9, D10)
