"""A report in Markdown as HTML or LaTeX, in which every number leads to its run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from coresearch.core.sourced import Link, links_in
from coresearch.core.text import one_line, printable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Form(StrEnum):
    """What a report is made into."""

    MARKDOWN = "markdown"
    HTML = "html"
    LATEX = "latex"


Runs = Mapping[str, str]
"""What is told of each run that a report links to, by its id as it is written there."""

_COMMENT = re.compile(r"<!--.*?-->[ \t]*", re.DOTALL)
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.M | re.S)


def typeset(text: str, form: Form, runs: Runs) -> str:
    """The report in another form, and behind it the runs that it rests on.

    Pandoc reads the Markdown as it is: each link is a citation to it.
    """
    bare = _without_comments(text)
    match form:
        case Form.MARKDOWN:
            return _markdown(bare, runs)
        case Form.HTML:
            return _html(bare, runs)
    return _latex(bare, runs)


def _without_comments(text: str) -> str:
    """Comments are the author's own; but what looks like one in code is not."""
    kept, last = [], 0
    for code in _CODE.finditer(text):
        kept += [_COMMENT.sub("", text[last : code.start()]), code[0]]
        last = code.end()
    return "".join([*kept, _COMMENT.sub("", text[last:])])


def _markdown(text: str, runs: Runs) -> str:
    listed = "".join(f"- run {run}: {one_line(told)}\n" for run, told in runs.items())
    behind = f"\n## Runs behind the numbers\n\n{listed}" if listed else ""
    return printable(text.rstrip("\n")) + "\n" + behind


# -- HTML ----------------------------------------------------------------------------

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ max-width: 46em; margin: 2em auto; padding: 0 1em; font: 1em/1.5 serif }}
table {{ border-collapse: collapse }} td, th {{ padding: .1em .6em; text-align: left }}
th {{ border-bottom: 1px solid }} a.run {{ font-size: .75em; vertical-align: super }}
</style>
{body}{runs}</html>
"""


def _html(text: str, runs: Runs) -> str:
    parser = _parser()
    tokens = parser.parse(printable(text))
    for token in tokens:
        if token.type == "inline":
            token.children = [
                part for child in token.children or () for part in _linked(child)
            ]
    body = parser.renderer.render(tokens, parser.options, {})
    listed = "".join(
        f'<li id="run-{run}">run {run}: {escape(printable(told))}</li>\n'
        for run, told in runs.items()
    )
    behind = (
        f"<h2>Runs behind the numbers</h2>\n<ul>\n{listed}</ul>\n" if listed else ""
    )
    return _PAGE.format(title=escape(_title(tokens)), body=body, runs=behind)


def _linked(child: Token) -> Iterator[Token]:
    """Text with its links as HTML of our own; all else as it is."""
    from markdown_it.token import Token

    if child.type != "text":
        yield child
        return
    for part in _parts(child.content):
        if isinstance(part, str):
            yield Token("text", "", 0, content=part)
        else:
            yield Token("html_inline", "", 0, content=" ".join(map(_anchors, part)))


def _anchors(link: Link) -> str:
    return " ".join(
        f'<a class="run" href="#run-{run}" title="{escape(link.metric)}">{run}</a>'
        for run in link.runs
    )


def _parts(text: str) -> Iterator[str | tuple[Link, ...]]:
    last = 0
    for start, end, links in links_in(text):
        yield text[last:start]
        yield links
        last = end
    yield text[last:]


def _title(tokens: Sequence[Token]) -> str:
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open" and heading.tag == "h1":
            return inline.content
    return "Report"


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


# -- LaTeX ---------------------------------------------------------------------------

_ARTICLE = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{textcomp}
\usepackage{hyperref}
\begin{document}
%s
\end{document}
"""
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&",
    "#": r"\#", "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': "''", "±": r"$\pm$", "×": r"$\times$", "−": "$-$",
    "≤": r"$\leq$", "≥": r"$\geq$", "→": r"$\to$", "≈": r"$\approx$", "·": r"$\cdot$",
    "…": r"\dots{}", "\u00a0": "~", "\u202f": r"\,",
}  # fmt: skip
_HEADINGS = {"h1": "section*", "h2": "section", "h3": "subsection"}
_WRAPPED = {
    "strong_open": r"\textbf{", "strong_close": "}", "em_open": r"\emph{",
    "em_close": "}", "link_close": "}", "softbreak": "\n", "hardbreak": r"\\" + "\n",
}  # fmt: skip
_BLOCKS = {
    "paragraph_close": "\n\n", "heading_close": "}\n\n",
    "bullet_list_open": "\\begin{itemize}\n", "bullet_list_close": "\\end{itemize}\n\n",
    "ordered_list_open": "\\begin{enumerate}\n",
    "ordered_list_close": "\\end{enumerate}\n\n", "list_item_open": r"\item ",
    "blockquote_open": "\\begin{quote}\n", "blockquote_close": "\\end{quote}\n\n",
    "thead_close": "\\hline\n", "table_close": "\\end{tabular}\n\n",
    "tr_close": " \\\\\n", "hr": "\\bigskip\\hrule\\bigskip\n\n",
}  # fmt: skip


def _latex(text: str, runs: Runs) -> str:
    tokens = _parser().parse(printable(text))
    body = "".join(_latex_blocks(tokens))
    listed = "".join(
        rf"\item \hypertarget{{run-{run}}}{{run {run}}}: {_tex(printable(told))}" + "\n"
        for run, told in runs.items()
    )
    if listed:
        body += (
            "\\section{Runs behind the numbers}\n\n"
            f"\\begin{{itemize}}\n{listed}\\end{{itemize}}\n"
        )
    return _ARTICLE % body.strip()


def _latex_blocks(tokens: Sequence[Token]) -> Iterator[str]:
    is_first_cell = True
    for number, token in enumerate(tokens):
        match token.type:
            case "inline":
                yield "".join(map(_latex_inline, token.children or ()))
            case "heading_open":
                yield f"\\{_HEADINGS.get(token.tag, 'paragraph')}{{"
            case "fence" | "code_block":
                body = token.content.replace("\\end{verbatim}", "\\end {verbatim}")
                yield f"\\begin{{verbatim}}\n{body}\\end{{verbatim}}\n\n"
            case "table_open":
                yield f"\\begin{{tabular}}{{{'l' * _columns(tokens[number:])}}}\n"
            case "tr_open":
                is_first_cell = True
            case "th_open" | "td_open":
                yield "" if is_first_cell else " & "
                is_first_cell = False
            case other:
                yield _BLOCKS.get(other, "")


def _columns(tokens: Sequence[Token]) -> int:
    count = 0
    for token in tokens:
        count += token.type == "th_open"
        if token.type == "thead_close":
            break
    return count


def _latex_inline(token: Token) -> str:
    match token.type:
        case "text":
            return "".join(
                _tex(part)
                if isinstance(part, str)
                else " ".join(map(_references, part))
                for part in _parts(token.content)
            )
        case "code_inline":
            return rf"\texttt{{{_tex(token.content)}}}"
        case "link_open":
            address = str(token.attrGet("href") or "")
            return rf"\href{{{_address(address)}}}{{"
        case "image":
            address = str(token.attrGet("src") or "")
            return rf"[\texttt{{{_tex(address)}}}]"
    return _WRAPPED.get(token.type, "")


def _address(text: str) -> str:
    return re.sub(r"([%#{}\\])", r"\\\1", text)


def _references(link: Link) -> str:
    return " ".join(
        rf"\textsuperscript{{\hyperlink{{run-{run}}}{{{run}}}}}" for run in link.runs
    )


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)
