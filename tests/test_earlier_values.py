"""What was said before is no news: it names the fact that changes, and lists grow or shrink from there."""

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()


def read(text: str, *asked: str, **known: JsonValue) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    return READER.read(text, Context(facts=facts, asked=asked))


def facts_of(got: Understanding) -> dict[str, JsonValue]:
    return {one.field: one.value for one in got.statements if one.status != "declined"}


@pytest.mark.parametrize(
    ("text", "asked", "known", "told"),
    [
        ("oops, typo: 6,200 a month, not 62,000", "monthly_api_spend", {"requests_per_month": 62_000},
         {"requests_per_month": 6_200}),
        ("I said eight seconds. Our desk says four.", "budget", {"max_latency_seconds": 8}, {"max_latency_seconds": 4}),
        ("The 9,000 I gave you was without the shops, the right number is 14,000.", "input_tokens",
         {"requests_per_month": 9_000}, {"requests_per_month": 14_000}),
        ("I told you six hundred, my colleague says seven hundred", "requests_per_month", {"requests_per_month": 50},
         {"requests_per_month": pytest.approx(700 / 12)}),
        ("The 30k you have for the budget is wrong, it's 45k.", "evaluation", {"budget": 30_000}, {"budget": 45_000}),
        ("the 700 were words, by the way, not tokens", "evaluation", {"input_tokens": 700},
         {"input_tokens": pytest.approx(933.33, rel=0.01)}),
        ("Those 4 were pages, not tokens", "evaluation", {"output_tokens": 4},
         {"output_tokens": pytest.approx(2_666.67, rel=0.01)}),
        ("Sorry, the 2,000 for the API was per week!", "", {"monthly_api_spend": 2_000},
         {"monthly_api_spend": pytest.approx(8_571.43, rel=0.01)}),
        ("The 1,500 in is right, the 200 out isn't, it's 400.", "",
         {"input_tokens": 1_500, "output_tokens": 200}, {"input_tokens": 1_500, "output_tokens": 400}),
        # what it was in other days
        ("Hmm, the 20k was last winter. This year it's 35k a day.", "monthly_benefit", {"requests_per_month": 600_000},
         {"requests_per_month": 1_050_000}),
        ("80 was the old build. 120 out", "", {"input_tokens": 600, "output_tokens": 80}, {"output_tokens": 120}),
        ("the 4,000 were before the merger, it's 7,500 now", "documents", {"requests_per_month": 4_000},
         {"requests_per_month": 7_500}),
        ("Those $9k were 2024. We pay $12k these days.", "budget", {"monthly_api_spend": 9_000},
         {"monthly_api_spend": 12_000}),
        ("The 20k were 2023. It is 26k this year.", "", {"budget": 20_000}, {"budget": 26_000}),
        ("Actually 60 was last year's figure, this year we have 85.", "", {"documents": 60}, {"documents": 85}),
        ("the 78 % was with the previous model, we are at 84 % today", "target_accuracy", {"current_accuracy": 0.78},
         {"current_accuracy": 0.84}),
        # what it was at its worst or best, beside what is usual
        ("Sorry, the 6% was the worst week. On average it's 3.5", "target_accuracy",
         {"current_accuracy": 0.68, "critical_error_rate": 0.06}, {"critical_error_rate": 0.035}),
        ("The 82 was our best month. Normally it's 74", "knowledge_change", {"current_accuracy": 0.82},
         {"current_accuracy": 0.74}),
        ("The 12 seconds was the peak. It's usually 8", "", {"max_latency_seconds": 12}, {"max_latency_seconds": 8}),
        ("the 9k was december, normally it's 6", "documents", {"monthly_api_spend": 9_000},
         {"monthly_api_spend": 6_000}),
        ("Hm, 400 a day is our busiest season, typically we see 250", "documents", {"requests_per_month": 12_000},
         {"requests_per_month": 7_500}),
        ("The 6% was the worst week. We have 300 manuals on average.", "documents", {"critical_error_rate": 0.06},
         {"documents": 300}),
        ("The 6% was the worst week of the year.", "documents", {"critical_error_rate": 0.06}, {}),
        # what holds
        ("right, the forty thousand still stands", "", {"budget": 40_000}, {"budget": 40_000}),
        ("The 7 months are still correct.", "", {"timeline_months": 7}, {"timeline_months": 7}),
    ],
)  # fmt: skip
def test_a_number_that_was_told_names_the_fact_that_changes(
    text: str, asked: str, known: dict[str, JsonValue], told: dict[str, JsonValue]
) -> None:
    assert facts_of(read(text, *filter(None, [asked]), **known)) == told


@pytest.mark.parametrize(
    ("text", "known", "told"),
    [
        ("I have 40 manuals and the 300 tickets a week come on top.", {"budget": 300}, {"documents": 40}),
        ("The 500 documents are in Word.", {"training_examples": 500}, {"documents": 500}),
        ("The 60 were 50 last year, I think.", {"documents": 60}, {"documents": None}),
        ("80 was the old build. 3 people can train models.", {"output_tokens": 80}, {"ml_engineers": 3}),
        ("the 4,000 were a surprise to all of us. Budget is 30k.", {"requests_per_month": 4_000}, {"budget": 30_000}),
        ("The 60 were in one folder. We have 2 engineers.", {"documents": 60}, {"documents": None, "ml_engineers": 2}),
    ],
)
def test_a_number_that_counts_something_else_recalls_nothing(
    text: str, known: dict[str, JsonValue], told: dict[str, JsonValue]
) -> None:
    got = facts_of(read(text, **known))
    assert {field: got.get(field) for field in told} == told


@pytest.mark.parametrize(
    ("text", "known", "told"),
    [
        ("some customers also write in Dutch", {"languages": ["de", "en"]}, {"languages": ["de", "en", "nl"]}),
        ("plus Greek on the Cyprus site", {"languages": ["en"]}, {"languages": ["en", "el"]}),
        ("SOX applies too", {"regulations": ["GDPR"]}, {"regulations": ["GDPR", "SOX"]}),
        ("They send photos as well", {"modalities": ["text"]}, {"modalities": ["text", "image"]}),
        ("only Spanish then", {"languages": ["es", "pt"]}, {"languages": ["es"]}),
        ("Scratch GDPR, we left Europe. It's HIPAA that applies.", {"regulations": ["GDPR"]},
         {"regulations": ["HIPAA"]}),
        ("drop the SOX thing, we're not listed. its GLBA", {"regulations": ["SOX"]}, {"regulations": ["GLBA"]}),
        ("I told you gpt-4o before, but our admin says it's gpt-4.1-mini", {"model": "gpt-4o"},
         {"model": "gpt-4.1-mini"}),
        ("HIPAA doesn't apply to us after all", {"regulations": ["HIPAA", "CCPA"]}, {"regulations": ["CCPA"]}),
        ("I forgot French, since the new charter flights.", {"languages": ["en", "de"]},
         {"languages": ["en", "de", "fr"]}),
        ("Oh, and French, sorry.", {"languages": ["en", "de"]}, {"languages": ["en", "de", "fr"]}),
        ("we left out Italian and Greek", {"languages": ["en"]}, {"languages": ["en", "it", "el"]}),
        ("Polish is missing from that list.", {"languages": ["en", "de"]}, {"languages": ["en", "de", "pl"]}),
        ("SOX slipped my mind.", {"regulations": ["GDPR"]}, {"regulations": ["GDPR", "SOX"]}),
        ("voice messages, I forgot those", {"modalities": ["text"]}, {"modalities": ["text", "audio"]}),
        ("Forget French", {"languages": ["en", "fr"]}, {"languages": ["en"]}),
        ("We work in German and French.", {"languages": ["en"]}, {"languages": ["de", "fr"]}),
    ],
)  # fmt: skip
def test_a_list_grows_or_shrinks_from_what_is_known(
    text: str, known: dict[str, JsonValue], told: dict[str, JsonValue]
) -> None:
    got = read(text, **known)
    assert ({field: facts_of(got).get(field) for field in told}, got.retractions) == (told, ())


@pytest.mark.parametrize(
    ("text", "asked", "field", "value"),
    [
        ("photos and text, or no, forget the photos, that's for later", "modalities", "modalities", ["text"]),
        ("GDPR and HIPAA, but scratch HIPAA", "regulations", "regulations", ["GDPR"]),
        ("The AI Act doesn't touch us and neither does HIPAA. SOX does.", "", "regulations", ["SOX"]),
    ],
)
def test_what_is_dropped_again_is_not_on_the_list(text: str, asked: str, field: str, value: JsonValue) -> None:
    assert facts_of(read(text, *filter(None, [asked])))[field] == value


@pytest.mark.parametrize(
    ("text", "known", "gone"),
    [
        ("kick the growth figure out again", {"growth_per_year": 0.3}, ("growth_per_year",)),
        ("Ignore what I told you about the budget and about the growth.", {"budget": 9_000, "growth_per_year": 0.3},
         ("budget", "growth_per_year")),
        ("please drop everything I said about the response time", {"max_latency_seconds": 2}, ("max_latency_seconds",)),
        ("forget everything about the budget", {"budget": 9_000}, ("budget",)),
        ("Cross out Thai, sorry, cross out all the languages.", {"languages": ["th", "en"]}, ("languages",)),
        ("delete the volume and the horizon from my profile", {"requests_per_month": 900, "horizon_months": 24},
         ("requests_per_month", "horizon_months")),
        ("Pretend I never told you the number of documents.", {"documents": 5_000}, ("documents",)),
        ("The growth and the horizon are guesses. Scrap both.", {"growth_per_year": 0.2, "horizon_months": 24},
         ("growth_per_year", "horizon_months")),
        ("there's no deadline any more, remove that", {"timeline_months": 5}, ("timeline_months",)),
        # ... and what takes nothing back
        ("we take the growth out of the numbers each spring", {"growth_per_year": 0.3}, ()),
        ("What if we drop both?", {"growth_per_year": 0.3, "budget": 9_000}, ()),
    ],
)  # fmt: skip
def test_fields_are_taken_back_in_any_words(text: str, known: dict[str, JsonValue], gone: tuple[str, ...]) -> None:
    got = read(text, **known)
    assert (got.retractions, [one.field for one in got.statements]) == (gone, [])
    assert "restart" not in got.requests


@pytest.mark.parametrize(
    ("text", "known", "told"),
    [
        ("did i say six months? I meant nine", {"timeline_months": 6, "budget": 45_000}, {"timeline_months": 9}),
        ("did i say 500 documents? meant 5000, sorry, fat fingers", {"documents": 500}, {"documents": 5_000}),
        ("did I write 300 examples? should have been 3000", {"training_examples": 300}, {"training_examples": 3_000}),
        ("Did I really tell you 90 percent? I wanted to say 80.", {"current_accuracy": 0.9}, {"current_accuracy": 0.8}),
        ("did we say 6,000 a month? meant 60,000, sorry", {"requests_per_month": 6_000},
         {"requests_per_month": 60_000}),
        ("I said four months? Five!", {"timeline_months": 4}, {"timeline_months": 5}),
        ("No no. Five THOUSAND two hundred? It's fifty-two thousand!", {"requests_per_month": 5_200},
         {"requests_per_month": 52_000}),
        ("5,200? no, 52,000!", {"requests_per_month": 5_200}, {"requests_per_month": 52_000}),
        ("did i say 500 documents? meant 5000, and we have 3 engineers", {"documents": 500},
         {"documents": 5_000, "ml_engineers": 3}),
        # ... and what is only asked, or weighed up.
        ("Did I say 5,000 requests? What would it cost at 6,000?", {"requests_per_month": 5_000}, {}),
        ("40,000? 45,000? I don't know", {"budget": 40_000}, {}),
        ("40,000? 60,000 would be better", {"budget": 40_000}, {}),
    ],
)  # fmt: skip
def test_a_number_that_is_only_echoed_gives_way_to_the_one_that_is_meant(
    text: str, known: dict[str, JsonValue], told: dict[str, JsonValue]
) -> None:
    assert facts_of(read(text, "stage", **known)) == told


@pytest.mark.parametrize(
    ("text", "known", "told"),
    [
        ("double the requests, I only counted the north branch", {"requests_per_month": 4_000},
         {"requests_per_month": 8_000}),
        ("those 400 thousand? double it, I only had prepaid in there",
         {"requests_per_month": 400_000, "growth_per_year": 0.3}, {"requests_per_month": 800_000}),
        ("double the volume, I forgot the second shop", {"requests_per_month": 4_000}, {"requests_per_month": 8_000}),
        ("triple that, I left out the two other plants", {"requests_per_month": 4_000}, {"requests_per_month": 12_000}),
        ("double that please, it was only the weekday crew", {"requests_per_month": 4_000},
         {"requests_per_month": 8_000}),
        ("Halve the documents. Many of them are duplicates.", {"documents": 4_000}, {"documents": 2_000}),
        ("make the horizon five years instead", {"horizon_months": 36}, {"horizon_months": 60}),
        ("put the accuracy target at 97 instead", {"target_accuracy": 0.9}, {"target_accuracy": 0.97}),
        ("change the deadline to nine months instead of six", {"timeline_months": 6}, {"timeline_months": 9}),
        ("Make that 35,000 a month, I read the wrong column", {"requests_per_month": 84_000},
         {"requests_per_month": 35_000}),
        ("I read the wrong line, it is 12,000 a month", {"requests_per_month": 84_000}, {"requests_per_month": 12_000}),
        # ... and what is tried out, or others have.
        ("double the requests", {"requests_per_month": 4_000}, {}),
        ("double the requests, what happens?", {"requests_per_month": 4_000}, {}),
        ("double the requests, I forgot to ask: is that cheaper?", {"requests_per_month": 4_000}, {}),
        ("what if we doubled the requests, I only counted one branch", {"requests_per_month": 4_000}, {}),
        ("try the horizon at five years instead", {"horizon_months": 36}, {}),
        ("I read about a company with 12,000 calls a month", {"requests_per_month": 84_000}, {}),
    ],
)  # fmt: skip
def test_an_order_that_says_why_sets_a_fact_and_tries_nothing_out(
    text: str, known: dict[str, JsonValue], told: dict[str, JsonValue]
) -> None:
    assert facts_of(read(text, "stage", **known)) == told


@pytest.mark.parametrize(
    ("text", "known", "told"),
    [
        ("Scratch the 80, 85 it must be", {"target_accuracy": 0.8}, {"target_accuracy": 0.85}),
        ("Drop the six months, nine.", {"timeline_months": 6}, {"timeline_months": 9}),
        ("60 is too optimistic, rather 35", {"current_accuracy": 0.6}, {"current_accuracy": 0.35}),
        ("5 seconds is too slow, rather 2", {"max_latency_seconds": 5}, {"max_latency_seconds": 2}),
        ("300 a day was far too low, better 450", {"requests_per_month": 9_000}, {"requests_per_month": 13_500}),
        ("regarding accuracy my deputy thinks it's nearer 75, and she runs it, so go with hers",
         {"current_accuracy": 0.7}, {"current_accuracy": 0.75}),
        ("On the volume my colleague says 7,000, and he should know", {"requests_per_month": 5_000},
         {"requests_per_month": 7_000}),
        ("for input say 950, for output say 900, I had them mixed", {"input_tokens": 800},
         {"input_tokens": 950, "output_tokens": 900}),
        ("input is 950 and output 900, I swapped them", {"input_tokens": 800},
         {"input_tokens": 950, "output_tokens": 900}),
        ("not 4 pages, 6 pages", {"input_tokens": 2_668, "task": "summarization"}, {"input_tokens": 4_000}),
        ("Mondays are worse, about 450", {"requests_per_month": 9_000}, {}),
        ("forget the 40k, 60 people work here", {"budget": 40_000}, {}),
    ],
)  # fmt: skip
def test_what_takes_the_place_of_a_number_is_known_by_what_it_is_held_against(
    text: str, known: dict[str, JsonValue], told: dict[str, JsonValue]
) -> None:
    assert facts_of(read(text, "evaluation", **known)) == told


@pytest.mark.parametrize(
    ("text", "asked", "known", "told"),
    [
        ("same as what goes in", "output_tokens", {"input_tokens": 1_500}, {"output_tokens": 1_500}),
        ("as long as the input", "output_tokens", {"input_tokens": 1_500}, {"output_tokens": 1_500}),
        ("the same length as the original", "output_tokens", {"input_tokens": 1_500}, {"output_tokens": 1_500}),
        ("as much comes out as goes in", "output_tokens", {"input_tokens": 1_500}, {"output_tokens": 1_500}),
        ("about the same", "output_tokens", {"input_tokens": 1_500}, {"output_tokens": 1_500}),
        ("not the same as what goes in, much shorter", "output_tokens", {"input_tokens": 1_500}, {}),
        ("same as what goes in", "stage", {"input_tokens": 1_500}, {}),
        ("we do the same thing all day", "output_tokens", {"input_tokens": 1_500}, {}),
        ("reviewed by an outside auditor since March", "horizon_months", {"evaluation": "internal"}, {}),
        ("our new boss is here since October", "horizon_months", {}, {}),
        ("No, the budget! We have 50k to spend", "documents", {"requests_per_month": 9_000}, {"budget": 50_000}),
    ],
)
def test_an_answer_that_points_to_what_is_known(
    text: str, asked: str, known: dict[str, JsonValue], told: dict[str, JsonValue]
) -> None:
    assert facts_of(read(text, asked, **known)) == told


@pytest.mark.parametrize(
    ("text", "field", "known", "value"),
    [
        ("also portuguese, we just took over the shop in Porto", "languages", ["es", "en"], ["es", "en", "pt"]),
        ("and dutch, we have a branch in Rotterdam", "languages", ["de", "en"], ["de", "en", "nl"]),
        ("Yoruba and Igbo both, besides English", "languages", ["en", "yo"], ["en", "yo", "ig"]),
        ("not just English, also Welsh", "languages", ["en"], ["en", "cy"]),
        ("photos of the damage too, not just text", "modalities", ["text"], ["text", "image"]),
        ("voice messages too, not only chats", "modalities", ["text"], ["text", "audio"]),
        ("and CCPA, half our clients sit in California", "regulations", ["GDPR"], ["GDPR", "CCPA"]),
        ("German and French, Italian we gave up on", "languages", None, ["de", "fr"]),
        ("Spanish we stopped offering, so it is English and Portuguese", "languages", None, ["en", "pt"]),
        ("Czech, Slovak; Hungarian has been discontinued", "languages", None, ["cs", "sk"]),
        ("we gave up on Danish", "languages", ["da", "sv"], ["sv"]),
        ("Polish is out", "languages", ["pl", "en"], ["en"]),
        ("Please change the languages, Hungarian is out. Only Romanian and English remain.", "languages",
         ["ro", "hu", "en"], ["ro", "en"]),
        ("Also only Spanish now", "languages", ["da", "es"], ["es"]),
        ("the German manual is out in March", "languages", ["de", "en"], None),
        ("my mother is also Portuguese", "languages", ["en"], None),
        ("and a German competitor is cheaper", "languages", ["da", "sv"], None),
    ],
)  # fmt: skip
def test_a_list_is_told_on_in_passing(text: str, field: str, known: JsonValue, value: JsonValue) -> None:
    got = read(text, field) if known is None else read(text, "budget", **{field: known})
    assert facts_of(got).get(field) == value


@pytest.mark.parametrize(
    ("text", "known", "told"),
    [
        ("daily was exaggerated, it is once a month that something changes", {"knowledge_change": "daily"},
         {"knowledge_change": "monthly"}),
        ("I overstated it with daily, weekly is closer", {"knowledge_change": "daily"}, {"knowledge_change": "weekly"}),
        ("knowledge updates are daily now. weekly was the old release train", {"knowledge_change": "weekly"},
         {"knowledge_change": "daily"}),
        ("Monthly was the old rhythm, the tariffs change daily nowadays", {"knowledge_change": "monthly"},
         {"knowledge_change": "daily"}),
        ("Yearly was in the old days, the rules get updated every month now", {"knowledge_change": "yearly"},
         {"knowledge_change": "monthly"}),
        ("i misspoke its not confidential its just internal", {"data_sensitivity": "confidential"},
         {"data_sensitivity": "internal"}),
        ("it is not a pilot its live", {"stage": "pilot"}, {"stage": "production"}),
        ("Correction, the files aren't public at all: customers' addresses are in there",
         {"data_sensitivity": "public"}, {"data_sensitivity": "personal"}),
        ("our model was fine tuned by an agency last spring", {"current_approach": "prompting"},
         {"current_approach": "fine_tuning"}),
        ("the model we use is not fine tuned", {"current_approach": "prompting"}, {}),
        ("weekly was the old budget meeting", {"knowledge_change": "weekly"}, {}),
        ("weekly was fine", {"knowledge_change": "weekly"}, {}),
        ("The data is not confidential. It is used by the bank.", {"data_sensitivity": "confidential"}, {}),
    ],
)  # fmt: skip
def test_a_word_of_other_days_or_a_denied_one_gives_way_to_what_is_said_beside_it(
    text: str, known: dict[str, JsonValue], told: dict[str, JsonValue]
) -> None:
    assert facts_of(read(text, **known)) == told
