"""Good plans in which one thing is spoilt."""

from __future__ import annotations

# (plan, what is replaced, by what, the rule that must see it)
SPOILT = [
    (
        "retriever",
        "## What this will not show\nOne desk, one language. Nothing about desks with "
        "fewer tickets.\n",
        "",
        "H3",
    ),
    (
        "retriever",
        "## Stop\nWe drop it if after the first two seeds the gain on validation is "
        "under 1 point.\n",
        "",
        "E6",
    ),
    (
        "retriever",
        "If the lower end of the interval does not clear zero we call the idea wrong "
        "for this desk.",
        "",
        "Q3",
    ),
    (
        "retriever",
        "800 test. Tickets",
        "800 test, on which the learning rate is chosen. Tickets",
        "D2",
    ),
    (
        "retriever",
        "BM25's k1 and b get the same 20 trials on validation as the encoder's "
        "learning rate.",
        "The encoder's learning rate is tuned over 20 trials on validation; BM25 "
        "keeps its defaults.",
        "C2",
    ),
    (
        "retriever",
        "BM25's k1 and b get the same 20 trials on validation as the encoder's "
        "learning rate.",
        "The checkpoint with the highest recall on the test queries is kept.",
        "D2",
    ),
    (
        "clinical",
        "Patients are divided at random into training (70%), validation (10%) and "
        "test\n(20%), so that no patient contributes to two parts.",
        "Stays are divided at random into training (70%), validation (10%) and test "
        "(20%).",
        "D7",
    ),
    (
        "clinical",
        "missing laboratory values are imputed with the medians of the training part.",
        "missing laboratory values are imputed with the medians of all stays before "
        "the division.",
        "D3",
    ),
    (
        "clinical",
        "Each is refitted with ten random states.",
        "",
        "S1",
    ),
    (
        "clinical",
        "; anything below 0.015 would not justify reading\nnotes by machine, and we "
        "would then conclude that notes do not help",
        "",
        "Q3",
    ),
    (
        "clinical",
        "The work is stopped when the validation\nAUROC of model 3 is no better than "
        "that of model 2 after half of the search.",
        "",
        "E6",
    ),
    (
        "clinical",
        "Limits\n------\n\nTwo hospitals in one city; notes in English only.\n",
        "",
        "H3",
    ),
    (
        "clinical",
        "Both boosted models are tuned by the same random search of 50 draws, scored "
        "on validation.",
        "Both boosted models are tuned by a random search of 50 draws, scored on the "
        "test part.",
        "D2",
    ),
    (
        "clinical",
        "with a DeLong interval",
        "",
        "S2",
    ),
    (
        "optimiser",
        "Only this\none contrast is confirmatory.",
        "All six pairs of cells are tested.",
        "S6",
    ),
    (
        "optimiser",
        "We have 150 GPU-hours.",
        "We have 60 GPU-hours.",
        "E2",
    ),
    (
        "optimiser",
        "**5. When we quit**\n\nIf more than 4 of the first 16 runs diverge, or by 1 "
        "March, whichever is first.\n",
        "",
        "E6",
    ),
    (
        "optimiser",
        "H1 is rejected if the 90% CI of the\ndifference reaches outside ±0.02.",
        "",
        "Q3",
    ),
    (
        "optimiser",
        "**6. Caveats**\n\nOne size, one corpus; larger models may behave differently.",
        "",
        "H3",
    ),
    (
        "user_study",
        "paid 25 € an hour, written consent,\napproved by the ethics board of the "
        "faculty",
        "for two hours each",
        "H1",
    ),
    (
        "user_study",
        "**Counts against us:** an interval for the difference that lies above −1 "
        "point. In that case\nwe report that the display does not help and stop the "
        "line of work.",
        "",
        "Q3",
    ),
    (
        "user_study",
        "**Scope.** Trained reviewers and one kind of document. Lay readers may react "
        "differently.",
        "",
        "H3",
    ),
    (
        "rl",
        "91 machine hours, 100 are booked.",
        "The budget is 60 machine hours.",
        "E2",
    ),
    (
        "rl",
        "No-go: if after 20 hours the curriculum is not ahead at\n   1M steps.",
        "",
        "E6",
    ),
    (
        "prompts_cmp",
        "1. Choose the wording among eight candidates on the 300 open problems.",
        "1. Choose the wording among eight candidates by their accuracy on the sealed "
        "test problems.",
        "D2",
    ),
    (
        "prompts_cmp",
        "4. Score with the exact-match script; two of us check 100 random marks by "
        "hand.",
        "4. GPT-4o grades every answer as right or wrong.",
        "S11",
    ),
    (
        "prompts_cmp",
        "## Limitations\nEnglish problems of school level, one model.",
        "",
        "H3",
    ),
    (
        "scheduler",
        "We end it early if warm is not ahead of warm-random after the first ten days.",
        "",
        "E6",
    ),
    (
        "scheduler",
        "400 core-hours; the\ncluster grants 500",
        "400 core-hours; the\ncluster grants 300",
        "E2",
    ),
    (
        "llm_tutor",
        "**Stopping.** Recruitment ends on 30 September whatever the number; with "
        "fewer than eight classes by\nthen the study is called off.",
        "**Stopping.** Recruitment goes on until the difference is significant.",
        "S8",
    ),
    (
        "llm_tutor",
        "**Limits.** Four schools in one city; one topic; effects after a month are "
        "not measured.",
        "",
        "H3",
    ),
    (
        "distill",
        "Paired randomisation test over queries for teacher against student, 95% "
        "intervals.",
        "",
        "S2",
    ),
    (
        "notes",
        "time-box: two evenings; if the\npipeline does not run by then, drop it.",
        "",
        "E6",
    ),
    (
        "notes",
        "caveat: one language, one small model.",
        "",
        "H3",
    ),
    (
        "notes",
        "stats: paired by seed, holm over the two contrasts, 95% bootstrap CI. test "
        "set touched once.",
        "stats: the epoch with the best test F1 counts.",
        "D2",
    ),
]
