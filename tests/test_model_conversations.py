"""The scripted conversations with a language model: whatever it returns, every expectation of theirs still holds."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from agent.advisor import Advisor
from agent.model.breaker import Breaker
from agent.model.client import LanguageModel
from agent.model.settings import ModelSettings
from tests.model_server import Answer, ModelServer, draft_of, echo, message_of, returns, says
from ui.scripts import Outcome, Script, load_script, run_script

DAY = date(2026, 11, 22)
SCRIPTS = sorted(Path(__file__).with_name("conversations").rglob("*.yaml"))
Hold = Callable[[Script], Outcome]
NUMBERS = (1, 0.9, 5_000, 1e9)


def invents(request: dict[str, Any]) -> Answer:
    """Facts with quotes that the message does not have, and values that its quotes do not bear."""
    words = message_of(request).split()
    quotes = ["I never said this", words[0], " ".join(words[:4])]
    fields = ("budget", "requests_per_month", "target_accuracy", "monthly_benefit", "documents", "ml_engineers")
    found = [
        {"field": field, "value": value, "quote": quote} for field in fields for value in NUMBERS for quote in quotes
    ]
    return returns(facts=found[:40], what_ifs=found[:40], questions=["What is never asked?"])


def lies(request: dict[str, Any]) -> Answer:
    """The draft with other figures, another recommendation and a promise."""
    return Answer(
        "You should train your own model from scratch. You save 99 percent! It is free. " + draft_of(request)[::-1]
    )


MODELS = {
    "garbage": (says("}{ nonsense"), says("lorem ipsum dolor 42 [9] <b>x</b>")),
    "echo": (echo, echo),
    "inventing": (invents, lies),
}


@pytest.fixture(scope="module", params=MODELS, ids=str)
def held(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Script], Outcome]]:
    """Holds a script with a model of one kind; the circuit breaker never opens, so that each turn meets the model."""
    read, write = MODELS[request.param]
    with ModelServer(read=read, write=write) as server, asyncio.Runner() as runner:
        settings = ModelSettings("gpt-4o", 30, SecretStr("sk-test"), server.url)
        stack = AsyncExitStack()
        home = tmp_path_factory.mktemp(request.param)
        advisor = runner.run(stack.enter_async_context(Advisor.open(home, today=lambda: DAY, model=settings)))
        yield lambda script: runner.run(run_script(script, advisor))
        runner.run(stack.aclose())
        assert server.played("read")
        assert server.played("write")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_conversation_holds_whatever_the_model_returns(path: Path, held: Hold) -> None:
    outcome = held(load_script(path))
    assert outcome.passed, outcome.report()


def test_without_a_model_nothing_of_its_libraries_is_loaded(tmp_path: Path) -> None:
    code = (
        "import asyncio, sys, pathlib\n"
        "from agent.advisor import Advisor\n"
        "from ui.settings import read_settings\n"
        "async def run():\n"
        "    async with Advisor.open(pathlib.Path('home'), model=read_settings().language_model()) as advisor:\n"
        "        reply = await advisor.start()\n"
        "        reply = await advisor.send(reply.conversation_id, 'We send 1,000 requests a month to gpt-4o.')\n"
        "        assert reply.usage is None\n"
        "asyncio.run(run())\n"
        "loaded = {'langchain', 'langchain_openai', 'openai'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    root = Path(__file__).parent.parent
    environment = {
        "PATH": "",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(root),
        "OPENAI_API_KEY": "sk-x",
        "ADVISOR_MODEL": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_prompt_does_not_grow_with_the_conversation(tmp_path: Path) -> None:
    async def run(server: ModelServer) -> None:
        settings = ModelSettings("gpt-4o", 30, SecretStr("sk-test"), server.url)
        async with Advisor.open(tmp_path, today=lambda: DAY, model=settings) as advisor:
            conversation_id = (await advisor.start()).conversation_id
            for turn in range(12):
                before = len(server.requests)
                await advisor.send(conversation_id, f"We have {900 + turn} documents.")
                assert len(server.requests) - before <= 2

    with ModelServer(read=returns(), write=echo) as server:
        asyncio.run(run(server))
    sizes = [len(json.dumps(request["messages"])) for request in server.played("read")]
    assert len(sizes) == 12
    assert sizes[-1] - sizes[1] < 60  # a number may have a digit more, a pending question a longer name
    assert "We have 900 documents" not in json.dumps(server.requests[-1])
    for purpose in ("read", "write"):  # what stands first is the same each time, so that servers can cache it
        assert len({json.dumps(request["messages"][0]) for request in server.played(purpose)}) == 1
        assert len({json.dumps(request.get("response_format")) for request in server.played(purpose)}) == 1


def test_a_very_long_message_is_cut_for_the_model_with_a_word_and_read_whole_without_it(tmp_path: Path) -> None:
    message = "We like our shop. " * 800 + "The budget is $20,000."

    async def run(server: ModelServer) -> Any:
        settings = ModelSettings("gpt-4o", 30, SecretStr("sk-test"), server.url)
        async with Advisor.open(tmp_path, today=lambda: DAY, model=settings) as advisor:
            return await advisor.send((await advisor.start()).conversation_id, message)

    with ModelServer(read=returns(), write=echo) as server:
        reply = asyncio.run(run(server))
    shown = server.played("read")[0]["messages"][-1]["content"]
    assert len(shown) < 7_000
    assert f"{len(message) - 6_000} characters are left out" in shown
    assert reply.facts["budget"].value == 20_000


def test_two_conversations_share_a_model_and_nothing_else(tmp_path: Path) -> None:
    async def run(server: ModelServer) -> Any:
        settings = ModelSettings("gpt-4o", 30, SecretStr("sk-test"), server.url)
        async with Advisor.open(tmp_path, today=lambda: DAY, model=settings) as advisor:
            first, second = [(await advisor.start(owner)).conversation_id for owner in ("one", "two")]
            return await asyncio.gather(
                advisor.send(first, "Our secret project is Bluebird, with 900 documents.", owner="one"),
                advisor.send(second, "We have 77 documents.", owner="two"),
            )

    with ModelServer(read=returns(), write=echo) as server:
        replies = asyncio.run(run(server))
    assert [reply.facts["documents"].value for reply in replies] == [900, 77]
    for request in server.requests:
        assert ("Bluebird" in json.dumps(request)) + ("77" in json.dumps(request["messages"][-1])) <= 1


def test_a_model_is_made_once_and_its_breaker_is_its_own() -> None:
    async def run() -> None:
        async with LanguageModel.open(ModelSettings("gpt-4o"), breaker=Breaker(most_failures=1)) as model:
            await model.warm_up()  # without a key: nothing is made, nothing is raised
            assert model.mask() is None

    asyncio.run(run())
