"""The terminal door: chat, one answer, scripts. Markdown is set for the screen, and left as it is in a pipe."""

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.markdown import Markdown

from agent.advisor import Advisor
from agent.errors import AdvisorError
from agent.model.settings import ModelSettings
from agent.phrasing import percent, usd
from agent.reply import Citation, Reply, ReplyEvent, TokenEvent
from agent.replying.approach_cards import approaches
from tools.assess import Assessment
from tools.errors import ToolError
from ui import scripts
from ui.usage_line import usage_line

_STOP_WORDS = {"/quit", "/exit", "quit", "exit"}


async def chat(
    home: Path,
    conversation_id: str | None = None,
    *,
    chroma_url: str | None = None,
    model: ModelSettings | None = None,
) -> list[tuple[str, Reply]]:
    """Talk until the user stops, each reply as it comes; returns what was said, turn by turn."""
    said: list[tuple[str, Reply]] = []
    async with Advisor.open(home, chroma_url=chroma_url, model=model) as advisor:
        if conversation_id is None:
            reply = await advisor.start()
        else:
            reply = (await advisor.read(conversation_id)).last
        _show(reply)
        _print("(/quit ends; the conversation is kept under its id: " + reply.conversation_id + ")")
        for text in _typed():
            try:
                reply = await _streamed(advisor, reply.conversation_id, text)
            except (AdvisorError, ToolError) as error:
                _print(str(error))
                continue
            said.append((text, reply))
            _show_below(reply)
    return said


async def record_chat(
    home: Path, out: Path, *, chroma_url: str | None = None, model: ModelSettings | None = None
) -> None:
    """Chat, then write the chat down as a script."""
    said = await chat(home, chroma_url=chroma_url, model=model)
    if not said:
        _print("Nothing was said, so nothing was written.")
        return
    await asyncio.to_thread(out.write_text, scripts.record(said, name=out.stem), encoding="utf-8")
    _print(f"Written to {out}.")


async def run_scripts(paths: Sequence[Path], report: Path | None, *, model: ModelSettings | None = None) -> bool:
    """Run scripts in a fresh data folder of their own; whether all of them passed."""
    try:
        loaded = [scripts.load_script(path) for path in scripts.find_scripts(paths)]
    except scripts.ScriptError as error:
        print(error, file=sys.stderr)
        return False
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        async with Advisor.open(Path(folder), model=model) as advisor:
            for script in loaded:
                outcome = await scripts.run_script(script, advisor)
                outcomes.append(outcome)
                print(outcome.report())
    passed = sum(outcome.passed for outcome in outcomes)
    print(f"{passed} passed, {len(outcomes) - passed} failed")
    if report:
        await asyncio.to_thread(report.write_text, scripts.junit(outcomes), encoding="utf-8")
    return passed == len(outcomes)


async def ask(home: Path, question: str, *, as_json: bool, chroma_url: str | None = None) -> None:
    """Print one cited answer."""
    async with Advisor.open(home, chroma_url=chroma_url) as advisor:
        answer = await advisor.answer(question)
    if as_json:
        print(answer.model_dump_json(indent=2))
        return
    _print_markdown(answer.text)
    _sources(answer.citations)


def show_assessment(assessment: Assessment) -> None:
    """An assessment for people; `--json` has all of it."""
    _print(f"Recommended: {approaches()[assessment.recommended].title}")
    cost = assessment.results.get("api_cost")
    if cost is not None:
        _print(f"API cost a month: {usd(cost.model_dump()['monthly_cost'])}")
    for sentence in assessment.warnings:
        _print(f"Note: {sentence}")
    _print(f"Confidence: {percent(round(assessment.confidence, 2))} of the sampled cases")
    if assessment.telling:
        _print("Open, most telling first: " + ", ".join(assessment.telling))
    _print("Everything behind it: add --json")


def _typed() -> Iterator[str]:
    """Lines that the user types, until they stop."""
    while True:
        try:
            text = input("\nYou: ").strip()
        except EOFError:
            return
        if text.lower() in _STOP_WORDS:
            return
        if text:
            yield text


async def _streamed(advisor: Advisor, conversation_id: str, text: str) -> Reply:
    """Send a message and show the reply while it is written. Raises what a turn raises."""
    screen: _Screen | _Pipe = _Screen() if sys.stdout.isatty() else _Pipe()
    with screen:
        async for event in advisor.stream(conversation_id, text):
            if isinstance(event, TokenEvent):
                screen.add(event.text)
            elif isinstance(event, ReplyEvent):
                screen.finish(event.reply.text)
                return event.reply
    raise AssertionError("a turn ends with its reply or with an error")


class _Screen:
    """A terminal: the reply is set anew as it grows, and once for good when it is whole."""

    def __init__(self) -> None:
        self._console = Console()
        self._so_far = ""
        # Cut to the height of the window while it grows: what scrolls away could not be set anew.
        self._live = Live(console=self._console, transient=True, vertical_overflow="ellipsis")

    def __enter__(self) -> None:
        self._live.start()

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def add(self, piece: str) -> None:
        self._so_far += piece
        self._live.update(Markdown(self._so_far))

    def finish(self, text: str) -> None:
        self._live.stop()
        self._console.print(Markdown(text))


class _Pipe:
    """No terminal: pieces as they come; a reply that turned out otherwise follows whole."""

    def __init__(self) -> None:
        self._so_far = ""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None

    def add(self, piece: str) -> None:
        self._so_far += piece
        print(piece, end="", flush=True)

    def finish(self, text: str) -> None:
        rest = text.removeprefix(self._so_far) if text.startswith(self._so_far) else f"\n\n{text}"
        print(rest)


def _show(reply: Reply) -> None:
    _print_markdown(reply.text)
    _show_below(reply)


def _show_below(reply: Reply) -> None:
    """What stands under a reply: the options of its question, its sources, what it took of a language model."""
    if reply.asks and reply.asks.options:
        _print("(" + " / ".join(reply.asks.options) + ")")
    _sources(reply.citations)
    line = usage_line(reply.usage)
    if line:
        _print(f"({line})")


def _sources(citations: Sequence[Citation]) -> None:
    for citation in citations:
        kind = citation.evidence.replace("_", " ")
        _print(f"[{citation.mark}] {citation.source_title}: {citation.section} ({kind})")


def _print_markdown(text: str) -> None:
    if sys.stdout.isatty():
        Console().print(Markdown(text))
    else:
        print(text)


def _print(text: str) -> None:
    print(text)
