"""What can be sent at the prompt: `/` and a word, in one table."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be sent."""

    name: str
    usage: str
    help: str
    needs: str = ""
    """What is asked for where it is sent without."""


COMMANDS = (
    Command("critique", "FILE … [--own-first]",
            "Ask the rules about a plan, script or notebook",
            "Which file? /critique plan.md"),
    Command("ask", "QUESTION", "Ask a model; so does a question without a command",
            "Ask what?"),
    Command("brainstorm", "QUESTION", "Ideas: hypothesis, test, risk, fallback",
            "Ideas about what?"),
    Command("design", "QUESTION", "The design of an experiment",
            "An experiment on what?"),
    Command("draft", "PLAN [SCRIPT]", "The script that carries out a plan",
            "Which plan? /draft plan.md train.py"),
    Command("problem", "", "What is open: empty cells, failures, claims without a run"),
    Command("systems", "", "Whether the results can be had again; what runs cost"),
    Command("safety", "", "Whom it could harm; the project's constitution"),
    Command("write", "[PLAN]", "A report whose every number names its run"),
    Command("benchmark", "RESULTS", "A benchmark's items, by what systems did on them",
            "Which results? /benchmark answers.csv"),
    Command("diagnose", "[RUN | LOG | SCRIPT]", "What a failure means; the last one"),
    Command("analyse", "RESULTS … | RUN … | SCRIPT", "What results show, and what not",
            "Which results? /analyse results.jsonl"),
    Command("integrate", "[PLAN]", "From a result to its use: a model card"),
    Command("panel", "[WORDS | QUESTION | A | B]",
            "Panels: views, debate, decision"),
    Command("context", "QUESTION", "Exactly what a model would be sent; sends nothing",
            "The context of what? /context Is it enough? @plan.md"),
    Command("run", "FILE [ARGUMENTS]", "Run a script or a notebook, on record",
            "Which file? /run train.py"),
    Command("model", "[NAME [ADDRESS]]", "Which model is asked; name another"),
    Command("undo", "", "Take back what the last accept changed"),
    Command("redo", "", "Do again what undo took back"),
    Command("journal", "[WORDS]", "What is on record"),
    Command("runs", "", "What ran"),
    Command("sweeps", "[NAME]", "How far sweeps are, and their arms side by side"),
    Command("rules", "", "What the critic asks"),
    Command("review", "", "What became of what was suggested"),
    Command("due", "", "Predictions that are due, one key each"),
    Command("probe", "", "Five short items without the assistant"),
    Command("settings", "", "What is set, and where"),
    Command("demo", "[EXAMPLE]", "An example in a scratch repository"),
    Command("clear", "", "An empty transcript; the record stays"),
    Command("help", "", "All keys and commands"),
    Command("quit", "", "Leave; what waits still waits"),
)  # fmt: skip

BY_NAME = {command.name: command for command in COMMANDS}
_AT_A_SHELL = re.compile(r"\bcoresearch (run|critique|diagnose|analyse) (?!-)")
"""Commands that take the same words at both; options are for a shell alone."""


def as_sent(hint: str) -> str:
    """A hint with `/run train.py` for `coresearch run train.py`, and the like."""
    return _AT_A_SHELL.sub(r"/\1 ", hint)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, taken apart."""

    command: str
    """The name of a command; `!` for code; `?` for a command that there is not."""
    rest: str


def parse(text: str) -> Sent:
    """What a text that was sent asks for."""
    text = text.strip()
    if text.startswith("!"):
        return Sent("!", text[1:].strip())
    if not text.startswith("/"):
        return Sent("ask", text)
    name, _, rest = text[1:].partition(" ")
    name = name.split("\n")[0]
    rest = text[1 + len(name) :].strip()
    known = [one for one in BY_NAME if one.startswith(name)] if name else []
    if name in BY_NAME:
        return Sent(name, rest)
    return Sent(known[0], rest) if len(known) == 1 else Sent("?", name)
