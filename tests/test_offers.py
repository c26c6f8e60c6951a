"""Offers that are told, what is made of them, and what is none: prices of others, people of one's own, licences."""

import re
from collections.abc import Sequence
from datetime import date

import pytest

from agent.facts import Fact
from agent.offers import Offer
from agent.reading.built_in_reader import BuiltInReader
from agent.reply import Reply
from agent.understanding import Context, Understanding
from tests.conftest import Say

READER = BuiltInReader()
DAY = date(2026, 11, 22)

Told = tuple[str, float | None, float | None]  # the name, USD up front, USD a month


def read(text: str, **known: float) -> Understanding:
    facts = {name: Fact(value=value, status="stated", turn=1) for name, value in known.items()}
    return READER.read(text, Context(facts=facts, today=DAY))


def told(understood: Understanding) -> list[Told]:
    return [
        (one.name, one.upfront, None if (month := one.running(None)) is None else round(month, 4))
        for one in understood.offers
    ]


OFFERS: list[tuple[str, Sequence[Told]]] = [
    (
        "Two offers: Lexa, 80,000 upfront, 4,000 a month. Docmind, 30,000 upfront, 9,000 a month. Which is better?",
        [("Lexa", 80_000, 4_000), ("Docmind", 30_000, 9_000)],
    ),
    (
        "Bids: Acme, $50k once, $3k a month; Zeta, $20k once, $6k a month",
        [("Acme", 50_000, 3_000), ("Zeta", 20_000, 6_000)],
    ),
    (
        "We have three quotes. Northwind, $40k plus $2k a month. Kepler, $25k plus $4k a month. Brightpath, $90k flat.",
        [("Northwind", 40_000, 2_000), ("Kepler", 25_000, 4_000), ("Brightpath", 90_000, None)],
    ),
    (
        "I have 2 offers here: Kepler Labs, 60,000 upfront, 2,000 a month, and Orbit, 10,000 upfront, 5,000 a month.",
        [("Kepler Labs", 60_000, 2_000), ("Orbit", 10_000, 5_000)],
    ),
    (
        "A vendor offers to fine-tune it for us: $38,000 up front and then $1,500 a month to run.",
        [("", 38_000, 1_500)],
    ),
    ("An integrator wants 80k plus 15% a year maintenance", [("", 80_000, 1_000)]),
    (
        "We have two offers: A 60k + 3k/month, B 20k + 6k/month. Which is cheaper over 3 years?",
        [("A", 60_000, 3_000), ("B", 20_000, 6_000)],
    ),
    ("Doing it in-house takes two people at 9k a month each for 4 months.", [("in-house", 72_000, None)]),
    ("They sell it by the seat: a licence of $30 a seat a month for 200 seats.", [("", None, 6_000)]),
    ("Their price is $0.04 per alert at 250,000 alerts a month plus 300k set-up", [("", 300_000, 10_000)]),
    ("The agency's quote: 55,000 dollars once, 12,000 a year for support.", [("", 55_000, 1_000)]),
    ("A freelancer would do it for $18,000.", [("", 18_000, None)]),
    ("Consultants asked $1,400 a day for 45 days.", [("", 63_000, None)]),
    ("We got a bid of $120k with $4k monthly hosting.", [("", 120_000, 4_000)]),
    ("The supplier charges $0.10 per letter, 40,000 letters a month.", [("", None, 4_000)]),
    (
        "Our own team could build it: three engineers, 5 months, $11,000 a month each",
        [("in-house", 165_000, None)],
    ),
    (
        "Offer 1: $25,000 set-up, $900 a month. Offer 2: no set-up, $2,400 a month.",
        [("offer 1", 25_000, 900), ("offer 2", 0, 2_400)],
    ),
    (
        "Acme asks 70k and 2k a month, Globex 40k and 3.5k a month; what is cheaper over five years?",
        [("Acme", 70_000, 2_000), ("Globex", 40_000, 3_500)],
    ),
    ("software licence for 85 users at $45 per user per month", [("", None, 3_825)]),
    (
        "Someone quoted us forty thousand dollars and 20 percent of that per year for upkeep",
        [("", 40_000, 666.6667)],
    ),
    ("The proposal on my desk says $150,000 for the build and $6,500 monthly after that.", [("", 150_000, 6_500)]),
    ("They'd take 36k a year, nothing up front.", [("", 0, 3_000)]),
    (
        "Our integrator quoted $62,000 for the build and 18% maintenance per year.",
        [("", 62_000, 930)],
    ),
    (
        (
            "There are two bids on the table: Northwind 95k and 1.2k monthly, Contoso 30k and 4k monthly. Which one is "
            "cheaper in 4 years?"
        ),
        [("Northwind", 95_000, 1_200), ("Contoso", 30_000, 4_000)],
    ),
    ("We could do it ourselves: one developer for 6 months at $8,500 a month.", [("in-house", 51_000, None)]),
    ("It's a subscription, $22 per user per month, and we're 340 people.", [("", None, 7_480)]),
    ("A boutique firm proposes 110k fixed price with 2.5k a month of support.", [("", 110_000, 2_500)]),
    (
        "they ask 3 cents per page, we'd have 600,000 pages a month, and 25k once to get going",
        [("", 25_000, 18_000)],
    ),
    ("I have an offer for 27,500 dollars, annual upkeep 3,300.", [("", 27_500, 275)]),
    ("the startup would charge nothing up front but $5,200 a month", [("", 0, 5_200)]),
    (
        "Two quotes here. Kestrel: $150k once plus 4k monthly. Otter: 2 cents per call for 300,000 calls a month.",
        [("Kestrel", 150_000, 4_000), ("Otter", None, 6_000)],
    ),
    ("Consultant: 80k plus 15% a year maintenance.", [("", 80_000, 1_000)]),
    # nothing up front, in whatever words, keeps a price with its own name
    (
        (
            "Three offers. Alfa: $60,000 setup, $4,500/month. Borealis: $25,000 setup, $7,200/month. Cygnus: no setup, "
            "$9,900/month. Which is cheapest over 24 months?"
        ),
        [("Alfa", 60_000, 4_500), ("Borealis", 25_000, 7_200), ("Cygnus", 0, 9_900)],
    ),
    (
        "Two offers. Alfa: $60,000 setup, $4,500/month. Cygnus: $0 setup, $9,900/month.",
        [("Alfa", 60_000, 4_500), ("Cygnus", 0, 9_900)],
    ),
    (
        "Two offers. Cygnus: no setup, $9,900/month. Alfa: $60,000 setup, $4,500/month.",
        [("Cygnus", 0, 9_900), ("Alfa", 60_000, 4_500)],
    ),
    (
        "Two quotes: Alfa - no setup fee at all, 9.9k a month; Borealis - 25k setup and 7.2k a month.",
        [("Alfa", 0, 9_900), ("Borealis", 25_000, 7_200)],
    ),
    (
        (
            "We have three bids: Alfa (60k once, 4.5k a month), Borealis (nothing up front, 7.2k a month), Cygnus "
            "(free setup, 9.9k a month)."
        ),
        [("Alfa", 60_000, 4_500), ("Borealis", 0, 7_200), ("Cygnus", 0, 9_900)],
    ),
    (
        "Vendor Alfa wants $60,000 and $4,500 a month. Vendor Cygnus wants nothing up front and $9,900 a month.",
        [("Alfa", 60_000, 4_500), ("Cygnus", 0, 9_900)],
    ),
    (
        "Two offers. Alfa Systems: $60,000 setup, $4,500/month. Cygnus Systems: no setup costs, $9,900/month.",
        [("Alfa Systems", 60_000, 4_500), ("Cygnus Systems", 0, 9_900)],
    ),
    (
        "Two offers. Alfa: setup fee of $60,000, monthly $4,500. Cygnus: setup fee waived, monthly $9,900.",
        [("Alfa", 60_000, 4_500), ("Cygnus", 0, 9_900)],
    ),
    # offers without a name are told apart
    (
        "Two offers: one for $80,000 flat, another at $3,000 a month for 36 months. Which is cheaper?",
        [("the first one", 80_000, None), ("the second one", None, 3_000)],
    ),
    (
        "We have two offers. One wants $80,000 flat. The other wants $3,000 a month for 36 months.",
        [("the first one", 80_000, None), ("the second one", None, 3_000)],
    ),
    (
        "Two vendors: the first asks 80k once, the second 3k a month.",
        [("the first one", 80_000, None), ("the second one", None, 3_000)],
    ),
    (
        "One agency quoted $80,000, another agency quoted $95,000.",
        [("the first one", 80_000, None), ("the second one", 95_000, None)],
    ),
    (
        "They offered $80,000 flat or $3,000 a month for 36 months. Which is cheaper?",
        [("the first one", 80_000, None), ("the second one", None, 3_000)],
    ),
    (
        "Three quotes: 50k, 62k and 71k.",
        [("the first one", 50_000, None), ("the second one", 62_000, None), ("the third one", 71_000, None)],
    ),
    # and what one of them asks in parts stays one offer
    ("A vendor wants 80k for the build and another 20k for the training.", [("", 100_000, None)]),
    ("An offer: $40,000 for the first year and then $3,000 a month.", [("", 40_000, 3_000)]),
    # people of one's own beside it
    (
        "A SaaS tool costs $39 per user per month for 400 users. Building our own costs $180k and $5k a month.",
        [("", None, 15_600), ("in-house", 180_000, 5_000)],
    ),
    (
        "Building it ourselves costs $90k plus $3k a month. A SaaS tool costs $20 per seat per month for 250 seats.",
        [("in-house", 90_000, 3_000), ("", None, 5_000)],
    ),
    (
        "The vendor charges 6 cents per chat for 85,000 chats a month. Our own team would cost 12,000 a month.",
        [("", None, 5_100), ("in-house", None, 12_000)],
    ),
    (
        "Offer: $30k setup and $4,000 a month. Or we do it ourselves with two people at $9,000 a month each.",
        [("", 30_000, 4_000), ("in-house", None, 18_000)],
    ),
    (
        "An agency wants 70k and 2k a month, in-house it would cost us 110k and 1k a month. Which is cheaper?",
        [("", 70_000, 2_000), ("in-house", 110_000, 1_000)],
    ),
    (
        "Make or buy? Buying costs 6,000 a month, building would be 150k once and 1,500 a month.",
        [("", None, 6_000), ("in-house", 150_000, 1_500)],
    ),
    (
        "Our team would do it for $60k in-house, the agency asks $95k. Which is cheaper?",
        [("in-house", 60_000, None), ("", 95_000, None)],
    ),
    (
        (
            "Buy or build? The ready-made product is $4,500 a month, our own developers would need 6 months at $12,000 "
            "a month each, 2 people, and then $800 a month of hosting."
        ),
        [("", None, 4_500), ("in-house", 144_000, 800)],
    ),
    # behind a letter, a colon or a fee, with no verb at all
    (
        "Bidder A: $0.15 per enquiry. Bidder B: $48,000 setup and $2,900 a month. We get 1,000 enquiries a month.",
        [("bidder A", None, None), ("bidder B", 48_000, 2_900)],
    ),
    (
        "Vendor X: $20,000 upfront + $1,000 per month. Vendor Y: $9,000 upfront + $1,500 per month.",
        [("vendor X", 20_000, 1_000), ("vendor Y", 9_000, 1_500)],
    ),
    (
        "Tenderer A asks $120,000 plus $3,000 a month, tenderer B $90,000 plus $4,000 a month.",
        [("tenderer A", 120_000, 3_000), ("tenderer B", 90_000, 4_000)],
    ),
    ("Setup fee $85,000, then $6,500 per month licence.", [("", 85_000, 6_500)]),
    ("There is an implementation fee of $30,000 and a yearly subscription of $24,000.", [("", 30_000, 2_000)]),
    ("Setup $40k, then a subscription of $2k a month.", [("", 40_000, 2_000)]),
    # a price by the head of something that may be bought
    ("Should I buy Zendesk AI at $50 per agent and month for 35 agents?", [("Zendesk", None, 1_750)]),
    ("We consider buying Intercom Fin at $39 per seat per month, 60 seats.", [("Intercom Fin", None, 2_340)]),
    # a share behind another share of maintenance is maintenance, too
    (
        "Offers: Alpha 120k plus 18% maintenance a year, Beta 95k plus 25%, Gamma 160k plus 15%.",
        [("Alpha", 120_000, 1_800), ("Beta", 95_000, 1_979.1667), ("Gamma", 160_000, 2_000)],
    ),
]


SAVINGS: list[tuple[str, Sequence[Told], float]] = [
    (
        "An internal team proposes a tool: $250,000 one-off, $18,000 a month running, and it saves $55,000 a month.",
        [("", 250_000, 18_000)],
        55_000,
    ),
    (
        "The vendor wants $80,000 once and $2,000 a month, and that saves us $12,000 a month.",
        [("", 80_000, 2_000)],
        12_000,
    ),
    ("An agency asks 45k plus 1.5k a month and it would bring in 9k a month.", [("", 45_000, 1_500)], 9_000),
    ("The supplier offers it at $30k; it should cut our costs by $5,000 a month.", [("", 30_000, None)], 5_000),
]


@pytest.mark.parametrize(("text", "offers", "saved"), SAVINGS)
def test_what_an_offer_saves_is_no_price_of_it(text: str, offers: Sequence[Told], saved: float) -> None:
    understood = read(text)
    assert told(understood) == list(offers)
    assert [one.gain for one in understood.offers] == [saved]
    assert "budget" not in {one.field for one in understood.statements}


@pytest.mark.parametrize(("text", "offers"), OFFERS)
def test_an_offer_is_read_with_what_it_asks_once_and_each_month(text: str, offers: Sequence[Told]) -> None:
    assert told(read(text)) == list(offers)


@pytest.mark.parametrize(("text", "offers"), OFFERS)
def test_what_others_ask_is_no_budget_bill_or_benefit(text: str, offers: Sequence[Told]) -> None:
    stated = {one.field for one in read(text).statements}
    assert offers
    assert not stated & {"budget", "monthly_api_spend", "monthly_benefit", "horizon_months", "timeline_months"}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("We can spend 80k up front.", {"budget": 80_000}),
        ("Our budget is $50,000; a vendor would be fine.", {"budget": 50_000}),
        ("We pay $14,000 a month for the API.", {"monthly_api_spend": 14_000}),
        ("It saves us $9,000 a month.", {"monthly_benefit": 9_000}),
        ("Our provider charges us $3,000 a month for the API now.", {"monthly_api_spend": 3_000}),
        ("We offer 40,000 products in our shop.", {}),
        ("A competitor pays $20,000 a month for theirs.", {}),
        ("I've heard that fine-tuning costs $50,000.", {}),
        ("Our quotes to customers average $8,000, and we write 1,200 of them a month.", {"requests_per_month": 1_200}),
        ("Two people read them for 4 hours a day.", {}),
        ("The board gave us 90k to hire a consultant.", {"budget": 90_000}),
        ("We've set aside 60k for a vendor.", {"budget": 60_000}),
        ("Our supplier bills us $7,500 a month for the API today.", {"monthly_api_spend": 7_500}),
        ("We send 900 offers a month to customers, worth $4,000 each.", {}),
        ("The consultant costs us $5,000 a month today and would no longer be needed.", {}),
        ("We run estate agencies and want the listings written, about 6,000 a month.", {"requests_per_month": 6_000}),
        ("our supplier proposes gpt-4o-mini, with 1500 tokens in and 200 out for a call", {"output_tokens": 200}),
        ("Someone said training costs $78 million for GPT-4.", {}),
        ("They want an accuracy of 99% and the project within 100k.", {}),
        ("We have an offer letter generator, 2,000 letters a month at $0.50 each.", {}),
        ("We price building jobs: a quote of $8,000 takes our estimator three hours.", {}),
        ("They process 40,000 claims a month at $6 each.", {}),
        ("A vendor told us fine-tuning brings the bill from 20k to 4k a month.", {}),
        ("Freelancers translate for us at 12 cents a word.", {}),
        ("OpenAI charges us 38 thousand dollars each month.", {"monthly_api_spend": 38_000}),
        ("Anthropic is charging us $6,200 a month.", {"monthly_api_spend": 6_200}),
        ("It runs on Azure, and Microsoft charges us about $9,500 every month.", {"monthly_api_spend": 9_500}),
        ("OpenAI raised its prices, our API bill went from $8,000 to $9,600 a month.", {"monthly_api_spend": 9_600}),
        ("Building it costs us $85k and it saves us $20,000 a month.", {"monthly_benefit": 20_000}),
        ("We built our own bot; it costs $3,000 a month for the API.", {"monthly_api_spend": 3_000}),
        ("We want to cut our API bill of $9,000 a month by 30%.", {"monthly_api_spend": 9_000}),
        ("They raised our quota from 8,000 to 10,000 requests a month.", {}),
        ("Demand rose from 8,000 to 9,600 tickets a month.", {}),
        ("We pay $10k a month for the API. Building our own bot saves half of that.", {}),
        ("Our customers pay $40 a month, and we raise our price from $40 to $48.", {}),
        ("Our customers pay a setup fee of $99 and a subscription of $129 a month.", {}),
        ("We charge a setup fee of $5,000 and a licence of $400 a month.", {}),
        ("Our maximum is $200,000.", {"budget": 200_000}),
        ("We build software and buy licences; the API costs us $2,000 a month.", {"monthly_api_spend": 2_000}),
    ],
)
def test_what_is_theirs_is_no_offer(text: str, facts: dict[str, float]) -> None:
    understood = read(text)
    assert not understood.offers
    assert {one.field: one.value for one in understood.statements if one.field in facts} == facts


def figure(reply: Reply, name: str) -> float:
    tool, _, key = name.partition(".")
    return float(str(reply.results[tool][key]))


BILL = "We answer customer mails with an API in production, and the API bill is $9,000 a month."


def test_an_offer_is_held_against_the_bill_and_stays_for_later_questions(say: Say) -> None:
    """42,000 / (9,000 - 2,000) = 6 months; 12 x 7,000 - 42,000 = 42,000; at 28,000 4 months; over 5 years 162,000."""
    _, offer, less, back, years, gone, plan = say(
        BILL,
        "A vendor wants $42,000 up front and $2,000 a month. When would we have that back?",
        "And if I talk them down to 28k, all else the same?",
        "When does the offer pay back?",
        "and over five years?",
        "Forget the offer.",
        "When does it pay back?",
    )
    assert figure(offer, "break_even.months") == pytest.approx(6)
    assert figure(offer, "break_even.first_year_net") == pytest.approx(42_000)
    assert all(one in offer.text for one in ("$42,000", "$9,000", "$2,000", "$7,000"))
    assert "budget" not in offer.facts
    assert less.updated == ()
    assert "$28,000" in less.text
    assert "**4 months**" in less.text
    assert figure(back, "break_even.months") == pytest.approx(6)
    assert "**6 months**" in back.text
    assert "$162,000" in years.text
    assert gone.results.get("break_even", {}).get("months") != pytest.approx(6)
    assert "$42,000" not in plan.text


def test_a_lower_offer_that_is_kept_is_the_offer(say: Say) -> None:
    *_, kept = say(
        BILL,
        "A vendor wants $42,000 up front and $2,000 a month.",
        "What if they come down to $28,000?",
        "Keep it. What do you know so far?",
    )
    assert "$28,000 up front" in kept.text
    assert figure(kept, "break_even.months") == pytest.approx(4)


def test_two_offers_are_added_up_over_the_years_asked_for(say: Say) -> None:
    """60,000 + 36 x 3,000 = 168,000; 20,000 + 36 x 6,000 = 236,000; they cost the same after 40,000 / 3,000."""
    _, both = say(BILL, "We have two offers: A 60k + 3k/month, B 20k + 6k/month: which is cheaper over 3 years?")
    assert all(one in both.text for one in ("$168,000", "$236,000", "$68,000", "13.3 months"))
    assert both.facts.get("monthly_benefit") is None


THREE = (
    "Three offers. Alfa: $60,000 setup, $4,500/month. Borealis: $25,000 setup, $7,200/month. Cygnus: no setup, "
    "$9,900/month. Which is cheapest over 24 months?"
)


def test_three_offers_are_compared_and_a_new_price_is_held_against_the_answer_before(say: Say) -> None:
    """60,000 + 24 x 4,500; 25,000 + 24 x 7,200; 24 x 9,900; 35,000 / 2,700 = 13; then 25,000 + 24 x 5,800."""
    three, level, lower, dearer = say(
        THREE,
        "At which month does Alfa overtake Borealis?",
        "Borealis now came down to $5,800 a month. Does that change the 24-month answer?",
        "Cygnus now asks $9,000 a month. Does it make a difference over two years?",
    )
    assert all(one in three.text for one in ("$168,000", "$197,800", "$237,600", "Alfa is the cheapest, $29,800 below"))
    assert "for nothing was named" not in three.text
    assert "**13 months** ($35,000 / $2,700 a month)" in level.text
    assert all(one in lower.text for one in ("$164,200", "before it was Alfa, now it is Borealis", "$3,800"))
    assert all(one in dearer.text for one in ("$216,000", "That does not change the answer"))


def test_a_flat_price_is_held_against_one_by_the_month(say: Say) -> None:
    """80,000 against 36 x 3,000, the term that was named; "flat" runs up nothing a month."""
    (both,) = say("Two offers: one for $80,000 flat, another at $3,000 a month for 36 months. Which is cheaper?")
    assert all(one in both.text for one in ("$80,000", "$108,000", "The first one is cheaper, by $28,000"))
    assert "You named no time" not in both.text


@pytest.mark.parametrize(
    "question",
    ["When do they cost the same?", "From which month on is Kestrel cheaper than Otter?", "Where is the crossover?"],
)
def test_when_two_offers_cost_the_same_is_asked_in_many_words(say: Say, question: str) -> None:
    """30,000 / 1,000."""
    *_, level = say("Two bids: Kestrel asks 60k and 2k a month, Otter asks 30k and 3k a month.", question)
    assert "**30 months** ($30,000 / $1,000 a month)" in level.text


def test_a_shared_place_is_marked_and_a_verdict_is_told_once(say: Say) -> None:
    tied, moved, again = say(
        "We have three vendors to rate. Security: Alfa 5, Borealis 4, Cygnus 3. References: Alfa 3, Borealis 4, "
        "Cygnus 5.",
        "Security counts double. Who wins now?",
        "Security counts triple. Who wins now?",
    )
    assert all(one in tied.text for one in ("=1. Alfa", "=1. Borealis", "=1. Cygnus"))
    assert moved.text.count("comes first with") == 1
    assert "stays first" in again.text
    assert "comes first with" not in again.text


def test_maintenance_is_a_share_of_the_price_a_year(say: Say) -> None:
    """15 % of 80,000 a year is 1,000 a month; 80,000 / (9,000 - 1,000) = 10 months."""
    _, offer = say(BILL, "A consultant wants 80k plus 15% a year maintenance. Payback?")
    assert figure(offer, "break_even.months") == pytest.approx(10)
    assert "$1,000" in offer.text


def test_their_own_sum_up_front_takes_the_place_of_mine(say: Say) -> None:
    _, own = say(f"{BILL} It is worth $50,000 a month.", "Use $300,000 as the up-front cost then")
    assert "$300,000" in own.text
    assert figure(own, "roi.payback_months") > 5


def test_the_saving_that_is_needed_is_told_for_the_offer(say: Say) -> None:
    """60,000 / 24 + 1,500 = 4,000 a month."""
    *_, needed = say(
        BILL,
        "An integrator quoted us $60,000 once and 18k a year.",
        "What saving do we need to break even in 24 months?",
    )
    assert "$4,000" in needed.text
    assert "24 months" in needed.text


def test_what_was_only_tried_out_can_be_asked_of_and_another_is_announced(say: Say) -> None:
    """50,000 / (8,000 - 1,000) is 7.14 months; 45,000 / 9,000 would be 5; nothing of it is kept."""
    _, tried, back = say(
        "The API bill is 8k a month, it is in production.",
        "What if a vendor asked 50k up front and 1k a month?",
        "payback then?",
    )
    assert "**7.14 months**" in tried.text
    assert "**7.14 months**" in back.text
    assert "budget" not in back.facts


def test_what_stands_is_set_right(say: Say) -> None:
    """45,000 / (9,000 - 3,000) is 7.5 months."""
    *_, right = say(BILL, "Vendor: $40k setup + $3k/month. Payback?", "The setup is 45k, sorry.")
    assert figure(right, "break_even.months") == pytest.approx(7.5)
    assert "documents" not in right.updated


def test_one_of_two_offers_is_dropped_by_its_name(say: Say) -> None:
    *_, dropped, summary = say(
        BILL,
        "Two bids: Kestrel asks 60k and 2k a month, Otter asks 30k.",
        "Drop Otter",
        "What do you know so far?",
    )
    assert "Otter" in dropped.text
    assert "Otter" not in summary.text
    assert "$60,000 up front and $2,000 a month" in summary.text


def test_a_summary_names_the_offer(say: Say) -> None:
    *_, summary = say(BILL, "A vendor wants $42,000 up front and $2,000 a month.", "What do you know so far?")
    assert "$42,000 up front and $2,000 a month" in summary.text


@pytest.mark.parametrize(
    ("text", "upfront", "monthly"),
    [
        ("Vendor Acme offers to run a fine-tuned Mistral 7B for us at $900 a month flat, $5,000 setup.", 5_000, 900),
        (
            "Together offers to host a fine-tuned Llama 70B for us for $3,200 a month, with $8,000 up front.",
            8_000,
            3_200,
        ),
        ("A start-up offers it for 9,000 dollars up front and 200 a month.", 9_000, 200),
        ("a guy on upwork wants $2,500 to fine tune it plus $150 a month to keep it running", 2_500, 150),
    ],
)
def test_an_offer_changes_neither_the_model_in_use_nor_the_budget(text: str, upfront: float, monthly: float) -> None:
    facts = {
        name: Fact(value=value, status="stated", turn=1) for name, value in (("model", "gpt-4o"), ("budget", 15_000))
    }
    got = READER.read(text, Context(facts=facts, today=DAY))
    assert told(got) == [("", upfront, monthly)]
    assert not {"model", "budget", "monthly_api_spend"} & {one.field for one in got.statements}


def test_who_moves_to_another_model_uses_that_one() -> None:
    facts = {"model": Fact(value="gpt-4o", status="stated", turn=1)}
    got = READER.read("We moved to gpt-4.1-mini last week.", Context(facts=facts, today=DAY))
    assert [one.value for one in got.statements if one.field == "model"] == ["gpt-4.1-mini"]


@pytest.mark.parametrize(
    ("said", "months"),
    [
        # 120,000 / (0.7 x 9,800); 90,000 / (0.5 x 20,000); 60,000 / (12,000 / 3)
        (
            (
                "Our gpt-4o bill is $9,800 a month. Engineering wants $120k and promises that the bill goes down by "
                "70%. Should I sign?"
            ),
            17.4927,
        ),
        ("We pay $20,000 a month for gpt-4o. A consultant offers to cut that by 50% for $90,000. Payback?", 9),
        ("Vendor promises to reduce our $12k API bill by a third for a one-time $60k. When do we break even?", 15),
        ("The API bill is $15,000 a month. An agency guarantees 40% lower costs for $72,000. Does it pay off?", 12),
        ("We spend $30,000 a month on the API. A startup would halve our bill for $120,000 once. Payback?", 8),
        ("Our API bill is $10k a month. A vendor asks $30k and says the bill drops to $4k. Payback?", 5),
        ("Our API bill is $10k a month. A vendor asks $30k plus $1k a month and cuts the bill by 60%. Payback?", 6),
        # 90,000 / (0.6 x 25,000 - 2,000)
        (
            (
                "Our bill with OpenAI is $25,000 a month. An integrator says they can bring it down by 60% for $90k "
                "plus $2k a month. Worth it?"
            ),
            6.9231,
        ),
        # 36,000 / 3,000, whatever is paid today
        ("We pay $8,000 a month for gpt-4o. A vendor asks $36,000 and it saves us $3,000 a month. Payback?", 12),
        (
            (
                "An internal team proposes a summarizer: $250,000 one-off, $18,000 a month running, and it saves "
                "$55,000 a month. What is the payback?"
            ),
            6.7568,
        ),
    ],
)
def test_what_is_promised_is_what_an_offer_is_held_against(say: Say, said: str, months: float) -> None:
    (reply,) = say(said)
    assert figure(reply, "break_even.months") == pytest.approx(months, rel=1e-3)
    assert reply.facts["growth_per_year"].status == "assumed" if "growth_per_year" in reply.facts else True
    assert "What to look at in a partner" not in reply.text


@pytest.mark.parametrize(
    ("said", "what_if", "months"),
    [
        (
            "We pay $20,000 a month for gpt-4o. A consultant offers to cut that by 50% for $90,000. Payback?",
            "What if it is only 30%?",
            "15 months",
        ),
        (
            "Our gpt-4o bill is $10,000 a month. Engineering wants $120k and promises that the bill goes down by 70%.",
            "What if they only achieve 40%?",
            "30 months",
        ),
        (
            "The vendor wants $80,000 once and $2,000 a month; we save $12,000 a month. Payback?",
            "What if he wants $120,000?",
            "12 months",
        ),
        (
            "The vendor wants $80,000 once and $2,000 a month; we save $12,000 a month. Payback?",
            "What if we save only $8,000?",
            "13.3 months",
        ),
        (
            "The vendor wants $80,000 once and $2,000 a month; we save $12,000 a month. Payback?",
            "What if the saving is only $6,000?",
            "20 months",
        ),
    ],
)
def test_a_promise_that_is_half_kept_pays_back_later(say: Say, said: str, what_if: str, months: str) -> None:
    _, tried = say(said, what_if)
    assert months in tried.text.replace("**", "")
    assert tried.updated == ()


@pytest.mark.parametrize(
    ("said", "more"),
    [
        (
            "Today we pay our vendor 14,500 a month; they want 17,900 from January for the same thing. Accept it?",
            ["$3,400 a month", "$40,800 a year"],
        ),
        ("The vendor raises our price from $8,000 to $9,600 per month. Should we accept?", ["$1,600", "$19,200"]),
        ("Our supplier wants $6,500 a month at renewal, up from $5,000. Should we renew?", ["$1,500", "$18,000"]),
        ("We pay our provider $10,000 a month. They raise it by 12% from March. Accept?", ["$1,200", "$14,400"]),
        ("Our contract is up for renewal: from 4,000 to 4,400 a month. Accept?", ["$400", "$4,800"]),
    ],
)
def test_a_renewal_is_told_by_what_it_costs_more(say: Say, said: str, more: Sequence[str]) -> None:
    (reply,) = say(said)
    assert all(one in reply.text for one in more)
    assert "up front" not in reply.text
    assert not {"objective", "monthly_benefit"} & set(reply.facts)


def test_a_competitor_is_held_against_the_new_price(say: Say) -> None:
    """45,000 / (17,900 - 11,200) is 6.72 months, in one message and in two."""
    raised = "Our vendor raises the fee from $14,500 to $17,900 a month."
    other = "switch to a competitor at $11,200 a month plus $45,000 one-off?"
    (one,) = say(f"{raised} Accept or {other}")
    *_, two = say(raised, f"Should we {other}")
    for reply in (one, two):
        assert "6.72 months" in reply.text.replace("**", "")
        assert "budget" not in reply.facts


def test_a_price_that_rises_each_year_is_added_up_by_the_year(say: Say) -> None:
    """60,000 + 12 x (4,500 + 4,725 + 4,961.25) = 230,235."""
    for rise in (
        "Offer A raises its monthly fee by 5% per year.",
        "Offer A's monthly price goes up 5% a year.",
        "A has an annual price increase of 5%.",
    ):
        *_, both = say(
            "Offer A: 60k setup and 4.5k a month. Offer B: no setup, 7.2k a month.",
            f"{rise} Which is cheaper over 3 years?",
        )
        assert "$230,235" in both.text
        assert "$259,200" in both.text


@pytest.mark.parametrize(
    ("said", "anew"),
    [
        ("Offer A: 60k setup and 4.5k a month. Offer B: no setup, 7.2k a month.", "Offer B now asks 6.5k a month."),
        ("Offer A: 60k setup and 4.5k a month. Offer B: no setup, 7.2k a month.", "B is now 6.5k a month."),
        ("Vendor Alpha wants 60k and 4.5k a month. Vendor Beta wants 7.2k a month.", "Beta now asks 6.5k a month."),
        ("Alpha GmbH offers 60k and 4.5k a month. Beta Ltd offers 7.2k a month.", "Beta offers 6.5k a month now."),
    ],
)
def test_an_offer_under_a_shorter_name_is_the_same_offer(say: Say, said: str, anew: str) -> None:
    *_, both = say(said, anew, "And over 18 months?")
    assert "$141,000" in both.text
    assert "$117,000" in both.text
    assert "$129,600" not in both.text


def test_only_what_is_handled_is_paid_for(say: Say) -> None:
    """0.35 x 76,000 = 26,600; 220,000 / (311,600 - 26,600); 25 % of 190,000 at $4.10 are 194,750."""
    _, offer, less = say(
        "A bot would take over 40% of our 190,000 calls a month. An agent call costs us $4.10. What is that worth?",
        "The vendor charges $0.35 per handled call and $220k setup. Payback?",
        "What if it only takes over 25%?",
    )
    assert "$26,600" in offer.text
    assert figure(offer, "break_even.months") == pytest.approx(220_000 / 285_000)
    assert "$194,750" in less.text


def test_make_or_buy_counts_both_sides(say: Say) -> None:
    """36 x 15,600 against 180,000 + 36 x 5,000; 180,000 / 10,600; 600 x 39 = 23,400 a month."""
    both, level, more = say(
        "A SaaS tool costs $39 per user per month for 400 users. Building our own costs $180k and $5k a month. Which "
        "is cheaper over 3 years?",
        "When is the crossover?",
        "What if we have 600 users?",
    )
    assert all(one in both.text for one in ("$561,600", "$360,000"))
    assert "17 months" in level.text.replace("**", "")
    assert "$842,400" in more.text


def test_it_is_told_from_which_volume_on_a_price_by_the_case_is_dearer(say: Say) -> None:
    """12,560 / 0.06 = 209,333."""
    (reply,) = say(
        "We do 85,000 chats a month. A vendor charges 6 cents a chat. Doing it ourselves costs 12,000 a month in "
        "people plus 560 of API. What is cheaper, and from which volume?",
    )
    assert all(one in reply.text for one in ("$183,600", "$452,160", "209,333"))


@pytest.mark.parametrize(
    "said",
    [
        "A vendor asks €250,000 once and €4,000 a month; we expect to save €37,000 a month. When does it pay back?",
        "The vendor wants EUR 250,000 plus EUR 4,000 per month. It saves EUR 37,000 per month. Payback?",
        "An agency asks 250k euros and 4k euros a month; it would bring in 37k euros a month. When is that back?",
    ],
)
def test_a_payback_in_one_foreign_currency_needs_no_rate(say: Say, said: str) -> None:
    """250,000 / (37,000 - 4,000)."""
    (reply,) = say(said)
    assert "7.58 months" in reply.text.replace("**", "")
    assert "monthly_benefit" not in reply.facts
    assert "one figure is missing" not in reply.text


def test_amounts_in_two_currencies_are_not_divided(say: Say) -> None:
    (reply,) = say("A vendor asks €250,000 once; we expect to save $37,000 a month. When does it pay back?")
    assert "6.76" not in reply.text


BIDS = "Bidder A charges $0.15 per enquiry. Bidder B charges $48,000 setup and $2,900 a month."


@pytest.mark.parametrize(
    ("term", "both"),
    [
        # 25,000 x 0.15 = 3,750 a month; 48,000 + n x 2,900
        ("We have 25,000 enquiries a month, 48 months.", ("$180,000", "$187,200")),
        ("We have 25,000 enquiries a month. It is a 4-year contract.", ("$180,000", "$187,200")),
        ("25,000 enquiries a month over two years.", ("$90,000", "$117,600")),
        ("25,000 enquiries a month. The contract runs five years.", ("$225,000", "$222,000")),
        ("25,000 enquiries a month. The term is 60 months.", ("$225,000", "$222,000")),
    ],
)
def test_offers_are_compared_over_the_term_that_was_told(say: Say, term: str, both: Sequence[str]) -> None:
    told_with, asked_later = say(f"{BIDS} {term} Which is cheaper?", "Now which one is best?")
    for reply in (told_with, asked_later):
        assert all(one in reply.text for one in both)
        assert "You named no time" not in reply.text


@pytest.mark.parametrize(
    ("asked", "verdicts"),
    [
        ("Our maximum is $200,000. Is B within it?", ("Bidder B is within your maximum of $200,000", "$12,800 below")),
        ("Is B within $200,000?", ("Bidder B is within your maximum of $200,000", "$187,200")),
        ("Would B stay below 150k?", ("Bidder B exceeds your maximum of $150,000", "$37,200 above")),
        ("The contract value may not exceed $185,000.", ("Bidder A is within", "Bidder B exceeds", "$2,200 above")),
        ("Our ceiling is $185,000. Does either exceed our maximum?", ("Bidder A is within", "Bidder B exceeds")),
        ("Does either of them break the cap of $170,000?", ("Bidder A exceeds", "Bidder B exceeds")),
    ],
)
def test_what_a_contract_may_come_to_is_held_against_the_offers(say: Say, asked: str, verdicts: Sequence[str]) -> None:
    _, within = say(f"{BIDS} We have 25,000 enquiries a month. Which is cheaper over 4 years?", asked)
    assert all(one in within.text for one in verdicts)
    assert "budget" not in within.facts


def test_a_maximum_told_with_the_offers_is_kept(say: Say) -> None:
    _, within = say(
        "we must award a contract for a service assistant: 300,000 enquiries a year, 4 years, maximum contract value "
        "$220,000. Bidder A: $0.35 per enquiry, no setup. Bidder B: $48,000 setup and $2,900 a month.",
        "Is B within our maximum?",
    )
    assert "**Bidder B is within your maximum of $220,000:** it comes to $187,200 over 4 years, $32,800 below" in (
        within.text
    )


@pytest.mark.parametrize("asked", ["What is the break-even volume?", "At how many calls do they cost the same?"])
def test_the_volume_at_which_two_offers_cost_the_same_counts_what_is_paid_once(say: Say, asked: str) -> None:
    """(20,000 / 24 + 1,000) / 0.10 = 18,333; 24 x 3,000 = 72,000; 20,000 + 24 x 1,000 = 44,000."""
    both, volume = say(
        "Vendor X: $0.10 per call. Vendor Y: $20,000 upfront + $1,000 per month. 30,000 calls a month over 2 years. "
        "Compare them please.",
        asked,
    )
    assert all(one in both.text for one in ("$72,000", "$44,000", "18,333"))
    assert "18,333 calls a month" in volume.text


SAVED = (
    "We have 22,000 claims a month, 14 minutes each at $48 an hour. Vendor A cuts that by 30% for $6,500 a month plus "
    "$85,000 setup, vendor B cuts 20% for $3,000 a month without setup. Which one is better?"
)


def test_two_savings_are_compared_by_what_is_left_of_them(say: Say) -> None:
    """246,400 x 30 % - 6,500 = 67,420; x 20 % - 3,000 = 46,280; 36 x 67,420 - 85,000 - 36 x 46,280 = 676,040; at 22 %
    36 x 47,708 - 85,000 = 1,632,488 are 33,592 less."""
    better, over, less = say(SAVED, "What is the difference over 36 months?", "And if A only reaches 22%?")
    assert "Vendor A is better, by $676,040" in better.text
    assert "Vendor A is better, by $676,040" in over.text
    assert "You named no time" not in over.text + less.text
    assert "before it was vendor A, now it is vendor B" in less.text
    assert "Vendor B is better, by $33,592" in less.text


def test_savings_in_money_are_compared_the_same_way(say: Say) -> None:
    """24 x (9,000 - 2,000) = 168,000; 24 x (12,000 - 6,000) - 10,000 = 134,000."""
    (both,) = say(
        "Two offers. Alfa: $2,000 a month, it saves $9,000 a month. Borealis: $10,000 setup and $6,000 a month, it "
        "saves $12,000 a month. Which is better over 2 years?",
    )
    assert "Alfa is better, by $34,000" in both.text


PROMISED = "Our consultant quotes $400,000 one-off and $35,000 a month. It would save $1.2M a year. Does that pay back?"


@pytest.mark.parametrize(
    ("what_ifs", "shown"),
    [
        (["What if the savings are only half?"], ("26.7 months", "costs $220,000 on balance")),
        (["What if the savings are only half?", "And if additionally the one-off cost doubles?"], ("53.3 months",)),
        (["What if the one-off cost doubles?"], ("12.3 months",)),
        (["What if the monthly fee doubles?"], ("13.3 months",)),
        (["What if the setup is 25% cheaper?"], ("4.62 months",)),
        (["What if it saves 20% less?"], ("8.89 months",)),
        (["What if the setup is $520,000?"], ("8 months",)),
    ],
)
def test_a_what_if_of_an_offer_moves_every_line_of_it(say: Say, what_ifs: Sequence[str], shown: Sequence[str]) -> None:
    *_, tried = say(PROMISED, *what_ifs)
    assert all(one in tried.text.replace("**", "") for one in shown)
    assert "does not pay back" not in tried.text
    assert "budget" not in tried.text.lower()
    assert tried.updated == ()


LICENCE = "Setup fee $85,000, then $6,500 per month licence. It would save us $40,000 a month. Contract term 3 years."


def test_the_value_of_an_offer_is_asked_at_a_rate_and_over_its_term(say: Say) -> None:
    """36 x (40,000 - 6,500) - 85,000 = 1,121,000 net; at 8.5 % a year 981,072; 12 x 6,500 x (0.1 + 0.21)
    less where it gets 10 % dearer a year."""
    _, value, dearer = say(
        LICENCE, "What is the NPV of the vendor's offer at 8.5%?", "And if the licence goes up 10% a year?"
    )
    assert "Over 3 years" in value.text
    assert "prompting" not in value.text
    assert figure(value, "roi.net_benefit") == pytest.approx(1_121_000)
    assert figure(value, "roi.npv") == pytest.approx(981_072, rel=1e-3)
    assert "$1.097" in dearer.text
    assert "prices stay as they are" not in dearer.text


EURO_BIDS = (
    "We must award a contract for 4 years with a maximum contract value of EUR 220,000. Bidder A charges EUR 0.35 per "
    "enquiry. Bidder B charges EUR 48,000 setup and EUR 2,900 a month. We have 25,000 enquiries a month. Which is "
    "cheaper?"
)


def test_offers_in_one_foreign_currency_are_reckoned_in_it(say: Say) -> None:
    both, within = say(EURO_BIDS, "Does either exceed our maximum?")
    assert all(one in both.text for one in ("EUR 420,000", "EUR 187,200", "Bidder B is cheaper, by EUR 232,800"))
    assert "$" not in both.text + within.text
    assert "rate" not in both.text
    assert "Bidder B is within your maximum of EUR 220,000" in within.text
    assert not {"budget", "monthly_benefit"} & set(within.facts)


def test_a_tool_priced_in_euros_by_the_year_and_by_the_case_pays_back_in_euros(say: Say) -> None:
    """14,850 - 2,500 - 12 x 90 = 11,270; taken as dollars the same."""
    euros, alike, dollars = say(
        "A tool costs 30k EUR per year plus 12 EUR per contract, 90 contracts a month. It saves 14,850 EUR a month. "
        "Payback?",
        "just take euros as dollars",
        "Payback?",
    )
    assert "EUR 11,270 a month from the first month on" in euros.text
    assert "Please tell me in dollars" not in euros.text
    assert alike.facts["monthly_benefit"].value == 14_850
    assert "$11,270 a month" in dollars.text


def test_offers_in_euros_are_offers_in_dollars_once_there_is_a_rate(say: Say) -> None:
    """97,750 / (85,008 - 7,475) = 1.26; 138,000 / 77,533 = 1.78."""
    euros, _, back, dearer = say(
        "Vendor A offers EUR 85,000 setup plus EUR 6,500 a month. We handle 22,000 claims a month. An adjuster needs "
        "14 minutes per claim at EUR 48 per hour. The tool cuts that by 30%.",
        "One euro is 1.15 dollars.",
        "What is the payback of Vendor A's offer?",
        "And what if the setup is EUR 120,000?",
    )
    assert "EUR 85,000 / (EUR 73,920 - EUR 6,500)" in euros.text
    assert "$97,750 / ($85,008 - $7,475)" in back.text
    assert "$138,000 / ($85,008 - $7,475)" in dearer.text
    assert "prompting" not in back.text + dearer.text


def test_a_dearer_seat_is_tried_out(say: Say) -> None:
    """35 x 50 = 1,750; 35 x 80 = 2,800."""
    first, dearer = say(
        "Should I buy Zendesk AI at $50 per agent and month for 35 agents?", "If Zendesk raises to $80?"
    )
    assert "$1,750 a month" in first.text
    assert "$2,800 a month" in dearer.text


VOLUME_LATER: list[tuple[str, Sequence[str]]] = [
    (
        (
            "We have two offers. Beta: $60,000 setup plus $4,000 a month. Gamma: $0.28 per document. We have 25,000 "
            "documents a month."
        ),
        ["actually 15,000 documents a month"],
    ),
    (
        (
            "Vendor Beta wants $60,000 once and $4,000 a month, vendor Gamma charges $0.28 per document, at 25,000 "
            "documents a month."
        ),
        ["Sorry, it is 15,000 documents a month."],
    ),
    (
        "Offer A: 60k setup and 4k a month. Offer B: 28 cents a letter. We send 25,000 letters a month.",
        ["What if it were only 15,000 letters a month?", "keep it"],
    ),
]


@pytest.mark.parametrize(("said", "anew"), VOLUME_LATER)
def test_a_price_by_the_case_follows_the_volume(say: Say, said: str, anew: Sequence[str]) -> None:
    """36 x 15,000 x 0.28 = 151,200; 60,000 + 36 x 4,000 = 204,000."""
    *_, both, known, which = say(
        said, *anew, "Compare them over three years", "what do you know so far?", "Which bid is cheapest?"
    )
    assert all(one in both.text for one in ("$151,200", "$204,000", "cheaper, by $52,800"))
    assert "$7,000" not in both.text + known.text + which.text
    assert "$4,200 a month" in known.text
    assert "$151,200" in which.text
    assert "prompting" not in which.text
    assert "stage" not in which.facts


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("We got an offer: 3,900 euro a month and 45,000 euro once.", "EUR 45,000 up front and EUR 3,900 a month"),
        ("We have an offer at £2,000 a month.", "GBP 2,000 a month"),
        (
            "A vendor offers it for €3,900 a month plus €45,000 setup. Deal?",
            "EUR 45,000 up front and EUR 3,900 a month",
        ),
    ],
)
def test_what_is_known_of_an_offer_is_told_in_its_currency(say: Say, said: str, shown: str) -> None:
    *_, known = say(said, "what do you know so far?")
    assert shown in known.text
    assert "$" not in known.text


SEVERAL: list[tuple[str, Sequence[Told]]] = [
    (
        "Two vendors. Acme wants $40,000 up front and $2,000 a month, Bolt nothing up front and $5,000 a month.",
        [("Acme", 40_000, 2_000), ("Bolt", 0, 5_000)],
    ),
    (
        "Nordwind asks 80k once plus 1k a month, Sudwind no setup and 3k a month.",
        [("Nordwind", 80_000, 1_000), ("Sudwind", 0, 3_000)],
    ),
    (
        "Vendor one charges $2 per call. Vendor two charges $30,000 a month. We have 18,000 calls a month.",
        [("vendor one", None, None), ("vendor two", None, 30_000)],
    ),
    (
        "Offer one: $1 per ticket. Offer two: $9,000 a month. We have 6,000 tickets a month.",
        [("offer one", None, None), ("offer two", None, 9_000)],
    ),
    (
        "Bids: A $120,000 a year, B $60,000 setup plus $4,000 a month, C $0.35 per letter. 25,000 letters a month.",
        [("A", None, 10_000), ("B", 60_000, 4_000), ("C", None, 8_750)],
    ),
    (
        "Acme: $40,000 up front and $2,000 a month. Bolt: $5,000 a month.",
        [("Acme", 40_000, 2_000), ("Bolt", None, 5_000)],
    ),
    (
        "We have two vendors, Acme at $40,000 up front and $2,000 a month, and Bolt at $5,000 a month.",
        [("Acme", 40_000, 2_000), ("Bolt", None, 5_000)],
    ),
    (
        "Alpha costs $120,000 a year, Beta $60,000 setup plus $4,000 a month. 25,000 documents a month.",
        [("Alpha", None, 10_000), ("Beta", 60_000, 4_000)],
    ),
    # who makes an offer need not have a name
    (
        "IBM wants 400k plus 25k a month, a local boutique 180k plus 12k a month, and the university 90k flat.",
        [("IBM", 400_000, 25_000), ("the boutique", 180_000, 12_000), ("the university", 90_000, None)],
    ),
    (
        "IBM wants 400k plus 25k a month. The boutique wants 180k plus 12k a month. The university wants 90k flat.",
        [("IBM", 400_000, 25_000), ("the boutique", 180_000, 12_000), ("the university", 90_000, None)],
    ),
    (
        "Deloitte: 300k plus 20k a month. A freelancer: 60k plus 8k a month. Our intern: 10k.",
        [("Deloitte", 300_000, 20_000), ("the freelancer", 60_000, 8_000), ("the intern", 10_000, None)],
    ),
    (
        "Accenture asks 250k and 10k a month, a startup asks 60k and 14k a month.",
        [("Accenture", 250_000, 10_000), ("the startup", 60_000, 14_000)],
    ),
    (
        "A big agency quotes $90,000 plus $2,000 a month and a small agency quotes $40,000 plus $3,000 a month.",
        [("the big agency", 90_000, 2_000), ("the small agency", 40_000, 3_000)],
    ),
    (
        "My nephew would do it for 3k, the software house asks 45k plus 500 a month.",
        [("the nephew", 3_000, None), ("the software house", 45_000, 500)],
    ),
    (
        "The institute charges $20,000 once, Capgemini charges $110,000 once and $4,000 a month.",
        [("the institute", 20_000, None), ("Capgemini", 110_000, 4_000)],
    ),
    (
        "One vendor charges $9 per seat for 500 seats, another a flat $5k a month.",
        [("the first one", None, 4_500), ("the second one", None, 5_000)],
    ),
    (
        "Our vendor wants $12 per user per month for 900 users, another wants a flat 8k a month.",
        [("the first one", None, 10_800), ("the second one", None, 8_000)],
    ),
    # a verb is no name
    ("Zeta offers 8k a month including support and maintenance.", [("Zeta", None, 8_000)]),
    (
        "Acme quotes 250k up front and 10k a month, Zeta quotes 9k a month.",
        [("Acme", 250_000, 10_000), ("Zeta", None, 9_000)],
    ),
    ("Vendor offers 5k a month plus 30k", [("", 30_000, 5_000)]),
    # between what there is a choice
    (
        "Two options: stay on GPT-4o at 21k a month, or Cohere at 16k a month.",
        [("GPT-4o", None, 21_000), ("Cohere", None, 16_000)],
    ),
    ("GPT-4o at 21k a month or Cohere at 16k a month?", [("GPT-4o", None, 21_000), ("Cohere", None, 16_000)]),
    (
        "Either we stay on Claude for 12k a month or go to Mistral for 7k a month.",
        [("Claude", None, 12_000), ("Mistral", None, 7_000)],
    ),
    (
        "Options: A) OpenAI, 30k a month; B) own hosting, 14k a month plus 120k; C) Cohere, 20k a month.",
        [("A", None, 30_000), ("B", 120_000, 14_000), ("C", None, 20_000)],
    ),
    (
        "Option A: 12k a month. Option B: 90k once and 3k a month.",
        [("option A", None, 12_000), ("option B", 90_000, 3_000)],
    ),
    # headed by whose it is
    ("Bid from Zeta: 40k plus 2k a month.", [("Zeta", 40_000, 2_000)]),
    ("Offer from Acme: 50k plus 3k a month.", [("Acme", 50_000, 3_000)]),
    ("Quote from the agency: 25k and 900 a month", [("", 25_000, 900)]),
    (
        "Two offers: 30k plus 1k a month from Acme and 50k from Zeta.",
        [("Acme", 30_000, 1_000), ("Zeta", 50_000, None)],
    ),
    ("Quote 3: 100k one-off with 2k/month support.", [("quote 3", 100_000, 2_000)]),
    # a small price of one case needs no sign beside other prices
    (
        "Alpha: 95k setup and 6k per month. Gamma: nothing up front, 0.04 per request. We do 250,000 requests a month.",
        [("Alpha", 95_000, 6_000), ("Gamma", 0, 10_000)],
    ),
]


@pytest.mark.parametrize(("text", "offers"), SEVERAL)
def test_each_of_several_offers_keeps_its_own_prices(text: str, offers: Sequence[Told]) -> None:
    understood = read(text, requests_per_month=60_000)
    assert told(understood) == offers
    fields = {one.field: one.value for one in understood.statements}
    assert not {"budget", "monthly_api_spend", "monthly_benefit", "documents", "stage", "task"} & set(fields)
    assert fields.get("requests_per_month") in (None, 6_000, 18_000, 25_000, 250_000)


OF_PEOPLE_NEAR: list[tuple[str, Sequence[Told]]] = [
    ("My friend would build it for $9,000.", [("", 9_000, None)]),
    ("My nephew would build it for 2,000.", [("", 2_000, None)]),
    ("Our student would do it for $9,000.", [("", 9_000, None)]),
    ("My brother-in-law has a firm that would build it for $9,000 and $300 a month.", [("", 9_000, 300)]),
    ("My cousin can do it for 3,500.", [("", 3_500, None)]),
    ("A freelancer I know would set it up for $6,000.", [("", 6_000, None)]),
    ("My wife's brother offered to build it for $5,000.", [("", 5_000, None)]),
    ("A former colleague of mine would program it for 12k.", [("", 12_000, None)]),
    ("My daughter's boyfriend would do it for $1,500 and $50 a month.", [("", 1_500, 50)]),
    ("We know somebody who would build it for $8,000.", [("", 8_000, None)]),
    # what those of their own house ask for the work
    ("Our IT asks for $250,000 for it.", [("in-house", 250_000, None)]),
    ("Our IT department offers $40,000 for the project.", [("in-house", 40_000, None)]),
    ("IT wants $250,000 for a model of our own.", [("in-house", 250_000, None)]),
    ("The IT guys want $60,000 to build it.", [("in-house", 60_000, None)]),
    ("Our data team says they need $120,000 for it.", [("in-house", 120_000, None)]),
    # no offers
    ("My friend would save $9,000 a month with it.", []),
    ("My friend says we could build it for $9,000.", []),
    ("My brother would like to have 3,000 leaflets.", []),
    ("Our engineers would build 2,000 reports a month.", []),
    ("My colleague at another company says their bot costs $4,000 a month.", []),
    ("IT wants it within 3 months.", []),
    ("Our IT department has asked for a budget of $80,000.", []),
    ("Our IT needs 2,000 tickets a month to be answered.", []),
]


@pytest.mark.parametrize(("text", "offers"), OF_PEOPLE_NEAR)
def test_whoever_would_do_it_for_a_price_makes_an_offer(text: str, offers: Sequence[Told]) -> None:
    understood = read(text, requests_per_month=6_000)
    assert told(understood) == offers
    assert not (offers and {"budget", "requests_per_month"} & {one.field for one in understood.statements})


KNOWN_OFFER = Offer(name="", upfront=40_000, quote="A vendor wants $40,000")


@pytest.mark.parametrize(
    ("text", "upfront"),
    [
        ("Now they say $28,000.", 28_000),
        ("They now want $28,000.", 28_000),
        ("Now the vendor asks $28,000.", 28_000),
        ("now he wants 28k", 28_000),
    ],
)
def test_what_they_say_now_is_the_price(text: str, upfront: float) -> None:
    assert [one.upfront for one in READER.read(text, Context(offers=(KNOWN_OFFER,), today=DAY)).offers] == [upfront]


@pytest.mark.parametrize(
    "text", ["oh and setup is $25,000", "Setup costs $25,000.", "The installation fee is $25,000."]
)
def test_what_is_paid_once_behind_an_offer_is_part_of_it(text: str) -> None:
    offer = Offer(name="", monthly=900, quote="A vendor wants $900 a month")
    understood = READER.read(text, Context(offers=(offer,), today=DAY))
    assert [one.upfront for one in understood.offers] == [25_000]
    assert not understood.statements


@pytest.mark.parametrize(
    "text",
    [
        "I could spend $12,000 at most.",
        "We can afford at most $12,000.",
        "We can only spend up to $12,000.",
        "At most I can invest $12,000.",
        "We have $12,000 at most.",
        "Our budget is $12,000 at most.",
    ],
)
def test_what_they_can_spend_stays_their_budget_behind_an_offer(text: str) -> None:
    understood = READER.read(text, Context(offers=(KNOWN_OFFER,), today=DAY))
    assert {one.field: one.value for one in understood.statements} == {"budget": 12_000}


BY_THE_HEAD: list[tuple[str, float]] = [
    ("Microsoft offers us Copilot at $30 a user a month for all 2,000.", 60_000),
    ("A vendor offers licences at $20 per seat a month for the 1,200 of us.", 24_000),
    ("A vendor wants $10 per user per month for all 300 of us.", 3_000),
    ("Slack offers an add-on for $10 per user per month for our 450.", 4_500),
    ("For all 2,000 of us Microsoft wants $30 per user per month.", 60_000),
    ("A vendor wants 49 dollars per nurse per month for a dictation tool, and we have 40 nurses.", 1_960),
    ("We have 40 nurses. A company offers a dictation tool at 49 dollars per nurse per month.", 1_960),
    ("A company offers a tool at 4 dollars per pupil per year, we have 1,100 pupils.", 366.6667),
    ("The offer is 6 dollars per room per month, we have 80 rooms.", 480),
    ("The dictation software costs 80 dollars per doctor and month, there are 25 doctors.", 2_000),
    ("The tool is 30 dollars per employee per month, we have 12 employees.", 360),
    ("The tool would be 30 a month per person, and we are 5.", 150),
    ("The ChatGPT licence is 25 a month for each of 3 people.", 75),
    ("We are 14 lawyers. A supplier asks $90 per lawyer per month.", 1_260),
    ("The app is $12 a month per driver and I have 22 drivers.", 264),
    ("A platform at 3 dollars per bed a month; the clinic has 300 beds.", 900),
]


@pytest.mark.parametrize(("text", "monthly"), BY_THE_HEAD)
def test_a_price_by_the_head_is_multiplied_by_the_heads(text: str, monthly: float) -> None:
    understood = read(text, requests_per_month=1_800)
    assert [round(one.running(1_800) or 0.0, 4) for one in understood.offers] == [monthly]
    assert not {"requests_per_month", "monthly_api_spend"} & {one.field for one in understood.statements}


PRICED: list[tuple[str, Sequence[Told]]] = [
    ("The tool would be 200 a month for all of us.", [("", None, 200)]),
    ("A ready-made tool would be 200 a month for all of us. Is it worth it?", [("", None, 200)]),
    ("The app is 18,000 once and 400 a month.", [("", 18_000, 400)]),
    ("A tool costs 290 a month plus 1,500 setup.", [("", 1_500, 290)]),
    ("We found a tool for 90 dollars a month. Should we take it?", [("", None, 90)]),
    ("The tool costs 9,000 a year.", [("", None, 750)]),
    ("The software would cost 60 a month.", [("", None, 60)]),
    ("There is an app for 45 a month.", [("", None, 45)]),
    ("The supplier wants 7,500 a year.", [("", None, 625)]),
    ("The supplier says 7,500 a year.", [("", None, 625)]),
    ("A vendor offers a phone bot for our practice, 350 a month, no setup.", [("", 0, 350)]),
    ("I could hire one more person for 2,900 a month. Which is better?", [("in-house", None, 2_900)]),
    ("Isn't it cheaper to hire a student for 900 a month?", [("in-house", None, 900)]),
    ("We could take on a part-timer at $1,500 a month.", [("in-house", None, 1_500)]),
    ("A tool at 8,500 a month plus 45k onboarding replaces 60 % of the work.", [("", 45_000, 8_500)]),
]


@pytest.mark.parametrize(("text", "offers"), PRICED)
def test_what_a_tool_or_a_person_costs_is_an_offer(text: str, offers: Sequence[Told]) -> None:
    understood = read(text, requests_per_month=2_000)
    assert told(understood) == offers
    of_the_case = {"requests_per_month", "documents", "monthly_benefit", "monthly_api_spend", "budget"}
    assert not of_the_case & {one.field for one in understood.statements}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Our software costs $3,000 a month to run.", {}),
        ("The university wants 90k answers a year.", {}),
        ("The board wants 20k a month of savings, the CFO wants 30k a month.", {}),
        ("Our app gets 18,000 calls a month.", {"requests_per_month": 18_000}),
        ("We hired two people at 4,000 a month each.", {}),
        ("We use gpt-4o for 21k chats a month or 250k a year.", {"requests_per_month": 21_000}),
        ("We have 40 nurses and 300 beds.", {}),
        ("The tool answers 200 a month.", {}),
        ("The app handles 400 tickets a month.", {"requests_per_month": 400}),
        ("The bot costs $3,000 a month for the API.", {"monthly_api_spend": 3_000}),
    ],
)
def test_counts_and_own_costs_beside_tools_are_no_offers(text: str, facts: dict[str, float]) -> None:
    understood = read(text)
    assert not understood.offers
    assert {one.field: one.value for one in understood.statements if one.field in facts} == facts


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("OpenAI costs $10,000 a month.", "monthly_api_spend"),
        ("Hosting costs $2,000 a month, support $500 a month.", ""),
        ("Beta: we test it with 20 users, and the API costs $3,000 a month.", "monthly_api_spend"),
    ],
)
def test_what_is_paid_today_names_no_vendor_of_an_offer(said: str, field: str) -> None:
    understood = read(said)
    assert not understood.offers
    assert not field or field in {one.field for one in understood.statements}


@pytest.mark.parametrize(
    "said",
    [
        "A vendor asks 3,900 euro a month plus 45,000 euro setup. It would save us $9,000 a month.",
        "It would save us $9,000 a month. We got an offer of €45,000 once and €3,900 a month.",
    ],
)
def test_an_offer_beside_a_saving_in_another_currency_asks_for_the_rate(say: Say, said: str) -> None:
    """45,000 x 1.1 / (9,000 - 3,900 x 1.1) = 10.5."""
    first, back, _, known = say(said, "payback?", "One euro is 1.10 dollars.", "payback?")
    assert first.facts["monthly_benefit"].value == 9_000
    assert "EUR 45,000 up front" in first.text
    assert "rate of exchange" in back.text
    assert "prompting" not in back.text
    assert "10.5 months" in known.text.replace("**", "")


MUSEUM = (
    "A museum gets 900 mails a month, 10 minutes each at $30 an hour. A tool could take half of it. "
    "A vendor wants 12,000 once and 300 a month."
)


@pytest.mark.parametrize("asked", ["So should I take it?", "Good deal?", "so take it?", "Is that a fair price?"])
def test_whether_to_take_an_offer_is_answered_beside_what_building_is_worth(say: Say, asked: str) -> None:
    """$12,000 and $300 a month against $2,250 a month, over 24 months at 10 % a year: $30,441."""
    _, answer = say(MUSEUM, asked)
    assert "**Yes, on these figures: the offer is worth $30,441 over 2 years.**" in answer.text
    assert "Building it, at about" in answer.text


def test_an_offer_that_costs_more_than_it_brings_is_not_to_be_taken(say: Say) -> None:
    _, answer = say("It would save us $500 a month. A vendor wants 30,000 once and 400 a month.", "Should I accept it?")
    assert "**No, on these figures" in answer.text


def test_what_an_offer_may_cost_at_most_is_told(say: Say) -> None:
    """What $2,250 less $300 a month is worth over 24 months: $30,441 and the $12,000 that it costs."""
    _, answer = say(MUSEUM, "What should it cost at most?")
    assert "**At most $42,441 up front**" in answer.text


@pytest.mark.parametrize("asked", ["What if they raise the price to 500?", "What if it costs 500 instead?"])
def test_another_price_of_an_offer_is_tried_out_and_no_volume(say: Say, asked: str) -> None:
    _, answer = say("A vendor offers a phone bot, 350 a month, no setup. We get 2,000 calls a month.", asked)
    assert "What if the offer were nothing up front and $500 a month?" in answer.text
    assert answer.facts["requests_per_month"].value == 2_000
    assert "500 requests" not in answer.text


@pytest.mark.parametrize("anew", ["The boutique now wants 150k.", "The boutique now 150k"])
def test_an_offer_changes_under_what_its_maker_is_called(say: Say, anew: str) -> None:
    _, changed = say("IBM wants 400k plus 25k a month, a local boutique 180k plus 12k a month.", anew)
    assert "The boutique: $150,000 up front and $12,000 a month" in changed.text
    assert "monthly_benefit" not in changed.facts
    assert "requests_per_month" not in changed.facts


def test_several_horizons_are_all_answered(say: Say) -> None:
    _, listed, spoken = say(
        "Two offers: Acme 100k plus 2k a month, Zeta 20k plus 6k a month.",
        "Cheapest in 1, 2 and 5 years?",
        "Compare them after one year and after three years.",
    )
    assert [span for span in ("a year", "2 years", "5 years") if f"**Over {span}:**" in listed.text] == [
        "a year",
        "2 years",
        "5 years",
    ]
    assert "**Over a year:**" in spoken.text
    assert "**Over 3 years:**" in spoken.text


def test_heads_that_are_told_later_are_those_of_the_offer(say: Say) -> None:
    _, lacking, counted = say(
        "Our hotel gets 700 mails a month.", "A vendor asks 6 dollars per room per month.", "We have 80 rooms."
    )
    assert "how many rooms you have" in lacking.text
    assert "$480 a month ($6 per room x 80)" in counted.text


def test_heads_that_were_told_before_are_those_of_the_offer(say: Say) -> None:
    _, answer = say("I have 40 nurses.", "A company offers a dictation tool at 49 dollars per nurse per month.")
    assert "$1,960 a month ($49 per nurse x 40)" in answer.text


def test_another_without_a_name_is_not_added_to_the_first(say: Say) -> None:
    _, answer = say(
        "A vendor wants 350 a month. We get 5,000 receipts a month.", "There is a service at 10 cents a receipt."
    )
    assert "$500 a month ($0.10 per receipt x 5,000)" in answer.text
    assert "$350 a month and" not in answer.text


def test_what_a_price_includes_is_no_work_to_be_done(say: Say) -> None:
    _, answer = say("We spend $12k a month on gpt-4o.", "Zeta offers 8k a month including support and maintenance.")
    assert "Zeta: $8,000 a month" in answer.text
    assert "task" not in answer.facts


@pytest.mark.parametrize(
    "text",
    [
        "We write 30 quotes a month, each takes an engineer two days. An engineer's day costs 650 dollars.",
        "We write 45 offers a month, each takes an engineer three days. A day of an engineer costs 720 dollars.",
        "We prepare about 200 proposals a year. One costs us 1,500 dollars in working time.",
        "Our engineers submit 12 tenders a month. An engineer day costs us 720 dollars.",
    ],
)
def test_offers_to_ones_own_customers_are_work(text: str) -> None:
    assert not told(read(text))


def test_who_writes_offers_may_get_one() -> None:
    text = "We write 30 quotes a month. A vendor wants 40,000 dollars up front and 900 a month for a tool that does it."

    assert told(read(text)) == [("", 40_000, 900)]


@pytest.mark.parametrize("asked", [90_000, 250_000, 17_500])
def test_the_sum_of_an_offer_adds_up_as_it_is_shown(say: Say, asked: int) -> None:
    text = say(f"A vendor wants {asked:,} dollars up front to build us a support bot. Is it worth it?")[-1].text

    (shown,) = re.findall(rf"\${asked:,} \+ 12 x \$([\d,]+) = \$([\d,]+)", text)
    month, year = (int(one.replace(",", "")) for one in shown)
    assert asked + 12 * month == year
