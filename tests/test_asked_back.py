"""What a question back does not tell: no yes or no, no span of time, no model in use, no rhythm."""

import asyncio
import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import JsonValue

from agent.advisor import Advisor
from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

CASE: dict[str, JsonValue] = {"requests_per_month": 22_000, "input_tokens": 1_500, "output_tokens": 90}


def read(text: str, *, asked: tuple[str, ...] = (), **known: JsonValue) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in {**CASE, **known}.items()}
    return BuiltInReader().read(text, Context(facts=facts, asked=asked))


@pytest.mark.parametrize("field", ["self_hosting_required", "human_review"])
@pytest.mark.parametrize("text", ["Why not retrieval?", "why not?", "Why no fine-tuning?", "How would that not work?"])
def test_a_question_back_is_no_answer(text: str, field: str) -> None:
    assert read(text, asked=(field,)).statements == ()


@pytest.mark.parametrize(("text", "value"), [("certainly not", False), ("Nope.", False), ("yes, it must", True)])
def test_a_plain_answer_is_one_all_the_same(text: str, value: bool) -> None:
    [one] = read(text, asked=("self_hosting_required",)).statements
    assert one.value is value


@pytest.mark.parametrize(
    "text",
    [
        "Something the owners could ask us: how would we know, six months on, that quality has slipped?",
        "Who checks, two years on, whether it still pays?",
        "How would we notice, nine months in, that it drifts?",
    ],
)
def test_a_time_in_the_course_of_things_is_no_span_of_the_case(text: str) -> None:
    assert {"timeline_months", "horizon_months"}.isdisjoint(one.field for one in read(text).statements)


@pytest.mark.parametrize("text", ["What would the year cost at that rate?", "And what would the whole quarter cost?"])
def test_what_a_span_of_time_costs_supposes_nothing(text: str) -> None:
    got = read(text, model="gpt-4o", knowledge_change="monthly")
    assert (got.statements, got.what_ifs) == ((), ())


def test_how_often_facts_change_is_supposed_with_a_condition() -> None:
    [one] = read("What if the rates changed every year?", model="gpt-4o", knowledge_change="monthly").what_ifs
    assert (one.field, one.value) == ("knowledge_change", "yearly")


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("Only to see the price, what would it cost if we took gpt-4.1?", True),
        ("Just out of curiosity, what would gpt-4.1 cost us?", True),
        ("What would it cost on gpt-4.1?", False),
    ],
)
def test_a_model_that_is_only_looked_at_is_in_nobodys_mind(text: str, tried: bool) -> None:
    got = read(text)
    assert bool(got.what_ifs) is tried
    assert [one.field for one in got.statements] == ([] if tried else ["model"])


@pytest.mark.parametrize(
    "text",
    [
        "Hang on, that seems too low. How do you get to that?",
        "that can't be. how do you arrive at it?",
        "Hm, no. How did you get to it?",
        "Really? How did you come to this figure?",
        "How is that worked out?",
    ],
)
def test_who_doubts_a_figure_asks_where_it_comes_from(text: str) -> None:
    got = read(text, model="gpt-4o")
    assert (got.statements, got.requests) == ((), ("source_of_number",))


@pytest.mark.parametrize(
    "text",
    [
        "A colleague's firm spent 60k and cut her costs from 8k a month to 3k.",
        "A friend's shop pays 4k a month for it.",
        "My sister's school handles 30,000 requests a month.",
    ],
)
def test_the_figures_of_a_colleagues_firm_are_no_facts(text: str) -> None:
    assert read(text).statements == ()


@pytest.mark.parametrize("more", [(), ("It would save us $40,000 a month.",)])
def test_a_sum_over_years_is_explained_with_and_without_a_benefit(home: Path, more: tuple[str, ...]) -> None:
    case = "We answer 90,000 support calls a month with gpt-4.1, 4,000 tokens in and 400 out."

    async def explained() -> str:
        async with Advisor.open(home, today=lambda: date(2026, 11, 22)) as advisor:
            conversation_id = (await advisor.start()).conversation_id
            texts = (case, *more, "What does it cost over 3 years?")
            told = [await advisor.send(conversation_id, text) for text in texts][-1].text
            total = re.findall(r"comes to about (\$\d+\sthousand) over 3 years", told)[0]
            return (await advisor.send(conversation_id, f"Where does the {total} come from?")).text

    assert "is what augmentation comes to over 3 years" in asyncio.run(explained())
