"""What would bring the bill of an API down: a cheaper model, the cache, batches, a shorter prompt; each on its own."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from tools.api_cost import ApiCost, api_cost
from tools.errors import BadArgument
from tools.model_comparison import ComparisonRow, model_comparison
from tools.profile import Count, PositiveCount, Text, Usd
from tools.tool import Assumption, ToolResult, tool

LeverName = Literal["cheaper_model", "caching", "batch", "shorter_prompt"]

# Shares to show the size of a lever by; which of them can be reached, only the user's own requests tell.
CACHED, BATCHED, SHORTER = (0.5, 0.8), (0.5, 1.0), (0.3,)


class Lever(BaseModel):
    """One way to a lower bill, with nothing else changed."""

    model_config = ConfigDict(frozen=True)

    lever: LeverName
    title: str
    model: str | None = Field(default=None, description="the price list's id of a cheaper model")
    share: float | None = Field(default=None, description="of the input or of the requests that it takes hold of")
    monthly_cost: float = Field(description="USD")
    saving: float = Field(description="USD a month")
    saving_share: float = Field(description="of the bill as it is")


class CostLevers(ToolResult):
    """The bill as it is, and with each lever."""

    monthly_cost: float = Field(description="USD as it is: the stated bill, else at list prices")
    levers: tuple[Lever, ...]


@tool
def cost_levers(
    *,
    model: Annotated[Text, Field(description="model as price lists name it, for example gpt-4o")],
    requests_per_month: Annotated[PositiveCount, Field(description="model calls a month")],
    input_tokens: Annotated[PositiveCount, Field(description="tokens that go in, per request")],
    output_tokens: Annotated[Count, Field(description="tokens that come back, per request")],
    monthly_bill: Annotated[
        Usd | None,
        Field(description="USD a month as it is billed; every lever changes it as it changes the list price"),
    ] = None,
    as_of: date | None = None,
) -> CostLevers:
    """What would bring an API's bill down, each lever on its own: cheaper models, cache, batch, shorter prompts.

    Says nothing of quality, nor of which share can be cached or can wait. Raises `UnknownModel`.
    """

    def bill(*, cached: float = 0, batched: float = 0, kept: float = 1) -> ApiCost:
        return api_cost(
            model=model,
            requests_per_month=requests_per_month,
            input_tokens=input_tokens * kept,
            output_tokens=output_tokens,
            cached_share=cached,
            batch_share=batched,
            as_of=as_of,
        )

    listed = bill()
    if not listed.monthly_cost:
        raise BadArgument("model", f"{model} costs nothing at list prices, so there is nothing to bring down.")
    scale = 1.0 if monthly_bill is None else monthly_bill / listed.monthly_cost
    now = listed.monthly_cost * scale
    cheaper = model_comparison(
        requests_per_month=requests_per_month, input_tokens=input_tokens, output_tokens=output_tokens, as_of=as_of
    )
    cached = [(share, bill(cached=share)) for share in CACHED]
    batched = [(share, bill(batched=share)) for share in BATCHED]
    priced: list[tuple[LeverName, str, str | None, float | None, float]] = [
        *(("cheaper_model", f"{row.model} for all of it", row.model, None, row.monthly_cost)
          for row in _cheaper(cheaper.rows, listed)),
        *(("caching", f"{_part(share)} of the input from the cache", None, share, one.monthly_cost)
          for share, one in cached),
        *(("batch", f"{_part(share)} of the requests as a batch", None, share, one.monthly_cost)
          for share, one in batched),
        *(("shorter_prompt", f"A prompt shorter by {_part(share)}", None, share, bill(kept=1 - share).monthly_cost)
          for share in SHORTER),
    ]  # fmt: skip
    return CostLevers(
        monthly_cost=now,
        levers=tuple(
            Lever(
                lever=name,
                title=title,
                model=other,
                share=share,
                monthly_cost=cost * scale,
                saving=now - cost * scale,
                saving_share=1 - cost / listed.monthly_cost,
            )
            for name, title, other, share, cost in priced
        ),
        assumptions=tuple(_assumptions(as_of)),
        formula="each lever: the bill as it is x cost at list prices with the lever / cost at list prices without it",
        sources=listed.sources,
        warnings=tuple(dict.fromkeys(_new_warnings(listed, [one for _, one in (*cached, *batched)]))),
        as_of=as_of,
    )


def _part(share: float) -> str:
    return {0.5: "Half", 1.0: "All"}.get(share, f"{share * 100:.0f} %")


def _cheaper(rows: tuple[ComparisonRow, ...], listed: ApiCost) -> Iterator[ComparisonRow]:
    """The cheapest model of the same maker, and the cheapest of all, where they cost less."""
    less = [row for row in rows if row.monthly_cost < listed.monthly_cost and row.model != listed.model]
    own = next((row.provider for row in rows if row.model == listed.model), None)
    own = own or next((source.rpartition(" at ")[2] for source in listed.sources if " at " in source), None)
    same = [row for row in less if row.provider == own]
    yield from dict.fromkeys([*same[:1], *less[:1]])


def _new_warnings(listed: ApiCost, others: list[ApiCost]) -> Iterator[str]:
    """What only a lever brings with it: a price that the list does not have, and the like."""
    for one in others:
        yield from (warning for warning in one.warnings if warning not in listed.warnings)


def _assumptions(as_of: date | None) -> Iterator[Assumption]:
    for name, shares in (("cached_share", CACHED), ("batch_share", BATCHED), ("shorter_by", SHORTER)):
        yield Assumption(name=name, value=[*shares], source="own rule: shares to show its size by", checked=as_of)
