"""The page's widgets and what happens when they are used. It speaks to the façade only, as any other door does."""

import hashlib
import logging
import secrets
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

from agent.advisor import Advisor, Conversation
from agent.errors import AdvisorError, UnknownConversation
from agent.reply import Reply, ReplyEvent, StatusEvent, TokenEvent
from tools.errors import BadArgument, ToolError
from ui import page_view as view
from ui.page_editor import FactEditor, NothingTyped, typed_value
from ui.page_words import words

# Redrawing more often than this costs more than it shows.
SECONDS_BETWEEN_REDRAWS = 0.05
_WENT_WRONG = "Something went wrong on our side. Nothing is lost: please try again in a moment."
_HERE = Path(__file__).parent

logger = logging.getLogger(__name__)

Messages = list[dict[str, Any]]
OwnerOf = Callable[[gr.Request | None], str | None]


@dataclass(frozen=True)
class Visit:
    """Who is at the page and which conversation they see; kept in the browser's local storage."""

    session: str
    conversation: str | None = None

    @classmethod
    def of(cls, saved: object) -> "Visit":
        """A visit from what a browser sent, which may be anything; a new one when it makes no sense."""
        held = saved if isinstance(saved, dict) else {}
        session, conversation = held.get("session"), held.get("conversation")
        if not (isinstance(session, str) and 20 <= len(session) <= 100):
            return cls(secrets.token_urlsafe(32))
        return cls(session, conversation if isinstance(conversation, str) else None)

    def at(self, conversation: str | None) -> "Visit":
        return Visit(self.session, conversation)

    def saved(self) -> dict[str, str | None]:
        return {"session": self.session, "conversation": self.conversation}


class Page:
    """The page. Every handler takes what the browser holds and gives updates; the server keeps nothing per visitor."""

    def __init__(self, advisor: Callable[[], Advisor], secret: str, owner_of: OwnerOf) -> None:
        self._advisor = advisor
        self._owner_of = owner_of
        with gr.Blocks(title=words().title, analytics_enabled=False, fill_width=True) as self.blocks:
            # The secret only hides the value from onlookers and is sent to the browser: never the server's own.
            storage_key = hashlib.sha256(f"browser storage {secret}".encode()).hexdigest()[:32]
            self._visit = gr.BrowserState(None, storage_key="llm-investment-advisor", secret=storage_key)
            self._build_header()
            with gr.Row(elem_id="columns", equal_height=False):
                with gr.Column(elem_id="chat-column", scale=3, min_width=320):
                    self._build_chat()
                with gr.Column(elem_id="side-column", scale=2, min_width=320):
                    self._recommendation = gr.HTML(elem_id="recommendation", js_on_load=None)
                    self._understood = gr.HTML(elem_id="understood", js_on_load=_TRIGGER_FIELD)
                    with gr.Group(elem_id="editor"):
                        self._editor = FactEditor()
                        self._editor_notice = gr.HTML(elem_id="editor-notice", js_on_load=None)
            self._connect()
        self.blocks.queue(default_concurrency_limit=64)

    def _build_header(self) -> None:
        with gr.Row(elem_id="page-header", equal_height=True):
            gr.HTML(view.header(), js_on_load=None, elem_id="brand")
            with gr.Row(elem_id="page-actions"):
                self._new = gr.Button("New conversation", size="sm", min_width=100, elem_id="new")
                self._delete = gr.Button("Delete", size="sm", min_width=70, elem_id="delete")
        with gr.Row(visible=False, elem_id="confirm-delete") as self._confirm:
            gr.HTML(
                '<p role="alert">Delete this conversation? Everything about it will be gone for good.</p>',
                js_on_load=None,
            )
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
            buttons=["copy"],
            latex_delimiters=[],  # dollars are money here
            sanitize_html=True,
            allow_tags=False,
            group_consecutive_messages=False,
        )
        self._status = gr.HTML(elem_id="status", js_on_load=None)
        self._options = gr.HTML(elem_id="options", js_on_load=_TRIGGER_TEXT)
        self._box = gr.Textbox(
            label="Your message",
            show_label=False,
            container=False,
            placeholder="Describe your case, answer, or ask. Enter sends, Shift+Enter starts a new line.",
            lines=1,
            max_lines=8,
            submit_btn=True,
            autofocus=True,
            elem_id="box",
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", enterkeyhint="send"),
        )

    def _connect(self) -> None:
        """Which use of which widget runs which handler. Nothing of it is offered as an API: that is `/v1`."""
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        panels = [self._visit, self._options, self._recommendation, self._understood, self._status]
        whole = [self._chat, *panels]
        turn = [self._box, *whole]
        self.blocks.load(self.restore, [self._visit], whole, **quiet)
        self._box.submit(self.send, [self._box, self._chat, self._visit], turn, **quiet)
        self._options.click(self.choose, [self._chat, self._visit], turn, **quiet)
        self._chat.like(self.rate, [self._chat, self._visit], [self._status], **quiet)
        self._new.click(self.begin, [self._visit], whole, **quiet)
        self._delete.click(lambda: gr.update(visible=True), None, [self._confirm], **quiet)
        self._delete_no.click(lambda: gr.update(visible=False), None, [self._confirm], **quiet)
        self._delete_yes.click(self.delete, [self._visit], [self._confirm, *whole], **quiet)

        editor = [*self._editor.outputs, self._editor_notice]
        self._understood.click(self.edit, [self._visit], editor, **quiet).then(None, js=_FOCUS_EDITOR, **quiet)
        self._editor.field.input(self.pick, [self._editor.field, self._visit], editor, **quiet)
        edited = [*editor, *whole]
        before = [self._chat, self._visit]
        self._editor.set.click(self.set_fact, [*before, *self._editor.inputs], edited, **quiet)
        self._editor.clear.click(self.clear_fact, [*before, self._editor.field], edited, **quiet)
        self._editor.cancel.click(lambda: [*self._editor.hide(), ""], None, editor, **quiet)

    async def restore(self, saved: object, request: gr.Request) -> list[Any]:
        """Show the conversation that this browser had open; start afresh where there is none."""
        visit = Visit.of(saved)
        try:
            conversation = await self._read(visit, request)
            if conversation is None:
                return await self._begun(visit, request)
        except Exception as error:  # noqa: BLE001  a page without a conversation still says why
            return [[], visit.saved(), "", "", "", view.notice(_sentence(error))]
        return [
            _chat_of(conversation),
            visit.saved(),
            *_panels(conversation.last),
            "",
        ]

    async def begin(self, saved: object, request: gr.Request) -> list[Any]:
        """A new conversation; the old one stays where it is."""
        visit = Visit.of(saved)
        try:
            return await self._begun(visit, request)
        except Exception as error:  # noqa: BLE001  the old conversation stays on the page
            return [*(gr.skip() for _ in range(5)), view.notice(_sentence(error))]

    async def delete(self, saved: object, request: gr.Request) -> list[Any]:
        """Remove the conversation for good and start another."""
        visit = Visit.of(saved)
        try:
            if visit.conversation is not None:
                await self._delete_if_there(visit, request)
            return [gr.update(visible=False), *await self._begun(visit, request)]
        except Exception as error:  # noqa: BLE001  nothing was deleted, and the page says so
            return [gr.update(visible=False), *(gr.skip() for _ in range(5)), view.notice(_sentence(error))]

    async def send(
        self, text: str, chat: Messages, saved: object, request: gr.Request
    ) -> AsyncIterator[list[Any]]:
        """One turn from the box. On failure the text is back in it."""
        async for updates in self._turn(text, chat, saved, request, keep_box=False):
            yield updates

    async def choose(
        self, chat: Messages, saved: object, event: gr.EventData, request: gr.Request
    ) -> AsyncIterator[list[Any]]:
        """One turn from a quick reply; a draft in the box stays there."""
        async for updates in self._turn(str(event.text), chat, saved, request, keep_box=True):
            yield updates

    async def rate(self, chat: Messages, saved: object, liked: gr.LikeData, request: gr.Request) -> str:
        """Keep a thumb up or down."""
        visit = Visit.of(saved)
        turn = _turn_of(chat, liked.index)
        if turn is None or visit.conversation is None or liked.liked is None:
            return ""
        rating = "up" if liked.liked in (True, "Like") else "down"
        try:
            await self._advisor().rate(visit.conversation, turn, rating, owner=self._owner(visit, request))
        except Exception as error:  # noqa: BLE001  said in the page
            return view.notice(_sentence(error))
        return ""

    async def edit(self, saved: object, event: gr.EventData, request: gr.Request) -> list[Any]:
        """Open the editor from a fact's button."""
        return await self.pick(str(event.field), saved, request)

    async def pick(self, field: str | None, saved: object, request: gr.Request) -> list[Any]:
        """Open the editor on a field, filled with what is known of it."""
        if field not in words().fields():
            return [*self._editor.hide(), ""]
        try:
            conversation = await self._read(Visit.of(saved), request)
        except Exception as error:  # noqa: BLE001  said in the page
            return [*self._editor.hide(), view.notice(_sentence(error))]
        fact = conversation.facts.get(field) if conversation else None
        return [*self._editor.show(field, fact), ""]

    async def set_fact(self, chat: Messages, saved: object, *typed: Any, request: gr.Request) -> list[Any]:
        """Set a fact by hand."""
        try:
            field, value = typed_value(typed)
        except NothingTyped as error:
            return self._not_edited(str(error))
        return await self._change(chat, saved, {field: value}, request)

    async def clear_fact(self, chat: Messages, saved: object, field: str, request: gr.Request) -> list[Any]:
        """Forget a fact."""
        return await self._change(chat, saved, {field: None}, request)

    async def _change(
        self, chat: Messages, saved: object, changes: Mapping[str, Any], request: gr.Request
    ) -> list[Any]:
        visit = Visit.of(saved)
        try:
            if visit.conversation is None:
                raise UnknownConversation("of this page")
            reply = await self._advisor().edit_facts(
                visit.conversation, changes, owner=self._owner(visit, request)
            )
        except Exception as error:  # noqa: BLE001  said beside the editor, which stays open
            return self._not_edited(_sentence(error))
        return [*self._editor.hide(), "", [*chat, _answer(reply)], visit.saved(), *_panels(reply), ""]

    def _not_edited(self, sentence: str) -> list[Any]:
        skipped = [gr.skip() for _ in self._editor.outputs]
        return [*skipped, view.notice(sentence), *(gr.skip() for _ in range(6))]

    async def _turn(
        self, text: str, chat: Messages, saved: object, request: gr.Request, *, keep_box: bool
    ) -> AsyncIterator[list[Any]]:
        box = gr.skip() if keep_box else ""
        rest = [gr.skip() for _ in range(4)]
        if not text.strip():
            yield [gr.skip() for _ in range(7)]
            return
        visit = Visit.of(saved)
        asked: Messages = [*chat, {"role": "user", "content": view.user_markdown(text)}]
        yield [box, asked, *rest, view.status("understand")]
        try:
            async for shown, visit_now, reply in self._streamed(text, asked, visit, request):
                if reply is None:
                    yield [gr.skip(), *shown[:1], *rest, *shown[1:]]
                else:
                    yield [gr.skip(), *shown[:1], visit_now.saved(), *_panels(reply), ""]
        except Exception as error:  # noqa: BLE001  the message is back in the box and the page says why
            yield [gr.skip() if keep_box else text, chat, *rest, view.notice(_sentence(error))]

    async def _streamed(
        self, text: str, asked: Messages, visit: Visit, request: gr.Request
    ) -> AsyncIterator[tuple[list[Any], Visit, Reply | None]]:
        """Chat and status line as the turn goes; the reply comes with the last one."""
        visit, greeting = await self._present(visit, request)
        messages = [*greeting, *asked[-1:]] if greeting else asked
        words_so_far, step, drawn = "", view.status("understand"), time.monotonic()
        events = self._advisor().stream(str(visit.conversation), text, owner=self._owner(visit, request))
        async for event in events:
            match event:
                case StatusEvent():
                    step = view.status(event.step)
                case TokenEvent():
                    words_so_far += event.text
                case ReplyEvent():
                    yield [[*messages, _answer(event.reply)]], visit, event.reply
                    return
            if time.monotonic() - drawn >= SECONDS_BETWEEN_REDRAWS:
                drawn = time.monotonic()
                yield [_with_words(messages, words_so_far), step], visit, None

    async def _present(self, visit: Visit, request: gr.Request) -> tuple[Visit, Messages]:
        """The visit with a conversation that exists, and the greeting when it had to be begun."""
        ...
        raise NotImplementedError
