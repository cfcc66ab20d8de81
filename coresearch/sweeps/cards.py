"""The graphics cards of this machine, and which attempt has which."""

from __future__ import annotations

import os
from pathlib import Path

from coresearch.core.errors import BadInput, EffectFailed
from coresearch.hardware import graphics_cards
from coresearch.sweeps import files

VARIABLE = "CUDA_VISIBLE_DEVICES"
"""By it a program is told which cards it may see; AMD's ROCm heeds it too."""
_GIVEN = "cards.json"


def visible_cards() -> tuple[str, ...]:
    """What a program started here would see, in the words of `VARIABLE`."""
    said = os.environ.get(VARIABLE)
    if said is None:
        return tuple(str(number) for number in range(len(graphics_cards())))
    return tuple(name.strip() for name in said.split(",") if name.strip())


class Cards:
    """So many for each attempt, and no card for two at once."""

    def __init__(self, tasks: Path, each: int) -> None:
        """`tasks` holds a folder for each attempt that is under way.

        Raises:
            BadInput: this machine has fewer than `each`.
        """
        self._tasks = tasks
        self._each = each
        self._all = visible_cards()
        if each > len(self._all):
            raise BadInput(
                f"A task is to have {each} graphics card(s), and {len(self._all)} "
                "can be seen on this machine.",
                hint=f"Does nvidia-smi list them? Or name them: export {VARIABLE}=0,1",
            )

    def take(self, folder: Path) -> str:
        """Cards that no other attempt has, for the one in `folder`.

        They are on file there, so that whoever drives next knows of them, and free
        again when the folder is away.

        Raises:
            EffectFailed: fewer are free than a task is to have.
        """
        taken: set[str] = set()
        for each in self._tasks.glob(f"*/{files.ENGINE}/{_GIVEN}"):
            taken.update((files.read_whole(each) or {}).get("cards", ()))
        free = [card for card in self._all if card not in taken][: self._each]
        if len(free) < self._each:
            raise EffectFailed(f"No graphics card is free of {', '.join(self._all)}.")
        place = files.make_private(folder / files.ENGINE)
        files.write_whole(place / _GIVEN, {"cards": free})
        return ",".join(free)
