"""Which number a question after an origin means, and whose it is: mine, theirs, or one that our sources print."""

from collections.abc import Iterator, Sequence

from agent import phrasing
from agent.grounding import numbers_in
from agent.memory import Incoming, Memory
from agent.reading.answers import figures_called
from agent.reading.disputed import disputed
from agent.record import Ledger
from agent.replying.citing import Citations, sentences_of
from agent.replying.findings import Findings
from agent.replying.origins import NONE_SHOWN, Case, facts_told, none_of_mine, origins, own_origins, shown_earlier
from agent.replying.savings import sum_sentences
from agent.words.field_names import fields_named
from agent.words.message import Message, taken_apart
from knowledge.passages import Passage
from tools.approach import ApproachAdvice

_LEAST_IN_WORDS = 12  # "less than one coffee a week?" names no figure
_MOST_CITED = 2


def origins_asked(
    memory: Memory, incoming: Incoming, ledger: Ledger, findings: Findings, cited: Citations
) -> tuple[str, ...]:
    """Where numbers come from: those of the last reply too, which may have had figures that were only asked for."""
    last = memory.exchange.reply if memory.exchange else None
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    results = {**findings.results, **(last.results if last else {})}
    case = Case(results, ledger.facts, advice.ranking[0], last.text if last else "", memory.turn)
    said = taken_apart(incoming.text)
    numbers = _numbers(incoming.text, said)
    fields = [] if numbers else [field for field in fields_named(said, 0, len(said.tokens)) if field in ledger.facts]
    if fields:
        made = sum_sentences(findings.saving) if "monthly_benefit" in fields else []
        return (*facts_told(fields, ledger.facts, worked_out={"monthly_benefit"} if made else set()), *made)
    if disputed(said):  # their number, held against mine
        return (*(none_of_mine(numbers) if numbers else ()), *origins([], case))
    if numbers:
        own = own_origins(numbers, case)
        return tuple(own or printed_by_sources(numbers, memory, cited) or origins(numbers, case))
    told = origins([], case, figures_called(said.tokens))
    if told == [NONE_SHOWN]:
        told = sources_of_last(memory, cited) or shown_earlier("\n".join(memory.card.values()), case) or told
    return tuple(told)


def _numbers(text: str, said: Message) -> list[float]:
    """In digits, or in words: "where is three thousand from?"."""
    in_words = [
        one.quantity.value
        for one in said.measured
        if one.quantity.kind != "duration" and one.quantity.value > _LEAST_IN_WORDS  # "a month" is no figure
    ]
    return list(numbers_in(text)) or in_words


def sources_of_last(memory: Memory, cited: Citations) -> list[str]:
    """Whose words the last reply told, where it has cited some and shown no figure of mine."""
    named = [f'"{title}"' for title in dict.fromkeys(one.source_title for one in _cited_last(memory, cited))]
    return (
        [f"That is no figure of mine; my last reply told what others say: {phrasing.joined(named)}."] if named else []
    )


def printed_by_sources(numbers: Sequence[float], memory: Memory, cited: Citations) -> list[str]:
    """The sentences of our sources that print a share or a sum: those that were cited last, else the only ones."""
    last = list(_printing(numbers, _cited_last(memory, cited)))
    found = last or list(_printing(numbers, cited.passages))
    if not last and len(found) > _MOST_CITED:
        return []
    return [
        f'That is no figure of mine: {one.source_title} prints it ({one.section}): "{sentence}" [{cited.mark(one)}]'
        for one, sentence in found[:_MOST_CITED]
    ]


def _cited_last(memory: Memory, cited: Citations) -> list[Passage]:
    last = memory.exchange.reply.citations if memory.exchange else ()
    found = (cited.passage(one.passage_id) for one in last)
    return [one for one in found if one is not None]


def _printing(numbers: Sequence[float], passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Each with its first sentence that has all `numbers`; a share is in both forms, as 2 and as 0.02."""
    for passage in passages:
        for sentence in sentences_of(passage.text):
            if set(numbers) <= set(numbers_in(sentence)):
                yield passage, sentence
                break
