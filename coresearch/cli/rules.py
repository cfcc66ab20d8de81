"""`coresearch rules`: what the critic asks, and why. `docs/rules.md` is made here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coresearch.cli.output import Ink, paint, say, wrapped
from coresearch.core.errors import NotFound
from coresearch.core.text import counted

if TYPE_CHECKING:
    from coresearch.critic.catalogue import AnyRule


class Format(StrEnum):
    """How the rules are listed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


app = typer.Typer()

_Form = Annotated[
    Format,
    typer.Option("--format", "-f", metavar="FORM", help="text, json or markdown."),
]


@app.callback(invoke_without_command=True)
def rules(context: typer.Context, output: _Form = Format.TEXT) -> None:
    """Read what the critic asks, and why: every rule in a line, or one whole.

    Examples:

      coresearch rules

      coresearch rules show S4

      coresearch rules --format json
    """
    if context.invoked_subcommand:
        return
    from coresearch.critic.catalogue import every_rule

    match output:
        case Format.TEXT:
            for line in _listed():
                say(line)
        case Format.JSON:
            say(json.dumps([_as_value(rule) for rule in every_rule()], indent=1))
        case Format.MARKDOWN:
            say(as_markdown())


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="RULE", help="Its id, such as S4.")],
) -> None:
    """One rule whole: what it asks, what it rests on, and two examples.

    Example: coresearch rules show S4
    """
    from coresearch.critic.catalogue import every_rule

    found = next((rule for rule in every_rule() if rule.id == name.upper()), None)
    if found is None:
        raise NotFound(
            f"There is no rule {name}.", hint="See all of them: coresearch rules"
        )
    for line in _whole(found):
        say(line)


def _listed() -> Iterator[str]:
    from coresearch.critic.catalogue import GROUPS, every_rule

    for letter, group in GROUPS.items():
        members = [rule for rule in every_rule() if rule.id[0] == letter]
        yield paint(f"{group} ({counted(len(members), 'rule')})", Ink.STRONG)
        for rule in members:
            yield f"  {rule.id:<4}{rule.severity:<7} {rule.name}"
    yield "One of them whole: coresearch rules show S4"


def _whole(rule: AnyRule) -> Iterator[str]:
    from coresearch.workbench.words import ignore_comment

    yield f"{paint(f'{rule.id} {rule.name}', Ink.STRONG)}  {rule.severity}"
    yield wrapped(rule.question, "  ", paint("? ", Ink.STRONG))
    yield paint(wrapped(f"Source: {rule.source}"), Ink.QUIET)
    yield ""
    yield "It finds something in"
    yield from _example(rule, rule.example_bad)
    yield "and nothing in"
    yield from _example(rule, rule.example_good)
    yield "Off everywhere in a repository, in its .coresearch.toml:"
    yield "  [critic]"
    yield f'  off = ["{rule.id}"]'
    yield "Off at one place, with a reason that the journal keeps:"
    yield f"  {ignore_comment(rule.id)}"


def _example(rule: AnyRule, text: str) -> Iterator[str]:
    if rule.id[0] != "X":
        yield wrapped(text, "    ")
        return
    for line in text.rstrip("\n").split("\n"):
        yield f"    {line}".rstrip()


def _as_value(rule: AnyRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "severity": rule.severity,
        "question": rule.question,
        "source": rule.source,
        "example_bad": rule.example_bad,
        "example_good": rule.example_good,
    }


_PREFACE = """# Rules

What the critic asks, as `coresearch rules --format markdown` writes it. A rule is
switched off, or weighted otherwise, in the [settings](settings.md), and at one place by
a [comment](critique.md#leaving-a-finding-out)."""


def as_markdown() -> str:
    """The document of all rules."""
    from coresearch.critic.catalogue import GROUPS, every_rule

    parts = [_PREFACE]
    for letter, group in GROUPS.items():
        parts.append(f"## {group}")
        parts += [_section(rule) for rule in every_rule() if rule.id[0] == letter]
    return "\n\n".join(parts)


def _section(rule: AnyRule) -> str:
    return "\n\n".join(
        [
            f"### {rule.id} {rule.name}",
            f"**{rule.question}**",
            f"Severity: {rule.severity}. Source: {rule.source}.",
            "Finds something in",
            _block(rule, rule.example_bad),
            "and nothing in",
            _block(rule, rule.example_good),
        ]
    )


def _block(rule: AnyRule, text: str) -> str:
    if rule.id[0] == "X":
        return f"```python\n{text.rstrip()}\n```"
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
