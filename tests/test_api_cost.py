"""What an API costs, against figures worked by hand from published prices; and how a model's name is read."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.metadata import version

import pytest
from genai_prices import Usage, calc_price
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.api_cost import ApiCost, api_cost
from tools.errors import BadArgument, UnknownModel
from tools.prices import (
    model_names,
    near_models,
    newest_model,
    price_list_released,
    price_list_warnings,
    price_of,
    resolve_model,
)

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


@pytest.mark.parametrize("line", ["Claude Sonnet", "claude haiku", "gemini flash", "Gemini Flash Lite", "gpt mini"])
def test_a_line_of_models_is_known_by_its_newest_version(line: str) -> None:
    def version(name: str) -> tuple[int, ...]:
        return tuple(int(part) for part in re.findall(r"\d+", name) if len(part) < 3)

    newest = newest_model(line)
    assert newest is not None
    words = set(line.lower().split())
    same = [name for name in model_names() if "/" not in name and set(re.findall("[a-z]+", name)) == words]
    assert newest in same
    assert version(newest) == max(map(version, same))


@pytest.mark.parametrize("several", ["Claude", "gemini", "gpt-4o", "a haiku", "Claude Sonnet 4.5", ""])
def test_a_version_or_a_maker_alone_is_no_line(several: str) -> None:
    assert newest_model(several) is None


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


@pytest.mark.parametrize(
    ("model", "day", "volume", "monthly"),
    [
        pytest.param("gpt-4o", AS_OF, (1e6, 1_000, 300), 5_500, id="OpenAI gpt-4o 2.50/10: 2,500 + 3,000"),
        pytest.param("gpt-4o-mini", AS_OF, (2e6, 500, 100), 270, id="OpenAI gpt-4o-mini 0.15/0.60: 150 + 120"),
        pytest.param("gpt-4.1", AS_OF, (1e4, 10_000, 1_000), 280, id="OpenAI gpt-4.1 2/8: 200 + 80"),
        pytest.param("gpt-4.1-mini", AS_OF, (1e5, 2_000, 500), 160, id="OpenAI gpt-4.1-mini 0.40/1.60: 80 + 80"),
        pytest.param("gpt-4.1-nano", AS_OF, (1e6, 1_000, 100), 140, id="OpenAI gpt-4.1-nano 0.10/0.40: 100 + 40"),
        pytest.param("gpt-5", AS_OF, (5e4, 4_000, 1_000), 750, id="OpenAI gpt-5 1.25/10: 250 + 500"),
        pytest.param("gpt-5-mini", AS_OF, (5e4, 4_000, 1_000), 150, id="OpenAI gpt-5-mini 0.25/2: 50 + 100"),
        pytest.param("gpt-5-nano", AS_OF, (1e6, 1_000, 200), 130, id="OpenAI gpt-5-nano 0.05/0.40: 50 + 80"),
        pytest.param("o1", AS_OF, (1e3, 2_000, 5_000), 330, id="OpenAI o1 15/60: 30 + 300"),
        pytest.param("o3-mini", AS_OF, (1e4, 1_000, 2_000), 99, id="OpenAI o3-mini 1.10/4.40: 11 + 88"),
        pytest.param("gpt-4", AS_OF, (1e3, 1_000, 500), 60, id="OpenAI gpt-4 30/60: 30 + 30"),
        pytest.param("gpt-4-turbo", AS_OF, (1e3, 10_000, 1_000), 130, id="OpenAI gpt-4-turbo 10/30: 100 + 30"),
        pytest.param("gpt-3.5-turbo", AS_OF, (1e6, 500, 200), 550, id="OpenAI gpt-3.5-turbo 0.50/1.50: 250 + 300"),
        pytest.param("gpt-5.6-luna", date(2026, 7, 29), (1e3, 1_000, 1_000), 7, id="OpenAI gpt-5.6-luna 1/6"),
        pytest.param("gpt-5.6-luna", date(2026, 7, 30), (1e3, 1_000, 1_000), 1.4, id="... 0.20/1.20 from 30 July 2026"),
        pytest.param("gpt-6.1-sol", AS_OF, (1, 272_000, 0), 0.544, id="OpenAI gpt-6.1-sol: 272,000 at 2"),
        pytest.param("gpt-6.1-sol", AS_OF, (1, 272_001, 0), 1.088004, id="... 272,001 at 4"),
        pytest.param("claude-sonnet-4-5", AS_OF, (1e5, 2_000, 500), 1_350, id="Anthropic Sonnet 4.5 3/15: 600 + 750"),
        pytest.param("claude-haiku-4-5", AS_OF, (1e6, 1_000, 200), 2_000, id="Anthropic Haiku 4.5 1/5: 1,000 + 1,000"),
        pytest.param("claude-opus-4-1", AS_OF, (1e3, 10_000, 1_000), 225, id="Anthropic Opus 4.1 15/75: 150 + 75"),
        pytest.param("claude-3-haiku", AS_OF, (1e6, 1_000, 100), 375, id="Anthropic Haiku 3 0.25/1.25: 250 + 125"),
        pytest.param("claude-3-5-sonnet", AS_OF, (1e4, 5_000, 1_000), 300, id="Anthropic Sonnet 3.5 3/15: 150 + 150"),
        pytest.param("claude-haiku-5-5", AS_OF, (1, 100_000, 0), 0.01, id="Anthropic Haiku 5.5: 100,000 at 0.10"),
        pytest.param("claude-haiku-5-5", AS_OF, (1, 100_001, 0), 0.0500005, id="... 100,001 at 0.50"),
        pytest.param(
            "claude-opus-4-6", date(2026, 3, 12), (1, 300_000, 0), 3, id="Anthropic Opus 4.6: 10 above 200,000"
        ),
        pytest.param("claude-opus-4-6", date(2026, 3, 13), (1, 300_000, 0), 1.5, id="... flat 5 from 13 March 2026"),
        pytest.param("gemini-2.5-pro", AS_OF, (1, 200_000, 1_000), 0.26, id="Google 2.5 Pro: 1.25/10 up to 200,000"),
        pytest.param("gemini-2.5-pro", AS_OF, (1, 200_001, 1_000), 0.5150025, id="... 2.50/15 at 200,001"),
        pytest.param("gemini-2.5-flash", AS_OF, (1e6, 1_000, 200), 800, id="Google 2.5 Flash 0.30/2.50: 300 + 500"),
        pytest.param("gemini-2.5-flash-lite", AS_OF, (1e6, 1_000, 200), 180, id="Google 2.5 Flash Lite 0.10/0.40"),
        pytest.param("gemini-3.8-flash", date(2026, 12, 31), (1e5, 1_000, 100), 112.5, id="Google 3.8 Flash 0.75/3.75"),
        pytest.param("gemini-3.8-flash", date(2027, 1, 1), (1e5, 1_000, 100), 225, id="... doubles on 1 January 2027"),
        pytest.param("gemini-4-argon", date(2026, 11, 30), (1e3, 10_000, 1_000), 30, id="Google 4 Argon 2/10: 20 + 10"),
        pytest.param(
            "gemini-4-argon", date(2026, 12, 1), (1e3, 10_000, 1_000), 60, id="... doubles on 1 December 2026"
        ),
        pytest.param("deepseek-chat", AS_OF, (1e6, 1_000, 500), 820, id="DeepSeek chat 0.27/1.10: 270 + 550"),
        pytest.param("deepseek-reasoner", AS_OF, (1e5, 1_000, 1_000), 274, id="DeepSeek reasoner 0.55/2.19: 55 + 219"),
        pytest.param("deepseek-v4-pro", date(2026, 8, 16), (1e5, 1_000, 500), 87, id="DeepSeek V4 Pro 0.435/0.87"),
        pytest.param(
            "deepseek-v4-pro", date(2026, 8, 17), (1e5, 1_000, 500), 165, id="... 0.66/1.98 from 17 August 2026"
        ),
        pytest.param("mistral-large-4", date(2026, 10, 19), (1e5, 1_000, 1_000), 277, id="Mistral Large 4 0.68/2.09"),
        pytest.param(
            "mistral-large-4", date(2026, 10, 20), (1e5, 1_000, 1_000), 554, id="... 1.36/4.18 from 20 October"
        ),
        pytest.param(
            "mistral-large-4", date(2026, 10, 29), (1e5, 1_000, 1_000), 280, id="... 0.70/2.10 from 29 October"
        ),
        pytest.param("mistral-small-2603", AS_OF, (1e6, 1_000, 200), 270, id="Mistral Small 4 0.15/0.60: 150 + 120"),
        pytest.param("mistral-medium-latest", date(2026, 6, 15), (1e4, 10_000, 1_000), 60, id="Mistral Medium 0.40/2"),
        pytest.param("mistral-medium-latest", date(2026, 6, 16), (1e4, 10_000, 1_000), 225, id="... 3.5: 1.50/7.50"),
        pytest.param("grok-4.7", AS_OF, (1, 199_999, 0), 0.399998, id="xAI Grok 4.7: 2 below 200,000"),
        pytest.param("grok-4.7", AS_OF, (1, 200_000, 0), 0.8, id="... 4 at 200,000 and above"),
        pytest.param("GLM-5.3-Flash", date(2026, 9, 9), (1e6, 1_000, 100), 100, id="Z.AI GLM-5.3-Flash 0.075/0.25"),
        pytest.param(
            "GLM-5.3-Flash", date(2026, 9, 10), (1e6, 1_000, 100), 200, id="... 0.15/0.50 after the promotion"
        ),
        pytest.param("text-embedding-3-small", AS_OF, (62_500, 800, 0), 1, id="OpenAI: 62,500 pages a dollar"),
        pytest.param("text-embedding-3-large", AS_OF, (9_615, 800, 0), 0.99996, id="OpenAI: 9,615 pages a dollar"),
        pytest.param("text-embedding-ada-002", AS_OF, (12_500, 800, 0), 1, id="OpenAI: 12,500 pages a dollar"),
        pytest.param("embed-v4.0", AS_OF, (1e6, 1_000, 0), 120, id="Cohere Embed 4: 0.12"),
    ],
)
def test_a_bill_is_the_price_page_times_the_volume(
    model: str, day: date, volume: tuple[float, float, float], monthly: float
) -> None:
    requests, tokens_in, tokens_out = volume
    cost = api_cost(
        model=model, requests_per_month=requests, input_tokens=tokens_in, output_tokens=tokens_out, as_of=day
    )
    assert cost.monthly_cost == pytest.approx(monthly, rel=1e-12)


@pytest.mark.parametrize(
    ("model", "volume", "shares", "monthly"),
    [
        pytest.param("gpt-4o", (1e6, 1_000, 300), (0.5, 0), 4_875, id="gpt-4o: 1,250 + 625 cached + 3,000"),
        pytest.param("gpt-4o", (1e6, 1_000, 300), (0, 1), 2_750, id="gpt-4o: the batch is half of 5,500"),
        pytest.param("gpt-4o", (1e6, 1_000, 300), (0, 0.5), 4_125, id="gpt-4o: half of it as a batch"),
        pytest.param("o4-mini", (1e4, 10_000, 0), (1, 0), 27.5, id="o4-mini: cached 0.275"),
        pytest.param("gpt-4.1", (1e4, 10_000, 1_000), (1, 0), 130, id="gpt-4.1: cached 0.50: 50 + 80"),
        pytest.param("gpt-5", (5e4, 4_000, 1_000), (1, 0), 525, id="gpt-5: cached 0.125: 25 + 500"),
        pytest.param("claude-sonnet-4-5", (1e5, 2_000, 500), (0.9, 0), 864, id="Sonnet 4.5: 60 + 54 cached + 750"),
        pytest.param("claude-sonnet-4-5", (1e5, 2_000, 500), (0, 1), 675, id="Sonnet 4.5: the batch is half of 1,350"),
        pytest.param("claude-sonnet-4-5", (1, 300_000, 0), (1, 0), 0.18, id="Sonnet 4.5: cached 0.60 above 200,000"),
        pytest.param("claude-haiku-4-5", (1e6, 1_000, 200), (1, 1), 550, id="Haiku 4.5: both halve: 50 + 500"),
        pytest.param("gemini-2.5-pro", (1, 400_000, 0), (1, 0), 0.1, id="Gemini 2.5 Pro: cached 0.25 above 200,000"),
        pytest.param("gemini-2.5-flash", (1e6, 1_000, 200), (0, 1), 400, id="Gemini 2.5 Flash: the batch is half"),
        pytest.param("deepseek-chat", (1e6, 1_000, 500), (1, 0), 620, id="DeepSeek chat: cached 0.07: 70 + 550"),
        pytest.param("mistral-small-2603", (1e6, 1_000, 200), (0, 1), 135, id="Mistral Small 4: the batch is half"),
    ],
)
def test_cache_and_batch_have_their_own_prices(
    model: str, volume: tuple[float, float, float], shares: tuple[float, float], monthly: float
) -> None:
    cached, batch = shares
    cost = api_cost(
        model=model,
        requests_per_month=volume[0],
        input_tokens=volume[1],
        output_tokens=volume[2],
        cached_share=cached,
        batch_share=batch,
        as_of=AS_OF,
    )
    assert cost.monthly_cost == pytest.approx(monthly, rel=1e-12)


def bill_of(model: str, day: date | None, **more: float) -> ApiCost:
    return api_cost(model=model, requests_per_month=1_000, input_tokens=1_000, output_tokens=100, as_of=day, **more)


@pytest.mark.parametrize(
    ("days", "stale"),
    [pytest.param(0, False, id="the day it came out"), (90, False), (91, True), (10_000, True), (-10_000, False)],
)
def test_a_bill_far_after_the_price_list_says_how_old_the_list_is(days: int, stale: bool) -> None:
    day = price_list_released() + timedelta(days=days)
    assert bool(price_list_warnings(day)) == stale
    assert any("prices may have changed" in one for one in bill_of("gpt-4o", day).warnings) == stale


def test_the_recorded_release_belongs_to_the_installed_price_list() -> None:
    """A newer package needs a new record: see tools/data/price_list.yaml."""
    assert not any("or later" in one for one in price_list_warnings(date(2100, 1, 1)))
    assert version("genai-prices") in price_list_warnings(date(2100, 1, 1))[0]


@pytest.mark.parametrize(
    ("model", "day", "says"),
    [
        pytest.param("gpt-4o", date(2024, 5, 12), "was released on 2024-05-13", id="the day before its release"),
        pytest.param("gpt-4o", date(2024, 5, 13), "does not say since when", id="released, but the price is undated"),
        pytest.param("o3", date(2025, 6, 9), "does not say since when", id="before the first dated price"),
        pytest.param("o3", date(2025, 6, 9), "From 2025-06-10", id="before a change"),
        pytest.param("gemini-4-argon", AS_OF, "From 2026-12-01", id="an announced price"),
    ],
)
def test_a_price_of_doubtful_date_says_so(model: str, day: date, says: str) -> None:
    assert any(says in one for one in bill_of(model, day).warnings)


def test_a_dated_price_at_its_date_needs_no_warning() -> None:
    assert bill_of("o3", date(2025, 6, 10)).warnings == ()
    assert bill_of("gpt-4o", AS_OF).warnings == ()


def test_without_a_date_the_prices_of_the_list_s_own_day_count() -> None:
    """Not the ones that it announces for later: Gemini 4 Argon doubles in December."""
    assert bill_of("gemini-4-argon", None).monthly_cost == bill_of("gemini-4-argon", price_list_released()).monthly_cost
    assert bill_of("gemini-4-argon", None).monthly_cost == pytest.approx(3)


def test_a_price_that_varies_by_the_hour_has_a_range() -> None:
    """DeepSeek V4 Pro: 0.66 in and 1.98 out off-peak, twice that at peak; 0.66 + 0.198 = 0.858."""
    cost = bill_of("deepseek-v4-pro", AS_OF)
    assert cost.monthly_cost_range == pytest.approx((0.858, 1.716))
    assert cost.monthly_cost_range is not None
    assert cost.monthly_cost_range[0] <= cost.monthly_cost <= cost.monthly_cost_range[1]
    assert bill_of("gpt-4o", AS_OF).monthly_cost_range is None


def test_what_writing_to_the_cache_costs_is_said_where_a_provider_asks_for_it() -> None:
    says = "written to the cache"
    assert any(says in one for one in bill_of("claude-sonnet-4-5", AS_OF, cached_share=0.5).warnings)
    assert not any(says in one for one in bill_of("claude-sonnet-4-5", AS_OF).warnings)
    assert not any(says in one for one in bill_of("gpt-4o", AS_OF, cached_share=0.5).warnings)


def test_the_name_in_a_result_leads_back_to_the_same_price() -> None:
    for written in ("groq/openai/gpt-oss-20b", "google/claude-3-opus", "OpenAI GPT-4o", "azure/gpt-4o"):
        price = price_of(written, AS_OF)
        assert price_of(price.model, AS_OF) == price


@pytest.mark.parametrize("size", [1e-9, 1, 1e15])
def test_extreme_volumes_give_finite_costs(size: float) -> None:
    cost = api_cost(model="gpt-4o", requests_per_month=size, input_tokens=size, output_tokens=size, as_of=AS_OF)
    assert 0 <= cost.annual_cost < float("inf")


@pytest.mark.parametrize(("as_of", "known_to_be_wrong"), [("2025-09-04", False), ("2025-09-05", True)])
def test_a_price_that_the_list_is_known_to_have_missed_is_said_to_be_old(as_of: str, known_to_be_wrong: bool) -> None:
    result = api_cost(
        model="deepseek-chat",
        requests_per_month=1_000,
        input_tokens=1_000,
        output_tokens=200,
        as_of=date.fromisoformat(as_of),
    )
    assert any("has not followed this name" in warning for warning in result.warnings) is known_to_be_wrong
