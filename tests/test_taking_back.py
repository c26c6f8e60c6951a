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


MONEY = {"monthly_api_spend", "budget", "monthly_benefit"}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Forget everything I said about money.", MONEY),
        ("Forget everything about the money.", MONEY),
        ("Forget what I said about costs.", MONEY),
        ("Please ignore what I told you about our finances.", MONEY),
        ("Disregard everything I've said regarding money, our CFO left.", MONEY),
        ("Scrap whatever we said about the price.", MONEY),
        ("Forget all I said about savings.", {"monthly_benefit"}),
        ("Forget everything I said about the articles.", {"documents"}),
        ("Strike what I said earlier about quality.", {"current_accuracy"}),
        ("Forget everything I said about the budget.", {"budget"}),
    ],
)
def test_of_a_topic_only_what_was_told_of_it_is_forgotten(say: Say, text: str, gone: set[str]) -> None:
    saving = "It would save us $9,000 a month, answers are 80 % right today."
    before = {**WHOLE, "budget": 50_000, "monthly_benefit": 9_000, "current_accuracy": 0.8}
    facts, reply = told(say, CASE, BUDGET, saving, text)
    assert facts == {name: value for name, value in before.items() if name not in gone}
    assert "Forgotten: " in reply


@pytest.mark.parametrize(
    "text",
    ["Forget what I said about the vendor.", "Please forget what I said about my boss.",
     "Forget all about the weather.", "Forget what I said about quality.",
     "Forget everything I said about the deadline.", "Ignore everything I told you about our works council."],
)  # fmt: skip
def test_of_a_topic_that_was_never_told_nothing_is_forgotten(say: Say, text: str) -> None:
    facts, reply = told(say, CASE, BUDGET, text)
    assert facts == {**WHOLE, "budget": 50_000}
    assert "Nothing is on record about" in reply


def test_of_a_topic_the_new_value_beside_it_holds(say: Say) -> None:
    facts, _ = told(say, CASE, BUDGET, "Forget what I said about money, the budget is 60k.")
    assert facts == {**{name: value for name, value in WHOLE.items() if name not in MONEY}, "budget": 60_000}


@pytest.mark.parametrize("text", ["Don't forget what I said about costs.", "Did you forget what I said about money?"])
def test_a_reminder_of_a_topic_forgets_nothing(say: Say, text: str) -> None:
    assert told(say, CASE, BUDGET, text)[0] == {**WHOLE, "budget": 50_000}


@pytest.mark.parametrize("text", ["Forget everything about this case.", "Forget everything about us."])
def test_everything_is_forgotten_where_all_is_meant(say: Say, text: str) -> None:
    assert told(say, CASE, BUDGET, text)[0] == {}


@pytest.mark.parametrize(
    ("messages", "field", "value"),
    [
        (["Take back the volume.", "It's 55,000."], "requests_per_month", 55_000),
        (["Forget the volume.", "Actually, 55k it is."], "requests_per_month", 55_000),
        (["Undo the volume.", "It should be 55,000."], "requests_per_month", 55_000),
        ([BUDGET, "Undo that.", "I meant 40k."], "budget", 40_000),
        ([BUDGET, "Undo the budget.", "Actually, $40,000 it is."], "budget", 40_000),
        ([BUDGET, "That was a mistake, sorry.", "Make it 40,000."], "budget", 40_000),
        (["Undo the articles.", "Rather 2,500."], "documents", 2_500),
        (["Answers must come within 5 seconds.", "Undo that.", "Make it 8."], "max_latency_seconds", 8),
        (["Answers are 80 % right today.", "Undo that.", "It's 85."], "current_accuracy", 0.85),
        (["Sorry, it's 85,000 chats a month.", "Undo that.", "It's 82,000."], "requests_per_month", 82_000),
        ([BUDGET, "Undo that.", "Sorry, the 50k was right after all."], "budget", 50_000),
        ([BUDGET, "Undo that.", "No, $50,000 was correct."], "budget", 50_000),
        (["Forget the articles.", "Oh, the 3,000 still stands."], "documents", 3_000),
    ],
)
def test_a_number_behind_a_taking_back_is_of_what_was_taken_back(
    say: Say, messages: list[str], field: str, value: float
) -> None:
    before = told(say, CASE, *messages[:-1])[0]
    facts, _ = told(say, CASE, *messages)
    assert facts == {**before, field: value}


@pytest.mark.parametrize(
    ("messages", "field", "value"),
    [
        (["Undo the volume.", "We have 500 labelled examples."], "training_examples", 500),
        (["Undo the bill.", "What are the risks?", "Our budget is 30k."], "budget", 30_000),
    ],
)
def test_a_number_that_says_what_it_is_stays_that_behind_a_taking_back(
    say: Say, messages: list[str], field: str, value: float
) -> None:
    before = told(say, CASE, *messages[:-1])[0]
    assert told(say, CASE, *messages)[0] == {**before, field: value}
