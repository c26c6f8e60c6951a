"""Facts in everyday English, not always anybody's mother tongue: what they tell, and what they do not."""

from datetime import date
from typing import Any

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()
TODAY = date(2026, 11, 22)


def told(text: str, *asked: str, **known: Any) -> dict[str, Any]:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    got = READER.read(text, Context(facts=facts, asked=asked, today=TODAY))
    return {one.field: one.value for one in got.statements if one.status != "declined"}


@pytest.mark.parametrize("field", ["self_hosting_required", "human_review"])
@pytest.mark.parametrize(
    "text",
    [
        "no, nobody here can program",
        "No, we have only PDFs",
        "No, tell me first what it will cost.",
        "No, our budget is $20,000",
        "no, we want to start in May",
        "no we have 3 branches",
        "Actually no, only the volume",
        "It must work on a phone.",
        "Not yet decided.",
        "We have nobody.",
    ],
)
def test_a_no_to_something_else_leaves_a_yes_or_no_question_open(text: str, field: str) -> None:
    assert field not in told(text, field)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("no", "self_hosting_required", False),
        ("No. We have three developers.", "self_hosting_required", False),
        ("No, not necessary", "self_hosting_required", False),
        ("No, as far as I know", "self_hosting_required", False),
        ("no, we're relaxed about that", "self_hosting_required", False),
        ("No, our lawyers have no objections", "self_hosting_required", False),
        ("no no, it can go out", "self_hosting_required", False),
        ("yes, we are a hospital", "self_hosting_required", True),
        ("no, the bot answers alone", "human_review", False),
        ("no, we have no time for that", "human_review", False),
        ("No, it goes straight out", "human_review", False),
    ],
)
def test_a_no_with_a_reason_for_it_is_an_answer(text: str, field: str, value: bool) -> None:
    assert told(text, field).get(field) is value


@pytest.mark.parametrize(
    ("text", "approach"),
    [
        ("More is not possible.", None),
        ("Can I have it without a programmer?", None),
        ("no, we are not having programist", None),
        ("we don't have any IT people", None),
        ("no, nothing yet", "none"),
        ("We don't use any", "none"),
        ("No, we do it all by hand", "none"),
        ("not yet", "none"),
    ],
)
def test_what_is_not_possible_says_nothing_of_how_it_is_done_today(text: str, approach: str | None) -> None:
    assert told(text, "current_approach").get("current_approach") == approach


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("We get about 300 mails for day from clients, we want AI to answer.", 9_000),
        ("There is 2000 question on day in our call center.", 60_000),
        ("We receive 120 orders in day", 3_600),
        ("We have 70 calls for week", 300),
        ("500 letters for month, maybe more", 500),
        ("There are 10 nurses on day shift", None),
        ("We will be ready for week 12", None),
    ],
)
def test_a_rate_may_do_without_its_article(text: str, volume: float | None) -> None:
    assert told(text).get("requests_per_month") == (volume and pytest.approx(volume))


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("The law texts change twice a year, our internal guidelines every couple of weeks.", "weekly"),
        ("Prices change daily, the product descriptions yearly.", "daily"),
        ("The catalogue is renewed every year, stock levels change every hour.", "real_time"),
        ("Our laws change every year or so, the internal wiki a few times a year.", "quarterly"),
        ("The manuals never change, but prices change weekly.", "weekly"),
        ("In spring every year the forms change", "yearly"),
        ("Most of it comes on Mondays.", None),
        ("Half of them come in on Fridays", None),
    ],
)
def test_of_two_rhythms_of_change_the_faster_counts(text: str, rhythm: str | None) -> None:
    assert told(text).get("knowledge_change") == rhythm


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("The rules for subsidies change every year in spring, and deadlines shift in between.", None),
        ("In spring each year we get new forms.", None),
        ("It used to be 350 a day before Easter.", None),
        ("New tariffs come every year in January. It must be live in January.", 1.8),
        ("It must be live before Easter.", 4.1),
    ],
)
def test_what_comes_back_every_year_is_no_deadline(text: str, months: float | None) -> None:
    assert told(text, "documents").get("timeline_months") == months


@pytest.mark.parametrize(
    ("text", "translates"),
    [
        ("They have to be in German.", False),
        ("The letters are to be in Italian.", False),
        ("The reports have to be in German in the end", False),
        ("Our lab writes certificates, 14 a day. They have to be in German.", False),
        ("The texts must be translated to German.", True),
    ],
)
def test_a_language_makes_no_translation(text: str, translates: bool) -> None:
    facts = told(text)
    assert (facts.get("task") == "translation") is translates
    assert facts["languages"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("2 data engineers who never trained a model", 0),
        ("We have 2 data engineers, they never trained a model", 0),
        ("2 engineers who never fine-tuned anything", 0),
        ("3 developers who haven't trained a model yet", 0),
        ("4 engineers who have trained models before", 4),
        ("There are two ML engineers who have never seen a hospital.", 2),
    ],
)
def test_who_never_trained_a_model_is_no_engineer_for_it(text: str, people: int) -> None:
    assert told(text).get("ml_engineers") == people


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("We have 5,000 labelled mails, labels unchecked.", None),
        ("200,000 old letters, quality unchecked.", None),
        ("Answers go out unchecked.", False),
    ],
)
def test_unchecked_labels_say_nothing_of_who_checks_answers(text: str, checked: bool | None) -> None:
    assert told(text).get("human_review") is checked


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The answer is about 2 sides", 1_333),
        ("The answers are a few sentences", 60),
        ("an answer has maybe 3 sentences", 60),
        ("There are two sides to every story", None),
        ("We sell to 2 sides, buyers and sellers", None),
    ],
)
def test_an_answer_is_as_long_as_its_sides_or_sentences(text: str, tokens: float | None) -> None:
    assert told(text).get("output_tokens") == (tokens and pytest.approx(tokens, rel=0.01))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("We don't fall under GDPR.", []),
        ("HIPAA is not relevant obviously", []),
        ("PCI DSS doesn't concern us either.", []),
        ("Not GDPR, but HIPAA", ["HIPAA"]),
    ],
)
def test_a_rule_that_does_not_apply_answers_which_do(text: str, rules: list[str]) -> None:
    assert told(text, "regulations").get("regulations") == rules


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("We have decided: no cloud. Recommendation?", True),
        ("4,000 letters a month. The board says no cloud.", True),
        ("We don't want our data at OpenAI.", True),
        ("Data must be on our own servers", True),
        ("We have no cloud experience", None),
        ("Our DPO demands that the datas rest in Europe", None),
        ("The data has to be in the EU.", None),
    ],
)
def test_no_cloud_keeps_data_in_house_and_a_region_does_not(text: str, stays: bool | None) -> None:
    assert told(text).get("self_hosting_required") is stays
