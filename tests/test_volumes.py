"""What people say of volumes, lengths and benefits that follow from several numbers, told at once or one by one."""

import pytest

from agent.understanding import Context
from tests.test_benefit_parts import READER, TODAY, told, value

W = 30 / 7  # weeks of a month


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        # one thing becomes several requests
        (
            (
                (
                    "There are 300 complaints per day. One complaint becomes three requests, because it is "
                    "sorted and answered."
                ),
            ),
            {"requests_per_month": 27_000},
        ),
        (("We get 5,000 bug reports a month. Each report triggers two calls.",), {"requests_per_month": 10_000}),
        (
            (("700 parcels a day, and every parcel means 2 requests, one for the address and one for customs."),),
            {"requests_per_month": 42_000},
        ),
        (("40 contracts a week come in. A contract needs six model calls.",), {"requests_per_month": 40 * W * 6}),
        (("We get 2,000 claims a month.", "One claim takes 3 calls."), {"requests_per_month": 6_000}),
        (
            ("It is 150 letters per day.", "Every letter goes to the model twice, once to read and once to reply."),
            {"requests_per_month": 9_000},
        ),
        (("We count 900 tenders a month. Per tender the model is asked 8 times.",), {"requests_per_month": 7_200}),
        (("Volume: 250 drawings a month. 16 checks per drawing. Each check 1 call.",), {"requests_per_month": 4_000}),
        (
            (
                (
                    "1,200 patients a month write to us, with two requests for each message since our reply "
                    "is translated as well."
                ),
            ),
            {"requests_per_month": 2_400},
        ),
        (("One ticket makes four requests and we have 20,000 tickets a month.",), {"requests_per_month": 80_000}),
        # one factor corrected, the other holds
        (
            (
                "Volume: 300 blueprints a month. 10 checks per blueprint.",
                "Volume was wrong. 450 blueprints a month, still 10 checks each.",
            ),
            {"requests_per_month": 4_500},
        ),
        (("20k tickets a month, 4 calls per ticket.", "Sorry, 25k tickets a month."), {"requests_per_month": 100_000}),
        (
            ("20k tickets a month, 4 calls per ticket.", "Correction: it's 5 calls per ticket, not 4."),
            {"requests_per_month": 100_000},
        ),
        (
            (
                "600 policies a month, 3 calls per policy.",
                "I checked: we have 750 policies a month, with the same 3 calls each.",
            ),
            {"requests_per_month": 2_250},
        ),
        (
            ("30 lawyers, each asks 8 questions a day, and we count 20 working days.", "Make it 25 lawyers."),
            {"requests_per_month": 4_000},
        ),
        (
            (
                "30 lawyers, each asks 8 questions a day, and we count 20 working days.",
                "Actually each lawyer asks 10 questions a day.",
            ),
            {"requests_per_month": 6_000},
        ),
        (
            ("9,000 orders a month, two calls each.", "Wait, 9,000 is December. A normal month has 5,000 orders."),
            {"requests_per_month": 10_000},
        ),
        # heads x use x days
        (
            (
                (
                    "As to volume, we are 9 notaries, each would ask 12 questions per working day, and we "
                    "count 21 working days in a month. One question is one call."
                ),
            ),
            {"requests_per_month": 2_268},
        ),
        (("60 seats, 15 prompts per seat and working day, 20 days a month.",), {"requests_per_month": 18_000}),
        (
            ("There are 45 clinics. Per clinic we see 20 calls a day.", "They are open 26 days a month."),
            {"requests_per_month": 23_400},
        ),
        (("We have 12 branches.", "Each branch gets 300 mails a week."), {"requests_per_month": 12 * 300 * W}),
        # tables with totals, and times calls
        (
            (
                (
                    "Export of a normal month:\n\nRegion | tickets\nNorth | 12,000\nSouth | 8,000\nWest | "
                    "5,000\nTotal | 25,000\n\nEvery ticket takes 3 model calls."
                ),
            ),
            {"requests_per_month": 75_000},
        ),
        (
            ("Mails per month:\nSpain: 4,000\nItaly: 3,500\nPortugal: 1,500\nTotal: 9,000",),
            {"requests_per_month": 9_000},
        ),
        (
            (("Chats in a typical month\n\nPolish | 6,000\nCzech | 3,000\nTotal | 9,000\n\nOne chat is 5 calls."),),
            {"requests_per_month": 45_000},
        ),
        (
            (
                (
                    "Per month: English 7,000 tickets, French 2,000 tickets, 9,000 tickets altogether. Each "
                    "needs 4 calls."
                ),
            ),
            {"requests_per_month": 36_000},
        ),
        (
            (
                (
                    "Export of a normal month:\n\nRegion | tickets\nNorth | 12,000\nSouth | 8,000\nTotal | "
                    "20,000\n\nEvery ticket takes 3 model calls."
                ),
                "So drop the south - 12,000 tickets altogether, still 3 calls each.",
            ),
            {"requests_per_month": 36_000},
        ),
        (
            (
                (
                    "Export of a normal month:\n\nRegion | tickets\nNorth | 12,000\nSouth | 8,000\nTotal | "
                    "20,000\n\nEvery ticket takes 3 model calls."
                ),
                "Without the south it is 12,000 tickets in all.",
            ),
            {"requests_per_month": 36_000},
        ),
        # channels
        (("We get 400 mails and 250 chats a day.",), {"requests_per_month": 19_500}),
        (("Chat brings 9,000 requests a month, e-mail another 4,000.",), {"requests_per_month": 13_000}),
        (("3,400 questions by mail plus 1,200 by phone, each month.",), {"requests_per_month": 4_600}),
        (("Two channels: 6,000 chats a month and 2,000 emails a month.",), {"requests_per_month": 8_000}),
        # peak and average
        (
            (
                "It is 5,600 mails a week.",
                (
                    "I must correct myself. Someone tells me that 5,600 is December. Averaged over the "
                    "whole year we get 3,500 a week."
                ),
            ),
            {"requests_per_month": 15_000},
        ),
        (
            ("At peak we see 900 requests an hour, but on average it is 120 an hour around the clock.",),
            {"requests_per_month": 86_400},
        ),
        (("In November it's 80,000 orders a month, on average 30,000.",), {"requests_per_month": 30_000}),
        (("On our busiest day 4,000 questions come in, a normal day has 1,500.",), {"requests_per_month": 45_000}),
        # rates and hours
        (("3 requests per second, 10 hours a day.",), {"requests_per_month": 3 * 3600 * 10 * 30}),
        (("It's 12 RPS on average, around the clock.",), {"requests_per_month": 12 * 86_400 * 30}),
        (("About 50 calls a minute, 24/7.",), {"requests_per_month": 50 * 43_200}),
        (
            ("20 requests per minute during opening hours, which are 9 hours a day, 20 days a month.",),
            {"requests_per_month": 20 * 60 * 9 * 20},
        ),
        # lengths
        (
            ("One claim file is 45 pages, and the summary is 3 pages.",),
            {"input_tokens": 30_000, "output_tokens": 2_000},
        ),
        (
            ("A typical lease is 24 pages, and the abstract is 2 pages.",),
            {"input_tokens": 16_000, "output_tokens": 4_000 / 3},
        ),
        (
            ("One expert report is 12 pages and its abstract is half a page.",),
            {"input_tokens": 8_000, "output_tokens": 1_000 / 3},
        ),
        (
            (
                "We summarise leases. One lease is 30 pages, the summary is 2 pages.",
                "I am sorry, I made mistake. Lease is not 30 pages, it is 42 pages.",
            ),
            {"input_tokens": 28_000, "output_tokens": 4_000 / 3},
        ),
        (
            ("We summarise leases. One lease is 30 pages, the summary is 2 pages.", "The summary is 3 pages, not 2."),
            {"input_tokens": 20_000, "output_tokens": 2_000},
        ),
        (("The question is 50 tokens, plus 5 chunks of 400 tokens.",), {"input_tokens": 2_050}),
        (
            ("System prompt 800 tokens, history 1,200 tokens, question 100 tokens; the answer is 300.",),
            {"input_tokens": 2_100, "output_tokens": 300},
        ),
        (
            (("A question has 60 tokens and we add 6 passages of 500 tokens each. The answer is 250 tokens."),),
            {"input_tokens": 3_060, "output_tokens": 250},
        ),
        (
            (("Our system prompt is 1,000 tokens, then the user's message of 200 tokens and 4 snippets of 300."),),
            {"input_tokens": 2_400},
        ),
        # hours x cost
        (
            (
                (
                    "As to what it brings: we would save 150 nurse hours each month, and one such hour "
                    "costs us $30 all in."
                ),
            ),
            {"monthly_benefit": 4_500},
        ),
        (
            ("It would save us 80 hours of paralegal time a month. One hour costs 45 dollars.",),
            {"monthly_benefit": 3_600},
        ),
        (("We'd get back 60 engineer hours per week; an hour is $50.",), {"monthly_benefit": 60 * W * 50}),
        (
            ("It saves 20 minutes per claim.", "An adjuster's hour is $36 for us.", "There are 900 claims a month."),
            {"monthly_benefit": 10_800},
        ),
        (
            ("We would save 200 editor hours each month, one such hour costs us $25.", "No, the hour costs $30."),
            {"monthly_benefit": 6_000},
        ),
        (
            (
                (
                    "Each ticket costs us two API calls: one to sort it and one to answer it. We see 45,000 "
                    "tickets a month."
                ),
            ),
            {"requests_per_month": 90_000},
        ),
        (
            (("6,000 calls come in a month; each call is transcribed and then summarised, so 2 requests per call."),),
            {"requests_per_month": 12_000},
        ),
        (
            ("We receive 3,000 e-mails a week. Every e-mail is translated twice, once in and once out.",),
            {"requests_per_month": 6_000 * W},
        ),
        (("2,500 offers per month, three model calls apiece.",), {"requests_per_month": 7_500}),
        (("350 medical letters a day. Each one needs three prompts.",), {"requests_per_month": 31_500}),
        (
            ("A notice has 180 words, the translation 210 words more or less.",),
            {"input_tokens": 240, "output_tokens": 280},
        ),
        (("350 medical letters a day.", "And each one needs three prompts."), {"requests_per_month": 31_500}),
        (("350 medical letters a day.", "We make 3 calls for each letter."), {"requests_per_month": 31_500}),
        (
            ("We check 120 listings an hour, all day and night.", "Per listing it is two requests."),
            {"requests_per_month": 172_800},
        ),
        (("100 claims a day.", "Per claim 4 calls.", "Sorry, 150 claims a day."), {"requests_per_month": 18_000}),
        (
            ("100 claims a day.", "Per claim 4 calls.", "Not 4 calls, 6 calls per claim."),
            {"requests_per_month": 18_000},
        ),
        (
            ("100 claims a day.", "Per claim 4 calls.", "It's 200 claims a day now, still 4 calls each."),
            {"requests_per_month": 24_000},
        ),
        (
            ("8,000 orders a month, 2 requests per order.", "In total make it 30,000 requests a month."),
            {"requests_per_month": 30_000},
        ),
        (
            ("8,000 orders a month, 2 requests per order.", "We grew, it's 10,000 orders a month these days."),
            {"requests_per_month": 20_000},
        ),
        (("Our 11 hotels get 200 mails a week each.",), {"requests_per_month": 2_200 * W}),
        (
            ("We run 35 stores. Per store 90 questions a month.", "We have opened five more: 40 stores now."),
            {"requests_per_month": 3_600},
        ),
        (
            ("Each of our 16 depots scans 220 delivery notes per day, on 25 days a month.",),
            {"requests_per_month": 88_000},
        ),
        (
            (
                (
                    "The system prompt is 600 tokens, the customer's question 80 tokens and the retrieved "
                    "text 2,400 tokens."
                ),
            ),
            {"input_tokens": 3_080},
        ),
        (
            ("Input: 200 tokens of question plus 1,500 tokens of context. Output: 350 tokens.",),
            {"input_tokens": 1_700, "output_tokens": 350},
        ),
        (
            ("We pass 8 passages of 300 tokens with every question; the question itself is 60 tokens.",),
            {"input_tokens": 2_460},
        ),
        (("One sermon is 9 pages, and the blurb is 1 page.",), {"input_tokens": 6_000, "output_tokens": 2_000 / 3}),
        (
            ("An inspection report has 14 pages and comes back as a summary of 2 pages.",),
            {"input_tokens": 28_000 / 3, "output_tokens": 4_000 / 3},
        ),
        (
            ("Report: 20 pages in, 1 page out.", "No wait, the report has 26 pages."),
            {"input_tokens": 52_000 / 3, "output_tokens": 2_000 / 3},
        ),
        (
            ("An answer is about 200 words and the request 90 words.", "Not 200 words, rather 260."),
            {"output_tokens": 1040 / 3, "input_tokens": 120},
        ),
        (("We'd save 40 hours a week and an hour costs us 50 dollars, all in.",), {"monthly_benefit": 40 * W * 50}),
        (("It would spare us 120 staff hours monthly; each of these hours costs $22.",), {"monthly_benefit": 2_640}),
        (("What it brings: 75 lawyer hours less every month, at $120 an hour.",), {"monthly_benefit": 9_000}),
        (
            ("The gain is 300 hours of clerical work a month. Our cost for one hour is $27.",),
            {"monthly_benefit": 8_100},
        ),
        (("Volume: 40 RPS at peak, 8 RPS on average, 24/7.",), {"requests_per_month": 8 * 86_400 * 30}),
        (
            ("15 requests per second during 12 opening hours, 26 days a month.",),
            {"requests_per_month": 15 * 3_600 * 12 * 26},
        ),
        (("We get 500 forms, 300 mails and 200 calls a day.",), {"requests_per_month": 30_000}),
        (("By phone 4,000 a month, by mail 2,500 a month, so 6,500 in total.",), {"requests_per_month": 6_500}),
        (
            (("Here are last month's tickets:\n- English: 5,000\n- Spanish: 3,000\n- Arabic: 2,000\n- All: 10,000"),),
            {"requests_per_month": 10_000},
        ),
        (
            (
                (
                    "| Brand | Mails a month |\n|---|---|\n| Alpha | 2,000 |\n| Beta | 1,500 |\n| Gamma | "
                    "500 |\n| Total | 4,000 |\n\nWe need 2 calls per mail."
                ),
            ),
            {"requests_per_month": 8_000},
        ),
        (
            ("We make 10,800 pages in one year. I send page by page: one page goes inside, one page comes out.",),
            {"requests_per_month": 900, "input_tokens": 2_000 / 3},
        ),
        (
            ("We translate 26,000 pages a month. Two pages go in at a time and two come out.",),
            {"requests_per_month": 13_000, "input_tokens": 4_000 / 3},
        ),
        (
            ("It is 48 million words a year, and 1,000 words go into each request.",),
            {"requests_per_month": 4_000, "input_tokens": 4_000 / 3},
        ),
        (
            (
                (
                    "| item | figure |\n|---|---|\n| papers per year | 1.2 million |\n| tokens in per paper | 6,000 |\n"
                    "| tokens out per paper | 300 |\n| model | gpt-4.1 |"
                ),
            ),
            {"requests_per_month": 100_000, "input_tokens": 6_000, "output_tokens": 300},
        ),
        (
            ("Letters a week: 4,900\nWords in: 600\nWords out: 150",),
            {"requests_per_month": 21_000, "input_tokens": 800, "output_tokens": 200},
        ),
        (
            (
                (
                    "Scanned freight papers.\n\n| item | figure |\n| --- | --- |\n| papers per year | "
                    "2.4 million |\n| tokens in per paper | 5,000 |\n| tokens out per paper | 250 |\n| fields right "
                    "today | 88% |\n| fields right needed | 97% |\n\nIt runs in production since January."
                ),
            ),
            {"requests_per_month": 200_000, "input_tokens": 5_000, "output_tokens": 250, "current_accuracy": 0.88},
        ),
        (
            ("Last week's chats:\n- Web: 700\n- Phone: 300\n- Total: 1,000",),
            {"requests_per_month": 1_000 * 30 / 7},
        ),
        (
            ("The handbook is 900 tokens, the customer's mail 300 tokens.",),
            {"input_tokens": 1_200},
        ),
        (
            ("invoices per day | 700\ntokens out each | 90\ntokens in each | 1,300",),
            {"requests_per_month": 21_000, "input_tokens": 1_300, "output_tokens": 90},
        ),
    ],
)
def test_numbers_that_belong_together_make_one_figure(messages: tuple[str, ...], expected: dict[str, float]) -> None:
    memory = told(*messages)
    assert {field: value(memory, field) for field in expected} == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        # a sample, a test set, a limit is no volume
        (
            ("We get 30,000 mails a month.", "We check that every month with a sample of 400 mails."),
            {"requests_per_month": 30_000},
        ),
        (("We test it each month on 200 tickets.",), {"requests_per_month": None}),
        (("80 letters are spot-checked per week.",), {"requests_per_month": None}),
        (("We get 9,000 tickets a month.", "QA reads 50 tickets a week."), {"requests_per_month": 9_000}),
        # not multiplied
        (("There are 300 complaints per day. One complaint has three pages.",), {"requests_per_month": 9_000}),
        (("We get 5,000 bug reports a month. Each report is read by two people.",), {"requests_per_month": 5_000}),
        (("700 parcels a day, one in ten needs two stamps.",), {"requests_per_month": 21_000}),
        (("We get 2,000 claims a month.", "One claim takes 3 days."), {"requests_per_month": 2_000}),
        (("We get 2,000 requests a month. One request is one call.",), {"requests_per_month": 2_000}),
        (("20k calls a month.", "We have 4 systems."), {"requests_per_month": 20_000}),
        (("We get 8,000 requests a month, 3 languages.",), {"requests_per_month": 8_000}),
        # what-ifs and others
        (("We get 6,000 mails a month.", "What if one mail became two requests?"), {"requests_per_month": 6_000}),
        (("We get 6,000 mails a month.", "A competitor makes 4 calls per mail."), {"requests_per_month": 6_000}),
        # a table of something else
        (("Documents:\nManuals: 400\nLeaflets: 200\nTotal: 600",), {"requests_per_month": None}),
        (("Last year's headcount:\n- Sales: 40\n- Support: 25\n- Total: 65",), {"requests_per_month": None}),
        (("Headcount | people\nSales | 40\nSupport | 25\nTotal | 65",), {"requests_per_month": None}),
        # lengths of other things
        (("Our handbook is 300 pages, and the index is 12 pages.",), {"input_tokens": None}),
        # hours
        (("We work 230 hours each month, and one hour of GPU costs us $20.",), {"monthly_benefit": None}),
        (("A clerk costs us $20 an hour and works 160 hours a month.",), {"monthly_benefit": None}),
        (
            ("We get 400 mails and 250 chats a day in 3 branches, all of them read by 2 people.",),
            {"requests_per_month": 19_500},
        ),
        (("6,000 mails a month, of which 2,000 are spam.",), {"requests_per_month": 6_000}),
        (("6,000 mails a month and 2,000 employees.",), {"requests_per_month": 6_000}),
        (
            ("We get 900 tickets a month. Each ticket gets 2 answers from different teams and a survey.",),
            {"requests_per_month": 900},
        ),
        (("350 letters a day.", "Each letter needs three signatures."), {"requests_per_month": 10_500}),
        (
            ("350 letters a day.", "A letter takes two working days and three phone calls."),
            {"requests_per_month": 10_500},
        ),
        (
            ("100 claims a day.", "Last year it was two calls per claim, with the old system."),
            {"requests_per_month": 3_000},
        ),
        (("45,000 requests a month.", "Each request is a call."), {"requests_per_month": 45_000}),
        (
            ("45,000 requests a month.", "We have 4 requests for you: a price, a date, a name and a phone number."),
            {"requests_per_month": 45_000},
        ),
        (("100 claims a day.", "Could one claim make 4 calls?"), {"requests_per_month": 3_000}),
        (("100 claims a day.", "If each claim took 4 calls, what would it cost?"), {"requests_per_month": 3_000}),
        (("We get 400 mails and 250 chats a day. Only the chats are for the model.",), {"requests_per_month": 7_500}),
        (("The room is 45 pages of rules, and we are 3 people.",), {"output_tokens": None}),
        (("We have 12,000 documents.", "One document is 9 pages."), {"documents": 12_000}),
        (("We have one ML engineer.",), {"ml_engineers": 1}),
        (("We get 600 calls a month.", "I have one request: please be brief."), {"requests_per_month": 600}),
        (("Budget: hardware 20,000, people 30,000, total 50,000 dollars.",), {"requests_per_month": None}),
        (("We have 200 nurse hours a month to fill.",), {"monthly_benefit": None}),
    ],
)
def test_numbers_that_only_stand_beside_a_volume_leave_it(
    messages: tuple[str, ...], expected: dict[str, float | None]
) -> None:
    memory = told(*messages)
    got = {field: value(memory, field) for field in expected}
    known = {field: number for field, number in expected.items() if number is not None}
    assert {field: got[field] for field in known} == pytest.approx(known, rel=0.01)
    assert all(got[field] is None for field in expected.keys() - known.keys())


SAVES = "It saves 20 minutes per claim, and an adjuster's hour costs $36."


@pytest.mark.parametrize(
    "messages",
    [
        ("We get 2,000 claims a month, 3 calls per claim.", SAVES),
        ("We get 2,000 claims a month.", "Every claim takes 3 calls.", SAVES),
        (f"We get 2,000 claims a month. Every claim takes 3 calls. {SAVES}",),
        (SAVES, "We get 2,000 claims a month, and each claim takes 3 calls."),
        (SAVES, "We get 2,000 claims a month.", "Each claim takes 3 calls."),
    ],
)
def test_people_save_time_on_cases_and_not_on_the_calls_that_they_take(messages: tuple[str, ...]) -> None:
    memory = told(*messages)
    assert (value(memory, "requests_per_month"), value(memory, "monthly_benefit")) == (6_000, 24_000)


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("What if we had 30k tickets a month?", 120_000),
        ("What if it were 30,000 tickets?", 120_000),
        ("And if it were 30k?", 120_000),
        ("What if the tickets doubled?", 160_000),
        ("What if it took 6 calls per ticket?", 120_000),
        ("What if we had three times as many tickets?", 240_000),
        ("What if volume went to 120,000 requests a month?", 120_000),
    ],
)
def test_a_what_if_of_the_cases_or_of_their_calls_leaves_the_other(text: str, requests: float) -> None:
    memory = told("20k tickets a month, 4 calls per ticket.")
    got = READER.read(text, Context(facts=memory.facts, parts=memory.parts, today=TODAY))
    assert [(one.field, one.value) for one in got.what_ifs] == [("requests_per_month", requests)]


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("Another 5,000 tickets a month come from the new shop.", 100_000),
        ("Sorry, 25k.", 100_000),
        ("Sorry, 100,000 requests a month.", 100_000),
        ("Correction: 5 calls per ticket.", 100_000),
    ],
)
def test_cases_told_anew_take_as_many_calls_as_before(text: str, requests: float) -> None:
    assert value(told("20k tickets a month, 4 calls per ticket.", text), "requests_per_month") == requests


SIX = 30 * 6 / 7  # days of a month with a weekday off
WORKED = 65 / 3  # weekdays of a month


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("We get 900 questions a day.", "Monday to Friday only."), 900 * WORKED),
        (("We get 300 mails a day.", "We are closed on Sundays."), 300 * SIX),
        (("We get 300 mails a day.", "But we're only open five days a week."), 300 * WORKED),
        (("We get 300 mails a day.", "We open four nights a week, that is all."), 300 * 4 * W),
        (("900 people a day, Monday to Friday, 3 questions each.", "Sorry, Monday to Saturday."), 2_700 * SIX),
        # the days of others
        (("We get 300 mails a day.", "The vendor's hotline is staffed Monday to Friday."), 9_000),
        (("We get 300 mails a day.", "My boss is off on Fridays."), 9_000),
        (("We get 300 mails a day.", "It must be live in 22 working days."), 9_000),
        (("We get 300 mails a day.", "What if we closed on Sundays?"), 9_000),
        (("We get 3,000 mails a month.", "We're closed on Sundays."), 3_000),
    ],
)
def test_days_that_are_told_later_are_those_of_the_volume(messages: tuple[str, ...], expected: float) -> None:
    assert value(told(*messages), "requests_per_month") == pytest.approx(expected, rel=0.01)


CLINICS = ("I manage four clinics.", "We get 60 e-mails per clinic per day, five days a week.")


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ((*CLINICS, "Correction: it is five clinics since September, so 300 e-mails every working day."), 6_600),
        ((*CLINICS, "Correction: it is five clinics since September."), 300 * WORKED),
        (
            ("12 branches with 40 calls a day each.", "We opened two more, it's 14 branches, so 560 calls a day."),
            16_800,
        ),
        (("12 branches with 40 calls a day each.", "Sorry, 15 branches, so 18,000 calls a month in total."), 18_000),
        (("30 nurses ask 8 questions a day each.", "It's 25 nurses by now, that is 200 questions a day."), 6_000),
        (("30 nurses ask 8 questions a day each.", "I miscounted: 25 nurses, 10 questions a day each."), 7_500),
        (("4 shops send 50 orders a day each.", "It's 6 shops now, 250 orders a day altogether."), 7_500),
        (("4 shops send 50 orders a day each.", "Sorry, 5 shops, not 4."), 7_500),
    ],
)
def test_more_places_change_the_volume_and_a_total_beside_them_is_the_volume(
    messages: tuple[str, ...], expected: float
) -> None:
    assert value(told(*messages), "requests_per_month") == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("messages", "requests", "benefit"),
    [
        (
            (
                "around 220 messages a night, every night",
                "if it worked, the night girl would save 2 hours a night at 11 dollars an hour, 30 nights a month",
                "sorry, 220 is a saturday number. on average it's more like 150",
            ),
            4_500,
            660,
        ),
        (("220 messages a night", "our night girl would save 2 hours a night at 11 dollars an hour"), 6_600, 660),
        (
            ("40 orders a night.", "It would save the clerk 2 hours a night at 11 dollars an hour, four nights a week"),
            40 * 4 * W,
            22 * 4 * W,
        ),
        (("It saves our clerk 2 hours a day, 30 dollars an hour, we work six days a week.",), None, 60 * SIX),
        (("It saves our clerk 2 hours a day, 30 dollars an hour. We are closed on Mondays.",), None, 60 * SIX),
    ],
)
def test_hours_that_are_saved_come_on_the_days_that_are_worked(
    messages: tuple[str, ...], requests: float | None, benefit: float
) -> None:
    memory = told(*messages)
    known = value(memory, "requests_per_month")
    assert known == (None if requests is None else pytest.approx(requests, rel=0.01))
    assert value(memory, "monthly_benefit") == pytest.approx(benefit, rel=0.01)


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("What if the messages double?", 9_000),
        ("What if we open the Lisbon shops and the messages double?", 9_000),
        ("What if the questions triple?", 13_500),
        ("What if the errors double?", None),
    ],
)
def test_more_cases_of_any_name_are_a_what_if_of_the_volume(text: str, requests: float | None) -> None:
    memory = told("We get 150 orders a day.")
    got = READER.read(text, Context(facts=memory.facts, parts=memory.parts, today=TODAY))
    assert [one.value for one in got.what_ifs if one.field == "requests_per_month"] == ([requests] if requests else [])
