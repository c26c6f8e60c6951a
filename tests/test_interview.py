"""The interview: what is asked next, and that every offered answer is understood as the answer."""

import pytest

from agent.facts import Fact
from agent.interview import MOST_TIMES_ASKED, cards, next_question, options, vocabulary
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context
from tools.profile import FIELDS

OFFERED = [(field, option) for field in FIELDS for option in options(field)]


def test_the_most_telling_question_comes_first_and_the_use_case_before_all() -> None:
    unknown = list(FIELDS)
    assert next_question(["documents", "task", "budget"], unknown, {}, {}).field == "task"
    assert next_question(["documents", "budget"], unknown, {}, {}).field == "documents"
    assert next_question([], unknown, {}, {}) is None


@pytest.mark.parametrize("field", ["monthly_api_spend", "current_accuracy", "critical_error_rate", "evaluation"])
@pytest.mark.parametrize(
    ("known", "asked"),
    [
        pytest.param({}, True, id="nothing known"),
        pytest.param({"stage": "production"}, True, id="it runs"),
        pytest.param({"stage": "idea"}, False, id="an idea so far"),
        pytest.param({"current_approach": "none"}, False, id="nothing runs"),
    ],
)
def test_nobody_is_asked_how_well_something_works_that_does_not_run_yet(
    field: str, known: dict[str, str], asked: bool
) -> None:
    facts = {name: Fact(value=value, status="stated", turn=1) for name, value in known.items()}
    assert (next_question([field], [field], {}, facts) is not None) is asked


@pytest.mark.parametrize(
    ("field", "known"),
    [
        pytest.param("current_approach", {"stage": "idea"}, id="an idea runs nothing"),
        pytest.param("stage", {"current_approach": "none"}, id="what does not run is not far along"),
        pytest.param("regulations", {"data_sensitivity": "public"}, id="no rule guards what is public"),
    ],
)
def test_what_follows_from_a_known_fact_is_not_asked(field: str, known: dict[str, str]) -> None:
    facts = {name: Fact(value=value, status="stated", turn=1) for name, value in known.items()}
    assert next_question([field], [field], {}, facts) is None
    assert next_question([field], [field], {}, {}) is not None


@pytest.mark.parametrize("field", ["monthly_api_spend", "current_accuracy", "evaluation"])
@pytest.mark.parametrize(
    ("known", "asked"),
    [
        pytest.param({}, "current_approach", id="nobody knows whether anything runs"),
        pytest.param(
            {"task": "translation", "model": "gpt-4o"}, "current_approach", id="a model may be only thought of"
        ),
        pytest.param({"stage": "pilot"}, None, id="a pilot runs"),
        pytest.param({"current_approach": "prompting"}, None, id="a model runs"),
        pytest.param({"current_approach": None}, None, id="they do not know"),
    ],
)
def test_whether_anything_runs_is_asked_before_how_it_runs(
    field: str, known: dict[str, str | None], asked: str | None
) -> None:
    facts = {name: Fact(value=value, status="stated", turn=1) for name, value in known.items()}
    ask = next_question([field], {field, "current_approach"} - set(known), {}, facts)
    assert ask is not None
    assert ask.field == (asked or field)


@pytest.mark.parametrize(
    ("stage", "says"),
    [
        ("idea", "must it be live"),
        ("pilot", "must it be live"),
        ("production", "next version"),
        ("underperforming", "next version"),
    ],
)
def test_what_is_live_is_not_asked_when_it_goes_live(stage: str, says: str) -> None:
    facts = {"stage": Fact(value=stage, status="stated", turn=1)}
    ask = next_question(["timeline_months"], ["timeline_months"], {}, facts)
    assert ask is not None
    assert says in ask.question


def test_a_known_partner_field_is_not_asked_again() -> None:
    both = next_question(["input_tokens", "output_tokens"], {"input_tokens", "output_tokens"}, {}, {})
    alone = next_question(["input_tokens"], {"input_tokens"}, {}, {})
    assert both is not None
    assert alone is not None
    assert both.also == "output_tokens"
    assert alone.also is None
    assert alone.question != both.question


def test_a_question_is_not_put_for_ever() -> None:
    times = {"task": MOST_TIMES_ASKED}
    ask = next_question(["task", "budget"], {"task", "budget"}, times, {})
    assert ask is not None
    assert ask.field == "budget"
    assert next_question(["task"], {"task"}, times, {}) is None


def test_every_question_ends_with_a_question_mark_and_says_why() -> None:
    for field, card in cards().items():
        assert card.question.rstrip().endswith(("?", ".")), field
        assert "?" in card.question, field
        assert card.why.endswith("."), field
        assert "{value}" in card.said, field


def test_values_in_words_are_of_the_vocabulary() -> None:
    for field, card in cards().items():
        assert set(card.values) <= {*vocabulary(field), "yes", "no"}, field


@pytest.mark.parametrize(("field", "option"), OFFERED, ids=[f"{field}: {option}" for field, option in OFFERED])
def test_every_offered_answer_is_understood_as_that_answer(field: str, option: str) -> None:
    understood = BuiltInReader().read(option, Context(asked=(field,)))
    values = {statement.field: statement.value for statement in understood.statements}
    assert field in values
    value = values[field]
    if option.replace(" ", "_") in vocabulary(field):
        wanted = option.replace(" ", "_")
        assert value in (wanted, [wanted]), value
    if option in ("yes", "no"):
        assert value is (option == "yes")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("words", ["I don't know", "no idea", "skip", "not sure", "rather not say"])
def test_not_knowing_declines_whatever_was_asked(field: str, words: str) -> None:
    understood = BuiltInReader().read(words, Context(asked=(field,)))
    declined = {statement.field for statement in understood.statements if statement.status == "declined"}
    assert declined == {field} or "skip" in understood.requests
