"""Whether what a reply proposes has its place in the files as they are.

Strict, as everything before the gate: found exactly or by `coresearch.core.locate`, and
if not, refused with what would help to write it right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.edits import Create, Delete, Edit, FileEdit, Modify, Rewrite
from coresearch.core.errors import Ambiguous, BadInput, CoresearchError, NoPlace
from coresearch.core.locate import locate
from coresearch.core.replies.code import broken_python
from coresearch.core.replies.evidence import grounded
from coresearch.core.replies.nearest import nearest
from coresearch.core.replies.values import Passage, Problem, Proposal
from coresearch.core.text import one_line, shorten

Read = Callable[[str], FileState | None]
"""The file at a path, None if there is none; may raise any fault of coresearch."""

_ELISION = re.compile(
    r"(?:\.{3}|…).*\b(?:rest|remain\w*|existing|unchanged|same|previous|omitted|before)\b"
    r"|\b(?:rest|remain\w*|existing|unchanged|same|previous|omitted)\b.*(?:\.{3}|…)"
    r"|\brest of (?:the |this )?\w+ (?:is |stays |remains )?(?:the same|unchanged"
    r"|as before|as is)\b"
    r"|\b(?:code|text|lines|content) (?:stays|remains?|is) unchanged\b",
    re.IGNORECASE,
)
_LONGEST_ELISION = 100
_FEW_LINES = 20


class _Missing(NoPlace):
    """The text to replace is not there, but something like it may be."""

    def __init__(self, fault: NoPlace, near: Sequence[Passage]) -> None:
        super().__init__(fault.message, hint="" if near else fault.hint)
        self.near = tuple(near)


def place(proposal: Proposal, read: Read, sent: str = "") -> Proposal | Problem:
    """`proposal` as it would be on the files that `read` gives, or why it is not.

    Its quotes get their lines; those that are in no file, or of a run that was not in
    what was `sent`, are said in the details.
    """
    proposal = _with_quotes_checked(proposal, read, sent)
    if proposal.run is not None and (broken := broken_python(proposal.run)):
        return Problem(broken, proposal.text, rest=replace(proposal, run=None))
    if proposal.edit is None:
        return proposal
    bare = replace(proposal, edit=None)
    try:
        files = {path: _read(read, path) for path in proposal.edit.paths}
        edit = Edit(tuple(_settled(f, files, proposal) for f in proposal.edit.files))
        changes = plan_edit(edit, files)
    except CoresearchError as fault:
        near = fault.near if isinstance(fault, _Missing) else ()
        return Problem(fault.message, proposal.text, fault.hint, near, rest=bare)
    if not changes.writes:
        return Problem(
            "The files already say what it proposes.", proposal.text, rest=bare
        )
    return replace(proposal, edit=edit)


def _read(read: Read, path: str) -> FileState | None:
    if "\\" in path:
        raise BadInput(
            f"{path} is not a path within the repository.",
            hint="Paths are written from the repository's top, with slashes.",
        )
    return read(path)


# -- edits --------------------------------------------------------------------------


def _settled(
    file: FileEdit, files: Mapping[str, FileState | None], proposal: Proposal
) -> FileEdit:
    """`file` as a change of what is there: a reply cannot know whether it is."""
    state = files[file.path]
    match file:
        case Create() if state is not None:
            _refuse_leaving_out(file, state, proposal)
            return Rewrite(file.path, file.content, base=state.digest)
        case Delete() if state is not None:
            return replace(file, base=state.digest)
        case Modify(replacements=replacements) if state is None:
            if file.rename_to or len(replacements) != 1 or replacements[0].search:
                raise NoPlace(f"There is no file {file.path}.")
            return Create(file.path, replacements[0].replace, bool(file.executable))
        case Modify() if state is not None:
            for replacement in file.replacements:
                _refuse_elision(file.path, replacement.replace, state)
            _refuse_missing(file, state)
        case Delete():
            raise NoPlace(f"There is no file {file.path}.")
    return file


def _refuse_leaving_out(file: Create, state: FileState, proposal: Proposal) -> None:
    if state.content.strip() and not file.content.strip():
        raise NoPlace(
            f"The new text of {file.path} is empty.",
            hint=f"To remove the file, say: Delete: {file.path}",
        )
    _refuse_elision(file.path, file.content, state)
    old = Counter(_text(state).split("\n"))
    kept = (old & Counter(file.content.split("\n"))).total()
    if (
        file.path not in proposal.rewrites
        and old.total() >= _FEW_LINES
        and kept * 2 < old.total()
    ):
        raise NoPlace(
            f"The text given for {file.path} has {kept} of its {old.total()} lines, "
            "and may be a part of it.",
            hint="Say which lines to replace; or, if the whole file is meant, give it "
            f"under File: {file.path}",
        )


def _refuse_elision(path: str, new: str, state: FileState) -> None:
    old = set(_text(state).split("\n"))
    for line in new.split("\n"):
        if len(line) <= _LONGEST_ELISION and _ELISION.search(line) and line not in old:
            raise NoPlace(
                f"The new text of {path} leaves something out: {one_line(line)}",
                hint="Write every line that shall stand there.",
            )


def _refuse_missing(file: Modify, state: FileState) -> None:
    """Like `locate`, but with the nearest passages."""
    for replacement in file.replacements:
        try:
            locate(state.content, replacement, file.path, unchanged=False)
        except Ambiguous as fault:
            raise Ambiguous(
                fault.message,
                hint="Repeat more of the lines around the one that is meant.",
            ) from None
        except NoPlace as fault:
            near = nearest(file.path, _text(state), replacement.search)
            raise _Missing(fault, near) from None


def _text(state: FileState) -> str:
    text = state.content.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").removesuffix("\n")


# -- quotes -------------------------------------------------------------------------


def _with_quotes_checked(proposal: Proposal, read: Read, sent: str) -> Proposal:
    texts: dict[str, str | None] = {}
    checked, missing = [], []
    for evidence in proposal.evidence:
        if not evidence.path:
            checked.append(evidence)
            if (told := _RECORD.match(evidence.quote)) and not _was_sent(told, sent):
                missing.append(f"Not found in what is known of {told[1]}.")
            continue
        if evidence.path not in texts:
            texts[evidence.path] = _text_of(read, evidence.path)
        text = texts[evidence.path]
        found = grounded(evidence, text) if text is not None else None
        if found is None:
            missing.append(
                f"Not found in {evidence.path}: “{shorten(evidence.quote, 100)}”"
            )
        checked.append(found or replace(evidence, line=0, end_line=0))
    details = "\n".join([proposal.details, *missing]).strip("\n")
    return replace(proposal, evidence=tuple(checked), details=details)


_RECORD = re.compile(r"((?:run|panel) [0-9a-f]{6,16}): (.+)", re.DOTALL)


def _was_sent(told: re.Match[str], sent: str) -> bool:
    """Whether the run, or the panel, and what is quoted of it were in what was sent."""
    words = [" ".join(line.split()) for line in told[2].split("…")]
    known = " ".join(sent.split())
    return told[1] in known.lower() and all(word in known for word in words)


def _text_of(read: Read, path: str) -> str | None:
    try:
        state = _read(read, path)
    except CoresearchError:
        return None  # the quote is then not found, and the suggestion says so
    return _text(state) if state is not None else None
