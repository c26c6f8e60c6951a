"""Where does that come from? The figure that the words name, else one that was shown last, else an honest word."""

import pytest

from tests.conftest import Say

_BANK = "Bank chatbot, 400,000 chats a month, gpt-4o-mini, 6,000 tokens in, 300 out."
_HOSTING = "What hosting would llama 3.3 70b cost us instead?"
_MEMORY = "How much GPU memory does Llama 3.1 8B need?"
_TRAINING = "How many GPU hours does it take to pretrain a 7B model on 2 trillion tokens on H100?"
_VENDORS = "Compare: Kepler evaluation 4, cost 2, staffing 4. Brightpath cost 5, evaluation 1, staffing 2."


@pytest.mark.parametrize(
    ("before", "text", "told"),
    [
        ((_MEMORY,), "Where does the KV cache number come from?", "is the KV cache"),
        ((_MEMORY,), "how did you get the weights?", "are the weights"),
        ((_MEMORY,), "where's that from", "over the 80 GB of one H100"),
        ((_MEMORY,), "Where do the 33.24 GB come from?", "is the sum of 16.06 GB of weights"),
        ((_BANK, _HOSTING), "how did you get the number of GPUs", "are the GPUs that it takes"),
        ((_BANK, _HOSTING), "How did you arrive at the hosting cost?", "is what hosting comes to a month"),
        ((_BANK, _HOSTING), "where does the $3.99 come from?", "median of observed specialist prices"),
        ((_TRAINING,), "where does 58,958 come from?", "are the operations of that training"),
        ((_TRAINING,), "How did you get the GPU hours?", "are the operations of that training"),
        ((_TRAINING,), "where's that from?", "is the compute"),
        ((_VENDORS,), "Where do those criteria come from?", "nine that Turing"),
        ((_VENDORS,), "where did you get the weights from?", "is a rule of mine"),
        (("Legal Q&A, 84% right.",), "where does the 85% come from?", "prints it"),
    ],
)
def test_the_figure_that_is_meant_is_explained(say: Say, before: tuple[str, ...], text: str, told: str) -> None:
    reply = say(*before, text)[-1].text
    assert told in reply
    assert "$8.7" not in reply


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (("Hello",), "shows no figure that I worked out"),
        (("Support bot, 20,000 chats a month.", "What does fine-tuning cost?"), "That is no figure of mine"),
    ],
)
def test_no_figure_is_explained_that_nobody_has_seen(say: Say, before: tuple[str, ...], told: str) -> None:
    reply = say(*before, "where's that from?")[-1].text
    assert told in reply
    assert "planning" not in reply


def test_a_threshold_inside_the_advice_is_no_figure_of_the_case(say: Say) -> None:
    asked = "Support bot, 20,000 chats a month, we measured 80%.", "where does the 95% come from?"
    assert "golden set" not in say(*asked)[-1].text


@pytest.mark.parametrize(
    "text", ["Give me the final recommendation again please", "Could you repeat your advice, please?"]
)
def test_an_advice_that_is_wanted_again_is_told_again(say: Say, text: str) -> None:
    reply = say("Support bot, 20,000 chats a month.", "What do you recommend?", text)[-1].text
    assert "What to plan for" in reply
    assert "Nothing in it has changed" not in reply


def test_an_advice_that_moves_says_why_and_how_often_either_is_the_best(say: Say) -> None:
    replies = say("Support bot, 20,000 chats a month.", "What do you recommend?", "We have no documents at all.")
    assert "The reason: " in replies[-1].text
    assert "It is the best in" in replies[-1].text


def test_what_one_kind_of_work_needs_is_no_duty_of_a_whole_industry(say: Say) -> None:
    [reply] = say("Hospital cafeteria menu texts, 2,000 a month, 80% right on gpt-4o.")
    assert "medical decisions" not in reply.text
    assert "should this be that" in reply.text


def test_an_old_price_list_is_not_dated_today(say: Say) -> None:
    reply = say(
        "Support bot, 20,000 chats a month, gpt-4o, 2,000 tokens in, 300 out.", "where does the $160 come from?"
    )
    assert "the list itself is older" in reply[-1].text
