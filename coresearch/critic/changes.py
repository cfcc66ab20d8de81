"""Edits that a rule proposes, in whole lines and in the plan's own style."""

from __future__ import annotations

from textwrap import wrap

from coresearch.core.edits import Replacement
from coresearch.critic.document import Document, Section, Sentence
from coresearch.critic.outline import HeadingStyle, Kind, Outline
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan, Said

Edit = tuple[Replacement, ...]

_USUAL_WIDTH = 80
_WIDEST = 110
"""Lines longer than this are not wrapped by hand."""
_ITEM_MARK = Pattern(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_NUMBER = Pattern(r"(\s{0,3}(?:#{1,6}\s+|\*\*|__)?)(\d{1,2})(\.\d{1,2})*([.)]?)\s")
_LAST_SECTIONS = Pattern(r"references|bibliography|appendix|acknowledg", any_case=True)
_RUN_IN = Pattern(
    r"\s*(?:[-*+] )?\*\*[^*\n]{2,40}[.:]\*\*\s+\S|\s*"
    r"(?:[-*+] )?\*\*[^*\n]{2,40}\*\*[.:]\s+\S"
)


def replaced(plan: Plan, start: int, end: int, new: str) -> Edit:
    """The line with the text from `start` to `end` (of one line) put as `new`."""
    document = plan.document
    line = document.line_of(start)
    if document.line_of(max(start, end - 1)) != line:
        return ()
    first, last = document.origin(start), document.origin(end - 1) + 1
    raw = document.raw_line(line)
    offset = document.line_starts[line]
    text = raw[: first - offset] + new + raw[last - offset :]
    return (Replacement(search=raw, replace=text, line=line + 1),)


def sentence_added(plan: Plan, sentence: Sentence, words: str) -> Edit:
    """`words` as a further sentence at the end of the block of `sentence`."""
    document = plan.document
    block = document.blocks[sentence.block]
    if block.kind is Kind.TABLE:
        return paragraph_added(plan, block.end - 1, words)
    line = _last_filled(document, block.line, block.end)
    raw = document.raw_line(line)
    body = raw.rstrip("\r\n")
    stop = "" if body.rstrip().rstrip("*_").endswith((".", "!", "?", ":")) else "."
    text = _continued(document, block, f"{body.rstrip()}{stop}", words)
    return (Replacement(search=raw, replace=text + raw[len(body) :], line=line + 1),)


def _continued(document: Document, block: Outline, line: str, words: str) -> str:
    """`words` after `line`, on lines of their own where the paragraph is wrapped."""
    width = max(len(document.line_text(n)) for n in range(block.line, block.end))
    if len(line) + len(words) < max(width, _USUAL_WIDTH) or width > _WIDEST:
        return f"{line} {words}"
    indent = " " * _text_column(line, block)
    lines = wrap(words, max(width, _USUAL_WIDTH) - len(indent), break_on_hyphens=False)
    return document.line_end.join([line, *(indent + part for part in lines)])


def _text_column(line: str, block: Outline) -> int:
    """Where the text of a line begins, after the mark of a list item."""
    mark = _ITEM_MARK.match(line) if block.kind is Kind.ITEM else None
    return mark.end() if mark else len(line) - len(line.lstrip())


def paragraph_added(plan: Plan, line: int, words: str) -> Edit:
    """`words` as a paragraph of their own after `line` (from 0)."""
    return _lines_after(plan.document, line, ["", *_wrapped(plan.document, words)])


def _wrapped(document: Document, words: str, indent: str = "") -> list[str]:
    """`words` in lines as long as those of the file, if the file is wrapped at all."""
    longest = max(
        (
            len(document.line_text(b.line))
            for b in document.blocks
            if b.end - b.line > 1
        ),
        default=_WIDEST + 1,
    )
    if longest > _WIDEST:
        return [indent + words]
    width = max(longest, _USUAL_WIDTH) - len(indent)
    return [indent + part for part in wrap(words, width, break_on_hyphens=False)]


def section_added(plan: Plan, title: str, body: str, after: Said | None = None) -> Edit:
    """A section `title` with `body`, in the plan's own heading style.

    It stands after the last section whose title fits `after`, else at the end, but
    before references and appendices.
    """
    document = plan.document
    model = _model_section(document)
    place = _place(plan, model, after)
    total = len(document.line_starts)
    if model and not _next_number(document, model, place):
        # Where the sections are numbered, a new one comes last and changes no number.
        numbered = _next_number(document, model, total)
        place = _place(plan, model, None) if numbered else place
    heading = _heading(document, model, title, place)
    line = _last_filled(document, 0, place)
    written = _written(document, model, heading, title, body)
    return _lines_after(document, line, ["", *written])


def _written(
    document: Document,
    model: Section | None,
    heading: list[str],
    title: str,
    body: str,
) -> list[str]:
    if heading and model:
        return [*heading, "", *_wrapped(document, body, _indent_under(document, model))]
    if _has_run_in_titles(document):
        return _wrapped(document, f"**{title}.** {body}")
    return _wrapped(document, f"{title}: {body}")


def _has_run_in_titles(document: Document) -> bool:
    return any(_RUN_IN.match(document.line_text(b.line)) for b in document.blocks)


def _indent_under(document: Document, model: Section) -> str:
    """How the text under a numbered heading is indented, so that it stays its text."""
    if model.style is not HeadingStyle.NUMBERED:
        return ""
    for line in range(model.line + 1, model.end):
        text = document.line_text(line)
        if text.strip():
            return text[: min(4, len(text) - len(text.lstrip()))]
    return ""


def _model_section(document: Document) -> Section | None:
    """The section whose heading a new one imitates: of the commonest level."""
    headed = [section for section in document.sections if section.style]
    if not headed:
        return None
    levels = [section.level for section in headed]
    best = max(sorted(set(levels)), key=lambda level: (levels.count(level), -level))
    only_title = len(headed) == 1 and headed[0].level == 1 and headed[0].line == 0
    if only_title and _has_run_in_titles(document):
        return None
    if only_title:
        section = headed[0]
        own = (HeadingStyle.UNDERLINED, HeadingStyle.STARS)
        style = section.style if section.style in own else HeadingStyle.ATX
        return Section("", 2, style, section.line, section.end)
    return [section for section in headed if section.level == best][-1]


def _place(plan: Plan, model: Section | None, after: Said | None) -> int:
    """The line (from 0) before which the new section goes."""
    sections = plan.document.sections
    total = len(plan.document.line_starts)
    fitting = [
        index
        for index, section in enumerate(sections)
        if after and section.style and plan.is_titled(index, after)
    ]
    if fitting and model:
        level = min(sections[fitting[-1]].level, model.level)
        later = sections[fitting[-1] + 1 :]
        return next((s.line for s in later if s.level <= level), total)
    last = (s.line for s in sections if s.style and _LAST_SECTIONS.search(s.title))
    return next(last, total)


def _heading(
    document: Document, model: Section | None, title: str, place: int
) -> list[str]:
    if model is None:
        return []
    number = _next_number(document, model, place)
    text = f"{number}{title}"
    if model.style is HeadingStyle.ATX:
        return ["#" * model.level + " " + text]
    if model.style is HeadingStyle.SETEXT:
        return [text, ("=" if model.level == 1 else "-") * len(text)]
    if model.style is HeadingStyle.STARS:
        return ["*" * model.level + " " + text]
    if model.style is HeadingStyle.UNDERLINED:
        return [text, _underline(document, model) * len(text)]
    if model.style is HeadingStyle.BOLD:
        return [f"**{text}**"]
    if model.style is HeadingStyle.COLON:
        return [f"{text}:"]
    capitals = document.line_text(model.line).isupper()
    return [text.upper() if capitals else text]


def _underline(document: Document, model: Section) -> str:
    """The mark under a heading like `model`, or under one below the plan's title."""
    mark = document.line_text(model.line + 1).strip()[:1]
    if model.title:
        return mark
    return "-" if mark != "-" else "~"


def _next_number(document: Document, model: Section, place: int) -> str:
    """Such as "4. " where the plan's headings of this level are numbered and stop at 3.

    In the middle of a numbered plan the new heading takes no number: the others keep
    theirs, and the plan says itself what stands where.
    """
    if not model.title:
        return ""
    numbers = []
    for section in document.sections:
        if section.style is model.style and section.level == model.level:
            found = _NUMBER.match(document.line_text(section.line))
            if found:
                numbers.append((section.line, int(found[2]), found[4]))
    if not numbers or numbers[-1][0] >= place:
        return ""
    _, last, mark = numbers[-1]
    return f"{last + 1}{mark} "


def _last_filled(document: Document, first: int, end: int) -> int:
    for line in range(end - 1, first - 1, -1):
        if document.line_text(line).strip():
            return line
    return max(first, 0)


def _lines_after(document: Document, line: int, new: list[str]) -> Edit:
    """`new` lines after `line`, with the file's line ends and its final newline."""
    raw = document.raw_line(line)
    end = document.line_end
    ended = raw.endswith("\n")
    text = raw if ended else raw + end
    text += end.join(new) + (end if ended else "")
    following = line + 1
    if following < len(document.line_starts) and document.line_text(following).strip():
        text += end
    return (Replacement(search=raw, replace=text, line=line + 1),)
