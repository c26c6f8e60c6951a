"""Which partners a message rates, and how: names, criteria in other words, scales, weights, quotes, changes, tables."""

from collections.abc import Mapping

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.partners.criteria import shipped_key, words_key
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, ToolCall, Understanding

Ratings = Mapping[str, Mapping[str, float]]

KESTREL: Ratings = {
    "Kestrel": {"expertise": 5, "similar_models": 4, "evaluation": 5, "cost_and_time": 4},
    "Bluefin Labs": {"expertise": 2, "similar_models": 2, "evaluation": 1, "cost_and_time": 3},
}


def read(text: str, *before: str, **known: JsonValue) -> Understanding:
    """The message, after others of the same conversation."""
    context = Context(facts={name: Fact(value=value, status="stated", turn=1) for name, value in known.items()})
    for earlier in before:
        calls = BuiltInReader().read(earlier, context).tool_calls
        context = context.model_copy(update={"tool_calls": calls})
    return BuiltInReader().read(text, context)


def compared(understanding: Understanding) -> ToolCall | None:
    return next((call for call in understanding.tool_calls if call.tool == "partner_scorecard"), None)


def candidates(understanding: Understanding) -> list[dict[str, JsonValue]]:
    call = compared(understanding)
    found = call.arguments["candidates"] if call else []
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, dict)]


def ratings(understanding: Understanding) -> dict[str, JsonValue]:
    return {str(one["name"]): one["ratings"] for one in candidates(understanding)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Kestrel gets expertise 5, LLM experience 4, evaluation 5, cost 4. Bluefin Labs gets expertise 2, LLM "
                "experience 2, evaluation 1, cost 3. Which one?"
            ),
            KESTREL,
        ),
        (
            (
                "compare Acme (technical depth 4/5, price 2, references 5) and Globex: technical depth 5, price 4, "
                "references 3"
            ),
            {
                "Acme": {"capabilities": 4, "cost_and_time": 2, "proof": 5},
                "Globex": {"capabilities": 5, "cost_and_time": 4, "proof": 3},
            },
        ),
        (
            "Vendor A: 4 on expertise and 2 on cost; B: 3 and 5",
            {"Vendor A": {"expertise": 4, "cost_and_time": 2}, "Vendor B": {"expertise": 3, "cost_and_time": 5}},
        ),
        ("Acme scores 8 out of 10 on staffing", {"Acme": {"staffing": 4}}),
        ("We rate Acme 4/5 for price.", {"Acme": {"cost_and_time": 4}}),
        (
            (
                "Acme is strong on expertise (5) but weak on cost (2). Initech is the other way round: expertise (2), "
                "cost (5)."
            ),
            {"Acme": {"expertise": 5, "cost_and_time": 2}, "Initech": {"expertise": 2, "cost_and_time": 5}},
        ),
        (
            (
                "| criterion | Acme | Globex |\n| --- | --- | --- |\n| Expertise | 5 | 3 |\n| price | 2 | 4 |\n"
                "| team size | 3 | 4 |"
            ),
            {
                "Acme": {"expertise": 5, "cost_and_time": 2, "staffing": 3},
                "Globex": {"expertise": 3, "cost_and_time": 4, "staffing": 4},
            },
        ),
        (
            (
                "| | expertise | cost | references |\n| --- | --- | --- | --- |\n"
                "| Acme | 5 | 2 | 4 |\n| Globex | 3 | 4 | 2 |"
            ),
            {
                "Acme": {"expertise": 5, "cost_and_time": 2, "proof": 4},
                "Globex": {"expertise": 3, "cost_and_time": 4, "proof": 2},
            },
        ),
        (
            "Expertise: Acme 5, Globex 3. Price: Acme 2, Globex 4.",
            {"Acme": {"expertise": 5, "cost_and_time": 2}, "Globex": {"expertise": 3, "cost_and_time": 4}},
        ),
        (
            "On expertise Northwind gets 5 and Contoso 3; on price Northwind gets 1 and Contoso 4. Who is better?",
            {"Northwind": {"expertise": 5, "cost_and_time": 1}, "Contoso": {"expertise": 3, "cost_and_time": 4}},
        ),
        (
            "Here is how we scored them:\n- Acme: expertise 5, staffing 3\n- Globex: expertise 3, staffing 4",
            {"Acme": {"expertise": 5, "staffing": 3}, "Globex": {"expertise": 3, "staffing": 4}},
        ),
        (
            "acme: expertise 4, cost 2; globex: expertise 3, cost 5",
            {"acme": {"expertise": 4, "cost_and_time": 2}, "globex": {"expertise": 3, "cost_and_time": 5}},
        ),
        (
            (
                "I'd give Acme a four for sector knowledge and a two for pricing, and Globex a three for sector "
                "knowledge and a five for pricing."
            ),
            {"Acme": {"expertise": 4, "cost_and_time": 2}, "Globex": {"expertise": 3, "cost_and_time": 5}},
        ),
        (
            "Scores from 1 to 10. Acme: track record 8, fees 4. Globex: track record 6, fees 9.",
            {"Acme": {"expertise": 4, "cost_and_time": 2}, "Globex": {"expertise": 3, "cost_and_time": 4.5}},
        ),
        (
            "Acme gets 5 on expertise, Globex 3, Initech 1.",
            {"Acme": {"expertise": 5}, "Globex": {"expertise": 3}, "Initech": {"expertise": 1}},
        ),
        (
            "Acme: expertise 4, price 5, speed 2. Globex: expertise 5, price 2, speed 3.",
            {
                "Acme": {"expertise": 4, "cost_and_time": 5, "speed": 2},
                "Globex": {"expertise": 5, "cost_and_time": 2, "speed": 3},
            },
        ),
    ],
)
def test_a_message_rates_candidates_and_tells_no_fact(text: str, expected: Ratings) -> None:
    got = read(text)
    assert ratings(got) == expected
    assert (got.statements, got.what_ifs, got.questions, got.requests) == ((), (), (), ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Acme AI: experience 8/10, price 9. In-house team: experience 3, price 7.", ["Acme AI", "In-house team"]),
        ("Acme gets 4 on price and 5 on security, our own team gets 2 on price.", ["Acme", "Our own team"]),
        ("Acme: expertise 5, price 2. Internal solution: expertise 2, price 4.", ["Acme", "Internal solution"]),
        ("Acme: expertise 5, cost 2. the small agency: expertise 3, cost 5.", ["Acme", "The small agency"]),
        ("Acme: expertise 5, cost 2. Doing it ourselves: expertise 3, cost 5.", ["Acme", "Doing it ourselves"]),
        ("Acme: expertise 5, cost 2. Weighting: cost 30 %.", ["Acme"]),
    ],
)
def test_no_candidate_vanishes(text: str, names: list[str]) -> None:
    assert [name.lower() for name in ratings(read(text))] == [name.lower() for name in names]


@pytest.mark.parametrize(
    ("text", "told", "not_told"),
    [
        ("Acme: security 4, price 2. Globex: security 2, price 4.", "security", "expertise"),
        ("Acme: support 4, expertise 2. Globex: support 2, expertise 4.", "support", "expertise"),
        ("Acme: cost and timeline 4, process 2. Globex: process 4, cost and timeline 2.", "", "process"),
    ],
)
def test_a_criterion_that_is_counted_under_another_name_is_told(text: str, told: str, not_told: str) -> None:
    call = compared(read(text))
    assert call is not None
    assert (told in " ".join(call.notes)) is True
    assert not any(f'"{not_told}"' in note for note in call.notes)


@pytest.mark.parametrize(
    "text",
    [
        "We have 5 experts and the evaluation takes 3 weeks.",
        "Our cost is 4 cents a call and our accuracy 80 %.",
        "Acme has 12 engineers and promises 95 % accuracy.",
        "GPT-4o gets quality 5 and cost 2; Claude Sonnet gets 4 and 4.",
        "We're Acme, an insurer with 3 ML engineers and 5 experts.",
        "In March cost 4 million, in April cost 5 million.",
        "How do I choose the right partner?",
        "Our customers rate us 4 out of 5 on service and 3 on price.",
        "Berlin has 5 agents and Madrid has 4 agents.",
        "Step 1: expertise 2: cost",
        "What does evaluation cost? Is 4 out of 5 good?",
        "Tickets: 3 priority levels. Languages: 5. Cost: 2 cents each.",
        "Privacy 8, cost 5, accuracy 7, speed 4",
    ],
)
def test_other_numbers_rate_nobody(text: str) -> None:
    assert compared(read(text)) is None


def test_what_else_a_message_says_is_read_beside_the_ratings() -> None:
    got = read(
        "We are a telecom operator with a budget of $50k. Acme gets expertise 5 and cost 2, Globex expertise 3 and "
        "cost 4. What should I ask them before I sign?"
    )
    assert {one.field: one.value for one in got.statements}.items() >= {"industry": "telecom", "budget": 50_000}.items()
    assert ratings(got) == {
        "Acme": {"expertise": 5, "cost_and_time": 2},
        "Globex": {"expertise": 3, "cost_and_time": 4},
    }
    assert got.questions or got.requests


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Acme: expertise 5, parking 3. Globex: expertise 4, parking 5.", "parking"),
        ("Acme: expertise 5, cost 3, canteen 4.", "canteen"),
        ("Acme scores 8 out of 10 on staffing", "10"),
        ("Acme: expertise 4, price 5, speed 2. Globex: expertise 5, price 2, speed 3.", "speed by itself"),
        ("Acme: expertise 5, parking 3. Globex: expertise 4, parking 5.", "parking by itself"),
        ("Acme: expertise 5, canteen 3. Globex: expertise 4.", "no criterion"),
        ("Acme: expertise 7, cost 13. Globex: expertise 5, cost 2", "13"),
    ],
)
def test_what_cannot_be_placed_or_is_read_in_another_way_is_told(text: str, told: str) -> None:
    call = compared(read(text))
    assert call is not None
    assert any(told in note for note in call.notes)


def test_what_embedding_places_is_told_too() -> None:
    call = compared(read("Acme: familiarity with our line of business 3, cost 4."))
    assert call is not None
    assert call.arguments["candidates"] == [{"name": "Acme", "ratings": {"expertise": 3, "cost_and_time": 4}}]
    assert any("familiarity with our line of business" in note for note in call.notes)


FIRST = "Acme: expertise 5, cost 2, references 3. Globex: expertise 3, cost 4, references 4."


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("make Acme's cost 4", "Acme", {"expertise": 5, "cost_and_time": 4, "proof": 3}),
        ("Change Globex's references to 2, please.", "Globex", {"expertise": 3, "cost_and_time": 4, "proof": 2}),
        ("globex gets 5 on price now", "Globex", {"expertise": 3, "cost_and_time": 5, "proof": 4}),
        ("raise Acme's cost from 2 to 3", "Acme", {"expertise": 5, "cost_and_time": 3, "proof": 3}),
        (
            "add Initech: expertise 4, cost 4, staffing 2",
            "Initech",
            {"expertise": 4, "cost_and_time": 4, "staffing": 2},
        ),
        ("A third one: Initech, expertise 4 and cost 1.", "Initech", {"expertise": 4, "cost_and_time": 1}),
        ("Acme just lowered their price, make it a 4.", "Acme", {"expertise": 5, "cost_and_time": 4, "proof": 3}),
        (
            "Globex's references are better than I thought, call it 5",
            "Globex",
            {"expertise": 3, "cost_and_time": 4, "proof": 5},
        ),
        ("Set Acme's price to 3", "Acme", {"expertise": 5, "cost_and_time": 3, "proof": 3}),
    ],
)
def test_a_later_message_adds_to_the_comparison(text: str, name: str, expected: Mapping[str, float]) -> None:
    got = read(text, FIRST)
    assert ratings(got)[name] == expected
    assert set(ratings(got)) == {"Acme", "Globex", name}
    assert got.statements == ()


def test_a_candidate_can_be_dropped() -> None:
    assert list(ratings(read("drop Globex", FIRST))) == ["Acme"]


@pytest.mark.parametrize(
    ("text", "name", "offer"),
    [
        ("Acme quotes 120k and 10 weeks", "Acme", {"quote": 120_000, "weeks": 10}),
        ("Globex wants $90,000 and needs 3 months", "Globex", {"quote": 90_000, "weeks": 13}),
        ("Globex wants $3,000 per month over 36 months", "Globex", {"monthly_fee": 3_000}),
        ("Acme asks for $1.2 million.", "Acme", {"quote": 1_200_000}),
    ],
)
def test_a_quote_is_the_candidates_and_no_budget(text: str, name: str, offer: Mapping[str, float]) -> None:
    got = read(text, FIRST)
    [found] = [one for one in candidates(got) if one["name"] == name]
    assert {key: found[key] for key in offer} == offer
    assert "weeks" in offer or "weeks" not in found
    assert got.statements == ()


def test_a_quote_stands_beside_ratings_in_one_message() -> None:
    got = read("Acme: expertise 5, cost 2, quotes $120k, 10 weeks. Globex: expertise 3, cost 4, quotes $80k, 14 weeks.")
    assert candidates(got) == [
        {"name": "Acme", "ratings": {"expertise": 5, "cost_and_time": 2}, "quote": 120_000, "weeks": 10},
        {"name": "Globex", "ratings": {"expertise": 3, "cost_and_time": 4}, "quote": 80_000, "weeks": 14},
    ]
    assert got.statements == ()


@pytest.mark.parametrize(
    ("text", "argument", "expected", "supposed"),
    [
        ("cost counts double", "factors", {"cost_and_time": 2}, False),
        ("what if cost counts double?", "factors", {"cost_and_time": 2}, True),
        ("And if price were twice as important?", "factors", {"cost_and_time": 2}, True),
        ("What if we gave references three times the weight?", "factors", {"proof": 3}, True),
        ("expertise is 40 % of it", "shares", {"expertise": 0.4}, False),
        (
            "Weights: expertise 50%, cost 30%, references 20%",
            "shares",
            {"expertise": 0.5, "cost_and_time": 0.3, "proof": 0.2},
            False,
        ),
        ("Cost should only count half.", "factors", {"cost_and_time": 0.5}, False),
        ("ignore cost", "factors", {"cost_and_time": 0}, False),
        ("What if price didn't matter at all?", "factors", {"cost_and_time": 0}, True),
    ],
)
def test_weights_are_moved(text: str, argument: str, expected: Mapping[str, float], *, supposed: bool) -> None:
    got = read(text, FIRST)
    call = compared(got)
    assert call is not None
    assert (call.arguments.get(argument), call.supposed) == (expected, supposed)
    assert [one["name"] for one in candidates(got)] == ["Acme", "Globex"]
    assert (got.statements, got.what_ifs, got.questions, got.requests) == ((), (), (), ())


def test_a_price_in_a_table_is_a_quote() -> None:
    head = "| vendor | expertise | security | price |\n|---|---|---|---|\n"
    got = read(f"{head}| Alpha | 4 | 2 | 60,000 |\n| Beta | 3 | 5 | 75,000 |")
    assert candidates(got) == [
        {"name": "Alpha", "ratings": {"expertise": 4, "security": 2}, "quote": 60_000},
        {"name": "Beta", "ratings": {"expertise": 3, "security": 5}, "quote": 75_000},
    ]
    assert got.statements == ()


def test_prices_below_a_table_of_ratings_are_the_candidates_and_no_budget() -> None:
    table = "| criterion | Alpha Soft | Beta |\n|---|---|---|\n| expertise | 4 | 3 |\n| references | 2 | 5 |\n\n"
    got = read(f"{table}Prices: Alpha Soft 61,000 USD, Beta 47,000 USD. Which one is ahead?")
    assert [(one["name"], one["quote"]) for one in candidates(got)] == [("Alpha Soft", 61_000), ("Beta", 47_000)]
    assert got.statements == ()


def test_a_price_list_without_candidates_compares_nobody() -> None:
    assert compared(read("Our prices: Basic 1,900 USD, Premium 4,400 USD.")) is None


def test_weights_stand_in_the_message_that_rates() -> None:
    call = compared(read(f"{FIRST} Cost counts double."))
    assert call is not None
    assert call.arguments["factors"] == {"cost_and_time": 2}


@pytest.mark.parametrize(
    "text", ["Which one?", "why Acme?", "Who wins?", "why not Globex?", "Compare them again", "which vendor is better?"]
)
def test_a_question_about_the_candidates_is_answered_by_comparing_them(text: str) -> None:
    got = read(text, FIRST)
    assert list(ratings(got)) == ["Acme", "Globex"]
    assert (got.questions, got.requests) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "why?",
        "What should we do?",
        "Cost counts a lot for us: we have $50k.",
        "What if the volume doubles?",
        "How do I choose the right partner?",
        "We have 3 ML engineers.",
    ],
)
def test_other_messages_leave_the_comparison_alone(text: str) -> None:
    assert compared(read(text, FIRST)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Globex say they reach 99.5% accuracy, by the way.",
        "Acme has 12 ML engineers and 40,000 labelled examples.",
        "Acme promises to be live in 3 months.",
    ],
)
def test_what_a_candidate_claims_is_no_fact(text: str) -> None:
    assert read(text, FIRST).statements == ()


def test_the_vectors_of_the_words_for_criteria_are_fresh() -> None:
    assert shipped_key() == words_key(), "the words have changed: run `python -m agent.partners.criteria`"


@pytest.mark.parametrize(
    "text",
    [
        "Postal operator. Own team of 10 ML engineers, own trained model today at 61%. Ambition 75.",
        "Localisation platform, Berlin. Team has 5 NLP engineers. Speed: half a second.",
        "RFQ matching. Error tolerance: 2% at most. Staff: two. Current: nothing automatic, people type.",
        "Target: 9 of 10 boxes right first time. Documents renewed yearly.",
        "Parameter | Actual | Required\nAccuracy | 89 % | 96 %\nPages per report | 10 | -\nML engineers | 6 | 6",
        "Capital: 60,000 USD. Completion: ten months. Staff: 2 ML engineers. Languages: 3.",
        "choosing a vendor: Verity has 12 references and 300 staff, Wick has 3 references and 20 staff.",
        "They now have Zapier. Works 7 out of 10 times. Someone checks all of it, still.",
        "Sales has 400 documents, Service 1,500, Engineering 2,100. All 4,000 should be in.",
        "Bank A reports 2.3 m chats, Bank B a saving of $4 m a year.",
    ],
)
def test_a_letter_about_the_case_rates_nobody(text: str) -> None:
    assert compared(read(text)) is None


@pytest.mark.parametrize(
    ("text", "name", "offer"),
    [
        ("Acme wants $4,500 a month flat plus $20,000 setup.", "Acme", {"monthly_fee": 4_500, "quote": 20_000}),
        ("Globex charges $0.40 per conversation", "Globex", {"fee_per_request": 0.4}),
        ("Globex charges 40 cents a chat", "Globex", {"fee_per_request": 0.4}),
        (
            "Acme's offer: $54,000 a year, and a one-time fee of $20,000",
            "Acme",
            {"monthly_fee": 4_500, "quote": 20_000},
        ),
        ("Acme asks $3,000 monthly and $0.05 for each call", "Acme", {"monthly_fee": 3_000, "fee_per_request": 0.05}),
    ],
)
def test_a_price_a_month_or_a_request_is_the_candidates(text: str, name: str, offer: Mapping[str, float]) -> None:
    got = read(text, FIRST)
    [found] = [one for one in candidates(got) if one["name"] == name]
    assert {key: value for key, value in found.items() if key not in ("name", "ratings")} == offer
    assert got.statements == ()


def test_prices_alone_are_offers_and_stand_beside_ratings_that_come_later() -> None:
    first = read("Acme charges $2,000 a month, Globex wants $0.10 per ticket. Which is cheaper over three years?")
    assert compared(first) is None
    assert [(one.name, one.monthly, one.each) for one in first.offers] == [("Acme", 2_000, None), ("Globex", None, 0.1)]
    assert first.offer_asked is not None
    assert first.offer_asked.months == 36
    rated = BuiltInReader().read("Security: Acme 4, Globex 3.", Context(offers=first.offers))
    assert [(one.get("monthly_fee"), one.get("fee_per_request")) for one in candidates(rated)] == [
        (2_000, None),
        (None, 0.1),
    ]


PRICED = f"{FIRST} Acme wants $4,500 a month, Globex charges $0.40 per conversation."


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("Why is Acme behind?", "why", ["Acme"]),
        ("why not Globex?", "why", ["Globex"]),
        ("How come Globex wins?", "why", ["Globex"]),
        ("Which is cheaper over two years?", "price", []),
        ("Is Acme cheaper?", "price", ["Acme"]),
        ("What would Globex cost us over 18 months?", "price", ["Globex"]),
        ("From what volume on does Acme win?", "volume", ["Acme"]),
        ("At how many chats are they level?", "volume", []),
        ("What should I ask them before signing?", "questions", []),
        ("Which questions should we put to Globex?", "questions", ["Globex"]),
        ("Is Acme better than Globex on price?", "better", ["Acme", "Globex"]),
        ("Would Globex be the right one?", "better", ["Globex"]),
        ("Which one?", "which", []),
        ("Show me the table again", "compare", []),
    ],
)
def test_a_question_about_candidates_is_told_by_its_kind(text: str, kind: str, names: list[str]) -> None:
    call = compared(read(text, PRICED))
    assert call is not None
    assert [(one.kind, list(one.names)) for one in call.asked] == [(kind, names)]


@pytest.mark.parametrize(
    "text",
    [
        "Is fine-tuning cheaper?",
        "What does it cost us a month?",
        "Why do you ask?",
        "From what volume on is hosting cheaper?",
    ],
)
def test_a_question_about_the_case_is_none_about_candidates(text: str) -> None:
    assert compared(read(text, PRICED)) is None


@pytest.mark.parametrize("text", ["And if we drop Globex?", "What if we left out Globex?"])
def test_a_candidate_is_dropped_for_once(text: str) -> None:
    got = read(text, FIRST)
    call = compared(got)
    assert call is not None
    assert (list(ratings(got)), call.supposed) == (["Acme"], True)


BIDS = (
    "Vendor A (Accenture): expertise 5, price 2, data security 4, references 5. Vendor B (a local boutique called "
    "Nordlicht): expertise 4, price 4, data security 3, references 3. Vendor C (TCS): 3, 5, 3, 4."
)


@pytest.mark.parametrize(
    ("text", "expected", "own"),
    [
        (
            BIDS,
            {
                "Accenture": {"expertise": 5, "cost_and_time": 2, "data security": 4, "proof": 5},
                "Nordlicht": {"expertise": 4, "cost_and_time": 4, "data security": 3, "proof": 3},
                "TCS": {"expertise": 3, "cost_and_time": 5, "data security": 3, "proof": 4},
            },
            {"data security": "proof"},
        ),
        (
            "Acme: references 5, reputation 4. Globex: reputation 3, references 2.",
            {"Acme": {"proof": 5, "reputation": 4}, "Globex": {"proof": 2, "reputation": 3}},
            {"reputation": "proof"},
        ),
        (
            "Acme: price 4, experience 2. Globex: cost 5, track record 3.",
            {"Acme": {"cost_and_time": 4, "expertise": 2}, "Globex": {"cost_and_time": 5, "expertise": 3}},
            None,
        ),
        (
            "Acme: methodology 3, process 4. Globex: methodology 2, process 5.",
            {"Acme": {"process": 4, "methodology": 3}, "Globex": {"process": 5, "methodology": 2}},
            {"methodology": "process"},
        ),
        (
            "| | GDPR | documentation | price |\n|---|---|---|---|\n| Acme | 5 | 2 | 3 |\n| Globex | 1 | 4 | 4 |",
            {
                "Acme": {"GDPR": 5, "documentation": 2, "cost_and_time": 3},
                "Globex": {"GDPR": 1, "documentation": 4, "cost_and_time": 4},
            },
            {"GDPR": "process", "documentation": "process"},
        ),
        (
            "Acme: price 3, parking 4, expertise 2. Globex: 4, 1, 5",
            {
                "Acme": {"cost_and_time": 3, "parking": 4, "expertise": 2},
                "Globex": {"cost_and_time": 4, "parking": 1, "expertise": 5},
            },
            {"parking": None},
        ),
    ],
)
def test_a_named_criterion_stays_its_own(text: str, expected: Ratings, own: Mapping[str, str | None] | None) -> None:
    got = read(text)
    call = compared(got)
    assert call is not None
    assert {name.split("(")[-1].rstrip(")"): one for name, one in ratings(got).items()} in (
        expected,
        {f"Vendor {letter}": one for letter, one in zip("ABC", expected.values(), strict=False)},
    )
    assert call.arguments.get("own_criteria") == own


OWN = (
    "Acme: expertise 5, price 2, data security 4, references 3. "
    "Globex: expertise 3, price 4, data security 5, references 4."
)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Set Acme's data security to 1", "Acme", {"data security": 1}),
        ("Acme's security is 2 now", "Acme", {"data security": 2}),
        ("make Globex's references 1", "Globex", {"proof": 1, "data security": 5}),
        ("Globex's cost is 5", "Globex", {"cost_and_time": 5}),
        ("Acme: stability 4. Globex: stability 1.", "Acme", {"stability": 4, "proof": 3}),
    ],
)
def test_an_own_criterion_is_known_again(text: str, name: str, expected: Mapping[str, float]) -> None:
    found = ratings(read(text, OWN))[name]
    assert isinstance(found, dict)
    assert {key: found.get(key) for key in expected} == expected
    assert len(found) == 4 + ("stability" in expected)


@pytest.mark.parametrize(
    ("text", "argument", "expected"),
    [
        ("Weights: data security counts double.", "factors", {"data security": 2}),
        ("security counts three times", "factors", {"data security": 3}),
        ("Weights: data security 40 %, price 30 %", "shares", {"data security": 0.4, "cost_and_time": 0.3}),
        ("experience matters more to me than price", "factors", {"expertise": 2}),
        ("I care more about security than price", "factors", {"data security": 2}),
        ("Price is less important than references.", "factors", {"cost_and_time": 0.5}),
        ("For us references are the most important.", "factors", {"proof": 2}),
        ("Data security is crucial.", "factors", {"data security": 2}),
        ("I don't care about price", "factors", {"cost_and_time": 0}),
        ("price matters only a little", "factors", {"cost_and_time": 0.5}),
        ("I care mostly about references", "shares", {"proof": 0.6}),
        ("What counts above all is security and references", "shares", {"data security": 0.3, "proof": 0.3}),
        ("we only care about the price", "shares", {"cost_and_time": 1}),
        ("What if data security mattered more than price?", "factors", {"data security": 2}),
    ],
)
def test_a_wish_without_a_figure_moves_a_weight_and_says_how(
    text: str, argument: str, expected: Mapping[str, float]
) -> None:
    call = compared(read(text, OWN))
    assert call is not None
    assert {name: call.arguments[name] for name in ("factors", "shares") if name in call.arguments} == {
        argument: pytest.approx(expected)
    }
    assert call.supposed == text.startswith("What if")
    stated = any(word in text for word in ("double", "times", "%"))
    assert any(note.startswith("I took that as") for note in call.notes) is not stated


@pytest.mark.parametrize(
    "text",
    [
        "Privacy is very important to us.",
        "Accuracy matters more than price for our customers.",
        "Speed is crucial, answers must be there within 2 seconds.",
        "We mostly get questions about invoices.",
        "Our staff is more important than the budget.",
    ],
)
def test_what_nobody_is_rated_on_is_no_weight(text: str) -> None:
    assert compared(read(text, OWN)) is None


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("How robust is the ranking?", "robust", []),
        ("how firm is Globex's lead?", "robust", ["Globex"]),
        ("How sensitive is the result to the weights?", "robust", []),
        ("How close is the outcome?", "robust", []),
        ("what would have to change for Acme to win?", "to_win", ["Acme"]),
        ("When would Acme come first?", "to_win", ["Acme"]),
        ("How could Acme beat Globex?", "to_win", ["Acme", "Globex"]),
        ("What does Acme need to win?", "to_win", ["Acme"]),
        ("What would change the winner?", "to_win", []),
        ("why is that the winner?", "why", []),
        ("Why does it win?", "why", []),
        ("why this ranking", "why", []),
    ],
)
def test_a_question_about_the_order_is_told_by_its_kind(text: str, kind: str, names: list[str]) -> None:
    call = compared(read(text, OWN))
    assert call is not None
    assert [(one.kind, list(one.names)) for one in call.asked] == [(kind, names)]


def test_how_robust_this_is_means_what_was_spoken_of_last() -> None:
    calls = BuiltInReader().read(OWN, Context()).tool_calls
    for said, meant in ((OWN, ["robust"]), ("And what do you recommend?", [])):
        got = BuiltInReader().read("How robust is this?", Context(tool_calls=calls, said=said))
        assert [one.kind for call in got.tool_calls for one in call.asked] == meant


@pytest.mark.parametrize(
    "text",
    [
        "what GPU count did you assume and which throughput per GPU?",
        "Which model wins on price?",
        "What would change your mind?",
        "Why is fine-tuning ahead?",
        "Compare all approaches please",
        "How sure are you?",
        "How sensitive is the data?",
    ],
)
def test_a_question_about_something_else_is_no_comparison(text: str) -> None:
    assert compared(read(text, OWN)) is None


def test_what_counts_alike_is_moved_from_there() -> None:
    call = compared(read("references count double", OWN, "All criteria count the same"))
    assert call is not None
    assert call.arguments["weights"] == dict.fromkeys(("expertise", "cost_and_time", "data security", "proof"), 1)
    assert call.arguments["factors"] == {"proof": 2}


PITCHED = "Two vendors pitched. Northlex: expertise 4, model evaluation 4. Quillon: expertise 3, model evaluation 2."


@pytest.mark.parametrize(
    "text",
    [
        "I spoke to Quillon's references since. Quillon deserves expertise 5 and model evaluation 5; Northlex stays.",
        "Quillon called. I'd give Quillon 5 for expertise and 5 for model evaluation.",
        # Held back.
        "I met Quillon again. Quillon now gets expertise 5, model evaluation 5. Who leads?",
    ],
)
def test_who_is_named_again_is_rated_there(text: str) -> None:
    assert ratings(read(text, PITCHED))["Quillon"] == {"expertise": 5, "evaluation": 5}


RATED = "Alpha: security 8, price 6, support 7. Beta: security 6, price 9, support 6, all out of 10."
SHARES = {"security": 0.4, "cost_and_time": 0.3, "support": 0.3}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("weights: security 40, price 30, support 30", SHARES),
        ("Weights are 40 for security, 30 for price and 30 for support.", SHARES),
        ("security 40, price 30, support 30", SHARES),
        ("40% security, 30% price, 30% support", SHARES),
        ("Security 40 %, price 30 %, support 30 %.", SHARES),
        ("weighting: security 4, price 3, support 3", SHARES),
        ("Our weights:\n- security 40\n- price 30\n- support 30", SHARES),
        (
            "We weigh security at 50, price at 25, support at 25",
            {"security": 0.5, "cost_and_time": 0.25, "support": 0.25},
        ),
        ("importance: security 2, price 1, support 1", {"security": 0.5, "cost_and_time": 0.25, "support": 0.25}),
    ],
)
def test_weights_in_points_stand_before_or_behind_the_ratings(text: str, expected: Mapping[str, float]) -> None:
    for last, before in (
        (text, RATED),
        (RATED, f"Weights: {text}" if "eigh" not in text and "mport" not in text else text),
    ):
        call = compared(read(last, before))
        assert call is not None
        assert call.arguments["shares"] == pytest.approx(expected)
        assert len(candidates(read(last, before))) == 2


BY_MEANING = "Alpha: quality 4, price 10. Beta: quality 8, price 5."


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((f"Two vendors, weights price 80%, quality 20%. {BY_MEANING}",), (0.8, 0.2)),
        ((f"Three bidders: quality 40%, price 60%. {BY_MEANING}",), (0.6, 0.4)),
        ((f"{BY_MEANING} Price matters 70 percent, quality 30 percent.",), (0.7, 0.3)),
        ((f"We compare two vendors on quality (40%) and price (60%). {BY_MEANING}",), (0.6, 0.4)),
        (("Weights for the vendors: quality 60, price 40", BY_MEANING), (0.4, 0.6)),
        ((f"{BY_MEANING} We weigh quality at 25 and price at 75.",), (0.75, 0.25)),
        ((BY_MEANING, "Price counts 80% and quality 20%"), (0.8, 0.2)),
        ((BY_MEANING, "Price is the most important with 60%, quality comes second with 40%."), (0.6, 0.4)),
        ((f"Quality (40%) and price (60%) decide. {BY_MEANING}",), (0.6, 0.4)),
        ((BY_MEANING, "weight price with 80% and quality with 20%"), (0.8, 0.2)),
        ((BY_MEANING, "80% price, 20% quality"), (0.8, 0.2)),
        ((BY_MEANING, "I'd give 80% to price and 20% to quality"), (0.8, 0.2)),
        ((BY_MEANING, "What if price counted 70% and quality 30%?"), (0.7, 0.3)),
        ((BY_MEANING, "Beta's quality should be 9", "what if price mattered 70% and quality 30%?"), (0.7, 0.3)),
    ],
)
def test_weights_go_to_the_criterion_beside_them(texts: tuple[str, ...], expected: tuple[float, float]) -> None:
    call = compared(read(texts[-1], *texts[:-1]))
    assert call is not None
    assert call.arguments["shares"] == pytest.approx(dict(zip(("cost_and_time", "evaluation"), expected, strict=True)))


def test_a_share_of_what_nobody_is_rated_on_takes_no_other_criterions() -> None:
    call = compared(read("Price counts 80% and charm 20%", BY_MEANING))
    assert call is not None
    assert call.arguments["shares"] == {"cost_and_time": 0.8}
    assert any("20\N{NO-BREAK SPACE}%" in note for note in call.notes)


@pytest.mark.parametrize(
    "text", ["Price matters, since our margin is 30%.", "Quality matters: 20% of our claims are disputed."]
)
def test_a_share_of_something_else_is_no_weight(text: str) -> None:
    call = compared(read(text, BY_MEANING))
    assert call is None or "shares" not in call.arguments


@pytest.mark.parametrize(
    "behind",
    ["Quality counts 60%.", "Price is twice as important as quality.", "Weights: quality 60, price 40.", "Which one?"],
)
def test_what_follows_loses_no_candidate(behind: str) -> None:
    got = read(f"Vendor A rated 8 for quality and 6 for price, vendor B 7 and 9. {behind}")
    assert ratings(got)["Vendor B"] == {"evaluation": 3.5, "cost_and_time": 4.5}


@pytest.mark.parametrize("text", ["Leave Alpha out", "leave Alpha out, please", "Exclude Alpha", "Take Alpha out"])
def test_a_candidate_is_left_out(text: str) -> None:
    assert list(ratings(read(text, BY_MEANING))) == ["Beta"]


@pytest.mark.parametrize(
    "text",
    [
        "We are choosing between Vendor Alpha and Vendor Beta. Weights: security 40, price 30, support 30.",
        "For the vendor choice I'd weigh security 50 %, price 30 % and references 20 %.",
    ],
)
def test_weights_alone_ask_for_the_ratings(text: str) -> None:
    got = read(text)
    call = compared(got)
    assert call is not None
    assert call.arguments["candidates"] == []
    assert any("rate" in note.lower() for note in call.notes)
    assert got.statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "Weights: privacy 40, accuracy 30, speed 30.",
        "Privacy matters 8, cost 5, speed 4.",
        "The weights take 40 GB and the price is 30 dollars.",
        "Cost matters, we have 30 people in support and 40 in security.",
        "Support costs 30 and security 70 thousand a month.",
    ],
)
def test_other_weights_compare_nobody(text: str) -> None:
    assert compared(read(text)) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vendor Alpha 8 on security, 6 on price. Vendor Beta 6 on security, 9 on price. make Alpha's price 9", 2),
        ("Alpha: security 8, price 6. Vendor Beta: security 6, price 9. Vendor Alpha: support 5. Beta: support 4.", 2),
        ("acme gets 7 on security, 5 on price; initech 5 on security and 9 on price", 2),
        ("we give acme 4 on security and 2 on price, initech 3 on security and 5 on price", 2),
        ("acme scores 4 on price, globex 3", 2),
        ("A: security 4, price 3. B: security 3, price 5.", 2),
        ("A gets 4 on security and 3 on price, B gets 3 and 5. C gets 2 and 2.", 3),
        ("X (security 4, price 3) or Y (security 3, price 5)?", 2),
    ],
)
def test_a_short_name_is_a_candidate_once(text: str, names: int) -> None:
    assert len(ratings(read(text))) == names


@pytest.mark.parametrize(
    ("text", "before", "name", "expected"),
    [
        (
            "make Alpha's price 9",
            "Vendor Alpha 8 on security, 6 on price. Vendor Beta 6 on security, 9 on price.",
            "Vendor Alpha",
            {"security": 4, "cost_and_time": 4.5},
        ),
        ("vendor alpha gets 9 on price", RATED, "Alpha", {"security": 4, "cost_and_time": 4.5, "support": 3.5}),
        (
            "what if B's security were 4?",
            "A: security 4, price 3. B: security 3, price 5.",
            "B",
            {"security": 4, "cost_and_time": 5},
        ),
        (
            "initech gets 8 on security",
            "acme gets 7 on security, 5 on price; initech 5 on security and 9 on price",
            "initech",
            {"security": 4, "cost_and_time": 4.5},
        ),
    ],
)
def test_a_short_name_is_known_again(text: str, before: str, name: str, expected: Mapping[str, float]) -> None:
    got = ratings(read(text, before))
    assert got[name] == expected
    assert len(got) == 2


@pytest.mark.parametrize(
    "text", ["A third vendor may come.", "A big risk is security.", "I need a moment.", "What is a good score?"]
)
def test_an_article_is_no_candidate(text: str) -> None:
    assert compared(read(text, "A: security 4, price 3. B: security 3, price 5.")) is None


@pytest.mark.parametrize(
    ("text", "argument", "expected"),
    [
        ("price counts double", "shares", {"security": 0.4 / 1.3, "cost_and_time": 0.6 / 1.3, "support": 0.3 / 1.3}),
        ("ignore support", "shares", {"security": 4 / 7, "cost_and_time": 3 / 7, "support": 0}),
        (
            "cost is half as important",
            "shares",
            {"security": 0.4 / 0.85, "cost_and_time": 0.15 / 0.85, "support": 0.3 / 0.85},
        ),
        (
            "security matters twice as much as price",
            "shares",
            {"security": 0.8 / 1.4, "cost_and_time": 0.3 / 1.4, "support": 0.3 / 1.4},
        ),
    ],
)
def test_a_factor_moves_shares_given_before(text: str, argument: str, expected: Mapping[str, float]) -> None:
    call = compared(read(text, RATED, "weights: security 40, price 30, support 30"))
    assert call is not None
    assert call.arguments[argument] == pytest.approx(expected, abs=0.001)
    assert "factors" not in call.arguments


def test_what_is_measured_by_all_others_is_moved_beside_them_alike() -> None:
    before = (RATED, "weights: security 40, price 30, support 30", "price counts double")
    call = compared(read("security matters twice as much as anything else", *before))
    assert call is not None
    assert call.arguments["weights"] == {"security": 1, "cost_and_time": 1, "support": 1}
    assert call.arguments["factors"] == {"security": 2}
    assert "shares" not in call.arguments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("security matters twice as much as anything else", {"security": 2}),
        ("what if we left support out?", {"support": 0}),
        ("Security is twice as important as price.", {"security": 2}),
        ("cost is half as important", {"cost_and_time": 0.5}),
        ("price should weigh half as much as the rest", {"cost_and_time": 0.5}),
        ("please ignore support", {"support": 0}),
        ("support is irrelevant to us", {"support": 0}),
        ("leave support out of it", {"support": 0}),
        ("give double weight to security and support", {"security": 2, "support": 2}),
        ("would it change if we weight the cost much more?", {"cost_and_time": 2}),
        ("Does Beta still lead if support counts three times?", {"support": 3}),
        ("would the order be different if security mattered more?", {"security": 2}),
    ],
)
def test_a_weight_is_moved_beside_others(text: str, expected: Mapping[str, float]) -> None:
    call = compared(read(text, RATED))
    assert call is not None
    assert (call.arguments.get("factors"), call.supposed) == (expected, text.endswith("?"))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("by how much does Alpha win?", ["robust"]),
        ("By how much is Beta ahead?", ["robust"]),
        ("How big is the gap between Alpha and Beta?", ["robust"]),
        ("how far ahead is Beta?", ["robust"]),
        ("By how much must Alpha improve to win?", ["to_win"]),
        ("what would flip the ranking?", ["to_win"]),
        ("What would tip the result the other way?", ["to_win"]),
    ],
)
def test_a_question_about_the_lead_is_told_by_its_kind(text: str, kinds: list[str]) -> None:
    call = compared(read(text, RATED))
    assert call is not None
    assert [one.kind for one in call.asked] == kinds


def test_what_would_flip_it_means_what_was_spoken_of_last() -> None:
    calls = BuiltInReader().read(RATED, Context()).tool_calls
    for said, meant in ((RATED, ["to_win"]), ("We have 3 engineers.", [])):
        for text in ("what would flip it?", "What would have to change for that to flip?"):
            got = BuiltInReader().read(text, Context(tool_calls=calls, said=said))
            assert [one.kind for call in got.tool_calls for one in call.asked] == meant


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("add Delta: 7, 8, 6", "Delta"),
        ("Add Delta with 7, 8 and 6.", "Delta"),
        ("Delta gets 7, 8, 6", "Delta"),
        ("add delta: 7, 8, 6", "delta"),
    ],
)
def test_bare_ratings_of_a_new_candidate_follow_the_order_so_far(text: str, name: str) -> None:
    got = read(text, RATED)
    assert ratings(got)[name] == {"security": 3.5, "cost_and_time": 4, "support": 3}
    assert got.statements == ()


def test_too_few_bare_ratings_are_asked_about() -> None:
    call = compared(read("add Delta: 7, 8", RATED))
    assert call is not None
    assert any("Delta's 7" in note for note in call.notes)


@pytest.mark.parametrize(
    "text",
    [
        "drop Beta",
        "take Beta out",
        "Beta is out",
        "Beta pulled out",
        "Beta has withdrawn.",
        "Scrap Beta.",
        "without Beta",
    ],
)
def test_a_candidate_that_goes_is_dropped(text: str) -> None:
    assert list(ratings(read(text, RATED))) == ["Alpha"]


STRONG = {"Acme": {"security": 4, "cost_and_time": 2}, "Globex": {"security": 3, "cost_and_time": 5}}


@pytest.mark.parametrize(
    "text",
    [
        "Acme: security strong, price weak. Globex: security ok, price excellent.",
        "Acme is strong on security but weak on price; Globex is ok on security and excellent on price.",
        "Acme has strong security and a weak price, Globex has average security and an excellent price.",
        "Acme: security good, price weak. Globex: security average, price outstanding.",
        "Acme: security 4 stars, price 2 stars. Globex: security 3 stars, price 5 stars.",
        "Acme: security 80%, price 40%. Globex: security 60%, price 100%.",
        "acme: 4 security, 2 price; globex: 3 security, 5 price",
        "Acme (B for security, D for price) and Globex (C for security, A for price).",
        "Acme: security B, price D. Globex: security C, price A.",
        "Acme: security ★★★★, price ★★. Globex: security ★★★☆☆, price ★★★★★.",
        "vendor\tsecurity\tprice\nAcme\t4\t2\nGlobex\t3\t5",
        "vendor, security, price\nAcme, 4, 2\nGlobex, 3, 5",
        "vendor;security;price\nAcme;4;2\nGlobex;3;5",
        "vendor   security   price\nAcme     4          2\nGlobex   3          5",
        "criterion\tAcme\tGlobex\nsecurity\t4\t3\nprice\t2\t5",
        "| vendor | security | price |\n|---|---|---|\n| Acme | strong | weak |\n| Globex | ok | excellent |",
        "| vendor | security | price |\n|---|---|---|\n| Acme | B | D |\n| Globex | C | A |",
    ],
)
def test_ratings_on_other_scales_and_in_words(text: str) -> None:
    got = read(text)
    assert {name.capitalize(): one for name, one in ratings(got).items()} == STRONG
    assert got.statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "Acme has good references and we have a weak IT.",
        "Security is strong here and price is a weak point of ours.",
        "Our support is good, our security weak.",
        "Acme promises 95 % accuracy, Globex 97 % accuracy.",
        "Our team is strong, Sales is weak on process.",
        "Acme has a low price and limited support, Globex a high price and low support for us.",
        "Acme is 20% cheaper, Globex is 10% cheaper.",
        "Split: security 40%, price 60%",
        "Germany decides. We'd say 'S is the strong price of good support.",
        "Hello,\nwe are fast, cheap, good\nand strong, weak, ok",
    ],
)
def test_words_of_praise_rate_nobody(text: str) -> None:
    assert compared(read(text)) is None


def test_a_word_of_praise_leaves_a_number_as_it_is() -> None:
    call = compared(read("Alpha has good support by the way.", RATED))
    assert (
        call is None
        or candidates(read("Alpha has good support by the way.", RATED))[0]["ratings"] == ratings(read(RATED))["Alpha"]
    )


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("Only Beta can keep the data in the EU and we need that.", ["Alpha"]),
        ("EU hosting is a must for us and Beta can't do it.", ["Beta"]),
        ("Data must stay in Germany. Only Alpha can guarantee that.", ["Beta"]),
        ("Alpha has no ISO 27001, which is mandatory for us.", ["Alpha"]),
        ("On-premise is non-negotiable and Alpha doesn't offer it.", ["Alpha"]),
        ("Beta is the only one with a European data centre, that's a hard requirement.", ["Alpha"]),
        ("Beta lacks SOC 2, a deal-breaker.", ["Beta"]),
        ("Alpha has an office in Berlin and we must be live in 4 months.", []),
        ("Alpha can't start before June.", []),
        ("We must be live in four months. Alpha has no office in Paris.", []),
    ],
)
def test_who_misses_a_must_is_ruled_out(text: str, ruled_out: list[str]) -> None:
    for got in (read(text, RATED), read(f"{RATED} {text}")):
        assert [str(one["name"]) for one in candidates(got) if one.get("red_flags")] == ruled_out


@pytest.mark.parametrize("text", ["forget the EU requirement", "EU hosting isn't a must any more"])
def test_a_must_is_taken_back(text: str) -> None:
    got = candidates(read(text, RATED, "EU hosting is a must for us and Beta can't do it."))
    assert [one["name"] for one in got] == ["Alpha", "Beta"]
    assert not any(one.get("red_flags") for one in got)


def test_what_is_missing_is_no_rating() -> None:
    got = read("Beta lacks ISO 27001 and we can't do without that.", RATED)
    assert ratings(got) == ratings(read(RATED))


def test_what_only_one_can_do_is_asked_about() -> None:
    call = compared(read("Only Beta can keep the data in the EU.", RATED))
    assert call is not None
    assert any("must" in note and "drop Alpha" in note for note in call.notes)


def test_a_list_of_weights_in_a_question_is_tried_out() -> None:
    call = compared(read("what if the weights were 20 security, 70 price, 10 support?", RATED))
    assert call is not None
    assert (call.arguments["shares"], call.supposed) == ({"security": 0.2, "cost_and_time": 0.7, "support": 0.1}, True)


def test_options_in_small_letters_are_candidates() -> None:
    assert len(ratings(read("option a: security 3, price 4; option b: security 5, price 2"))) == 2


def test_any_text_with_names_and_praise_is_read() -> None:
    for mark in ("'", "'S", "’S", "A'", "X'S is"):
        compared(read(f"Germany: good price. {mark} strong security, Acme weak support."))


_TERMS = (
    "Compare two vendors. Alpha: references 4, security 5, 120k, 16 weeks. "
    "Gamma: references 5, security 4, 200k, 10 weeks."
)


@pytest.mark.parametrize(
    ("text", "name", "offer"),
    [
        ("Gamma dropped its price to 145k", "Gamma", {"quote": 145_000}),
        ("Alpha dropped the price to 100k.", "Alpha", {"quote": 100_000}),
        ("Gamma has cut its quote to $145k", "Gamma", {"quote": 145_000}),
        ("Alpha lowered its price by 20%", "Alpha", {"quote": 96_000}),
        ("Gamma came down to 150k", "Gamma", {"quote": 150_000}),
        ("Alpha gives us a 10% discount", "Alpha", {"quote": 108_000}),
        ("Gamma is 20k cheaper now", "Gamma", {"quote": 180_000}),
        ("Alpha raised its quote by 15k.", "Alpha", {"quote": 135_000}),
        ("Gamma went from 200k down to 170k", "Gamma", {"quote": 170_000}),
        ("what if Alpha needs 4 weeks more?", "Alpha", {"weeks": 20}),
        ("If I give Alpha 2 more weeks grace?", "Alpha", {"weeks": 18}),
        ("Gamma will be 3 weeks late.", "Gamma", {"weeks": 13}),
        ("give Gamma 6 more weeks", "Gamma", {"weeks": 16}),
        ("Alpha can deliver 4 weeks earlier.", "Alpha", {"weeks": 12}),
        ("Gamma slips by another 4 weeks", "Gamma", {"weeks": 14}),
        ("Alpha now needs 20 weeks", "Alpha", {"weeks": 20}),
    ],
)
def test_a_changed_price_or_time_is_reckoned_from_the_one_before(
    text: str, name: str, offer: Mapping[str, float]
) -> None:
    understanding = read(text, _TERMS)

    (one,) = [one for one in candidates(understanding) if one["name"] == name]
    assert len(candidates(understanding)) == 2
    assert {key: one[key] for key in offer} == pytest.approx(offer, rel=1e-3)


@pytest.mark.parametrize(
    "text",
    [
        "Gamma dropped its quote.",
        "Gamma dropped its hourly rate by 10 dollars.",
        "Alpha needs 4 weeks more than Gamma.",
        "Alpha's bot lowered the error rate by 20%",
    ],
)
def test_a_change_without_a_price_of_the_project_leaves_both_as_they_are(text: str) -> None:
    found = candidates(read(text, _TERMS))

    assert not found or found == candidates(read(_TERMS))


def test_a_list_of_ratings_may_end_in_the_price() -> None:
    assert [(one["quote"], one["weeks"]) for one in candidates(read(_TERMS))] == [(120_000, 16), (200_000, 10)]


_BOTH = "Compare: Kepler evaluation 4, cost 2, security 3. Brightpath cost 5, evaluation 1, security 4."


def _out(understanding: Understanding) -> list[str]:
    return [str(one["name"]) for one in candidates(understanding) if one.get("red_flags")]


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("I require at least 3 in evaluation.", ["Brightpath"]),
        ("A must-have is a real evaluation framework, I won't sign below 3.", ["Brightpath"]),
        ("Nobody below 3 on evaluation gets the contract.", ["Brightpath"]),
        ("Security must be at least 4.", ["Kepler"]),
        ("Evaluation below 3 is a no-go.", ["Brightpath"]),
        ("Evaluation is a must, at least 3.", ["Brightpath"]),
        ("We need 4 or better for security.", ["Kepler"]),
        ("Anyone under 3 on cost is out.", ["Kepler"]),
        ("The minimum for evaluation is mandatory: no less than 2.", ["Brightpath"]),
        ("We want a minimum of three on price.", ["Kepler"]),
        ("Evaluation must be at least 6/10, and security at least 8/10.", ["Kepler", "Brightpath"]),
    ],
)
def test_a_least_rating_rules_out_who_is_below_it(text: str, ruled_out: list[str], *, together: bool) -> None:
    understanding = read(f"{_BOTH} {text}") if together else read(text, _BOTH)

    assert _out(understanding) == ruled_out
    assert not understanding.statements


@pytest.mark.parametrize(
    "text",
    [
        "We need at least 3 people on our own staff.",
        "Accuracy must be at least 92%.",
        "Kepler has at least 3 references.",
        "Security matters more than cost.",
        "We must be live in at least 4 months, security permitting.",
    ],
)
def test_another_bound_rules_nobody_out(text: str) -> None:
    assert _out(read(f"{_BOTH} {text}")) == []


def test_a_better_rating_brings_a_candidate_back() -> None:
    must = "I require at least 3 in evaluation."

    assert _out(read("Brightpath's evaluation is now 4", _BOTH, must)) == []
    assert _out(read("Kepler's evaluation is now 2", _BOTH, must)) == ["Kepler", "Brightpath"]
    assert _out(read("Evaluation isn't a must any more", _BOTH, must)) == []


def test_a_least_rating_is_tried_out() -> None:
    call = compared(read("what if evaluation was a must with at least 3", _BOTH))

    assert call is not None
    assert call.supposed
    assert call.least == {"evaluation": 3}


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("Brightpath came back with a proper evaluation plan, make that a 4.", 4),
        ("Brightpath improved its evaluation, it's a 4 now.", 4),
        ("Brightpath's testing is better than I thought, call that a 3.", 3),
        ("I was wrong about Brightpath's evaluation, set that to 2.", 2),
    ],
)
def test_a_rating_is_given_anew_behind_its_reason(text: str, rating: float) -> None:
    found = ratings(read(text, _BOTH))

    assert found["Brightpath"] == {"cost_and_time": 5, "evaluation": rating, "security": 4}


def test_who_was_ruled_out_is_put_back() -> None:
    must = "I require ISO 27001 and Brightpath doesn't have it."

    assert _out(read(must, _BOTH)) == ["Brightpath"]
    assert _out(read("They are getting it by March. Put Brightpath back in.", _BOTH, must)) == []


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("Kepler has just told us it needs 14 weeks, Brightpath 8.", {"Kepler": 14, "Brightpath": 8}),
        ("Kepler can do it in 12 weeks", {"Kepler": 12}),
        ("Kepler takes 3 months, Brightpath 2.", {"Kepler": 13, "Brightpath": 8.67}),
    ],
)
def test_the_second_time_needs_no_unit(text: str, weeks: Mapping[str, float]) -> None:
    found = {str(one["name"]): one.get("weeks") for one in candidates(read(text, _BOTH))}

    assert {name: found[name] for name in weeks} == pytest.approx(weeks, rel=1e-3)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("so who's out?", "which"),
        ("Is anyone left?", "which"),
        ("Who is still in?", "which"),
        ("Summarise the vendor decision for my board", "compare"),
        ("Can you sum up the partner selection?", "compare"),
    ],
)
def test_who_is_left_and_a_summary_are_asked_of_the_comparison(text: str, kind: str) -> None:
    understanding = read(text, _BOTH)
    call = compared(understanding)

    assert call is not None
    assert [one.kind for one in call.asked] == [kind]
    assert not understanding.statements


@pytest.mark.parametrize(
    "text",
    [
        "Compare: Lexa track record 5, cost 2; Docmind track record 2, cost 4; both evaluation 3.",
        "Lexa: track record 5, cost 2. Docmind: track record 2, cost 4. Both have a 3 on evaluation.",
        "Lexa: track record 5, cost 2. Docmind: track record 2, cost 4. They each get 3 for evaluation.",
    ],
)
def test_a_rating_of_both_is_that_of_each(text: str) -> None:
    assert ratings(read(text)) == {
        "Lexa": {"expertise": 5, "cost_and_time": 2, "evaluation": 3},
        "Docmind": {"expertise": 2, "cost_and_time": 4, "evaluation": 3},
    }


def test_a_quote_may_stand_in_front_of_the_ratings() -> None:
    text = "Compare: Alpha quote 120k, 16 weeks, references 4. Gamma quote 200k, 10 weeks, references 5."

    assert [(one["quote"], one["weeks"]) for one in candidates(read(text))] == [(120_000, 16), (200_000, 10)]
