"""A model's wording of decided content: sentence by sentence, each checked against the draft before it is sent.

The draft is the built-in wording of what may be reworded (`replying.writing.in_two`). Sentences that the check holds
back are not sent; what is then still unsaid follows in the draft's own words, and behind it what is ours in any case:
tables, the advice, warnings and the question. So nothing that was sent has to be taken back. A model that gives nothing
usable leaves the built-in wording as it is.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from agent.grounding import check
from agent.model.client import LanguageModel
from agent.model.sentences import SentenceCheck, next_sentence, plain
from agent.model.texts import apart
from agent.model.use import ModelUse, NoAnswer
from agent.replying.content import Acknowledged, Content
from agent.replying.writing import Writer, Written, in_two

MOST_OF_MESSAGE = 1_000  # characters that show the user's manner
ROOM = 3.0  # how much longer than the draft an answer may be before it is cut off
LEAST_ROOM = 800  # characters

Send = Callable[[str], None]


async def reworded(
    content: Content,
    writer: Writer,
    *,
    message: str,
    known: Sequence[float],
    model: LanguageModel,
    use: ModelUse,
    say_failure: bool,
    send: Send,
) -> Written:
    """The reply in the model's words where they hold, else in the built-in ones. Never fails."""
    lead, rest = in_two(content)
    said = ""
    if not use.is_server_away:
        marks = [citation.mark for citation in content.citations]
        draft = await asyncio.to_thread(_Draft.of, lead, writer, lambda text: check(text, known, marks).text.strip())
        said = await _said(draft, message, model, use, send) if draft.text else ""
    note = _note() if use.failed and say_failure else ""
    if not said:
        whole = await asyncio.to_thread(writer.write, content)
        return Written(_with_note(whole, note, content), told_of_failure=bool(note))
    ours = _with_note(await asyncio.to_thread(writer.write, rest), note, content)
    return Written("\n\n".join(part for part in (said, ours) if part), sent=said, told_of_failure=bool(note))


@dataclass(frozen=True)
class _Draft:
    """What may be reworded: an acknowledgement, which is a list, and sentences."""

    heard: Acknowledged
    acknowledgement: str
    sentences: str
    write: Callable[[Content], str]

    @classmethod
    def of(cls, lead: Content, writer: Writer, checked: Callable[[str], str]) -> "_Draft":
        """The draft in the built-in words, without what has no parent."""

        def write(content: Content) -> str:
            return checked(writer.write(content))

        heard = Acknowledged(noted=lead.heard.noted, inferred=lead.heard.inferred)
        others = replace(lead, heard=replace(lead.heard, noted=(), inferred=()))
        acknowledgement = write(Content(noted_opening=lead.noted_opening, heard=heard))
        return cls(heard, acknowledgement, write(others), write)

    @property
    def text(self) -> str:
        return "\n\n".join(part for part in (self.acknowledgement, self.sentences) if part)

    def unsaid(self, check: SentenceCheck) -> str:
        """What the reply still has to say, in the draft's words."""
        noted = tuple(one for one in self.heard.noted if not check.has_said(one))
        inferred = tuple(one for one in self.heard.inferred if not check.has_said(one))
        left = Content(noted_opening=_ALSO, heard=Acknowledged(noted=noted, inferred=inferred))
        # That an inference may be wrong is said whatever else was.
        if self.heard.inferred and not inferred:
            left = replace(left, heard=replace(left.heard, inferred=self.heard.inferred))
        sentences = " ".join(check.unsaid(self.sentences)) if self.sentences else ""
        return "\n\n".join(part for part in (self.write(left), sentences) if part)


_ALSO = "Also noted:"


async def _said(draft: "_Draft", message: str, model: LanguageModel, use: ModelUse, send: Send) -> str:
    """What was sent: the model's sentences that hold, then the draft's that were still unsaid. Empty: none held."""
    checked = SentenceCheck(draft.text)
    said = ""
    try:
        async with aclosing(_sentences(draft.text, message, model, use)) as sentences:
            async for sentence in sentences:
                words = plain(sentence)
                if not words:
                    continue
                if not await asyncio.to_thread(checked.holds, words):
                    use.held_sentences += 1
                    continue
                use.released_sentences += 1
                piece = (" " if said else "") + words
                said += piece
                send(piece)
    except NoAnswer:
        pass  # recorded in `use`; what was sent stays, what is unsaid follows
    if said and (unsaid := await asyncio.to_thread(draft.unsaid, checked)):
        piece = "\n\n" + unsaid
        said += piece
        send(piece)
    return said


async def _sentences(draft: str, message: str, model: LanguageModel, use: ModelUse) -> AsyncGenerator[str]:
    """The model's sentences as they become whole; the last one only if the answer ended as it should."""
    room = max(LEAST_ROOM, int(ROOM * len(draft)))
    text = ""
    request, shorter = await asyncio.to_thread(_requests, draft, message, use)
    stream = model.stream(request, use, shorter=shorter, most_characters=room)
    async with aclosing(stream), aclosing(_aloud(stream)) as pieces:
        async for piece in pieces:
            text += piece
            while (found := next_sentence(text)) is not None:
                sentence, text = found
                yield use.show(sentence)
    if text.strip():
        yield use.show(text)


async def _aloud(pieces: AsyncIterator[str]) -> AsyncGenerator[str]:
    """The stream without what the model thinks first, between <think> tags."""
    opening, closing = "<think>", "</think>"
    held, thinking, begun = "", False, False
    async for piece in pieces:
        if begun:
            yield piece
            continue
        held += piece
        bare = held.lstrip()
        if not thinking and not bare.startswith(opening):
            if len(bare) < len(opening) and opening.startswith(bare):
                continue
            begun = True
            yield held
            continue
        thinking = True
        if closing in held:
            begun = True
            yield held.partition(closing)[2].lstrip()
    if not begun and not thinking and held:
        yield held


def _manner(message: str) -> str:
    """How the user writes; nothing of a message that tries to give orders."""
    return "" if apart(message).structure.hits_of("injection") else message[:MOST_OF_MESSAGE]


def _requests(draft: str, message: str, use: ModelUse) -> tuple[list[BaseMessage], list[BaseMessage]]:
    """What the model is sent, and what where that is too long for it."""
    return _messages(draft, _manner(message), use), _messages(draft, "", use)


def _messages(draft: str, manner: str, use: ModelUse) -> list[BaseMessage]:
    shown = use.hide(manner)
    for tag in ("message", "draft"):
        shown = shown.replace(f"<{tag}>", f"({tag})").replace(f"</{tag}>", f"(/{tag})")
    content = f"<message>\n{shown}\n</message>\n<draft>\n{use.hide(draft)}\n</draft>"
    return [SystemMessage(_prompt()), HumanMessage(content)]


def _with_note(text: str, note: str, content: Content) -> str:
    """The text with the note before the question that ends it, or at its end."""
    if not note:
        return text
    paragraphs = text.split("\n\n") if text else []
    at = len(paragraphs)
    if paragraphs and content.ask is not None and content.ask.question in paragraphs[-1]:
        at -= 1
    return "\n\n".join([*paragraphs[:at], note, *paragraphs[at:]])


@cache
def _prompt() -> str:
    return (Path(__file__).parent / "prompts" / "writing.md").read_text(encoding="utf-8").strip()


@cache
def _note() -> str:
    file = Path(__file__).parent.parent / "replying" / "wording" / "without_model.md"
    return file.read_text(encoding="utf-8").strip()
