"""Who wants the advice confirmed, or does not believe it: a short answer of its own, and no fact that nobody told."""

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.answers import About, asked_about
from agent.reading.built_in_reader import BuiltInReader
from agent.reply import Reply
from agent.understanding import Context, Understanding
from tests.conftest import Say
from tools.profile import Approach

STANCES: frozenset[About] = frozenset({"agree", "doubt"})


@pytest.mark.parametrize(
    ("text", "approach"),
    [
        ("Do you agree that RAG is the way?", "augmentation"),
        ("Confirm that fine-tuning is right", "fine_tuning"),
        ("so prompting it is?", "prompting"),
        ("you'd go with RAG, right?", "augmentation"),
        ("So you would recommend retrieval?", "augmentation"),
        ("RAG then?", "augmentation"),
        ("so RAG?", "augmentation"),
        ("Is fine-tuning the right choice for us?", "fine_tuning"),
        ("Am I right that we should fine-tune?", "fine_tuning"),
        ("fine-tuning is the answer here, isn't it?", "fine_tuning"),
        ("Are you saying we should train our own model?", "training"),
        ("Can you confirm RAG is the best option?", "augmentation"),
        ("Wouldn't you agree that prompting is enough?", "prompting"),
        ("we go with both, correct?", "fine_tuning_and_augmentation"),
        ("Please confirm: retrieval is what we need.", "augmentation"),
        ("ok so better prompts are enough, yes?", "prompting"),
        ("You mean we should just wait?", "not_yet"),
        ("So the answer is RAG?", "augmentation"),
        ("Just to be clear, you're telling us to fine-tune?", "fine_tuning"),
        ("Isn't prompting good enough?", "prompting"),
        ("we should just fine-tune, shouldn't we?", "fine_tuning"),
        ("Yes or no: is fine-tuning right for us?", "fine_tuning"),
        ("am I correct in assuming that we need retrieval?", "augmentation"),
    ],
)
def test_who_wants_it_confirmed_is_told_yes_or_no(text: str, approach: Approach) -> None:
    asked = asked_about(text)
    assert (asked.about, asked.approach) == (("agree",), approach)


@pytest.mark.parametrize(
    ("text", "approach"),
    [
        ("I think you are wrong about fine-tuning. We only have 300 letters.", "fine_tuning"),
        ("I don't buy that", None),
        ("that's nonsense, retrieval never worked for us", "augmentation"),
        ("my CTO says fine-tuning is better", "fine_tuning"),
        ("I disagree.", None),
        ("I don't agree with you at all", None),
        ("Sorry, but I don't agree with RAG.", "augmentation"),
        ("We're not convinced.", None),
        ("I am not convinced by retrieval at all", "augmentation"),
        ("You're mistaken about prompting.", "prompting"),
        ("RAG was a disaster at our last company", "augmentation"),
        ("we tried fine-tuning and it failed", "fine_tuning"),
        ("I still think fine-tuning would be the better choice.", "fine_tuning"),
        ("Our engineers believe that RAG is the right way.", "augmentation"),
        ("Nonsense!", None),
        ("I see that differently", None),
        ("Rubbish, fine-tuning is the way to go", "fine_tuning"),
        ("That makes no sense to me.", None),
        ("I have my doubts about RAG", "augmentation"),
        ("I wouldn't do RAG", "augmentation"),
        ("We'd rather fine-tune", "fine_tuning"),
        ("retrieval is not the answer", "augmentation"),
        ("hmm, I'd have expected fine-tuning", "fine_tuning"),
        ("that recommendation is wrong", None),
        ("your advice is rubbish", None),
        ("I'm afraid I have to disagree with you on RAG", "augmentation"),
        ("our data scientist insists on fine-tuning", "fine_tuning"),
        ("This can't be right", None),
        ("not convinced by the RAG idea, sorry", "augmentation"),
        ("Fine-tuning is clearly the better option here.", "fine_tuning"),
        ("We already tried RAG and people hated it.", "augmentation"),
        ("We tried RAG last year. It failed.", "augmentation"),
        ("prompting alone will never be enough", "prompting"),
        ("My CEO doesn't believe in RAG", "augmentation"),
    ],
)
def test_who_pushes_back_is_heard(text: str, approach: Approach | None) -> None:
    asked = asked_about(text)
    assert (asked.about, asked.approach) == (("doubt",), approach)


@pytest.mark.parametrize(
    "text",
    [
        "Is RAG safe?",
        "RAG is expensive, right?",
        "Do you agree that fine-tuning costs more?",
        "Does Genloop agree that RAG is the way?",
        "Is fine-tuning usually the right choice?",
        "What is retrieval?",
        "We agreed on a budget of 50k.",
        "Our customers don't buy that any more.",
        "The answers are wrong.",
        "That's wrong, it's 40,000 requests.",
        "No, that's not right: we are in finance.",
        "I don't think so.",
        "I doubt it.",
        "I don't believe we measured that.",
        "We use retrieval today.",
        "We want to fine-tune a model on our tickets.",
        "Our CTO wants 95 % right answers.",
        "The bot says nonsense in 5 % of the cases.",
        "Users disagree with 10 % of the answers.",
        "So 400 documents?",
        "Right.",
        "Is that right?",
        "Confirm my order.",
        "The model never worked on weekends.",
        "Can we go with gpt-4o-mini?",
        "Should we do it, yes or no?",
        "why not RAG?",
        "What if we fine-tuned?",
        "Retrieval is what we use today.",
        "The tickets are wrong.",
        "The pilot failed.",
        "No, I don't agree that patient data may leave the building.",
        "I don't believe that our customers would accept it.",
        "We prefer to train our own people.",
        "Our agents don't believe the bot.",
        "Is prompting enough according to the guide?",
        "Retrieval finds the right passage in 80 % of the cases.",
    ],
)
def test_what_tells_asks_or_corrects_is_no_stance(text: str) -> None:
    assert not STANCES & set(asked_about(text).about)


FACTS: dict[str, JsonValue] = {
    "requests_per_month": 12_000,
    "industry": "healthcare",
    "self_hosting_required": True,
    "data_sensitivity": "regulated",
}


def read(text: str, asked: str) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in FACTS.items()}
    return BuiltInReader().read(text, Context(facts=facts, asked=(asked,)))


@pytest.mark.parametrize("asked", ["knowledge_change", "documents", "human_review", "budget"])
@pytest.mark.parametrize(
    "text",
    [
        "I don't buy that",
        "that's nonsense, retrieval never worked for us",
        "my CTO says fine-tuning is better",
        "Do you agree that RAG is the way?",
        "so prompting it is?",
        "what do we do on Monday?",
        "We're not convinced.",
        "not convinced by the RAG idea, sorry",
        "This can't be right",
        "We tried RAG last year. It failed.",
    ],
)
def test_a_stance_answers_no_question(text: str, asked: str) -> None:
    got = read(text, asked)
    assert (got.statements, got.questions, got.what_ifs, set(got.requests) - {"recommend"}) == ((), (), (), set())


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("I think you are wrong about fine-tuning. We only have 300 letters.", {"training_examples": 300}),
        ("I don't buy that, we have 12,000 labelled examples.", {"training_examples": 12_000}),
        ("You are wrong about RAG. There are 40 documents in all.", {"documents": 40}),
        ("I disagree. Our budget is 80k.", {"budget": 80_000}),
    ],
)
def test_the_facts_beside_it_are_read(text: str, facts: dict[str, JsonValue]) -> None:
    assert {one.field: one.value for one in read(text, "knowledge_change").statements} == facts


CASE = (
    "We answer 90,000 support calls a month with gpt-4.1, 4,000 tokens in and 400 out each. "
    "It would save us $40,000 a month."
)


def replies(say: Say, *messages: str) -> list[Reply]:
    return say(CASE, *messages)


def test_a_confirmation_is_one_short_answer_with_reason_confidence_and_what_would_turn_it(say: Say) -> None:
    yes, no = replies(say, "Do you agree that RAG is the way?", "Confirm that fine-tuning is right")[1:]
    assert yes.text.startswith("**Yes")
    assert no.text.startswith("**No")
    for reply in (yes, no):
        assert "What to plan for" not in reply.text
        assert "recommendation:" not in reply.text
        assert "of the sampled cases" in reply.text
        assert "Turns it" in reply.text or "turn it" in reply.text
        assert len(reply.text) < 900
        assert reply.updated == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I think you are wrong about fine-tuning.", "fine-tuning"),
        ("I don't buy that", "augmentation"),
        ("that's nonsense, retrieval never worked for us", "augmentation"),
        ("my CTO says fine-tuning is better", "fine-tuning"),
    ],
)
def test_push_back_hears_the_points_the_score_and_what_would_turn_it(text: str, named: str, say: Say) -> None:
    reply = replies(say, text)[-1]
    head = reply.text.splitlines()[0]
    assert named in head
    assert "In points it stands at" in reply.text
    assert "of the sampled cases" in reply.text
    assert "- " in reply.text
    assert "not sure what to make" not in reply.text
    assert reply.updated == ()


def test_without_a_case_nobody_disagrees_with_advice(say: Say) -> None:
    assert "**Yes" not in say("Is RAG the right choice for us?")[-1].text
