"""What the page shows of a reply: Markdown for the chat, HTML for the panels. It knows no widget and no event.

Whatever comes from data is text: in HTML it is escaped by the templates, in Markdown it can name no tag, image or link.
"""

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule
from pydantic import JsonValue

from agent import phrasing
from agent.documents import SUFFIXES
from agent.facts import Fact
from agent.interview import cards
from agent.reply import Ask, Citation, Reply, Usage
from agent.replying.approach_cards import approaches
from tools.approach import FROM_OPEN_FACTS
from ui.page_words import FigureWords, ResultWords, words
from ui.usage_line import usage_line

# What "I don't know" is to the advisor: the pending question stays open.
DONT_KNOW = "I don't know"

Record = Mapping[str, JsonValue]


def user_markdown(text: str) -> str:
    """A user's message as Markdown that shows every character as it was typed."""
    return "\n".join(_literal(line) for line in text.expandtabs(4).split("\n"))


def reply_markdown(text: str, turn: int, citations: Sequence[Citation] = (), used: Usage | None = None) -> str:
    """A reply as Markdown: its own emphasis and tables, marks that lead to the sources beneath it, nothing else.

    No tag, link or image survives from the text: whatever it quotes cannot make the browser fetch anything. `used` is
    what the turn took of a language model: one quiet line at the end.
    """
    # An escaped tag in a quotation is escaped once, not twice.
    safe = text.replace("&", "&amp;").replace("\\<", "<").replace("<", "&lt;")
    safe = safe.replace("](", "]\\(").replace("]:", "]\\:")
    marks = {citation.mark for citation in citations}

    def link(match: re.Match[str]) -> str:
        mark = int(match.group(1))
        return f"[\\[{mark}\\]](#{_anchor(turn, mark)})" if mark in marks else match.group(0)

    linked = re.sub(r"\[(\d{1,3})\]", link, safe)
    line = usage_line(used)
    below = [_sources(turn, citations) if citations else "", _render("usage", {"line": line}) if line else ""]
    return "\n\n".join([linked, *filter(None, below)])


def recommendation(reply: Reply) -> str:
    """The advice as it stands, its figures, and how far the interview is."""
    approach = reply.results.get("approach", {})
    return _render(
        "recommendation",
        {
            "to_conversation": words().to_conversation,
            "known": reply.progress.known,
            "open": reply.progress.open,
            "share": 100 * reply.progress.known // max(1, reply.progress.known + reply.progress.open),
            "final": reply.progress.stage == "advice",
            "confidence": _percent(reply.progress.confidence),
            "advice": _advice(approach, reply.facts) if reply.progress.known else None,
            "scoring": _parents(approach, reply.facts),
            "results": [
                _result(name, result, reply.facts)
                for name, result in _ordered(reply.results)
                if name != "approach" and reply.progress.known
            ],
        },
    )


def understood(facts: Mapping[str, Fact]) -> str:
    """Every known fact with who it comes from, and the names of those that are open."""
    groups = [
        {"title": group.title, "facts": [_fact(field, facts[field]) for field in group.fields if field in facts]}
        for group in words().groups
    ]
    return _render(
        "understood",
        {
            "groups": [group for group in groups if group["facts"]],
            "open": [(field, cards()[field].label) for field in words().fields() if field not in facts],
        },
    )


def quick_replies(ask: Ask | None) -> str:
    """The options of the pending question; a list takes several at once. Without options, only the way out."""
    if ask is None:
        return ""
    several = cards()[ask.field].kind == "list"
    return _render("quick_replies", {"options": ask.options, "several": several, "dont_know": DONT_KNOW})


def status(step: str) -> str:
    """One discreet line while a turn runs."""
    return _render("status", {"step": words().steps.get(step, step.capitalize())})


def notice(sentence: str) -> str:
    """What went wrong, in a sentence."""
    return _render("notice", {"sentence": sentence})


def header() -> str:
    """The head of the page."""
    return _render(
        "header",
        {"title": words().title, "subtitle": words().subtitle, "to_recommendation": words().to_recommendation},
    )


def documents() -> str:
    """The panel of the user's own documents; its script fills it in when it is opened."""
    return _render("documents", {"words": words().documents, "endings": ",".join(SUFFIXES)})


def question_before_deleting() -> str:
    """Asked before a conversation is deleted."""
    return _render("notice", {"sentence": words().delete})


_SPECIAL = frozenset(string.punctuation) - {"&", "<"}


def _literal(line: str) -> str:
    stripped = line.lstrip(" ")
    shown = "".join(
        {"&": "&amp;", "<": "&lt;"}.get(letter) or (f"\\{letter}" if letter in _SPECIAL else letter)
        for letter in stripped
    )
    # Leading spaces would make a code block.
    return "&nbsp;" * (len(line) - len(stripped)) + shown


def _anchor(turn: int, mark: int) -> str:
    return f"source-{turn}-{mark}"


def _sources(turn: int, citations: Sequence[Citation]) -> str:
    marks = {citation.passage_id: citation.mark for citation in citations}
    views = [
        {
            "anchor": _anchor(turn, citation.mark),
            "citation": citation,
            "evidence": words().evidence.get(citation.evidence, citation.evidence),
            "against": [_other_view(other, marks) for other in citation.disagrees_with],
        }
        for citation in citations
    ]
    # On one line: an empty line would end the HTML inside the Markdown.
    return re.sub(r"\s+", " ", _render("sources", {"sources": views}))


def _other_view(passage_id: str, marks: Mapping[str, int]) -> str:
    return f"[{marks[passage_id]}]" if passage_id in marks else passage_id.replace("-", " ").replace("_", " ")


def _advice(result: Record, facts: Mapping[str, Fact]) -> dict[str, Any] | None:
    ranking = _records(result, "ranking")
    if not ranking:
        return None
    card = approaches()[str(result["recommended"])]
    best = max(_number(entry.get("score")) for entry in ranking)
    # What open facts add on average is told with the points of the ranking, not as a reason.
    reasons = [reason for reason in _reasons(ranking[0]) if reason["rule"] != FROM_OPEN_FACTS]
    return {
        "title": _capital(card.title),
        "means": _capital(card.means),
        "first_step": card.first_step_for(facts["current_approach"].value if "current_approach" in facts else None),
        "reasons": [reason["sentence"] for reason in reasons if reason["speaks_for"]],
        "against": [reason["sentence"] for reason in reasons if not reason["speaks_for"]],
        "blockers": [
            *_sentences(ranking[0], "blockers"),
            *([str(note)] if (note := result.get("budget_note")) else []),
        ],
        "notes": _texts(result, "notes"),
        "ranking": [_candidate(entry, best) for entry in ranking],
        "flips": [_flip(flip) for flip in _records(result, "flips")],
    }


def _candidate(entry: Record, best: float) -> dict[str, Any]:
    score = _number(entry.get("score"))
    return {
        "title": _capital(_short_title(entry["approach"])),
        "score": _signed(score, plus=""),
        "width": round(max(0.0, score / best if best > 0 else 0.0) * 100),
        "reasons": _reasons(entry),
        "blockers": _sentences(entry, "blockers"),
        "upfront": _money(entry, "upfront_cost"),
        "monthly": _money(entry, "monthly_cost"),
    }


def _reasons(entry: Record) -> list[dict[str, Any]]:
    """Each reason of an option with its points; positive points speak for it."""
    return [
        {
            "rule": reason["rule"],
            "sentence": str(reason["sentence"]),
            "points": _signed(_number(reason.get("points"))),
            "speaks_for": _number(reason.get("points")) > 0,
        }
        for reason in _records(entry, "reasons")
    ]


def _flip(flip: Record) -> dict[str, Any]:
    return {"sentence": str(flip["sentence"]), "title": _short_title(flip["recommended"])}


def _short_title(approach: JsonValue) -> str:
    return approaches()[str(approach)].title.partition(" (")[0]


def _result(name: str, result: Record, facts: Mapping[str, Fact]) -> dict[str, Any]:
    shown = words().results.get(name) or _plain_words(name, result)
    return {
        "name": name,
        "title": shown.title,
        "main": shown.main,
        "figures": [
            {"label": figure.label, "value": _figure(result, key, figure)} for key, figure in shown.figures.items()
        ],
        "reasons": [sentence for key in shown.sentences for sentence in _sentences(result, key)],
        **_parents(result, facts),
    }


def _parents(result: Record, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """What the figures of a result rest on."""
    return {
        "formula": result.get("formula"),
        "warnings": _texts(result, "warnings"),
        "sources": _texts(result, "sources"),
        "as_of": result.get("as_of"),
        "assumptions": [
            _assumption(item) for item in _records(result, "assumptions") if not _is_known(str(item["name"]), facts)
        ],
    }


def _is_known(field: str, facts: Mapping[str, Fact]) -> bool:
    return field in facts and facts[field].status in ("stated", "inferred")


def _plain_words(name: str, result: Record) -> ResultWords:
    """A tool that the page has no words for yet shows its plain numbers."""
    figures = {
        key: FigureWords(label=key.replace("_", " "), show="words")
        for key, value in result.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    return ResultWords(title=_capital(name.replace("_", " ")), figures=figures)


def _figure(result: Record, path: str, figure: FigureWords) -> str:
    """A figure by its name, or by a path into the result; a figure that is only a range is shown as one."""
    *outer, name = path.split(".")
    for part in outer:
        inner = result.get(part)
        result = inner if isinstance(inner, dict) else {}
    value, ends = result.get(name), result.get(f"{name}_range")
    if value is None and isinstance(ends, list) and len(ends) == 2:
        return " to ".join(_shown(end, figure) for end in ends)
    return _shown(value, figure)


def _shown(value: JsonValue, figure: FigureWords) -> str:
    if value is None:
        return figure.none
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).replace("_", " ")
    match figure.show:
        case "usd":
            return phrasing.usd(value)
        case "percent":
            return phrasing.percent(value)
        case "months":
            return phrasing.months(value)
        case "score":
            return f"{value:.3g}"
        case "count":
            return phrasing.count(value)
        case "words":
            return phrasing.plain(value)


def _assumption(item: Record) -> dict[str, str]:
    name = str(item["name"])
    known = name in cards()
    return {
        "label": cards()[name].label if known else _capital(name.replace("_", " ")),
        "value": phrasing.value_in_words(name, item["value"]) if known else _plain(item["value"]),
        "source": str(item.get("source", "")),
    }


def _fact(field: str, fact: Fact) -> dict[str, Any]:
    return {
        "field": field,
        "label": cards()[field].label,
        "value": _fact_value(field, fact),
        "status": fact.status,
        "badge": words().statuses[fact.status].badge,
        "hint": words().statuses[fact.status].hint,
        "quote": fact.quote,
        "source": fact.source,
    }


def _fact_value(field: str, fact: Fact) -> str:
    if fact.status == "declined":
        return "open"
    if fact.range:
        low, high = (phrasing.value_in_words(field, end) for end in fact.range)
        return f"{low} to {high}"
    return (
        _capital(phrasing.value_in_words(field, fact.value))
        if cards()[field].kind == "choice"
        else (phrasing.value_in_words(field, fact.value))
    )


def _ordered(results: Mapping[str, Record]) -> Iterable[tuple[str, Record]]:
    """The results that have words first, in the order of the words."""
    order = [*words().results, *results]
    return sorted(results.items(), key=lambda item: order.index(item[0]))


def _money(entry: Record, key: str) -> str | None:
    value = entry.get(key)
    return phrasing.usd(value) if isinstance(value, int | float) else None


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share * 100:.0f}\N{NO-BREAK SPACE}%"


def _records(result: Record, key: str) -> list[Record]:
    value = result.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _sentences(result: Record, key: str) -> list[str]:
    return [str(item["sentence"]) for item in _records(result, key)]


def _texts(result: Record, key: str) -> list[str]:
    value = result.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []


def _number(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _signed(points: float, plus: str = "+") -> str:
    return f"{plus if points > 0 else ''}{points:.3g}".replace("-", "\N{MINUS SIGN}")


def _plain(value: JsonValue) -> str:
    return " to ".join(phrasing.plain(part) for part in value) if isinstance(value, list) else phrasing.plain(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _render(macro: str, view: Mapping[str, Any]) -> str:
    return str(getattr(_templates(), macro)(view)).strip()


@cache
def _templates() -> TemplateModule:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    return environment.get_template("page.html.j2").module
