"""What must not become a fact, whatever was asked: machines, mark-ups, checked sums, others' claims, costs left out."""

from typing import Any

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()
KNOWN: dict[str, Any] = {"requests_per_month": 50_000, "model": "gpt-4o", "monthly_api_spend": 6_000}
FIELDS = ("documents", "training_examples", "ml_engineers", "monthly_benefit", "budget", "requests_per_month")


def read(text: str, *asked: str, known: dict[str, Any] | None = None) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in (known or {}).items()}
    return READER.read(text, Context(facts=facts, asked=asked))


def told(got: Understanding) -> dict[str, Any]:
    return {one.field: one.value for one in got.statements if one.field not in ("goal", "objective", "task")}


MACHINES = [
    "We have 40 A100s.",
    "On 128 H100s, how many days would training take?",
    "There are 16 H200 in our basement.",
    "we own 8 L40S cards and two more servers",
    "Our cluster counts 64 GPUs",
    "12 x A100, paid for last year",
    "How far would 4 H100s get us?",
    "We rent 24 B200s from CoreWeave.",
    "the university lends us 32 nvidia cards",
]


@pytest.mark.parametrize("text", MACHINES)
@pytest.mark.parametrize("asked", FIELDS)
def test_machines_are_neither_documents_nor_anything_else_that_was_asked_for(text: str, asked: str) -> None:
    assert asked not in told(read(text, asked))


NOT_WORTH = [
    "The bill includes a 20% mark-up from our reseller.",
    "Prices rose by 10% in spring.",
    "OpenAI raised its prices by 5 % last month.",
    "VAT of 19% comes on top.",
    "The reseller adds 15 percent to every invoice.",
    "Half of the bill is a test environment.",
    "A third of that spend is on the weekend batch.",
    "We get a 12% discount from Microsoft.",
    "The A100s are already paid for, so count only power, about $600 a month.",
    "Electricity for them is $450 a month.",
    "The licence for the ticket tool is $1,200 a month.",
    "Our engineers cost $9,500 a month.",
    "One data scientist comes to $11,000 a month with everything.",
]


@pytest.mark.parametrize("text", NOT_WORTH)
def test_what_the_bill_holds_and_what_things_cost_is_no_benefit(text: str) -> None:
    assert "monthly_benefit" not in told(read(text, "monthly_benefit", known=KNOWN))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A fifth of what we pay for the API.", 1_200),
        ("About half the bill.", 3_000),
        ("$600 a month", 600),
        ("it would cut the bill by half", 3_000),
        ("It saves 30% of the API bill.", 1_800),
        ("maybe 9,500 a month", 9_500),
    ],
)
def test_a_part_of_the_bill_that_answers_is_the_benefit(text: str, value: float) -> None:
    assert told(read(text, "monthly_benefit", known=KNOWN)).get("monthly_benefit") == value


STAFF = [
    "Our engineers cost $9,500 a month.",
    "An engineer costs us $9,500 per month.",
    "our people cost 12,000 dollars a month each",
    "A developer is $14,000 a month here, all in.",
    "One data scientist comes to $11,000 a month with everything.",
    "We pay our ML people $13k a month.",
    "Salaries are $10,500 a month per head.",
    "A clerk costs us $4,200 a month.",
    "Two contractors run it, they cost $16,000 a month.",
]


@pytest.mark.parametrize("text", STAFF)
@pytest.mark.parametrize("asked", [(), ("monthly_api_spend",), ("documents",)])
def test_what_people_cost_is_no_bill_of_an_api(text: str, asked: tuple[str, ...]) -> None:
    assert "monthly_api_spend" not in told(read(text, *asked))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Our engineers say the API costs $9,500 a month.", 9_500),
        ("Our developers spend $4,000 a month on Claude.", 4_000),
        ("We pay OpenAI $9,500 a month and have two engineers.", 9_500),
        ("The team pays $700 a month for gpt-4o.", 700),
    ],
)
def test_what_people_pay_for_an_api_is_its_bill(text: str, value: float) -> None:
    assert told(read(text)).get("monthly_api_spend") == value


LEFT_OUT = [
    "We already have the vector store, so take that cost out.",
    "Leave out the indexing of the documents, that's done.",
    "Take the labelling cost out, the examples exist already.",
    "Take the vector database out of the calculation, we own it.",
    "Drop the cost of the documents, they are indexed.",
    "please leave the labelling out of the sum, it is paid",
    "Remove the indexing costs from the total.",
    "You can strike the annotation effort, our students did that.",
    "Don't count the engineers' time, they are paid anyway.",
    "Forget the cost of cleaning up the documents.",
    "Leave the set-up out, our supplier does it for free.",
]


@pytest.mark.parametrize("text", LEFT_OUT)
def test_a_cost_that_is_left_out_takes_no_fact_back(text: str) -> None:
    known = {"documents": 5_000, "training_examples": 800, "current_approach": "augmentation", "ml_engineers": 2}
    got = read(text, "monthly_benefit", known=known)
    assert got.retractions == ()
    assert not told(got).keys() & {"documents", "training_examples", "ml_engineers", "budget", "monthly_benefit"}
    assert not any(one.field == "task" for one in got.statements)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Take the documents out again, that was a guess.", "documents"),
        ("Leave out the labelled examples, I was wrong.", "training_examples"),
        ("Forget the budget.", "budget"),
        ("Drop the API bill, that was last year's.", "monthly_api_spend"),
        ("Remove the number of documents please", "documents"),
    ],
)
def test_a_fact_that_is_taken_back_is_forgotten(text: str, field: str) -> None:
    known = {"documents": 5_000, "training_examples": 800, "budget": 40_000, "monthly_api_spend": 900}
    assert read(text, known=known).retractions == (field,)


WORKLOAD = {"requests_per_month": 420_000, "model": "gpt-4o", "input_tokens": 3_200, "output_tokens": 450}
CHECKS = [
    "Hmm, 420,000 x 0.0125 = 5,250, fine.",
    "So 420,000 x 0.0125 = 5,250. Correct?",
    "That doesn't add up. 420,000 x 0.0125 x 1.15 = 6,037.50. Right?",
    "Please check my sum: 12 x 2,500 + 85,000 = 115,000 in the first year.",
    "Is 12 x 4,500 + 60,000 = 114,000 correct?",
    "I get 420,000 * 0.0125 = 5,250. Does that match?",
    "12 × 5,250 = 63,000, isn't it?",
    "ok so 5,250 times 12 is 63,000, right?",
    "Let me verify: 85,000 / 2,500 = 34.",
    "85,000 divided by 2,500 makes 34, yes?",
    "My controller wants to know whether 36 * 17,100 = 615,600 holds.",
    "(3,200 x 2.50 + 450 x 10) / 1,000,000 = 0.0125, is that the price of one call?",
]


@pytest.mark.parametrize("text", CHECKS)
@pytest.mark.parametrize("asked", ["monthly_benefit", "documents", "budget", "monthly_api_spend"])
def test_a_sum_that_is_checked_is_no_fact(text: str, asked: str) -> None:
    got = read(text, asked, known=WORKLOAD)
    assert told(got) == {}
    assert [one.tool for one in got.tool_calls] == []
    assert len(got.sums) == 1


@pytest.mark.parametrize(
    ("text", "asked", "field", "value"),
    [
        ("140 shops x 15 x 21 = 44,100", "requests_per_month", "requests_per_month", 44_100),
        ("20 clerks x 30 mails x 21 days = 12,600 mails a month", "budget", "requests_per_month", 12_600),
        ("Our volume: 300 x 30 = 9,000 requests a month.", "documents", "requests_per_month", 9_000),
        ("20 x 30 = 600 a day, right", "requests_per_month", "requests_per_month", 18_000),
        ("4/5 = 80 % are right today, ok", "current_accuracy", "current_accuracy", 0.8),
        ("It is 12 x 4,000 = 48,000 dollars a year that we save.", "monthly_benefit", "monthly_benefit", 4_000),
    ],
)
def test_a_sum_that_answers_is_a_fact(text: str, asked: str, field: str, value: float) -> None:
    got = read(text, asked)
    assert told(got).get(field) == value
    assert got.sums == ()


@pytest.mark.parametrize(
    ("text", "worked_out"),
    [
        ("Is 12 x 4,500 + 60,000 = 120,000 correct?", 114_000),
        ("Check this: (3,200 x 2.50 + 450 x 10) / 1,000,000 = 0.0125", 0.0125),
        ("1 x $5k plus 12 x $2k = $29k, correct?", 29_000),
        ("You are wrong, 100,000 times 2,300 tokens is 230 million, at $2.50 that is $575.", 230_000_000),
        ("20% x 5,000 = 1,000, right?", 1_000),
        ("5 - 7 = 2, right?", -2),
    ],
)
def test_a_sum_is_worked_out_points_before_lines(text: str, worked_out: float) -> None:
    assert [one.value for one in read(text).sums] == [worked_out]


@pytest.mark.parametrize(
    "text",
    [
        "Is 24 x 7 right for us?",
        "We need 24/7 support, right?",
        "Our hours are 9 - 17, is 8 hours fine?",
        "half of 300 / 3 = 50, ok?",
        "Is 10-20 % plausible?",
        "1 / 0 = 5, right?",
    ],
)
def test_what_only_looks_like_a_sum_is_none(text: str) -> None:
    assert read(text).sums == ()


CLAIMED = [
    (
        (
            "A consultant told us that 100,000 calls with 50k tokens in and 500 out on gpt-4o cost $130,000 a month. "
            "Is that right?"
        ),
        130_000,
    ),
    (
        (
            "Our vendor claims we'd pay $80,000 a month for 200k requests on gpt-4o with 2,000 tokens in and 300 out. "
            "Can that be true?"
        ),
        80_000,
    ),
    (
        (
            "Our budget plan assumes $25,000 a month for 100,000 requests on gpt-4o with 2,000 in and 300 out. "
            "Does that add up?"
        ),
        25_000,
    ),
    ("Somebody quoted $13,000 a month for 100,000 calls at 50k tokens in and 500 out on gpt-4o. Correct?", 13_000),
    (
        (
            "An integrator says 300,000 chats at 1,500 tokens in and 200 out would cost us $9,000 a month on gpt-4.1. "
            "Is he right?"
        ),
        9_000,
    ),
    ("I read that a million requests of 1,000 tokens in and 100 out on gpt-4o-mini cost $210 a month. True?", 210),
    (
        (
            "My nephew reckons 50,000 requests a month at 2,000 tokens in and 500 out come to $5,000 on gpt-4o. "
            "Is that plausible?"
        ),
        5_000,
    ),
    (
        "Is it right that 100,000 requests a month with 2,000 tokens in and 300 out on gpt-4o cost $8,000 a month?",
        8_000,
    ),
]


@pytest.mark.parametrize(("text", "claimed"), CLAIMED)
@pytest.mark.parametrize("asked", [(), ("monthly_api_spend",), ("monthly_benefit",)])
def test_a_bill_that_somebody_claims_is_held_against_list_prices(
    text: str, claimed: float, asked: tuple[str, ...]
) -> None:
    got = read(text, *asked)
    assert told(got).keys() & {"monthly_api_spend", "monthly_benefit", "budget"} == set()
    assert [(one.tool, one.of_others, one.claimed) for one in got.tool_calls] == [("api_cost", True, claimed)]
    assert not got.offers


@pytest.mark.parametrize(
    "text",
    [
        "We pay $800 a month for 100,000 requests on gpt-4o with 2,000 in and 300 out. Is that right for our size?",
        "Our API bill is $25,000 a month for 100,000 requests on gpt-4o with 2,000 in and 300 out.",
    ],
)
def test_the_own_bill_is_no_claim(text: str) -> None:
    got = read(text)
    assert told(got).get("monthly_api_spend") is not None
    assert not any(one.claimed for one in got.tool_calls)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (
            "Our claims team wants to fine-tune Llama 3.1 70B on our own GPUs instead of paying OpenAI.",
            "self_hosting_required",
        ),
        ("We'd rather run Mistral on our own servers instead of using OpenAI.", "self_hosting_required"),
        ("Our team would like to run Llama on our own GPUs to save money.", "self_hosting_required"),
        ("We compare Salesforce, a SaaS tool at $39 per user, with our own.", "industry"),
        ("A SaaS product would cost $39 per user and month.", "industry"),
        ("Two vendors are left, Alpha and Beta. Beta wants $40,000.", "stage"),
        ("Vendor Beta asks $40,000 a year.", "stage"),
        ("VAT of 19% comes on top.", "evaluation"),
        ("All right. What do you recommend that we do?", "self_hosting_required"),
        ("OK. What would you advise?", "human_review"),
        ("Fine. And what does it cost?", "self_hosting_required"),
        ("Right. So which approach is best for us?", "human_review"),
        ("Sure. What is a token?", "self_hosting_required"),
        ("The hour is not 38 but 32 dollars, so the saving is 51,200 a month.", "budget"),
        ("A clerk's hour is 32 dollars, not 38.", "budget"),
    ],
)
def test_words_that_do_not_bear_a_fact_tell_none(text: str, field: str) -> None:
    known = {"budget": 85_000, "monthly_benefit": 60_800}
    asked = (field,) if field in ("self_hosting_required", "human_review", "evaluation") and "own" not in text else ()
    assert field not in told(read(text, *asked, known=known))


@pytest.mark.parametrize(
    ("text", "asked", "field", "value"),
    [
        ("All right, yes. What do you recommend?", "self_hosting_required", "self_hosting_required", True),
        ("Yes. What do you recommend?", "self_hosting_required", "self_hosting_required", True),
        ("Right.", "human_review", "human_review", True),
        ("We run it on our own servers because the data must not leave the house.", "", "self_hosting_required", True),
        ("We are a SaaS company.", "", "industry", "technology"),
        ("It is in beta with 40 users.", "", "stage", "pilot"),
        ("The budget is not 38 but 32 thousand dollars.", "", "budget", 32_000),
    ],
)
def test_words_that_bear_a_fact_tell_it(text: str, asked: str, field: str, value: Any) -> None:
    got = read(text, *([asked] if asked else []), known={"budget": 38_000} if field == "budget" else None)
    assert told(got).get(field) == value


def test_what_runs_it_is_no_benefit_beside_one() -> None:
    text = "It saves us $20k per month. Building it costs $150k and running it $5k per month. ROI after 3 years?"
    assert told(read(text)).get("monthly_benefit") == 20_000


@pytest.mark.parametrize(
    ("text", "asked", "facts"),
    [
        ("We are not a rich hospital.", "self_hosting_required", {}),
        ("They don't have to.", "self_hosting_required", {"self_hosting_required": False}),
        ("quality is good, nobody complains", "monthly_benefit", {}),
        ("None so far, sorry.", "training_examples", {"training_examples": 0}),
        ("My boss asks me about it every week.", "knowledge_change", {}),
        ("We have a board meeting once a month.", "knowledge_change", {}),
        ("They change every day.", "knowledge_change", {"knowledge_change": "daily"}),
        ("I have like 300 bucks a month for AI.", "", {}),
        ("I can afford $150 a month.", "", {}),
        ("We have about $5,000 a month in savings.", "monthly_benefit", {"monthly_benefit": 5000}),
        ("We've thrown $120,000 at a tool nobody uses.", "", {}),
        ("I have a budget of 40k.", "", {"budget": 40000}),
    ],
)
def test_a_remark_beside_a_question_and_money_that_is_gone_or_only_there_are_no_facts(
    text: str, asked: str, facts: dict[str, Any]
) -> None:
    context = Context(asked=(asked,) if asked else ())
    assert {one.field: one.value for one in READER.read(text, context).statements if one.value is not None} == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Maybe 200 of them a day are complaints.", {}),
        ("We have 80 thousand for the start and then 4 thousand a month.", {"budget": 80000}),
        ("Now it is 12,000 a month.", {"requests_per_month": 12000}),
    ],
)
def test_some_of_a_volume_and_money_by_the_month_are_no_new_volume(text: str, facts: dict[str, Any]) -> None:
    known = {"requests_per_month": Fact(value=9000, status="stated", turn=1)}
    assert {one.field: one.value for one in READER.read(text, Context(facts=known)).statements} == facts


@pytest.mark.parametrize("asked", ["current_approach", "task", "documents"])
@pytest.mark.parametrize(
    "text",
    [
        "Show fine-tuning and RAG with cost and pay-back.",
        "None of this convinces me.",
        "Nothing of that helps us.",
        "Translate that into plain words.",
        "Please summarise your advice.",
        "Classify the options by risk.",
        "Compare the approaches.",
        "Rank your recommendations, please.",
    ],
)
def test_what_is_ordered_of_the_advice_or_said_of_it_tells_nothing_of_the_case(text: str, asked: str) -> None:
    fields = {one.field for one in read(text, asked, known=KNOWN).statements}
    assert not fields & {"current_approach", "task"}


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Classify claims by risk.", "classification"),
        ("Summarize the court files.", "summarization"),
        ("Translate contracts into plain English.", "translation"),
    ],
)
def test_what_the_model_is_to_do_is_its_task(text: str, task: str) -> None:
    assert {one.field: one.value for one in read(text, "task", known=KNOWN).statements}["task"] == task


@pytest.mark.parametrize(
    "text",
    [
        "What would one request cost on our own GPUs with 1,000 tokens in and 200 out?",
        "What does hosting cost if one request has 1,500 tokens in and 300 out?",
        "If a single request had 2,000 tokens in, what would it cost?",
    ],
)
def test_one_request_is_no_volume(text: str) -> None:
    got = read(text, known=KNOWN)
    assert "requests_per_month" not in {one.field for one in (*got.statements, *got.what_ifs)}


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("rumour has it the new models are at 99. ours is at 83", "current_accuracy", 0.83),
        ("there's a rumour that others get 97 percent. we get 80", "current_accuracy", 0.8),
        ("Word on the street is 95 %. We're at 71.", "current_accuracy", 0.71),
        ("My predecessor promised the board 99%. I promise nothing until I have seen data.", "target_accuracy", None),
        ("The guy before me told the board 98 percent.", "target_accuracy", None),
        ("Human translators make an error in 2 % of the sentences, they told me at the association",
         "current_accuracy", None),
        ("Doctors err in 5 % of the cases, a speaker told us", "current_accuracy", None),
        ("My boss promised the customers 95 %.", "target_accuracy", 0.95),
        ("Our translators make an error in 2 % of the sentences", "current_accuracy", 0.98),
    ],
)  # fmt: skip
def test_what_is_rumoured_or_was_promised_by_who_is_gone_is_none_of_theirs(
    text: str, asked: str, value: float | None
) -> None:
    assert told(read(text, asked)).get(asked) == value


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("The Spanish subsidiary runs on 1,900 documents. Ours is a different base.", "documents", None),
        ("Our parent company has 40,000 documents. We'd have to count ours.", "documents", None),
        ("Head office has 9 data scientists, we have none.", "ml_engineers", 0),
        ("our parent company is under SOX, we as a subsidiary are not. For us it's just GDPR", "regulations", ["GDPR"]),
        ("Our parent is bound by SOX. We only have GDPR.", "regulations", ["GDPR"]),
        ("The mother company is under HIPAA, not us.", "regulations", None),
        ("The French subsidiary handles 20,000 tickets a month.", "requests_per_month", 20_000),
        ("Our subsidiary in Spain is what this is about: 1,900 documents.", "documents", 1_900),
        ("We are a subsidiary with 1,900 documents.", "documents", 1_900),
        ("Head office is paying 40,000 dollars, we have no money ourselves", "budget", 40_000),
        ("The parent company needs it live in 6 months, for us it's fine", "timeline_months", 6),
        ("Our parent company has given us 60,000 dollars for it.", "budget", 60_000),
    ],
)
def test_what_a_parent_or_a_subsidiary_has_is_theirs_where_the_message_parts_the_two(
    text: str, asked: str, value: Any
) -> None:
    assert told(read(text, asked)).get(asked) == value


@pytest.mark.parametrize("asked", [(), ("regulations",)])
@pytest.mark.parametrize(
    "text",
    [
        "A bank we know got fined under GLBA over their chatbot. Makes my directors nervous.",
        "A hospital I know was sued over HIPAA.",
        "Our competitor got fined under GDPR",
        "Another insurer had trouble with the EU AI Act",
    ],
)
def test_a_law_under_which_others_were_fined_is_none_that_binds_us(text: str, asked: tuple[str, ...]) -> None:
    assert "regulations" not in told(read(text, *asked))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sales target is plus 20 percent. chats don't follow sales.", None),
        ("sales are up 15 % a year. The tickets aren't.", None),
        ("our revenue should grow by 30 percent, the volume of letters has nothing to do with that", None),
        ("Revenue plan says plus 12%. Enquiries stay flat.", 0),
        ("headcount goes up 10 percent next year", None),
        ("prices go up 5 % a year", None),
        ("Revenue grows 20% a year and tickets grow with it", 0.2),
        ("sales grow 20% a year", 0.2),
        ("staff grows 10 % a year and so do the tickets", 0.1),
        ("we grow 20 percent a year", 0.2),
    ],
)
def test_growth_of_something_that_brings_no_requests_is_no_growth_of_the_volume(text: str, value: float | None) -> None:
    assert told(read(text, "growth_per_year")).get("growth_per_year") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("One day we may do video. Not now, text only.", ["text"]),
        ("Someday images too, for now only text", ["text"]),
        ("Video maybe next year. Today it's text.", ["text"]),
        ("Later perhaps voice, at the moment text only", ["text"]),
        ("Text now, images in phase two", ["text"]),
        ("We may add audio one day", None),
        ("Text, and photos of the damage", ["image", "text"]),
        ("Customers send photos, then later a text", ["image", "text"]),
        ("text and images", ["text", "image"]),
    ],
)
def test_what_may_come_one_day_is_no_input_of_today(text: str, value: list[str] | None) -> None:
    assert told(read(text, "modalities")).get("modalities") == value


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Send me that as a PDF, two pages at most", "regulations"),
        ("Print it on two pages", "input_tokens"),
        ("Email me this as a document, three pages maximum", "documents"),
        ("Export it as PDF, one page please", "output_tokens"),
    ],
)
def test_the_pages_of_a_paper_that_is_ordered_are_no_length(text: str, asked: str) -> None:
    got = read(text, asked)
    assert not got.statements
    assert "export" in got.requests


@pytest.mark.parametrize(
    ("text", "reviewed"),
    [
        ("I want them read by a model.", None),
        ("The letters shall be sorted by the model.", None),
        ("Every answer is read by a nurse before it goes out.", True),
        ("Calls are handled by a bot, a person checks every answer", True),
    ],
)
def test_what_a_model_reads_is_looked_at_by_nobody(text: str, reviewed: bool | None) -> None:
    assert told(read(text)).get("human_review") == reviewed


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Could a bot answer them from our handbook (one document, 60 pages)?", "documents", 1),
        ("Can a model sort our complaints (about 900 a month)?", "requests_per_month", 900),
        ("Would it pay for our claims desk (6 clerks, 4,000 claims a month)?", "requests_per_month", 4_000),
        ("Can we do that with our budget ($40,000)?", "budget", 40_000),
        ("What would it cost on our volume (if it doubles to 20,000 a month)?", "requests_per_month", None),
    ],
)
def test_what_stands_in_brackets_behind_something_of_theirs_is_told(text: str, field: str, value: float | None) -> None:
    assert told(read(text)).get(field) == value


@pytest.mark.parametrize(
    "text",
    [
        "Aren't we below the 85% threshold?",
        "But are we not below the 85 percent line?",
        "Why not fine-tune then, given we're under 85%?",
        "Somebody in the board said the error rate must be under 2%. Is that a rule?",
        "A partner insists on 95% accuracy 'because the guideline says so'. Which guideline?",
        "Our auditor wants 97% right. Is there such a rule?",
    ],
)
def test_what_is_asked_of_a_rule_is_not_what_they_need(text: str) -> None:
    assert not told(read(text, "target_accuracy", known={"current_accuracy": 0.82}))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Our error rate must be under 2%. Is that realistic?", 0.98),
        ("We need 95%, it's a rule of our auditor. How do we get there?", 0.95),
    ],
)
def test_what_they_need_is_told_before_a_question_on_how(text: str, target: float) -> None:
    assert told(read(text, known={"current_accuracy": 0.82})).get("target_accuracy") == pytest.approx(target)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("City hall, phi-4 on our own servers. What does it cost to host?", None),
        ("We run phi-4 for 9,000 questions a month.", None),
        ("The data is PHI, we use phi-4.", ["HIPAA"]),
    ],
)
def test_the_name_of_a_model_tells_nothing_of_the_data(text: str, rules: list[str] | None) -> None:
    assert told(read(text)).get("regulations") == rules


@pytest.mark.parametrize(
    "text",
    [
        "Why 8.7 thousand up front?",
        "Why is that 17k?",
        "How come it's 8.7 thousand to start with?",
        "But why the $1,200 a month?",
        "What's behind the 8,700 dollars at the start?",
    ],
)
def test_a_figure_that_they_were_shown_and_ask_about_is_no_budget(text: str) -> None:
    assert not told(read(text, "budget"))


@pytest.mark.parametrize(
    "text", ["Three of the five minutes.", "Two of our ten hours", "Half of the time.", "About 4 of the 12 minutes"]
)
@pytest.mark.parametrize("asked", ["self_hosting_required", "human_review"])
def test_how_much_of_the_time_is_neither_a_yes_nor_a_no(text: str, asked: str) -> None:
    assert asked not in told(read(text, asked))


@pytest.mark.parametrize(
    ("text", "approach"),
    [
        ("We have no AI people in-house.", None),
        ("No data scientists here.", None),
        ("No, not at all.", "none"),
        ("We don't use any model.", "none"),
    ],
)
def test_who_has_nobody_for_it_may_use_a_model_all_the_same(text: str, approach: str | None) -> None:
    assert told(read(text, "current_approach")).get("current_approach") == approach
