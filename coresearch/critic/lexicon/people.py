"""People who take part, rate or are asked, and what is owed to them."""

from __future__ import annotations

from coresearch.critic.concepts import Concept

CONVENIENCE_SAMPLE = Concept("""
    one/single/our/own/local hospital/clinic/ward/school,
    one/single/our/own/local class/university/company/city,
    one/single/our/own/local town/village/district/department,
    one/single/our/own/local lab/laboratory/site/firm,
    one/single/our/own/local region/country/farm/plant,
    one/single/our/own/local factory/hotel/shop/store/station,
    one .. hospital/clinic/school/university/company,
    one .. city/town/country/site/centre/center, undergraduate(s), first-year,
    psychology/university/college/our students, students, mturk, mechanical turk,
    prolific, crowd-worker(s), crowd-sourced, convenience sample, volunteers,
    colleagues, lab members, friends, employees, staff, lay people, english only,
    in english, english-language, native speakers, right-handed
""")
RATERS = Concept("""
    annotator(s), rater(s), coder(s), judge(s), labeller(s), labeler(s), assessor(s),
    grader(s), reviewers, experts, readers, linguists, clinicians, radiologists,
    physicians, pathologists, crowd-worker(s), volunteers, listeners, evaluators,
    marker(s)
""")

PERSONS = Concept("""
    people, person(s), adult(s), child, children, student(s), pupil(s),
    undergraduate(s), teacher(s), nurse(s), doctor(s), physician(s), clinician(s),
    resident(s), patient(s), radiologist(s), programmer(s), developer(s), engineer(s),
    user(s), subject(s), worker(s), employee(s), driver(s), farmer(s), player(s),
    customer(s), shopper(s), reader(s), listener(s), speaker(s), rater(s), annotator(s),
    labeller(s), labeler(s), coder(s), judge(s), assessor(s), expert(s), volunteer(s),
    parent(s), senior(s), colleagues, musician(s), singer(s), translator(s), analyst(s),
    operator(s), pilot(s), reviewer(s), members of the public, passers-by, commuter(s),
    tenant(s), guests, moderator(s), veterans, athletes, editors, men, women,
    households, families, intern(s), technician(s), trainee(s), villager(s), pupil,
    apprentice(s), consultant(s), visitor(s), passenger(s), cyclist(s), mother(s),
    father(s), respondent(s), caller(s), applicant(s), soldier(s), prisoner(s)
""")
RECRUITING = Concept("""
    recruit(s), recruited, recruiting, recruitment, enlist*, enrol*, invite(s), invited,
    hire(s), hired, survey(s), surveyed, interview*, we ask, are asked, sign up,
    sign(s) up, signed up, sampled from a panel, randomised, randomized,
    randomly assigned
""")
TAKING_PART = Concept("""
    rate(s), judge(s), label(s), annotate(s), solve(s), answer(s), use, uses, read(s),
    take(s), see, sees, play(s), mark(s), score, write(s), complete(s), perform(s),
    try out, are asked, is asked, are shown, is shown, are given, are invited,
    are interviewed, are observed, are filmed, are recorded, are randomised,
    are randomized, are assigned, sign, wear(s), walk(s), taste(s), listen(s), drive(s),
    operate(s), fill in, fill out, get, gets, receive(s), watch(es), speak(s), sing(s),
    look(s) at, sort(s), work with, who see/judge/rate/look/use, transcribe(s),
    estimate(s), estimated, guess(es), choose, vote(s), drink(s), eat(s), sleep(s),
    try, tries, press, wear,
    take part, ride, work for, works for, works with, help, assist,
    each see/judge/rate/solve/use/read, is/are interviewed, asked to, grade(s)
""")
CARED_FOR = Concept("""
    consent*, irb, ethic*, review board, institutional review, committee .. approv*,
    approved by .. committee/board, approval(s), approved, waiver, information sheet,
    agree* in writing, agreed, agreement form, signed it/form/sheet/what/that,
    sign a/the form, have read and signed, sign and date, withdraw, go when they like,
    stop at any time, paid, payment, pay, wage(s), compensat*, reimburse*, remunerat*,
    voucher(s), salaried, an hour, per hour, hourly, fee of, gift card, course credit,
    voluntar*, gdpr, data protection, debrief*, anonymi*, pseudonymi*,
    declaration of helsinki, sees no objection, of us, the authors, ourselves,
    colleagues of ours, safeguarding, thanked with, honorarium
""")
