"""A second reading of a message, by a language model, and what is taken of it.

The built-in reading always comes first, and is never made worse: what it states stands. This is the rule, per field:

    built-in reading            the model's, if it holds        taken
    states it                   anything                        the built-in reading's
    infers it                   the same value, or nothing      the built-in reading's
    infers it                   another value                   the model's, as inferred
    says it was declined        anything                        the built-in reading's
    nothing                     a number                        the grammar's value of the quoted number, as stated
    nothing                     a word of a vocabulary          the model's: stated where the field was asked for, or
                                                                the quote names the value; else inferred
    a number for another field  the same number                 the built-in reading's

What the model reads holds where its quote stands in the message word for word, in a clause that states something (a
what-if: in one that supposes something), and the profile takes the value. A number must be one of the quote, read by
our grammar as that field can have it: so arithmetic is always the built-in reading's. A word must be what the quote
may mean (`agent.model.plausible`). Questions, requests and calculations are taken where the built-in reading found
none, requests only those that take nothing back, calculations only where each figure is said to be what it is taken
for (`agent.model.calls`). A message that tries to give orders is not shown to the model.
"""

import asyncio
import math
from collections.abc import Iterator, Mapping
from typing import Any, cast

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from pydantic import JsonValue

from agent.facts import Statement
from agent.model.calls import figures_stand
from agent.model.client import LanguageModel
from agent.model.plausible import is_plausible, sentences_at
from agent.model.quotes import Place, is_number_field, modes_in, number_said, numbers_under, place_of
from agent.model.schema import READ, REQUESTS, TOOLS, Reading, reading_prompt, vocabulary
from agent.model.texts import apart
from agent.model.use import ModelUse, NoAnswer
from agent.understanding import Context, Request, ToolCall, Understanding
from agent.words.field_names import fields_named
from agent.words.message import Message
from agent.words.values import fits
from tools.errors import ToolError
from tools.registry import all_tools, call_tool

MOST_SHOWN = 6_000  # characters of a message; the built-in reading reads the rest
SHORTER = 1_200
MOST_ITEMS = 40  # of each list
MOST_QUESTIONS = 3
LONGEST_QUOTE = 300
# Fields that a question may tell of in passing: "Can a bot for our hospital pay off?"
_TOLD_IN_PASSING = frozenset({"task", "industry"})


async def second_reading(
    heard: Understanding, message: str, context: Context, model: LanguageModel, use: ModelUse
) -> Understanding:
    """`heard`, the built-in reading, with what a model reads beside it. Never fails: then it is `heard`."""
    taken = await asyncio.to_thread(apart, message)
    if taken.structure.hits_of("injection"):
        return heard
    request, shorter = await asyncio.to_thread(_requests, message, context, use)
    try:
        reading = await model.structured(request, Reading, use, shorter=shorter)
    except NoAnswer:
        return heard
    return await asyncio.to_thread(merged, heard, reading, taken, context, use)


def merged(heard: Understanding, reading: Reading, message: Message, context: Context, use: ModelUse) -> Understanding:
    """The rule above. Counts in `use` what was dropped."""
    merger = _Merger(heard, message, context, use)
    statements = merger.statements(reading.facts)
    what_ifs = merger.what_ifs(reading.what_ifs)
    declined = merger.declined(reading.declined, {statement.field for statement in statements})
    retractions = merger.retractions(reading.retractions, {statement.field for statement in statements})
    requests = merger.requests(reading.requests)
    questions = merger.questions(reading.questions) if requests == heard.requests else heard.questions
    more = statements != heard.statements or bool(declined or (questions and not heard.questions))
    return heard.model_copy(
        update={
            # "Please write in English" is no answer to what was understood.
            "language": "en" if more else heard.language,
            "statements": (*statements, *declined),
            "what_ifs": what_ifs,
            "retractions": retractions,
            "requests": requests,
            "questions": questions,
            "tool_calls": merger.tool_calls(reading.tool_calls),
            "understood": heard.understood
            or bool(statements or declined or what_ifs or retractions or requests or questions),
        }
    )


class _Merger:
    """One message's two readings. Every method returns the built-in reading's part with what is added to it."""

    def __init__(self, heard: Understanding, message: Message, context: Context, use: ModelUse) -> None:
        self._heard = heard
        self._message = message
        self._context = context
        self._use = use

    def statements(self, items: tuple[JsonValue, ...]) -> tuple[Statement, ...]:
        ours = {statement.field: statement for statement in self._heard.statements}
        taken = {*ours, *(one.field for one in self._heard.what_ifs), *self._heard.retractions}
        added: dict[str, Statement] = {}
        replaced: dict[str, Statement] = {}
        for item in items[:MOST_ITEMS]:
            if self._agrees(item, ours):
                continue
            found = self._statement(item, "fact")
            if found is None:
                self._use.dropped_facts += 1
            elif found.field not in taken:
                added.setdefault(found.field, found)
            elif self._infers_otherwise(found, ours):
                replaced[found.field] = found.model_copy(update={"status": "inferred"})
        return (*(replaced.get(one.field, one) for one in self._heard.statements), *added.values())

    def _agrees(self, item: JsonValue, ours: Mapping[str, Statement]) -> bool:
        """Whether the model says, with the message's words, what the built-in reading says already."""
        match item:
            case {"field": str(field), "value": value, "quote": str(quote)} if field in ours:
                own = ours[field].value
                if isinstance(value, int | float) and isinstance(own, int | float):
                    return math.isclose(value, own, rel_tol=0.005) and self._place(quote) is not None
                return value == own and self._place(quote) is not None
        return False

    @staticmethod
    def _infers_otherwise(found: Statement, ours: Mapping[str, Statement]) -> bool:
        other = ours.get(found.field)
        return other is not None and other.status == "inferred" and other.value != found.value

    def what_ifs(self, items: tuple[JsonValue, ...]) -> tuple[Statement, ...]:
        known = {statement.field for statement in self._heard.what_ifs}
        added: dict[str, Statement] = {}
        for item in items[:MOST_ITEMS]:
            found = self._statement(item, "what_if")
            if found is None:
                self._use.dropped_facts += 1
            elif found.field not in known:
                added.setdefault(found.field, found)
        return (*self._heard.what_ifs, *added.values())

    def declined(self, items: tuple[JsonValue, ...], stated: set[str]) -> tuple[Statement, ...]:
        """Only what was asked for, or what the quote calls by its name, and nobody stated."""
        found: dict[str, Statement] = {}
        for name, quote, place in self._named(items):
            asked = name in self._context.asked
            if name not in stated and (asked or self._names(name, place)) and self._states(place):
                found.setdefault(name, Statement(field=name, value=None, status="declined", quote=quote))
        return tuple(found.values())

    def retractions(self, items: tuple[JsonValue, ...], stated: set[str]) -> tuple[str, ...]:
        """Only known facts that the quote calls by their name."""
        found = dict.fromkeys(self._heard.retractions)
        for name, _, place in self._named(items):
            known = name in self._context.facts and name not in stated
            if known and self._names(name, place) and self._states(place):
                found[name] = None
        return tuple(found)

    def questions(self, items: tuple[JsonValue, ...]) -> tuple[str, ...]:
        heard = self._heard
        if heard.questions or heard.requests or heard.what_ifs or heard.tool_calls:
            return heard.questions
        found: dict[str, None] = {}
        for item in items[:MOST_QUESTIONS]:
            place = self._place(item)
            quote = self._message.text[place.start : place.end].strip() if place else ""
            if place and len(quote.split()) > 2 and "ignored" not in modes_in(self._message, place):
                found.setdefault(quote)
        return tuple(found)

    def requests(self, items: tuple[JsonValue, ...]) -> tuple[Request, ...]:
        heard = self._heard
        if heard.requests or heard.questions or heard.what_ifs or heard.tool_calls:
            return heard.requests
        served = [place for one in heard.statements if one.quote and (place := place_of(one.quote, self._message.text))]
        found: dict[Request, None] = {}
        for item in items[:MOST_ITEMS]:
            match item:
                case {"request": str(name), "quote": str(quote)} if name in REQUESTS:
                    place = self._place(quote)
                    free = place is not None and not any(place.overlaps(other) for other in served)
                    if free and (name != "skip" or self._context.asked):
                        found[cast("Request", name)] = None
        return tuple(found)

    def tool_calls(self, items: tuple[JsonValue, ...]) -> tuple[ToolCall, ...]:
        if self._heard.tool_calls or self._context.today is None:
            return self._heard.tool_calls
        for item in items[:MOST_ITEMS]:
            match item:
                case {"tool": str(tool), "arguments": list(given), "quote": str(quote)} if tool in TOOLS:
                    place = self._place(quote)
                    arguments = _arguments(given)
                    if place and arguments and self._holds(tool, arguments, place):
                        words = self._message.text[place.start : place.end]
                        return (ToolCall(tool=tool, arguments=arguments, quote=words),)
        return ()

    def _statement(self, item: JsonValue, mode: str) -> Statement | None:
        match item:
            case {"field": str(field), "value": value, "quote": str(quote)} if field in READ and value is not None:
                place = self._place(quote)
            case _:
                return None
        if place is None or place.end - place.start > LONGEST_QUOTE or not self._in_mode(field, place, mode):
            return None
        if is_number_field(field):
            found = number_said(self._message, field, value, place, self._context)
            return None if found is None or self._is_taken(found, place) else found
        return self._worded(field, value, place)

    def _worded(self, field: str, value: JsonValue, place: Place) -> Statement | None:
        quote = self._message.text[place.start : place.end]
        value = self._use.show(value) if isinstance(value, str) else value
        if not fits(field, value):
            return None
        if field in ("goal", "model"):
            inside = place_of(str(value), quote)
            if inside is None or not is_plausible(self._message, field, value, place, is_answer=False):
                return None
            literal = quote[inside.start : inside.end]
            return Statement(field=field, value=quote if field == "goal" else literal, quote=quote)
        named = isinstance(value, str) and value.replace("_", " ") in quote.lower().replace("-", " ")
        is_told = self._is_told_of_another(field, place)
        is_answer = field in self._context.asked and not is_told
        if not is_plausible(self._message, field, value, place, is_answer=is_answer, is_in_passing=is_told):
            return None
        stated = is_answer or (named and bool(vocabulary(field)))
        return Statement(field=field, value=value, status="stated" if stated else "inferred", quote=quote)

    def _in_mode(self, field: str, place: Place, mode: str) -> bool:
        modes = modes_in(self._message, place)
        if mode == "what_if":
            return modes == {"what_if"}
        return modes == {"fact"} or (field in _TOLD_IN_PASSING and bool(modes) and modes <= {"fact", "question"})

    def _is_taken(self, found: Statement, place: Place) -> bool:
        """Whether the built-in reading has the quoted number in another place."""
        numbers = numbers_under(self._message, place)
        heard = self._heard
        quotes = [one.quote for one in (*heard.statements, *heard.what_ifs) if one.field not in (found.field, "goal")]
        quotes += [call.quote for call in heard.tool_calls]
        theirs = [at for quote in quotes if quote and (at := place_of(quote, self._message.text)) is not None]
        return any(at.overlaps(Place(one.quantity.start, one.quantity.end)) for at in theirs for one in numbers)

    def _is_told_of_another(self, field: str, place: Place) -> bool:
        """Whether the built-in reading found another field in a sentence of the quote."""
        quotes = [one.quote for one in self._heard.statements if one.field not in (field, "goal") and one.quote]
        places = [at for quote in quotes if (at := place_of(quote, self._message.text)) is not None]
        here = sentences_at(self._message, place)
        return any(here & sentences_at(self._message, at) for at in places)

    def _named(self, items: tuple[JsonValue, ...]) -> Iterator[tuple[str, str, Place]]:
        for item in items[:MOST_ITEMS]:
            match item:
                case {"field": str(field), "quote": str(quote)} if field in READ:
                    place = self._place(quote)
                    if place is not None:
                        yield field, self._message.text[place.start : place.end], place

    def _names(self, field: str, place: Place) -> bool:
        tokens = self._message.tokens
        inside = [number for number, token in enumerate(tokens) if place.start <= token.start < place.end]
        return bool(inside) and field in fields_named(self._message, inside[0], inside[-1] + 1)

    def _states(self, place: Place) -> bool:
        return modes_in(self._message, place) == {"fact"}

    def _place(self, quote: JsonValue) -> Place | None:
        return place_of(self._use.show(quote), self._message.text) if isinstance(quote, str) else None

    def _holds(self, tool: str, arguments: Mapping[str, JsonValue], place: Place) -> bool:
        """Whether the message says the arguments, and the tool runs on them."""
        assert self._context.today is not None, "without a day no calculation is taken"
        if set(arguments) - set(all_tools()[tool].arguments.model_fields):
            return False
        if not figures_stand(self._message, tool, arguments, place):
            return False
        try:
            call_tool(tool, arguments, self._context.today)
        except ToolError:
            return False
        return True


def _arguments(given: list[Any]) -> dict[str, JsonValue]:
    """The arguments by name; none where one is not as asked for."""
    found: dict[str, JsonValue] = {}
    for one in given:
        match one:
            case {"name": str(name), "value": int() | float() | str() | list() as value} if name not in found:
                found[name] = value
            case _:
                return {}
    return found


def _requests(message: str, context: Context, use: ModelUse) -> tuple[list[BaseMessage], list[BaseMessage]]:
    """What the model is sent, and what where that is too long for it."""
    shown = use.hide(message)
    whole, shorter = (_messages(shown[:most], len(shown) - most, context, use) for most in (MOST_SHOWN, SHORTER))
    return whole, shorter


def _messages(shown: str, cut: int, context: Context, use: ModelUse) -> list[BaseMessage]:
    """The stable part first, then what is known, then the message between its tags."""
    known = {name: fact.value for name, fact in context.facts.items() if fact.value is not None and name != "goal"}
    state = "; ".join(f"{name}={value}" for name, value in known.items()) or "nothing"
    asked = ", ".join(context.asked) or "nothing"
    note = f"\n(The message goes on; {cut} characters are left out.)" if cut > 0 else ""
    fenced = shown.replace("<message>", "(message)").replace("</message>", "(/message)")
    content = f"Known: {use.hide(state)}\nJust asked: {asked}\n<message>\n{fenced}\n</message>{note}"
    return [SystemMessage(reading_prompt()), HumanMessage(content)]
