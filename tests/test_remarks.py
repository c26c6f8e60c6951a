"""Remarks, checks and orders beside what is known: they change what they say they change, and nothing else."""

from datetime import date
from typing import Any

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.answers import asked_about
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()


def read(text: str, asked: tuple[str, ...] = (), **known: JsonValue) -> Understanding:
    facts = {name: Fact(value=value, status="stated", turn=turn) for turn, (name, value) in enumerate(known.items())}
    return READER.read(text, Context(facts=facts, asked=asked))


def told(got: Understanding) -> dict[str, Any]:
    return {one.field: one.value for one in got.statements}


@pytest.mark.parametrize(
    "text",
    [
        "so 140 x 15 x 21 = 44,100 a month, right?",
        "So 140 x 15 x 21 is 44,100 a month, correct?",
        "140 * 15 * 21 = 44,100 requests a month, yes?",
        "140 times 15 times 21 makes 44,100 a month, doesn't it?",
    ],
)
def test_a_sum_that_is_held_against_ours_supposes_nothing_and_changes_nothing(text: str) -> None:
    got = read(text, requests_per_month=44_100)
    assert not got.what_ifs
    assert told(got) in ({}, {"requests_per_month": 44_100})


@pytest.mark.parametrize(
    "text",
    [
        "That is the same 17 thousand I was shown for 400 documents by a colleague. How can this be?",
        "That's the 17 thousand you showed me for 400 documents.",
        "Isn't that the same $17,000 you quoted for 400 documents?",
        "These are the same 2,000 requests you told my colleague for 400 documents.",
    ],
)
def test_a_figure_that_was_shown_before_is_no_fact(text: str) -> None:
    got = read(text, documents=1_500_000)
    assert (told(got), got.what_ifs) == ({}, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We have the same 400 documents in each of our offices.", {"documents": 400}),
        ("The 400 documents were shown to our lawyers.", {"documents": 400}),
    ],
)
def test_a_number_of_their_own_stays_a_fact_whoever_was_shown_it(text: str, expected: dict[str, JsonValue]) -> None:
    assert told(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("undo that, it is 6,000", {"training_examples": 4_000, "documents": 5_000}, {"documents": 6_000}),
        ("Undo that. It's 6,000.", {"documents": 5_000, "training_examples": 4_000}, {"training_examples": 6_000}),
        ("undo, it was 30k", {"documents": 50, "budget": 50_000}, {"budget": 30_000}),
    ],
)
def test_what_comes_behind_an_undo_takes_the_place_of_what_was_said_last(
    text: str, known: dict[str, JsonValue], expected: dict[str, JsonValue]
) -> None:
    got = read(text, **known)
    assert (told(got), got.requests) == (expected, ())


def test_an_undo_alone_stays_one() -> None:
    got = read("undo that please", documents=5_000)
    assert (told(got), got.requests) == ({}, ("undo",))


@pytest.mark.parametrize(
    "text",
    [
        "An agent handles about 9 e-mails per hour.",
        "each clerk gets through 9 emails an hour",
        "One agent can answer 12 tickets per hour",
    ],
)
def test_what_one_person_does_in_an_hour_is_no_volume(text: str) -> None:
    assert "requests_per_month" not in told(read(text, requests_per_month=8_000))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our agents handle 900 e-mails per hour.", 648_000),
        ("25 agents, each handles 40 tickets a day", 30_000),
    ],
)
def test_what_all_of_them_do_is_the_volume(text: str, expected: float) -> None:
    assert told(read(text))["requests_per_month"] == pytest.approx(expected, rel=0.35)


@pytest.mark.parametrize(
    "text",
    [
        "nothing in it is confidential",
        "It is not confidential",
        "None of it is confidential.",
        "There is nothing confidential in these texts.",
        "nothing secret in there",
    ],
)
def test_what_is_said_not_to_be_confidential_is_not(text: str) -> None:
    assert told(read(text, ("data_sensitivity",))).get("data_sensitivity") == "public"
    assert told(read(text)).get("data_sensitivity") in (None, "public")


@pytest.mark.parametrize(
    "text",
    ["At the moment we don't use anything.", "We don't use anything yet", "We don't have any model today"],
)
def test_what_is_in_use_today_says_nothing_of_where_data_may_go(text: str) -> None:
    assert "self_hosting_required" not in told(read(text, ("self_hosting_required",)))


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("65% of input is a static system prompt, cached.", {"cached_share": 0.65}),
        ("We cache half of the prompt already.", {"cached_share": 0.5}),
        ("Half of our requests run as a batch today.", {"batch_share": 0.5}),
        ("60% of the input is cached.", {"cached_share": 0.6}),
        ("With prompt caching 80% of input is cached. What's the bill?", {"cached_share": 0.8}),
        ("We run everything as a batch.", {"batch_share": 1}),
        ("60% of the input is cached, what's the payback?", {"cached_share": 0.6}),
        ("65 % of the input is cached today, so when does it pay back?", {"cached_share": 0.65}),
        ("we use the batch API for everything, please verify our bill", {"batch_share": 1}),
        ("About 40% of our requests go through the batch API.", {"batch_share": 0.4}),
        ("We have 18k input tokens of which ~12k are cached.", {"cached_share": 2 / 3}),
    ],
)
def test_a_share_of_the_cache_or_of_a_batch_is_kept_for_the_bill(text: str, shares: dict[str, float]) -> None:
    got = read(text, requests_per_month=30_000, input_tokens=2_000, output_tokens=300, model="gpt-4o")
    (call,) = got.tool_calls
    assert (call.tool, call.supposed, call.arguments) == ("api_cost", False, pytest.approx(shares))
    assert "knowledge_change" not in told(got)


@pytest.mark.parametrize(
    "text",
    [
        "We don't cache anything.",
        "Nothing runs as a batch.",
        "Batch is 50% cheaper.",
        "Our 12k customers get answers from a cache of 200 documents.",
        "We plan to cache 60% of it.",
        "With 60% cached, what's the bill?",
        "If 60% of the input is cached, what's the payback?",
    ],
)
def test_what_tells_no_share_of_the_bill_is_not_kept_for_it(text: str) -> None:
    got = read(text, requests_per_month=30_000, input_tokens=2_000, output_tokens=300, model="gpt-4o")
    assert not [call for call in got.tool_calls if not call.supposed]


@pytest.mark.parametrize(
    "text",
    [
        "600 a day in summer, 150 in winter",
        "600 mails a day in summer and 150 in winter",
        "600 a day in summer and 150 a day in winter",
    ],
)
def test_two_seasons_make_their_mean(text: str) -> None:
    assert told(read(text, ("requests_per_month",)))["requests_per_month"] == pytest.approx(11_250)


@pytest.mark.parametrize(
    "text", ["what if the benefit is only half and the cost is double?", "What is the NPV if the benefit is half?"]
)
def test_half_of_an_amount_is_half_of_what_is_known(text: str) -> None:
    assert {one.field: one.value for one in read(text, monthly_benefit=10_000).what_ifs} == {"monthly_benefit": 5_000}


def test_an_objective_with_its_own_record_is_read_beside_a_denial() -> None:
    got = read("We want to get the answer rate from 60% to 90% by June; nothing in it is confidential.")
    assert "confidential" not in told(got).values()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's Spanish and Catalan, English isn't needed", ["es", "ca"]),
        ("German and French, Italian is not required", ["de", "fr"]),
        ("English and Spanish. We don't need French.", ["en", "es"]),
    ],
)
def test_a_language_that_nobody_needs_is_none_of_theirs(text: str, expected: list[str]) -> None:
    assert told(read(text, languages=["es", "en"] if "Catalan" in text else []))["languages"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HIPAA applies, no other law", ["HIPAA"]),
        ("GDPR applies and no other law does", ["GDPR"]),
        ("HIPAA applies, GDPR does not.", ["HIPAA"]),
    ],
)
def test_no_other_law_denies_none_that_is_named(text: str, expected: list[str]) -> None:
    assert told(read(text))["regulations"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "everything has to run in the state's own data centre",
        "All of it must stay in the country's own data center",
    ],
)
def test_a_data_centre_that_a_state_owns_is_no_region(text: str) -> None:
    got = read(text)
    assert told(got).get("self_hosting_required") is True
    assert not got.kept_in


@pytest.mark.parametrize("text", ["could you give me it in word", "send it to me as pdf please"])
def test_a_file_is_asked_for_by_its_kind(text: str) -> None:
    assert "export" in read(text).requests


@pytest.mark.parametrize(
    "text",
    [
        "The supplier says 2,000 tokens in and 300 tokens out per answer.",
        "Our vendor says it is 2,000 tokens in and 300 tokens out.",
        "IT says it's 2,000 tokens in and 300 out.",
    ],
)
def test_tokens_that_a_supplier_counts_are_ours(text: str) -> None:
    got = told(read(text))
    assert (got["input_tokens"], got["output_tokens"]) == (2_000, 300)


def test_a_price_that_a_supplier_names_is_none_of_ours() -> None:
    assert not told(read("The vendor says 2,000 tokens cost $3."))


@pytest.mark.parametrize(
    "text",
    [
        "gpt-4o drafts them today, I only want to know if I'm paying too much.",
        "gpt-4o drafts them today, and I want to know if we pay too much.",
    ],
)
def test_what_runs_today_is_told_in_front_of_a_question(text: str) -> None:
    assert told(read(text))["model"] == "gpt-4o"


@pytest.mark.parametrize(
    "text",
    [
        "Members send 3,000 questions a month and each takes two answers from the tool, so 6,000 answers a month",
        "We get 3,000 mails a month, each needs two drafts, so 6,000 drafts a month.",
        "3,000 questions a month, two model calls each.",
    ],
)
def test_answers_that_are_counted_already_are_not_multiplied_again(text: str) -> None:
    assert told(read(text))["requests_per_month"] == 6_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three people do nothing but chase. If AI finds the mismatches we'd save $18,000 a month.", 18_000),
        ("Three people do the chasing. It would save us $18,000 a month.", 18_000),
        ("We could save two people, each costs $4,000 a month.", 8_000),
    ],
)
def test_what_is_saved_in_all_is_no_pay_of_one(text: str, expected: float) -> None:
    assert told(read(text))["monthly_benefit"] == expected


@pytest.mark.parametrize("text", ["it has to be up by the end of June 2027", "it must work by the end of June 2027"])
def test_a_date_by_which_it_is_up_is_the_deadline(text: str) -> None:
    got = READER.read(text, Context(facts={}, today=date(2026, 11, 22)))
    assert told(got)["timeline_months"] == pytest.approx(7.2, abs=0.2)


_YES_OR_NO = ("self_hosting_required", "human_review")
_CHOICES = ("knowledge_change", "data_sensitivity", "evaluation", "sourcing", "stage", "current_approach")


@pytest.mark.parametrize(
    "text",
    [
        "Never mind that.",
        "It is important that it is polite.",
        "I look at it every day.",
        "That is a good question.",
        "My boss asks for that too.",
        "I was wondering about that as well.",
        "It has to sound friendly.",
        "My colleague will join us later.",
        "The team is excited about it.",
        "I hope this helps.",
        "I talk to the board every month.",
        "It should answer quickly.",
        "We had a long meeting about it yesterday.",
        "Don't worry about the cost.",
        "Don't worry, I have time.",
        "Please don't bother with the details.",
        "Don't forget the budget.",
        "Don't make it complicated.",
        "9 out of 10 would do.",
        "Two out of three is fine for a start.",
    ],
)
@pytest.mark.parametrize("asked", [*_YES_OR_NO, *_CHOICES])
def test_a_remark_beside_the_question_neither_answers_nor_declines_it(text: str, asked: str) -> None:
    got = read(text, (asked,))
    assert (asked in told(got), "skip" in got.requests) == (False, False)


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("Two nurses look at the list first.", "human_review", True),
        ("somebody has a quick look", "human_review", True),
        ("I look at every answer before it goes out", "human_review", True),
        ("it goes out straight away", "human_review", False),
        ("It has to.", "self_hosting_required", True),
        ("It has to, by law.", "self_hosting_required", True),
        ("It has to stay in the bank.", "self_hosting_required", True),
        pytest.param(
            "Our lawyers insist on it.",
            "self_hosting_required",
            True,
            marks=pytest.mark.xfail(reason="the encoder does not hear a yes in it"),
        ),
        ("My boss wants it on our servers.", "self_hosting_required", True),
        ("the cloud is fine", "self_hosting_required", False),
        ("The cloud would do.", "self_hosting_required", False),
        ("Don't worry about the data, it's public anyway.", "self_hosting_required", False),
        ("Don't send our data to OpenAI.", "self_hosting_required", True),
        ("Don't let it leave the house.", "self_hosting_required", True),
        ("Don't forget that nothing may leave our servers.", "self_hosting_required", True),
        ("There is a new circular each month", "knowledge_change", "monthly"),
        ("my staff update it every morning", "knowledge_change", "daily"),
        ("I would say weekly", "knowledge_change", "weekly"),
        ("we asked an agency to look at it", "evaluation", "third_party"),
        ("we look over them once a month", "evaluation", "internal"),
        ("it's just an idea", "stage", "idea"),
        ("a consultant will build it", "sourcing", "partner"),
        ("our recipes", "data_sensitivity", "confidential"),
        ("nobody here knows", "data_sensitivity", None),
        ("that's above my pay grade", "evaluation", None),
    ],
)
def test_an_indirect_answer_is_no_remark(text: str, asked: str, value: JsonValue) -> None:
    assert told(read(text, (asked,)))[asked] == value


@pytest.mark.parametrize(
    "text",
    [
        "We check contract clauses against the standard.",
        "It must find the right contract clauses for an offer.",
        "It compares standard contract clauses.",
        "The bot should explain the collective agreement to employees.",
        "Staff ask questions about the collective agreement and the holiday rules.",
    ],
)
def test_what_is_in_everybodys_contract_is_not_confidential(text: str) -> None:
    assert "data_sensitivity" not in told(read(text))


@pytest.mark.parametrize("text", ["The clauses of our supplier contracts are secret.", "We review leases for clients."])
def test_what_parties_agreed_stays_confidential(text: str) -> None:
    assert told(read(text))["data_sensitivity"] == "confidential"


@pytest.mark.parametrize("asked", ["documents", "requests_per_month", "self_hosting_required", "ml_engineers"])
@pytest.mark.parametrize(
    "text", ["We own two A100 servers.", "We've got eight L40S cards.", "We have four H100 in the basement."]
)
def test_gpus_of_ones_own_count_nothing_and_oblige_to_nothing(text: str, asked: str) -> None:
    assert told(read(text, (asked,))) == {}


@pytest.mark.parametrize(
    "text",
    ["We have two H100s and the data must not leave the house.", "We must run it on our own H100 servers."],
)
def test_a_duty_beside_gpus_stays_one(text: str) -> None:
    assert told(read(text))["self_hosting_required"] is True


@pytest.mark.parametrize(
    ("text", "accuracy"),
    [
        ("At most 0.5 % errors.", 0.995),
        ("No more than one in two hundred may be wrong.", 0.995),
        ("errors: 2 % max", 0.98),
        ("Only one answer in fifty may be wrong.", 0.98),
        ("We tolerate up to 2 % mistakes.", 0.98),
        ("The error rate must not exceed 1 %.", 0.99),
    ],
)
def test_a_limit_for_errors_is_the_needed_accuracy(text: str, accuracy: float) -> None:
    assert told(read(text)) == {"target_accuracy": pytest.approx(accuracy)}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("1 % critical errors at most", {"critical_error_rate": 0.01}),
        ("Today one in ten is wrong.", {"current_accuracy": 0.9}),
    ],
)
def test_other_rates_of_errors_are_no_limit(text: str, facts: dict[str, JsonValue]) -> None:
    assert told(read(text)) == facts


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Of the nineteen in IT, three could train a model", 3),
        ("Of the 25 in our department two can train models.", 2),
        ("We have 19 people in IT, three of whom could train a model.", 3),
        ("There is one who could train a model", 1),
    ],
)
@pytest.mark.parametrize("asked", [(), ("ml_engineers",)])
def test_of_all_those_who_can_train_are_counted(text: str, people: int, asked: tuple[str, ...]) -> None:
    assert told(read(text, asked))["ml_engineers"] == people


@pytest.mark.parametrize(
    "text", ["send me the whole report", "the long version", "the full version please", "as a table", "in full detail"]
)
def test_all_of_it_is_ordered_in_other_words(text: str) -> None:
    assert read(text, ("current_approach",), documents=400).requests == ("export",)


@pytest.mark.parametrize("text", ["give me everything on one page", "put it all on one slide", "in five lines please"])
def test_little_of_it_is_ordered_and_tells_no_length(text: str) -> None:
    assert told(read(text, ("self_hosting_required",), documents=400)) == {}
    assert asked_about(text).about == ("brief",)


@pytest.mark.parametrize("text", ["start over but keep the volume", "reset everything except the volume"])
def test_a_new_start_keeps_what_is_to_be_kept(text: str) -> None:
    got = read(text, requests_per_month=4_000, documents=200, budget=3_000)
    assert (got.retractions, got.requests) == (("documents", "budget"), ())
    assert read("start over", documents=200).requests == ("restart",)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("what does P90 mean?", "percentile"),
        ("What is a P10?", "percentile"),
        ("how do P10 and P90 differ?", "percentile"),
        ("What is a token?", "token"),
        ("what do you still need from me?", "minimum"),
    ],
)
def test_a_word_of_ours_and_what_is_open_are_told(text: str, about: str) -> None:
    assert asked_about(text).about == (about,)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Don't forget that our data is confidential.", "data_sensitivity", "confidential"),
        ("Please don't forget: our budget is $20,000.", "budget", 20_000),
        ("Keep in mind that we fall under HIPAA.", "regulations", ["HIPAA"]),
        ("And don't forget we have 300 manuals.", "documents", 300),
        ("Remember, the data is personal.", "data_sensitivity", "personal"),
    ],
)
@pytest.mark.parametrize("asked", _YES_OR_NO)
def test_what_must_not_be_forgotten_is_a_fact_and_no_denial(
    text: str, field: str, value: JsonValue, asked: str
) -> None:
    got = told(read(text, (asked,)))
    assert (got.get(field), got.get(asked)) in ((value, None), (value, True))


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("70 % of the answers must be right.", "target_accuracy", 0.7),
        ("70% of answers should be right at least", "target_accuracy", 0.7),
        ("9 in 10 answers need to be correct.", "target_accuracy", 0.9),
        ("Four out of five replies have to be good enough to send.", "target_accuracy", 0.8),
        ("95 percent of the extracted fields ought to be correct.", "target_accuracy", 0.95),
        ("70 % of the answers are right.", "current_accuracy", 0.7),
        ("70 % of the answers are right, the rest must be redone by hand.", "current_accuracy", 0.7),
        ("Today 70 % of the answers are correct and need no change.", "current_accuracy", 0.7),
    ],
)
@pytest.mark.parametrize("asked", ["documents", "self_hosting_required"])
def test_what_must_be_right_is_the_needed_accuracy(text: str, field: str, value: float, asked: str) -> None:
    got = told(read(text, (asked,)))
    assert {one: got[one] for one in ("current_accuracy", "target_accuracy") if one in got} == {field: value}
