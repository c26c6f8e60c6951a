"""What the calls of `agent.reading.sizing` give, in a few sentences each; figures come from the results as they are."""

from collections.abc import Callable, Mapping

from pydantic import JsonValue

from agent import phrasing

Result = Mapping[str, JsonValue]


def _serving(result: Result) -> str:
    weights, cache, total = (_number(result, name) for name in ("weights_gb", "kv_cache_gb", "total_gb"))
    count = _number(result, "minimum_gpus")
    return (
        f"{result['model']} takes {total:.4g} GB of GPU memory: {weights:.4g} GB of weights and {cache:.4g} GB of "
        f"cache for what runs at once. That is **{count:.0f} {result['gpu']}** at the least; spare ones and load peaks "
        f"come on top.{_assumed(result)}"
    )


def _training(result: Result) -> str:
    hours, cost = (_number(result, name) for name in ("gpu_hours", "compute_cost"))
    low, high = _ends(result["compute_cost_range"])
    days = _days(result)
    return (
        f"That training takes about {phrasing.count(round(hours))} GPU hours{days}, **{phrasing.about_usd(cost)}** of "
        f"compute ({phrasing.about_usd(low)} to {phrasing.about_usd(high)}, as published runs used their GPUs); data, "
        f"people and failed runs come on top.{_assumed(result)}"
    )


def _days(result: Result) -> str:
    """ ", 5.3 days on that many GPUs"; nothing where no number of GPUs is given."""
    if result["days"] is None:
        return ""
    low, high = _ends(result["days_range"])
    return f" (**{_number(result, 'days'):.1f} days** on your GPUs; {low:.1f} to {high:.1f})"


def _tuning(result: Result) -> str:
    upfront = phrasing.usd(_number(result, "upfront_cost"))
    return f"That tuning comes to **{upfront}** up front, by what you gave.{_assumed(result)}{_warned(result)}"


def _four_ps(result: Result) -> str:
    scores = result["scores"]
    assert isinstance(scores, dict)
    known = [f"{name} {value:.3g}" for name, value in scores.items() if isinstance(value, int | float)]
    verdict = {"fine_tune": "fine-tune", "consider": "consider fine-tuning", "not_yet": "not yet"}
    return (
        f"On the four Ps that makes **{_number(result, 'total'):.3g} of 40** ({phrasing.joined(known)}): "
        f"{verdict[str(result['verdict'])]}.{_warned(result)}"
    )


def _objective(result: Result) -> str:
    names = ("specific", "measurable", "achievable", "relevant", "time_bound")
    judged = {name.replace("_", "-"): result[name] for name in names}
    met = [name for name, one in judged.items() if isinstance(one, dict) and one.get("met") is True]
    lacking = [name for name in judged if name not in met]
    rest = f"; not shown: {phrasing.joined(lacking)}" if lacking else ""
    better = f" Put so that all five can be seen: `{result['rewrite']}`" if lacking else ""
    return f"It meets **{len(met)} of 5**: {phrasing.joined(met) or 'none'}{rest}.{better}"


SIZED: Mapping[str, Callable[[Result], str]] = {
    "serving_memory": _serving,
    "training_compute": _training,
    "fine_tuning_cost": _tuning,
    "fine_tuning_fit": _four_ps,
    "objective_check": _objective,
}


def _number(result: Result, name: str) -> float:
    return float(str(result[name]))


def _ends(value: JsonValue) -> tuple[float, float]:
    assert isinstance(value, list)
    return float(str(value[0])), float(str(value[1]))


def _assumed(result: Result) -> str:
    """The defaults that it rests on, without what the model's own shape brings."""
    ledger = result["assumptions"]
    records = [one for one in ledger if isinstance(one, dict)] if isinstance(ledger, list) else []
    named = [_in_words(str(one["name"]), one["value"]) for one in records if one["name"] not in _OF_THE_MODEL]
    return f" Assumed: {'; '.join(named)}." if named else ""


def _in_words(name: str, value: JsonValue) -> str:
    return _SAID[name].format(phrasing.plain(value)) if name in _SAID else f"{_spaced(name)} {phrasing.plain(value)}"


def _spaced(name: str) -> str:
    return name.replace("_", " ")


_OF_THE_MODEL = frozenset({"parameters_billion", "active_parameters_billion", "layers", "kv_heads", "head_dim"})
_SAID: Mapping[str, str] = {
    "bits": "{} bits a weight",
    "kv_bits": "{} bits in the cache",
    "context_tokens": "{} tokens of context",
    "concurrent_requests": "{} request at a time",
    "gpu": "GPU {}",
    "gpu_hour_price": "${} an hour and GPU",
    "mfu": "{} of the GPU's peak reached",
}


def _warned(result: Result) -> str:
    warnings = result["warnings"]
    return "".join(f" {one}" for one in warnings) if isinstance(warnings, list) else ""
