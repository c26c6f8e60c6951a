"""The one module that reads the environment. Every setting is a variable, or stands in a `.env` file."""

import ipaddress
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from agent.model.settings import ModelSettings


class BadSettings(ValueError):
    """The message names the setting and the remedy, for the person who starts the program."""


class Settings(BaseSettings):
    """`ADVISOR_…` variables, by their names in lower case without the prefix."""

    model_config = SettingsConfigDict(env_prefix="ADVISOR_", env_file=".env", extra="ignore", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)
    home: Path = Field(default_factory=lambda: user_data_path("llm-investment-advisor"))
    api_keys: Annotated[tuple[str, ...], NoDecode] = Field(default=(), repr=False)
    allow_open: bool = False
    model: str | None = None
    database_url: str | None = Field(default=None, repr=False)
    chroma_url: str | None = None
    redact: bool = False
    llm_timeout: float = Field(default=30, gt=0)

    @field_validator("api_keys", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(key.strip() for key in value.split(",") if key.strip())

    @field_validator("home", mode="after")
    @classmethod
    def _at_home(cls, value: Path) -> Path:
        return value.expanduser()

    @field_validator("model", mode="after")
    @classmethod
    def _is_name(cls, value: str | None) -> str | None:
        return value.strip() or None if value else None

    @field_validator("chroma_url", mode="after")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if not value:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
            raise ValueError("must be the address of a Chroma server, such as http://127.0.0.1:8000")
        return value

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def language_model(self) -> ModelSettings | None:
        """The language model to use, with what the `openai` package reads; `None`: none, whatever else is set."""
        if self.model is None:
            return None
        server = _OpenAISettings()
        return ModelSettings(
            name=self.model,
            timeout=self.llm_timeout,
            api_key=server.api_key,
            base_url=server.base_url,
            redact=self.redact,
        )

    def refuse_open_door(self) -> None:
        """Raises `BadSettings` when others could reach a server without keys and nobody said that this is meant."""
        if not (self.api_keys or self.on_loopback or self.allow_open):
            raise BadSettings(
                f"ADVISOR_HOST is {self.host}, so other machines could reach the advisor, "
                "and ADVISOR_API_KEYS is empty. Set ADVISOR_API_KEYS to a key, "
                "or ADVISOR_ALLOW_OPEN=1 to serve without one."
            )

    def not_yet(self) -> list[str]:
        """Settings that are set but that this version does not act on; silence would mislead."""
        waiting = {
            "ADVISOR_DATABASE_URL": self.database_url,
        }
        return [f"{name} is set, but this version does not support it yet." for name, value in waiting.items() if value]


class _OpenAISettings(BaseSettings):
    """The variables of the `openai` package; here, so that they may stand in the `.env` file too."""

    model_config = SettingsConfigDict(
        env_prefix="OPENAI_", env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    api_key: SecretStr | None = None
    base_url: str | None = Field(default=None, repr=False)


class TraceSettings(BaseSettings):
    """The variables of OpenTelemetry that switch it on; its exporter reads the others by itself."""

    model_config = SettingsConfigDict(
        env_prefix="OTEL_", env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    exporter_otlp_endpoint: str | None = Field(default=None, repr=False)
    exporter_otlp_traces_endpoint: str | None = Field(default=None, repr=False)
    service_name: str = "llm-investment-advisor"
    sdk_disabled: bool = False

    @property
    def address(self) -> str | None:
        """Where spans go; `None`: nowhere."""
        if self.sdk_disabled:
            return None
        if self.exporter_otlp_traces_endpoint:
            return self.exporter_otlp_traces_endpoint
        return f"{self.exporter_otlp_endpoint.rstrip('/')}/v1/traces" if self.exporter_otlp_endpoint else None


def read_settings() -> Settings:
    """The settings of this process. Raises `BadSettings` with the variable and the remedy."""
    try:
        return Settings()
    except ValidationError as error:
        finding = error.errors(include_url=False, include_input=False)[0]
        name = f"ADVISOR_{str(finding['loc'][0]).upper()}"
        raise BadSettings(f"{name}: {finding['msg'][0].lower()}{finding['msg'][1:]}.") from error
