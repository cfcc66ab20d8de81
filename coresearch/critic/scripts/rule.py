"""What a rule for scripts is: like a rule for plans, but asked of code."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from coresearch.core.findings import Severity
from coresearch.core.metric_names import words
from coresearch.critic.rule import Hit
from coresearch.critic.scripts.flow import Flow
from coresearch.critic.scripts.names import Imports, listed
from coresearch.critic.scripts.source import Script

_SCIENCE = listed("""
    numpy pandas polars sklearn scipy torch tensorflow keras jax flax optax
    xgboost lightgbm catboost transformers datasets evaluate statsmodels
    pytorch_lightning lightning gymnasium gym stable_baselines3 openai anthropic
    litellm optuna ray wandb mlflow imblearn librosa torchvision torchaudio
    sentence_transformers
""")
_MEASURES = listed("""
    accuracy acc f1 auc auroc ndcg mrr bleu rouge recall precision rmse mae mse
    perplexity wer cer iou dice score scores reward rewards metric metrics
    baseline benchmark seeds epoch epochs
""")


class Code:
    """A script as rules ask about it; what several of them need is found once."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.tree = script.tree

    @cached_property
    def imports(self) -> Imports:
        """What its names stand for."""
        return Imports(self.tree)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, from the outside in."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def is_experiment(self) -> bool:
        """Whether it measures something, rather than being any other program."""
        if self.imports.packages() & _SCIENCE:
            return True
        for node in self.nodes:
            name = node.name if isinstance(node, ast.FunctionDef) else ""
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                name = node.id
            if name and _MEASURES & set(words(name)):
                return True
        return False

    @cached_property
    def flow(self) -> Flow:
        """Which data go where."""
        return Flow(self.tree, self.imports)


@dataclass(frozen=True, slots=True)
class ScriptRule:
    """One entry of the table of rules for scripts."""

    id: str
    name: str
    severity: Severity
    source: str
    question: str
    needs: Callable[[Code], bool]
    """Whether the rule may be asked of this script at all."""
    find: Callable[[Code], Iterator[Hit]]
    example_bad: str
    """The smallest script in which the rule finds something."""
    example_good: str
    """The same done well."""
