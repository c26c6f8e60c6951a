"""Facts that people decline by name: which words decline, and which fields they decline."""

from datetime import date

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()


def declined(text: str, *asked: str, **known: JsonValue) -> set[str]:
    facts = {field: Fact(value=value, status="stated", quote=str(value), turn=1) for field, value in known.items()}
    got = READER.read(text, Context(facts=facts, asked=asked))
    return {one.field for one in got.statements if one.status == "declined"}


def told(text: str, *asked: str) -> dict[str, object]:
    got = READER.read(text, Context(facts={}, asked=asked))
    return {one.field: one.value for one in got.statements if one.status != "declined"}


VOLUME, SPEED, TOKENS = "requests_per_month", "max_latency_seconds", ("input_tokens", "output_tokens")

NAMED = [
    # a verb or a noun that declines, with its object behind it
    ("I don't know tokens", TOKENS),
    ("I can't tell you the latency or the volume", (SPEED, VOLUME)),
    ("No idea about volumes, latency or tokens", (VOLUME, SPEED, *TOKENS)),
    ("We have no figures for volume", (VOLUME,)),
    ("We never measured accuracy", ("current_accuracy",)),
    ("I couldn't tell you how many pages we have", ("documents",)),
    ("Not sure about the timeline or the budget yet.", ("timeline_months", "budget")),
    ("I really don't know what our monthly API bill is.", ("monthly_api_spend",)),
    ("We don't know how big the budget will be, nor how long the answers are.", ("budget", "output_tokens")),
    ("Sorry, I can't share the volume and the API spend.", (VOLUME, "monthly_api_spend")),
    ("We have no data on the error rate.", ("critical_error_rate",)),
    ("I have no idea how many queries we get per day.", (VOLUME,)),
    ("There's no estimate for growth.", ("growth_per_year",)),
    ("Nobody has counted our labelled examples.", ("training_examples",)),
    ("I'd have to ask finance about the budget.", ("budget",)),
    ("I don't know how fast it has to be.", (SPEED,)),
    ("Can't say when it must be live.", ("timeline_months",)),
    ("I do not know whether it must run on our own machines.", ("self_hosting_required",)),
    ("Unknown so far: budget, deadline and growth.", ("budget", "timeline_months", "growth_per_year")),
    ("It's a support bot for our web shop. I don't know the latency.", (SPEED,)),
    ("I don't know how long the letters are.", ("input_tokens",)),
    ("No clue how many pages a file has", ("input_tokens",)),
    ("No idea how long the records are, and I can't ask anybody before Thursday.", ("input_tokens",)),
    ("No idea how long the summaries get", ("output_tokens",)),
    ("I'm not going to name a figure for the budget", ("budget",)),
    ("On the accuracy I can't put a number.", ("current_accuracy",)),
    ("The benefit per month? I'm not going to put a number on that.", ("monthly_benefit",)),
    ("The growth? You won't get a number from me.", ("growth_per_year",)),
    ("Volume? I don't want to commit to a number here.", (VOLUME,)),
    ("The savings? Hard to put a number on.", ("monthly_benefit",)),
    ("The monthly benefit? I'm not going to guess.", ("monthly_benefit",)),
    # a name with the decline behind it
    ("Volume? Don't know. Budget? Don't know either.", (VOLUME, "budget")),
    ("The number of requests is anyone's guess", (VOLUME,)),
    ("Budget is not something I can share", ("budget",)),
    ("How much volume we have, I can't say", (VOLUME,)),
    ("what we can spend I'd rather keep to myself", ("budget",)),
    ("accuracy hasn't been measured", ("current_accuracy",)),
    ("Latency, growth, tokens: no clue.", (SPEED, "growth_per_year", *TOKENS)),
    ("The deadline is still open.", ("timeline_months",)),
    ("Our head count of ML people isn't known to me.", ("ml_engineers",)),
    ("The budget for next year has not been decided.", ("budget",)),
    ("budget: tbd", ("budget",)),
    ("budget: not decided", ("budget",)),
    ("budget: open", ("budget",)),
    ("Volume is 40,000 a month, budget unknown.", ("budget",)),
    ("How many documents do we have? No idea.", ("documents",)),
    ("Growth? Horizon? I couldn't tell you.", ("growth_per_year", "horizon_months")),
    ("- volume: unknown\n- budget: n/a\n- latency: ?\n- languages: en", (VOLUME, "budget", SPEED)),
    ("| item | value |\n| budget | unknown |\n| volume | 4,000 a month |\n| speed | n/a |", ("budget", SPEED)),
    # a decline that is carried on
    ("I don't know the volume. Same for the budget.", (VOLUME, "budget")),
    ("The budget? No idea. Volume? Same.", ("budget", VOLUME)),
    ("I can't tell you the volume. The latency neither.", (VOLUME, SPEED)),
    ("I don't know our growth, and the budget I don't know either.", ("growth_per_year", "budget")),
    ("I wouldn't know the answer length, to be honest.", ("output_tokens",)),
    ("We can't disclose what we spend on the API.", ("monthly_api_spend",)),
    ("I have no clue about compliance or hosting requirements.", ("regulations", "self_hosting_required")),
    ("No numbers on savings yet.", ("monthly_benefit",)),
    ("Traffic and growth are both unknown to us at this point.", (VOLUME, "growth_per_year")),
    ("Deadline - not fixed yet. Budget - same.", ("timeline_months", "budget")),
    ("Languages: no idea\nRegulations: no idea\nDocuments: 400", ("languages", "regulations")),
    ("The share of critical errors has never been measured.", ("critical_error_rate",)),
    ("How many ML engineers we have I am not allowed to say.", ("ml_engineers",)),
    ("Don't ask me about tokens, I have no clue.", TOKENS),
    ("how often the content changes: unclear", ("knowledge_change",)),
    ("Our target accuracy is yet to be determined.", ("target_accuracy",)),
    ("We haven't set a budget or a deadline.", ("budget", "timeline_months")),
    ("The benefit can't be quantified at the moment.", ("monthly_benefit",)),
    ("I know neither the volume nor the latency.", (VOLUME, SPEED)),
    ("Prompt length? Beats me. Answer length? Ditto.", TOKENS),
    ("I'd prefer not to say how large our budget is, and volume is a secret too.", ("budget", VOLUME)),
    ("requests/month = ?\ninput tokens = ?\nbudget = $20k", (VOLUME, "input_tokens")),
    ("It reads invoices for our plant. How many per month I can't tell.", (VOLUME,)),
    ("Who knows what the growth will be.", ("growth_per_year",)),
    ("We lack figures on edge cases.", ("edge_case_error_rate",)),
    ("When it has to go live is still up in the air.", ("timeline_months",)),
    # a permission, a position, a person who would know
    ("Our volume isn't a figure we'd like to give out.", (VOLUME,)),
    ("What we pay for the API is not something I am free to disclose.", ("monthly_api_spend",)),
    ("I'm not in a position to discuss the deadline.", ("timeline_months",)),
    ("The target accuracy is above my pay grade.", ("target_accuracy",)),
    ("The budget: ask my accountant.", ("budget",)),
    ("As for growth, you'd have to ask finance.", ("growth_per_year",)),
    ("How many examples we have, I would need to look up.", ("training_examples",)),
    ("Which regulations apply I leave to our lawyers.", ("regulations",)),
    ("Our spending is strictly confidential.", ("monthly_api_spend",)),
    # a quality of what the model makes
    ("I'm afraid I have no idea how accurate the letters are at present.", ("current_accuracy",)),
    ("I couldn't tell you how good our summaries are.", ("current_accuracy",)),
    ("How accurate the codes are, nobody has checked.", ("current_accuracy",)),
    ("No idea about the accuracy we'd need, that is over our heads.", ("target_accuracy",)),
    # what has not been settled
    ("How fast it must answer we never discussed.", (SPEED,)),
    ("I can't put a figure on the benefit.", ("monthly_benefit",)),
    ("No idea what it's worth per month.", ("monthly_benefit",)),
    ("It's too early to say what it would be worth a month.", ("monthly_benefit",)),
    ("The deadline has not been set.", ("timeline_months",)),
    ("no budget yet", ("budget",)),
    ("I do not have the numbers on growth.", ("growth_per_year",)),
    ("Growth? Haven't the foggiest.", ("growth_per_year",)),
    ("Whether it grows I really can't say, it depends on the merger.", ("growth_per_year",)),
    ("don't bother asking how accurate it is, no one here could tell you", ("current_accuracy",)),
    ("No figures on money, neither what we could spend nor what it'd bring", ("budget", "monthly_benefit")),
    ("The benefit estimate isn't public.", ("monthly_benefit",)),
    ("Our API spend is under NDA.", ("monthly_api_spend",)),
    ("I've no budget line and no date.", ("budget", "timeline_months")),
    ("What goes in I honestly couldn't tell you.", ("input_tokens",)),
    ("No need to ask about the deadline, nobody could tell you.", ("timeline_months",)),
    ("Whether the volume will grow is anybody's guess.", ("growth_per_year",)),
    ("What comes out I can't tell.", ("output_tokens",)),
]  # fmt: skip

BESIDE_THE_QUESTION = [
    ("No idea. Nor about the budget.", VOLUME, (VOLUME, "budget")),
    ("Couldn't say. Same for the budget.", VOLUME, (VOLUME, "budget")),
    ("No idea, and the same goes for the latency.", "documents", ("documents", SPEED)),
    ("I don't know the budget.", VOLUME, ("budget",)),
    ("We're a bank with 40 branches. The accuracy we need isn't decided.", "industry", ("target_accuracy",)),
    ("Budget? Don't know.", "budget", ("budget",)),
    ("No idea about the budget or the deadline", "task", ("budget", "timeline_months")),
    ("Don't know, and no idea about the bill either.", "documents", ("documents", "monthly_api_spend")),
    ("40,000 a month. The tokens I don't know.", VOLUME, TOKENS),
    ("I can't tell. The deadline neither.", "budget", ("budget", "timeline_months")),
    ("English and German. Volume is anybody's guess.", "languages", (VOLUME,)),
]

NOT_DECLINED = [
    "I don't know what RAG is.",
    "No idea who wrote this.",
    "I can't say I like it.",
    "What if we don't know the budget?",
    "Do I need to know the volume?",
    "I don't know whether 90 % accuracy is enough.",
    "Our vendor doesn't know its latency.",
    "They have no idea about the budget.",
    "Our customers don't know the languages.",
    "I don't know how accuracy is measured.",
    "I don't know why the budget matters.",
    "I don't know what latency means.",
    "Forget the budget.",
    "Accuracy matters, I don't know why.",
    "Our team can't say no to a new project.",
    "The documents are confidential.",
    "We use open source models.",
    "I don't know the difference between accuracy and recall.",
    "How do I find out the volume?",
    "The budget is known, the deadline is fixed.",
    "We care about accuracy and latency.",
    "Same for the budget.",
    "Is it a problem if I don't know our volume?",
    "I don't know their budget.",
    "The price depends on the volume.",
    "I have no idea what you mean by edge cases.",
    "I'm not sure the budget is the problem.",
    "Can't we say the latency is fine?",
    "The users don't know the volume of the archive.",
    "Nobody knows our products better than our team.",
    "If I don't know the growth, what do you assume?",
    "It can't tell a budget from a bill.",
    "I don't know if a bigger budget would help.",
    "The deadline is not negotiable.",
    "The agent doesn't know which language the customer speaks.",
    "Why do you need the tokens?",
    "We don't know each other yet. Our goal is to answer support mails.",
    "The API is open to all our users.",
    "Unknown callers reach our support team.",
    "I don't know what a token is.",
    "I don't know what latency is.",
    "I have no idea how accurate those figures in the article are.",
    "The drafts are not something I'm allowed to share.",
    "That is over my head.",
    "The manuals are strictly confidential.",
    "My kid says fine tune it, dumb idea or no",
]

VALUE_BESIDE = [
    ("I don't know the exact budget, about $50k.", "", {"budget": 50_000}),
    ("Not sure, maybe 300.", "documents", {"documents": 300}),
    ("I'm not sure about the latency, maybe 2 seconds.", "", {SPEED: 2}),
    ("We have no labelled data.", "", {"training_examples": 0}),
    ("I don't know the exact volume, roughly 40,000 requests a month.", "", {VOLUME: 40_000}),
    ("Budget is not decided, but it will be around $80,000.", "", {"budget": 80_000}),
    ("No idea how many documents, perhaps 5,000.", "", {"documents": 5_000}),
    ("The volume isn't known exactly; say 20,000 requests a month.", "", {VOLUME: 20_000}),
]

# Answers to a question that is waiting; what is declined has no name, or only that of the kind of thing.
WAITING = [
    # nothing of the kind exists
    ("no requirement written down anywhere", (SPEED,), (SPEED,)),
    ("There's no formal requirement.", (SPEED,), (SPEED,)),
    ("no forecast", ("growth_per_year",), ("growth_per_year",)),
    ("We have no figure for that, we only opened in May.", ("growth_per_year",), ("growth_per_year",)),
    ("There's no date. The last one was in 2023 and nobody kept it.", ("timeline_months",), ("timeline_months",)),
    ("no target has been set and it isn't mine to set one", ("target_accuracy",), ("target_accuracy",)),
    # it is put off
    ("the board decides in December", ("budget",), ("budget",)),
    ("I'll know in March.", ("budget",), ("budget",)),
    ("Ask me again in January, the tender runs till then", ("timeline_months",), ("timeline_months",)),
    # one of two questions
    ("the first: 60k. the second: ask me after Christmas", ("budget", "timeline_months"), ("timeline_months",)),
    ("Yes to the first, and for the second I need to phone Accra.", ("human_review", "regulations"), ("regulations",)),
    ("First one: every night. Second: I couldn't say.", ("knowledge_change", "documents"), ("documents",)),
    ("1) 40,000 dollars 2) no idea", ("budget", "documents"), ("documents",)),
    # people are at odds
    (
        "security says yes must stay, business says no. they've been fighting since august. no verdict",
        ("self_hosting_required",),
        ("self_hosting_required",),
    ),
    ("Undecided, the union wants it and the treasurer doesn't.", ("human_review",), ("human_review",)),
    ("Half the board wants it, the other half doesn't.", ("human_review",), ("human_review",)),
    ("still being debated", ("self_hosting_required",), ("self_hosting_required",)),
    # behind or in front of other words
    ("From a one-liner to a novel. I can't give you an average.", ("input_tokens",), ("input_tokens",)),
    ("The colleague who did that has left. What happens today I truly don't know.", ("evaluation",), ("evaluation",)),
    ("We've got interpreters for 40. I couldn't list them all.", ("languages",), ("languages",)),
    ("none of your business what we earn with it. budget 30k", ("monthly_benefit",), ("monthly_benefit",)),
    ("Our spend with OpenAI is under NDA.", ("monthly_api_spend",), ("monthly_api_spend",)),
    # not used while the rules were written
    ("No spec for it anywhere.", (SPEED,), (SPEED,)),
    ("We don't have any such target.", ("target_accuracy",), ("target_accuracy",)),
    ("we'll find out after the audit", ("regulations",), ("regulations",)),
    ("The council votes on it next month.", ("budget",), ("budget",)),
    ("The first is 12,000 a month, the second I can't tell you", (VOLUME, "budget"), ("budget",)),
    ("Compliance insists on it, sales won't have it. We go back and forth.", ("human_review",), ("human_review",)),
    ("Some say yes, others say no", ("self_hosting_required",), ("self_hosting_required",)),
    ("Sizes differ a lot. I won't name a figure.", ("input_tokens",), ("input_tokens",)),
]

NOT_WAITING = [
    ("No requirement. Any cloud will do.", "self_hosting_required", {"self_hosting_required": False}),
    ("no, none of these", "regulations", {"regulations": []}),
    ("Legal argued about it for a year, but yes, it has to stay in house.", "self_hosting_required",
     {"self_hosting_required": True}),
    ("The board decided in March: 80,000 dollars.", "budget", {"budget": 80_000}),
    ("No date but before Easter, so within four months", "timeline_months", {"timeline_months": 4}),
    ("The union wants it, so yes.", "human_review", {"human_review": True}),
    ("The first million comes from us: 1,000,000 dollars", "budget", {"budget": 1_000_000}),
    ("We have no labels.", "training_examples", {"training_examples": 0}),
    ("Everything is under NDA", "data_sensitivity", {"data_sensitivity": "confidential"}),
    ("no average customer, all B2B", "industry", {}),
    ("either Llama or Qwen, the infra guys are still fighting", "model", {}),
]  # fmt: skip

NAMES = [
    ("goal", "the goal"), ("objective", "our KPI"), ("industry", "the industry"), ("stage", "the stage"),
    ("model", "which model we use"), (VOLUME, "how many queries we get"), (VOLUME, "the number of conversations"),
    ("input_tokens", "the prompt length"), ("output_tokens", "the answer length"),
    ("monthly_api_spend", "what the API costs us"), ("growth_per_year", "the growth rate"),
    ("budget", "how much we can spend"), ("monthly_benefit", "the benefit"), ("horizon_months", "the horizon"),
    ("data_sensitivity", "how sensitive the data is"), ("regulations", "which laws apply"),
    ("self_hosting_required", "cloud or own machines"), ("current_accuracy", "how accurate it is today"),
    ("target_accuracy", "the target accuracy"), ("critical_error_rate", "the error rate"),
    ("edge_case_error_rate", "the error rate on edge cases"), (SPEED, "how fast it has to be"),
    ("knowledge_change", "how often the documents change"), ("documents", "the number of documents"),
    ("training_examples", "our labelled data"), ("modalities", "the modalities"), ("languages", "the languages"),
    ("ml_engineers", "the head count of ML people"), ("evaluation", "how it is evaluated"),
    ("human_review", "whether a person reviews the answers"), ("timeline_months", "when it must be live"),
    ("sourcing", "in-house or partner"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), NAMED)
def test_who_declines_a_fact_by_name_declines_it_whatever_was_asked(text: str, fields: tuple[str, ...]) -> None:
    assert declined(text) == set(fields)
    assert declined(text, "industry") == set(fields)


@pytest.mark.parametrize(("text", "asked", "fields"), BESIDE_THE_QUESTION)
def test_a_name_beside_the_question_is_declined_by_itself(text: str, asked: str, fields: tuple[str, ...]) -> None:
    assert declined(text, asked) == set(fields)


@pytest.mark.parametrize("text", NOT_DECLINED)
def test_other_words_decline_nothing(text: str) -> None:
    assert declined(text) == set()


@pytest.mark.parametrize(("text", "asked", "fields"), WAITING)
def test_who_leaves_the_pending_question_open_declines_it(
    text: str, asked: tuple[str, ...], fields: tuple[str, ...]
) -> None:
    assert declined(text, *asked) == set(fields)
    assert not set(told(text, *asked)) & set(fields)


@pytest.mark.parametrize(("text", "asked", "facts"), NOT_WAITING)
def test_an_answer_that_sounds_like_leaving_it_open_is_one(text: str, asked: str, facts: dict[str, object]) -> None:
    assert declined(text, asked) == set()
    assert facts.items() <= told(text, asked).items()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("no clue about edge cases, nobody tags them", "edge_case_error_rate"),
        ("no idea, nobody labels them", "edge_case_error_rate"),
        ("no one counts those, nobody tags the bad ones", "critical_error_rate"),
    ],
)
def test_what_nobody_tags_is_not_counted_and_tells_of_no_examples(text: str, asked: str) -> None:
    assert declined(text, asked) == {asked}
    assert told(text, asked) == {}


@pytest.mark.parametrize(
    "text",
    ["dunno what a token is, sorry", "no clue what tokens are", "never heard of tokens", "tokens mean nothing to me"],
)
def test_a_word_that_they_do_not_know_is_a_question(text: str) -> None:
    got = READER.read(text, Context(asked=("input_tokens",)))
    assert got.questions
    assert not got.statements


@pytest.mark.parametrize(
    "text",
    [
        "first pass on tender answers. we lose a week each time",
        "pass tickets to the right team",
        "first drafts, then a second pass",
    ],
)
def test_a_pass_over_something_skips_no_question(text: str) -> None:
    assert declined(text, "goal") == set()
    assert "goal" in told(text, "goal")


@pytest.mark.parametrize("text", ["pass", "I'll pass on that for now", "next question please", "next"])
def test_a_pass_alone_skips_it(text: str) -> None:
    assert declined(text, "goal") == {"goal"}


@pytest.mark.parametrize(
    "text",
    [
        "I don't know what RAG is.",
        "No idea who wrote this.",
        "They have no idea about the budget.",
        "Not sure I believe that.",
        "I'm not sure we trust those numbers.",
        "Not sure that I buy this.",
    ],
)
def test_what_nobody_asked_for_leaves_the_question_open(text: str) -> None:
    assert declined(text, "budget") == set()


@pytest.mark.parametrize(("text", "asked", "facts"), VALUE_BESIDE)
def test_a_value_beside_the_decline_stands(text: str, asked: str, facts: dict[str, object]) -> None:
    assert declined(text, *([asked] if asked else [])) == set()
    assert facts.items() <= told(text, *([asked] if asked else [])).items()


@pytest.mark.parametrize("frame", ["I don't know {}.", "No idea about {}.", "{}: unknown", "{}? No idea."])
@pytest.mark.parametrize(("field", "name"), NAMES)
def test_every_fact_can_be_declined_by_its_names(field: str, name: str, frame: str) -> None:
    assert declined(frame.format(name)) == {field}


@pytest.mark.parametrize(
    "text",
    [
        "Who will build, we not decide yet.",
        "Who builds it is still being discussed.",
        "No idea who should build this, ourselves or somebody.",
    ],
)
def test_who_builds_it_is_open_and_not_declined(text: str) -> None:
    assert (told(text).get("sourcing"), declined(text)) == ("undecided", set())
    assert declined("Who builds it I am not allowed to say.") == {"sourcing"}


def test_who_never_measured_accuracy_has_no_evaluation() -> None:
    assert told("We never measured accuracy")["evaluation"] == "none"


def test_what_is_known_is_declined_in_this_message_only() -> None:
    assert declined("I don't know the budget.", budget=40_000) == {"budget"}


@pytest.mark.parametrize(
    ("text", "asked", "fields"),
    [
        ("how accurate it has to be... pass, I really couldn't say, skip that one", "self_hosting_required",
         {"target_accuracy"}),
        ("skip that one", "self_hosting_required", {"self_hosting_required"}),
        ("The budget? Skip.", "self_hosting_required", {"budget"}),
        # Held back.
        ("how fast it must answer... no idea", "human_review", {"max_latency_seconds"}),
        ("how quickly they should reply? no clue", "human_review", {"max_latency_seconds"}),
        ("I'd rather not disclose how big the budget is", "human_review", {"budget"}),
    ],
)  # fmt: skip
def test_who_passes_on_a_field_passes_on_that_one(text: str, asked: str, fields: set[str]) -> None:
    assert declined(text, asked, requests_per_month=900) == fields


def test_who_takes_something_back_declines_nothing() -> None:
    text = "Oh dear. I shouldn't have told you about the donor's money. Please strike the budget again."
    assert declined(text, "knowledge_change", requests_per_month=900) == set()


@pytest.mark.parametrize(
    "text",
    [
        "I don't know what a token is.",
        "I don't know what a token is. Volunteers write one or two paragraphs back.",
        "No idea what an embedding is.",
        "I decline to tell you our revenue. What else do you need?",
        "I won't tell you our turnover.",
        "We can't share our profits with you.",
        # Held back.
        "I have no clue what a vector is.",
        "I'm not allowed to name our shareholders.",
    ],
)
def test_what_is_asked_nowhere_leaves_no_question_open(text: str) -> None:
    for asked in ("documents", "monthly_api_spend", "knowledge_change"):
        assert declined(text, asked, requests_per_month=900) == set()


@pytest.mark.parametrize(
    "text",
    [
        "I don't know.",
        "I don't know, sales does that.",
        "I won't tell you that.",
        "I don't know what the number is.",
        "I can't share that, our profits depend on it.",
        # Held back.
        "No idea what a realistic figure is.",
    ],
)
def test_what_is_asked_is_still_declined(text: str) -> None:
    assert declined(text, "documents", requests_per_month=900) == {"documents"}


@pytest.mark.parametrize(
    "text",
    ["No, wait.", "No wait, undo the sonnet thing, we stay on opus.", "No, hold on a second."],
)
def test_who_stops_himself_answers_nothing(text: str) -> None:
    for asked in ("documents", "monthly_api_spend"):
        assert asked not in told(text, asked)


@pytest.mark.parametrize("text", ["none", "No, none.", "none, sorry", "No, none at all"])
def test_who_has_none_says_so(text: str) -> None:
    assert told(text, "documents")["documents"] == 0


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Not Portuguese, sorry.", "documents"),
        ("That seems too high to me.", "documents"),
        ("I don't know much about computers, sorry.", "documents"),
        ("I can't tell you how annoyed my staff are.", "documents"),
        ("No data leaves without names.", "documents"),
        ("no wait that's per gym", "documents"),
        ("I don't know why my boss wants this.", "documents"),
        ("No idea why they complain so much.", "documents"),
        ("That is more than I expected.", "documents"),
        ("Not on weekends, sorry.", "documents"),
        ("I can't say how glad I am.", "documents"),
        ("No complaints so far.", "documents"),
        ("I don't understand computers.", "documents"),
        ("That looks wrong.", "documents"),
        ("No rush at all.", "current_approach"),
        ("We must be quick about it.", "current_approach"),
        ("No hurry, really.", "evaluation"),
    ],
)
def test_a_remark_leaves_no_question_open(text: str, asked: str) -> None:
    assert not declined(text, asked)
    if "rush" in text:
        assert asked not in told(text, asked)


@pytest.mark.parametrize(
    "text",
    [
        "No idea.", "I really couldn't say.", "We never counted them.", "I'd rather not say.", "Hard to say, sorry.",
        "Can't tell you that.", "I don't know, sorry.", "I have no clue about that.", "That's beyond me.",
        "I don't know how many there are.", "I can't tell you that off the top of my head.", "Not a clue, sorry.",
        "I wouldn't know.", "Nobody knows.", "No idea, you'd have to ask our archive.",
    ],
)  # fmt: skip
def test_who_does_not_know_still_declines(text: str) -> None:
    assert declined(text, "documents") == {"documents"}


@pytest.mark.parametrize(
    "text",
    [
        "no wait, I have to ask my colleague first",
        "hold on, let me ask my boss",
        "hang on, I'll ask",
        "give me a second, I need to check",
        "one moment please",
        "Just a minute, I have to look that up",
    ],
)
@pytest.mark.parametrize("asked", ["documents", "budget", "human_review"])
def test_who_pauses_to_find_out_declines_nothing(text: str, asked: str) -> None:
    got = READER.read(text, Context(asked=(asked,)))
    assert (got.statements, got.requests) == ((), ())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Only Kiran knows and he's on leave till Monday.", "documents"),
        ("Only my colleague knows that, and she is on holiday.", "documents"),
        ("That's something only Petra can tell, she's back on Monday", "requests_per_month"),
        ("Kiran would know.", "training_examples"),
        ("How many we have nobody can tell", "documents"),
        ("What ours is, nobody knows.", "current_accuracy"),
        ("The vendor says his product reaches 99% at other hospitals. With us nobody has measured anything yet.",
         "current_accuracy"),
        ("The supplier promises 98 %. Ours nobody has ever measured.", "current_accuracy"),
    ],
)  # fmt: skip
def test_what_only_others_know_or_nobody_is_left_open(text: str, asked: str) -> None:
    assert declined(text, asked) == {asked}


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("Only Kiran knows how to train models.", "ml_engineers", None),
        ("About 3,000, but only Petra knows that exactly", "documents", 3_000),
        ("two people, only they know that stuff", "ml_engineers", 2),
        ("Nobody has measured anything.", "evaluation", "none"),
        ("Only the team knows English", "languages", ["en"]),
    ],
)
def test_what_somebody_knows_beside_a_value_declines_nothing(text: str, asked: str, value: object) -> None:
    assert declined(text, asked) == set()
    assert told(text, asked).get(asked) == value


@pytest.mark.parametrize("text", ["I have to check that with my colleague", "I need to ask finance.", "ask my boss"])
def test_who_would_have_to_ask_leaves_the_question_open(text: str) -> None:
    assert declined(text, "budget") == {"budget"}


@pytest.mark.parametrize("asked", ["", "output_tokens", "languages"])
@pytest.mark.parametrize(
    "text",
    [
        "dont wanna say what we'd spend",
        "I don't want to say how much we'd invest",
        "I'd rather not tell you what we'd spend on it.",
        "Don't want to tell you our budget.",
    ],
)
def test_what_one_would_spend_is_the_budget_that_is_declined(text: str, asked: str) -> None:
    assert declined(text, *filter(None, [asked])) == {"budget"}


@pytest.mark.parametrize("text", ["we don't want to tell customers what to do", "we don't want to scare our members"])
def test_what_others_are_not_to_be_told_declines_nothing(text: str) -> None:
    assert declined(text, "budget") == set()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("We don't know whether the contract gets renewed.", "self_hosting_required"),
        ("We don't know if we keep it longer than a year.", "documents"),
        ("Nobody knows if the merger goes through.", "documents"),
        ("I have no idea about technology. Our waiting room is always full.", "task"),
        ("No idea about politics, sorry.", "training_examples"),
        ("I have no idea what our people cost, ask HR.", "ml_engineers"),
        ("I can't say what a lost call costs.", "documents"),
        ("I'm not sure whether my boss stays.", "budget"),
        ("volume? no idea. maybe 1500 a day on weekdays", "documents"),
        ("So what next?", "task"),
    ],
)
def test_what_is_unknown_of_something_else_leaves_the_question_open(text: str, asked: str) -> None:
    assert asked not in _declined_when(text, asked)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I don't know about that.", "documents"),
        ("I don't know whether we have any.", "training_examples"),
        ("Not sure if anybody labelled anything.", "training_examples"),
        ("I don't know if data may leave.", "self_hosting_required"),
        ("No clue whether it is allowed.", "self_hosting_required"),
        ("No idea, ask HR.", "ml_engineers"),
        ("I don't know what it costs.", "monthly_api_spend"),
        ("Next question please.", "documents"),
    ],
)
def test_what_is_unknown_of_the_question_declines_it(text: str, asked: str) -> None:
    assert asked in _declined_when(text, asked)


def _declined_when(text: str, asked: str) -> set[str]:
    heard = BuiltInReader().read(text, Context(asked=(asked,), today=date(2026, 11, 22)))
    return {one.field for one in heard.statements if one.status == "declined"}


@pytest.mark.parametrize(
    "text",
    [
        "none of these apply to us as far as I know",
        "None of them applies.",
        "None of those concern us, I think.",
        "nothing of the sort that I know of",
    ],
)
def test_that_no_rule_applies_is_an_answer_and_no_remark_on_the_reply(text: str) -> None:
    heard = BuiltInReader().read(text, Context(asked=("regulations",), today=date(2026, 11, 22)))
    assert [(one.field, one.value) for one in heard.statements] == [("regulations", [])]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("OK then let us say gpt-4.1-mini.", "model", "gpt-4.1-mini"),
        ("Let's say gpt-4o.", "model", "gpt-4o"),
        ("OK let's say a budget of 20,000.", "budget", 20_000),
        ("Let's say 5,000 a month then.", "requests_per_month", 5_000),
    ],
)
def test_what_was_declined_is_told_once_they_settle_on_a_value(text: str, field: str, value: JsonValue) -> None:
    context = Context(
        facts={field: Fact(value=None, status="declined", turn=1)}, asked=("stage",), today=date(2026, 11, 22)
    )
    heard = BuiltInReader().read(text, context)
    assert [(one.field, one.value) for one in heard.statements] == [(field, value)]
    supposed = BuiltInReader().read(text, context.model_copy(update={"facts": {field: _another(field)}}))
    assert not supposed.statements


def _another(field: str) -> Fact:
    return Fact(value="gpt-4o-mini" if field == "model" else 777, status="stated", turn=1)
