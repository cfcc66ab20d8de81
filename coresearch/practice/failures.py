"""Failures with their cause, and with causes that they do not have."""

from __future__ import annotations

from dataclasses import dataclass

from coresearch.practice.items import Difficulty


@dataclass(frozen=True, slots=True)
class Failure:
    """A piece of code, what it raised, why, and why not."""

    kind: str
    difficulty: Difficulty
    code: str
    error: str
    cause: str
    others: tuple[str, str, str]


_EASY, _MEDIUM, _HARD = Difficulty

FAILURES = (
    Failure(
        "past-the-end", _EASY,
        "for i in range(len({rows})):\n    step({rows}[i], {rows}[i + 1])",
        "IndexError: list index out of range",
        "the last element has no next one",
        ("{rows} is empty", "the counting begins at 1",
         "step() takes elements out of {rows}"),
    ),
    Failure(
        "sorted-in-place", _EASY,
        "{rows} = list(read({file!r})).sort()\nfor one in {rows}:\n    step(one)",
        "TypeError: 'NoneType' object is not iterable",
        "sort() gives nothing back",
        ("read() found no file", "{file} has no line but its heading",
         "step() has no return"),
    ),
    Failure(
        "three-in-a-batch", _EASY,
        "loader = make_loader({file!r}, lengths=True)\n"
        "for inputs, labels in loader:\n    step(inputs, labels)",
        "ValueError: too many values to unpack (expected 2)",
        "each batch has the lengths as well",
        ("a batch has more than two rows in it", "{file} has too many columns",
         "the labels are not numbers"),
    ),
    Failure(
        "text-and-number", _EASY,
        "runs = pd.read_csv({file!r}, dtype={{'id': str}})\n"
        "{rows} = pd.read_parquet('labels.parquet')  # id: int64\n"
        "both = runs.merge({rows}, on='id')",
        "ValueError: You are trying to merge on object and int64 columns",
        "id is text on one side and a number on the other",
        ("id is missing from {file}", "some ids stand twice in labels.parquet",
         "the files have different lengths"),
    ),
    Failure(
        "not-utf-8", _MEDIUM,
        "with open({file!r}, encoding='utf-8') as file:\n"
        "    {rows} = file.read().splitlines()",
        "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position "
        "{n}: invalid continuation byte",
        "the file is in another encoding, such as Latin-1",
        ("the file was cut off in the middle of a character", "the file is compressed",
         "the terminal is not UTF-8"),
    ),
    Failure(
        "page-for-json", _MEDIUM,
        "reply = requests.get(f'{{server}}/{rows}')\n{rows} = json.loads(reply.text)",
        "JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
        "what came back is empty, or a web page",
        ("the JSON was cut off before its end came", "a number is written with a comma",
         "one key stands twice"),
    ),
    Failure(
        "named-in-one-branch", _MEDIUM,
        "def score({rows}):\n    for one in {rows}:\n        if one.is_valid:\n"
        "            best = one.value\n    return best",
        "UnboundLocalError: cannot access local variable 'best'",
        "no element was valid",
        ("best is a name of Python's own", "the value of one is None",
         "score() was called twice with the same list"),
    ),
    Failure(
        "lambda-in-workers", _MEDIUM,
        "clean = lambda one: one.strip()\nwith Pool({workers}) as pool:\n"
        "    {rows} = pool.map(clean, {rows})",
        "PicklingError: Can't pickle <function <lambda>>: attribute lookup failed",
        "a lambda cannot be sent to another process",
        ("an element of {rows} cannot be pickled", "there are too many workers",
         "strip() fails on an element that is no text"),
    ),
    Failure(
        "lost-axis", _MEDIUM,
        "logits = model({rows})  # (64, {k})\n"
        "share = np.exp(logits) / np.exp(logits).sum(axis=1)",
        "ValueError: operands could not be broadcast together with shapes "
        "(64,{k}) (64,)",
        "the sum has lost the axis along which it was taken",
        ("the last batch is not full, and has fewer rows", "exp() gave infinity",
         "the sum is taken over the rows, and not over the columns"),
    ),
    Failure(
        "weights-left-behind", _MEDIUM,
        "model = Net().to('cuda')\n{rows} = batch.to('cuda')\n"
        "loss = F.cross_entropy(model({rows}), labels.to('cuda'), weight=weight)",
        "RuntimeError: Expected all tensors to be on the same device, but found at "
        "least two devices, cuda:0 and cpu!",
        "weight was never moved",
        ("labels was moved too late", "the model is on two cards",
         "the batch is larger than the card's memory"),
    ),
    Failure(
        "compared-as-text", _HARD,
        "{rows} = list(csv.DictReader(open({file!r})))\n"
        "kept = [one for one in {rows} if one['year'] == {year}]\n"
        "print(sum(float(one['score']) for one in kept) / len(kept))",
        "ZeroDivisionError: float division by zero",
        "a year from the file is text",
        ("the scores of that year add up to 0", "there is no column score in {file}",
         "{file} has a blank line at its end"),
    ),
    Failure(
        "history-kept", _HARD,
        "losses = []\nfor {rows} in loader:\n    loss = step({rows})\n"
        "    loss.backward(); optimiser.step(); optimiser.zero_grad()\n"
        "    losses.append(loss)",
        "OutOfMemoryError: CUDA out of memory (after {n} steps)",
        "each loss that is kept holds its whole graph",
        ("a batch is too large for the card",
         "the gradients of the steps before are never cleared",
         "the learning rate is too high"),
    ),
    Failure(
        "state-from-before", _HARD,
        "state = model.start()\nfor {rows} in loader:\n"
        "    output, state = model({rows}, state)\n    loss(output).backward()",
        "RuntimeError: Trying to backward through the graph a second time",
        "state still hangs on the graph of the batch before",
        ("backward() is called twice for the same batch",
         "the loader gives a batch twice",
         "the model has no parameters that learn"),
    ),
    Failure(
        "two-directions", _HARD,
        "self.rnn = nn.GRU({k}, {h}, bidirectional=True, batch_first=True)\n"
        "self.head = nn.Linear({h}, {k})\n…\n"
        "out, _ = self.rnn({rows})\nreturn self.head(out[:, -1])",
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x{h2} and {h}x{k})",
        "the two directions are joined at the output",
        ("{rows} has the batch in its second place", "the last step is the wrong one",
         "the batch has 32 rows too many"),
    ),
    Failure(
        "asks-itself", _HARD,
        "class Settings:\n    def __init__(self, path={file!r}):\n"
        "        self.values = json.load(open(path))\n"
        "    def __getattr__(self, name):\n        return self.values[name]\n"
        "{rows} = pickle.loads(pickle.dumps(Settings()))",
        "RecursionError: maximum recursion depth exceeded",
        "while it is unpickled there is no values yet",
        ("{file} refers to itself", "a setting is missing",
         "the file is open too often"),
    ),
    Failure(
        "shared-default", _HARD,
        "def collect(one, found=[]):\n    found.append(one.score)\n    return found\n"
        "for run in range({workers}):\n    {rows} = collect(load(run))\n"
        "    assert len({rows}) == 1",
        "AssertionError (in the second round)",
        "found is the same list in every call",
        ("load() gives two scores for one run", "append() gives a new list",
         "the first run was loaded twice"),
    ),
)  # fmt: skip

FORMS: tuple[dict[str, object], ...] = tuple(
    {
        "rows": rows, "file": file, "n": n, "k": k, "h": h, "h2": 2 * h,
        "workers": workers, "year": year,
    }
    for rows, file, n, k, h, workers, year in (
        ("tiles", "data/tiles.csv", 4120, 10, 128, 4, 2021),
        ("scans", "scans/index.csv", 17, 5, 256, 8, 2019),
        ("essays", "essays.csv", 90331, 6, 64, 3, 2023),
        ("clips", "audio/clips.csv", 551, 35, 96, 6, 2020),
        ("trades", "in/trades.csv", 12087, 2, 32, 5, 2022),
        ("queries", "queries.csv", 308, 12, 512, 7, 2018),
        ("grasps", "log/grasps.csv", 77214, 4, 200, 2, 2024),
        ("cases", "court/cases.csv", 1999, 20, 384, 10, 2017),
    )
)  # fmt: skip
