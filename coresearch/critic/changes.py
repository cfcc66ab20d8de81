"""Edits that a rule proposes, in whole lines and in the plan's own style."""

from __future__ import annotations

from coresearch.core.edits import Replacement
from coresearch.critic.document import Document, Section, Sentence
from coresearch.critic.outline import HeadingStyle, Kind
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Plan

Edit = tuple[Replacement, ...]

_NUMBER = Pattern(r"(\s{0,3}(?:#{1,6}\s+|\*\*|__)?)(\d{1,2})(\.\d{1,2})*([.)]?)\s")
_LAST_SECTIONS = Pattern(r"references|bibliography|appendix|acknowledg", any_case=True)
_RUN_IN = Pattern(
    r"\s*(?:[-*+] )?\*\*[^*\n]{2,40}[.:]\*\*\s+\S|\s*(?:[-*+] )?\*\*[^*\n]{2,40}\*\*[.:]\s+\S"
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
    text = f"{body.rstrip()}{stop} {words}{raw[len(body) :]}"
    return (Replacement(search=raw, replace=text, line=line + 1),)


def paragraph_added(plan: Plan, line: int, words: str) -> Edit:
    """`words` as a paragraph of their own after `line` (from 0)."""
    return _lines_after(plan.document, line, ["", words])


def section_added(
    plan: Plan, title: str, body: str, after: Phrases | None = None
) -> Edit:
    """A section `title` with `body`, in the plan's own heading style.

    It stands after the last section whose title fits `after`, else at the end, but
    before references and appendices.
    """
    document = plan.document
    model = _model_section(document)
    place = _place(document, model, after)
    heading = _heading(document, model, title, place)
    line = _last_filled(document, 0, place)
    return _lines_after(document, line, ["", *_written(document, heading, title, body)])


def _written(
    document: Document, heading: list[str], title: str, body: str
) -> list[str]:
    if heading:
        return [*heading, "", body]
    if any(_RUN_IN.match(document.line_text(b.line)) for b in document.blocks):
        return [f"**{title}.** {body}"]
    return [f"{title}: {body}"]


def _model_section(document: Document) -> Section | None:
    """The section whose heading a new one imitates: the commonest level, not a title."""
    headed = [section for section in document.sections if section.style]
    if not headed:
        return None
    levels = [section.level for section in headed]
    best = max(sorted(set(levels)), key=lambda level: (levels.count(level), -level))
    only_title = len(headed) == 1 and headed[0].level == 1 and headed[0].line == 0
    if only_title:
        section = headed[0]
        return Section("", 2, HeadingStyle.ATX, section.line, section.end)
    return [section for section in headed if section.level == best][-1]


def _place(document: Document, model: Section | None, after: Phrases | None) -> int:
    """The line (from 0) before which the new section goes."""
    sections = document.sections
    total = len(document.line_starts)
    fitting = [
        index
        for index, section in enumerate(sections)
        if after and section.style and after.search(section.title.lower())
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
    if model.style is HeadingStyle.BOLD:
        return [f"**{text}**"]
    if model.style is HeadingStyle.COLON:
        return [f"{text}:"]
    capitals = document.line_text(model.line).isupper()
    return [text.upper() if capitals else text]


def _next_number(document: Document, model: Section, place: int) -> str:
    """ "4. " where the plan's headings of this level are numbered and stop at 3.

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
    if not numbers or numbers[-1][0] > place:
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
