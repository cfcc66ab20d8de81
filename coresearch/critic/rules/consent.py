"""H: what people who take part are told and paid."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned, provided
from coresearch.critic.concepts import Concept
from coresearch.critic.document import Sentence
from coresearch.critic.lexicon.judging import EXPERTS, RATERS, THREE_RATE, TWO_RATE
from coresearch.critic.lexicon.people import (
    CARED_FOR,
    PERSONS,
    RECRUITING,
    TAKING_PART,
)
from coresearch.critic.numbers import MONEY
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_COUNTED = Concept("""
    #, several, dozens, hundreds, a panel of, all, our, each, every, local, paid, hired,
    trained, naive, naïve
""")
_TAKES_PART = (
    Concept("""
        respondents, volunteers, interviewees, interview(s) with, is/are interviewed,
        we interview, crowd-worker(s), crowd-sourced, mturk, mechanical turk,
        on/via/from/through/over prolific, prolific participants/workers/panel/users,
        participant(s), user study, usability test, focus group(s), human subjects,
        human evaluation, human annotation, human ratings, human study, think-aloud,
        listening test, field experiment with, panel of #, taste
    """)
    | Concept("questionnaire(s)").near(
        PERSONS | Concept("fill*, participants"), within=6
    )
    | RECRUITING.near(PERSONS, within=5)
    | Concept("""
        from/of patients/pupils/employees/customers/residents/children at/in/of our,
        # humans, friends of the authors, friends and family, our friends
    """)
    | Concept("is/are recruited among/from/through/via/on/by, we recruit")
    | _COUNTED.then(PERSONS | RATERS | EXPERTS, within=3).then(TAKING_PART, within=9)
)
_OTHER_PAY = Concept("api, gpu(s), licence, license, cloud, node-hours, compute, calls")
_WE = Concept("ourselves, the authors, of us, colleagues of ours, approv*")


_ETHICS = Concept("ethic*, review board, committee, irb")


_WAGE = Concept("paid, pay, payment, wage(s), an hour, per hour, hourly, fee of")
_PAYEES = PERSONS | Concept("participant(s), respondents, everybody, them")
_BY_TIME = Concept("an hour, per hour, hourly")


def _pays_people(plan: Plan, sentence: Sentence) -> bool:
    """A paid interface and half an hour of training are nobody's wage."""
    if plan.in_sentence(_OTHER_PAY, sentence):
        return False
    money = any(
        q.unit in MONEY for q in plan.quantities_in(sentence.start, sentence.end)
    )
    if money or plan.in_sentence(_BY_TIME, sentence):
        return money
    return plan.in_sentence(_PAYEES, sentence) is not None


def _cared_for(plan: Plan, people: Mention) -> bool:
    """Whether anything is done for those who take part: a paid API is not theirs."""
    for mention in plan.places(CARED_FOR):
        sentence = mention.sentence
        near = sentence.block == people.sentence.block
        wage = plan.between(_WAGE, mention.start, mention.end)
        if wage and not (near or _pays_people(plan, sentence)):
            continue
        ours = plan.between(_WE, mention.start, mention.end)
        if ours and not near and not plan.in_sentence(_ETHICS, sentence):
            continue
        if not mention.sentence.is_prose or plan.holds(mention, provided):
            return True
    return False


_TAUGHT = Concept("""
    teacher model(s)/network(s)/policy, student model(s)/network(s)/policy, distil*,
    teacher student, student teacher, weak-to-strong
""")
_IN_CLASS = Concept("teacher(s), student(s)")


def _people(plan: Plan) -> Mention | None:
    """Where people take part; where models teach models, teachers are none."""
    for mention in plan.mentions(_TAKES_PART):
        if not (plan.between(_IN_CLASS, *mention.span) and plan.says(_TAUGHT)):
            return mention
    return plan.first(THREE_RATE) or plan.first(TWO_RATE)


_UNTOLD = Concept("""
    not told, are not informed, is not informed, without their/his/her knowledge,
    unaware,
    not be told, without telling them/him/her, secretly, covertly, hidden camera,
    hidden microphone,
    do not know that they, without asking, from the back row, spares us .. explanations,
    in their breaks, permission covers all, head's permission, need not be asked,
    for their marks, must take part, are obliged to, cannot refuse, part of the course
""").apart(
    Concept(
        "arm(s), group(s), condition(s), hypothes*, label(s), blind*, score(s), which"
    )
)
"""What is done to people without their leave, whatever else is promised."""


def _untold(plan: Plan) -> Mention | None:
    return plan.first(_UNTOLD, mentioned) if _of_people(plan) else None


def _of_people(plan: Plan) -> bool:
    return plan.first(_ANY_PERSONS, mentioned) is not None


_ANY_PERSONS = PERSONS | Concept("participants, respondents, speakers")


def _find_no_consent(plan: Plan) -> Iterator[Hit]:
    mention = _people(plan)
    untold = _untold(plan)
    if untold:
        mention = untold
    elif mention is None or _cared_for(plan, mention):
        return
    who = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'People take part ("{who}"), and neither consent, review nor pay is named.',
        0.7,
        edit=sentence_added(
            plan,
            mention.sentence,
            "They give written consent and are paid <amount> an hour; the review board"
            " is asked before the start.",
        ),
    )


H1 = Rule(
    id="H1",
    name="people without consent",
    severity=Severity.HIGH,
    source="NeurIPS paper checklist 14 and 15",
    question="Who agreed to what, who reviewed it, and what are they paid?",
    needs=lambda plan: _people(plan) is not None or _untold(plan) is not None,
    find=_find_no_consent,
    example_bad="Sixty participants sort the cards twice.",
    example_good="Sixty participants sort the cards twice; they consent in writing "
    "and are "
    "paid 15 € an hour.",
    of_absence=True,
)


RULES = (H1,)
