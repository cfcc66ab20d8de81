"""pandas: indexes, merges, reading of tables."""

from __future__ import annotations

from coresearch.diagnosis.rule import rule, says

RULES = (
    rule(
        "index-alignment", "Indexes do not fit each other",
        "ValueError InvalidIndexError",
        r"cannot reindex on an axis with duplicate labels"
        r"|Can only compare identically-labeled"
        r"|Reindexing only valid with uniquely valued Index"
        r"|Index contains duplicate entries, cannot reshape",
        says(
            "Two tables at {place} are brought together by their labels, and these are "
            "not the same or not unique: {0}.",
            0.93,
            test="df.index.duplicated().sum() and a.index.equals(b.index) tell which; "
            "then merge on a key, or reset_index(drop=True) on both if the order is "
            "what counts.",
        ),
        question="Does the order or a key say which rows belong together?",
        example="ValueError: cannot reindex on an axis with duplicate labels",
    ),
    rule(
        "label-position", "Labels and positions are mixed up", "KeyError IndexError "
        "ValueError TypeError",
        r"None of \[(?:Index|RangeIndex)\(.*int\d*'\)\] are in the \[index\]"
        r"|\.iloc requires numeric indexers"
        r"|Location based indexing can only have \[integer",
        says(
            "At {place} a table is asked for labels where positions are given, or the "
            "other way round: {0}.",
            0.94,
            test="df.iloc[…] takes positions (what KFold and np.where give), df.loc[…] "
            "names of rows and columns; df[[…]] takes names of columns.",
        ),
        question="Are they names or numbers of rows and columns?",
        example="KeyError: \"None of [Index([2, 3], dtype='int64')] are in the "
        "[index]\"",
    ),
    rule(
        "list-as-text", "A list of columns was written as one text", "KeyError",
        r"^['\"](\[\w+(?:, ?\w+)+\])['\"]$",
        says(
            "{1} is one text with brackets in it, where a list of names is meant, at "
            "{place}.",
            0.94,
            test="Put each name in quotes, and the brackets outside of them: ['a', "
            "'b'].",
        ),
        question="Which columns are meant?",
        example="KeyError: '[gene, chrom]'",
    ),
    rule(
        "accessor-type", "A column is of another type than is asked of it",
        "AttributeError",
        r"Can only use \.(str|dt|cat) accessor with (\w+)",
        says(
            "The column at {place} is not of the type that .{1} works on, which is "
            "{2}.",
            0.95,
            test="df.dtypes shows its type; .astype(str) or pd.to_datetime(…) where "
            "the table is read. Missing values turn whole numbers into floats first.",
        ),
        question="Which type should the column have?",
        example="AttributeError: Can only use .str accessor with string values, not "
        "integer",
    ),
    rule(
        "merge-growth", "A merge is not one to one", "MergeError",
        r"Merge keys are not unique in (left|right|either) dataset|not a (.*) merge",
        says(
            "A key occurs several times on the {1} side: the merge would multiply "
            "rows.",
            0.94,
            test="df[df.duplicated(key, keep=False)] shows them: drop what is double, "
            "or merge on more columns.",
        ),
        question="Should the key be unique?",
        example="pandas.errors.MergeError: Merge keys are not unique in right dataset; "
        "not a one-to-one merge",
    ),
    rule(
        "merge-types", "The keys of a merge are of different types", "ValueError",
        r"You are trying to merge on (\w+) and (\w+) columns",
        says(
            "The key is {1} on one side and {2} on the other.",
            0.96,
            test="Convert one where it is read, such as dtype={{'id': str}}; leading "
            "zeros are lost in numbers.",
        ),
        question="Which type is the right one?",
        example="ValueError: You are trying to merge on object and int64 columns. If "
        "you wish to proceed you should use pd.concat",
    ),
    rule(
        "csv-fields", "A line of a table has more fields than the others",
        "ParserError",
        r"Expected (\d+) fields in line (\d+), saw (\d+)",
        says(
            "Line {2} has {3} fields where {1} are expected: a separator inside a "
            "text, "
            "another separator, or lines before the header.",
            0.95,
            test="sed -n {2}p of the file shows the line; then sep=, quotechar= or "
            "skiprows=. on_bad_lines='skip' loses rows: count them if you use it.",
        ),
        question="What separates the fields, and are texts quoted?",
        example="pandas.errors.ParserError: Error tokenizing data. C error: Expected 3 "
        "fields in line 17, saw 5",
    ),
    rule(
        "csv-empty", "A table is empty", "EmptyDataError",
        r"No columns to parse from file",
        says(
            "The file read at {place} is empty, or has no header.",
            0.95,
            test="wc -c of the file; what should have written it probably failed.",
        ),
        question="Which step writes the file?",
        example="pandas.errors.EmptyDataError: No columns to parse from file",
    ),
    rule(
        "parquet-file", "A file is no parquet", "ArrowInvalid",
        r"Parquet magic bytes not found|Parquet file size is 0 bytes",
        says(
            "The file read at {place} is no whole parquet file: a CSV, a download that "
            "broke off, a pointer of Git LFS, or empty.",
            0.92,
            test="head -c 200 of the file shows which; git lfs pull if it is a "
            "pointer.",
        ),
        question="How large is the file, and where does it come from?",
        example="pyarrow.lib.ArrowInvalid: Parquet magic bytes not found in footer.",
    ),
    rule(
        "parquet-engine", "No engine for parquet or Excel is installed", "ImportError",
        r"Missing optional dependency '(\w+)'|Unable to find a usable engine",
        says(
            "pandas needs another package for this format: {0}.",
            0.93,
            test="python -m pip install pyarrow (parquet) or openpyxl (xlsx).",
        ),
        question="Is it installed in the environment that ran?",
        example="ImportError: Missing optional dependency 'openpyxl'.  Use pip or "
        "conda "
        "to install openpyxl.",
    ),
    rule(
        "chained-assignment", "A copy of a table is changed",
        "SettingWithCopyWarning ChainedAssignmentError SettingWithCopyError", r"",
        says(
            "What is assigned at {place} lands in a copy, and the table stays as it "
            "was.",
            0.93,
            test="df.loc[rows, 'column'] = …, in one step; or .copy() where the "
            "part is "
            "made.",
        ),
        question="Should the whole table change, or only the part?",
        example="pandas.errors.SettingWithCopyError: A value is trying to be set on a "
        "copy of a slice from a DataFrame",
    ),
    rule(
        "date-parse", "A date is not in the form that is expected",
        "ValueError DateParseError OutOfBoundsDatetime",
        r"time data ['\"](.+?)['\"] (?:does not|doesn't) match format ['\"](.+?)['\"]"
        r"|Unknown (?:string|datetime string) format",
        says(
            "A date does not have the form that is expected: {0}.",
            0.93,
            test="Say format= as the file has it; day and month are not told apart by "
            "guessing.",
        ),
        question="Is it day or month first?",
        example="ValueError: time data '31.12.2024' does not match format '%Y-%m-%d'",
    ),
)  # fmt: skip
