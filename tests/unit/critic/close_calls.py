"""Single statements, close to each other in words and far apart in meaning."""

from __future__ import annotations

# (rule, text, whether it must fire)
CLOSE_CALLS = [
    (
        "S1",
        "We fine-tune the model with ten different random seeds per condition.",
        False,
    ),
    ("S1", "Seeds: {1, 2, 3, 4, 5}. We train an MLP on the data.", False),
    (
        "S1",
        "We train an ensemble of networks; the whole procedure is repeated 8 times.",
        False,
    ),
    ("S1", "All neural networks are trained with n=5 seeds.", False),
    (
        "S1",
        "We train a CNN. Each configuration is trained over 3 seeds (0, 1, 2).",
        False,
    ),
    ("S1", "We train a CNN for each of three seeds and each data set.", False),
    ("S1", "For each arm, 5 models are trained from different initialisations.", False),
    ("S1", "Every cell is run thrice with the transformer.", False),
    ("S1", "We train a ResNet-18 with random_state=42 only.", True),
    ("S1", "The LSTM is trained with one fixed seed (42).", True),
    (
        "S1",
        "We sample one completion per question at temperature 0.8 from the language "
        "model.",
        True,
    ),
    (
        "S2",
        "Accuracy is compared; we report mean and standard deviation over five seeds. "
        "We compare A with B.",
        False,
    ),
    (
        "S2",
        "We compare A with B by accuracy, with Wilson intervals. It is simple.",
        False,
    ),
    (
        "S4",
        "Baseline accuracy is 80%. We expect an improvement of 2 percentage points on "
        "1,000 test questions.",
        True,
    ),
    (
        "S4",
        "Baseline accuracy is 80%. We expect an improvement of 5 percentage points on "
        "1,000 test questions.",
        False,
    ),
    (
        "S4",
        "GPT-4 solves 45% of the 164 problems; our prompt should solve at least 5 "
        "points more.",
        True,
    ),
    (
        "S4",
        "The current pass rate is 0.62 on 250 held-out tasks; success is an increase "
        "of 10 points.",
        False,
    ),
    ("D2", "We report test accuracy for the model chosen on validation.", False),
    ("D2", "The test set is used only once, after all choices are made.", False),
    ("D2", "Thresholds are set on the development set, never on the test set.", False),
    ("D2", "We choose the best prompt on dev and then evaluate it on test.", False),
    ("D2", "Early stopping monitors the test loss with patience 5.", True),
    (
        "D2",
        "The hyperparameters that give the best test F1 are used in the final table.",
        True,
    ),
    (
        "D2",
        "We pick the number of clusters which maximizes performance on the test data.",
        True,
    ),
    (
        "D2",
        "After each epoch we evaluate on the test set and keep the best model.",
        True,
    ),
    (
        "D2",
        "Hyperparameters: selected via Optuna (100 trials), objective = test accuracy.",
        True,
    ),
    ("D2", "Test sentences are selected at random from the pool.", False),
    ("D2", "We optimise the code until all unit tests pass on the test server.", False),
    ("D2", "Model selection on the test set is explicitly ruled out.", False),
    ("D3", "We normalise the images with ImageNet statistics before splitting.", False),
    ("D3", "The whole dataset is min-max scaled and then a 5-fold CV is run.", True),
    (
        "D3",
        "Feature selection is done inside each fold of the cross-validation.",
        False,
    ),
    (
        "D3",
        "Data are first split by date; afterwards the scaler is fitted on the "
        "training part.",
        False,
    ),
    ("D3", "SMOTE is applied to the full data, then we split 70/30.", True),
    ("D3", "Tokens are counted before the split.", False),
    ("D7", "We split 4,000 X-ray images of 900 patients randomly 80/20.", True),
    (
        "D7",
        "4,000 X-ray images of 900 patients are split 80/20 at the patient level.",
        False,
    ),
    (
        "D7",
        "Commits from 50 repositories; test commits come from repositories that are "
        "not in training. Random 80/20 split of repositories.",
        False,
    ),
    (
        "D7",
        "Each of the 20 participants contributes 30 trials. The trials are split "
        "randomly into train and test.",
        True,
    ),
    (
        "C1",
        "We propose a new pruning criterion. It reduces latency. We compare against "
        "magnitude pruning.",
        False,
    ),
    (
        "C1",
        "Our approach improves robustness of speech recognition. We evaluate it on "
        "LibriSpeech by WER.",
        True,
    ),
    (
        "C1",
        "We propose a protocol for interviews. It has three parts. Twenty people are "
        "asked.",
        False,
    ),
    (
        "C5",
        "Our framework consists of a retriever, a planner and a verifier. Accuracy is "
        "measured on 300 tasks.",
        True,
    ),
    (
        "C5",
        "The survey consists of a questionnaire and an interview. Forty people answer.",
        False,
    ),
    ("C5", "The dataset consists of images and captions. We train a CNN.", False),
    (
        "E1",
        "Training takes about 3 hours on a single GPU. We compare two networks.",
        False,
    ),
    ("E1", "Total API cost is capped at $50. We prompt GPT-4 on 500 items.", False),
    (
        "E2",
        "2 models × 3 datasets × 5 seeds × 2 hours = 60 GPU-hours. Budget: 80 "
        "GPU-hours.",
        False,
    ),
    (
        "E2",
        "2 models × 3 datasets × 5 seeds × 2 hours = 40 GPU-hours. Budget: 80 "
        "GPU-hours.",
        True,
    ),
    (
        "E2",
        "Four arms, three seeds each. A run costs 15 €. At most 150 € may be spent.",
        True,
    ),
    (
        "E6",
        "We train a GNN for two weeks. We'll abandon this if MAE isn't under 0.3 by "
        "day 7.",
        False,
    ),
    (
        "E6",
        "Training of the CNN takes 5 GPU-hours. Go/no-go after the pilot: accuracy "
        "above chance.",
        False,
    ),
    ("E7", "The value <0.05 is used and a < b > c. We use List<T>.", False),
    ("E7", "Learning rate: [TBD]. Seeds: 5.", True),
    (
        "Q3",
        "H1: warm start halves training time. We would be convinced otherwise by "
        "equal times. Ten seeds are run.",
        False,
    ),
    (
        "Q3",
        "We predict higher recall. If recall is equal or lower, the claim is false. "
        "Ten seeds are run.",
        False,
    ),
    (
        "Q4",
        "We predict that the share of wrong answers drops from 20% to 15%. We test on "
        "900 items.",
        False,
    ),
    (
        "Q5",
        "The goal is an accuracy of 90%. Milestone 1: accuracy of 70%. Final: "
        "accuracy of 90%.",
        False,
    ),
    (
        "Q5",
        "We aim for at least 3 points F1 improvement.\n\nSuccess criterion: F1 "
        "improves by at least 2 points.",
        True,
    ),
    (
        "Q5",
        "Goal: latency below 50 ms.\n\nSuccess: latency must stay below 80 ms.",
        True,
    ),
    ("S6", "We test eight hypotheses at alpha = 0.05 each. No more.", True),
    (
        "S6",
        "We compare four models on five benchmarks and call differences significant "
        "if p < 0.05.",
        True,
    ),
    (
        "S6",
        "One confirmatory t-test at alpha 0.05; six exploratory arms are only "
        "described.",
        False,
    ),
    (
        "H3",
        "We compare two prompts by accuracy on 500 items from one exam. The prompts "
        "differ in one sentence, and each item is answered five times. Results apply "
        "to this exam only and we can't say more.",
        False,
    ),
    (
        "S3",
        "We report the best validation checkpoint of each seed and average over seeds.",
        False,
    ),
    ("S3", "Peak test accuracy over all epochs is listed for each model.", True),
    ("S3", "We run 20 restarts and publish the strongest one.", True),
    ("S3", "Mean, best and worst of ten seeds are reported.", False),
    ("S7", "A difference counts as significant when the 95% CI excludes zero.", False),
    ("S7", "We hope to see significant gains on all tasks. Ten seeds are run.", True),
    ("S7", "Significant engineering effort goes into the parser.", False),
    ("S8", "Data collection continues till we see an effect.", True),
    ("S8", "We stop collecting once p drops below 0.05.", True),
    ("S8", "We recruit until 100 people have completed the survey.", False),
    (
        "S8",
        "We look at the data after each 20 participants with O'Brien-Fleming bounds "
        "and stop when significant.",
        False,
    ),
    (
        "S9",
        "Both models answer the same questions; accuracy is compared by a chi-squared "
        "test.",
        True,
    ),
    ("S9", "Two groups of patients are compared by a Mann-Whitney test.", False),
    (
        "S10",
        "Two annotators label 500 tweets. Disagreements are resolved by discussion.",
        False,
    ),
    (
        "S10",
        "Three experts rate each proof on a five-point scale; the mean rating is the "
        "outcome.",
        True,
    ),
    ("S10", "Reviewers see the score before they decide.", False),
    ("S11", "Claude 3 Opus ranks the outputs of both systems.", True),
    (
        "S11",
        "A reward model scores the outputs. 200 of them are also scored by two "
        "annotators.",
        False,
    ),
    ("S11", "We evaluate GPT-4 on 500 questions by exact match.", False),
    ("S11", "GPT-4 is evaluated by lawyers.", False),
    ("S12", "We average accuracy over six data sets.", True),
    ("S12", "Perplexity is averaged over all tokens of the corpus.", False),
    (
        "D1",
        "We train a logistic regression on all 5,000 records and report its accuracy.",
        True,
    ),
    (
        "D1",
        "We train a CNN on CIFAR-10 and evaluate on its test images by accuracy.",
        False,
    ),
    ("D1", "We train on GLUE and report accuracy from the leaderboard.", False),
    (
        "D4",
        "We augment the training images by flips. We evaluate on the test set.",
        False,
    ),
    (
        "D4",
        "We combined posts from Reddit and Twitter. The merged data set is split "
        "90/10.",
        True,
    ),
    ("D4", "The two teams merged their code and tests are run nightly.", False),
    (
        "D5",
        "We predict dropout from grades. The student ID is not used as a feature.",
        False,
    ),
    (
        "D5",
        "The model predicts mortality; inputs include the discharge code, which is "
        "assigned after death.",
        True,
    ),
    (
        "D6",
        "We forecast load; the model is trained on 2015-2019 and tested on 2020.",
        False,
    ),
    ("D6", "We forecast sales with 5-fold cross-validation over shuffled weeks.", True),
    ("D6", "We classify bird songs with a random 80/20 split of recordings.", False),
    (
        "D9",
        "We evaluate Llama-3 on GSM8K and on a private set of problems never put "
        "online.",
        False,
    ),
    (
        "D9",
        "We train a small language model from scratch on text and test on HellaSwag.",
        False,
    ),
    (
        "D9",
        "How well do LLMs do on MMLU with shuffled options? We test three models.",
        True,
    ),
    ("D11", "Fraud occurs in 0.5% of transactions. Accuracy is our metric.", True),
    ("D11", "Fraud occurs in 0.5% of transactions. We use AUPRC.", False),
    ("D11", "We have 5% of the budget left. Accuracy is our metric.", False),
    (
        "C2",
        "For each method, including the baseline, we run 20 trials of Optuna.",
        False,
    ),
    (
        "C2",
        "We tune our method extensively. For the baselines we take the "
        "hyperparameters from the literature.",
        True,
    ),
    ("C3", "We take the results of prior work from Table 3 of their paper.", True),
    ("C3", "We copy the test set from the published repository.", False),
    (
        "C4",
        "We detect whether a review is fake; a majority-class predictor is included.",
        False,
    ),
    ("C6", "The treatment group gets a new textbook and more lessons.", True),
    ("C6", "The second model has more layers, and everything else is kept.", False),
    (
        "C7",
        "Randomised: half of the users see the banner. We test whether it leads to "
        "more clicks.",
        False,
    ),
    ("C7", "From GitHub logs we show that tests cause fewer bugs.", True),
    ("C7", "Because of the small budget we use GitHub logs.", False),
    (
        "Q2",
        "Our goal is to better understand the influence of depth on calibration. We "
        "train five networks.",
        True,
    ),
    (
        "Q2",
        "We investigate whether depth hurts calibration: deeper networks should have "
        "higher ECE.",
        False,
    ),
    ("Q6", "We report accuracy, F1 and latency, with F1 as the main metric.", False),
    ("Q6", "Metrics: precision, recall, AUROC, latency. We compare both models.", True),
    (
        "Q7",
        "We claim our loss works for any architecture. Experiments: ResNet-18 on "
        "CIFAR-10.",
        True,
    ),
    ("Q7", "We test on any data set that is free.", False),
    ("Q9", "The method is efficient. We compare accuracy with the baseline.", True),
    ("Q9", "The method is efficient: it needs half of the memory.", False),
    ("Q9", "This is a fair comparison since both get the same data.", False),
    (
        "Q9",
        "We make the system safer. Refusal rate on 300 harmful requests is measured.",
        False,
    ),
    (
        "E3",
        "We fine-tune BERT with the defaults of the library and compare F1 with rules.",
        False,
    ),
    (
        "E4",
        "We use GPT-4 to answer questions. The API version is recorded with each call.",
        False,
    ),
    ("E4", "Claude 3.5 Sonnet (20241022) answers the questions.", False),
    ("E4", "We implement the model in PyTorch and train it.", True),
    (
        "E8",
        "We use appropriate statistical tests and various metrics. Both models are "
        "compared.",
        True,
    ),
    ("E8", "We compare several models on three data sets by accuracy.", False),
    ("H1", "We ask 12 teachers to grade essays.", True),
    ("H1", "Participants give informed consent and get a voucher.", False),
    ("H1", "We scrape user profiles.", False),
    ("H1", "Annotators are the two authors.", False),
    ("H2", "We fine-tune a model to generate toxins with desired properties.", True),
    ("H2", "We detect malware with a CNN.", False),
    ("H2", "Our classifier finds phishing mails.", False),
    (
        "H4",
        "We create a new benchmark for table reasoning with 1,000 items. Models are "
        "compared on it.",
        True,
    ),
    ("H4", "We benchmark three databases.", False),
    (
        "D7",
        "We collected 5 recordings from each of 40 speakers and use "
        "leave-one-speaker-out.",
        False,
    ),
    (
        "D8",
        "We conclude for the general population; the sample is students from our "
        "university.",
        True,
    ),
    ("D10", "Qwen generates the answers and Qwen then grades them.", True),
    ("D12", "The corpus is Wikipedia, dump of 2024-01-01. We train on it.", False),
    ("D13", "We survey 200 nurses; incomplete questionnaires are dropped.", False),
    ("S5", "Effect size d=0.8, 64 per group.", False),
    ("S5", "We expect d = 0.3 with 40 participants per arm.", True),
]
