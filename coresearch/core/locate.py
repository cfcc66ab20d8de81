"""Where an edit's text stands in the file of now.

Strict on purpose: exact first, then line ends and trailing white space, then a unique
re-indentation. Two equally good places are a refusal, not a guess; nothing is found by
resemblance. The strategy that was used is shown at the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice

from coresearch.core.changes import Hunk, HunkKind, Strategy
from coresearch.core.edits import Replacement
from coresearch.core.errors import Ambiguous, BadInput, NoPlace
from coresearch.core.hunks import BOM, LINE, hunks_at, line_at

_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


def locate(
    content: bytes, replacement: Replacement, path: str, unchanged: bool
) -> list[Hunk]:
    """The hunks that make `replacement` in `content`.

    `unchanged` says that `content` is the file that the line number refers to: then a
    text that stands in several places is taken at its line.

    Raises:
        NoPlace: the text is not there.
        Ambiguous: it is there more than once.
        BadInput: the encoding of the file would not survive.
    """
    new = encode_for(replacement.replace, content, path)
    search = _bytes_of(replacement.search, path, "surrogateescape")
    if not search:
        if content not in (b"", BOM):
            raise NoPlace(f"The change to {path} does not say where it belongs.")
        hunk = Hunk(HunkKind.CONTENT, Strategy.EXACT, len(content), len(content), new)
        return [hunk]
    hinted = replacement.line
    for found, strategy in (
        (_exact(content, search), Strategy.EXACT),
        (_loose_ends(content, search), Strategy.TRAILING_SPACE),
        (_reindented(content, search), Strategy.INDENTATION),
    ):
        places = list(islice(found, 6))
        if not places:
            continue
        at_line = _on_line(content, chain(places, found), hinted) if unchanged else None
        start, end = at_line or _only(content, places, path)
        line = line_at(content, start)
        if strategy is Strategy.EXACT and hinted not in (None, line):
            strategy = Strategy.MOVED
        if strategy is Strategy.TRAILING_SPACE and _same_but_ends(
            content[start:end], search
        ):
            strategy = Strategy.LINE_ENDS
        if strategy is Strategy.INDENTATION:
            new = _shift(new, content[start:end], search, path)
        return list(hunks_at(content, start, end, new, strategy))
    raise NoPlace(
        f"The text to replace is not in {path}.",
        hint=_nearest(content, search),
    )


def _on_line(
    content: bytes, places: Iterable[tuple[int, int]], wanted: int | None
) -> tuple[int, int] | None:
    line, position = 1, 0
    for place in places if wanted else ():
        line += content.count(b"\n", position, place[0])
        position = place[0]
        if line == wanted:
            return place
    return None


def _only(content: bytes, places: list[tuple[int, int]], path: str) -> tuple[int, int]:
    if len(places) == 1:
        return places[0]
    lines = [line_at(content, start) for start, _ in places]
    shown = ", ".join(str(line) for line in lines[:5])
    raise Ambiguous(
        f"The text to replace stands in several places of {path} "
        f"(lines {shown}{', …' if len(lines) > 5 else ''}).",
        hint="It is not guessed which one is meant.",
    )


# -- strategies ---------------------------------------------------------------------


def _exact(content: bytes, search: bytes) -> Iterator[tuple[int, int]]:
    position = content.find(search)
    while position >= 0:
        end = position + len(search)
        if _starts_line(content, position) and _ends_line(content, end):
            yield position, end
        position = content.find(search, position + 1)


def _starts_line(content: bytes, position: int) -> bool:
    return (
        position == 0
        or content[position - 1] == 0x0A
        or (position == len(BOM) and content.startswith(BOM))
    )


def _ends_line(content: bytes, end: int) -> bool:
    return (
        end == len(content)
        or content[end - 1] == 0x0A
        or content.startswith((b"\n", b"\r\n"), end)
    )


def _loose_ends(content: bytes, search: bytes) -> Iterator[tuple[int, int]]:
    return _lines_alike(content, search, lambda line: _endless(line).rstrip(b" \t"))


def _reindented(content: bytes, search: bytes) -> Iterator[tuple[int, int]]:
    if search.isspace():
        return iter(())
    return _lines_alike(content, search, lambda line: _endless(line).strip(b" \t"))


def _endless(line: bytes) -> bytes:
    return line.removesuffix(b"\n").removesuffix(b"\r")


def _lines_alike(
    content: bytes, search: bytes, bare: Callable[[bytes], bytes]
) -> Iterator[tuple[int, int]]:
    """Where lines stand that are those of `search`, as far as `bare` tells.

    In time proportional to the file, whatever is in it: nothing here backtracks.
    """
    skipped = len(BOM) if content.startswith(BOM) else 0
    lines = LINE.findall(content, skipped)
    if content.endswith(b"\n"):
        lines.append(b"")  # what is searched for may end in an empty line
    wanted = [bare(line) for line in LINE.findall(search)]
    text = b"\n".join([b"", *map(bare, lines), b""])
    pattern = b"\n".join([b"", *wanted, b""])
    found, number, start = text.find(pattern), 0, skipped
    counted = 0
    while found >= 0:
        passed = text.count(b"\n", counted, found)
        start += sum(map(len, lines[number : number + passed]))
        number, counted = number + passed, found
        place = lines[number : number + len(wanted)]
        if not search.endswith(b"\n"):
            place[-1] = _endless(place[-1])
        if any(place):
            yield start, start + sum(map(len, place))
        found = text.find(pattern, found + 1)


def _same_but_ends(found: bytes, search: bytes) -> bool:
    return found.splitlines() == search.splitlines()


def _shift(new: bytes, found: bytes, search: bytes, path: str) -> bytes:
    """`new` with the indentation that the file has where `search` has its own."""
    indents: dict[bytes, bytes] = {}
    for there, here in zip(search.splitlines(), found.splitlines(), strict=False):
        if there.strip() and indents.setdefault(_indent(there), _indent(here)) != (
            _indent(here)
        ):
            raise NoPlace(f"The indentation in {path} differs from line to line.")
    shifted = []
    for line in LINE.findall(new):
        own = _indent(line)
        known = max(
            (known for known in indents if own.startswith(known)),
            key=len,
            default=None,
        )
        if not line.strip():
            shifted.append(line.lstrip(b" \t"))
        elif known is None or (own != known and _styles_mix(indents)):
            raise NoPlace(f"The indentation of the change does not fit {path}.")
        else:
            shifted.append(indents[known] + line[len(known) :])
    return b"".join(shifted)


def _indent(line: bytes) -> bytes:
    return line[: len(line) - len(line.lstrip(b" \t"))]


def _styles_mix(indents: Mapping[bytes, bytes]) -> bool:
    """Whether one side indents with tabs and the other with spaces."""
    return any((b"\t" in there) != (b"\t" in here) for there, here in indents.items())


# -- encodings and help -------------------------------------------------------------


def encode_for(text: str, content: bytes, path: str) -> bytes:
    """`text` in the encoding of the file with this content.

    Raises:
        BadInput: the file is not text, or its encoding cannot hold `text`.
    """
    if content.startswith(_WIDE_BOMS) or b"\0" in content:
        raise BadInput(
            f"{path} is not UTF-8 text (it is binary, or UTF-16).",
            hint="Convert it to UTF-8 first; coresearch does not change its encoding.",
        )
    new = _bytes_of(text, path)
    if not text.isascii() and not _is_utf8(content):
        raise BadInput(
            f"{path} is not UTF-8, and the change has characters beyond ASCII.",
            hint="Convert the file to UTF-8 first, or amend the change to plain ASCII.",
        )
    return new


def _bytes_of(text: str, path: str, errors: str = "strict") -> bytes:
    try:
        return text.encode("utf-8", errors)
    except UnicodeEncodeError:  # half of a character, as broken JSON can carry it
        raise BadInput(
            f"The change to {path} is not text: no encoding has its characters.",
            hint="Ask for the suggestion again.",
        ) from None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _nearest(content: bytes, search: bytes) -> str:
    """Where the first telling line of `search` stands, if it does."""
    for line in sorted(search.splitlines(), key=len, reverse=True):
        position = content.find(line.strip()) if len(line.strip()) > 3 else -1
        if position >= 0:
            return f"A part of it stands at line {line_at(content, position)}."
    return "The file may have changed; ask for the suggestion again."
