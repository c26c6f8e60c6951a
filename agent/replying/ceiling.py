"""The most that it could be worth: work that costs less in all than the advice must bring is never worth the advice.

It stands in the assessment itself, so that every door says the same: advice, verdict, summary, sums and report.
"""

import math
from collections.abc import Mapping

from agent import phrasing
from agent.basis import Basis
from agent.facts import Fact, value_of
from agent.replying.approach_cards import approaches
from agent.replying.savings import HALF, QUARTER, Saving, all_work_sentence, saving_of
from tools.approach import TOO_LITTLE_WORK, ApproachAdvice, Flip, Option, Reason
from tools.approach_rules import advice as rules
from tools.assess import Assessment
from tools.break_even import BreakEven
from tools.flips import roundest


def assess_within(basis: Basis, facts: Mapping[str, Fact]) -> Assessment:
    """The assessment, turned to not investing where all the work there is costs less than the advice must bring."""
    assessment = basis.assess(facts)
    advice = assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    saving = saving_of(facts, basis.parts)
    if not _binds(advice.ranking[0], saving, assessment, facts):
        return assessment
    turned = _turned(advice, saving)
    return assessment.model_copy(
        update={
            "results": {**assessment.results, "approach": turned},
            "recommended": turned.recommended,
            "confidence": turned.confidence,
        }
    )


def _binds(best: Option, saving: Saving, assessment: Assessment, facts: Mapping[str, Fact]) -> bool:
    """Nobody has said what it is worth, a lower bill does not pay for it, and the work cannot."""
    even = assessment.results.get("break_even")
    paid_by_the_bill = isinstance(even, BreakEven) and even.months is not None
    known = value_of(facts, "monthly_benefit") is not None
    if known or paid_by_the_bill or best.approach == "not_yet" or saving.ceiling is None:
        return False
    return saving.ceiling.value < best.benefit_needed


def _turned(advice: ApproachAdvice, saving: Saving) -> ApproachAdvice:
    best = advice.ranking[0]
    verdict = rules().money.nothing_pays
    reason = Reason(
        rule=TOO_LITTLE_WORK, sentence=_sentence(best, saving), points=verdict.points, sources=verdict.sources
    )
    waits = next(option for option in advice.ranking if option.approach == "not_yet")
    waits = waits.model_copy(update={"reasons": (reason, *waits.reasons), "score": waits.score + verdict.points})
    others = tuple(option for option in advice.ranking if option.approach != "not_yet")
    needed = roundest(best.benefit_needed, math.ceil)
    sentence = f"From {phrasing.usd(needed)} a month on that it brings"
    flip = Flip(field="monthly_benefit", from_=None, to=needed, recommended=best.approach, sentence=sentence)
    return advice.model_copy(
        update={
            "recommended": "not_yet",
            "ranking": (waits, *others),
            "lead": verdict.points,
            "flips": (flip,),
            "confidence": waits.win_share,
            "budget_note": None,
        }
    )


def _sentence(best: Option, saving: Saving) -> str:
    assert saving.ceiling is not None
    all_of_it = saving.ceiling.value
    title = approaches()[best.approach].title.partition(" (")[0]
    half, quarter = (phrasing.usd(all_of_it * share) for share in (HALF, QUARTER))
    return (
        f"{all_work_sentence(saving)}, and {title} must bring more than about "
        f"{phrasing.about_usd(best.benefit_needed)} a month; it could not, even if it did all of it. Something smaller "
        f"may still pay: what takes half of that work away saves {half} a month, what takes a quarter {quarter}, and "
        "it must cost less than that."
    )
