"""Which language model is used, and with what: the settings, from the environment or a `.env` file."""

from pathlib import Path

import pytest

from ui.settings import BadSettings, read_settings

NAMES = ("ADVISOR_MODEL", "ADVISOR_LLM_TIMEOUT", "ADVISOR_REDACT", "OPENAI_API_KEY", "OPENAI_BASE_URL")


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of the test's own, and none of the variables."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_a_name_there_is_no_model_whatever_else_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("ADVISOR_LLM_TIMEOUT", "5")
    assert read_settings().language_model() is None
    monkeypatch.setenv("ADVISOR_MODEL", "  ")
    assert read_settings().language_model() is None


def test_a_model_comes_with_what_the_openai_package_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_MODEL", "gpt-4o")
    model = read_settings().language_model()
    assert model is not None
    assert (model.name, model.timeout, model.api_key, model.base_url, model.redact) == ("gpt-4o", 30, None, None, False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("ADVISOR_LLM_TIMEOUT", "5.5")
    monkeypatch.setenv("ADVISOR_REDACT", "1")
    model = read_settings().language_model()
    assert model is not None
    assert model.api_key is not None
    assert model.api_key.get_secret_value() == "sk-secret"
    assert (model.timeout, model.base_url, model.redact) == (5.5, "http://127.0.0.1:1/v1", True)


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_MODEL", "gpt-4o")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    model = read_settings().language_model()
    assert model is not None
    assert model.api_key is None


def test_all_of_it_may_stand_in_a_file(tmp_path: Path) -> None:
    lines = "ADVISOR_MODEL=small\nOPENAI_API_KEY=sk-secret\nOPENAI_BASE_URL=http://127.0.0.1:1/v1\n"
    (tmp_path / ".env").write_text(lines, encoding="utf-8")
    model = read_settings().language_model()
    assert model is not None
    assert (model.name, model.base_url) == ("small", "http://127.0.0.1:1/v1")
    assert "sk-secret" not in repr(model) + repr(read_settings())


def test_a_deadline_is_a_positive_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_LLM_TIMEOUT", "0")
    with pytest.raises(BadSettings, match="ADVISOR_LLM_TIMEOUT"):
        read_settings()
