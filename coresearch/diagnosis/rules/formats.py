"""What is in files: encodings, JSON, pickles, archives."""

from __future__ import annotations

import re

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.rule import Cause, rule, says
from coresearch.diagnosis.rules.sure_edits import (
    json_default,
    with_edit,
    written_as_utf8,
)


def _json_lines(case: Case, match: re.Match[str]) -> Cause:
    edit: tuple[Replacement, ...] = ()
    whole = case.code
    frames = [f for f in case.raised.frames if not f.is_library]
    if frames and case.is_at_hand and case.frame is not None:
        line = case.lines[case.frame.line - 1]
        new = re.sub(
            r"json\.load\((open\([^()]*\))\)",
            r"[json.loads(line) for line in \1 if line.strip()]",
            line,
        )
        new = re.sub(
            r"json\.loads\(([\w.]+\.read(?:_text)?\(\))\)",
            r"[json.loads(line) for line in \1.splitlines() if line.strip()]",
            new,
        )
        new = re.sub(
            r"json\.load\((\w+)\)",
            r"[json.loads(line) for line in \1 if line.strip()]",
            new,
        )
        if new != line:
            edit = (Replacement(line, new, case.frame.line),)
    return Cause(
        f"A second value begins at line {match[1]}: the file read at {case.place} has "
        "one JSON object a line, and is no single JSON value.",
        0.88 if match[2] == "1" else 0.7,
        edit=edit if whole and match[2] == "1" and not _reads_others(case) else (),
        path=case.path,
        test="[json.loads(line) for line in file], or pd.read_json(path, lines=True).",
    )


def _reads_others(case: Case) -> bool:
    """Whether the function that reads it is called for other files too."""
    name = case.frame.function if case.frame else ""
    calls = re.findall(rf"(?<!def )\b{re.escape(name)}\(", case.source)
    return name.isidentifier() and len(calls) > 1


_EXAMPLE = "json.decoder.JSONDecodeError: {}: line {} column 1 (char {})"


def _byte_order_mark(case: Case, match: re.Match[str]) -> Cause:
    return Cause(
        f"The file read at {case.place} begins with a byte order mark, as Windows "
        "writes it.",
        0.97,
        edit=case.string_edit("utf-8", "utf-8-sig"),
        path=case.path,
        test='Open it with encoding="utf-8-sig", which reads files without one too.',
    )


_OF_THE_SYSTEM = frozenset({
    "charmap", "cp1252", "cp1251", "cp932", "cp936", "cp949", "gbk", "gb2312", "big5",
    "ascii", "shift_jis", "euc_kr", "latin-1",
})  # fmt: skip
"""What a file is opened in where nobody says it, on Windows or without a locale."""


def _encoding(case: Case, match: re.Match[str]) -> Cause:
    codec, byte, position = match[1], match[2], match[3]
    said = f"byte {byte} at position {position} does not belong there"
    if codec.lower() in _OF_THE_SYSTEM:
        return Cause(
            f"The file read at {case.place} is opened in the encoding of this system "
            f"({codec}), and {said}: mostly the file is UTF-8.",
            0.9,
            test='open(…, encoding="utf-8") where it is opened; PYTHONUTF8=1 for all.',
        )
    likely = {"0x8b": "compressed with gzip", "0xff": "UTF-16", "0xfe": "UTF-16",
              "0x80": "a pickle or another binary file"}  # fmt: skip
    what = likely.get(byte, "Windows-1252, Latin-1 or no text at all")
    return Cause(
        f"The file read at {case.place} is not in {codec}: {said}. Mostly it is "
        f"{what}.",
        0.88,
        test="file -i of it names the encoding; then encoding= where it is opened. "
        "errors='ignore' loses characters without a word.",
    )


RULES = (
    rule(
        "encoding", "A text is in another encoding",
        "UnicodeDecodeError UnicodeError",
        r"'([\w-]+)' codec can't decode byte (0x[0-9a-f]+) in position (\d+)",
        _encoding,
        question="What wrote the file: Excel, a database, a web page?",
        example="UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position "
        "9: invalid continuation byte",
    ),
    rule(
        "encoding-out", "A text cannot be written in this encoding",
        "UnicodeEncodeError",
        r"'([\w-]+)' codec can't encode character",
        with_edit(
            says(
                "What is written at {place} has characters that {1} does not have.",
                0.94,
                test="encoding='utf-8' where the file is opened, or PYTHONUTF8=1.",
            ),
            written_as_utf8,
        ),
        question="Which locale does it run in?",
        example="UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in "
        "position 3: ordinal not in range(128)",
    ),
    rule(
        "json-empty", "A file or reply is empty or no JSON", "JSONDecodeError",
        r"Expecting value: line 1 column 1 \(char 0\)",
        says(
            "What is parsed as JSON at {place} is empty, or begins with something "
            "else: "
            "an HTML page of an error, or a file that was never written.",
            0.93,
            test="print(repr(text[:200])) just before it; for a reply its status code "
            "first.",
        ),
        question="What does the text begin with?",
        example=_EXAMPLE.format("Expecting value", 1, 0),
    ),
    rule(
        "json-lines", "A file has one JSON object a line", "JSONDecodeError",
        r"Extra data: line (\d+) column (\d+)", _json_lines,
        question="Is every line an object?",
        example=_EXAMPLE.format("Extra data", 2, 9),
    ),
    rule(
        "json-quotes", "A text is Python's, not JSON", "JSONDecodeError",
        r"Expecting property name enclosed in double quotes",
        says(
            "What is parsed at {place} has single quotes or a comma too many: Python's "
            "str(dict), or JSON written by hand or by a model.",
            0.88,
            test="Write it with json.dumps; ast.literal_eval reads what str(dict) "
            "wrote. Remove a comma before }} or ].",
        ),
        question="What wrote it?",
        example=_EXAMPLE.format(
            "Expecting property name enclosed in double quotes", 1, 1
        ),
    ),
    rule(
        "json-cut", "A JSON text is cut off", "JSONDecodeError",
        r"Unterminated string|Expecting (?:',' delimiter|value|':' delimiter): line "
        r"(?!1 column 1 )",
        says(
            "The JSON at {place} is broken or cut off: {0}. A file still being "
            "written, "
            "or a model's reply that reached its longest length.",
            0.8,
            test="print(repr(text[-200:])): does it end in the middle?",
        ),
        question="How long is it, and how does it end?",
        example="json.decoder.JSONDecodeError: Unterminated string starting at: line 1 "
        "column 9 (char 8)",
    ),
    rule(
        "byte-order-mark", "A file begins with a byte order mark", "JSONDecodeError",
        r"Unexpected UTF-8 BOM", _byte_order_mark,
        question="What wrote the file?",
        example="json.decoder.JSONDecodeError: Unexpected UTF-8 BOM (decode using "
        "utf-8-sig): line 1 column 1 (char 0)",
    ),
    rule(
        "json-type", "A value cannot be written as JSON", "TypeError",
        r"Object of type '?(\w+)'? is not JSON serializable"
        r"|keys must be str, int, float, bool or None, not (\w+)",
        with_edit(
            says(
                "A {1}{2} is among what is written as JSON at {place}.",
                0.96,
                test="float(x) or int(x) for NumPy's numbers and x.item(), .tolist() "
                "for arrays and tensors, str(x) for paths and dates, '|'.join(k) for "
                "keys that are tuples; or default= in json.dump.",
            ),
            json_default,
        ),
        question="Which key holds it?",
        example="TypeError: Object of type float32 is not JSON serializable",
    ),
    rule(
        "pickle-truncated", "A pickle is not whole", "UnpicklingError EOFError",
        r"pickle data was truncated|Ran out of input|invalid load key, '(.+?)'",
        says(
            "The file loaded at {place} is no whole pickle: it is empty, was cut off "
            "while it was written, or is something else ({0}).",
            0.92,
            test="ls -l and head -c 60 of it: 0 bytes, “version https://git-lfs”, or "
            "“<html”? Write to another name and rename, so that it is whole or not "
            "there.",
        ),
        question="How large is it, and was the run that wrote it killed?",
        example="_pickle.UnpicklingError: pickle data was truncated",
    ),
    rule(
        "pickle-local", "Something cannot be sent to another process",
        "PicklingError AttributeError TypeError",
        r"[Cc]an't (?:pickle|get local object|pickle local object) (.*)"
        r"|cannot pickle '(.+?)' object",
        says(
            "{1}{2} cannot be pickled at {place}: a lambda, a function inside another, "
            "an open file, a lock.",
            0.94,
            test="Make it a function at the top of a module; open files and "
            "connections "
            "in the worker.",
        ),
        question="Does it need to leave the process?",
        example="_pickle.PicklingError: Can't pickle <function <lambda> at 0x7f>: "
        "attribute lookup <lambda> on __main__ failed",
    ),
    rule(
        "pickle-class", "A pickle wants a class that is not here",
        "AttributeError ModuleNotFoundError ImportError",
        r"Can't get attribute '(\w+)' on <module '([\w.]+)'",
        says(
            "The pickle needs {1} of {2}, which is not there now: it was renamed or "
            "moved, or the pickle was written by a script in which {2} was another.",
            0.93,
            test="Import the class under its old name before loading; save state "
            "dictionaries in place of objects.",
        ),
        question="Which version of the code wrote it?",
        example="AttributeError: Can't get attribute 'Net' on <module '__main__' from "
        "'eval.py'>",
    ),
    rule(
        "npy-pickle", "An array file holds objects", "ValueError",
        r"Object arrays cannot be loaded when allow_pickle=False",
        says(
            "The .npy file read at {place} holds Python objects; loading them runs "
            "code.",
            0.96,
            test="If you made it yourself: np.load(path, allow_pickle=True).item(); "
            "and "
            "save as JSON or .npz of plain arrays from now on.",
        ),
        question="Who made the file?",
        example="ValueError: Object arrays cannot be loaded when allow_pickle=False",
    ),
    rule(
        "archive-broken", "An archive or image is not whole",
        "BadZipFile BadGzipFile ReadError UnidentifiedImageError OSError RuntimeError",
        r"File is not a zip file|Not a gzipped file|cannot identify image file"
        r"|image file is truncated|PytorchStreamReader failed|not a gzip file"
        r"|unexpected end of data|Unable to (?:synchronously )?open file",
        says(
            "A file read at {place} is not whole or not of its kind: {0}.",
            0.91,
            test="ls -l and file of it: a download that broke off, an HTML page, or a "
            "pointer of Git LFS. Fetch it again and compare its hash.",
        ),
        question="Where does it come from, and how large should it be?",
        example="zipfile.BadZipFile: File is not a zip file",
    ),
    rule(
        "yaml-form", "A YAML file is not well formed",
        "ScannerError ParserError ConstructorError ComposerError",
        r"found character '\\t'|mapping values are not allowed|could not find expected "
        r"':'|while (?:scanning|parsing) (?:a|for)|expected <block end>",
        says(
            "A YAML file is not well formed: {0}.",
            0.9,
            test="The line is in the message: spaces instead of tabs, a space after "
            "each colon, quotes around texts with colons.",
        ),
        question="What stands in that line?",
        example="yaml.scanner.ScannerError: while scanning for the next token",
    ),
)  # fmt: skip
