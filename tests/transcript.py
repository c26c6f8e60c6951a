"""README's transcript, graph and benchmark table. `python -m tests.transcript` writes the first two anew."""

import asyncio
import re
import tempfile
from datetime import date
from pathlib import Path

from langgraph.checkpoint.memory import InMemorySaver

from agent.advisor import Advisor
from agent.graph import build_graph
from agent.reply import Reply
from ui.scripts import load_script

README = Path(__file__).parent.parent / "README.md"
SCRIPT = Path(__file__).parent / "conversations" / "readme.yaml"
_STEPS = ["__start__", "understand", "record", "work out", "decide", "write", "check"]
PRICES_OF = date(2026, 11, 22)


def transcript() -> str:
    """The conversation of `readme.yaml`, held now."""
    return "\n\n".join(asyncio.run(_held()))


def graph() -> str:
    """The turn's graph as a Mermaid picture."""
    edges = build_graph(InMemorySaver()).get_graph().edges
    lines = [
        f"    {_node(edge.source)} --> {_node(edge.target)}"
        for edge in sorted(edges, key=lambda edge: _STEPS.index(edge.source))
    ]
    return "\n".join(["```mermaid", "graph LR", *lines, "```"])


def between(readme: str, marker: str) -> str:
    """What stands in README between two markers."""
    found = re.search(rf"<!-- {marker} -->\n(.*?)<!-- /{marker} -->", readme, re.DOTALL)
    assert found, marker
    return found[1].strip()


async def _held() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        async with Advisor.open(Path(folder), today=lambda: PRICES_OF) as advisor:
            reply = await advisor.start()
            lines = [_quoted("Advisor", reply)]
            for turn in load_script(SCRIPT).turns:
                reply = await advisor.send(reply.conversation_id, turn.user)
                lines += [f"**You:** {turn.user.strip()}", _quoted("Advisor", reply)]
    return lines


def _quoted(speaker: str, reply: Reply) -> str:
    sources = [
        f"[{citation.mark}] {citation.source_title}: {citation.section} ({citation.evidence.replace('_', ' ')})"
        for citation in reply.citations
    ]
    said = "\n".join([f"**{speaker}:** {reply.text}", *(["", *(f"{line}  " for line in sources)] if sources else [])])
    return "\n".join(f"> {line}".rstrip() for line in said.rstrip().split("\n"))


def _node(name: str) -> str:
    shown = {"__start__": "message", "__end__": "reply"}.get(name, name)
    return f"{shown.replace(' ', '_')}[{shown}]"


def replaced(readme: str, marker: str, text: str) -> str:
    """README with `text` between the two markers, and all else as it was."""
    return re.sub(
        rf"(<!-- {marker} -->\n).*?(<!-- /{marker} -->)",
        lambda found: f"{found[1]}{text}\n{found[2]}",
        readme,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    text = replaced(replaced(text, "transcript", transcript()), "graph", graph())
    README.write_text(text, encoding="utf-8")
