"""What leaders worry about, in many words: each is answered from the case, and nothing else is taken for a worry."""

import pytest

from agent.reading.answers import asked_about
from agent.reading.concerns import concern_of, concern_told, wishes_less
from agent.reading.money_asked import money_asked
from agent.words.message import taken_apart
from tests.conftest import Say

HOSPITAL = "Our hospital wants a bot for patients' questions, 9,000 a month."
LISTS = "My app writes 20,000 shopping lists a month with gpt-4o, 700 tokens in, 200 out; my bill was $410 last month."


def worry_in(text: str) -> str | None:
    message = taken_apart(text)
    return concern_of(message, len(message.structure.sentences) - 1)


def reply_to(say: Say, *said: str) -> str:
    return say(*said)[-1].text


@pytest.mark.parametrize(
    ("worry", "text"),
    [
        ("risk", "What are the dangers if we put this in front of our guests?"),
        ("risk", "And what might go wrong with that?"),
        ("risk", "What could go wrong at a clinic like ours?"),
        ("money_at_risk", "If this flops, how much have I lost?"),
        ("money_at_risk", "What is the biggest risk to my money?"),
        ("privacy", "Are my clients' files safe there?"),
        ("privacy", "What about data protection in our case?"),
        ("liability", "Who is to blame if it tells a patient something wrong?"),
        ("liability", "Can a tenant sue us over a wrong answer?"),
        ("liability", "Should I get a lawyer involved?"),
        ("accuracy_needed", "How right does it have to be before I let it loose?"),
        ("accuracy_needed", "What hit rate do we need?"),
        ("accuracy_needed", "How many errors are okay for a bakery like mine?"),
        ("never_wrong", "It can't make a single mistake. Is that doable?"),
        ("never_wrong", "Can anybody promise me that it is always correct?"),
        ("conditions", "How much does it need to save us to be worth doing?"),
        ("wait", "Would we be better off holding on until 2028?"),
        ("wait", "Is it smarter to do nothing this year?"),
        ("wait", "Shouldn't we wait until the technology is mature?"),
        ("first_result", "How quickly would my staff notice a difference?"),
        ("pilot", "Can we do a trial run with one ward first?"),
        ("pilot", "What would it cost to test it with ten associates?"),
        ("rescue", "Should I stop funding the assistant?"),
        ("rescue", "Fix it or bin it?"),
        ("unseen_knowledge", "Could it be that it simply does not know our price list?"),
        ("unseen_knowledge", "Nobody ever showed it our guidelines. Is that why it is so bad?"),
        ("mistake", "Was it a mistake to buy a fine-tuned model?"),
        ("mistake", "Did we choose badly with retrieval?"),
        ("well_spent", "Is it earning its money?"),
        ("set_aside", "What do I have to budget for the whole thing?"),
        ("set_aside", "Roughly what would I spend in the first twelve months?"),
        ("set_aside", "What sum do I take to my board?"),
        ("bill_down", "I must get this under 250 a month. How?"),
        ("bill_down", "What could bring our costs for the API down to 100?"),
        ("enough_money", "Do you think 12,000 will be sufficient?"),
        ("enough_money", "Is $200 a month enough for that with gpt-4o-mini?"),
        ("so_no", "So you say no?"),
        ("advised", "someone on reddit said i should fine tune llama and host it on my own gpu. good idea?"),
        ("token", "Sorry, what's a token?"),
        ("few_cases", "We have only twenty answers. Do I need a database for that?"),
    ],
)
def test_a_worry_is_known_by_its_meaning(worry: str, text: str) -> None:
    assert worry_in(text) == worry


@pytest.mark.parametrize(
    "text",
    [
        "What is retrieval?",
        "How does fine-tuning work?",
        "What does the Mantis guide say about maintenance?",
        "What are the ethical risks of language models?",
        "How often should a model be retrained?",
        "When does it pay back?",
        "What does the API cost a month?",
        "What if the volume doubles?",
        "How many labelled examples does fine-tuning need?",
        "Why not fine-tuning?",
        "How sure are you?",
        "How do we measure accuracy?",
        "How long does fine-tuning take?",
        "What does training a model from scratch cost?",
        "Which regulations matter for health data?",
        "How do I protect personal data when fine-tuning?",
        "Why do AI projects fail?",
        "Can you show me the numbers again?",
        "What's the weather like?",
        "What's a good adoption rate?",
        "We can't wait any longer.",
        "Our budget is $20,000.",
        "Our lawyers ask it 5 questions a day.",
        "Privacy matters to us.",
    ],
)
def test_what_the_guidance_answers_or_a_tool_is_no_worry(text: str) -> None:
    assert worry_in(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I need to get to 250.", True),
        ("We want it under $100 a month.", True),
        ("We want to keep it under two seconds.", False),
        ("We need to get to 90 %.", False),
        ("We have 4,000 documents.", False),
    ],
)
def test_a_wish_for_a_lower_bill_need_not_be_a_question(text: str, meant: bool) -> None:
    assert wishes_less(taken_apart(text), 0) is meant


@pytest.mark.parametrize(
    ("text", "amount", "monthly"),
    [
        ("How can I bring that below $300?", 300, True),
        ("I must get this under 250 a month. How?", 250, True),
        ("Is $200 a month enough for that?", 200, True),
        ("We have $12,000. Is that enough?", 12_000, False),
        ("Is $24,000 a year enough for that?", 2_000, True),
    ],
)
def test_a_sum_to_stay_under_or_to_make_do_with_is_read_off(text: str, amount: float, monthly: bool) -> None:
    (asked,) = money_asked(text)
    assert (asked.amount, asked.monthly) == (amount, monthly)


@pytest.mark.parametrize(
    "text",
    [
        "The vendor says we need a bigger model, I say it never saw our handbook.",
        "The consultancy wants $200,000 for a rebuild. I think they never gave it the internal instructions.",
    ],
)
def test_who_names_what_it_was_never_shown_names_the_cause(text: str) -> None:
    assert concern_told(text) == "unseen_knowledge"


def test_a_way_that_somebody_recommended_is_the_one_that_is_judged() -> None:
    asked = asked_about("My nephew says I should train my own model. Good idea?")
    assert (asked.about, asked.approach) == (("colleague",), "training")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("How risky is this? What can go wrong?", ("What can go wrong in your case", "about 90 of 9,000", "symptoms")),
        ("Is it safe?", ("What can go wrong in your case",)),
        ("What about privacy?", ("HIPAA", "nobody trains a model on it")),
        ("How accurate does it have to be?", ("I plan with 99", "about 90 of 9,000")),
        ("What if it gives a wrong answer and we get sued?", ("have a lawyer look at it", "no legal advice")),
        ("What would have to be true for it to be worth it?", ("more than about", "for each of the 9,000 a month")),
        ("Should we rather wait a year?", ("Not with the small first step",)),
        ("What is the biggest risk to my money?", ("What your money risks", "up front")),
        ("How long until I see a result?", ("First measured answers after",)),
        ("How much would a small pilot cost?", ("begin small", "a few weeks of one person")),
        ("So the answer is no?", ("a yes needs what it brings", "for each of the 9,000")),
        ("What would this cost me in the first year?", ("for the first year", "up front", "the people behind it")),
        ("How much money do I have to set aside for this?", ("Set aside about",)),
        ("Do I need this retrieval thing for 25 questions?", ("fit into the prompt itself",)),
    ],
)
def test_a_leader_hears_an_answer_from_the_case_and_no_passage(said: str, told: tuple[str, ...], say: Say) -> None:
    text = reply_to(say, HOSPITAL, said)
    assert all(part in text.replace("\N{NO-BREAK SPACE}", " ") for part in told)
    assert "[1]" not in text
    assert "Changed:" not in text
    assert "not sure what" not in text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("How can I bring that below $300?", "Under $300 a month, each on its own"),
        ("I need to get to 250.", "Under $250 a month, each on its own"),
        ("What do I have to do to stay under $5?", "None of these alone brings $410 under $5 a month"),
        ("Is $200 a month enough for that with gpt-4o-mini?", "For gpt-4o-mini: yes"),
    ],
)
def test_who_must_get_below_a_sum_hears_what_does_it(said: str, told: str, say: Say) -> None:
    text = reply_to(say, LISTS, said)
    assert told in text
    assert "none of my figures" not in text
    assert "Changed:" not in text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["Our support bot has been a disappointment. Do we kill it or fix it?"], "Fix it first, with a date"),
        (["Should I pull the plug on our support bot?"], "What has been spent is gone"),
        (
            ["The support bot has never seen our internal instructions. Could that be why it is wrong so often?"],
            "a model cannot know what it was never shown",
        ),
        (
            ["Our bot is wrong in a third of cases. The vendor wants a bigger model, I say it never saw our handbook.",
             "Who is right?"],
            "a bigger one does not know it either",
        ),
        (["We fine-tuned a model; prices change daily.", "Was fine-tuning a mistake?"], "change this fast, yes"),
    ],
)  # fmt: skip
def test_a_disappointed_customer_hears_a_diagnosis(said: list[str], told: str, say: Say) -> None:
    assert told in reply_to(say, *said)
