"""The search: finds what people ask for, refuses what the sources do not cover, and never falls over."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import vectors
from knowledge.coverage import fitted
from knowledge.embedding import DIMENSIONS, embed
from knowledge.passages import Passage, load_passages
from knowledge.search import RELEVANT, Guidance
from knowledge.vectors import outside_topics, vectors_of
from knowledge.words import Speller, exact_meanings, keywords, negations
from tests.bench_search import FILES, load_coverage, load_questions, quality, rankings, refused, refused_share
from tests.fit_coverage import cross_validated, fit

HALVES = [(file, half) for file in FILES for half in ("tune", "unseen")]
# Just under what was measured: hit@1, hit@3, mean reciprocal rank, uncovered refused, covered not refused.
FLOORS = {
    ("questions", "tune"): (0.94, 0.99, 0.96, 0.98, 0.98),
    ("questions", "unseen"): (0.86, 0.94, 0.90, 0.98, 0.93),
    ("questions_fresh", "tune"): (0.86, 0.97, 0.91, 0.95, 0.97),
    ("questions_fresh", "unseen"): (0.85, 0.97, 0.91, 0.92, 0.94),
}


@pytest.fixture(scope="module")
def guidance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guidance]:
    with Guidance.open(tmp_path_factory.mktemp("index")) as opened:
        yield opened


@pytest.mark.parametrize(("file", "half"), HALVES)
def test_the_answer_is_among_the_first_passages(guidance: Guidance, file: str, half: str) -> None:
    at_1, at_3, reciprocal, _, _ = FLOORS[file, half]
    found = quality(rankings(guidance)["meaning and words"], load_questions(file)[half])
    assert found.hit_at_3 >= at_3
    assert found.hit_at_1 >= at_1
    assert found.mean_reciprocal_rank >= reciprocal


@pytest.mark.parametrize(("file", "half"), HALVES)
def test_what_the_sources_do_not_cover_is_refused_and_what_they_cover_is_not(
    guidance: Guidance, file: str, half: str
) -> None:
    *_, uncovered, covered = FLOORS[file, half]
    questions = load_questions(file)[half]
    assert refused(guidance, questions, covered=False) >= uncovered
    assert 1 - refused(guidance, questions, covered=True) >= covered


@pytest.mark.parametrize(("unseen", "uncovered", "covered"), [(False, 0.96, 0.99), (True, 0.83, 0.99)])
def test_coverage_holds_for_questions_written_without_the_guidance(
    guidance: Guidance, *, unseen: bool, uncovered: float, covered: float
) -> None:
    asked = load_coverage(unseen=unseen)
    assert len(asked) == 60
    assert refused_share(guidance, [question for question, ours in asked if not ours]) >= uncovered
    assert 1 - refused_share(guidance, [question for question, ours in asked if ours]) >= covered


def test_the_signs_of_coverage_tell_what_they_are_named_for(guidance: Guidance) -> None:
    ours, other = (
        guidance.signs("What does fine-tuning cost?"),
        guidance.signs("Which chess opening wins a tournament?"),
    )
    assert ours.meaning > other.meaning
    assert ours.keywords > other.keywords
    assert ours.unknown_words == 0 < other.unknown_words <= 1
    assert other.side < 0 < ours.side


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[]", "must have exactly the keys bias, relevant and weights"),
        ("{bias: 0, relevant: 0.5, weights: {meaning: 1}}", "weights: must be exactly keywords, meaning, outside"),
    ],
)
def test_weights_of_another_make_are_refused_with_the_file(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "coverage.yaml"
    file.write_text(text)
    with pytest.raises(ValueError, match=rf"coverage\.yaml: {complaint}"):
        fitted(file)


def test_the_fit_finds_what_tells_two_kinds_apart() -> None:
    numbers = np.random.default_rng(0)
    covered = numbers.random(200) < 0.7
    signs = numbers.normal(size=(200, 2)) + np.column_stack([3.0 * covered, np.zeros(200)])
    weight, idle, bias = fit(signs, covered)
    assert weight > 5 * abs(idle)
    assert np.mean((signs @ [weight, idle] + bias > 0) == covered) > 0.9
    assert np.mean((cross_validated(signs, covered) > 0) == covered) > 0.9


@pytest.mark.parametrize("half", ["meaning alone", "words alone"])
def test_both_halves_together_find_more_than_either(guidance: Guidance, half: str) -> None:
    questions = [question for file, part in HALVES for question in load_questions(file)[part]][::3]
    ways = rankings(guidance)
    assert quality(ways["meaning and words"], questions).hit_at_3 > quality(ways[half], questions).hit_at_3


def test_every_label_of_a_question_is_a_passage(guidance: Guidance) -> None:
    labels = {
        answer for file, half in HALVES for question in load_questions(file)[half] for answer in question["answers"]
    }
    assert {label for label in labels if guidance.get(label) is None} == set()


def test_no_question_stands_twice_and_none_is_a_way_of_asking() -> None:
    asked = [question["question"].lower() for file, half in HALVES for question in load_questions(file)[half]]
    asked += [question.lower() for half in (False, True) for question, _ in load_coverage(unseen=half)]
    assert len(asked) == len(set(asked))
    known = {way.lower().strip("?") for passage in load_passages() for way in passage.asked}
    known |= {topic.lower().strip("?") for topic in outside_topics()}
    unseen = [question["question"].lower() for file in FILES for question in load_questions(file)["unseen"]]
    unseen += [question.lower() for question, _ in load_coverage(unseen=True)]
    assert [question for question in unseen if question.strip("?") in known] == []


@pytest.mark.parametrize("passage", load_passages()[::7], ids=lambda passage: passage.passage_id)
def test_a_passage_is_found_by_its_own_heading(guidance: Guidance, passage: Passage) -> None:
    assert passage.passage_id in [found.passage.passage_id for found in guidance.search(passage.heading, 3)]


@pytest.mark.parametrize(
    "query",
    [
        "What does it cost to fine-tune a model?",
        "wat does it csot to finetune a modle",
        "FINE-TUNING COST",
        "fine tuning costs?",
    ],
)
def test_typing_does_not_matter(guidance: Guidance, query: str) -> None:
    assert "mantis-fine-tuning-cost" in [found.passage.passage_id for found in guidance.search(query, 5)]


def test_results_are_best_first_with_scores_from_0_to_1(guidance: Guidance) -> None:
    scores = [found.score for found in guidance.search("how much does fine-tuning cost", 50)]
    assert len(scores) == 50
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1


def test_relevant_is_what_search_finds_above_the_threshold(guidance: Guidance) -> None:
    query = "when does fine-tuning pay off"
    assert guidance.relevant(query, 20) == [one for one in guidance.search(query, 20) if one.score >= RELEVANT]


@pytest.mark.parametrize("k", [-1, 0, 1, 3, 10_000])
def test_never_more_than_k_results(guidance: Guidance, k: int) -> None:
    assert len(guidance.search("cost", k)) <= max(0, k)


@pytest.mark.parametrize(
    ("sources", "evidence"),
    [
        (["mantis"], None),
        (None, ["rule_of_thumb"]),
        (["genloop", "turing"], ["rule_of_thumb", "computed"]),
        ([], None),
        (["nobody"], None),
        (["mantis"], ["computed"]),
    ],
)
def test_filters_hold(guidance: Guidance, sources: list[str] | None, evidence: list[str] | None) -> None:
    found = guidance.search("how much does it cost", 40, sources=sources, evidence=evidence)
    assert all(sources is None or one.passage.source_id in sources for one in found)
    assert all(evidence is None or one.passage.evidence in evidence for one in found)
    matching = [
        passage
        for passage in guidance.passages
        if (sources is None or passage.source_id in sources) and (evidence is None or passage.evidence in evidence)
    ]
    assert len(found) == min(40, len(matching))


ODD = ["", " ", "\n\t", "?!", "\x00", "\x00\x01 cost", "\ud800", "cost \udfff", "成本是多少", "كم التكلفة", "💸" * 50]


@pytest.mark.parametrize("query", [*ODD, "a" * 20_000, "cost " * 4_000], ids=lambda query: ascii(query[:12]))
def test_odd_text_gets_a_list(guidance: Guidance, query: str) -> None:
    assert isinstance(guidance.search(query), list)


@given(query=st.text(st.characters(), max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_gets_a_list_of_scored_passages(guidance: Guidance, query: str) -> None:
    found = guidance.search(query, 3)
    assert len(found) <= 3
    assert all(0 <= one.score <= 1 for one in found)


def test_get_gives_a_passage_or_nothing(guidance: Guidance) -> None:
    passage = guidance.get("genloop-cost-threshold")
    assert passage is not None
    assert "$5,000" in passage.text
    assert guidance.get("genloop-nothing") is None


def test_worker_threads_get_the_same_answers(guidance: Guidance) -> None:
    queries = [question["question"] for question in load_questions("questions")["tune"][:24]]
    alone = [guidance.search(query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(guidance.search, queries)) == alone


def indexes(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir()}


def test_the_index_is_built_once_and_again_only_when_guidance_changes(tmp_path: Path) -> None:
    some = load_passages()[:5]
    with Guidance.open(tmp_path, some):
        first = indexes(tmp_path)
    inodes = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    with Guidance.open(tmp_path, some) as again:
        assert again.search(some[0].heading, 1)[0].passage == some[0]
    assert indexes(tmp_path) == first
    assert {path.name: path.stat().st_ino for path in tmp_path.iterdir()} == inodes
    with Guidance.open(tmp_path, [replace(some[0], text="Bananas are yellow."), *some[1:]]) as changed:
        assert changed.search("yellow bananas", 1)[0].passage.text == "Bananas are yellow."
    assert len(indexes(tmp_path)) == 2


@pytest.mark.parametrize("damage", ["gone", "garbage", "empty"])
def test_a_damaged_index_is_built_again(tmp_path: Path, damage: str) -> None:
    some = load_passages()[:3]
    with Guidance.open(tmp_path, some):
        pass
    database = next(tmp_path.rglob("chroma.sqlite3"))
    database.unlink()
    if damage != "gone":
        database.write_bytes(b"no database " * 1000 if damage == "garbage" else b"")
    with Guidance.open(tmp_path, some) as again:
        assert again.search(some[1].heading, 1)[0].passage == some[1]


def test_only_the_last_older_index_is_kept(tmp_path: Path) -> None:
    passages = load_passages()[:2]
    for number in range(4):
        with Guidance.open(tmp_path, [replace(passages[0], text=f"Text {number}."), passages[1]]):
            pass
        time.sleep(0.01)  # so that the file times tell the indexes apart
    assert len(indexes(tmp_path)) == 2


def test_two_processes_that_start_at_once_both_get_an_index(tmp_path: Path) -> None:
    program = (
        "import json, sys; from pathlib import Path; from knowledge.search import Guidance\n"
        "with Guidance.open(Path(sys.argv[1])) as guidance:\n"
        "    print(json.dumps([found.passage.passage_id for found in guidance.search('break-even')]))"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]) for _ in range(3)
    ]
    answers = [json.loads(process.communicate(timeout=120)[0]) for process in started]
    assert answers[0] == answers[1] == answers[2]
    assert len(indexes(tmp_path)) == 1


def test_vectors_are_unit_rows_in_the_order_of_the_texts() -> None:
    texts = [
        "fine-tuning",
        "",
        "the weather",
        "x" * 5_000,
        "break-even point",
        "a",
        "b",
        "c",
        "d",
        "costs of fine-tuning",
    ]
    rows = embed(texts)
    assert rows.shape == (len(texts), DIMENSIONS)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[9] > 0.6
    assert rows[0] @ rows[2] < 0.3


def test_a_vector_does_not_depend_on_the_texts_beside_it() -> None:
    texts = ["fine-tuning", "a much longer text about what retrieval costs " * 20, ""]
    assert [row.tolist() for row in embed(texts)] == [embed([text])[0].tolist() for text in texts]


def test_no_texts_give_no_rows() -> None:
    assert embed([]).shape == (0, DIMENSIONS)


def test_a_text_without_a_shipped_vector_is_embedded() -> None:
    known = vectors.whole_text(load_passages()[0])
    rows = vectors_of([known, "a passage of the user's own"])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ embed([known])[0] > 0.99
    assert rows[1] @ embed(["a passage of the user's own"])[0] > 0.99


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fine-tuning a model", "finetune models"),
        ("RAG", "retrieval-augmented generation"),
        ("$5,000", "5k dollars"),
        ("two LLMs", "two large language models"),
        ("What does it cost?", "price"),
    ],
)
def test_ways_of_writing_one_thing_share_keywords(one: str, other: str) -> None:
    assert set(keywords(one)) & set(keywords(other))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("halucinations of the modle", "hallucinations of the model"),
        ("fine tunning", "fine tuning"),
        ("teh cat", "teh cat"),
        ("an overnight password", "an overnight password"),
        ("GPT-4o and 5k", "GPT-4o and 5k"),
    ],
)
def test_only_words_that_are_none_are_put_right(typed: str, meant: str) -> None:
    english = {"overnight", "password", "model", "cat"}
    assert Speller(["hallucinations of the model, oversight"], english.__contains__).corrected(typed) == meant


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("costs rise", "costs went up", True),
        ("costs rise", "costs fall", False),
        ("each month", "monthly", False),
        ("fine-tuning is cheap", "fine-tuning is affordable", True),
        ("fine-tuning", "augmentation", False),
    ],
)
def test_a_paraphrase_keeps_direction_and_subject(one: str, other: str, same: bool) -> None:
    assert (exact_meanings(one) == exact_meanings(other)) == same


@pytest.mark.parametrize(
    ("text", "count"), [("It isn't and can’t be", 2), ("no, never", 2), ("a notable knot", 0), ("", 0)]
)
def test_negations_are_counted(text: str, count: int) -> None:
    assert negations(text) == count
