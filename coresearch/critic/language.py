"""Which parts of a document can be assessed: English ones with something in them."""

from __future__ import annotations

from dataclasses import dataclass

from coresearch.critic.document import Document
from coresearch.critic.outline import Kind
from coresearch.critic.phrases import Pattern

_STOP_WORDS = {
    "English": "the of and to in is that for with on are we by this be as it will from"
    " an at or not each than if which our their was",
    "German": "der die das und ist nicht ein eine wir mit auf für den dem von zu werden"
    " wird sich auch als bei im oder einen einer durch dass nur nach jede jeder jedes"
    " bis zwei wurde werde können kann kein keine vom zum zur danach am aus zwischen"
    " unter über",
    "French": "le la les des et est une nous dans pour que qui sur avec pas du au par"
    " sont ce cette plus ou aux ne deux chaque jusqu seul seule après puis sans un"
    " leur ces elle ensuite",
    "Spanish": "el los las y es una que en por con para del se al como más son este "
    "esta"
    " lo nos cada sin dos un sobre hasta después tras pero sus entre solo",
    "Polish": "i w na z się nie jest że dla przez jak oraz od są po ale który która"
    " będzie tym za tylko dwie dwa jeden jedna potem każdy każda każdej lub mogą mają"
    " oraz",
    "Italian": "il di che è un una con sono della nel gli le dei alla più questo",
    "Portuguese": "o os um uma não que para com por dos das em são mais como ao pela",
    "Dutch": "de het een en van is dat niet met voor op zijn wij worden ook bij aan",
}
_STOPS = {name: frozenset(words.split()) for name, words in _STOP_WORDS.items()}
_LETTERS = {
    "German": "äöüß",
    "French": "àâçèêëîïôùûœé",
    "Spanish": "ñáíóúé",
    "Polish": "ąćęłńśźżó",
    "Portuguese": "ãõçáê",
    "Italian": "àèìòù",
}
"""Letters that a language has and English has not. Several share some."""
_NAME = Pattern(
    r"\b[A-Z][\w-]+(?: (?:de|la|le|von|der|van|den|da|dos|du|di|del))+ [A-Z]\w+"
)
"""A person's name, such as Maria de la Cruz."""
_CITED = Pattern(
    r"\b[A-Z][\w’'-]+ (?:et al\.?|(?:and|&) [A-Z][\w’'-]+),? \(?\d{4}[a-z]?\)?"
)
"""A reference, such as Pekel et al. (2016)."""
_SAID = Pattern(r"\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”")
_SCRIPTS = (
    ("Japanese", Pattern("[\u3040-\u30ff]")),
    ("Chinese", Pattern("[\u4e00-\u9fff]")),
    ("Korean", Pattern("[\uac00-\ud7af]")),
    ("Russian", Pattern("[\u0400-\u04ff]")),
    ("Greek", Pattern("[\u0370-\u03ff]")),
    ("Arabic", Pattern("[\u0600-\u06ff]")),
)
_WORD = Pattern(r"[^\W\d_]+")
_ASCII_WORD = Pattern(r"[A-Za-z]+")
_WHOLE_WORD = Pattern(r"(?<![\w-])[^\W\d_]+(?![\w-])")
_FEWEST_WORDS = 6
_FEWEST_QUESTIONS = 2
_MOST_WORDS_FOR_ONE = 12
"""A text in a language has one of its common words (or letters) among so many words;
telegrams in English may have two of another one among fifty."""
_PLACEHOLDER = Pattern(
    r"<[^<>\n]{1,80}>|\[(?!@\{?run:)[^\]\n]{0,80}\]|\{\{.*?\}\}|\b(?:todo|tbd|tba|fixme|xxx)\b"
    r"|\?{3,}|\.{3,}|…|_{3,}|\blorem ipsum\b"
)
"""In lower case."""
_INSTRUCTION = Pattern(
    r"(?:please )?(?:describe|explain|state|list|insert|write|fill in|specify|add|give"
    r"|outline|summari[sz]e|provide|define|enter)\b.*\b(?:here|your|you)\b"
    r"|(?:what|which|how|why|who|when|where)\b.*\b(?:your|you)\b.*\?$",
    any_case=True,
)


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Lines (from 1) about which the critic says nothing, and why."""

    line: int
    end_line: int
    reason: str


def language_of(text: str) -> str | None:
    """The language of `text`; None if it is too short to tell."""
    for name, script in () if text.isascii() else _SCRIPTS:
        letters = len(script.findall(text))
        if letters >= 4 and letters * 4 > len(_words(text)):
            return name
    words = [word.lower() for word in _words(text)]
    if len(words) < _FEWEST_WORDS:
        return None
    if sum(map(_STOPS["English"].__contains__, words)) * 6 > len(words):
        return "English"
    counts = _evidence(text)
    best = max(counts, key=lambda name: (counts[name], name == "English"))
    english = counts["English"]
    enough = max(2, len(words) / _MOST_WORDS_FOR_ONE)
    if best != "English" and counts[best] >= enough and counts[best] > 1.5 * english:
        return best
    return "English"


def _words(text: str) -> list[str]:
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def _evidence(text: str) -> dict[str, int]:
    """For each language how many words of `text` speak for it.

    What is quoted, a person's name and the parts of `de-en` speak for none.
    """
    own = _CITED.sub(" ", _NAME.sub(" ", _SAID.sub(" ", text)))
    words = [word.lower() for word in _WHOLE_WORD.findall(own)]
    counts = {
        name: sum(word in stops for word in words) for name, stops in _STOPS.items()
    }
    for name, letters in _LETTERS.items():
        counts[name] += sum(any(c in letters for c in word) for word in words)
    return counts


def unread_sections(document: Document) -> dict[int, str]:
    """The sections that are not in English, by index, with their language."""
    texts: dict[int, list[str]] = {}
    for sentence in document.sentences:
        if sentence.is_prose:
            part = document.text[sentence.start : sentence.end]
            texts.setdefault(sentence.section, []).append(part)
    found = {index: language_of(" ".join(parts)) for index, parts in texts.items()}
    foreign = {i: name for i, name in found.items() if name not in (None, "English")}
    if foreign and "English" not in found.values():
        # What is too short to tell goes with the rest.
        main = next(iter(foreign.values()))
        return {index: name or main for index, name in found.items()}
    return {index: name for index, name in foreign.items() if name}


def why_not_assessable(document: Document) -> str:
    """Why nothing in the document can be assessed; empty if it can."""
    words = filled = told = 0
    empty = set(range(1, len(document.sections)))
    for sentence in document.sentences:
        if not sentence.is_prose:
            if sentence.kind in (Kind.CODE, Kind.QUOTE):
                empty.discard(sentence.section)
            continue
        text = document.text[sentence.start : sentence.end]
        count = own = len(_words(text))
        low = document.low[sentence.start : sentence.end]
        if _PLACEHOLDER.search(low):
            own = len(_WORD.findall(_PLACEHOLDER.sub(" ", low)))
        words += count
        if own and not _INSTRUCTION.match(text):
            filled += own
            told += not text.endswith("?")
            empty.discard(sentence.section)
    if len(document.sections) > _FEWEST_QUESTIONS and not told:
        return "template not filled in"  # every section is a question, none an answer
    return _verdict(document, words, filled, empty)


def _verdict(document: Document, words: int, filled: int, empty: set[int]) -> str:
    headed = len(document.sections) - 1
    empty -= _with_subsections(document)
    if not words and not headed:
        return "no prose"
    if filled * 2 < words or (headed and filled == 0):
        return "template not filled in"
    if headed >= 3 and len(empty) * 5 > headed * 3:
        return "template not filled in"
    return "" if words or _is_wide(document.text) else "no prose"


def _is_wide(text: str) -> bool:
    return any(script.search(text) for _, script in _SCRIPTS)


def _with_subsections(document: Document) -> set[int]:
    """Sections whose next heading is deeper: they need no text of their own."""
    sections = document.sections
    return {
        index
        for index in range(1, len(sections) - 1)
        if sections[index].level < sections[index + 1].level
    }
