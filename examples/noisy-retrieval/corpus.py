"""A workshop's maintenance notes, and what people type when they look for one.

Everything is made from a seed. A note is about one machine, one part and one fault;
a query names some of these, now and then in another form, with typing errors.
"""

from __future__ import annotations

import random
from dataclasses import dataclass


def listed(text: str) -> list[str]:
    return text.split()


PARTS = listed(
    """
    bearing belt bracket brake bushing cable camshaft chuck clutch collet compressor
    condenser coupling cylinder display drawer encoder fan filter flange fuse gasket
    gearbox heater hinge hose housing impeller inverter keypad lamp lever manifold
    motor nozzle piston pulley pump radiator regulator relay roller rotor seal sensor
    shaft sleeve solenoid spindle spring sprocket switch terminal thermostat tray
    turbine valve washer wheel winding
    """
)
FAULTS = listed(
    """
    blink block burn buzz corrode crack creak drift flicker freeze grind groan heat
    hiss leak loosen melt overheat peel rattle rust seize shake shriek smoke spark
    squeak stall stick stutter tremble vibrate wear weep whistle wobble
    """
)
ACTIONS = listed(
    """
    adjust align calibrate check clamp clean degrease drain fasten flush grease inspect
    loosen measure mount polish press purge refit remove replace reset rinse rotate
    scrape secure solder tighten torque unplug vent wipe
    """
)
CAUSES = listed(
    """
    condensation dust fatigue friction grit humidity lint misalignment overload oxide
    residue resonance scale shrinkage sludge solvent static swarf undervoltage
    """
)
PLACES = listed(
    """
    annex basement canteen cellar chapel corridor courtyard foundry garage hall
    hangar laboratory library loft lobby office stairwell store tunnel warehouse
    """
)
SYLLABLES = listed("an bel cor dar el fen gal hol im jor")

FORMS = ["s", "ing"]
MACHINES = 60
SAME_FORM = 0.95  # how often a query gives the fault the ending that the note does
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Query:
    text: str
    wanted: int  # the number of the note it was made from


def machine_names(chance: random.Random) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < MACHINES:
        names["".join(chance.sample(SYLLABLES, chance.choice([2, 3])))] = None
    return list(names)


def with_ending(verb: str, ending: str) -> str:
    """Add -s or -ing, well enough for these verbs: hisses, shaking."""
    if ending == "ing":
        return verb.removesuffix("e") + ending
    return verb + ("es" if verb.endswith(("s", "x", "z", "sh")) else ending)


@dataclass(frozen=True)
class Subject:
    machine: str
    part: str
    fault: str
    form: str  # the ending that the note gives the fault: leaks or leaking
    place: str


def make_note(subject: Subject, chance: random.Random) -> str:
    """The subject among steps that mention other parts and faults, and so mislead."""
    fault = with_ending(subject.fault, subject.form)
    sentences = [f"{subject.machine} in the {subject.place}: {subject.part} {fault}"]
    for _ in range(chance.randint(4, 9)):
        sentences.append(f"{chance.choice(ACTIONS)} the {chance.choice(PARTS)}")
    sentences.append(f"likely cause {chance.choice(CAUSES)}")
    if chance.random() < 0.5:
        sentences.append(f"check the {subject.part} again after a week")
    if chance.random() < 0.3:
        other = with_ending(chance.choice(FAULTS), "ing")
        sentences.append(f"not the one that was {other}")
    return ". ".join(sentences)


def make_notes(count: int, seed: int) -> tuple[list[Subject], list[str]]:
    chance = random.Random(f"notes {seed}")
    machines = machine_names(chance)
    subjects: dict[Subject, None] = {}
    while len(subjects) < count:
        pools = (machines, PARTS, FAULTS, FORMS, PLACES)
        subjects[Subject(*(chance.choice(pool) for pool in pools))] = None
    return list(subjects), [make_note(subject, chance) for subject in subjects]


def mistype(word: str, chance: random.Random) -> str:
    """One slip of the finger: a letter lost, doubled, replaced, or two swapped."""
    at = chance.randrange(len(word))
    match chance.choice(["lose", "double", "replace", "swap"]):
        case "lose":
            return word[:at] + word[at + 1 :]
        case "double":
            return word[:at] + word[at] + word[at:]
        case "replace":
            return word[:at] + chance.choice(LETTERS) + word[at + 1 :]
        case _:
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def make_queries(
    subjects: list[Subject], count: int, typos: float, seed: int
) -> list[Query]:
    """The same questions at every rate of typing errors, more of them mistyped."""
    chance = random.Random(f"queries {seed}")
    queries = []
    for _ in range(count):
        wanted = chance.randrange(len(subjects))
        subject = subjects[wanted]
        forms = [subject.form] if chance.random() < SAME_FORM else ["", *FORMS]
        words = [subject.part, with_ending(subject.fault, chance.choice(forms))]
        if chance.random() < 0.4:
            words.insert(0, subject.machine)
        if chance.random() < 0.4:
            words.append(subject.place)
        typed = []
        for word in words:
            slips, slipped = chance.random() < typos, mistype(word, chance)
            typed.append(slipped if slips else word)
        queries.append(Query(" ".join(typed), wanted))
    return queries
