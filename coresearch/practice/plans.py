"""Passages of plans: four sentences, of which one may have a flaw.

All sentences but the crux are the sound forms of other kinds, so that neither length
nor manner tells which one is meant.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from coresearch.practice.flaws import FLAWS, Flaw
from coresearch.practice.items import Family, Item
from coresearch.practice.scenes import SCENES, Scene

_OTHERS = 3
QUESTION = "Which sentence has a flaw that would make the result wrong? 0: none has."


def plans() -> Iterator[Item]:
    """Every kind in every scene, with the flaw and without it."""
    for flaw in FLAWS:
        for scene in SCENES:
            for flawed in (True, False):
                yield _plan(flaw, scene, flawed=flawed)


def _plan(flaw: Flaw, scene: Scene, *, flawed: bool) -> Item:
    form = f"{scene.name}:{'flawed' if flawed else 'sound'}"
    chance = random.Random(f"{flaw.kind}:{form}")
    others = [one for one in FLAWS if one.purpose is flaw.purpose and one is not flaw]
    place = chance.randrange(_OTHERS + 1)
    sentences = [one.sound for one in chance.sample(others, _OTHERS)]
    sentences.insert(place, flaw.flawed if flawed else flaw.sound)
    first = scene.fill("The study is about {task}: {ours} against {base}, on {data}.")
    numbered = (
        f"{number}. {scene.fill(sentence)}"
        for number, sentence in enumerate(sentences, start=1)
    )
    return Item(
        Family.PLAN,
        flaw.kind,
        form,
        flaw.difficulty,
        flaw.purpose,
        "\n".join([first, *numbered]),
        right=str(place + 1) if flawed else "0",
        truth=f"{place + 1}. {scene.fill(flaw.why)}" if flawed else "",
        flawed=flawed,
    )
