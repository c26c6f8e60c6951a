"""Whose figures they are: a source's or anybody else's are no facts; what is reported of the own case is one."""

from typing import Any

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()
KNOWN: dict[str, Any] = {
    "industry": "logistics",
    "requests_per_month": 20_000,
    "input_tokens": 900,
    "output_tokens": 300,
    "model": "gpt-4.1-mini",
}
OPEN = ("evaluation", "monthly_benefit", "current_accuracy")  # what may be asked for while others are spoken of


def read(text: str, *asked: str, said: str = "", known: bool = True) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in KNOWN.items() if known}
    return READER.read(text, Context(facts=facts, asked=asked, said=said))


def told(got: Understanding) -> dict[str, Any]:
    """What the statements say, without what nobody counts on."""
    return {one.field: one.value for one in got.statements if one.field not in ("goal", "objective")}


OF_OTHERS = [
    (
        "There is a bank in the Turing paper with 200,000 chats a month, 3,000 input tokens and 400 output tokens. "
        "It says $90,000 a year. Can that be right?"
    ),
    "In Genloop guide there is a car maker with 100,000 calls a month, 50,000 input tokens and 500 output tokens.",
    "I found a case study of an insurer: 40,000 claims a month, 2,000 tokens in and 300 out. They pay $5,500 a month.",
    "A cousin who runs a bakery told me their bot is 88% right and cost them 20,000 dollars. Is that normal?",
    "a colleague from a school in leeds told me their assistant is 91% correct and did cost them 45 000 dollars",
    "Just for context, Hansa Post, our biggest rival, handles 3 million parcels a month and spends 70k on it.",
    "A slide of the vendor shows 97% accuracy at 2 seconds.",
    "The vendor's brochure promises 95% accuracy.",
    "In the deck from an integrator it is 93% right.",
    "My friend's company has 5 ML engineers and 30,000 labelled examples.",
    "In the article a hospital sends 12,000 letters a month through gpt-4o. Is their bill of $800 plausible?",
    "A benchmark I saw puts gpt-4o at 91% on contracts like these.",
    (
        "At a conference a speaker from a telecom said they process 8 million tickets a month with 4 ML engineers. "
        "They got to 96% accuracy. Impressive."
    ),
    "The neighbouring hospital did this last year. They have 60,000 reports a month. It cost them $250,000.",
    "Another municipality has 1.2 million emails a year and a budget of 2 million dollars.",
    (
        "The example with the law firm has 500 contracts a day at 20,000 tokens, and they say $12,000 a month. "
        "Who is wrong?"
    ),
    "In their webinar OpenAI showed a customer with 1 million calls a day and 0.8 seconds of latency.",
    "Our competitor has 50 annotators and 90% accuracy. They retrain weekly.",
    "My previous employer spent $40,000 a month on gpt-4o. 800,000 requests a month, if you can believe it.",
    "One of our peers, a shipping line from Genoa, reports 2.4 million documents and 93% accuracy.",
    "A Gartner report speaks of 30% savings and 18 months until it pays.",
    "I read about a retailer. 4 million chats a month, 98% right, all on gpt-4o-mini. Amazing.",
    "The white paper has a table with 10,000 labelled examples and $25,000 of cost. Does that hold in general?",
    "Le Courrier du Sud, a competitor, does 6 million requests a month. Just so you know who we are up against.",
]


@pytest.mark.parametrize("text", OF_OTHERS)
@pytest.mark.parametrize("asked", [(), OPEN[:1], OPEN[1:2], OPEN[2:]])
def test_what_others_have_is_no_fact_of_the_case(text: str, asked: tuple[str, ...]) -> None:
    assert told(read(text, *asked)) == {}


REPORTED: list[tuple[str, dict[str, Any]]] = [
    (
        "According to our controller there are 31,000 invoices a month, all on gpt-4.1.",
        {"requests_per_month": 31_000, "model": "gpt-4.1"},
    ),
    ("Our IT says we have 3,000 PDFs", {"documents": 3_000}),
    ("Marketing reckons 40k chats a month", {"requests_per_month": 40_000}),
    ("The COO has since written to say that the true volume is 12,000.", {"requests_per_month": 12_000}),
    (
        "According to the business case there would be 26,000 enquiries a month, at 1,800 tokens in and 250 out.",
        {"requests_per_month": 26_000, "input_tokens": 1_800, "output_tokens": 250},
    ),
    ("The consultant's report says we handle 9,000 calls a month", {"requests_per_month": 9_000}),
    ("My boss says the budget is $80,000.", {"budget": 80_000}),
    ("The memo from finance puts the volume at 50,000 letters a month.", {"requests_per_month": 50_000}),
    ("The board paper assumes 18,000 queries a month.", {"requests_per_month": 18_000}),
    ("Accounting tells me the API costs us $6,200 a month", {"monthly_api_spend": 6_200}),
    ("Sandra from support says it's 22,000 tickets a month.", {"requests_per_month": 22_000}),
    ("I heard from the data team that we have 4,500 labelled examples", {"training_examples": 4_500}),
    ("According to our logs 27,000 sessions a month.", {"requests_per_month": 27_000}),
    ("My manager has told me that 4 ML engineers are available.", {"ml_engineers": 4}),
    ("According to the latest count there are 2,400 manuals.", {"documents": 2_400}),
    ("The project plan says we go live in 8 months", {"timeline_months": 8}),
    ("guy who built it says 2500 tokens in 200 out per call", {"input_tokens": 2_500, "output_tokens": 200}),
    ("The lady who runs our chatbot says we get 18,000 questions a month.", {"requests_per_month": 18_000}),
    ("The freelancer that set it up for us says it's 900 tokens in and 150 out.", {"input_tokens": 900}),
    ("My nephew says we get 3,000 mails a month.", {"requests_per_month": 3_000}),
    ("According to management we would see 15,500 questions a month", {"requests_per_month": 15_500}),
    ("According to the head of service, the answers are right in 78% of cases today.", {"current_accuracy": 0.78}),
]


@pytest.mark.parametrize(("text", "expected"), REPORTED)
def test_what_is_reported_of_the_own_case_is_a_fact(text: str, expected: dict[str, Any]) -> None:
    got = told(read(text))
    assert {field: got.get(field) for field in expected} == expected


def test_a_paper_of_their_own_reports_of_the_own_case() -> None:
    said = "I sit on the board of a firm of surveyors. Management has tabled a paper asking us to approve an assistant."
    text = (
        "According to the paper there are 15,000 client questions a month on gpt-4.1, at 6,000 tokens in and 500 out."
    )
    got = told(read(text, said=said, known=False))
    assert got == {"requests_per_month": 15_000, "model": "gpt-4.1", "input_tokens": 6_000, "output_tokens": 500}


BESIDE: list[tuple[str, dict[str, Any]]] = [
    ("Our rival claims 98% accuracy. We are at 81%.", {"current_accuracy": 0.81}),
    ("The company in the guide has 100,000 calls a month. We have 8,000 calls a month.", {"requests_per_month": 8_000}),
    ("Another city handles 90,000 chats a month; for us 4 out of 5 must be right.", {"target_accuracy": 0.8}),
    ("for us, 19 answers out of 20 have to be right to be useful", {"target_accuracy": 0.95}),
    ("For us 9 out of 10 must be correct", {"target_accuracy": 0.9}),
    ("A competitor pays $30,000 a month. Our API bill is $11,000 a month.", {"monthly_api_spend": 11_000}),
    (
        "The vendor says 97%. On our own tests it was 84% accuracy.",
        {"current_accuracy": 0.84, "evaluation": "internal"},
    ),
    (
        "Here at the clinic it's 6,000 letters a month; the university hospital next door has 80,000 a month.",
        {"requests_per_month": 6_000, "industry": "healthcare"},
    ),
    (
        "A friend of mine runs 2 million requests a month. They pay $9,000 for it. We get 35,000 requests a month.",
        {"requests_per_month": 35_000},
    ),
    ("In the article it is 95%. In our case 88% accuracy would be enough.", {"target_accuracy": 0.88}),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_the_own_figure_beside_theirs_is_the_fact(text: str, expected: dict[str, Any]) -> None:
    assert told(read(text)) == expected


OWN = [
    ("A mid-sized bank in Lyon, 41,000 e-mails a month, gpt-4o.", {"requests_per_month": 41_000, "model": "gpt-4o"}),
    ("Our customers send their questions by mail, 17,000 a month.", {"requests_per_month": 17_000}),
    ("Our slide deck for the vendor says we are at 88% right.", {"current_accuracy": 0.88}),
    ("We publish articles. The archive has 90,000 documents.", {"documents": 90_000}),
    ("Our company does case studies for hospitals, 300 documents in all.", {"documents": 300}),
    ("We write guides for tourists. 5,000 requests a month.", {"requests_per_month": 5_000}),
    ("The competition never sleeps. We get 12,500 chats a month.", {"requests_per_month": 12_500}),
    ("We sell to other companies and get 20,000 orders a month.", {"requests_per_month": 20_000}),
    ("We handle calls for another city as well, 14,000 calls a month in all.", {"requests_per_month": 14_000}),
    ("Look at the volume: 12,000 tickets a month.", {"requests_per_month": 12_000}),
    ("Our law firm next door to the court gets 2,000 briefs a month.", {"requests_per_month": 2_000}),
    ("Each report has 12,000 tokens and the summary 600 tokens.", {"input_tokens": 12_000, "output_tokens": 600}),
    ("A man at a desk reads each of the 5,000 letters a month.", {"requests_per_month": 5_000}),
    ("Friends of the museum write to us, 900 mails a month.", {"requests_per_month": 900}),
    ("The vendor says it's fine. 20,000 tickets a month, gpt-4o-mini.", {"requests_per_month": 20_000}),
    ("Agents write their own notes; 14,000 notes a month.", {"requests_per_month": 14_000}),
    ("We publish study guides and get 64,000 requests a month.", {"requests_per_month": 64_000}),
    ("Each branch has its assistant. They get 30,000 questions a month.", {"requests_per_month": 30_000}),
]


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_words_of_others_alone_take_nothing_from_the_own_case(text: str, expected: dict[str, Any]) -> None:
    got = told(read(text, known=False))
    assert {field: got.get(field) for field in expected} == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Genloop guide there is automotive company with 100,000 calls a month. Is this figure correct?", "genloop"),
        (("There's a Genloop guide with a car company: 100,000 calls, and they print $130,000 a month. "
         "I worked it out by hand and come out ten times lower. Who is wrong, they or I?"), "genloop"),
        (("The paper cites a claim that having people check the output halves the errors. "
         "Where does that come from, and would you stake money on it?"), "halves the errors"),
        ("The Mantis guide says 500 examples are enough. Is that right?", "mantis"),
        ("Genloop prints $130,000 a month for the call centre. Where does their figure come from?", "genloop"),
    ],
)  # fmt: skip
def test_a_figure_of_a_source_is_asked_of_the_guidance(text: str, name: str) -> None:
    got = read(text)
    assert told(got) == {}
    assert any(name in question.lower() for question in got.questions), got.questions
    assert "source_of_number" not in got.requests


def test_a_figure_of_theirs_behind_a_word_on_a_source_is_asked_of_the_guidance() -> None:
    said = "Genloop prints $130,000 a month for the car company with 100,000 calls."
    got = read("where does their $130,000 come from?", said=said)
    assert not got.statements
    assert "source_of_number" not in got.requests
    assert got.questions == ("where does their $130,000 come from?",)


@pytest.mark.parametrize("said", ["We get 20,000 chats a month.", "Our agency wants 9,000 dollars."])
def test_a_figure_of_theirs_without_a_source_is_no_question_to_the_guidance(said: str) -> None:
    assert "source_of_number" in read("where does their $9,000 come from?", said=said).requests


@pytest.mark.parametrize(
    ("text", "priced"),
    [
        ("what would it cost to train our own model from scratch, ballpark?", False),
        ("How much does it cost to build one's own LLM?", False),
        ("What would we pay for training a model from zero?", False),
        ("what would it cost to fine-tune a model?", True),
        ("What would it cost us a month?", True),
    ],
)
def test_what_a_model_from_scratch_costs_is_asked_of_the_guidance(text: str, *, priced: bool) -> None:
    got = read(text)
    assert ("costs" in got.requests) is priced
    assert bool(got.questions) is not priced


@pytest.mark.parametrize("mark", ["Fwd: from our director", "FW: costs", "---- Forwarded message ----"])
def test_a_forwarded_mail_tells_of_the_case(mark: str) -> None:
    text = f"{mark}\n\n> Our budget is 90k.\n> The bot must be live in 6 months.\n\nWhat do you say to that?"
    assert told(read(text, known=False)) == {"budget": 90_000, "timeline_months": 6}


def test_an_answered_mail_does_not() -> None:
    assert told(read("We have 2 engineers.\n\n> Our budget is 90k.\n", known=False)) == {"ml_engineers": 2}


@pytest.mark.parametrize(
    "text",
    [
        "A colleague in Cleveland claims 99 percent accuracy with 2,000 examples, for what it is worth.",
        "I have read the Genloop guide. Its automotive example says 100,000 calls cost $130,000 a month. Right?",
        # Held back.
        "Another contact at Siemens boasts 5,000 labelled examples and 97 percent accuracy.",
        "I know the Turing paper. Its banking case gives 200,000 chats a month at $9,000. Is that right?",
    ],
)
def test_what_a_colleague_elsewhere_or_a_guides_example_claims_is_theirs(text: str) -> None:
    assert told(read(text, *OPEN)) == {}


def test_what_one_reads_oneself_is_no_publication() -> None:
    assert told(read("I read every answer before it goes out, always.", "self_hosting_required")) == {
        "human_review": True
    }
    assert told(read("My colleague says we have 2,000 labelled examples", *OPEN)) == {"training_examples": 2_000}
