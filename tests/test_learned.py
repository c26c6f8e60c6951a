"""What is fitted on labelled messages: the shipped weights, and the second step against its definition."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from agent.facts import Statement
from agent.learned import encoder, evidence, labels, numbers
from agent.learned.encoder import parts_of, pieces_of
from agent.learned.fit import labels_meant, messages_key, records
from agent.numbers.judged_numbers import judged_numbers
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context
from agent.words.message import taken_apart
from tools.profile import FIELDS

READER = BuiltInReader()


@pytest.mark.parametrize("path", [encoder.HEADS, numbers.WEIGHTS, labels.WEIGHTS], ids=["heads", "numbers", "labels"])
def test_the_shipped_weights_are_fitted_on_the_shipped_messages(path: Path) -> None:
    with np.load(path) as file:
        assert str(file["key"]) == messages_key(), "run: make fit"


def test_the_heads_belong_to_the_shipped_encoder() -> None:
    with np.load(encoder.HEADS) as file:
        assert str(file["encoder"]) == encoder.fingerprint(), "run: make fit"


def test_every_labelled_message_speaks_of_known_fields_only() -> None:
    named = {
        field
        for record in records()
        for key in ("facts", "known", "what_ifs", "declined", "retractions", "asked")
        for field in record.get(key, ())
    }
    assert named <= set(FIELDS)


def test_every_value_of_a_vocabulary_that_messages_bear_often_is_a_label() -> None:
    borne = [label for record in records() for label in labels_meant(record) if label[0] in labels.fields()]
    often = {label for label in set(borne) if borne.count(label) >= 20}
    assert often <= set(encoder.heads().labels)


def test_logistic_weights_give_each_row_its_share() -> None:
    """Of rows that look alike, the fitted chance is the share of those that are true; weights count as repetitions."""
    rows = np.array([[0, 1], [0, 1], [0, 1], [0, 1], [1, 1], [1, 1]], dtype=np.float64)
    truth = np.array([1, 0, 0, 0, 1, 0], dtype=np.float64)
    weight = np.array([1, 1, 1, 1, 3, 1], dtype=np.float64)
    chance = evidence.chances(rows, evidence.fit(rows, truth, weight))
    assert chance == pytest.approx([0.25] * 4 + [0.75] * 2, abs=2e-3)


def test_the_rival_of_a_value_is_the_highest_other_of_its_field() -> None:
    values = np.array([[0.2, 0.9, 0.4, 0.7]])
    assert evidence.rivals(values, ["a", "a", "b", "a"]).tolist() == [[0.9, 0.7, 0.0, 0.9]]


def test_pieces_stand_for_the_characters_that_they_span() -> None:
    text = "We run 14 hotels.  Our bot, on gpt-4o, answers 9,000 guests a month."
    [pieces] = pieces_of(taken_apart(text), ("budget",))
    start = text.index("9,000")
    touched = [span for span, inside in zip(pieces.spans, pieces.within(start, start + 5), strict=True) if inside]
    assert text[touched[0][0] : touched[-1][1]] == "9,000"
    assert (pieces.start, text[: pieces.end]) == (0, text.rstrip("."))


def test_a_long_message_is_read_in_parts_of_whole_sentences() -> None:
    text = " ".join(f"In office number {number} there are seven people who write letters." for number in range(60))
    parts = pieces_of(taken_apart(text), ())
    assert len(parts) > 1
    assert all(len(part.ids) <= 224 and text[part.start :].startswith("In office") for part in parts)
    assert all(first.end < second.start for first, second in pairwise(parts))


def test_a_sentence_without_end_is_read_as_far_as_it_goes() -> None:
    text = "we have 7 offices and " * 200 + "a budget of 5,000 dollars"
    read = {one.field: one.value for one in READER.read(text, Context()).statements}
    assert read["budget"] == 5000


def test_the_pending_question_changes_what_a_bare_answer_means() -> None:
    message = taken_apart("weekly")
    index = encoder.heads().labels.index(("knowledge_change", "weekly"))
    asked, unasked = (
        parts_of(message, fields)[0].labels(encoder.heads())[0][index]
        for fields in (("knowledge_change",), ("budget",))
    )
    assert asked > unasked


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Our budget is 20,000 euros.", "budget"),
        ("We have 3 seconds for an answer.", "documents"),
        ("It is right 80 % of the time.", "monthly_benefit"),
    ],
)
def test_a_number_of_another_kind_or_currency_cannot_be_the_field(text: str, field: str) -> None:
    [item] = judged_numbers(taken_apart(text), Context())
    assert not numbers.can_be(field, item)


@pytest.mark.parametrize("text", ["", "   ", "?!", "12", "\U0001f600 " * 40, "a. " * 300, "\ud83d", "\u200b\u00ad"])
def test_any_text_gets_a_reading(text: str) -> None:
    assert READER.read(text.encode("utf-8", "replace").decode(), Context(asked=("task",))) is not None


def test_values_of_one_field_are_one_statement_with_words_of_the_message() -> None:
    text = "We are a hospital in Ohio. HIPAA applies, and GDPR for our patients from Vienna."
    read = {one.field: one for one in READER.read(text, Context()).statements}
    assert set(read["regulations"].value or ()) == {"HIPAA", "GDPR"}  # type: ignore[arg-type]  # a list of names
    assert all(one.quote and one.quote in text for one in read.values())


@pytest.mark.parametrize(
    "text",
    [
        "There is nobody here who could train a model.",
        "None of the tech guys has ever trained a model, to answer you.",
        "We have no machine learning people at all.",
    ],
)
def test_words_can_say_that_there_is_nobody(text: str) -> None:
    read = {one.field: one.value for one in READER.read(text, Context(asked=("ml_engineers",))).statements}
    assert read["ml_engineers"] == 0


def test_a_zero_in_digits_stands_whatever_words_make_likely() -> None:
    found = [Statement(field="budget", value=0, quote="$0")]
    assert labels.weighed(taken_apart("Spend so far: $0 of 9 million."), found, labels.Likely({}))[0].value == 0


def test_a_rate_that_was_asked_for_is_weighed_though_no_word_says_which_it_is() -> None:
    text = "what counts as a critical error exactly? Is 1% already bad?"
    got = BuiltInReader().read(text, Context(asked=("critical_error_rate",)))
    assert "critical_error_rate" not in {one.field for one in got.statements}
