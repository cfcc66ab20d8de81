"""The palette: everything by name, made of the tables of keys, commands and themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from coresearch.tui.commands import COMMANDS
from coresearch.tui.keys import KEYS, Key, Place, shown
from coresearch.tui.themes import THEMES

if TYPE_CHECKING:
    from coresearch.tui.app import CoresearchApp
    from coresearch.tui.widgets.prompt import Prompt


def entries(app: CoresearchApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """What keys do on `screen` and anywhere, what can be sent, and the themes."""
    for key, do in (*_keys(app, screen), *_keys_of_prompt(app, screen)):
        title = f"{key.label.capitalize()}  {shown(key, app.settings.interface.keys)}"
        yield SystemCommand(title, key.help, partial(app.call_later, do))
    for command in COMMANDS:
        title = f"/{command.name} {command.usage}".strip()
        begin = partial(_begin, app, command.name)
        yield SystemCommand(title, command.help, partial(app.call_later, begin))
    for theme in THEMES:
        wear = partial(setattr, app, "theme", theme.name)
        yield SystemCommand(f"Theme {theme.name}", "How it looks", wear)
    yield SystemCommand("Theme …", "Choose among all", app.action_change_theme)


def _keys(
    app: CoresearchApp, screen: Screen[object]
) -> Iterator[tuple[Key, Callable[[], object]]]:
    for key in KEYS:
        if key.place is Place.ANYWHERE and key.id != "palette":
            yield key, partial(app.run_action, key.action)
    own = {one.id for one in screen.BINDINGS if isinstance(one, Binding)}
    for key in KEYS:
        if key.id in own and key.place is not Place.ANYWHERE:
            yield key, partial(screen.run_action, key.action)


def _keys_of_prompt(
    app: CoresearchApp, screen: Screen[object]
) -> Iterator[tuple[Key, Callable[[], object]]]:
    if app.work is None or screen is not app.work:
        return
    prompt = app.work.prompt
    for key in KEYS:
        if key.place is Place.PROMPT and key.id != "complete":
            yield key, partial(_at_prompt, prompt, key.id)


def _at_prompt(prompt: Prompt, action: str) -> None:
    prompt.focus()
    prompt.do(action)


async def _begin(app: CoresearchApp, command: str) -> None:
    """Have a command stand in the prompt."""
    await app.action_work()
    if app.work is not None:
        app.work.prompt.put(f"/{command} ")
        app.work.prompt.focus()
