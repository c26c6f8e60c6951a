"""What words say of needs and plain facts: permission, no need any more, nobody, none, and who writes in what."""

from collections.abc import Mapping, Sequence

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

NOTHING = "nothing is said of the field"
HOSTED = "self_hosting_required"


def said_of(field: str, text: str, asked: Sequence[str] = (), known: Mapping[str, JsonValue] | None = None) -> object:
    """The value that the reader states for the field, or `NOTHING`."""
    facts = {name: Fact(value=value, status="stated", turn=1) for name, value in (known or {}).items()}
    statements = BuiltInReader().read(text, Context(facts=facts, asked=tuple(asked))).statements
    return next((one.value for one in statements if one.field == field), NOTHING)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what need not stay
        ("But it must not run on our own machines, a French hoster is allowed.", False),
        ("It must not stay in our data centre, the works council agreed to a cloud.", False),
        ("It needn't stay on our own servers.", False),
        ("No need for on-prem any more.", False),
        ("We no longer need to host it ourselves.", False),
        ("On-premise is not a must.", False),
        ("On-prem is off the table, we sold the data centre.", False),
        ("Self-hosting isn't required after all.", False),
        ("There is no obligation to keep it in-house.", False),
        ("The on-prem requirement was dropped last week.", False),
        ("It doesn't have to live inside our walls.", False),
        ("We don't insist on our own servers.", False),
        # what is allowed
        ("Nothing against AWS.", False),
        ("Security has nothing against a hosted model.", False),
        ("Compliance gave us the green light for Azure.", False),
        ("Legal signed off on an outside provider.", False),
        ("Our DPO is happy with Bedrock.", False),
        ("Cloud is OK after all.", False),
        ("We got the go-ahead to use a US cloud vendor.", False),
        ("The notes may be processed by an external provider.", False),
        # turned round in the message
        ("I told you nothing may leave the plant. That was wrong: the auditors accept a cloud vendor.", False),
        ("Scratch that. The lawyers looked again, and a hosted API under contract is fine.", False),
        ("Cloud was fine last year, but now nothing may leave our own servers.", True),
        ("A public cloud would have been nice. The regulator says no: it must stay on our own servers.", True),
        # what stays forbidden
        ("The data must not leave our own servers.", True),
        ("It must not go to a cloud provider, it must stay on our own machines.", True),
        ("It must not run anywhere but on our own servers.", True),
        ("Azure is not allowed, everything has to stay on our own hardware.", True),
        ("The cloud is off the table.", True),
        ("Cloud is banned here.", True),
        ("The hospital board will never be fine with a cloud, everything stays on premises.", True),
        ("Legal has something against AWS: nothing may leave the building.", True),
        # nothing of the kind
        ("Our machines don't need any maintenance.", NOTHING),
        ("We don't need in-house ML engineers.", NOTHING),
        ("Customers don't need to touch their machines.", NOTHING),
        ("Azure permits 100 calls a minute.", NOTHING),
        ("AWS rejected our request for credits.", NOTHING),
        ("EU cloud rules are ninety pages long.", NOTHING),
        ("A cloud vendor is not allowed to train on our files.", NOTHING),
        ("We don't have on-prem staff.", NOTHING),
        ("We must not stay behind our competitors.", NOTHING),
        ("Our own servers were down twice last month.", NOTHING),
        ("Nothing against a longer pilot.", NOTHING),
        ("Our help desk answers questions on AWS bills.", NOTHING),
        ("We no longer need the old intent bot.", NOTHING),
    ],
)
def test_whether_data_must_stay_follows_permission_and_need(text: str, expected: object) -> None:
    assert said_of(HOSTED, text) == expected


def test_a_tenant_of_their_own_is_no_place_of_others() -> None:
    assert said_of(HOSTED, "Azure in our own tenant is fine, anything beyond that isn't.", [HOSTED]) is True


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("ml_engineers", "ml engineers zero", 0),
        ("ml_engineers", "latency max 3s. ML engineers: none. examples nil.", 0),
        ("training_examples", "latency max 3s. ML engineers: none. examples nil.", 0),
        ("ml_engineers", "Data scientists = 0, documents = 40", 0),
        ("ml_engineers", "data scientists - nil", 0),
        ("training_examples", "Training examples: zilch.", 0),
        ("documents", "documents none, growth 5% a year", 0),
        ("ml_engineers", "No one at the parish could train a model.", 0),
        ("ml_engineers", "None of our vets could train a model.", 0),
        ("ml_engineers", "Nobody in the whole cooperative would know how to tune one.", 0),
        ("ml_engineers", "Every invoice is initialled by a clerk. No one at the depot can train a model.", 0),
        ("ml_engineers", "We have not one person on the payroll who could retrain it.", 0),
        ("ml_engineers", "Not a soul at the practice knows how to train a model.", 0),
        ("ml_engineers", "No one at the depot can answer the phone after six.", NOTHING),
        ("ml_engineers", "No one at the clinic can train the nurses before May.", NOTHING),
        ("ml_engineers", "Nobody trains our drivers on the new trucks.", NOTHING),
        ("ml_engineers", "Nobody at the office can use the model at home.", NOTHING),
        ("ml_engineers", "engineers on site: forty, none of them late", NOTHING),
        ("budget", "latency zero point five seconds, budget twelve thousand dollars", 12000),
    ],
)
def test_names_with_a_zero_and_people_who_cannot_count_none(field: str, text: str, expected: object) -> None:
    assert said_of(field, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Every single quote is read and initialled by the estimator before the builder sees it.", True),
        ("Each summary is looked at by a nurse before it is filed.", True),
        ("A paralegal countersigns every draft.", True),
        ("Nothing goes out until a chemist has seen it.", True),
        ("No answer leaves without a second pair of eyes.", True),
        ("Nobody checks the answers.", False),
        ("No human ever looks at a verdict.", False),
        ("No person ever sees the mail.", False),
        ("Not a single quote leaves that the owner hasn't approved.", True),
        ("The texts go out as they are, nobody looks at them.", False),
        ("Replies go straight to the tenant, unread by any of us.", False),
        ("The plumber no longer reads the drafts, they go out on their own.", False),
    ],
)
def test_who_looks_at_answers(text: str, expected: object) -> None:
    assert said_of("human_review", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our booking bot has been live since March, on gpt-4o, and the bill is getting out of hand.", "production"),
        ("The claims helper went live two years ago and what we pay for it is ridiculous.", "production"),
        ("The tool is live and it costs us an arm and a leg.", "production"),
        ("We rolled it out last week to all depots.", "production"),
        ("Our bot is live since May and its answers are rubbish.", "underperforming"),
        ("It's been live for a year, it is expensive and frankly the answers disappoint.", "underperforming"),
        ("It went live in spring and tenants complain about wrong answers.", "underperforming"),
        ("We pulled the plug on it in May, it kept making things up.", "underperforming"),
        ("The bot keeps inventing facts about our tariffs.", "underperforming"),
        ("We have a pilot with two branches and it is already too expensive.", "pilot"),
    ],
)
def test_a_silly_bill_is_no_bad_quality(text: str, expected: object) -> None:
    assert said_of("stage", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pm at a devtools startup, we build a test writer for ides", "technology"),
        ("dev at a dev-tools company here", "technology"),
        ("I run product at a B2B SaaS scale-up.", "technology"),
        ("I am head of data in marketplace of holiday rentals from Porto.", "travel"),
        ("We run a platform for vacation rentals in Florida.", "travel"),
        ("We're a short-term rental agency with 900 flats in Split.", "travel"),
        ("We let holiday cottages in Wales.", "travel"),
        ("We're a property company that rents out offices.", "real_estate"),
        ("We run a marketplace for used furniture.", "retail"),
    ],
)
def test_the_trade_of_who_asks(text: str, expected: object) -> None:
    assert said_of("industry", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tourists write to us in Thai, Polish and English. We want to translate their letters into Greek.",
            ["th", "pl", "en"],
        ),
        ("Customers write in Dutch and French, we translate it into German for the workshop.", ["nl", "fr"]),
        ("Patients text us in Arabic and Turkish. A bot shall turn that into Swedish for the nurse.", ["ar", "tr"]),
        ("We translate manuals from German into Polish and Czech.", ["de", "pl", "cs"]),
        ("Users write in Spanish and Catalan.", ["es", "ca"]),
        ("German, Dutch and, since we have many expats, English.", ["de", "nl", "en"]),
        ("They write to us in Finnish, and also in Swedish.", ["fi", "sv"]),
        ("Users write in Korean, Japanese, Italian and German.", ["ko", "ja", "it", "de"]),
    ],
)
def test_users_write_in_the_languages_in_which_they_write(text: str, expected: object) -> None:
    assert said_of("languages", text) == expected


@pytest.mark.parametrize(
    ("field", "text", "known"),
    [
        ("monthly_benefit", "No, keep gpt-4.1. Accuracy first.", {"model": "gpt-4.1"}),
        ("monthly_benefit", "No, stay with Claude. We know it.", {"model": "claude-sonnet-4"}),
        ("documents", "Nope, leave the volume as it is.", {"requests_per_month": 4000}),
        ("ml_engineers", "No. Go on with the bigger model please.", {"model": "gpt-4o"}),
        ("training_examples", "no, my mistake, we want gpt-4o", {}),
        ("regulations", "No, keep the 24 months. It's what the bank wants.", {"horizon_months": 24}),
        ("evaluation", "Just so you know who we measure ourselves against.", {}),
        ("evaluation", "Two rivals do 3 million a month. That's the league we measure us with.", {}),
        ("evaluation", "We are 12 people and process claims.", {}),
        ("human_review", "No, keep gpt-4o. Quality first.", {"model": "gpt-4o"}),
    ],
)
def test_a_no_to_something_else_answers_no_question(field: str, text: str, known: Mapping[str, JsonValue]) -> None:
    assert said_of(field, text, [field], known) == NOTHING


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("monthly_benefit", "No, none.", 0),
        ("documents", "No, nothing written down.", 0),
        ("ml_engineers", "No, nobody.", 0),
        ("regulations", "No, none that I know of.", []),
        ("human_review", "No, it goes straight out.", False),
    ],
)
def test_a_no_to_the_question_answers_it(field: str, text: str, expected: object) -> None:
    assert said_of(field, text, [field]) == expected


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("critical_error_rate", "One in fifty replies could really hurt somebody.", 0.02),
        ("critical_error_rate", "What bothers our lawyers is that one in eighty answers could get us sued.", 0.0125),
        ("critical_error_rate", "About two in a hundred answers would be dangerous if anyone followed them.", 0.02),
        ("critical_error_rate", "1 in 200 doses it suggests could kill a patient.", 0.005),
        ("critical_error_rate", "Four percent of the replies might land us in court.", 0.04),
        ("critical_error_rate", "2% of its summaries could put someone in jail.", 0.02),
        ("current_accuracy", "Nine times out of ten it's right.", 0.9),
        ("current_accuracy", "It gets one in four wrong.", 0.75),
        ("current_accuracy", "It is right three quarters of the time.", 0.75),
        ("current_accuracy", "It's wrong every fifth time.", 0.8),
        ("current_accuracy", "One in forty answers could actually hurt somebody.", NOTHING),
        ("critical_error_rate", "One in forty customers could hurt our reputation on the web.", NOTHING),
    ],
)
def test_rates_in_words(field: str, text: str, expected: object) -> None:
    assert said_of(field, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DSGVO applies, naturally.", ["GDPR"]),
        ("We fall under the RGPD.", ["GDPR"]),
        ("RODO applies to us.", ["GDPR"]),
        ("The AVG applies, we are Dutch.", ["GDPR"]),
        ("LGPD, of course.", ["OTHER"]),
        ("PIPL applies to our Shanghai branch.", ["OTHER"]),
        ("As a Geneva firm we follow the nFADP.", ["OTHER"]),
        ("nDSG gilt, and DSGVO for our Austrian clients.", ["OTHER", "GDPR"]),
        ("KVKK applies.", ["OTHER"]),
        ("Loi 25 applies in Quebec.", ["OTHER"]),
        ("Avg. handling time is 5 minutes.", NOTHING),
    ],
)
def test_laws_by_their_names_elsewhere(text: str, expected: object) -> None:
    assert said_of("regulations", text) == expected


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("Correction, they hold names and phone numbers of tenants.", "internal", "personal"),
        ("Sorry, I was wrong on the data: it is all public.", "confidential", "public"),
        ("Actually there are patient records in it too.", "internal", "regulated"),
        ("We strip all names first, so nothing personal is left, it's just internal.", "personal", "internal"),
    ],
)
def test_how_sensitive_data_are_goes_up_and_down(text: str, known: str, expected: object) -> None:
    assert said_of("data_sensitivity", text, (), {"data_sensitivity": known}) == expected


@pytest.mark.parametrize(
    ("field", "text", "expected", "asked", "known"),
    [
        ("self_hosting_required", "It must not be hosted by ourselves, a Swiss cloud is permitted.", False, (), {}),
        ("self_hosting_required", "Keeping it on our own servers is no longer necessary.", False, (), {}),
        ("self_hosting_required", "We dropped the on-premise demand, so SaaS works.", False, (), {}),
        (
            "self_hosting_required",
            "IT would rather not run it themselves, any vendor with a contract will do, no need to self-host.",
            False,
            (),
            {},
        ),
        ("self_hosting_required", "The union has no objections to a US provider.", False, (), {}),
        ("self_hosting_required", "Our regulator now accepts hyperscalers.", False, (), {}),
        ("self_hosting_required", "It is not necessary that it stays in house.", False, (), {}),
        ("self_hosting_required", "Hosting outside is okay.", False, (), {}),
        (
            "self_hosting_required",
            "Forget what I said, the ministry allows Google Cloud.",
            False,
            (),
            {"self_hosting_required": True},
        ),
        (
            "self_hosting_required",
            "I thought a vendor cloud was fine, but the captain says nothing may leave the ship.",
            True,
            (),
            {},
        ),
        ("self_hosting_required", "External hosting is forbidden for us.", True, (), {}),
        ("self_hosting_required", "It must not be hosted outside our own data centre.", True, (), {}),
        ("self_hosting_required", "We have no need for on-call staff any more.", NOTHING, (), {}),
        ("self_hosting_required", "We are an AWS partner and have nothing against long contracts.", NOTHING, (), {}),
        ("ml_engineers", "budget 20k dollars. data scientists none. documents 300", 0, (), {}),
        ("training_examples", "labelled pairs: zero; languages: Danish", 0, (), {}),
        ("ml_engineers", "Nobody in the choir association could train such a model.", 0, (), {}),
        ("ml_engineers", "There's no one at the foundry who knows how to train a model.", 0, (), {}),
        ("ml_engineers", "No one at the foundry can read the model's Greek answers.", NOTHING, (), {}),
        ("documents", "documents zero", 0, (), {}),
        (
            "human_review",
            "All offers are proofread and released by a foreman before the client gets them.",
            True,
            (),
            {},
        ),
        ("human_review", "Not a single reply is read by us before it goes out.", False, (), {}),
        ("human_review", "Not one letter goes out that a clerk has not read.", True, (), {}),
        ("stage", "Our menu assistant has been running since 2024 and the cost is insane.", "production", (), {}),
        ("stage", "It's in production, on claude, and finance is screaming about the invoice.", "production", (), {}),
        ("stage", "It's live, and half of what it says is nonsense.", "underperforming", (), {}),
        ("stage", "We launched it nationwide in June.", "production", (), {}),
        ("industry", "eng lead at a developer tooling company", "technology", (), {}),
        ("industry", "I look after a villa rental portal for Crete.", "travel", (), {}),
        ("industry", "We're a letting agency with 700 flats.", "real_estate", (), {}),
        (
            "languages",
            "Guests mail us in Danish, Norwegian and Hindi; we'd have it translated to Icelandic.",
            ["da", "no", "hi"],
            (),
            {},
        ),
        (
            "languages",
            "Farmers send voice notes in Swahili. They should come out in English for the agronomist.",
            ["sw"],
            (),
            {},
        ),
        (
            "languages",
            "The texts are in French and must be translated into English and Arabic.",
            ["fr", "en", "ar"],
            (),
            {},
        ),
        (
            "monthly_benefit",
            "No, we stay on claude-sonnet-4. It is the safer one.",
            NOTHING,
            ("monthly_benefit",),
            {"model": "claude-sonnet-4"},
        ),
        ("budget", "Nah, don't change the volume.", NOTHING, ("budget",), {"requests_per_month": 5000}),
        ("documents", "No, zero.", 0, ("documents",), {}),
        ("evaluation", "Our rivals are bigger, they are who we measure ourselves with.", NOTHING, ("evaluation",), {}),
        ("critical_error_rate", "One in thirty instructions could injure a fitter.", pytest.approx(1 / 30), (), {}),
        ("critical_error_rate", "3 in 1,000 answers would get somebody sued.", 0.003, (), {}),
        ("current_accuracy", "It's right four times out of five.", 0.8, (), {}),
        ("current_accuracy", "Every tenth answer is wrong.", 0.9, (), {}),
        ("regulations", "RGPD et la loi suisse, the nLPD applies.", ["GDPR", "OTHER"], (), {}),
        ("regulations", "We are bound by the Brazilian LGPD and by DSGVO.", ["OTHER", "GDPR"], (), {}),
        ("regulations", "Our avg order is 40 dollars.", NOTHING, (), {}),
        (
            "data_sensitivity",
            "Wait, the tickets include home addresses of drivers.",
            "personal",
            (),
            {"data_sensitivity": "internal"},
        ),
        (
            "data_sensitivity",
            "Correction: the manuals are already published on our website.",
            "public",
            (),
            {"data_sensitivity": "confidential"},
        ),
    ],
)
def test_needs_and_plain_facts_in_other_words(
    field: str, text: str, expected: object, asked: Sequence[str], known: Mapping[str, JsonValue]
) -> None:
    assert said_of(field, text, asked, known) == expected
