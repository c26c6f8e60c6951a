"""What a turn used of a language model, in one line and in the metrics."""

import pytest

from agent.model.use import AWAY
from agent.reply import ModelCall, Usage
from ui.metrics import Metrics
from ui.page_view import reply_markdown
from ui.usage_line import fell_back, usage_line

READ = ModelCall(
    purpose="read",
    model="gpt-4o-mini",
    outcome="answered",
    attempts=1,
    input_tokens=1_200,
    output_tokens=80,
    cached_tokens=1_000,
    cost_usd=0.0002,
    seconds=0.8,
)
WRITE = READ.model_copy(update={"purpose": "write", "input_tokens": 300, "cached_tokens": 0, "cost_usd": 0.0001})
AWAY_CALL = ModelCall(purpose="read", model="gpt-4o-mini", outcome="unreachable", attempts=3, seconds=1.25)
LOCAL = READ.model_copy(update={"model": "smollm2", "cost_usd": None, "cached_tokens": None})


@pytest.mark.parametrize(
    ("usage", "line", "fallen"),
    [
        pytest.param(None, None, None, id="no model"),
        pytest.param(Usage(), None, False, id="a model, and nothing to call it for"),
        pytest.param(
            Usage(calls=(READ, WRITE), worded_by="model"),
            "gpt-4o-mini · 1,500 tokens in, 160 out (1,000 of them cached) · $0.0003 · 1.6 s",
            False,
            id="read and written",
        ),
        pytest.param(
            Usage(calls=(READ,)),
            "gpt-4o-mini · 1,200 tokens in, 80 out (1,000 of them cached) · $0.0002 · 0.8 s",
            False,
            id="read, and nothing to word",
        ),
        pytest.param(
            Usage(calls=(LOCAL,)),
            "smollm2 · 1,200 tokens in, 80 out · no known price · 0.8 s",
            False,
            id="a model without a price",
        ),
        pytest.param(
            Usage(calls=(AWAY_CALL,)),
            "gpt-4o-mini · tokens not counted · no known price · 1.2 s · "
            "the language model was set aside: the server cannot be reached; built-in language",
            True,
            id="the server is away",
        ),
        pytest.param(
            Usage(calls=(READ, WRITE), held_sentences=3),
            "gpt-4o-mini · 1,500 tokens in, 160 out (1,000 of them cached) · $0.0003 · 1.6 s · "
            "the language model was set aside: its wording did not pass the check; built-in language",
            True,
            id="nothing of its wording passed",
        ),
        pytest.param(
            Usage(calls=(READ, WRITE.model_copy(update={"outcome": "unheard_of"})), worded_by="model"),
            "gpt-4o-mini · 1,500 tokens in, 160 out (1,000 of them cached) · $0.0003 · 1.6 s · "
            "the language model was set aside: it could not be used; built-in language",
            True,
            id="a failure without words",
        ),
    ],
)
def test_a_turn_says_in_one_line_what_it_used(usage: Usage | None, line: str | None, fallen: bool | None) -> None:
    assert usage_line(usage) == line
    assert (None if usage is None else fell_back(usage)) == fallen


@pytest.mark.parametrize("reason", sorted(AWAY))
def test_every_way_in_which_a_server_is_away_has_its_words(reason: str) -> None:
    usage = Usage(calls=(AWAY_CALL.model_copy(update={"outcome": reason}),))
    assert "it could not be used" not in str(usage_line(usage))


def test_metrics_add_up_what_turns_used() -> None:
    metrics = Metrics(lambda: 0)
    metrics.count_usage(Usage(calls=(READ, WRITE), worded_by="model", dropped_facts=2, held_sentences=1))
    metrics.count_usage(Usage(calls=(AWAY_CALL,)))
    lines = metrics.text().decode().splitlines()
    for line in (
        'advisor_model_calls_total{outcome="answered",purpose="read"} 1.0',
        'advisor_model_calls_total{outcome="answered",purpose="write"} 1.0',
        'advisor_model_calls_total{outcome="unreachable",purpose="read"} 1.0',
        'advisor_model_tokens_total{kind="input"} 1500.0',
        'advisor_model_tokens_total{kind="cached"} 1000.0',
        'advisor_model_tokens_total{kind="output"} 160.0',
        'advisor_model_seconds_count{purpose="read"} 2.0',
        'advisor_model_seconds_bucket{le="1.0",purpose="read"} 1.0',
        "advisor_model_dropped_facts_total 2.0",
        "advisor_model_held_sentences_total 1.0",
        "advisor_model_fallbacks_total 1.0",
        "advisor_model_unpriced_calls_total 1.0",
    ):
        assert line in lines
    cost = next(line for line in lines if line.startswith("advisor_model_cost_usd_total"))
    assert float(cost.split()[1]) == pytest.approx(0.0003)


def test_the_page_shows_the_line_under_the_reply_and_escapes_what_a_server_names() -> None:
    usage = Usage(calls=(READ.model_copy(update={"model": "<img src=x>"}),))
    shown = reply_markdown("Hello.", 1, (), usage)
    assert shown.startswith('Hello.\n\n<p class="usage">&lt;img src=x&gt; · 1,200 tokens in')
    assert reply_markdown("Hello.", 1, ()) == "Hello."
