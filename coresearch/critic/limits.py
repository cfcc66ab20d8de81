"""Words for limits: what may be spent, and when it is over."""

from __future__ import annotations

from coresearch.critic.concepts import Concept
from coresearch.critic.phrases import Phrases

_UNDERTAKING = Concept("""
    we, i, study, project, plan, work, line, idea, experiment, direction, effort, trial,
    team, programme, program, it, this, everything, campaign, rest of .. plan,
    nothing further, time
""")
_ENDING = Concept("""
    stop, stops, stopped, end, ends, ended, drop the, drop it, dropped, is dropped,
    quit, halt, halts, halted, close, closes, closed, is over, dies, is dead, cancel*,
    parked, park, archived, retire, retired, pivot, fall back, move on, shut down,
    withdraw, withdrawn, write up, write it up, write this up, write that up, switch to,
    not carried out, not pursued, no further, not continued, not go on, goes no further,
    wind up, wound up, laid down, lay down, called off, is spent, break off, walk away,
    pull out, leave it, let it go, terminated, publish the negative
""")
_WHEN = Concept("""
    if, unless, should, when, once, after, by, on #, at #, as soon as, until, latest,
    whatever, before
""")
# Who drops cases excludes them, and goes on.
_DROPPING = (
    Concept("i/we drop/quit/leave")
    .beside(_WHEN)
    .apart(
        Concept("""
        row(s), record(s), participant(s), image(s), item(s), case(s), respondent(s),
        sample(s), trial(s), outlier(s), feature(s), column(s), those, them, these,
        paragraph(s), text(s), document(s), log(s), file(s), reading(s)
    """)
    )
)

KILL = (
    Concept("""
        kill criteri*, kill switch/condition/rule/date/point/it/the/if/this,
        killed if/when/at/after/off/on/by,
        stop/stopping criteri*/rule/condition/point/date, stop rule(s),
        exit criteri*/rule/condition(s), abort, aborts, aborted, aborting, abandon*,
        discontinu*, shelve, shelved,
        shelving, scrap(s) the/this/it/if, scrapped, cut our losses, cutting losses,
        futility, interim analysis/look, pull(s)/pulled the plug, plug is pulled,
        otherwise it is over, otherwise we stop, no-go, go no go, go or no go,
        call* it off/quits, call* .. study/project/work off, no further work,
        call* it a day,
    publish .. benchmark/data alone, pull(s) out if, is called off, point of no return,
        give(s) up, given up, giving up, give/gives .. up, way out, gives it up,
        drop the idea/line/direction/project/hypothesis/approach/method,
        end the project/study/line/direction/work, checkpoint review, last orders,
        decision point/gate/date, stage gate, milestone gate, gate #, fail fast, sunset,
        time-box*, early termination of the study/project, stop the project/study/work,
        stop the line/direction/experiment/idea, stop here, stop early if/for/when,
        stopped early if/for, stop and report/write, stop spending, no longer pursued,
        negative result is deposited/published
    """)
    | _UNDERTAKING.then(_ENDING, within=4, over=Concept("#, until, till")).beside(_WHEN)
    | Concept("""
        means .. end/stop, exit :, tripwire(s), broken off, breaks off, break off,
        has until, have until, short negative report/note, write-up as is, stays sealed,
        remains sealed, seal .. not broken, hours returned, is over, all over, bow out,
        null result is, negative note, dead if, dead unless, gets no further, end of it,
        ends there, goes in the drawer, back to the drawing board, no second attempt
    """)
    | _DROPPING
)
"""When it is over. Training and recruiting end too: see `rules.execution`."""


PERSISTING = Concept("""
    for as long as it takes, as long as is needed, until it works/does/succeeds,
    look(s) again .. later, try/tries again, carry on, carries on, keep going,
    keep at it,
    go/goes on improving, continue(s) improving, no matter what/how, come what may,
    better one follows, better version follows, there is .. that works, not give up,
    never give up, no intention of stopping, will not be stopped, persist(s),
    bear(s) fruit, apply/applies for .. prolongation/extension, prolong the project,
    matter of finding, go through all stages, whatever the outcome, in any case go on,
    extend the project, revise .. and carry on
""")
"""Where a plan says that it goes on, whatever comes."""


BUDGET_WORD = Phrases(r"""
    budget\w* | cap(?:ped|s)? | allocation | allocated | allowance | ceiling | at most
    no more than | up to | available | limit(?:ed)? (?:to|of|is)
    costs? (?:cap|limit) | quota | grant(?:ed)? | we have | total(?:s|ling)?
    in total | altogether | overall | affordable | afford | hard stop | maximum
""")


SPENDING = Phrases(r"""
    limit | rtx
    budget\w* | costs? | compute | gpu\w* | cpu\w* | tpu\w* | a100s? | h100s? | v100s?
    laptop | workstation | cluster | machine | wall-?clock
    run(?:s|ning)? (?:time|for|in|takes?|took)? ?\w* | takes? | train\w* | api
    spend\w* | spent | time-?box\w* | hours? (?:per|each|in total|of compute)
    calendar | schedule | timeline | duration | finish\w* | deadline
    weeks? of (?:work|compute) | per run | total | effort | allocation | paid
""")
