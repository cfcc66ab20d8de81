"""What there is to say of a sweep, in the words of both faces."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping

from coresearch.core.intervals import Estimate, estimate
from coresearch.core.sweep.standing import Standing
from coresearch.core.sweep.sweep import RecordedSweep, Sweep
from coresearch.core.text import counted, one_line
from coresearch.journal.sweeps import ID_DIGITS
from coresearch.workbench.sweeps.begin import Outlook
from coresearch.workbench.sweeps.progress import ArmRow, Progress
from coresearch.workbench.words import duration, local_time, number

_MOST_TASKS = 12
"""That are listed beforehand."""
_ORDER = (
    Standing.DONE, Standing.FAILED, Standing.LOST, Standing.CANCELLED, Standing.PENDING,
)  # fmt: skip


def spread(one: Estimate) -> str:
    """`0.81 ± 0.02 (n = 5)`: the mean and the half of its 95 % interval."""
    if one.half_width is None:
        return f"{number(one.mean)} (n = 1: its spread cannot be told)"
    return f"{number(one.mean)} ± {one.half_width:.2g} (n = {one.count})"


def tally(standings: Mapping[Standing, int]) -> str:
    """`8 done, 1 failed, 3 pending`."""
    found = [f"{standings[s]} {s}" for s in _ORDER if standings.get(s)]
    return ", ".join(found)


def state(found: Progress) -> str:
    """In a word, what a sweep does."""
    if found.is_stalled:
        return "stopped: nobody drives it"
    return "under way" if found.open else "ended"


def title(recorded: RecordedSweep) -> str:
    """Its name, its script and its number of tasks."""
    sweep = recorded.sweep
    head = f"{one_line(sweep.name)}: " if sweep.name else ""
    tasks = counted(len(sweep.tasks), "task")
    return f"{head}{one_line(sweep.path)}, {tasks} on {one_line(sweep.engine)}"


def left(found: Progress) -> str:
    """How long it will take, from and to; or that it cannot be told."""
    if not found.open:
        return ""
    if found.left is None:
        return "time left: cannot tell yet"
    low, high = (duration(seconds) for seconds in found.left)
    return f"about {low} left" if low == high else f"about {low} to {high} left"


def best(found: Progress) -> str:
    """The best arm so far, with its interval."""
    if found.best is None:
        return ""
    one = next(iter(found.best.metrics.values()))
    arm = one_line(found.best.arm) or "the script"
    return f"best {one_line(found.metric)}: {spread(one)}, {arm}"


def now(found: Progress) -> str:
    """`12 of 40 ended, 2 running, 1 failed · about 3 min left · best …`."""
    ended = found.total - found.open
    counts = [f"{ended} of {found.total} ended"]
    if found.running:
        counts.append(f"{found.running} running")
    if waiting := found.going - found.running:
        counts.append(f"{waiting} in line")
    for one in (Standing.FAILED, Standing.LOST):
        if found.standings.get(one):
            counts.append(f"{found.standings[one]} {one}")
    parts = [", ".join(counts), left(found), best(found)]
    return " · ".join(part for part in parts if part)


def facts(found: Progress) -> Iterator[tuple[str, str]]:
    """What it is, and its value."""
    recorded, sweep = found.sweep, found.sweep.sweep
    started = recorded.started
    dirty = ", with changes" if started["snapshot"] != started["head"] else ""
    yield "begun", f"{local_time(recorded.at)} by {one_line(recorded.author)}"
    yield "tree", f"{str(started['snapshot'])[:12]}{dirty}"
    engine = started["engine"]
    slots = counted(sweep.slots, "task")
    version = one_line(str(engine.get("version", "")))
    yield "engine", f"{engine['name']} ({version}), at most {slots} at once"
    for line in engine.get("directives", ()):
        yield "", one_line(str(line))
    yield (
        "tasks",
        tally(found.standings) + (f", {found.going} under way" if found.going else ""),
    )
    pace = f"; {found.rate:.3g} an hour" if found.rate and found.open else ""
    yield "spent", f"{duration(found.spent * 3600) or '0 s'} of task time{pace}"
    if told := left(found):
        yield "left", told.removeprefix("about ").removeprefix("time left: ")
    if found.best is not None:
        yield "best", best(found).removeprefix("best ")


def arm_failures(row: ArmRow) -> str:
    """How many of its tasks there is no number of, and why; of how many."""
    told = [f"{row.standings[s]} {s}" for s in _ORDER[1:] if row.standings.get(s)]
    going = row.standings.get(Standing.GOING, 0)
    told += [f"{going} under way"] if going else []
    return f"{row.tasks} asked" + (f": {', '.join(told)}" if told else "")


def short(recorded: RecordedSweep) -> str:
    """Its id as it is shown."""
    return recorded.id[:ID_DIGITS]


def beforehand(sweep: Sweep, seen: Outlook) -> Iterator[str]:
    """What a sweep would do."""
    changed = ", and the changes that are not committed" if seen.is_dirty else ""
    yield f"commit     {seen.head[:12] or 'none yet'}{changed}"
    tasks, slots = counted(len(sweep.tasks), "task"), min(sweep.slots, len(sweep.tasks))
    yield f"tasks      {tasks}, at most {slots} at once on {sweep.engine}"
    for task in sweep.tasks[:_MOST_TASKS]:
        command = [*sweep.program, sweep.path, *task.arguments]
        yield f"{task.number:>9}  {one_line(shlex.join(command))}"
    if len(sweep.tasks) > _MOST_TASKS:
        yield f"{'…':>9}  and {len(sweep.tasks) - _MOST_TASKS} more"
    version = one_line(str(seen.engine.get("version", "")))
    yield f"engine     {seen.engine['name']} ({version})"
    for line in seen.engine.get("directives", ()):
        yield f"           {one_line(str(line))}"
    yield f"cost       {_cost(sweep, seen)}"


def _cost(sweep: Sweep, seen: Outlook) -> str:
    """From earlier runs of the same script, with its interval, if there are any."""
    if not seen.earlier:
        return "cannot tell: no run of this script has succeeded yet"
    one = estimate(seen.earlier)
    rounds = -(-len(sweep.tasks) // max(sweep.slots, 1))
    runs = counted(one.count, "earlier run")
    whole = duration(one.mean * len(sweep.tasks)) or "0 s"
    until = duration(one.mean * rounds) or "0 s"
    if one.half_width is None:
        return f"about {whole} of task time, done in {until}, by 1 earlier run alone"
    share = one.half_width / one.mean if one.mean else 0.0
    said = f"about {whole} of task time, done in {until} (± {share:.0%}, {runs})"
    return said
