"""The terminal: Textual's, but for how soon Esc is known to be a key of its own."""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_LONG = 0.1
"""Seconds between two looks whether all of it is over."""


class Terminal(LinuxDriver):
    """Looks again when the time is over in which what follows Esc would come.

    Textual looks every 100 ms, however short that time is.
    """

    def run_input_thread(self) -> None:
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            patience = _LONG
            while not self.exit_event.is_set():
                is_there = bool(selector.select(patience))
                if is_there:
                    some = os.read(self.fileno, 4096)
                    if not some:
                        return  # there is nobody any more
                    for message in parser.feed(decode(some)):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
                patience = constants.ESCAPE_DELAY + 0.001 if is_there else _LONG
