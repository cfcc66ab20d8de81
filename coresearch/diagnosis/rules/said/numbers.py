"""What NumPy and SciPy say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.phrase import phrase


def _with_shape(case: Case, groups: Sequence[str]) -> tuple[Replacement, ...]:
    """`np.zeros((3, 4))` for `np.zeros(3, 4)`."""
    call = re.search(
        r"\b(zeros|ones|empty)\(\s*(\d+|\w+)\s*,\s*(\d+|\w+)\s*\)", case.code
    )
    if call is None or not (call[3].isdigit() or call[3] in groups):
        return ()
    return case.line_edit(call[0], f"{call[1]}(({call[2]}, {call[3]}))")


RULES = (
    phrase(
        "numpy-copy",
        "NumPy 2 was asked not to copy",
        "ValueError",
        "Unable to avoid copy while creating an array as requested",
        "np.array(…, copy=False) means since NumPy 2 that it must not copy, and here "
        "it has to.",
        "np.asarray(…) copies only where it is needed.",
        mend=lambda case, groups: (
            case.line_edit(", copy=False", "") if "np.asarray(" in case.code else ()
        ),
    ),
    phrase(
        "out-of-ufunc",
        "A third argument of a function is its output",
        "TypeError",
        ("return arrays must be of ArrayType", "'out' must be an array"),
        "The third argument at {place} is taken for out=, where the result goes: "
        "np.maximum, np.add and the like take two.",
        "np.maximum.reduce([a, b, c]), or by name.",
    ),
    phrase(
        "object-ufunc",
        "An array holds objects",
        "TypeError AttributeError",
        (
            "loop of ufunc does not support argument «0» of type «float» which has no "
            "callable «log» method",
            "'float' object has no attribute 'sqrt'",
            "'float' object has no attribute 'log'",
            "'float' object has no attribute 'exp'",
            "'float' object has no attribute 'rint'",
            "ufunc '«isnan»' not supported for the input types",
        ),
        "An array at {place} has dtype object or text (from a table with mixed "
        "columns, missing values or ragged rows), and NumPy does not compute with it.",
        "x.astype(float); print(x.dtype) and find the rows that are no numbers.",
    ),
    phrase(
        "safe-cast",
        "A value would lose something when it is cast",
        "TypeError",
        (
            "Cannot cast array data from dtype('«float64»') to dtype('«int64»') according "
            "to the rule '«safe»'",
            "Cannot cast scalar from dtype('«<U3»') to dtype('«int64»')",
            "Cannot cast from dtype('«x»')",
            "Iterator operand «0» dtype could not be cast",
        ),
        "{1} is given at {place} where {2} is wanted: np.bincount, np.repeat, np.take "
        "and positions want whole numbers, and what comes has fractions, missing "
        "values or is text.",
        ".astype(int) after a look at what is lost: nan cannot be one.",
    ),
    phrase(
        "boolean-minus",
        "Truth values are subtracted",
        "TypeError",
        (
            "numpy boolean subtract, the `-` operator, is not supported",
            "The numpy boolean negative, the `-` operator, is not supported",
        ),
        "Two arrays of True and False are subtracted or negated at {place}.",
        "~x for not, a ^ b for what differs, .astype(int) for a difference.",
    ),
    phrase(
        "finite-values",
        "Values are not finite",
        "ValueError LinAlgError",
        (
            "array must have finite values",
            "array must not contain infs or NaNs",
            "autodetected range of [«nan», «nan»] is not finite",
            "range parameter must be finite",
            "supplied range of [«0», «inf»] is not finite",
            "SVD did not converge",
            "Eigenvalues did not converge",
            "Residuals are not finite in the initial point",
            "`x` must be finite",
            "Axis limits cannot be NaN or Inf",
        ),
        "What reaches {place} holds nan or inf: missing values of the data, a "
        "division by zero, a log of zero, or a loss that grew without bound.",
        "print(np.isnan(x).sum(), np.isinf(x).sum()), and go back to the first step "
        "that has them.",
        question="Since which step are there such values?",
    ),
    phrase(
        "square-matrix",
        "A matrix is not square or has other axes",
        "LinAlgError ValueError",
        (
            "Last 2 dimensions of the array must be square",
            "«3»-dimensional array given. Array must be two-dimensional",
            "«1»-dimensional array given. Array must be at least two-dimensional",
            "expected square matrix",
            "expected a square matrix",
            "Input must be 1- or 2-d",
            "diag requires an array of at least two dimensions",
            "object of too small depth for desired array",
            "object too deep for desired array",
        ),
        "What is solved, inverted or convolved at {place} has other axes than that "
        "wants ({line}).",
        "print(x.shape); lstsq or pinv for a matrix that is not square, ravel() for "
        "one axis.",
    ),
    phrase(
        "squeeze-axis",
        "An axis to take away has more than one place",
        "ValueError",
        (
            "cannot select an axis to squeeze out which has size not equal to one",
            "zero-dimensional arrays cannot be concatenated",
            "all the input arrays must have same number of dimensions",
        ),
        "An axis that the code at {place} takes to have one place has more, or none.",
        "print(x.shape); np.atleast_1d(…) before concatenate.",
    ),
    phrase(
        "einsum-letters",
        "The letters of einsum do not fit",
        "ValueError RuntimeError",
        (
            "einstein sum subscripts string contains too many subscripts for operand «0»",
            "einstein sum subscripts string included output subscript",
            "operand has more dimensions than subscripts given in einstein sum",
            "einsum(): the number of subscripts in the equation («2») does not match the "
            "number of dimensions («3»)",
            "einsum(): subscript",
            "einsum(): operands do not broadcast with remapped shapes",
            "operands could not be broadcast together with remapped shapes",
        ),
        "The letters of einsum at {place} do not fit the axes of what it gets, or an "
        "array cannot be spread to the asked shape ({line}).",
        "print the shapes beside the letters: one letter an axis, ... for those in "
        "front.",
    ),
    phrase(
        "index-arrays",
        "Arrays of positions differ in length",
        "IndexError",
        (
            "shape mismatch: indexing arrays could not be broadcast together with shapes",
            "invalid index to scalar variable",
            "slice() cannot be applied to a 0-dim tensor",
            "invalid index of a 0-dim tensor",
        ),
        "What is asked for positions at {place} is a single value, or the arrays of "
        "positions differ in length ({line}): a function gives one number now, or one "
        "[…] is too many.",
        "print(np.shape(…)); np.ix_(rows, columns) for a block; .item() for a value.",
        mend=lambda case, groups: case.only_edit(".item()[0]", ".item()"),
    ),
    phrase(
        "bins-order",
        "Edges of bins are not in order",
        "ValueError",
        (
            "bins must increase monotonically",
            "`bins` must increase monotonically",
            "`bins` must be positive",
            "bins must be monotonically increasing or decreasing",
            "Bin edges must be unique",
            "You must specify at least",
        ),
        "The edges of the bins at {place} do not grow strictly: many equal values "
        "make quantiles fall together, they were not sorted, or a bound is nan.",
        "np.unique(edges); duplicates='drop' in qcut and cut.",
    ),
    phrase(
        "x-not-sorted",
        "The points of a curve are not in order",
        "ValueError",
        (
            "x and y arrays must be equal in length along interpolation axis",
            "Expect x to not have duplicates",
            "`x` must be strictly increasing",
            "x must be strictly increasing",
            "Values in x were not monotonically increasing",
            "`x` must be increasing",
            "x must be increasing if s > 0",
            "len(x) != len(y)",
            "r_ij must be positive",
            "kth(=«5») out of bounds («5»)",
        ),
        "The points at {place} are not as an interpolation or selection wants them "
        "({line}): x not sorted or with equal values, or x and y of other lengths.",
        "order = np.argsort(x); np.unique for equal ones; print both lengths.",
    ),
    phrase(
        "dtype-name",
        "No such type of numbers is known",
        "TypeError ValueError",
        (
            "data type '«float46»' not understood",
            "Cannot interpret '«x»' as a data type",
            "Field elements must be 2- or 3-tuples, got '«4»'",
            "data type «x» not understood",
            "cannot convert «'foo'» to dtype",
        ),
        "What is given as a dtype at {place} is none: misspelt, two numbers of a "
        "shape without their own parentheses (np.zeros(3, 4)), a pandas or torch "
        "type, or an array.",
        "np.zeros((3, 4)); np.float64, or its name.",
        hints=(
            (
                r"(?:zeros|ones|empty|full)\(\s*\w+\s*,\s*\w+\s*\)",
                "The shape stands without its own parentheses.",
            ),
        ),
        mend=_with_shape,
    ),
    phrase(
        "types-promoted",
        "Values of two kinds have no common type",
        "DTypePromotionError UFuncNoLoopError _UFuncNoLoopError "
        "_UFuncBinaryResolutionError UFuncTypeError UFuncBinaryResolutionError",
        (
            "could not be promoted by",
            "did not contain a loop with signature matching types",
            "cannot use operands with types",
            "does not have a common DType",
        ),
        "Values at {place} have no common type: text with numbers, times with "
        "numbers, or objects ({line}).",
        "print(x.dtype, y.dtype); .astype(float), or pd.to_numeric where text holds "
        "numbers.",
    ),
    phrase(
        "fit-points",
        "A curve has more parameters than points",
        "TypeError",
        (
            "func input vector length N=«3» must not exceed func output vector length "
            "M=«2»",
            "The number of func parameters=«3» must not exceed the number of "
            "data points=«2»",
        ),
        "The curve at {place} has {1} parameters and {2} points.",
        "Fewer parameters, or more points: print how many are left after the filter.",
    ),
    phrase(
        "fit-not-found",
        "A fit or a root was not found",
        "RuntimeError ValueError OptimizeWarning",
        (
            "Optimal parameters not found",
            "`x0` is infeasible",
            "Initial guess is outside of provided bounds",
            "f(a) and f(b) must have different signs",
            "Failed to converge after «50» iterations",
            "The user-provided objective function must return a scalar value",
            "x0 violates bound constraints",
        ),
        "The optimiser at {place} did not come to an end ({line}): it starts too far "
        "away, outside of the bounds, the values differ by many powers of ten, or "
        "the function gives an array or nan.",
        "Plot the function at p0; give p0 and bounds, scale x and y.",
    ),
    phrase(
        "mat-file",
        "A MATLAB file is of another version",
        "ValueError NotImplementedError",
        ("Unknown mat file type", "Please use HDF reader for matlab v7.3 files"),
        "scipy.io.loadmat reads MATLAB files up to version 7: this is one of 7.3 "
        "(HDF5), or none.",
        "h5py.File(…) or the mat73 package; save with -v7.",
    ),
    phrase(
        "wav-file",
        "A sound file is of another kind",
        "ValueError LibsndfileError Error",
        (
            "File format «b'\\x89HDF'» not understood. Only 'RIFF'",
            "Format not recognised",
            "Unknown wave file format",
            "file does not start with RIFF id",
            "not understood. Only",
        ),
        "The file read at {place} is no sound file of the kind that is expected: an "
        "mp3 or flac named .wav, or a Git LFS pointer.",
        "file NAME; soundfile or librosa read more kinds.",
    ),
    phrase(
        "lapack-argument",
        "A routine of linear algebra refuses a value",
        "ValueError LinAlgError",
        (
            "illegal value in «4»-th argument of internal",
            "On entry to",
            "leading minor of the array is not positive definite",
            "-th leading minor of the array is not positive definite",
        ),
        "A routine of linear algebra refuses what it gets at {place}: nan or inf, an "
        "empty matrix, or one that is not positive definite.",
        "np.isfinite(a).all(), a.shape, np.linalg.eigvalsh(a).min(); a + 1e-6 * I.",
    ),
    phrase(
        "sample-size",
        "There are too few values for a test",
        "ValueError",
        (
            "Sample size too small",
            "must have length at least 2",
            "Data must be at least length 3",
            "`x` and `y` must have length at least 2",
            "The number of observations cannot be determined on an empty distance matrix",
            "At least two samples are required",
            "Need at least two groups",
            "zero_method `wilcox` and 'pratt' do not work if x - y is zero for all",
            "All numbers are identical",
            "The observed table of frequencies must have no zero",
        ),
        "The test at {place} gets too few values or values without a spread ({line}).",
        "Print how many there are in each group; report them without a test where "
        "there is one run only.",
    ),
)
