"""`coresearch runs`: what ran, what came of it, and how to have it again."""

from __future__ import annotations

import typer

from coresearch.cli.runs import comparison, elsewhere, looks, trees

app = typer.Typer(
    no_args_is_help=True,
    help="What ran: look at it, compare it, have its files back, run it again.",
)
app.command("list")(looks.list_)
for command in (
    looks.show,
    looks.outputs,
    comparison.diff,
    comparison.compare,
    trees.restore,
    trees.rerun,
    elsewhere.notebook,
    trees.rm,
    elsewhere.export,
):
    app.command()(command)
