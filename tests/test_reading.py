"""Reading a message without a language model: labelled messages, and rules that hold for any message."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from agent.built_in_reader import BuiltInReader
from agent.cues import BadCues, Cues, pattern_list
from agent.facts import Fact, checked_profile
from agent.message import LONGEST_READ
from agent.tokens import tokenize
from agent.understanding import Context, Understanding
from tools.profile import FIELDS

MESSAGES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "messages.yaml").read_text(encoding="utf-8")
)
FRESH: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "messages_fresh.yaml").read_text(encoding="utf-8")
)
TOLERANCE = 0.02  # a month has 30 days or 30.4; a page of 500 words is a convention

READER = BuiltInReader()


def read(text: str, *asked: str, **known: JsonValue) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    return READER.read(text, Context(facts=facts, asked=asked))


def facts_of(text: str, *asked: str, **known: JsonValue) -> dict[str, JsonValue]:
    return {s.field: s.value for s in read(text, *asked, **known).statements if s.status != "declined"}


@cache
def understood(number: int) -> Understanding:
    message = MESSAGES[number]
    return read(message["text"], *message.get("asked", ()), **message.get("known", {}))


def same(got: Any, wanted: Any) -> bool:
    if isinstance(got, bool) or isinstance(wanted, bool):
        return got is wanted
    if isinstance(got, int | float) and isinstance(wanted, int | float):
        return abs(got - wanted) <= TOLERANCE * max(abs(got), abs(wanted), 1e-9)
    if isinstance(got, list | tuple) and isinstance(wanted, list):
        return len(got) == len(wanted) and all(map(same, sorted(got, key=str), sorted(wanted, key=str)))
    if isinstance(got, Mapping) and isinstance(wanted, Mapping):
        return all(same(got.get(key), value) for key, value in wanted.items())
    return bool(got == wanted)


def findings(message: Mapping[str, Any], got: Understanding) -> list[str]:
    """What is wrong with a reading, a line each; nothing when it is exact."""
    wanted, may = message.get("facts", {}), {*message.get("may", ()), "goal"}
    facts = {s.field: s for s in got.statements if s.status != "declined"}
    wrong = [f"{field} is missing" for field in wanted if field not in facts]
    wrong += [
        f"{field} is {facts[field].value!r}, not {value!r}"
        for field, value in wanted.items()
        if field in facts and not (field == "goal" and value is True) and not same(facts[field].value, value)
    ]
    wrong += [f"{field} is invented: {facts[field].value!r}" for field in invented(message, got)]
    wrong += [
        f"the range of {field} is {facts[field].range}, not {ends}"
        for field, ends in message.get("ranges", {}).items()
        if field in facts and not same(facts[field].range or [], ends)
    ]
    lists: list[tuple[str, Any, Any]] = [
        ("declined", {s.field for s in got.statements if s.status == "declined"}, set(message.get("declined", ()))),
        ("retractions", set(got.retractions), set(message.get("retractions", ()))),
        ("what_ifs", {s.field: s.value for s in got.what_ifs}, message.get("what_ifs", {})),
        ("tool_calls", {call.tool: call.arguments for call in got.tool_calls}, message.get("tool_calls", {})),
    ]
    lists += [("requests", set(got.requests), set(message.get("requests", ())))] if "requests" not in may else []
    lists += [("questions", len(got.questions), message.get("questions", 0))] if "questions" not in may else []
    return wrong + [f"{name}: {has!r}, not {wants!r}" for name, has, wants in lists if not same_keys(has, wants)]


def same_keys(has: Any, wants: Any) -> bool:
    if isinstance(has, Mapping):
        return set(has) == set(wants) and same(has, wants)
    return bool(has == wants)


def invented(message: Mapping[str, Any], got: Understanding) -> list[str]:
    """Fields with a value that the message does not give."""
    may = {*message.get("may", ()), "goal"} - (set(message.get("not", ())) - set(message.get("may", ())))
    return [
        s.field for s in got.statements if s.status != "declined" and s.field not in {*message.get("facts", {}), *may}
    ]


def tuned() -> list[Any]:
    return [
        pytest.param(number, id=message["id"].replace(" ", "_"))
        for number, message in enumerate(MESSAGES)
        if not message.get("unseen")
    ]


@pytest.mark.parametrize("number", tuned())
def test_a_labelled_message_is_read_exactly(number: int) -> None:
    assert findings(MESSAGES[number], understood(number)) == []


Reading = tuple[Mapping[str, Any], Understanding]


@cache
def readings(which: str, *, unseen: bool) -> tuple[Reading, ...]:
    """The messages of one half of a file with what was understood of each."""
    chosen = [message for message in {"first": MESSAGES, "fresh": FRESH}[which]
              if bool(message.get("unseen")) is unseen]  # fmt: skip
    return tuple((m, read(m["text"], *m.get("asked", ()), **m.get("known", {}))) for m in chosen)


def exact_share(half: Sequence[Reading]) -> float:
    return sum(not findings(message, got) for message, got in half) / len(half)


def field_f1(half: Sequence[Reading]) -> float:
    """Micro-averaged over all fields: 2 TP / (2 TP + FP + FN)."""
    right = missed = wrong = 0
    for message, reading in half:
        got = {s.field: s.value for s in reading.statements if s.status != "declined"}
        for field, value in message.get("facts", {}).items():
            agrees = field in got and ((field == "goal" and value is True) or same(got[field], value))
            right, missed = right + agrees, missed + (not agrees)
            wrong += field in got and not agrees
        wrong += len(invented(message, reading))
    return 2 * right / (2 * right + wrong + missed)


@pytest.mark.parametrize(("which", "unseen"), [("first", True), ("fresh", False), ("fresh", True)])
def test_labelled_messages_are_mostly_read_exactly(which: str, unseen: bool) -> None:
    half = readings(which, unseen=unseen)
    exact, f1 = FLOORS[which, unseen]
    wrong = "\n".join(f"{m['id']}: {found}" for m, got in half if (found := findings(m, got)))
    assert exact_share(half) >= exact, wrong
    assert field_f1(half) >= f1, wrong


@pytest.mark.parametrize("which", ["first", "fresh"])
def test_hardly_any_message_yields_an_invented_fact(which: str) -> None:
    both = (*readings(which, unseen=False), *readings(which, unseen=True))
    guilty = [message["id"] for message, got in both if invented(message, got)]
    assert len(guilty) <= INVENTED_CEILING[which] * len(both), guilty


@pytest.mark.parametrize("which", ["first", "fresh"])
def test_every_statement_quotes_the_message_and_fits_the_profile(which: str) -> None:
    for message, got in (*readings(which, unseen=False), *readings(which, unseen=True)):
        for statement in (*got.statements, *got.what_ifs):
            assert statement.quote
            assert statement.quote in message["text"]
            checked_profile({statement.field: statement.value})


def test_labelled_messages_name_only_fields_of_the_profile() -> None:
    for message in (*MESSAGES, *FRESH):
        named = {
            *message.get("facts", {}),
            *message.get("not", ()),
            *message.get("declined", ()),
            *message.get("asked", ()),
        }
        assert named <= set(FIELDS), message["id"]


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


# Exact share and F1 that each half must keep. The first, innocent reading of the older unseen half gave 0.86 and 0.93,
# that of all fresh messages 0.63 and 0.78. The tuned half of these is read exactly now; the half that nobody looked at
# gave 0.71 and 0.84 on its one reading after the repair, with an invented fact in 6 of 80 messages.
FLOORS = {("first", True): (0.95, 0.97), ("fresh", False): (0.96, 0.98), ("fresh", True): (0.70, 0.83)}
INVENTED_CEILING = {"first": 0.01, "fresh": 0.05}
