"""Where a sentence ends, in running text whose white space is single spaces."""

from __future__ import annotations

import re

from coresearch.critic.phrases import Pattern

_END = Pattern(r"[.!?…]+[\"'”’)\]]*(?= )|[。！？]")

_SHORT = """
    e.g. i.e. vs. cf. al. etc. fig. figs. eq. eqs. sec. secs. tab. no. nos. vol. pp.
    p. approx. dr. prof. mr. ms. mrs. st. resp. ca. incl. excl. max. min. avg. std.
    ref. refs. ch. app. appx. dept. viz. ed. eds. inc. jr. sr. def. thm. wrt. w.r.t.
    a.k.a. u.s. est. temp. param. params. hrs. hr. sd. se. ex.
"""
_ABBREVIATIONS = frozenset(_SHORT.split())
# After these a capital letter may well begin a new sentence.
_SHORT_LAST = "etc. al. inc. max. min. avg. u.s. hrs. hr. sd. se."
_MAY_END = frozenset(_SHORT_LAST.split())

_LONGEST = 1_000
"""A sentence is cut after so many characters: what looks at a phrase looks at all of
its sentence, and must not look at a megabyte."""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The (start, end) of every sentence of `text`, in order, without outer spaces."""
    spans: list[tuple[int, int]] = []
    for start, end in _full_spans(text):
        while end - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            cut = space if space > start else start + _LONGEST
            spans.append((start, cut))
            start = cut + (space > start)
        spans.append((start, end))
    return spans


def _full_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for match in _END.finditer(text):
        if match.end() <= start or not _is_end(text, match):
            continue
        spans.append((start, match.end()))
        start = match.end() + (text[match.end() : match.end() + 1] == " ")
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _is_end(text: str, match: re.Match[str]) -> bool:
    if text[match.start()] in "!?。！？":
        return not _goes_on_in_lower_case(text, match.end())
    word_start = text.rfind(" ", 0, match.start()) + 1
    word = text[word_start : match.start() + 1].lstrip("(\"'“[").lower()
    if word in _ABBREVIATIONS:
        return word in _MAY_END and _starts_sentence(text, match.end())
    if len(word) == 2 and word[0].isalpha() and text[match.start() - 1].isupper():
        return _follows_lower_case(text, word_start)  # "arm B." ends, "J. Doe" not
    return not _goes_on_in_lower_case(text, match.end())


def _starts_sentence(text: str, end: int) -> bool:
    following = text[end : end + 2].strip()
    return bool(following) and following[0].isupper()


def _follows_lower_case(text: str, place: int) -> bool:
    previous = text[max(0, place - 40) : max(0, place - 1)].rpartition(" ")[2]
    return previous[:1].islower()


def _goes_on_in_lower_case(text: str, end: int) -> bool:
    following = text[end : end + 2].strip()
    return bool(following) and (following[0].islower() or following[0] in ",;:)")
