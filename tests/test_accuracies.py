"""Which accuracy a share tells: of right answers or of wrong ones, today's or the one that is needed."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()
SHARES = ("current_accuracy", "target_accuracy", "critical_error_rate", "edge_case_error_rate")
NOW, TARGET, CRITICAL, EDGE = SHARES


def shares(text: str, *asked: str) -> dict[str, float]:
    found = READER.read(text, Context(asked=asked, today=date(2026, 11, 22))).statements
    return {one.field: round(float(one.value), 4) for one in found if one.field in SHARES and one.status != "declined"}  # type: ignore[arg-type]  # these are numbers


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("97 percent, a wrong dose would be a scandal", (TARGET,), {TARGET: 0.97}),
        ("If it overlooks a deadline we get fined, so 98% or we leave it.", (TARGET,), {TARGET: 0.98}),
        ("Anything below eighteen in twenty is useless to the desk.", (TARGET,), {TARGET: 0.9}),
        ("It must not be wrong in more than 4% of cases.", (TARGET,), {TARGET: 0.96}),
        ("At most one in fifty may be wrong.", (TARGET,), {TARGET: 0.98}),
        (
            "it gets 83% right. on rare parts it fails 30 percent of the time. i'd be happy with 90.",
            (),
            {NOW: 0.83, EDGE: 0.3, TARGET: 0.9},
        ),
        ("it messes up about one in eight", (NOW,), {NOW: 0.875}),
        ("It is wrong 60 percent of the time.", (NOW,), {NOW: 0.4}),
        ("It answers wrong in maybe one of four cases.", (), {NOW: 0.75}),
        ("It gets one of five wrong", (NOW,), {NOW: 0.8}),
        ("One of ten answers is wrong", (), {NOW: 0.9}),
        ("We use one of four models, and one of two teams is on it.", (NOW,), {}),
        ("About right or wrong: roughly 3 out of 4 replies hold up", (NOW,), {NOW: 0.75}),
        ("57 of 60 were found to be free of error", (NOW,), {NOW: 0.95}),
        ("88 percent come without a mistake", (NOW,), {NOW: 0.88}),
        ("12 percent are not right", (NOW,), {NOW: 0.88}),
        ("out of 50 papers 4 come out wrong", (NOW,), {NOW: 0.92}),
        ("it copes with most of them well, I'd guess 8 in 10", (EDGE,), {EDGE: 0.2}),
        ("Three in ten of those go wrong", (EDGE,), {EDGE: 0.3}),
        ("Of the odd jobs I'd say a quarter", (EDGE,), {EDGE: 0.25}),
        ("a quarter, roughly", (CRITICAL,), {CRITICAL: 0.25}),
        ("one in eight is off", (NOW,), {NOW: 0.875}),
        ("every twelfth one is wrong", (NOW,), {NOW: 0.9167}),
        ("Partners find 4 of 10 drafts unusable.", (), {NOW: 0.6}),
        ("Buyers tell me 88 of 100 comparisons are usable", (), {NOW: 0.88}),
        ("Our correctors change one in four classifications.", (), {NOW: 0.75}),
        ("Every third answer is wrong, so nobody uses it.", (), {NOW: 0.6667}),
        ("engineers reject 35% of the comments", (), {NOW: 0.65}),
        ("20% of the replies have to be corrected by hand.", (), {NOW: 0.8}),
        ("It compiles 4 times in 10.", (), {NOW: 0.4}),
        ("The editors throw out three of ten summaries.", (NOW,), {NOW: 0.7}),
        ("Two in five invoices come back wrong.", (), {NOW: 0.6}),
        ("I'd allow an error in 1 of 50.", (), {TARGET: 0.98}),
        (
            "The pilot with gpt-4.1 reached 86 percent, the clerks themselves 91 percent. I won't go live below 94.",
            (),
            {NOW: 0.86, TARGET: 0.94},
        ),
        ("The pilot reached 86 percent. Our clerks are right in 91 percent of cases.", (), {NOW: 0.86}),
        ("It got 78 percent in our test. By comparison, our people get 90 percent right.", (), {NOW: 0.78}),
        ("Our agents are right in 95 percent of cases, while the bot is right in 81 percent.", (), {NOW: 0.81}),
        ("According to the clerks the model is right in 91% of cases.", (), {NOW: 0.91}),
        ("The clerks say it is right in 91 percent of cases.", (), {NOW: 0.91}),
        ("mid-eighties", (NOW,), {NOW: 0.85}),
        ("somewhere around the low nineties", (TARGET,), {TARGET: 0.92}),
        ("It was built in the mid-eighties", (NOW,), {}),
        ("It sits in the high seventies.", (NOW,), {NOW: 0.78}),
        ("they want it in the low nineties", (TARGET,), {TARGET: 0.92}),
        ("it's a coin toss", (EDGE,), {EDGE: 0.5}),
        ("On rare breeds it's a coin flip.", (EDGE,), {EDGE: 0.5}),
        ("no target has been set and I am not the one to set one", (TARGET,), {}),
        ("Errors dropped from 30 to 17 in a hundred.", (NOW,), {NOW: 0.83}),
        ("accuracy rose from 71 to 80 percent since spring", (), {NOW: 0.8}),
        ("We must get accuracy from 71 to 80 percent.", (), {NOW: 0.71, TARGET: 0.8}),
    ],
)
def test_a_share_is_of_right_or_of_wrong_answers(text: str, asked: tuple[str, ...], expected: dict[str, float]) -> None:
    assert shares(text, *asked) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is right in 61% of cases. The board will sign at 85%.", {NOW: 0.61, TARGET: 0.85}),
        ("72 percent of the drafts were correct; I'd switch it on at 93 percent.", {NOW: 0.72, TARGET: 0.93}),
        ("Today 74% are right, I'd say 76% on good days.", {NOW: 0.76}),
        ("96 percent have to be right; today's rules manage 91 percent.", {NOW: 0.91, TARGET: 0.96}),
        ("Ninety percent right would make us very happy.", {TARGET: 0.9}),
        ("14 percent come back, we want 3 percent.", {NOW: 0.86, TARGET: 0.97}),
        ("1.1% of the drafts do serious harm, we want that at 0.2% at most.", {CRITICAL: 0.011}),
        ("67% of answers are right, and for the older trains it's only 35% right.", {NOW: 0.67}),
        ("Field accuracy 96.4; old handwriting fails in 30% of cases.", {NOW: 0.964}),
        ("84 percent are right, so 16 percent are wrong.", {NOW: 0.84}),
        ("Of 900 answers 700 were right and six were seriously dangerous.", {NOW: 0.7778, CRITICAL: 0.0067}),
        (
            "Today it botches about 18 percent; I'd call it done when that's down to four percent",
            {NOW: 0.82, TARGET: 0.96},
        ),
        ("Now one in ten is wrong, it should get down to one in forty.", {NOW: 0.9, TARGET: 0.975}),
        ("It compiles 4 times in 10. Interesting from 8 in 10 upward.", {NOW: 0.4, TARGET: 0.8}),
        ("Compiles on first try: 55%, want 85%.", {NOW: 0.55, TARGET: 0.85}),
        ("Juniors get it right in half of cases. I'd like juniors with the tool at 80.", {NOW: 0.5, TARGET: 0.8}),
        ("It is right in 70%. I'd be content with 88.", {NOW: 0.7, TARGET: 0.88}),
        ("Wrong in 9% of letters, and one in 200 costs us real money.", {NOW: 0.91, CRITICAL: 0.005}),
        ("It errs in 14%, the ones that cost money are 0.9%.", {NOW: 0.86, CRITICAL: 0.009}),
        ("Today it's 74% right, I'd say 80% by summer.", {NOW: 0.74}),
        ("It is right in 6 of 10. Worthwhile above 9 in 10.", {NOW: 0.6, TARGET: 0.9}),
        ("The bot is right in 71%, we go live once 90% are right.", {NOW: 0.71, TARGET: 0.9}),
    ],
)
def test_each_of_two_shares_is_a_fact_of_its_own(text: str, expected: dict[str, float]) -> None:
    found = shares(text)
    found.pop(EDGE, None)
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First-time-right is 68%, on the odd geometries only 30%.", 0.7),
        ("Right in 90%, on rare dialects only 55% right.", 0.45),
        ("One answer in fifty is harmful. For a weird breed or rare illness it's more like one in five.", 0.2),
        ("82% are right. With unusual contracts one in three is wrong.", 0.3333),
        ("On exotic alloys 40% come out wrong.", 0.4),
        ("When it's a weird contract, it fails with every third.", 0.3333),
    ],
)
def test_a_share_of_the_odd_cases_is_of_wrong_ones(text: str, expected: float) -> None:
    assert shares(text).get(EDGE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "8% of the answers go to a supervisor before sending.",
        "Now a firm from outside checks a sample of 1%.",
        "The planner must check 100%.",
        "We read 5% of the chats by hand.",
        "It answers 55% without a person. The aim for 2027 is 75%.",
        "Target: 70% of questions answered without a human by October.",
        "The bot deals with 40% of chats on its own, we want 60%.",
        "we keep 11% of them now, want 16%",
        "One customer demands HIPAA, but he's one out of 900.",
        "One cohort of 45 out of 900 has it since September.",
        "Agents click accept on 58% of them.",
        "A third of our mails are in Greek.",
        "one of five suppliers fails to deliver on time",
        "Twelve percent of parcels end up with customs.",
        "20% go to the second line",
        "We review ten percent of all drafts.",
    ],
)
def test_a_share_of_something_else_is_no_accuracy(text: str) -> None:
    assert shares(text) == {}


@pytest.mark.parametrize(
    ("text", "asked", "known", "expected"),
    [
        ("My director wants 97 now. I'd told you 92.", (), {TARGET: 0.92}, {TARGET: 0.97}),
        ("the auditors want 98 now, i told you 95", (), {TARGET: 0.95}, {TARGET: 0.98}),
        ("I said 80, it is 84 since Friday.", (), {NOW: 0.8}, {NOW: 0.84}),
        ("eight points better than today", (TARGET,), {NOW: 0.81}, {TARGET: 0.89}),
        ("5 percentage points more than now", (TARGET,), {NOW: 0.7}, {TARGET: 0.75}),
        ("I told you 92 people work here, and 97 more in Kent.", (), {TARGET: 0.92}, {}),
        ("eight points on my list", (TARGET,), {}, {}),
    ],
)
def test_a_rate_is_told_by_the_one_that_is_known(
    text: str, asked: tuple[str, ...], known: dict[str, float], expected: dict[str, float]
) -> None:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    found = READER.read(text, Context(asked=asked, facts=facts, today=date(2026, 11, 22))).statements
    told = {one.field: one.value for one in found if one.field in SHARES and one.status != "declined"}
    assert told == pytest.approx(expected)


def test_a_mail_that_is_handed_on_is_told() -> None:
    text = "FW: chatbot\n\n> Only 58 % of the answers are right, the dean wants 85 %.\n\nWhat should we do?"
    assert shares(text) == {NOW: 0.58, TARGET: 0.85}
