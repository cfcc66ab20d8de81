"""The studies in which items are set."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property


@dataclass(frozen=True)
class Scene:
    """A study that could be anybody's."""

    name: str
    task: str
    data: str
    unit: str
    """What there are many of, in the plural."""
    group: str
    """What several of them come from."""
    ours: str
    base: str
    metric: str

    @cached_property
    def words(self) -> dict[str, str]:
        """For the blanks of a sentence; with a capital where one begins it."""
        plain = asdict(self)
        return plain | {k.capitalize(): v[0].upper() + v[1:] for k, v in plain.items()}

    def fill(self, sentence: str) -> str:
        """`sentence` with its blanks filled in."""
        return sentence.format_map(self.words)


SCENES = tuple(
    Scene(*row)
    for row in (
        ("speech", "recognising spoken commands", "the clinic recordings",
         "recordings", "speaker", "the conformer", "the CTC model", "word error rate"),
        ("eyes", "grading retinal images", "the eye-clinic archive", "images",
         "patient", "the vision transformer", "the ResNet", "macro F1"),
        ("law", "finding legal paragraphs", "the court corpus", "queries", "case",
         "the dense retriever", "the sparse retriever", "recall@10"),
        ("protein", "predicting protein stability", "the mutant library", "variants",
         "protein", "the graph network", "the linear model", "Spearman's ρ"),
        ("fraud", "detecting card fraud", "the card archive", "transactions",
         "account", "the sequence model", "the boosted trees", "average precision"),
        ("repair", "repairing bugs", "the issue set", "issues", "repository",
         "the agent", "the single prompt", "the share of issues solved"),
        ("wind", "forecasting wind", "the tower records", "hours", "site",
         "the neural operator", "the ARIMA model", "mean absolute error"),
        ("grasp", "grasping household objects", "the grasp log", "grasps", "object",
         "the diffusion policy", "the cloned policy", "the success rate"),
        ("leaflets", "translating medical leaflets", "the leaflet corpus",
         "sentences", "leaflet", "the adapted model", "the general model", "chrF"),
        ("essays", "scoring essays", "the essay bank", "essays", "writer",
         "the fine-tuned encoder", "the ridge regression", "quadratic κ"),
        ("crops", "mapping crops", "the satellite archive", "tiles", "farm",
         "the U-Net", "the random forest", "mean IoU"),
        ("sleep", "staging sleep", "the sleep laboratory's records", "segments",
         "sleeper", "the transformer", "the LSTM", "balanced accuracy"),
    )
)  # fmt: skip
