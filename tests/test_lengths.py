"""Lengths of what goes in and what comes out: their units, their side, their parts, and what one says of the other."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()
INPUT, OUTPUT, DOCUMENTS, LABELS, WAIT = (
    "input_tokens",
    "output_tokens",
    "documents",
    "training_examples",
    "max_latency_seconds",
)
COUNTED = (INPUT, OUTPUT, DOCUMENTS, LABELS, WAIT)


def read(text: str, *asked: str, **known: object) -> dict[str, object]:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}  # type: ignore[arg-type]  # of the field's kind
    got = READER.read(text, Context(facts=facts, asked=asked, today=date(2026, 11, 22)))
    return {
        one.field: round(one.value) if isinstance(one.value, float) and one.value > 1 else one.value
        for one in got.statements
        if one.field in COUNTED and one.status != "declined"
    }


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("About 6,400 characters per ticket thread, replies 1,200 characters.", (INPUT, OUTPUT), (1_600, 300)),
        ("A text message, 160 chars in and 160 chars out", (INPUT, OUTPUT), (40, 40)),
        ("One and a half sides of A4 in, and a paragraph of say 90 words out", (INPUT,), (1_000, 120)),
        ("25 pgs in, 2 pgs out", (INPUT,), (16_667, 1_333)),
        ("The summary fills a third of an A4 sheet", (OUTPUT,), (None, 222)),
        ("An answer is 3/4 of a page.", (OUTPUT,), (None, 500)),
        ("Each summary fills two thirds of a page.", (OUTPUT,), (None, 444)),
        ("We'd like a one page summary of each file.", (), (None, 667)),
        ("Tenders come as 300 page PDFs and we extract the deadlines.", (), (200_000, None)),
        ("Underwriters need a risk summary of 2 pages in 10 minutes.", (), (None, 1_333)),
        ("It's 12 sheets of typed text for each case", (INPUT,), (8_000, None)),
        ("12k / 0.8k", (INPUT, OUTPUT), (12_000, 800)),
        # one length twice: the finer unit counts
        ("one paragraph, 100 words", (OUTPUT,), (None, 133)),
        ("two sentences, 45 words or so", (OUTPUT,), (None, 60)),
        ("90 words, one paragraph", (OUTPUT,), (None, 120)),
        ("half a page, 240 words", (OUTPUT,), (None, 320)),
        ("a table of ten rows, about 200 words", (OUTPUT,), (None, 267)),
        ("one paragraph, 600 characters", (OUTPUT,), (None, 150)),
        ("2 pages, that is about 900 words or 1,200 tokens", (OUTPUT,), (None, 1_200)),
        ("three paragraphs of 60 words", (OUTPUT,), (None, 240)),
        ("two paragraphs", (OUTPUT,), (None, 200)),
        ("1,400 and 200", (INPUT, OUTPUT), (1_400, 200)),
        ("around 350, capped at 500 by the vendor", (OUTPUT,), (None, 350)),
        ("180, the limit is 400", (OUTPUT,), (None, 180)),
        ("140 texts a week of 250 words and the comment should be 50.", (), (333, 67)),
        ("about a page in, three lines out", (INPUT,), (667, None)),
        ("We classify notes. A note is maybe a page.", (), (667, None)),
        ("Forecasts by mail, a page or two, from which we extract the parts", (), (1_000, None)),
        ("an sms, so 160 characters in and the same out", (INPUT, OUTPUT), (40, 40)),
    ],
)
def test_a_length_is_told_in_any_unit(
    text: str, asked: tuple[str, ...], expected: tuple[int | None, int | None]
) -> None:
    got = read(text, *asked)
    assert (got.get(INPUT), got.get(OUTPUT)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18,000 claim files a month, each 25 pages of 500 words. The summary is 500 words.", (16_667, 667)),
        (
            "18,000 new claims a month, files run 25 pages on average, roughly 500 words a page, summary one page.",
            (16_667, 667),
        ),
        ("Each claim has 25 pages with 400 words each, the summary is 300 words.", (13_333, 400)),
        ("A report is 40 pages, 450 words per page. The summary has 2 pages.", (24_000, 1_200)),
        ("Contracts of 30 pages (about 400 words a page) go in.", (16_000, None)),
        ("A page has 400 words and a contract 30 pages.", (16_000, None)),
        ("Reports are 12 pages at 300 words per page, the answer is 150 words.", (4_800, 200)),
        ("The prompt is 6 pages at 250 words each and the reply 100 words.", (2_000, 133)),
        ("One page has 300 words, a dossier 50 pages, the answer half a page.", (20_000, 200)),
        # pages and words of two lengths, and pages that are the cases
        ("Each has 25 pages and the summary is 500 words.", (16_667, 667)),
        ("25 pages in, 500 words out.", (16_667, 667)),
        ("Letters of 2 pages with 900 words.", (1_333, None)),
        ("Articles of 1,200 words, the abstract is 1 page.", (1_600, 667)),
        ("We scan 9,000 pages a month, 400 words per page, and the answer is 20 words.", (533, 27)),
    ],
)
def test_words_of_a_page_make_a_length_of_its_pages(text: str, expected: tuple[int | None, int | None]) -> None:
    got = read(text)
    assert (got.get(INPUT), got.get(OUTPUT)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We draft 8D reports from complaints, 35 a week. An 8D is about 1,500 words.", (None, 2_000)),
        ("We write the back labels, 1,200 a year. A back label is 40 words.", (None, 53)),
        ("We write match reports from a data feed, 70 a day, 350 words each.", (None, 467)),
        ("We want product descriptions written, 3,000 a month, 90 words apiece.", (None, 120)),
        ("Chat toxicity filter, flag the bad ones. 48 million lines a month, each line max 15 words.", (20, None)),
        ("Sort incoming complaints by topic, 1,200 a day, 15 words a line.", (20, None)),
        ("Extract the amounts from 6,000 invoices a month. Invoices are a page and a half.", (1_000, None)),
        ("We want to translate the weekly letter into 9 languages, 60 a week. The letter is one page.", (667, None)),
    ],
)
def test_the_task_tells_the_side_of_a_length(text: str, expected: tuple[int | None, int | None]) -> None:
    got = read(text)
    assert (got.get(INPUT), got.get(OUTPUT)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We write adverts from a fact sheet. The fact sheet is 300 words.", (400, None)),
        ("We answer questions on 65 contracts, 300 pages each.", (None, None)),
        ("We classify letters, 900 a week. The answer is 5 tokens.", (None, 5)),
        ("3,700 contracts a month, ~18k tokens each, output 1k.", (18_000, 1_000)),
        ("Each call gets tagged with a reason code. Transcripts are 900 words, a reason code is 5 tokens.", (1_200, 5)),
        ("Matches have a report of 110 words. From that a story for our app, 150 words.", (147, 200)),
        ("We want news items (80 words) out of them. A release is 450 words.", (600, 107)),
        ("Three documents in (30 pages together), a list of mismatches out (half a page).", (20_000, 333)),
    ],
)
def test_what_is_named_keeps_its_side(text: str, expected: tuple[int | None, int | None]) -> None:
    got = read(text)
    assert (got.get(INPUT), got.get(OUTPUT)) == expected


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("A letter is 90 words, and the rules go in front each time, another 1,500 words.", (INPUT,), (2_120, None)),
        ("Letter 1200 tokens, list 300 tokens, output maybe 150.", (), (1_500, 150)),
        ("Rulebook in the prompt (6,800 tokens) and the letter (500 tokens), reply 250 tokens.", (), (7_300, 250)),
        ("Mails in: 250 tok. Drafts: 150 tok. Prompt w/ policy: 1,850 tok.", (), (2_100, 150)),
        ("System prompt: 900 tokens\nHistory: 400 tokens\nQuestion: 60 tokens\nAnswer: 200 tokens", (), (1_360, 200)),
        ("Instructions 700 words, the mail 120 words, reply 60 words", (INPUT, OUTPUT), (1_093, 80)),
    ],
)  # fmt: skip
def test_parts_of_a_prompt_add_up(text: str, asked: tuple[str, ...], expected: tuple[int | None, int | None]) -> None:
    got = read(text, *asked)
    assert (got.get(INPUT), got.get(OUTPUT)) == expected


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Our prompt is 2,000 tokens, 1,500 of history and 500 of question.", INPUT, 2_000),
        ("The prompt is 900 tokens, the context window 8,000 tokens.", INPUT, 900),
    ],
)
def test_what_is_no_part_is_not_added(text: str, field: str, value: int) -> None:
    assert read(text, INPUT)[field] == value


@pytest.mark.parametrize(
    ("text", "asked", "known", "expected"),
    [
        ("Take the input and divide by ten", (OUTPUT,), {INPUT: 6_000}, {OUTPUT: 600}),
        ("a tenth of the input", (OUTPUT,), {INPUT: 6_000}, {OUTPUT: 600}),
        ("half of the prompt, I guess", (OUTPUT,), {INPUT: 6_000}, {OUTPUT: 3_000}),
        ("Replies have grown 20 % longer since the new template.", (), {OUTPUT: 500, INPUT: 1_500}, {OUTPUT: 600}),
        ("Our answers got 10 percent shorter.", (), {OUTPUT: 500, INPUT: 1_500}, {OUTPUT: 450}),
        ("I'd like forty pages cut to two.", (), {}, {INPUT: 26_667, OUTPUT: 1_333}),
        ("We summarise files, twenty pages into one.", (), {}, {INPUT: 13_333, OUTPUT: 667}),
        ("Transcripts of 3,000 words boiled down to 200 words", (), {}, {INPUT: 4_000, OUTPUT: 267}),
        ("The letter is one page not two", (), {OUTPUT: 1_333}, {OUTPUT: 667}),
        ("The dossiers are 25 pages each rather than 15", (), {INPUT: 10_000}, {INPUT: 16_667}),
        ("I said it wrong: 300 go in and 4,000 come out", (), {INPUT: 4_000, OUTPUT: 300}, {INPUT: 300, OUTPUT: 4_000}),
    ],
)
def test_one_length_says_another(
    text: str, asked: tuple[str, ...], known: dict[str, object], expected: dict[str, int]
) -> None:
    assert read(text, *asked, **known) == expected


@pytest.mark.parametrize(
    ("text", "asked", "known", "expected"),
    [
        ("thirty binders with about 200 sheets each", (DOCUMENTS,), {}, {DOCUMENTS: 6_000}),
        ("eleven ring binders with forty leaflets in each", (DOCUMENTS,), {}, {DOCUMENTS: 440}),
        ("we inherited 70 binders, each with maybe 30 leaflets in it", (DOCUMENTS,), {}, {DOCUMENTS: 2_100}),
        ("6 shelves x 80 booklets", (DOCUMENTS,), {}, {DOCUMENTS: 480}),
        ("Lender policies: 38 lenders × ~45 docs.", (), {}, {DOCUMENTS: 1_710}),
        ("There's a kiln handbook, 1 document of 800 pages.", (), {}, {DOCUMENTS: 1}),
        ("Seven million documents; six million of those are duplicates.", (), {}, {DOCUMENTS: 1_000_000}),
        ("We have 8,000 manuals, 3,000 of them copies.", (), {}, {DOCUMENTS: 5_000}),
        ("It holds 1.2 million articles rather than the 46k I told you", (), {DOCUMENTS: 46_000}, {DOCUMENTS: 1.2e6}),
        ("Why does press 14 give error E-207? The manuals are in German, 900 in total.", (), {}, {DOCUMENTS: 900}),
        ("Officially 50k. Usable? A tenth.", (LABELS,), {}, {LABELS: 5_000}),
        ("Two students labelled 50 a day for 30 days, each of them.", (LABELS,), {}, {LABELS: 3_000}),
        ("We annotated 200 a week for 10 weeks.", (LABELS,), {}, {LABELS: 2_000}),
        ("Labelled ones are 3,100 (I'd told you 5,000).", (), {LABELS: 5_000}, {LABELS: 3_100}),
    ],
)  # fmt: skip
def test_documents_and_examples_are_counted_out(
    text: str, asked: tuple[str, ...], known: dict[str, object], expected: dict[str, int]
) -> None:
    assert read(text, *asked, **known) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Technicians, about 300 of them, file two service reports per shift.",
        "77% are right; a second, written list of nasty cases goes 45 % wrong.",
        "Weather cancels boats from one minute to the next.",
        "Each incident pulls ~35 documents.",
        "After a visit they dictate a note on their phone, 90 seconds.",
    ],
)
def test_nothing_is_counted_that_is_not_there(text: str) -> None:
    assert read(text) == {}


@pytest.mark.parametrize(
    ("text", "asked", "known", "seconds"),
    [
        ("I need each classified as relevant or not within 800 ms of arrival.", (), {}, 0.8),
        ("no hurry, a run overnight is enough, so eight hours if you need a number", (WAIT,), {}, 28_800),
        ("Underwriters need a risk summary in 10 minutes.", (), {}, 600),
        ("scrap the 2 secs, product says 5 is ok", (), {WAIT: 2}, 5),
        ("Latency is 14s. We need under 4.", (), {}, 4),
        ("I meant milliseconds. 800 of them.", (), {WAIT: 800}, 0.8),
        ("Sorry, minutes, not seconds", (), {WAIT: 3}, 180),
        ("Answers take 9 seconds. It must be below 3.", (), {}, 3),
    ],
)
def test_how_soon_an_answer_must_be_there(
    text: str, asked: tuple[str, ...], known: dict[str, object], seconds: float
) -> None:
    assert read(text, *asked, **known).get(WAIT) == seconds


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        (
            "30,000 exercises a month: 60 million input tokens and 9 million output tokens a month in all.",
            None,
            (2000, 300),
        ),
        ("60 million input tokens and 9 million output tokens a month in total", 30_000, (2000, 300)),
        ("9 million output tokens and 60 million input tokens per month on claude-opus-4-5", 30_000, (2000, 300)),
        ("9 million output tokens and 60 million input tokens per month on claude-opus-4-5", None, (None, None)),
        ("Last month: 12,000 requests, 36M input tokens, 4.8M output tokens.", None, (3000, 400)),
        ("We burn 50 million tokens a month in and 5 million out, over 10,000 requests a month.", None, (5000, 500)),
        ("1,000 requests a day. 90 million input tokens and 6 million output tokens a month.", None, (3000, 200)),
        ("200,000 letters a month; monthly tokens: 300 million in, 40 million out", None, (1500, 200)),
        ("60 million input tokens a month in total", 30_000, (2000, None)),
        ("We process 500 million tokens per month.", 30_000, (None, None)),
        ("30,000 requests a month, 2,000 input tokens and 300 output tokens per request", None, (2000, 300)),
        ("30,000 requests a month, 2,000 tokens in and 300 out a month", None, (2000, 300)),
        ("400 books a month, 120,000 input tokens and 4,000 output tokens each", None, (120_000, 4000)),
    ],
)
def test_the_tokens_of_a_month_are_shared_out_among_its_requests(
    text: str, known: float | None, expected: tuple[float | None, float | None]
) -> None:
    told = read(text) if known is None else read(text, requests_per_month=known)
    assert (told.get(INPUT), told.get(OUTPUT)) == expected


@pytest.mark.parametrize(
    "text", ["9 million tokens a month on gpt-4o", "60 million input tokens and 9 million output tokens a month"]
)
def test_tokens_are_no_requests(text: str) -> None:
    got = READER.read(text, Context(today=date(2026, 11, 22)))
    assert "requests_per_month" not in {one.field for one in got.statements}


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("A letter runs to 4 pages and the summary is about 150 words.", {}, (2_667, 200)),
        ("A mail from a guest fills half a page; our reply takes 80 words.", {}, (333, 107)),
        ("Reports go up to about 30 pages and what we get out is two pages.", {}, (20_000, 1_333)),
        ("2,000 contracts a month, 30 pages on average, 700 tokens of JSON out.", {}, (20_000, 700)),
        ("About 1,200 tokens of text in and 90 tokens of JSON back.", {}, (1_200, 90)),
        ("Each form is 3 pages, 250 tokens of structured data come out.", {}, (2_000, 250)),
        ("Make that 4,000 tokens in, output unchanged.", {INPUT: 1_500, OUTPUT: 250}, (4_000, None)),
        ("Make it 300 tokens out, input stays the same.", {INPUT: 1_500, OUTPUT: 250}, (None, 300)),
        ("Input is now 2,500 tokens, the answers stay as they are.", {INPUT: 1_500, OUTPUT: 250}, (2_500, None)),
        ("a mail is perhaps 100 words, and what the machine gets to read 300 words", {}, (400, 133)),
        ("What the model has to read is 600 words, what it writes 90 words.", {}, (800, 120)),
        ("The bot is given 1,500 words to read and produces 150.", {}, (2_000, 200)),
        ("A post is 150 words, and the brief it works from is 450 words.", {"task": "content_generation"}, (600, 200)),
        ("The AI sees two pages and hands back 100 words.", {}, (1_333, 133)),
        ("One invoice is one call, about 2 pages text, and it gives back circa 200 words.", {}, (1_333, 267)),
        ("about 3 pages plain text go in", {}, (2_000, None)),
        ("We send 1,000 words German text and get 1,000 words English text.", {}, (1_333, 1_333)),
        ("one page each. the translation is also one page", {"task": "translation"}, (667, 667)),
        ("two pages each, and the summary is 100 words", {"task": "summarization"}, (1_333, 133)),
        ("It reads the case and answers in 80 words.", {}, (None, 107)),
        ("We have 40,000 page views a month.", {}, (None, None)),
    ],
)  # fmt: skip
def test_the_side_of_a_length_is_told_by_its_own_words(
    text: str, known: dict[str, object], expected: tuple[int | None, int | None]
) -> None:
    got = read(text, **known)
    assert (got.get(INPUT), got.get(OUTPUT)) == expected


@pytest.mark.parametrize(
    ("text", "known", "expected", "gone"),
    [
        ("You took 800 tokens for the input but that was the output. Input is 6000.", {INPUT: 800}, (6_000, 800), ()),
        ("No, 800 is the output. The input is 6,000 tokens.", {INPUT: 800}, (6_000, 800), ()),
        ("The 300 words were the answer, not the question.", {INPUT: 400}, (None, 400), (INPUT,)),
        ("You put 500 as input but it is the output.", {INPUT: 500}, (None, 500), (INPUT,)),
        ("You mixed them up: 800 tokens is what comes out, 6,000 goes in.", {INPUT: 800}, (6_000, 800), ()),
        ("You have input and output the wrong way round.", {INPUT: 300, OUTPUT: 4_000}, (4_000, 300), ()),
        ("Input and output are swapped in your list!", {INPUT: 300, OUTPUT: 4_000}, (4_000, 300), ()),
        ("The two vendors swapped input and output prices.", {INPUT: 300}, (None, None), ()),
        ("No, 800 is the input, as you have it.", {INPUT: 800}, (None, None), ()),
    ],
)  # fmt: skip
def test_a_length_moves_to_the_side_that_was_meant(
    text: str, known: dict[str, object], expected: tuple[int | None, int | None], gone: tuple[str, ...]
) -> None:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}  # type: ignore[arg-type]  # of the field's kind
    got = READER.read(text, Context(facts=facts, today=date(2026, 11, 22)))
    values = {one.field: one.value for one in got.statements if one.value != known.get(one.field)}
    assert (values.get(INPUT), values.get(OUTPUT), got.retractions) == (*expected, gone)


@pytest.mark.parametrize("asked", ["current_approach", "documents", "budget"])
@pytest.mark.parametrize(
    ("text", "task", "expected"),
    [
        ("They run 30 pages on average, the summary is a page.", "summarization", (20_000, 667)),
        ("The summary is a page. A manual has 400 pages.", "summarization", (266_667, 667)),
        ("The reply is 80 words, a letter about a page.", "classification", (667, 107)),
    ],
)
def test_beside_what_comes_out_the_longer_one_goes_in(
    text: str, task: str, expected: tuple[int, int], asked: str
) -> None:
    found = read(text, asked, task=task)
    assert (found.get(INPUT), found.get(OUTPUT)) == expected
