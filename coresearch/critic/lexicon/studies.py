"""What is run: models, arms, choices, and what they are compared with."""

from __future__ import annotations

from coresearch.critic.concepts import Concept

LANGUAGE_MODEL = Concept("""
    gpt*, chatgpt, claude*, gemini*, llama*, mistral*, mixtral*, qwen*, deepseek*,
    phi #, gemma*, falcon #, palm, command r, olmo*, grok, o1, o3, starcoder*,
    language model(s), llm(s), vlm(s), mllm(s), lm, lms, foundation model(s),
    chat model(s), instruct model(s), chatbot(s), code model(s),
    generative model of text
""")
MODEL = Concept("""
    model(s), network(s), net(s), classifier(s), regressor(s), learner(s), detector(s),
    tagger(s), parser(s), ranker(s), recommender(s), retriever(s), policy, policies,
    agent(s), controller(s), encoder(s), decoder(s), predictor(s), forecaster(s),
    estimator(s), transformer(s), lstm*, gru(s), cnn(s), rnn(s), mlp(s), svm(s), gbm,
    resnet*, vit*, bert*, roberta*, t5*, u-net*, unet*, tree(s), forest(s), boosting,
    xgboost, lightgbm, catboost, regression(s), perceptron, autoencoder(s), gan(s),
    embedding(s), adapter(s), lora, probe(s), ensemble(s), gpt*, llama*, llm(s)
""")
METHOD = Concept("""
    method(s), approach(es), model(s), system(s), algorithm(s), technique(s),
    architecture(s), loss(es), sampler(s), retriever(s), tool(s), pipeline(s),
    framework(s), scheme(s), optimi*, policy, procedure(s), variant(s), arm(s),
    network(s), agent(s), controller(s), recommender(s), ranker(s), classifier(s),
    tagger(s), encoder(s), prompt(s), strategy, strategies, recipe(s), design(s),
    scheduler(s), planner(s), estimator(s), heuristic(s), intervention(s)
""")
FITTING = Concept("""
    train(s), trained, training, retrain*, pretrain*, fit(s), fitted, fitting, refit*,
    learn(s), learnt, learned, fine-tun*, finetun*, distil*, estimat*
""")

CHOOSING = Concept("""
    tune(s), tuned, tuning, retun*, select(s), selected, selecting, selection,
    choose(s), chose, chosen, choosing, choice, pick(s), picked, picking, optimis*,
    optimiz*, early-stop*, calibrat*, sweep(s), swept, grid-search*, settle(s) on,
    settled, winner, maximis*, maximiz*, minimis*, minimiz*, tweak*, refin*, whichever,
    promot*, adopt*, line search, hill-climb*, shortlist*, ranked by, retain*,
    kept the best, prun*
""")
FIXING = Concept("""
    keep(s), kept, take(s), taken, stop(s), stopped, stopping, fix(es), fixed, freez*,
    froze, frozen, set, sets, setting, adjust*, determin*, decide(s), decided, deciding,
    search, searched, searching, trial(s), tries, try, tried, iterat*, rewrit*, reword*,
    change(d), vary, varied, edit(s), edited, goes/go forward, carried forward,
    survive(s), prefer*, use(s), used, train until, continue(s), halt(s), halted, found,
    read off, cut
""")
SETTING = Concept("""
    threshold(s), cut-off(s), checkpoint(s), epoch(s), hyper-parameter*,
    learning-rate(s), configuration(s), setting(s), variant(s), prompt(s), temperature,
    weight(s), knob(s), number of, depth, width, size, layer(s), window(s), penalty,
    strength, regulari*, gain(s), constant(s), margin, seed(s), feature(s),
    architecture(s), backbone, model(s), network(s), version(s), value(s), parameter(s),
    range, schedule, rate, dropout, training, template, wording, instruction(s),
    rule(s), policy, controller, filter(s), kernel, order, lag(s), k
""")
TUNING = Concept("""
    tune(s), tuned, tuning, retun*, optimis*, optimiz*, search(es), searched, searching,
    sweep(s), swept, grid(s), adjust*, trial(s), draws, configurations,
    hyper-parameter*, fine-tune .. learning-rate, calibrat*, refin*, bayesian optim*,
    optuna, hyperband
""")
REPORTING = Concept("""
    report(s), reported, reporting, evaluat*, measure(s), measured, apply, applied,
    compare*, comparison, confirm*, assess*, print*, show(s), shown, state(s), stated,
    publish*, describe(d), verif*, replay*, quote(d), run once, used once, touched,
    opened once, scored once, describ*
""")

OWN = Concept("""
    our, ours, we propose, new, novel, proposed, proposal, own, my, treatment, adapted,
    improved, modified, suggested, ours only, full method/model/system
""")
BASELINE = Concept("""
    base-line(s), control group/arm/condition/run/model/setting/prompt/system/task(s),
    control(s), reference model/system/arm/method/implementation/run/condition/policy,
    reference point/level/design, status quo, vanilla, placebo, sham, comparator(s),
    comparison group/arm/condition/system/model, incumbent(s), naive, naïve,
    chance level,
    random guess*/policy/agent/classifier/search/choice/selection/ranking/order,
    majority class/label, untreated, no-op, competitor(s), rival(s),
    opponent(s), business as usual, usual care, care as usual, standard of care,
    standard practice/training/fine-tuning/procedure,
    standard pipeline/prompt*/method/approach,
    standard setup/recipe/loss/sampler/attention/optimi*/scheduler, today's system,
    current practice/system/pipeline/procedure,
    current method/default/production/tool/scheduler,
    existing system(s)/method(s)/approach(es),
    existing tool(s)/pipeline(s)/baseline(s)/policy,
    default setting(s)/configuration/optimi*/prompt/schedule*/policy, ablat*,
    other arm(s), second arm, plain, conventional, classical, traditional, established,
    prior method(s), strong alternative(s), alternative(s), predecessor(s),
    previous version/release/system, off the shelf, popularity, bm25, tf-idf,
    linear model/probe, logistic regression, persistence, seasonal naive, last value,
    moving average, most popular, keyword*, round-robin, first-come, fifo, lru,
    hand-written rule(s), human baseline, expert(s)
""")
COMPARING = Concept("""
    compare(s), compared, comparing, comparison(s), contrast(s), contrasted, versus, vs,
    against, pit, pitted, head to head, side by side, a b test*, relative to, than,
    both arms/conditions/models/methods/versions/systems/groups, with and without,
    before and after, outperform*, beat(s), matched with, paired with, benchmarked
""")
TUNED_ALIKE = Concept("""
    same .. tuning/search/budget/trials/grid,
    same .. effort/sweep/draws/hyper-parameter*/number,
    same .. range(s)/space/care/attention/treatment/tuner/protocol,
    equal .. tuning/search/budget/trials/effort/number, equally .. tuned/searched,
    identical .. search/grid/budget/range(s)/trials, as many trials/draws/settings/runs,
    each/every/both/all/either arm(s)/method(s) .. tuned/search/trials/grid,
    each/every/both/all/either model(s) .. tuned/search/trials/grid,
    each/every/both/all/either system(s)/baseline(s) .. tuned/search/trials/grid,
    each/every/both/all/either arm(s)/method(s) .. sweep/optimi*/draws/searched,
    each/every/both/all/either model(s) .. sweep/optimi*/draws/searched,
    each/every/both/all/either system(s)/baseline(s) .. sweep/optimi*,
    each/every/both/all/either system(s)/baseline(s) .. draws/searched,
    all .. tuned alike, baseline(s) .. tuned/searched/retuned too/likewise/also,
    baseline too, tuned likewise, trials each, draws each, trials per arm/method/model,
    for each/every/both/all arm(s), nothing/neither/none is/was tuned,
    both/all .. default(s)
""")
DEFAULTS = Concept("""
    default(s), out of the box, as it comes/came/stands, as they come/came/stand,
    those of .. repository/paper/library/authors, untuned, factory setting(s)/values,
    stock settings/configuration/prompt, recommended settings/values,
    published settings/values/hyper-parameter*, paper's settings/values,
    settings/values of .. paper/papers/authors/library/manual/repository,
    settings/values from .. paper/papers/authors/library/manual/repository,
    library values, tutorial*, off the shelf, never .. tuned, without .. tuning,
    no further tuning, no search, first setting, vendor settings,
    documentation's values, shipped with, as shipped, as .. ships/shipped it/them,
    with which .. ships/comes, keep(s) .. values/settings of,
    library's/repo's/repository's settings/values/config, repo's config, plain one,
    recommended by .. authors, authors recommend/recommended/suggest/used,
    whatever .. config/configuration/repository/repositories/readme/file, as delivered,
    as downloaded, values/settings printed/given/found in, inherit(s),
    takes over .. optimum/settings/values
""")

EQUAL_OTHERWISE = Concept("""
    nothing else changes/differs/is/changed, all else equal/held/kept,
    otherwise identical, everything else, only .. difference, only .. factor,
    one factor, factorial, differ only, ceteris paribus, one change,
    single change/difference, same in every other, # x #, otherwise .. same,
    otherwise alike, one at a time, each alone, separately, each of these changes,
    changes on its own
""")
