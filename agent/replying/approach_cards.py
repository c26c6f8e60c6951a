"""How each approach speaks to people (`approaches.yaml`)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter

from tools.profile import Approach


class Unpaid(BaseModel):
    """What waiting means where nothing that fits pays for itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    means: str
    first_step: str


class ApproachCard(BaseModel):
    """How one approach speaks to people."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    means: str
    first_step: str
    first_step_from: Mapping[Approach, str] = {}  # by what runs today
    unpaid: Unpaid | None = None

    def first_step_for(self, today: JsonValue) -> str:
        """The first step from where they are; `today` is the approach that runs, `None` where that is not known."""
        return next((step for approach, step in self.first_step_from.items() if approach == today), self.first_step)


@cache
def approaches() -> Mapping[str, ApproachCard]:
    """The approaches in words (`approaches.yaml`)."""
    file = Path(__file__).with_name("approaches.yaml")
    return TypeAdapter(dict[str, ApproachCard]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
