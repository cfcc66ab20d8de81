"""A document as rules ask about it: what it says, where, and whether it means it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from coresearch.critic.bounds import USUAL, Bounds
from coresearch.critic.clauses import asserted, mentioned, provided
from coresearch.critic.concepts import Wording
from coresearch.critic.document import Document, Section, Sentence
from coresearch.critic.numbers import Quantity, quantities
from coresearch.critic.outline import Kind
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.words import Words

Fact = TypeVar("Fact")
_MOST_IN_SENTENCE = 8
"""A sentence that says one thing more often than this is none."""

_ASIDE = Pattern(
    r"[\W\d]*(?:(?:scientific |theoretical |research )?background"
    r"|motivation and background"
    r"|(?:background|introduction)(?: and|,| &) (?:related|prior|previous) (?:work"
    r"|research)"
    r"|(?:related|prior|previous|earlier) (?:work|research|art|stud(?:y|ies)"
    r"|literature)"
    r"|(?:literature|what others)(?: \w+){0,3}|references|bibliography|further reading"
    r"|glossary|acknowledge?ments?|change ?log|revision history|outlook|out of scope"
    r"|(?:future|later) (?:work|research|directions?|steps)|non-?goals"
    r"|(?:log of )?(?:deviations|amendments)(?: \w+){0,4})\W*"
)
"""Titles of sections in which a plan does not say what it does."""

Check = Callable[[str, tuple[int, int]], bool]
Said = Wording | Phrases
"""What a plan may say: by concepts, or by patterns of its text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase found in a plan."""

    start: int
    end: int
    words: str
    """The phrase in lower case."""
    sentence: Sentence

    @property
    def span(self) -> tuple[int, int]:
        """Its start and end in the plan's text."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of the file (from 1) and a quotation from them."""

    line: int
    end_line: int
    quote: str


class Plan:
    """What rules may ask about a document; answers that several need are kept."""

    def __init__(
        self,
        document: Document,
        unassessed: frozenset[int] = frozenset(),
        bounds: Bounds = USUAL,
    ) -> None:
        self.document = document
        self.bounds = bounds
        self.low = document.low
        self._facts: dict[Callable[[Plan], Any], Any] = {}
        self._said: dict[Said, Mention | None] = {}
        self._firsts: dict[tuple[Said, Check], Mention | None] = {}
        self.unassessed = unassessed
        """Indexes of sections that are not read, because of their language."""

    def kept(self, fact: Callable[[Plan], Fact]) -> Fact:
        """What `fact` finds in this plan, found once."""
        if fact not in self._facts:
            self._facts[fact] = fact(self)
        found: Fact = self._facts[fact]
        return found

    # -- what it says --

    def mentions(self, said: Said, check: Check = asserted) -> Iterator[Mention]:
        """Where the plan's own prose says so and means it."""
        last, seen = None, 0
        for mention in self.places(said):
            sentence = mention.sentence
            seen = seen + 1 if sentence is last else 0
            last = sentence
            if not sentence.is_prose or seen > _MOST_IN_SENTENCE:
                continue
            if check is not mentioned and sentence.section in self._asides:
                continue
            if not self.in_code(mention.start) and self.holds(mention, check):
                yield mention

    def first(self, said: Said, check: Check = asserted) -> Mention | None:
        """The first of `mentions`."""
        key = (said, check)
        if key not in self._firsts:
            self._firsts[key] = next(self.mentions(said, check), None)
        return self._firsts[key]

    def says(self, said: Said) -> Mention | None:
        """Where the plan provides for something: in prose, a heading, a table, code."""
        if said not in self._said:
            provided_at = (
                mention
                for mention in self.places(said)
                if not mention.sentence.is_prose or self.holds(mention, provided)
            )
            self._said[said] = next(provided_at, None)
        return self._said[said]

    def places(self, said: Said) -> Iterator[Mention]:
        """Every place that says so, whatever it means there."""
        for start, end in self._spans(said):
            sentence = self.document.sentence_at(start)
            if sentence.section not in self.unassessed:
                yield Mention(start, end, self.low[start:end], sentence)

    def _spans(self, said: Said) -> Iterator[tuple[int, int]]:
        if isinstance(said, Wording):
            text = self.index
            for first, after in text.found(said):
                yield text.starts[first], text.ends[after - 1]
        else:
            yield from self._matches(said)

    @cached_property
    def index(self) -> Words:
        """The words of the whole text, and where each stands."""
        return Words(self.low)

    def in_sentence(self, said: Wording, sentence: Sentence) -> Mention | None:
        """The first place of `said` in `sentence`, whatever it means there."""
        return self.between(said, sentence.start, sentence.end)

    def between(self, said: Wording, start: int, end: int) -> Mention | None:
        """The first place of `said` from `start` to `end` of the text."""
        text = self.index
        spans = text.found(said)
        at = bisect_left(spans, start, key=lambda span: text.starts[span[0]])
        if at == len(spans) or text.ends[spans[at][1] - 1] > end:
            return None
        first, after = spans[at]
        place, stop = text.starts[first], text.ends[after - 1]
        sentence = self.document.sentence_at(place)
        return Mention(place, stop, self.low[place:stop], sentence)

    def _matches(self, phrases: Phrases) -> Iterator[tuple[int, int]]:
        if not phrases.only_with:
            yield from (match.span() for match in phrases.finditer(self.low))
            return
        for start in self._starts_with(phrases.only_with):
            end = self.document.sentence_at(start).end
            matches = phrases.finditer(self.low, start, end)
            yield from (match.span() for match in matches)

    def _starts_with(self, pieces: tuple[str, ...]) -> list[int]:
        """The starts of the sentences that hold one of `pieces`, in order."""
        starts = set()
        for piece in pieces:
            at = self.low.find(piece)
            while at >= 0:
                sentence = self.document.sentence_at(at)
                starts.add(sentence.start)
                at = self.low.find(piece, max(sentence.end, at + 1))
        return sorted(starts)

    def holds(self, mention: Mention, check: Check) -> bool:
        """Whether `check` agrees with what stands around the phrase."""
        start = mention.sentence.start
        return check(
            self.words(mention.sentence), (mention.start - start, mention.end - start)
        )

    def statement(self, mention: Mention) -> tuple[int, int]:
        """Where the part of its sentence between semicolons starts and ends."""
        start, end = mention.sentence.start, mention.sentence.end
        before = self.low.rfind(";", start, mention.start)
        after = self.low.find(";", mention.end, end)
        return max(start, before + 1), end if after < 0 else after

    def words(self, sentence: Sentence) -> str:
        """The sentence in lower case."""
        return self.low[sentence.start : sentence.end]

    def spelled(self, start: int, end: int) -> str:
        """The text from `start` to `end` as the plan spells it."""
        return self.document.text[start:end].replace("\n", " ")

    def in_code(self, place: int) -> bool:
        """Whether `place` is inside inline code."""
        at = bisect_right(self._code_starts, place) - 1
        return at >= 0 and place < self._code[at][1]

    @cached_property
    def _code(self) -> list[tuple[int, int]]:
        return sorted(self.document.code)

    @cached_property
    def _code_starts(self) -> list[int]:
        return [start for start, _ in self._code]

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """The sentences of the plan's own text that are read."""
        return tuple(
            s
            for s in self.document.sentences
            if s.is_prose and s.section not in self.unassessed
        )

    @cached_property
    def own(self) -> tuple[Sentence, ...]:
        """Those of `prose` in which the plan says what it does itself."""
        return tuple(s for s in self.prose if s.section not in self._asides)

    # -- numbers --

    def with_next(self, sentence: Sentence) -> list[Sentence]:
        """The sentence and the one after it in its paragraph."""
        block = [s for s in self.prose if s.block == sentence.block]
        at = block.index(sentence)
        return block[at : at + 2]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every number of the document, in order."""
        return quantities(self.low)

    def quantities_in(self, start: int, end: int) -> tuple[Quantity, ...]:
        """The numbers between `start` and `end`."""
        first = bisect_left(self.quantities, start, key=lambda q: q.start)
        last = bisect_left(self.quantities, end, key=lambda q: q.start)
        return self.quantities[first:last]

    def counted(self, *units: str) -> tuple[Quantity, ...]:
        """The numbers with one of `units`, in order, of what is read."""
        return tuple(q for q in self.quantities if q.unit in units and self._is_read(q))

    def _is_read(self, quantity: Quantity) -> bool:
        section = self.document.sentence_at(quantity.start).section
        return section not in self.unassessed

    # -- where it stands --

    def titled(self, said: Said) -> Section | None:
        """The first section with such a title that has something beneath it."""
        for index, section in enumerate(self.document.sections):
            if self.is_titled(index, said) and self.has_content(index):
                return section
        return None

    def is_titled(self, index: int, said: Said) -> bool:
        """Whether section `index` is called so."""
        if isinstance(said, Phrases):
            title = self.document.sections[index].title
            return said.search(title.lower()) is not None
        heading = self._headings.get(index)
        return heading is not None and self.in_sentence(said, heading) is not None

    @cached_property
    def _asides(self) -> frozenset[int]:
        """The sections that tell of others' work or of later work."""
        found: set[int] = set()
        level = 0  # of the aside that is open
        for index, section in enumerate(self.document.sections):
            if level and section.level > level:
                found.add(index)
                continue
            level = section.level if _ASIDE.fullmatch(section.title.lower()) else 0
            if level:
                found.add(index)
        return frozenset(found)

    @cached_property
    def _headings(self) -> dict[int, Sentence]:
        return {s.section: s for s in self.document.sentences if s.kind is Kind.HEADING}

    def entitled(self, sentence: Sentence, said: Said) -> bool:
        """Whether `sentence` stands in a section with such a title."""
        return self.is_titled(sentence.section, said)

    def headed(self, said: Said) -> bool:
        """Whether a section, or a paragraph ("**Limits.** …"), is called so."""
        if self.titled(said):
            return True
        if isinstance(said, Phrases):
            return any(said.search(self.low, *lead) for lead in self._leads)
        return any(self.between(said, *lead) for lead in self._leads)

    @cached_property
    def _leads(self) -> tuple[tuple[int, int], ...]:
        leads, block = [], -1
        for sentence in self.prose:
            if sentence.block == block:
                continue
            block = sentence.block
            words = self.words(sentence)
            name, colon, _ = words.partition(":")
            lead = name if colon else words
            if len(lead.split()) <= 5 and (colon or words.endswith(".")):
                leads.append((sentence.start, sentence.start + len(lead)))
        return tuple(leads)

    def has_content(self, index: int) -> bool:
        """Whether anything but headings stands in section `index`."""
        return index in self._filled

    @cached_property
    def _filled(self) -> frozenset[int]:
        return frozenset(
            s.section for s in self.document.sentences if s.kind is not Kind.HEADING
        )

    def passage(self, start: int, end: int) -> Passage:
        """The passage of the file from `start` to `end`."""
        document = self.document
        return Passage(
            document.line_of(start) + 1,
            document.line_of(max(start, end - 1)) + 1,
            document.source_of(start, end),
        )

    def sentence_passage(self, sentence: Sentence) -> Passage:
        """The whole sentence as a passage; of a table cell, its line."""
        if sentence.row >= 0:
            return self.line_passage(self.document.line_of(sentence.start))
        passage = self.passage(sentence.start, sentence.end)
        quote = self.document.marked_source_of(sentence.start, sentence.end)
        return Passage(passage.line, passage.end_line, quote)

    def line_passage(self, line: int) -> Passage:
        """Line `line` (from 0) as a passage, without outer spaces."""
        return Passage(line + 1, line + 1, self.document.line_text(line).strip())

    def whole_passage(self) -> Passage:
        """What names the plan: where something that stands nowhere in it is missed."""
        for section in self.document.sections:
            if section.style is not None:
                return self.line_passage(section.line)
        return self.sentence_passage(self.prose[0])

    def home(self, said: Said) -> Passage | None:
        """The heading under which something with such a title would belong."""
        for index, section in enumerate(self.document.sections):
            if section.style is not None and self.is_titled(index, said):
                return self.line_passage(section.line)
        return None
