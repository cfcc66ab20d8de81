"""Shapes and values of arrays: NumPy's words, and those of PyTorch for the same."""

from __future__ import annotations

import math
import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.rule import Cause, rule, says


def _matmul(case: Case, match: re.Match[str]) -> Cause:
    if match[1]:
        rows, left, right, columns = (int(match[i]) for i in range(1, 5))
        shapes = f"({rows} × {left}) · ({right} × {columns})"
    elif match[5]:
        shapes = f"({match[5]}) · ({match[6]})"
        left, right = int(match[7]), int(match[8])
    else:
        right, left = int(match[9]), int(match[10])
        shapes = f"(… × {left}) · ({right} × …)"
    transposed = (
        " If the second were transposed, they would fit."
        if match[1] and int(match[4]) == left
        else ""
    )
    return Cause(
        f"A product at {case.place} does not fit: {left} columns meet {right} "
        f"rows.{transposed}",
        0.96,
        details=f"{shapes}: the inner two, {left} and {right}, must be equal.",
        test=f"The layer or matrix at {case.place} takes {right} features and is given "
        f"{left}. Print the shape before it: if {left} is right, the layer must take "
        f"{left}; else what comes before it is cut or flattened otherwise.",
    )


def _broadcast(case: Case, match: re.Match[str]) -> Cause:
    if match[1]:
        shapes = [_sizes(s) for s in re.findall(r"\(([\d,]*)\)", match[1])]
        lined = _lined_up(shapes)
        also = _would_fit(shapes)
    else:
        lined = f"{match[2]} against {match[3]} in dimension {match[4]}"
        also = ""
    images = match[1] and all(len(s) == 3 and s[-1] in (1, 3, 4) for s in shapes)
    if images:
        also = " They look like images of different sizes: bring them to one first."
    return Cause(
        f"Shapes at {case.place} cannot be brought together.{also}",
        0.95,
        details=lined,
        test="Sizes are compared from the right; each pair must be equal, or one of "
        "them 1. A missing axis is put in with [:, None] or keepdims=True.",
    )


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",") if size]


def _lined_up(shapes: list[list[int]]) -> str:
    """The shapes under each other, flush right, with a mark where they clash."""
    most = max(map(len, shapes), default=0)
    columns = [[""] * (most - len(shape)) + [str(s) for s in shape] for shape in shapes]
    widths = [max(len(row[i]) for row in columns) for i in range(most)]
    rows = [
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in columns
    ]
    clash = [len({row[i] for row in columns} - {"", "1"}) > 1 for i in range(most)]
    marks = "  ".join(
        ("^" * width if is_clash else " " * width)
        for width, is_clash in zip(widths, clash, strict=True)
    )
    return "\n".join([*rows, marks.rstrip()])


def _would_fit(shapes: list[list[int]]) -> str:
    if len(shapes) == 2:
        longer, shorter = sorted(shapes, key=len, reverse=True)
        if len(shorter) == 1 and len(longer) == 2 and shorter[0] == longer[0]:
            return (
                f" The {shorter[0]} values fit the rows: write [:, None] after the "
                "shorter one, if one value for each row is meant."
            )
    return ""


def _reshape(case: Case, match: re.Match[str]) -> Cause:
    have = int(match[1]) if match[1] else int(match[4])
    wanted_text = match[2] if match[1] else match[3]
    wanted = _sizes(wanted_text.replace(" ", ""))
    fixed = math.prod(size for size in wanted if size > 0)
    return Cause(
        f"{have:,} values cannot take the shape ({wanted_text}) at {case.place}.",
        0.96,
        details=f"{' × '.join(map(str, wanted))} = {fixed:,}; there are {have:,} "
        f"values, {have / max(fixed, 1):.4g} times as many.",
        test="Print the shape before it; with -1 for one axis NumPy works it out, if "
        "the others are right.",
    )


RULES = (
    rule(
        "matmul-shapes", "A matrix product does not fit", "RuntimeError ValueError",
        r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)"
        r"|shapes \(([\d,]+)\) and \(([\d,]+)\) not aligned: (\d+) \(dim \d+\) != (\d+)"
        r"|matmul: .*\(size (\d+) is different from (\d+)\)", _matmul,
        question="What are the shapes of both, and which one is wrong?",
        example="RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x128 and "
        "256x10)",
    ),
    rule(
        "broadcast-shapes", "Shapes cannot be brought together",
        "ValueError RuntimeError",
        r"operands could not be broadcast together with shapes ((?:\([\d,]*\) ?)+)"
        r"|The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at "
        r"non-singleton dimension (\d+)", _broadcast,
        question="Which axis of the one belongs to which of the other?",
        example="ValueError: operands could not be broadcast together with shapes "
        "(100,3) (100,)",
    ),
    rule(
        "concatenate-shapes", "Arrays of different sizes are joined",
        "ValueError RuntimeError",
        r"all (?:the )?input array(?:s must have the same shape| dimensions except)"
        r"|Tensors must have same number of dimensions: got (?:\d+) and (?:\d+)"
        r"|Sizes of tensors must match except in dimension (\d+)"
        r"|all input arrays must have the same (?:shape|number)",
        says(
            "Arrays that are joined at {place} differ in a size in which they must be "
            "equal: {0}",
            0.94,
            test="print([a.shape for a in …]) just before it: pad or cut the odd one, "
            "or join along the other axis.",
        ),
        question="Which one is the odd one, and why?",
        example="ValueError: all input arrays must have the same shape",
    ),
    rule(
        "reshape-size", "A shape has room for another number of values",
        "ValueError RuntimeError",
        r"cannot reshape array of size (\d+) into shape \(([\d, -]+)\)"
        r"|shape '\[([\d, -]+)\]' is invalid for input of size (\d+)", _reshape,
        question="Is the last batch smaller than the others?",
        example="ValueError: cannot reshape array of size 10 into shape (3,4)",
    ),
    rule(
        "truth-of-array", "An array is used as yes or no", "ValueError RuntimeError",
        r"The truth value of an? (?:array|Series|DataFrame)|Boolean value of Tensor",
        says(
            "A whole array is used as one yes or no at {place}.",
            0.96,
            test="Say which is meant: .any() or .all(); between conditions & and | in "
            "parentheses, not and and or.",
        ),
        question="Is any one meant, or all?",
        example="ValueError: The truth value of an array with more than one element is "
        "ambiguous. Use a.any() or a.all()",
    ),
    rule(
        "ragged-array", "Rows of different lengths are made an array", "ValueError",
        r"inhomogeneous shape|setting an array element with a sequence",
        says(
            "The rows that become an array at {place} have different lengths.",
            0.94,
            test="print(set(map(len, rows))); pad them, or keep them as a list.",
        ),
        question="Should all rows be of one length?",
        example="ValueError: setting an array element with a sequence. The requested "
        "array has an inhomogeneous shape after 1 dimensions.",
    ),
    rule(
        "singular-matrix", "A matrix has no inverse", "LinAlgError",
        r"Singular matrix|not positive definite|did not converge",
        says(
            "{0}: columns depend on each other, or a value is not finite.",
            0.88,

            test="print(np.linalg.matrix_rank(a), np.isfinite(a).all()) just before "
            "{place}; np.linalg.lstsq or a small ridge where columns are collinear.",
        ),
        question="Are there duplicate or constant columns?",
        example="numpy.linalg.LinAlgError: Singular matrix",
    ),
    rule(
        "axis-range", "An axis is not there", "AxisError IndexError ValueError",
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)"
        r"|Dimension out of range \(expected to be in range of \[(-?\d+), "
        r"(-?\d+)\], but "
        r"got (-?\d+)\)|too many indices for (?:array|tensor)",
        says(
            "An array at {place} has fewer dimensions than the code uses: {0}.",
            0.93,
            test="Print its shape: an axis went with an index, a squeeze() or a batch "
            "of one.",
        ),
        question="Does it happen only with a batch of one?",
        example="numpy.exceptions.AxisError: axis 1 is out of bounds for array of "
        "dimension 1",
    ),
    rule(
        "cast-in-place", "A result does not fit into the array that it is put into",
        "UFuncOutputCastingError _UFuncOutputCastingError UFuncTypeError TypeError",
        r"Cannot cast ufunc '(\w+)' output from dtype\('(\w+)'\) to dtype\('(\w+)'\)",
        says(
            "What is computed at {place} is {2}, and the array that it is put into "
            "holds {3}, which would lose values.",
            0.96,
            test="Make the array with dtype={2} (such as np.zeros(n, dtype=float)), or "
            "write a = a + b in place of a += b.",
        ),
        question="Should the array hold whole numbers?",
        example="numpy._core._exceptions._UFuncOutputCastingError: Cannot cast ufunc "
        "'add' output from dtype('float64') to dtype('int64') with casting rule "
        "'same_kind'",
    ),
    rule(
        "interpolation-range", "A value lies outside of what was measured",
        "ValueError",
        r"A value \((.+?)\) in x_new is (above|below) the interpolation range",
        says(
            "{1} is {2} the range of the points that are interpolated at {place}.",
            0.96,
            test="Print both ranges: cut the new points to it, or say what lies beyond "
            "(fill_value='extrapolate' invents it).",
        ),
        question="Is there anything known beyond the last point?",
        example="ValueError: A value (3.0) in x_new is above the interpolation range's "
        "maximum value (2).",
    ),
    rule(
        "not-one-value", "Many values are taken for one", "RuntimeError ValueError "
        "TypeError",
        r"a Tensor with (\d+) elements cannot be converted to Scalar"
        r"|only one element tensors can be converted"
        r"|can only convert an array of size 1|only (?:length-1|size-1|0-dimensional) "
        r"arrays can be converted",
        says(
            "Something with several values is made one number at {place}: {0}.",
            0.95,
            test="Say which is meant: .mean() or .sum() before .item(), or .tolist(). "
            "A loss with reduction='none' has a value for each item.",
        ),
        question="Which one number is meant?",
        example="RuntimeError: a Tensor with 8 elements cannot be converted to Scalar",
    ),
    rule(
        "array-type", "Arrays hold objects or text instead of numbers",
        "TypeError UFuncTypeError",
        r"can't convert np\.ndarray of type numpy\.object_"
        r"|ufunc '(\w+)' (?:not supported for the input types|did not contain a loop)"
        r"|(?<!x)Cannot cast ufunc(?! '\w+' output)",
        says(
            "An array at {place} does not hold the numbers that the operation needs: "
            "{0}.",
            0.9,
            test="print(a.dtype) and the first values: strings or None came in when "
            "the "
            "data were read.",
        ),
        question="Which column or row holds something that is no number?",
        example="TypeError: can't convert np.ndarray of type numpy.object_. The only "
        "supported types are: float64",
    ),
)  # fmt: skip
