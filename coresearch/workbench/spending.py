"""What a call costs, and whether the budget has room for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from coresearch.core.calls import Answer, Message, Price
from coresearch.core.faults import Fault, model_fault
from coresearch.journal.calls import Cost, dollars_since
from coresearch.workbench.models import Chosen
from coresearch.workbench.project import Project

_CHARACTERS = 4
"""To a token, in English prose; for calls that no server has counted."""

_SHORTEST_REPLY = 200
"""Tokens. For less it is not worth asking."""

_FREE = frozenset(Fault) - {
    Fault.BROKEN_OFF, Fault.SILENT, Fault.MALFORMED, Fault.NOT_UTF8, Fault.EMPTY,
    Fault.LONG_LINE, Fault.LONG_REPLY, Fault.UNKNOWN,
}  # fmt: skip
"""Faults after which nobody asks for money, as long as no text has come."""


def cost(answer: Answer, messages: Sequence[Message], price: Price | None) -> Cost:
    """What a call came to: by the server's count, or else estimated."""
    sent, received = answer.sent, answer.received
    is_counted = sent is not None and received is not None
    if sent is None or received is None:
        asked = sum(len(message.text) for message in messages)
        is_free = answer.fault in _FREE and not answer.text
        sent = 0 if is_free else asked // _CHARACTERS
        received = len(answer.text) // _CHARACTERS
    dollars = None if price is None else round(price.of(sent, received), 6)
    return Cost(sent, received, is_counted, dollars)


def room(
    project: Project, chosen: Chosen, messages: Sequence[Message], budget: float | None
) -> int | None:
    """How many tokens a reply may have; None if there is no limit.

    A token has at least one byte, so what is sent is counted at its most.

    Raises:
        TooMuch: the budget of today has no room left, or the price is not known.
    """
    if budget is None or not chosen.route.leaves_machine:
        return None
    price = chosen.known.price
    if price is None:
        raise model_fault(
            Fault.BUDGET,
            detail=f"there is a budget, and the price of {chosen.model} is not known",
        )
    spent = spent_today(project)
    sent = sum(len(message.text.encode()) for message in messages)
    left = budget - spent - price.of(sent, 0)
    most = int(left * 1e6 / price.received) if price.received else None
    if left < 0 or (most is not None and most < _SHORTEST_REPLY):
        raise model_fault(
            Fault.BUDGET,
            detail=f"${spent:.4f} of today's ${budget:.4f} are spent, "
            f"and this call might cost ${price.of(sent, _SHORTEST_REPLY):.4f} or more",
        )
    return most


def spent_today(project: Project) -> float:
    """Dollars, since midnight, for all calls whose price is known."""
    return dollars_since(project.journal, _midnight())


def _midnight() -> str:
    """When today began on the person's clock, as the journal writes time."""
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0)
    return f"{today.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"
