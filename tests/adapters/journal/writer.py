"""A process that writes: `python -m tests.adapters.journal.writer FOLDER NAME TIMES`.

It prints the ids of what each transaction recorded once that is durable. Each reads how
many suggestions there are and names its own after that number: had two read the same,
a number would be missing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from coresearch.core.decisions import Verdict
from coresearch.core.suggestions import Evidence
from coresearch.journal.store import Author, Journal, utc_now
from tests.adapters.journal.records import decide, edit, intended


def write_one(journal: Journal) -> tuple[str, str]:
    with journal.writing():
        [count] = journal.connection.execute(
            "SELECT count(*) FROM suggestions"
        ).fetchone()
        suggestion = edit(
            f"Number {count}",
            details=f"{count} " * (5000 if count % 5 == 0 else 1),
            evidence=(Evidence(f"Line {count}", "plan.md", 1, 1),),
        )
        identity = journal.record_suggestion(suggestion)
        journal.index_text()
        write = intended(journal, "plan.md", f"before {count}", f"after {count}")
        decision = journal.record_decision(identity, decide(Verdict.ACCEPTED, write))
        if count % 3:
            journal.record_effect(decision, applied=True)
    return identity, decision


def main(folder: str, name: str, times: str) -> None:
    author = Author(name, f"{name}@example.org", "here", name)
    with Journal(Path(folder), author, utc_now) as journal:
        for _ in range(int(times)):
            sys.stdout.write(" ".join(write_one(journal)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
