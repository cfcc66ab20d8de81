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
    ],
    "C6": [
        ("Cows of both groups get the same feed; only the barn differs."),
        (
            "Four groups: old barn and old feed, new barn and old feed, old barn and "
            "new feed, new barn and new feed."
        ),
        ("Both indexes run on the same server with the same memory."),
        ("Larger and older cows need more feed, which we record as a covariate."),
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
    ],
    "D6": [
        (
            "We forecast tomorrow's pollen count. Training ends in 2020; the days from "
            "2021 on are for testing."
        ),
        ("The price of onions next week is predicted with a rolling origin."),
        ("We forecast pollen with a random forest. The last two years are held out."),
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
    ],
    "D12": [
        (
            "We train on the Alvin letters, release 2.1 (CC BY, Zenodo "
            "10.5281/zenodo.12345)."
        ),
        ("As data we use our own recordings of 300 strides."),
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
    ],
}
