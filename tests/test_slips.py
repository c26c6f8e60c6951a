"""Slips of the tongue: what is put right in the same breath is read as it was meant."""

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.numbers.slips import mended
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding
from agent.words.message import taken_apart

READER = BuiltInReader()


def read(text: str, *asked: str, **known: JsonValue) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    return READER.read(text, Context(facts=facts, asked=asked))


def facts_of(got: Understanding) -> dict[str, JsonValue]:
    return {one.field: one.value for one in got.statements if one.status != "declined"}


def meant(text: str, *asked: str) -> str:
    found = mended(taken_apart(text), asked)
    return text if found is None else " ".join(found.text.split())


@pytest.mark.parametrize(
    ("text", "as_meant"),
    [
        ("roughly four pages in, hm no, more like six, and one page out", "roughly six pages in, and one page out"),
        ("three, well, two", "two"),
        ("We get 40 orders a day, not 40, 70, on all days", "We get 70 orders a day, on all days"),
        ("400 requests a day. No, those are the Mondays. Make that 310.", "310 requests a day."),
        ("it'd bring us 30 thousand a month. wait, no, 3.5", "it'd bring us 3,500 a month"),
        ("twelve thousand. Scratch that, my boss would kill me, make it eight.", "8,000."),
        ("We own nine hundred leaflets, no, nine THOUSAND, 9,000", "We own nine THOUSAND leaflets"),
        ("The bill is $4,000 a month, sorry, $5,000.", "The bill is $5,000 a month."),
        ("81%, oops, 86", "86%"),
        ("in 5 months, no, 7", "in 7 months"),
        ("We let 18,000 flats, no, 21,000 since May. Tenants write.", "We let 21,000 flats since May. Tenants write."),
        # another rate
        ("they'd ask it 500 things a day, oops, a week i meant", "they'd ask it 500 things a week"),
        ("about $7,000 a year. Ah no, wrong column, that is the monthly figure", "about $7,000 a month"),
        # words
        ("Internal, or rather confidential: it holds our margins.", "confidential: it holds our margins."),
        ("HIPAA. No, hold on, so just CCPA", "CCPA"),
        ("We run gpt-4o there. Scratch that, finance made us move to gpt-4.1-mini.", "We run gpt-4.1-mini there."),
        # what was denied, and is so all the same
        ("We don't have a test set. Actually we do, 400 cases.", "We have a test set, 400 cases."),
        ("Nobody checks the answers. Well, somebody does, Maria.", "Somebody checks the answers, Maria."),
        ("There is no archive, sorry, there is, 60 PDFs", "There is archive, 60 PDFs"),
        ("GDPR doesn't apply. Wait, it does.", "GDPR does apply."),
        # what was vague
        ("Maybe a few dozen a day, perhaps 40?", "perhaps 40 a day?"),
        ("a few hundred letters a week, say 300", "say 300 letters a week"),
        ("several thousand requests a day, around 4,000 I think", "around 4,000 requests a day I think"),
        ("200 to 300 calls a day, say 250", "say 250 calls a day"),
        ("We have dozens of calls a day. I think 60. We own 300 files", "We have 60 calls a day. We own 300 files"),
    ],
)  # fmt: skip
def test_a_slip_is_left_out(text: str, as_meant: str) -> None:
    asked = ("data_sensitivity", "regulations", "requests_per_month", "ml_engineers")
    assert meant(text, *asked) == as_meant


@pytest.mark.parametrize(
    "text",
    [
        "We have 300 manuals and no labels, 2 engineers.",
        "We don't have a test set. Actually we never needed one.",
        "We don't measure it. Actually, do we?",
        "We don't test. Actually, they do test it at Bolt.",
        "At least 95%, no less than 90",
        "Accuracy is 80%, actually we should reach 95.",
        "The budget is $40k. No, nobody asked for more. Use it for 3 pilots.",
        "5,000 a month. Sorry, I forgot: the budget is 40.",
        "We get 5,000 tickets a month. No, we have 900 manuals.",
        "English, French, no Spanish",
        "No, 5 people",
        "We wait 30 seconds, users wait 5",
        "GDPR, sorry, and HIPAA too",
        "Sorry for the delay: 40k and 3 months.",
        "We grew from 40 to 60, no more than 70 next year",
        "gpt-4o for the chat, no problem with gpt-4.1-mini",
        "Our agents handle 30 calls a day. No. That is not per week.",
        "We get a few dozen calls a day, perhaps 40 documents to look at",
        "a few hundred tickets a week, maybe 5 people answer them",
        "A few hundred tickets a week, around 300 of them in Spanish",
        "Hundreds of claims a week, about 300 pages each",
        "a few dozen calls a day, maybe 5,000",
        "200 to 300 calls a day, perhaps 900",
    ],
)
def test_what_is_no_slip_is_read_as_it_stands(text: str) -> None:
    assert meant(text, "regulations", "languages") == text


@pytest.mark.parametrize(
    ("text", "asked", "field", "value"),
    [
        ("300 requests a day. No, that's just the Mondays. Make that 220.", "evaluation", "requests_per_month", 6_600),
        ("four, er no, three", "ml_engineers", "ml_engineers", 3),
        ("our clerks would ask it 600 questions a day, sorry, a week", "requests_per_month", "requests_per_month",
         2_571.43),
        ("fifty thousand. Actually scratch that, make it forty.", "budget", "budget", 40_000),
        ("with an agency i think. no. the boss was clear: our own team does it", "sourcing", "sourcing", "in_house"),
    ],
)  # fmt: skip
def test_what_was_meant_is_the_fact(text: str, asked: str, field: str, value: JsonValue) -> None:
    got = read(text, asked)
    assert facts_of(got)[field] == (pytest.approx(value, rel=0.001) if isinstance(value, int | float) else value)
    assert all(one.quote is not None and one.quote in text for one in got.statements)


def test_what_is_denied_behind_a_sorry_is_not_what_was_meant() -> None:
    known = {"input_tokens": Fact(value=1_067, status="stated", quote="800 words in", turn=1)}
    got = BuiltInReader().read("It's 1,800 words in, sorry, not 800.", Context(facts=known))
    assert {one.field: one.value for one in got.statements} == {"input_tokens": 2_400}
