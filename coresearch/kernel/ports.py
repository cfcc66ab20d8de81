"""What a kernel needs of the process behind it, and of the way to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from coresearch.core.errors import KernelDied
from coresearch.kernel.channels import Take


class Process(Protocol):
    """What must be known of, and done to, the process behind a kernel."""

    @property
    def name(self) -> str: ...
    @property
    def pid(self) -> int | None: ...
    @property
    def status(self) -> int | None: ...
    async def ended(self) -> None: ...
    def death(self, doing: str) -> KernelDied: ...
    def last_words(self) -> str: ...
    async def interrupt(self) -> None: ...
    async def kill(self) -> None: ...


class Line(Protocol):
    """How one speaks with a kernel: over sockets of its own, or through a server."""

    def open(self, take: Take, on_fault: Callable[[BaseException], None]) -> None: ...
    def send(
        self, channel: str, kind: str, content: Mapping[str, Any], identity: str = ""
    ) -> str: ...
