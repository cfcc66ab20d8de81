"""Keys, tokens and passwords taken out of a text before it goes to a model.

By the shapes that their makers give them, by the name that they are assigned to, and as
part of an address. A table of our own: the library for this, detect-secrets, has had no
release since 2024, knows few of the keys that people who work with models have, and
takes half a second to import. What has no shape and no telling name cannot be found:
files that are ignored by git, or secret by their name, are therefore never read at all.
"""

from __future__ import annotations

import math
import re
import string
from collections import Counter
from dataclasses import dataclass

_SHAPES = [
    (what, hints.split(), re.compile(pattern))
    for what, hints, pattern in (
        (
            "private key",
            "PRIVATE",
            r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
            r"(?:[^-]{0,20000}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
            r"|[^-\"']{0,20000})",
        ),
        ("private key", "AGE-SECRET", r"\bAGE-SECRET-KEY-1[0-9A-Z]{50,}"),
        ("AWS key", "AKIA ASIA ABIA ACCA", r"\bA(?:KI|SI|BI|CC)A[A-Z2-7]{16}\b"),
        (
            "GitHub token",
            "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
            r"\bgh[pousr]_[A-Za-z0-9]{36,255}|\bgithub_pat_\w{22,255}",
        ),
        (
            "GitLab token",
            "gl",
            r"\bgl(?:pat|dt|rt|ptt|ft|soat|imt|agent|cbt)-[\w-]{20,}",
        ),
        ("Slack token", "xox xapp-", r"\b(?:xox[abeoprs]|xapp)-[\w-]{10,}"),
        ("Slack token", "hooks.slack", r"hooks\.slack\.com/services/[\w/]+"),
        (
            "model provider's key",
            "sk-",
            r"\bsk-(?=[\w-]{0,80}\d)(?=[\w-]{0,80}[A-Z])[\w-]{20,}|\bsk-[0-9a-f]{32,}\b",
        ),
        (
            "model provider's key",
            "gsk_ xai- pplx- r8_ fw_ tgp_v1_",
            r"\b(?:gsk_\w{20,}|xai-\w{20,}|pplx-\w{30,}|r8_\w{30,}|fw_[A-Za-z0-9]{22,}"
            r"|tgp_v1_[\w-]{20,})",
        ),
        ("Hugging Face token", "hf_", r"\bhf_[A-Za-z0-9]{30,}"),
        (
            "Google key",
            "AIza ya29. GOCSPX-",
            r"\bAIza[\w-]{35}|\bya29\.[\w-]{20,}|\bGOCSPX-[\w-]{20,}",
        ),
        (
            "Stripe key",
            "k_live_ k_test_ whsec_",
            r"\b[rs]k_(?:live|test)_\w{16,}|\bwhsec_\w{20,}",
        ),
        ("registry token", "npm_ pypi-", r"\bnpm_\w{36}|\bpypi-[\w-]{50,}"),
        ("SendGrid key", "SG.", r"\bSG\.[\w-]{16,}\.[\w-]{16,}"),
        ("Twilio key", "AC SK", r"\b(?:AC|SK)[0-9a-f]{32}\b"),
        ("Telegram token", ":AA", r"\b\d{8,10}:AA[\w-]{32,}"),
        ("Mailchimp key", "-us", r"\b[0-9a-f]{32}-us\d{1,2}\b"),
        (
            "Azure key",
            "AccountKey= SharedAccessKey=",
            r"(?<=AccountKey=)[\w+/]{40,}={0,2}|(?<=SharedAccessKey=)[\w+/]{30,}=*",
        ),
        ("Databricks token", "dapi", r"\bdapi[0-9a-f]{32}"),
        ("Vault token", "hvs.", r"\bhvs\.[\w-]{20,}"),
        (
            "token",
            "lin_api_ ntn_ tskey- dop_v1_ shp dckr_pat_",
            r"\b(?:lin_api_\w{30,}|ntn_\w{30,}|tskey-[\w-]{15,}|dop_v1_\w{40,}"
            r"|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|dckr_pat_[\w-]{20,})",
        ),
        ("web token", "eyJ", r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*"),
    )
]
"""What it is; texts of which one is in it, so that most patterns need not be tried; and
its shape."""

_IN_ADDRESS = re.compile(r"://[^\s/:@'\"]{0,100}:(?P<value>[^\s/@'\"]{3,200})@")
_IN_HEADER = re.compile(r"(?i:bearer|basic)\s{1,5}(?P<value>[\w+/.~-]{16,}={0,2})")
_ASSIGNED = re.compile(
    r"(?P<name>(?i:passw(?:or)?d|passphrase|pwd|secret|credentials?|token"
    r"|(?P<what>api|access|secret|private|auth|account|encryption|signing)?[_-]?key))"
    r"[\"']?\s{0,5}(?::=|=>|=|:)\s{0,5}"
    r"(?:(?P<mark>[\"'])(?P<quoted>[^\"'\s]{6,300})(?P=mark)"
    r"|(?P<plain>[^\s\"'#,;(){}\[\]<>$`=]{8,300}={0,2})(?=[\s,;]|$))"
)
_STAND_IN = re.compile(
    r"x{3,}|\*{3,}|\.{3}|…|<|\$\{|\{\{|%\(|your|example|change.?me|placeholder|dummy|redacted"
    r"|removed|^(?:none|null|true|false|undefined|test|password|secret|token)$|^os\.|^env"
    r"|getenv|environ|^https?://[^@]*$|^[./~]",
    re.IGNORECASE,
)
_IN_NAMES = frozenset(string.ascii_letters + string.digits + "_.-/")
_CODE = re.compile(r"^[A-Za-z_][A-Za-z_.]*$|^[\d.,_-]+$")


@dataclass(frozen=True, slots=True)
class Removed:
    """A secret that was taken out."""

    what: str
    line: int
    """From 1."""


def redact(text: str) -> tuple[str, tuple[Removed, ...]]:
    """`text` with every secret as `[removed: what]`, and what was removed.

    Line numbers stay as they were, also where a key had several lines.
    """
    found = sorted(_secrets(text))
    pieces, removed, position, line = [], list[Removed](), 0, 1
    for start, end, what in found:
        if start < position:
            continue
        line += text.count("\n", position, start)
        removed.append(Removed(what, line))
        inner = text.count("\n", start, end)
        pieces += [text[position:start], f"[removed: {what}]", "\n" * inner]
        position, line = end, line + inner
    return "".join([*pieces, text[position:]]), tuple(removed)


def _secrets(text: str) -> list[tuple[int, int, str]]:
    found = [
        (*match.span(), what)
        for what, hints, shape in _SHAPES
        if any(hint in text for hint in hints)
        for match in shape.finditer(text)
    ]
    for pattern, what in ((_IN_ADDRESS, "password"), (_IN_HEADER, "credentials")):
        for match in pattern.finditer(text):
            value = match["value"]
            if not _STAND_IN.search(value) and (what == "password" or _is_mixed(value)):
                found.append((*match.span("value"), what))
    for match in _ASSIGNED.finditer(text):
        group = "quoted" if match["quoted"] else "plain"
        if _is_secret(match, match[group]):
            found.append((*match.span(group), _kind(match["name"])))
    return found


def _is_secret(match: re.Match[str], value: str) -> bool:
    """Whether what a telling name is given is a secret, and no word, number or code."""
    if _STAND_IN.search(value):
        return False
    name = match["name"].lower()
    if name == "token" or (name.endswith("key") and not match["what"]):
        # Also the name of much that is no secret: only what looks drawn by chance.
        return max(map(_is_random, re.split(r"[-_./:]", value)))
    if match["quoted"] and name.startswith("p"):
        return not value.isdigit()
    if match["quoted"]:
        return _is_mixed(value) or len(value) > 24 or not set(value) <= _IN_NAMES
    return not _CODE.match(value) and _is_mixed(value) and bits_per_sign(value) >= 2.8


def _is_random(part: str) -> bool:
    return len(part) >= 16 and _is_mixed(part) and bits_per_sign(part) >= 3


def _is_mixed(value: str) -> bool:
    return any(map(str.isdigit, value)) and any(map(str.isalpha, value))


def bits_per_sign(text: str) -> float:
    """Shannon's entropy of the signs of `text`, in bits."""
    counts = Counter(text).values()
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts)


def _kind(name: str) -> str:
    lowered = name.lower()
    return "password" if "pass" in lowered or "pwd" in lowered else "key"
