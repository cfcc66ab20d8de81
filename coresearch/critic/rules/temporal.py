"""D, continued: is the future kept out of what is learnt?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.clauses import asserted, mentioned
from coresearch.critic.concepts import Concept
from coresearch.critic.division import AT_RANDOM, IN_TIME, ROWS_DEALT, SEVERAL_EACH
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE

_TEMPORAL = Concept("""
    forecast*, time-series,
    next/following/coming/future day(s)/week(s)/month(s)/hour(s),
    next/following/coming/future quarter/year/season/period,
    next/following/coming/future value(s)/price(s)/demand/sales,
    next/following/future load/reading(s)/step(s)/purchase,
    next/following/future visit/song/item/stay/failure, tomorrow*, predict* .. future,
    hours/days/weeks/steps/months/minutes ahead, ahead of time,
    daily/hourly/weekly/monthly price(s)/demand/sales/load,
    daily/hourly/weekly/monthly reading(s)/series/data/records,
    daily/hourly/weekly/monthly counts/values/returns,
    daily/hourly/weekly/monthly consumption/temperature(s)/measurements, early warning,
    predict* before, hours before, days before, nowcast*, will click/buy/play,
    later play*/buy*/visit*, streams of, in # hours/days/minutes/weeks/months,
    in six/twelve/three/two hours/days/weeks, of the coming hour/day/week/month,
    warn(s) before, warning(s) before, before .. stops/failures, n-step, roll-out(s),
    from the past, from the last # , steps on unseen trajectories, after # steps,
    tested day, payments of both days
""")
_TIME_ROWS = Concept("""
    hours, days, weeks, months, time steps, minutes, quarters, years, timestamps, dates,
    series, span, sessions, logs, events, interactions, plays, clicks, purchases,
    visits, admissions, stays, orders, ratings, windows, readings, traffic, requests,
    payments, snapshots, hourly, daily, time-points, seasons, quarter-hours, counts
""")
_DEALS_TIME = (ROWS_DEALT | AT_RANDOM).beside(_TIME_ROWS).apart(IN_TIME)


_SPLIT_IN_TIME = IN_TIME.beside(
    Concept("""
        test, testing, tested, train, training, trained, validation, validate, split,
        fit, fitted, held-out, evaluat*, judg*, origin, origins, learning, learnt,
        reported, scored, part, parts, sealed
    """)
)


def _random_split(plan: Plan) -> Mention | None:
    """Where time is dealt out as if it had no order."""
    deal = plan.first(_DEALS_TIME, _cut_at_random)
    if deal is not None or plan.says(_SPLIT_IN_TIME):
        return deal
    if plan.first(SEVERAL_EACH, mentioned):
        return None  # rows of many people or places: they are what must not be split
    return plan.first(AT_RANDOM, _cut_at_random)


def _find_temporal_leak(plan: Plan) -> Iterator[Hit]:
    series, split = plan.first(_TEMPORAL, mentioned), _random_split(plan)
    if series and split:
        yield _temporal_hit(plan, series, split)


def _cut_at_random(words: str, span: tuple[int, int]) -> bool:
    """Whether it is done: "a random split would let it see tomorrow" is not."""
    said = _RANDOM_THINGS.sub("", words[span[0] : span[1]])
    by_chance = "random" not in words[span[0] : span[1]] or "random" in said
    return by_chance and asserted(words, span) and " would " not in words[span[1] :]


_RANDOM_THINGS = Pattern(
    r"random(?:ly)?[ -](?:forests?|effects?|intercepts?|slopes?|seeds?|variables?"
    r"|walks?"
    r"|search|guess\w*|baselines?|init\w*|number\w*|noise|fields?)"
)


def _temporal_hit(plan: Plan, series: Mention, split: Mention) -> Hit:
    phrase = plan.spelled(split.start, split.end)
    task = plan.spelled(series.start, series.end)
    return Hit(
        plan.sentence_passage(split.sentence),
        f'The plan is about time ("{task}"), but its split ("{phrase}") trains on days'
        " that lie after the tested ones.",
        0.8,
    )


D6 = Rule(
    id="D6",
    name="temporal leak",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L3.1",
    question="Would the model be judged only on what lies after everything it was"
    " trained "
    "on?",
    needs=lambda plan: plan.first(_TEMPORAL, mentioned) is not None,
    find=_find_temporal_leak,
    example_bad="We forecast the demand of the next day from four years of sales. "
    "The days are split at random, 80/20.",
    example_good="We forecast the demand of the next day from four years of sales. "
    "The last year is the test period.",
)

RULES = (D6,)
