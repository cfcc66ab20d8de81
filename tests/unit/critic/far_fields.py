"""Flaws and sound passages by rule, from fields that no plan of the corpus is about.

Rivers, vines, cows, engines of chess, indexes of data bases: what a rule understands
here it has not learnt from a plant.
"""

from __future__ import annotations

FLAWED = {
    "Q1": [
        (
            "We collect sherds from nine Bronze Age sites and measure their trace "
            "elements by XRF. The measurements are clustered, and the clusters are "
            "drawn on a map."
        ),
        (
            "This project brings seismologists and computer scientists together. We "
            "train a network on waveforms of 12,000 quakes and publish its picks in a "
            "table."
        ),
        (
            "Battery cells are cycled at three temperatures in our laboratory. We fit "
            "a regression model to capacity and internal resistance and list its "
            "coefficients."
        ),
        (
            "The plan is to benchmark five OCR engines on parish registers. Character "
            "error rates are put side by side in a chart. All scans are published."
        ),
        (
            "Riders wear heart-rate belts in training and in races. We record speed, "
            "power and pulse and compare the three signals. The curves are shown in "
            "the report."
        ),
        (
            "Sign-language videos are encoded with a transformer. We evaluate the "
            "model on 800 clips and print the confusion matrix."
        ),
        (
            "Sixty tablets from Ur are photographed under raking light. We train a "
            "detector of wedge signs and publish its output with the photographs."
        ),
        (
            "We will measure the drag of five cycling helmets in a wind tunnel and "
            "compare the curves. The data are released."
        ),
        (
            "Our group develops a corpus of court rulings. Two models are trained on "
            "it, and their accuracy is reported per area of law."
        ),
    ],
    "Q2": [
        (
            "We want to find out how soil moisture and canopy temperature interact. "
            "Plots are measured weekly for two seasons."
        ),
        (
            "I shall investigate the role that opening books play in chess engines. "
            "Two engines play 4,000 games."
        ),
        (
            "The interplay of irrigation and grafting is to be elucidated by means of "
            "a factorial trial. Yield is weighed per vine."
        ),
        (
            "How do referees behave under crowd noise, and what is the link to card "
            "counts? We want to get a feeling for it. 300 matches are coded."
        ),
        (
            "It is hypothesised that the kiln atmosphere has a bearing on glaze "
            "colour. Forty tiles are fired and measured with a colorimeter."
        ),
        (
            "We are curious about what playing an instrument does to second-language "
            "listening. 80 adults take a listening test, and years of lessons are "
            "recorded."
        ),
        (
            "The goal is to shed light on how peat depth and tree growth hang "
            "together. Cores are taken at 120 plots."
        ),
        (
            "H1: Font size will have an influence on reading speed. 40 readers read "
            "twelve pages."
        ),
        (
            "We plan to examine the connection between queue length and tips in cafés. "
            "Tills of six cafés are logged."
        ),
    ],
    "Q3": [
        (
            "We expect that grafted vines yield 8 % more grapes than ungrafted ones. "
            "Forty vines of each kind are weighed at harvest."
        ),
        (
            "We predict that the new cathode keeps at least 5 points more of its "
            "capacity after 500 cycles than the old one. Whatever the cells show will "
            "help us to improve the recipe."
        ),
        (
            "We claim that survey letters in plain language raise the response rate by "
            "three points. 2,000 households get the plain letter and 2,000 the usual "
            "one."
        ),
        (
            "Our hypothesis is that sparse attention needs 30 % less memory than dense "
            "attention at equal accuracy. Memory is measured on four lengths."
        ),
    ],
    "Q4": [
        (
            "Our hypothesis is that the vaccine reminder increases attendance by a "
            "meaningful amount. 1,000 parents get it, 1,000 do not, and we compare "
            "attendance."
        ),
        (
            "We predict that the cache-aware join is substantially faster than the "
            "hash join. Both run on the same 20 queries, and the median time is "
            "reported."
        ),
        (
            "The bet: a dictionary of dialect words lowers the word error of the OCR "
            "engine. If it does not, the idea is dropped. We test on 900 pages."
        ),
        (
            "We believe that the denoiser finds more faint galaxies than the classic "
            "pipeline, enough to be worthwhile for observers. Both run on 200 fields, "
            "recall is compared."
        ),
        (
            "We expect fewer typing errors with the split keyboard than with the flat "
            "one. 40 typists use both, and errors are counted."
        ),
        (
            "We predict that the rewritten leaflet is understood considerably better "
            "than the old one. 300 patients read one of the two and answer ten "
            "questions."
        ),
    ],
    "Q5": [
        (
            "The idea pays if the new cathode keeps 5 points more capacity than the "
            "old one.\n\nSuccess: capacity after 500 cycles is 8 points above the old "
            "cathode."
        ),
        (
            "We expect attendance to rise by four percentage points, which is the "
            "least that would matter to the clinic.\n\nThe reminder counts as "
            "effective from a rise in attendance of seven percentage points."
        ),
        (
            "Bet: the learned index is at least 20 % faster than the B-tree.\n\nPass "
            "mark: 30 % faster than the B-tree."
        ),
        (
            "The smallest gain in F1 worth having is 2 points.\n\n| milestone | "
            "criterion |\n|---|---|\n| success | F1 3.5 points over the gazetteer |"
        ),
        (
            "Grafted vines should give 10 % more grapes than the control vines; less "
            "would not pay for the grafting.\n\n## Decision\n\nWe recommend grafting "
            "once the yield exceeds that of the control vines by 15 %."
        ),
        (
            "Our aim is a character error rate of at most 4 % on the parish "
            "registers.\n\nThe archive adopts the engine if the character error rate "
            "is below 6 %."
        ),
        (
            "Worth having is a gain of at least 3 points in F1 over the dictionary.\n\n"
            "## Decision\n\nThe library switches to the tagger if it beats the "
            "dictionary by 1 point in F1."
        ),
        (
            "We bet on 15 % fewer typing errors with the split keyboard.\n\nThe "
            "keyboard counts as a success from 25 % fewer typing errors on."
        ),
        (
            "Goal: latency of at most 40 ms at the 99th percentile.\n\n- Acceptance: "
            "latency below 60 ms."
        ),
    ],
    "Q6": [
        (
            "We record milk yield, lying time, lameness score and somatic cell count "
            "of every cow. Each of them can show that the barn works."
        ),
        (
            "The engines are compared by character error rate, word error rate, "
            "throughput and memory use. All of these are equally interesting for "
            "archives."
        ),
        (
            "We look at recall, precision and F1 of faint galaxies and the time per "
            "field. A pipeline is better if it is better on most of these."
        ),
        (
            "Outcomes: query latency (p50), query latency (p99), throughput, index "
            "size, build time. Whichever shows the difference best leads the paper."
        ),
        (
            "| measure | unit |\n|---|---|\n| accuracy | % |\n| latency | ms |\n| "
            "memory use | MB |\n\nWe compare both decoders by these."
        ),
        (
            "For every engine we report Elo, win rate, mean centipawn loss and "
            "accuracy of moves."
        ),
        (
            "Horses are scored for pain, swelling, wound area and days to closure. "
            "Improvement in any of these counts in favour of the gel."
        ),
        (
            "We compare leaflets by comprehension score, reading time, trust rating "
            "and recall after a week."
        ),
        (
            "Metrics: BLEU, chrF, COMET, edit distance. We report all four for both "
            "systems."
        ),
    ],
    "Q7": [
        (
            "Forty vines of one variety are measured. The result settles how vines of "
            "any variety and in any climate should be pruned."
        ),
        (
            "We run both indexes on one table of taxi trips. The paper will be titled "
            '"One index for all workloads".'
        ),
        (
            "We fire tiles in one kiln. As chemistry is the same everywhere, the glaze "
            "recipe can replace lead glazes in every pottery."
        ),
        (
            "The denoiser is trained on one telescope's images. It is a general cure "
            "for noise in astronomical images of any kind."
        ),
        (
            "We time 20 queries on PostgreSQL. We conclude that learned joins make "
            "every database system faster."
        ),
        (
            "On one archive of letters we show that handwriting recognition is solved "
            "in general."
        ),
        (
            "Six cafés in Leipzig take part. The finding tells restaurants everywhere "
            "how long queues may get."
        ),
        (
            "We evaluate on one road in one town. The conclusion will be that "
            "bilingual signs make every road safer."
        ),
        (
            "Our tagger, tested on rulings of one court, is the last word on legal "
            "tagging for any language."
        ),
    ],
    "Q8": [
        (
            "We compare milk yield in both barns with a t-test (primary: yield; "
            "secondary: lying time). We shall also look into differences by breed, "
            "age, parity and weather; the strongest ones open the results."
        ),
        (
            "Attendance in the two groups is compared by a chi-squared test. Results "
            "are also broken down by age, district, weekday and mother tongue, and any "
            "pattern that emerges is discussed with the main comparison."
        ),
        (
            "Both engines are compared by Elo over 4,000 games. We additionally "
            "analyse openings, endgames, time of thinking and piece values and report "
            "what turns out to be interesting."
        ),
        (
            "We test the effect of the letter on the response rate. In addition, "
            "interactions with income, sex, region and household size are analysed, "
            "and whatever is remarkable goes into the abstract."
        ),
        (
            "Healing time is compared between gel and gauze by a log-rank test. "
            "Furthermore we correlate healing with age, breed, season and feed and "
            "write up the strongest findings."
        ),
        (
            "The two leaflets are compared by a t-test. We also compare them among the "
            "old, the young, women, men and smokers, at 0.05 each."
        ),
        (
            "Errors of both keyboards are compared. Additional analyses concern hand "
            "size, age, profession and typing course."
        ),
    ],
    "Q9": [
        (
            "The new index is far more efficient than a B-tree. We compare the share "
            "of correct answers of both on 20 queries."
        ),
        (
            "Our matcher for job seekers is fair to women and to migrants. We measure "
            "hit rate and NDCG on last year's placements."
        ),
        (
            "The denoiser is robust against bad seeing. We report recall of galaxies "
            "on 200 clear fields."
        ),
        (
            "The dosing tool is safe for use on the ward. We report its mean absolute "
            "error on 400 past doses."
        ),
        (
            "Our rule learner yields explanations that are easy to interpret. We "
            "measure its accuracy on six tables."
        ),
        (
            "The forecaster of bloom dates is well calibrated, so growers can rely on "
            "its error bars. We compare the mean absolute error with the almanac."
        ),
        (
            "The detector of wedge signs is robust to worn tablets. It is scored by F1 "
            "on sixty tablets in perfect condition."
        ),
        (
            "Sparse attention makes for a greener, more efficient model. We compare "
            "accuracy on four benchmarks."
        ),
        (
            "The screening test for pilots is fair to both sexes. We report its "
            "correlation with flight scores."
        ),
        (
            "The steering assistant is safe. Success is the mean deviation from the "
            "lane centre in centimetres."
        ),
    ],
    "C1": [
        (
            "We train a single denoiser for telescope images, in two sizes, and show "
            "how high its recall of faint galaxies is. It is markedly better at "
            "finding them. Recall is measured on 200 fields."
        ),
        (
            "The pipeline for parish registers is superior and reads 96 % of the "
            "names. We run it once with and once without a second pass over its own "
            "output and measure accuracy on 900 pages."
        ),
        (
            "We develop a matcher for job seekers. It raises the hit rate. We evaluate "
            "the matcher on last year's placements."
        ),
        (
            "A classifier for barn lameness is built from accelerometer data; we show "
            "how well it performs. Accuracy of at least 90 % is the goal. It is tested "
            "on 30 cows."
        ),
    ],
    "C2": [
        (
            "For our matcher we search 60 settings on the validation weeks. The "
            "competing matchers run with the values that their papers give."
        ),
        (
            "The learned index gets a week of tuning; the B-tree stays as PostgreSQL "
            "ships it."
        ),
        (
            "Our denoiser is tuned over 80 draws. For the others we take whatever "
            "their repositories have in the config file."
        ),
        (
            "Learning rate and depth of the proposed network are optimised with "
            "Optuna. The rivals are used off the shelf."
        ),
        ("Our stemmer is tuned on 300 queries. Snowball and Porter run as they come."),
        (
            "We tried 45 configurations of the sparse model; for the dense one we kept "
            "those of the original repository."
        ),
        (
            "The wedge detector gets a sweep over 60 settings. YOLO is trained with "
            "the hyper-parameters of its tutorial."
        ),
    ],
    "C3": [
        (
            "For CRF and BiLSTM we rely on the F1 scores in their papers and save "
            "ourselves the training."
        ),
        (
            "The column of the other engines is filled with the numbers of the "
            "competition website."
        ),
        (
            "Our index is compared with the latencies that the vendor states for its "
            "own product on its own machine."
        ),
        (
            "The reference accuracy of 91.2 % is the one its authors give; the code "
            "was not run by us."
        ),
        ("State-of-the-art results were copied from Papers with Code."),
        (
            "Snowball's precision is quoted from the TREC overview; it is not part of "
            "our runs."
        ),
        ("The dense model's accuracies are those of its model card."),
        (
            "In the table, the line for YOLO holds the recall that its authors "
            "published."
        ),
    ],
    "C4": [
        (
            "We train a network to tell lame cows from sound ones and compare it with "
            "a second network by accuracy on 30 held-out cows."
        ),
        (
            "Bloom dates are forecast with a gradient-boosted model and an LSTM. The "
            "mean absolute error of both is compared on the last five years."
        ),
        (
            "A transformer predicts whether a letter will be answered. AUC on held-out "
            "letters is compared with that of a CNN."
        ),
        (
            "We classify sherds into six wares with a CNN and a ViT and compare their "
            "accuracy on the test sherds."
        ),
        (
            "Two models predict which patients miss their appointment. We compare "
            "recall and precision on the next quarter."
        ),
        (
            "A random forest tells forged signatures from real ones. Accuracy on 400 "
            "test signatures is compared with that of a CNN."
        ),
        (
            "We forecast tips per hour with a neural network and a gradient-boosted "
            "model and compare the error on the last two weeks."
        ),
        (
            "Two classifiers sort rulings by area of law. We compare their macro F1 on "
            "held-out rulings."
        ),
    ],
    "C5": [
        (
            "Our denoiser adds a physics loss and a noise embedding to the U-Net; both "
            "only ever occur together. We compare it with the plain U-Net by recall."
        ),
        (
            "The matcher = (i) skill graph + (ii) language model + (iii) travel-time "
            "filter. It is one package, meant to act together. We compare it with the "
            "agency's search by hit rate."
        ),
        (
            "| arm | graph | filter |\n|---|---|---|\n| agency search | no | no |\n| "
            "matcher | yes | yes |\n\nHit rate decides."
        ),
        (
            "The learned index, which consists of a router, a set of linear models and "
            "a repair buffer, is run against the B-tree on four tables. That all three "
            "contribute can be seen from the total gain."
        ),
        (
            "Dictionary and second pass belong together; we look at the finished "
            "reader only. It is compared with the old engine by character error rate."
        ),
        (
            "We extend the CRF with gazetteer features, a morphological analyser and "
            "self-training, and compare the result with the CRF by F1."
        ),
        (
            "The assistant joins a lane filter, a driver model and a haptic wheel. It "
            "is compared with the car without assistant by lane departures. The three "
            "are never used one without the other."
        ),
        (
            "Our stemmer adds a suffix lexicon and a vowel rule. We compare the full "
            "stemmer with Snowball."
        ),
        (
            "The wedge detector = a denoiser + a rotation-invariant backbone + a sign "
            "lexicon. It is evaluated against YOLO by F1."
        ),
    ],
    "C6": [
        (
            "Group A keeps the old barn and the old feed; group B moves into the new "
            "barn and gets the new feed. Milk yield is compared."
        ),
        (
            "The treated cells have the new cathode, and their electrolyte contains an "
            "additive as well; the control cells have neither."
        ),
        (
            "Arm 1: U-Net, 50 epochs, 10,000 images. Arm 2: our network, 200 epochs, "
            "40,000 images. We compare recall."
        ),
        (
            "Clicker dogs train twice a day with the senior trainer, voice dogs once a "
            "day with the junior one."
        ),
        (
            "One café gets the new till and two more waiters, the other keeps till and "
            "staff. Tips are compared."
        ),
        (
            "The sparse model is trained for twice as many steps and on a cleaner "
            "corpus than the dense one. We compare accuracy."
        ),
        (
            "The rewritten leaflet is also printed in larger type and handed over by a "
            "nurse; the old one lies on a table."
        ),
    ],
    "C7": [
        (
            "We correlate screen time with grades in the records of 900 pupils. This "
            "will show how much screen time lowers grades."
        ),
        (
            "Farms that bought the robot are looked up in the registry, and their "
            "yield is compared with that of other farms. The difference is the effect "
            "of the robot."
        ),
        (
            "From user logs we learn whether night mode makes people read longer: "
            "those who switched it on are compared with those who did not."
        ),
        (
            "Attendance before and after the reminder was introduced is compared. The "
            "rise is due to the reminder."
        ),
        (
            "An observational study: towns with more trees have fewer heat deaths, and "
            "we estimate how many deaths trees prevent by a regression on tree cover."
        ),
        (
            "We survey 400 nurses once. Long shifts are shown to cause burn-out by the "
            "slope of the regression."
        ),
        (
            "Cafés with shorter queues get larger tips in our logs. The slope shows "
            "how much a shorter queue raises tips."
        ),
        (
            "Horses whose owners bought the gel are compared with horses whose owners "
            "did not, so as to measure the effect of the gel."
        ),
    ],
    "D1": [
        (
            "The CRF is trained on all 1,200 letters that we have transcribed, and its "
            "F1 on these letters is reported."
        ),
        (
            "A random forest learns lameness from the steps of 30 cows. Its accuracy "
            "on the 30 cows tells how good it is."
        ),
        (
            "We fit the boosted model to all 40 years of bloom dates and state its "
            "mean absolute error over those years."
        ),
        (
            "A CNN is trained on the 6,000 photographs of sherds until the loss no "
            "longer falls. Accuracy is then computed."
        ),
        (
            "The tagger is trained on our 900 rulings. We report its F1 on the 900 "
            "rulings."
        ),
        (
            "A regression of tips on queue length and weather is fitted to the year; "
            "its mean absolute error over the year is how good the model is."
        ),
        (
            "The signature network is trained until it makes no more errors. Its "
            "accuracy is the main result."
        ),
    ],
    "D2": [
        (
            "Of the four denoisers we carry forward the one with the highest recall on "
            "the 200 sealed fields and report that recall."
        ),
        (
            "The cut-off of the lameness score is where sensitivity on the test cows "
            "peaks."
        ),
        (
            "After each look at the score on the held-out registers we adjust the "
            "dictionary, until it no longer rises."
        ),
        (
            "Ten prompts are tried on the evaluation questions; the best one is the "
            "result."
        ),
        (
            "The threshold for forgeries is moved until the error rate on the held-out "
            "signatures is minimal."
        ),
        (
            "Which of the three leaflets' readability formulas we use is settled by "
            "their correlation in the evaluation set."
        ),
    ],
    "D3": [
        (
            "The accelerometer signals are standardised over all cows, after which six "
            "cows are set apart for testing."
        ),
        (
            "From the 20,000 transcripts we keep the 200 that differ most between sick "
            "and healthy animals. Five-fold cross-validation follows on those."
        ),
        (
            "The vocabulary and the IDF weights come from the full collection of "
            "letters, test letters included."
        ),
        ("1. Balance the classes with SMOTE. 2. Split 80/20. 3. Train."),
        (
            "Principal components are computed once for the complete table; rows then "
            "go at random into training and test."
        ),
        (
            "Tips are scaled to unit variance over the full year. Afterwards the last "
            "month is split off for testing."
        ),
        (
            "We choose the 50 words that separate the areas of law best in all 900 "
            "rulings and then divide the rulings into training and test."
        ),
        (
            "Signatures are oversampled until both classes are equal; 20 % of the "
            "result are held out."
        ),
    ],
    "D4": [
        (
            "Advertisements are collected from eleven portals on the web and divided "
            "at random into training and test. Many sellers post on several portals."
        ),
        (
            "We pool three public collections of bird photographs and hold out a tenth "
            "for testing."
        ),
        (
            "Each image is turned by 90, 180 and 270 degrees. The enlarged collection "
            "is then divided into training and test."
        ),
        ("Jokes are harvested from social networks; a fifth of them is the test set."),
        (
            "The recipes come from a crawl of cooking sites. 80 % are for training, 20 "
            "% for testing, no check for repeats is made."
        ),
        ("Rulings are downloaded from four portals and merged; 10 % are the test set."),
        (
            "Reviews of cafés are scraped from three platforms. A random fifth is for "
            "testing."
        ),
        (
            "Photographs of tablets come from museum sites and from Flickr; we pool "
            "them and set 100 aside for the test."
        ),
    ],
    "D5": [
        (
            "We predict whether a patient misses the appointment. Features: age, "
            "distance, weekday, and the fee charged for missed appointments."
        ),
        (
            "Lameness is predicted from steps, weight and the date of the hoof "
            "treatment that follows the diagnosis."
        ),
        (
            "To foresee loan default we use income, age, the account number and the "
            "number of dunning letters sent afterwards."
        ),
        (
            "Inputs of the model for bloom dates: winter temperature, rain, and the "
            "date of the first fallen petals."
        ),
        (
            "The fraud model sees amount, country, hour, and whether the claim was "
            "later investigated."
        ),
        (
            "For the prediction of dropout in the first term we use grades, commute, "
            "and the final number of credits."
        ),
        (
            "To predict closure within ten days we use wound area, age, and the number "
            "of bandages used in total."
        ),
        (
            "Features for predicting tips: queue length, weather, and the day's total "
            "revenue as counted after closing."
        ),
    ],
    "D6": [
        (
            "We forecast tomorrow's pollen count from the last 14 days. The days of "
            "2015 to 2023 are put at random into ten folds."
        ),
        (
            "The price of onions next week is predicted from the past. We shuffle the "
            "weeks and use 20 % for testing."
        ),
        (
            "River level in six hours is predicted. train_test_split with a fixed seed "
            "yields the test hours."
        ),
        (
            "Bloom date forecasting: of 40 years, eight drawn at random are for "
            "testing, the others before and after them for training."
        ),
        (
            "Energy demand of the coming hour; ordinary five-fold cross-validation "
            "over the hours of three years."
        ),
        (
            "Next hour's queue is forecast from the last day. Hours are randomly "
            "assigned to training (80 %) and test (20 %)."
        ),
        (
            "Forecasting tips: we use scikit-learn's KFold with shuffling over the "
            "days of two years."
        ),
        (
            "We predict the river level for tomorrow; a random third of all days is "
            "the test set."
        ),
    ],
    "D7": [
        (
            "Letters: 4,000 by 62 writers. 10 % of the letters, drawn at random, are "
            "the test part."
        ),
        (
            "From 200 gravestones we took five photographs each. A random 80/20 "
            "division of the photographs gives training and test."
        ),
        (
            "We have several blood samples per dog. Ordinary ten-fold cross-validation "
            "over the samples is used."
        ),
        (
            "Ten windows are cut from each recording, and the windows are dealt at "
            "random to training and test."
        ),
        (
            "The 400 signatures come from 40 people. We draw 80 of them at random for "
            "testing."
        ),
        (
            "Every tablet was photographed from six sides. The photographs are "
            "shuffled and divided 90/10."
        ),
        (
            "Twelve windows per horse and day are extracted; 5-fold cross-validation "
            "runs over the windows."
        ),
    ],
    "D8": [
        (
            "60 psychology students take part. The results tell us how drivers react "
            "to the new dashboard."
        ),
        (
            "Our letters are by officers and clergymen of one county. We conclude "
            "about how people in the nineteenth century wrote."
        ),
        (
            "All 30 cows are Holsteins of one research farm. The findings will guide "
            "lameness detection in dairy farming worldwide."
        ),
        (
            "Respondents are recruited on Prolific. The share in favour is our "
            "estimate for the adult population of the country."
        ),
        (
            "We test the reader on healthy young men, and present it as a device for "
            "elderly patients."
        ),
        (
            "Volunteers from our own laboratory try the keyboard. We state how much "
            "faster office workers will type."
        ),
        (
            "Forty typists of one agency take part. The results show how much faster "
            "pupils will write."
        ),
        (
            "We test the leaflet on medical students and recommend it for patients "
            "over 70."
        ),
    ],
    "D9": [
        (
            "We ask GPT-4o and Llama 3 the questions of the bar exam from 2015 to "
            "2021, which are on the web with answers, and compare accuracy."
        ),
        (
            "Mistral-7B and Qwen2 are scored on a well-known set of riddles that has "
            "been on GitHub since 2016."
        ),
        (
            "Claude solves the problems of past chemistry olympiads. The share solved "
            "is our measure of its chemical reasoning."
        ),
        ("Four LLMs answer TriviaQA and HellaSwag. Accuracy is compared."),
        (
            "GPT-4 and Mixtral solve crossword puzzles that the Guardian has published "
            "since 1999. The share of solved clues is compared."
        ),
        ("We score Gemma 2 on ARC-Challenge and BoolQ."),
        (
            "Claude translates proverbs from a well-known online collection with "
            "translations. BLEU is reported."
        ),
    ],
    "D10": [
        (
            "The riddles are written by Claude. Claude also says which of two answers "
            "to a riddle is better."
        ),
        (
            "We let Llama label the letters, train the tagger on its labels, and "
            "measure the tagger by agreement with Llama on the rest."
        ),
        (
            "Patients are simulated by Gemini, and Gemini decides whether the nurse "
            "bot treated them well."
        ),
        ("The same model makes the quiz items, answers them and marks the answers."),
        (
            "Leaflets are rewritten by GPT-4o; how clear they are is rated by GPT-4o "
            "on a scale of 1 to 5."
        ),
        (
            "We generate the clues with Llama 3 and let Llama 3 decide whether an "
            "answer fits."
        ),
    ],
    "D11": [
        (
            "3 % of the appointments are missed. The models are compared by accuracy "
            "on the next quarter."
        ),
        (
            "Of 40,000 claims 310 are fraudulent. Success is the share of claims that "
            "are classified correctly."
        ),
        (
            "Lame cows are rare. We report how many percent of the cows are put into "
            "the right class."
        ),
        (
            "Hardly any hour has a flood (about one in 600). The error rate over all "
            "hours decides between the models."
        ),
        (
            "Faint galaxies make up 2 % of the objects; the network with the higher "
            "accuracy wins."
        ),
        (
            "Forged signatures are rare, 1 in 200. We compare the percentage of "
            "correct decisions of both models."
        ),
        ("4 % of the rulings are appealed. Accuracy on the next year decides."),
        (
            "Lane departures happen in 0.5 % of the minutes; the model with the lowest "
            "error rate is chosen."
        ),
    ],
    "D12": [
        (
            "We train on a large public corpus of letters and test on a second one "
            "that a colleague recommended."
        ),
        (
            "The data come from the internet and from partners. We train a network on "
            "80 % of them and compare accuracy."
        ),
        (
            "As data we use photographs of sherds found online, about 6,000. A CNN is "
            "trained on them."
        ),
        (
            "We use an open data set of dog gaits for training and evaluate on 300 "
            "strides of it."
        ),
        (
            "The network is trained on the usual data sets of handwriting and compared "
            "with a CRF on them."
        ),
        (
            "We use a collection of signatures that circulates among forensic labs. A "
            "CNN is trained on 80 % of it."
        ),
    ],
    "D13": [
        (
            "120 riders fill in a questionnaire online and ride a course. Their mean "
            "times are compared by a t-test."
        ),
        (
            "We weigh the milk of 60 cows for 90 days with meters that sometimes fail, "
            "and compare the means of both barns."
        ),
        (
            "Participants type a letter twice. Reaction times of all keystrokes are "
            "averaged and compared by condition."
        ),
        (
            "Patients fill in ten questions after reading. The mean scores of both "
            "leaflets are compared by a t-test."
        ),
    ],
}

SOUND = {
    "Q1": [
        (
            "We measure trace elements of sherds from nine sites. Put down beforehand: "
            "sherds from the coast hold at least twice as much strontium as those from "
            "inland."
        ),
        (
            "We cycle cells at three temperatures. H1: loss(45 °C) - loss(25 °C) >= 5 "
            "points."
        ),
        (
            "Does a clicker shorten the training of search dogs? We train 20 dogs with "
            "it and 20 without and count the sessions."
        ),
        (
            "Two engines play 4,000 games. Our money is on the one with the opening "
            "book, by 30 Elo."
        ),
        (
            "We time both joins on 20 queries. If we are right, the cache-aware one "
            "comes out 15 % ahead."
        ),
        (
            "We train a detector of wedge signs. It will find at least 5 points more "
            "signs than YOLO does."
        ),
        (
            "Are tips larger when the queue is short? Tills of six cafés are logged "
            "for a year."
        ),
    ],
    "Q2": [
        (
            "Aim: characterise the interplay of grafting and irrigation. Committed to: "
            "grafted and irrigated vines yield 8 % more than ungrafted ones."
        ),
        (
            "We investigate how crowd noise sways referees. Our guess, and we commit "
            "to it: home teams get fewer cards in full stadiums than in empty ones."
        ),
        (
            "We want to understand glaze colour. We expect the reducing atmosphere to "
            "give a redder glaze than the oxidising one."
        ),
        (
            "We explore how fatigue shows in typing. Prediction: clerks make 10 % more "
            "errors in the evening than in the morning."
        ),
        (
            "We study how peat depth shapes tree growth. Trees on shallow peat should "
            "be at least 20 % taller than those on deep peat."
        ),
        (
            "Does larger type speed up reading? We expect 10 % more words a minute at "
            "14 points than at 10."
        ),
    ],
    "Q3": [
        (
            "We expect that grafted vines yield 8 % more grapes than ungrafted ones. "
            "The pest story is dead for us once the interval ends short of 3 %."
        ),
        (
            "Our bet is that a learned index answers range queries 20 % faster than a "
            "B-tree. We lose the bet if it is less than 10 % faster."
        ),
        (
            "We predict that clicker dogs need fewer sessions than voice dogs. "
            "Readings: interval below zero = as hoped, zero inside = not settled, "
            "above zero = we were wrong."
        ),
        (
            "We claim that plain letters raise the response rate by three points. An "
            "interval that ends below three rejects our account, and we write so."
        ),
        (
            "We anticipate that the gel shortens healing by two days against gauze. If "
            "the interval excludes two days, we give the gel up and say that it does "
            "not work."
        ),
        (
            "Our hypothesis is that sparse attention needs 30 % less memory. Less than "
            "10 % would refute it."
        ),
    ],
    "Q4": [
        (
            "We expect cows in the new barn to lie down longer than cows in the old "
            "one. Half an hour a day is the least that would pay for the rebuild."
        ),
        (
            "We predict that the cache-aware join is faster than the hash join. "
            "Anything under 10 % would not be worth the code."
        ),
        (
            "Our hypothesis is that the reminder increases attendance. Clinics told us "
            "that they would pay for it from four points on."
        ),
        (
            "We expect fewer typing errors with the split keyboard. A reduction of 10 "
            "% is the smallest that employers would pay for."
        ),
        (
            "Glued joints survive more load cycles than bolted ones; 20 % more is what "
            "we need to switch."
        ),
    ],
    "Q5": [
        (
            "The idea pays if the new cathode keeps 5 points more capacity than the "
            "old one.\n\nSuccess: capacity after 500 cycles is 5 points above the old "
            "cathode. With 12 cells we find 8 points with a power of 0.95."
        ),
        (
            "We expect attendance to rise by six percentage points; from four on it "
            "would matter to the clinic.\n\nThe reminder counts as effective from a "
            "rise of four percentage points."
        ),
        (
            "Bet: the learned index is at least 20 % faster than the B-tree.\n\nIf it "
            "is less than 5 % faster on the pilot table, we stop."
        ),
        (
            "The smallest gain in F1 worth having is 2 points. In recall we expect 5 "
            "points.\n\nSuccess: F1 is 2 points over the gazetteer."
        ),
        (
            "Worth having is a gain of 3 points in F1.\n\nThe library switches to the "
            "tagger if it beats the dictionary by 3 points."
        ),
        (
            "Goal: latency of at most 40 ms.\n\nThe throughput stays above 200 "
            "requests a second."
        ),
    ],
    "Q6": [
        (
            "We record milk yield, lying time, lameness score and somatic cell count. "
            "The verdict hangs on milk yield; the others accompany it and decide "
            "nothing."
        ),
        (
            "The one that counts: character error rate. Logged besides: word error "
            "rate, throughput and memory use."
        ),
        (
            "Outcomes: latency, throughput, memory use. Latency is what we win or lose "
            "by."
        ),
        (
            "Primary outcome: days to closure. Pain, swelling and wound area are "
            "secondary."
        ),
        (
            "We decide by comprehension alone; reading time, trust and recall are "
            "reported beside it."
        ),
    ],
    "Q7": [
        (
            "Forty vines of one variety are measured. That it works for any variety is "
            "not something one vineyard can tell."
        ),
        (
            "Does a learned index help on every workload? Don't ask us; we tried one "
            "table."
        ),
        (
            "We time all 20 queries under every setting. The result holds for this "
            "table of taxi trips."
        ),
        (
            "Six cafés in Leipzig take part. We do not know whether it holds for any "
            "other town."
        ),
        (
            "All 400 signatures are scanned at every resolution. The result holds for "
            "this scanner."
        ),
    ],
    "Q8": [
        (
            "(a) Yield in both barns: the test. (b) Lying time: second line, Holm. (c) "
            "We also look at breed and parity: only looking, no p."
        ),
        (
            "Attendance is compared by a chi-squared test. We also break it down by "
            "age and district, to get ideas for the next study; those tables are "
            "descriptive."
        ),
        (
            "Both engines are compared by Elo. We also examine openings, unplanned and "
            "labelled so."
        ),
        (
            "Healing time is tested (confirmatory). We also correlate healing with age "
            "and breed; this is exploratory."
        ),
        (
            "We also compare them among the old and the young, without tests and only "
            "to plan the next study."
        ),
    ],
    "Q9": [
        (
            "The new index is far more efficient than a B-tree: it takes less time per "
            "query and less memory. We compare both on 20 queries."
        ),
        (
            "Our matcher is fair. We compare the hit rate of women and men and of "
            "natives and migrants."
        ),
        (
            "The forecaster is well calibrated. We report the coverage of its 90 % "
            "intervals."
        ),
        (
            "The denoiser is robust against bad seeing. We report recall for four "
            "classes of seeing, from clear to poor."
        ),
        (
            "The wedge detector is robust to worn tablets: F1 is reported for five "
            "grades of wear."
        ),
        (
            "Sparse attention is efficient. Memory and tokens per second are measured "
            "on four lengths."
        ),
    ],
    "C1": [
        (
            "Our index speeds up range queries. The yardstick is the B-tree of "
            "PostgreSQL, run on the same tables."
        ),
        (
            "The pipeline reads names better than two clerks do. We measure the "
            "accuracy of both on 900 pages."
        ),
        (
            "Our dosing tool brings overdoses down by 5 % compared with the chart on "
            "the wall."
        ),
        (
            "We introduce a stemmer for Basque. Mean average precision is compared "
            "with that of Snowball."
        ),
        (
            "Our gel heals wounds faster than gauze does. Forty horses get one or the "
            "other."
        ),
    ],
    "C2": [
        ("For all four matchers we search 60 settings on the same weeks."),
        (
            "Our matcher has no settings to search; the rivals run with the values of "
            "their papers and also after a search of 60 settings, and the better of "
            "the two counts."
        ),
        ("The learned index gets a week of tuning, and so does the B-tree."),
        (
            "Nobody is tuned: our denoiser and the others run with the values in their "
            "repositories."
        ),
        ("Stemmers of both kinds are tuned on the same 300 queries."),
        ("Neither model is tuned; both keep the settings of their repositories."),
    ],
    "C3": [
        (
            "The figures of Lee et al. are quoted in the introduction. All denoisers "
            "are run by us on our fields."
        ),
        ("The code of the CRF is taken from its authors and trained on our split."),
        (
            "The survey of Lee et al. tells which denoisers are strong; we train those "
            "three ourselves."
        ),
        ("Snowball was downloaded from its authors' site and run on our queries."),
        (
            "Accuracies that the model card gives are mentioned in a footnote only; we "
            "run the dense model ourselves."
        ),
    ],
    "C4": [
        (
            "We train a network to tell lame cows from sound ones. Calling every cow "
            "sound is right in 84 %; that is the floor."
        ),
        (
            "Bloom dates are forecast with two models. The mean date of the last ten "
            "years is the reference that both must beat in mean absolute error."
        ),
        (
            "Two models predict which patients miss their appointment. Whoever missed "
            "the last one is predicted to miss the next: this rule is run as well. We "
            "compare recall."
        ),
        (
            "A random forest tells forged signatures from real ones. Saying real each "
            "time is right in 99.5 %."
        ),
        (
            "We forecast tips with a network and compare it with the tips of the same "
            "weekday a week ago."
        ),
    ],
    "C5": [
        (
            "Our denoiser adds a physics loss and a noise embedding to the U-Net. We "
            "also train it with only the loss and with only the embedding."
        ),
        (
            "| arm | graph | filter |\n|---|---|---|\n| agency search | no | no |\n| "
            "graph only | yes | no |\n| filter only | no | yes |\n| matcher | yes | "
            "yes |\n\nHit rate decides."
        ),
        (
            "The index consists of a router, a set of linear models and a repair "
            "buffer. Each of the three is switched off in a run of its own."
        ),
        (
            "The data set has two parts, letters and diaries. Accuracy is reported for "
            "each."
        ),
        (
            "The assistant joins a lane filter, a driver model and a haptic wheel. "
            "Three further arms each leave one of them out."
        ),
        (
            "Our stemmer adds a suffix lexicon and a vowel rule; we run it with "
            "neither, with each alone, and with both."
        ),
    ],
    "C6": [
        ("Cows of both groups get the same feed; only the barn differs."),
        (
            "Four groups: old barn and old feed, new barn and old feed, old barn and "
            "new feed, new barn and new feed."
        ),
        ("Both indexes run on the same server with the same memory."),
        ("Larger and older cows need more feed, which we record as a covariate."),
        (
            "The sparse and the dense model are trained alike; attention is the only "
            "difference."
        ),
        (
            "Two cafés get the new till; staff, prices and hours stay as they are in "
            "all six."
        ),
    ],
    "C7": [
        (
            "We correlate screen time with grades. This says nothing about what causes "
            "what."
        ),
        (
            "Schools are drawn by lot into two groups, one of which bans phones. The "
            "difference in grades is the effect of the ban."
        ),
        (
            "Earlier work claims that trees prevent heat deaths. We only describe "
            "where trees and deaths are."
        ),
        (
            "Queue length was assigned by a coin each morning. The difference in tips "
            "is the effect of the queue."
        ),
        (
            "Lessons and listening are correlated. Which is the cause cannot be told "
            "from this."
        ),
    ],
    "D1": [
        (
            "The CRF is trained on 1,000 letters. Its F1 is reported on 200 letters "
            "that it never met."
        ),
        (
            "A random forest learns lameness from 24 cows, and the other six tell how "
            "good it is by accuracy."
        ),
        (
            "We fit the boosted model to 35 years and state its mean absolute error "
            "for the five that follow."
        ),
        ("The tagger is trained on 700 rulings and scored by F1 on 200 others."),
        (
            "A regression of tips is fitted to ten months; mean absolute error is "
            "computed on the two months after them."
        ),
    ],
    "D2": [
        (
            "Of the four denoisers we carry forward the one with the highest recall on "
            "50 practice fields. Its recall on the 200 sealed fields is the result."
        ),
        (
            "The cut-off is set on the calibration cows and applied once to the test "
            "cows."
        ),
        (
            "Nobody sees the score on the held-out registers before the dictionary is "
            "frozen."
        ),
        ("We selected 200 test letters at random and had them transcribed twice."),
        (
            "Five backbones are compared on the validation tablets; the winner is "
            "scored once on the test tablets."
        ),
        (
            "The threshold for forgeries comes from the training signatures. Test "
            "signatures are opened at the end."
        ),
    ],
    "D3": [
        (
            "Six cows are set apart. The signals are then standardised with mean and "
            "deviation of the other 24."
        ),
        (
            "Gaps in the pollen series are filled with the value of the day before. "
            "The last five years are the test period."
        ),
        ("Vocabulary and IDF weights come from the training letters."),
        ("In each fold the 200 genes are chosen anew from the training animals."),
        (
            "The last month is split off. Tips are then scaled with mean and variance "
            "of the months before it."
        ),
        ("In every fold, the 50 words are chosen from the training rulings only."),
    ],
    "D4": [
        (
            "Advertisements are collected from eleven portals. Texts that share more "
            "than 80 % of their five-word sequences are merged before the division "
            "into training and test."
        ),
        (
            "Images are divided first; only those for training are turned by 90, 180 "
            "and 270 degrees."
        ),
        (
            "We pool the scores of three raters by their median. The test part is a "
            "tenth of the pages."
        ),
        (
            "Rulings are downloaded from four portals; a ruling that stands on several "
            "is kept once. 10 % are the test set."
        ),
        ("We pool six cafés' tills. The last month is the test period."),
    ],
    "D5": [
        (
            "We predict whether a patient misses the appointment from what is known on "
            "the day before: age, distance, weekday."
        ),
        (
            "The account number is used to join the tables and then dropped; features "
            "are income and age."
        ),
        (
            "Dunning letters are no feature, as they are sent after default. We "
            "predict from income and age."
        ),
        (
            "Whether a ruling is appealed is predicted from its length and court, both "
            "known on the day of the ruling."
        ),
        (
            "The docket number links the tables and is no input; the model sees length "
            "and court."
        ),
    ],
    "D6": [
        (
            "We forecast tomorrow's pollen count. Training ends in 2020; the days from "
            "2021 on are for testing."
        ),
        ("The price of onions next week is predicted with a rolling origin."),
        ("We forecast pollen with a random forest. The last two years are held out."),
        (
            "Next hour's queue is forecast. The first ten months are for training, the "
            "last two for testing."
        ),
        (
            "We predict tomorrow's river level and test on 2023, after training on the "
            "years before."
        ),
    ],
    "D7": [
        (
            "Each of the 30 cows was filmed about 40 times. All films of a cow go into "
            "the same part."
        ),
        (
            "Letters: 4,000 by 62 writers. Six writers with all their letters are the "
            "test part."
        ),
        (
            "200 gravestones, one photograph each, are dealt at random to training and "
            "test."
        ),
        (
            "The 400 signatures come from 40 people; eight people are kept for testing "
            "with all they signed."
        ),
        ("One photograph per tablet is taken, and tablets are divided at random."),
    ],
    "D8": [
        ("60 psychology students take part. We speak of students only."),
        (
            "All 30 cows are Holsteins of one research farm, so nothing is said about "
            "other breeds."
        ),
        (
            "Drivers with at least five years of practice take part. The results tell "
            "how such drivers react."
        ),
        (
            "Forty typists of one agency take part; what we find is about professional "
            "typists."
        ),
        ("The leaflet is tested on patients over 70, for whom it is written."),
    ],
    "D9": [
        (
            "We ask GPT-4o the questions of the bar exam of this July, which was held "
            "after the models were released."
        ),
        (
            "Four LLMs answer TriviaQA. We search the open training corpora for the "
            "questions and report accuracy without those found."
        ),
        (
            "Claude solves problems that two chemists wrote for us and that have not "
            "been online."
        ),
        (
            "HellaSwag is mentioned for comparison with earlier work; our items are "
            "new. Llama 3 answers them."
        ),
        (
            "Crosswords were made for this study by two setters and are not published. "
            "GPT-4 and Mixtral solve them."
        ),
        ("We score Gemma 2 on BoolQ and on a reworded copy to see what it remembers."),
    ],
    "D10": [
        (
            "GPT-4o invents 500 complaints. Three clerks score how well the bots "
            "answer them."
        ),
        (
            "The riddles are written by Claude, and answers are judged by exact match "
            "with the solution that a person wrote."
        ),
        (
            "Llama labels the letters, and a historian relabels the test letters by "
            "hand."
        ),
        ("Qwen writes 800 mock rulings; lawyers assign their areas of law."),
    ],
    "D11": [
        (
            "3 % of the appointments are missed. The models are compared by recall at "
            "a precision of 0.3."
        ),
        ("Lame cows are as many as sound ones. We report accuracy."),
        (
            "3 % of the pages are double-keyed for checking. We report accuracy over "
            "four balanced classes."
        ),
        ("Forged signatures are rare. We report precision and recall of forgeries."),
        ("4 % of the rulings are appealed. We compare average precision."),
    ],
    "D12": [
        (
            "We train on the Alvin letters, release 2.1 (CC BY, Zenodo "
            "10.5281/zenodo.12345)."
        ),
        ("As data we use our own recordings of 300 strides."),
        ("We use CEDAR signatures, version 1.0, from the address in the appendix."),
        (
            "Court data come from CourtListener's bulk export of 2024-01-31 (public "
            "domain)."
        ),
    ],
    "D13": [
        (
            "120 riders ride a course. Runs with a fall are left out; riders with "
            "fewer than two runs are replaced."
        ),
        (
            "Meters sometimes fail: days with a gap are not counted, and cows with "
            "more than ten such days drop out of the analysis."
        ),
        (
            "Fifty drivers drive with and without the assistant. Drives that break off "
            "are repeated; nobody is excluded."
        ),
        ("Patients fill in ten questions. Empty answers count as wrong."),
    ],
}
