"""Reading a message without a language model: labelled messages, and rules that hold for any message."""

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from agent.facts import Fact, checked_profile
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding
from agent.words import meaning, said
from agent.words.cues import BadCues, Cues, pattern_list
from agent.words.message import LONGEST_READ
from agent.words.tokens import tokenize
from tests.reading_score import FILES, TODAY, exact_share, field_f1, findings, invented, labelled, readings, same
from tools.profile import FIELDS

READER = BuiltInReader()

# By file and half: the least share of messages read exactly, and the least field F1. The unseen halves of `leaders` and
# `mixed` were read first at 0.62 and 0.77, and 0.29 and 0.72.
FLOORS = {
    ("first", False): (0.95, 0.97),
    ("first", True): (0.95, 0.97),
    ("fresh", False): (0.96, 0.98),
    ("fresh", True): (0.80, 0.90),
    ("leaders", False): (0.92, 0.96),
    ("leaders", True): (0.78, 0.86),
    ("mixed", False): (0.78, 0.93),
    ("mixed", True): (0.50, 0.70),
    ("visitors", True): (0.82, 0.92),
    ("guests", True): (0.76, 0.91),
    ("strangers", True): (0.75, 0.89),
    ("callers", True): (0.54, 0.82),
    ("clients", True): (0.50, 0.75),
    ("newcomers", True): (0.74, 0.90),
    ("colleagues", False): (0.90, 0.95),
    ("colleagues", True): (0.86, 0.93),
    ("neighbours", False): (0.90, 0.95),
    ("neighbours", True): (0.82, 0.91),
    ("buyers", False): (0.90, 0.95),
    ("buyers", True): (0.86, 0.93),
    ("owners", False): (0.90, 0.95),
    ("owners", True): (0.87, 0.93),
    ("talkers", False): (0.80, 0.83),
    ("talkers", True): (0.75, 0.82),
    ("inquirers", False): (0.87, 0.93),
    ("inquirers", True): (0.84, 0.91),
}
INVENTED_CEILING = {
    "first": 0.015,
    "fresh": 0.05,
    "leaders": 0.05,
    "mixed": 0.10,
    "visitors": 0.04,
    "guests": 0.07,
    "strangers": 0.07,
    "callers": 0.08,
    "clients": 0.12,
    "newcomers": 0.05,
    "colleagues": 0.04,
    "neighbours": 0.05,
    "buyers": 0.03,
    "owners": 0.03,
    "talkers": 0.09,
    "inquirers": 0.03,
}


def read(text: str, *asked: str, **known: JsonValue) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    return READER.read(text, Context(facts=facts, asked=asked))


def facts_of(text: str, *asked: str, **known: JsonValue) -> dict[str, JsonValue]:
    return {s.field: s.value for s in read(text, *asked, **known).statements if s.status != "declined"}


@pytest.mark.parametrize(("which", "unseen"), FLOORS)
def test_labelled_messages_are_mostly_read_exactly(which: str, unseen: bool) -> None:
    half = readings(which, unseen=unseen)
    exact, f1 = FLOORS[which, unseen]
    wrong = "\n".join(f"{m['id']}: {found}" for m, got in half if (found := findings(m, got)))
    assert exact_share(half) >= exact, wrong
    assert field_f1(half) >= f1, wrong


@pytest.mark.parametrize("which", FILES)
def test_hardly_any_message_yields_an_invented_fact(which: str) -> None:
    both = (*readings(which, unseen=False), *readings(which, unseen=True))
    guilty = [message["id"] for message, got in both if invented(message, got)]
    assert len(guilty) <= INVENTED_CEILING[which] * len(both), guilty


@pytest.mark.parametrize("which", FILES)
def test_every_statement_quotes_the_message_and_fits_the_profile(which: str) -> None:
    for message, got in (*readings(which, unseen=False), *readings(which, unseen=True)):
        for statement in (*got.statements, *got.what_ifs):
            assert statement.quote
            assert statement.quote in message["text"]
            checked_profile({statement.field: statement.value})


def test_labelled_messages_name_only_fields_of_the_profile() -> None:
    for message in (message for which in FILES for message in labelled(which)):
        named = {
            *message.get("facts", {}),
            *message.get("not", ()),
            *message.get("declined", ()),
            *message.get("asked", ()),
        }
        assert named <= {*FIELDS, "requests", "questions", "what_ifs", "declined", "retractions"}, message["id"]


SENTENCES = (
    "We get 40k requests a day.",
    "The budget is $50k.",
    "Accuracy is 78% today.",
    "We have 2,000 labelled examples.",
    "Answers must be there within 2 seconds.",
    "We're a mid-size bank.",
)


@pytest.mark.parametrize("order", list(permutations(range(len(SENTENCES))))[::97])
def test_the_order_of_sentences_does_not_change_the_facts(order: tuple[int, ...]) -> None:
    assert facts_of(" ".join(SENTENCES[place] for place in order)) == facts_of(" ".join(SENTENCES))


@pytest.mark.parametrize("joint", ["\n", " ", "\n- ", "; "], ids=["lines", "one_line", "bullets", "semicolons"])
def test_lay_out_does_not_change_the_facts(joint: str) -> None:
    assert facts_of(joint.join(SENTENCES)) == facts_of(" ".join(SENTENCES))


@pytest.mark.parametrize(
    "wording",
    [
        "1.2 million requests a month",
        "1,200,000 requests per month",
        "1200000 requests monthly",
        "40k requests a day",
        "40 thousand requests/day",
        "forty thousand requests every day",
        "14.4M requests a year",
        "3.6m requests per quarter",
    ],
)
def test_every_paraphrase_of_a_volume_is_the_same_volume(wording: str) -> None:
    assert facts_of(f"We handle {wording}.")["requests_per_month"] == pytest.approx(1_200_000)


@given(st.integers(min_value=100, max_value=10_000_000))
def test_a_volume_a_day_is_thirty_times_as_much_a_month(volume: int) -> None:
    assert facts_of(f"We handle {volume:,} requests per day.")["requests_per_month"] == pytest.approx(30 * volume)


@given(st.text(max_size=400))
def test_any_text_is_read_and_quoted_literally(text: str) -> None:
    for asked in ((), ("requests_per_month",), ("human_review",), ("current_accuracy", "target_accuracy"), ("goal",)):
        got = read(text, *asked)
        for statement in (*got.statements, *got.what_ifs):
            assert statement.quote is not None
            assert statement.quote in text
            checked_profile({statement.field: statement.value})


DIGITS = st.sampled_from([*"0123456789²³¹½⅔①⑨٣५๗᠑𝟜", "9" * 30, "9" * 5000])
BESIDE = st.sampled_from(
    ["March", "in", ",", "th", "of", " ", "/", "-", ".", "option", "%", "$", "requests", "a month"]
)


@given(st.lists(st.one_of(DIGITS, BESIDE, st.characters()), max_size=30))
def test_digits_of_any_script_are_read(parts: list[str]) -> None:
    for joint in ("", " "):
        text = joint.join(parts)
        for asked in ("timeline_months", "stage", "budget"):
            got = READER.read(text, Context(asked=(asked,), today=TODAY))
            for statement in (*got.statements, *got.what_ifs):
                checked_profile({statement.field: statement.value})


WORDS = st.sampled_from((Path(__file__).parent / "data" / "cue_words.txt").read_text(encoding="utf-8").split())


@given(st.lists(WORDS, max_size=25))
def test_any_mixture_of_cue_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    got = read(text, "budget", requests_per_month=1000)
    for statement in (*got.statements, *got.what_ifs):
        checked_profile({statement.field: statement.value})


def test_a_very_long_message_is_read_up_to_its_limit() -> None:
    text = "We get 40k requests a day. " + "x" * LONGEST_READ + " The budget is $50k."
    assert facts_of(text) == {"requests_per_month": 1_200_000}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir möchten wissen, ob sich das für uns lohnt.", "de"),
        ("Nous voulons savoir si cela vaut la peine pour nous.", "fr"),
        ("Queremos saber si esto vale la pena para nosotros.", "es"),
        ("Мы хотим знать, стоит ли это того.", "ru"),
        ("コストはどのくらいですか", "ja"),
        ("费用是多少", "zh"),
        ("We want to know whether it pays.", "en"),
        ("Per call 1,500 tokens go in and 200 come out. GPT-4o mini.", "en"),
        ("Our son met the van driver.", "en"),
        ("40k", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_message_is_told(text: str, language: str) -> None:
    assert read(text).language == language


@pytest.mark.parametrize("text", ["", " ", "\x00\x07", "👍", "asdkjh qwe zxmnb"])
def test_a_message_without_sense_is_not_understood(text: str) -> None:
    assert not read(text).understood


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("air gapped", "an air-gapped site", True),
        ("labelled|annotated data", "annotated data", True),
        ("check .. before", "check it all before", True),
        ("check .. before", "check it all over again long before", False),
        ("pci dss?", "PCI", True),
        ("request", "requests", True),
        ("=idea", "ideas", False),
    ],
)
def test_a_cue_pattern_matches_what_it_says(pattern: str, text: str, found: bool) -> None:
    assert bool(Cues([(pattern, "cue")]).find(tokenize(text))) is found


def test_a_bad_cue_record_is_named_with_its_file() -> None:
    with pytest.raises(BadCues, match=r"acts\.yaml: yes"):
        pattern_list([True], "acts.yaml: yes")


def test_weights_for_meanings_are_fresh() -> None:
    assert meaning.shipped_key() == meaning.examples_key(), "examples have changed: run `python -m agent.words.meaning`"
    assert said.shipped_key() == said.examples_key(), "examples have changed: run `python -m agent.words.said`"


@pytest.mark.parametrize(
    ("text", "asked", "field", "value"),
    [
        ("We have 18k resolved tickets with approved answers.", "documents", "training_examples", 18_000),
        ("between two and three thousand questions a month", "documents", "requests_per_month", 2_500),
        ("two to three thousand questions a month", "training_examples", "requests_per_month", 2_500),
        ("between 2,000 and 3,000 questions a month", "documents", "requests_per_month", 2_500),
        ("Every day, Saturdays and Sundays included, 400 CVs come in.", "stage", "requests_per_month", 12_000),
        ("Each day, holidays too, we get 400 CVs.", "stage", "requests_per_month", 12_000),
        (
            "They're full of patients' names and treatments, so GDPR applies.",
            "documents",
            "data_sensitivity",
            "regulated",
        ),
        ("Health records, with names.", "growth_per_year", "data_sensitivity", "regulated"),
        ("There are patient records in there.", "documents", "data_sensitivity", "regulated"),
        ("About 4,000 past tickets with the answers our agents sent.", "stage", "training_examples", 4_000),
        pytest.param(
            "About 4,000 past tickets with the answers our agents sent.",
            "documents",
            "training_examples",
            4_000,
            marks=pytest.mark.xfail(reason="asked for documents, the encoder takes past tickets for such"),
        ),
        ("Every two weeks", "knowledge_change", "knowledge_change", "weekly"),
        ("fortnightly", "knowledge_change", "knowledge_change", "weekly"),
        ("twice a month", "knowledge_change", "knowledge_change", "monthly"),
        ("every ten days or so", "knowledge_change", "knowledge_change", "weekly"),
        ("every six weeks", "knowledge_change", "knowledge_change", "monthly"),
        ("ten times a year or so", "knowledge_change", "knowledge_change", "monthly"),
        ("They reprint it once in twelve months.", "knowledge_change", "knowledge_change", "yearly"),
        ("There is a new circular each ninety days", "knowledge_change", "knowledge_change", "quarterly"),
        ("every six months", "knowledge_change", "knowledge_change", "yearly"),
        ("de, fr, it", "languages", "languages", ["de", "fr", "it"]),
        ("NL and FR, plus German", "languages", "languages", ["nl", "fr", "de"]),
        ("English, te reo and Samoan", "languages", "languages", ["en", "mi", "sm"]),
        ("English it is", "languages", "languages", ["en"]),
        ("fi sv", "languages", "languages", ["fi", "sv"]),
        ("Tickets come in EN/DE/PL.", "stage", "languages", ["en", "de", "pl"]),
        ("The GDPR applies without exception.", "regulations", "regulations", ["GDPR"]),
        ("The GDPR does not apply, but SOX does.", "regulations", "regulations", ["SOX"]),
        ("SOX, and nothing else", "regulations", "regulations", ["SOX"]),
        (
            "The chatbot on our site keeps quoting last year's rates. fix it or scrap it??",
            "stage",
            "stage",
            "underperforming",
        ),
        ("HIPAA, nothing else. Whoever hosts for us must hold ISO 27001.", "stage", "regulations", ["HIPAA"]),
        ("GLBA binds us, and we want a SOC 2 report from every supplier.", "stage", "regulations", ["GLBA"]),
        ("We are a vendor to banks and must keep to SOC 2 and GDPR.", "stage", "regulations", ["OTHER", "GDPR"]),
        ("Whether our own developers do it or an agency, the board decides in May.", "stage", "sourcing", "undecided"),
        ("Whether to hire a partner is not settled yet.", "stage", "sourcing", "undecided"),
        ("Whether it is cheap or not, an agency will build it.", "stage", "sourcing", "partner"),
        ("Whether we build in house is settled: an external agency does it.", "stage", "sourcing", "partner"),
        ("An editor checks whether each draft is right before it is sent.", "stage", "human_review", True),
        ("none, really", "regulations", "regulations", []),
        ("2.", "current_approach", "current_approach", "prompting"),
        ("nope", "self_hosting_required", "self_hosting_required", False),
        ("yes please", "self_hosting_required", "self_hosting_required", True),
        ("They may leave, there are only timetables in them.", "self_hosting_required", "self_hosting_required", False),
        ("They may not leave, there are names in them.", "self_hosting_required", "self_hosting_required", True),
        ("Nobody here speaks Korean. So no.", "human_review", "human_review", False),
        ("Two nurses look at the list first. So yes.", "human_review", "human_review", True),
        ("The rules are updated every 14 days.", "stage", "knowledge_change", "weekly"),
        ("every 18 months", "knowledge_change", "knowledge_change", "yearly"),
        ("no, the caseworker reads it first", "human_review", "human_review", True),
        ("No, a doctor signs each of them before they leave", "human_review", "human_review", True),
        ("No way, an editor has to approve it", "human_review", "human_review", True),
        ("no, nobody reads it", "human_review", "human_review", False),
        ("No - it goes out straight away", "human_review", "human_review", False),
        ("no, the customer reads it first", "human_review", "human_review", False),
        ("We're in a pilot, and go live in 4 months.", "stage", "stage", "pilot"),
        ("The pilot has been running for 4 months.", "stage", "stage", "pilot"),
        ("We fall under DORA and MaRisk.", "stage", "regulations", ["OTHER"]),
        ("FDA 21 CFR Part 11 applies to our records.", "stage", "regulations", ["OTHER"]),
        ("GDPR and NIS2", "regulations", "regulations", ["GDPR", "OTHER"]),
        ("ISO 27001 and SOC 2", "regulations", "regulations", ["OTHER"]),
        ("We must comply with SOC 2.", "stage", "regulations", ["OTHER"]),
    ],
)
def test_which_value_words_give(text: str, asked: str, field: str, value: JsonValue) -> None:
    assert same(facts_of(text, asked)[field], value)


@pytest.mark.parametrize(
    ("text", "asked", "field"),
    [
        ("We have 18k resolved tickets with approved answers.", "documents", "documents"),
        ("We want a pilot in 4 months.", "timeline_months", "stage"),
        ("I run operations for a group of dental clinics.", "goal", "stage"),
        ("Patients complain about long waits.", "goal", "data_sensitivity"),
        ("A bot for patients who want appointments.", "goal", "data_sensitivity"),
        ("pilot in 4 months", "timeline_months", "stage"),
        ("we'd like to have a prototype within 2 months", "timeline_months", "stage"),
        ("We are ISO 27001 certified.", "stage", "regulations"),
        ("Our colleague Dora wrote the manual.", "stage", "regulations"),
        ("it is so", "languages", "languages"),
        ("IT and HR use it.", "stage", "languages"),
        pytest.param(
            "We sell in DE and FR.",
            "stage",
            "languages",
            marks=pytest.mark.xfail(reason="the encoder takes a country for what is spoken there"),
        ),
        ("I'm leaving the office now, so be quick.", "self_hosting_required", "self_hosting_required"),
        ("The texts used to change every week.", "stage", "knowledge_change"),
        ("We trained 40 agents on the new phones.", "stage", "current_approach"),
        ("Our budget is EUR 60k. We expect savings of 10k a month.", "stage", "monthly_benefit"),
    ],
)
def test_what_only_sounds_like_a_value_is_none(text: str, asked: str, field: str) -> None:
    assert field not in facts_of(text, asked)


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("Our midwives write their notes after each birth.", None),
        ("Sorry, that was wrong: we're a hospital.", "healthcare"),
    ],
)
def test_what_words_imply_changes_no_stated_fact_unless_they_correct_it(text: str, industry: str | None) -> None:
    known = {"industry": Fact(value="retail", status="stated", turn=1)}
    found = [one for one in READER.read(text, Context(facts=known)).statements if one.field == "industry"]
    assert [(one.value, one.status) for one in found] == ([(industry, "stated")] if industry else [])


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        (
            "we want a bot that answers 3,000 tickets a day about returns",
            "we want a bot that answers tickets about returns",
        ),
        (
            "Let the model translate 25,000 product descriptions a year into six languages.",
            "Let the model translate product descriptions into six languages",
        ),
        (
            "I need something which reads the 900 mails our planners get and fills in our TMS.",
            "I need something which reads the mails our planners get and fills in our TMS",
        ),
        ("We'd like to have a prototype of a tutor within 2 months.", "We'd like to have a prototype of a tutor"),
        ("We want to raise accuracy from 80% to 95%.", "We want to raise accuracy from 80% to 95%"),
    ],
)
def test_a_goal_is_their_sentence_without_the_numbers(text: str, goal: str) -> None:
    said = next(one for one in read(text).statements if one.field == "goal")
    assert str(said.value).rstrip(".") == goal
    assert said.quote is not None
    assert said.quote in text


def test_what_says_little_without_its_numbers_is_no_goal() -> None:
    text = "Our support bot takes about 20,000 chats a month, and we have 50,000 dollars to invest."
    assert "goal" not in facts_of(text)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Since March we use Claude Sonnet for answering enquiries.", "claude-sonnet-"),
        ("our bot runs on claude haiku", "claude-haiku-"),
        ("Sonnet costs us too much", "claude-sonnet-"),
        ("it's on gemini flash at the moment", "gemini-"),
    ],
)
def test_a_model_without_a_version_is_taken_for_the_newest_and_said_to_be_a_guess(text: str, begins: str) -> None:
    found = [statement for statement in READER.read(text, Context()).statements if statement.field == "model"]
    assert [(str(statement.value).startswith(begins), statement.status) for statement in found] == [(True, "inferred")]


@pytest.mark.parametrize("text", ["my daughter wrote a haiku for me", "we use claude", "it is his magnum opus"])
def test_a_word_that_may_be_a_model_is_none(text: str) -> None:
    assert not [statement for statement in READER.read(text, Context()).statements if statement.field == "model"]


@pytest.mark.parametrize(
    ("text", "accuracy"),
    [
        ("12 % of the answers come back with corrections", 0.88),
        ("Right now a tenth of the extractions has to be redone.", 0.9),
        ("Of a hundred answers eleven are simply wrong.", 0.89),
        ("At the moment 8 % of the letters must be rewritten.", 0.92),
        ("15 % of the tickets are misrouted today", 0.85),
    ],
)
def test_a_share_that_goes_wrong_is_an_accuracy(text: str, accuracy: float) -> None:
    assert facts_of(text, "current_accuracy")["current_accuracy"] == pytest.approx(accuracy)


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Bodycam video in, incident report out. A deputy corrects it. Evidence stays on our own servers.", "Bodycam"),
        (
            "Wine importer, Taiwan. The photo of a label becomes a product sheet in Chinese. 600 wines a year.",
            "photo",
        ),
    ],
)
def test_an_opening_without_a_wish_has_a_goal_in_the_sentence_on_the_work(text: str, goal: str) -> None:
    assert goal in str(facts_of(text)["goal"])


def test_what_answers_a_question_or_comes_later_sets_no_goal() -> None:
    text = "A deputy corrects each of them. Evidence stays on our own servers."
    assert "goal" not in facts_of(text, "human_review")
    assert "goal" not in facts_of(text, industry="public_sector")
