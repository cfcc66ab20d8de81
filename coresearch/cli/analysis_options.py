"""The words of `coresearch analyse` and `benchmark`, each with its help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Form(StrEnum):
    """For a person, a program or a report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class Interval(StrEnum):
    """How the interval of a mean is made."""

    T = "t"
    BOOTSTRAP = "bootstrap"


_COLUMN = "COLUMN"

What = Annotated[
    list[str] | None,
    typer.Argument(metavar="RUN… | RESULTS…", help="Runs, or tables of results."),
]
Metrics = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="What is compared.")
]
Higher = Annotated[
    list[str] | None, typer.Option(metavar="METRIC", help="Higher is better.")
]
Lower = Annotated[
    list[str] | None, typer.Option(metavar="METRIC", help="Lower is better.")
]
Arm = Annotated[list[str] | None, typer.Option(metavar=_COLUMN, help="What is an arm.")]
Seed = Annotated[str, typer.Option(metavar=_COLUMN, help="The seed.")]
Task = Annotated[
    list[str] | None, typer.Option(metavar=_COLUMN, help="What is a task.")
]
Split = Annotated[
    str, typer.Option(metavar="[COLUMN=]VALUE", help="The part that is compared.")
]
Case = Annotated[str, typer.Option(metavar=_COLUMN, help="What names a case.")]
Label = Annotated[str, typer.Option(metavar=_COLUMN, help="The right answer.")]
Prediction = Annotated[str, typer.Option(metavar=_COLUMN, help="What was answered.")]
Probability = Annotated[
    str, typer.Option(metavar=_COLUMN, help="How sure it was, 0 to 1.")
]
Baseline = Annotated[
    str, typer.Option(metavar="ARM", help="Compare the others with this one.")
]
HowWide = Annotated[
    Interval, typer.Option(help="Student's, or drawn anew 2,000 times.")
]
Unpaired = Annotated[
    bool, typer.Option("--unpaired", help="Do not pair runs by their seed.")
]
Predict = Annotated[
    str, typer.Option(metavar="CLAIM", help="First say what will come out.")
]
Sure = Annotated[
    float | None, typer.Option("--p", metavar="P", help="How likely that is.")
]
Name = Annotated[
    str | None, typer.Option(metavar="TEXT", help="All runs of this name.")
]
File = Annotated[
    str | None, typer.Option(metavar="FILE", help="All runs of this file.")
]
OfSweep = Annotated[
    str | None,
    typer.Option("--sweep", metavar="ID", help="All tasks of this sweep."),
]
Plot = Annotated[
    bool, typer.Option("--plot", help="Draw pairs and curves in the terminal.")
]
Save = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write a picture: .png, .svg or .pdf."),
]
HowWritten = Annotated[
    Form, typer.Option("--format", "-f", help="For whom it is written.")
]
OnlyReport = Annotated[
    bool, typer.Option("--only-report", help="Put nothing into the inbox.")
]

Results = Annotated[
    list[Path],
    typer.Argument(metavar="RESULTS…", help="Items × systems: CSV, JSON, JSON lines."),
]
Item = Annotated[str, typer.Option(metavar=_COLUMN, help="What names an item.")]
System = Annotated[
    list[str] | None, typer.Option(metavar=_COLUMN, help="What names a system.")
]
Score = Annotated[
    str, typer.Option(metavar=_COLUMN, help="The score of an item, 0 to 1.")
]
Desiderata = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="What it was to cover; else the plan says it."),
]
Card = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="The card's file.")
]
