"""What a call of the language model costs: by the advisor's own price list, and only where its prices hold.

A name says nothing about a price: `gpt-4o` behind an address of one's own is whatever runs there. So a call has a price
where its address is a vendor's (`vendors.yaml`), and that vendor sells the model.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from tools.errors import UnknownModel
from tools.prices import MILLION, Price, price_of

# Where requests go when no address is set, as the `openai` package has it.
OPENAI = "https://api.openai.com/v1"


def call_cost(model: str, address: str | None, tokens: tuple[int, int, int], today: date) -> float | None:
    """USD for one call by its tokens in, out, and cached among those in; `None` where no price is known.

    `address` is the server's, `None` for OpenAI's own.
    """
    price = _price_at(model, address, today)
    if price is None or price.output is None:
        return None
    given, returned, cached = tokens
    cached = min(cached, given)
    size = Decimal(given)
    cached_rate = (price.cached_input or price.input).at(size)
    cost = (given - cached) * price.input.at(size) + cached * cached_rate + returned * price.output.at(size)
    return float(cost / MILLION + price.per_request)


def vendor_at(address: str | None) -> str | None:
    """The vendor behind an address, by its name in the price list; `None` where the server is somebody's own."""
    try:
        host = (urlsplit(address or OPENAI).hostname or "").rstrip(".")
    except ValueError:
        return None
    hosts = _vendors().hosts.items()
    return next((vendor for vendor, known in hosts if any(fnmatchcase(host, one) for one in known)), None)


def _price_at(model: str, address: str | None, today: date) -> Price | None:
    vendor = vendor_at(address)
    if vendor is None:
        return None
    try:
        price = price_of(f"{vendor}/{model}", today)
    except UnknownModel:
        return None
    return price if price.provider in (vendor, _vendors().at_prices_of.get(vendor)) else None


class _Vendors(BaseModel):
    """`vendors.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    checked: date
    hosts: Mapping[str, tuple[str, ...]]
    at_prices_of: Mapping[str, str]


@cache
def _vendors() -> _Vendors:
    """Raises `ValueError` that names the file and the record."""
    file = Path(__file__).with_name("vendors.yaml")
    try:
        return _Vendors.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise ValueError(f"{file.name}: {error}") from error
