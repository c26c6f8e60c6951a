"""The page's widgets and what happens when they are used. It speaks to the façade only, as any other door does."""

import hashlib
import logging
import secrets
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec

import gradio as gr
from pydantic import JsonValue

from agent.advisor import Advisor, Message
from agent.errors import AdvisorError, UnknownConversation
from agent.interview import cards
from agent.reply import Citation, Reply, ReplyEvent, StatusEvent, TokenEvent, Usage
from tools.errors import BadArgument, ToolError
from ui import page_view as view
from ui.page_editor import FactEditor, NothingTyped, typed_value
from ui.page_words import words

# Redrawing more often than this costs more than it shows.
SECONDS_BETWEEN_REDRAWS = 0.05
# How many turns, of all visitors together, the page runs at once; the rest wait in line.
TURNS_AT_ONCE = 64

logger = logging.getLogger(__name__)

Messages = list[dict[str, Any]]
Updates = dict[Any, Any]  # component to its new value; components that are not named stay as they are
OwnerOf = Callable[[gr.Request | None], str | None]
P = ParamSpec("P")


@dataclass(frozen=True)
class Visit:
    """Who is at the page and which conversation they see; kept in the browser's local storage."""

    session: str
    conversation: str | None = None

    @classmethod
    def of(cls, saved: object) -> "Visit":
        """A visit from what a browser sent, which may be anything; a new one where it makes no sense."""
        held = saved if isinstance(saved, dict) else {}
        session, conversation = held.get("session"), held.get("conversation")
        if not (isinstance(session, str) and 32 <= len(session) <= 64):
            return cls(secrets.token_urlsafe(32))
        return cls(session, conversation if isinstance(conversation, str) else None)

    def saved(self) -> dict[str, str | None]:
        """What the browser keeps."""
        return {"session": self.session, "conversation": self.conversation}


Handler = Callable[Concatenate["Page", P], Coroutine[Any, Any, Updates]]


def _said_in(place: str) -> Callable[[Handler[P]], Handler[P]]:
    """The door of a handler: whatever goes wrong behind it becomes a sentence in the named place of the page."""

    def guard(handler: Handler[P]) -> Handler[P]:
        @wraps(handler)
        async def guarded(page: "Page", /, *args: P.args, **kwargs: P.kwargs) -> Updates:
            try:
                return await handler(page, *args, **kwargs)
            except Exception as error:  # noqa: BLE001  the door
                return {getattr(page, place): view.notice(_sentence(error))}

        return guarded

    return guard


def _sentence(error: Exception) -> str:
    """An error as a sentence for its reader; what nobody foresaw goes to the log with its trace."""
    if isinstance(error, BadArgument) and error.argument in cards():
        return str(error).replace(error.argument, cards()[error.argument].label, 1)
    if isinstance(error, AdvisorError | ToolError | NothingTyped):
        return str(error)
    logger.error("a handler of the page failed", exc_info=error)
    return words().went_wrong


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


class Page:
    """The page. Handlers take what the browser holds and give updates; the server keeps nothing per visitor."""

    def __init__(self, advisor: Callable[[], Advisor], secret: str, owner_of: OwnerOf) -> None:
        self._advisor = advisor
        self._owner_of = owner_of
        # Gradio sends this secret to the browser, so it is never the server's own.
        storage = hashlib.sha256(f"browser storage of {secret}".encode()).hexdigest()[:32]
        with gr.Blocks(title=words().title, analytics_enabled=False, fill_width=True) as self.blocks:
            self._visit = gr.BrowserState(None, storage_key="llm-investment-advisor", secret=storage)
            self._build_header()
            with gr.Row(elem_id="columns", equal_height=False):
                with gr.Column(elem_id="chat-column", scale=3, min_width=320):
                    self._build_chat()
                with gr.Column(elem_id="side-column", scale=2, min_width=320):
                    self._build_side()
            self._connect()
        self.blocks.queue(default_concurrency_limit=TURNS_AT_ONCE)
        _keep_no_statistics(self.blocks)

    def _build_header(self) -> None:
        with gr.Row(elem_id="page-header", equal_height=True):
            gr.HTML(view.header(), js_on_load=None, elem_id="brand")
            with gr.Row(elem_id="page-actions"):
                self._new = gr.Button("New conversation", size="sm", min_width=100, elem_id="new")
                self._delete = gr.Button("Delete", size="sm", min_width=70, elem_id="delete")
        with gr.Row(visible=False, elem_id="confirm-delete") as self._confirm:
            gr.HTML(view.question_before_deleting(), js_on_load=None)
            self._delete_yes = gr.Button("Delete it", variant="stop", size="sm", min_width=80, elem_id="delete-yes")
            self._delete_no = gr.Button("Keep it", size="sm", min_width=80, elem_id="delete-no")

    def _build_chat(self) -> None:
        self._chat = gr.Chatbot(
            label="Conversation",
            show_label=False,
            container=False,
            elem_id="chat",
            height="100%",
            min_height=200,
            layout="bubble",
            buttons=[],  # copying would take the sources' HTML along
            latex_delimiters=[],  # a dollar is money here
            allow_tags=False,
            group_consecutive_messages=False,
        )
        self._status = gr.HTML(elem_id="status", js_on_load=None)
        self._options = gr.HTML(elem_id="options", js_on_load=_file("page_options.js"))
        self._box = gr.Textbox(
            label="Your message",
            show_label=False,
            container=False,
            placeholder="Describe your case, answer, or ask",
            lines=1,
            max_lines=8,
            submit_btn="Send",
            interactive=False,  # until the conversation stands: what is sent before it would begin one of its own
            elem_id="box",
        )

    def _build_side(self) -> None:
        self._recommendation = gr.HTML(elem_id="recommendation", js_on_load=None)
        self._understood = gr.HTML(elem_id="understood", js_on_load=_file("page_facts.js"))
        with gr.Group(elem_id="editor"):
            # Above the inputs: on a low screen the space below them is out of sight.
            self._editor_notice = gr.HTML(elem_id="editor-notice", js_on_load=None)
            self._editor = FactEditor()
        gr.HTML(view.documents(), elem_id="documents", js_on_load=_file("page_documents.js"))

    def _connect(self) -> None:
        """Which use of which widget runs which handler. None of it is offered as an API: that is `/v1`."""
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        whole = [self._chat, self._visit, self._options, self._recommendation, self._understood, self._status]
        self.blocks.load(self.restore, [self._visit], [*whole, self._box], **quiet).then(
            None, None, None, js=_file("page_box_focus.js"), **quiet
        )
        # One event for the box and the quick replies: a turn at a time, the next one waits in the box.
        sent = gr.on(
            [self._box.submit, self._options.click],
            self.send,
            [self._box, self._visit],
            [self._box, *whole],
            trigger_mode="once",
            **quiet,
        )
        self._chat.like(self.rate, [self._visit], [self._status], **quiet)
        # The page turns to another conversation at once; the advisor finishes the turn under way by itself.
        self._new.click(self.begin, [self._visit], whole, cancels=[sent], **quiet)
        self._delete.click(self.ask_before_deleting, None, [self._confirm], **quiet)
        self._delete_no.click(self.keep, None, [self._confirm], **quiet)
        self._delete_yes.click(self.delete, [self._visit], [self._confirm, *whole], cancels=[sent], **quiet)

        editor = self._editor
        opened = [*editor.outputs, self._editor_notice]
        edited = [*opened, *whole]
        self._understood.click(self.edit, [self._visit], opened, **quiet).then(
            None, None, None, js=_file("page_focus.js"), **quiet
        )
        editor.field.input(self.pick, [editor.field, self._visit], opened, **quiet)
        editor.set.click(self.set_fact, [self._visit, *editor.inputs], edited, **quiet)
        editor.clear.click(self.clear_fact, [self._visit, editor.field], edited, **quiet)
        editor.cancel.click(self.close_editor, None, opened, **quiet)

    async def restore(self, saved: object, request: gr.Request) -> Updates:
        """Show the conversation that this browser had open, or the one that begins; the box opens for it."""
        return {**await self._restored(saved, request), self._box: gr.update(interactive=True)}

    @_said_in("_status")
    async def _restored(self, saved: object, request: gr.Request) -> Updates:
        visit, chat, last = await self._present(Visit.of(saved), request)
        return self._whole(visit, chat, last)

    @_said_in("_status")
    async def begin(self, saved: object, request: gr.Request) -> Updates:
        """A new conversation; the old one stays where it is."""
        visit, chat, last = await self._begun(Visit.of(saved), request)
        return self._whole(visit, chat, last)

    def ask_before_deleting(self) -> Updates:
        """Deleting takes a second click."""
        return {self._confirm: gr.update(visible=True)}

    def keep(self) -> Updates:
        """No deletion after all."""
        return {self._confirm: gr.update(visible=False)}

    @_said_in("_status")
    async def delete(self, saved: object, request: gr.Request) -> Updates:
        """Remove the conversation for good and start another."""
        visit = Visit.of(saved)
        if visit.conversation is not None:
            with suppress(UnknownConversation):
                await self._advisor().delete(visit.conversation, owner=self.owner(visit, request))
        return {**self.keep(), **await self.begin(visit.saved(), request)}

    async def send(self, typed: str, saved: object, event: gr.EventData, request: gr.Request) -> AsyncIterator[Updates]:
        """One turn, from the box or from a quick reply. When it fails, the text of the box is back in it."""
        chosen = isinstance(event.target, gr.HTML)  # a copy of `_options`, made for the session
        text = _text_of(event) if chosen else typed
        if not text.strip():
            yield {self._status: ""}
            return
        # A draft in the box outlives a quick reply.
        emptied, refilled = ({}, {}) if chosen else ({self._box: ""}, {self._box: typed})
        chat: Messages = []
        try:
            visit, chat, _ = await self._present(Visit.of(saved), request)
            asked = [*chat, _question(text)]
            yield {self._chat: asked, self._status: view.status("understand"), **emptied}
            async for updates in self._turn(text, asked, visit, request):
                yield updates
        except Exception as error:  # noqa: BLE001  the door: whatever it is, the page says it
            shown = {self._chat: chat} if chat else {}
            yield {**shown, self._status: view.notice(_sentence(error)), **refilled}

    @_said_in("_status")
    async def rate(self, saved: object, liked: gr.LikeData, request: gr.Request) -> Updates:
        """Keep a thumb up or down."""
        visit = Visit.of(saved)
        owner, place = self.owner(visit, request), liked.index
        conversation = await self._advisor().read(str(visit.conversation), owner=owner)
        if isinstance(place, int) and 0 <= place < len(conversation.messages) and isinstance(liked.liked, bool):
            rating: Literal["up", "down"] = "up" if liked.liked else "down"
            await self._advisor().rate(conversation.id, conversation.messages[place].turn, rating, owner=owner)
        return {self._status: ""}

    @_said_in("_editor_notice")
    async def edit(self, saved: object, event: gr.EventData, request: gr.Request) -> Updates:
        """Open the editor from a fact's button."""
        return await self.pick(_text_of(event), saved, request)

    @_said_in("_editor_notice")
    async def pick(self, field: str | None, saved: object, request: gr.Request) -> Updates:
        """Open the editor on a field, filled with what is known of it."""
        if field is None or field not in cards():
            return self.close_editor()
        visit = Visit.of(saved)
        conversation = await self._advisor().read(str(visit.conversation), owner=self.owner(visit, request))
        return {**self._editor.show(field, conversation.facts.get(field)), self._editor_notice: ""}

    def close_editor(self) -> Updates:
        """Nothing is changed."""
        return {**self._editor.hide(), self._editor_notice: ""}

    @_said_in("_editor_notice")
    async def set_fact(self, saved: object, request: gr.Request, *typed: Any) -> Updates:
        """Set a fact by hand."""
        field, value = typed_value(typed)
        return await self._change(Visit.of(saved), request, field, value)

    @_said_in("_editor_notice")
    async def clear_fact(self, saved: object, field: str, request: gr.Request) -> Updates:
        """Forget a fact."""
        return await self._change(Visit.of(saved), request, field, None)

    async def _change(self, visit: Visit, request: gr.Request, field: str, value: JsonValue) -> Updates:
        await self._advisor().edit_facts(str(visit.conversation), {field: value}, owner=self.owner(visit, request))
        visit, chat, last = await self._present(visit, request)
        return {**self.close_editor(), **self._whole(visit, chat, last)}

    async def _turn(self, text: str, chat: Messages, visit: Visit, request: gr.Request) -> AsyncIterator[Updates]:
        """What the advisor streams: the first words at once, the others as often as a reader can follow."""
        words_so_far, step, drawn = "", "understand", time.monotonic()
        async for event in self._advisor().stream(str(visit.conversation), text, owner=self.owner(visit, request)):
            match event:
                case ReplyEvent():
                    reply = event.reply
                    answer = _answer(reply.text, reply.turn, reply.citations, reply.usage)
                    yield self._whole(visit, [*chat, answer], reply)
                    return
                case StatusEvent():
                    step = event.step
                case TokenEvent():
                    words_so_far += event.text
            begins = isinstance(event, TokenEvent) and words_so_far == event.text
            if begins or time.monotonic() - drawn >= SECONDS_BETWEEN_REDRAWS:
                drawn = time.monotonic()
                partial = [_answer(words_so_far, 0, ())] if words_so_far else []
                yield {self._chat: [*chat, *partial], self._status: view.status(step)}

    async def _present(self, visit: Visit, request: gr.Request) -> tuple[Visit, Messages, Reply]:
        """The conversation of a visit with its messages and its newest reply; where it is gone, a new one."""
        if visit.conversation is None:
            return await self._begun(visit, request)
        try:
            conversation = await self._advisor().read(visit.conversation, owner=self.owner(visit, request))
        except UnknownConversation:
            return await self._begun(visit, request)
        return visit, [_line(message) for message in conversation.messages], conversation.last

    async def _begun(self, visit: Visit, request: gr.Request) -> tuple[Visit, Messages, Reply]:
        greeting = await self._advisor().start(self.owner(visit, request))
        visit = Visit(visit.session, greeting.conversation_id)
        return visit, [_answer(greeting.text, greeting.turn, greeting.citations)], greeting

    def _whole(self, visit: Visit, chat: Messages, last: Reply) -> Updates:
        """The whole page as it is after a reply."""
        return {
            self._chat: chat,
            self._visit: visit.saved(),
            self._options: view.quick_replies(last.asks),
            self._recommendation: view.recommendation(last),
            self._understood: view.understood(last.facts),
            self._status: "",
        }

    def owner(self, visit: Visit, request: gr.Request) -> str:
        """Whose conversations these are: the key's, or on an open page the browser's."""
        return self._owner_of(request) or f"session:{visit.session}"


def theme() -> gr.themes.Base:
    """Calm colours and the system's own fonts; nothing is fetched."""
    return gr.themes.Default(
        primary_hue=gr.themes.colors.teal,
        secondary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        font=("ui-sans-serif", "system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"),
        font_mono=("ui-monospace", "Menlo", "Consolas", "monospace"),
    ).set(
        # Text that can be read on its ground (4.5 to 1 or better).
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_600",
        button_primary_text_color="white",
        button_cancel_background_fill="#b91c1c",
        button_cancel_background_fill_hover="#991b1b",
        button_cancel_text_color="white",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_400",
        block_label_text_color="*neutral_600",
        block_label_text_color_dark="*neutral_300",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )


def _keep_no_statistics(blocks: gr.Blocks) -> None:
    """Gradio sums up up to 10,000 past events with pandas after each event, for a dashboard that this page lacks."""
    queue = blocks._queue  # noqa: SLF001  the other way is the environment, which one module reads
    queue.ANALYTICS_MAX_EVENTS = 1
    queue.ANAYLTICS_CACHE_FREQUENCY = sys.maxsize  # spelt so there


def _line(message: Message) -> dict[str, Any]:
    if message.role == "user":
        return _question(message.text)
    return _answer(message.text, message.turn, message.citations, message.usage)


def _question(text: str) -> dict[str, Any]:
    return {"role": "user", "content": view.user_markdown(text)}


def _answer(text: str, turn: int, citations: Sequence[Citation], used: Usage | None = None) -> dict[str, Any]:
    return {"role": "assistant", "content": view.reply_markdown(text, turn, citations, used)}


def _text_of(event: gr.EventData) -> str:
    """What a panel's button stands for, as its script sent it."""
    return str(getattr(event, "text", ""))
