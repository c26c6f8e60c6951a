"""What the price list says of models: USD per million tokens, from cache and as a batch too, with source and day."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tools.errors import BadArgument
from tools.prices import (
    Price,
    Rate,
    price_list_released,
    price_list_source,
    price_list_warnings,
    price_of,
    price_warnings,
)
from tools.profile import Text
from tools.tool import ToolResult, tool


class LongContext(BaseModel):
    """From more than `input_tokens` in one request on, all of its tokens have these prices."""

    model_config = ConfigDict(frozen=True)

    input_tokens: int
    input: float
    output: float | None


class ListedPrice(BaseModel):
    """One model's prices, in USD per million tokens; null where the list has none."""

    model_config = ConfigDict(frozen=True)

    model: str
    input: float
    output: float | None
    cached_input: float | None
    batch_input: float | None
    batch_output: float | None
    long_context: tuple[LongContext, ...] = ()
    since: date | None = Field(default=None, description="first day of these prices, where the list says it")
    source: str = Field(description="the price list, and where the provider publishes its prices")


class ListPrices(ToolResult):
    """What the price list says."""

    rows: tuple[ListedPrice, ...] = Field(description="in the order of the models that were named")
    price_list: str = Field(description="the list and its version")
    released: date = Field(description="the day that the list came out: no price in it was checked later")


@tool
def list_prices(
    *,
    models: Annotated[tuple[Text, ...], Field(max_length=50, description="models as price lists name them")] = (),
    as_of: date | None = None,
) -> ListPrices:
    """List prices of models in USD per million tokens: input, output, cached input, and as a batch.

    Without models only the age of the list. Raises `UnknownModel` with near matches.
    """
    if len(set(models)) < len(models):
        raise BadArgument("models", "models names one of them twice; name each once.")
    prices = [price_of(model, as_of, argument="models") for model in models]
    warnings = [*price_list_warnings(as_of), *(one for price in prices for one in price_warnings(price, as_of))]
    return ListPrices(
        rows=tuple(_row(price, price_of(price.model, as_of, "batch")) for price in prices),
        price_list=price_list_source(),
        released=price_list_released(),
        formula="USD per million tokens as the list has them; nothing is added or taken off",
        sources=tuple(dict.fromkeys([price_list_source(), *(price.url for price in prices if price.url)])),
        warnings=tuple(warnings),
        as_of=as_of,
    )


def _row(price: Price, batch: Price) -> ListedPrice:
    in_batch = batch.has_batch_price
    return ListedPrice(
        model=price.model,
        input=float(price.input.base),
        output=_base(price.output),
        cached_input=_base(price.cached_input),
        batch_input=float(batch.input.base) if in_batch else None,
        batch_output=_base(batch.output) if in_batch else None,
        long_context=tuple(
            LongContext(
                input_tokens=start,
                input=float(rate),
                output=float(price.output.at(start + 1)) if price.output else None,
            )
            for start, rate in price.input.tiers
        ),
        since=price.since,
        source=f"{price.source}{f', {price.url}' if price.url else ''}",
    )


def _base(rate: Rate | None) -> float | None:
    return float(rate.base) if rate else None
