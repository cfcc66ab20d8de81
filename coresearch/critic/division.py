"""How a plan divides its data: row by row, by whole units, or in time."""

from __future__ import annotations

from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.data import RANDOMLY, ROWS, SAMPLED_UNIT, SPLITTING

_DEALT = SPLITTING | Concept("""
    cut, drawn, dealt, deal(s), assigned, assign(s), allocated, distributed, divided,
    divides, divide, laid aside, separat*, 80 20, 70 30, 90 10, 75 25,
    # % train/training/test/for, for training and, to train/training/test, mixed,
    split :
""")
_PARTS = Concept("""
    train/training/test/testing/validation/dev, fit, fitting, held-out, hold-out, folds,
    fold, sides, side, parts, part, halves, sets, judging, judged, scored, # %, 80 20,
    70 30, 90 10, set/laid/put aside, learning, choosing, partition(s), split(s),
    evaluation, tenth, fifth, every fifth/tenth/fourth, # % for, development, sealed,
    first # , other # , all three, 70 15 15, one pot, each part
""")
_SHARES = Concept("""
    70 10 20, 80 20, 70 30, 90 10, 75 25, 60 20 20, 80 10 10, 70 15 15, # % .. test,
    thirds,
    a fifth, a tenth, by stay, by row
""")
_ONE_BY_ONE = RANDOMLY | Concept("""
    row by row, one at a time, one by one, inside each, within each, every fifth/tenth,
    permuted, over the samples/rows/recordings, regardless of, irrespective of,
    no matter which/who/whose, whichever, whoever, ignoring, independently of,
    at the level of, level of single, row-wise, without regard to, plain k fold, # fold,
    k fold, train test split, by row/record/image
""")
_TRAIN_AND_TEST = Concept("""
    train/training/test/testing/validation, held-out, sealed, development, all three,
    for testing, folds, fold, cross-validation, 90 10, 80 20, 70 15 15,
    every fifth/tenth
""")
_NO_DEAL = Concept("""
    random search, random-search, random trials, random settings/points/draws/values,
    trials of, trials over, learning rate, batches, mini-batches, order of, bagging,
    log grid, bootstrap*, within .. training, log score, grid of, dropout, condensed
""")
_ROWS_DEALT = (
    ROWS.near(_DEALT, within=7, over=SAMPLED_UNIT)
    .beside(_ONE_BY_ONE | _SHARES)
    .beside(_PARTS)
    | Concept("train test split").apart(Concept("group*, stratify by"))
    | ROWS.near(
        Concept("""
            shuffled, permuted, drawn at random, dealt at random, at random, random,
            one by one, dealt out one by one, ordinary .. cross-validation
        """),
        within=4,
        over=SAMPLED_UNIT,
    ).beside(_TRAIN_AND_TEST)
    | ROWS.then(Concept("level, wise"), within=0).then(SPLITTING, within=2)
    | Concept("""
        # fold cross-valid*/cross/cv/split*, k fold, random split, random train,
        shuffled split
    """).apart(Concept("group*, patient*, subject*, by, chronolog*, block*"))
)
ROWS_DEALT = _ROWS_DEALT.apart(_NO_DEAL)
"""Where single rows are given to the parts, at random or one by one."""

AT_RANDOM = (
    RANDOMLY.near(_DEALT, within=12).beside(_PARTS)
    | Concept("""
    # fold cross-valid*/cross/cv/split*, k fold, train test split, random split,
    shuffled split
""")
    | Concept("random subset, random # %").beside(_PARTS)
    | Concept("shuffle, shuffled, shuffles, at random, shuffle = true, one pot").beside(
        _PARTS
    )
    | Concept("kfold, k-fold, shufflesplit, shuffling").beside(
        Concept("shuffle*, shuffling, random, kfold")
    )
).apart(_NO_DEAL)
"""Where something, whatever it is, is divided at random."""

_FROM = Concept("""
    from, of, by, recorded from/in/by/at, collected from/by, taken from/by, across,
    with, per, for each/every, from each/every, of each/every, of one, of the same,
    from the same, in each, made by, written by, belonging to, uploaded by
""")
COUNTED_FROM = (
    Concept("# .. of each/every, # .. from each/every")
    | Concept("# .. come/comes/came/stem from #, # .. made/written/given by # people")
    | Concept("every, each")
    .then(Concept("photographed, filmed, recorded, measured, scanned"), within=3)
    .then(Concept("from # , # times, in # , under #"), within=3)
    | Concept("# .. per").then(SAMPLED_UNIT, within=0)
    | Concept("#")
    .then(ROWS | SAMPLED_UNIT, within=2)
    .then(Concept("come from, from, by, of, and"), within=1)
    .then(Concept("# , some #"), within=1)
    .then(SAMPLED_UNIT, within=3)
    | ROWS.then(Concept(": #"), 0).then(Concept("by # , from # , of #"), within=1)
    | Concept("from #")
    .then(SAMPLED_UNIT, within=1)
    .then(ROWS, within=5)
    .then(Concept("each"), within=1)
    | Concept("#, ten, several")
    .then(Concept("windows, frames, clips, segments, patches, crops, tiles, slices"), 1)
    .then(Concept("are cut from each, from each, per, of each"), within=2)
    | ROWS.then(Concept("of the log, , about #"), within=1)
    .then(Concept("per"), within=3)
    .then(SAMPLED_UNIT, within=0)
    | Concept("each, every")
    .then(ROWS | SAMPLED_UNIT, within=2)
    .then(Concept("was/were .. # times, # to # times, about # times"), within=6)
)
"""Where rows are counted, and fewer people, places or things that they come from."""
SEVERAL_EACH = COUNTED_FROM | (
    Concept("#, several, many, multiple")
    .then(ROWS, within=3)
    .then(_FROM, within=3)
    .then(SAMPLED_UNIT, within=3)
    | ROWS.then(
        Concept("per, for each/every, from each/every, of each/every, of one"), 1
    ).then(SAMPLED_UNIT, within=2)
    | ROWS.then(Concept("of/from/by the same, of/from/by one"), 1).then(SAMPLED_UNIT, 1)
    | Concept("#")
    .then(SAMPLED_UNIT, within=2)
    .then(Concept("with"), 1)
    .then(ROWS, within=3)
    | Concept("each, every")
    .then(SAMPLED_UNIT, within=4)
    .then(
        Concept("""
    has, had, have, contribut*, provid*, gave, give(s), record*, appear*, wrote, writes,
    was/were filmed/measured/recorded/photographed/scanned/visited/played,
    suppl*, made, makes, visit*, yields, took, uploads, uploaded, produc*
"""),
        within=3,
    )
)
"""Where several rows are said to come from one person, place or thing."""

NESTED_ROWS = Concept("""
    frames, clips, windows, segments, slices, patches, tiles, crops, excerpts, snippets,
    utterances, spectrograms, beats, visits, stays, admissions, encounters, sessions,
    interactions, ratings, clicks, turns, messages, tracks, songs, scans, recordings,
    grasps, demonstrations, trajectories, functions, commits, pages, sentences,
    paragraphs, readings, films, characters, reactions, transactions, purchases, trips,
    reviews, comments, posts, specimens, log lines, pairs, bags, trials, attempts,
    grips, notes, days, hours, weeks
""")
"""Rows of which several nearly always come from one source, said or not."""

_TOGETHER = Concept("""
    group*, disjoint, leave one, loso, together, same side, one side, whole, entire,
    unseen, stays, stay, never met, non-overlapping, straddl*, cluster*, blocked by,
    nested, unmet
""")
KEPT_WHOLE = (
    Concept("by, per, across, between, over, on the level of, at the level of")
    .then(SAMPLED_UNIT, within=1)
    .near(_DEALT, within=9)
    | SAMPLED_UNIT.then(Concept("level, wise, disjoint, independent"), within=0)
    | Concept("unseen, new, held-out, other, separate")
    .then(SAMPLED_UNIT, within=0)
    .beside(_PARTS)
    | SAMPLED_UNIT.near(_TOGETHER, within=8).beside(_PARTS | _DEALT)
    | Concept("no, every, each, any")
    .then(SAMPLED_UNIT, 1)
    .then(
        Concept("""
    in both, on both, only in, one side/part/fold, exactly one, either, both sides,
    both parts, more than one, two parts, same side/part/fold, crosses, entirely
"""),
        within=9,
    )
    | SAMPLED_UNIT.then(
        Concept("""
    with all its/their, goes/go with, goes to, go to,
    is/are/were divided/split/assigned/partitioned/drawn/dealt/separated/shuffled,
    are held out, are set/put/laid aside, for training, for testing, for the test
"""),
        within=3,
        over=Concept(";"),
    )
    | SPLITTING.then(SAMPLED_UNIT, within=2)
)
"""Where whole units are said to stay on one side."""

BOTH_SIDES = SAMPLED_UNIT.then(
    Concept("""
    both sides/parts/sets/halves/splits/folds/piles, both train/training, both of them,
    several parts/folds, more than one part/set/fold/side, in either,
    train/training and test, train/training and in test, different parts/folds/sides
"""),
    within=9,
).beside(
    _PARTS | _DEALT | Concept("appear(s), occur(s), contribut*, fall(s), land(s), lie")
)
"""Where a unit is said to lie in two parts of the data."""

IN_TIME = Concept("""
    chronolog*, rolling, walk-forward, expanding, time-based,
    temporal split/order/block, temporally, by date/time/year/month/week,
    forward-chain*, blocked, blocks of, in time/temporal/calendar order,
    last/final/latest/most recent/later years/year/months,
    last/final/latest/later month/weeks/week/days/day,
    last/final/latest/later quarter/season/part/period/hours, last # %,
    last # days/weeks/months/years, before #, after #, until #, up to #, purg*,
    embargo*, backtest*, past, earlier years/months/weeks/data, out-of-time, origin,
    origins, future, later than, comes after, comes later, lies after, ahead of it,
    never .. later, oldest, newest, prequential
""")
