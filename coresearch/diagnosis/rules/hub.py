"""transformers, datasets, tokenizers, peft and what they load."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.packages import packages
from coresearch.diagnosis.rule import Cause, rule, says


def _model_type(case: Case, match: re.Match[str]) -> Cause | None:
    name = match[1] or match[2] or match[3] or match[4]
    if match[4] and not any("/auto/" in f.path for f in case.raised.frames):
        return None
    return Cause(
        f"The transformers that is installed does not know {name}: it is older than "
        "the model, or (for a long known one) the name is another now.",
        0.88,
        run="import transformers\nprint(transformers.__version__)",
        expected="A version older than the one that the model's card names.",
        test="pip install -U transformers, to the version that the model's card names.",
    )


def _last_resort(case: Case, match: re.Match[str]) -> Cause | None:
    if len(case.failure.chain) > 1 or not packages(case.raised):
        return None
    return Cause(
        "The data set was not built: the error that counts stands above this one.",
        0.5,
        test="Read the traceback above it; load with streaming=True to see the row.",
    )


def _not_loaded(case: Case, match: re.Match[str]) -> Cause:
    name = match[2]
    if re.match(r"[./~]|[A-Za-z]:", name) or "\\" in name:
        return Cause(
            f"The folder {name} does not hold all that a {match[1]} needs: files are "
            "missing there (a download of a part, a checkpoint without its tokenizer), "
            "or the path is another.",
            0.72,
            test="ls of it: config.json, tokenizer.json or vocabulary, weights.",
        )
    return Cause(
        f"The {match[1]} of {name} was not loaded: the hub has none under that name "
        f"(see "
        "its page: it may take another model's), it cannot be reached, a folder here "
        "has the name, or transformers and tokenizers are too old for it.",
        0.6,
        test=f"ls {name.partition('/')[0]}; the files on its page; then a newer "
        "transformers.",
    )


RULES = (
    rule(
        "hub-part", "A model, tokenizer or configuration was not loaded", "OSError",
        r"Can't load (?:the )?([\w ]+?) (?:for|of) '([^']+)'", _not_loaded,
        question="Which files are there?",
        example="OSError: Can't load tokenizer for './out'. If you were trying to "
        "load it "
        "from 'https://huggingface.co/models', make sure",
    ),
    rule(
        "model-type", "The model is newer than the library", "",
        r"model type `?'?([\w-]+)'?`? but Transformers does not recognize"
        r"|Tokenizer class (\w+) does not exist or is not currently imported"
        r"|Unrecognized configuration class <class '([\w.]+)'>|^'([a-z][\w-]+)'$",
        _model_type,
        question="Which version does the model's card or config.json name?",
        example="ValueError: The checkpoint you are trying to load has model type "
        "`qwen9` but Transformers does not recognize this architecture.",
    ),
    rule(
        "tokenizer-file", "A tokenizer's file is newer than the library", "",
        r"did not match any variant of untagged enum",
        says(
            "tokenizer.json is of a form that the installed tokenizers does not know: "
            "it was written by a newer version (or the file is cut off).",
            0.92,
            test="pip install -U tokenizers transformers; if they are new, fetch the "
            "file anew.",
        ),
        question="With which version was the tokenizer saved?",
        example="Exception: data did not match any variant of untagged enum "
        "ModelWrapper at line 250373 column 3",
    ),
    rule(
        "pad-token", "The tokenizer has no token to pad with", "",
        r"does not have a padding token|no padding token is defined"
        r"|Cannot handle batch sizes > 1 if no padding token",
        says(
            "The tokenizer has no token to fill batches up with.",
            0.95,
            test="tokenizer.pad_token = tokenizer.eos_token, and pad_token_id in the "
            "model's config; mask the padding in the labels.",
        ),
        question="Is the end of a text a token of its own for this model?",
        example="ValueError: Asking to pad but the tokenizer does not have a padding "
        "token.",
    ),
    rule(
        "ragged-batch", "Texts of a batch were not brought to one length", "",
        r"you should probably activate truncation and/or padding"
        r"|Unable to (?:create|convert .* to) tensor",
        says(
            "The items of a batch at {place} differ in length, or a column is no "
            "number: "
            "they cannot become one tensor.",
            0.93,
            test="padding=True, truncation=True, a data collator that pads (labels "
            "too); remove_columns for the text columns.",
        ),
        question="Which column holds lists of different lengths?",
        example="ValueError: Unable to create tensor, you should probably activate "
        "truncation and/or padding with 'padding=True' 'truncation=True'",
    ),
    rule(
        "tokenizer-input", "A tokenizer gets something that is no text", "",
        r"text input must be of type `?str|TextEncodeInput must be Union"
        r"|TextInputSequence must be str",
        says(
            "The tokenizer at {place} gets something that is no text: None, a number "
            "(an empty cell is nan), or a list too deep.",
            0.94,
            test="[i for i, t in enumerate(texts) if not isinstance(t, str)]; say what "
            "an empty text shall be.",
        ),
        question="Which rows have no text?",
        example="ValueError: text input must be of type `str` (single example)",
    ),
    rule(
        "remote-code", "A model or data set brings code that was not allowed", "",
        r"(?i)(?:set|pass|option|requires?|with|please|use|add)\b.{0,120}"
        r"trust_remote_code ?= ?True",
        says(
            "What is loaded at {place} brings Python code of its own, which runs only "
            "if you allow it.",
            0.93,
            test="Read that code; then trust_remote_code=True with a fixed revision=.",
        ),
        question="Who wrote it, and at which commit do you want it?",
        example="ValueError: Loading x requires you to execute the configuration file "
        "in that repo: set the option `trust_remote_code=True`",
    ),
    rule(
        "arrow-types", "A column holds values of several types", "",
        r"JSON parse error: Column.*|changed from \w+ to \w+ in row \d+"
        r"|Could not convert .* with type \w+.*|Expected bytes, got a '\w+' object"
        r"|straddling object|cannot mix list and non-list|Couldn't cast"
        r"|tried to convert to \w+|Schema at index \d+ was different"
        r"|column names don't match|All the data files must have the same columns"
        r"|The features can't be aligned",
        says(
            "Rows or files that become one table do not agree in a column's name or "
            "type: {line}",
            0.92,
            test="Find the row: json.loads line by line, or pandas with dtype=object "
            "and df[c].map(type).value_counts(). Give features= to say the type, or "
            "load files apart.",
        ),
        question="Which file or row was written otherwise?",
        example="pyarrow.lib.ArrowInvalid: JSON parse error: Column(/a/[]) changed "
        "from "
        "number to string in row 13",
    ),
    rule(
        "download-broken", "A downloaded file is not whole or not what it should be",
        "",
        r"HeaderTooLarge|InvalidHeader|Error while deserializing header"
        r"|Unable to load weights from pytorch checkpoint|Consistency check failed"
        r"|NonMatching(?:Checksum|SplitsSizes)Error|[Cc]hecksums? (?:didn't|did not|do "
        r"not|does not|mismatch)|hash (?:mismatch|value does not match)|incomplete "
        r"(?:download|chunk|read)|IncompleteRead|file signature not found"
        r"|Invalid flatbuffers|MetadataIncompleteBuffer|truncated file"
        r"|git-lfs|version https://git-lfs|corrupt",
        says(
            "The file that is loaded is not what it should be: a download that was cut "
            "off, a page or a pointer of Git LFS in its place, or another format: "
            "{line}",
            0.8,
            test="ls -l and head -c 100 of it: a few hundred bytes of text are a Git "
            "LFS "
            "pointer (git lfs pull). Delete it from the cache and fetch it again.",
        ),
        question="How large should the file be?",
        example="safetensors_rust.SafetensorError: Error while deserializing header: "
        "HeaderTooLarge",
    ),
    rule(
        "adapter-modules", "An adapter's layers are not in the model", "ValueError",
        r"[Tt]arget modules? .* not found in the base model|No modules were targeted",
        says(
            "The layers that the adapter is for have other names in this model.",
            0.94,
            test="print({{n.split('.')[-1] for n, m in model.named_modules()}}) and "
            "name "
            "those, or target_modules='all-linear'.",
        ),
        question="Is it the model that the configuration was written for?",
        example="ValueError: Target modules {'q_proj'} not found in the base model.",
    ),
    rule(
        "meta-tensor", "Weights are not loaded yet", "NotImplementedError RuntimeError",
        r"Cannot copy out of meta tensor|is on (?:the )?meta device|on device meta",
        says(
            "Parameters of the model have a shape and no values: it was made without "
            "memory (device_map, low_cpu_mem_usage, init_empty_weights), and then "
            "moved.",
            0.92,
            test="Do not call .to(device) after device_map; or load without it. What "
            "does not fit the device stays on the meta device.",
        ),
        question="Does the model fit into the memory?",
        example="NotImplementedError: Cannot copy out of meta tensor; no data!",
    ),
    rule(
        "quantised-model", "A quantised model is used as a whole one", "",
        r"not supported for `?[48]-bit`?|in [48]-?bit|purely quantized|bitsandbytes"
        r"|load_in_[48]bit",
        says(
            "A model in 4 or 8 bits is moved, trained or loaded in a way that it does "
            "not "
            "allow, or bitsandbytes does not work here: {line}",
            0.75,
            test="Train adapters (peft) on it, leave .to() out; python -m bitsandbytes "
            "says whether it sees CUDA.",
        ),
        question="Is bitsandbytes built for this CUDA?",
        example="ValueError: `.to` is not supported for `4-bit` or `8-bit` models.",
    ),
    rule(
        "data-set-building", "A data set was not built", "DatasetGenerationError",
        r"An error occurred while generating", _last_resort,
        question="What does the traceback above it say?",
        example='  File "a.py", line 1, in <module>\n    load()\n  File '
        '"/x/site-packages/datasets/builder.py", line 9, in x\n    y\n'
        "datasets.exceptions.DatasetGenerationError: An error occurred while "
        "generating "
        "the dataset",
    ),
)  # fmt: skip
