"""Read broken and hostile plans: `python -m benchmarks.critic.fuzz --seconds 60`.

Sound plans of the corpus are cut, mixed with one another and with pieces that are hard
to read, in every format. It is a fault if reading raises, takes longer than its size
allows, or tells a place that is not one of the file.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence

from benchmarks.critic.corpus import load
from coresearch.critic.engine import Critique
from coresearch.critic.files import critique_file

NAMES = ("a.md", "a.rst", "a.org")
_SECONDS = 5.0
_SECONDS_A_KB = 0.1
"""What a text may take, on a busy machine."""

_HOSTILE: tuple[Callable[[random.Random], str], ...] = (
    lambda r: "| a | b |\n|---|\n| " + "x | " * r.randint(0, 400) + "\n",
    lambda r: "```" + "`" * r.randint(0, 60) + "\n",
    lambda r: "~~~\nWe tune on the test set.\n",
    lambda r: "".join("  " * n + "- deeper\n" for n in range(r.randint(1, 250))),
    lambda r: ">" * r.randint(1, 400) + " quoted\n",
    lambda r: "[" * r.randint(1, 3000) + "\n",
    lambda r: "*_" * r.randint(1, 3000) + "\n",
    lambda r: "<!--" * r.randint(1, 500) + "\n",
    lambda r: "`" * r.randint(1, 2000) + "a" + "`" * r.randint(1, 2000) + "\n",
    lambda r: "1 × " * r.randint(1, 1500) + "2 h = 3 h\n",
    lambda r: "test " * r.randint(1, 4000) + "\n",
    lambda r: "the best of the seeds, " * r.randint(1, 800) + "\n",
    lambda r: "# " * r.randint(1, 300) + "\n" + "=" * r.randint(1, 300) + "\n",
    lambda r: "\\" * r.randint(1, 3000) + "\n",
    lambda r: "".join(chr(r.randint(1, 0x2FFF)) for _ in range(r.randint(1, 400))),
    lambda r: "x" * r.randint(1, 100_000) + "\n",
    lambda r: "\r\n\t\x0b\x0c\u2028\x00\ufeff" * r.randint(1, 50),
    lambda r: "---\n" + "key: [" * r.randint(1, 300) + "\n---\n",
    lambda r: ".. " * r.randint(1, 300) + "\n   :a:\n",
    lambda r: "#+begin_src\n" * r.randint(1, 60) + ":PROPERTIES:\n",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read texts until the time is over, and print how many of what."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    chance = random.Random(asked.seed)
    plans = [plan.text for plan in load("dev")]
    counts: Counter[str] = Counter()
    slowest = 0.0
    end = time.monotonic() + asked.seconds
    while time.monotonic() < end:
        name, text = chance.choice(NAMES), broken(plans, chance)
        took, fault = tried(name, text)
        slowest = max(slowest, took)
        counts["texts"] += 1
        counts["characters"] += len(text)
        if fault:
            counts["faults"] += 1
            print(f"{name}, seed {asked.seed}, text {counts['texts']}: {fault}")
    print(
        f"{counts['texts']} texts, {counts['characters'] / 1e6:.1f} million characters,"
        f" {counts['faults']} faults; the slowest took {slowest:.2f} CPU s"
    )


def broken(plans: Sequence[str], chance: random.Random) -> str:
    """A piece of a plan, with hostile pieces and pieces of another put into it."""
    text = _piece(chance.choice(plans), chance)
    for _ in range(chance.randint(0, 4)):
        put = (
            chance.choice(_HOSTILE)(chance)
            if chance.random() < 0.7
            else _piece(chance.choice(plans), chance)
        )
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(("", "\n", "\n\n", " ")) + put + text[at:]
    return text


def _piece(text: str, chance: random.Random) -> str:
    start = chance.randint(0, len(text))
    return text[start : start + chance.randint(0, 6000)]


def tried(name: str, text: str) -> tuple[float, str]:
    """How many CPU seconds it took to read, and what was wrong; empty if nothing."""
    begin = time.process_time()
    try:
        result = critique_file(name, text)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is looked for
        return time.process_time() - begin, repr(error)
    took = time.process_time() - begin
    if took > _SECONDS + _SECONDS_A_KB * len(text) / 1000:
        return took, f"{took:.1f} s for {len(text)} characters"
    return took, _misplaced(result, text)


def _misplaced(result: Critique, text: str) -> str:
    last = text.count("\n") + 1
    for finding in result.findings:
        if not 1 <= finding.line <= finding.end_line <= last:
            return f"{finding.rule} stands at line {finding.line} of {last}"
    return ""


if __name__ == "__main__":
    main()
