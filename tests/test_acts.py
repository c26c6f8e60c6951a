"""What a message asks, supposes, corrects, declines and takes back, as the built-in reader tells it."""

from typing import Any

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding
from agent.words.said import write_weights

READER = BuiltInReader()


def read(text: str, *asked: str, **known: JsonValue) -> Understanding:
    facts = {field: Fact(value=value, status="stated", quote=str(value), turn=1) for field, value in known.items()}
    return READER.read(text, Context(facts=facts, asked=asked))


def facts_of(got: Understanding) -> dict[str, Any]:
    return {each.field: each.value for each in got.statements if each.status != "declined"}


def supposed(got: Understanding) -> dict[str, Any]:
    return {each.field: each.value for each in got.what_ifs}


@pytest.mark.parametrize(
    ("text", "request_name"),
    [
        ("So what would you do with these numbers if you were me?", "recommend"),
        ("Tell me which road to take.", "recommend"),
        ("How certain are you about this?", "why"),
        ("On the strength of what?", "why"),
        ("What do you need to know that for?", "why_asked"),
        ("Give me a rough idea of the monthly bill.", "costs"),
        ("Let me hear once more what you have noted.", "summary"),
        ("Make this the base case, please.", "keep"),
        ("Put it back the way it was.", "undo"),
        ("Please wipe everything, this is a new project.", "restart"),
        ("I don't know what to type here, how does it work?", "help"),
        ("How did you get to that $4,200?", "source_of_number"),
        ("that little? show me how you got there", "source_of_number"),
        ("So much? How do you get there?", "source_of_number"),
        ("Let me see the calculation.", "source_of_number"),
        ("How do we recognise a good agency?", "choose_partner"),
    ],
)
def test_a_request_is_told_in_words_that_no_cue_phrase_has(text: str, request_name: str) -> None:
    assert request_name in read(text).requests


@pytest.mark.parametrize(
    "text",
    [
        "The bill is about $6,000 a month.",
        "We'd rather hire a partner for the build.",
        "Contrary to what I told you, nobody reads the answers.",
        "Nobody here trains models.",
        "We started from scratch twice.",
    ],
)
def test_a_statement_asks_for_nothing(text: str) -> None:
    got = read(text)
    assert (got.requests, got.questions) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "Export the report please",
        "can I download this as pdf?",
        "print this",
        "Give me something I can forward to my board",
        "write me a short decision memo",
        "how do I export this conversation?",
        "Could you mail me all that?",
        "put it all in a memo for the board",
        "Can I have all this as a short memo for my board?",
        "can i download the report as a word doc",
        "could we export it",
        "may i print this",
    ],
)
def test_all_of_it_in_one_piece_is_asked_for(text: str) -> None:
    got = read(text, task="summarization")
    assert got.requests == ("export",)
    assert not got.questions
    assert not got.statements


@pytest.mark.parametrize(
    "text",
    [
        "We export the tickets every night to our data warehouse.",
        "Our agents write a report after each call.",
        "It should write a final report for the customer.",
        "We want a tool that drafts a report for the adjuster.",
        "The documents come as a PDF.",
        "They email us the orders.",
        "The model has to prepare a report of every visit.",
    ],
)
def test_what_a_model_or_a_department_writes_is_no_order_to_hand_over(text: str) -> None:
    assert "export" not in read(text).requests


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("forget the 40k", ("budget",)),
        ("Take the $11,500 out again.", ("monthly_api_spend",)),
        ("About the languages, cancel that.", ("languages",)),
        ("Strike both the growth rate and the horizon, nobody has signed them.", ("growth_per_year", "horizon_months")),
        ("The savings estimate is no longer valid. Please remove it.", ("monthly_benefit",)),
        ("please don't use the budget number, I shouldn't have mentioned it", ("budget",)),
        ("That 40k? Somebody's fantasy. Bin it.", ("budget",)),
        ("the spend number: not ours, it's our sister company's. remove pls", ("monthly_api_spend",)),
        ("please disregard my comment on where it must run", ("self_hosting_required",)),
        ("So: bin the number I gave you for what it'd save us.", ("monthly_benefit",)),
        ("What I told you on how often stuff changes, please unremember it.", ("knowledge_change",)),
        ("Drop both the docs count and the number of examples", ("documents", "training_examples")),
        # not used while the rules were written
        ("Wipe my remark about how fast it must answer, that was another project.", ("max_latency_seconds",)),
        ("The 40k came from the wrong sheet. My fault. Scrap it please.", ("budget",)),
        ("don't take the savings figure, it's made up", ("monthly_benefit",)),
        ("we don't use the documents for training", ()),
        ("We take the number of tickets from Zendesk.", ()),
        ("Ask them what it'd save us, then drop me a line.", ()),
        ("we can drop the latency to 2 seconds", ()),
        ("don't forget the budget", ()),
        ("we must delete 2k documents a month", ()),
        ("forget the 40k, make it 50k", ()),
        ("we take personal data out of the prompts", ()),
    ],
)
def test_a_known_fact_is_taken_back_by_name_by_value_or_by_pointing_at_it(text: str, fields: tuple[str, ...]) -> None:
    known: dict[str, JsonValue] = {"budget": 40_000, "monthly_api_spend": 11_500, "languages": ["en"]}
    known |= {"growth_per_year": 0.2, "horizon_months": 36, "monthly_benefit": 25_000, "max_latency_seconds": 4}
    known |= {"self_hosting_required": True, "knowledge_change": "weekly", "documents": 900, "training_examples": 2_500}
    assert read(text, **known).retractions == fields


@pytest.mark.parametrize(
    ("text", "monthly"),
    [
        ("no, per week", 30_000),
        ("sorry, I meant per day", 210_000),
        ("not per month, per year, sorry", 7_000 / 12),
        ("no, weekly reports", None),
        ("no, we pay per day", None),
    ],
)
def test_a_monthly_fact_may_have_been_meant_for_another_time(text: str, monthly: float | None) -> None:
    got = facts_of(read(text, requests_per_month=7_000)).get("requests_per_month")
    assert got is None if monthly is None else got == pytest.approx(monthly, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "known", "values"),
    [
        ("Theoretically, the budget rises to $90k.", {"budget": 40_000}, {"budget": 90_000}),
        ("Humour me. The budget is only $10k.", {"budget": 40_000}, {"budget": 10_000}),
        ("Double the volume. Still the same advice?", {"requests_per_month": 100}, {"requests_per_month": 200}),
        ("Claude Sonnet 4.5 instead?", {"model": "gpt-4o"}, {"model": "claude-sonnet-4-5"}),
        ("what would we pay if it was twice the volume?", {"requests_per_month": 100}, {"requests_per_month": 200}),
        (
            "What if we had RAG in place already?",
            {"current_approach": "prompting"},
            {"current_approach": "augmentation"},
        ),
    ],
)
def test_what_sounds_like_a_supposition_and_changes_what_is_known_is_one(
    text: str, known: dict[str, JsonValue], values: dict[str, JsonValue]
) -> None:
    got = read(text, **known)
    assert (supposed(got), facts_of(got)) == (values, {})


@pytest.mark.parametrize("text", ["Theoretically, the budget is $90k.", "The budget is now $90k."])
def test_a_value_that_is_not_known_yet_is_a_fact(text: str) -> None:
    got = read(text, requests_per_month=100)
    assert (supposed(got), facts_of(got)) == ({}, {"budget": 90_000})


@pytest.mark.parametrize(
    "text",
    [
        "no idea what accuracy we would need. you tell me",
        "I don't know how accurate it must be",
        "I can't say what accuracy is needed.",
        "i don't know how good it has to be",
    ],
)
def test_of_two_pending_fields_the_one_that_is_named_is_declined(text: str) -> None:
    got = read(text, "current_accuracy", "target_accuracy")
    assert [(each.field, each.status) for each in got.statements] == [("target_accuracy", "declined")]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Our controller keeps that one locked away.", "monthly_api_spend"),
        ("Nobody has ever looked into it.", "edge_case_error_rate"),
        ("It's eleven terabytes on that drive. Files? Nobody ever counted.", "documents"),
    ],
)
def test_a_pending_question_is_declined_in_other_words(text: str, field: str) -> None:
    got = read(text, field)
    assert [(each.field, each.status) for each in got.statements] == [(field, "declined")]


@pytest.mark.parametrize("text", ["Then give me your best guess.", "So what is your best guess?"])
def test_who_asks_for_a_guess_declines_nothing(text: str) -> None:
    got = read(text, "self_hosting_required", task="customer_support", requests_per_month=900_000)
    assert got.requests == ("recommend",)
    assert not got.statements


def test_a_question_that_the_speaker_answers_is_not_asked() -> None:
    assert read("Files? There are 640 documents on that drive.").questions == ()


@pytest.mark.parametrize(
    "text", ["What is a golden test set?", "Kindly tell me what the difference between RAG and LoRA is."]
)
def test_a_question_to_the_guidance_needs_no_question_mark(text: str) -> None:
    assert len(read(text).questions) == 1


def test_examples_that_are_left_out_are_mostly_told(tmp_path: Any) -> None:
    told = [(label, best) for label, best in write_weights(tmp_path / "said.npz") if label != "guidance"]
    sure = [(label, best.label) for label, best in told if best.score >= 0.6 and best.label != "nothing"]
    assert sum(label == best for label, best in sure) >= 0.6 * len(sure) > 0


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Forget the budget. It's 70k.", {"budget": 70_000}),
        ("Scratch the budget, it is 30k.", {"budget": 30_000}),
        ("Drop the latency, make it 2 seconds", {"max_latency_seconds": 2}),
        ("Please delete the API spend; it should be $9,000.", {"monthly_api_spend": 9_000}),
    ],
)
def test_what_is_taken_back_for_another_value_is_corrected(text: str, values: dict[str, JsonValue]) -> None:
    got = read(text, budget=40_000, max_latency_seconds=4, monthly_api_spend=11_500)
    assert (got.retractions, facts_of(got)) == ((), values)


@pytest.mark.parametrize(
    ("text", "fields", "values"),
    [
        ("Forget the budget. We have 6,000 documents.", ("budget",), {"documents": 6_000}),
        ("Forget the budget, and set the latency to 2 seconds.", ("budget",), {"max_latency_seconds": 2}),
        ("Scratch the latency. The budget is 30k.", ("max_latency_seconds",), {"budget": 30_000}),
    ],
)
def test_another_fact_beside_a_retraction_corrects_nothing(
    text: str, fields: tuple[str, ...], values: dict[str, JsonValue]
) -> None:
    got = read(text, budget=40_000, max_latency_seconds=4)
    assert (got.retractions, facts_of(got)) == (fields, values)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Before I answer: what is the budget figure used for?", "budget"),
        ("what is that number needed for?", "documents"),
        ("First tell me: what do you need the token count for?", "input_tokens"),
        ("what will you do with that number?", "budget"),
    ],
)
def test_what_a_figure_is_used_for_asks_why_it_is_asked(text: str, asked: str) -> None:
    got = read(text, asked)
    assert (got.requests, got.questions, facts_of(got)) == (("why_asked",), (), {})


@pytest.mark.parametrize(
    ("text", "requests", "questions", "facts"),
    [
        ("Our budget is now 80k. What is fine-tuning?", set(), 1, {"budget": 80_000}),
        ("What do you recommend, and why?", {"recommend", "why"}, 0, {}),
        ("Summarise what you've got, then tell me why augmentation won.", {"summary", "why"}, 0, {}),
        ("What should we do and what would it cost us?", {"recommend", "costs"}, 0, {}),
        (
            "Thank you! Volume is 140k a month. Summarise what you have, please.",
            {"summary"},
            0,
            {"requests_per_month": 140_000},
        ),
        ("Thanks! We have 6,000 documents. What do you know so far?", {"summary"}, 0, {"documents": 6_000}),
        (
            "Sorry, it's 60k requests a month. What do you recommend now?",
            {"recommend"},
            0,
            {"requests_per_month": 60_000},
        ),
        ("How much would we pay with gpt-4o-mini, and what is a context window?", {"costs"}, 1, {}),
        ("What would it cost us, and how does prompt caching work?", {"costs"}, 1, {}),
        ("Why that? And how many examples does LoRA need?", {"why"}, 1, {}),
        ("I wonder what would it cost us and what it would save.", {"costs"}, 0, {}),
        ("Do we need a partner for this?", {"choose_partner"}, 0, {}),
        ("Would we be better off with an agency?", {"choose_partner"}, 0, {}),
        ("Does our volume justify self-hosting?", {"recommend"}, 0, {}),
        ("Does fine-tuning make sense for us?", {"recommend"}, 0, {}),
        ("Should we wait until next year?", {"recommend"}, 0, {}),
        ("Is it better for us to stay with prompts?", {"recommend"}, 0, {}),
        ("Does fine-tuning make sense for small firms?", set(), 1, {}),
        ("When does self-hosting pay off?", set(), 1, {}),
        ("Why do most pilots fail?", set(), 1, {}),
        ("What should I look for in a vendor's SOC 2 report?", set(), 1, {}),
        ("What should I look for in a supplier's contract?", set(), 1, {}),
        ("What should I check in an agency's certificates?", set(), 1, {}),
        ("What should I look for in a vendor?", {"choose_partner"}, 0, {}),
        ("Which vendor has the best contract terms?", {"choose_partner"}, 0, {}),
        ("what is overfitting and how does one notice it?", set(), 2, {}),
        ("what is drift and how often should people check for it?", set(), 2, {}),
        ("It need not be perfect. What does RAG cost?", set(), 1, {}),
    ],
)
def test_each_act_of_a_message_is_found_and_none_invented(
    text: str, requests: set[str], questions: int, facts: dict[str, JsonValue]
) -> None:
    got = read(text, model="gpt-4o", requests_per_month=100_000)
    told = {name: value for name, value in facts_of(got).items() if name != "goal"}
    assert (set(got.requests) - {"thanks"}, len(got.questions), told) == (requests, questions, facts)


@pytest.mark.parametrize(
    ("text", "asked", "facts"),
    [
        (
            "I'd put it at, let's say, 400 words.",
            "output_tokens",
            {"output_tokens": pytest.approx(400 / 0.75, rel=1e-3)},
        ),
        ("Bookings are going down. Minus 6%.", "growth_per_year", {"growth_per_year": -0.06}),
        ("I suppose twelve hundred, plus a handful of drafts.", "documents", {"documents": 1_200}),
        ("number 3 I guess", "stage", {"stage": "production"}),
        ("the second, probably", "sourcing", {"sourcing": "partner"}),
        ("3, I think", "documents", {"documents": 3}),
    ],
)
def test_an_answer_in_words_of_doubt_is_an_answer(text: str, asked: str, facts: dict[str, JsonValue]) -> None:
    got = read(text, asked, requests_per_month=1_000)
    assert (facts_of(got), supposed(got), got.requests) == (facts, {}, ())


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("Help us pick between three suppliers, please", ("choose_partner",)),
        ("Our bot recommends wine to guests.", ()),
        ("Does retrieval make sense for our shop?", ("recommend",)),
        ("60 mails the day, not counting weekends", ()),
    ],
)
def test_a_word_of_a_request_asks_for_nothing_where_that_is_unlikely(text: str, requests: tuple[str, ...]) -> None:
    assert read(text, task="question_answering").requests == requests


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("There's no sum agreed so far. Why do you ask that now?", "budget"),
        ("I take back the 40,000 budget, and I don't know the benefit either.", "monthly_benefit"),
        ("You'd have to ask our IT people, I wouldn't know. It's a chain of dental practices.", "model"),
    ],
)
def test_beside_other_words_the_pending_question_is_declined_and_nothing_else(text: str, asked: str) -> None:
    got = read(text, asked, budget=40_000)
    assert [each.field for each in got.statements if each.status == "declined"] == [asked]
    assert asked not in facts_of(got)


def test_a_clause_may_ask_the_guidance_beside_one_that_asks_for_advice() -> None:
    got = read("What is quantisation, and what would you advise us to do?", requests_per_month=1_000)
    assert (got.requests, got.questions) == (("recommend",), ("What is quantisation",))


@pytest.mark.parametrize(
    "text", ["And if so, who builds it?", "Is it a lot of work, and if a vendor, how do I find one?"]
)
def test_an_if_without_a_condition_supposes_nothing(text: str) -> None:
    assert supposed(read(text, sourcing="in_house", training_examples=500)) == {}


@pytest.mark.parametrize(
    "text",
    ["Muito obrigada, you are very kind.", "Ta. That's all.", "bless you, bye now", "you've been so patient, gracias"],
)
def test_thanks_come_in_many_words(text: str) -> None:
    assert "thanks" in read(text, model="gpt-4o").requests


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("undo nothing, just tell me: what have you got on file?", "summary", "recommend"),
        ("just tell me what to do", "recommend", "summary"),
    ],
)
def test_who_asks_to_be_told_one_thing_is_told_that(text: str, wanted: str, unwanted: str) -> None:
    got = read(text, "monthly_benefit", model="gpt-4o", requests_per_month=900)
    assert wanted in got.requests
    assert unwanted not in got.requests


def test_a_sigh_greets_nobody() -> None:
    assert "greeting" not in read("Oh dear. Please forget the budget.", budget=40_000).requests


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Proceed to the results: monthly API cost, please.", "knowledge_change", None),
        ("just give me the weekly figure", "knowledge_change", None),
        ("On a normal month it would be 30,000 messages to the bot.", "knowledge_change", None),
        ("No model in use today. Officers type every reply.", "self_hosting_required", None),
        ("They change monthly, the daily bill is 40 dollars", "knowledge_change", "monthly"),
        ("No, no model in use.", "self_hosting_required", None),
        # Held back.
        ("Show me the yearly total.", "knowledge_change", None),
        ("In a busy week it's 9,000 mails.", "knowledge_change", None),
        ("No labelled data.", "self_hosting_required", None),
        ("Zero labelled examples!", "human_review", None),
        ("we get monthly updates", "knowledge_change", "monthly"),
        ("weekly price updates", "knowledge_change", "weekly"),
        ("they change weekly and the cost is 5k", "knowledge_change", "weekly"),
    ],
)
def test_a_word_of_something_else_answers_no_question(text: str, field: str, value: JsonValue) -> None:
    assert facts_of(read(text, field)).get(field) == value


@pytest.mark.parametrize(
    ("text", "examples"),
    [
        ("labelled data: 12,000 documents", 12_000),
        ("For training we hold 25,000 charts with summaries that a physician has approved.", 25_000),
        ("For training we have 4 days", None),
        ("we have 9,000 manuals to train staff with", None),
        # Held back.
        ("annotated: 800 files", 800),
        ("1,200 documents with chapters that our lawyers have written", None),
    ],
)
def test_what_is_announced_as_labelled_is_examples(text: str, examples: float | None) -> None:
    assert facts_of(read(text)).get("training_examples") == examples


CASE = "We sort 38,000 claims mails a month with gpt-4o-mini and 81% come out right. "


@pytest.mark.parametrize(
    "text",
    [
        "Is that a matter of fine-tuning?",
        "Is retrieval the right path, or would one train a model of one's own?",
        "Do we need to train anything at all?",
        "Is a language model even sensible at such a volume?",
        "Would an LLM even be a thing here or is it madness",
        "What can we do?",
        "ideas?",
        "We ask ourselves whether to move up to a bigger model.",
        "Curious if anything should change.",
        "Please tell me whether a language model makes financial sense.",
        "Would ChatGPT simply do, or do we need something special?",
        # held back while the cues were written
        "Is fine-tuning overkill here?",
        "Any thoughts?",
        "I wonder whether to switch to a smaller model.",
        "Is an LLM the right tool for this?",
        "What are our options?",
        "Do I even need AI for this?",
        "Would a model of our own be justified?",
    ],
)
def test_who_asks_whether_a_way_is_right_for_their_case_asks_for_advice(text: str) -> None:
    got = read(CASE + text)
    assert "recommend" in got.requests
    assert got.questions == ()


@pytest.mark.parametrize(
    "text",
    [
        "The bot tells customers whether to switch to the day tariff.",
        "Our agents ask themselves whether to refund.",
        "Shoppers want ideas for presents.",
        "It has to find out which is the right form.",
        "It tells staff what they can do.",
        "The bot must decide what is the best option for the caller.",
        "Each clerk should know what to do next.",
        "A model that big would be overkill for us.",
        "Any thoughts of customers go into a spreadsheet.",
    ],
)
def test_what_the_work_decides_asks_for_no_advice(text: str) -> None:
    assert read(CASE + text).requests == ()


@pytest.mark.parametrize(
    "text",
    [
        "I need this on paper for the meeting on Thursday, can I get it as a PDF",
        "I need that on paper for the trustees tonight, a PDF or Word, whatever you've got",
        "It is 2,750 documents, counted them. Images too, apart from text. And send me the report.",
        "Czech joins Polish, and someone reads each answer since Monday. Can you send me the whole as a Word file?",
        "Two things: what will it cost, and can I get the whole thing as a spreadsheet?",
        # held back
        "Our chats are in Danish and Norwegian, all 8,000 of them. Could I have all of this as a Word document?",
        "We want everything in writing, as a PDF please.",
        "Volume is 4,000 claims a month and two nurses read them all. Please email me the whole thing.",
    ],
)
def test_all_of_it_is_asked_for_beside_other_things(text: str) -> None:
    assert "export" in read(text, industry="healthcare").requests


@pytest.mark.parametrize(
    "text",
    [
        "Guests get everything on paper at the moment, 300 letters a day.",
        "The clerk can get the whole file as a PDF and the model should then print the letter for the tenant.",
        "We have it all on paper, 40,000 sheets in the cellar, and a model should read them.",
        "Our surveyors visit 300 bridges a year. The model should write the final report from their photos.",
    ],
)
def test_what_is_on_paper_or_written_by_a_model_is_not_asked_of_us(text: str) -> None:
    assert "export" not in read(text).requests


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("What is retrieval augmentation, and when would someone train from scratch?", 2),
        (
            "Before I answer: what is the difference between RAG and tuning, and when would one train from scratch?",
            2,
        ),
        ("How does one tell whether retrieval is enough, and what's a realistic time until such a project pays?", 2),
        ("How many examples does a fine-tune take, and how big should the chunks of a document be?", 2),
        ("Why do tokens cost money, and what would they mean for our monthly bill?", 1),
        ("What's the difference between a pilot and a proof of concept, and how do I measure ROI on one?", 2),
        ("What's prompt caching and when does it help?", 1),  # the second means nothing alone
        ("What steps come first in an LLM strategy, and what is usually left out?", 1),
        ("How do others test edge cases and what with?", 1),
        ("What do tokens and embeddings have to do with each other?", 1),
    ],
)
def test_two_questions_of_one_sentence_are_two_where_each_stands_by_itself(text: str, count: int) -> None:
    assert len(read(text, industry="media").questions) == count


@pytest.mark.parametrize(
    "text",
    [
        "don't bother asking how accurate it is, no one here could tell you",
        "fun fact, the CRM took 26 months, so dont tell me about timelines",
        "Please don't explain what a token is.",
        "Our product data is, let's say, charming.",
        "No need to tell me how caching works.",
    ],
)
def test_what_is_not_to_be_told_is_not_asked(text: str) -> None:
    assert read(text, industry="media").questions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Let me be brief. gpt-4o, in production for 14 months, 40k queries a month.",
        "That's the mail from my boss. We take 52,000 calls a month.",
        "So the managing director read your summary on the train. Volume is the same 64k.",
        "Hi, short recap from our side since you asked for one. We carry 1.9m containers a year.",
        "I'll keep it short: 40k queries a month.",
        "Here is the summary for the board that my boss wrote. We do 30k chats a month.",
    ],
)
def test_what_they_hand_in_themselves_is_not_asked_for(text: str) -> None:
    assert "summary" not in read(text).requests


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cheers, that's a big help", ("thanks",)),
        ("Thanks, you've been a great help!", ("thanks",)),
        ("We make accounting software for 400 dentists. Can you help me with this?", ()),
        ("Eleven quotes a day in 205 shops, max 30k to try it. What do you need from me?", ()),
        ("Nah, forget that hypothetical", ()),
        ("nah throw that scenario away, unrealistic", ()),
        ("The 6k a month for the API, where I got that from I can't say.", ()),
        ("Now everyone asks why not just use a big one.", ()),
        ("who told you 3,000 staff? we've 300.", ("source_of_number",)),
        ("Who says we have 40 engineers?", ("source_of_number",)),
        ("Where were we?", ("summary",)),
        ("Three firms have pitched, one Danish, one Belgian. Put them side by side for me?", ("choose_partner",)),
        ("I have offers from Accenture and a two-man shop, which is the better one for us?", ("choose_partner",)),
        ("Why would I pay an outside firm to evaluate?", ()),
    ],
)
def test_a_request_is_the_one_that_the_words_make(text: str, wanted: tuple[str, ...]) -> None:
    assert read(text, requests_per_month=35000, monthly_api_spend=6000).requests == wanted


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "How do retrieval and fine-tuning differ? Please explain it so that my board can understand it.",
            ("How do retrieval and fine-tuning differ?",),
        ),
        (
            "What is RAG? Can you put it in a way that even our mayor understands?",
            ("What is RAG?",),
        ),
        ("How does caching work? Explain that to me like a beginner.", ("How does caching work?",)),
        (
            "What is RAG? Can you explain how it finds the right passage?",
            ("What is RAG?", "Can you explain how it finds the right passage?"),
        ),
    ],
)
def test_how_an_answer_is_to_be_told_is_no_question_of_its_own(text: str, asked: tuple[str, ...]) -> None:
    assert BuiltInReader().read(text, Context()).questions == asked
