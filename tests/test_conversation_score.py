"""Conversations that were written without knowledge of the program: how many turns go as expected must not fall."""

import pytest

from tests.conversation_score import scripts, turns_met
from ui.scripts import load_script

# Held at 0.97 of the turns in those that were read, and at 0.80 in the others, which were not.
FLOORS = {"tuned": 0.93, "unseen": 0.74}


@pytest.mark.parametrize("half", FLOORS)
def test_most_turns_of_other_peoples_conversations_go_as_expected(half: str, hold) -> None:
    outcomes = [hold(load_script(path)) for path in scripts(half)]
    assert all(outcome.error is None for outcome in outcomes)
    assert turns_met(outcomes) >= FLOORS[half]
