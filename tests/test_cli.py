"""The command line: what each command prints, and how each mistake is told."""

import json
from pathlib import Path

import pytest

from ui.cli import main


@pytest.fixture(autouse=True)
def in_a_home_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_a_tool_is_called_with_names_and_values(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["upfront_cost=20000", "current_monthly_cost=10000", "new_monthly_cost=2000"]
    assert main(["tool", "break_even", *arguments]) == 0
    assert json.loads(capsys.readouterr().out)["months"] == pytest.approx(2.5)


def test_tools_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tool"]) == 0
    assert "api_cost" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["tool", "nope"], "nope"),
        (["tool", "break_even", "upfront_cost"], "name=value"),
        (["tool", "break_even", "upfront_cost=1", "price=2"], "price"),
        (["tool", "approach", "current_accuracy=78"], "0.78"),
        (["run", "missing.yaml"], "missing.yaml"),
        (["run"], "script"),
        (["assess", "missing.yaml"], "missing.yaml"),
        (["ask", "  "], "empty"),
        (["chat", "--resume", "nope"], "nope"),
    ],
)
def test_a_mistake_is_one_sentence_and_a_failing_exit(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(arguments) != 0
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_an_answer_is_cited(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "At what monthly API bill is fine-tuning worth a look?", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["covered"]
    assert "genloop" in {citation["source_id"] for citation in answer["citations"]}
    for citation in answer["citations"]:
        assert f"[{citation['mark']}]" in answer["text"]


def test_a_question_that_the_sources_do_not_cover_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "who won the football world cup in 1998?", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert not answer["covered"]
    assert "do not cover" in answer["text"]


def test_a_case_file_is_assessed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        "model: gpt-4o\nrequests_per_month: 100000\ninput_tokens: 50000\noutput_tokens: 500\n", encoding="utf-8"
    )
    assert main(["assess", str(case), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["results"]["api_cost"]["annual_cost"] == pytest.approx(156_000)
    assert main(["assess", str(case)]) == 0
    assert "$13,000" in capsys.readouterr().out


def test_scripts_run_and_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = "We send 40,000 requests a month."
    good = f"name: good\nturns:\n  - user: {said}\n    expect:\n      facts: {{requests_per_month: 40000}}\n"
    (tmp_path / "good.yaml").write_text(good, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(good.replace("40000}", "50000}").replace("good", "bad"), encoding="utf-8")
    assert main(["run", str(tmp_path / "good.yaml")]) == 0
    assert "1 passed, 0 failed" in capsys.readouterr().out
    assert main(["run", str(tmp_path), "--report", str(tmp_path / "junit.xml")]) == 1
    told = capsys.readouterr().out
    assert "50000" in told
    assert "40000" in told
    assert "1 passed, 1 failed" in told
    assert 'failures="1"' in (tmp_path / "junit.xml").read_text(encoding="utf-8")


def test_a_chat_goes_on_where_it_was_left(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(["We send 40,000 requests a month.", "/quit"])
    monkeypatch.setattr("builtins.input", lambda _: next(lines))
    assert main(["chat"]) == 0
    conversation = capsys.readouterr().out.partition("under its id: ")[2].split(")")[0]
    lines = iter(["what do you know so far?", "/quit"])
    assert main(["chat", "--resume", conversation]) == 0
    assert "40,000" in capsys.readouterr().out


def test_a_chat_can_be_written_down_as_a_script(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = iter(["We send 40,000 requests a month.", "/quit"])
    monkeypatch.setattr("builtins.input", lambda _: next(lines))
    assert main(["run", "--record", str(tmp_path / "out.yaml")]) == 0
    assert main(["run", str(tmp_path / "out.yaml")]) == 0
    assert "1 passed" in capsys.readouterr().out
