"""The same faults as people of other fields would write them, and their opposites."""

from __future__ import annotations

FIRES = [
    ("S3", "Ten training runs are made per model, and the table lists the top run."),
    ("S3", "Of the eight fits of each arm the one with the smallest error is plotted."),
    (
        "S3",
        "The fastest of the twelve repetitions is quoted as the latency of a build.",
    ),
    (
        "S3",
        "We quote the highest reward that an agent ever reached in any of its runs.",
    ),
    ("S3", "Unlucky seeds are replaced before the averages are taken."),
    ("S5", "Twenty rats per arm; we hope for d = 0.5 in the maze time."),
    (
        "S5",
        "The share of seeds that germinate has a standard deviation of 15 points"
        " between plots. We expect a rise of 6 points and sow 12 plots per treatment.",
    ),
    ("S5", "With these 24 classes the study has a power of 55%."),
    ("S7", "We will say which fertiliser raises the yield significantly."),
    ("S8", "Mice are added to both groups as long as p stays above 0.05."),
    ("S8", "We go on interviewing until the difference between the wards is clear."),
    ("S8", "Should the effect be borderline after 40 plots, we sow another 20."),
    (
        "S9",
        "Each nurse uses both pumps. The times are compared by a Mann-Whitney test.",
    ),
    (
        "S9",
        "Both retrievers are run on the same 300 queries, and their recalls are"
        " compared by a two-sample t-test.",
    ),
    ("S10", "Four pathologists grade each slide; we report Cohen's kappa."),
    ("S10", "Three coders label every interview, and a majority vote decides."),
    ("S11", "Claude grades each essay from 1 to 6, and the mean grade is the outcome."),
    ("S11", "Preferences between the two answers come from an LLM judge."),
    ("S12", "The score of a model is its mean over five very different benchmarks."),
    ("S12", "All four languages are pooled into one figure, which is what we report."),
    ("E3", "We train an LSTM on the tides. Learning rate and depth are set by feel."),
    ("E4", "All analyses use the latest release of PyTorch."),
    ("E4", "Every abstract is summarised by Gemini."),
    ("H1", "Twelve farmers wear a sensor for a week and rate each night's sleep."),
    ("H2", "The model writes phishing mails for each member of a mailing list."),
    ("H4", "We introduce a new benchmark of 900 legal questions for language models."),
]
SILENT = [
    ("S3", "The top run and the bottom run are shown beside the mean of all ten runs."),
    ("S3", "We keep the checkpoint with the lowest validation loss of each run."),
    ("S3", "The best of the twelve repetitions is not reported."),
    ("S5", "Two hundred rats per arm; we hope for d = 0.5 in the maze time."),
    ("S5", "Twelve plots would have a power of 0.3; with 60 per arm it is 0.9."),
    ("S7", "We will say which fertiliser raises the yield significantly (F-test)."),
    ("S7", "Sleep is a significant part of a farmer's day."),
    ("S8", "Mice are added until each group has twenty, whatever p is."),
    ("S8", "Training goes on until the validation loss no longer falls."),
    ("S8", "We never add plots until the difference is significant."),
    ("S9", "Each nurse uses both pumps. The times are compared by a paired t-test."),
    ("S9", "Different nurses use the two pumps, compared by a Mann-Whitney test."),
    ("S10", "Four pathologists grade each slide; we report Fleiss' kappa."),
    ("S11", "Claude grades each essay, and two teachers grade 100 of them as a check."),
    ("S11", "We score the answers of Claude by exact match."),
    ("S12", "The mean over five benchmarks stands beside the score on each benchmark."),
    ("E3", "We train an LSTM on the tides with learning rate 0.001 and two layers."),
    ("E4", "All analyses use PyTorch 2.4.1."),
    ("E4", "No package follows its latest release: versions are fixed in `uv.lock`."),
    ("H1", "Twelve farmers wear a sensor for a week; all consent and are paid 50 €."),
    ("H1", "The archive holds the records of 4,000 patients."),
    ("H2", "The model recognises phishing mails."),
    ("E7", "A run stops if the words TODO or TBD are left in a configuration."),
]
