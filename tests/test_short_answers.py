"""The short form of the advice and the parts of the planning figures, as a conversation shows them."""

import pytest

from agent.reply import Reply
from tests.conftest import Say

CASE = (
    "We want a chatbot that answers questions of our customers from our manuals. 30,000 chats a month on gpt-4o, "
    "2,000 tokens in and 300 out. 400 documents."
)
IN_SHORT = "**In short: augmentation"


def told(say: Say, *said: str, case: str = CASE) -> list[Reply]:
    return say(case, *said)


def texts(say: Say, *said: str) -> list[str]:
    return [reply.text for reply in told(say, *said)]


def test_a_board_hears_advice_cost_benefit_risk_and_next_step_and_no_table_of_facts(say: Say) -> None:
    replies = texts(
        say,
        "ok give me five lines for my board",
        "We save $12,000 a month.",
        "Thanks. One page for my boss please.",
        "shorter please",
        "even shorter",
    )
    for reply in (replies[1], replies[3]):
        assert IN_SHORT in reply
        assert "| |" not in reply
        assert all(part in reply for part in ("What it costs: about", "What it brings:", "The risk:", "First step:"))
    assert "nobody has told me yet what it is worth" in replies[1]
    assert "$12,000 a month if it works" in replies[3]
    assert "it pays back after" in replies[3]
    assert "What it brings" in replies[4]
    assert "First step" not in replies[4]
    assert "What it brings" not in replies[5]


def test_the_whole_report_is_still_there(say: Say) -> None:
    reply = texts(say, "report please", "the whole report please")[-1]
    assert "Here is your report, all of it in one piece" in reply
    assert "| Documents | 400 |" in reply


def test_what_loses_money_is_not_summed_up_as_if_it_paid(say: Say) -> None:
    replies = texts(say, "It is worth $2,500 a month.", "Board summary", "in simple words")
    assert "it does not pay" in replies[2] or "In short: not investing yet" in replies[2]
    assert "I would take" not in replies[3]


def test_the_parts_of_a_planning_figure_are_told_with_what_moves_them(say: Say) -> None:
    replies = texts(
        say,
        "what does the up-front sum contain?",
        "is that sum for us or for anybody?",
        "what are you leaving out?",
    )
    assert "the people who build it" in replies[1]
    assert "indexing the documents less than a dollar" in replies[1]
    assert "the model by its API $240" in replies[1]
    assert "Your facts move indexing the documents" in replies[1]
    assert "**For anybody, for the most part.**" in replies[2]
    assert "The model by its API, $240 a month: yours" in replies[2]
    assert "Reviews by legal" in replies[3]
    assert "You can tell me facts in any order" not in replies[3]


def test_the_chance_of_a_loss_waits_for_what_it_is_worth(say: Say) -> None:
    question = "What is the chance that I lose money?"
    replies = texts(say, question, "We save $12,000 a month.", question)
    assert "**I cannot say that yet.**" in replies[1]
    assert "**The chance of a loss: about" in replies[3]


def test_plain_words_follow_the_answer_before(say: Say) -> None:
    replies = texts(
        say, "What is retrieval?", "and in normal words?", "what would be the worst case?", "like I'm twelve"
    )
    assert "looks things up in your own documents" in replies[2]
    assert "At the worst tenth it takes more than" in replies[3]
    assert "recommendation" not in replies[3]
    assert "I would take" in replies[4]


@pytest.mark.parametrize(
    "question",
    [
        "Which model would you take, and what does it cost?",
        "We haven't chosen a model. What would you take and what would it cost?",
    ],
)
def test_who_has_no_model_yet_hears_prices_and_is_asked_again(say: Say, question: str) -> None:
    _, reply = told(say, question, case="20,000 claims a month, about 3,000 tokens in and 400 out.")
    assert "The same requests with other models" in reply.text
    assert "model" not in reply.updated


def test_yes_or_no_answers_what_was_asked(say: Say) -> None:
    replies = texts(
        say,
        "Should we train our own model? Yes or no.",
        "Is that under $1,000 - yes or no?",
        "Are you certain? Yes or no.",
        "Can it pay back within a year if it saves $20,000 a month? Yes or no.",
        "Can it pay back within a year if it saves $900 a month? Yes or no.",
        "So should we do nothing for now?",
    )
    assert "**No: on your facts I advise augmentation, not training" in replies[1]
    assert "Yes, as far as" not in replies[1]
    assert "**Yes: the API comes to $240 a month.**" in replies[2]
    assert "certain: " in replies[3]
    assert "as far as I can see" not in replies[3]
    assert "**Yes: on what you suppose it pays back" in replies[4]
    assert "nobody has told me" not in replies[4]
    assert "**No, not on these figures.**" in replies[5]
    assert "not not" not in replies[6]


def test_a_yes_or_no_in_the_message_that_tells_the_case(say: Say) -> None:
    (reply,) = told(say, case=f"{CASE} Should we train our own model? Yes or no.")
    assert "**No: on your facts I advise augmentation, not training" in reply.text


def test_a_number_alone_is_ordered(say: Say) -> None:
    replies = told(
        say, "One number only: monthly cost.", "Just a number: hosting per month.", "Board summary, two lines."
    )
    assert "**" not in replies[1].text or "$240 a month" in replies[1].text
    assert "not sure what to make" not in replies[1].text
    assert not replies[2].updated
    assert "GPU" in replies[2].text
    assert "What it brings" in replies[3].text
    assert "First step" not in replies[3].text


def test_a_price_is_of_the_model_that_they_use_and_of_no_other(say: Say) -> None:
    replies = texts(say, "Where does the $2.50 come from and how old is it?")
    assert "gpt-4o at openai" in replies[1]
    assert replies[1].count("is the input of the prices") == 1
