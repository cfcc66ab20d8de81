"""How far the estimate of tokens is off: `python -m benchmarks.speed.tokens`.

Beside what two vocabularies that LiteLLM brings along count, on texts of this project
and on made-up tables, logs and sentences of other languages. No network is used.
"""

from __future__ import annotations

import os
import random
from importlib.util import find_spec
from pathlib import Path

from benchmarks.layout import table
from coresearch.core.tokens import estimate_tokens

ROOT = Path(__file__).parents[2]
_GERMAN = (
    "Wir trainieren jedes Verfahren mit fünf verschiedenen Zufallszahlen und berichten "
    "Mittelwert und Vertrauensbereich. Die Prüfdaten werden erst am Ende verwendet. "
)
_FRENCH = (
    "Nous entraînons chaque modèle avec cinq graines aléatoires et nous rapportons la "
    "moyenne et l'intervalle de confiance. Les données de test ne servent qu'à la fin. "
)
_CHINESE = (
    "我们用五个随机种子训练每个模型，并报告平均值和置信区间。测试数据只在最后使用一次。"
)


def texts() -> dict[str, str]:
    """Each kind of text, some kilobytes of it."""
    chance = random.Random(0)
    table_of_numbers = "\n".join(
        ",".join(f"{chance.random():.4f}" for _ in range(6)) for _ in range(300)
    )
    log = "\n".join(
        f"2026-11-22T09:{i % 60:02d}:00 epoch {i} loss {chance.random():.5f}"
        for i in range(300)
    )
    files = {
        "plan": "examples/noisy-retrieval/plan.md",
        "plan, longer": "benchmarks/critic/corpus/dev/vision.md",
        "prose": "docs/gate.md",
        "Python": "coresearch/core/locate.py",
        "Python, tests": "tests/unit/test_changes.py",
        "YAML": "benchmarks/critic/corpus/plants/audio.yaml",
        "TOML": "pyproject.toml",
        "hashes": "uv.lock",
    }
    read = {name: (ROOT / file).read_text()[:60_000] for name, file in files.items()}
    made = {
        "numbers": table_of_numbers,
        "log": log,
        "German": _GERMAN * 20,
        "French": _FRENCH * 20,
        "Chinese": _CHINESE * 20,
    }
    return read | made


def main() -> None:
    """Count, estimate, compare."""
    brought = Path(str(find_spec("litellm").origin)).parent
    folder = brought / "litellm_core_utils" / "tokenizers"
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    import tiktoken

    names = ("cl100k_base", "o200k_base")
    encodings = [tiktoken.get_encoding(name) for name in names]
    rows = []
    for name, text in texts().items():
        estimate = estimate_tokens(text)
        counts = [len(e.encode(text, disallowed_special=())) for e in encodings]
        errors = [f"{estimate / count - 1:+.0%}" for count in counts]
        rows.append((name, str(len(text)), str(estimate), *errors))
    print(table(("", "characters", "estimate", *names), rows))


if __name__ == "__main__":
    main()
