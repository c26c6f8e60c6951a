"""What a message supposes of the case: what changes, by how much, and what is no supposition at all."""

from datetime import date
from typing import Any

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()

KNOWN: dict[str, JsonValue] = {
    "task": "customer_support",
    "model": "gpt-4o",
    "requests_per_month": 100_000,
    "input_tokens": 2_000,
    "output_tokens": 300,
    "monthly_api_spend": 10_000,
    "growth_per_year": 0.1,
    "budget": 50_000,
    "monthly_benefit": 20_000,
    "data_sensitivity": "personal",
    "regulations": ["GDPR", "HIPAA"],
    "self_hosting_required": False,
    "current_accuracy": 0.8,
    "target_accuracy": 0.9,
    "max_latency_seconds": 3,
    "documents": 4_000,
    "training_examples": 300,
    "ml_engineers": 2,
    "human_review": True,
    "timeline_months": 6,
    "sourcing": "in_house",
}


def read(text: str, **changed: JsonValue) -> Understanding:
    known = {**KNOWN, **changed}
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items() if value is not None}
    return READER.read(text, Context(facts=facts))


def supposed(got: Understanding) -> dict[str, Any]:
    return {each.field: each.value for each in got.what_ifs}


def facts_of(got: Understanding) -> dict[str, Any]:
    return {each.field: each.value for each in got.statements if each.status != "declined"}


def check(text: str, values: dict[str, JsonValue]) -> None:
    got = read(text)
    assert (supposed(got), facts_of(got)) == (pytest.approx(values) if values else {}, {})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("what if volume grew by 40 %?", {"requests_per_month": 140_000}),
        ("with 20 % fewer requests", {"requests_per_month": 80_000}),
        ("What if it were twice as much?", {"requests_per_month": 200_000}),
        ("what if twice as many customers wrote to us?", {"requests_per_month": 200_000}),
        ("what if half the tickets never reached the model?", {"requests_per_month": 50_000}),
        ("What if we had twice as many documents?", {"documents": 8_000}),
        ("three times the budget", {"budget": 150_000}),
        ("if we double the documents", {"documents": 8_000}),
        ("what if the volume were half?", {"requests_per_month": 50_000}),
        ("what if we only get half the savings?", {"monthly_benefit": 10_000}),
        ("what if the deadline was two months later?", {"timeline_months": 8}),
        ("What if we had to launch two months sooner?", {"timeline_months": 4}),
        ("what if we had three more months?", {"timeline_months": 9}),
        ("What if accuracy today was 5 points higher?", {"current_accuracy": 0.85}),
        ("and what if they ask twice as many questions?", {"requests_per_month": 200_000}),
        ("What if customers wrote three times as many mails?", {"requests_per_month": 300_000}),
        ("Suppose people ask half as many questions.", {"requests_per_month": 50_000}),
        ("what happens if we get twice the number of tickets?", {"requests_per_month": 200_000}),
    ],
)
def test_what_changes_is_what_the_words_beside_the_change_name(text: str, values: dict[str, JsonValue]) -> None:
    check(text, values)


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("what would change if we wanted 95 instead of 90?", {"target_accuracy": 0.95}),
        ("what would happen at 99 instead of 90?", {"target_accuracy": 0.99}),
        ("and if it were 85 rather than 80?", {"current_accuracy": 0.85}),
        ("what if we had 450 instead of 300 examples?", {"training_examples": 450}),
    ],
)
def test_a_bare_number_in_place_of_a_known_rate_is_per_cent_too(text: str, supposed: dict[str, float]) -> None:
    assert {one.field: one.value for one in read(text).what_ifs} == supposed


@pytest.mark.parametrize(
    "text",
    [
        "what if we save half the nurse time?",
        "what if errors halved?",
        "Suppose the warehouse were twice as large.",
        "What if our competitor's staff were cut by 30 %?",
        "what if the invoices came in twice as many colours?",
    ],
)
def test_a_change_of_something_else_is_no_change_of_the_volume(text: str) -> None:
    assert (supposed(read(text)), facts_of(read(text))) == ({}, {})


@pytest.mark.parametrize(
    ("text", "bill"),
    [
        ("what if the model cost half?", 5_000),
        ("what if the model cost half as much?", 5_000),
        ("What if API prices halve?", 5_000),
        ("if prices fall by 30 %", 7_000),
        ("what if the api got 20% cheaper?", 8_000),
        ("Suppose tokens became a quarter more expensive.", 12_500),
        ("what if each token cost twice as much?", 20_000),
        ("What if the API bill was twice as high?", 20_000),
        ("what if we saved a fifth of the API bill?", 8_000),
    ],
)
def test_a_change_of_price_is_one_of_the_bill(text: str, bill: float) -> None:
    check(text, {"monthly_api_spend": bill})


@pytest.mark.parametrize(
    ("text", "factor"),
    [("what if prices fell by 30 %?", 0.7), ("what if the model cost half?", 0.5), ("Suppose GPT prices doubled.", 2)],
)
def test_without_a_stated_bill_the_list_prices_change(text: str, factor: float) -> None:
    got = read(text, monthly_api_spend=None)
    calls = [(call.tool, call.arguments, call.supposed) for call in got.tool_calls]
    assert calls == [("api_cost", {"price_factor": pytest.approx(factor)}, True)]
    assert (supposed(got), facts_of(got), got.questions) == ({}, {}, ())


@pytest.mark.parametrize(
    ("text", "growth"),
    [
        ("if we grow 40 % a year", 0.4),
        ("what if we grow 40% a year?", 0.4),
        ("what if traffic grows 25% every year?", 0.25),
        ("Suppose demand rises by 60 % per year instead", 0.6),
        ("what if growth doubled?", 0.2),
    ],
)
def test_a_rise_each_year_is_growth(text: str, growth: float) -> None:
    check(text, {"growth_per_year": growth})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("assume two more engineers at 15k a month", {"ml_engineers": 4}),
        ("suppose we had three more engineers for 9k a month each", {"ml_engineers": 5}),
        ("What if we had 8 engineers?", {"ml_engineers": 8}),
        ("what if accuracy only matters above 95 %?", {"target_accuracy": 0.95}),
        ("What if 85 % accuracy were good enough?", {"target_accuracy": 0.85}),
        ("Suppose they insisted on an accuracy of 97 %.", {"target_accuracy": 0.97}),
        ("what if accuracy today were 88 %?", {"current_accuracy": 0.88}),
        ("what if accuracy is already 96%?", {"current_accuracy": 0.96}),
        ("What if it is already right in 90% of cases?", {"current_accuracy": 0.9}),
        ("what if 96 % accuracy were needed today?", {"target_accuracy": 0.96}),
        ("if we had 5,000 labelled examples instead", {"training_examples": 5_000}),
        ("if we hosted it ourselves on Llama 3.3 70B", {"self_hosting_required": True, "model": "llama-3.3-70b"}),
    ],
)
def test_a_number_in_a_supposition_goes_where_its_words_point(text: str, values: dict[str, JsonValue]) -> None:
    check(text, values)


@pytest.mark.parametrize(
    ("text", "known", "values"),
    [
        ("Suppose it is only $10,000 a month - does it still pay?", "monthly_benefit", {"monthly_benefit": 10_000}),
        ("Suppose it's $10,000 a month. Would that pay?", "monthly_benefit", {"monthly_benefit": 10_000}),
        ("What if a server costs $2,000 a month?", "monthly_benefit", {}),
        ("What if we paid the clerks $2,000 a month?", "monthly_benefit", {}),
    ],
)
def test_it_is_the_one_amount_a_month_that_is_known(text: str, known: str, values: dict[str, JsonValue]) -> None:
    others = {"monthly_benefit", "monthly_api_spend"} - {known}
    assert supposed(read(text, **dict.fromkeys(others))) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("without GDPR", {"regulations": ["HIPAA"]}),
        ("what if GDPR didn't apply?", {"regulations": ["HIPAA"]}),
        ("What if neither GDPR nor HIPAA applied?", {"regulations": []}),
        ("what if we had no labelled data?", {"training_examples": 0}),
        ("What if we had no regulations at all?", {"regulations": []}),
        ("What if nobody reviewed the answers?", {"human_review": False}),
        ("if latency didn't matter", {"max_latency_seconds": None}),
        ("what if money was no object?", {"budget": None}),
        ("What if there was no deadline?", {"timeline_months": None}),
    ],
)
def test_what_is_supposed_to_be_gone_is_gone(text: str, values: dict[str, JsonValue]) -> None:
    got = read(text)
    assert (supposed(got), facts_of(got)) == (values, {})


def test_what_they_would_not_have_to_do_is_not_required() -> None:
    got = read("what if we didn't have to host it ourselves?", self_hosting_required=True)
    assert supposed(got) == {"self_hosting_required": False}


@pytest.mark.parametrize(
    "text",
    [
        "If accuracy is below 95 % it is useless.",
        "If an answer takes longer than 2 seconds people hang up.",
        "If you need numbers, ask our controller.",
        "Half of our documents are in French.",
        "We double-check a third of the documents.",
        "We work without HIPAA lawyers.",
        "Is 84 % accuracy good?",
        "Should we wait until next year?",
        "Are 300 examples enough?",
        "We save half the nurse time.",
        "Prices fell by 30 % last year.",
    ],
)
def test_a_condition_a_fact_or_a_question_supposes_nothing(text: str) -> None:
    assert supposed(read(text)) == {}


@pytest.mark.parametrize(
    ("text", "facts", "values"),
    [
        (
            "We get 120k chats a month, and what if that doubled?",
            ["requests_per_month"],
            {"requests_per_month": 240_000},
        ),
        (
            "We have 5 ML engineers. If we had 10, would you advise something else?",
            ["ml_engineers"],
            {"ml_engineers": 10},
        ),
        (
            "The API bill is 12k. Suppose it fell to 6k: still worth it?",
            ["monthly_api_spend"],
            {"monthly_api_spend": 6_000},
        ),
        ("Our budget is now 80k, but what if we only got 40k?", ["budget"], {"budget": 40_000}),
        ("No idea about latency, but accuracy is at 85 % and what is RAG?", ["current_accuracy"], {}),
        ("Volume is 140k a month. What if prices halved?", ["requests_per_month"], {"monthly_api_spend": 5_000}),
    ],
)
def test_what_a_message_states_beside_a_supposition_stays_a_fact(
    text: str, facts: list[str], values: dict[str, JsonValue]
) -> None:
    got = read(text)
    assert (list(facts_of(got)), supposed(got)) == (facts, values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("and with a quarter fewer tickets per month?", {"requests_per_month": 75_000}),
        ("Suppose the bill went up by half.", {"monthly_api_spend": 15_000}),
        ("what if the budget was cut by half?", {"budget": 25_000}),
        ("What if the 50k became 35k?", {"budget": 35_000}),
        ("what if it had to be 2 seconds rather than 3?", {"max_latency_seconds": 2}),
        ("If some intern tagged another 800, would that be enough?", {"training_examples": 1_100}),
        ("If I could find another 15k somewhere?", {"budget": 65_000}),
        ("Suppose we got another two data scientists", {"ml_engineers": 4}),
        ("Does it change anything with PCI DSS instead of GDPR?", {"regulations": ["HIPAA", "PCI_DSS"]}),
    ],
)
def test_a_part_a_step_and_what_comes_in_the_place_of_a_known_value_are_worked_out(
    text: str, values: dict[str, JsonValue]
) -> None:
    got = read(text)
    assert (supposed(got), facts_of(got)) == (values, {})


@pytest.mark.parametrize(
    ("text", "known", "values"),
    [
        ("Would having a nurse check each answer make a difference?", {"human_review": False}, {"human_review": True}),
        (
            "Suppose the markets go mad and our price lists change daily instead of every quarter.",
            {"knowledge_change": "quarterly"},
            {"knowledge_change": "daily"},
        ),
        (
            "Same sum with claude sonnet 4.5 run in our own data centre",
            {"model": "gpt-4o"},
            {"model": "claude-sonnet-4-5", "self_hosting_required": True},
        ),
        ("Do the same over four years rather than three.", {"horizon_months": 36}, {"horizon_months": 48}),
        (
            "Assume the chairman signs off only a third of the budget.",
            {"human_review": None, "budget": 90_000},
            {"budget": 30_000},
        ),
        ("would a 1 second limit change a thing?", {"max_latency_seconds": None}, {"max_latency_seconds": 1}),
    ],
)
def test_what_is_likely_supposed_needs_no_word_that_supposes(
    text: str, known: dict[str, JsonValue], values: dict[str, JsonValue]
) -> None:
    got = read(text, **known)
    assert (supposed(got), facts_of(got), got.questions) == (values, {}, ())


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("suppose the customer forbids us the cloud, what then", {"self_hosting_required": True}),
        ("Let's pretend for a minute that we gave it to an outside firm.", {"sourcing": "partner"}),
        ("play it through with an outside firm doing the work, please", {"sourcing": "partner"}),
        ("Picture this: no fine-tune at all, just a plain model. Same bill?", {"current_approach": "prompting"}),
        ("Let's pretend the catalogue changed by the day rather than yearly", {"knowledge_change": "daily"}),
        # not used while the rule was written
        ("Imagine somebody else built it for us", {"sourcing": "partner"}),
        ("Let's assume prices changed every morning rather than once a year", {"knowledge_change": "daily"}),
    ],
)
def test_a_case_in_words_is_what_it_would_state_by_itself(text: str, values: dict[str, JsonValue]) -> None:
    got = read(text, current_approach="fine_tuning", knowledge_change="yearly")
    assert (supposed(got), facts_of(got)) == (values, {})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Say a recession comes and volume drops by a third", {"requests_per_month": 66_666.66667}),
        ("just theoretically, a fifth of the traffic's gone. then?", {"requests_per_month": 80_000}),
        ("What if we lost a quarter of the volume?", {"requests_per_month": 75_000}),
        ("With 10 engineers, what would be different?", {"ml_engineers": 10}),
        ("Imagine we got it up to 95 % just by cleaning the data.", {"current_accuracy": 0.95}),
        ("95%?? My coffee machine is right 95% of the time.", {}),
        ("if our API bill hit 20k a month, when would own hosting be worth it", {"monthly_api_spend": 20_000}),
        ("If the budget came down to 20k, would you still train?", {"budget": 20_000}),
    ],
)
def test_a_number_of_a_case_is_worked_out(text: str, values: dict[str, JsonValue]) -> None:
    got = read(text)
    assert (supposed(got), facts_of(got)) == ({key: pytest.approx(value) for key, value in values.items()}, {})


def test_the_number_beside_a_case_is_told() -> None:
    got = READER.read(
        "We have 3 people who can train models. With ten of them, what would be different?",
        Context(facts={"task": Fact(value="translation", status="stated", turn=1)}),
    )
    assert (supposed(got), facts_of(got)) == ({"ml_engineers": 10}, {"ml_engineers": 3})


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("It is four years rather than three, sorry.", 48),
        ("make it seven years instead of three", 84),
        ("please make it five years rather than three", 60),
    ],
)
def test_a_correction_is_no_supposition(text: str, months: int) -> None:
    got = read(text, horizon_months=36)
    assert (supposed(got), facts_of(got)) == ({}, {"horizon_months": months})


QUOTED: dict[str, tuple[JsonValue, str]] = {
    "requests_per_month": (40_000, "20 branches, each files 2,000 orders a month"),
    "input_tokens": (2_000, "3 pages"),
    "output_tokens": (300, "300 tokens out"),
    "model": ("gpt-4o", "gpt-4o"),
    "documents": (900, "900 price lists"),
}


def read_quoted(text: str, *asked: str) -> Understanding:
    facts = {
        field: Fact(value=value, status="stated", quote=quote, turn=turn)
        for turn, (field, (value, quote)) in enumerate(QUOTED.items(), 1)
    }
    return READER.read(text, Context(facts=facts, asked=asked))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Hypothetically: how would the yearly bill look when 65,000 orders came in instead of 40,000?", 65_000),
        ("If the orders should become three times as many as now, how much would it be?", 120_000),
        ("How would the cost look if 65,000 orders a month came in?", 65_000),
        ("what would we pay a month when the volume reached 90,000?", 90_000),
        ("Hypothetically speaking, what is the bill at 90,000 orders a month?", 90_000),
        ("suppose we had twice the branches", 80_000),
        ("And if we opened as many branches again, say 40 instead of 20, what would it cost?", 80_000),
        ("imagine half the branches closed", 20_000),
        ("if there were only 15 branches, how much would we pay?", 30_000),
        ("Assume the number of branches triples. What happens to the bill?", 120_000),
        ("Pretend it were 65,000 orders a month.", 65_000),
        ("what would the monthly cost be were we to get 65,000 orders?", 65_000),
        ("Should the volume double, what would that cost us?", 80_000),
        ("Just out of interest: the bill with 65,000 orders a month?", 65_000),
    ],
)
@pytest.mark.parametrize("asked", ["self_hosting_required", "budget"])
def test_a_volume_is_supposed_in_many_words(text: str, values: float, asked: str) -> None:
    got = read_quoted(text, asked)
    assert (supposed(got), facts_of(got)) == ({"requests_per_month": values}, {})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("say it were 8 pages", {"input_tokens": pytest.approx(5_333, rel=0.001)}),
        ("Imagine each one had 6 pages.", {"input_tokens": 4_000}),
        ("How would the cost look with 800 tokens out instead of 300?", {"output_tokens": 800}),
        ("Would gpt-4.1-mini be much cheaper for us? I don't ask you to change the model.", {"model": "gpt-4.1-mini"}),
        ("What would it be on gpt-4.1-mini? Merely asking.", {"model": "gpt-4.1-mini"}),
        ("would it come out lower on gpt-4o-mini", {"model": "gpt-4o-mini"}),
        ("Is gpt-4o-mini cheaper at our volume?", {"model": "gpt-4o-mini"}),
        ("How much less would we pay had we taken gpt-4o-mini?", {"model": "gpt-4o-mini"}),
        ("I'm just curious what gpt-4.1-mini would cost us.", {"model": "gpt-4.1-mini"}),
        ("My boss asks what gpt-4o-mini would cost us a year.", {"model": "gpt-4o-mini"}),
    ],
)
@pytest.mark.parametrize("asked", ["self_hosting_required", "budget"])
def test_a_length_or_a_model_is_supposed_in_many_words(text: str, values: dict[str, JsonValue], asked: str) -> None:
    got = read_quoted(text, asked)
    found = {**supposed(got)}
    assert (found, [(one.field, one.value) for one in got.statements]) == (values, [])


@pytest.mark.parametrize(
    "text",
    [
        "How would the cost look?",
        "What would it cost us when we go live?",
        "Hypothetically, is fine-tuning worth it when the data is scarce?",
        "Suppose we had twice the parking lots.",
        "What does the bill look like when a customer calls?",
    ],
)
def test_what_names_no_value_supposes_none(text: str) -> None:
    got = read_quoted(text, "self_hosting_required")
    assert (supposed(got), facts_of(got)) == ({}, {})


@pytest.mark.parametrize(
    "text", ["What would the year cost at that rate?", "And what would the whole year cost us then?"]
)
def test_a_span_that_is_reckoned_over_is_no_rhythm_of_change(text: str) -> None:
    assert supposed(read(text, knowledge_change="quarterly")) == {}


def of_volume(text: str, quote: str, value: float) -> dict[str, Any]:
    known = {field: Fact(value=one, status="stated", turn=1) for field, one in KNOWN.items()}
    known["requests_per_month"] = Fact(value=value, status="stated", quote=quote, turn=1)
    return supposed(READER.read(text, Context(facts=known)))


@pytest.mark.parametrize(
    ("text", "quote", "told", "value"),
    [
        (
            "At today's 90,000 files, what would gpt-4o-mini cost?",
            "90,000 files a month, one call per file",
            90e3,
            None,
        ),
        ("What if it were 180,000 files?", "90,000 files a month, one call per file", 90e3, 180_000),
        ("And with 3 calls per file?", "90,000 files a month, one call per file", 90e3, 270_000),
        ("What if it were 40 branches instead of 20?", "20 branches, each files 2,000 orders", 40e3, 80_000),
        # Held back.
        ("At our 6,000 letters, what would gpt-4o-mini cost?", "6,000 letters a month, one call each", 6e3, None),
    ],
)
def test_a_part_of_the_volume_is_held_against_the_number_of_its_own_kind(
    text: str, quote: str, told: float, value: float | None
) -> None:
    assert of_volume(text, quote, told).get("requests_per_month") == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In December it'd be more like 250,000 messages a month - what would such a month cost us?", 250_000),
        ("At peak it would be 180,000 calls a month. How much would that cost us?", 180_000),
        # Held back.
        ("During the sales it'd be around 300,000 chats a month, what would we pay then?", 300_000),
    ],
)
def test_what_would_be_in_a_season_is_supposed(text: str, values: float) -> None:
    got = read(text)
    assert (supposed(got), facts_of(got)) == ({"requests_per_month": values}, {})


def test_what_would_be_is_told_where_nothing_is_known_of_it() -> None:
    got = read("It would be 80,000 messages a month. What would it cost?", requests_per_month=None)
    assert facts_of(got)["requests_per_month"] == 80_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Suppose counsel relented and the data were allowed to leave our servers. Would that change anything?", False),
        ("What if the data could leave our servers?", False),
        ("Suppose the records could leave the building", False),
        # Held back.
        ("What if legal let go and the files were free to leave our data centre?", False),
        ("Say the patient data were allowed to leave the house. What then?", False),
    ],
)
def test_where_data_may_go_can_be_supposed(text: str, value: bool) -> None:
    got = read(text, self_hosting_required=True)
    assert supposed(got).get("self_hosting_required") is value
    assert "self_hosting_required" not in facts_of(got)


def test_a_fear_of_what_could_leave_allows_nothing() -> None:
    got = read("We worry that the data could leave our servers.", self_hosting_required=None)
    assert facts_of(got).get("self_hosting_required") is not False


@pytest.mark.parametrize(
    ("text", "field", "told", "would_be"),
    [
        ("Marketing say growth will be 40% a year. What would happen if it were 80?", "growth_per_year", 0.4, 0.8),
        ("Growth should be 25% a year. And if it were 10?", "growth_per_year", 0.25, 0.1),
        ("Accuracy is 82% now. What if it were 90?", "current_accuracy", 0.82, 0.9),
        ("We get 20,000 requests a month. What if it were 50,000?", "requests_per_month", 20_000, 50_000),
    ],
)
def test_it_is_supposed_to_be_another_number_of_what_was_just_told(
    text: str, field: str, told: float, would_be: float
) -> None:
    got = read(text, target_accuracy=None)
    assert (facts_of(got).get(field), supposed(got)) == (pytest.approx(told), {field: pytest.approx(would_be)})


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("And if we stop after a year?", 12),
        ("What if we drop it after 18 months?", 18),
        ("what if the board pulls the plug after 9 months?", 9),
        ("And if we stop using it after two years?", 24),
        ("Suppose the project ends after 3 years.", 36),
        ("what if it is cancelled after 6 months?", 6),
        ("What if we switch it off after 15 months?", 15),
    ],
)
def test_an_end_of_the_use_is_how_far_the_case_looks(text: str, months: float) -> None:
    check(text, {"horizon_months": months})


@pytest.mark.parametrize("text", ["What if it stops after 4 seconds?", "What if we stop at 300 documents?"])
def test_what_stops_otherwise_is_no_end_of_the_use(text: str) -> None:
    assert "horizon_months" not in supposed(read(text))


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("And if the council gives us only half?", 25_000),
        ("What if the board approves just a fifth?", 10_000),
        ("what if they grant us only half of that?", 25_000),
        ("What if my brother funds a third less?", 33_333.33),
        ("Suppose head office released twice as much.", 100_000),
    ],
)
def test_who_gives_a_part_gives_that_of_the_budget(text: str, budget: float) -> None:
    check(text, {"budget": budget})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("What if one engineer leaves?", {"ml_engineers": 4}),
        ("Suppose two of our engineers quit.", {"ml_engineers": 3}),
        ("What if we lose three engineers?", {"ml_engineers": 2}),
        ("What if two of them resign?", {"ml_engineers": 3}),
        ("What if all 5 leave?", {"ml_engineers": 0}),
        ("What if two engineers fall ill?", {"ml_engineers": 3}),
        ("What if two more specialists join?", {"ml_engineers": 7}),
        ("What if two data scientists joined us?", {"ml_engineers": 7}),
        ("What if we hired 3 engineers?", {"ml_engineers": 8}),
        ("What if we add 200 documents?", {"documents": 4_200}),
        ("And if we added 500 manuals to it?", {"documents": 4_500}),
        ("What if we delete 1,000 documents?", {"documents": 3_000}),
        ("Suppose 250 articles drop out.", {"documents": 3_750}),
        ("What if we add 1,000 labelled examples?", {"training_examples": 1_300}),
        ("What if 3,000 chats fall away?", {"requests_per_month": 97_000}),
        ("What if 20,000 requests a month went away?", {"requests_per_month": 80_000}),
        ("What if we lost 10,000 tickets a month?", {"requests_per_month": 90_000}),
        # what is left, or reached, is no difference
        ("What if only one engineer stays?", {"ml_engineers": 1}),
        ("What if we are left with one engineer?", {"ml_engineers": 1}),
        ("What if we had 200 documents?", {"documents": 200}),
        ("What if requests fell to 3,000 a month?", {"requests_per_month": 3_000}),
        ("What if the documents grow to 9,000?", {"documents": 9_000}),
        ("What if two customers leave?", {}),
    ],
)
def test_who_leaves_and_what_is_added_is_a_difference(text: str, values: dict[str, JsonValue]) -> None:
    assert supposed(read(text, ml_engineers=5)) == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("What if we get a 20% discount?", 0.8),
        ("What if OpenAI raises prices by 20%?", 1.2),
        ("Suppose Anthropic puts its prices up by 10 %.", 1.1),
        ("And with a discount of 15 %?", 0.85),
        ("What if they give us 30 % off?", 0.7),
        ("What if we negotiate a rebate of 25 %?", 0.75),
        ("What if the provider lowers its prices by a third?", 2 / 3),
        ("What if OpenAI charges 40% more?", 1.4),
    ],
)
def test_a_discount_or_a_rise_of_the_provider_is_one_of_the_price(text: str, factor: float) -> None:
    got = READER.read(text, Context(facts=without_bill()))
    (call,) = got.tool_calls
    assert call.arguments == {"price_factor": pytest.approx(factor)}
    assert (got.what_ifs, got.statements) == ((), ())


def without_bill() -> dict[str, Fact]:
    known = {field: value for field, value in KNOWN.items() if field != "monthly_api_spend"}
    return {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}


def test_a_discount_that_they_give_is_none_of_the_api() -> None:
    got = READER.read("What if we give our customers a 20 % discount?", Context(facts=without_bill()))
    assert (got.tool_calls, got.what_ifs) == ((), ())


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("What if 90% isn't needed but 85%?", 0.85),
        ("What if we don't need 90 % but only 85 %?", 0.85),
        ("What if not 90 % but 95 % is required?", 0.95),
        ("What if 85 % instead of 90 % were enough?", 0.85),
    ],
)
def test_what_is_needed_in_place_of_another_share_is_supposed(text: str, needed: float) -> None:
    assert supposed(read(text)) == pytest.approx({"target_accuracy": needed})


@pytest.mark.parametrize("asked", ["documents", "training_examples", "input_tokens", "budget"])
@pytest.mark.parametrize(
    ("told", "monthly", "text", "values"),
    [
        ("12,000 tickets a month", 12_000, "what if it were 8,000 tickets?", 8_000),
        ("1,500 quotations a month", 1_500, "what if only 1,000 quotations?", 1_000),
        ("5,000 scanned contracts a month", 5_000, "What if there were 9,000 contracts?", 9_000),
        ("300 reports a month", 300, "and if we had 600 reports instead?", 600),
        ("4,000 cases a month", 4_000, "Suppose we handled 6,000 cases", 6_000),
        ("25,000 documents a month", 25_000, "What if it were only 15,000 documents?", 15_000),
        ("400 prescriptions a day", 12_175, "what if 800 prescriptions came in?", 24_350),
    ],
)
def test_what_the_volume_was_told_in_is_the_volume_whatever_is_asked(
    told: str, monthly: float, text: str, values: float, asked: str
) -> None:
    facts = {"requests_per_month": Fact(value=monthly, status="stated", quote=told, turn=1)}
    got = READER.read(text, Context(facts=facts, asked=(asked,)))
    assert (supposed(got), facts_of(got)) == ({"requests_per_month": values}, {})


@pytest.mark.parametrize(
    "text",
    [
        "What if we had 5,000 solved tickets to learn from?",
        "what if there were 9,000 labelled tickets?",
        "What if 2,000 of the tickets were urgent?",
        "What if every agent answered 50 tickets?",
        "what if we trained it on 5,000 tickets?",
        "what if it were 8,000 documents?",
    ],
)
def test_what_is_no_whole_volume_changes_none(text: str) -> None:
    facts = {"requests_per_month": Fact(value=12_000, status="stated", quote="12,000 tickets a month", turn=1)}
    assert "requests_per_month" not in supposed(READER.read(text, Context(facts=facts)))


@pytest.mark.parametrize("asked", ["documents", "self_hosting_required"])
def test_the_noun_of_the_volume_may_stand_before_its_number(asked: str) -> None:
    said = "We are a machine builder. An AI would write quotations, 1,500 a month."
    facts = {"requests_per_month": Fact(value=1_500, status="stated", quote="1,500 a month", turn=1)}
    got = READER.read("what if only 1,000 quotations?", Context(facts=facts, asked=(asked,), said=said))
    assert supposed(got) == {"requests_per_month": 1_000}


def test_what_another_number_counts_is_not_the_noun_of_the_volume() -> None:
    said = "20 nurses answer questions, 3,000 a month."
    facts = {"requests_per_month": Fact(value=3_000, status="stated", quote="3,000 a month", turn=1)}
    got = READER.read("what if we had 40 nurses?", Context(facts=facts, asked=("documents",), said=said))
    assert "requests_per_month" not in supposed(got)


@pytest.mark.parametrize(
    ("text", "field"), [("What if it were 12,000?", "requests_per_month"), ("What if it were 400?", "documents")]
)
def test_a_bare_number_near_the_volume_is_the_volume_though_documents_are_asked(text: str, field: str) -> None:
    facts = {"requests_per_month": Fact(value=10_000, status="stated", turn=1)}
    got = BuiltInReader().read(text, Context(facts=facts, asked=("documents",)))
    assert [one.field for one in got.what_ifs] == [field]


_TOLD = {
    "monthly_api_spend": Fact(value=21_000, status="stated", turn=1, quote="$21k a month"),
    "ml_engineers": Fact(value=1, status="stated", turn=1, quote="one engineer"),
}


def _tried(text: str, facts: dict[str, Fact], *asked: str) -> dict[str, object]:
    heard = BuiltInReader().read(text, Context(facts=facts, asked=asked, today=date(2026, 11, 22)))
    return {one.field: one.value for one in heard.what_ifs}


@pytest.mark.parametrize(
    "text",
    [
        "When does it pay back if switching costs 50k?",
        "When does it pay back if migration costs 30k?",
        "What if the project costs 200k?",
        "What if training costs 90k?",
        "What if building it costs 120k?",
        "What if the migration took 40k?",
        "What if the rollout cost us about 25k?",
        "What if the GPU price drops 20 %?",
        "What if GPUs become 30 % cheaper?",
        "What if vendor prices fall by a quarter?",
        "What if electricity prices rise by 20 %?",
        "Then why is it six times list price?",
    ],
)
def test_what_has_a_price_of_its_own_moves_neither_bill_nor_budget(text: str) -> None:
    assert _tried(text, _TOLD, "documents") == {}


@pytest.mark.parametrize(
    ("text", "bill"),
    [
        ("What if the API costs 15k?", 15_000),
        ("What if the bill were 15k?", 15_000),
        ("What if OpenAI's prices drop by half?", 10_500),
        ("What if token prices drop by half?", 10_500),
        ("What if prices fall 20 %?", 16_800),
    ],
)
def test_what_the_api_charges_moves_the_bill(text: str, bill: float) -> None:
    assert _tried(text, _TOLD, "documents") == {"monthly_api_spend": bill}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("what if we hire 2 at 140k each", 3),
        ("What if we hire 4 for 110k each?", 5),
        ("What if we hire 3 at 90k?", 4),
        ("Suppose we hire one for 95k.", 2),
        ("What if we add 2 engineers at 150k a year?", 3),
        ("Suppose we recruit two for 120k each.", 3),
    ],
)
def test_pay_beside_heads_counts_no_heads(text: str, people: float) -> None:
    assert _tried(text, _TOLD, "documents") == {"ml_engineers": people}


def test_it_points_to_what_was_told_and_not_to_what_is_asked() -> None:
    known = {"current_accuracy": Fact(value=0.82, status="stated", turn=1, quote="82 %")}
    assert _tried("What if it were 90?", known, "monthly_api_spend") == {"current_accuracy": 0.9}
