"""What is fitted on labelled messages: the machine against its definition, the shipped weights against the messages."""

from pathlib import Path

import numpy as np
import pytest

from agent.built_in_reader import BuiltInReader, judged_numbers
from agent.learned import labels, numbers
from agent.learned.features import hashed, units_of
from agent.learned.fit import messages_key, records
from agent.learned.machine import fit
from agent.message import taken_apart
from agent.understanding import Context
from tools.profile import FIELDS

READER = BuiltInReader()


@pytest.mark.parametrize("path", [numbers.WEIGHTS, labels.WEIGHTS], ids=["numbers", "labels"])
def test_the_shipped_weights_are_fitted_on_the_shipped_messages(path: Path) -> None:
    with np.load(path) as file:
        assert str(file["key"]) == messages_key(), "run: make fit"


def test_every_labelled_message_speaks_of_known_fields_only() -> None:
    named = {
        field
        for record in records()
        for key in ("facts", "known", "what_ifs", "declined", "retractions", "asked")
        for field in record.get(key, ())
    }
    assert named <= set(FIELDS)


def _problem() -> tuple[np.ndarray, np.ndarray, np.ndarray, list[int]]:
    random = np.random.default_rng(7)
    rows = random.normal(size=(24, 6)).astype(np.float32)
    wanted = np.stack([rows[:, 0] * rows[:, 1] > 0, rows[:, 2] > 0], axis=1).astype(np.float32)
    return rows, wanted, random.uniform(0.5, 1.5, 24).astype(np.float32), [row // 2 for row in range(24)]


def test_what_is_left_out_is_what_a_machine_without_that_message_says() -> None:
    rows, wanted, weights, groups = _problem()
    _, left_out = fit(rows, wanted, weights, groups, kept=6, ridge=0.05)
    for group in (0, 5, 11):
        others = np.array([one != group for one in groups])
        unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        kernel = (0.5 + 0.5 * unit @ unit.T) ** 2
        inside = kernel[np.ix_(others, others)] + 0.05 * np.diag(1 / weights[others])
        expected = kernel[np.ix_(~others, others)] @ np.linalg.solve(inside, wanted[others])
        assert left_out[~others] == pytest.approx(expected, abs=2e-3)


def test_two_cues_that_count_only_together_are_learned() -> None:
    random = np.random.default_rng(3)
    rows = random.choice([-1.0, 1.0], size=(200, 4)).astype(np.float32)
    wanted = (rows[:, :1] * rows[:, 1:2] > 0).astype(np.float32)
    machine, _ = fit(rows, wanted, np.ones(200, dtype=np.float32), range(200), kept=4, ridge=0.01)
    assert ((machine.scores(rows) > 0.5) == (wanted > 0)).all()  # no weighted sum of single cues can do this


def test_the_same_words_have_the_same_vector_of_length_one_in_any_order() -> None:
    assert hashed(["budget", "a", "year"]) == pytest.approx(hashed(["year", "budget", "a"]))
    assert np.linalg.norm(hashed(["budget", "a", "year"])) == pytest.approx(1.0)
    assert not hashed([]).any()


def test_a_short_message_is_read_whole_and_a_long_one_by_sentences() -> None:
    assert len(units_of(taken_apart("We run a bot. It takes 20k chats a month."))) == 1
    assert len(units_of(taken_apart("One is here. Two is there. Three is gone. Four is back. Five it is."))) == 5


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


@pytest.mark.parametrize("text", ["", "   ", "?!", "12", "\U0001f600 " * 40, "a. " * 300, "\ud83d"])
def test_any_text_gets_a_reading(text: str) -> None:
    assert READER.read(text.encode("utf-8", "replace").decode(), Context(asked=("task",))) is not None


def test_values_of_one_field_are_one_statement_with_words_of_the_message() -> None:
    text = "We are a hospital in Ohio. HIPAA applies, and GDPR for our patients from Vienna."
    read = {one.field: one for one in READER.read(text, Context()).statements}
    assert set(read["regulations"].value or ()) == {"HIPAA", "GDPR"}  # type: ignore[arg-type]  # a list of names
    assert all(one.quote and one.quote in text for one in read.values())
