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
PROFESSIONALS = Concept("""
    professional(s), expert(s), moderators, clinicians, physicians, doctors, nurses,
    radiologists, pathologists, surgeons, pilots, teachers, lawyers, judges,
    journalists, editors, engineers, developers, programmers, operators, analysts,
    managers, translators, farmers, drivers, musicians, physicists, scientists,
    accountants
""")
