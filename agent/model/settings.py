"""Which language model, and where; light to import, since every command reads it."""

from dataclasses import dataclass, field

from pydantic import SecretStr


@dataclass(frozen=True)
class ModelSettings:
    """One model behind one address. Nothing here shows a key."""

    name: str
    timeout: float = 30.0  # seconds for all calls of a turn
    api_key: SecretStr | None = None
    base_url: str | None = field(default=None, repr=False)  # an address may hold a password
    redact: bool = False
