"""Roadmap, monitoring, governance, data strategy, readiness and remedies are asked for of one's own case only."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.reading.plans_asked import TOOLS
from agent.replying.plan_tables import plan_blocks
from agent.understanding import Context
from agent.words.cues import load_cues
from knowledge.passages import load_passages
from tools.registry import call_tool

PASSAGES = {passage.passage_id: passage for passage in load_passages()}


def tools_asked(text: str) -> list[str]:
    return [call.tool for call in BuiltInReader().read(text, Context()).tool_calls]


@pytest.mark.parametrize(
    ("text", "tools"),
    [
        ("Give me a roadmap", ["roadmap"]),
        ("Could you draw up a rough roadmap for us?", ["roadmap"]),
        ("We need a roadmap until next spring.", ["roadmap"]),
        ("ok, now make us a project plan please", ["roadmap"]),
        ("What would our roadmap look like?", ["roadmap"]),
        ("what would a roadmap look like for us?", ["roadmap"]),
        ("In what order should we do all this?", ["roadmap"]),
        ("I'd like to see an implementation plan.", ["roadmap"]),
        ("Roadmap please", ["roadmap"]),
        ("Now a roadmap, please.", ["roadmap"]),
        ("give me a 90-day plan", ["roadmap"]),
        ("Could you draft a 100 day plan for us?", ["roadmap"]),
        ("We need a six-month plan.", ["roadmap"]),
        ("Show me a plan for the next three months.", ["roadmap"]),
        ("make us a plan for the first 90 days please", ["roadmap"]),
        ("12-week plan please", ["roadmap"]),
        ("what should we monitor, and who does it?", ["monitoring_plan"]),
        ("What should we monitor? Who does what?", ["monitoring_plan"]),
        ("Which figures should we keep an eye on once it is live?", ["monitoring_plan"]),
        ("Please tell us what we should monitor.", ["monitoring_plan"]),
        ("Draft a monitoring plan.", ["monitoring_plan"]),
        ("How should we monitor the model?", ["monitoring_plan"]),
        ("make us a governance checklist", ["governance_checklist"]),
        ("Can we get a governance framework for this?", ["governance_checklist"]),
        ("What governance do we need?", ["governance_checklist"]),
        ("what governance rules should we put in place?", ["governance_checklist"]),
        ("what would our data strategy be?", ["data_strategy"]),
        ("Write us a data strategy.", ["data_strategy"]),
        ("Which data do we need to collect?", ["data_strategy"]),
        ("how ready are we?", ["readiness"]),
        ("Are we ready for this?", ["readiness"]),
        ("are we actually ready to start?", ["readiness"]),
        ("Is our company ready for AI?", ["readiness"]),
        ("Can you tell us how ready we are?", ["readiness"]),
        ("Rate us on the seven success factors", ["readiness"]),
        ("Assess our readiness.", ["readiness"]),
        ("Please do a readiness check for us", ["readiness"]),
        ("our answers are inconsistent and too long, what can we do?", ["improvement_options"]),
        ("The bot makes things up all the time. How can we fix that?", ["improvement_options"]),
        ("How do we stop our assistant from giving wrong answers?", ["improvement_options"]),
        ("It is too slow. What could we do about it?", ["improvement_options"]),
        ("what do we do about the wrong answers our bot gives?", ["improvement_options"]),
        ("Give us a roadmap and a governance checklist.", ["roadmap", "governance_checklist"]),
        ("How ready are we? And what should we monitor?", ["readiness", "monitoring_plan"]),
    ],
)
def test_a_plan_is_asked_for_as_an_order_or_a_question_on_the_own_case(text: str, tools: list[str]) -> None:
    got = BuiltInReader().read(text, Context())
    assert [call.tool for call in got.tool_calls] == tools
    assert (got.questions, got.requests) == ((), ())
    assert {call.tool: set(call.arguments) for call in got.tool_calls} == {
        tool: {"symptoms"} if tool == "improvement_options" else set() for tool in tools
    }


@pytest.mark.parametrize(
    "text",
    [
        "we want a bot that makes roadmaps",
        "We want a roadmap generator for our product managers.",
        "what is a roadmap?",
        "What is a governance framework?",
        "our roadmap says Q3",
        "We have a 90-day plan.",
        "Our consultant gave us a 90-day plan.",
        "They are on a 12-month plan with OpenAI.",
        "What is a 90-day plan?",
        "Write a 30-day training plan for each client, that is the task.",
        "Our consultant will give us a roadmap.",
        "The consultant asked us to make a roadmap.",
        "Do we need a roadmap?",
        "What does the roadmap from OpenAI mean for us?",
        "No roadmap, please.",
        "Read our roadmap, please.",
        "Our roadmap: please read it.",
        "A roadmap would be nice.",
        "We are not ready.",
        "Ready when you are",
        "Is it ready?",
        "My mother's answers are inconsistent, what can we do?",
        "What data does fine-tuning need?",
        "How do you build a data strategy?",
        "How do we reduce hallucinations?",
        "Our product gives users a roadmap.",
        "They want us to write a governance framework.",
        "Which monitoring tools should we buy?",
        "We monitor 300 wells; the model should tell the crew what to do.",
        "We don't need a roadmap.",
        "The assistant has two jobs: answer mails and draft a roadmap for each client.",
        "Draft a roadmap for every client, that is the task.",
        "monitoring of patients",
        "It does the monitoring of patients at night.",
        "What should we monitor in patients?",
        "How do we track orders?",
        "What should one monitor in production?",
        "We monitor latency and cost.",
        "Governance matters to us.",
        "Who writes governance checklists?",
        "We have a data strategy.",
        "Our data strategy is not ready.",
        "Is the data ready?",
        "We are ready in June.",
        "Why are our answers inconsistent?",
        "Our queue at the desk is too slow, what can we do?",
        "What can we do?",
        "How can hallucinations be reduced?",
        "Our answers are often wrong.",
        'The mail said "give me a roadmap".',
    ],
)
def test_who_tells_of_plans_or_asks_in_general_asks_for_none(text: str) -> None:
    assert tools_asked(text) == []


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("We get 20,000 tickets a month, what should we monitor?", "requests_per_month", 20_000),
        ("We get 20,000 tickets a month. Give us a roadmap.", "requests_per_month", 20_000),
    ],
)
def test_facts_beside_the_request_are_read(text: str, field: str, value: float) -> None:
    got = BuiltInReader().read(text, Context())
    assert (len(got.tool_calls), [one.value for one in got.statements if one.field == field]) == (1, [value])


@pytest.mark.parametrize(
    "text", ["Please draw up a roadmap for a rollout in 6 months.", "Make us a governance checklist for GDPR audits."]
)
def test_the_request_itself_states_nothing(text: str) -> None:
    got = BuiltInReader().read(text, Context(facts={"timeline_months": Fact(value=3, status="stated", turn=1)}))
    assert (len(got.tool_calls), got.statements) == (1, ())


@pytest.mark.parametrize("tool", TOOLS)
def test_a_block_is_an_introduction_a_table_and_a_passage_of_a_source_of_the_result(tool: str) -> None:
    arguments = {"symptoms": ["the answers are inconsistent"]} if tool == "improvement_options" else {}
    facts = {"industry": "healthcare", "data_sensitivity": "regulated", "timeline_months": 3}
    result = call_tool(tool, {**facts, **arguments}, date(2026, 11, 22)).model_dump(mode="json")
    (block,) = plan_blocks((tool,), {tool: result})
    assert block.intro.endswith((".", ":"))
    assert 3 <= len(block.rows) <= 10
    assert {len(row) for row in block.rows} == {len(block.heads)}
    assert all(cell for row in block.rows for cell in row)
    assert block.passages
    assert {PASSAGES[one].source_id for one in block.passages} <= set(result["sources"])


def test_each_passage_named_in_the_cues_exists_and_is_no_claim() -> None:
    named = [one["id"] for passages in load_cues("plans.yaml")["passages"].values() for one in passages]
    assert named
    assert [one for one in named if one not in PASSAGES or PASSAGES[one].evidence == "claim"] == []
