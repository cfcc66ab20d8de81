"""What kind of study a plan describes: the preconditions that several rules share."""

from __future__ import annotations

from coresearch.critic.clauses import mentioned
from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.studies import LANGUAGE_MODEL
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan

_DONE = (
    r"(?:weigh|tim(?:e(?=d)|ed|e)|count|logg?|record|film|code|cycle|grow|grew|fee?d|"
    r"treat|play|observ|interview|survey|transcrib|annotat|label|rat|correlat|regress|"
    r"comput|count|plant|dos|scan|imag|expos|fir|print|plott?|list|cluster|classif|"
    r"weight|randomi[sz]|forecast|predict|solv|translat|photograph|digiti[sz]|read)"
)
"""What is done in the studies of other fields, by the stems of the verbs."""
STUDY = Phrases(rf"""
    (?:is|are|will be) (?:\w+ )?{_DONE}e?d
    (?:we|i) (?:\w+ )?(?:weigh|time|count|log|record|film|code|cycle|grow|feed|treat|\
      play|observe|interview|survey|transcribe|annotate|label|rate|correlate|regress|\
      compute|send|plant|dose|scan|expose|fire|print|plot|cluster|classify|forecast|\
      predict|search|spend|weigh|ask|give|select|take|hold|let)
    (?:participants|patients|pupils|students|subjects|animals|users|people|both|two|\
      half|groups?|the others?|\d{{2,}} \w+) (?:\w+ ){{0,2}}?(?:get|gets|receive|wear|\
      use|take|\
      play|run|ride|read|type|answer|fill)
    (?:we|i|the (?:study|experiment|project|plan|team)|this (?:study|experiment|\
      project|plan)) (?:\w+ ){{0,3}}?(?:train|fine-?tune|finetune|compare|evaluate|\
      measure|test|run|collect|recruit|build|propose|benchmark|analy[sz]e|\
      estimate|study|investigate|explore|examine|sample|prompt|score|ask|assess|\
      simulate|implement|apply|use|develop|report|look at|fit|look into|probe|\
      vary)s?
    (?:is|are) (?:then |each |all |also |first )?(?:trained|fine-?tuned|\
      compared|evaluated|measured|tested|benchmarked|scored|recruited|sampled|\
      prompted|fitted|randomi[sz]ed|assigned|simulated)
    (?:training|fine-?tuning|comparing|evaluating|benchmarking|comparison|\
      experiments?|evaluation|ablations?|trial)
    (?:train|fine-?tune|compare|evaluate|measure|test|benchmark|run|fit|score|\
      recruit|probe) (?:the|a|an|two|three|four|five|six|each|all|both|our|\d+|\
      every|\w+)
    replay(?:s|ed)? | unit of analysis
    (?:primary|secondary) (?:outcome|measure|metric|endpoint)s?
""")

_NO_TRAINING = (
    r"(?:to|corpus|corpora|methodolog(?:y|ies)|required|distributions?|regimes?|cases?"
    r"|objective|sets?|splits?|data|partitions?|folds?|portion|annotators|participants"
    r"|raters|students|teachers|nurses|staff|examples|images|questions|items|loss|rows"
    r"|accuracy|features?|samples?|records?|sessions?|courses?|manuals?|materials?"
    r"|output|outputs|weights|organisms?|needed|necessary|cutoff|cut-off|and (?:test"
    r"|validation|dev)|/)"
)
TRAINING = Phrases(rf"""
    (?:re-?)?train(?:s|ing)?(?! {_NO_TRAINING}| ?\\?<-| =| \()
    (?:is|are|be|was|were|been|get|gets|and|then|each|we|newly|freshly|i) \
      (?:\w+ ){{0,2}}(?:re-?)?trained(?! {_NO_TRAINING})
    (?:re-?)?trained (?:on|from|for|with|by|until|using|over|anew|afresh|again|once|\
      twice|separately|jointly|end|at|in|per|\d)
    pre-?train(?:s|ing)(?! (?:data|corpus|corpora|sets?|cutoff))
    fine-?tun(?:e|es|ing)(?! objectives?)
    (?:is|are|be|was|were|been|get|gets|and|then|each|we|i) (?:\w+ ){{0,2}}fine-?tuned
    fine-?tuned (?:on|from|for|with|by|until|using|over|again|separately|in|\d)
    distil(?:l|ls|ling|lation|led)? | lora | gradient descent | sgd | adamw?
    (?:reinforcement learning|rlhf|ppo|dqn|sac|grpo|dpo|policy gradient)(?!-? ?\
      (?:models?|tuned|checkpoints?|variants?|literature))
""")
NEURAL = Phrases(r"""
    neural\w* | (?:\w+-)?transformers? | (?:bi-?)?lstm\w* | gru\w* | cnn\w*
    resnet\w* | vit\w* | bert\w* | roberta\w* | deberta\w* | gpt\w* | llama\w*
    mlp\w* | networks? | deep learning | language models? | llms? | unet\w* | u-net
    autoencoders? | gans? | diffusion models? | embeddings? | random forests?
    gradient boost\w* | xgboost | lightgbm | t5\w* | encoders? | decoders? | agents?
    classifiers? | models? | detectors? | policy | policies | lora | adapters?
    probes?
""")
CLASSICAL = Phrases(r"""
    logistic regressions? | linear regressions? | ridge | lasso | k-?nn
    nearest neighbou?rs? | naive bayes | arima | decision trees? | svms?
    linear models? | least squares | bm25 | linear (?:probes?|classifiers?|readouts?)
""")
DEEP = Phrases(r"""
    neural\w* | (?:\w+-)?transformers? | (?:bi-?)?lstm\w* | gru\w* | cnn\w*
    resnet\w* | bert\w* | roberta\w* | gpt\w* | llama\w* | mlps? | networks?
    deep learning | language models? | llms? | random forests? | xgboost | lightgbm
    gradient boost\w* | fine-?tun\w+ | t5 | sgd | adamw? | u-?nets? | gnns?
    graph (?:attention|convolution\w*|neural) | convolution\w* | autoencoders?
    fed(?:avg|prox|sgd)\w* | federated (?:training|learning|averaging) | gans?
    diffusion models? | vits? | (?:self-)?attention (?:layers?|heads?|network)
""")
SAMPLING = Phrases(r"""
    temperature (?:of |= ?|at |is |set to )*(?:0?\.[1-9]\d*|1(?:\.\d+)?)
    (?:nucleus|top-p|top-k|stochastic) sampling | randomly initiali[sz]ed
    random initiali[sz]ation | stochastic | monte carlo | genetic algorithms?
    evolutionary (?:search|strateg\w+|algorithms?) | simulated annealing
    agent-based simulations? | stochastic simulations? | bandits?
""")
REINFORCEMENT = Phrases(r"""
    reinforcement learning | rl | rlhf | ppo | dqn | sac | td3 | a2c | q-learning
    policy gradients? | actor-critic | atari | mujoco | procgen | gym(?:nasium)?
    episodic return | grpo | bandits?
""")
API_USE = Concept("""
    api, gpt*, chatgpt, claude*, gemini*, mistral*, llama*, qwen*, deepseek*,
    language model(s), llm(s)
""").near(
    Concept("""
        call(s), called, calling, quer*, prompted, prompts, prompt, sampl*, generat*,
        run,
        runs, ask, asks, asked, answer(s), answered, infer*, scored, scores, evaluat*,
        writes, solve(s), produce(s), complet*, requests, tokens, tested, test, use,
        uses,
        using, respond(s), drafts, translate(s), summari*, classif*, label(s), via
    """),
    within=7,
)
"""Where a model behind an interface is made to work, and not only named."""
GPU_USE = Phrases(r"""
    gpus? | a100s? | h100s? | v100s? | tpus? | slurm | cuda
    (?:gpu|compute|computing|hpc|our|a|the|university|institute|department\w*) cluster
    (?:university|institute|department|lab|group|faculty)(?:['’]s)? (?:machines|servers)
""")
COMPARISON = Phrases(r"""
    compar(?:e|es|ed|ing|ison|isons) | versus | vs\.? | than | outperform\w* | beats?
    improv\w* | better | baselines? | exceed\w* | higher | lower | reduc\w*
    increas\w* | gains? | against | differences? | differs? | rank(?:s|ed|ing|ings)?
""")
METRIC = Phrases(r"""
    (?:balanced |top-[15] |test |validation |mean |macro |micro )?accuracy
    (?:macro |micro |token |span |macro-|micro-)?f1(?:[- ]score)? | auroc | auprc
    auc | roc | bleu | chrf | rouge(?:-\w)? | perplexity | exact match | em score
    pass@\w+ | pass rate | recall(?:@\d+)? | precision(?:@\d+)? | mae | rmse | mse
    mape | wer | cer | word error rate | character error rate | r2 | r²
    (?:episodic |mean |average |episode |cumulative )?(?:return|reward) | latency
    throughput
    (?:win|success|error|hit|solve|failure|refusal|completion|response|\
      conversion|drop-?out|resolution|hallucination|attack success|false positive|\
      false negative) rate
    ndcg(?:@\d+)? | mrr | map@\d+ | mean average precision | iou
    dice(?: score| coefficient)? | psnr | ssim | fid | kappa | ece | calibration error
    brier(?: score)? | log[- ]?loss | log-?likelihood | cross-entropy
    validation loss | test loss | spearman | pearson | correlation | sensitivity
    specificity | memory use | energy use | training time | run ?time
    completion time | reaction time | test scores? | quality scores? | ratings?
    speed-?up | mean score | scores?
""")


_AGENTS = Phrases(
    "ppo | dqn | sac | td3 | a2c | q-learning | grpo | reinforcement learning"
)


NETWORK = Phrases(r"""
    (?:\w+-)?transformers? | (?:bi-?)?lstms? | grus? | cnns? | resnet[-\w]* | vits?
    bert[-\w]* | roberta[-\w]* | gpt[-\w.]* | llama[-\w.]* | mlps? | u-?nets?
    random forests? | xgboost | t5[-\w]* | ppo | dqn | sac | td3 | diffusion models?
    autoencoders? | gans?
""")
_RESEARCH = Phrases(r"""
    train\w* | fine-?tun\w+ | t-?tests? | groups? | hypothes\w+ | experiment\w*
    evaluat\w+ | compar\w+ | baselines? | data ?sets?
    corpus | participants? | (?:\w+ )?models? | networks? | samples? | stud(?:y|ies)
    conditions? | arms? | seeds? | measur\w+ | expect\w* | predict\w* | accuracy | f1
    recall | precision | loss | error | perplexity | test (?:set|part|data)
    retrievers? | classif\w+ | agents? | outcomes? | improv\w+ | trials?
    benchmark\w* | questionnaires? | transformers? | lstms? | grus? | bm25 | prompts?
    methods? | analys\w+ | metrics? | reward | ratings? | treatment | control
    students | clusters? | regression | yield | effect | hypothesis | bet | claim
    sessions | weighed | laborator(?:y|ies) | cells | rates? | simulat\w+
""")


def describes_study(plan: Plan) -> bool:
    """Whether the text tells what will be done and speaks of research at all."""
    return plan.kept(_describes_study)


def _describes_study(plan: Plan) -> bool:
    if len(plan.prose) < 2 and len(plan.low.split()) < 10:
        return False
    return plan.first(STUDY) is not None and _speaks_of_research(plan)


def _speaks_of_research(plan: Plan) -> bool:
    """Whether two different words of research occur: a meeting note has none."""
    found: set[str] = set()
    for mention in plan.mentions(_RESEARCH, mentioned):
        found.add(mention.words.split()[-1][:5])
        if len(found) > 1:
            return True
    return bool(found) and len({m.words for m in plan.mentions(STUDY)}) > 1


def training(plan: Plan) -> Mention | None:
    """Where a model with random parts is trained; None for deterministic fits."""
    return plan.kept(_training)


def _training(plan: Plan) -> Mention | None:
    return _stated_training(plan) or _implied_training(plan)


_TRAINING_SIGNS = Phrases(r"""
    learning[- ]rates? | batch[- ]size | epochs | gradient (?:clipping|descent|norm)
    weight decay | warm-?up | dropout | checkpoints? | training (?:steps|loss|curves?)
    loss curves? | (?:final )?validation loss | initial weights | gradient steps
    federated (?:training|learning|averaging) | client sampling | local epochs
    (?:random|weight|parameter) initiali[sz]ations? | epochs? per \w+
""")


def _implied_training(plan: Plan) -> Mention | None:
    """Who sets a learning rate or counts epochs of a network trains it."""
    return plan.first(_TRAINING_SIGNS) if plan.says(DEEP) else None


_FITTED = Phrases("(?:is|are|be) (?:\\w+ ){0,2}?(?:fitted|learnt|learned)")


def _stated_training(plan: Plan) -> Mention | None:
    for mention in plan.mentions(_FITTED):
        if NETWORK.search(plan.words(mention.sentence)):
            return mention
    for mention in plan.mentions(TRAINING):
        words = plan.words(mention.sentence)
        if CLASSICAL.search(words) and not DEEP.search(words):
            continue
        if NEURAL.search(words) or plan.says(DEEP):
            return mention
    return None


_CHANCE = (
    Concept("""
    random subsample*, random feature subset*, bagging, bagged, evolution strategies,
    evolution strategy, particle swarm, ant colony, cma-es, mcmc, random restarts,
    random weights, random start(s), random draws of the training, randomly initial*,
    freshly initialised/initialized, sampled with/at temperature, rollouts of .. policy,
    random number generator, agent-based model
""")
    | Concept("grown, fitted, trained, built").then(
        Concept("random subsamples/samples/subsets"), within=4
    )
    | Concept("agent(s), assistant(s), chatbot(s)")
    .then(
        Concept("""
    solve(s), does, do, attempt(s), tries, try, plays, play, complete(s), run(s), work
"""),
        within=3,
    )
    .then(Concept("task(s), game(s), episode(s), level(s), issue(s)"), within=4)
)
"""What else depends on chance, besides training: trees, searches, agents at work."""


def stochastic(plan: Plan) -> Mention | None:
    """Where something is run whose result depends on chance."""
    return (
        training(plan)
        or plan.first(SAMPLING)
        or plan.first(_AGENTS)
        or _by_chance(plan)
    )


def _by_chance(plan: Plan) -> Mention | None:
    mention = plan.first(_CHANCE)
    people = mention and mention.words.startswith(("agent", "assistant"))
    return None if people and not plan.says(LANGUAGE_MODEL) else mention


def is_reinforcement(plan: Plan) -> bool:
    """Whether it is about reinforcement learning."""
    return plan.first(REINFORCEMENT) is not None


def metric_mentions(plan: Plan) -> tuple[Mention, ...]:
    """Where the plan names a metric, whatever it says of it."""
    return plan.kept(_metric_mentions)


def _metric_mentions(plan: Plan) -> tuple[Mention, ...]:
    return tuple(plan.mentions(METRIC, mentioned))


def metrics(plan: Plan) -> tuple[str, ...]:
    """The names of the plan's metrics as it spells them, the most frequent first."""
    return plan.kept(_metrics)


def _metrics(plan: Plan) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for mention in metric_mentions(plan):
        name = mention.words.removesuffix("s")
        counts[name] = counts.get(name, 0) + 1
        spelled.setdefault(name, plan.spelled(mention.start, mention.end))
    specific = [name for name in counts if name not in _VAGUE_METRICS]
    ranked = sorted(specific or counts, key=lambda name: -counts[name])
    return tuple(spelled[name] for name in ranked)


_VAGUE_METRICS = frozenset({"score", "rating", "correlation", "test score"})


def compares(plan: Plan) -> Mention | None:
    """Where the plan compares or claims an effect."""
    return plan.first(COMPARISON, mentioned)
