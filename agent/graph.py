"""One turn as a LangGraph graph: understand, record, work out, decide, write, check. No step looks back.

Only `memory` is checkpointed, and only the last step writes it: a turn that breaks in the middle leaves no trace.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypedDict

from langgraph.channels import UntrackedValue
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime

from agent.facts import Fact
from agent.grounding import check, numbers_in
from agent.memory import Exchange, Incoming, Memory, Supposed, Told
from agent.model.client import LanguageModel
from agent.model.reading import second_reading
from agent.model.use import ModelUse
from agent.model.writing import reworded
from agent.partners.candidates import TOOL as SCORECARD
from agent.reading.answers import views_in
from agent.record import Ledger, record
from agent.reply import Progress, Reply, TokenEvent, Usage
from agent.replying import findings as finding
from agent.replying.content import Content, decide
from agent.replying.findings import Findings
from agent.replying.writing import Writer, Written, without_repeats
from agent.support import hold
from agent.tool_results import OF_AN_INVESTMENT, Results
from agent.tracing import in_span
from agent.understanding import Context, Reader, Refused, ToolCall, Understanding
from agent.undoing import forgotten, just_taken_back, without_undone_what_if
from knowledge.search import Guidance
from tools.profile import FIELDS


class Turn(TypedDict, total=False):
    """The state. Everything but `memory` lives for one turn and is never stored."""

    memory: dict[str, Any]  # `Memory` as JSON: the one thing that is checkpointed
    incoming: Annotated[Incoming, UntrackedValue]  # what started the turn
    before: Annotated[Memory, UntrackedValue]  # `memory` as it was, validated
    understanding: Annotated[Understanding, UntrackedValue]  # what the message says
    ledger: Annotated[Ledger, UntrackedValue]  # the facts after it
    findings: Annotated[Findings, UntrackedValue]  # what the tools and the guidance give
    content: Annotated[Content, UntrackedValue]  # what the reply will say
    use: Annotated[ModelUse | None, UntrackedValue]  # what the language model did; None where there is none
    written: Annotated[Written, UntrackedValue]  # its words, unchecked but for what is sent already


@dataclass(frozen=True)
class Services:
    """What the steps work with, handed in at every run; importing this module needs none of it."""

    reader: Reader
    writer: Writer
    guidance: Guidance
    today: Callable[[], date]
    on_removed: Callable[[tuple[str, ...]], None]  # told of sentences that the check took out
    model: LanguageModel | None = None  # reads and words beside the two above, never instead
    on_usage: Callable[[Usage], None] = lambda _: None  # told of what each turn used of the model


async def understand(state: Turn, runtime: Runtime[Services]) -> Turn:
    """Read the message in the light of what is known and what was asked."""
    services = runtime.context
    incoming = state["incoming"]
    stored = state.get("memory")
    before = Memory.model_validate(stored) if stored else Memory(owner=incoming.owner, created_at=incoming.at, turn=-1)
    if incoming.kind != "message":
        return {"before": before, "understanding": Understanding(), "use": None}
    context = Context(
        facts=before.facts,
        parts=before.parts,
        offers=before.offers,
        supposed_offers=before.supposed.offers,
        asked=before.asked,
        tool_calls=before.tool_calls,
        terms=before.terms,
        refused=before.refused,
        today=services.today(),
        said=before.said,
        compared=before.compared,
        supposed=before.supposed.statements,
        supposed_before=before.supposed.before,
        changed=before.changed,
        kept=bool(before.replaced) and before.replaced[-1].kept,
        undid=before.undid,
        undone=bool(before.undone),
        forgotten=forgotten(before),
        taken_back=just_taken_back(before),
    )
    heard = await asyncio.to_thread(services.reader.read, incoming.text, context)
    model, use = services.model, None
    if model is not None:
        use = ModelUse(model.timeout, services.today(), model.mask())
        heard = await second_reading(heard, incoming.text, context, model, use)
    return {"before": before, "understanding": without_undone_what_if(before, heard), "use": use}


def record_facts(state: Turn) -> Turn:
    """Bring the ledger up to date."""
    return {"ledger": record(state["before"], state["incoming"], state["understanding"])}


def work_out(state: Turn, runtime: Runtime[Services]) -> Turn:
    """Run the tools and the search."""
    services = runtime.context
    found = finding.work_out(
        state["before"],
        state["ledger"],
        state["understanding"],
        services.guidance,
        message=state["incoming"].text,
        today=services.today(),
    )
    return {"findings": found}


def decide_content(state: Turn, runtime: Runtime[Services]) -> Turn:
    """Choose what to say and what to ask."""
    content = decide(
        state["before"],
        state["incoming"],
        understanding=state["understanding"],
        ledger=state["ledger"],
        findings=state["findings"],
        guidance=runtime.context.guidance,
    )
    return {"content": content}


async def write(state: Turn, runtime: Runtime[Services]) -> Turn:
    """Put it into words; a language model's are sent as they come, each sentence checked before."""
    services, content, use = runtime.context, state["content"], state["use"]
    if services.model is None or use is None:
        return {"written": Written(await asyncio.to_thread(services.writer.write, content))}
    written = await reworded(
        content,
        services.writer,
        message=state["incoming"].text,
        known=list(_parents(state)),
        model=services.model,
        use=use,
        say_failure=not state["before"].told_of_failure,
        send=_sender(),
    )
    return {"written": written}


def check_and_close(state: Turn, runtime: Runtime[Services]) -> Turn:
    """Let out what has a parent, send what is not sent yet, and fix the turn in memory."""
    services, written, use, content = runtime.context, state["written"], state["use"], state["content"]
    checked = check(written.text, _parents(state), [citation.mark for citation in content.citations])
    held = hold(checked.text, content.citations, _own_numbers(state), content.arguments)
    if removed := checked.removed + held.removed:
        services.on_removed(removed)
    text = _with_something_true(held.text, removed, state)
    if not written.sent:  # what a model has sent sentence by sentence stands
        text = without_repeats(text)
    # What was sent has passed a stricter check; were it taken out after all, the whole reply that follows is right.
    if text.startswith(written.sent):
        send = _sender()
        for piece in _pieces(text[len(written.sent) :]):
            send(piece)
    usage = use.usage(worded=bool(use.released_sentences)) if use else None
    reply = _reply(state, text, usage)
    if usage:
        services.on_usage(usage)
    return {"memory": _remembered(state, reply).model_dump(mode="json")}


def build_graph(saver: BaseCheckpointSaver[Any]) -> CompiledStateGraph[Turn, Services, Turn, Turn]:
    """The graph, compiled over a checkpointer. Run it with `durability="exit"`: one checkpoint a turn."""
    graph = StateGraph(Turn, context_schema=Services)
    graph.add_node("understand", in_span("understand", understand))
    graph.add_node("record", in_span("record", record_facts))
    graph.add_node("work out", in_span("work out", work_out))
    graph.add_node("decide", in_span("decide", decide_content))
    graph.add_node("write", in_span("write", write))
    graph.add_node("check", in_span("check", check_and_close))
    graph.add_edge(START, "understand")
    graph.add_edge("understand", "record")
    graph.add_edge("record", "work out")
    graph.add_edge("work out", "decide")
    graph.add_edge("decide", "write")
    graph.add_edge("write", "check")
    graph.add_edge("check", END)
    return graph.compile(checkpointer=saver)


def _with_something_true(text: str, removed: tuple[str, ...], state: Turn) -> str:
    """A reply to a message says more than its question: where nothing else is left to say, it says so."""
    ask = state["content"].ask
    question = ask.question if ask else ""
    only_asks = not text.strip() or (bool(question) and text.strip().startswith(question))
    if state["incoming"].kind != "message" or not only_asks or state["content"].opening:
        return text
    return f"{_TAKEN_OUT if removed else _NOTHING_TO_SAY}\n\n{text}".strip()


_TAKEN_OUT = "I have no figure for that which I can trace to your facts or to a result, so I give none."
_NOTHING_TO_SAY = "I have nothing to add to that; ask in other words if you expected more."


def _sender() -> Callable[[str], None]:
    writer = get_stream_writer()
    return lambda piece: writer(TokenEvent(text=piece))


def _reply(state: Turn, text: str, usage: Usage | None) -> Reply:
    content, ledger, found = state["content"], state["ledger"], state["findings"]
    known = sum(fact.status in ("stated", "inferred") for fact in ledger.facts.values())
    return Reply(
        conversation_id=state["incoming"].conversation_id,
        turn=state["before"].turn + 1,
        text=text,
        asks=content.ask,
        facts={**_assumed(found, ledger, state["before"].turn + 1), **ledger.facts},
        updated=ledger.updated,
        results=_results(state),
        scenario=found.scenario.as_json() if found.scenario else None,
        citations=content.citations,
        progress=Progress(
            stage="advice" if content.stage_is_advice else "interview",
            known=known,
            open=len(content.telling),
            confidence=found.assessment.confidence,
        ),
        usage=usage,
    )


def _results(state: Turn) -> Results:
    """What the reply speaks of; who asks where a number is from still has the figures of the reply before."""
    found, before = state["findings"], state["before"].exchange
    asks_of_last = before is not None and "source_of_number" in state["understanding"].requests
    last = before.reply.results if before is not None and asks_of_last else {}
    priced = {tool: result for one in found.priced for tool, result in one.results.items()}
    return {**last, **found.results, **_tried(found), **priced}


def _tried(found: Findings) -> Results:
    """Payback and return of an investment that this turn only tries out: what its reply speaks of."""
    return {tool: found.tried[tool] for tool in OF_AN_INVESTMENT if found.tried and tool in found.tried}


def _assumed(found: Findings, ledger: Ledger, turn: int) -> dict[str, Fact]:
    """The profile fields that a result filled with a default, each with its source.

    What is sampled from a range is not filled in: it stands in the result's own ledger.
    """
    return {
        assumption.name: Fact(value=assumption.value, status="assumed", turn=turn, source=assumption.source)
        for result in found.assessment.results.values()
        for assumption in result.assumptions
        if assumption.name in FIELDS and assumption.name not in ledger.facts and not assumption.is_range
    }


def _remembered(state: Turn, reply: Reply) -> Memory:
    before, content, ledger, incoming = state["before"], state["content"], state["ledger"], state["incoming"]
    restarted = content.restarted
    asked = () if content.ask is None else tuple(name for name in (content.ask.field, content.ask.also) if name)
    times = {} if restarted else dict(before.times_asked)
    for name in asked:
        # A question that waited while the user asked something else was not put again.
        times[name] = times.get(name, 0) + (0 if content.waiting else 1)
    told = None if restarted else before.told
    if content.advice or content.leaning:
        told = state["findings"].assessment.recommended
    return before.model_copy(
        update={
            "turn": reply.turn,
            **{kind: getattr(ledger, kind) for kind in Told.model_fields},
            **{name: getattr(ledger, name) for name in ("replaced", "undone", "undid")},
            "refused": () if restarted else _refused(state, reply.turn),
            "asked": asked,
            "compared": tuple(name for one in state["findings"].priced for name in one.compared),
            "times_asked": times,
            "supposed": _supposed(state),
            "told": told,
            "topic": state["findings"].topic,
            "views": {} if restarted else {**before.views, **views_in(incoming.text)},
            "advised": not restarted and (before.advised or (content.stage_is_advice and content.advice is not None)),
            "card": {} if restarted else dict(content.card) or before.card,
            "card_turn": None if restarted else reply.turn if content.card else before.card_turn,
            "told_of_failure": before.told_of_failure or state["written"].told_of_failure,
            "exchange": Exchange(
                turn=reply.turn,
                user=incoming.text if incoming.kind == "message" else None,
                reply=reply,
                at=incoming.at,
                idempotency_key=incoming.idempotency_key,
            ),
        }
    )


def _supposed(state: Turn) -> Supposed:
    """What "keep it" would adopt from here on."""
    last, understanding, found = state["before"].supposed, state["understanding"], state["findings"]
    offers = understanding.supposed_offers
    if found.scenario:
        return Supposed(
            statements=found.scenario.statements,
            before=last.statements,
            parts=understanding.supposed_parts,
            offers=offers,
            calls=_projects_tried(understanding),
            turn=state["before"].turn + 1,
        )
    if found.untried or offers:
        return Supposed(offers=offers, untried=found.untried, turn=state["before"].turn + 1)
    if state["content"].restarted or "keep" in understanding.requests or understanding.what_if_left:
        return Supposed()
    return last


def _projects_tried(understanding: Understanding) -> tuple[ToolCall, ...]:
    """Projects of their own in a what-if, and candidates as they would be weighed or rated."""
    kept = (*OF_AN_INVESTMENT, SCORECARD)
    return tuple(call for call in understanding.tool_calls if call.supposed and call.tool in kept)


def _refused(state: Turn, turn: int) -> tuple[Refused, ...]:
    """The messages whose amounts still wait for a rate of exchange, with this one."""
    before, understanding = state["before"], state["understanding"]
    known = set(state["ledger"].terms.rates)
    gone = understanding.retractions
    waiting = [
        one.model_copy(update={"left": tuple(dict.fromkeys((*one.left, *gone)))})
        for one in before.refused
        if not known.issuperset(one.currencies)
    ]
    if understanding.foreign_money:
        text, currencies = state["incoming"].text, understanding.foreign_currencies
        waiting.append(Refused(text=text, asked=before.asked, currencies=currencies, turn=turn))
    return tuple(waiting[-MOST_REFUSED:])


MOST_REFUSED = 10


def _parents(state: Turn) -> Iterable[float]:
    """What a printed number may come from, the likeliest first: what comes last is looked through for few numbers."""
    content, found = state["content"], state["findings"]
    yield from numbers_in(state["incoming"].text)
    for facts in (state["before"].facts, state["ledger"].facts):
        for fact in facts.values():
            yield from numbers_in(fact.model_dump(mode="json", exclude={"turn"}))
    if content.ask:
        yield from numbers_in(content.ask.model_dump(mode="json"))
    for citation in content.citations:
        yield from numbers_in([citation.text, citation.erratum, citation.section, citation.source_title])
    for answer in content.answers:
        yield from numbers_in([answer.nearest, answer.topic])
    yield from numbers_in(found.results)
    yield from numbers_in(found.tried)
    yield from numbers_in(found.all_allowed.results_as_json if found.all_allowed else None)
    yield from numbers_in(found.of_others)
    yield from numbers_in([one.model_dump(mode="json") for one in state["understanding"].sums])
    if (
        found.calculated or found.offered
    ):  # what the user reckons with takes the place of the case's own result, which may be told too
        yield from numbers_in(found.assessed)
    if found.scenario:
        yield from numbers_in(found.scenario.as_json())
        yield from numbers_in([statement.model_dump(mode="json") for statement in found.scenario.statements])
    yield from numbers_in([one.results for one in found.priced])
    yield from (figure for one in found.priced for figure in one.figures)
    yield from found.offered
    yield from found.saving.numbers()
    yield from (number for explained in content.explained for number in explained.numbers)
    yield from numbers_in([one.model_dump(mode="json") for one in state["understanding"].in_dollars])
    yield from numbers_in([state["before"].terms.set, state["ledger"].terms.set])
    yield from numbers_in([part.model_dump(mode="json", exclude={"turn"}) for part in state["ledger"].parts])
    if found.at_list_prices:
        yield found.at_list_prices.confidence
    yield from numbers_in(found.previous)  # "from 14 to 6 months"
    yield from numbers_in(found.previously_assessed)
    if "source_of_number" in state["understanding"].requests and state["before"].exchange:
        yield from numbers_in(state["before"].exchange.reply.results)


def _own_numbers(state: Turn) -> Iterable[float]:
    """The user's own: in this message, and in the facts."""
    yield from numbers_in(state["incoming"].text)
    for fact in state["ledger"].facts.values():
        yield from numbers_in(fact.model_dump(mode="json", exclude={"turn"}))


def _pieces(text: str) -> Iterable[str]:
    """Words in small groups: fast enough to read along, few enough to send."""
    words = text.split(" ") if text else []
    for start in range(0, len(words), _TOGETHER):
        yield " ".join(words[start : start + _TOGETHER]) + (" " if start + _TOGETHER < len(words) else "")


_TOGETHER = 8
