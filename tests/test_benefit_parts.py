"""What one message says of a benefit is kept until another one says the rest of it."""

from datetime import date

import pytest

from agent.memory import Incoming, Memory, Supposed
from agent.reading.built_in_reader import BuiltInReader
from agent.record import record
from agent.understanding import Context, Understanding

READER = BuiltInReader()
AGENCY = (
    "We translate about 1,800 documents a year, roughly 25 pages each. Agency charges us $0.14 a word. "
    "We'd like to do a first pass with an LLM and let the agency only review at $0.05 a word."
)
TRIPS = (
    "It plans trips, basically replacing the 2 hours our agents spend per itinerary. "
    "We get 300 itinerary requests per week."
)
TODAY = date(2026, 11, 22)


def told(*messages: str) -> Memory:
    """What a conversation knows after these messages."""
    return _talk(*messages)[0]


def _talk(*messages: str) -> tuple[Memory, Understanding]:
    memory, heard = Memory(owner="one", created_at=""), Understanding()
    for text in messages:
        context = Context(facts=memory.facts, parts=memory.parts, tool_calls=memory.tool_calls, today=TODAY)
        heard = READER.read(text, context)
        incoming = Incoming(conversation_id="one", kind="message", owner="one", at="", text=text)
        ledger = record(memory, incoming, heard)
        memory = memory.model_copy(
            update={
                "turn": memory.turn + 1,
                "facts": ledger.facts,
                "parts": ledger.parts,
                "replaced": ledger.replaced,
                "supposed": Supposed(statements=heard.what_ifs, parts=heard.supposed_parts),
            }
        )
    return memory, heard


def value(memory: Memory, field: str) -> object:
    return memory.facts[field].value if field in memory.facts else None


@pytest.mark.parametrize(
    ("messages", "benefit"),
    [
        (("If it worked, it would take 500 hours a month off the team. An hour costs us 9 dollars.",), 4_500),
        (("If all goes well it would save 100 hours a month.", "An hour costs us $30."), 3_000),
        # so much of each head's time
        (("We have 140 developers.", "A developer costs us 95 dollars an hour; it saves 2 hours a week each"), 114_000),
        (("We have 140 developers.", "It would save 2 hours a week each.", "A developer costs us $95/h."), 114_000),
        (
            (
                "We have 60 nurses, each writes about 12 reports a day, 25 days a month.",
                "It would save each nurse 30 minutes a day, a nurse costs 40 dollars an hour.",
            ),
            30_000,
        ),
        (
            ("Our 24 paralegals read leases.", "Each paralegal would save 5 hours a month, at $60 an hour."),
            7_200,
        ),
        (
            ("A dispatcher would get 45 minutes a day back.", "They cost $32 an hour.", "There are 18 dispatchers."),
            18 * 0.75 * 32 * 65 / 3,
        ),
        (
            (
                "We have 140 developers.",
                "A developer costs us $95 an hour and it saves 2 hours a week each.",
                "ok but only half of the developers will use it",
            ),
            57_000,
        ),
        # so much of each case's time
        (
            (
                "We read 3,200 grant applications per year.",
                "Reviewers get $55/hour, and one application takes them 90 minutes.",
                "The AI could cut that to 50 minutes",
            ),
            3200 / 12 * 40 / 60 * 55,
        ),
        (
            (
                TRIPS,
                "Oh and our agents cost us around 28 dollars an hour",
            ),
            300 * 30 / 7 * 2 * 28,
        ),
        (
            (
                "The helpdesk gets 18,500 tickets per month.",
                "average handling time of a human is 6 min, fully loaded cost $34/h",
                "The bot would solve 40% of the tickets.",
            ),
            18_500 * 0.4 * 0.1 * 34,
        ),
        (
            (
                "We get 24,000 questions a month.",
                "Each answered question saves HR 8 minutes, HR costs 45 euros an hour.",
                "Sorry, dollars. 49 dollars.",
            ),
            24_000 * 8 / 60 * 49,
        ),
        (
            (
                "We get 24,000 questions a month.",
                "Each answered question saves HR 8 minutes, HR costs $49 an hour.",
                "But only 60% of the questions will be answered by the bot.",
            ),
            24_000 * 8 / 60 * 49 * 0.6,
        ),
        (
            (
                "An adjuster spends 40 minutes on a claim.",
                "An adjuster's hour is $50.",
                "We get 900 claims a month.",
                "With AI it would take 25 minutes.",
            ),
            900 * 0.25 * 50,
        ),
        (
            (
                "We process 6,000 invoices a month.",
                "A clerk needs 12 minutes for each invoice.",
                "That would drop to 4 minutes.",
                "The clerks cost 30 dollars per hour.",
            ),
            6_000 * 8 / 60 * 30,
        ),
        (
            ("We handle 10,000 calls a month.", "We'd save 3 minutes per call.", "An hour of an agent is 27 dollars."),
            13_500,
        ),
        (
            (
                "About 4,000 claims come in every month.",
                "Each claim keeps an adjuster busy for 35 minutes.",
                "adjusters earn around 48 dollars per hour",
                "With the tool it'd be 20 minutes.",
                "Only a third of the claims can be handled by it though",
            ),
            4_000 / 3 * 0.25 * 48,
        ),
        (
            (
                "Our law firm has 220 attorneys. 90 paralegals too.",
                "I expect it gives every paralegal back 3 hours a week",
                "A paralegal is 65 bucks an hour",
                "Two thirds of the paralegals would adopt it.",
            ),
            90 * 3 * 30 / 7 * 65 * 2 / 3,
        ),
        (
            (
                "Our support gets 700 tickets a day, Monday to Friday.",
                "Handling one costs us 11 dollars.",
                "We think the bot can close 30% of them without an agent.",
            ),
            700 * 65 / 3 * 0.3 * 11,
        ),
        (("We have 12 translators at 5,000 dollars a month each.", "we could do without four of them"), 20_000),
        (
            (
                "One discharge letter takes a doctor 25 minutes and a doctor is $110 an hour. We write 3,000 a month.",
                "Drafting would go down to 10 minutes.",
                "Actually it takes 12 minutes.",
            ),
            3_000 * 13 / 60 * 110,
        ),
        (
            (
                "We get 8,800 mails a month.",
                "Each mail costs 5 minutes of an agent at 28 dollars an hour.",
                "It could draft 70% of the mails without an agent",
            ),
            8_800 * 5 / 60 * 28 * 0.7,
        ),
        (
            (
                "we get 120 RFPs a year; an engineer spends 16 hours on one",
                "engineers cost 85 dollars an hour",
                "It would cut that by 40%.",
            ),
            10 * 16 * 0.4 * 85,
        ),
        # the volume changes later, and the benefit with it
        (
            (
                "We handle 10,000 calls a month.",
                "We'd save 3 minutes per call and an agent costs $27 an hour.",
                "Actually it's 12,000 calls a month.",
            ),
            16_200,
        ),
        # errors
        (
            (
                "We get 20,000 forms a month and 92% of them are right today.",
                "an agent spends 7 minutes on each wrong one at $32 an hour",
            ),
            20_000 * 0.08 * 7 / 60 * 32,
        ),
        (
            (
                "We get 20,000 forms a month. Accuracy is 95% today.",
                "each redo costs 15 minutes of a handler at 55 dollars an hour",
            ),
            20_000 * 0.05 * 0.25 * 55,
        ),
        # what one case costs, or one word of it
        (
            (AGENCY,),
            150 * 12_500 * 0.09,
        ),
        (
            (
                AGENCY,
                "A page has about 400 words.",
            ),
            150 * 10_000 * 0.09,
        ),
        (
            (
                "We get 9,000 tickets a month.",
                "A ticket costs us $6.",
                "40% of the tickets would be solved by the bot.",
            ),
            21_600,
        ),
        (
            ("We send 45 quotes a month.", "It'd save me 4 hours on every quote and my hour is worth 60 dollars."),
            10_800,
        ),
        (("We do 200 audits a month.", "It saves 2 hours per audit; an hour of ours costs us about $75."), 30_000),
        (("We do 80 audits a month.", "It saves 3 hours per audit, and our hour comes to $50."), 12_000),
        # people who could do something else
        (("each agent costs us 4,200 a month and we'd free up 6 of them",), 25_200),
        (("An agent costs us $4,200 a month.", "We could free up 6 agents."), 25_200),
    ],
)
def test_a_benefit_is_made_of_parts_from_several_messages(messages: tuple[str, ...], benefit: float) -> None:
    assert value(told(*messages), "monthly_benefit") == pytest.approx(benefit, rel=1e-3)


PAID = ("We get 30,000 requests a month.", "An agent spends 6 minutes on a request and earns 31 dollars per hour.")
CUSTOMS = (
    "We process about 31,000 customs declarations a month by hand. Each takes 9 minutes. "
    "Our clerks cost $34 an hour fully loaded. I am told AI could take 60% of that time away."
)
FILES = ("18,000 claim files a month.", "Adjusters cost $46 an hour and it saves 12 minutes a file.")
LETTERS = "2,600 discharge summaries a month."
SPENT = "A doctor spends 12 minutes on each summary"
SAVED = ("We get 200,000 chats a month.", "It saves 4 minutes per chat at $30 an hour")


@pytest.mark.parametrize(
    ("messages", "benefit"),
    [
        # of the cases
        ((PAID[0], f"{PAID[1]} The bot takes over 13% more if it gets to 95."), 12_090),
        ((*PAID, "The bot would handle 13%."), 12_090),
        ((*SAVED, "But only 30% of the chats are affected"), 120_000),
        ((*SAVED, "right, only 40 percent of the chats are simple enough"), 160_000),
        ((*SAVED, "Just a quarter of them qualify."), 100_000),
        ((*SAVED, "Only 70% of the answers were useful."), 280_000),
        ((*SAVED, "Only 30% of the chats are affected.", "No, 60% of the chats are affected."), 240_000),
        # of a benefit that was told outright
        (("It is worth $400,000 a month.", "But only 30% of the chats are affected"), 120_000),
        (("Then take $95,000 a month as benefit, but I only believe half of it",), 47_500),
        (("The benefit is $80,000 a month.", "I only believe half of that."), 40_000),
        (("The benefit is $80,000 a month.", "Realistically we will reach 60% of it."), 48_000),
        ((*SAVED, "I only believe a quarter of that."), 100_000),
        # how many of those who may use it do
        ((FILES[0], "Adjusters cost $46 an hour, each file saves 12 minutes, 40% adoption."), 66_240),
        (
            (
                FILES[0],
                "Adjusters cost $46 an hour, each file saves 12 minutes, 40% adoption.",
                "Adoption 55% instead.",
            ),
            91_080,
        ),
        ((*FILES, "Adoption will be 40%."), 66_240),
        ((*FILES, "We expect an uptake of 60 percent."), 99_360),
        ((*FILES, "Only 60% of them will use it.", "Adoption of 30% is more realistic"), 49_680),
        (
            (
                *FILES,
                "But realistically only 70% of them will use it.",
                "No wait - adoption will be 40% in the first year, I was being optimistic.",
            ),
            66_240,
        ),
        ((*FILES, "Only a quarter of the files are simple.", "Adoption is planned at 50%"), 20_700),
        ((*FILES, "Adoption of the old tool is 30% today."), 165_600),
        ((*FILES, "The vendor promises 80% adoption."), 165_600),
        # what is allowed to go wrong is no share of a benefit
        ((*FILES, "Our legal team allows at most 0.5% material errors. We measured 2%. Can we get there?"), 165_600),
        # of the time that one case takes
        ((LETTERS, f"{SPENT} and the model would save two thirds of that. Doctors cost us $15 an hour."), 5_200),
        (
            (
                LETTERS,
                f"{SPENT} and the model would save two thirds of that. Doctors cost us $15 an hour.",
                "Sorry, I misspoke: 2,600 is admissions per quarter, not discharges per month. Say 870 a month.",
            ),
            1_740,
        ),
        ((LETTERS, f"{SPENT}. Doctors cost us $15 an hour.", "The model would save half of it."), 3_900),
        (
            (LETTERS, "A nurse needs 12 minutes for each summary, half of that would be saved. She is $15 an hour."),
            3_900,
        ),
        ((LETTERS, "It saves 12 minutes per summary at $15 an hour. Half of that is spent on typing."), 7_800),
        # of the time
        (
            (
                "We handle 9,000 claims a month. Each takes 14 minutes.",
                "A handler costs us 52 dollars an hour. I'd assume we save half of the time.",
            ),
            54_600,
        ),
        (
            (CUSTOMS,),
            94_860,
        ),
        # of what all people cost together
        (("My team of 34 costs 1.9 million dollars a year. Maybe 20% less work.",), 31_667),
        (("We pay all agents together $90,000 a month.", "It would take a quarter of their work away."), 22_500),
        (("Our salaries are $600,000 a year in that department.", "Perhaps 10% less work."), 5_000),
        # before and after
        (
            ("We have 85,000 calls a month.", "Agents cost $38 an hour. Assume the note drops from 3 minutes to 45 s."),
            121_125,
        ),
        (
            (
                "We have 85,000 calls a month.",
                "Agents cost $38 an hour. Assume the note drops from 3 minutes to 45 seconds.",
                "it is 58,000 calls, not 85,000",
            ),
            82_650,
        ),
        (
            ("6,000 texts a month. A text takes 20 minutes today, an editor costs $40 an hour", "8 minutes remain"),
            48_000,
        ),
        (
            (
                "6,000 texts a month. A text takes 20 minutes today, an editor costs $40 an hour",
                "with the model 8 minutes of checking remain",
            ),
            48_000,
        ),
        (
            (
                "We answer 44,100 technician questions a month",
                "Each answer saves 4 minutes according to a pilot, technician hour is $61",
                "only 70% of the answers were useful.",
            ),
            125_538,
        ),
    ],
)
def test_a_share_makes_a_benefit_smaller(messages: tuple[str, ...], benefit: float) -> None:
    assert value(told(*messages), "monthly_benefit") == pytest.approx(benefit, rel=1e-3)


@pytest.mark.parametrize(
    ("messages", "benefit"),
    [
        ((*SAVED, "Only 80% of the answers are right."), 400_000),
        ((*SAVED, "Only 30% of the chats are in English."), 400_000),
        ((*SAVED, "30% of the time it is wrong."), 400_000),
        ((*SAVED, "60% of the input is cached."), 400_000),
        ((*SAVED, "I do not believe the 90% of the vendor."), 400_000),
        (
            (
                "We have 31,000 forms a month. Each takes 9 minutes. It takes 60% of that time away, at $34 an hour.",
                "All in all it is worth $95,000 a month",
                "The model is gpt-4o mini. Each form has about 2,500 words",
            ),
            95_000,
        ),
        (("We have 9,000 calls a month.", "Maybe 20% less work."), None),
        (("Our team spends $5,000 a month on OpenAI.", "Maybe 20% less work."), None),
    ],
)
def test_a_share_of_something_else_leaves_the_benefit_alone(messages: tuple[str, ...], benefit: float | None) -> None:
    assert value(told(*messages), "monthly_benefit") == benefit


@pytest.mark.parametrize(
    ("text", "name", "amount"),
    [
        ("Our support contract with the vendor is $4,000 a month", "fee", 4_000),
        ("And $6,000 a month for support.", "fee", 6_000),
        ("The licence of the vendor is $2,500 a month", "fee", 2_500),
        ("We pay all agents together $90,000 a month.", "payroll", 90_000),
    ],
)
def test_money_for_something_else_is_no_fact_of_the_case(text: str, name: str, amount: float) -> None:
    known = told("We get 9,000 mails a month.", text)
    assert [part.value for part in known.parts if part.name == name] == [amount]
    assert not {"monthly_api_spend", "monthly_benefit", "budget"} & set(known.facts)


@pytest.mark.parametrize(
    ("text", "field", "amount"),
    [
        ("We pay OpenAI $4,000 a month", "monthly_api_spend", 4_000),
        ("We pay OpenAI $6,000 a month for our support bot", "monthly_api_spend", 6_000),
        ("Our API bill is $4,000 a month", "monthly_api_spend", 4_000),
        ("It would save us $6,000 a month in support", "monthly_benefit", 6_000),
        ("It would save us the licence of $2,500 a month", "monthly_benefit", 2_500),
        ("Our budget is $300,000 up front", "budget", 300_000),
        ("We can spend $50,000 up front", "budget", 50_000),
        ("Our budget for setup is $40,000", "budget", 40_000),
        ("The supervisory board released a one-off budget of 400k dollars.", "budget", 400_000),
        ("The board granted one single budget of $90,000 for the whole case.", "budget", 90_000),
    ],
)
def test_money_for_the_model_stays_a_fact(text: str, field: str, amount: float) -> None:
    assert value(told("We get 9,000 mails a month.", text), field) == amount


@pytest.mark.parametrize(
    "text",
    [
        "The vendor asks a setup fee of $300,000 and $10,000 a month",
        "Use $300,000 as the up-front cost then.",
        "A vendor offers to answer them, and they want 4.60 dollars per mail answered",
        "A vendor wants $0.04 per alert, and they want a setup fee of 300k",
        "The agency would charge $1,800 a month for maintenance",
    ],
)
def test_what_others_ask_is_no_fact_of_the_case(text: str) -> None:
    known = told("We get 9,000 mails a month.", text)
    assert not {"monthly_api_spend", "monthly_benefit", "budget"} & set(known.facts)


@pytest.mark.parametrize(
    "messages",
    [
        ("We get 9,000 tickets a month.", "A ticket takes 12 minutes and an agent costs $30 an hour."),
        ("We have 140 developers.", "A developer costs us 95 dollars an hour."),
        ("We have 5,000 employees.", "It saves an analyst 2 hours a week, at $60 an hour."),
        ("A developer costs us 95 dollars an hour; it saves 2 hours a week each",),
        ("We get 9,000 tickets a month.", "A GPU costs $3 an hour.", "It would save 3 minutes per ticket."),
        ("We get 9,000 tickets a month.", "Our competitor saves 5 minutes per ticket.", "An agent costs $30 an hour."),
        (
            "We get 9,000 tickets a month.",
            "The vendor promises to save 5 minutes per ticket.",
            "Agents cost $30 an hour.",
        ),
        ("We get 9,000 tickets a month.", "Agents cost $30 an hour.", "40% of the tickets come from France."),
        ("We get 9,000 tickets a month.", "Agents cost $30 an hour.", "Answers must come within 2 minutes."),
        ("We get 9,000 tickets a month.", "A consultant costs $200 an hour.", "It would save 3 minutes per ticket."),
        ("Revenue is $12 million a year.", "We have 30 agents who cost $4,200 a month each."),
        (
            "The vendor's list price is $0.14 a word.",
            "Others charge $0.05 a word.",
            "We translate 150 documents a month.",
        ),
        ("We get 9,000 tickets a month.", "Customers save 5 minutes per ticket.", "Agents cost $30 an hour."),
        ("We get 9,000 tickets a month.", "Training takes 3 hours.", "Agents cost $30 an hour."),
        ("We get 9,000 tickets a month.", "The list price is $20 per seat.", "It would solve 40% of the tickets."),
        ("9,000 tickets a month.", "A ticket takes us 5 minutes, at $30 an hour.", "Answers must come in 2 minutes."),
        ("9,000 tickets a month.", "A ticket takes us 5 minutes, at $30 an hour.", "The model takes 3 minutes."),
    ],
)
def test_parts_that_no_saving_ties_together_are_no_benefit(messages: tuple[str, ...]) -> None:
    assert value(told(*messages), "monthly_benefit") is None


@pytest.mark.parametrize(
    ("messages", "requests"),
    [
        (("We are a firm with 140 developers.", "per dev about 60 requests a day, 20 days a month"), 168_000),
        (("We have 60 nurses, each writes about 12 reports a day, 25 days a month.",), 18_000),
        (("We have 80 underwriters.", "Each underwriter asks 5 questions a day."), 12_000),
        (("Around 300 lawyers would use it.", "Each of them asks 10 questions a week."), 300 * 10 * 30 / 7),
        (("Per agent we have 50 chats a day.", "There are 40 agents."), 60_000),
        (("We get 300 calls a day, Mon-Sat.",), 300 * 30 * 6 / 7),
        (("We get 300 calls a day from Monday to Saturday.",), 300 * 30 * 6 / 7),
        (("12 clerks, 40 invoices a day each, Mon-Fri.",), 12 * 40 * 65 / 3),
        (("We get 300 calls a day.", "We only work Monday to Friday."), 6_500),
        (("We get 300 calls a day.", "only weekdays, 22 days"), 6_600),
        (("90 wards with three shifts, each writes 5 notes a shift.",), 90 * 3 * 5 * 30),
        (("We get 300 calls a day, 21 days a month.",), 6_300),
        (("We get 300 calls a day, 250 days a year.",), 6_250),
        (("Each is 30 pages and 400 documents come in every month.",), 400),
        (("We'd save 10 minutes on each of 12,000 cases a month.",), 12_000),
        (("We have 140 developers.", "We have 4 offices. We get 500 requests a day."), 15_000),
        (
            ("We have 140 developers.", "per dev about 60 requests a day", "only half of the developers will use it"),
            126_000,
        ),
        (("Each of our four sites sends 600 requests a day.", "Two of our four sites will use it."), 36_000),
    ],
)
def test_a_volume_is_made_of_parts_from_several_messages(messages: tuple[str, ...], requests: float) -> None:
    assert value(told(*messages), "requests_per_month") == pytest.approx(requests)


def test_what_one_head_asks_for_is_no_volume_by_itself() -> None:
    assert value(told("per dev about 60 requests a day, 20 days a month"), "requests_per_month") is None


@pytest.mark.parametrize(
    ("messages", "tokens"),
    [
        (
            ("We translate about 1,800 documents a year, roughly 25 pages each.", "A page has about 400 words."),
            25 * 400 * 4 / 3,
        ),
        (("We get 150 contracts a month of 12 pages each.", "Our pages are 300 words long."), 12 * 300 * 4 / 3),
        (("We get 150 contracts a month of 12 pages each.", "Say 350 words per page."), 12 * 350 * 4 / 3),
        (("We get 150 contracts a month of 12 pages each.", "Call it 300 words a page."), 12 * 300 * 4 / 3),
        (("We get 150 contracts a month of 12 pages each.", "What if a page had 600 words?"), 12 * 500 * 4 / 3),
        (("We get 150 contracts a month of 12 pages each.", "The summary has about 400 words."), 12 * 500 * 4 / 3),
    ],
)
def test_the_words_of_a_page_change_the_length_that_was_told_in_pages(messages: tuple[str, ...], tokens: float) -> None:
    assert value(told(*messages), "input_tokens") == pytest.approx(tokens, rel=1e-3)


def test_the_words_of_a_page_are_no_length_of_a_request() -> None:
    assert value(told("A page of ours has about 400 words."), "input_tokens") is None


@pytest.mark.parametrize(
    "text",
    [
        "One data scientist, he's never trained a model though.",
        "We have one data scientist, but she has never trained a model.",
        "Two ML engineers, neither of whom has ever fine-tuned anything.",
    ],
)
def test_who_has_never_trained_a_model_cannot_train_one(text: str) -> None:
    assert value(told(text), "ml_engineers") == 0


def test_a_data_scientist_who_never_trained_one_so_large_still_counts() -> None:
    assert value(told("One data scientist, who has never missed a deadline."), "ml_engineers") == 1


def test_a_supposed_share_of_cases_is_a_what_if_of_the_benefit() -> None:
    before = ("We get 18,500 tickets a month.", "Handling time is 6 minutes per ticket, an agent costs $34 an hour.")
    [supposed] = _talk(*before, "If the bot solves 40% of the tickets?")[1].what_ifs
    benefit = pytest.approx(18_500 * 0.4 * 0.1 * 34)
    assert (supposed.field, supposed.value) == ("monthly_benefit", benefit)
    kept = told(*before, "If the bot solves 40% of the tickets?", "keep it")
    assert (value(kept, "monthly_benefit"), [part.name for part in kept.parts][-1]) == (benefit, "share")


@pytest.mark.parametrize(
    "text",
    [
        "Sonnet costs 15 dollars per million coming out.",
        "Answers must come in 2 minutes.",
        "One draft may take up to 2 minutes, we are not in a hurry.",
        "A reply must not take more than 3 minutes.",
        "The supervisory board released a one-off budget of 400k dollars.",
        "We need 5 documents translated in 20 days.",
        "Hosting costs $2.50 an hour.",
        "The list price is $20 per seat.",
    ],
)
def test_what_only_looks_like_a_part_is_none(text: str) -> None:
    assert not told(text).parts


def test_parts_are_forgotten_with_the_rest() -> None:
    assert told("A developer costs us $95 an hour.").parts
    assert not told("A developer costs us $95 an hour.", "start over").parts
    assert not told("A developer costs us $95 an hour.", "undo").parts
