"""The house rules that a test can hold: README tells the truth, imports are free of side effects, nothing leaks in."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.bench import table
from tests.transcript import between, graph, replaced, transcript
from ui.cli import main
from ui.settings import BadSettings, Settings, read_settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_readme_names_every_setting_and_no_other() -> None:
    table = set(re.findall(r"`(ADVISOR_[A-Z_]+)`", README))
    settings = {f"ADVISOR_{name.upper()}" for name in Settings.model_fields}
    for_tests_only = {"ADVISOR_TEST_SOURCES", "ADVISOR_LIVE_BASE_URL", "ADVISOR_LIVE_MODEL", "ADVISOR_LIVE_TIMEOUT"}
    assert table - for_tests_only == settings


def test_readme_names_every_make_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE):
        if target not in ("help", "clean"):
            assert f"make {target}" in README, target


def test_readme_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE)
    assert len(commands) >= 5
    for command in commands:
        assert f"advisor {command}" in README, command


def test_importing_the_packages_needs_no_key_no_network_and_writes_nothing(tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "def refuse(*a, **k): raise RuntimeError('network at import')\n"
        "socket.socket.connect = refuse\n"
        "import agent.advisor, knowledge.search, tools.registry, ui.app, ui.cli, ui.terminal\n"
        "import sys; assert 'gradio' not in sys.modules and 'chromadb' not in sys.modules\n"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_locks_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        pins = re.findall(r"^[a-z0-9][^=\n]*==", text, re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)


def test_no_machine_path_stands_in_a_file() -> None:
    machine = re.compile(r"(?<![\w.])/(?:root|work)/\w")
    for file in tracked_files():
        if file.suffix in (".npz", ".onnx", ".png"):
            continue
        assert not machine.search(file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ADVISOR_PORT", "abc", "ADVISOR_PORT"),
        ("ADVISOR_PORT", "70000", "65535"),
        ("ADVISOR_ALLOW_OPEN", "perhaps", "ADVISOR_ALLOW_OPEN"),
    ],
)
def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=words):
        read_settings()


def test_settings_may_stand_in_an_env_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ADVISOR_PORT=8123\nADVISOR_API_KEYS=a, b\nOTHER=1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    settings = read_settings()
    assert (settings.port, settings.api_keys) == (8123, ("a", "b"))
    assert "'a'" not in repr(settings)


def test_readme_shows_the_conversation_word_for_word() -> None:
    assert between(README, "transcript") == transcript(), "run: python -m tests.transcript"


def test_readme_shows_the_graph_as_it_is() -> None:
    assert between(README, "graph") == graph(), "run: python -m tests.transcript"


def test_the_command_of_readme_for_one_tool_works(capsys: pytest.CaptureFixture[str]) -> None:
    command = re.search(r"`\.venv/bin/advisor (tool [^`]+)`", README)
    assert command
    assert main(command[1].split()) == 0
    assert '"months": 2.5' in capsys.readouterr().out


def test_the_bench_writes_one_table_and_touches_nothing_else() -> None:
    made = table([("a turn, median", "20 ms", ""), ("serve to /readyz", "2.0 s", "under 5 s")], date(2026, 11, 2))
    written = replaced("Before.\n<!-- bench -->\nold\n<!-- /bench -->\nAfter.", "bench", made)
    assert written.startswith("Before.\n<!-- bench -->\nMeasured on 02 November 2026 with Python ")
    assert written.endswith("\n| serve to /readyz | 2.0 s | under 5 s |\n<!-- /bench -->\nAfter.")
    assert between(written, "bench") == made
    assert "old" not in written
