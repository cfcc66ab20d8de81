"""Tests and intervals of counts: of shares, and of changes."""

from __future__ import annotations

import math

from coresearch.core.intervals import wilson

_MANY = 20_000
"""Cases, from which on the normal approximation is as good as the exact test."""


def sign_test(better: int, worse: int) -> float:
    """Two-sided, that a change is as likely for the better (exact, binomial)."""
    count, least = better + worse, min(better, worse)
    if count > 2000:  # the normal approximation with Yates's correction
        z = (abs(better - worse) - 1) / math.sqrt(count)
        return math.erfc(max(z, 0.0) / math.sqrt(2))
    below = sum(math.comb(count, k) for k in range(least + 1))
    return float(min(1.0, 2 * below / 2**count))


def newcombe(a: int, n: int, b: int, m: int) -> tuple[float, float]:
    """The 95 % interval of a/n − b/m from Wilson's two (Newcombe 1998, method 10)."""
    p, q = a / n, b / m
    (low, high), (low_2, high_2) = wilson(a, n), wilson(b, m)
    below = math.hypot(p - low, high_2 - q)
    above = math.hypot(high - p, q - low_2)
    return p - q - below, p - q + above


def fisher(a: int, n: int, b: int, m: int) -> float:
    """Two-sided, that a of n and b of m have one share (Fisher's exact test).

    The sum over all tables with these margins that are no likelier than this one; for
    many cases the normal approximation with pooled shares.
    """
    hits, every = a + b, n + m
    if every > _MANY:
        share = hits / every
        error = math.sqrt(share * (1 - share) * (1 / n + 1 / m))
        return math.erfc(abs(a / n - b / m) / error / math.sqrt(2)) if error else 1.0
    whole = _choose(every, hits)
    own = _choose(n, a) + _choose(m, b) - whole
    total = 0.0
    for k in range(max(0, hits - m), min(n, hits) + 1):
        log = _choose(n, k) + _choose(m, hits - k) - whole
        if log <= own + 1e-7:
            total += math.exp(log)
    return min(1.0, total)


def _choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
