"""What other ways of running the same requests cost: other models, own machines, licences by the head.

Only where it is asked for, on the facts of the conversation and by the tools; what their data cannot price is said so.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import JsonValue

from agent import phrasing
from agent.facts import Fact, value_of
from agent.interview import cards
from agent.reading.answers import PRICED, About, Asked
from agent.words.message import taken_apart
from agent.words.model_names import ModelMention
from tools.assess import RULED_OUT, TUNED
from tools.economics import LARGE_MODEL, SMALL_MODEL
from tools.errors import ToolError
from tools.known_models import known_model
from tools.model_shapes import shape_or_none
from tools.profile import Approach
from tools.registry import call_tool

VOLUME = ("requests_per_month", "input_tokens", "output_tokens")
ROWS_SHOWN = 6

Result = dict[str, JsonValue]
Row = tuple[str, ...]


@dataclass(frozen=True)
class Priced:
    """One answer: a heading, a table (its first row is the head) where there are figures, and what to say to it."""

    heading: str
    sentences: tuple[str, ...]
    table: tuple[Row, ...] = ()
    results: Mapping[str, Result] = field(default_factory=dict)  # by tool: what the figures come from
    lacking: tuple[str, ...] = ()  # facts without which there are no figures
    figures: tuple[float, ...] = ()  # of tools beside the results
    compared: tuple[str, ...] = ()  # the models of the table, the cheapest first


@dataclass(frozen=True)
class Case:
    """The requests as they are, what is asked, and the day."""

    facts: Mapping[str, Fact]
    asked: Asked
    recommended: Approach
    today: date

    def known(self, name: str) -> JsonValue:
        """What is known of a field."""
        return value_of(self.facts, name)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is missing of the volume."""
        return tuple(name for name in VOLUME if self.known(name) is None)

    def call_alone(self, tool: str, arguments: Mapping[str, JsonValue]) -> Result:
        """A tool's result on nothing but the arguments. Raises `ToolError`."""
        return call_tool(tool, arguments, self.today).model_dump(mode="json")

    def call(self, tool: str, arguments: Mapping[str, JsonValue]) -> Result:
        """A tool's result on the volume. Raises `ToolError`."""
        volume = {name: self.known(name) for name in VOLUME}
        return call_tool(tool, {**volume, **arguments}, self.today).model_dump(mode="json")


def priced_of(
    asked: Asked, facts: Mapping[str, Fact], recommended: Approach, today: date, *, tried: bool
) -> tuple[Priced, ...]:
    """What a message wants priced; `tried` where a what-if tries the model out, which shows its price."""
    case = Case(facts, asked, recommended, today)
    about = [one for one in asked.about if one in PRICED and not (one == "models" and tried)]
    return tuple(_ANSWERS[one](case) for one in about)


def tries_out(asked: Asked, own: JsonValue) -> bool:
    """Whether a supposed model is tried out in place of their `own`: several are compared, one to host is priced."""
    others = set(asked.models) - {own}
    return "hosting" not in asked.about and not ("models" in asked.about and len(others) > 1)


def _hosting(case: Case) -> Priced:
    heading = "Hosting it yourselves:"
    if case.lacking:
        missing = _lacking(heading, case)
        one = case.call_alone("gpu_rent", {"gpus": 1})
        first = tuple(_first_word_on_hosting(case, one))
        told = (
            *first,
            *(
                ["For the exact sum" + missing.sentences[0].removeprefix("To work that out")]
                if first
                else missing.sentences
            ),
        )
        return replace(missing, sentences=told, results={"gpu_rent": one})
    model, own_choice = _hosted_model(case)
    try:
        result = _hosted(case, model)
    except ToolError as error:
        return Priced(heading, (str(error),))
    told = (
        *_host_or_not(case, result),
        *own_choice,
        *_break_even(case, result),
        *_bill_told(case, result),
        _UNCOUNTED,
        *_ruled_out(case),
    )
    if case.asked.tries_machines and result["api_model"] and case.known("self_hosting_required") is not True:
        return Priced(heading, (*_between(result), *told), (), {"hosting_cost": result})  # the what-if has the table
    return Priced(heading, told, _hosting_table(result), {"hosting_cost": result})


def _first_word_on_hosting(case: Case, rent: Result) -> Iterator[str]:
    """Yes or no as far as the bill tells it: less than one machine costs is never saved by machines."""
    if not case.asked.decides_machines:
        return
    if case.known("self_hosting_required") is True:
        yield _MUST
        return
    bill, one = case.known("monthly_api_spend"), _number(rent["monthly_cost"])
    machine = f"one rented H100 alone, day and night, is about {phrasing.about_usd(one)} a month"
    if bill is None:
        yield f"**Not before the sums are done:** {machine}, with nobody yet who runs it."
    elif _number(bill) <= one:
        yield f"**No:** {machine}, and your whole API bill is {phrasing.usd(_number(bill))}."
    else:
        yield (
            f"**Not yet to be said:** your API bill is {phrasing.usd(_number(bill))} a month and {machine}; how many "
            "of them it takes depends on how much text goes through."
        )


def _host_or_not(case: Case, result: Result) -> Iterator[str]:
    """Yes or no, by the money: what they pay, or would pay by list price, against the machines."""
    if not case.asked.decides_machines:
        return
    bill, own = case.known("monthly_api_spend"), _number(result["monthly_cost"])
    if case.known("self_hosting_required") is True:
        yield _MUST
    elif bill is not None or result["api_model"]:
        api = _number(bill if bill is not None else result["api_monthly_cost"])
        beside = f"{phrasing.about_usd(own)} a month for the machines against {phrasing.usd(api)} for the API"
        people = (
            ", and the people who run them come on top"
            if own >= api
            else (f"; the {phrasing.about_usd(api - own)} between the two must pay the people who run them")
        )
        yield f"**{'No' if own >= api else 'Perhaps'}, by the money:** about {beside}{people}."


_MUST = "**Yes, you have to:** you told me that the data must stay with you, so no outside API comes into question."


def _hosting_table(result: Result) -> tuple[Row, ...]:
    low, high = (phrasing.about_usd(end) for end in _numbers(result["monthly_cost_range"]))
    month = f"about {phrasing.about_usd(_number(result['monthly_cost']))}"
    month += "" if low == high else f" ({low} to {high})"
    api = result["api_model"]
    listed = phrasing.usd(_number(result["api_monthly_cost"])) if api else ""
    head: Row = ("", *([f"{api} by its API"] if api else []), f"{result['model']} on rented GPUs")
    return (
        head,
        ("A month", *([listed] if api else []), month),
        ("Runs on", *(["the provider's machines"] if api else []), machines_in_words(result)),
    )


def machines_in_words(result: Mapping[str, JsonValue]) -> str:
    """ "2 x H100, at $2.20 an hour each, 4 bits"; bits where they were said."""
    said = result.get("said")
    bits = said.get("bits") or said.get("quantization") if isinstance(said, dict) else None
    weights = f", {f'{bits} bits' if isinstance(bits, int | float) else bits}" if bits else ""
    price = phrasing.usd(_number(result["gpu_hour_price"]))
    return f"{result['gpus']} x {result['gpu']}, at {price} an hour each{weights}"


def _between(result: Result) -> Iterator[str]:
    low, high = (phrasing.about_usd(end) for end in _numbers(result["monthly_cost_range"]))
    if low != high:
        yield (
            f"Own GPUs come to {low} to {high} a month, by what an hour costs and how fast they are; they are paid "
            "busy or idle."
        )


_UNCOUNTED = (
    "The people who run the machines are not in these figures, nor is the question whether that model is good enough."
)


def _hosted_model(case: Case) -> tuple[str, tuple[str, ...]]:
    """The model whose weights they would run, and what to say where it is not the one that they named."""
    shaped = [shape.name for name in case.asked.models if (shape := shape_or_none(name)) is not None]
    if shaped:
        return shaped[0], ()
    planned = shape_or_none(one.name) if (one := next(iter(_models_of_plan(case)), None)) else None
    if planned is not None and not case.asked.models:
        return planned.name, ()
    usual = SMALL_MODEL if case.recommended in TUNED else LARGE_MODEL
    if case.asked.models:
        named = case.asked.models[0]
        known = known_model(named)
        why = "are not published" if known and not known.open_weights else "are of a size that I do not know"
        return usual, (f"The weights of {named} {why}; this is for {usual}, which is open.",)
    model = case.known("model")
    own = shape_or_none(model) if isinstance(model, str) else None
    return (own.name, ()) if own else (usual, (f"You named no open model; I took {usual} as one of its class.",))


def _models_of_plan(case: Case) -> Iterator[ModelMention]:
    """Models that their goal names: "we want to run Llama 70B ourselves"."""
    goal = case.known("goal")
    for one in taken_apart(goal).models if isinstance(goal, str) else ():
        if shape_or_none(one.name) is not None:
            yield one


def _hosted(case: Case, model: str) -> Result:
    """The tool's result, with what was said of the machines. Raises `ToolError`."""
    api, said = case.known("model"), dict(case.asked.machines)
    try:
        result = case.call("hosting_cost", {"model": model, **said, **({"api_model": api} if api else {})})
    except ToolError:  # no API sells what they run
        result = case.call("hosting_cost", {"model": model, **said})
    return {**result, "said": said} if said else result


def _break_even(case: Case, result: Result) -> Iterator[str]:
    api, even, always = (
        result[name] for name in ("api_model", "break_even_requests_per_month", "hosting_cheaper_above")
    )
    if not api:
        yield "Without the price of an API beside it there is no volume at which it breaks even."
    elif even is None:
        yield f"At no volume does hosting cost as little as {api}'s API, at this length of a request."
    else:
        here = phrasing.count(_number(case.known("requests_per_month")))
        yield (
            f"**It breaks even with {api}'s API at {phrasing.count(_number(even))} requests a month;** this is for "
            f"{here}."
        )
        if always is not None and _number(always) > _number(even):
            yield (
                "A further machine can make the API cheaper again for a while; from "
                f"{phrasing.count(_number(always))} requests a month on, hosting always costs less."
            )


def _bill_told(case: Case, result: Result) -> Iterator[str]:
    bill = case.known("monthly_api_spend")
    if bill is not None and result["api_model"]:
        yield f"The API is at list prices here; your own bill is {phrasing.usd(_number(bill))} a month."


def _models(case: Case) -> Priced:
    heading = "The same requests with other models:"
    if case.lacking:
        listed = _list_price(case) if case.asked.models else Priced("", ())
        missing = _lacking(heading, case)
        told = (*listed.sentences, *missing.sentences)
        return Priced(listed.heading or heading, told, listed.table, listed.results, missing.lacking)
    own = case.known("model")
    # Where data must stay with them, the question for the cheapest is about open models on machines of their own.
    host = case.known("self_hosting_required") is True and not case.asked.models
    today = [own] if isinstance(own, str) and not host else []
    named = [*today, *case.asked.models]
    modalities = {"modalities": value} if (value := case.known("modalities")) else {}
    shared: dict[str, JsonValue] = {"self_hosting_required": host, **modalities}
    results = [case.call("model_comparison", {**shared, "models": [one]}) for one in named if _is_priced(case, one)]
    if not case.asked.models:
        results.append(case.call("model_comparison", shared))
    rows = {str(row["model"]): row for result in results for row in _records(result, "rows")}
    ranked = sorted(rows.values(), key=lambda row: _number(row["monthly_cost"]))
    first = results[0]["rows"] if today and results else None
    mine = str(first[0]["model"]) if isinstance(first, list) and first and isinstance(first[0], dict) else None
    most = len(ranked) if case.asked.models else ROWS_SHOWN  # whom they named they want to see
    shown = [row for place, row in enumerate(ranked) if place < most or row["model"] == mine]
    merged: Result = {**(results[-1] if results else {}), "rows": [*ranked]}
    left_out = [str(one["reason"]) for result in results for one in _records(result, "left_out") if case.asked.models]
    unpriced = [f"I know no price of {one}." for one in named if not _is_priced(case, one)]
    return Priced(
        "The same requests with open models on rented GPUs:" if host else heading,
        (
            *_verdict(ranked, mine),
            *unpriced,
            *left_out,
            _HOW_TO_CHOOSE if case.asked.of_compared else NO_QUALITY,
            *(() if host else _ruled_out(case)),
        ),
        (("", "A month", "A request"), *(_model_row(row, mine, case) for row in shown)) if shown else (),
        {"model_comparison": merged},
        compared=tuple(str(row["model"]) for row in shown),
    )


_HOW_TO_CHOOSE = (
    "Prices say nothing of quality. I would try the cheapest first on a few dozen of your own cases, and take a dearer "
    "one only where it fails too often."
)
NO_QUALITY = "Prices say nothing of quality: which model is good enough is to be measured on your own cases."


def _is_priced(case: Case, model: JsonValue) -> bool:
    try:
        case.call("model_comparison", {"models": [model]})
    except ToolError:
        return False
    return True


def _model_row(row: Result, mine: str | None, case: Case) -> Row:
    runs = case.known("stage") != "idea" and case.known("current_approach") != "none"
    own = "today" if runs and case.known("self_hosting_required") is not True else "your model"
    title = f"{row['model']} ({own})" if row["model"] == mine else str(row["model"])
    return title, phrasing.usd(_number(row["monthly_cost"])), phrasing.usd(_number(row["cost_per_request"]))


def _verdict(ranked: list[Result], mine: str | None) -> Iterator[str]:
    now = next((row for row in ranked if row["model"] == mine), None)
    others = [row for row in ranked if row["model"] != mine]
    if not others:
        return
    best = others[0]
    name, month = best["model"], phrasing.usd(_number(best["monthly_cost"]))
    if now is None:
        yield f"**The cheapest of them is {name}, at {month} a month.**"
        return
    less = _number(best["monthly_cost"]) < _number(now["monthly_cost"])
    today = phrasing.usd(_number(now["monthly_cost"]))
    yield f"**{name} costs {'less' if less else 'no less'}: {month} a month beside the {today} of {mine}.**"


def _seats(case: Case) -> Priced:
    name = f"such a licence ({case.asked.seats})"
    cannot = (
        f"I cannot price {name}: it is paid by the head, and my price list has what APIs charge by the token, no "
        "licence of that kind."
    )
    scope = (
        "It is for people who type into its own window; where a system of yours sends the requests, it "
        "takes the API all the same."
    )
    if case.lacking or not case.known("model"):
        return Priced("Licences in place of the API:", (cannot, scope))
    try:
        bill = case.call("api_cost", {"model": case.known("model")})
    except ToolError:
        return Priced("Licences in place of the API:", (cannot, scope))
    month = phrasing.usd(_number(bill["monthly_cost"]))
    here = phrasing.count(_number(case.known("requests_per_month")))
    beside = (
        f"What to hold it against: {here} requests a month on {bill['model']} come to {month} a month by the API. "
        "Multiply the vendor's price by the people who would need a licence, and ask whether it limits their use."
    )
    return Priced("Licences in place of the API:", (cannot, beside, scope), (), {"api_cost": bill})


def _rent(case: Case) -> Priced:
    """So many GPUs times hours times price; and whether they suffice, where the volume is known."""
    try:
        rent = case.call_alone("gpu_rent", case.asked.machines)
    except ToolError as error:
        return Priced("Rented GPUs:", (str(error),))
    count, price = phrasing.count(_number(rent["gpus"])), phrasing.usd(_number(rent["gpu_hour_price"]))
    month, year = (phrasing.usd(_number(rent[figure])) for figure in ("monthly_cost", "annual_cost"))
    hours = phrasing.count(_number(rent["hours_per_month"]))
    told = [f"**{count} x {rent['gpu']} come to {month} a month** ({year} a year): {count} x {hours} hours x {price}."]
    ends = _numbers(rent["monthly_cost_range"])
    if ends:
        low, high = map(phrasing.about_usd, ends)
        told.append(f"You named no price an hour; by what the market asks it is {low} to {high} a month.")
    results = {"gpu_rent": rent}
    if not case.lacking:
        told += _enough(case, rent, results)
    return Priced(f"Renting {count} x {rent['gpu']}:", (*told, _PEOPLE_APART), (), results)


_PEOPLE_APART = "The people who run the machines come on top."


def _fits(case: Case) -> Priced:
    """Which open models so many GPUs hold, at which bits of their weights; of those that are named, or of each size."""
    gpus, gpu = int(_number(case.asked.machines["gpus"])), str(case.asked.machines["gpu"])
    shapes = [shape for one in case.asked.models or _OF_EACH_SIZE if (shape := shape_or_none(one)) is not None]
    lengths = [case.known(name) for name in ("input_tokens", "output_tokens")]
    tokens = sum(map(_number, lengths)) if None not in lengths else _USUAL_TOKENS
    shared: dict[str, JsonValue] = {"gpu": gpu, "context_tokens": tokens, "concurrent_requests": _AT_ONCE}
    results: dict[str, Result] = {}
    rows: list[Row] = [("GPUs that it takes", *(f"{bits} bits" for bits in _BITS))]
    fitting: list[tuple[str, int]] = []
    for shape in shapes:
        needed = []
        for bits in _BITS:
            held = case.call_alone("serving_memory", {**shared, "model": shape.name, "bits": bits})
            results["serving_memory"] = held
            needed.append(int(_number(held["minimum_gpus"])))
        rows.append((shape.name, *map(str, needed)))
        fitting += [(shape.name, bits) for bits, count in zip(_BITS, needed, strict=True) if count <= gpus][:1]
    here = f"{gpus} x {gpu}"
    told = f"**None of these fits in {here}.**"
    if fitting:
        model, bits = fitting[-1]
        smaller = "" if case.asked.models else ", and so does every smaller one"
        told = f"**{model} fits in {here}, with weights of {bits} bits{smaller}.**"
    scope = (
        f"Counted are the weights and {_AT_ONCE} requests at once of {phrasing.count(tokens)} tokens each. Whether "
        "they are fast enough for your peaks is another question: ask what hosting would cost."
    )
    return Priced(f"What fits in {here}:", (told, scope), tuple(rows), results, figures=(_AT_ONCE, tokens, *_BITS))


_BITS = (16, 8, 4)  # of the weights: as published, and quantized
_AT_ONCE = 8
_USUAL_TOKENS = 8_000.0
_OF_EACH_SIZE = (
    "llama-3.1-8b", "mistral-small-3.2-24b", "qwen2.5-32b", "llama-3.3-70b", "mistral-large-2-123b", "llama-3.1-405b"
)  # fmt: skip


def _enough(case: Case, rent: Result, results: dict[str, Result]) -> Iterator[str]:
    """What the requests of the case would take, beside what is rented; and the bill of the API."""
    model, _ = _hosted_model(case)
    machines: dict[str, JsonValue] = {"model": model, "gpu": rent["gpu"], "gpu_hour_price": rent["gpu_hour_price"]}
    api = case.known("model")
    try:
        needed = case.call("hosting_cost", {**machines, **({"api_model": api} if api else {})})
    except ToolError:
        return
    results["hosting_cost"] = needed
    here = phrasing.count(_number(case.known("requests_per_month")))
    few = _number(needed["gpus"]) > _number(rent["gpus"])
    yield (
        f"For {here} requests a month with {model} I reckon with {needed['gpus']} x {needed['gpu']}, peaks and a spare "
        f"copy included: {'these may be too few' if few else 'these should do'}."
    )
    if needed["api_model"]:
        bill = phrasing.usd(_number(needed["api_monthly_cost"]))
        yield f"The API of {needed['api_model']} comes to {bill} a month for the same requests, at list prices."


def _list_price(case: Case) -> Priced:
    """What the price list says of a model, and of the list itself; for known requests what they come to."""
    models: list[JsonValue] = [one for one in case.asked.models if _is_listed(case, one)]
    listed = case.call_alone("list_prices", {"models": models})
    rows = _records(listed, "rows")
    age = (
        f"Prices are those of {listed['price_list']}, which came out on {listed['released']}, as they stand on "
        f"{listed['as_of']}."
    )
    unknown = [f"I know no price of {one}." for one in case.asked.models if one not in models]
    notes = [str(one) for one in listed["warnings"]] if isinstance(listed["warnings"], list) else []
    told = [*_verdict_on(case, rows), *unknown, age, *_sold_at(rows), *notes, _AT_STANDARD]
    results = {"list_prices": listed}
    if rows and not case.lacking:
        told += _for_their_requests(case, [str(row["model"]) for row in rows], results)
    return Priced("List prices:", tuple(told), tuple(_price_table(rows)), results)


_AT_STANDARD = (
    "Where I reckon, it is at standard prices, until you tell me what share of it is cached or runs as a batch."
)


def _is_listed(case: Case, model: str) -> bool:
    try:
        case.call_alone("list_prices", {"models": [model]})
    except ToolError:
        return False
    return True


def _price_table(rows: list[Result]) -> Iterator[Row]:
    """USD per million tokens; a column that no model has a price for is left out."""
    columns = [(label, name) for label, name in _PRICES if any(row[name] is not None for row in rows)]
    if not columns:
        return
    yield ("USD per million tokens", *(label for label, _ in columns))
    for row in rows:
        yield (str(row["model"]), *(_listed_price(row[name]) for _, name in columns))
        for longer in _records(row, "long_context"):
            long = f"{row['model']}, more than {phrasing.count(_number(longer['input_tokens']))} input tokens"
            shown = {"input": longer["input"], "output": longer["output"]}
            yield (long, *(_listed_price(shown.get(name)) for _, name in columns))


_PRICES = (
    ("input", "input"),
    ("cached input", "cached_input"),
    ("output", "output"),
    ("input in a batch", "batch_input"),
    ("output in a batch", "batch_output"),
)


def _listed_price(value: JsonValue) -> str:
    """With every digit that it has: "$0.125"."""
    if value is None:
        return "none listed"
    plain = f"{_number(value):.6f}".rstrip("0")
    return phrasing.usd(_number(value)) if len(plain.partition(".")[2]) <= _CENTS else f"${plain}"


def _verdict_on(case: Case, rows: list[Result]) -> Iterator[str]:
    """Whether a price that somebody named is that of the list."""
    claimed = case.asked.claimed
    if claimed is None or not rows:
        return
    listed = rows[0][claimed.side]
    said, of = phrasing.usd(claimed.usd), f"a million {claimed.side.replace('_', ' ')} tokens of {rows[0]['model']}"
    if listed is None:
        yield f"The list has no price for {of}, so I cannot check the {said}."
    elif abs(_number(listed) - claimed.usd) < _A_CENT * claimed.usd:
        yield f"**Yes: {of} cost {said}.**"
    else:
        yield f"**No: {of} cost {phrasing.usd(_number(listed))}, not {said}.**"


_CENTS = 2  # digits
_A_CENT = 0.01  # of a dollar: so far a price may be rounded


def _sold_at(rows: list[Result]) -> Iterator[str]:
    """Where the makers publish them."""
    pages = dict.fromkeys(str(row["source"]).partition(", ")[2] for row in rows)
    named = [page for page in pages if page]
    if named:
        yield f"Published at {phrasing.joined(named)}."


def _for_their_requests(case: Case, models: list[str], results: dict[str, Result]) -> Iterator[str]:
    try:
        compared = case.call("model_comparison", {"models": [*models]})
    except ToolError:
        return
    results["model_comparison"] = compared
    month = [f"{phrasing.usd(_number(row['monthly_cost']))} on {row['model']}" for row in _records(compared, "rows")]
    if month:
        here = phrasing.count(_number(case.known("requests_per_month")))
        yield f"For your {here} requests a month that comes to {phrasing.joined(month)}."


def _lacking(heading: str, case: Case) -> Priced:
    missing = phrasing.joined([f"the {cards()[name].label.lower()}" for name in case.lacking])
    return Priced(heading, (f"To work that out I need {missing}.",), lacking=case.lacking)


def _ruled_out(case: Case) -> tuple[str, ...]:
    return (RULED_OUT,) if case.known("self_hosting_required") is True and case.known("model") else ()


def _records(result: Result, name: str) -> list[Result]:
    value = result.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _numbers(value: JsonValue) -> list[float]:
    return [_number(one) for one in value] if isinstance(value, list) else []


def _number(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


_ANSWERS: Mapping[About, Callable[[Case], Priced]] = {
    "hosting": _hosting,
    "models": _models,
    "seats": _seats,
    "rent": _rent,
    "fits": _fits,
    "list_price": _list_price,
}
