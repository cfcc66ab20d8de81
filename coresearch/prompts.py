"""What models are told: Markdown files with a few lines of front matter, and templates.

A prompt is a file in `prompts/`, one for each activity, and includes what is shared. A
repository may have its own instead, under the same name in `.coresearch/prompts`.

The front matter has three fields: `activity`, one of the research activities; `needs`,
what the command must be given (question, plan); and `version`, which changes with the
meaning of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.core.canonical import sha256
from coresearch.core.errors import BadInput, NotFound
from coresearch.core.suggestions import Activity
from coresearch.core.text import one_line
from coresearch.paths import JOURNAL_FOLDER, shipped

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_FIELDS = ("activity", "needs", "version")
_NEEDS = ("question", "plan")
_REQUEST = "shared/request.md"
_FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt as it is written in its file."""

    name: str
    activity: Activity
    needs: tuple[str, ...]
    version: str
    text: str
    """The template, without the front matter."""
    file: Path
    is_own: bool = False
    """Whether it is this repository's own."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent: the instructions, and what they are about."""

    prompt: Prompt
    system: str
    user: str

    @property
    def digest(self) -> str:
        """SHA-256 of the instructions, as every suggestion that comes of them names."""
        return sha256(self.system)


def own_folder(root: Path) -> Path:
    """Where the repository `root` may have its own prompts."""
    return root / JOURNAL_FOLDER / "prompts"


def prompt_names() -> list[str]:
    """The prompts that there are."""
    return sorted(file.stem for file in shipped("prompts").glob("*.md"))


def part_names() -> list[str]:
    """What prompts share, such as `shared/format`."""
    folder = shipped("prompts")
    return sorted(f"shared/{file.stem}" for file in folder.glob("shared/*.md"))


def shipped_file(name: str) -> Path:
    """The file of a prompt, or of a shared part, that comes with the program.

    Raises:
        NotFound: there is none of this name.
    """
    known = [*prompt_names(), *part_names()]
    if name not in known:
        raise NotFound(
            f"There is no prompt {name}.", hint=f"There are: {', '.join(known)}"
        )
    return shipped("prompts") / f"{name}.md"


def load_prompt(name: str, root: Path | None = None) -> Prompt:
    """The prompt of this name: the repository's own, if it has one.

    Raises:
        NotFound: there is none.
        BadInput: the repository's own cannot be read, or its front matter is wrong.
    """
    if name not in prompt_names():
        raise NotFound(
            f"There is no prompt {name}.",
            hint=f"There are: {', '.join(prompt_names())}",
        )
    own = own_folder(root) / f"{name}.md" if root is not None else None
    if own is not None and own.is_file():
        return _parsed(name, own, _read(own), is_own=True)
    file = shipped_file(name)
    return _parsed(name, file, file.read_text(encoding="utf-8"), is_own=False)


def _read(own: Path) -> str:
    try:
        return own.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput(
            f"The prompt {own} cannot be read as UTF-8 text.",
            hint="Remove it to have the one that comes with coresearch.",
        ) from None


def _parsed(name: str, file: Path, raw: str, *, is_own: bool) -> Prompt:
    text = raw.replace("\r\n", "\n")
    parts = text.split(_FENCE, 2)
    if len(parts) != 3 or parts[0].strip():
        raise _wrong(file, "does not begin with front matter between two lines ---")
    fields = dict(line.partition(":")[::2] for line in parts[1].splitlines())
    fields = {key.strip(): value.strip() for key, value in fields.items()}
    if set(fields) != set(_FIELDS):
        raise _wrong(file, f"must have exactly the fields {', '.join(_FIELDS)}")
    if fields["activity"] not in set(Activity):
        raise _wrong(file, f"has no activity of: {', '.join(Activity)}")
    needs = tuple(filter(None, fields["needs"].replace(",", " ").split()))
    if set(needs) - set(_NEEDS):
        raise _wrong(file, f"can need: {', '.join(_NEEDS)}")
    activity = Activity(fields["activity"])
    return Prompt(name, activity, needs, fields["version"], parts[2], file, is_own)


def _wrong(file: Path, what: str) -> BadInput:
    return BadInput(
        f"The prompt {file} {what}.", hint="See one: coresearch prompts show critique"
    )


def render(
    prompt: Prompt, values: Mapping[str, str], root: Path | None = None
) -> Rendered:
    """What is sent for `prompt`.

    `values` are `context`, `question`, and `findings` where rules have found some;
    what is given in them is put in as it is, and never read as a template.

    Raises:
        BadInput: a template of the repository's own does not work.
    """
    known = {"context": "", "question": "", "findings": "", **values}
    environment = _environment(root)
    system = _filled(environment, prompt, prompt.text, {})
    request = '{% include "' + _REQUEST + '" %}'
    task = "Do your part on what you were given above."
    user = _filled(environment, prompt, request, {**known, "task": task})
    return Rendered(prompt, system, user)


def instructions(prompt: Prompt, root: Path | None = None) -> str:
    """The instructions of `prompt` with what they include."""
    return render(prompt, {}, root).system


def filled_form(name: str, values: Mapping[str, object], root: Path | None) -> str:
    """A form for work without a model, such as `offline/protocol.md`, filled in.

    Raises:
        BadInput: a form of the repository's own does not work.
    """
    from jinja2 import TemplateError

    try:
        return _environment(root).get_template(name).render(values).strip() + "\n"
    except (TemplateError, UnicodeDecodeError, ArithmeticError, TypeError) as error:
        raise BadInput(
            f"The form {name} in {own_folder(root) if root else name} does not work: "
            f"{one_line(str(error))}.",
            hint="Remove it to have the one that comes with coresearch.",
        ) from None


def _environment(root: Path | None) -> SandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    folders = [shipped("prompts")]
    if root is not None:
        folders.insert(0, own_folder(root))
    return SandboxedEnvironment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # what is made is Markdown, and what is put in is fenced
    )


def _filled(
    environment: SandboxedEnvironment,
    prompt: Prompt,
    text: str,
    values: Mapping[str, str],
) -> str:
    from jinja2 import TemplateError

    try:
        filled = environment.from_string(text).render(values)
    except (TemplateError, UnicodeDecodeError, ArithmeticError, TypeError) as error:
        raise BadInput(
            f"The prompt {prompt.file} does not work: {one_line(str(error))}.",
            hint=f"See what changed in it: coresearch prompts diff {prompt.name}",
        ) from None
    return filled.strip() + "\n"
