"""Approaches that somebody with a say rules out are not advised, and are weighed again once they are open again."""

from datetime import date

import pytest

from agent.facts import Terms
from agent.reading.rulings import rulings
from agent.words.message import taken_apart
from tools.approach import approach
from tools.profile import Case

AS_OF = date(2026, 11, 22)
TUNING_IS_OUT = Terms(set={"fine_tuning": 1.0})


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("We are not allowed to fine-tune.", {"fine_tuning"}),
        ("Fine-tuning is off the table.", {"fine_tuning"}),
        ("No fine-tuning please, the board ruled it out.", {"fine_tuning"}),
        ("We changed our mind: no fine-tuning, the board killed it.", {"fine_tuning"}),
        ("Fine-tuning is not an option for us.", {"fine_tuning"}),
        ("RAG is out of the question, legal said no.", {"augmentation"}),
        ("Our CTO vetoed fine-tuning.", {"fine_tuning"}),
        ("We may not fine-tune.", {"fine_tuning"}),
        ("The works council does not permit any retrieval.", {"augmentation"}),
        ("Fine-tuning and RAG are both off the table.", {"fine_tuning", "augmentation"}),
        ("Legal forbids fine-tuning.", {"fine_tuning"}),
        ("Head office has banned fine tuning for this year.", {"fine_tuning"}),
        ("We looked at finetuning last month. The partners said no to it.", {"fine_tuning"}),
        ("Training our own model from scratch is ruled out.", {"training"}),
        ("Give me something without fine-tuning.", {"fine_tuning"}),
        ("The ministry decided against fine-tuning.", {"fine_tuning"}),
        ("Nurses' letters, 5,000 a month, and we mustn't fine-tune.", {"fine_tuning"}),
        # It is asked, supposed, open, or another thing that is missing.
        ("Is fine-tuning off the table?", set()),
        ("What if fine-tuning is off the table?", set()),
        ("Don't rule out fine-tuning.", set()),
        ("We have not ruled out fine-tuning.", set()),
        ("Fine-tuning is not off the table.", set()),
        ("You ruled out fine-tuning.", set()),
        ("We have no fine-tuning in place.", set()),
        ("We do no fine-tuning today.", set()),
        ("No fine-tuning yet.", set()),
        ("We have no fine-tuning experience.", set()),
        ("We have not fine-tuned anything so far.", set()),
        ("We are not allowed to fine-tune on customer mails.", set()),
        ("Our documents may not leave the building.", set()),
        ("We have no training data.", set()),
        ("Cloud hosting is off the table.", set()),
        ("The budget is not allowed to grow, and fine-tuning costs money.", set()),
        ("A delay is out of the question. Fine-tuning or RAG, both are fine.", set()),
    ],
)  # fmt: skip
def test_who_rules_an_approach_out_is_taken_at_their_word(text: str, ruled_out: set[str]) -> None:
    said = rulings(taken_apart(text), Terms())
    assert {term.name for term in said} == ruled_out
    assert all(term.value is not None and term.quote in text for term in said)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("The board is open to it again.", True),
        ("Fine-tuning is back on the table.", True),
        ("Fine-tuning is allowed again.", True),
        ("They lifted the ban.", True),
        ("The veto is gone.", True),
        ("Fine-tuning is no longer off the table.", True),
        ("We may fine-tune after all.", True),
        ("The board changed its mind on fine-tuning.", True),
        ("Legal has approved fine-tuning.", True),
        ("The board is not open to it.", False),
        ("RAG is allowed.", False),
        ("Is the board open to it again?", False),
        ("We changed our mind, the volume is 80k.", False),
        ("The bill dropped to $4,000 a month.", False),
        ("The shop is open again.", False),
    ],
)
def test_what_was_ruled_out_is_opened_again(text: str, opens: bool) -> None:
    said = rulings(taken_apart(text), TUNING_IS_OUT)
    assert [(term.name, term.value) for term in said] == ([("fine_tuning", None)] if opens else [])


def test_nothing_is_opened_that_nobody_ruled_out() -> None:
    assert rulings(taken_apart("Fine-tuning is allowed again."), Terms()) == ()


FACTS = {
    "task": "customer_support",
    "requests_per_month": 60_000.0,
    "monthly_api_spend": 9_000.0,
    "current_accuracy": 0.8,
    "target_accuracy": 0.95,
    "training_examples": 5_000.0,
    "knowledge_change": "static",
}


def test_what_is_ruled_out_is_never_advised_nor_turned_to() -> None:
    assert approach(Case(**FACTS), AS_OF).recommended == "fine_tuning"
    advice = approach(Case(**FACTS, ruled_out=("fine_tuning",)), AS_OF)
    out = {"fine_tuning", "fine_tuning_and_augmentation"}
    assert advice.recommended not in out
    assert not out & {flip.recommended for flip in advice.flips}
    assert {one.approach for one in advice.ranking if one.blockers} == out
    assert all(one.win_share == 0 for one in advice.ranking if one.approach in out)
