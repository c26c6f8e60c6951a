"""Who looks at the answers before they count, who measures them, and who builds: what cue phrases alone say."""

import pytest

from agent.words.enumerations import named_values
from agent.words.message import taken_apart


def told(text: str, field: str, *asked: str) -> object:
    found = {one.field: one.value for one in named_values(taken_apart(text).structure, asked)}
    return found.get(field)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The result is always looked through by Irina.", True),
        ("Every reply is seen by a nurse before the patient sees it.", True),
        ("At start my colleague confirms every change.", True),
        ("Our oenologue and the lawyer control.", True),
        ("Twenty thousand a year, a human skims them.", True),
        ("A clerk has to press send.", True),
        ("The hosts fix it by hand.", True),
        ("An LLM plus one proofreader.", True),
        ("The answer is prepared, then the officer controls and sends.", True),
        ("Since last week the editors don't look at them any more.", False),
        ("no more proofreading before sending", False),
        ("From January nobody will look at them.", False),
        ("They go as they are.", False),
        ("Nobody looks at the drafts.", False),
        ("Growers keep a diary, nobody looks back at it.", None),
        ("Nobody's checked how good the transcription would be.", None),
        ("Target: 70% of questions answered without a human.", None),
        ("SOX auditors will want to see every step.", None),
        ("People look at our website in the evening.", None),
        ("We looked at three vendors.", None),
        ("We need to fix this before March.", None),
        ("Nobody would see the difference.", None),
    ],
)
def test_who_looks_at_the_answers(text: str, expected: bool | None) -> None:
    assert told(text, "human_review") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it finds it in 58 of 100 test questions our lab wrote", "internal"),
        ("3 per mille says the internal audit who test it every half-year", "internal"),
        ("2 in 1,000 were dangerous when our physicians checked.", "internal"),
        ("She reads ten a week, that's the whole quality control.", "internal"),
        ("Ours is done by two colleagues with a spreadsheet.", "internal"),
        ("according to our own spot checks", "internal"),
        ("from now on our own qa does the scoring", "internal"),
        ("The error check isn't internal any more.", "third_party"),
        ("The auditors from DNV do check the model every autumn.", "third_party"),
        ("Our clerks check every draft.", None),
        ("The internal rules apply.", None),
    ],
)
def test_who_measures(text: str, expected: str | None) -> None:
    assert told(text, "evaluation") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our preference is to buy, not build.", "partner"),
        ("We'll have Siemens build it for us.", "partner"),
        ("Can't see us hiring for that. An agency then.", "partner"),
        ("The building of it is with a small firm in Brno.", "partner"),
        ("The people at Fraunhofer will do the building.", "partner"),
        ("Ole's team builds it, no consultants.", "in_house"),
        ("We'd do it with our own people.", "in_house"),
        ("With whom: open.", "undecided"),
        ("No idea who should build this.", "undecided"),
        ("Customers go round in circles and don't know who to ask.", None),
        ("We want to make this cheaper.", None),
        ("Leave that open again.", "undecided"),
        ("The Contractor shall supply a solution.", None),
        ("We do it with 8 temps for 3 months.", None),
        ("It went live and the senior partners like it.", None),
        ("Each draft gets a partner's initials.", None),
    ],
)
def test_who_builds(text: str, expected: str | None) -> None:
    assert told(text, "sourcing") == expected
