"""Who asks how to begin hears the first steps of the case's own roadmap."""

import pytest

from tests.conftest import Say

CASE = "We're a hospital group. Doctors dictate letters, 12 thousand letters a month. Data must stay on our machines."
STEPS = ("Choose one process for a pilot", "Write the objective as one figure", "Have counsel say which laws apply")


@pytest.mark.parametrize(
    "question",
    ["What are the first three steps?", "how do we start?", "what do we do on Monday?", "Where do we begin?"],
)
def test_the_first_steps_are_those_of_the_own_roadmap(question: str, say: Say) -> None:
    _, reply = say(CASE, question)
    assert all(step in reply.text for step in STEPS)
    assert reply.text.index(STEPS[0]) < reply.text.index(STEPS[1]) < reply.text.index(STEPS[2])
    assert [one["id"] for one in reply.results["roadmap"]["items"]][:1] == ["one_process"]  # type: ignore[index,call-overload,union-attr]
    assert (reply.updated, reply.citations) == ((), ())


def test_as_many_steps_as_are_wanted(say: Say) -> None:
    _, two, five = say(CASE, "What are the first two steps?", "name the first five steps")
    assert "Have counsel" not in two.text
    assert "golden set" in five.text


def test_a_plan_for_some_days_is_the_roadmap_and_no_horizon(say: Say) -> None:
    _, reply = say(CASE, "give me a 90-day plan")
    assert "Your roadmap" in reply.text
    assert reply.updated == ()


def test_of_an_unknown_case_no_roadmap_is_told(say: Say) -> None:
    [reply] = say("how do we start?")
    assert "roadmap" not in reply.text
