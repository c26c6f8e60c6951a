"""Values that follow by plain arithmetic: two numbers are multiplied where the words tie them, and only there."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()


def facts(text: str, *asked: str, volume: float | None = None) -> dict[str, object]:
    known = {} if volume is None else {"requests_per_month": Fact(value=volume, status="stated", turn=1)}
    got = READER.read(text, Context(facts=known, asked=asked, today=date(2026, 11, 22)))
    return {statement.field: statement.value for statement in got.statements}


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("We run 70 dental practices. Each of them gets 15 calls a day that nobody picks up.", 31_500),
        ("95 scientists ask 12 questions a week each.", 95 * 12 * 30 / 7),
        ("Only our ten tax advisers will use it, perhaps 30 times each on any given day.", 9_000),
        ("85 wards x 3 shifts a day.", 7_650),
        ("Per lot we write a text. Six auctions a year with 800 lots each.", 400),
        ("480 ships a month, fifty-odd papers per ship.", 24_000),
        ("Mechanics look something up 22 times per aircraft, and 60 aircraft come through each month.", 1_320),
        ("5,000 people a month use the chat and on average they go six rounds with it.", 30_000),
        ("240 hotel managers each ask around 5 a day.", 36_000),
        ("We have 65 devs. The code is old. Each dev would fire 40 prompts a day, weekdays only.", 65 * 40 * 65 / 3),
        ("I manage 74 associations. Per association there are about 30 questions weekly.", 74 * 30 * 30 / 7),
        ("There are 35 reports a day, weekdays only.", 35 * 65 / 3),
        ("612 stores, 19,000 employees, and the store managers fire off two questions each per day.", 36_720),
        ("Our 58 surveyors file reports, nine a week each.", 58 * 9 * 30 / 7),
        ("310 brokers work for us, each has about 14 client calls a month.", 4_340),
        ("12,000 parents would each send 2 a month.", 24_000),
        ("Ten testers have it. They each try some 20 prompts daily.", 6_000),
        ("420 guards use the app, and on most shifts each of them writes twice a day.", 25_200),
        ("Cranes, 640 of them. Operators ask the manual bot 3 questions per crane per month.", 1_920),
        ("Pharmacies, 55 of them, in Norway. I guess 8 questions per store per day.", 13_200),
        ("Fourteen stations, 2 shifts, one report per shift and station.", 840),
        ("6 drivers per depot, 15 depots, each asks 4 times a shift, 2 shifts.", 21_600),
        ("Chain of 30 dog grooming salons. Each dog gets around 3 notes a month, we have 900 dogs.", 2_700),
        ("We have 6 offices, each has 40 clerks, two requests a day each.", 14_400),
        ("We fill 40 tenders a quarter, 150 questions each.", 2_000),
        ("Safety questionnaires: 25 a month with 80 questions.", 2_000),
        ("120 audits a year, 30 questions in each.", 300),
        ("50k chats of 6 turns a month.", 300_000),
        ("9k sessions a month, and the model is called four times per session.", 36_000),
        ("Our tutors write about 2,400 evaluations per intake, three intakes a year.", 600),
        ("28 branches à 40 applications per month.", 1_120),
        ("60 per day in spring, 20 in autumn, mean is 40.", 1_200),
        ("In summer 9,000 bookings a month, in winter 1,000; over the year it averages out at about 4,000.", 4_000),
        ("Prices for 800 routes, six times a day.", 144_000),
        ("We translate 4 million words a month, some 2,000 words per document.", 2_000),
        ("20k a day, six days a week.", 20_000 * 30 * 6 / 7),
        ("It flags 900 of 45,000 invoices a month.", 45_000),
        ("25 questions per customer per day, 300 customers.", 225_000),
        ("Just so you know, the API is called 1.2m times a month right now.", 1_200_000),
        ("We count 4.8 million look-ups per year.", 400_000),
        ("We'd like to summarise 400 police reports of 12 pages every week.", 400 * 30 / 7),
        ("Each user asks 4 questions a day and we have 500 users.", 60_000),
        ("We get 300 calls a day, 22 working days a month.", 6_600),
        ("300 calls a day on 22 working days", 6_600),
        ("The shop gets 300 mails a day. There are 250 working days a year.", 6_250),
        ("40 advisers with 12 requests a day each, 21 working days", 10_080),
        ("1,200 firms x 6 seats x 40 questions/month.", 288_000),
        ("14 ferries × 5 questions × 26 days", 1_820),
        ("500 cards are printed per month, times 12 languages.", 6_000),
        ("We have 44k orders a month, two bot answers each.", 88_000),
        ("There are 9k cases a month but every case calls the model four times (read, sort, write, check).", 36_000),
        ("60 vans a day, each with 5 slips. Every slip gets read by the model once.", 9_000),
        ("Four shifts, and each one writes about 200 logs, every day.", 24_000),
        ("there's eighteen clerks and each one does, uh, seven memos a day", 3_780),
        ("It writes 420 product texts a season, four seasons.", 140),
        ("Photos: 1,800 each morning, six mornings a week.", 1_800 * 30 * 6 / 7),
        ("An operator asks it 4 times a shift, 5 operators per shift, 2 shifts.", 1_200),
        ("310 stores. Questions come at roughly 2 per store per hour, 12 hours open, seven days.", 223_200),
        ("The nurses look something up 7,500 times a month.", 7_500),
        ("80 mails a day, but without the weekend.", 80 * 65 / 3),
        ("40,000 guests a month, of whom, I guess, a tenth would use it, with say five questions each.", 20_000),
        ("Of the 60k letters we get a month about 70 percent would go to the model.", 42_000),
        ("We make 2.4 crore payments a year and want a text on 5 percent of those.", 100_000),
        ("30,000 tickets a month, of which 20 percent are the simple ones, and only those.", 6_000),
        ("18k calls a month, of which a third never reach the model.", 12_000),
        ("Support crew of 14, each sends 50 replies a day with it.", 21_000),
        ("We have 80 field staff. They ask 6 questions per person per week.", 80 * 6 * 30 / 7),
        ("thirty-five hundred questions a week", 15_000),
        ("600 claims in a good month, 400 in a slow one", 500),
        ("340 claims in a bad month, 260 in a normal one.", 260),
        ("90 vans, one a day, each time a damage report.", 2_700),
        ("Our 130 developers send 95 requests per developer and working day, roughly 260,000 a month all in.", 260_000),
        ("Perhaps 30 people, each asking it something twice a day. Let me say 1,600 a month.", 1_600),
    ],
)
def test_a_volume_is_things_times_what_each_of_them_makes(text: str, requests: float) -> None:
    assert facts(text)["requests_per_month"] == pytest.approx(requests)


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("We get 12,000 tickets a month with 3 attachments each.", 12_000),
        ("Studio, 60 devs. Roughly 400k requests a month, each 900 tokens in and 250 out.", 400_000),
        ("60,000 letters a month, 70% of them in French.", 60_000),
        ("My typists cost 3,100 a month each and there's nine of them.", None),
        ("Every point less is worth 40 thousand a month, and we should gain two points.", None),
        ("12,000 tickets a month, a third of which come by phone.", 12_000),
        ("My analysts write 420 reports a month and each runs to nine pages. We test it with three analysts.", 420),
        ("He spends three hours on each and I count him at fifty an hour.", None),
        ("8,000 mails a month, 15% of them are urgent and never wait.", 8_000),
        ("Our helpdesk answers 500 calls a day, each with two screens open.", 15_000),
        ("We sell 3 models x 4 colours and get 900 mails a month.", 900),
        ("25,000 visitors a month, a tenth of whom buy something; the bot answers 3,000 questions a month.", 3_000),
        ("We have four million subscribers and get twelve thousand complaints a day, each two hundred words.", 360_000),
        ("We run 200 projects a year with 3 people each.", None),
        ("Our 40 offices have 12 people each.", None),
        ("We sell 30 cars a month, 4 wheels each.", None),
        ("We have 26 licences, 30 dollars a month each.", None),
        ("For our 300 employees, twice a day.", None),
        ("We answer 500 emails a month, 3 questions each.", 500),
        ("34 shops take part. I guess 25 questions per customer per day.", None),
        ("Perhaps 3 requests per user per week.", None),
        ("We answer within 5 working days and get 300 calls a day.", 9_000),
        ("We get 300 calls a day and our 22 employees work in shifts.", 9_000),
        ("We get 800 orders a month with 3 people.", 800),
        ("We translate 4 million words a month, 300 words per page, in 200 requests a month.", 200),
        ("We work 6 days a week and get 400 requests a month.", 400),
        ("85,000 articles, each needs a text, we write 5,000 texts a month.", 5_000),
        ("In winter 30,000 requests a month, and on average 50 words.", 30_000),
        ("Our 20 reviewers read 900 files each month.", 900),
        ("85 hotels, each has 120 rooms, and 3,000 chats a month.", 3_000),
        ("An analyst costs us 70 an hour and spends three hours on it, and we answer 200 emails a month.", 200),
        ("We get 450 complaints a day, each has to be sorted into one of 38 categories.", 13_500),
        ("Each month 900 requests come in, each is sent to one of 14 desks.", 900),
        ("12,000 articles, about 300 new ones a week, each needs a product text.", None),
    ],
)
def test_numbers_that_only_stand_together_are_not_multiplied(text: str, requests: float | None) -> None:
    assert facts(text).get("requests_per_month") == requests


@pytest.mark.parametrize(
    ("text", "asked", "benefit"),
    [
        ("We'd get 600 hours back every month, and an hour of our people runs about 35 dollars.", (), 21_000),
        ("Each of our 35 claims handlers would save 20 hours a month, and an hour costs us $45.", (), 31_500),
        ("If it stops 80 cancellations a month at 45 bucks each I'm happy.", (), 3_600),
        ("Every case we reject keeps 220 dollars in the house, and it'd be 50 more of those each month.", (), 11_000),
        ("An outsourced call costs us 4 dollars and the bot could take 9,000 of them off us every month.", (), 36_000),
        ("Every filing we no longer send out is $300 that stays here, about 25 filings a month.", (), 7_500),
        ("We would not have to hire two people, and each is 5,500 dollars a month.", ("monthly_benefit",), 11_000),
        ("We pay translators 24,000 dollars a month, and two thirds of that would simply vanish.", (), 16_000),
        (
            "Five minutes less per claim, 6,000 claims a month, a handler hour costs us $40.",
            ("monthly_benefit",),
            20_000,
        ),
        ("The bot would save the help desk 300 hours a month at $20 an hour.", (), 6_000),
        ("It would replace 3 freelancers at 4,000 a month each.", (), 12_000),
        ("I could move three clerks to other work. They cost me 48,000 dollars a year each.", (), 12_000),
        ("The bureau costs us $80k a month, half of that could go.", (), 40_000),
        ("Proofreading cost us 36,000 a year. Say two thirds of it saved.", ("monthly_benefit",), 2_000),
        ("We'd save a quarter of 120k a month.", (), 30_000),
        ("We'd save 2 hours a day for each of 20 agents at $30 an hour, 22 working days a month.", (), 26_400),
        ("It saves 2 hours a day for each of 20 agents at $30 an hour. So $30,000 a month.", (), 30_000),
        ("I put savings at 7k a month, extra orders at another 2k.", ("monthly_benefit",), 9_000),
    ],
)
def test_a_benefit_is_what_is_saved_times_its_worth(text: str, asked: tuple[str, ...], benefit: float) -> None:
    assert facts(text, *asked)["monthly_benefit"] == pytest.approx(benefit)


@pytest.mark.parametrize(
    "text",
    [
        "Each call costs us 4 dollars and we get 9,000 calls a month.",
        "We pay translators 24,000 dollars a month, and two thirds of that is for Italian.",
        "Our people cost $45 an hour and work 160 hours a month.",
        "Forty agents at 900 dollars a month each; we think half could move to other work.",
        "We employ 4 temps at 2,500 a month each.",
        "Half of 190k visitors a month come from abroad.",
        "We have ten clerks at $4,500 each a month, and a third of their work is mail.",
        "The bureau takes 0.15 per word and types 200,000 words a month.",
        "We get 2,000 parcels a month, a tenth of them from abroad, and a parcel costs us $50.",
    ],
)
def test_a_cost_that_nothing_saves_is_no_benefit(text: str) -> None:
    assert "monthly_benefit" not in facts(text)


def test_a_saving_on_every_case_leaves_their_count_the_volume() -> None:
    got = facts("We get 2.4 million calls a year. Per call we'd save around 50 cents.")
    assert (got["requests_per_month"], got["monthly_benefit"]) == (200_000, 100_000)


@pytest.mark.parametrize(
    ("text", "asked", "volume", "benefit"),
    [
        ("It saves 25 minutes each; a nurse costs $48 an hour.", (), 6000, 120_000),
        ("Each one would take 25 minutes less. A nurse costs us $48 an hour.", (), 6000, 120_000),
        (
            "Every letter would take 25 minutes less. A nurse costs us $48 an hour. We write 3,000 letters a month.",
            (),
            None,
            60_000,
        ),
        ("We'd save 400 hours a month, and an hour of our staff costs $35.", (), None, 14_000),
        ("It'd free 1,200 hours a year. Loaded cost is $60 per hour.", (), None, 6000),
        ("Each avoided return is worth $14; we'd avoid 2,000 a month", (), None, 28_000),
        ("Every qualified lead is worth $80 to us and we expect 150 more a month", (), None, 12_000),
        ("We expect to deflect 30% of the tickets, and a ticket costs us $6.", (), 20000, 36_000),
        ("We get 20,000 tickets a month, $6 each to handle; a third of them would be deflected.", (), None, 40_000),
        ("It frees two people at 60k a year each.", (), None, 10_000),
        ("It would save us 3 FTEs with a salary of $72,000.", (), None, 18_000),
        ("We'd save $240,000 a year.", (), None, 20_000),
        ("The saving is $90k a quarter.", (), None, 30_000),
        ("Savings of 2,000 dollars a week.", (), None, 8571.43),
        ("We expect $600k of extra revenue a year.", (), None, 50_000),
        ("Revenue would go up by $30k a month.", (), None, 30_000),
        ("That's an uplift of 1.2 million dollars in annual sales.", (), None, 100_000),
        ("Sales should rise by half a million dollars a year.", (), None, 41_666.67),
        ("Turnover would grow by $300k a year.", (), None, 25_000),
        ("Each of our 40 agents would get back 5 hours a week, at $30 an hour.", (), None, 25_714.29),
        ("Our 12 paralegals would each save 10 hours a month. An hour of theirs costs $90.", (), None, 10_800),
        ("15 minutes saved per claim, 8,000 claims a month, adjusters cost $44 an hour", (), None, 88_000),
        (
            "Handling should drop from 12 to 7 minutes per call; 30,000 calls a month, an agent hour costs $24.",
            (),
            None,
            60_000,
        ),
        ("Half of the 5,000 calls a month would go away and each costs us $8.", (), None, 20_000),
        ("An agent costs $4,000 a month, and we could do with five fewer.", (), None, 20_000),
        ("about 300 hours a month at 40 dollars", ("monthly_benefit",), None, 12_000),
        ("two salaries, 55k each", ("monthly_benefit",), None, 9166.67),
        ("10 minutes per ticket, at $30 an hour", ("monthly_benefit",), 9000, 45_000),
        ("4 dollars per ticket", ("monthly_benefit",), 50000, 200_000),
        ("a dollar for each chat we don't have to take, about 8,000 of them a month", ("monthly_benefit",), None, 8000),
        (
            "Saves the team 2 hours per contract, we do 300 contracts a month, lawyers cost 120 dollars an hour",
            (),
            None,
            72_000,
        ),
        (
            "The assistant would spare each of our 60 technicians 20 minutes a day. They cost $36 an hour.",
            (),
            None,
            15_600,
        ),
        (
            "Agents spend 6 minutes on a reply and would need 2 with drafts. 15,000 replies a month, $27 an hour.",
            (),
            None,
            27_000,
        ),
        ("It would take over 40% of the calls, which cost us $5 apiece.", (), 10000, 20_000),
        ("We could redeploy 5 clerks, who earn $48,000 a year.", (), None, 20_000),
        (
            "Saves half an hour per report. Analysts cost us 50 dollars per hour and write 900 reports a month.",
            (),
            None,
            22_500,
        ),
        (
            "Doctors would get 15 minutes back per visit, they do 4,000 visits a month and cost us $110 an hour.",
            (),
            None,
            110_000,
        ),
        ("We reckon it takes 8 minutes off every application. Case workers come at $38 an hour.", (), 12000, 60_800),
        ("A claim handled without an adjuster saves us $35, maybe 20% of them.", (), 12000, 84_000),
        (
            "Each ticket that the bot closes on its own saves $7. We think it can close 35% of the tickets.",
            (),
            12000,
            29_400,
        ),
        ("We'd no longer need the two night-shift temps, 3,200 dollars a month each.", (), None, 6400),
        ("We lose $45,000 a month to late replies and would get two thirds of it back.", (), None, 30_000),
        ("5,000 letters fewer each month at 1.20 a letter", ("monthly_benefit",), None, 6_000),
        ("The bureau takes 0.15 per word and types 200,000 words a month; all of that could go.", (), None, 30_000),
        ("A visit costs us 40 dollars. The 300 a month that a photo would settle would be gone.", (), None, 12_000),
        (
            "We lose 2,000 parcels a month, a tenth of them would be avoided, and a parcel costs us $50.",
            (),
            None,
            10_000,
        ),
        ("A human reply costs us $4. A quarter of the requests would go through without one.", (), 8000, 8_000),
        ("For half of them we'd save the 6 dollars that the call centre charges.", (), 3000, 9_000),
        ("It would hand back 500 hours a month to nurses, who are billed at 44 dollars an hour.", (), None, 22_000),
        ("Forty hours a month less for our lawyers, who are charged at 250.", ("monthly_benefit",), None, 10_000),
        ("15 minutes less on each of 1,000 forms a month, at 36 an hour.", ("monthly_benefit",), None, 9_000),
        ("There are 800 bids a month and it would save us 3 hours on each, at 40 an hour.", (), None, 96_000),
        ("From 30 minutes down to 10 per form, 900 forms a month, hour at $40.", (), None, 12_000),
        ("Frees two full-time people, loaded cost 66,000 a year each.", (), None, 11_000),
        ("If it works three people are freed for sales, and each costs us 4,000 a month.", (), None, 12_000),
        ("An analyst's salary is 60,000 a year, we have 7 analysts and would need two fewer.", (), None, 10_000),
        ("We have ten clerks at $4,500 each a month, and it takes a third of their work away.", (), None, 15_000),
        (
            "Our clerks cost 4,100 a month each, there's nine of them; I needn't replace the two who retire.",
            (),
            None,
            8_200,
        ),
        (
            "We pay $1,000 a month for hosting now, and if it does what it should it brings in $9k monthly.",
            (),
            None,
            9_000,
        ),
        (
            "Every case saves somebody ten minutes. We do 6,000 cases a month and an hour of theirs costs $30.",
            (),
            None,
            30_000,
        ),
        (
            "She spends 3 hours on each, if that becomes one hour, and I count her at 50 an hour",
            ("monthly_benefit",),
            30,
            3_000,
        ),
        ("We wouldn't have to hire four people, that's 4 x 3,500.", (), None, 14_000),
        ("I make it 300 × 15 = 4,500.", ("monthly_benefit",), None, 4_500),
        ("1,200 letters a month, 15 minutes less on each, and a person-hour is 40 dollars.", (), None, 12_000),
        ("Five dollars more a month from each of 2,000 members", ("monthly_benefit",), None, 10_000),
    ],
)
def test_a_benefit_is_worked_out_from_what_is_saved_though_the_volume_was_said_before(
    text: str, asked: tuple[str, ...], volume: float | None, benefit: float
) -> None:
    assert facts(text, *asked, volume=volume)["monthly_benefit"] == pytest.approx(benefit, rel=1e-5)


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("A competitor saves 25 minutes each; their nurses cost $48 an hour.", 6000),
        ("What if it saved 25 minutes each? A nurse costs $48 an hour.", 6000),
        ("A nurse costs $48 an hour and we write 3,000 letters a month.", None),
        ("The vendor charges $6 a ticket and we have 20,000 tickets a month.", None),
        ("We spend 400 hours a month on it; an hour costs $35.", None),
        ("Each chat takes 9 minutes and an agent costs $24 an hour.", 6000),
        ("We hired two people at 60k a year each.", None),
        ("The article says a firm saved $240,000 a year.", None),
        ("Two people at 60k a year each do this today.", None),
        ("We want to save time: replies must come within 25 seconds, an agent costs $48 an hour.", 6000),
        ("Revenue is $12 million a year.", None),
        ("Our revenue grew by $2 million last year.", None),
        ("30% of the tickets come from France, and a ticket costs us $6.", 20000),
        ("A consultant saves us nothing and costs $200 an hour.", 6000),
        ("The model saves 25 minutes each, we hope.", 6000),
        ("Customers save 25 minutes each; parking costs $4 an hour.", 6000),
        ("Churn drops by 30%, and a ticket costs us $6.", 20000),
        ("Our budget is $60k; agents cost $24 an hour and we have 30 of them.", None),
        ("Nurses spend 2 hours a day on paperwork and cost $50 an hour.", None),
        ("20% of the tickets are answered without an agent today, and a ticket costs us $6.", 12000),
        ("Our old tool deflected 30% of tickets, each costs $6.", 12000),
        ("We want to automate 30% of the tickets within 6 months.", 12000),
    ],
)
def test_what_others_save_and_what_merely_costs_is_no_benefit(text: str, volume: float | None) -> None:
    assert "monthly_benefit" not in facts(text, volume=volume)


def test_what_only_makes_up_a_benefit_is_no_fact_of_its_own() -> None:
    got = facts("Half of the 5,000 calls a month would go away and each costs us $8.")
    assert got.keys() & {"monthly_benefit", "monthly_api_spend", "critical_error_rate"} == {"monthly_benefit"}
    got = facts("We'd no longer need the two night-shift temps, 3,200 dollars a month each.")
    assert "monthly_api_spend" not in got
    got = facts(
        "6,000 texts a month. Each saves 10 minutes of an editor who costs $48 an hour. I have been given $25k."
    )
    assert (got["budget"], got["monthly_benefit"]) == (25_000, 48_000)
