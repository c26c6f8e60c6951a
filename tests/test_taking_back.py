"""What "undo" takes back in a conversation: the last message, what is named, or nothing before they say so."""

import pytest

from tests.conftest import Say

CASE = "Support bot, 80k chats a month, $6,000 bill, 3,000 articles."
WHOLE = {"task": "customer_support", "requests_per_month": 80_000, "monthly_api_spend": 6_000, "documents": 3_000}
OFFER = "Acme wants 60k up front and 2k a month."
BUDGET = "The budget is 50k."
OFFERED = 'Say "undo the last change" to take that back.'


def told(say: Say, *messages: str) -> tuple[dict[str, object], str]:
    """The facts that are told after these messages, and the last reply."""
    reply = say(*messages)[-1]
    facts = {name: fact.value for name, fact in reply.facts.items() if fact.status != "assumed"}
    return facts, reply.text


@pytest.mark.parametrize(
    "between",
    [
        ["What are the risks?"],
        ["What would hosting cost?"],
        ["The weather is awful today, finance is nervous."],
        ["What are the risks?", "What do you know so far?"],
        ["What if the volume doubles?", "Undo that."],
    ],
)
@pytest.mark.parametrize("text", ["Undo that.", "Never mind, undo.", "Please take that back.", "Undo my last message."])
def test_undo_behind_a_message_that_changed_nothing_names_the_newest_change_first(
    say: Say, between: list[str], text: str
) -> None:
    facts, reply = told(say, CASE, BUDGET, *between, text)
    assert facts == {**WHOLE, "budget": 50_000}
    assert OFFERED in reply
    assert "$50,000" in reply


@pytest.mark.parametrize(
    "text", ["Undo the last change.", "Yes please.", "Yes, take it back.", "Undo that.", "ok, undo it"]
)
def test_and_takes_it_back_when_they_say_so(say: Say, text: str) -> None:
    facts, reply = told(say, CASE, BUDGET, "What are the risks?", "Undo that.", text)
    assert facts == WHOLE
    assert "Forgotten: up-front budget." in reply


def test_the_last_change_is_taken_back_however_long_ago_it_was(say: Say) -> None:
    assert told(say, CASE, BUDGET, "What are the risks?", "Undo my last change, please.")[0] == WHOLE


@pytest.mark.parametrize(
    "text",
    ["Undo.", "Undo one more.", "And the one before.", "One more.", "And the one before that, please.", "Again."],
)
def test_undo_behind_an_undo_goes_one_step_further(say: Say, text: str) -> None:
    assert told(say, CASE, BUDGET, "We have 500 labelled examples.", "Undo that.", text)[0] == WHOLE


@pytest.mark.parametrize(
    ("messages", "text"),
    [
        (["What if the volume doubles?", "What if prices fall by half?"], "Drop both."),
        (["What if the volume doubles?", "What if prices fall by half?"], "Undo both."),
        (["What if the volume doubles?", "What if the bill were 9k?"], "Scrap them both, please."),
        (["What if prices drop 50 % next year?", "And if our volume doubles?", "Both together?"], "Undo both."),
        (["What if the volume doubles?", "Is that likely?"], "Undo that."),
    ],
)
def test_undo_behind_what_ifs_drops_only_those(say: Say, messages: list[str], text: str) -> None:
    facts, reply = told(say, CASE, *messages, text)
    assert facts == WHOLE
    assert "It stays as you told me." in reply


@pytest.mark.parametrize(
    "text",
    ["Undo the scenario.", "Revert the scenario.", "Undo the what-if.", "Undo keeping that.", "Drop the what-if again.",
     "Undo.", "Sorry, undo the scenario."],
)  # fmt: skip
def test_a_what_if_that_was_kept_is_put_back_by_its_name(say: Say, text: str) -> None:
    facts, reply = told(say, CASE, "What if the bill were 9k?", "Keep that.", text)
    assert facts == WHOLE
    assert "is now $6,000 (it was $9,000)" in reply
    assert "no what-if" not in reply
    assert "It stays" not in reply


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Undo the articles.", "documents"),
        ("Undo the 3,000 articles.", "documents"),
        ("Please undo the volume.", "requests_per_month"),
        ("Can you revert the bill?", "monthly_api_spend"),
        ("Undo what I said about the bill.", "monthly_api_spend"),
    ],
)
def test_only_what_is_named_is_undone(say: Say, text: str, field: str) -> None:
    facts, reply = told(say, CASE, BUDGET, text)
    assert facts == {**{name: value for name, value in WHOLE.items() if name != field}, "budget": 50_000}
    assert "Forgotten: " in reply


def test_what_is_told_beside_an_undo_is_noted(say: Say) -> None:
    facts, _ = told(say, CASE, BUDGET, "Undo the budget, and we have 500 labelled examples.")
    assert facts == {**WHOLE, "training_examples": 500}


def test_what_is_named_goes_back_to_the_value_before(say: Say) -> None:
    facts, reply = told(say, CASE, BUDGET, "The budget is 70k.", "We have 500 labelled examples.", "Undo the budget.")
    assert facts == {**WHOLE, "budget": 50_000, "training_examples": 500}
    assert "is now $50,000 (it was $70,000)" in reply


@pytest.mark.parametrize(
    "text", ["Undo the vendor.", "Undo the Gamma offer.", "Undo the engineers.", "Undo the deadline."]
)
def test_what_was_never_told_is_not_undone(say: Say, text: str) -> None:
    facts, reply = told(say, CASE, BUDGET, text)
    assert facts == {**WHOLE, "budget": 50_000}
    assert "so there is nothing to take back" in reply
    assert "Taken back" not in reply


@pytest.mark.parametrize(
    ("messages", "text", "says"),
    [
        ([OFFER], "Undo that.", "Forgotten: Acme."),
        ([OFFER, "Acme now asks 70k up front."], "Undo that.", "It holds again: Acme at $60,000 up front and $2,000"),
        ([OFFER, "Gamma wants 90k up front."], "Undo the Gamma offer.", "Forgotten: Gamma."),
        ([OFFER, "Gamma wants 90k up front.", BUDGET], "Undo Gamma.", "Forgotten: Gamma."),
        ([OFFER, "Acme now asks 70k up front.", BUDGET], "Undo the Acme offer.", "It holds again: Acme at $60,000"),
        (["A case takes 10 minutes."], "Undo that.", 'Forgotten: what one case takes today, "10 minutes"'),
        (["Use a discount rate of 8 %."], "Undo that.", "Forgotten: your discount rate"),
        (["Use a discount rate of 8 %.", BUDGET], "Undo the discount rate.", "Forgotten: your discount rate"),
    ],
)
def test_an_undo_says_what_is_taken_back_and_what_holds_now(
    say: Say, messages: list[str], text: str, says: str
) -> None:
    assert says in told(say, CASE, *messages, text)[1]


@pytest.mark.parametrize(
    "text",
    ["No, forget that, it was a rumour.", "That was a mistake, sorry.", "Scratch that, they released it.",
     "I never said that.", "You misunderstood me.", "Forget what I just said.", "Oh no, that was a typo.",
     "Sorry, my mistake.", "That's not what I meant.", "You got that wrong.", "Please ignore my last remark.",
     "No no, I didn't mean that.", "Strike that."],
)  # fmt: skip
def test_a_protest_takes_back_what_was_just_noted(say: Say, text: str) -> None:
    assert told(say, CASE, BUDGET, text)[0] == WHOLE


@pytest.mark.parametrize(
    "text",
    ["Last year's pilot was a mistake.", "Was that a mistake?", "The vendor misunderstood us.",
     "We never said that to finance.", "Our people forget that all the time.", "Yes.", "Our users want an undo button.",
     "We go back to the old tool on weekends.", "Agents can't undo that."],
)  # fmt: skip
def test_what_only_sounds_like_a_protest_takes_nothing_back(say: Say, text: str) -> None:
    assert told(say, CASE, BUDGET, text)[0].items() >= {**WHOLE, "budget": 50_000}.items()


@pytest.mark.parametrize("text", ["You misunderstood me.", "That was a mistake, sorry.", "I never said that."])
def test_a_protest_behind_a_question_forgets_no_fact(say: Say, text: str) -> None:
    assert told(say, CASE, "What are the risks?", text)[0] == WHOLE


def test_a_number_that_was_taken_for_another_is_taken_back(say: Say) -> None:
    facts, _ = told(say, CASE, "Sorry, it's 25,000 chats.", "That was the price, not the number of chats!")
    assert facts == WHOLE
    facts, _ = told(say, CASE, "Sorry, it's 25,000 chats.", "No, that was the budget, not the volume.")
    assert facts == {**WHOLE, "budget": 25_000}


@pytest.mark.parametrize(
    ("taken", "back"),
    [
        ("Undo that.", "Bring it back."),
        ("Undo that.", "Redo."),
        ("Undo that.", "Undo the undo."),
        ("Undo that.", "No wait, restore that."),
        ("Undo that.", "The budget stands after all."),
        ("Forget the budget.", "Bring it back."),
        ("Forget the budget.", "Put the budget back."),
        ("Scrap the budget, I'll check with finance.", "Ok the budget stands."),
        ("Undo the budget.", "Restore the budget."),
        ("That was a mistake, sorry.", "Bring it back."),
    ],
)
def test_what_was_taken_back_holds_again(say: Say, taken: str, back: str) -> None:
    facts, reply = told(say, CASE, BUDGET, taken, back)
    assert facts == {**WHOLE, "budget": 50_000}
    assert "It holds again: you can spend $50,000 up front." in reply
