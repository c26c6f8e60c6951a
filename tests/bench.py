"""`make bench`: what a turn, a crowd, a long conversation, a search and a start cost here, as README's table.

Figures from a shared machine are upper bounds; the ratios, measured inside one run, are what to compare.
"""

import asyncio
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice, pairwise
from pathlib import Path

import httpx

from agent.advisor import Advisor
from tests import bench_documents, bench_grounding, bench_interview, bench_model, bench_search, reading_score
from tests.transcript import README, replaced
from tools.assess import assess
from ui.scripts import find_scripts, load_script

WARM_UP, TURNS, CROWD, TURNS_EACH, LONG = 20, 300, 32, 10, 200
UNKNOWN = (
    "documents",
    "evaluation",
    "horizon_months",
    "budget",
    "stage",
    "ml_engineers",
    "growth_per_year",
    "industry",
)
READY_LINE = "LLM investment advisor: "


async def measure() -> list[tuple[str, str, str]]:
    """Rows of (what, measured, aim)."""
    rows = []
    texts = [turn.user for path in find_scripts([Path("tests/conversations")]) for turn in load_script(path).turns]
    with tempfile.TemporaryDirectory() as folder:
        async with Advisor.open(Path(folder)) as advisor:
            await talk(advisor, texts[:WARM_UP])
            times = await talk(advisor, list(islice(cycled(texts), TURNS)), fresh_every=8)
            rows.append(("a turn, median", f"{statistics.median(times) * 1000:.0f} ms", ""))
            rows.append(("a turn, p95", f"{percentile(times, 0.95) * 1000:.0f} ms", "under 100 ms"))
            rows += await long_conversation(advisor, Path(folder))
            rows.append(await crowd(advisor, texts))
            rows.append(("memory of the process, no page", f"{peak_mb():.0f} MB at most", ""))
    model = await asyncio.to_thread(bench_model.rows)
    grounding = await asyncio.to_thread(bench_grounding.rows)
    rows += [*model, *assessment(), *bench_interview.rows(), *grounding, *reading(), *fields()]
    rows += [*bench_search.measured(), *bench_documents.measure()]
    return [*rows, *start_up()]


def assessment() -> list[tuple[str, str, str]]:
    """The whole assessment with 10,000 samples: of a profile that is known by half, and of one that has not changed."""
    people = [person.model_copy(update=dict.fromkeys(UNKNOWN)) for person in bench_interview.people(60)]
    fresh, again = [], []
    for person in people[20:]:
        for times in (fresh, again):
            began = time.perf_counter()
            assess(person, bench_interview.AS_OF)
            times.append(time.perf_counter() - began)
    return [
        ("assessment with 10,000 samples, median", f"{statistics.median(fresh) * 1000:.0f} ms", "under 25 ms"),
        ("the same profile again", f"{statistics.median(again) * 1e6:.0f} µs", "nothing is computed"),
    ]


EVERYDAY = (
    "leaders",
    "visitors",
    "guests",
    "strangers",
    "newcomers",
    "colleagues",
    "neighbours",
    "buyers",
    "owners",
    "inquirers",
)
HARD = ("mixed", "callers", "clients", "talkers")  # several things at once, written to be hard, or in mid-talk


def reading() -> list[tuple[str, str, str]]:
    """How well messages are read that nobody looked at while the reader was tuned."""
    rows = []
    for which in (*EVERYDAY, *HARD):
        half = reading_score.readings(which, unseen=True)
        figures = (reading_score.exact_share(half), reading_score.field_f1(half))
        guilty = sum(bool(reading_score.invented(message, got)) for message, got in half) / len(half)
        measured = f"{figures[0]:.2f} / {figures[1]:.2f} / {guilty:.2f}"
        what = (
            f"reading, unseen half of `{which}` ({len(half)} messages): exact / field F1 / share with an invented fact"
        )
        rows.append((what, measured, "0.85 / 0.95 / 0.02"))
    return rows


def fields() -> list[tuple[str, str, str]]:
    """Of the everyday messages that nobody looked at: precision and recall of each field that ten or more tell."""
    halves = [half for which in EVERYDAY for half in reading_score.readings(which, unseen=True)]
    rows = []
    for field, counts in sorted(reading_score.field_counts(halves).items()):
        right, wrong, missed = (counts[name] for name in ("right", "wrong", "missed"))
        if right + missed >= FEWEST_TOLD:
            measured = f"{right / max(1, right + wrong):.2f} / {right / (right + missed):.2f}"
            rows.append(
                (f"`{field}` in {right + missed} of {len(halves)} everyday messages: precision / recall", measured, "")
            )
    return rows


FEWEST_TOLD = 10


async def talk(advisor: Advisor, texts: Sequence[str], fresh_every: int = 0) -> list[float]:
    """Seconds of each turn; a new conversation every `fresh_every` turns."""
    conversation_id = (await advisor.start()).conversation_id
    times = []
    for number, text in enumerate(texts):
        if fresh_every and number % fresh_every == 0:
            conversation_id = (await advisor.start()).conversation_id
        began = time.perf_counter()
        await advisor.send(conversation_id, text)
        times.append(time.perf_counter() - began)
    return times


async def long_conversation(advisor: Advisor, home: Path) -> list[tuple[str, str, str]]:
    """The same message in turns 2 to 21 and 181 to 200, and what a turn adds to the file."""
    conversation_id = (await advisor.start()).conversation_id
    times, sizes = [], []
    for turn in range(1, LONG + 1):
        began = time.perf_counter()
        await advisor.send(conversation_id, f"We send {turn},000 requests a month.")
        times.append(time.perf_counter() - began)
        if turn in (LONG // 2, LONG * 3 // 4, LONG):
            await advisor._archive.saver.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            sizes.append((home / "conversations.sqlite").stat().st_size)
    early, late = statistics.median(times[1:21]), statistics.median(times[-20:])
    quarter = LONG // 4
    growth = [(after - before) / quarter / 1000 for before, after in pairwise(sizes)]
    return [
        (f"turn {LONG} against turn 2", f"{late / early:.2f} times", "under 1.3 times"),
        ("file growth per turn", " then ".join(f"{kb:.1f} kB" for kb in growth), "flat"),
    ]


async def crowd(advisor: Advisor, texts: Sequence[str]) -> tuple[str, str, str]:
    """Turns a second with many conversations at once."""
    stream = cycled(texts)
    scripts = [list(islice(stream, TURNS_EACH)) for _ in range(CROWD)]
    began = time.perf_counter()
    await asyncio.gather(*(talk(advisor, script) for script in scripts))
    rate = CROWD * TURNS_EACH / (time.perf_counter() - began)
    return (f"turns a second, {CROWD} conversations at once", f"{rate:.0f}", "")


def start_up() -> list[tuple[str, str, str]]:
    """Seconds from `advisor serve` to readiness and to the first page, second start of a data folder."""
    with tempfile.TemporaryDirectory() as folder:
        with served(folder):
            pass
        with served(folder) as (ready, page, memory):
            return [
                ("serve to /readyz", f"{ready:.1f} s", "under 5 s"),
                ("serve to the first page", f"{page:.1f} s", "under 9 s"),
                ("memory of the server", f"{memory:.0f} MB", ""),
            ]


@contextmanager
def served(home: str) -> Iterator[tuple[float, float, float]]:
    environment = {**os.environ, "ADVISOR_HOME": home, "ADVISOR_PORT": "0"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "serve"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().removeprefix(READY_LINE).split()[0]
        with httpx.Client(base_url=address, timeout=60) as client:
            ready = until(client, "/readyz", began)
            page = until(client, "/", began, "gradio")
        yield ready, page, resident_mb(process.pid)
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def until(client: httpx.Client, path: str, began: float, word: str = "") -> float:
    """Seconds since `began` until `path` answers well, with `word` in it."""
    for _ in range(600):
        answer = client.get(path)
        if answer.status_code == 200 and word in answer.text:
            return time.perf_counter() - began
        time.sleep(0.05)
    raise TimeoutError(path)


def percentile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident_mb(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def cycled(texts: Sequence[str]) -> Iterator[str]:
    while True:
        yield from texts


def table(rows: Sequence[tuple[str, str, str]], on: date) -> str:
    """The table as README has it, with the day and what it was measured on."""
    made = f"Measured on {on:%d %B %Y} with Python {platform.python_version()} on {os.cpu_count()} cores."
    lines = [f"| {what} | {measured} | {aim} |" for what, measured, aim in rows]
    return "\n".join([made, "", "| what | measured | aim |", "| --- | --- | --- |", *lines])


if __name__ == "__main__":
    print("This takes some minutes ...", flush=True)
    text = table(asyncio.run(measure()), datetime.now(UTC).date())
    README.write_text(replaced(README.read_text(encoding="utf-8"), "bench", text), encoding="utf-8")
    print(text)
