"""What was taken for granted and is denied, what may not be used, and what is noted of the facts."""

from typing import Any

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding
from tests.conftest import Say

READER = BuiltInReader()
SAID = "Clients write us contracts and mails."


def read(text: str, *asked: str, status: Any = "stated", **known: JsonValue) -> Understanding:
    facts = {name: Fact(value=value, status=status, quote="Clients write us", turn=1) for name, value in known.items()}
    return READER.read(text, Context(facts=facts, asked=asked, said=SAID))


@pytest.mark.parametrize("asked", ["output_tokens", "task", "self_hosting_required", "documents"])
@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("No, the data is not confidential.", "data_sensitivity", "confidential"),
        ("the data isn't confidential", "data_sensitivity", "confidential"),
        ("Not confidential.", "data_sensitivity", "confidential"),
        ("no, it's not personal data", "data_sensitivity", "personal"),
        ("we are not in healthcare", "industry", "healthcare"),
    ],
)
def test_a_value_that_is_denied_is_forgotten_and_answers_nothing(text: str, field: str, value: str, asked: str) -> None:
    got = read(text, asked, status="inferred", **{field: value})
    assert (got.statements, got.retractions, got.denied) == ((), (field,), (field,))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("No, it is internal, not confidential", "internal"),
        ("The data is not confidential but public", "public"),
        ("We do not share confidential reports with customers", None),
        ("The mails that are not confidential we answer by hand", None),
    ],
)
def test_what_says_more_than_a_denial_forgets_nothing(text: str, value: str | None) -> None:
    got = read(text, "documents", status="inferred", data_sensitivity="confidential")
    assert got.denied == ()
    assert value in {one.value for one in got.statements} | {None}


@pytest.mark.parametrize(
    "text",
    ["That is wrong", "that's not right", "wrong", "No, that's wrong.", "Your guess is not correct", "Not true!"],
)
@pytest.mark.parametrize("asked", ["documents", "self_hosting_required"])
def test_what_was_taken_so_is_wrong(text: str, asked: str) -> None:
    got = read(text, asked, status="inferred", task="customer_support")
    assert (got.statements, got.denied, got.requests) == ((), ("task",), ())
    assert read(text, asked, task="customer_support").denied == ()  # they said so themselves


def test_what_holds_instead_is_asked(say: Say) -> None:
    _, sent = say("Clients write us mails, 9,000 a month, about car parts. We want AI to answer.", "That is wrong")
    assert sent.updated == ("task",)
    assert "You doubt" not in sent.text
    assert sent.text.rstrip().endswith("What kind of work is it mostly?")


@pytest.mark.parametrize(
    "text",
    [
        "gpt-4o is not allowed.",
        "We may not use ChatGPT or GPT-4o here.",
        "Anything but GPT-4o, our works council has forbidden it.",
        "GPT-4o is forbidden in our house",
        "gpt-4o is off the table for legal reasons",
        "everything except gpt-4o is fine",
        "claude opus was ruled out by IT",
        "GPT-4o is not an option for us",
        "gpt-4o is blocked by compliance; we have nothing today",
    ],
)
def test_a_model_that_is_not_allowed_is_not_in_use(text: str) -> None:
    got = read(text)
    assert "model" not in {one.field for one in got.statements}
    assert got.understood


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("gpt-4o is prohibited, gpt-4.1 is what we use", "gpt-4.1"),
        ("Our security team does not allow GPT-4o, so we run Mistral Large.", "mistral-large"),
        ("GPT-4o must not be used, so today we run on gpt-4.1", "gpt-4.1"),
        ("We use gpt-4o, no other model is allowed.", "gpt-4o"),
        ("only gpt-4o is allowed here", "gpt-4o"),
        ("gpt-4o is not allowed to answer customers alone", "gpt-4o"),
        ("we use gpt-4o but may not send it names", "gpt-4o"),
    ],
)
def test_the_model_that_they_may_use_is(text: str, model: str) -> None:
    assert {one.value for one in read(text).statements if one.field == "model"} == {model}


def test_a_model_that_is_no_longer_allowed_is_forgotten() -> None:
    assert read("gpt-4o is not allowed any more", model="gpt-4o").retractions == ("model",)


@pytest.mark.parametrize(
    "text",
    [
        "But we cannot use the old letters for training, the data protection officer said no.",
        "The labelled memos turned out to be unusable.",
        "Legal forbids us to train on them.",
        "We may not train on customer data.",
        "We aren't allowed to use them as training data.",
        "training on the tickets is prohibited",
        "none of the examples can be used",
        "The old letters are off limits for training",
        "we are not allowed to fine-tune on patient letters",
    ],
)
def test_examples_that_may_not_be_used_are_none(text: str) -> None:
    got = read(text, training_examples=2_000)
    assert {one.value for one in got.statements if one.field == "training_examples"} == {0}


@pytest.mark.parametrize(
    "text",
    [
        "We can use the old letters for training.",
        "We cannot use the training room on Mondays.",
        "OpenAI may not train on our data.",
        "The vendor must not use our data for training",
        "some of the examples are useless",
        "half of the labels are lost",
        "We are not allowed to send the training data to OpenAI",
    ],
)
def test_examples_of_which_only_something_else_is_said_stay(text: str) -> None:
    assert "training_examples" not in {one.field for one in read(text, training_examples=2_000).statements}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("We have no budget yet actually", "budget"),
        ("there's no fixed budget at the moment", "budget"),
        ("we don't have a deadline any more", "timeline_months"),
        ("There's no deadline after all", "timeline_months"),
        ("No target any more, sorry", "target_accuracy"),
    ],
)
def test_a_bound_that_there_is_not_is_forgotten(text: str, field: str) -> None:
    got = read(text, "self_hosting_required", **{field: 0.9 if field == "target_accuracy" else 4})
    assert (got.retractions, got.statements, got.denied) == ((field,), (), ())


@pytest.mark.parametrize("text", ["I don't know the budget", "we have no budget problem", "we have a budget of 4"])
def test_a_bound_of_which_that_is_not_said_stays(text: str) -> None:
    assert read(text, budget=4).retractions == ()


def test_a_rule_that_what_runs_today_breaks_is_named_once(say: Say) -> None:
    first, second = say(
        "Data may not leave our house. We use gpt-4o through OpenAI's API today for 20,000 requests a month.",
        "We have 200 documents.",
    )
    assert "breaks that rule" in first.text
    assert "breaks that rule" not in second.text


def _behind_a_bot(text: str, asked: str, **known: tuple[JsonValue, str]) -> Understanding:
    told = {"requests_per_month": (12_000, "12k"), "self_hosting_required": (False, "the cloud is fine"), **known}
    facts = {name: Fact(value=value, status="stated", quote=said, turn=1) for name, (value, said) in told.items()}
    return READER.read(text, Context(facts=facts, asked=(asked,), said="hmm no, make it 12k"))


@pytest.mark.parametrize("asked", ["documents", "training_examples", "current_approach"])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hmm, no, it must stay in house after all", {"self_hosting_required": True}),
        ("No, it has to stay on our own servers", {"self_hosting_required": True}),
        ("no wait, the data can't leave our house", {"self_hosting_required": True}),
        ("no, nothing may leave the building", {"self_hosting_required": True}),
        ("no no, 15k", {"requests_per_month": 15_000}),
        ("nope, 15k", {"requests_per_month": 15_000}),
        ("hmm no, make it 14k", {"requests_per_month": 14_000}),
        ("No, sorry, that was the figure for the whole group", {}),
        ("nope, that number was per year", {}),
        ("no, sorry, I got that wrong", {}),
    ],
)
def test_a_no_that_corrects_what_was_told_is_no_none(text: str, told: dict[str, JsonValue], asked: str) -> None:
    got = _behind_a_bot(text, asked)
    assert ({one.field: one.value for one in got.statements}, "skip" in got.requests) == (told, False)


@pytest.mark.parametrize("text", ["no, none", "no, nothing yet", "no documents, sorry", "no, we have none", "hmm no"])
def test_a_no_to_what_was_asked_is_none(text: str) -> None:
    assert {one.field: one.value for one in _behind_a_bot(text, "documents").statements} == {"documents": 0}


@pytest.mark.parametrize("asked", ["task", "self_hosting_required", "goal"])
@pytest.mark.parametrize(
    "text",
    [
        "Data must stay in house, it is a chat bot for customers",
        "Our data must stay in house. 10,000 questions a month to a support bot",
        "Files must be kept in house, the assistant is for our clerks",
        "The records stay in house. We want a search for lawyers",
        "Everything must stay inhouse, we summarise claims",
    ],
)
def test_data_that_must_stay_are_heard_beside_what_the_bot_is_for(text: str, asked: str) -> None:
    told = {one.field: one.value for one in READER.read(text, Context(asked=(asked,))).statements}
    assert told["self_hosting_required"] is True


@pytest.mark.parametrize(
    "text", ["The bot must stay polite, in house style", "we have an in house team that runs a bot"]
)
def test_what_else_is_in_house_keeps_no_data_there(text: str) -> None:
    assert "self_hosting_required" not in {one.field for one in READER.read(text, Context(asked=("task",))).statements}


@pytest.mark.parametrize(
    "text",
    [
        "We use Claude Sonnet at the moment",
        "We use GPT-4o today",
        "Half of the emails could be answered automatically, I'd guess",
        "About a third could be done by a machine",
    ],
)
def test_a_model_in_use_and_what_could_be_are_no_none(text: str) -> None:
    got = READER.read(text, Context(asked=("current_approach",)))
    assert ("current_approach", "none") not in {(one.field, str(one.value)) for one in got.statements}


@pytest.mark.parametrize("text", ["We use nothing at the moment", "everything is done by hand", "not at all so far"])
def test_no_model_in_use_is_none(text: str) -> None:
    got = READER.read(text, Context(asked=("current_approach",)))
    assert {one.field: one.value for one in got.statements} == {"current_approach": "none"}


@pytest.mark.parametrize("asked", ["task", "documents", "current_approach", "evaluation", "training_examples"])
@pytest.mark.parametrize(
    "text",
    [
        "We haven't measured anything yet",
        "Nothing has been measured yet, sorry",
        "we didn't measure anything",
        "Nothing was ever tested",
    ],
)
def test_nothing_measured_tells_how_quality_is_measured_and_declines_nothing(text: str, asked: str) -> None:
    got = READER.read(text, Context(asked=(asked,)))
    assert ({one.field: one.value for one in got.statements}, got.requests) == ({"evaluation": "none"}, ())


def test_undo_of_other_weights_and_then_of_the_comparison_leaves_the_facts(say: Say) -> None:
    *_, kept, undone, again = say(
        "10,000 requests a month, a support bot.",
        "Two vendors, weights price 80%, quality 20%. Alpha: price 4, quality 10. Beta: price 8, quality 5.",
        "What if price counted 50% and quality 50%?",
        "keep it",
        "undo",
        "undo",
    )
    assert "**Alpha** comes first" in kept.text
    assert "**Beta** comes first" in undone.text
    assert undone.facts["requests_per_month"].value == again.facts["requests_per_month"].value == 10_000
    assert (again.updated, "Beta" in again.text) == ((), False)
