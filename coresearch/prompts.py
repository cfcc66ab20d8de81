"""The prompts that come with the program: Markdown with a few lines of front matter."""

from __future__ import annotations

from dataclasses import dataclass

from coresearch.core.errors import CoresearchError, NotFound
from coresearch.paths import shipped


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt as it is written in its file."""

    name: str
    activity: str
    version: str
    text: str


def prompt_names() -> list[str]:
    """The prompts that there are."""
    return sorted(file.stem for file in shipped("prompts").glob("*.md"))


def load_prompt(name: str) -> Prompt:
    """The prompt of this name.

    Raises:
        NotFound: there is none.
    """
    if name not in prompt_names():
        raise NotFound(
            f"There is no prompt {name}.",
            hint=f"There are: {', '.join(prompt_names())}",
        )
    raw = (shipped("prompts") / f"{name}.md").read_text(encoding="utf-8")
    _, front, text = raw.split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in front.splitlines())
    try:
        return Prompt(name, fields["activity"], fields["version"], text.strip())
    except KeyError as missing:
        raise CoresearchError(f"The prompt {name} has no {missing}.") from None
