"""Data: their parts, their rows, whom they come from, and what is done to them."""

from __future__ import annotations

from coresearch.critic.concepts import Concept

ROWS = Concept("""
    row(s), record(s), sample(s), example(s), instance(s), item(s), case(s),
    data-point/data-points, observation(s), entry/entries, image(s), photo*, picture(s),
    scan(s), slice(s), x-ray*, radiograph*, tile(s), patch(es), crop(s), frame(s),
    video(s), clip(s), recording(s), utterance*, excerpt*, segment*, window(s),
    snippet*, spectrogram*, track(s), song(s), beat(s), epoch of eeg, trial(s),
    trace(s), reading(s), measurement(s), signal(s), series, event(s), log(s),
    log lines, session(s), visit(s), stay(s), admission*, encounter*, report(s),
    note(s), letter(s), document(s), page(s), paragraph*, passage*, sentence*, text(s),
    article(s), abstract(s), essay*, review(s), comment(s), post(s), tweet*, message(s),
    email(s), ticket(s), conversation*, dialogue*, turn(s), thread(s), answer(s),
    response(s), question(s), query/queries, prompt(s), problem(s), pair(s), triple(s),
    completions, summary/summaries, translation(s), rating(s), click(s), interaction(s),
    transaction*, purchase*, order(s), trip(s), hour(s), day(s), week(s), month(s),
    night(s), function(s), file(s), commit(s), issue(s), build(s), molecule*, compound*,
    sequence(s), protein*, cell(s), spectrum, spectra, grasp(s), demonstration*,
    trajectory, trajectories, episode(s), rollout*, level(s), plot(s), specimen*, swab*,
    biops*, blood samples, film(s), character(s), reaction(s), stride(s), advert*
""")

DATA = Concept("""
    data, data-set*, corpus, corpora, collection(s), archive(s), database*, dump(s),
    table(s), feed(s), log(s), registry, registries, release(s), repository,
    repositories, benchmark*, spreadsheet*, export(s), set(s), cohort*, sources,
    text(s), records, rows, examples, recordings, images
""")

DATA_SET = Concept("""
    data-set*, corpus, corpora, benchmark*, database*, archive(s), dump(s),
    image/text/audio/video/song/speech collection, test suite, cohort data,
    registry data, log data, tracking data, survey data, sensor data, public data,
    folder of
""")

SAMPLED_UNIT = Concept("""
    patient(s), user(s), subject(s), participant*, person(s)/people, individual(s),
    adult(s), child/children, volunteer*, respondent*, student(s), pupil(s), learner(s),
    teacher(s), class(es), school(s), university, universities, speaker(s), singer(s),
    voice(s), author(s), writer(s), artist(s), album(s), composer*, performer*,
    musician*, listener(s), rater(s), annotator*, reader(s), reviewer(s), developer(s),
    programmer*, customer(s), client(s), account(s), shopper*, buyer*, seller(s),
    merchant*, retailer*, shop(s), store(s), product(s), brand(s), household*, home(s),
    house(s), building(s), flat(s), apartment*, room(s), kitchen*, hotel(s), hospital*,
    clinic(s), ward(s), centre(s), center(s), site(s), station(s), farm(s), field(s),
    plot(s), orchard*, forest(s), lake(s), river(s), region(s), district*, city/cities,
    town(s), village*, country/countries, street(s), road(s), route(s), machine(s),
    engine(s), turbine*, pump(s), sensor(s), meter(s), smart-meter*, device(s),
    phone(s), watch(es), camera(s), camera-trap*, drone(s), satellite*, vehicle*,
    car(s), truck(s), driver(s), rider(s), bike(s), robot(s), operator(s), object(s),
    scene(s), animal(s), mouse/mice, rat(s), monkey*, donor(s), family/families,
    twin pairs, litter(s), plant(s), tree(s), plate(s), slide(s), specimen*, batch(es),
    repository/repositories, project(s), package(s), app(s), company/companies, firm(s),
    bank(s), borrower*, employee*, worker(s), player(s), team(s), match(es), game(s),
    book(s), newspaper*, channel(s), playlist(s), show(s), podcast*, movie(s), film(s),
    case law, court(s), template(s), scaffold*, conversation*, thread(s), domain(s),
    website*, host(s), node(s), cow(s), dog(s), horse(s), sheep, pig(s), bird(s),
    gravestone(s), grave(s), cyclist(s), athlete(s), juror(s), voter(s), resident(s)
""")

TEST_DATA = Concept("""
    test/testing set(s)/split(s)/data/part(s)/portion/partition/half/fold,
    test/testing items/questions/images/examples,
    test/testing cases/rows/records/samples/documents,
    test/testing queries/problems/tasks/patients,
    test/testing users/scans/sentences/levels/videos,
    test/testing period/year/month/week(s)/season/window/days/block/site/cameras,
    test/testing frames/clips/recordings/tracks/songs/speakers/homes/houses/hotels,
    test/testing episodes/environments/seeds/subjects,
    test/testing participants/plots/farms/wards,
    test accuracy/score(s)/performance/loss/error/results/result/f1/auc/auroc/bleu,
    test perplexity/metric/reward/return/recall/precision/rmse/mae/ndcg/wer/dice,
    test auprc/mape/mse/iou/map/mrr/cer/exact/success/time/error, eval set/split/items,
    eval data/questions/score/scores/problems/tasks,
    evaluation questions/tasks/programs,
    benchmark score(s),
    held-out, hold-out, held-back, hold-back, sealed, lock-box, unsealed, unseen,
    evaluation set/split/data/portion/part/period/items/cohort/subset,
    judging set/part/period/span/data/year, hidden set/labels/part/items/questions,
    private leaderboard/split/labels, blind set/test, public leaderboard,
    final test/exam/evaluation/verdict/figures/score(s)/count/report,
    external cohort/validation/site, set/laid/put aside, kept back, reserved for,
    future data, scoring set, challenge set, exam questions, exam set, verdict set,
    reported set/split/numbers, numbers we report, results table, never seen,
    test/testing era/wave/cohort/span/bags/objects,
    test/testing attempts/trials/runs/folds/tables/logs
""") | Concept("test, testing, final, sealed").then(
    ROWS | SAMPLED_UNIT | Concept("bag(s), era, wave, lot, crop"), within=0
)
VALIDATION_DATA = Concept("""
    validation, valid set/split, dev set/split/data/part, dev, development,
    cross-valid*, inner fold(s)/loop/split, nested, tuning set/split/part/data,
    calibration set/split/part, choosing set/part, pilot(s),
    training loss/reward/score/set/data/part/folds/rows/split/portion,
    train set/split/data, out-of-bag, model selection set, selection set/part/split,
    burn-in
""")
TRAINING_DATA = Concept("""
    train/training set(s)/split(s)/data/part/portion/partition/half/fold(s),
    train/training rows/records/images/examples/samples/items/documents/texts,
    train/training users/patients/subjects/speakers/songs/cameras/homes/sites,
    train/training period/years/months/weeks/window/corpus/sequences/queries,
    train/training fraction/share/side/subset/cases/statistics/only/alone,
    fitting part/set/data/rows/period, learning part/set/period/span,
    development set/part/data/rows, on train, of train, from train,
    estimation sample/window, past data, history only
""")

SPLITTING = Concept("""
    split(s)/splitting, train test, divide(s)/divided/dividing, division, partition*,
    hold/holding/held out, hold-out, set/setting/put/laid/kept/keep aside, cross-valid*,
    k fold*, # fold, fold(s), separate/separated into, cut into, dealt, deal out,
    train-test, assign* to train/training/test
""")
RANDOMLY = Concept("""
    random/randomly, at random, shuffl*, by chance, by lot, uniformly, by coin,
    coin flip/toss, lottery, draw lots, stratified, permuted, mixed up, irrespective of,
    regardless of, one by one, individually, independently
""")
EVERYTHING = (
    Concept("all #").apart(Concept("arms, seeds, models, raters"))
    | Concept("all, every, each and every, total").then(
        ROWS | SAMPLED_UNIT | Concept("data, columns, parts, years, texts"),
        within=3,
        over=Concept("test, testing, train, training, validation, fitting, of, in, on"),
    )
    | Concept("whole, entire, full, complete, combined, pooled, overall, total").then(
        DATA
        | Concept("year, years, period, span, series, history, matrix, sample, study"),
        within=2,
        over=Concept("test, testing, train, training, validation, fitting, of, in"),
    )
    | Concept("""
    train/training and test/testing, training validation and test, both parts together,
    both halves, the year as a whole, from the start to the end, global mean/minimum,
    everybody, everyone, over/across all, whole of, complete/full table/collection,
    complete set(s), test .. included, once for .. complete/full/whole
""")
)

GATHERING = Concept("""
    scrape(s), scraped, scraping, scraper(s), web-scrap*, crawl*, common crawl,
    harvested from/by, are/is/we harvest*, from .. portals/sites/blogs/newsgroups,
    collected/gathered/taken from .. portals/internet/web/networks/sites,
    pulled/downloaded/taken from .. web/internet/github/reddit,
    drawn/collected/gathered/sampled from .. web/internet/github/reddit,
    pulled/downloaded/taken from .. forum(s)/twitter/youtube/sites,
    drawn/collected/gathered from .. forum(s)/twitter/youtube/sites,
    pulled/downloaded/collected/gathered from .. repositories/platform(s),
    pulled/downloaded/collected/gathered from .. playlists/portals,
    from .. stack overflow/web/internet/forums, from a crawl,
    from .. stack soundcloud/youtube/flickr/pinterest/wikipedia, mirror of, dump of,
    aggregat* from, user-upload*, uploaded by users, uploads by, web pages, syndicated,
    news-wire, posts from, tweets, app store reviews, job ads, classified ads
""")
MERGING = Concept("""
    merg*, pool(s), pooled, pooling, combined, combine(s), concatenat*, join(s), joined,
    union of, assembled, put together, added to, appended, enriched with, stacked,
    lumped, topped up, thrown together, mixed from
""")
AUGMENTING = Concept("""
    augment*, oversampl*, over-sampl*, paraphras*, back-translat*, mirrored, flipped,
    jittered, pitch-shifted, time-stretched, with noise, noisy copies, cropped copies,
    rotated copies, copied with, is/are turned by, is/are rotated/shifted/mirrored,
    enlarged/multiplied/expanded collection/set/data
""")

EXCLUDING = Concept("""
    exclu*, outlier*, missing*, incomplete*, drop-out/drop-outs, dropped, drop .. rows,
    drop(s) participants/subjects/trials/cases/records/rows/readings/answers,
    filter(s)/filtered/filtering, remov*, discard*, delete/deleted, censor*,
    attention check*, imput*, interpolat*, winsor*, trimm*, clip/clipped values,
    left out, leave out, leaves out, clean/cleaned/cleaning, inclusion, eligib*,
    intention-to-treat, intent-to-treat, complete case(s), last observation carried,
    invalid, implausible, gap(s), nan(s), null values, blank(s), not counted,
    do(es) not count, set aside, skip(s), skipped, goes, throw(n), thrown, thrown out,
    sort* out, rejected, voided, void, dead
""")
