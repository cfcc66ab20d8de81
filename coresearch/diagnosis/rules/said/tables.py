"""What pandas, pyarrow and polars say."""

from __future__ import annotations

from coresearch.diagnosis.phrase import phrase
from coresearch.diagnosis.rules.said.table_edits import (
    frequency,
    iloc,
    in_brackets,
    json_lines,
    one_row,
    with_numpy,
)

SHAPES = (
    phrase(
        "scalars-need-index",
        "A table is made of single values",
        "ValueError",
        (
            "If using all scalar values, you must pass an index",
            "cannot set a frame with no defined columns",
            "cannot set a frame with no defined index and a scalar",
            "Mixing dicts with non-Series may lead to ambiguous ordering",
            "DataFrame constructor not properly called!",
            "DataFrame constructor called with incompatible data and dtype",
        ),
        "A table is made at {place} of single values, of nothing, or of values that "
        "are no columns: pandas cannot tell how many rows it has ({line}).",
        "pd.DataFrame([row]) for one row as a dictionary; lists as values for more.",
        mend=lambda case, groups: one_row(case),
    ),
    phrase(
        "group-key",
        "A table is grouped by what is no single column",
        "ValueError KeyError",
        (
            "Grouper for '«x»' not 1-dimensional",
            "No group keys passed!",
            "Grouper and axis must be same length",
            "'«x»' is both an index level and a column label, which is ambiguous",
        ),
        "The key of groupby or merge at {place} is no single column: two columns have "
        "that name (after a concat or a merge), or it is a column and the index too.",
        "print(df.columns[df.columns.duplicated()], df.index.names).",
    ),
    phrase(
        "mask-index",
        "A condition belongs to another table",
        "IndexingError IndexError ValueError",
        (
            "Unalignable boolean Series provided as indexer",
            "Boolean index has wrong length: «3» instead of «5»",
            "Item wrong length «3» instead of «5»",
            "Boolean Series key will be reindexed to match DataFrame index",
        ),
        "The condition at {place} was made of another table than it is used on: one "
        "of them was filtered, sorted or had its index reset since.",
        "Make the condition of the same table in the same line; reset_index on both, "
        "or .to_numpy() where the order is the same.",
        question="Which of the two was filtered since?",
    ),
    phrase(
        "too-many-indexers",
        "A table is asked for more axes than it has",
        "IndexingError InvalidIndexError",
        ("Too many indexers", "(slice(None, None, None), «0»)", "slice(None,"),
        "At {place} a Series is asked for two axes, or a table is asked as an array "
        "(df[:, 0]).",
        "df.iloc[:, 0]; s.iloc[i] for a Series; .to_numpy() first.",
        mend=lambda case, groups: iloc(case),
    ),
    phrase(
        "positions-outside",
        "Positions lie outside of a table",
        "IndexError",
        ("positional indexers are out-of-bounds",),
        "iloc or take at {place} gets positions that the table has not: labels of "
        "another table were taken for positions, or rows were dropped since.",
        "print(len(df), max(positions)); .loc for labels.",
    ),
    phrase(
        "slice-of-labels",
        "Labels are sliced by another kind",
        "TypeError KeyError",
        (
            "cannot do positional indexing on «Index» with these indexers [«a»] of type "
            "«str»",
            "cannot do slice indexing on «Index» with these indexers [«1»] of "
            "type «int»",
            "Cannot index by location index with a non-integer key",
            "Slicing a positional slice with .loc is not allowed",
            "Value based partial slicing on non-monotonic DatetimeIndexes",
        ),
        "iloc gets labels or loc positions at {place} ({line}); dates to be sliced "
        "must be sorted.",
        "iloc for positions, loc for labels; sort_index() first.",
    ),
    phrase(
        "inserted-column",
        "What is put into a table fits neither rows nor index",
        "TypeError ValueError",
        (
            "incompatible index of inserted column with frame index",
            "Cannot set a DataFrame with multiple columns to the single column «x»",
            "Cannot set a DataFrame without columns to the column «x»",
            "cannot set using a list-like indexer with a different length than the value",
            "cannot set using a slice indexer with a different length than the value",
            "cannot set using a multi-index selection indexer",
            "Expected a 1D array, got an array with shape «x»",
            "Data must be 1-dimensional, got ndarray of shape «x» instead",
            "Per-column arrays must each be 1-dimensional",
            "Data must be 1-dimensional",
        ),
        "What is put into one column at {place} is several, or belongs to another "
        "index ({line}): the result of groupby.apply, an array of two axes, a table.",
        "transform instead of apply; .reset_index(level=0, drop=True); x[:, 0] or "
        "x.ravel().",
    ),
    phrase(
        "not-unique-index",
        "An index is not unique or not sorted",
        "ValueError UnsortedIndexError InvalidIndexError KeyError",
        (
            "cannot handle a non-unique multi-index!",
            "index must be monotonic increasing or decreasing",
            "MultiIndex slicing requires the index to be lexsorted",
            "left keys must be sorted",
            "right keys must be sorted",
            "Reindexing only valid with uniquely valued Index objects",
            "cannot join with no overlapping index names",
            "Cannot get left slice bound for non-unique label",
            "Cannot get right slice bound for non-unique label",
            "Index has duplicates",
            "The columns in the computed data do not match the "
            "columns in the provided metadata",
        ),
        "The index at {place} has a value twice or is not sorted, and what is done "
        "with it wants both ({line}).",
        "df[df.index.duplicated(keep=False)]; sort_index(); sort_values of the key "
        "before merge_asof.",
    ),
    phrase(
        "merge-keys",
        "A merge is not told by what",
        "MergeError ValueError KeyError",
        (
            "No common columns to perform merge on",
            "Must pass right_on or right_index=True",
            "Must pass left_on or left_index=True",
            "len(left_on) must equal len(right_on)",
            'len(right_on) must equal the number of levels in the index of "left"',
            'Can only pass argument "on" OR',
            'Must pass "left_on" OR',
            "Passing 'suffixes' which cause duplicate columns",
            "Can only merge Series or DataFrame objects, a «x» was passed",
            "Cannot merge a Series without a name",
        ),
        "The merge at {place} does not know by which columns ({line}): the two tables "
        "have no column of the same name (one is an index, or spelt otherwise), or "
        "only one side was named.",
        "print(list(a.columns), list(b.columns)); left_on=, right_on=.",
    ),
    phrase(
        "concat-input",
        "What is concatenated are no tables",
        "TypeError",
        (
            "first argument must be an iterable of pandas objects, you passed an object of "
            'type "«DataFrame»"',
            "cannot concatenate object of type '«<class 'list'>»'; "
            "only Series and DataFrame objs are valid",
            "Can only append a Series if ignore_index=True",
        ),
        "pd.concat at {place} wants a list of tables, and gets {1}: the brackets are "
        "missing, or one of the list is a plain list or dictionary.",
        "pd.concat([a, b]); pd.DataFrame(x) of each first.",
        mend=lambda case, groups: in_brackets(case),
    ),
    phrase(
        "bin-labels",
        "Labels of bins do not fit their edges",
        "ValueError",
        (
            "Bin labels must be one fewer than the number of bin edges",
            "bin labels must be specified as a list or passed in as a unique",
        ),
        "cut at {place} wants one label fewer than it has edges; where equal edges "
        "were dropped there are fewer bins than labels.",
        "len(bins) - 1 labels; see how many bins are left.",
    ),
)

KINDS = (
    phrase(
        "series-as-key",
        "A column is used as a key or a number",
        "TypeError",
        (
            "'Series' objects are mutable, thus they cannot be hashed",
            "unhashable type: 'Series'",
            "'DataFrame' objects are mutable, thus they cannot be hashed",
            "cannot convert the series to «<class 'float'>»",
            "unhashable type: 'DataFrame'",
        ),
        "A whole column stands at {place} where one value is meant: math.log, int or "
        "float of a column, or a column in a dictionary's [] or a set.",
        "np.log(s), s.astype(float), s.map(d); .iloc[0] or .item() for one value.",
        hints=((r"\bmath\.", "math works on single numbers."),),
        mend=lambda case, groups: with_numpy(case),
    ),
    phrase(
        "value-of-other-type",
        "A value does not fit a column's type",
        "TypeError LossySetitemError ValueError",
        (
            "Invalid value '«abc»' for dtype '«int64»'",
            "Setting an item of incompatible dtype is deprecated",
            "Cannot setitem on a Categorical with a new category "
            "(«x»), set the categories first",
        ),
        "{1} is written at {place} into a column of {2}, which cannot hold it: pandas "
        "3 no longer changes a column's type by itself.",
        "df[c] = df[c].astype(float) (or object, str) before it is written.",
    ),
    phrase(
        "date-arithmetic",
        "Times meet what is no time",
        "TypeError",
        (
            "cannot subtract «DatetimeArray» from «ndarray»",
            "Addition/subtraction of integers and integer-arrays with «Timestamp» is no "
            "longer supported",
            "cannot add «x» and «y»",
            "unsupported operand type(s) for -: '«Timestamp»' and 'int'",
            "unsupported operand type(s) for -: 'str' and 'Timestamp'",
            "unsupported operand type(s) for -: 'str' and 'datetime.datetime'",
            "'<' not supported between instances of 'Timestamp' and '«str»'",
            "'<' not supported between instances of '«Timestamp»' and '«int»'",
            "Cannot convert input [«x»] of type «<class 'list'>» to Timestamp",
            "datetime64 type does not support operation '«sum»'",
            "Only valid with DatetimeIndex, TimedeltaIndex or PeriodIndex, but got an "
            "instance of '«RangeIndex»'",
            "Cannot losslessly convert units",
            "Must produce aggregated value",
        ),
        "Times meet text, numbers or an index that is none at {place} ({line}): a "
        "column of dates was read as text, or a number of days has no unit.",
        "pd.to_datetime(df[c]); pd.Timedelta(days=1); df.set_index(time) before "
        "resample.",
    ),
    phrase(
        "category-arithmetic",
        "A category is computed with",
        "TypeError",
        (
            "Object with dtype category cannot perform the numpy op «subtract»",
            "Categorical is not ordered for operation «min»",
            "Unordered Categoricals can only compare equality or not",
            "category type does not support",
            "Cannot compare a Categorical with the given type",
        ),
        "A column of categories is computed with or ordered at {place}.",
        ".astype(float), .cat.codes, or .cat.as_ordered().",
    ),
    phrase(
        "numeric-columns",
        "No numbers are left to compute with",
        "DataError TypeError",
        (
            "No numeric types to aggregate",
            "no numeric data to plot",
            "Could not convert string '«abc»' to numeric",
            "Cannot perform reduction '«mean»' with string dtype",
            "agg function failed [how->«mean»,dtype->«object»]",
            "Could not convert [«x»] to numeric",
            "dtype 'str' does not support operation '«mean»'",
            "Cannot convert [['«x»'",
        ),
        "A mean or sum at {place} goes over text: columns that are names, or numbers "
        "that were read as text for one value that is none (a dash, a unit, a comma).",
        "numeric_only=True, or name the columns; pd.to_numeric(df[c], "
        "errors='coerce') and look at what becomes nan.",
        question="Is the column meant as text or as numbers?",
    ),
    phrase(
        "unparsed-number",
        "A text of a column is no number",
        "ValueError TypeError",
        (
            'Unable to parse string "«abc»" at position «0»',
            "Invalid object type at position «0»",
        ),
        "to_numeric at {place} finds {1} at row {2}, which is no number.",
        "errors='coerce', then count and look at the rows that became nan.",
    ),
    phrase(
        "nested-renamer",
        "agg is given names in the old way",
        "SpecificationError",
        (
            "nested renamer is not supported",
            "Function names must be unique",
            "Column(s) «['x']» do not exist",
        ),
        "A dictionary of names in agg at {place} is no longer taken.",
        "agg(mean_x=('x', 'mean')).",
    ),
    phrase(
        "query-name",
        "An expression of query has an unknown name",
        "UndefinedVariableError",
        ("name '«x»' is not defined", "local variable '«x»' is not defined"),
        "query or eval at {place} does not know {1}: it is no column (misspelt, or "
        "the index), a Python variable without @, or a text without quotes.",
        '@{1} for a variable, `a b` for a name with blanks, "{1}" for a text.',
    ),
    phrase(
        "frequency-alias",
        "A frequency is spelt otherwise now",
        "ValueError KeyError",
        (
            "Invalid frequency: «H», failed to parse",
            "Invalid frequency: «M»",
            "invalid unit abbreviation: «x»",
            "Units 'M', 'Y' and 'y' do not represent unambiguous timedelta values",
            "'«M»' is no longer supported for offsets",
        ),
        "pandas knows no frequency {1} (any more): since 2.2 it is 'h', 'min', 's', "
        "'ME', 'QE', 'YE' for 'H', 'T', 'S', 'M', 'Q', 'Y'.",
        "Write the new letter.",
        mend=lambda case, groups: frequency(case, groups[0] if groups else ""),
    ),
    phrase(
        "fill-method",
        "fillna no longer takes a method",
        "TypeError ValueError",
        (
            "NDFrame.fillna() got an unexpected keyword argument 'method'",
            "DataFrame.fillna() got an unexpected keyword argument 'method'",
            "Series.fillna() got an unexpected keyword argument 'method'",
            "Invalid fill method. Expecting pad (ffill) or backfill (bfill). Got «zero»",
        ),
        "pandas 3 has no method= in fillna.",
        ".ffill() or .bfill().",
        mend=lambda case, groups: (
            case.line_edit('fillna(method="ffill")', "ffill()")
            or case.line_edit("fillna(method='ffill')", "ffill()")
            or case.line_edit('fillna(method="bfill")', "bfill()")
            or case.line_edit("fillna(method='bfill')", "bfill()")
        ),
    ),
    phrase(
        "table-called",
        "A table is called as a function",
        "TypeError",
        (
            "'DataFrame' object is not callable",
            "'Series' object is not callable",
            "'numpy.ndarray' object is not callable",
            "'Tensor' object is not callable",
        ),
        "At {place} a table, column or array is called: round parentheses stand where "
        "[…] is meant, a column has the name of a method (count, size, mean), or a "
        "function's name was given to a value.",
        "[…] instead of (…); df['count'] for the column.",
    ),
    phrase(
        "dates-out-of-range",
        "A date lies outside of what is kept",
        "OutOfBoundsDatetime OutOfBoundsTimedelta OverflowError",
        (
            "Out of bounds nanosecond timestamp: «3000-01-01»",
            "cannot convert input with unit",
            "Overflow in int64 addition",
            "Cannot cast «x» to unit='ns' without overflow",
        ),
        "A date at {place} lies outside of 1677 to 2262, or a number of seconds was "
        "taken for nanoseconds: a placeholder such as 9999-12-31, or a wrong unit=.",
        "unit='s' or 'ms'; errors='coerce' and count what is lost.",
    ),
    phrase(
        "zones-mixed",
        "Dates of several zones are read",
        "ValueError TypeError",
        (
            "Tz-aware datetime.datetime cannot be converted to datetime64 unless utc=True",
            "Mixed timezones detected",
            "Cannot mix tz-aware with tz-naive values",
            "Cannot localize tz-aware Timestamp",
            "Already tz-aware, use tz_convert",
        ),
        "The dates at {place} have zones, several of them or only some.",
        "pd.to_datetime(…, utc=True), then tz_convert.",
    ),
    phrase(
        "compare-lengths",
        "What is compared differs in length",
        "ValueError",
        (
            "Lengths must match to compare",
            "Lengths must match",
            "Can only compare identically-labeled",
            "Unordered Categoricals",
            "operands are not aligned. Do "
            "`left, right = left.align(right, axis=1, copy=False)`",
            "Arrays were different lengths: «3» vs «2»",
        ),
        "Two columns or a column and a list at {place} differ in length: one of them "
        "was filtered, or a list of choices was compared with == instead of isin.",
        "print both lengths; .isin([…]) for one of several values.",
    ),
)

READING = (
    phrase(
        "integer-with-gaps",
        "A column of whole numbers has gaps",
        "ValueError",
        (
            "Integer column has NA values in column «2»",
            "Unable to convert column «x» to type",
        ),
        "dtype=int is asked of a column with missing values.",
        "'Int64' (with a capital I) can hold them.",
    ),
    phrase(
        "json-trailing",
        "A JSON file is no one table",
        "ValueError",
        (
            "^Trailing data",
            "Expected object or value",
            "Unexpected character found when decoding",
            "If using all scalar values",
            "Unmatched ''\"' when when decoding",
            "No ':' found when decoding object value",
        ),
        "pd.read_json at {place} finds more than one JSON text, or none: one object a "
        "line (JSON lines), an empty file, or a path that is taken for the text.",
        "lines=True; print(open(path).read(200)).",
        mend=lambda case, groups: json_lines(case),
    ),
    phrase(
        "csv-quote",
        "A quote of a CSV file is not closed",
        "ParserError",
        (
            "EOF inside string starting at row «3»",
            "Buffer overflow caught - possible malformed input file",
            "'«,»' expected after '\"'",
            "unexpected end of data",
            "field larger than field limit",
            "Calling read(nbytes) on source failed",
        ),
        "A quote that is opened near row {1} is not closed: the file is cut off, or a "
        '" stands alone in a text (inches, a citation).',
        "quoting=csv.QUOTE_NONE where quotes mean nothing; look at that line.",
    ),
    phrase(
        "sheet-name",
        "A workbook has no such sheet or is none",
        "ValueError KeyError InvalidFileException BadZipFile XLRDError",
        (
            "Worksheet named '«x»' not found",
            "Excel file format cannot be determined, "
            "you must specify an engine manually",
            "Excel xlsx file; not supported",
            "Worksheet index «1» is invalid",
            "openpyxl does not support",
        ),
        "The workbook read at {place} has no such sheet, or is no workbook: a CSV "
        "named .xlsx, a page of errors, an empty file.",
        "pd.ExcelFile(path).sheet_names; head -c 4 FILE is PK for .xlsx.",
    ),
    phrase(
        "parse-dates-missing",
        "A column of dates is not in the file",
        "ValueError",
        (
            "Missing column provided to 'parse_dates': '«date»'",
            "Usecols do not match columns, columns expected but not found: «['x']»",
            "Index «id» invalid",
            "Passed header=«[0,1]» are too many rows",
            "Number of passed names greater than number of header fields",
        ),
        "The file read at {place} has no column {1}: spelt otherwise (blanks, "
        "capitals), another separator, or another header line.",
        "print(pd.read_csv(path, nrows=2).columns.tolist()).",
    ),
    phrase(
        "arrow-columns",
        "Files or columns of a table are not alike",
        "ArrowInvalid "
        "ArrowTypeError ArrowNotImplementedError SchemaError ComputeError "
        "ColumnNotFoundError ShapeError InvalidOperationError SchemaFieldNotFoundError "
        "ArrowKeyError",
        (
            "No match for FieldRef.Name(«x»)",
            "Float value «1.5» was truncated converting to «int64»",
            "Unsupported cast from «string» to «null»",
            "Schema at index «1» was different",
            "cannot compare string with numeric type",
            "unable to find column",
            "could not parse `«x»` as dtype",
            "not found: «x»",
            "Unable to merge: Field «x» has incompatible types",
            "Integer value «300» not in range",
            "type Utf8 is incompatible with expected type",
            "height of column",
        ),
        "Columns of the files at {place} are not what is asked for ({line}): one file "
        "has another type (a column that is all empty there), a name is missing, or a "
        "number does not fit.",
        "pq.read_schema(path) of two files; give one schema to all.",
    ),
)

RULES = (*SHAPES, *KINDS, *READING)
