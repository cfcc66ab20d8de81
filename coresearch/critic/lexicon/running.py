"""How a study is run: settings, software, machines, commands, money and the end."""

from __future__ import annotations

from coresearch.critic.concepts import Concept

SETTINGS = Concept("""
    hyper-parameter(s), learning-rate(s), step-size(s), lr, batch-size(s), weight decay,
    dropout, epochs, depth, leaves, number of trees/layers/rounds/leaves, regularis*,
    regulariz*, penalty, shrinkage, momentum, warm-up, width, hidden size, hidden units,
    optimiser settings, optimizer settings, discount, entropy, kernel width, bandwidth,
    bandwidths, lag(s), clip norm, lambda, knob(s), settings, parameters of,
    window length, patience, look-back, smoothing,
    usual parameters, model parameters, training parameters, tuning of,
    number of neighbours/neighbors/factors/clusters/components, embedding size,
    beam size, tuning parameter(s), constants, architecture choices
""")
VAGUE_MANNER = Concept("""
    same/equal effort/trouble/care/attention, good values/settings/results, sensible,
    reasonable, suitable, suitably, appropriate, appropriately, by hand, manually,
    by experience, from experience, our experience, by intuition, by feel, as usual,
    usual way, as is usual, in the usual, as customary, with care, carefully,
    equal care, thoroughly, extensively, as needed, as necessary,
    until .. satisfied/satisfactory/good/works/work/stable, work(s)/worked well/best,
    seem(s) best/right/good/fit, where needed, best effort, some tuning, light tuning,
    a little tuning, well-tuned, properly, adequately, to taste, rule(s) of thumb,
    standard way/practice, best practice(s), to get .. best, for best performance,
    until .. look(s)/feel(s)/seem(s), with an eye on, looks/look right/healthy/good,
    feels right/stable, same patience, same amount, amount of tuning, hand-tuned,
    empirically, trial and error, what works, until it works, perform best/well
""")
STATED_VALUES = Concept("""
    default(s), out of the box, published settings/values/recipe/hyper-parameter(s),
    public recipe, official settings/recipe/configuration, original recipe/settings,
    settings of .. paper/authors, values of/from .. paper/authors, recommended values,
    recommended settings, recipe of/from, same settings as, same recipe, config file(s),
    configuration file(s), config.yaml, configs, yaml, listed in .. table/appendix/file,
    given in .. table/appendix/file, table of settings/ranges/values, from # to #,
    between # and #, one of #, in #, # to #, grid of #, # trials, # configurations,
    # draws, # values, # points, lies/lie between, no hyper-parameter(s),
    nothing to tune, nothing is tuned, parameter-free
""")
SEARCH_METHOD = Concept("""
    grid, grid-search, random search, bayesian optim*, optuna, hyperband, successive,
    trials, cross-valid*, nested, validation, dev set, development set, held-out, sweep,
    random settings, draws, latin hypercube, sobol, line search,
    one-standard-error rule, population-based, information criterion, aic, bic,
    inner folds, tpe, ray tune
""")

PACKAGE = Concept("""
    pytorch, torch, tensorflow, keras, jax, flax, scikit-learn, sklearn, xgboost,
    lightgbm, catboost, transformers library, spacy, nltk, statsmodels, lme4,
    stable-baselines3, stable-baselines, sb3, rllib, gymnasium, pandas, numpy, scipy,
    stan, pymc, vllm, sglang, llama.cpp, deepspeed, citylearn, mujoco, isaac gym,
    isaac sim, gazebo, pybullet, opencv, librosa, torchaudio, torchvision, kaldi,
    espnet, statsforecast, gluonts, darts, prophet, optuna, hydra,
    sentence-transformers, faiss, lucene, elasticsearch, pyserini, recbole, implicit,
    lightfm, openml, networkx, ros, ros2, moveit, dgl, pyg, monai, nnunet, detectron2,
    mmdetection, ultralytics, fairseq, nemo, whisperx, postgres, postgresql, rocksdb,
    spark, kubernetes, r, brms, matlab, stata, spss, sas, julia, python, cuda, openmm,
    gromacs, rdkit, psychopy, otree, jspsych, gcc, llvm, clang, duckdb,
    hadoop, lm-eval, lm-evaluation-harness, helm, mlperf, ns-3, simpy,
    carla, airsim, habitat, autosklearn
""")
HOSTED_MODEL = Concept("""
    gpt, gpt3*, gpt4*, gpt5*, chatgpt, claude*, gemini*, grok, o1, o3, command r,
    mistral large, sonnet,
    palm, bard, copilot, perplexity api, deepseek chat, ernie bot
""")
"""Models behind an interface whose owner may change them."""
FLOATING = Concept("""
    latest, newest, most recent, up to date, current version(s)/release(s)/model(s),
    current packages/weights/checkpoint(s)/api/snapshot/build,
    its/their current release, current release of, current python/pytorch/r,
    whatever version, whichever version, default version, today's version,
    recent version, a recent release, recent versions, current default model,
    from/on .. main branch, main branch, head of,
    nightly build(s)/release(s)/version(s), master branch, latest tag,
    versions .. happen(s) to have/be, versions .. installed, whatever is installed,
    current stable, points to that day, current qwen/llama/gpt/claude/gemini
""")
LOCKED = Concept("""
    lock-file(s), uv.lock, poetry.lock, conda-lock, renv.lock, cargo.lock,
    package-lock.json, requirements.txt, requirements.lock, environment.yml,
    environment.yaml, pip freeze, image digest, digest of .. image, container digest,
    version numbers, exact version(s), versions are, versions of,
    version(s) recorded/logged/fixed/noted/listed,
    version(s) is/are recorded/logged/fixed/noted/listed, session info, flake.lock
""")
PINNING = Concept("""
    pinned, pin(s), pinning, lock, locked, fixed to, digest(s), sha256, sha, hash(es),
    commit, revision, tag(s), tagged, snapshot(s), dated, frozen, freeze, release #
""")
SOFTWARE_NAMED = Concept("""
    version(s), package(s), library, libraries, dependency, dependencies, environment,
    weights, container, image, toolchain, compiler, software, model(s), simulator
""")

COMMAND = Concept("""
    make all, make run, make tables, make paper, make confirm, make figures,
    make results, make reproduce, make report, makefile, justfile, snakemake, snakefile,
    dvc, docker compose, docker-compose, one command, single command, command line,
    this/following/last command(s),
    run/type/with/by .. command(s), command(s) that/which/to, command(s) is/are,
    command : , one call, run script, entry point,
    one line, uv run, run.sh, run_all, run.py, main.py, docker run, apptainer,
    singularity exec,
    rscript, nextflow, workflow file, types make, type make, just run, cargo run,
    sbatch, kedro, quarto, knitr, rmarkdown, r markdown, colab, one-liner, make target,
    executable paper
""") | Concept("script(s), notebook(s), workflow, pipeline, program").near(
    Concept("""
        run(s), score(s), running, produce(s), produced, reproduc*, regenerat*,
        generate(s), write(s), written by, make(s), made by, build(s), built by,
        create(s), train(s), evaluate(s), table(s), figure(s), result(s), output(s),
        number(s), draws, draw, executed, start(s), started, download(s), analyse(s),
        analyze(s), analysis, for each, every step
    """),
    within=6,
)
SOFTWARE = Concept("""
    implement*, code, codebase, software, docker*, container*, conda, reproduc*,
    artefact(s), artifact(s), repository, repo, image, package(s), library, libraries,
    github, gitlab, zenodo, osf, pytorch, tensorflow, jax, scikit-learn, python,
    environment file, open source, open-source, materials, notebook(s), script(s)
""")
