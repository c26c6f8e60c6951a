"""Plain sentences of laymen: jobs, who answers, where to look first, what came out, doubts, hosting, two ways."""

import pytest

from agent.reading.acts import requests
from agent.reading.answers import asked_about
from agent.reading.concerns import concern_of
from agent.reading.ways_asked import ways_asked
from agent.words.message import taken_apart
from tests.conftest import Say

OFFICE = "Our licensing office checks 600 forms a month, half an hour each, at 41 dollars an hour."
SCHOOL = "A village school, 150 mails a month, 5 minutes each, $40 an hour."


def worry_in(text: str) -> str | None:
    message = taken_apart(text)
    return concern_of(message, len(message.structure.sentences) - 1)


def reply_to(say: Say, *said: str) -> str:
    return say(*said)[-1].text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("worry", "text"),
    [
        ("people", "Would I have to lay people off?"),
        ("people", "Will anyone be fired over this?"),
        ("people", "Could I get by with one secretary less?"),
        ("people", "Does this mean I need fewer staff?"),
        ("resistance", "The works council says no. What do we do?"),
        ("resistance", "Our nurses hate the idea. How do I win them over?"),
        ("resistance", "My staff are afraid of it. What should I say to them?"),
        ("hire_instead", "Wouldn't it be cheaper to pay an intern?"),
        ("identity", "By the way, are you a person?"),
        ("identity", "Is that a bot I'm writing with?"),
        ("identity", "So you're a machine?"),
        ("api", "Sorry, what's an API?"),
        ("first_look", "My husband says we need AI. Do we?"),
        ("first_look", "I got told to do something with AI and have no idea what."),
        ("first_look", "Our phone never stops ringing. Should I spend money, and how much?"),
        ("objections", "What speaks against it?"),
        ("objections", "Sounds too good, where's the catch?"),
        ("objections", "So what's wrong with your plan?"),
        ("advice_wrong", "And what if you've got it wrong?"),
        ("this_time", "It went wrong last time. Why would it be any better now?"),
        ("plan_b", "And the second best?"),
        ("so_much", "That seems a lot to me."),
    ],
)
def test_a_plain_question_is_known_by_its_meaning(worry: str, text: str) -> None:
    assert worry_in(text) == worry


@pytest.mark.parametrize(
    "text",
    [
        "What does the works council have to do with AI?",
        "The union has 3,000 members.",
        "That is a lot of documents.",
        "My staff answer the mails.",
        "We have 40 nurses.",
        "How many staff do such projects need?",
        "Who is on the team?",
        "What is retrieval?",
        "What are the risks of fine-tuning?",
        "What should I ask a vendor?",
        "So what's the result?",
    ],
)
def test_what_only_sounds_like_one_is_none_of_them(text: str) -> None:
    assert worry_in(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("So?", "recommend"),
        ("Now?", "recommend"),
        ("And now?", "recommend"),
        ("So what's the result?", "recommend"),
        ("And what do you think now?", "recommend"),
        ("What came out?", "recommend"),
        ("What do you make of it?", "recommend"),
        ("Summary please.", "summary"),
        ("Fine. Give me the numbers again.", "summary"),
        ("So the result is a pile of forms.", None),
        ("Now?! We started in May.", None),
        ("The numbers are from last quarter.", None),
        ("It writes a summary of each call.", None),
    ],
)
def test_a_few_natural_words_ask_for_the_result(text: str, wanted: str | None) -> None:
    assert wanted in {name for name, _ in requests(taken_apart(text))} or (
        wanted is None and not {"recommend", "summary"} & {name for name, _ in requests(taken_apart(text))}
    )


@pytest.mark.parametrize(
    ("said", "told", "untold"),
    [
        (
            [OFFICE, "Would I have to lay people off?"],
            ["$12,300 a month today", "fewer hours are paid"],
            ["small first"],
        ),
        ([OFFICE, "The union is against it. What do I tell them?"], ["put that in writing"], ["My provisional"]),
        (["Are you a robot?"], ["a program, not a person", "no language model"], ["What I plan"]),
        (["Where should I look first?"], ["How many minutes does one take?", "spend nothing"], ["$8.7 thousand"]),
        ([SCHOOL, "Is there any reason not to?"], ["$500 a month today"], ["Genloop"]),
        ([OFFICE, "What speaks against it?"], ["of what the work costs today"], ["My provisional"]),
        ([OFFICE, "What if you're wrong?"], ["At stake are about"], ["allergy"]),
        ([OFFICE, "Summary please."], ["600"], ["not sure what"]),
        ([OFFICE, "How much would you put in if you were me?"], ["up front"], ["of would if"]),
        (
            ["We do weddings. Every enquiry needs a menu and an offer, takes forever."],
            ["what it is about"],
            ["already"],
        ),
        (["A doctor costs 85 euros an hour. Just take one euro as one dollar."], ["85 euros are $85"], ["Please tell"]),
        (["We pay $700 a month for the API.", "Sorry, $900."], ["the API bill a month is now $900"], []),
        (["The money must be spent by December. We get 700 mails a month."], ["700"], ["live within"]),
    ],
)
def test_it_gets_an_answer_of_the_case(said: list[str], told: list[str], untold: list[str], say: Say) -> None:
    text = reply_to(say, *said)
    assert [part for part in told if part not in text] == []
    assert [part for part in untold if part in text] == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["gpt-4o, 40k calls a month, 2,000 tokens in, 200 out.", "Should we self-host?"], "**No, by the money:**"),
        (["gpt-4o, 40k calls a month, 2,000 tokens in, 200 out.", "Self-host or API?"], "**No, by the money:**"),
        (["We're on GPT-4.1, $40k a month, 2 million requests.", "So host or not?"], "**Not yet to be said:**"),
        (["Support bot, bill is $600 a month, 9k chats.", "Should we host it ourselves?"], "**No:** one rented H100"),
        (
            ["Support bot, 9k chats. Data must stay on our own servers.", "Should we self-host?"],
            "**Yes, you have to:**",
        ),
    ],
)
def test_to_host_or_not_gets_a_yes_or_no(said: list[str], told: str, say: Say) -> None:
    assert told in reply_to(say, *said)


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("Which is riskier, fine-tuning or RAG?", "risk"),
        ("Which is the quickest to build: RAG or fine-tuning?", "speed"),
        ("Does retrieval take longer than fine-tuning?", "speed"),
        ("Is fine-tuning cheaper than RAG?", "cost"),
        ("Which can be undone most easily?", "undo"),
        ("Which is cheaper, gpt-4o or Claude?", None),
        ("Is fine-tuning risky?", None),
        ("What is the difference between fine-tuning and RAG?", None),
    ],
)
def test_two_ways_are_held_against_each_other(text: str, aspect: str | None) -> None:
    found = ways_asked(taken_apart(text).tokens)
    assert (found.aspect if found else None) == aspect


def test_what_two_ways_take_is_told_and_no_passage(say: Say) -> None:
    text = reply_to(say, "Legal Q&A, 5k questions a month, gpt-4o.", "Which is riskier, fine-tuning or RAG?")
    assert "Less money at risk: augmentation" in text
    assert "[1]" not in text


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        (
            "I'd say 120 calls a day, most of them want to book or move an appointment.",
            "I'd say 120 calls a day, most of them want to book or move an appointment.",
        ),
        ("The bot should answer 3,000 tickets a day from our wiki.", "The bot should answer tickets from our wiki."),
    ],
)
def test_a_goal_has_no_holes(text: str, goal: str, say: Say) -> None:
    assert str(say(text)[-1].facts["goal"].value).rstrip(".") == goal.rstrip(".")


def test_one_who_books_by_phone_is_asked_for_no_documents(say: Say) -> None:
    replies = say("120 calls a day, most of them want to book or move an appointment.", "skip", "skip", "skip")
    assert all(reply.asks is None or reply.asks.field != "documents" for reply in replies)


def test_worries_do_not_ask_why_a_question_is_put() -> None:
    assert asked_about("Why should it work this time?").about == ("this_time",)
