"""Passages of fields that the corpus does not have: what must fire, what must not."""

from __future__ import annotations

FIRES = [
    (
        "S1",
        "We train a graph neural network on 40,000 alloy structures to predict "
        "bandgaps and set its mean absolute error against that of the "
        "descriptor forest. One model is trained per arm.",
    ),
    (
        "S1",
        "A U-Net and a SegFormer are fitted to the seismic cube with the same "
        "schedule. Whichever has the higher dice on the northern block goes "
        "into the picking tool. The random state is 42 throughout.",
    ),
    (
        "S1",
        "Each variant of the protein decoder is fine-tuned for 20,000 steps. We "
        "then compare perplexity on the held-out families, with intervals over "
        "families.",
    ),
    (
        "S2",
        "We train the yield predictor with five seeds per crop and put the "
        "average error of each beside that of the agronomist's table. The "
        "smaller average is the better method.",
    ),
    (
        "S2",
        "On 1,200 scanned deeds the new OCR pipeline and the old one are "
        "compared by character error rate. The pipeline with the lower rate "
        "replaces the other.",
    ),
    (
        "S2",
        "We compare mean delay of packets under both queueing rules in 20 "
        "simulations. The rule with the lower mean delay is recommended to the "
        "operator.",
    ),
    (
        "S3",
        "Every folding network is trained from six starts, and the lowest RMSD "
        "on the held-out chains stands in the table for it.",
    ),
    (
        "S3",
        "For each trading agent the most profitable of its eight trainings on "
        "the test year is what we report.",
    ),
    (
        "S3",
        "Of the five fits of each emulator we keep the one that does best on "
        "the evaluation storms; its error is the emulator's error.",
    ),
    (
        "S4",
        "The leaf classifier in use is right on 81 % of photographs. With 250 "
        "test photographs we hope to see the new one 2 percentage points ahead.",
    ),
    (
        "S4",
        "About 55 % of the theorems are proved today. We count a rise of 3 "
        "points as success; there are 120 theorems in the evaluation set.",
    ),
    (
        "S4",
        "Success rate of the gripper stands at 70 %. Each of the two grippers "
        "gets 80 trials. An improvement of five points would justify buying it.",
    ),
    (
        "S5",
        "The expected difference in plant height is 2 cm with a standard "
        "deviation of 5 cm; twenty pots per treatment are planted.",
    ),
    (
        "S5",
        "We plan 24 listeners in each group and expect a medium effect (d = 0.5).",
    ),
    (
        "S5",
        "A priori power for the planned 40 dogs is 0.62 at alpha 0.05, which we "
        "accept.",
    ),
    (
        "S6",
        "Yield, height, leaf area and protein are each compared between the two "
        "fertilisers by a t-test at the 5 % level.",
    ),
    (
        "S6",
        "We run a Mann-Whitney test for each of the 40 metabolites and call "
        "those below 0.05 markers.",
    ),
    (
        "S6",
        "The seven sleep scores are tested one after the other against zero "
        "with alpha = 0.05 for each.",
    ),
    (
        "S7",
        "The new irrigation plan is kept if it saves significantly more water "
        "than the old one. We read the meters of 30 fields.",
    ),
    (
        "S7",
        "A significant drop in burglary is expected in the streets with new "
        "lamps. We count burglaries for a year.",
    ),
    (
        "S7",
        "We call an alloy significantly harder when its mean hardness lies "
        "above that of the reference in our measurements.",
    ),
    (
        "S8",
        "We go on sowing further plots until the difference between the seed "
        "coatings is clear.",
    ),
    (
        "S8",
        "Interviews are added in batches of ten; after each we look at the "
        "p-value, and once it falls under 0.05 the survey closes.",
    ),
    (
        "S8",
        "If the first 50 patients do not show the effect, 25 more will be enrolled.",
    ),
    (
        "S9",
        "Each of the 60 patients tastes both syrups. Scores of the two syrups "
        "are compared with an independent-samples t-test.",
    ),
    (
        "S9",
        "The two codecs compress the same 500 photographs. Mann-Whitney U "
        "decides whether sizes differ.",
    ),
    (
        "S9",
        "Both parsers read the identical 2,000 sentences, and the shares of "
        "right parses are compared by a chi-squared test.",
    ),
    (
        "S10",
        "Four botanists label every herbarium sheet. Their agreement is given "
        "as Cohen's kappa.",
    ),
    (
        "S10",
        "Two judges score each essay for coherence from 1 to 7, and the mean of "
        "both enters the analysis.",
    ),
    (
        "S10",
        "Crowd workers, five to an image, mark the wound; the majority mark is "
        "the truth.",
    ),
    (
        "S11",
        "GPT-4 grades each recipe for taste and clarity. The system with the "
        "higher mean grade wins.",
    ),
    (
        "S11",
        "Which of two lesson plans is better is decided by Claude; the plan of "
        "our system is always shown first.",
    ),
    (
        "S11",
        "Summaries of court rulings are scored from 1 to 10 by a large language "
        "model. We compare the scores of the three summarisers.",
    ),
    (
        "S12",
        "The encoder is evaluated on six tasks: tagging, parsing, sentiment, "
        "retrieval, translation and summarisation. We report the average over "
        "the six.",
    ),
    (
        "S12",
        "One number, the mean of the normalised scores on the five robot "
        "skills, is reported for each policy: pushing, pouring, folding, "
        "screwing and walking.",
    ),
    (
        "S12",
        "The methods are ranked by their average accuracy over four data sets "
        "(flowers, X-rays, satellite tiles and road signs).",
    ),
    (
        "E1",
        "We fine-tune a vision transformer on 80,000 leaf scans and compare it "
        "with the colour histogram. Training runs on the faculty's GPUs.",
    ),
    (
        "E1",
        "We train graph networks on the power-grid cases, five seeds each, and "
        "sweep the depth from 2 to 12.",
    ),
    (
        "E1",
        "Agents learn to sail by PPO in the simulator. We compare their "
        "finishing time with that of the club's helmsmen.",
    ),
    (
        "E2",
        "We have three soils, four crops and six repeats, each pot run of the "
        "simulator taking 2 hours: 72 runs x 2 h = 120 h.",
    ),
    (
        "E2",
        "Four models are trained with five seeds each on one GPU; a training "
        "takes 9 hours. Our allocation is 150 GPU-hours.",
    ),
    (
        "E2",
        "Budget: 500 euros. We pay 60 raters 12 euros each.",
    ),
    (
        "E3",
        "We train a random forest and a gradient boosting machine on the soil "
        "table. Their hyper-parameters are set to sensible values.",
    ),
    (
        "E3",
        "The learning rate and the weight decay of the coral classifier are "
        "adjusted by hand until training looks good.",
    ),
    (
        "E3",
        "For each network we tune learning rate, depth and dropout. Then we "
        "compare both on the test reefs.",
    ),
    (
        "E4",
        "We ask the current GPT-4 model to date each charter and compare it "
        "with the archivist.",
    ),
    (
        "E4",
        "The forests are fitted with the newest release of scikit-learn "
        "available when we start.",
    ),
    (
        "E4",
        "Embeddings come from the latest sentence-transformers model; "
        "similarity is compared with BM25.",
    ),
    (
        "E6",
        "We train a GRU on the tide gauges for three months. It should halve "
        "the surge error. Training costs 60 GPU-hours.",
    ),
    (
        "E6",
        "The project fine-tunes T5 for old Norse within 40 GPU-hours and "
        "compares BLEU. Whatever the outcome, we go through all stages.",
    ),
    (
        "E6",
        "Early stopping ends a training after five epochs without gain. We "
        "train two networks for gait and compare error; the budget is 300 "
        "euros.",
    ),
    (
        "E7",
        "We compare two glues on [number] of beams.",
    ),
    (
        "E7",
        "The field season starts on XX.XX.2025, and we count the nests twice.",
    ),
    (
        "E7",
        "Sample size will be filled in later. We compare the two feeds.",
    ),
    (
        "E8",
        "We optimise the model in the usual way and evaluate it with several "
        "appropriate metrics.",
    ),
    (
        "H1",
        "Twenty nurses wear microphones during their shift, and we compare "
        "their speech with and without the new form.",
    ),
    (
        "H1",
        "Crowd workers from Prolific label 10,000 birdsongs. Their labels are "
        "compared with those of the classifier.",
    ),
    (
        "H1",
        "We interview 25 farmers about their use of drones, and two coders "
        "label the answers.",
    ),
    (
        "H2",
        "We train a language model to write phishing mails for given profiles "
        "and measure how often staff click.",
    ),
    (
        "H2",
        "The generator proposes toxins that bind the receptor more strongly "
        "than known ones, and we rank them by predicted lethality.",
    ),
    (
        "H2",
        "Our attack finds prompts that make assistants give instructions for "
        "weapons. We publish the prompts and the code.",
    ),
    (
        "H3",
        "# Goal\n\nShow that moss grows faster in shade.\n\n# Plan\n\nTwenty pots in "
        "shade and twenty in the sun; height is measured after 60 days and "
        "compared with Welch's test. The number of pots is limited by the size "
        "of the greenhouse.",
    ),
    (
        "H4",
        "We build a new benchmark of 1,200 crossword clues for language models "
        "and evaluate eight models on it by exact match.",
    ),
    (
        "H4",
        "This project creates a leaderboard for hail nowcasting with five "
        "tasks. Six methods are ranked on it.",
    ),
    (
        "H4",
        "Our contribution is an evaluation set of 3,000 tax questions with "
        "answers, on which we rank ten assistants.",
    ),
]

SILENT = [
    (
        "S1",
        "We train a graph neural network on 40,000 alloy structures from five "
        "random initialisations and compare its mean absolute error with that "
        "of the descriptor forest.",
    ),
    (
        "S1",
        "PPO agents trade in the simulated order book with and without the "
        "inventory penalty; ten agents are trained in each setting, and all "
        "curves are drawn.",
    ),
    (
        "S2",
        "On 1,200 scanned deeds the two OCR pipelines are compared by character "
        "error rate, with 95 % intervals from resampling deeds.",
    ),
    (
        "S2",
        "We compare mean delay of packets under both queueing rules in 20 "
        "simulations and show a box plot of the delays.",
    ),
    (
        "S3",
        "Every folding network is trained from six starts, and the median RMSD "
        "on the held-out chains stands in the table, with all six in the "
        "appendix.",
    ),
    (
        "S3",
        "For each trading agent the training with the best validation profit is "
        "kept, and its profit in the test year is what we report.",
    ),
    (
        "S4",
        "The gripper's success rate stands at 70 %. Each gripper gets 1,500 "
        "trials. An improvement of five points would justify buying it.",
    ),
    (
        "S5",
        "The expected difference in plant height is 5 cm with a standard "
        "deviation of 5 cm; forty pots per treatment are planted.",
    ),
    (
        "S5",
        "We plan 70 listeners in each group and expect a medium effect (d = 0.5).",
    ),
    (
        "S6",
        "Yield, height, leaf area and protein are each compared between the two "
        "fertilisers by a t-test; Holm's procedure holds the overall level at 5 "
        "%.",
    ),
    (
        "S6",
        "We run a Mann-Whitney test for each of the 40 metabolites and control "
        "the false discovery rate at 10 %.",
    ),
    (
        "S7",
        "The new irrigation plan is kept if it saves significantly more water "
        "than the old one (paired t-test over fields, alpha 0.05).",
    ),
    (
        "S7",
        "A significant number of the streets is too narrow for lamps and is left out.",
    ),
    (
        "S8",
        "Training continues until the validation loss has not improved for ten epochs.",
    ),
    (
        "S8",
        "Interviews go on until no new themes appear (saturation), at most 40.",
    ),
    (
        "S9",
        "Forty cyclists ride with the aid and forty others without it; Welch's "
        "test compares the two sets of times.",
    ),
    (
        "S9",
        "A two-sample test would waste the pairing, since both parsers read the "
        "same sentences; we use McNemar's.",
    ),
    (
        "S10",
        "Four botanists label every herbarium sheet. Their agreement is given "
        "as Fleiss' kappa.",
    ),
    (
        "S10",
        "Two judges score each essay from 1 to 7; the intraclass correlation of "
        "their scores is reported.",
    ),
    (
        "S11",
        "GPT-4 grades each recipe; 150 of them are graded by two cooks too, and "
        "we report the agreement of GPT-4 with them.",
    ),
    (
        "S11",
        "Which of two lesson plans is better is decided by Claude in both "
        "orders, and checked against teachers on 100 pairs.",
    ),
    (
        "S12",
        "For every agent we report the interquartile mean over 57 games with "
        "stratified bootstrap intervals and the profile of all games.",
    ),
    (
        "S12",
        "We average over the 200 test questions, which are all of one kind.",
    ),
    (
        "E1",
        "We fine-tune a vision transformer on 80,000 leaf scans and compare it "
        "with the colour histogram. Two weeks on one RTX 4090 are all that we "
        "have.",
    ),
    (
        "E1",
        "We train graph networks on the power-grid cases; all runs together "
        "take about 90 hours on one card.",
    ),
    (
        "E2",
        "We have three soils, four crops and six repeats, each pot run taking 2 "
        "hours: 72 runs x 2 h = 144 h.",
    ),
    (
        "E2",
        "Four models are trained with five seeds each on one GPU; a training "
        "takes 7 hours. Our allocation is 150 GPU-hours.",
    ),
    (
        "E3",
        "Learning rate from 1e-5 to 1e-3 and depth from 2 to 8 are searched by "
        "40 random trials on the validation reefs.",
    ),
    (
        "E3",
        "The network is trained with Adam, learning rate 3e-4, batch size 64, "
        "50 epochs, for all arms alike.",
    ),
    (
        "E4",
        "We ask gpt-4o-2024-08-06 to date each charter and compare it with the "
        "archivist.",
    ),
    (
        "E4",
        "The forests are fitted with scikit-learn 1.5.1, as pinned in uv.lock.",
    ),
    (
        "E6",
        "We train a GRU on the tide gauges for three months. If it is not "
        "better than persistence by March, the project ends.",
    ),
    (
        "E6",
        "We train two networks for gait. The study is broken off as soon as 200 "
        "euros are gone without an error under 5 degrees.",
    ),
    (
        "E7",
        "We compare two glues on 40 beams [see Table 2].",
    ),
    (
        "E7",
        "To-do lists of 40 managers are collected, and we count the entries.",
    ),
    (
        "E8",
        "The model is evaluated by MAE and by the pinball loss at 0.1 and 0.9.",
    ),
    (
        "H1",
        "Crowd workers from Prolific label birdsongs at 12 pounds an hour after "
        "agreeing to the information sheet; the IRB exempted the study.",
    ),
    (
        "H2",
        "We train a language model to write phishing mails in a closed lab; "
        "neither mails nor model are released, and the security office has "
        "approved it.",
    ),
    (
        "H2",
        "Jailbreak prompts are found and disclosed to the vendors 90 days "
        "before publication; the paper shows none of them in full.",
    ),
    (
        "H4",
        "We build a new benchmark of 1,200 crossword clues; guessing at random "
        "and five club players give the ends of the scale. Version 1.0 is "
        "released under CC BY 4.0 and kept up by the club until 2030.",
    ),
]
