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
    "I saw a company with 2 million requests a month.",
    "He told me of someone with 3 million requests a month.",
    "I met somebody who runs 5 million calls a month.",
    "I know a large firm with 40,000 documents.",
    "We visited a hospital with 900,000 letters a year.",
    "My predecessor had a budget of $100,000.",
    "The man before me had $50,000 to spend.",
    "Our old bot was removed last year because it was wrong half of the time.",
    "We scrapped the last chatbot because only 40 % of its answers were right.",
    "The previous assistant was switched off last spring, it got 30 % wrong.",
    "My colleague at another company says their bot costs $4,000 a month.",
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
    ("I know our customers, they send 3,000 requests a month.", {"requests_per_month": 3_000}),
    ("My predecessor counted 40,000 documents.", {"documents": 40_000}),
    ("We removed the old bot; now 70 % of the answers are right.", {"current_accuracy": 0.7}),
    ("We scrapped our old ticket system and get 4,000 mails a month.", {"requests_per_month": 4_000}),
    ("My predecessor is gone and we have a budget of $60,000.", {"budget": 60_000}),
    ("I know for a fact that 2,500 letters a month come in.", {"requests_per_month": 2_500}),
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


ASKED_FOR_THE_SAME = [  # what somebody else has, while the open question asks for just such a figure
    (
        "In the capital they have something like this that answers 10,000 questions a day, I read it in the paper.",
        "budget",
    ),
    ("In Oslo they answer 4,000 mails a day with one, or so I heard.", "requests_per_month"),
    ("Down in Geelong they got theirs running in 3 months.", "timeline_months"),
    ("Over at Siemens they process 5 million pages a month with it.", "requests_per_month"),
    ("one of them just left for a startup that pays OpenAI 20k a month lol", "monthly_api_spend"),
    ("Our intern came from a bank which has 12 ML engineers.", "ml_engineers"),
    ("I had coffee with somebody whose company spends $9,000 a month on the API.", "monthly_api_spend"),
    (
        "our software vendor has an add on for this, 0.40 per unit per month. thats $760 a month, more than dana lol",
        "monthly_api_spend",
    ),
    ("Our helpdesk supplier sells a bot for $1,200 a month.", "monthly_api_spend"),
    ("The makers of our practice software have a module for it at $300 a month.", "monthly_api_spend"),
    ("Zendesk would sell us theirs for $4,000 a month.", "monthly_api_spend"),
    ("There is a plug-in for that, $90 a month.", "monthly_api_spend"),
    ("At my old job we had 30,000 chats a month on this.", "requests_per_month"),
    ("When I was at Lufthansa we had 5 ML engineers for that.", "ml_engineers"),
    ("Where I worked before, the bot was right 91% of the time.", "current_accuracy"),
    ("In my last company the API cost us 14k a month.", "monthly_api_spend"),
    ("marketing pays 3k a month for their tool", "monthly_api_spend"),
    ("The sales department has its own bot, they pay $2,500 a month.", "monthly_api_spend"),
    ("A reference customer of theirs is at 96% accuracy.", "current_accuracy"),
    ("They showed us a client with 2 million requests a month.", "requests_per_month"),
    ("The industry average is apparently 85% correct.", "current_accuracy"),
    ("Typical for our sector is 85% accuracy, I'm told.", "current_accuracy"),
    ("Banks like ours usually put $250,000 into it.", "budget"),
    ("My cousin's firm got theirs live in 6 weeks.", "timeline_months"),
    ("The people next door were live in 3 months.", "timeline_months"),
    ("I read somewhere that these things cost $200,000 to set up.", "budget"),
    ("You read everywhere that 95% accuracy is possible.", "current_accuracy"),
    ("gpt-4.1 scores 90% on MMLU, I hear.", "current_accuracy"),
    ("On SWE-bench it gets 72%.", "current_accuracy"),
    ("Our last project, a CRM, cost us $300,000.", "budget"),
    ("The ERP roll-out took us 18 months.", "timeline_months"),
    ("The website relaunch had a budget of $120,000.", "budget"),
    ("The county next to us got $150,000 for it.", "budget"),
    ("My husband's clinic gets 6,000 calls a month.", "requests_per_month"),
    ("40,000 letters a month, says the hospital in the article.", "requests_per_month"),
    ("It was on the radio, a hospital with 40,000 letters a month.", "requests_per_month"),
    ("Our sister company in Spain has 12,000 calls a month.", "requests_per_month"),
    ("They told us about a utility that has 90% accuracy.", "current_accuracy"),
    ("97% accuracy is what a competitor advertises.", "current_accuracy"),
    ("a mate of mine does 50k calls a month with one of those", "requests_per_month"),
    ("My brother-in-law says his shop pays $400 a month for it.", "monthly_api_spend"),
    ("I hear the folks in Bergen are processing 60,000 mails a month with theirs.", "requests_per_month"),
    ("Saw a piece in the Guardian about a council that saves $12,000 a month with it.", "monthly_benefit"),
    ("According to a podcast it can be done in 6 weeks.", "timeline_months"),
    ("My old boss had a budget of 2 million for this sort of thing.", "budget"),
    ("Back at Bosch we were 8 ML engineers.", "ml_engineers"),
    ("Two jobs ago I had 40,000 labelled examples to play with.", "training_examples"),
    ("HR pays about $900 a month for their chatbot, no idea why.", "monthly_api_spend"),
    ("A woman I met at the fair gets 93% right with hers.", "current_accuracy"),
    ("The salesman swore that his customers reach 98%.", "current_accuracy"),
    ("Their brochure says most clients go live in 8 weeks.", "timeline_months"),
    ("There was a case in the news where a chatbot got 30% of the answers wrong.", "current_accuracy"),
    ("The competition down the road does 500 orders a day with one.", "requests_per_month"),
    ("We lost an engineer to a fintech that has 20 ML engineers.", "ml_engineers"),
    ("Our auditor has another client who spends $30,000 a month on OpenAI.", "monthly_api_spend"),
    ("My daughter's school has 15,000 documents in theirs.", "documents"),
    ("When we did the SAP migration it took 2 years.", "timeline_months"),
    ("For the intranet we had a budget of $70,000 back then.", "budget"),
    ("The neighbouring canton answers 9,000 letters a month this way.", "requests_per_month"),
    ("I know a guy whose firm pays 12k a month for tokens.", "monthly_api_spend"),
    ("My brother works at a telco, they have 2 million chats a month.", "requests_per_month"),
    ("Some consultancy told the paper that 85% is what everyone gets.", "current_accuracy"),
    ("They say ChatGPT is right 88% of the time.", "current_accuracy"),
    ("Humans get 94% in studies.", "current_accuracy"),
    ("Vendors quote $15,000 a month for this sort of thing.", "monthly_api_spend"),
    ("Our phone provider wants to sell us a voice bot, $600 a month.", "monthly_api_spend"),
    ("The software house offers us an upgrade with AI for $450 a month.", "monthly_api_spend"),
    ("Their premium plan is $1,200 a month.", "monthly_api_spend"),
    ("My sister-in-law's agency bills 4,000 calls a month through gpt-4o.", "requests_per_month"),
    ("The hotel opposite spends $700 a month on its bot.", "monthly_api_spend"),
    ("A competitor just announced they cut $80,000 a month.", "monthly_benefit"),
    ("Our CTO used to work for a scale-up that ran 3 million calls a month.", "requests_per_month"),
    ("When our COO was at Maersk they had 15 ML engineers.", "ml_engineers"),
    ("I came across a thread on Reddit where a guy pays $2,000 a month for Claude.", "monthly_api_spend"),
    ("Legal spent $60,000 on theirs last spring.", "budget"),
    ("For the phone system we paid $45,000 two years ago.", "budget"),
    ("The last consultant promised us 99%.", "current_accuracy"),
    ("Studies put human accuracy at 92%.", "current_accuracy"),
    ("Google says its model is 95% accurate.", "current_accuracy"),
    ("on the vendors website they mention 70% fewer tickets and 96% accuracy", "current_accuracy"),
    ("In our industry people usually spend $100,000 on a pilot.", "budget"),
    ("A pal in the trade has 6,000 labelled tickets lying around.", "training_examples"),
    ("somebody on linkedin bragged about 100k requests a month on a raspberry pi", "requests_per_month"),
    ("the last project with that integrator ran 9 months over", "timeline_months"),
    ("the new cash registers took 9 months to arrive", "timeline_months"),
    ("Another department in the ministry has 8,000 letters a month.", "requests_per_month"),
    ("A colleague at Siemens told me what they pay: 30k a month.", "monthly_api_spend"),
    ("The mayor's brother heads a firm that pays $9,000 a month for it.", "monthly_api_spend"),
    ("Our rivals in Turin went live within 3 months.", "timeline_months"),
    ("I used to run a call centre with 70,000 calls a month.", "requests_per_month"),
    ("The trade magazine quotes an average of 82% accuracy.", "current_accuracy"),
    ("My professor has 100,000 labelled examples from another study.", "training_examples"),
    ("Last month's newsletter from OpenAI mentions a bank with 3 million chats a month.", "requests_per_month"),
    ("our landlord's firm uses a bot, sixty dollars a month", "monthly_api_spend"),
    ("Facilities pays $800 a month for their scheduling app.", "monthly_api_spend"),
]


@pytest.mark.parametrize(("text", "asked"), ASKED_FOR_THE_SAME)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_figure_of_others_answers_no_question(text: str, asked: str, *, elsewhere: bool) -> None:
    got = told(read(text, "evaluation" if elsewhere else asked))
    assert {field: value for field, value in got.items() if field not in ("industry", "task", "model")} == {}


NOT_OF_OTHERS: list[tuple[str, str, dict[str, Any]]] = [  # of their own, or of whom they ask for
    (
        "I'm advising a client, a credit union. GLBA applies. Their IT lead says it needs to be up in 4 months.",
        "",
        {"timeline_months": 4},
    ),
    ("Their IT lead says it needs to be up in 4 months.", "timeline_months", {"timeline_months": 4}),
    (
        "I consult for a hotel group. They get 14,000 mails a month and have no ML engineers.",
        "",
        {"requests_per_month": 14000, "ml_engineers": 0},
    ),
    ("My client gets 20,000 mails a month.", "", {"requests_per_month": 20000}),
    ("My client's API bill is $4,000 a month.", "", {"monthly_api_spend": 4000}),
    ("I'm asking for my boss. He has a budget of 50k dollars.", "", {"budget": 50000}),
    ("The board wants 95% accuracy.", "", {"target_accuracy": 0.95}),
    (
        "I'm writing on behalf of our sister firm in Leeds. They handle 8,000 claims a month.",
        "",
        {"requests_per_month": 8000},
    ),
    (
        "My wife runs a dental practice and asked me to find out. She gets 900 calls a month.",
        "",
        {"requests_per_month": 900},
    ),
    ("This is for a friend's restaurant. They get 2,000 bookings a month.", "", {"requests_per_month": 2000}),
    ("Please look five years ahead, my accountant writes software off over five.", "", {"horizon_months": 60}),
    ("Look three years ahead please, our auditor does everything over three.", "", {"horizon_months": 36}),
    ("Our accountant writes it off over four years.", "horizon_months", {"horizon_months": 48}),
    (
        "In the capital we have a second office, together it's 10,000 questions a day.",
        "",
        {"requests_per_month": 300000},
    ),
    ("At my company we get 30,000 chats a month.", "", {"requests_per_month": 30000}),
    ("Where I work we get 30,000 chats a month.", "", {"requests_per_month": 30000}),
    ("Marketing says we pay 3k a month for OpenAI.", "", {"monthly_api_spend": 3000}),
    ("our vendor bills us $760 a month for the OpenAI tokens", "", {"monthly_api_spend": 760}),
    ("We're a startup that pays OpenAI 20k a month.", "", {"monthly_api_spend": 20000}),
    ("I work for a bank which has 12 ML engineers.", "", {"ml_engineers": 12}),
    ("We are a hospital that sends 40,000 letters a month.", "", {"requests_per_month": 40000}),
    ("a clinic that gets 6,000 calls a month", "requests_per_month", {"requests_per_month": 6000}),
    ("Our budget is $150,000, I read it in the minutes.", "", {"budget": 150000}),
    ("We get 10,000 questions a day, I read it in the report.", "", {"requests_per_month": 300000}),
    ("Our people in Oslo answer 4,000 mails a day.", "", {"requests_per_month": 120000}),
    ("The desk in the capital answers 10,000 questions a day.", "", {"requests_per_month": 300000}),
    ("In the office they answer 300 mails a day.", "", {"requests_per_month": 9000}),
    ("In support they answer 300 mails a day.", "", {"requests_per_month": 9000}),
    ("The ERP roll-out must be done first, so we have 18 months.", "timeline_months", {"timeline_months": 18}),
    ("Legal wants it live in 6 months.", "", {"timeline_months": 6}),
    ("Two people in marketing can train models, so 2.", "ml_engineers", {"ml_engineers": 2}),
    ("The vendor we use, OpenAI, charges us $5,000 a month.", "", {"monthly_api_spend": 5000}),
    (
        "My client asked me for a second opinion. They have 7,000 policies and 30,000 claims a month.",
        "",
        {"requests_per_month": 30000},
    ),
    ("I'm helping my brother's bakery with this. They get 1,500 orders a month.", "", {"requests_per_month": 1500}),
    ("We're a maker of valves and our supplier portal gets 3,000 questions a month.", "", {"requests_per_month": 3000}),
    ("I'm told we get 20,000 chats a month.", "", {"requests_per_month": 20000}),
    ("20,000 chats a month, I'm told.", "requests_per_month", {"requests_per_month": 20000}),
    ("20,000 chats a month, so I heard.", "requests_per_month", {"requests_per_month": 20000}),
    ("Marketing has 40,000 chats a month and that's the volume.", "", {"requests_per_month": 40000}),
    ("The CFO read somewhere that it must be 99% but we need 95% accuracy.", "", {"target_accuracy": 0.95}),
    ("When I was at the counter I counted 300 questions a day.", "", {"requests_per_month": 9000}),
    ("the vendor has a bot for us already. Our volume is 9,000 chats a month.", "", {"requests_per_month": 9000}),
    (
        "We left the cloud for a server of our own. 12,000 requests a month run on it.",
        "",
        {"requests_per_month": 12000},
    ),
    ("Our launch is planned in 5 months.", "", {"timeline_months": 5}),
    ("The shop launch is in 5 months, so it has to be live by then.", "timeline_months", {"timeline_months": 5}),
    ("The website gets 50,000 questions a month.", "", {"requests_per_month": 50000}),
    ("We heard from the board: 80k dollars budget.", "", {"budget": 80000}),
    ("My accountant says the budget is 40k dollars.", "", {"budget": 40000}),
    ("Our parent company gave us a budget of 200k dollars.", "", {"budget": 200000}),
    ("The bank I work for has 12 ML engineers.", "", {"ml_engineers": 12}),
    ("Head office pays: budget of $90,000.", "", {"budget": 90000}),
    ("We have a bot for that already, $300 a month at OpenAI.", "", {"monthly_api_spend": 300}),
    ("Those are 5,000 mails a month. That's 400 tokens each.", "", {"input_tokens": 400}),
    ("Before I joined there was nobody; now there are 3 ML engineers.", "", {"ml_engineers": 3}),
    ("My colleague in billing counts 9,000 invoices a month.", "", {"requests_per_month": 9000}),
    ("The people we serve send 9,000 mails a month.", "", {"requests_per_month": 9000}),
    ("Back at the office they told me it's 9,000 mails a month.", "requests_per_month", {"requests_per_month": 9000}),
    ("Our old bot gets 9,000 questions a month.", "", {"requests_per_month": 9000}),
    ("At the other site, which is ours too, we have 9,000 tickets a month.", "", {"requests_per_month": 9000}),
    ("My boss's budget is 40,000 dollars.", "", {"budget": 40000}),
    ("They say the board will give us 40,000 dollars of budget.", "", {"budget": 40000}),
    ("Most people write in English, 9,000 mails a month.", "", {"requests_per_month": 9000}),
    ("We help people find a garage: 9,000 requests a month.", "", {"requests_per_month": 9000}),
    ("A team of 12 that handles 9,000 tickets a month.", "requests_per_month", {"requests_per_month": 9000}),
    ("Last project meeting we agreed on 90% accuracy as the target.", "", {"target_accuracy": 0.9}),
    ("We're an agency with a client that gets 9,000 mails a month, it's for them.", "", {"requests_per_month": 9000}),
    ("We quit paper for email last year; 9,000 mails a month.", "", {"requests_per_month": 9000}),
    ("It costs us $3,000 a month at OpenAI.", "", {"monthly_api_spend": 3000}),
    ("We're on the enterprise plan at OpenAI, $3,000 a month.", "", {"monthly_api_spend": 3000}),
    ("The website migration has to be finished in 5 months, that's when we go live.", "", {"timeline_months": 5}),
    ("My accountant's firm does our books; we get 900 receipts a month.", "", {"requests_per_month": 900}),
    (
        "Our client is a grocer with 8,000 chats a month, and it is them we build this for.",
        "",
        {"requests_per_month": 8000},
    ),
    ("We run a call centre with 70,000 calls a month.", "", {"requests_per_month": 70000}),
    ("We read 900 letters a month.", "", {"requests_per_month": 900}),
    ("The board says the deadline is in 7 months.", "", {"timeline_months": 7}),
    ("Her team gets 900 letters a month, she asked me to write to you.", "", {"requests_per_month": 900}),
    (
        "I act for a chain of opticians. Their customers ask 5,000 questions a month and their budget is $60,000.",
        "",
        {"requests_per_month": 5000, "budget": 60000},
    ),
    ("My mother's tax office gets 700 mails a month, I'm asking for her.", "", {"requests_per_month": 700}),
    (
        "I'm a consultant. My customer, a water board, spends $4,000 a month on the OpenAI API.",
        "",
        {"monthly_api_spend": 4000},
    ),
    ("Our group's IT in Paris has 3 ML engineers we can use.", "", {"ml_engineers": 3}),
]


@pytest.mark.parametrize(("text", "asked", "expected"), NOT_OF_OTHERS)
def test_a_figure_of_the_own_case_is_heard_beside_words_of_others(
    text: str, asked: str, expected: dict[str, Any]
) -> None:
    got = told(read(text, *([asked] if asked else []), known=False))
    assert {field: got.get(field) for field in expected} == expected


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Please look five years ahead, my accountant writes software off over five.", 60),
        ("Look 36 months ahead, finance depreciates over 24.", 24),
        ("We think three years ahead; our auditor writes everything off over three.", 36),
        ("My boss thinks two years ahead and writes it off over two.", 24),
    ],
)
def test_a_span_without_its_unit_takes_the_one_ahead(text: str, months: float) -> None:
    assert told(read(text, "horizon_months"))["horizon_months"] == months


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("A private cloud in Canada would be fine as well, so long as it's only ours.", None),
        ("A dedicated tenant would be acceptable too.", None),
        ("Any cloud is OK as long as nobody else is on it.", None),
        ("A hosted service is fine if it is reserved for us.", None),
        ("A public cloud in Canada would be fine as well.", False),
        ("Only the finance team objects; AWS is fine.", False),
    ],
)
def test_a_cloud_that_is_only_theirs_is_a_place_of_their_own(text: str, required: bool | None) -> None:
    assert told(read(text)).get("self_hosting_required") is required
