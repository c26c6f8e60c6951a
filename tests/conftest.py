"""What tests share: an advisor that is open for the whole session, and an option for scripts of one's own."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from agent.reply import Reply
from knowledge.chroma_home import ChromaHome
from tests.chroma_server import ChromaServer
from ui.scripts import Outcome, Script, run_script

if TYPE_CHECKING:
    from agent.advisor import Advisor

Say = Callable[..., list[Reply]]

# Prices are taken at this day, so that a price change tomorrow fails no conversation.
TODAY = date(2026, 11, 22)

# How long an example takes says nothing here: machines are shared.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "a script, or a folder of scripts, to hold beside the project's own (may be given more than once)"
    parser.addoption("--conversations", action="append", type=Path, default=[], metavar="PATH", help=words)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator["tuple[asyncio.Runner, Advisor]"]:
    """The real advisor, open for the whole session in a data folder of its own, and what runs it."""
    from agent.advisor import Advisor  # here, so that tests without an advisor need not wait for its parts

    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        advisor = runner.run(
            stack.enter_async_context(Advisor.open(tmp_path_factory.mktemp("home"), today=lambda: TODAY))
        )
        yield runner, advisor
        runner.run(stack.aclose())


@pytest.fixture(scope="session")
def hold(shared: "tuple[asyncio.Runner, Advisor]") -> Callable[[Script], Outcome]:
    """Holds a scripted conversation with the shared advisor."""
    runner, advisor = shared
    return lambda script: runner.run(run_script(script, advisor))


@pytest.fixture(scope="session")
def say(shared: "tuple[asyncio.Runner, Advisor]") -> Say:
    """Says messages in a conversation of their own with the shared advisor; its replies, in order."""
    runner, advisor = shared

    async def replies(messages: tuple[str, ...]) -> list[Reply]:
        number = (await advisor.start()).conversation_id
        return [await advisor.send(number, text) for text in messages]

    return lambda *messages: runner.run(replies(messages))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def running_chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A Chroma server for the whole session."""
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["embedded", "server"])
def chroma_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Both homes of Chroma, one after the other: `None` for the embedded one, or the address of an empty server."""
    if request.param == "embedded":
        yield None
        return
    server: ChromaServer = request.getfixturevalue("running_chroma")
    yield server.url
    place = ChromaHome.at(server.url)
    with place.client() as client:
        for collection in client.list_collections():
            client.delete_collection(collection.name)
    place.close()
