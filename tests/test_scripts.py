"""The runner of scripted conversations, against an advisor that plays prepared replies."""

import asyncio
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.facts import Fact
from agent.reply import Ask, Citation, Progress, Reply
from ui.scripts import Outcome, ScriptError, find_scripts, junit, load_script, parse_script, record, run_script


class PreparedAdvisor:
    """Plays its replies in order; raises when they end."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = iter([reply(0, "Hello."), *replies])
        self.heard: list[str] = []

    async def start(self, *_owner: str) -> Reply:
        return next(self.replies)

    async def send(self, _conversation_id: str, text: str, **_more: str) -> Reply:
        self.heard.append(text)
        return next(self.replies)


def reply(turn: int = 1, text: str = "", **parts) -> Reply:
    return Reply(
        conversation_id="c1", turn=turn, text=text, progress=Progress(stage="interview", known=0, open=3), **parts
    )


def ask(field: str, also: str | None = None) -> Ask:
    return Ask(field=field, question="?", why="?", also=also)


def cite(source: str) -> Citation:
    return Citation(mark=1, passage_id="p", source_id=source, source_title="", section="", text="", evidence="claim")


def stated(value, **parts) -> Fact:
    return Fact(value=value, status="stated", turn=1, **parts)


def script_of(expect: str, user: str = "Hi", top: str = "") -> str:
    return f"name: Any\n{top}\nturns:\n  - user: {user}\n    expect: {expect}\n"


def held(text: str, *replies: Reply) -> Outcome:
    return asyncio.run(run_script(parse_script(text, "any.yaml"), PreparedAdvisor(*replies)))


REPLY = reply(
    text="It costs **$13\u202f000** a month [1] — or `$156,000` a year. It\u2019s 90\u00a0% sure.",
    asks=ask("input_tokens", also="output_tokens"),
    facts={
        "requests_per_month": stated(2_500_000.0, range=(2e6, 3e6), quote="two to three million"),
        "languages": stated(["en", "es"]),
        "self_hosting_required": stated(True),
        "objective": stated({"metric": "reply time", "baseline": 20.0, "target": 5, "unit": "min", "by": None}),
        "goal": Fact(value="Draft letters", status="inferred", turn=1),
        "budget": Fact(value=None, status="declined", turn=1),
        "horizon_months": Fact(value=36, status="assumed", turn=1, source="ours"),
    },
    updated=("requests_per_month", "languages"),
    results={
        "api_cost": {"monthly_cost": 13000.004, "cached": None, "rows": [{"model": "a"}, {"model": "b"}]},
        "approach": {"recommended": "augmentation"},
    },
    scenario={"results": {"api_cost": {"after": {"monthly_cost": 26000}}}},
    citations=(cite("genloop"), cite("mantis")),
)

HOLD = [
    "facts: {requests_per_month: 2500000, self_hosting_required: true}",
    "facts: {requests_per_month: {approx: 2400000, rel: 0.05}}",
    "facts: {requests_per_month: {value: {min: 2000000, max: 3000000}, status: stated}}",
    "facts: {requests_per_month: {range: [2000000, 3000000]}}",
    "facts: {requests_per_month: {quote: three million}}",
    "facts: {languages: [es, en]}",
    "facts: {languages: {contains: es}}",
    "facts: {objective: {baseline: 20, target: 5}}",
    "facts: {goal: {contains: LETTERS, status: [stated, inferred]}}",
    "facts: {goal: {present: true}}",
    "facts: {budget: null, documents: null}",
    "facts: {budget: {status: declined}, documents: {one_of: [5, null]}}",
    "facts: {horizon_months: null}",
    "facts: {horizon_months: {value: 36, status: assumed}}",
    "results: {api_cost.monthly_cost: {approx: 13000, rel: 0.01}}",
    "results: {api_cost.monthly_cost: {min: 12000}}",
    "results: {api_cost.cached: null}",
    "results: {api_cost.cached: {is: null}}",
    "results: {api_cost.rows.1.model: b, break_even: {present: false}, api_cost: {present: true}}",
    "cites: [genloop]",
    "says: ['$13 000 a month', '$156,000 a YEAR', \"it's 90 %\", '90%', 'month [1] - or']",
    "never_says: ['130,000']",
    "asks: [budget, input_tokens]",
    "asks: [output_tokens]",
    "asks: any",
    "updated: [languages]",
    "stage: interview",
    "recommended: [prompting, augmentation]",
    "scenario: any",
    "scenario: {results.api_cost.after.monthly_cost: 26000}",
]


@pytest.mark.parametrize("expect", HOLD)
def test_what_came_as_expected_is_no_failure(expect):
    outcome = held(script_of(f"{{{expect}}}"), REPLY)
    assert outcome.passed, outcome.report()


FAIL = [
    ("facts: {requests_per_month: 2400000}", "facts.requests_per_month", "2400000 (known)", "2500000"),
    ("facts: {requests_per_month: null}", "facts.requests_per_month", "no known value", "two to three million"),
    (
        "facts: {requests_per_month: {value: 2500000, status: inferred}}",
        "facts.requests_per_month",
        "inferred",
        "stated",
    ),
    (
        "facts: {requests_per_month: {range: [1, 2]}}",
        "facts.requests_per_month",
        "range [1.0, 2.0]",
        "range [2000000.0",
    ),
    ("facts: {requests_per_month: {quote: four}}", "facts.requests_per_month", "'four'", "two to three million"),
    ("facts: {self_hosting_required: false}", "facts.self_hosting_required", "false", "true"),
    ("facts: {horizon_months: 36}", "facts.horizon_months", "36 (known)", "assumed"),
    ("facts: {documents: 5}", "facts.documents", "5", "not known"),
    ("facts: {documents: {present: true}}", "facts.documents", "something there", "not known"),
    ("facts: {documents: {status: declined}}", "facts.documents", "declined", "not known"),
    ("facts: {budget: {present: true}}", "facts.budget", "something there", "declined"),
    ("facts: {languages: [es]}", "facts.languages", '["es"]', '["en", "es"]'),
    ("facts: {objective: {target: 6}}", "facts.objective", "6", "reply time"),
    ("results: {api_cost.monthly_cost: 13000}", "results.api_cost.monthly_cost", "13000", "13000.004"),
    ("results: {api_cost.monthly_cost: {max: 12000}}", "results.api_cost.monthly_cost", "at most 12000", "13000.004"),
    ("results: {api_cost.cached: {min: 0}}", "results.api_cost.cached", "at least 0", "null"),
    (
        "results: {api_cost.cost: {is: null}}",
        "results.api_cost.cost",
        "null",
        "nothing at 'cost'; instead there: monthly_cost",
    ),
    ("results: {api_cost.rows.2.model: c}", "results.api_cost.rows.2.model", "c", "nothing at '2'"),
    ("results: {api_cost: {present: false}}", "results.api_cost", "nothing there", "monthly_cost"),
    ("cites: [genloop, turing]", "cites", "genloop, turing", "genloop, mantis"),
    ("cites: []", "cites", "nothing", "genloop, mantis"),
    ("says: ['130,000']", "says", "130,000", "It costs"),
    ("never_says: ['90%']", "never_says", "no '90%'", "It costs"),
    ("never_says: ['$13 000 a month — or']", "never_says", "13 000", "It costs"),
    ("asks: [budget, documents]", "asks", "budget or documents", "input_tokens, output_tokens"),
    ("asks: []", "asks", "nothing", "input_tokens"),
    ("asks: null", "asks", "nothing", "input_tokens"),
    ("asks: same", "asks", "the question before (nothing)", "input_tokens"),
    ("updated: [budget]", "updated", "budget", "requests_per_month, languages"),
    ("updated: []", "updated", "nothing", "requests_per_month, languages"),
    ("stage: advice", "stage", "advice", "interview"),
    ("recommended: [fine_tuning, training]", "recommended", "fine_tuning or training", "augmentation"),
    ("scenario: null", "scenario", "none", "26000"),
    ("scenario: {facts.budget: 5}", "scenario.facts.budget", "5", "nothing at 'facts'"),
]


@pytest.mark.parametrize(("expect", "key", "expected", "came"), FAIL, ids=[row[0] for row in FAIL])
def test_a_failure_names_its_key_and_shows_both_sides(expect, key, expected, came):
    (failure,) = held(script_of(f"{{{expect}}}"), REPLY).failures
    assert failure.key == key
    assert expected in failure.expected
    assert came in failure.came


@pytest.mark.parametrize("expect", ["asks: any", "scenario: any", "recommended: prompting", "cites: turing", "says: a"])
def test_an_empty_reply_meets_no_expectation_of_something(expect):
    assert not held(script_of(f"{{{expect}}}"), reply()).passed


def test_the_pending_question_counts_as_the_same_when_it_comes_back():
    text = "name: Any\nturns:\n  - user: a\n  - user: b\n    expect: {asks: same}\n"
    first = reply(asks=ask("budget"))
    assert held(text, first, reply(2, asks=ask("budget"))).passed
    assert not held(text, first, reply(2, asks=ask("documents"))).passed
    assert not held(text, first, reply(2)).passed


def test_all_failures_of_all_turns_are_reported_by_turn():
    turns = "[{user: a, expect: {says: x, stage: advice}}, {user: b, expect: {says: y}}]"
    outcome = held(f"name: A long one\nturns: {turns}", reply(), reply(2))
    assert [(turn.turn, len(turn.failures)) for turn in outcome.turns] == [(0, 0), (1, 2), (2, 1)]
    assert outcome.report().splitlines()[:6] == [
        "FAILED: A long one",
        "",
        "turn 1: a",
        "  stage",
        "    expected: advice",
        "    came:     interview",
    ]


def test_what_the_script_never_says_holds_on_every_turn_and_on_the_greeting():
    outcome = held(script_of("{}", top="never_says: [hello, bye]"), reply(text="Bye."))
    assert [(turn.turn, len(turn.failures)) for turn in outcome.turns] == [(0, 1), (1, 1)]


def test_a_broken_advisor_ends_the_script_with_its_trace_and_keeps_what_was_said():
    outcome = held("name: Any\nturns:\n  - user: a\n  - user: b\n  - user: c\n", reply(text="One."))
    assert not outcome.passed
    assert outcome.turns[-1].turn == 2
    assert "StopIteration" in (outcome.error or "")
    assert outcome.transcript == "Advisor: Hello.\n\nYou: a\n\nAdvisor: One.\n\nYou: b"


def test_users_words_reach_the_advisor_as_they_are_written():
    advisor = PreparedAdvisor(reply())
    asyncio.run(run_script(parse_script("name: Any\nturns:\n  - user: |\n      two\n       lines\n", "x"), advisor))
    assert advisor.heard == ["two\n lines\n"]


MISTAKES = [
    ("[]", "s.yaml: must be a mapping of keys to values, not '[]'."),
    ("name: x", "s.yaml, turns: is missing."),
    ("name: x\nturns: []", "s.yaml, turns: a conversation has at least one turn."),
    ("name: x\nname: y", "s.yaml, line 2: the key 'name' is there twice."),
    ("name: [", "s.yaml, line 1: "),
    ("name: x\nturns: [{user: 10}]", "s.yaml, turn 1, user: must be text, not 10; put it in quotes."),
    ("name: x\nturns: [{user: a}, {user: b, expects: 1}]", "turn 2, expects: is not a key that can stand here"),
    (script_of("{fact: {budget: 5}}"), "turn 1, expect.fact: is not a key that can stand here; did you mean facts?"),
    (script_of("{facts: {budgt: 5}}"), "facts: there is no field 'budgt' in the profile; did you mean budget?"),
    (script_of("{facts: {current_accuracy: 78}}"), "is 78; it is a fraction from 0 to 1, so write 0.78"),
    (script_of("{facts: {task: chatting}}"), "facts.task is 'chatting'; it must be one of"),
    (script_of("{facts: {budget: {one_of: [5, much]}}}"), "facts.budget is 'much'"),
    (script_of("{facts: {objective: {goal: 5}}}"), "facts.objective"),
    (script_of("{facts: {budget: {aprox: 5, rel: 0.1}}}"), "expect.facts.budget.aprox: is not a key that can stand"),
    (script_of("{facts: {budget: {rel: 0.1}}}"), "turn 1, expect.facts.budget: rel needs approx beside it."),
    (script_of("{facts: {budget: {status: guessed}}}"), "budget.status.0: input should be 'stated', 'inferred'"),
    (script_of("{results: {a.b: {}}}"), "expect.results.a.b: expects nothing; give a value, or some of is"),
    (script_of("{asks: [buget]}"), "asks: there is no field 'buget' in the profile; did you mean budget?"),
    (script_of("{updated: [any]}"), "updated: there is no field 'any'"),
    (script_of("{recommended: [rag]}"), "turn 1, expect.recommended.0: input should be 'prompting'"),
    (script_of("{says: [13000]}"), "turn 1, expect.says.0: must be text, not 13000; put it in quotes."),
    (script_of("{facts: {budget: {quote: 25,000}}}"), "budget.0: is no key; a text with a comma in it needs quotes"),
    (script_of("{stage: done}"), "turn 1, expect.stage: input should be 'interview' or 'advice', not 'done'."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), MISTAKES, ids=[row[1][:60] for row in MISTAKES])
def test_a_mistake_in_a_script_is_a_sentence_with_file_turn_and_key(text, sentence):
    with pytest.raises(ScriptError) as caught:
        parse_script(text, "s.yaml")
    assert sentence in str(caught.value)
    assert str(caught.value).startswith("s.yaml")


def test_every_mistake_of_a_script_has_its_own_line():
    with pytest.raises(ScriptError) as caught:
        parse_script("turns: [{user: 1}, {usr: x}]", "s.yaml")
    assert len(str(caught.value).splitlines()) == 4  # name missing, text not text, user missing, usr unknown


def test_folders_are_searched_to_their_depth_and_each_file_runs_once(tmp_path):
    for name in ("b.yaml", "a.yaml", "deep/er/c.yml", "notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("name: x", encoding="utf-8")
    found = find_scripts([tmp_path / "b.yaml", tmp_path, tmp_path / "notes.txt"])
    assert [path.name for path in found] == ["b.yaml", "a.yaml", "c.yml", "notes.txt"]


def test_no_script_at_all_is_a_mistake_and_not_a_success(tmp_path):
    with pytest.raises(ScriptError, match="no script"):
        find_scripts([tmp_path])
    with pytest.raises(ScriptError, match="no such file or folder"):
        find_scripts([tmp_path / "missing.yaml"])


def test_a_file_that_is_no_text_is_a_sentence(tmp_path):
    (tmp_path / "s.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScriptError, match=r"s\.yaml: cannot be read"):
        load_script(tmp_path / "s.yaml")


def test_the_report_for_ci_counts_and_carries_what_went_wrong():
    good = held(script_of("{}"), reply(text="Fine."))
    bad = held(script_of("{says: '<b> & more'}"), reply(text="\x00 </testcase> ]]> \ud800 ü"))
    broken = held(script_of("{}"))
    root = ET.fromstring(junit([good, bad, broken]).encode("utf-8"))  # noqa: S314 - our own output
    assert {key: root.attrib[key] for key in ("tests", "failures", "errors")} == {
        "tests": "3",
        "failures": "1",
        "errors": "1",
    }
    cases = root.findall("testsuite/testcase")
    assert [[part.tag for part in case] for case in cases] == [
        ["system-out"],
        ["failure", "system-out"],
        ["error", "system-out"],
    ]
    assert "'<b> & more'" in (cases[1].findtext("failure") or "")
    assert "\ufffd </testcase> ]]> \ufffd ü" in (cases[1].findtext("system-out") or "")
    assert "StopIteration" in (cases[2].findtext("error") or "")


def test_a_recorded_conversation_passes_when_it_is_held_again(tmp_path: Path):
    retracted = reply(2, facts={"budget": Fact(value=None, status="declined", turn=2)}, updated=("budget", "languages"))
    first = REPLY.model_copy(
        update={"updated": ("requests_per_month", "languages", "objective", "self_hosting_required")}
    )
    turns = [("Two to three million:\n- a\n- b", first), ("no", retracted), ("1e6", reply(3))]
    (tmp_path / "r.yaml").write_text(record(turns, "A chat"), encoding="utf-8")
    script = load_script(tmp_path / "r.yaml")
    assert script.name == "A chat"
    assert [turn.user for turn in script.turns] == [user for user, _ in turns]
    assert set(script.turns[0].expect.facts) == set(first.updated)
    again = asyncio.run(run_script(script, PreparedAdvisor(first, retracted, reply(3))))
    assert again.passed, again.report()
    other = asyncio.run(run_script(script, PreparedAdvisor(reply(), reply(), reply())))
    assert {failure.key for failure in other.failures} == {f"facts.{field}" for field in (*first.updated, "budget")}


@given(st.text())
def test_any_text_of_a_user_survives_recording(text):
    (turn,) = parse_script(record([(text, reply())]), "r.yaml").turns
    assert turn.user == text
