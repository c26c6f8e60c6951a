"""What a question about the case itself is about: the answer is from the results, and only about that."""

import pytest

from agent.answers import About, Asked, asked_about
from tools.profile import Approach


@pytest.mark.parametrize(
    ("text", "approach"),
    [
        ("why not fine-tuning?", "fine_tuning"),
        ("Why not just fine-tune?", "fine_tuning"),
        ("why not RAG?", "augmentation"),
        ("And why don't you recommend retrieval?", "augmentation"),
        ("What speaks against fine-tuning in our case?", "fine_tuning"),
        ("why do you rule out training our own model?", "training"),
        ("Why not both?", "fine_tuning_and_augmentation"),
        ("why RAG instead of fine-tuning?", "fine_tuning"),
        ("Why not simply wait?", "not_yet"),
        ("why not stay with better prompts?", "prompting"),
    ],
)
def test_who_doubts_an_approach_hears_about_that_one(text: str, approach: Approach) -> None:
    assert asked_about(text) == Asked(("against",), approach)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("how confident are you?", "confidence"),
        ("How sure are you about this?", "confidence"),
        ("Are you sure?", "confidence"),
        ("Can I trust this?", "confidence"),
        ("what would change your mind?", "flips"),
        ("What would have to change for you to advise something else?", "flips"),
        ("What would it take to flip that?", "flips"),
        ("when does it pay back?", "payback"),
        ("When do we break even?", "payback"),
        ("how long until it pays for itself?", "payback"),
        ("And the payback?", "payback"),
        ("When will we get our money back?", "payback"),
        ("what's our ROI?", "roi"),
        ("What is the return on this?", "roi"),
        ("What ROI can we expect?", "roi"),
        ("is it worth it?", "worth"),
        ("Is all this worth the money?", "worth"),
        ("Does it make financial sense?", "worth"),
    ],
)
def test_a_question_about_the_case_is_about_one_thing(text: str, about: About) -> None:
    assert asked_about(text).about == (about,)


@pytest.mark.parametrize(
    "text",
    [
        "How do other companies measure ROI of LLMs?",
        "How do I calculate break-even for fine-tuning?",
        "When is fine-tuning worth a look?",
        "What is retrieval?",
        "Why do you ask?",
        "Why?",
        "Why is fine-tuning expensive?",
        "What is a good ROI according to Genloop?",
        "We run 100k chats a month on gpt-4o.",
        "Our CFO wants an ROI of 150 % within 18 months.",
        "What should we do?",
        "What if the volume doubled?",
        "How long does fine-tuning take?",
        "How reliable are LLM judges?",
        "Is RAG safe?",
    ],
)
def test_what_is_asked_of_the_guidance_or_told_is_no_question_about_the_case(text: str) -> None:
    assert asked_about(text) == Asked()
