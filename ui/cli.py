"""The command `advisor`: serve, chat, run, ingest, ask, assess, tool. Each command imports only what it needs."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from agent.errors import AdvisorError
from tools.errors import ToolError
from ui.settings import BadSettings, Settings, read_settings

OK, FAILED, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit code. Errors are a sentence on standard error."""
    parsed = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace, Settings], int] = parsed.command
    try:
        settings = read_settings()
        return command(parsed, settings)
    except (BadSettings, ToolError, AdvisorError) as error:
        _complain(str(error))
    except OSError as error:
        _complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    except KeyboardInterrupt:
        return OK
    return MISUSED


def _serve(parsed: argparse.Namespace, settings: Settings) -> int:
    from ui.server import serve  # noqa: PLC0415  the web stack takes seconds to import
    from ui.tracing import spans_sent  # noqa: PLC0415  only what runs turns has spans

    given = {name: getattr(parsed, name) for name in ("host", "port") if getattr(parsed, name) is not None}
    settings = Settings.model_validate({**settings.model_dump(), **given})
    for sentence in settings.not_yet():
        _complain(sentence)
    with spans_sent():
        return serve(settings)


def _chat(parsed: argparse.Namespace, settings: Settings) -> int:
    from ui.terminal import chat  # noqa: PLC0415  the graph takes seconds to import
    from ui.tracing import spans_sent  # noqa: PLC0415  only what runs turns has spans

    model = settings.language_model()
    with spans_sent():
        asyncio.run(chat(settings.home, parsed.resume, chroma_url=settings.chroma_url, model=model))
    return OK


def _run(parsed: argparse.Namespace, settings: Settings) -> int:
    from ui.terminal import record_chat, run_scripts  # noqa: PLC0415  the graph takes seconds to import

    if parsed.record:
        model = settings.language_model()
        asyncio.run(record_chat(settings.home, parsed.record, chroma_url=settings.chroma_url, model=model))
        return OK
    if not parsed.scripts:
        _complain("Name at least one script or a folder of scripts, or --record OUT.yaml to write a chat down as one.")
        return MISUSED
    passed = asyncio.run(run_scripts(parsed.scripts, parsed.report, model=settings.language_model()))
    return OK if passed else FAILED


def _ingest(parsed: argparse.Namespace, settings: Settings) -> int:
    from ui import ingest  # noqa: PLC0415  Chroma takes seconds to import

    place = (settings.home, settings.chroma_url)
    if parsed.remove:
        ingest.remove(*place, parsed.remove)
    if parsed.paths:
        whole = ingest.ingest(*place, parsed.paths, as_json=parsed.json)
        return OK if whole else FAILED
    if parsed.list:
        ingest.show_list(*place, as_json=parsed.json)
    elif not parsed.remove:
        _complain("Name at least one file or folder to index, or --list to see what is indexed.")
        return MISUSED
    return OK


def _ask(parsed: argparse.Namespace, settings: Settings) -> int:
    from ui.terminal import ask  # noqa: PLC0415  the graph takes seconds to import

    asyncio.run(ask(settings.home, parsed.question, as_json=parsed.json, chroma_url=settings.chroma_url))
    return OK


def _assess(parsed: argparse.Namespace, _: Settings) -> int:
    import yaml  # noqa: PLC0415  only this command reads YAML

    from agent.facts import checked_profile  # noqa: PLC0415  keeps `--help` fast
    from tools.assess import assess  # noqa: PLC0415  keeps `--help` fast

    try:
        case = yaml.safe_load(parsed.case.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        _complain(f"{parsed.case} is not readable as YAML: {error}")
        return MISUSED
    if not isinstance(case, dict):
        _complain(f"{parsed.case}: write one 'field: value' a line, such as 'requests_per_month: 100000'.")
        return MISUSED
    result = assess(checked_profile(case), _today())
    if parsed.json:
        print(result.model_dump_json(indent=2))
    else:
        from ui.terminal import show_assessment  # noqa: PLC0415  needs the wording

        show_assessment(result)
    return OK


def _tool(parsed: argparse.Namespace, _: Settings) -> int:
    from tools.registry import all_tools, call_tool  # noqa: PLC0415  loads every tool

    if parsed.name is None:
        for spec in all_tools().values():
            print(f"{spec.name:20} {spec.description.splitlines()[0]}")
        return OK
    arguments: dict[str, object] = {}
    for pair in parsed.arguments:
        name, equals, value = pair.partition("=")
        if not equals:
            _complain(f"{pair!r} is no argument; write name=value, such as requests_per_month=100000.")
            return MISUSED
        arguments[name] = _json_or_text(value)
    print(call_tool(parsed.name, arguments, _today()).model_dump_json(indent=2))
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="advisor",
        description="Helps leaders decide how to put money into language models.",
        epilog="Settings are environment variables or stand in a .env file; README lists them.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="web page, API and docs on one port")
    serve.add_argument("--host", help="where to listen (ADVISOR_HOST, 127.0.0.1)")
    serve.add_argument("--port", type=int, help="which port (ADVISOR_PORT, 7860; 0 picks a free one)")
    serve.set_defaults(command=_serve)

    chat = commands.add_parser("chat", help="talk in the terminal")
    chat.add_argument("--resume", metavar="ID", help="go on with a conversation")
    chat.set_defaults(command=_chat)

    run = commands.add_parser("run", help="run scripted conversations; exit code 1 if one fails")
    run.add_argument("scripts", nargs="*", type=Path, metavar="SCRIPT", help="a YAML file, or a folder of them")
    run.add_argument("--report", type=Path, metavar="FILE.xml", help="write a JUnit report")
    run.add_argument("--record", type=Path, metavar="OUT.yaml", help="chat now, and write the chat down as a script")
    run.set_defaults(command=_run)

    ingest = commands.add_parser("ingest", help="index your own documents: PDF, DOCX, PPTX, HTML, Markdown, text")
    ingest.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="a file, or a folder with all that is in it"
    )
    ingest.add_argument("--list", action="store_true", help="show what is indexed")
    ingest.add_argument("--remove", action="append", metavar="NAME", help="remove a document, by its name in the list")
    ingest.add_argument("--json", action="store_true", help="print JSON")
    ingest.set_defaults(command=_ingest)

    ask = commands.add_parser("ask", help="one cited answer from the guidance and your documents")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="print JSON")
    ask.set_defaults(command=_ask)

    assess = commands.add_parser("assess", help="the assessment of a profile in a YAML file")
    assess.add_argument("case", type=Path, metavar="CASE.yaml")
    assess.add_argument("--json", action="store_true", help="print JSON")
    assess.set_defaults(command=_assess)

    tool = commands.add_parser("tool", help="one deterministic tool; without a name, the list of them")
    tool.add_argument("name", nargs="?")
    tool.add_argument("arguments", nargs="*", metavar="key=value", help="values are JSON or plain text")
    tool.set_defaults(command=_tool)
    return parser


def _json_or_text(value: str) -> object:
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


def _today() -> date:
    return datetime.now(UTC).date()


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)
