"""What a question about the case itself is about: the answer is from the results, and only about that."""

import pytest

from agent.reading.answers import PARTS, PRICED, SHORT, About, Asked, asked_about, views_in
from agent.reading.built_in_reader import BuiltInReader
from agent.reading.money_asked import money_asked
from agent.reading.yes_no_asked import YesNo
from agent.understanding import Context
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
        "People keep saying RAG to me in meetings and I nod.",
        "Everybody says retrieval to us all day long.",
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
        ("We haven't chosen a model. What would you take and what would it cost?", "models", ()),
        ("Which model would you use, and how much would that cost us?", "models", ()),
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
        ("What should I ask my budget committee for?", "brief"),
        ("tldr please", "brief"),
        ("That's not yes or no.", "yes_no"),
        ("Should we do it, yes or no?", "yes_no"),
        ("Just a yes or a no, please.", "yes_no"),
        ("What would you do first thing on Monday?", "first_step"),
        ("What is the very first step?", "first_step"),
        ("Where do we start?", "first_step"),
        ("What should I do next week, concretely?", "first_step"),
        ("What do we do on Monday?", "first_step"),
        ("Which concrete next steps are there?", "first_step"),
        ("What are the first three steps?", "first_step"),
        ("which three things do we do first?", "first_step"),
        ("how do we start?", "first_step"),
        ("How would we get started?", "first_step"),
        ("ok, how do we kick this off?", "first_step"),
        ("name the first five steps", "first_step"),
        ("so what happens on Monday?", "first_step"),
        ("What would be our next two moves?", "first_step"),
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
        "The first three steps are done.",
        "Every Monday 400 letters arrive.",
        "What is the first step of fine-tuning according to Genloop?",
        "How do other companies start?",
        "How do we start a fine-tuning run?",
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


BRIEFS = [
    "ok give me five lines for my board",
    "Board summary",
    "Board summary please",
    "One page for my boss please.",
    "Thanks. One page for my boss please.",
    "Give me the summary for my supervisory board, half a page",
    "half a page for my supervisory board",
    "put it in three sentences",
    "make it shorter please, three sentences",
    "make it shorter please",
    "shorter please",
    "Shorter!",
    "Please sum up so that the mayor understands it.",
    "a short mail I can forward to my boss",
    "Write me a short e-mail that I can send to our director.",
    "report please",
    "Can you boil it down to four bullet points?",
    "Two paragraphs for the management, please.",
    "In a nutshell?",
    "Summarise it for our investors.",
    "I need a one-pager for the CEO.",
    "Executive summary",
    "Could you condense that?",
    "A summary which my CFO can read in a minute, please.",
    "the gist please",
    "That is too long. Keep it short, please.",
    "give it to me in bullet points",
    "Sum it all up in 100 words.",
    "My boss wants a summary.",
    "three sentences please",
    "and now much shorter",
]


@pytest.mark.parametrize("text", BRIEFS)
def test_an_order_for_a_short_result_is_one_however_it_is_put(text: str) -> None:
    assert asked_about(text).about == ("brief",)


@pytest.mark.parametrize("text", [*BRIEFS, "Explain it in simple words.", "like I'm twelve"])
def test_an_order_for_a_short_result_tells_nothing_of_the_case(text: str) -> None:
    got = BuiltInReader().read(text, Context(asked=("horizon_months",)))
    assert (got.statements, got.what_ifs, got.parts, got.questions) == ((), (), (), ())


NO_BRIEFS = [
    "the whole report please",
    "The full report, please.",
    "The bot writes a summary of five lines for the board.",
    "We summarise calls in three sentences.",
    "Answers are about half a page.",
    "about half a page",
    "one page",
    "It is half a page.",
    "three sentences",
    "Each report is one page.",
    "It should make emails shorter.",
    "We want shorter answers.",
    "Would shorter answers be cheaper?",
    "The model should write a short mail to each customer.",
    "Write a short mail to each customer.",
    "How long should the summary be?",
    "Can it summarise a page in five lines?",
    "Summarize support tickets for our agents.",
    "Summarise everything I told you so far",
    "what do you know so far?",
    "Give me a summary of the facts.",
    "Our agents write a one page report for each claim.",
    "The mails are too long for our agents to read.",
    "Make the prompt shorter.",
    "We need a report on every claim.",
    "Our board meets in May.",
    "A page has 500 words.",
]


@pytest.mark.parametrize("text", NO_BRIEFS)
def test_how_long_something_is_or_what_the_model_writes_orders_nothing(text: str) -> None:
    assert "brief" not in asked_about(text).about


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("put it in three sentences", 3),
        ("2 sentences for my boss", 2),
        ("shorter please", None),
        ("five lines for my board", None),
    ],
)
def test_the_number_of_sentences_is_kept(text: str, sentences: int | None) -> None:
    assert asked_about(text).sentences == sentences


def test_who_wants_all_said_again_names_no_task() -> None:
    got = BuiltInReader().read("Summarise everything I told you so far", Context())
    assert got.statements == ()
    assert got.requests == ("summary",)


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


@pytest.mark.parametrize(
    "text",
    [
        "in simple words",
        "and in normal words?",
        "Explain it in simple words.",
        "Can you say that in plain English, please?",
        "like I'm twelve",
        "Explain it to me like I was five.",
        "without the jargon please",
        "What does that mean in simple words?",
    ],
)
def test_who_wants_plain_words_gets_them(text: str) -> None:
    assert asked_about(text).about == ("plain",)


@pytest.mark.parametrize(
    "text",
    [
        "The bot answers in simple words.",
        "It should explain contracts in plain English.",
        "Customers get letters in simple language.",
        "Does it write in plain English?",
    ],
)
def test_plain_words_of_the_model_are_none_of_ours(text: str) -> None:
    assert "plain" not in asked_about(text).about


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Which one is best for us?", "knowledge_change"),
        ("How do I find a good one?", "monthly_benefit"),
        ("final recommendation", "horizon_months"),
        ("What would you take?", "model"),
        ("We haven't chosen a model. What would you take and what would it cost?", "model"),
        ("Not decided yet, what would you recommend?", "model"),
        ("What do others do?", "evaluation"),
        ("What is usual there?", "current_accuracy"),
        ("Is that important?", "documents"),
    ],
)
def test_a_question_back_leaves_the_question_where_it_is(text: str, asked: str) -> None:
    got = BuiltInReader().read(text, Context(asked=(asked,)))
    assert got.statements == ()
    assert "skip" not in got.requests


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I don't know, sorry.", "model"),
        ("No idea. What is retrieval?", "documents"),
        ("We haven't decided yet.", "model"),
        ("We can't tell.", "current_accuracy"),
        ("skip", "model"),
    ],
)
def test_who_does_not_know_leaves_it_open(text: str, asked: str) -> None:
    got = BuiltInReader().read(text, Context(asked=(asked,)))
    assert [(one.field, one.status) for one in got.statements] == [(asked, "declined")]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("What does the up-front sum contain?", "parts"),
        ("what does the $17 thousand include?", "parts"),
        ("who are these people in the number?", "parts"),
        ("how much of the monthly cost is people?", "parts"),
        ("what is licence, what is people, what is infrastructure?", "parts"),
        ("What is in the monthly cost apart from the API?", "parts"),
        ("What is in that sum?", "parts"),
        ("Can you break the cost down for me?", "parts"),
        ("Give me a breakdown of the costs.", "parts"),
        ("Which share of that is staff?", "parts"),
        ("is the $17 thousand for us or for anybody?", "for_whom"),
        ("Is that number the same for everybody?", "for_whom"),
        ("Would anyone get this estimate?", "for_whom"),
        ("Is that for us or is it the same for everyone?", "for_whom"),
        ("How many hours of staff are in the monthly figure?", "parts"),
        ("What are you leaving out?", "left_out"),
        ("what is left out?", "left_out"),
        ("What is not included?", "left_out"),
        ("Which costs did you forget?", "left_out"),
        ("What is the chance that I lose money?", "loss"),
        ("How likely is a loss?", "loss"),
        ("How big is the risk that it never pays?", "loss"),
        ("what does 'best of the approaches in 90 % of the cases' mean?", "share"),
        ("What do you mean by best in 90% of the cases?", "share"),
        ("How am I to understand that 79 % of the cases?", "share"),
    ],
)
def test_a_question_about_the_planning_figures_is_about_one_side_of_them(text: str, about: About) -> None:
    assert asked_about(text).about == (about,)


@pytest.mark.parametrize(
    "text",
    [
        "What does a system prompt contain?",
        "What does RAG include?",
        "What does it cost us a month?",
        "What is the cost in the first year?",
        "How many people do we need?",
        "What is a good number of documents for everybody?",
        "Our costs are people and licences.",
        "Half of the cost is people.",
        "The bot is for everybody.",
        "What does latency mean?",
        "Is that the same for all languages?",
        "Everyone gets the same answer.",
        "We leave the old tickets out.",
        "What are we missing out on?",
        "What risks does fine-tuning have?",
        "In 90 % of the cases the answer is right.",
        "What happens in the other cases?",
        "How much does it cost to train our people?",
    ],
)
def test_other_questions_are_not_about_the_planning_figures(text: str) -> None:
    assert not (PARTS | {"loss", "share"}) & set(asked_about(text).about)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Should we fine-tune? Yes or no.", YesNo("fine_tuning")),
        ("Fine-tuning: yes or no?", YesNo("fine_tuning")),
        ("Do we need RAG, yes or no?", YesNo("augmentation")),
        ("Should we do it, yes or no?", YesNo()),
        ("Just a yes or a no, please.", YesNo()),
        ("Are we right not to fine-tune? Yes or no.", YesNo()),
        ("Can we do without fine-tuning? Yes or no.", YesNo()),
        ("Can it pay back within a year if it saves $20,000 a month? Yes or no.", YesNo(months=12)),
        ("Is it earned back within 18 months - yes or no?", YesNo(months=18)),
        ("Is that under $1,000 - yes or no?", YesNo(usd=1000)),
        ("Does the API cost more than $5,000 a month? Yes or no.", YesNo(usd=5000, over=True)),
        ("Is the bill below $12,000 a year, yes or no?", YesNo(usd=1000)),
        ("We have $5,000. Should we do it, yes or no?", YesNo()),
    ],
)
def test_a_yes_or_no_is_demanded_about_what_the_question_names(text: str, wanted: YesNo) -> None:
    assert asked_about(text).yes_no == wanted


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Board summary, two lines.", 2),
        ("Summary for my board in three lines please", 3),
        ("ok give me five lines for my board", None),
        ("Board summary", None),
    ],
)
def test_two_or_three_lines_are_as_many_sentences(text: str, sentences: int | None) -> None:
    assert asked_about(text).sentences == sentences


@pytest.mark.parametrize(
    "text",
    [
        "One number only: monthly cost.",
        "Just a number: API cost per month.",
        "just the figure please: what we pay a month",
        "Single number: annual bill",
    ],
)
def test_one_number_is_ordered(text: str) -> None:
    assert [one.kind for one in money_asked(text)] == ["bill"]


@pytest.mark.parametrize(
    "text",
    [
        "Only a number of cases are hard, at a high cost a month.",
        "One number is printed on each invoice, once a month.",
        "It extracts just the amount of each bill.",
        "Our number is 5 a month.",
    ],
)
def test_what_tells_of_a_number_orders_none(text: str) -> None:
    assert not money_asked(text)


def test_hosting_is_priced_where_only_its_number_is_wanted() -> None:
    assert asked_about("Just a number: hosting per month.").about == ("hosting",)


@pytest.mark.parametrize(
    ("text", "of_the_case"),
    [
        ("Does fine-tuning remove hallucinations, yes or no?", False),
        ("Will RAG stop made-up answers? Yes or no.", False),
        ("Can fine-tuning teach a model new facts - yes or no?", False),
        ("Does fine-tuning pay, yes or no?", True),
        ("Can retrieval help us, yes or no?", True),
        ("Should we fine-tune? Yes or no.", True),
        ("Is RAG right for our case, yes or no?", True),
    ],
)
def test_a_question_on_models_at_large_wants_no_yes_or_no_of_the_case(text: str, of_the_case: bool) -> None:
    assert ("yes_no" in asked_about(text).about) is of_the_case


@pytest.mark.parametrize(
    "text",
    [
        "Should we invest?",
        "So should we put money into it?",
        "Would you invest?",
        "Is it worth investing?",
        "Would you put your own money into this?",
        "Shall we start?",
        "Do you think we should invest in this?",
        "It would be worth $1,800 a month. Should we invest?",
    ],
)
def test_who_asks_whether_to_begin_gets_a_yes_or_no(text: str) -> None:
    assert asked_about(text).about == ("yes_no",)


@pytest.mark.parametrize(
    "text",
    [
        "Should we stop spending on it?",
        "Should we keep investing?",
        "How much should we invest?",
        "When should we start?",
        "Should we invest in fine-tuning?",
        "Where do we start?",
        "Do we spend more than others?",
        "We invest $40,000.",
        "Is the money well spent?",
    ],
)
def test_whether_to_go_on_or_how_much_is_another_question(text: str) -> None:
    assert "yes_no" not in asked_about(text).about


@pytest.mark.parametrize(
    ("text", "who", "approach"),
    [
        ("The business wants to fine-tune Llama 70B on 15k credit memos.", "business", "fine_tuning"),
        ("The board insists on fine-tuning.", "board", "fine_tuning"),
        ("Sales wants RAG, I don't.", "sales", "augmentation"),
        ("Our architect favours retrieval.", "architect", "augmentation"),
        ("The agency proposes fine-tuning for 40k.", "agency", "fine_tuning"),
    ],
)
def test_anybody_in_the_house_may_hold_a_view(text: str, who: str, approach: Approach) -> None:
    assert views_in(text) == {who: approach}


@pytest.mark.parametrize(
    "text",
    [
        "So is the business right, yes or no?",
        "Are they right?",
        "Is he wrong?",
        "Do they have a point?",
        "Is the board right?",
        "yes or no: is our architect right?",
        "Is sales right?",
    ],
)
def test_whether_they_are_right_is_asked_of_their_view(text: str) -> None:
    assert asked_about(text).about == ("colleague",)


@pytest.mark.parametrize(
    "text", ["Are they right for us?", "Is the figure right?", "Is that right?", "Is it the right tool?"]
)
def test_whether_something_is_right_is_not_of_a_view(text: str) -> None:
    assert asked_about(text).colleague == ""


@pytest.mark.parametrize(
    "text",
    [
        "Which open model fits in 2 H100?",
        "What can we run on 4x A100?",
        "Does Llama 3.3 70B fit on two H100s?",
        "Are 2 H100 enough for llama-3.1-70b?",
        "what model could I host on 8 H100s?",
    ],
)
def test_what_fits_in_counted_gpus_is_worked_out(text: str) -> None:
    asked = asked_about(text)
    assert (asked.about, asked.machines["gpus"] > 1) == (("fits",), True)


@pytest.mark.parametrize(
    "text",
    [
        "What do 2 H100 cost a month?",
        "What would 4 A100 at $2 an hour come to?",
        "Does it fit our budget?",
        "We run it on 2 H100.",
    ],
)
def test_rent_and_budget_are_no_question_of_what_fits(text: str) -> None:
    assert "fits" not in asked_about(text).about
