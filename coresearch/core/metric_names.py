"""Which way a metric is better, as far as its name tells."""

from __future__ import annotations

import re
from functools import cache

_WORD = re.compile(
    r"(?<![A-Za-z])[fF]1|(?<![A-Za-z])[rR]2|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+"
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UP = _listed("""
    acc accuracy f1 fscore auc auroc auprc ap map precision recall r2 bleu rouge
    ndcg mrr iou dice reward returns score success passed pass correct win hit
    hits psnr ssim kappa mcc sensitivity specificity solved bleurt meteor chrf em
    likelihood
""")
_DOWN = _listed("""
    loss error err mse rmse mae mape smape wer cer perplexity ppl brier nll fid
    regret latency runtime cost distance divergence drift residual misclassified
    failures failure bpb bpc crossentropy mistakes deviance
""")


@cache
def words(name: str) -> tuple[str, ...]:
    """The words in a name, in lower case: `valAcc_2` is val, acc, 2."""
    return tuple(match[0].lower() for match in _WORD.finditer(name))


@cache
def direction(name: str) -> str:
    """`max` or `min`: which way the metric of this name is better; or nothing."""
    said = [_singular(word) for word in words(name)]
    negated = bool({"neg", "negative", "minus"} & set(said))
    for word in reversed(said):
        if word in _DOWN or word in _UP:
            better = "min" if word in _DOWN else "max"
            return {"min": "max", "max": "min"}[better] if negated else better
    return ""


def _singular(word: str) -> str:
    if word in ("loss", "success", "pass", "returns", "hits"):
        return word
    if word == "losses":
        return "loss"
    return word.removesuffix("s") if len(word) > 3 else word
