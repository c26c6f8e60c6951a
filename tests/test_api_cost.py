"""What an API costs, against figures worked by hand from published prices; and how a model's name is read."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from genai_prices import Usage, calc_price
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.api_cost import ApiCost, api_cost
from tools.errors import BadArgument, UnknownModel
from tools.prices import model_names, near_models, price_of, resolve_model

AS_OF = date(2026, 11, 22)
tokens = st.floats(min_value=1, max_value=1e6, allow_nan=False).map(round)
shares = st.floats(min_value=0, max_value=1, allow_nan=False)
volumes = st.integers(min_value=1, max_value=10**9)


@pytest.mark.parametrize(
    ("model", "requests", "request_tokens", "per_request", "monthly"),
    [
        pytest.param(
            "gpt-4o", 100_000, (50_000, 500), 0.13, 13_000, id="Genloop call centre, corrected: 0.125 + 0.005"
        ),
        pytest.param("gpt-4o", 1, (1_000_000, 1_000_000), 12.50, 12.50, id="price page: 2.50 in, 10 out"),
        pytest.param("gpt-4o-mini", 1_000_000, (1_000, 200), 0.00027, 270, id="price page: 0.15 in, 0.60 out"),
        pytest.param("claude-sonnet-4-5", 1, (200_000, 0), 0.60, 0.60, id="200,000 tokens are still the lower tier"),
        pytest.param(
            "claude-sonnet-4-5", 1, (200_001, 0), 1.200006, 1.200006, id="200,001 tokens cost 6 each as a whole"
        ),
        pytest.param("claude-sonnet-4-5", 1, (300_000, 0), 1.80, 1.80, id="contract: a tier is a cliff"),
        pytest.param(
            "claude-sonnet-4-5", 2, (300_000, 1_000), 1.8225, 3.645, id="output is priced at the tier of the input"
        ),
        pytest.param("claude-sonnet-4-5", 1000, (2_000, 0), 0.006, 6, id="many small requests never reach a tier"),
        pytest.param(
            "text-embedding-3-small", 1_000, (500, 0), 0.00001, 0.01, id="embedding: 0.02 a million, no output"
        ),
        pytest.param("sonar", 1_000, (1_000, 0), 0.013, 13, id="search model: 12 a thousand requests on top"),
    ],
)
def test_cost_is_price_times_tokens(
    model: str, requests: int, request_tokens: tuple[int, int], per_request: float, monthly: float
) -> None:
    tokens_in, tokens_out = request_tokens
    cost = api_cost(
        model=model, requests_per_month=requests, input_tokens=tokens_in, output_tokens=tokens_out, as_of=AS_OF
    )
    assert cost.cost_per_request == pytest.approx(per_request, rel=1e-12)
    assert cost.monthly_cost == pytest.approx(monthly, rel=1e-12)
    assert cost.annual_cost == pytest.approx(12 * monthly, rel=1e-12)


def test_the_call_centre_costs_exactly_what_its_inputs_say() -> None:
    cost = api_cost(model="gpt-4o", requests_per_month=100_000, input_tokens=50_000, output_tokens=500, as_of=AS_OF)
    assert (cost.cost_per_request, cost.monthly_cost, cost.annual_cost) == (0.13, 13_000.0, 156_000.0)


@pytest.mark.parametrize(
    ("day", "monthly"),
    [
        pytest.param(date(2025, 6, 9), 50.0, id="o3 before its price cut: 10 in, 40 out"),
        pytest.param(date(2025, 6, 10), 10.0, id="o3 from 10 June 2025: 2 in, 8 out"),
    ],
)
def test_a_price_is_taken_at_its_day(day: date, monthly: float) -> None:
    cost = api_cost(model="o3", requests_per_month=1, input_tokens=1_000_000, output_tokens=1_000_000, as_of=day)
    assert cost.monthly_cost == monthly
    assert cost.as_of == day


def test_a_price_that_varies_by_the_hour_is_the_same_for_everybody_and_says_so() -> None:
    cost = api_cost(model="deepseek-chat", requests_per_month=1, input_tokens=1_000_000, output_tokens=0, as_of=AS_OF)
    assert cost.monthly_cost == 0.27
    assert any("hour" in warning for warning in cost.warnings)


def test_cached_tokens_are_never_billed_twice() -> None:
    """400,000 of 1,000,000 tokens cached: 0.6 x 2.50 + 0.4 x 1.25 = 2.00."""
    cost = api_cost(
        model="gpt-4o", requests_per_month=1, input_tokens=1_000_000, output_tokens=0, cached_share=0.4, as_of=AS_OF
    )
    assert cost.cost_per_request == 2.0


def test_a_missing_cached_price_is_full_price_and_says_so() -> None:
    cost = api_cost(
        input_price=3, output_price=15, requests_per_month=1, input_tokens=1e6, output_tokens=0, cached_share=1
    )
    assert cost.cost_per_request == 3
    assert cost.prices.cached_input is None
    assert "cached" in cost.warnings[0]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        pytest.param(1.0, 6.25, id="all: 1.25 in, 5 out"),
        pytest.param(0.5, 9.375, id="half: between 12.50 and 6.25"),
        pytest.param(0.0, 12.5, id="none"),
    ],
)
def test_batch_requests_cost_the_batch_price(share: float, expected: float) -> None:
    cost = api_cost(
        model="gpt-4o",
        requests_per_month=1_000,
        input_tokens=1_000,
        output_tokens=1_000,
        batch_share=share,
        as_of=AS_OF,
    )
    assert cost.monthly_cost == pytest.approx(expected, rel=1e-12)
    assert cost.warnings == ()


@pytest.mark.parametrize(
    ("model", "day"),
    [
        pytest.param("gpt-4o", date(2026, 10, 13), id="the list knows gpt-4o's batch price from 14 October 2026"),
        pytest.param("deepseek-chat", AS_OF, id="no batch price at all"),
    ],
)
def test_an_unknown_batch_price_is_full_price_and_says_so(model: str, day: date) -> None:
    volume = {"requests_per_month": 1, "input_tokens": 1_000_000, "output_tokens": 1_000}
    batch = api_cost(model=model, **volume, batch_share=1, as_of=day)
    assert batch.cost_per_request == api_cost(model=model, **volume, as_of=day).cost_per_request
    assert any("no batch price" in warning for warning in batch.warnings)


def test_an_explicit_price_overrides_that_one_price() -> None:
    cost = api_cost(
        model="gpt-4o", input_price=1, requests_per_month=1, input_tokens=1e6, output_tokens=1e6, as_of=AS_OF
    )
    assert (cost.prices.input, cost.prices.output, cost.prices.cached_input) == (1, 10, None)
    assert cost.cost_per_request == 11
    assert "input_price" in cost.warnings[0]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ({}, "model"),
        ({"input_price": 3}, "output_price"),
        ({"output_price": 3}, "input_price"),
        ({"model": "text-embedding-3-small"}, "output_tokens"),
        ({"model": "gpt-5o"}, "model"),
    ],
)
def test_a_missing_price_names_the_argument(arguments: dict[str, object], names: str) -> None:
    with pytest.raises(BadArgument) as caught:
        api_cost(**arguments, requests_per_month=1, input_tokens=1, output_tokens=1, as_of=AS_OF)
    assert caught.value.argument == names
    assert names in str(caught.value)


def test_a_request_beyond_the_context_window_is_pointed_out() -> None:
    cost = api_cost(model="gpt-4o", requests_per_month=1, input_tokens=200_000, output_tokens=1, as_of=AS_OF)
    assert any("context window of 128,000" in warning for warning in cost.warnings)


def test_every_price_carries_its_source() -> None:
    cost = api_cost(model="gpt-4o", requests_per_month=1, input_tokens=1, output_tokens=1, as_of=AS_OF)
    assert cost.sources[0].startswith("genai-prices ")
    assert cost.sources[1].startswith("https://")


@settings(deadline=None, max_examples=100)
@given(low=volumes, more=volumes, tokens_in=tokens, tokens_out=tokens)
def test_more_volume_never_costs_less(low: int, more: int, tokens_in: int, tokens_out: int) -> None:
    def monthly(requests: int) -> float:
        return api_cost(
            model="gpt-4o", requests_per_month=requests, input_tokens=tokens_in, output_tokens=tokens_out, as_of=AS_OF
        ).monthly_cost

    assert monthly(low + more) >= monthly(low)


@settings(deadline=None, max_examples=100)
@given(model=st.sampled_from(["gpt-4o", "claude-sonnet-4-5", "gemini-2.5-pro"]), fewer=tokens, more=tokens, out=tokens)
def test_more_tokens_never_cost_less(model: str, fewer: int, more: int, out: int) -> None:
    price = price_of(model, AS_OF)
    assert (price.request_cost(fewer + more, out) or 0) >= (price.request_cost(fewer, out) or 0)


@settings(deadline=None, max_examples=100)
@given(cached=shares, tokens_in=tokens, tokens_out=tokens)
def test_caching_never_costs_more_and_none_changes_nothing(cached: float, tokens_in: int, tokens_out: int) -> None:
    def cost(**share: float) -> ApiCost:
        return api_cost(
            model="gpt-4o", requests_per_month=1, input_tokens=tokens_in, output_tokens=tokens_out, as_of=AS_OF, **share
        )

    assert cost(cached_share=0).cost_per_request == cost().cost_per_request
    assert cost(cached_share=cached).cost_per_request <= cost().cost_per_request


@settings(deadline=None, max_examples=100)
@given(
    model=st.sampled_from(["gpt-4o", "claude-sonnet-4-5", "gemini-2.5-pro", "deepseek-chat"]),
    tokens_in=tokens,
    tokens_out=tokens,
    cached=st.integers(min_value=0, max_value=100),
)
def test_cost_is_what_the_price_list_itself_computes(model: str, tokens_in: int, tokens_out: int, cached: int) -> None:
    tokens_in *= 100  # so that a whole number of tokens is cached
    usage = Usage(input_tokens=tokens_in, cache_read_tokens=tokens_in // 100 * cached, output_tokens=tokens_out)
    price = price_of(model, AS_OF)
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    listed = calc_price(usage, model, provider_id=price.provider, genai_request_timestamp=moment).total_price
    ours = api_cost(
        model=model,
        requests_per_month=1,
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        cached_share=cached / 100,
        as_of=AS_OF,
    )
    assert ours.cost_per_request == pytest.approx(float(listed), rel=1e-12)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("GPT4o", "gpt-4o"),
        ("GPT-4o", "gpt-4o"),
        ("gpt 4o mini", "gpt-4o-mini"),
        ("openai/gpt-4o", "gpt-4o"),
        ("OpenAI GPT-4o", "gpt-4o"),
        ("4o", "gpt-4o"),
        ("gpt-4o-2024-08-06", "gpt-4o"),
        ("gpt-4o-2024-05-13", "gpt-4o-2024-05-13"),
        ("gpt-3.5", "gpt-3.5-turbo"),
        ("GPT-4.1 mini", "gpt-4.1-mini"),
        ("OpenAI o1", "o1"),
        ("Claude Sonnet 4.5", "claude-sonnet-4-5"),
        ("Claude 4.5 Sonnet", "claude-sonnet-4-5"),
        ("sonnet 4.5", "claude-sonnet-4-5"),
        ("claude sonnet 4", "claude-sonnet-4-0"),
        ("claude-3.5-sonnet", "claude-3-5-sonnet"),
        ("Claude 3.5 Haiku", "claude-3-5-haiku-latest"),
        ("anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3-5-sonnet"),
        ("Gemini Flash 2.5", "gemini-2.5-flash"),
        ("models/gemini-2.5-flash", "gemini-2.5-flash"),
        ("deepseek chat", "deepseek-chat"),
        ("DeepSeek-R1", "deepseek-reasoner"),
        ("Grok 4", "grok-4-0709"),
        ("command r+", "command-r-plus"),
        ("mixtral 8x7b", "mixtral-8x7b"),
    ],
)
def test_a_model_is_known_as_people_write_it(written: str, meant: str) -> None:
    assert resolve_model(written) == meant


@pytest.mark.parametrize(
    "written", ["", "our own model", "the API", "a model", "Claude", "llama", "gpt", "gpt-7", "gpt-5o", "command line"]
)
def test_what_names_no_single_model_is_not_guessed(written: str) -> None:
    assert resolve_model(written) is None


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("gpt-5o", "gpt-4o"),
        ("gpt-4o-minni", "gpt-4o-mini"),
        ("claud sonnet 4.5", "claude-sonnet-4-5"),
        ("gemini-2.5-flahs", "gemini-2.5-flash"),
    ],
)
def test_an_unknown_model_names_near_matches(written: str, near: str) -> None:
    assert near in near_models(written)
    with pytest.raises(UnknownModel, match=near):
        price_of(written, AS_OF)


@pytest.mark.parametrize("free", ["mistral-nemo:free", "gemma-3n", "whisper-1", "moderation"])
def test_a_model_without_a_price_per_token_is_never_free(free: str) -> None:
    with pytest.raises(UnknownModel):
        price_of(free, AS_OF)


def test_every_name_of_the_list_means_itself_and_costs_something() -> None:
    names = model_names()
    assert len(names) > 1000
    for name in names:
        assert resolve_model(name) == name
        assert price_of(name, None).input.base > Decimal(0)
