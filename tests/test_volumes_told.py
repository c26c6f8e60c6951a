"""How much comes in, as people say it: on which days, so many times a day, of whom a part, in several streams."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()
VOLUME = "requests_per_month"
W = 30 / 7  # weeks of a month
WORKED = 65 / 3  # weekdays of a month
SIX = 30 * 6 / 7  # days of a month with a weekday off


def volume(text: str, *asked: str, known: float | None = None) -> object:
    facts = {} if known is None else {VOLUME: Fact(value=known, status="stated", turn=1, quote=f"{known:,.0f} a month")}
    got = READER.read(text, Context(asked=asked, facts=facts, today=date(2026, 11, 22)))
    return next((one.value for one in got.statements if one.field == VOLUME and one.status == "stated"), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We get 70 repair requests a day on weekdays.", 70 * WORKED),
        ("Roughly 25 queries a day on weekdays.", 25 * WORKED),
        ("We do 1,350 calls a day Monday thru Friday.", 1350 * WORKED),
        ("600 merge requests a day (workdays).", 600 * WORKED),
        ("Our reps get 6,500 quote emails daily (m-f).", 6500 * WORKED),
        ("280 e-mails a day Monday till Friday in Hindi and English.", 280 * WORKED),
        ("About 150 questions a day at most, office days.", 150 * WORKED),
        ("Take 160 questions daily, weekdays.", 160 * WORKED),
        ("22 agents × 95 emails each per day, Mon–Fri.", 22 * 95 * WORKED),
        ("We have 40 clerks, 9 mails per clerk and day, 21 days.", 40 * 9 * 21),
        ("140 questions a day, on working days only.", 140 * WORKED),
        ("320 chats a day, mo-fr.", 320 * WORKED),
        ("We see 90 tickets per business day.", 90 * 22),
        ("130 requests a day x 7.", 130 * 30),
        ("130 requests a day x 5.", 130 * 5 * W),
        ("We're 200 people, so I figure 100 meetings a day on weekdays, about 6,000 words each.", 100 * WORKED),
        ("Around 90 hearings a day on working days get a protocol from the model.", 90 * WORKED),
        ("We have 60 site inspections a day, Monday to Friday, and want a summary of each.", 60 * WORKED),
        ("About 900 people a day, Monday to Friday, and on average they ask 3 questions each.", 2700 * WORKED),
        ("The phone rings about 70 times a day on weekdays.", 70 * WORKED),
        ("People phone us 80 times a day, closed on Sundays.", 80 * SIX),
        ("people ring 45 times a day, monday till saturday", 45 * SIX),
        ("It gets used about 150 times a day on weekdays.", 150 * WORKED),
        ("We're open six days a week and about 120 customers a day ask 2 questions each.", 240 * SIX),
        ("Our 15 drivers work four days a week and each asks 5 questions a day.", 75 * 4 * W),
        ("12 guards, each writes 3 reports a night, four nights a week.", 36 * 4 * W),
        ("We get 60 messages a night, 25 nights a month.", 1500),
        ("On school days we get about 200 mails a day.", 200 * WORKED),
        ("200 mails on every school day.", 200 * 22),
        ("We get 90 calls a day. Weekdays only, nobody works on Saturdays.", 90 * WORKED),
        ("90 calls a day. The office is shut on Saturdays and Sundays.", 90 * WORKED),
        ("60 calls a day Tuesday to Sunday, Mondays we are closed.", 60 * SIX),
        ("150 questions a day, but only on Tuesdays and Thursdays.", 300 * W),
        ("150 questions every Tuesday and Thursday.", 300 * W),
        ("We have 300 patients a day on weekdays, 2 questions each.", 600 * WORKED),
        # the days are of others, or of a part of them
        ("We answer 60 calls a day. The vendor is available Monday to Friday.", 1800),
        ("60 calls a day. The team meets on Mondays.", 1800),
        ("We get 70 mails a day, and it's worst on Mondays and Tuesdays.", 2100),
        ("We get 70 mails a day but no more than 20 on Sundays.", 2100),
        ("We get 3,000 mails a month, Monday to Friday.", 3000),
        # it comes on all days
        ("We get 70 requests a day, on weekdays and weekends alike.", 2100),
        ("We get 70 requests a day, weekends included. A person answers on weekdays.", 2100),
        ("70 requests a day, 7 days a week.", 2100),
        ("We get 210 mails a week on weekdays.", 210 * W),
    ],
)
def test_what_comes_on_working_days_comes_on_so_many_days_of_a_month(text: str, expected: float) -> None:
    assert volume(text) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We get 900 questions a day on saturdays and sundays and 300 on weekdays.",
            (900 * 2 + 300 * 5) * W,
        ),
        ("weekdays about 900, Saturdays maybe 300, closed on Sundays", (900 * 5 + 300) * W),
        ("On weekdays 400 requests a day, on weekends 150 a day.", (400 * 5 + 150 * 2) * W),
        ("Monday to Friday 500 a day, 200 on Saturdays, 100 on Sundays.", (2500 + 300) * W),
        ("120 a day during the week and 40 at weekends", (120 * 5 + 80) * W),
        ("300 voicemails a day and 200 texts a day.", 15_000),
        ("say 300 a day by voicemail and 200 a day by text", 15_000),
        ("We get 400 a day by phone, 250 a day by mail.", 19_500),
        ("four teams, the biggest handles 3,000 a month, the other three about 1,200 each", 6_600),
        ("three branches, the largest gets 900 tickets a month, the other two 400 each", 1_700),
        ("around 12,000 in the four winter months together, then 800 a month the rest", (12_000 + 8 * 800) / 12),
        ("5,000 a month in the three summer months, 1,000 a month the rest of the year", (15_000 + 9_000) / 12),
        ("410,000 contacts in November and December each, 150,000 in the other ten months each", 193_333),
        ("In the Gdansk terminal we have 350 requests a day, in Hamburg 500 and in Klaipeda 50.", 27_000),
    ],
)
def test_streams_that_add_up_are_one_volume(text: str, expected: float) -> None:
    assert volume(text, VOLUME) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Students mail us some 800 times a day.", 24_000),
        ("Our technicians phone the back office 300 times every working day.", 6_600),
        ("Where's my parcel, all day long, 210,000 times a month.", 210_000),
        ("Suggestions when something is out of stock: it happens 95,000 times a day.", 2_850_000),
        ("Nobody tests it. People use it, 1,300 times a day, finito.", 39_000),
        ("Nurses look up a dosage about 450 times per day.", 13_500),
        ("Somebody asks for the status two hundred times a week.", 200 * W),
        ("The nurses ring us 25 times a night.", 750),
        # not the volume
        ("Our prices change 400 times a day.", None),
        ("The handbook is updated 150 times a year.", None),
        ("We get 9,000 tickets a month and restart the server 100 times a day.", 9_000),
        ("Each nurse looks something up 40 times a day.", None),
        ("Each nurse rings us 25 times a day.", None),
        ("It must be 100 times faster every day.", None),
    ],
)
def test_what_happens_so_many_times_a_day_is_the_volume(text: str, expected: float | None) -> None:
    assert volume(text) == (expected if expected is None else pytest.approx(expected, rel=0.02))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a part of them writes
        ("26k subscribers, 7% write in any given month.", 1_820),
        ("We have 900,000 members. Some four percent of the members write to us each month.", 36_000),
        ("240k daily players. About 3% of the players talk to a character on any day, 15 lines each.", 3_240_000),
        ("40,000 policyholders, of whom 5% call us every month.", 2_000),
        ("We count 12,000 tenants, and 10 percent contact us per month.", 1_200),
        # a part of it goes to the model
        ("1.4 million alarms a month but only about 5% need a lookup.", 70_000),
        ("75,000 manuscripts a year come in; an abstract is written for each accepted one, and we accept 28%.", 1_750),
        ("We get 60,000 letters a month, only 20% of them go to the model.", 12_000),
        ("4.5 million tickets sold a year, 2 contacts per hundred tickets.", 7_500),
        ("We sell 1.2 million seats a year, and get 3 complaints per thousand seats.", 300),
        # a share of something else
        ("60,000 mails a month, about 5% are spam.", 60_000),
        ("We get 20,000 tickets a month but only 5% need a human.", 20_000),
        ("20,000 requests a month, growing 10% each year.", 20_000),
        ("9,000 calls a month, 80% accuracy is needed.", 9_000),
        ("2,000 employees, 7% leave every year.", None),
        ("We have 31,000 forms a month. Each takes 9 minutes. It takes 60% of that time away.", 31_000),
    ],
)
def test_a_part_of_them_asks(text: str, expected: float | None) -> None:
    assert volume(text) == (expected if expected is None else pytest.approx(expected, rel=0.01))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # of each one, far from where they are counted
        (
            "HR for 2,600 workers. They ask about shifts. We want it. In Polish. All agree. Each worker twice a month.",
            5_200,
        ),
        ("540 petrol stations. We've a wiki. A station asks us about 3 times a month on average.", 1_620),
        (
            "A cooperative with 61 thousand members. They text us. Maybe one question every two months per farmer.",
            30_500,
        ),
        ("Our farmers (1,400) call us. We want each day one SMS for each farmer.", 42_000),
        ("well there's 48 of us and everybody does about ten requests a day", 14_400),
        ("There are 30 of us, and everyone asks 4 questions a day, five days a week.", 30 * 4 * WORKED),
        ("9 offices, 14 advisers an office, each writes 12 letters a month.", 1_512),
        ("2,900 client firms with on average 18 employees. Each employee asks 0.2 questions a month.", 10_440),
        ("3 pods x 9 analysts x 11 cases/day x 21 days.", 6_237),
        ("Per shop 11 quote requests daily, 6 days a week, 205 shops.", 205 * 11 * 6 * W),
        ("52 agents, 9 quotes per agent and day, 22 days.", 10_296),
        # in shifts
        ("three shifts, seven days, and I'd say 85 lookups per shift", 7_650),
        ("Our technicians, about 300 of them, file two reports per shift, they work eighteen shifts a month.", 10_800),
        ("26 dispatchers, each dispatcher asks about 40 times per shift, 20 shifts a month each.", 20_800),
        ("Two shifts a day, every shift writes 60 log entries per shift.", 3_600),
        # things that come so often, so many in each
        ("A wave has 60,000 answers, eight waves a year.", 40_000),
        ("Defect reports, 2,100 per refit, and we do five refits a year.", 875),
        ("We produce 50 campaigns a quarter, 300 banner texts each.", 5_000),
        ("Every season (spring, summer, autumn, winter) we write 600 product texts.", 200),
        ("We describe 900 articles per week in five languages, one call per article and language.", 900 * 5 * W),
        ("9,000 chats in a month and people go back and forth six times or so", 54_000),
        ("We have 2,000 sessions per week, going back and forth four times.", 2_000 * 30 / 7 * 4),
        ("15 thousand conversations monthly and a conversation has about six messages from the client.", 90_000),
        ("Our 2,700 wells. Each well has a report every quarter.", 900),
        ("I run biogas plants, seven, and the authority wants a monthly report for each.", 7),
        ("800 tenants, each monthly, two bills.", 1_600),
        # all of them together
        ("Method statements, written by 20 engineers, two per week altogether.", 2 * W),
        ("80 lawyers, in total 400 questions a day.", 12_000),
        # of something else
        ("We take over hundreds of leases each time. We process about 150 leases a month.", 150),
        ("A co-op of 300 growers, and every lot gets a note. 200 lots a month.", 200),
    ],
)
def test_so_many_of_them_times_what_each_makes(text: str, expected: float) -> None:
    assert volume(text) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("text", "asked", "known", "expected"),
    [
        # numbers of something else
        (
            "Your 12,000 a month can't be right, we've never paid more than 3,500 a month for the API.",
            (),
            300_000,
            None,
        ),
        ("The game had 2.3M downloads, 4.6 stars. Anyway, go on.", (VOLUME,), None, None),
        ("For each matter we get half a million e-mails and must say which are privileged.", (), None, None),
        ("We sort 64,000 reports a month. Right now a student does a sample of 500.", (), None, 64_000),
        ("the invoices we process total 96 million a year, so a mistake hurts", (), 5_200, None),
        ("Rp 90 juta, so 90 million rupiah, each month", ("monthly_api_spend",), None, None),
        # told anew
        ("that figure I gave for volume was per week, not per month, my bad", (), 3_000, 3_000 * W),
        ("hang on, you wrote 36,000 a month. it's a year!", (), 36_000, 3_000),
        (
            "On Black Friday it's 40,000 in a day, but please don't size for that. 9k on a common day.",
            (),
            None,
            270_000,
        ),
        (
            "Up to 4,000 photo sets a day, but storms are on 15 days a year. So sixty thousand sets yearly.",
            (),
            None,
            5_000,
        ),
        ("In August 14k people a day ask. Over a year that makes around 1.2 million questions.", (), None, 100_000),
    ],
)
def test_other_numbers_leave_the_volume(
    text: str, asked: tuple[str, ...], known: float | None, expected: float | None
) -> None:
    got = volume(text, *asked, known=known)
    assert got == (expected if expected is None else pytest.approx(expected, rel=0.02))


@pytest.mark.parametrize(
    "text",
    [
        "Hmm, actually scrap the two thirds, let's be careful and say half.",
        "No wait, forget the 70 percent, let us say half.",
    ],
)
@pytest.mark.parametrize("asked", ["task", "ml_engineers"])
def test_a_share_alone_is_no_volume(text: str, asked: str) -> None:
    assert volume(text, asked, known=38_571) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40,000 conversations a month, and in each conversation the bot replies five times on average.", 200_000),
        ("20,000 chats a month. In every chat our bot answers four times.", 80_000),
        ("The assistant has 3,000 conversations a day and speaks six times in each.", 540_000),
        ("10,000 chats a month, the bot writes 3 messages per chat.", 30_000),
        ("8,000 chats a month; in each chat the customer writes four times and the bot replies each time.", 32_000),
        ("5,000 conversations a month, customers come back three times a year on average.", 5_000),
        ("40,000 conversations a month, of which the bot fails five times in a hundred.", 40_000),
        ("9,000 chats a month, and the bot has replied twice as fast since May.", 9_000),
    ],
)
def test_a_conversation_takes_a_call_for_every_reply(text: str, expected: float) -> None:
    assert volume(text) == pytest.approx(expected)


Y = 38 / 52  # of a year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Parents send us 60 emails a day, in term time only.", 1800 * Y),
        ("Maybe 60 emails a day. That is 38 weeks a year.", 1800 * Y),
        ("60 emails a day, 38 weeks a year.", 1800 * Y),
        ("500 calls a week, but only for 10 months a year.", 500 * W * 10 / 12),
        ("We get 2,000 bookings a month in the season, from April to October.", 2000 * 7 / 12),
        ("We take 900 orders a month, from September to June only.", 900 * 10 / 12),
        ("500 calls a day in summer, in winter it is 200.", 10_500),
        # the whole year, or no volume that comes in a part of it
        ("We get 12,000 letters a year, most of them in term time only.", 1_000),
        ("We get 900 mails a month. It must be live in 10 months.", 900),
        ("We get 900 mails a month. From March to May only two people are there.", 900),
    ],
)
def test_what_comes_in_a_part_of_the_year_comes_in_so_many_months(text: str, expected: float) -> None:
    assert volume(text) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("text", "expected", "ends"),
    [
        # months by their names, and the others
        ("We get 70 enquiries a month in season, that's April to September, otherwise 15.", 42.5, (15, 70)),
        ("We get 200 calls a month from May to October and 50 in the other months.", 125, (50, 200)),
        ("From November to February it's 900 meter readings a month, the rest of the year 150.", 400, (150, 900)),
        ("July and August 1,200 tickets a month, 400 in each of the other months.", (2400 + 4000) / 12, (400, 1200)),
        ("500 mails a month from January to June and 700 from July to December", 600, (500, 700)),
        ("In the season, June to August, we take 90 bookings a day, off season 10.", 900, (300, 2700)),
        ("Between May and September we get 60 requests a week, otherwise 12.", (5 * 60 + 7 * 12) / 12 * W, None),
        # so many months
        ("For six months of the year 90 calls a day, the other six months 20.", 1650, (600, 2700)),
        ("We see 300 orders a day in the three winter months and 100 a day the rest of the year.", 4500, (3000, 9000)),
        # seasons by their names
        ("In winter we get 300 calls a month, in summer 900.", 600, (300, 900)),
        ("Summer: 80 messages a day. Winter: 20 messages a day.", 1500, (600, 2400)),
        ("In the summer we get 40 enquiries a day, the rest of the year 16.", (3 * 40 + 9 * 16) / 12 * 30, (480, 1200)),
        ("400 mails a week in term time and 50 a week in the holidays.", (400 * 38 + 50 * 14) / 52 * W, None),
        # by how many times as many
        ("About a thousand calls per day in winter, three times as many in summer.", 60_000, (30_000, 90_000)),
        ("We get 400 claims a month in summer, double that in winter.", 600, (400, 800)),
        ("500 questions a day from October to December, a third of that otherwise.", 7500, (5000, 15_000)),
        ("In winter 600 calls a month come in, in summer half as many.", 450, (300, 600)),
    ],
)
def test_what_is_told_for_parts_of_the_year_is_their_mean(
    text: str, expected: float, ends: tuple[float, float] | None
) -> None:
    got = READER.read(text, Context(today=date(2026, 11, 22)))
    [said] = [one for one in got.statements if one.field == VOLUME and one.status == "stated"]
    assert said.value == pytest.approx(expected, rel=0.01)
    assert ends is None or said.range == pytest.approx(ends, rel=0.01)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # two numbers at two times, and no season
        ("We get 300 calls a month. In summer two of us are on holiday.", 300),
        ("It was 200 calls a month in May, now it is 300.", 300),
        ("We get 900 mails a month, most of them in December.", 900),
        ("We may get 200 calls a month, and otherwise nothing.", 200),
        ("We had 400 requests a month last summer, we have 700 a month since winter.", 700),
    ],
)
def test_a_time_beside_a_volume_is_not_always_a_part_of_the_year(text: str, expected: float) -> None:
    assert volume(text) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our ticket line gets 300 calls on Mondays and 20 on the other days.", (300 + 6 * 20) * W),
        ("We get 60 calls on a normal day, double on Mondays.", (6 * 60 + 120) * W),
        ("60 mails a day on weekdays, twice that on Mondays.", (4 * 60 + 120) * W),
        ("On Mondays we get 90 calls, 40 on any other day.", (90 + 240) * W),
        ("80 orders on Saturdays, half that during the week.", (80 + 200) * W),
        ("Fridays and Saturdays 150 bookings, otherwise 30 a day, closed on Mondays.", (300 + 4 * 30) * W),
        ("Typically 45 messages a day, three times as many on Sundays.", (6 * 45 + 135) * W),
    ],
)
def test_days_that_differ_add_up_over_the_week(text: str, expected: float) -> None:
    assert volume(text) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 calls a second during office hours.", 10 * 3600 * 8 * WORKED),
        ("600 requests an hour in working hours.", 600 * 8 * WORKED),
        ("We get about 40 calls per hour during business hours.", 40 * 8 * WORKED),
        ("Per hour it's 90 questions, but only in office hours.", 90 * 8 * WORKED),
        ("2 tickets a minute while the office is open.", 120 * 8 * WORKED),
        ("600 requests an hour in opening hours, which are nine to five, Monday to Saturday.", 600 * 8 * SIX),
        ("30 chats an hour during opening hours, we're open ten hours a day, seven days a week.", 9000),
        # at all hours, or of something else
        ("600 requests an hour, day and night.", 432_000),
        ("600 requests an hour. The vendor answers in office hours.", 432_000),
        ("600 requests an hour, also outside office hours.", 432_000),
        ("300 calls a day during office hours.", 9000),
    ],
)
def test_hours_of_work_are_eight_a_day_on_weekdays(text: str, expected: float) -> None:
    assert volume(text) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Summaries 3,500 a day and twice that in questions.", 315_000),
        ("We handle 2,000 invoices a day and half as many reminders.", 90_000),
        ("We get 400 calls a month and three times as many mails.", 1600),
        ("120 letters a week plus double that in phone calls.", 360 * W),
        ("900 orders a month, and a third of that in complaints.", 1200),
        # a part of them, another time, something that is no work
        ("We get 2,000 tickets a month and half of them are simple.", 2000),
        ("We get 2,000 tickets a month and twice that at peak.", 2000),
        ("We get 2,000 tickets a month, and twice as many as last year.", 2000),
        ("We get 2,000 tickets a month and have half as many agents as we need.", 2000),
        ("We get 2,000 tickets a month and twice as many customers.", 2000),
    ],
)
def test_a_second_stream_is_told_by_the_first(text: str, expected: float) -> None:
    assert volume(text) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("70 drivers call in twice a day.", 4200),
        ("800 pupils ask 2 questions every school day.", 35_200),
        ("120 tenants write to us once a week.", 120 * W),
        ("About 250 farmers ring us twice a month.", 500),
        ("1,400 parents send one mail a month.", 1400),
        ("90 fitters look things up four times a day.", 10_800),
        # all of them together
        ("40 agents handle 900 tickets a day.", 27_000),
        ("70 drivers call in. The depot is cleaned twice a day.", None),
    ],
)
def test_people_who_each_do_something_so_often(text: str, expected: float | None) -> None:
    assert volume(text) == (None if expected is None else pytest.approx(expected, rel=0.01))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("That is 38 weeks a year.", 1200 * Y),
        ("In term time only.", 1200 * Y),
        ("And it's only for 10 months a year.", 1000),
        ("But only ten months a year.", 1000),
        ("From April to October only.", 700),
        ("In winter it is 500.", 850),
        ("In summer we get 2,000 a month.", 1600),
        # of something else
        ("Our secretaries work 38 weeks a year.", None),
        ("In winter we have 500 employees.", None),
        ("In winter it is 20 degrees.", None),
        ("In winter we pay $500.", None),
    ],
)
def test_a_season_changes_the_volume_that_is_known(text: str, expected: float | None) -> None:
    assert volume(text, known=1200) == (None if expected is None else pytest.approx(expected, rel=0.01))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We had 9,200 contacts last month, of which 4,000 by phone.", 9_200),
        ("There were 9,200 contacts in October.", 9_200),
        ("Last month we had 9,200 contacts, of these 4,000 by mail.", 9_200),
        ("We had 9,200 last month, of which 4,000 by phone.", 9_200),
    ],
)
def test_a_part_of_the_volume_does_not_take_its_place(text: str, expected: float) -> None:
    assert volume(text, VOLUME) == expected


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("We manage 6,400 flats.", "Roughly one call per flat a month.", 6_400),
        ("We look after 900 apartments.", "Two mails per apartment a month.", 1_800),
        ("The co-operative has 300 households.", "One call per household and month.", 300),
        ("We process 40,000 claims a year.", "Every claim has about 6 letters.", 20_000),
        ("We process 40,000 claims a year.", "Each claim comes with 6 letters.", 20_000),
        ("We get 500 applications a month.", "An application means four mails on average.", 2_000),
        # no work of its own
        ("We process 40,000 claims a year.", "Every claim has about 6 pages.", None),
        ("We process 40,000 claims a year.", "Every claim has three calls to the garage.", None),
    ],
)
def test_what_each_of_them_makes_is_told_later(first: str, then: str, expected: float | None) -> None:
    heard = READER.read(first, Context())
    facts = {one.field: Fact(value=one.value, status=one.status, quote=one.quote, turn=1) for one in heard.statements}
    got = READER.read(then, Context(facts=facts, parts=heard.parts))
    made = next((one.value for one in got.statements if one.field == VOLUME), None)
    assert made == (None if expected is None else pytest.approx(expected, rel=0.001))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten pages in, half a page out, once a month.", 1),
        ("It runs once a week: ten pages in, one page out.", W),
        ("Twice a year, 400 pages in, 10 out.", 2 / 12),
        ("Three times a week, 5 pages in, one page out.", 3 * W),
        # the rhythm of something else
        ("Prices change once a month. Ten pages in, half a page out.", None),
        ("Ten pages in, one page out, and prices change once a month.", None),
        ("We get 500 cases a month, 10 pages in and one page out, and I check one once a week.", 500),
    ],
)
def test_what_goes_in_and_comes_out_so_often_is_a_request(text: str, expected: float | None) -> None:
    assert volume(text) == (None if expected is None else pytest.approx(expected, rel=0.01))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We get 2,000 field reports a month from eleven countries. We need donors' questions answered out of them.",
            None,
        ),
        ("We receive 500 inspection reports a week. Engineers want to ask questions about them.", None),
        ("400 new contracts arrive every month and our lawyers want answers out of them.", None),
        ("The archive grows by 900 documents a month; journalists would like to ask it questions.", None),
        # each of them is a request
        ("We get 2,000 field reports a month and want each of them summarised.", 2000),
        ("We get 400 contracts a month and each of them is checked against 20 questions.", 400),
        ("We get 2,000 customer letters a month and want to answer the questions in them.", 2000),
        ("Customers send us 500 tickets a day with questions about their invoices.", 15_000),
    ],
)
def test_documents_that_come_in_are_no_questions_about_them(text: str, expected: float | None) -> None:
    assert volume(text) == volume(text, VOLUME) == expected
