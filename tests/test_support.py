"""Answers are short, show both sides where the sources differ, and cite nothing that the passage does not say."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from agent.advisor import Advisor
from agent.reply import Citation, Reply
from agent.replying.citing import Citations, sentences_of
from agent.replying.content import Content, answer_only
from agent.replying.writing import BuiltInWriter, Writer
from agent.support import hold, is_supported
from knowledge.passages import Passage, load_passages
from knowledge.search import Guidance
from tests.bench_search import DATA, FILES, load_questions

PASSAGES = {passage.passage_id: passage for passage in load_passages()}
DISAGREEMENTS = yaml.safe_load((DATA / "questions_disagreement.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def guidance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guidance]:
    with Guidance.open(tmp_path_factory.mktemp("index")) as opened:
        yield opened


def whole(passage: Passage) -> str:
    return f"{passage.heading}. {passage.text} ({passage.source_title}, {passage.section})"


def citation(passage: Passage, mark: int = 1) -> Citation:
    return Citation(
        mark=mark,
        passage_id=passage.passage_id,
        source_id=passage.source_id,
        source_title=passage.source_title,
        section=passage.section,
        text=passage.text,
        evidence=passage.evidence,
    )


def answered(guidance: Guidance) -> list[Content]:
    asked = [question["question"] for file in FILES for question in load_questions(file)["tune"] if question["answers"]]
    return [answer_only(question, guidance) for question in asked[::3]]


@pytest.mark.parametrize(
    ("passage_id", "sentence"),
    [
        (
            "genloop-cost-threshold",
            "From about $5,000 of API fees a month, says Genloop, fine-tuning deserves a calculation.",
        ),
        (
            "mantis-fine-tuning-cost",
            "Fine-tuning costs hundreds to hundreds of thousands of dollars, depending on scale.",
        ),
        (
            "mantis-augmentation-cost",
            "Augmentation costs hundreds to thousands of dollars, the lowest of the three methods.",
        ),
        (
            "roi-update-frequency",
            "Retrain every month or week for customer questions, every quarter in a stable field.",
        ),
        ("genloop-break-even", "With $8,000 saved a month, the $20,000 are back after 2.5 months."),
        ("turing-third-party-evaluation", "A third party should evaluate, as internal teams may lack expertise."),
        ("strategy-bigger-models", "A larger model usually performs better, but needs more computing power."),
        ("mantis-journey-summary", "Response time fell from 20 minutes to 5, and satisfaction rose from 80 % to 93 %."),
        ("genloop-call-centre-cost", "One call costs $0.13, so 100,000 calls cost $13,000 a month."),
        ("roi-human-review-claim", "DataDriven Insights claims that human review can cut error rates by up to 50 %."),
        (
            "turing-mckinsey-adoption",
            "McKinsey found that 65 % of organizations use generative AI, a third the year before.",
        ),
    ],
)
def test_a_fair_paraphrase_is_supported(passage_id: str, sentence: str) -> None:
    assert is_supported(sentence, [whole(PASSAGES[passage_id])])


@pytest.mark.parametrize(
    ("passage_id", "sentence"),
    [
        pytest.param(
            "genloop-cost-threshold", "From $50,000 of API fees a month, fine-tuning is worth it.", id="number"
        ),
        pytest.param("genloop-cost-threshold", "From $5,000 of API fees a year, fine-tuning is worth it.", id="unit"),
        pytest.param("genloop-cost-threshold", "Turing says fine-tuning is worth a look at $5,000 a month.", id="name"),
        pytest.param("genloop-cost-threshold", "Above $5,000 a month, fine-tuning always pays back.", id="always"),
        pytest.param("mantis-fine-tuning-cost", "Augmentation costs hundreds to hundreds of thousands.", id="subject"),
        pytest.param("mantis-fine-tuning-cost", "Fine-tuning costs hundreds of thousands to millions.", id="scale"),
        pytest.param("mantis-augmentation-cost", "Augmentation is the most expensive method.", id="cheapest"),
        pytest.param("roi-update-frequency", "Retrain every day for customer questions.", id="day"),
        pytest.param("genloop-break-even", "The project breaks even after 25 months.", id="decimal point"),
        pytest.param("strategy-bigger-models", "A larger model performs worse and needs less power.", id="worse"),
        pytest.param("mantis-journey-summary", "Response time rose from 20 minutes to 25.", id="direction"),
        pytest.param("genloop-call-centre-cost", "100,000 calls cost $130,000 a month.", id="the source's own error"),
        pytest.param(
            "roi-human-review-claim", "A Stanford study proves it: review halves error rates.", id="authority"
        ),
        pytest.param(
            "genloop-accuracy-threshold", "Above 85 % accuracy, Genloop would look at fine-tuning.", id="above"
        ),
        pytest.param("turing-duration", "A training project with a partner takes days.", id="days"),
        pytest.param("strategy-pilot", "A pilot requires approval by the works council.", id="not said"),
        pytest.param(
            "mantis-augmentation-definition", "Augmentation changes the model's own knowledge.", id="not left out"
        ),
        pytest.param("genloop-privacy-essential", "GDPR forbids GPT-4 for patient records.", id="law"),
        pytest.param("strategy-privacy-measures", "Encrypt every database with AES-256.", id="invented measure"),
        pytest.param("roi-human-in-the-loop", "Models can run critical processes without people.", id="turned round"),
        pytest.param("turing-dpo", "DPO was invented by Google.", id="inventor"),
        pytest.param("roi-measurement-struggle-claim", "Gartner has shown that 27 % measure well.", id="complement"),
    ],
)
def test_a_sentence_that_the_passage_does_not_say_is_refused(passage_id: str, sentence: str) -> None:
    assert not is_supported(sentence, [whole(PASSAGES[passage_id])])


@pytest.mark.parametrize("passage", PASSAGES.values(), ids=lambda passage: passage.passage_id)
def test_every_sentence_of_a_passage_is_supported_by_it(passage: Passage) -> None:
    assert [s for s in sentences_of(passage.text) if not is_supported(s, [whole(passage)])] == []


def test_a_sentence_is_hardly_ever_supported_by_another_passage() -> None:
    passages = list(PASSAGES.values())
    wrong = [
        (one.passage_id, other.passage_id)
        for one, other in zip(passages, passages[97:] + passages[:97], strict=True)
        for sentence in sentences_of(one.text)
        if is_supported(sentence, [whole(other)])
    ]
    assert len(wrong) <= 4


def test_a_changed_figure_is_hardly_ever_supported() -> None:
    tried = passed = 0
    for passage in PASSAGES.values():
        for sentence in sentences_of(passage.text):
            for found in re.finditer(r"(?<![\w.,-])\$?(\d[\d,.]*\d|\d)(?!\w)", sentence):
                other = f"{float(found[1].replace(',', '')) * 3 + 7:.0f}"
                tried += 1
                passed += is_supported(sentence[: found.start(1)] + other + sentence[found.end(1) :], [whole(passage)])
    assert tried > 90
    assert passed <= 3


def test_a_number_of_the_users_own_needs_no_passage() -> None:
    passage = whole(PASSAGES["genloop-cost-threshold"])
    sentence = "API calls at $9,000 a month are above $5,000, so fine-tuning is worth a calculation."
    assert not is_supported("Calls at $9,000 a month make fine-tuning worth a calculation.", [passage])
    assert is_supported(sentence.replace("are above", "and"), [passage], own_numbers=[9_000])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Fine-tuning costs millions. [1]", ""),
        ("Hello. Fine-tuning costs millions. [1] Bye.", "Hello. Bye."),
        ("Fine-tuning costs millions [1].", ""),
        ("It is up to you.", "It is up to you."),
        ("MantisNLP rates this as low to medium. [1]", "MantisNLP rates this as low to medium. [1]"),
        ('Your document says: "the moon is made of green cheese". [1]', ""),
    ],
)
def test_only_cited_sentences_are_held_and_unsupported_ones_are_taken_out(text: str, kept: str) -> None:
    held = hold(text, [citation(PASSAGES["mantis-fine-tuning-cost"])])
    assert " ".join(held.text.split()) == kept
    assert bool(held.removed) == (text != kept)


def test_a_word_for_word_quotation_is_held_to_the_words() -> None:
    passage = PASSAGES["mantis-fine-tuning-cost"]
    text = f'The original says: "{sentences_of(passage.text)[0]}" [1]'
    assert hold(text, [citation(passage)]).text == text


def test_nothing_is_taken_out_of_the_built_in_answers(guidance: Guidance) -> None:
    writer = BuiltInWriter()
    assert [hold(writer.write(one), one.citations).removed for one in answered(guidance)].count(()) == len(
        answered(guidance)
    )


def test_an_answer_has_five_sentences_at_most(guidance: Guidance) -> None:
    lengths = [sum(len(sentences_of(cited.text)) for cited in one.citations) for one in answered(guidance)]
    assert max(lengths) <= 5
    assert sum(length >= 2 for length in lengths) >= 0.9 * len(lengths)


@pytest.mark.parametrize(("half", "floor"), [("tune", 15), ("unseen", 26)])
def test_both_sides_are_cited_where_the_sources_differ(guidance: Guidance, half: str, floor: int) -> None:
    both = 0
    for question in DISAGREEMENTS[half]:
        cited = {one.passage_id for one in answer_only(question["question"], guidance).citations}
        both += bool(cited & set(question["one_side"])) and bool(cited & set(question["other_side"]))
    assert len(DISAGREEMENTS["unseen"]) >= 25
    assert both >= floor


@pytest.mark.parametrize("question", [row["question"] for row in DISAGREEMENTS["tune"]])
def test_each_side_has_its_own_mark(guidance: Guidance, question: str) -> None:
    content = answer_only(question, guidance)
    text = BuiltInWriter().write(content)
    assert len(content.citations) >= 2
    assert all(f"[{one.mark}]" in text for one in content.citations)


@pytest.mark.parametrize(
    ("question", "corrected"),
    [
        ("Is Genloop's figure of $130,000 a month right?", True),
        ("What does GPT-4o cost for 100,000 calls a month?", False),
        ("We have 900 users. How do we measure ROI?", False),
        ("We hold 130,000 documents. What does augmentation cost?", False),
    ],
)
def test_a_wrong_figure_is_spelled_out_only_for_who_asks_about_it(
    guidance: Guidance, question: str, corrected: bool
) -> None:
    content = answer_only(question, guidance)
    assert bool(content.answers[0].erratum) == corrected
    assert ("$130,000" in BuiltInWriter().write(content)) == corrected


def test_an_argument_cites_its_passages_and_a_passage_once(guidance: Guidance) -> None:
    cited = Citations(guidance)
    assert cited.behind("approach", "facts_change_often") == (1, 2)
    assert cited.behind("approach", "facts_change_daily") == (1,)
    assert cited.behind("approach", "few_documents") == ()
    assert [one.passage_id for one in cited.all()] == [
        "mantis-augmentation-maintenance",
        "mantis-fine-tuning-maintenance",
    ]


ARGUED = "The API costs about $45 a month; below $1,000 there is nothing that training could save."


@pytest.mark.parametrize(
    ("text", "arguments", "is_kept"),
    [
        pytest.param(f"- {ARGUED} [1]", [(ARGUED, (1,))], True, id="as the tool says it"),
        pytest.param(f"- Against it: {ARGUED} [1]", [(ARGUED, (1,))], True, id="against it"),
        pytest.param("At about $45 a month there is nothing to save. [1]", [(ARGUED, (1,))], True, id="in other words"),
        pytest.param(f"{ARGUED} [1]", [], False, id="no argument"),
        pytest.param(f"{ARGUED} [1]", [(ARGUED, (2,))], False, id="another passage's argument"),
        pytest.param("At $450 a month there is nothing to save. [1]", [(ARGUED, (1,))], False, id="another figure"),
        pytest.param(
            "The API costs about $45, so training always pays. [1]", [(ARGUED, (1,))], False, id="turned round"
        ),
    ],
)
def test_an_argument_may_say_what_its_tool_says(
    text: str, arguments: list[tuple[str, tuple[int, ...]]], *, is_kept: bool
) -> None:
    held = hold(text, [citation(PASSAGES["genloop-cost-score"])], arguments=arguments)
    assert (held.text == text) == is_kept
    assert bool(held.removed) != is_kept


def said_by(writer: Writer, home: Path, *messages: str) -> tuple[list[Reply], int]:
    """The replies of one conversation, and how many sentences were taken out of them."""

    async def run() -> tuple[list[Reply], int]:
        async with Advisor.open(home, writer=writer) as advisor:
            conversation_id = (await advisor.start()).conversation_id
            return [await advisor.send(conversation_id, text) for text in messages], advisor.removed_sentences

    return asyncio.run(run())


class Embroidering:
    """A writer that adds a cited sentence to what the built-in one writes."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def write(self, content: Content) -> str:
        return f"{BuiltInWriter().write(content)}\n\n{self._sentence if content.citations else ''}"


CASE = "60,000 requests a month on gpt-4o, facts change daily, 3,000 documents, 75 % accuracy and 92 % needed"


@pytest.mark.parametrize(
    ("message", "sentence", "is_kept"),
    [
        ("What is retrieval?", "It changes the model's own knowledge. [1]", False),
        ("What is retrieval?", "The model can look things up when it answers. [1]", True),
        (f"{CASE}. What do you recommend?", "Retrieval doubles accuracy within a week. [1]", False),
        (
            f"{CASE}. What do you recommend?",
            "The facts change daily, and retrieval picks a change up at once. [1]",
            True,
        ),
    ],
)
def test_a_cited_sentence_in_a_conversation_is_held_to_its_passage(
    home: Path, message: str, sentence: str, *, is_kept: bool
) -> None:
    (reply,), removed = said_by(Embroidering(sentence), home, message)
    assert reply.citations
    assert (sentence in reply.text) == is_kept
    assert removed == (0 if is_kept else 1)


def test_nothing_is_taken_out_of_the_built_in_replies_of_a_conversation(home: Path) -> None:
    asked = [CASE, "What is retrieval?", "What do you recommend?", "Why?", "We want a partner.", "Who should test it?"]
    replies, removed = said_by(BuiltInWriter(), home, *asked)
    assert removed == 0
    assert sum(bool(reply.citations) for reply in replies) >= 4
