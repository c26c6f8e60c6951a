"""A cloud account of one's own is no machine of one's own: what its mention says of where the data may go."""

import pytest

from agent.facts import Fact
from agent.phrasing import fact_in_words
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context


def stays_in_house(text: str, *asked: str) -> object:
    statements = BuiltInReader().read(text, Context(asked=asked)).statements
    return next((one.value for one in statements if one.field == "self_hosting_required"), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use Microsoft Azure OpenAI in our own tenant, gpt-4o.", False),
        ("We run Claude on Bedrock in our own AWS account.", False),
        ("The data must stay in our Azure tenant; we use Azure OpenAI there.", False),
        ("Everything runs in our AWS tenant in Frankfurt.", None),
        ("Our data sits in our own Azure tenant and gpt-4o is called from there.", None),
        ("Data has to stay in the EU region.", None),
        ("Data can't leave our Azure tenant.", True),
        ("It must not leave our tenant, no Azure OpenAI either.", True),
        ("It runs in our own GCP account because external APIs are not trusted here.", True),
        ("Claims run inside our own VPC because the auditors insisted.", True),
        ("A model is fine provided it runs inside our own VPC.", True),
        ("Patient data may not leave our own servers.", True),
        ("It has to run on our own machines in our data centre, not on Azure OpenAI.", True),
    ],
)
def test_a_tenant_requires_no_own_machines_unless_they_say_so(text: str, expected: object) -> None:
    assert stays_in_house(text) is expected


def test_an_own_account_answers_the_question_where_it_must_stay() -> None:
    assert stays_in_house("inside our own AWS account", "self_hosting_required") is True


@pytest.mark.parametrize(
    ("value", "quote", "said"),
    [
        (["OTHER"], "GxP", "you are bound by GxP"),
        (["OTHER"], "there is some rule of our supervisor that we must keep", "you are bound by another law"),
        (["GDPR", "OTHER"], "GDPR plus Solvency II", "you are bound by GDPR and another law"),
        (["PCI_DSS"], "PCI", "you are bound by PCI DSS"),
    ],
)
def test_a_law_without_a_value_of_its_own_has_its_own_name(value: list[str], quote: str, said: str) -> None:
    assert fact_in_words("regulations", Fact(value=value, status="stated", quote=quote, turn=1)) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The scans may however go to a hosted model, our privacy officer agreed.", False),
        ("Our data may, however, leave the building.", False),
        ("The texts can therefore be sent to OpenAI.", False),
        ("The recordings are free to leave our network.", False),
        ("It can be in a cloud, yes.", False),
        ("Under no circumstances may the files go to a cloud.", True),
        ("No record can go to a third-party provider.", True),
        ("The letters cannot leave the building.", True),
        ("Nothing may leave the building.", True),
        ("The files may only go to our own cloud.", True),
        ("We can go to AWS next year for the website.", None),
        ("Our staff can leave the building at five.", None),
        ("It may go live in March.", None),
    ],
)
def test_what_may_go_elsewhere_need_not_stay(text: str, expected: object) -> None:
    assert stays_in_house(text) is expected


@pytest.mark.parametrize("asked", [(), ("self_hosting_required",)], ids=["unasked", "asked"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Data has to stay within the EU.", None),
        ("All data must be kept inside Switzerland, no transfers to the US.", None),
        ("Our data may not leave the country.", None),
        ("Nothing may be processed outside Germany.", None),
        ("The records must remain on Canadian soil, says the province.", None),
        ("Data must stay in the EU and on our own servers.", True),
        ("It must run in our own data centre in Frankfurt.", True),
        ("Nothing may leave our hospital in Canada.", True),
        ("We are in Germany and the data must stay on premises.", True),
        ("Patient data must never leave our network in Norway.", True),
    ],
)
def test_a_region_is_no_machine_of_ones_own(text: str, expected: object, asked: tuple[str, ...]) -> None:
    assert stays_in_house(text, *asked) is expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Data has to stay within the EU.", True),
        ("Our records may not leave the country, and the budget is $40,000.", True),
        ("Data must stay in the EU and on our own servers.", False),
        ("We sell in Germany and France.", False),
        ("Our customers stay in Switzerland in winter.", False),
    ],
)
def test_what_keeps_data_in_a_region_is_heard(text: str, kept: bool) -> None:
    assert bool(BuiltInReader().read(text, Context()).kept_in) is kept
