"""Passages for the rules beyond the first batch."""

from __future__ import annotations

FIRES = [
    (
        "Q2",
        "We want to understand how temperature influences the diversity of stories. "
        "We generate 500 stories at five temperatures and read them.",
    ),
    (
        "Q2",
        "Hypothesis: there is a relationship between the size of the vocabulary and"
        " the "
        "perplexity. We train six tokenisers and plot perplexity against size.",
    ),
    (
        "Q2",
        "This project investigates the role of the learning rate in small"
        " transformers. "
        "We run ten learning rates and report the losses.",
    ),
    (
        "Q6",
        "Each system is scored by BLEU, chrF, latency and memory use. Systems are"
        " compared "
        "on all of them.",
    ),
    (
        "Q6",
        "Outcomes: accuracy, F1, AUROC, training time. We compare the CNN with the"
        " tree.",
    ),
    (
        "Q7",
        "We claim that chain-of-thought works for all tasks. The evaluation uses"
        " GSM8K.",
    ),
    (
        "Q7",
        "The goal is a new state of the art in text classification; we test on a"
        " single "
        "data set.",
    ),
    (
        "Q8",
        "The main test is a t-test of recall between the groups. We also test whether"
        " age, "
        "sleep and coffee moderate it.",
    ),
    ("Q9", "Our planner is safe. We compare its path length with that of A*."),
    (
        "Q9",
        "The ranking becomes fairer with the new loss. We report NDCG on the test"
        " part.",
    ),
    (
        "Q9",
        "We expect a more robust classifier. The measure is accuracy on CIFAR-10's"
        " own test "
        "images.",
    ),
    (
        "C2",
        "We search 100 configurations for our model. The baselines use the default "
        "parameters of the library.",
    ),
    (
        "C2",
        "The prompt for our method was refined over many rounds, while the baseline"
        " prompt is "
        "taken as published. Both are run on 500 questions.",
    ),
    (
        "C3",
        "For BERT we use the scores reported in the original paper. Our model is"
        " trained on "
        "our machines and compared with these scores.",
    ),
    ("C3", "Baseline results are copied from the leaderboard."),
    (
        "C4",
        "We train a CNN to classify bird calls and compare it with a transformer by"
        " F1.",
    ),
    (
        "C4",
        "A GRU and a temporal fusion transformer forecast the load of the next day."
        " They are "
        "compared by MAE on the last year.",
    ),
    (
        "C6",
        "The new arm has a larger batch and a higher learning rate than the old arm.",
    ),
    (
        "C6",
        "In the treatment version the interface changes both its layout and its"
        " wording at "
        "once. We compare it with the present one.",
    ),
    (
        "C7",
        "We claim that remote work causes slower reviews. We take the log files of 40"
        " teams "
        "and correlate days at home with review times.",
    ),
    (
        "C7",
        "Reading on paper leads to better grades, we believe. A questionnaire among"
        " 300 "
        "pupils asks for reading habits and grades.",
    ),
    ("D1", "We fit an XGBoost model to the 12,000 loans and report its AUC."),
    (
        "D1",
        "A CNN is trained on the 800 X-rays until the loss is flat. Its accuracy is"
        " then "
        "compared with that of two radiologists on the X-rays.",
    ),
    (
        "D4",
        "We crawl 50,000 product pages, label them by shop category and split them"
        " into "
        "training and test pages.",
    ),
    (
        "D4",
        "Three public data sets are merged into one. 20% of the result is the test"
        " set.",
    ),
    (
        "D5",
        "Predictors are age, ward, patient id and blood pressure; the outcome is "
        "readmission.",
    ),
    (
        "D5",
        "To predict whether a loan fails we use 40 columns, including the collection"
        " fees "
        "that are recorded only after a default as features.",
    ),
    (
        "D6",
        "We predict tomorrow's electricity price. The days of 2018 to 2022 are"
        " shuffled and "
        "20% are held out.",
    ),
    (
        "D6",
        "Hourly traffic counts are forecast one day ahead with a GRU in ten-fold "
        "cross-validation.",
    ),
    (
        "D8",
        "Our question is whether people in general trust explanations more. We"
        " recruit 120 "
        "psychology students of our university.",
    ),
    ("D9", "We compare Claude and GPT-4o on HumanEval and MBPP by pass@1."),
    ("D9", "Does few-shot order matter for Mistral-7B? We measure accuracy on MMLU."),
    (
        "D10",
        "We let Llama-3-70B generate 10,000 dialogues. A classifier is built, and the"
        " same "
        "model judges its outputs.",
    ),
    (
        "D11",
        "About 3% of the parts are faulty. Accuracy on the test parts is the measure.",
    ),
    (
        "D11",
        "The data are highly imbalanced. Both classifiers are compared by accuracy.",
    ),
    ("D12", "Both parsers are run on the newspaper corpus. We compare them by F1."),
    (
        "D13",
        "We recruit 80 participants online and compare their reaction times in both "
        "conditions.",
    ),
    ("S3", "For every method we report the best result over ten seeds."),
    (
        "S3",
        "Each agent is trained with five seeds, and the best seed is shown in the"
        " table.",
    ),
    ("S3", "We take the maximum over all checkpoints as the score of a run."),
    (
        "S5",
        "The expected difference is 2 points with a standard deviation of 6 points."
        " There are "
        "25 students in each group.",
    ),
    ("S5", "With 20 participants per condition we look for an effect of d = 0.5."),
    ("S7", "Our index should be significantly faster. Ten runs are timed for each."),
    ("S7", "Success: a statistically significant improvement of recall over BM25."),
    ("S8", "We keep recruiting until p < 0.05."),
    (
        "S8",
        "If the difference is not significant after 40 participants, we add another"
        " 20.",
    ),
    ("S8", "More seeds are run until our method is ahead."),
    (
        "S9",
        "The same 300 documents are summarised by both systems. Scores are compared"
        " with a "
        "Mann-Whitney test.",
    ),
    (
        "S9",
        "Each participant uses both editors. Times are compared by an independent"
        " t-test.",
    ),
    ("S10", "Three coders annotate every answer and Cohen's kappa is reported."),
    (
        "S10",
        "Five annotators rate the fluency of each sentence on a scale from 1 to 5."
        " Mean "
        "ratings are compared.",
    ),
    (
        "S11",
        "Answers are scored by GPT-4 on a scale from 1 to 10. The mean of both"
        " systems is "
        "compared.",
    ),
    ("S11", "We use an LLM-as-a-judge to decide which reply is better."),
    ("S12", "The main number is the average accuracy across five benchmarks."),
    (
        "E3",
        "We train a GRU and a TCN on the meter readings and compare MAE, five seeds"
        " each.",
    ),
    ("E4", "We prompt Claude and ChatGPT with 300 riddles."),
    (
        "E8",
        "We clean the data appropriately and use various techniques. Suitable metrics"
        " etc. "
        "are computed. We compare the arms.",
    ),
    (
        "E8",
        "Steps we take:\n\n1. Collect data.\n2. Train the model.\n3. Evaluate.\n\nWe"
        " compare it "
        "with BM25.",
    ),
    ("H1", "We recruit 40 nurses from two wards and let them use the app for a week."),
    ("H1", "Crowd workers label 10,000 images."),
    (
        "H2",
        "An agent generates phishing mails for 200 employees' profiles. We count"
        " clicks in a "
        "simulation.",
    ),
    (
        "H4",
        "We introduce a benchmark of 400 chess puzzles for language models and"
        " evaluate ten "
        "models on it.",
    ),
]

SILENT = [
    (
        "Q2",
        "We explore how temperature influences stories. Higher temperature should"
        " increase "
        "the share of distinct n-grams by at least 10%.",
    ),
    (
        "Q2",
        "Hypothesis: perplexity falls when the vocabulary grows. Six tokenisers are "
        "trained.",
    ),
    (
        "Q6",
        "Systems are compared by BLEU. chrF, latency and memory use are reported for "
        "completeness, but BLEU is the primary measure.",
    ),
    (
        "Q7",
        "We test on five data sets whether the trick works for all tasks of the suite.",
    ),
    (
        "Q7",
        "In general we follow the protocol of the workshop. The data set is CIFAR-10.",
    ),
    ("Q8", "We also check sub-groups; these analyses are exploratory."),
    ("Q9", "The planner is safer: it has fewer collisions per 1,000 episodes."),
    (
        "Q9",
        "We use robust standard errors. The comparison is fair: both get 20 trials.",
    ),
    ("Q9", "The new index is more efficient: median latency falls by 20 ms."),
    ("C2", "Our model and the baselines each get 30 trials of random search."),
    ("C2", "All arms are tuned with the same grid."),
    ("C3", "Published numbers are listed, and we rerun the baseline with our split."),
    ("C3", "We do not copy results from papers; everything is run here."),
    (
        "C4",
        "A CNN classifies bird calls; the majority class and a transformer are the "
        "references.",
    ),
    (
        "C4",
        "A GRU forecasts the load; persistence (the load a week ago) is the reference.",
    ),
    ("C6", "The new arm has a larger batch; everything else is the same."),
    (
        "C6",
        "A 2x2 design: larger batch and higher learning rate, each on its own and"
        " together.",
    ),
    (
        "C7",
        "Teams are randomly assigned to remote work, which may cause slower reviews."
        " Log "
        "files give the times.",
    ),
    ("C7", "Training fails because of exploding gradients, so we clip them."),
    (
        "D1",
        "We fit XGBoost on loans of 2015–2018 and report the AUC on the loans of the"
        " next "
        "year.",
    ),
    ("D1", "A CNN is trained on 600 X-rays and judged on 200 unseen ones by accuracy."),
    (
        "D1",
        "We train 40 nurses to use the scale and measure the error of their readings.",
    ),
    (
        "D4",
        "We crawl 50,000 pages, drop near-duplicates with MinHash and split the rest.",
    ),
    ("D5", "Predictors are age and ward; the patient id is dropped."),
    (
        "D5",
        "We use patient id only to group the folds; features are age and blood"
        " pressure.",
    ),
    (
        "D6",
        "We predict tomorrow's price. The model is fitted on 2018–2021 and tested on"
        " 2022.",
    ),
    ("D6", "Hourly counts are forecast with a rolling origin."),
    ("D8", "Do psychology students trust explanations more? We recruit 120 of them."),
    (
        "D9",
        "We compare Claude and GPT-4o on problems that were written after the cut-off"
        " date.",
    ),
    ("D10", "Llama-3-70B generates dialogues; two annotators judge them."),
    (
        "D11",
        "About 3% of the parts are faulty. We report precision, recall and accuracy.",
    ),
    ("D11", "The four classes are balanced; accuracy is the measure."),
    ("D12", "Both parsers are run on UD English EWT, release 2.13 (CC BY-SA)."),
    (
        "D13",
        "80 participants are recruited; those who fail two attention checks are"
        " excluded.",
    ),
    (
        "S3",
        "For each method the mean and range over ten seeds are reported, never the"
        " best.",
    ),
    ("S3", "The best checkpoint on validation is used for each seed."),
    (
        "S5",
        "The expected difference is 2 points with a standard deviation of 6 points."
        " There are "
        "150 students in each group.",
    ),
    ("S7", "Our index should be significantly faster by a permutation test at 5%."),
    ("S7", "Latency is a significant cost for the shop."),
    ("S8", "Recruiting ends on 1 June or at 200 participants. We test once."),
    ("S8", "Training goes on until the validation loss no longer improves."),
    ("S8", "We never add participants because a result is not significant."),
    (
        "S9",
        "The same 300 documents are summarised by both systems; Wilcoxon signed-rank"
        " test.",
    ),
    (
        "S9",
        "60 people are randomly assigned to one editor each; times are compared by a "
        "two-sample t-test.",
    ),
    ("S10", "Two coders annotate every answer; Cohen's kappa is reported."),
    ("S10", "Five annotators rate each sentence; Krippendorff's alpha is given."),
    ("S11", "Answers are scored by GPT-4; we check 200 scores by hand."),
    ("S11", "Answers are scored by exact match."),
    (
        "S12",
        "Accuracy is given for each of the five benchmarks and as a mean across them.",
    ),
    (
        "E3",
        "We train a GRU and a TCN; learning rates come from a sweep on validation"
        " data.",
    ),
    ("E4", "We prompt claude-3-5-sonnet-20241022 with 300 riddles."),
    ("E4", "PyTorch 2.3.1 and scikit-learn 1.5 are used."),
    (
        "E8",
        "Each step names its file:\n\n1. Load `a.csv`.\n2. Train BM25 on the 900"
        " queries.\n\nWe "
        "compare recall.",
    ),
    ("H1", "We recruit 40 nurses, who sign a consent form and get 20 € an hour."),
    ("H1", "The two of us label 200 replies."),
    ("H1", "The benchmark has 40 students' essays from a public archive."),
    ("H2", "We study how spam filters classify phishing mails from a public archive."),
    ("H2", "An agent writes exploits in a sandbox; vendors are told 90 days before."),
    ("H4", "We evaluate ten models on the existing chess benchmark."),
]
