"""Which accuracy a share tells: of right answers or of wrong ones, today's or the one that is needed."""

from datetime import date

import pytest

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
    ],
)
def test_each_of_two_shares_is_a_fact_of_its_own(text: str, expected: dict[str, float]) -> None:
    found = shares(text)
    found.pop(EDGE, None)
    assert found == expected
