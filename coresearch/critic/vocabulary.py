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

REFUTATION = Phrases(r"""
    (?:count|counts|counted|counting|speak|speaks|tell|tells|weigh|weighs|argue|\
      argues|evidence|stand|stands) against
    falsif\w+ | refut\w+ | disconfirm\w* | disprov\w+ | contradict\w* | invalidat\w+
    undermin\w+ | reject\w* | prove[sdn]? (?:us )?wrong | (?:are|be|is|was|were) wrong
    would be wrong | rule[sd]? out
    null (?:result|finding|hypothesis|effect) | h0 | h_0
    negative (?:result|finding|outcome) | no evidence (?:for|of|that)
    (?:not|n['’]t) (?:be )?(?:supported|hold|confirmed|borne out|upheld|\
      corroborated|true|work|support|survive|vindicated)
    (?:hypothesis|claim|idea|bet|prediction|theory|conjecture|thesis|it|effect|\
      expectation) (?:\w+ ){0,3}?(?:fails|failed|falls|is dead|dies|is false|\
      is given up|is dropped|is abandoned|is unsupported|lost|loses)
    (?:we|i) (?:would|will|shall|must|should|then|therefore|\w+ly)? ?(?:also )?\
      (?:conclude|report|say|take it|accept|treat|regard|read|consider|\
      interpret)\w* (?:\w+ ){0,8}?(?:not|no|fails?|failed|failure|negative|null|\
      wrong|false|unsupported|nothing|neither|without|n['’]t|against)
    (?:conclude|conclusion|concluding) (?:\w+ ){0,6}?(?:not|no|fails?|failed|\
      negative|null|wrong|false)
    would (?:make us|change our mind|surprise us|convince us (?:that we|\
      otherwise)|lead us to (?:drop|abandon|reject|doubt|give)|sink|kill|defeat|\
      end)\w*
    convince\w* (?:\w+ )?otherwise | change (?:our|my) minds? | what would change
    failure (?:means|would mean|criteri(?:on|a)|case is|condition) | failed if
    fails if | counts? as (?:a )?fail\w* | (?:a|the) failure
    if (?:the |this |that |it |there |we |no |neither |none |instead |both |\
      \w+ )[^\n]{0,120}?(?:not|no|fails?|below|under|less than|smaller|worse|\
      equal|within|n['’]t|vanish\w*|disappear\w*|overlap\w*|includes? (?:zero|0)|\
      zero|neither|lower|short of|absent|null|flat)[^\n]{0,120}?(?:hypothesis|\
      claim|idea|bet|explanation|theory|thesis|conjecture|we (?:stop|conclude|\
      drop|give|abandon|report|reject|retract|were|are|will|would|shall|say)|\
      wrong|false|fail|refut|reject|abandon|drop)
    (?:hypothesis|claim|idea|bet|we) [^\n]{0,60}?(?:is |are |be |will |would |\
      were )?(?:wrong|false|dropped|abandoned|given up|dead|withdrawn|retracted|\
      mistaken) (?:if|when|unless|should|as soon as)
    otherwise[, ] ?(?:we|the|it|this)
    (?:would|will) (?:not )?(?:count|be read|be taken|be counted|be interpreted) as
    unless [^\n]{0,100} (?:we (?:conclude|drop|reject|abandon|give up|stop)|\
      hypothesis|claim)
    disagree(?:s|ment)? with the (?:hypothesis|prediction)
    what would show (?:that )?(?:we|it|this)? | inference criteri(?:on|a)
    decision (?:rule|criteri(?:on|a)) | alternative explanation
    rival (?:hypothes|explanation)\w*
""")

SMALLEST_EFFECT = Phrases(r"""
    sesoi | smallest (?:effect|difference|gain|improvement|change)
    minim(?:um|al) (?:\w+ ){0,3}?(?:effect|difference|improvement|gain|\
      detectable|change|important|lift)
    mde | mcid
    practically (?:relevant|important|meaningful|significant|equivalent)
    worth (?:having|the|it|reporting|adopting|while|caring|deploying|doing|shipping)
    meaningful (?:effect|difference|gain|improvement|if)
    equivalence (?:margin|bound|region|test)s? | rope
    region of practical equivalence | non-?inferiority margin | margin of | negligible
    would matter | matters? to us
    success (?:means|criteri(?:on|a)|threshold|is defined|if|requires) | threshold
    cut-?off | bar (?:is|of|for) | counts? as (?:a )?success | succeeds? if
    cohen['’]?s d | effect size
""")

BASELINE = Phrases(r"""
    (?:base-?lines?|control (?:group|arm|condition|run|model|setting|prompt|\
      system|task)s?|controls?(?=[ :,.;)])|reference (?:model|system|arm|method|\
      implementation|run|condition|policy|point|level)|status quo|vanilla|placebo|\
      sham|comparator|comparison (?:group|arm|condition|system|model)|incumbent|\
      naive|chance level|random (?:guess\w*|policy|agent|classifier|search|choice|\
      selection|baseline)|majority(?: class)?|unmodified|untreated|no-op|\
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
    (?!rather than)(?:\w+ )?than (?:the |a |an |any |our |its |their |plain |\
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

UNCERTAINTY = Phrases(r"""
    confidence (?:interval|band|limit|region|bound)s?
    credible (?:interval|band|region)s? | compatibility intervals? | intervals? | cis?
    hdi | hpd | posterior\w* | bayesian | bayes factors?
    standard (?:deviation|error)s? | std\.? | stds | s\.?d\.? | s\.?e\.?m?\.? | stdev
    sds | ses | sigma | variance\w* | variability | variances
    bootstrap\w* | jackknife | permutation | randomi[sz]ation test | resampl\w+
    error (?:bar|band|margin)s? | margins? of error | uncertaint\w+ | spread | scatter
    quantiles? | percentiles? | quartiles? | iqr | interquartile\w* | iqm
    box ?plots? | violin plots? | min(?:imum)?(?: and |/|–|-)max(?:imum)?
    range over (?:the )?(?:seeds|runs)
    t-?tests? | wilcoxon | mann-?whitney\w* | mcnemar\w* | anova | p-?values?
    p ?[<=≤] | alpha ?[=≤] | α | signed-rank | sign test | chi-?squared?
    fisher['’]?s exact | mixed(?:-effects)? model\w*
    (?:hierarchical|multilevel) model\w* | significance | paired test
    likelihood ratio | hypothesis test\w* | statistical tests? | statistically
    distribution (?:of|over|across) (?:the )?(?:scores|seeds|runs|results|differences)
    every (?:single )?(?:seed|run) (?:is|will be) (?:shown|plotted|reported)
    all (?:seeds|runs|individual runs) (?:are|will be) (?:shown|plotted|reported)
    individual (?:runs|seeds|points) | per-seed (?:results|scores|values)
    rliable | performance profiles? | probability of improvement
""")
PLUS_MINUS = Phrases(r"± | \+/- | \+-\d", raw=True)

REPEATS = Phrases(r"""
    different (?:random )?initiali[sz]ations | seeds? | seeded | random[-_ ]states?
    reseed\w* | seeding
    (?:repeat|repeated|repeats|repetitions?|replicat\w+|reruns?|rerun|restarts?|re-run)
    independent (?:runs|trainings?|initiali[sz]ations)
    random (?:initiali[sz]ations|restarts|inits)
    (?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|several|\
      multiple) (?:\w+ ){0,2}?(?:runs|times|samples per|generations per|\
      completions per|rollouts per)
    runs per | runs each | times each
    (?:trained|run|sampled|executed) (?:once|twice)
    cross-?validation | cross-?validated | k-?fold | \d+-?fold | leave-one-\w+
    monte carlo | (?:bootstrap|bagged) ensembles?
    deterministic\w* | temperature (?:of |= ?|at |is |set to )*(?:0|zero)(?!\.[1-9])
    temperature 0(?!\.) | greedy(?: decoding)? | pass@\d+
""")

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

LIMITATION = Phrases(r"""
    limitations? | limits of | threats? to (?:\w+ )?validity | validity threats?
    caveats? | weakness\w* | shortcomings? | known (?:gap|issue|risk)s? | blind spots?
    scope[.:]
    (?:may|might|could|can|will) (?:\w+ )?(?:react|behave|differ|look|be|act|\
      turn out|work) (?:\w+ )?(?:differ\w*|otherwise)
    not covered | scope (?:and|of|is|limits?|conditions?) | out of scope
    outside (?:the|our) scope | beyond (?:the|our) scope | not in scope | non-goals?
    (?:do|does|will|can|may|might|would|could) (?:\w+ )?(?:not|n['’]t) \
      (?:\w+ )?(?:generali[sz]e|transfer|carry over|extend|tell|show|cover|speak|\
      say|establish|apply|hold|be (?:able|possible|representative)|claim|know|\
      rule out|support|prove|separate|isolate|represent|measure|test|learn)
    cannot (?:\w+ )?(?:generali[sz]e|tell|show|cover|speak|say|establish|claim|\
      know|rule out|be|separate|distinguish|isolate|conclude|support|prove|test|\
      measure|see|learn|detect)
    (?:don['’]t|doesn['’]t|can['’]t|won['’]t) (?:generali[sz]e|transfer|carry|\
      extend|tell|show|cover|speak|say|claim|know|apply)
    no claims? (?:about|is made|beyond|for|on|regarding)
    (?:we|this plan|this study) (?:make|makes|claim|claims) (?:no|nothing|only)
    (?:limited|restricted|confined) to
    only (?:covers?|applies|speaks?|valid|holds|tests?|says?|tells?) | valid only
    holds only | narrow\w* (?:to|in scope|sample) | confound\w* | may be biased
    bias(?:es)? (?:of|in|from|remains?) | not representative | external validity
    construct validity | internal validity | generali[sz]ability
    what (?:this|we|it|the \w+) (?:\w+ )?(?:will|does|do|can) ?not | open risks?
    risks? (?:and|to|:|are|is) | remaining (?:risk|doubt|uncertaint)\w*
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
