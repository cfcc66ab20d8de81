"""What of a line is not prose: comments, link targets, code spans, emphasis marks.

Everything here keeps the length of its text, so that a place in the result is the same
place in the file. `GLUE` stands for a character that is not there when the text is
read aloud (a `*` of emphasis); a space for one that separates.
"""

from __future__ import annotations

import re

from coresearch.critic.phrases import Pattern

GLUE = "\x00"

_COMMENT_OPEN, _COMMENT_CLOSE = "<!--", "-->"
_CODE_SPAN = Pattern(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,400})\1(?!`)")
_LINK = Pattern(
    r"!?\[(?P<text>[^\[\]\n]{0,300})\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,200}\")?\)"
)
_REFERENCE = Pattern(r"(?<=\])\[[^\]\n]{0,80}\]|\[\^[^\]\n]{1,40}\]")
_URL = Pattern(r"<?\bhttps?://[^\s<>)\]]{1,2000}>?")
_TAG = Pattern(
    r"</?(?:a|abbr|b|br|blockquote|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]"
    r"|hr|i|img|ins|kbd|li|mark|ol|p|pre|s|small|span|strike|strong|sub|summary|sup"
    r"|table|tbody|td|th|thead|tr|tt|u|ul|var)(?: [^<>\n]{0,300})?/?>",
    any_case=True,
)
_EMPHASIS = Pattern(
    r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|(?<!\w)_{1,3}(?=[^\s_])"
    r"|(?<=[^\s_])_{1,3}(?!\w)|~~|(?<=\w)\*\*|\*\*(?=\w)|\\(?=[<>*_$%#&|])"
)


def without_comments(text: str) -> str:
    """`text` with HTML comments as spaces (line ends stay)."""
    if _COMMENT_OPEN not in text:
        return text
    parts, at = [], 0
    while (start := text.find(_COMMENT_OPEN, at)) >= 0:
        close = text.find(_COMMENT_CLOSE, start + len(_COMMENT_OPEN))
        end = len(text) if close < 0 else close + len(_COMMENT_CLOSE)
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def readable(line: str) -> str:
    """`line` with link targets, tags and emphasis marks masked."""
    if "](" in line:
        line = _LINK.sub(_link, line)
    if "http" in line:
        line = _URL.sub(_url, line)
    if "][" in line or "[^" in line:
        line = _REFERENCE.sub(_glue, line)
    if "<" in line and ">" in line:
        line = _TAG.sub(_blank, line)
    if any(mark in line for mark in "*_~\\"):
        line = _EMPHASIS.sub(_glue, line)
    return line


def code_spans(line: str) -> list[tuple[int, int]]:
    """The (start, end) of the inline code of `line`."""
    if "`" not in line:
        return []
    return [match.span() for match in _CODE_SPAN.finditer(line)]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _glue(match: re.Match[str]) -> str:
    return GLUE * len(match[0])


def _link(match: re.Match[str]) -> str:
    before = GLUE * (match.start("text") - match.start())
    return before + match["text"] + GLUE * (match.end() - match.end("text"))


def _url(match: re.Match[str]) -> str:
    """A link in running text is read as "(link)": rules can see that there is one."""
    word = "(link)"
    size = len(match[0])
    return word + GLUE * (size - len(word)) if size >= len(word) else " " * size
