"""Which file a block is about: the names that models write by it."""

from __future__ import annotations

import re

_DRESS = re.compile(r"^(?:[-*+>] |\d+[.)] |#{1,6} |//\s*)?\s*")
_LABEL = re.compile(
    r"^(?:(?:new|updated?|modified|modify|edited|edit|changed?|created?|rewritten|rewrite"
    r"|the)\s+)?(?:file(?:name| ?path)?|path|edit|update|create|modify|rewrite)\s*:\s*",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\s*\((?:new|updated|modified|new file|changed|full)\)$", re.IGNORECASE
)
_PLAIN = re.compile(r"^[^\s`*:'\"<>|(){}\[\],;!?]+$")
_KNOWN = frozenset(
    {"Makefile", "Dockerfile", "LICENSE", "README", "Snakefile", "Justfile", "justfile"}
)
_ATTRIBUTE = re.compile(r"""\b(?:title|file(?:name)?|path)=["']?([^"'\s}]+)["']?""")
_LINES = re.compile(
    r"(?::L?\d+(?:\s?[-–]\s?L?\d+)?|,? \(?lines? \d+(?: ?(?:-|–|to) ?\d+)?\)?)$"
)
_LONGEST = 300
_CITATION = re.compile(r"^\d+:\d+:")


def path_in(line: str) -> str:
    """The file that `line` names, if it says nothing else; else nothing."""
    if len(line) > _LONGEST:
        return ""
    text = _undressed(_DRESS.sub("", line.strip(), count=1))
    bare = _LABEL.sub("", text)
    is_labelled = bare != text
    text = _LINES.sub("", _undressed(_REMARK.sub("", bare.strip())))
    quoted = len(text) > 2 and text[0] == text[-1] == "`"
    if quoted:
        text = text[1:-1]
    if "`" in text or not text:
        return ""
    is_meant = quoted or (is_labelled and " " not in text)
    return text if _looks_like_path(text) or (is_meant and _could_be(text)) else ""


def path_after_label(text: str) -> str:
    """The file that stands behind `Edit:` or `File:`, whatever else stands there."""
    bare = _LINES.sub("", text.strip())
    if path := path_in(bare):
        return path
    if quoted := re.search(r"`([^`]+)`", text):
        return _LINES.sub("", quoted[1])
    first = bare.split(" ")[0].strip("*\"'(),;")
    return _LINES.sub("", first) if _looks_like_path(_LINES.sub("", first)) else bare


def path_in_info(info: str) -> str:
    """The file that stands behind the marks of a fence, if one does."""
    if len(info) > _LONGEST or _CITATION.match(info):
        return ""  # `10:20:train.py` quotes lines, and is not a file's new text
    if found := _ATTRIBUTE.search(info):
        return found[1]
    for word in info.split():
        name = word.split(":", 1)[1] if re.match(r"^[\w+#-]+:[^/]", word) else word
        if _looks_like_path(name):
            return name
    return ""


def _undressed(text: str) -> str:
    """`text` without a colon behind it and emphasis around it."""
    before = None
    while text != before:
        before = text
        text = text.strip().removesuffix(":")
        for mark in ("**", "__", "*"):
            if len(text) > 2 * len(mark) and text.startswith(mark):
                text = text.removeprefix(mark).removesuffix(mark)
    return text


def _looks_like_path(text: str) -> bool:
    if not _PLAIN.match(text) or text.endswith("."):
        return False
    if text in _KNOWN:
        return True
    name = re.split(r"[/\\]", text)[-1]
    has_end = bool(re.search(r"\.[A-Za-z][\w-]*$", name)) or name.startswith(".")
    return has_end or ("/" in text.strip("/") and bool(name))


def _could_be(text: str) -> bool:
    """Whether a name that is marked as one may be: with spaces, without an ending."""
    return "." in text or "/" in text or " " not in text
