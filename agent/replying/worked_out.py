"""Figures that tools work out only when they are asked for, in words: memory and GPUs, hosting, training, criteria.

A figure says what it is made of, without the formula of the whole tool, and who says so.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from agent import phrasing
from agent.reading.answers import Figure
from agent.tool_results import Results

Result = Mapping[str, JsonValue]
_HOURS = 730  # of a month
_TABLE_HEAD = "| weight |"  # how a comparison of candidates shows its criteria


@dataclass(frozen=True)
class MainFigure:
    """A figure that replies are about: its value, how it is shown, and what it is made of."""

    value: float
    shown: str
    told: Callable[[], str]
    is_part: bool = False  # of another main figure, which is meant where no number is named
    of: Figure | None = None  # what people call it


def worked_out(results: Results) -> Iterator[MainFigure]:
    """The figures of the tools that have run."""
    for tool, figures in _TOOLS.items():
        if tool in results:
            yield from figures(results[tool])


def _hosting(result: Result) -> Iterator[MainFigure]:
    month, count, gpu = _number(result, "monthly_cost"), _number(result, "gpus"), str(result["gpu"])
    hour = phrasing.usd(_number(result, "gpu_hour_price"))
    replicas, spans = _number(result, "replicas"), _number(result, "gpus_per_replica")
    low, high = _ends(result["monthly_cost_range"])
    machines = f"{count:.0f} x {gpu}"
    yield _figure(
        month,
        phrasing.about_usd(month),
        "hosting",
        f"is what hosting comes to a month: {machines}, {_HOURS} hours a month at {hour} each; where the real "
        f"speed and price are others, {phrasing.about_usd(low)} to {phrasing.about_usd(high)}.{_price_source(result)}",
    )
    yield _figure(
        count,
        machines,
        "gpus",
        f"are the GPUs that it takes: one copy of the model needs {_number(result, 'replica_memory_gb'):.4g} GB at "
        f"full load and spans {_gpus(spans)}, and {replicas:.0f} {'copy' if replicas == 1 else 'copies'} carry the "
        f"busiest hour, spare ones included.{_rests_on(result, 'peak_factor', 'spare_replicas')}",
        is_part=True,
    )
    yield from _gpu_price(result)
    level = result["break_even_requests_per_month"]
    if level is not None:
        api = phrasing.joined([str(result["api_model"] or "the API")])
        yield _figure(
            float(str(level)),
            phrasing.count(float(str(level))),
            "break_even_volume",
            f"requests a month are the volume at which own GPUs cost as much as the API of {api}: fewer leave GPUs "
            "idle that are paid for all the same.",
        )


def _serving(result: Result) -> Iterator[MainFigure]:
    weights, cache, total = (_number(result, name) for name in ("weights_gb", "kv_cache_gb", "total_gb"))
    count, gpu = _number(result, "minimum_gpus"), str(result["gpu"])
    source = _sources(result)
    yield _figure(
        count,
        f"{count:.0f} {gpu}",
        "gpus",
        f"is the {total:.4g} GB of memory over the {_number(result, 'gpu_memory_gb'):.4g} GB of one {gpu}, "
        f"rounded up; no spare one and no peak is in it.{source}",
    )
    yield _figure(
        total,
        f"{total:.4g} GB",
        "memory",
        f"is the sum of {weights:.4g} GB of weights and {cache:.4g} GB of KV cache; nothing else is added.{source}",
    )
    yield _figure(
        weights,
        f"{weights:.4g} GB",
        "weights",
        f"are the weights: one number per parameter, at {_number(result, 'bits_per_weight'):.3g} bits each.{source}",
    )
    each = phrasing.count(_number(result, "kv_bytes_per_token"))
    yield _figure(
        cache,
        f"{cache:.4g} GB",
        "cache",
        f"is the KV cache, the keys and values that the model keeps of what it has read: {each} bytes a token (the "
        "shape of the model sets that), times the tokens of context, times the requests that run at once."
        f"{_rests_on(result, 'context_tokens', 'concurrent_requests')}{source}",
    )


def _training(result: Result) -> Iterator[MainFigure]:
    hours, cost = _number(result, "gpu_hours"), _number(result, "compute_cost")
    shown, price = phrasing.count(round(hours)), _number(result, "gpu_hour_price")
    yield _figure(
        cost,
        phrasing.about_usd(cost),
        "compute",
        f"is the compute: {shown} GPU hours at {phrasing.usd(price)} each.{_price_source(result)}",
    )
    yield _figure(
        hours,
        shown,
        "gpu_hours",
        f"GPU hours are the operations of that training (so many for each parameter and each token) over what one "
        f"{result['gpu']} does in an hour.{_rests_on(result, 'mfu')}{_sources(result, most=1)}",
    )
    yield from _gpu_price(result)


def _gpu_price(result: Result) -> Iterator[MainFigure]:
    price = _number(result, "gpu_hour_price")
    known = _assumption(result, "gpu_hour_price")
    told = f"I take the {known['source']}." if known else "you named it."
    shown = phrasing.usd(price)
    yield _figure(price, shown, "gpu_price", f"is the price of a GPU an hour: {told}", is_part=True)


def _scorecard(result: Result) -> Iterator[MainFigure]:
    told = (
        "**The criteria** are the nine that Turing's chapter on choosing a partner names; rated are those that you "
        "gave a rating for. How much each weighs is a rule of mine, moved by the facts of your case, unless you set it."
    )
    yield MainFigure(math.nan, _TABLE_HEAD, lambda: told, is_part=True, of="criteria")
    yield MainFigure(math.nan, _TABLE_HEAD, lambda: told, is_part=True, of="weights")
    ranking = result["ranking"]
    for one in ranking if isinstance(ranking, list) else []:
        if isinstance(one, dict):
            score = float(str(one["score"]))
            text = (
                f"is the score of {one['name']}: each rating times its weight, added up; the ratings are yours, from 0 "
                "to 5."
            )
            yield _figure(score, f"{score:.2f}", "score", text)


_TOOLS: Mapping[str, Callable[[Result], Iterator[MainFigure]]] = {
    "hosting_cost": _hosting,
    "serving_memory": _serving,
    "training_compute": _training,
    "partner_scorecard": _scorecard,
}


def _figure(value: float, shown: str, of: Figure, text: str, *, is_part: bool = False) -> MainFigure:
    return MainFigure(value, shown, lambda: f"**{shown}** {text}", is_part=is_part, of=of)


def _gpus(count: float) -> str:
    return "1 GPU" if count == 1 else f"{count:.0f} GPUs"


def _price_source(result: Result) -> str:
    hour = phrasing.usd(_number(result, "gpu_hour_price"))
    return f' Ask "where does the {hour} come from?" for its source.' if _assumption(result, "gpu_hour_price") else ""


def _rests_on(result: Result, *names: str) -> str:
    """ " Assumed: the busiest hour asks three times the average.": what nobody said of it, in the ledger's words."""
    known = [one for name in names if (one := _assumption(result, name))]
    told = [f"{_SAID[str(one['name'])].format(phrasing.plain(one['value']))}" for one in known]
    return f" Assumed: {'; '.join(told)}." if told else ""


_SAID = {
    "peak_factor": "the busiest hour asks {} times the average",
    "spare_replicas": "{} spare copy, so that one may fail",
    "context_tokens": "{} tokens of context, all that the model takes",
    "concurrent_requests": "{} request at a time",
    "mfu": "{} of the GPU's peak is reached, the middle of published runs",
}


def _assumption(result: Result, name: str) -> Mapping[str, JsonValue]:
    ledger = result["assumptions"]
    records = [one for one in ledger if isinstance(one, dict)] if isinstance(ledger, list) else []
    return next((one for one in records if one["name"] == name), {})


def _sources(result: Result, most: int = 2) -> str:
    named = result["sources"]
    told = [str(one) for one in named][:most] if isinstance(named, list) else []
    return f" Source: {phrasing.joined(told)}." if told else ""


def _number(result: Result, name: str) -> float:
    return float(str(result[name]))


def _ends(value: JsonValue) -> tuple[float, float]:
    assert isinstance(value, list)
    return float(str(value[0])), float(str(value[1]))
