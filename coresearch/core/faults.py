"""What can go wrong between us and a model: one table, whichever client was used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coresearch.core.errors import ModelFault, NoModel, TooMuch


class Fault(StrEnum):
    """One way in which a call fails."""

    NOT_CHOSEN = "not-chosen"
    UNREACHABLE = "unreachable"
    UNKNOWN_HOST = "unknown-host"
    UNTRUSTED = "untrusted"
    PROXY = "proxy"
    KEY = "key"
    QUOTA = "quota"
    NO_SUCH_MODEL = "no-such-model"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    NOT_UNDERSTOOD = "not-understood"
    BROKEN_OFF = "broken-off"
    SILENT = "silent"
    MALFORMED = "malformed"
    NOT_UTF8 = "not-utf-8"
    EMPTY = "empty"
    LONG_LINE = "long-line"
    LONG_REPLY = "long-reply"
    WRONG_TYPE = "wrong-type"
    REDIRECTED = "redirected"
    LONG_CONTEXT = "long-context"
    BUDGET = "budget"
    HELPER = "helper"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a person reads, and what the program makes of it.

    In both sentences `{model}`, `{server}` and `{detail}` stand for what was met.
    """

    message: str
    hint: str
    kind: type[ModelFault]
    again: bool = False
    """Whether asking once more may help while nothing has come."""


_LATER = "Ask again in a while, or use another model: coresearch models"
_ADDRESS = "Check the address; it ends in /v1 for most servers."

MEANINGS: dict[Fault, Meaning] = {
    Fault.NOT_CHOSEN: Meaning(
        "No model is set up here.",
        "See what is in reach, and how to name one: coresearch models",
        NoModel,
    ),
    Fault.UNREACHABLE: Meaning(
        "Nothing answers at {server}.",
        "Start the model's server, or check the address (--api-base).",
        ModelFault,
    ),
    Fault.UNKNOWN_HOST: Meaning(
        "There is no host by the name in {server}, or no network.",
        "Check the address (--api-base) and the network.",
        ModelFault,
    ),
    Fault.UNTRUSTED: Meaning(
        "{server} does not prove who it is: {detail}.",
        "Behind a proxy of your own, name its certificate in SSL_CERT_FILE.",
        ModelFault,
    ),
    Fault.PROXY: Meaning(
        "The proxy that the environment names cannot be used: {detail}.",
        "Check HTTPS_PROXY and ALL_PROXY; NO_PROXY names hosts that need none.",
        ModelFault,
    ),
    Fault.KEY: Meaning(
        "{server} does not accept the key for {model}, or misses one: {detail}.",
        "Put the provider's key into the environment; coresearch models says which.",
        NoModel,
    ),
    Fault.QUOTA: Meaning(
        "The account at {server} has no credit left: {detail}.",
        "Add credit there, or use another model: coresearch models",
        NoModel,
    ),
    Fault.NO_SUCH_MODEL: Meaning(
        "{server} has no model {model}: {detail}.",
        "See what is in reach: coresearch models",
        NoModel,
    ),
    Fault.RATE_LIMITED: Meaning(
        "{server} has had too many questions for now: {detail}.",
        _LATER,
        ModelFault,
        again=True,
    ),
    Fault.SERVER_ERROR: Meaning(
        "{server} met a fault of its own: {detail}.", _LATER, ModelFault, again=True
    ),
    Fault.NOT_UNDERSTOOD: Meaning(
        "{server} does not take the question as it was put: {detail}.",
        "Check the parameters in the settings, or use another model.",
        ModelFault,
    ),
    Fault.BROKEN_OFF: Meaning(
        "The connection to {server} broke off before the reply was whole.",
        _LATER,
        ModelFault,
        again=True,
    ),
    Fault.SILENT: Meaning(
        "{server} said nothing for {detail} seconds.",
        "If the model is only slow, raise the limit: docs/models.md, Limits.",
        ModelFault,
    ),
    Fault.MALFORMED: Meaning(
        "{server} sent what is no reply of a model: {detail}.", _ADDRESS, ModelFault
    ),
    Fault.NOT_UTF8: Meaning(
        "{server} sent text that is not UTF-8.", _ADDRESS, ModelFault
    ),
    Fault.EMPTY: Meaning(
        "{model} answered with nothing.", _LATER, ModelFault, again=True
    ),
    Fault.LONG_LINE: Meaning(
        "{server} sent a line of more than {detail} bytes, and was stopped.",
        _ADDRESS,
        ModelFault,
    ),
    Fault.LONG_REPLY: Meaning(
        "The reply grew past {detail} characters, and was stopped.",
        "If that is what you want, raise the limit: docs/models.md, Limits.",
        ModelFault,
    ),
    Fault.WRONG_TYPE: Meaning(
        "{server} answers, but not as a model does: {detail}.", _ADDRESS, ModelFault
    ),
    Fault.REDIRECTED: Meaning(
        "{server} points to another address, where nothing was sent: {detail}.",
        "If that is the one you mean, name it: --api-base",
        ModelFault,
    ),
    Fault.LONG_CONTEXT: Meaning(
        "The question is longer than {model} takes: {detail}.",
        "Name fewer files, or lines of them (@plan.md:10-40).",
        TooMuch,
    ),
    Fault.BUDGET: Meaning(
        "Not asked: {detail}.",
        "See what was spent: coresearch journal calls --spend",
        TooMuch,
    ),
    Fault.HELPER: Meaning(
        "The part of coresearch that speaks to {model} ended: {detail}.",
        "Run it again; if it stays so, install coresearch again.",
        ModelFault,
    ),
    Fault.UNKNOWN: Meaning("{model} could not be asked: {detail}.", _LATER, ModelFault),
}


def model_fault(
    fault: Fault,
    *,
    model: str = "the model",
    server: str = "The server",
    detail: str = "no reason given",
    retry_after: float | None = None,
) -> ModelFault:
    """`fault` as the error that a person reads."""
    meaning = MEANINGS[fault]
    met = {"model": model, "server": server, "detail": detail.strip().rstrip(".")}
    error = meaning.kind(meaning.message.format_map(met), hint=meaning.hint)
    error.fault = fault
    error.retry_after = retry_after
    return error


def helps_again(error: ModelFault) -> bool:
    """Whether asking once more may help."""
    return MEANINGS[Fault(error.fault)].again
