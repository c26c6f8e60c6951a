"""Values that words name: lists told in a row, what is ruled out, what takes the place of what is known."""

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()


def told(text: str, asked: str = "", known: dict[str, JsonValue] | None = None) -> dict[str, JsonValue]:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in (known or {}).items()}
    statements = READER.read(text, Context(facts=facts, asked=(asked,) if asked else ())).statements
    return {one.field: one.value for one in statements if one.status != "declined"}


@pytest.mark.parametrize(
    ("text", "asked", "languages"),
    [
        ("A bot that answers farmers in Malayalam, Tamil and English.", "", ["ml", "ta", "en"]),
        ("Reports are written in faroese + danish + english.", "", ["fo", "da", "en"]),
        ("German, French, Italian. Romansh we skip.", "languages", ["de", "fr", "it"]),
        ("French and English; Breton speakers write in French anyway", "languages", ["fr", "en"]),
        ("Half the staff is Romanian but customers only ever write Danish.", "languages", ["da"]),
        ("German speakers write in German, the others in English", "languages", ["de", "en"]),
        ("English and Welsh, Gaelic we leave out", "languages", ["en", "cy"]),
        ("Spanish, Catalan, and some Basque, which we can ignore", "languages", ["es", "ca"]),
        ("The owners are Swedish. Tickets come in Finnish and English.", "languages", ["fi", "en"]),
        ("Our manuals are German, the questions come in Turkish", "languages", ["de", "tr"]),
        ("Letters come in Gujarati, Marathi & English.", "", ["gu", "mr", "en"]),
        ("Customers write in Slovak, Croatian and Spanish.", "", ["sk", "hr", "es"]),
    ],
)
def test_the_languages_of_a_row_are_all_theirs_but_those_they_leave_out(
    text: str, asked: str, languages: list[str]
) -> None:
    assert told(text, asked)["languages"] == languages


@pytest.mark.parametrize(
    ("text", "known", "field", "value"),
    [
        ("No, Ukrainian, not Russian!", {"languages": ["pl", "ru"]}, "languages", ["pl", "uk"]),
        ("Only English, not Russian", {"languages": ["pl", "ru"]}, "languages", ["en"]),
        ("PCI can go, others handle the payments.", {"regulations": ["PCI_DSS", "GDPR"]}, "regulations", ["GDPR"]),
        ("no voice after all, typed only", {"modalities": ["audio", "text"]}, "modalities", ["text"]),
        ("They also send voice notes, not only text", {"modalities": ["text"]}, "modalities", ["text", "audio"]),
        ("I said TELECOM not travel", {"industry": "travel"}, "industry", "telecom"),
        ("Pilot, not production. Only one office has it.", {"stage": "production"}, "stage", "pilot"),
        ("Sorry: weekly, not daily.", {"knowledge_change": "daily"}, "knowledge_change", "weekly"),
        ("Not a pilot: it is live.", {"stage": "pilot"}, "stage", "production"),
        ("I said internal earlier but there's customer names in there too", {"data_sensitivity": "internal"},
         "data_sensitivity", "personal"),
        ("Our documents are confidential, not public", {"data_sensitivity": "public"}, "data_sensitivity",
         "confidential"),
        ("Dutch, not German, and the rest as it was", {"languages": ["en", "de"]}, "languages", ["en", "nl"]),
        ("SOX can be dropped. HIPAA stays.", {"regulations": ["SOX", "HIPAA"]}, "regulations", ["HIPAA"]),
    ],
)  # fmt: skip
def test_what_is_denied_by_name_gives_way_to_what_stands_beside_it(
    text: str, known: dict[str, JsonValue], field: str, value: JsonValue
) -> None:
    assert told(text, known=known)[field] == value


@pytest.mark.parametrize(
    ("text", "known", "field"),
    [
        ("The HIPAA data can go to Azure.", {"regulations": ["HIPAA", "GDPR"]}, "languages"),
        ("There are no voice mails in it.", {"modalities": ["audio", "text"]}, "modalities"),
        ("We get 5,000 calls weekly, not daily.", {"knowledge_change": "daily"}, "knowledge_change"),
        ("The museum shop upstairs sells fridge magnets.", {"industry": "education"}, "industry"),
        ("There are Accenture and the university spin-off.", {"industry": "public_sector"}, "industry"),
        ("8 million subscribers, 60 shops, 3 brands.", {"industry": "telecom"}, "industry"),
        ("In 2023 a startup put a chatbot on it, we switched it off.", {"task": "question_answering"}, "task"),
        ("My neighbour works for an airline, by the way.", {"industry": "retail"}, "industry"),
        ("I'll be at the hospital on Monday, so call me on Tuesday.", {"industry": "finance"}, "industry"),
    ],
)
def test_what_is_only_mentioned_changes_nothing_that_is_known(
    text: str, known: dict[str, JsonValue], field: str
) -> None:
    assert field not in told(text, known=known)


@pytest.mark.parametrize(
    ("text", "known", "field", "value"),
    [
        ("Three months since go-live and the complaints are piling up.", {"stage": "production"}, "stage",
         "underperforming"),
        ("Back to the drawing board, as a thought and nothing more.", {"stage": "pilot"}, "stage", "idea"),
        ("we're not travel. we write software FOR travel agents", {"industry": "travel"}, "industry", "technology"),
        ("We aren't a hospital, we make software for hospitals.", {"industry": "healthcare"}, "industry", "technology"),
        ("To be exact, it went live for all 2,600 users on Monday", {"stage": "pilot"}, "stage", "production"),
        ("Honestly, it disappoints everybody who uses it.", {"stage": "production"}, "stage", "underperforming"),
    ],
)  # fmt: skip
def test_what_is_clearly_told_anew_takes_the_place_of_what_was_stated(
    text: str, known: dict[str, JsonValue], field: str, value: JsonValue
) -> None:
    assert told(text, known=known)[field] == value


@pytest.mark.parametrize(
    ("text", "asked", "field", "value"),
    [
        ("Security says no external hosting for drawings.", "", "self_hosting_required", True),
        ("We are a bank, so nothing leaves the house.", "", "self_hosting_required", True),
        ("Genomes sit on the same boxes, so nothing may be sent to anyone's API.", "", "self_hosting_required", True),
        ("The model must run inside.", "", "self_hosting_required", True),
        ("Ours can go out over the internet.", "self_hosting_required", "self_hosting_required", False),
        ("A European cloud region would satisfy our people.", "", "self_hosting_required", False),
        ("Texts may travel via the internet, nobody minds.", "self_hosting_required", "self_hosting_required", False),
        ("None of it leaves our premises.", "", "self_hosting_required", True),
        ("So far it exists only on paper.", "stage", "stage", "idea"),
        ("We trained it on our own tickets and it looks things up in the manuals.", "current_approach",
         "current_approach", "fine_tuning_and_augmentation"),
        ("GPT-4o, prompt with retrieved papers, in production.", "", "current_approach", "augmentation"),
        ("There's a rule-based thing with regexes.", "current_approach", "current_approach", "none"),
        ("It looks the article up in our catalogue before it speaks.", "current_approach", "current_approach",
         "augmentation"),
        ("It was retrained on past cases, no lookups.", "current_approach", "current_approach", "fine_tuning"),
        ("Four times a year the treaty wordings get renewed.", "", "knowledge_change", "quarterly"),
        ("It doesn't change much - a new issue every month.", "", "knowledge_change", "monthly"),
        ("The clauses are revised every quarter.", "", "knowledge_change", "quarterly"),
        ("only pictures, no text layer", "modalities", "modalities", ["image"]),
        ("they talk, it listens. no typing, most can't", "modalities", "modalities", ["audio"]),
        ("films from their phones", "modalities", "modalities", ["video"]),
        ("voice messages only, our drivers don't type", "modalities", "modalities", ["audio"]),
        ("voice notes only, no one writes here", "modalities", "modalities", ["audio"]),
        ("spoken messages, nobody types", "modalities", "modalities", ["audio"]),
        ("voice notes and text", "modalities", "modalities", ["audio", "text"]),
        ("Voice calls and the follow-up mails", "modalities", "modalities", ["audio", "text"]),
        ("Source code, plus the tickets in prose", "modalities", "modalities", ["code", "text"]),
        ("photos, and a few lines below them", "modalities", "modalities", ["image", "text"]),
        ("If a rival got hold of our recipes, we could close.", "data_sensitivity", "data_sensitivity", "confidential"),
        ("It is a legal aid clinic for tenants.", "industry", "industry", "legal"),
        ("A firm of 85 lawyers; we review leases for real-estate clients.", "industry", "industry", "legal"),
        ("It's all on the public website anyhow.", "data_sensitivity", "data_sensitivity", "public"),
        ("We have signed NDA with them, so the papers are confidential.", "training_examples", "data_sensitivity",
         "confidential"),
        ("so the drawings are confidential", "evaluation", "data_sensitivity", "confidential"),
        ("Customers made us sign a non-disclosure agreement, the recipes are secret.", "documents", "data_sensitivity",
         "confidential"),
        ("The files are under NDA with a carmaker", "stage", "data_sensitivity", "confidential"),
        ("We made a small pilot last month. It was right in 88 % of notes, but we need 97 %.", "training_examples",
         "stage", "pilot"),
        ("We ran a pilot in autumn with two branches.", "documents", "stage", "pilot"),
        ("I've tried a proof of concept with students.", "knowledge_change", "stage", "pilot"),
        ("Stage: POC done w/ 1 product. Next: all products.", "", "stage", "pilot"),
        ("It's been in daily use since spring, so no, it isn't a trial any more. 18,000 letters a month go through it.",
         "current_approach", "stage", "production"),
        ("No longer a test: every desk uses it.", "documents", "stage", "production"),
        ("It isn't a pilot any more, all 40 branches work with it.", "", "stage", "production"),
        ("I read all of them myself before they go out, and that will stay that way.", "documents", "human_review",
         True),
        ("I look at every one of them myself before I press send.", "monthly_benefit", "human_review", True),
        ("We go over all the texts before they are posted", "documents", "human_review", True),
        ("Please note that a clerk reads every answer before it goes out.", "", "human_review", True),
        ("$25,000 one-off. And kindly note that our nurse checks all of it before it is sent.", "budget",
         "human_review", True),
        ("Taxonomy is static. 85k labelled alerts from on-call.", "self_hosting_required", "knowledge_change",
         "static"),
        ("We want that the order confirmations and the emails to dentists are written by AI.", "task", "task",
         "content_generation"),
        ("Order confirmations should be written by the computer.", "", "task", "content_generation"),
        ("We want that replies to customers are written by AI", "", "task", "customer_support"),
        ("Tickets come in, gpt-4o writes a reply, agent edits and sends.", "", "task", "customer_support"),
        ("Takaful operator KL. Approach so far RAG on gpt-4.1-mini.", "", "industry", "insurance"),
        ("We're torn between doing this ourselves or paying someone", "", "sourcing", "undecided"),
        ("The bot should answer from our 450 HR documents", "", "documents", 450),
        ("The catalogue is fixed.", "training_examples", "knowledge_change", "static"),
        ("Schema is frozen, labels don't move.", "evaluation", "knowledge_change", "static"),
        # each trade's own words for its work
        ("- complaint triage with an LLM", "", "task", "classification"),
        ("alert triage, false positives drown us", "", "task", "classification"),
        ("Security desk. Triage alarms and alerts, 90k a month", "", "task", "classification"),
        ("coding open survey answers into themes", "", "task", "classification"),
        ("coding verbatims from questionnaires", "", "task", "classification"),
        ("spam filtering for our inbox", "", "task", "classification"),
        ("marketing wants 60 posts per week", "", "task", "content_generation"),
        ("The press office needs 25 captions a day", "", "task", "content_generation"),
    ],
)  # fmt: skip
def test_which_value_a_wording_names(text: str, asked: str, field: str, value: JsonValue) -> None:
    assert told(text, asked)[field] == value


@pytest.mark.parametrize(
    ("text", "sensitivity"),
    [
        ("We want to read handwritten prescriptions, and a pharmacist always checks.", "regulated"),
        ("We have 12 thousand labeled radiology reports. Want to extract findings.", "regulated"),
        ("Extract tumour stage from pathology reports, 400 a week", "regulated"),
        ("We summarise the referral letters of our patients", "regulated"),
        ("We wish to have contracts summarised automatically, around 300 a month.", "confidential"),
        ("Building a contract review helper for our procurement team. 90 contracts a month.", "confidential"),
        ("Charter parties, like 60 pages of contract, and the operators need the key clauses extracted.",
         "confidential"),
        ("We need clauses pulled out of lease agreements", "confidential"),
        ("Reviewing NDAs for a software firm", "confidential"),
        ("Teachers write report card comments. Can AI write them? Pupils names are inside", "personal"),
        ("The names of our members are in it", "personal"),
        ("Guests' names stand in every mail", "personal"),
    ],
)  # fmt: skip
def test_what_goes_in_tells_how_sensitive_it_is(text: str, sensitivity: str) -> None:
    assert told(text)["data_sensitivity"] == sensitivity


@pytest.mark.parametrize(
    ("text", "asked", "field"),
    [
        ("I need that on paper for the trustees tonight.", "", "stage"),
        ("I'm dictating this from the car, so excuse the words.", "", "modalities"),
        ("It answers with a code and not a syllable more.", "output_tokens", "modalities"),
        ("Rental cars, 90 stations in Spain, damage photos at return.", "", "languages"),
        ("We rent flats in Lisbon and Madrid to tourists.", "", "languages"),
        ("The model passed the bar exam. Ours isn't law, so I don't care.", "", "regulations"),
        ("That doesn't change a thing for us.", "", "knowledge_change"),
        ("Please put the costs on paper for my boss.", "", "stage"),
        ("I'm dictating this from the car. Technicians file reports on wind turbines.", "", "modalities"),
        ("I dictated it in the train.", "", "modalities"),
        ("This won't change our mind.", "", "knowledge_change"),
        ("The volume is static", "", "knowledge_change"),
        ((
            "freight forwarder near Felixstowe. customs forms. 5 people retyping stuff all day. "
            "can a computer do that"
         ), "",
         "current_approach"),
        ("Online fashion retailer here: returns chat. 18,000 conversations a month. Gemini 2.5 Pro.", "",
         "current_approach"),
        ("Travel agency, making an itinerary takes forever, so we want the AI to make the first proposal", "", "stage"),
        ("Requirements: email drafting for account managers; go-live in 3 months; GDPR.", "", "industry"),
        ("The website is static html", "", "knowledge_change"),
        ("The deadline is fixed: 1 March", "", "knowledge_change"),
        ("A competitor made a pilot last month.", "", "stage"),
        ("We'd like to start with a pilot next spring", "", "stage"),
        ("Please keep this confidential, our budget is $20,000.", "", "data_sensitivity"),
        ("The contract with the vendor runs three years", "", "data_sensitivity"),
        ("Customers ask about their phone contracts", "", "data_sensitivity"),
        ("We are a contract manufacturer and want product texts", "", "data_sensitivity"),
        ("Product names are inside the text", "", "data_sensitivity"),
        ("the triage nurse works 8 hours", "", "task"),
        ("We get 400 social posts per month about us", "", "task"),
        ("our claims department has 40 people", "", "task"),
        ("SOC 2 certified vendor with 12 engineers", "", "task"),
        ("we use an error code in every reply", "", "task"),
        ("In a survey of 500 firms 40% want it", "", "current_accuracy"),
    ],
)  # fmt: skip
def test_what_sounds_like_a_value_of_the_case_is_none(text: str, asked: str, field: str) -> None:
    assert field not in told(text, asked)


@pytest.mark.parametrize(
    "text",
    [
        "Fwd: chatbot\n\n> Our student chatbot at the university costs 3,900 dollars a month in API fees.\n\nHelp?",
        "FW: FW: bot\n> The university pays 3,900 dollars a month for the API of the student chatbot.\n\nWhat now?",
        "Forwarded from our dean:\n> We at the university pay 3,900 dollars a month to OpenAI.\n\nIs that too much?",
    ],
)
def test_a_mail_that_is_passed_on_tells_the_case(text: str) -> None:
    assert told(text)["monthly_api_spend"] == 3_900
    assert told(text)["industry"] == "education"


def test_a_mail_below_the_answer_tells_nothing() -> None:
    assert "budget" not in told("We are a bank.\n\n> You could spend 30,000 dollars upfront.\n> Which industry?")
