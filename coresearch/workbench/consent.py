"""Where content and keys may go, as the person said it.

What they said is in the journal, under a seal that is made with a secret of their own:
a journal that comes with a repository, or from somebody else, has no say in it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from enum import StrEnum
from pathlib import Path

from coresearch.core.errors import BadInput, NeedsPerson, Refused
from coresearch.journal.calls import Consent, consents, record_consent
from coresearch.paths import state_folder
from coresearch.workbench.models import Chosen
from coresearch.workbench.project import Project


class Leave(StrEnum):
    """What a person is asked for."""

    CONTENT = "content"
    """May text of this repository go there?"""
    KEY = "key"
    """May their key go to an address that the repository has named?"""


def said(project: Project, chosen: Chosen, what: Leave) -> bool | None:
    """What the person said last; None if they were not asked."""
    secret = _secret()
    if secret is None:
        return None
    for found in consents(project.journal, chosen.route.host, what):
        if hmac.compare_digest(found.seal, _seal(secret, project, found)):
            return found.allowed
    return None


def open_questions(project: Project, chosen: Chosen) -> list[Leave]:
    """What the person is to be asked before anything is sent, in this order.

    A key that was refused is not asked for again, where it can do without.
    """
    found = []
    if chosen.route.leaves_machine and not said(project, chosen, Leave.CONTENT):
        found.append(Leave.CONTENT)
    if chosen.withholds_key:
        answer = said(project, chosen, Leave.KEY)
        if answer is None or not (answer or chosen.route.is_direct):
            found.append(Leave.KEY)
    return found


def may_have_key(project: Project, chosen: Chosen) -> bool:
    """Whether the address may have the key: the person named it, or said so."""
    if not chosen.withholds_key:
        return True
    return said(project, chosen, Leave.KEY) is True


def answer(project: Project, chosen: Chosen, what: Leave, allowed: bool) -> None:
    """Put the person's answer on record.

    Raises:
        Refused: it was no, and so nothing can be asked.
    """
    secret = _secret() or _made_secret()
    bare = Consent(chosen.route.host, what, allowed)
    seal = _seal(secret, project, bare)
    record_consent(project.journal, Consent(bare.host, what, allowed, seal))
    if allowed:
        return
    if what is Leave.CONTENT:
        raise Refused(
            f"Nothing was sent to {bare.host}.",
            hint="A model on this machine needs no such leave: coresearch models",
        )
    if not chosen.route.is_direct:
        raise _only_with_key(chosen)


def require(project: Project, chosen: Chosen) -> None:
    """Go no further without the person's leave; what can do without a key goes without.

    Raises:
        NeedsPerson: nobody has said that content may go there.
        Refused: it cannot be asked without a key, which it may not have.
    """
    missing = open_questions(project, chosen)
    if Leave.CONTENT in missing:
        raise NeedsPerson(
            f"Whether this repository's content may go to {chosen.route.host} is for "
            "you to say, at a terminal; nothing was sent.",
            hint="Run it once at a terminal. Your answer is kept.",
        )
    if Leave.KEY in missing and not chosen.route.is_direct:
        raise _only_with_key(chosen)


def _only_with_key(chosen: Chosen) -> Refused:
    return Refused(
        f"{chosen.route.host} is named by this repository, and may not have your key; "
        "nothing was sent.",
        hint=f"If you trust it, name it yourself: --api-base {chosen.server}",
    )


# -- the seal -----------------------------------------------------------------------


def _seal(secret: bytes, project: Project, said: Consent) -> str:
    """For this folder, host and answer, and no other."""
    home = os.fspath(project.checkout.home)
    text = "\0".join([home, said.host, said.what, str(said.allowed)])
    raw = text.encode("utf-8", "surrogateescape")
    return hmac.new(secret, raw, hashlib.sha256).hexdigest()


def _secret() -> bytes | None:
    """What seals are made with; None if there is none yet."""
    try:
        return (state_folder() / "seal").read_bytes() or None
    except OSError:
        return None


def _made_secret() -> bytes:
    """A new secret, which only this user can read.

    Raises:
        BadInput: it cannot be kept.
    """
    file = state_folder() / "seal"
    secret = secrets.token_bytes(32)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, scratch = tempfile.mkstemp(prefix="seal-", dir=file.parent)
        os.write(descriptor, secret)
        os.close(descriptor)
        Path(scratch).replace(file)
    except OSError as error:
        raise BadInput(
            f"Your answer cannot be kept in {file.parent}: {error.strerror}.",
            hint="Set XDG_STATE_HOME to a folder of yours; nothing was sent.",
        ) from None
    return secret
