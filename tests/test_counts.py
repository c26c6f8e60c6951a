"""Counts that are told in several numbers: sums, parts of a group, totals at the end, what comes over a period."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()
DOCUMENTS, ENGINEERS, VOLUME, LABELS, INPUT, OUTPUT = (
    "documents",
    "ml_engineers",
    "requests_per_month",
    "training_examples",
    "input_tokens",
    "output_tokens",
)


def read(text: str, *asked: str) -> dict[str, object]:
    got = READER.read(text, Context(asked=asked, today=date(2026, 11, 22)))
    return {one.field: one.value for one in got.statements if one.status != "declined"}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("700 manuals and another 300 work bulletins", (DOCUMENTS,), {DOCUMENTS: 1_000}),
        ("900 in SharePoint, 2,100 on the file share, plus some 400 PDFs.", (DOCUMENTS,), {DOCUMENTS: 3_400}),
        ("650 in Greek and the same number again in English", (DOCUMENTS,), {DOCUMENTS: 1_300}),
        ("850 trial reports and 240 bulletins", (DOCUMENTS,), {DOCUMENTS: 1_090}),
        ("We have 700 manuals and 300 guides, so 1,000 documents", (DOCUMENTS,), {DOCUMENTS: 1_000}),
        (
            "a sheet for each tour, that's thirty one sheets, and the house rules, so thirty two",
            (DOCUMENTS,),
            {DOCUMENTS: 32},
        ),
        ("Manuals: 1,900, together 300k pages.", (DOCUMENTS,), {DOCUMENTS: 1_900}),
        (
            "Eleven thousand by mail, another 4,500 through chat, faxes don't count. All monthly.",
            (VOLUME,),
            {VOLUME: 15_500},
        ),
        ("Our home line gets 6k claims a month and travel 2k, both go through it", (VOLUME,), {VOLUME: 8_000}),
        ("Nine thousand by post, another 2,500 by fax, phone not counted. All monthly.", (), {VOLUME: 11_500}),
        (
            "Across 5,000 requests we had 20 million tokens in and 2 million out.",
            (INPUT, OUTPUT),
            {INPUT: 4_000, OUTPUT: 400},
        ),
        ("We've 1 data scientist, and a 2nd one may join.", (ENGINEERS,), {ENGINEERS: 1}),
        ("Let's say 24,000 a year then.", (VOLUME,), {VOLUME: 2_000}),
        ("A short note, let's say 150 words.", (OUTPUT,), {OUTPUT: 200}),
        ("if rolled out everywhere that's 64k tickets/mo", (VOLUME,), {VOLUME: 64_000}),
        ("1.2 million visitors p.a. of whom 2 percent would use it, four questions each.", (), {VOLUME: 8_000}),
        ("4,200 sentence pairs plus 800 from the old project", (LABELS,), {LABELS: 5_000}),
        ("A data team of seven, four of whom really train models.", (ENGINEERS,), {ENGINEERS: 4}),
        ("There are 20 of us, one of whom can do machine learning.", (ENGINEERS,), {ENGINEERS: 1}),
        ("Nine coders. ML? None of them.", (ENGINEERS,), {ENGINEERS: 0}),
        ("12 developers, and not one of them.", (ENGINEERS,), {ENGINEERS: 0}),
        ("60,000 scans! labelled? not a single one.", (LABELS,), {LABELS: 0}),
        ("me + 2 MLEs", (ENGINEERS,), {ENGINEERS: 3}),
        ("Myself and 4 data scientists", (ENGINEERS,), {ENGINEERS: 5}),
        ("3000. per day I mean, not per month", (VOLUME,), {VOLUME: 90_000}),
        ("5,400. That is per week, of course.", (VOLUME,), {VOLUME: 5_400 * 30 / 7}),
        ("Last year we had 20,000 enquiries a month, this year it is 26,000.", (VOLUME,), {VOLUME: 26_000}),
        (
            "The estate is 3.6 million pages, to be processed over a period of eighteen months.",
            (VOLUME,),
            {VOLUME: 200_000},
        ),
        ("48,000 files within two years", (VOLUME,), {VOLUME: 2_000}),
        ("In 2025 the desk registered 120,000 enquiries.", (VOLUME,), {VOLUME: 10_000}),
        ("We expect 2.4 million in 2027, all told.", (VOLUME,), {VOLUME: 200_000}),
        ("Nine or ten each night.", (VOLUME,), {VOLUME: 285}),
        ("Interviews, 20 pages each, have to be condensed to two.", (), {OUTPUT: 4_000 / 3}),
        (
            "texts are like six hundred words and the feedback should be, say, ninety",
            (INPUT, OUTPUT),
            {INPUT: 800, OUTPUT: 120},
        ),
        ("~500 tokens question + 3k of articles, reply 150", (INPUT, OUTPUT), {INPUT: 3_500, OUTPUT: 150}),
        (
            "the system prompt is 800 tokens, plus four snippets of 300 each, plus the question, call that 100.",
            (INPUT,),
            {INPUT: 2_100},
        ),
        ("Output is a single tag, so 5 tokens. Input is the letter, 450 tokens.", (), {INPUT: 450, OUTPUT: 5}),
        ("In: 40 pages of records. Out: six pages.", (INPUT, OUTPUT), {INPUT: 80_000 / 3, OUTPUT: 4_000}),
        ("2 pages each, same length out", (INPUT, OUTPUT), {INPUT: 4_000 / 3, OUTPUT: 4_000 / 3}),
        ("it can wait 30 sec. 2,600 requests a month come in.", (), {VOLUME: 2_600}),
    ],
)
def test_a_count_that_is_told_in_parts_is_put_together(
    text: str, asked: tuple[str, ...], expected: dict[str, float]
) -> None:
    got = read(text, *asked)
    assert {field: got.get(field, -1) for field in expected} == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("120 policies, 40 of them outdated", (DOCUMENTS,), {DOCUMENTS: 120}),
        ("200 manuals, and 48k pages in total", (DOCUMENTS,), {DOCUMENTS: 200}),
        ("400 guides and 3 editors", (DOCUMENTS,), {DOCUMENTS: 400}),
        ("300 contracts, written over six years", (DOCUMENTS,), {DOCUMENTS: 300}),
        ("8,000 labelled, collected over two years", (LABELS,), {LABELS: 8_000}),
        ("two data scientists and a data engineer who helps", (ENGINEERS,), {ENGINEERS: 2}),
        ("31,000 applications each year and each has a two-page statement.", (), {VOLUME: 31_000 / 12}),
        ("each shop gets fifty, no, seventy a day, times three, so 210 a day all together", (VOLUME,), {VOLUME: 6_300}),
        ("What if we had 5,000 examples", (LABELS,), {LABELS: None}),
        ("Suppose it were 40k a month.", (VOLUME,), {VOLUME: None}),
        ("some 30 × 3 + extras, call it a hundred a month", (VOLUME,), {VOLUME: 100}),
        ("900 manuals. They are updated weekly.", (DOCUMENTS,), {DOCUMENTS: 900}),
        ("We count 5,000 tickets a month and another 200 users log in.", (), {VOLUME: 5_000}),
        ("Our 4 data scientists. One of them is new.", (ENGINEERS,), {ENGINEERS: 4}),
        ("In 2019 we bought a bot, it took 500 chats a month.", (DOCUMENTS,), {DOCUMENTS: None}),
        ("We measured it on 400 samples in May and 81 % were right.", (), {LABELS: None}),
        ("We checked 640 replies by hand; 16 of them were dangerous.", (), {LABELS: None}),
    ],
)
def test_numbers_that_count_something_else_are_not_added(
    text: str, asked: tuple[str, ...], expected: dict[str, float | None]
) -> None:
    got = read(text, *asked)
    told = {field: value for field, value in expected.items() if value is not None}
    assert {field: got.get(field, 0) for field in told} == pytest.approx(told, rel=1e-3)
    assert not (expected.keys() - told.keys()) & got.keys()


@pytest.mark.parametrize(
    ("text", "asked", "known", "expected"),
    [
        ("of 340 people in IT exactly one, and she's on leave till May", (ENGINEERS,), None, 1),
        ("of our 60 developers two", (ENGINEERS,), None, 2),
        ("three and a half, one works part-time", (ENGINEERS,), None, 3.5),
        ("four, one is leaving in spring", (ENGINEERS,), None, 4),
        ("two in Berlin, one in Rome", (ENGINEERS,), None, 3),
        ("Two trained people, both in Pune.", (ENGINEERS,), None, 2),
        ("6 data engineers of whom 2 know ML", (ENGINEERS,), None, 2),
        ("We have three people who've trained models before, two of them in earnest.", (), None, 3),
        ("A team of seven data scientists, four of whom train models.", (), None, 4),
        ("7-person data science team, four of them have trained transformers.", (), None, 4),
        ("5 data scientists, two of them part-time", (ENGINEERS,), None, 5),
        ("Depends how you count. Honestly just Aylin.", (ENGINEERS,), None, 1),
        ("Only Piet and Femke", (ENGINEERS,), None, 2),
        ("Tomasz handed in his notice this morning. So that leaves one.", (), 2, 1),
        ("Bad day. Tomasz handed in his notice, so of our two model people one is left.", (), 2, 1),
        ("Two of the engineers have quit, which leaves us with 3.", (), 5, 3),
        ("we hired two more since we spoke", (), 1, 3),
        ("Two of us run it and train the models.", (ENGINEERS,), None, 2),
        ("two things. nobody left who can train models since friday.", (), 1, 0),
        ("We are 9 persons, no IT.", (), None, 0),
        ("No techies at all.", (), None, 0),
        ("Nobody's paid here let alone an IT person.", (), None, 0),
        ("We not have AI man.", (), None, 0),
        ("We have nobody who understands these machines.", (), None, 0),
        ("We've nobody in house, so an agency will do it.", (), None, 0),
        ("What I don't have: anybody who has done this.", (), None, 0),
        ("In 2022 four data scientists came and in 2024 the last one left. So today no one.", (), None, 0),
        ("We have one engineer in the house who could train and run a model, no more than that.", (), None, 1),
        ("As for own engineers, there is one who could train and run a model.", (), None, 1),
        ("Just one guy who can fine-tune, not more", (ENGINEERS,), None, 1),
        ("Three people could train a model, that's all.", (), None, 3),
        ("There are two who know how to train one", (ENGINEERS,), None, 2),
        ("We've got one data scientist and no other", (), None, 1),
        ("Two ML engineers, no more", (ENGINEERS,), None, 2),
        ("One colleague knows how to tune such a thing, nobody besides her", (ENGINEERS,), None, 1),
        ("not one who could train a model", (ENGINEERS,), None, 0),
        ("Five engineers, none of whom could train a model", (ENGINEERS,), None, 0),
        ("We have nine developers but nobody has ever trained a model.", (ENGINEERS,), None, 0),
        ("you noted five engineers. Those are web developers. People who can train a model, we have none.", (), 5, 0),
    ],
)
def test_heads_that_can_train(text: str, asked: tuple[str, ...], known: int | None, expected: float) -> None:
    facts = {ENGINEERS: Fact(value=known, status="stated", turn=1)} if known is not None else {}
    got = READER.read(text, Context(asked=asked, facts=facts, today=date(2026, 11, 22)))
    assert [one.value for one in got.statements if one.field == ENGINEERS and one.status != "declined"] == [expected]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("two things, quickly", None),
        ("Today nobody checks the answers.", 2),
        ("nobody trained anything, documents get pulled from SharePoint", None),
        ("Nobody in house reads them before they go out.", None),
        ("Heard at the golf club that Hansen Brothers have four engineers on it.", None),
        ("That leaves one question.", 2),
        ("No, it is fine.", None),
        ("A colleague handed in 3 letters.", 2),
        ("The budget that is left is 20k.", 2),
        ("Only Friday and Monday", None),
        ("We have 30 nurses who have trained for this.", None),
        ("12 trainers who can train customers on the product", None),
    ],
)
def test_no_heads_are_counted(text: str, known: int | None) -> None:
    facts = {ENGINEERS: Fact(value=known, status="stated", turn=1)} if known is not None else {}
    got = READER.read(text, Context(facts=facts, today=date(2026, 11, 22)))
    assert [one.value for one in got.statements if one.field == ENGINEERS and one.status != "declined"] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We could use 5,000 past answers as training data.", 5_000),
        ("There are 2,000 old letters that could serve as training examples.", 2_000),
        ("About 1,200 closed cases could be training material.", 1_200),
        ("We've got 31,000 pages of our old work that we could use as training examples.", 31_000),
    ],
)
def test_what_could_be_trained_on_is_no_document_though_these_were_asked_for(text: str, count: int) -> None:
    heard = read(text, "documents")
    assert heard.get("training_examples") == count
    assert "documents" not in heard


@pytest.mark.parametrize(
    "text",
    [
        "1,000 conversations a day with 3 replies each.",
        "1,000 chats a day, three answers each",
        "1,000 conversations a day at three replies per conversation.",
    ],
)
def test_replies_of_a_conversation_multiply_it(text: str) -> None:
    assert read(text, "requests_per_month") == {"requests_per_month": 90_000}


@pytest.mark.parametrize("text", ["500 in 100 out, gpt-4o", "500 in, 100 out", "500 in / 100 out"])
def test_so_many_in_and_so_many_out_are_two_lengths(text: str) -> None:
    heard = read(f"1M requests/month, {text}")
    assert (heard["input_tokens"], heard["output_tokens"]) == (500, 100)
