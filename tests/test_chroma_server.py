"""A Chroma server instead of the embedded one: replicas agree, and a turn gets its answer while the server is away."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from knowledge import chroma_home, library
from knowledge.chroma_home import ChromaHome, ChromaUnreachable
from knowledge.documents import Documents
from knowledge.ingest import Ingest
from knowledge.passages import load_passages
from knowledge.search import Guidance
from tests.chroma_server import ChromaServer
from ui.app import create_app
from ui.cli import main
from ui.settings import BadSettings, Settings, read_settings

QUESTIONS = [
    "When is fine-tuning worth it?",
    "who should evaluate the model",
    "What is retrieval?",
    "what is the weather",
]
HOLIDAY = {"q": "How many days of paid holiday does an employee have?", "k": 1}
HANDBOOK = b"Every employee has 28 days of paid holiday a year."


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    server = ChromaServer(tmp_path / "chroma")
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _tried_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma_home, "_SECONDS_BETWEEN_TRIES", 0.0)


def answers(guidance: Guidance) -> list[list[tuple[str, float]]]:
    return [
        [(found.passage.passage_id, round(found.score, 3)) for found in guidance.relevant(question, 3)]
        for question in QUESTIONS
    ]


def collections(url: str) -> list[str]:
    place = ChromaHome.at(url)
    with place.client() as client:
        names = sorted(collection.name for collection in client.list_collections())
    place.close()
    return names


def test_the_guidance_is_found_alike_on_a_server_on_disk_and_in_memory(tmp_path: Path, server: ChromaServer) -> None:
    with Guidance.open(tmp_path / "guidance") as embedded:
        expected = answers(embedded)
    place = ChromaHome.at(server.url)
    with Guidance.open(tmp_path / "nothing", server=place) as served:
        assert answers(served) == expected
        server.stop()
        assert answers(served) == expected
        server.start()
        assert answers(served) == expected
    place.close()
    assert not (tmp_path / "nothing").exists()


def test_filters_hold_in_memory_too(tmp_path: Path) -> None:
    place = ChromaHome.at("http://127.0.0.1:9")
    with Guidance.open(tmp_path, server=place) as guidance:
        found = guidance.search("how much does it cost", 20, sources=["mantis"], evidence=["rule_of_thumb"])
        assert {(one.passage.source_id, one.passage.evidence) for one in found} == {("mantis", "rule_of_thumb")}


def test_replicas_share_one_collection_that_is_named_by_what_is_in_it(tmp_path: Path, server: ChromaServer) -> None:
    some = load_passages()[:20]
    for _ in range(2):
        place = ChromaHome.at(server.url)
        with Guidance.open(tmp_path, some, server=place) as guidance:
            guidance.search("cost")
        place.close()
    (name,) = collections(server.url)
    assert name.startswith("guidance-")
    place = ChromaHome.at(server.url)
    with Guidance.open(tmp_path, some[1:], server=place) as other:
        other.search("cost")
    place.close()
    assert len(collections(server.url)) == 2


def test_a_server_that_has_lost_its_files_is_filled_again(tmp_path: Path, server: ChromaServer) -> None:
    place = ChromaHome.at(server.url)
    with Guidance.open(tmp_path, server=place) as guidance:
        expected = answers(guidance)
        with place.client() as client:
            for collection in client.list_collections():
                client.delete_collection(collection.name)
        assert answers(guidance) == expected
        assert answers(guidance) == expected
    place.close()
    assert [name.partition("-")[0] for name in collections(server.url)] == ["guidance"]


def test_what_one_replica_takes_in_the_other_quotes(
    tmp_path: Path, server: ChromaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "_SECONDS_BETWEEN_LOOKS", 0.0)  # a replica that has just looked waits a second
    settings = [Settings(home=tmp_path / name, chroma_url=server.url) for name in ("one", "other")]
    with (
        TestClient(create_app(settings[0], with_page=False)) as one,
        TestClient(create_app(settings[1], with_page=False)) as other,
    ):
        assert one.put("/v1/documents/handbook.txt", content=HANDBOOK).status_code == 200
        assert other.get("/v1/guidance/search", params=HOLIDAY).json()["passages"][0]["source_id"] == "handbook-txt"
        assert other.put("/v1/documents/handbook.txt", content=HANDBOOK).json()["status"] == "unchanged"
        assert other.delete("/v1/documents/handbook.txt").status_code == 204
        assert one.get("/v1/documents").json() == {"documents": []}


def test_a_server_that_goes_away_costs_no_turn_and_is_used_again_when_it_is_back(
    home: Path, server: ChromaServer
) -> None:
    def turn(api: TestClient) -> dict[str, object]:
        conversation = api.post("/v1/conversations", json={}).json()["id"]
        answer = api.post(f"/v1/conversations/{conversation}/messages", json={"text": "What is retrieval?"})
        assert answer.status_code == 200
        reply: dict[str, object] = answer.json()
        return {key: reply[key] for key in ("text", "citations")}

    with TestClient(create_app(Settings(home=home, chroma_url=server.url), with_page=False)) as api:
        api.put("/v1/documents/handbook.txt", content=HANDBOOK)
        told = turn(api)
        assert api.get("/readyz").status_code == 200
        server.stop()
        assert turn(api) == told
        assert api.get("/v1/guidance/search", params=HOLIDAY).json()["passages"][0]["source_id"] == "handbook-txt"
        unready = api.get("/readyz")
        assert unready.status_code == 503
        assert server.url in unready.json()["detail"]
        refused = api.put("/v1/documents/other.txt", content=b"Dogs are welcome in the office.")
        assert (refused.status_code, refused.headers["content-type"]) == (503, "application/problem+json")
        server.start()
        assert api.get("/readyz").status_code == 200
        assert [one["name"] for one in api.get("/v1/documents").json()["documents"]] == ["handbook.txt"]


def test_a_server_that_is_away_at_the_start_is_said_and_the_advisor_answers(
    home: Path, server: ChromaServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.stop()
    with (
        caplog.at_level(logging.WARNING, logger="agent.advisor"),
        TestClient(create_app(Settings(home=home, chroma_url=server.url), with_page=False)) as api,
    ):
        assert f"The Chroma server at {server.url} (ADVISOR_CHROMA_URL) does not answer." in caplog.text
        found = api.get("/v1/guidance/search", params={"q": "What is retrieval?"}).json()["passages"]
        assert len(found) == 5
        assert api.get("/v1/documents").status_code == 503
        server.start()
        assert api.put("/v1/documents/handbook.txt", content=HANDBOOK).status_code == 200


def test_a_document_that_a_server_did_not_get_whole_is_not_there(tmp_path: Path, server: ChromaServer) -> None:
    text = "\n\n".join(f"## Part {number}\n\nThe manual speaks about turbine {number}." for number in range(150))
    place = ChromaHome.at(server.url)
    documents = Documents(place)

    def stop_at_once(_name: str, done: int, _of: int) -> None:
        if done:
            server.stop()

    with Ingest(documents, stop_at_once) as work, pytest.raises(ChromaUnreachable, match="does not answer"):
        work.content("manual.md", text.encode())
    server.start()
    assert documents.all() == []
    with Ingest(documents) as work:
        assert work.content("manual.md", text.encode()).status == "added"
    (stored,) = documents.all()
    contents = documents.contents(stored)
    assert contents is not None
    assert len(contents.passages) == 150
    place.close()


def test_the_command_says_that_the_server_is_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("ADVISOR_HOME", str(home))
    monkeypatch.setenv("ADVISOR_CHROMA_URL", "http://127.0.0.1:9")
    path = tmp_path / "handbook.txt"
    path.write_bytes(HANDBOOK)
    assert main(["ingest", str(path)]) == 2
    assert "http://127.0.0.1:9 (ADVISOR_CHROMA_URL) does not answer. Start it" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["127.0.0.1:8000", "ftp://127.0.0.1", "http://", "http://127.0.0.1/path"])
def test_an_address_that_is_none_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("ADVISOR_CHROMA_URL", address)
    with pytest.raises(BadSettings, match=r"ADVISOR_CHROMA_URL: .*http://127\.0\.0\.1:8000"):
        read_settings()
