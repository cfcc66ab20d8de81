"""Plan passages for the rules: what must fire, and what must not."""

from __future__ import annotations

FIRES = [
    (
        "Q1",
        "We fine-tune RoBERTa on 4,000 contracts and run it on the 500 held-out ones. "
        "Macro F1 is computed per clause type. The results are put in a table.",
    ),
    (
        "Q1",
        "# Plan\n\nFirst we collect 2,000 forum posts. Then we train a topic model"
        " with 40 "
        "topics.\nFinally we plot the topics over the years and describe them.",
    ),
    (
        "Q1",
        "## Method\nWe run GPT-4o and Claude on the MATH benchmark.\n\n## Output\nA"
        " table with "
        "the accuracy of both.",
    ),
    (
        "Q3",
        "Hypothesis: pruning attention heads reduces latency by 20% at equal"
        " accuracy. "
        "We prune 10, 20 and 30% of the heads and compare with the full model.",
    ),
    (
        "Q3",
        "We predict that students who get hints finish faster than those who do not. "
        "We measure completion time in both groups of 40.",
    ),
    (
        "Q3",
        "## Hypothesis\nLarger batches will lower the final loss by 0.05.\n\n##"
        " Method\nWe train "
        "with batch sizes 64, 256 and 1024, three seeds each, and compare the losses.",
    ),
    (
        "Q4",
        "We expect that the new sampler will outperform uniform sampling. Both are"
        " run on "
        "the 2,000 levels with ten seeds. We report the mean return.",
    ),
    (
        "Q4",
        "Our hypothesis is that reviewers with the tool find more bugs. We compare 30 "
        "reviewers with the tool and 30 without it.",
    ),
    (
        "Q5",
        "# Goal\n\nReach a macro F1 of at least 0.78.\n\n# Success\n\nThe project"
        " succeeds if "
        "macro F1 is at least 0.82.",
    ),
    (
        "Q5",
        "Our target is a word error rate below 8%.\n\nThe requirement is met when the"
        " word "
        "error rate is below 6%.",
    ),
    (
        "C1",
        "We propose a novel loss for imbalanced segmentation. It improves the Dice"
        " score of "
        "small vessels. We train it on 200 scans and test it on 50.",
    ),
    (
        "C1",
        "Our method reduces the error of wind forecasts. We train it on five years of"
        " data "
        "and evaluate it on the sixth year by MAE.",
    ),
    (
        "C1",
        "The study introduces a new scheduling algorithm for CI jobs. We develop it"
        " over "
        "three weeks, then measure throughput on the recorded queue of 2023. No"
        " baseline is "
        "run.",
    ),
    (
        "C5",
        "Our system consists of a query rewriter, a dense retriever and a re-ranker."
        " It is "
        "compared with BM25 on 1,000 queries by recall@10.",
    ),
    (
        "C5",
        "We add an auxiliary loss and a memory module to the baseline and expect 2"
        " points "
        "more accuracy than the baseline has.",
    ),
    (
        "C5",
        "The method has three components. We compare the full method with the"
        " published "
        "system on five data sets.",
    ),
    ("D2", "The checkpoint with the best test accuracy is kept for each arm."),
    ("D2", "Hyper-parameters are chosen by grid search on the held-out test set."),
    ("D2", "Training stops early when the test loss has not fallen for five epochs."),
    (
        "D2",
        "- Model selection: pick the prompt that maximises accuracy on the test split.",
    ),
    (
        "D2",
        "Because we have no validation data, we select the threshold using the test"
        " set.",
    ),
    (
        "D2",
        "We sweep the dropout rate and report the setting with the highest test F1.",
    ),
    ("D2", "For every model the learning rate is tuned against the test data."),
    (
        "D3",
        "Missing values are imputed with column means computed over the whole data"
        " set. "
        "Then 20% of the rows are held out.",
    ),
    (
        "D3",
        "1. Load the table.\n2. Oversample the minority class with SMOTE.\n3. Split"
        " into train "
        "and test (80/20).\n4. Fit a random forest.",
    ),
    (
        "D3",
        "We select the 50 most predictive features on all samples and evaluate the "
        "classifier by ten-fold cross-validation.",
    ),
    ("D3", "Before splitting, all columns are z-scored."),
    (
        "D3",
        "After PCA on the full data the samples are divided into training and test"
        " parts.",
    ),
    (
        "D7",
        "We have 18,000 ECG segments from 210 patients. A random 80/20 split of the "
        "segments gives the training and test parts.",
    ),
    (
        "D7",
        "Each user contributes about 30 sessions. We use five-fold cross-validation"
        " over "
        "all sessions.",
    ),
    (
        "D7",
        "The corpus holds 5,200 functions from 48 repositories; the functions are"
        " shuffled "
        "and split 70/15/15.",
    ),
    ("D7", "Audio clips of 60 speakers are split at random into train and test."),
    (
        "S1",
        "We train a small CNN and a ViT on EuroSAT and compare the accuracy on the"
        " test "
        "part.",
    ),
    (
        "S1",
        "Each agent is trained once with PPO on Procgen. The mean return of both is "
        "compared.",
    ),
    ("S1", "We fine-tune BERT with a single seed and compare F1 with the rules."),
    ("S1", "We compare SAC and TD3 on three MuJoCo tasks with three seeds each."),
    (
        "S1",
        "The transformer is trained with and without dropout, two runs each, and"
        " perplexity "
        "is compared.",
    ),
    (
        "S2",
        "We compare three retrievers by recall@10 on 2,000 queries. The retriever"
        " with the "
        "highest recall is put into production.",
    ),
    (
        "S2",
        "Model A and model B are trained with five seeds. We report mean accuracy and"
        " call "
        "the higher one better.",
    ),
    (
        "S4",
        "On the 300 held-out questions the baseline answers 62% correctly. We want to"
        " improve "
        "accuracy by at least 3 points.",
    ),
    (
        "S4",
        "The current classifier has an accuracy of 0.85. The new one should gain 1"
        " point of "
        "accuracy on the 1,000 test images.",
    ),
    (
        "S4",
        "We evaluate both prompts on a test set of 200. A gain of 4 points would be a "
        "success.",
    ),
    (
        "S6",
        "Five optimisers are compared: SGD, Adam, AdamW, Lion and Adafactor. Each"
        " pair is "
        "tested with a t-test at the 5% level; p < 0.05 counts.",
    ),
    (
        "S6",
        "We test 12 hypotheses, each by a Mann-Whitney test, and report those with p"
        " < 0.05.",
    ),
    (
        "S6",
        "The two interfaces are compared on four outcomes, and a difference is called "
        "statistically significant if p < 0.05. The four outcomes are tested"
        " separately.",
    ),
    (
        "E1",
        "We train a diffusion model on the galaxy images and compare FID with the GAN"
        " that "
        "we have. Training uses the institute's cluster.",
    ),
    (
        "E1",
        "We prompt GPT-4o with every question of the set and compare the answers with"
        " those "
        "of Claude by exact match.",
    ),
    (
        "E2",
        "Arms: baseline, small, large. We run five seeds of each arm. Each run takes"
        " 6 hours. "
        "Total budget: 60 GPU-hours.",
    ),
    (
        "E2",
        "| Arm | Seeds | GPU-hours per run |\n|---|---|---|\n| base | 5 | 4 |\n| wide"
        " | 5 | 8 |\n\n"
        "We have at most 50 GPU-hours.",
    ),
    (
        "E2",
        "We compare three prompts with five seeds each. One run costs $12. The budget"
        " is "
        "$150.",
    ),
    (
        "E6",
        "We train a graph network on the traffic data. It should beat the historical"
        " average "
        "by 5%. The budget is 100 GPU-hours.",
    ),
    (
        "E6",
        "# Plan\n\nThe study runs for six weeks. We fine-tune two models and compare"
        " them by "
        "F1.\n\n# Budget\n\n20 GPU-hours.",
    ),
    ("E7", "The metric is TODO."),
    ("E7", "We use <number> seeds and compare both arms."),
    ("E7", "Improvement of XX% over the baseline is expected."),
    ("E7", "Sample size: ???"),
    ("E7", "The annotators are paid [insert amount] per hour."),
    (
        "H3",
        "# Plan\n\nWe expect the cache to cut latency by 20% against the present"
        " system.\n\n"
        "# Method\n\nWe replay one day of traffic from the shop with and without the"
        " cache, "
        "five times each, and compare the median latency with a bootstrap interval.",
    ),
]

SILENT = [
    (
        "Q1",
        "We train a GRU on meter readings and compare it with last week's value. "
        "Does it forecast the evening peak better?",
    ),
    (
        "Q1",
        "We fine-tune RoBERTa on contracts. The fine-tuned model should exceed"
        " keyword rules "
        "in F1. We test on 500.",
    ),
    (
        "Q1",
        "## Research question\nThe role of warm-up in small models.\n\n## Method\nWe"
        " train ten "
        "models. We plot the loss.",
    ),
    ("Q1", "Shopping list: milk, bread and four eggs. Call the plumber."),
    (
        "Q3",
        "We predict that hints help students finish faster than no hints. Should both"
        " groups "
        "need the same time, the idea is dropped.",
    ),
    (
        "Q3",
        "Hypothesis: pruning reduces latency by 20%. If the interval includes zero,"
        " we report "
        "that pruning does not help. We compare with the full model.",
    ),
    (
        "Q3",
        "H1: the loss falls faster with warm-up. A null result means that clipping"
        " does the "
        "work of warm-up. We run eight seeds of each.",
    ),
    (
        "Q3",
        "We believe retrieval lowers hallucination. We were wrong if the rate stays"
        " above "
        "that of the plain model; we test on 900 questions.",
    ),
    (
        "Q4",
        "We expect the sampler to exceed uniform sampling by 0.05 in mean return."
        " Both are "
        "run with ten seeds.",
    ),
    (
        "Q4",
        "Reviewers with the tool should find more bugs. Fewer than one further bug in"
        " ten "
        "reviews would not be worth the licence. We compare 60 reviewers.",
    ),
    (
        "Q4",
        "The bet is that build time halves when the cache is shared. We measure it on"
        " the "
        "recorded builds.",
    ),
    (
        "Q5",
        "The target is an F1 of at least 0.80 on CoNLL.\n\nOn OntoNotes the target is"
        " an F1 of "
        "at least 0.75.",
    ),
    (
        "Q5",
        "Success means an accuracy of at least 80%. As a stretch goal we aim at an"
        " accuracy "
        "of at least 85%.",
    ),
    (
        "Q5",
        "Target: recall of at least 90%.\n\nThe goal is a precision of at least 60%.",
    ),
    (
        "Q5",
        "The target is a gain of at least 3 points of accuracy.\n\nWe stop if"
        " accuracy gains "
        "less than 1 point. The target accuracy is 75% in absolute terms.",
    ),
    (
        "C1",
        "We propose a novel loss for vessel segmentation and expect a higher Dice"
        " score than "
        "with cross-entropy. Both are trained on 200 scans.",
    ),
    (
        "C1",
        "Our method is tested against the weather service's own forecast by MAE. It"
        " improves "
        "the error in winter.",
    ),
    (
        "C1",
        "We measure how heart rate changes over the night. The sample is 40"
        " volunteers.",
    ),
    (
        "C5",
        "The system consists of a query rewriter and a re-ranker. We also run it"
        " without the "
        "re-ranker and without the rewriter.",
    ),
    ("C5", "Our model has two new modules; each is switched off in turn."),
    ("C5", "We compare a CNN and a GRU on the meter readings."),
    ("D2", "We never tune on the test set."),
    ("D2", "No hyper-parameter is chosen on test data."),
    (
        "D2",
        "The model with the best validation accuracy is evaluated once on the test"
        " set.",
    ),
    (
        "D2",
        "Learning rates are tuned on the validation part; the test set is used only"
        " at the "
        "end.",
    ),
    ("D2", "Instead of tuning on the test set we hold out 10% of the training data."),
    (
        "D2",
        "Earlier papers selected checkpoints on the test set, which inflates results.",
    ),
    ("D2", "We select 500 questions for the test set by drawing at random."),
    ("D2", "Is the threshold tuned on the test set?"),
    (
        "D2",
        "Early stopping uses validation loss; test accuracy is reported afterwards.",
    ),
    ("D2", "> We tune on the test set."),
    ("D2", "We keep the test set sealed until the analysis is frozen."),
    ("D2", "Do not select the model on the test set."),
    ("D3", "We split by patient and impute with the medians of the training part."),
    (
        "D3",
        "Scaling is fitted on the training fold only, before it is applied to the"
        " test fold.",
    ),
    (
        "D3",
        "1. Split into train and test.\n2. Oversample the training rows with"
        " SMOTE.\n3. Fit.",
    ),
    ("D3", "All text is lower-cased and Unicode-normalised before the split."),
    ("D3", "Features are never scaled before the split."),
    (
        "D7",
        "18,000 ECG segments from 210 patients are split randomly so that no patient"
        " is in "
        "both parts.",
    ),
    ("D7", "Each user has 30 sessions. We use GroupKFold over users, five folds."),
    (
        "D7",
        "The 5,200 functions come from 48 repositories; we use a random split by "
        "repository.",
    ),
    ("D7", "We randomly assign 60 participants to two groups."),
    ("S1", "We train a CNN and a ViT on EuroSAT with seeds 0, 1, 2, 3 and 4."),
    ("S1", "Every arm is trained five times from scratch and the spread is shown."),
    ("S1", "We fit a logistic regression on the ward records and report the AUC."),
    ("S1", "Training is repeated with seeds 11–20 for each of the two models."),
    (
        "S1",
        "We recruit 60 nurses and train them for two hours. Half of them get the"
        " checklist.",
    ),
    (
        "S1",
        "The classifier is trained in ten-fold cross-validation, with three"
        " repetitions.",
    ),
    (
        "S2",
        "We compare two retrievers by recall@10 on 2,000 queries and give the"
        " standard error "
        "of the difference.",
    ),
    ("S2", "Both models are trained with five seeds; accuracy is shown as mean ± SD."),
    ("S2", "We compare by F1 and plot every seed as a point, with quartiles."),
    (
        "S4",
        "On 5,000 held-out questions the baseline is right in 62%. We want to improve"
        " accuracy "
        "by at least 3 points.",
    ),
    (
        "S4",
        "On the 300 held-out questions the baseline has 62% accuracy; a gain of 3"
        " points is "
        "tested with a paired test (McNemar).",
    ),
    (
        "S4",
        "We train on 300 examples and want 3 points more accuracy on the 20,000 test"
        " items.",
    ),
    ("S4", "Latency should fall by 3% on 200 recorded requests."),
    (
        "S6",
        "Five optimisers are compared pairwise by t-tests with Holm correction at"
        " 0.05.",
    ),
    ("S6", "Two prompts are compared by a paired t-test, alpha 0.05."),
    ("S6", "Six arms are compared descriptively; no test is made."),
    (
        "E1",
        "We train a diffusion model on galaxy images in about 60 GPU-hours and"
        " compare FID "
        "with our GAN.",
    ),
    (
        "E1",
        "We prompt GPT-4o with 2,000 questions, 15 € in total, and compare with"
        " Claude.",
    ),
    ("E1", "We interview 20 farmers and code the answers. Two coders compare notes."),
    (
        "E2",
        "Arms: baseline, small, large. We run five seeds of each arm. Each run takes"
        " 6 hours. "
        "Total budget: 100 GPU-hours.",
    ),
    ("E2", "One run takes 6 hours. The budget is 40 GPU-hours."),
    (
        "E6",
        "We train a graph network on the traffic data. It should beat the historical"
        " average "
        "by 5%. If it is not ahead by 1 June, we pull the plug.",
    ),
    (
        "E6",
        "We fine-tune two models within 20 GPU-hours. No-go: F1 under that of the"
        " rules on "
        "day 5.",
    ),
    (
        "E6",
        "We train two models for F1. The line is abandoned when the first seed is"
        " worse than "
        "the rules.",
    ),
    ("E7", "The type is `List<int>` and the page is <https://example.org>."),
    ("E7", "```\n# TODO in the code\n```\n\nWe compare both arms."),
    ("E7", "Is 5% enough??"),
    ("E7", "We use HTML<br>breaks and <b>bold</b> words. n < 5 and m > 3."),
    (
        "H3",
        "# Plan\n\nWe expect the cache to cut latency by 20% against the present"
        " system.\n\n"
        "# Method\n\nWe replay one day of traffic from one shop with and without the"
        " cache, "
        "five times each, and compare the median latency.\n\n# Caveats\n\nOne shop"
        " only.",
    ),
]
