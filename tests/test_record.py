"""The ledger: what a message may change, and what it may not."""

from typing import Any

import pytest

from agent.facts import Fact, Part, Statement
from agent.memory import MOST_STEPS, Incoming, Memory, Supposed
from agent.record import Ledger, record
from agent.understanding import ToolCall, Understanding, Undoing


def stated(field: str, value: Any, **more: Any) -> Statement:
    return Statement(field=field, value=value, quote=str(value), **more)


def fact(value: Any, status: Any = "stated", turn: int = 1) -> Fact:
    return Fact(value=value, status=status, turn=turn, quote=None)


def after(facts: dict[str, Fact], understanding: Understanding, text: str = "said", **memory: Any) -> dict[str, Fact]:
    before = Memory(owner="o", created_at="now", turn=3, facts=facts, **memory)
    incoming = Incoming(conversation_id="c", kind="message", owner="o", at="now", text=text)
    return dict(record(before, incoming, understanding).facts)


def test_a_later_statement_replaces_an_earlier_one() -> None:
    facts = after({"budget": fact(10)}, Understanding(statements=(stated("budget", 20),)))
    assert (facts["budget"].value, facts["budget"].turn) == (20, 4)


def test_an_inference_never_replaces_what_was_said() -> None:
    facts = after(
        {"data_sensitivity": fact("internal")},
        Understanding(statements=(stated("data_sensitivity", "regulated", status="inferred"),)),
    )
    assert facts["data_sensitivity"].value == "internal"


def test_not_knowing_takes_nothing_back() -> None:
    facts = after({"budget": fact(10)}, Understanding(statements=(stated("budget", None, status="declined"),)))
    assert facts["budget"].value == 10


def test_skip_declines_every_field_of_the_open_question() -> None:
    facts = after({}, Understanding(requests=("skip",)), asked=("input_tokens", "output_tokens"))
    assert {name: (found.status, found.value) for name, found in facts.items()} == {
        "input_tokens": ("declined", None),
        "output_tokens": ("declined", None),
    }


def test_a_value_that_no_profile_can_hold_is_refused_in_words_and_the_rest_is_kept() -> None:
    before = Memory(owner="o", created_at="now")
    incoming = Incoming(conversation_id="c", kind="message", owner="o", at="now", text="said")
    ledger = record(before, incoming, Understanding(statements=(stated("current_accuracy", 78), stated("budget", 5))))
    assert set(ledger.facts) == {"budget"}
    assert "0.78" in ledger.rejected[0]


UNDO = Understanding(requests=("undo",))


def talked(*messages: Understanding, memory: Memory | None = None) -> list[Ledger]:
    """What is told after each message of a conversation."""
    memory, ledgers = memory or Memory(owner="o", created_at="now"), []
    incoming = Incoming(conversation_id="c", kind="message", owner="o", at="now", text="said")
    for understanding in messages:
        ledgers.append(record(memory, incoming, understanding))
        memory = memory.model_copy(update={**dict(ledgers[-1]), "turn": memory.turn + 1})
    return ledgers


def budgets(ledgers: list[Ledger]) -> list[Any]:
    return [one.facts["budget"].value if "budget" in one.facts else None for one in ledgers]


def told(value: float, field: str = "budget") -> Understanding:
    return Understanding(statements=(stated(field, value),))


def test_undo_goes_back_step_by_step_and_says_when_there_is_none_left() -> None:
    ledgers = talked(told(10), told(20), told(30), UNDO, UNDO, UNDO, UNDO)
    assert budgets(ledgers) == [10, 20, 30, 20, 10, None, None]
    assert [one.nothing_to_undo for one in ledgers] == [False] * 6 + [True]
    assert [one.updated for one in ledgers[3:]] == [("budget",), ("budget",), ("budget",), ()]


def test_undo_behind_turns_that_told_nothing_or_nothing_new_asks_before_it_takes_back() -> None:
    for silent in (Understanding(questions=("what is RAG?",)), told(20)):
        *_, offered, taken = talked(told(10), told(20), silent, UNDO, UNDO)
        assert (budgets([offered]), offered.undid) == ([20], "offered")
        assert (budgets([taken]), taken.undid) == ([10], "taken back")


def undo(**named: Any) -> Understanding:
    return Understanding(requests=("undo",), undoing=Undoing(**named))


def test_the_newest_change_is_taken_back_whatever_came_since() -> None:
    ledgers = talked(told(10), told(20), Understanding(questions=("what is RAG?",)), undo(kind="newest"))
    assert budgets(ledgers)[-1] == 10


def test_what_is_named_is_undone_alone_and_as_if_it_had_never_been_said() -> None:
    both = Understanding(statements=(stated("budget", 20), stated("documents", 500)))
    named = undo(kind="named", fields=("budget",))
    *_, once, twice, unknown, rest = talked(told(10), both, named, named, named, undo(kind="newest"))
    assert (once.facts["budget"].value, once.facts["documents"].value) == (10, 500)
    assert ("budget" in twice.facts, twice.facts["documents"].value) == (False, 500)
    assert (unknown.never_told, unknown.updated) == (("budget",), ())
    assert dict(rest.facts) == {}


def test_what_was_undone_is_brought_back_step_by_step() -> None:
    again = undo(kind="again")
    assert budgets(talked(told(10), told(20), UNDO, UNDO, again, again, UNDO)) == [10, 20, 10, None, 10, 20, 10]


def test_what_is_told_beside_an_undo_can_be_undone_itself() -> None:
    both = Understanding(requests=("undo",), statements=(stated("documents", 500),))
    *_, corrected, back, first = talked(told(10), told(20), both, UNDO, UNDO)
    assert (corrected.facts["budget"].value, corrected.facts["documents"].value) == (10, 500)
    assert (back.facts["budget"].value, "documents" in back.facts) == (10, False)
    assert dict(first.facts) == {}


def test_undo_takes_back_parts_terms_and_calculations_with_the_facts_of_their_turn() -> None:
    part = Part(name="wage", value=40, quote="$40 an hour", turn=0)
    call = ToolCall(tool="break_even", arguments={}, quote="")
    both = Understanding(statements=(stated("budget", 20),), parts=(part,), tool_calls=(call,))
    first, told_both, undone = talked(told(10), both, UNDO)
    assert (len(told_both.parts), told_both.tool_calls) == (1, (call,))
    assert (undone.facts, undone.parts, undone.tool_calls) == (first.facts, (), ())


def test_undo_brings_back_what_a_restart_forgot() -> None:
    assert budgets(talked(told(10), Understanding(requests=("restart",)), UNDO)) == [10, None, 10]


def test_undo_goes_back_a_bounded_number_of_steps() -> None:
    ledgers = talked(*(told(n + 1) for n in range(MOST_STEPS + 5)))
    assert len(ledgers[-1].replaced) == MOST_STEPS


def test_keep_adopts_the_last_what_if_as_the_users_own_word() -> None:
    what_if = stated("requests_per_month", 200_000)
    facts = after(
        {"requests_per_month": fact(100_000)},
        Understanding(requests=("keep",)),
        text="keep it",
        supposed=Supposed(statements=(what_if,)),
    )
    kept = facts["requests_per_month"]
    assert (kept.value, kept.status, kept.quote) == (200_000, "stated", "keep it")


def test_a_what_if_changes_no_fact() -> None:
    facts = {"requests_per_month": fact(100_000)}
    assert after(facts, Understanding(what_ifs=(stated("requests_per_month", 200_000),))) == facts


def test_restart_forgets_facts_and_calculations() -> None:
    before = Memory(
        owner="o",
        created_at="now",
        facts={"budget": fact(10)},
        tool_calls=(ToolCall(tool="break_even", arguments={}, quote=""),),
    )
    incoming = Incoming(conversation_id="c", kind="message", owner="o", at="now", text="start over")
    ledger = record(before, incoming, Understanding(requests=("restart",)))
    assert (dict(ledger.facts), ledger.tool_calls, ledger.updated) == ({}, (), ("budget",))


@pytest.mark.parametrize("value", [0, [], False])
def test_an_empty_answer_is_an_answer(value: Any) -> None:
    field = {"0": "training_examples", "[]": "regulations", "False": "human_review"}[str(value)]
    facts = after({}, Understanding(statements=(stated(field, value),)))
    assert (facts[field].value, facts[field].status) == (value, "stated")


def test_keep_adopts_other_weights_and_leaves_an_investment_of_their_own() -> None:
    weighed = {"candidates": [], "shares": {"cost_and_time": 0.5}}
    known = (ToolCall(tool="partner_scorecard", arguments={"candidates": []}, quote=""),)
    project = ToolCall(tool="roi", arguments={}, quote="")
    tried = ToolCall(tool="partner_scorecard", arguments=dict(weighed), quote="what if", supposed=True)
    before = Memory(
        owner="o", created_at="now", turn=3, tool_calls=(project, *known), supposed=Supposed(calls=(tried,))
    )
    incoming = Incoming(conversation_id="c", kind="message", owner="o", at="now", text="keep it")
    kept = record(before, incoming, Understanding(requests=("keep",))).tool_calls
    assert [(call.tool, call.arguments, call.supposed) for call in kept] == [
        ("roi", {}, False),
        ("partner_scorecard", weighed, False),
    ]
