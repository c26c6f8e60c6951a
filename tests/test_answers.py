"""What a question about the case itself is about: the answer is from the results, and only about that."""

import pytest

from agent.answers import PRICED, SHORT, About, Asked, asked_about, views_in
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
        ("are you sure? that would be more than we pay all agents together", "saving"),
        ("Are you sure? That sounds like too much", "saving"),
        ("is that sum right? are you sure?", "saving"),
        ("so what is it worth now?", "saving"),
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


@pytest.mark.parametrize(
    ("text", "about", "models"),
    [
        ("what would hosting Llama 70B ourselves cost?", "hosting", ("llama-70b",)),
        ("How much would it cost to run mistral 7b on our own servers?", "hosting", ("mistral-7b",)),
        ("what is the break-even volume for self-hosting?", "hosting", ()),
        ("At what volume does self-hosting become cheaper than the API?", "hosting", ()),
        ("From how many requests on does running it in-house pay off?", "hosting", ()),
        ("Would our own GPUs be cheaper?", "hosting", ()),
        ("and what would it be on-prem, cost-wise?", "hosting", ()),
        ("is Claude Haiku cheaper for this?", "models", ("claude-haiku-5-5",)),
        ("would gpt-4o-mini be cheaper?", "models", ("gpt-4o-mini",)),
        ("Would Gemini Flash cost us less?", "models", ("gemini-3.8-flash",)),
        ("How does the price of Claude Sonnet compare with gpt-4o?", "models", ("claude-sonnet-5-5", "gpt-4o")),
        ("which model is the cheapest for us?", "models", ()),
        ("What's the least expensive LLM for this?", "models", ()),
        ("Is there a cheaper model?", "models", ()),
        ("Do you know any cheaper LLM for that?", "models", ()),
        ("what if we used claude haiku instead?", "models", ("claude-haiku-5-5",)),
        ("and what about switching to Claude Sonnet?", "models", ("claude-sonnet-5-5",)),
        ("what's cheaper, gpt-5-mini or claude haiku?", "models", ("gpt-5-mini", "claude-haiku-5-5")),
        ("Compare gpt-4o-mini with Claude Sonnet for us", "models", ("gpt-4o-mini", "claude-sonnet-5-5")),
        ("could we use ChatGPT Team instead?", "seats", ()),
        ("What about ChatGPT Enterprise instead of the API?", "seats", ()),
        ("Would Microsoft Copilot licences be cheaper?", "seats", ()),
        ("should we rather buy ChatGPT Business seats?", "seats", ()),
    ],
)
def test_a_question_about_a_price_is_answered_with_figures(text: str, about: About, models: tuple[str, ...]) -> None:
    asked = asked_about(text)
    assert asked.about == (about,)
    assert asked.models == models


@pytest.mark.parametrize(
    "text",
    [
        "Is Claude Haiku good enough?",
        "Is a cheaper model good enough?",
        "Should we switch to fine-tuning?",
        "Would it be cheaper to wait?",
        "Is ChatGPT Enterprise compliant with GDPR?",
        "We host llama-3.1-8b on our own servers.",
        "Must we host it ourselves?",
        "What is self-hosting?",
        "Are smaller models usually cheaper?",
        "Is fine-tuning cheaper than RAG?",
        "Our team runs ChatGPT Enterprise today.",
        "Who should host the workshop?",
        "How many requests can one GPU serve?",
        "Does gpt-4o read images?",
    ],
)
def test_what_asks_for_no_price_of_theirs_gets_none(text: str) -> None:
    assert not PRICED & set(asked_about(text).about)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("What should I tell the mayor in one sentence?", "sentence"),
        ("Put it in a single sentence for me.", "sentence"),
        ("Sum your advice up in a sentence, please.", "sentence"),
        ("Give me a summary for my board.", "brief"),
        ("Result please", "brief"),
        ("show me the result please", "brief"),
        ("Can you give me the short version?", "brief"),
        ("What do I tell my CFO?", "brief"),
        ("tldr please", "brief"),
        ("That's not yes or no.", "yes_no"),
        ("Should we do it, yes or no?", "yes_no"),
        ("Just a yes or a no, please.", "yes_no"),
        ("What would you do first thing on Monday?", "first_step"),
        ("What is the very first step?", "first_step"),
        ("Where do we start?", "first_step"),
        ("What would you need at minimum?", "minimum"),
        ("What else do you need from me?", "minimum"),
        ("Which facts are still missing?", "minimum"),
        ("So is my cofounder wrong?", "colleague"),
        ("Is our CTO right?", "colleague"),
        ("Who is right, me or my boss?", "colleague"),
        ("Who should own this in our organisation?", "owner"),
        ("Who is going to be responsible for it?", "owner"),
    ],
)
def test_a_question_for_a_short_answer_is_about_its_form(text: str, about: About) -> None:
    assert asked_about(text).about == (about,)


@pytest.mark.parametrize(
    "text",
    [
        "The bot answers in one sentence.",
        "It should give customers a short summary of their claim.",
        "Answers are yes or no.",
        "Is a yes or no answer a classification task?",
        "The first step is to scan the letters.",
        "Our board wants a summary of each meeting.",
        "Customers are always right.",
        "My cofounder owns the product.",
        "What should the bot tell customers?",
        "The result is wrong in 20 % of the cases.",
        "Who owns the data that a model is trained on?",
    ],
)
def test_what_tells_of_the_case_asks_for_no_short_answer(text: str) -> None:
    assert not SHORT & set(asked_about(text).about)


@pytest.mark.parametrize(
    ("text", "views"),
    [
        ("My cofounder says we should train our own model, I say that's crazy.", {"cofounder": "training"}),
        ("Our CTO thinks fine-tuning is the way to go.", {"cto": "fine_tuning"}),
        ("The boss wants RAG.", {"boss": "augmentation"}),
        ("My cofounder says hello.", {}),
        ("We fine-tuned a model and our CTO left.", {}),
    ],
)
def test_what_a_colleague_holds_is_remembered(text: str, views: dict[str, Approach]) -> None:
    assert views_in(text) == views
