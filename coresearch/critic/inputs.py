"""What a model is given that it could not have, or that names the case."""

from __future__ import annotations

from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.data import SAMPLED_UNIT

FEATURE = Concept("""
    input(s), feature(s), predictor(s), covariate(s), regressor(s),
    explanatory variable(s), column(s), variable(s), field(s), attribute(s),
    descriptor(s), is/are/also given/fed/told, is/are shown/handed/supplied,
    model/network/classifier/predictor also sees/gets/receives,
    model/network/classifier/regression sees/gets/receives/uses/knows,
    agent/forest/tree/policy sees/gets/receives/uses/knows,
    model/network/classifier/regression/agent/policy reads/takes,
    controller sees/gets/reads, fed to, fed into, enters the, enter the, goes in, go in,
    observation vector, state vector, is added to .. model, side information, metadata,
    conditioned on, told the, signals, we predict .. from, is/are predicted from,
    to foresee/predict .. we use, for .. prediction of, may use, using, receives,
    what .. know/knows/tells, model for, we use what, besides .. receive(s)
""")
_IDENTIFIER = Concept("""
    identifier(s), id, ids, file name(s), filename(s), row number/index,
    record number/index, serial number(s), code of the, name of the, barcode,
    accession number, index of the row, hash of, order in the file,
    source site/file/database/hospital/corpus, path, upload order, record number,
    account number, number in the paper/file/list, running number,
    order of registration,
    name of .. observer/doctor/nurse/teacher/author/clerk/officer/inspector,
    names of .. observers/doctors/nurses/teachers/authors/clerks/officers/inspectors
""")
_NAMES_CASE = SAMPLED_UNIT.then(
    Concept("id, ids, identifier(s), number(s), code(s), name(s), index, label"),
    within=0,
) | Concept("""
    row/record/case/sample/item/batch id/ids/identifier(s),
    ticket/loan/order/visit/film/track id/ids/identifier(s),
    row/record/case/sample/item number/code(s)/name(s),
    batch/ticket/loan/order/visit/track number/code(s)/name(s)
""")
_AFTERWARDS = Concept("""
    final/end/last reading(s)/state/weight/score(s)/outcome,
    after the outcome/event/label/diagnosis/answer,
    after the target/decision/discharge/death/default,
    after the purchase/failure/verdict/fault/repair/crash,
    after the slip/drop/trial/session/end/fact, after .. known, after .. over,
    once .. known, once .. over, known only after/later/once,
    only known after/later/once/at, filled in after/once/at, entered after/once/at,
    recorded after/once/at/afterwards, known after/afterwards/later/once/at,
    written after/once/at, completed after/once/at, assigned after/once/at,
    added after/once, set after/once, measured after/afterwards/once,
    collected after/afterwards/once, coded after/at, at discharge, at closing, next-day,
    which/that follows, of the whole day/week/session, over the whole day, in hindsight,
    in retrospect, retrospectively, post-hoc, posterior to, later than the,
    during the following, of the following week, in the week/days/hours/month after,
    eventual, final/closing/exit/discharge reason(s)/status/code(s)/date(s),
    final/closing/exit/discharge note(s)/letter(s)/length/diagnosis/diagnoses,
    resolution code/time/status, cancellation date/reason, follow-up visit(s)/scores,
    as measured on .. day, actual weather/temperature/demand, observed weather,
    realised, length of stay, time to repair, how long .. took, how often .. later,
    of the target, that repaired/fixed/solved/settled/confirmed/refuted,
    who repaired/fixed/solved, right product/answer/item/class, under the best,
    whether .. became/turned, used in total, total number/revenue/count/sum/amount of,
    total revenue, in total, total number of plays, number of follow-up,
    final/total number of .. credits/visits/plays/sales/days/points,
    sent/paid/charged/issued afterwards/later/subsequently, charged for missed,
    was/were/is/are later, is/are subsequently, whether .. later, that follow(s) the,
    which follow(s) the, date/month/time of .. last/first/final, month of its last,
    withdrawn/put/placed under/for .. protection/quarantine, withdrawn for, redeemed,
    follow-up visit(s), of isolated product, mass of .. product, number of .. reminders,
    treatment that follows, given to those
""")
_COMES_LATE = (
    Concept("""
    counted, recorded, known, entered, filled in, written, completed, assigned, added,
    set, taken, collected, measured, coded, available, determined, decided, noted,
    given, computed, prescribed, ordered, logged, exists, seen, observed, settled,
    arrives, reported
""").then(
        Concept("""
    after, afterwards, once, later, following, at discharge, at the end, at exit,
    at closing, in hindsight, only when, only at, by the end
"""),
        within=2,
    )
    | Concept("finish, stop, end, closing, exit, discharge, cancellation, return").then(
        Concept(
            "reason(s), status, code(s), date(s), time(s), note(s), letter(s), length"
        ),
        0,
    )
    | Concept("how long, how soon, how often, how much, how many").then(
        Concept("took, takes, waited, needed, later, after, lasted, follow*"), within=5
    )
    | _AFTERWARDS
)
_FORECAST_HOUR = Concept(
    "as measured, measured, observed, actual, realised, realized"
).then(
    Concept("to be forecast/predicted, being forecast/predicted, that is forecast"),
    within=12,
)
_ANSWER = Concept("""
    derived/computed/calculated/made from .. target/label/outcome/answer,
    copy of .. target, restates .. target/label/outcome, label itself, outcome itself,
    target itself, proxy of .. target/label/outcome, encodes .. label/outcome/answer,
    function of .. target/label, same .. as .. label, gives .. away,
    contains .. answer/label, ground truth
""")
_KEPT_OUT = Concept("""
    mask*, remov*, delet*, strip*, crop*, exclud*, dropped, drop, kept from,
    left/leave out, withh*, would, tempt*, no, nor, neither, nothing, never, not,
    before the, discard*, only for, only to, group*, random intercept(s),
    random effect(s), known on arrival, fixed effect(s), key, join*, split, hash*,
    evaluat*, stratif*, cluster*, seed, bootstrap*, bug(s), same class of, leaks, leak,
    logged, are/is counted
""")
ILLEGITIMATE = (
    (_IDENTIFIER | _NAMES_CASE | _COMES_LATE).beside(FEATURE)
    | _ANSWER.near(FEATURE, within=10)
    | _FORECAST_HOUR
).apart(_KEPT_OUT)
"""Where the model is given what names the case, comes after the outcome or tells it."""
