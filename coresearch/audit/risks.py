"""What in a repository could concern people: data, licences, keys, effects."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coresearch.audit.check import joined
from coresearch.audit.code import Script
from coresearch.audit.tree import SHELL, Tree, at, lines, name_of
from coresearch.core.redaction import redact
from coresearch.core.suggestions import Evidence
from coresearch.core.text import counted


class Risk(StrEnum):
    """What may be at stake."""

    IDENTITY = "identity"
    """Names, addresses and numbers of persons."""
    PEOPLE = "people"
    """Data about persons without their names."""
    WEB = "web"
    LICENCE = "licence"
    DUAL_USE = "dual use"
    KEY = "key"
    EFFECT = "effect"
    """On the world outside of this machine."""
    DELETING = "deleting"


@dataclass(frozen=True, slots=True)
class Sign:
    """One place that shows a risk."""

    risk: Risk
    said: str
    """What was seen, in half a sentence; never a value of the data itself."""
    evidence: Evidence
    word: str = ""
    """The word by which later suggestions are known to touch it."""


_IDENTIFIES = re.compile(
    r"e[-_ ]?mail|correo|phone|telephone|telefon|mobile|street|postal|(?:home_)?address"
    r"|adresse|first_?name|last_?name|surname|full_?name|vorname|nachname|prenom|prénom"
    r"|apellido|dob|date_of_birth|birth_?date|geburtsdatum|ssn|passport|iban"
    r"|ip_?addr\w*|user_?name|licen[cs]e_plate"
)
_ABOUT = re.compile(
    r"participant(?:_?id)?|patient(?:_?id)?|subject_?id|respondent(?:_?id)?|worker_?id"
    r"|user_?id|person_?id|age|gender|sex|ethnicity|race|religion|nationality|diagnosis"
    r"|income|alter|geschlecht|sexe|edad|sexo"
)
_MAIL = re.compile(r"\b[\w.+-]+@(?!example\.)[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b")
_IN_PROSE = re.compile(
    r"\b(?:participants|patients|interviewees|respondents|volunteers|crowd[- ]?workers"
    r"|informed consent|human subjects|user study|personal data|minors"
    r"|Teilnehmende\w*|Versuchspersonen|Patient(?:en|innen)|participants humains"
    r"|pacientes|participantes)\b"
)
_HARM = re.compile(
    r"\b(?:jailbreak\w*|malware|phishing|ransomware|exploit code|deepfakes?|deep-fakes?"
    r"|face recognition|facial recognition|re-?identif\w+|surveillance|disinformation"
    r"|voice clon\w+|bioweapons?|pathogens?|nerve agents?|de-?anonymi[sz]\w+)\b",
    re.IGNORECASE,
)
_HUB = {"from_pretrained": "model", "load_dataset": "data set",
        "snapshot_download": "model", "pipeline": "model"}  # fmt: skip
_SCRAPERS = ("bs4", "scrapy", "selenium", "playwright", "tweepy", "praw", "newspaper")
_EFFECTS = {
    "push_to_hub": "publishes on a hub",
    "upload_file": "uploads a file",
    "upload_folder": "uploads a folder",
    "send_message": "sends a message",
    "sendmail": "sends mail",
    "create_repo": "makes a repository elsewhere",
    "requests.post": "sends to an address",
    "requests.put": "sends to an address",
    "requests.delete": "deletes at an address",
    "httpx.post": "sends to an address",
}
_DELETES = {
    "shutil.rmtree": "deletes a folder and all in it",
    "os.system": "runs a shell",
}
_SERVICES = {"openai": "asks a paid service", "anthropic": "asks a paid service",
             "boto3": "acts on a cloud account", "smtplib": "sends mail",
             "serial": "drives a device", "rospy": "drives a robot",
             "rclpy": "drives a robot"}  # fmt: skip
_SHELL_EFFECTS = re.compile(
    r"\b(?P<word>git push|scp|rsync|aws s3|gsutil|curl -X\s?(?:POST|PUT|DELETE)"
    r"|huggingface-cli upload|twine upload|docker push|rm -rf)\b"
)
_SECRET_FILES = re.compile(
    r"(?:^|/)(?:\.env(?:\.(?!example|sample|template)\w+)?|[^/]*\.pem|id_rsa|kaggle\.json"
    r"|credentials(?:\.json)?|token\.json)$"
)


def signs(tree: Tree) -> list[Sign]:
    """Everything that was seen, at most one sign of a risk for each line."""
    found = [
        *_in_data(tree), *_in_prose(tree), *_in_keys(tree), *_in_shell(tree),
        *(sign for script in tree.scripts for sign in _in_code(script)),
    ]  # fmt: skip
    seen = {(s.risk, s.evidence.path, s.evidence.line, s.word): s for s in found}
    return list(seen.values())


def secret_files(tree: Tree) -> list[str]:
    """Files that hold secrets by their names, and that git would keep."""
    return [path for path in tree.sizes if _SECRET_FILES.search(path)]


def columns(path: str, text: str) -> tuple[list[str], str]:
    """The names of a table's columns, and the line that they stand in."""
    first = next(iter(text.splitlines()), "")
    if path.endswith((".csv", ".tsv")):
        mark = "\t" if path.endswith(".tsv") else ";" if ";" in first else ","
        return next(csv.reader([first], delimiter=mark), []), first
    try:
        row = json.loads(first)
    except ValueError:
        return [], ""
    names = list(row) if isinstance(row, dict) else []
    return names, ", ".join(names)  # the line itself holds somebody's values


def _in_data(tree: Tree) -> Iterator[Sign]:
    for path, text in tree.ending(".csv", ".tsv", ".jsonl").items():
        names, quote = columns(path, text)
        if all(not _is_word(name) for name in names):
            quote = ""  # no names: the first line may be somebody's
        for risk, pattern in ((Risk.IDENTITY, _IDENTIFIES), (Risk.PEOPLE, _ABOUT)):
            hits = [n for n in names if pattern.fullmatch(n.strip().lower())]
            if hits:
                said = f"{path} has {counted(len(hits), 'column')} {joined(hits)}"
                yield Sign(risk, said, Evidence(quote, path, 1, 1))
        mails = len(_MAIL.findall(text))
        if mails:
            said = f"{path} holds {counted(mails, 'mail address', 'mail addresses')}"
            yield Sign(Risk.IDENTITY, said, Evidence(name_of(path), path))


def _is_word(name: str) -> bool:
    return re.fullmatch(r"[^\W\d][\w .-]*", name.strip()) is not None


def _in_prose(tree: Tree) -> Iterator[Sign]:
    for path, text in tree.prose.items():
        if name_of(path) == "CONSTITUTION.md":
            continue
        for risk, pattern in ((Risk.PEOPLE, _IN_PROSE), (Risk.DUAL_USE, _HARM)):
            for number, line in lines(text):
                if match := pattern.search(line):
                    said = f"{path} speaks of {match[0]}"
                    yield Sign(risk, said, at(path, number, line), match[0])
                    break


def _in_keys(tree: Tree) -> Iterator[Sign]:
    for path, text in tree.texts.items():
        clean, removed = redact(text)
        shown = clean.splitlines()
        for secret in removed[:5]:
            said = f"{path} holds a {secret.what}"
            quote = shown[secret.line - 1] if secret.line <= len(shown) else path
            yield Sign(Risk.KEY, said, at(path, secret.line, quote))


def _in_shell(tree: Tree) -> Iterator[Sign]:
    for path, text in tree.ending(*SHELL, "makefile").items():
        for number, line in lines(text):
            if match := _SHELL_EFFECTS.search(line):
                risk = Risk.DELETING if match["word"] == "rm -rf" else Risk.EFFECT
                said = f"{path} calls {match['word']}"
                yield Sign(risk, said, at(path, number, _safe(line)), match["word"])


def _in_code(script: Script) -> Iterator[Sign]:
    def here(line: int) -> Evidence:
        return at(script.path, line, _safe(script.lines[line - 1]))

    for package, line in script.imports.items():
        if package in _SCRAPERS:
            said = f"{script.path} reads web pages with {package}"
            yield Sign(Risk.WEB, said, here(line), package)
        if package in _SERVICES:
            said = f"{script.path} {_SERVICES[package]} ({package})"
            yield Sign(Risk.EFFECT, said, here(line), package)
    for name, call in script.calls:
        short = name.rpartition(".")[2]
        told = _EFFECTS.get(name) or _EFFECTS.get(short)
        if told:
            yield Sign(Risk.EFFECT, f"{script.path} {told}", here(call.lineno), short)
        if name in _DELETES:
            said = f"{script.path} {_DELETES[name]}"
            yield Sign(Risk.DELETING, said, here(call.lineno), short)
        named = getattr(call.args[0], "value", None) if call.args else None
        if (
            short in _HUB
            and isinstance(named, str)
            and not named.startswith((".", "/"))
        ):
            said = f"{script.path} uses the {_HUB[short]} {named}"
            yield Sign(Risk.LICENCE, said, here(call.lineno), named)
    for match in re.finditer(_HARM, script.purpose):
        said = f"{script.path} is about {match[0]}"
        yield Sign(Risk.DUAL_USE, said, here(1), match[0])


def _safe(line: str) -> str:
    return redact(line)[0]


def of(found: Sequence[Sign], risk: Risk) -> list[Sign]:
    """Those of one risk."""
    return [sign for sign in found if sign.risk is risk]
