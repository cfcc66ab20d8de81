"""Every key, once: bindings, help and hints are made of this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding, BindingType
from textual.keys import _normalize_key_list


class Place(StrEnum):
    """Where the focus must be for a key to count, as the help has it."""

    ANYWHERE = "Anywhere"
    WORK = "The work screen"
    INBOX = "The inbox"
    PROMPT = "The prompt"
    REASON = "The line for a reason"
    ROWS = "A list"
    PAGE = "A page"
    FILTERED = "Journal, runs, sweeps, panels, rules and settings"
    RUNS = "Runs"
    SWEEPS = "Sweeps"
    PANELS = "Panels"
    FORM = "Lines to fill in"
    REVIEW = "Review"
    SETTINGS = "Settings"


@dataclass(frozen=True, slots=True)
class Key:
    """One action with its keys."""

    id: str
    """By which the settings name it."""
    place: Place
    keys: str
    """With commas between; as Textual names them."""
    action: str
    label: str
    """One word, for the hints."""
    help: str
    is_hint: bool = False
    """Whether the hints at the bottom name it."""
    is_bound: bool = True
    """Whether it is a binding; else the place takes the key as it comes."""
    priority: bool = False


KEYS = (
    Key("help", Place.ANYWHERE, "f1,question_mark", "app.help", "help",
        "This page; again or Esc closes it"),
    Key("palette", Place.ANYWHERE, "ctrl+p", "app.command_palette", "palette",
        "Everything by name"),
    Key("work", Place.ANYWHERE, "f2", "app.work", "work",
        "The prompt, the transcript and the inbox"),
    Key("journal", Place.ANYWHERE, "f3", "app.journal", "journal",
        "What was suggested, decided and done"),
    Key("runs", Place.ANYWHERE, "f4", "app.runs", "runs", "What ran, and its outputs"),
    Key("rules", Place.ANYWHERE, "f5", "app.rules", "rules", "What the critic asks"),
    Key("review", Place.ANYWHERE, "f6", "app.review", "review",
        "What became of what was suggested", priority=True),
    Key("settings", Place.ANYWHERE, "f7", "app.settings", "settings",
        "What is set, where, and how to set it", priority=True),
    Key("due", Place.ANYWHERE, "f8", "app.due", "due",
        "Predictions that are due, one key each", priority=True),
    Key("probe", Place.ANYWHERE, "f9", "app.probe", "probe",
        "Five short items without the assistant", priority=True),
    Key("diagnose_last", Place.ANYWHERE, "f10", "app.diagnose_last", "diagnose",
        "What the last failure means"),
    Key("next_pane", Place.ANYWHERE, "tab", "app.focus_next", "next pane",
        "To the next pane"),
    Key("previous_pane", Place.ANYWHERE, "shift+tab", "app.focus_previous",
        "previous pane", "To the previous pane"),
    Key("copy", Place.ANYWHERE, "ctrl+c", "screen.copy_text", "copy",
        "Copy what is marked with the mouse"),
    Key("suspend", Place.ANYWHERE, "ctrl+z", "app.suspend_process", "suspend",
        "Back to the shell; fg returns", priority=True),
    Key("quit", Place.ANYWHERE, "ctrl+q", "app.quit", "quit",
        "Leave; what waits still waits", priority=True),
    Key("stop", Place.WORK, "escape", "stop", "stop",
        "Stop what is running; else from the prompt to the inbox and back"),
    Key("prompt", Place.WORK, "i", "prompt", "prompt", "To the prompt"),
    # Deciding
    Key("accept", Place.INBOX, "a", "decide('accept')", "accept",
        "Accept what is shown, or the hunks that are chosen", is_hint=True),
    Key("amend", Place.INBOX, "e", "amend", "edit",
        "Change it in your editor ($VISUAL, $EDITOR); then a accepts that",
        is_hint=True),
    Key("own_version", Place.INBOX, "v", "own_version", "version",
        "From your version to what was proposed, and back"),
    Key("reject", Place.INBOX, "r", "reject", "reject",
        "Reject it; you are asked why", is_hint=True),
    Key("later", Place.INBOX, "l", "decide('later')", "later",
        "Leave it in the inbox, on record that you looked", is_hint=True),
    Key("next", Place.INBOX, "n", "step(1)", "next", "The next suggestion",
        is_hint=True),
    Key("previous", Place.INBOX, "p", "step(-1)", "previous",
        "The suggestion before"),
    Key("hunk", Place.INBOX, "space", "hunk(0)", "hunk",
        "Choose, or leave out, the hunk that is marked; also 1 to 9"),
    Key("next_hunk", Place.INBOX, "right_square_bracket", "hunk(1)", "next hunk",
        "Mark the next hunk"),
    Key("previous_hunk", Place.INBOX, "left_square_bracket", "hunk(-1)",
        "previous hunk", "Mark the hunk before"),
    Key("abreast", Place.INBOX, "s", "diff('abreast')", "side by side",
        "Before and after side by side, and back"),
    Key("whole", Place.INBOX, "w", "diff('whole')", "whole file",
        "All of the file around the change, and back"),
    Key("own_first", Place.INBOX, "f", "own_first", "yours first",
        "Say your own word, where you are asked for it before you see a suggestion"),
    Key("undo", Place.INBOX, "u", "reverse('undo')", "undo",
        "Take back exactly what the last accept changed", is_hint=True),
    Key("redo", Place.INBOX, "U", "reverse('redo')", "redo",
        "Do again what undo took back"),
    Key("evidence", Place.INBOX, "o", "open_evidence", "open",
        "Open the file that it is about in your editor"),
    Key("read", Place.INBOX, "enter", "read", "read",
        "To the page of the suggestion and back; Enter never decides"),
    Key("scroll_down", Place.INBOX, "J,ctrl+d", "scroll_detail(1)", "scroll",
        "Scroll the suggestion down", is_hint=True),
    Key("scroll_up", Place.INBOX, "K,ctrl+u", "scroll_detail(-1)", "scroll up",
        "Scroll the suggestion up"),
    Key("command", Place.INBOX, "slash", "screen.prompt('/')", "command",
        "To the prompt, with a command"),
    # Asking
    Key("send", Place.PROMPT, "enter", "send", "send",
        "Send it; while something runs, it waits for its turn", is_bound=False),
    Key("newline", Place.PROMPT, "ctrl+j,alt+enter,shift+enter", "newline",
        "new line", "A line more", is_bound=False),
    Key("complete", Place.PROMPT, "tab", "complete", "complete",
        "Take the completion that is marked", is_bound=False),
    Key("history", Place.PROMPT, "up", "history", "history",
        "What you sent before, in this repository", is_bound=False),
    Key("history_on", Place.PROMPT, "down", "history_on", "history on",
        "What you sent after that", is_bound=False),
    Key("search_history", Place.PROMPT, "ctrl+r", "search_history", "search",
        "Look for what you sent before", is_bound=False),
    Key("editor", Place.PROMPT, "ctrl+g", "editor", "editor",
        "Write it in your editor", is_bound=False),
    # Reasons
    Key("give_reason", Place.REASON, "enter", "submit", "reject",
        "Reject with this reason; an empty line does nothing", is_bound=False),
    Key("no_reason", Place.REASON, "escape", "skip", "no reason",
        "Reject without a reason; that you were asked is on record", is_bound=False),
    Key("keep", Place.REASON, "ctrl+c", "keep", "do not reject",
        "Do not reject it after all", is_bound=False),
    # Lists and pages
    Key("row_down", Place.ROWS, "down,j", "move(1)", "down", "One down"),
    Key("row_up", Place.ROWS, "up,k", "move(-1)", "up", "One up"),
    Key("rows_down", Place.ROWS, "pagedown", "leap(1)", "page down", "A page down"),
    Key("rows_up", Place.ROWS, "pageup", "leap(-1)", "page up", "A page up"),
    Key("first_row", Place.ROWS, "home,g", "first", "first", "To the first"),
    Key("last_row", Place.ROWS, "end,G", "last", "last", "To the last"),
    Key("line_down", Place.PAGE, "down,j", "scroll_down", "down", "A line down"),
    Key("line_up", Place.PAGE, "up,k", "scroll_up", "up", "A line up"),
    Key("page_down", Place.PAGE, "pagedown", "page_down", "page down",
        "A page down"),
    Key("page_up", Place.PAGE, "pageup", "page_up", "page up", "A page up"),
    Key("page_home", Place.PAGE, "home,g", "scroll_home", "begin", "To the beginning"),
    Key("page_end", Place.PAGE, "end,G", "scroll_end", "end", "To the end"),
    Key("back", Place.FILTERED, "escape", "back", "back",
        "From the page to the list, and from there to the work screen"),
    Key("filter", Place.FILTERED, "slash", "filter", "filter",
        "To the line above, to filter and to search", is_hint=True),
    Key("open", Place.FILTERED, "enter", "read", "read",
        "To the page and back", is_hint=True),
    Key("outputs", Place.RUNS, "o", "outputs", "outputs",
        "What it printed and showed; and back", is_hint=True),
    Key("diagnose_run", Place.RUNS, "d", "diagnose", "diagnose",
        "What its failure means", is_hint=True),
    Key("run_mended", Place.RUNS, "r", "run_mended", "run again",
        "Run it again with the files as they are now", is_hint=True),
    Key("rerun", Place.RUNS, "R", "rerun", "as it was",
        "Run it again with its exact files", is_hint=True),
    Key("table", Place.SWEEPS, "t", "table", "table",
        "Its arms side by side; and back", is_hint=True),
    Key("diagnose", Place.SWEEPS, "d", "diagnose", "diagnose",
        "What the first failure of its tasks means", is_hint=True),
    Key("give_view", Place.PANELS, "v", "view", "view",
        "Give your view; or change it, and say what moved you", is_hint=True),
    Key("new_panel", Place.PANELS, "n", "new", "new",
        "Put another question to several voices", is_hint=True),
    Key("hear", Place.PANELS, "m", "hear", "model",
        "Ask a model for its view, which knows none of the others", is_hint=True),
    Key("answer_view", Place.PANELS, "a", "answer", "answer",
        "Answer somebody's view: what you grant, what you dispute", is_hint=True),
    Key("synthesise", Place.PANELS, "s", "synthesise", "synthesis",
        "What the views turn on, by a model; it waits in the inbox", is_hint=True),
    Key("conclude", Place.PANELS, "c", "conclude", "conclude",
        "A record of the decision; it waits in the inbox", is_hint=True),
    Key("reveal", Place.PANELS, "x", "reveal", "reveal",
        "Wait no longer for the views that are missing"),
    Key("record", Place.FORM, "ctrl+s", "record", "record",
        "Record what is written", is_hint=True),
    Key("next_line", Place.FORM, "enter", "next", "next",
        "To the next line; from the last one: record", is_hint=True,
        priority=True),
    Key("leave_form", Place.FORM, "escape", "leave", "not now",
        "Away; what is written is there again the next time", is_hint=True),
    Key("reflect", Place.REVIEW, "e", "reflect", "reflect",
        "Write down in your editor what you make of it, and a goal", is_hint=True),
    Key("leave_review", Place.REVIEW, "escape,q", "app.work", "back",
        "Back to the work screen"),
    Key("edit_settings", Place.SETTINGS, "e", "edit('repository')", "edit",
        "Open the file of this repository in your editor", is_hint=True),
    Key("edit_own_settings", Place.SETTINGS, "E", "edit('own')", "edit mine",
        "Open the file of your own in your editor", is_hint=True),
)  # fmt: skip


def bindings(place: Place) -> list[BindingType]:
    """The bindings of a place, for a widget's or a screen's `BINDINGS`."""
    return [
        Binding(
            key.keys,
            key.action,
            key.help,
            show=key.is_hint,
            id=key.id,
            priority=key.priority,
        )
        for key in KEYS
        if key.place is place and key.is_bound
    ]


def taken(changed: Mapping[str, str], *ids: str) -> dict[str, list[str]]:
    """By their keys, as Textual names them, which of these actions a key may mean.

    For places that take keys as they come.
    """
    found: dict[str, list[str]] = {}
    for key in KEYS:
        if key.id in ids:
            for name in _normalize_key_list(changed.get(key.id, key.keys)).split(","):
                found.setdefault(name, []).append(key.id)
    return {name: sorted(meant, key=ids.index) for name, meant in found.items()}


def by_place() -> Iterator[tuple[Place, list[Key]]]:
    """The keys of each place, in the order of the help."""
    for place in Place:
        yield place, [key for key in KEYS if key.place is place]


_NAMES = {
    "question_mark": "?", "slash": "/", "space": "Space", "enter": "Enter",
    "escape": "Esc", "tab": "Tab", "shift+tab": "Shift+Tab", "down": "↓", "up": "↑",
    "right_square_bracket": "]", "left_square_bracket": "[", "pagedown": "PgDn",
    "pageup": "PgUp", "home": "Home", "end": "End",
}  # fmt: skip


def shown(key: Key, changed: Mapping[str, str]) -> str:
    """The keys as people read them, as the settings have changed them."""
    names = changed.get(key.id, key.keys).split(",")
    return " ".join(_shown(name.strip()) for name in names)


def key_of(id: str, changed: Mapping[str, str]) -> str:
    """The first key of an action, as people read it."""
    return shown(next(key for key in KEYS if key.id == id), changed).split()[0]


def _shown(name: str) -> str:
    if name in _NAMES:
        return _NAMES[name]
    if name.startswith("f") and name[1:].isdigit():
        return name.upper()
    *modifiers, last = name.split("+")
    return "+".join([*(m.capitalize() for m in modifiers), _NAMES.get(last, last)])


def hints(place: Place, changed: Mapping[str, str]) -> list[tuple[str, str]]:
    """First key and word of what the hints name."""
    return [
        (shown(key, changed).split()[0], key.label)
        for key in KEYS
        if key.place is place and key.is_hint
    ]
