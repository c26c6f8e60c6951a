"""What language models cost at a date, from the price list of the `genai-prices` package, offline.

The list has history but no date of its own: a price's source is the package with its version, and the provider's page;
the day that this version came out stands in `data/price_list.yaml`. Nothing here knows a clock; without a date the
prices of that day count. The list is loaded on first use.
"""

import operator
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict
from rapidfuzz import fuzz

from tools.data_files import load_record
from tools.errors import UnknownModel
from tools.known_models import known_model

if TYPE_CHECKING:
    from genai_prices.types import ModelInfo, ModelPrice, Provider, TieredPrices

Processing = Literal["standard", "batch"]
MILLION = Decimal(1_000_000)
_WORDS_OF_A_LINE = 2  # "Claude" alone has several lines


@dataclass(frozen=True)
class Rate:
    """USD per million tokens: `base`, and `tiers` of (start, price) for requests with more input tokens than start."""

    base: Decimal
    tiers: tuple[tuple[int, Decimal], ...] = ()

    def at(self, input_tokens: Decimal | float) -> Decimal:
        """The rate of a whole request with this much input: crossing a tier re-prices all of its tokens."""
        return next((price for start, price in reversed(self.tiers) if input_tokens > start), self.base)


@dataclass(frozen=True)
class Price:
    """One model's prices at a date. A rate that the list lacks is `None`, never zero."""

    model: str
    provider: str
    input: Rate
    output: Rate | None
    cached_input: Rate | None
    per_request: Decimal  # USD, on top of the tokens
    source: str
    url: str | None
    context_window: int | None
    deprecated: bool
    varies_by_hour: bool
    has_batch_price: bool
    cache_write: Rate | None = None  # of the shortest time to live
    since: date | None = None  # first day of these prices, where the list says it
    next_change: "PriceChange | None" = None

    def request_cost(self, input_tokens: Decimal | float, output_tokens: Decimal | float) -> Decimal | None:
        """USD for one request without caching; `None` where the output has no price."""
        tokens_in, tokens_out = Decimal(str(input_tokens)), Decimal(str(output_tokens))
        if self.output is None and tokens_out:
            return None
        output_rate = self.output.at(tokens_in) if self.output else Decimal(0)
        return (tokens_in * self.input.at(tokens_in) + tokens_out * output_rate) / MILLION + self.per_request


@dataclass(frozen=True)
class PriceChange:
    """Another price that the list has for a later day, in USD per million tokens of a small request."""

    day: date
    input: Decimal
    output: Decimal | None


def price_of(model: str, as_of: date | None, processing: Processing = "standard", argument: str = "model") -> Price:
    """Prices of `model` on a day, at noon UTC (some vary by the hour); `None` takes the day that the list came out.

    Where the list has no batch price, `processing="batch"` gives the standard prices. Raises `UnknownModel` with near
    matches when nothing priced goes by that name; `argument` is the name that its message uses.
    """
    entry = _resolve(model)
    if entry is None:
        raise UnknownModel(argument, model, near_models(model))
    return _price_at(entry, as_of, processing)


def prices_through_day(price: Price, as_of: date | None, processing: Processing = "standard") -> tuple[Price, ...]:
    """The different prices of one day (UTC) of a model that costs more at some hours; else the one given."""
    return _through_day(price.model, as_of, processing) if price.varies_by_hour else (price,)


@lru_cache(maxsize=1024)
def _through_day(model: str, as_of: date | None, processing: Processing) -> tuple[Price, ...]:
    entry = _resolve(model)
    if entry is None:
        raise UnknownModel("model", model, near_models(model))
    halves = (time(half // 2, 30 * (half % 2)) for half in range(48))
    return tuple(dict.fromkeys(_price_at(entry, as_of, processing, at) for at in halves))


def price_warnings(price: Price, as_of: date | None) -> tuple[str, ...]:
    """What a reader must know of this one price at this day: too early, of unknown age, about to change."""
    if as_of is None:
        return ()
    return tuple(_price_warnings(price, as_of))


def price_list_warnings(as_of: date | None) -> tuple[str, ...]:
    """A sentence where a day lies so far after the list that its prices may have changed."""
    age = _list_age(as_of)
    if as_of is None or age is None or age <= _price_list().stale_after_days:
        return ()
    record = _price_list()
    dated = f"{record.released}" if _installed_version() == record.version else f"{record.released} or later"
    sentence = (
        f"The price list ({price_list_source()}) is of {dated}, {age:,} days before {as_of}: prices may have changed. "
        "Check them at the provider, or install a newer price list."
    )
    return (sentence,)


def price_list_released() -> date:
    """The day that the price list came out: no price in it was checked later."""
    return _price_list().released


def _list_age(as_of: date | None) -> int | None:
    """Days from the list to `as_of`. Of a newer version than the recorded one only an upper bound is known."""
    return None if as_of is None else (as_of - _price_list().released).days


def _price_warnings(price: Price, as_of: date) -> Iterator[str]:
    yield from (gap.says for gap in _price_list().gaps if price.model in gap.models and as_of >= gap.since)
    known = known_model(price.model)
    if known and as_of < known.released:
        yield (
            f"{price.model} was released on {known.released}; it could not be bought on {as_of}, and the price is "
            f"the list's earliest."
        )
    elif price.since is None and (_list_age(as_of) or 0) < -_price_list().stale_after_days:
        yield (
            f"The price list does not say since when this price of {price.model} holds; on {as_of} it may have been "
            f"another."
        )
    change = price.next_change
    if change:
        output = "" if change.output is None else f" and ${change.output:g} out"
        yield (
            f"From {change.day} the price list has another price for {price.model}: ${change.input:g} in{output} "
            "per million tokens."
        )


def resolve_model(text: str) -> str | None:
    """The price list's own id for a model as people write it ("GPT4o", "Claude 4.5 Sonnet"), or `None`."""
    entry = _resolve(text)
    return _name(entry) if entry else None


@lru_cache(maxsize=4096)
def _name(entry: "_Entry") -> str:
    """The id that leads back to this very entry: with its provider, where the plain one means another's model."""
    full = f"{entry.provider.id}/{entry.model.id}"
    return full if _resolve(entry.canonical) is not entry and _resolve(full) is entry else entry.canonical


@cache
def model_names() -> tuple[str, ...]:
    """The ids of all models with a price, each of which `resolve_model` gives back as it is; makers' own first."""
    entries = (entry for prices in _price_lists() for entry in prices.entries)
    found = dict.fromkeys(resolve_model(entry.canonical) for entry in entries)
    return tuple(name for name in found if name is not None and resolve_model(name) == name)


@lru_cache(maxsize=1024)
def newest_model(text: str) -> str | None:
    """The newest version of a line of models that is named without one ("Claude Sonnet", "gemini flash")."""
    wanted = _tokens(_last_part(text))
    if len(set(wanted)) < _WORDS_OF_A_LINE or any(any(map(str.isdigit, word)) for word in wanted):
        return None
    *makers, _ = _price_lists()
    versions = {}
    for entry in (entry for maker in makers for entry in maker.entries):
        words = _tokens(_last_part(entry.model.id))
        if {word for word in words if not word.isdigit()} == set(wanted) and not _is_resold_copy(_name(entry)):
            versions[tuple(map(operator.neg, _oldness(entry)))] = _name(entry)
    return versions[max(versions)] if versions else None


@lru_cache(maxsize=1024)
def near_models(text: str, limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` ids that someone who wrote `text` may have meant, best first; makers' own before resold ones."""
    wanted = _tokens(_last_part(text))
    *makers, others = _price_lists()
    found: list[str] = []
    for entries in ([entry for maker in makers for entry in maker.entries], others.entries):
        scored = sorted((-_likeness(wanted, entry), _oldness(entry), entry.order, entry.canonical) for entry in entries)
        alike = (name for score, _, _, name in scored if score <= -70 and resolve_model(name) == name)
        found += [name for name in dict.fromkeys(alike) if name not in found and not _is_resold_copy(name)]
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def _is_resold_copy(name: str) -> bool:
    """Whether the maker sells the same model under its plain id."""
    plain = resolve_model(_last_part(name))
    return plain is not None and plain != name and _last_part(plain) == _last_part(name)


def _likeness(wanted: tuple[str, ...], entry: "_Entry") -> float:
    """0 to 100: how much an entry's id looks like the words; a special-purpose model must be asked for."""
    words = _tokens(_last_part(entry.model.id))
    # "Claude" alone fits every Claude; the newest comes first then.
    fits_all = bool(wanted) and set(wanted) <= set(words)
    score = 90.0 if fits_all else fuzz.ratio("".join(wanted), "".join(words))
    return score - 20 * bool((set(words) - set(wanted)) & _naming().special)


def _oldness(entry: "_Entry") -> tuple[int, ...]:
    """Sorts newer versions first."""
    return tuple(-int(token) for token in _tokens(_last_part(entry.model.id)) if token.isdigit() and len(token) < 3)


def price_list_source() -> str:
    """The price list and its version, as results name it."""
    return f"genai-prices {_installed_version()}"


@cache
def _installed_version() -> str:
    return version("genai-prices")


class _Gap(BaseModel):
    """A change of price that the list lacks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    models: tuple[str, ...]
    since: date
    says: str
    source: str


class _PriceListRecord(BaseModel):
    """`data/price_list.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    released: date
    stale_after_days: int
    gaps: tuple[_Gap, ...]
    source: str
    checked: date


@cache
def _price_list() -> _PriceListRecord:
    return load_record("price_list.yaml", _PriceListRecord)


class _Naming(BaseModel):
    """`data/price_providers.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    makers: tuple[str, ...]
    resellers: tuple[str, ...]
    prefixes: Mapping[str, str]
    words: Mapping[str, str]
    implied: Mapping[str, str]
    aliases: Mapping[str, str]
    noise: frozenset[str]
    special: frozenset[str]


@cache
def _naming() -> _Naming:
    return load_record("price_providers.yaml", _Naming)


@dataclass(frozen=True, eq=False)
class _Entry:
    """A model in the list of one provider; `order` is its place when several entries fit."""

    order: int
    provider: "Provider"
    model: "ModelInfo"
    canonical: str


class _PriceList:
    """Priced entries in order, and the ways to find one by name. The first entry under a key wins."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self.entries = tuple(entries)
        self.by_id: dict[str, _Entry] = {}
        self.by_provider_and_id: dict[tuple[str, str], _Entry] = {}
        self.by_key: dict[tuple[int, object], _Entry] = {}
        for entry in self.entries:
            self.by_id.setdefault(entry.model.id.lower(), entry)
            self.by_provider_and_id.setdefault((entry.provider.id, entry.model.id.lower()), entry)
        # Ids before display names (a name is marketing, an id is what the invoice says), plain ones before dated ones.
        plain_first = sorted(self.entries, key=lambda one: (len(_noise_in(one.model.id)), one.order))
        for label in ("id", "name"):
            for entry in plain_first:
                for key in _keys(_last_part(getattr(entry.model, label) or "")):
                    self.by_key.setdefault(key, entry)


@cache
def _price_lists() -> tuple[_PriceList, ...]:
    """A list for each maker, in order, and one for everybody else."""
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415  its import takes half a second

    naming = _naming()
    rank = {name: place for place, name in enumerate((*naming.makers, *naming.resellers))}
    providers = sorted(get_snapshot().providers, key=lambda one: (rank.get(one.id, len(rank)), one.id))
    first_with_id: dict[str, str] = {}
    entries: list[_Entry] = []
    for provider in providers:
        for model in provider.models:
            if _is_priced(model) and not model.id.startswith("~"):  # "~" marks a router's moving target
                owner = first_with_id.setdefault(model.id.lower(), provider.id)
                canonical = model.id if owner == provider.id else f"{provider.id}/{model.id}"
                entries.append(_Entry(len(entries), provider, model, canonical))
    own = [_PriceList(entry for entry in entries if entry.provider.id == maker) for maker in naming.makers]
    return (*own, _PriceList(entry for entry in entries if entry.provider.id not in naming.makers))


def _is_priced(model: "ModelInfo") -> bool:
    """Whether the model costs money per token; a free tier or a price per minute of audio is no token price."""
    prices = [model.prices] if not isinstance(model.prices, list) else [one.prices for one in model.prices]
    return any(_positive(price.input_mtok) for price in prices)


def _positive(price: "Decimal | TieredPrices | None") -> bool:
    return price is not None and _rate(price).base > 0


@lru_cache(maxsize=4096)
def _resolve(text: str) -> _Entry | None:
    """The provider named in front, then the makers, then the rest; in each from strict to tolerant."""
    written = " ".join(text.split())
    if not written or len(written) > 200:
        return None
    written = _naming().aliases.get(written.lower(), written)
    prefix, _, rest = written.partition("/")
    provider = _naming().prefixes.get(prefix.lower()) if rest else None
    for prices in _price_lists():
        found = prices.by_provider_and_id.get((provider, rest.lower())) if provider else None
        if found:
            return found
    if provider:
        by_provider = _resolve_at(rest, provider)
        if by_provider:
            return by_provider
    for prices in _price_lists():
        found = prices.by_id.get(written.lower()) or _find(prices, written)
        if found:
            return found
    return None


def _resolve_at(text: str, provider: str) -> _Entry | None:
    """The provider's entry that means the same as `text`; only a difference in writing is forgiven."""
    wanted = set(_keys(text)[:2])
    own = (entry for prices in _price_lists() for entry in prices.entries if entry.provider.id == provider)
    return next((entry for entry in own if wanted & set(_keys(_last_part(entry.model.id))[:2])), None)


def _find(prices: _PriceList, text: str) -> _Entry | None:
    keys = [prices.by_key.get(key) for key in _keys(_last_part(text))]
    return next(filter(None, (*keys[:2], _find_by_rule(prices, text), *keys[2:])), None)


def _find_by_rule(prices: _PriceList, text: str) -> _Entry | None:
    """By the price list's own rules, which know dated ids; they match beginnings, so no new word may slip in."""
    reference = re.sub(r"[\s_]+", "-", _last_part(text).lower())
    family = re.match(r"[a-z]+", reference)
    if family and family.group() in _naming().noise:  # "anthropic.claude-…", "OpenAI gpt-…"
        reference = reference[family.end() :].lstrip("-.:")
    words = {token for token in _tokens(reference) if token.isalpha()}
    for entry in prices.entries:
        if entry.model.is_match(reference):
            known = {*_tokens(entry.model.id), *_tokens(entry.model.name or ""), *_naming().noise, "v"}
            if words <= known or entry.model.id.startswith("ft:"):
                return entry
    return None


@lru_cache(maxsize=8192)
def _keys(text: str) -> tuple[tuple[int, object], ...]:
    """Ever more tolerant keys for a model's name; the number tells the kinds apart."""
    return tuple(_each_key(text))


def _each_key(text: str) -> Iterator[tuple[int, object]]:
    tokens = _tokens(text)
    if not tokens:
        return
    yield 0, tokens
    yield 1, _unordered(tokens)
    noise = _noise_in(text)
    telling = tuple(token for token in tokens if token not in noise)
    family = next((_naming().implied[word] for word in telling if word in _naming().implied), None)
    if family and family not in telling:
        telling = (family, *telling)
    while telling[-1:] == ("0",):  # "Claude Sonnet 4" is listed as claude-sonnet-4-0
        telling = telling[:-1]
    if len(telling) > 1:
        yield 2, telling
        yield 3, _unordered(telling)
        yield 4, "".join(telling)


def _noise_in(text: str) -> frozenset[str]:
    """The words of a name that do not change which model is meant, dates among them."""
    tokens = _tokens(text)
    dates = re.findall(r"20\d\d-?\d\d-?\d\d", text)
    in_dates = {part for one in dates for part in re.findall(r"\d+", one)}
    return frozenset(
        token for token in tokens if token in _naming().noise or token in in_dates or re.fullmatch(r"\d{4,8}", token)
    )


def _unordered(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words in any order, version numbers in theirs: "Claude 4.5 Sonnet" is "claude-sonnet-4-5"."""
    numbers = tuple(token for token in tokens if token.isdigit())
    return tuple(sorted(token for token in tokens if not token.isdigit())), numbers


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[str, ...]:
    """Words, version numbers and sizes such as "70b" of a model's name: "GPT4o" and "gpt-4o" are both gpt, 4o."""
    found = re.findall(r"\d+x\d+b(?![a-z0-9])|\d+b(?![a-z0-9])|4o(?![a-z0-9])|[a-z]+|\d+|\+", text.lower())
    return tuple(_naming().words.get(token, token) for token in found)


def _last_part(text: str) -> str:
    return text.rpartition("/")[2]


# Noon UTC, so that a price that depends on the hour is the same for everybody who asks about that day.
_NOON = time(12)


@lru_cache(maxsize=4096)
def _price_at(entry: _Entry, as_of: date | None, processing: Processing, at: time = _NOON) -> Price:
    day = as_of or price_list_released()
    moment = datetime.combine(day, at, tzinfo=UTC)
    standard = entry.model.get_prices(moment)
    listed = entry.model.get_prices(moment, {"processing": processing}) if processing == "batch" else standard
    if not _positive(listed.input_mtok):
        raise UnknownModel("model", entry.model.id, near_models(entry.model.id))
    starts = _starts(entry.model)
    return Price(
        model=_name(entry),
        provider=entry.provider.id,
        input=_rate(listed.input_mtok),
        output=_rate_or_none(listed.output_mtok),
        cached_input=_rate_or_none(listed.cache_read_mtok),
        per_request=_per_request(listed),
        source=price_list_source(),
        url=next(iter(entry.provider.pricing_urls or ()), None),
        context_window=entry.model.context_window,
        deprecated=bool(entry.model.deprecated),
        varies_by_hour=_varies_by_hour(entry.model),
        has_batch_price=processing == "batch" and listed.input_mtok != standard.input_mtok,
        cache_write=_rate_or_none(listed.cache_write_mtok),
        since=max((start for start in starts if start <= day), default=None),
        next_change=_next_change(entry.model, day, at, starts),
    )


def _starts(model: "ModelInfo") -> tuple[date, ...]:
    """The days that the list has a new price from, in order."""
    conditions = [one.constraint for one in model.prices] if isinstance(model.prices, list) else []
    days = (getattr(condition, "start_date", None) for condition in conditions)
    return tuple(sorted({day for day in days if day is not None}))


def _next_change(model: "ModelInfo", day: date, at: time, starts: tuple[date, ...]) -> PriceChange | None:
    now = model.get_prices(datetime.combine(day, at, tzinfo=UTC))
    for start in starts:
        later = model.get_prices(datetime.combine(start, at, tzinfo=UTC))
        changed = (later.input_mtok, later.output_mtok) != (now.input_mtok, now.output_mtok)
        if start > day and changed and _positive(later.input_mtok):
            output = _rate_or_none(later.output_mtok)
            return PriceChange(start, _rate(later.input_mtok).base, output.base if output else None)
    return None


def _varies_by_hour(model: "ModelInfo") -> bool:
    conditions = [one.constraint for one in model.prices] if isinstance(model.prices, list) else []
    return any(hasattr(condition, "start_time") for condition in conditions)


def _per_request(price: "ModelPrice") -> Decimal:
    """Some search models bill each request as well; the list quotes it per thousand."""
    listed = price.requests_kcount
    return Decimal(0) if listed is None else _rate(listed).base / 1000


def _rate_or_none(listed: "Decimal | TieredPrices | None") -> Rate | None:
    return None if listed is None else _rate(listed)


def _rate(listed: "Decimal | TieredPrices | None") -> Rate:
    if isinstance(listed, Decimal):
        return Rate(listed)
    if listed is None:
        raise ValueError("a rate that the price list lacks is not zero")
    return Rate(listed.base, tuple((tier.start, tier.price) for tier in listed.tiers))
