"""Reads a message without a language model: a grammar for quantities, cue phrases as data, the pending question.

The seam is `agent.understanding.Reader`. Every statement quotes the message literally and fits the profile; what is
hypothetical, asked, said of others or an attempt to give orders is no fact.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from agent.facts import Statement
from agent.numbers.benefit_made import with_completed
from agent.numbers.benefit_parts import part_quoted, part_set_right
from agent.numbers.deadlines import deadline_asked
from agent.numbers.exchanged import exchanged, says_exchanged
from agent.numbers.ordered import Ordered, meant_instead, ordered_anew
from agent.numbers.rescalings import in_other_seconds, on_fewer_days, rescaled
from agent.numbers.slips import Mended, mended, reminded_of, without_recalled
from agent.offers import USD, Offer, PaidBack
from agent.partners.candidates import comparison
from agent.reading.acts import requests
from agent.reading.answers import LOOKED_UP, STANCES, Asked, asked_in
from agent.reading.checks import sums_checked
from agent.reading.compared_models import model_taken
from agent.reading.concerns import CONCERNS
from agent.reading.denials import guesses_denied, known_denied
from agent.reading.earlier_words import asked_by_user, in_corrected_currency, without_denied_word
from agent.reading.hearing import Heard, hear, is_only_in
from agent.reading.models_in_use import model_considered, models_refused
from agent.reading.offers_said import services_offered
from agent.reading.pending import asked_still, pauses, picked, unmeasured
from agent.reading.permissions import kept_in_region
from agent.reading.plans_asked import apart_from_plans
from agent.reading.retractions import replaced_by_undo
from agent.reading.rulings import rulings, with_rulings
from agent.reading.stacked import both_together, on_top, stacks, with_the_last
from agent.reading.stances import says_nothing
from agent.reading.supposing_sentences import is_condition
from agent.reading.taking_back import taking_back, told_beside
from agent.reading.terms_said import Amount, in_dollars, terms_said, without_terms, without_unknown_money
from agent.reading.verdicts import Verdict, verdict
from agent.reading.weighing import weighed_together, with_answers, with_suppositions
from agent.tool_results import OF_AN_INVESTMENT
from agent.understanding import Context, InDollars, Refused, Request, Understanding
from agent.words.clauses import has_own_papers
from agent.words.field_names import fields_named
from agent.words.layout import with_rows_as_lines, without_quote_marks
from agent.words.message import Message, taken_apart
from agent.words.tokens import words_in


class BuiltInReader:
    """The reader that is always there: no model, no network, same words and context, same understanding."""

    def read(self, message: str, context: Context) -> Understanding:
        """Everything that the message says. Any text is read; what makes no sense comes back as not understood."""
        return with_rulings(self._read_all(message, context), rulings(taken_apart(message), context.terms))

    def _read_all(self, message: str, context: Context) -> Understanding:
        plain = without_quote_marks(message)
        if plain != message:
            return _requoted(self._read_all(plain, context), lambda quote: _as_quoted(quote, plain, message))
        table = with_rows_as_lines(message)
        if table is not None:
            lines, row = table
            return _requoted(self._read_all(lines, context), lambda quote: quote if quote in message else row)
        taken = taken_apart(message, own_papers=has_own_papers(context.said))
        if not taken.tokens:
            return Understanding(understood=False, language=taken.language)
        undoing = taking_back(taken, context)
        if undoing is not None:
            beside = told_beside(taken)
            told = self.read(beside, context.model_copy(update={"asked": ()})).statements if beside else ()
            return undoing.model_copy(update={"statements": (*undoing.statements, *told)})
        reminded = reminded_of(taken)
        if reminded:
            return self.read(reminded, context)
        meant = meant_instead(taken, context)
        return self._as_meant(taken, context) if meant is None else self._beside_echoed(meant, context)

    def _beside_echoed(self, meant: Ordered, context: Context) -> Understanding:
        """What is meant instead of a number that is echoed, and what is told behind it, which answers no question."""
        others = self.read(meant.rest, context.model_copy(update={"asked": ()})) if meant.rest else Understanding()
        return _beside_order(others, meant)

    def _as_meant(self, taken: Message, context: Context) -> Understanding:
        """What a message says without its slips."""
        slip = (mended(taken, context.asked) or without_recalled(taken, context)) if taken.language == "en" else None
        if slip is not None:
            return _quoted(self._read_all(slip.text, context), taken.text, slip)
        checked = sums_checked(taken) if taken.language == "en" else None
        if checked is not None:
            others = self._read_all(checked.rest, context) if checked.rest else Understanding(language=taken.language)
            return others.model_copy(update={"sums": checked.sums, "understood": True})
        if context.asked and pauses(taken, context.asked):
            return Understanding(language=taken.language, understood=True)
        decided = verdict(taken, context)
        if decided is not None:
            return self._decided(decided, context)
        return self._beside_compared(taken, context)

    def _beside_compared(self, taken: Message, context: Context) -> Understanding:
        """What a message says, and the candidates that it compares."""
        compared = comparison(taken, context)
        if compared is None:
            return self._beside_answered(taken, context)
        rest = taken_apart(compared.rest, own_papers=has_own_papers(context.said))
        calls = (compared.call,)
        if not rest.tokens:
            return Understanding(tool_calls=calls, language=taken.language)
        others = self._beside_answered(rest, context)
        return others.model_copy(update={"tool_calls": (*calls, *others.tool_calls), "understood": True})

    def _decided(self, decided: Verdict, context: Context) -> Understanding:
        """What a message says that decides of the last what-if, and what it says beside that."""
        aside = decided.kind == "aside"
        if any(character.isalnum() for character in decided.rest):
            rest_in = context if aside else context.model_copy(update={"supposed": ()})
            if not aside and _is_a_remark(decided.rest):
                rest_in = rest_in.model_copy(update={"asked": ()})
            others = self._read_all(decided.rest, rest_in)
        else:
            others = Understanding()
        if aside:
            return others
        named = set(fields_named(rest := taken_apart(decided.rest), 0, len(rest.tokens)))
        waived = {field for field in context.asked if field not in named}  # "maybe next year" is said of the what-if
        heard = [one for one in others.statements if one.status == "stated" or one.field not in waived]
        silent = {"skip"} if len(heard) < len(others.statements) else set()
        wanted = [name for name in others.requests if name not in _OF_SUPPOSED | silent]
        if decided.kind == "kept":
            wanted.insert(0, "keep")
        told = {one.field for one in heard}
        return others.model_copy(
            update={
                "statements": (*(one for one in decided.statements if one.field not in told), *heard),
                "requests": tuple(wanted),
                "what_if_left": decided.kind in ("left", "set"),
                "understood": True,
            }
        )

    def _beside_answered(self, taken: Message, context: Context) -> Understanding:
        """What a message says beside what is answered from the case: "what do we do on Monday?" tells no rhythm."""
        guessed = guesses_denied(taken, context)
        if guessed:
            return Understanding(retractions=guessed, denied=guessed)
        asked = asked_in(taken, context.said, context.compared) if taken.language == "en" else Asked()
        if not asked.apart or ((STANCES | CONCERNS) & set(asked.about) and not context.facts):
            return self._read(taken, context)
        whole = self._read(taken, context)
        by_when = deadline_asked(_only(taken.text, asked.apart), context) if "in_time" in asked.about else None
        known = "timeline_months" in context.facts  # a deadline that stands is not moved by a question
        noted = () if by_when is None or known else (by_when,)
        tried = (by_when,) if by_when is not None and known else ()
        worried = not CONCERNS.isdisjoint(asked.about)  # which tells no fact, and may ask for something all the same
        # "The growth and the horizon are guesses. Scrap both." doubts facts; "and at 18 months instead?" tries one out.
        # "is B within $200,000?", "which bid is cheapest?"
        of_offers = whole.offer_asked is not None and whole.offer_asked.kind in _OF_OFFERS_ALONE
        of_a_sum = "parts" in asked.about and bool(whole.tool_calls)  # "and what would that cost?", of a training run
        if whole.retractions or of_offers or of_a_sum or (worried and whole.what_ifs and by_when is None):
            return whole
        rest = taken_apart(_without(taken.text, asked.apart), own_papers=has_own_papers(context.said))
        shown = LOOKED_UP & set(asked.about) or asked.of_compared
        shortly = () if shown or "doubt" in asked.about else whole.requests
        wanted = tuple(one for one in shortly if one in _ANSWERED_SHORTLY or (worried and one != "skip"))
        questions = whole.questions if worried else ()
        if says_nothing(rest.tokens):
            heard = Understanding(statements=noted, what_ifs=tried, requests=wanted, language=taken.language)
            return heard.model_copy(update={"questions": questions})
        topic = _COUNTED_FOR.get(asked.approach or "") if "doubt" in asked.about else None
        if topic and any(item.is_bare() or item.quantity.kind == "plain" for item in rest.measured):
            context = context.model_copy(update={"asked": (topic,)})  # "You are wrong on tuning. We have 300 letters."
        told = self._read(rest, context)
        requests = tuple(dict.fromkeys((*told.requests, *wanted)))
        others = tuple(one for one in told.statements if one.field not in {new.field for new in noted})
        update: dict[str, object] = {"statements": (*others, *noted), "what_ifs": (*told.what_ifs, *tried)}
        update |= {"requests": requests, "understood": True, "language": taken.language}
        return told.model_copy(update={**update, "questions": questions} if worried else update)

    def _read(self, taken: Message, context: Context) -> Understanding:
        """The message with what was set for all figures: amounts in dollars where their currency has a rate."""
        written = taken.text.strip()
        waiting = tuple(dict.fromkeys(name for one in context.refused for name in one.currencies))
        said = terms_said(taken, context.terms, waiting)
        terms = tuple(one.term for one in said)
        known = context.terms.after(terms)
        if said:
            taken = without_terms(taken, context.terms, waiting)
        taken, changed = in_dollars(without_unknown_money(taken), known.rates)
        if said and changed:
            taken = without_terms(taken, context.terms, waiting)
        context = context.model_copy(update={"terms": known})
        meant = self._meant(taken, context) if taken.tokens else Understanding(language=taken.language)
        if not said and not changed:
            return self._in_its_currency(meant, taken, context)
        meant = _as_written(meant, changed)
        new = {one.name for one in terms if one.value is not None}
        earlier = [one for one in context.refused if new & set(one.currencies)] if new else []
        again = [self._of_refused(one, context, written) for one in earlier]
        told = {one.field for one in meant.statements}
        return meant.model_copy(
            update={
                "terms": terms,
                "in_dollars": (*(one for each in again for one in each.in_dollars), *_as_told(changed)),
                "statements": (
                    *meant.statements,
                    *(one for each in again for one in each.statements if one.field not in told),
                ),
                "parts": (*(one for each in again for one in each.parts), *meant.parts),
                "understood": True,
            }
        )

    def _in_its_currency(self, meant: Understanding, taken: Message, context: Context) -> Understanding:
        """What offers come to, and when something pays back, needs no rate as long as all of it is in one currency."""
        named = {str(item.quantity.currency) for item in taken.measured if item.quantity.kind == "money"}
        foreign = named - {USD}
        if len(foreign) != 1:
            return meant
        if USD in named:
            offers = self._in_its_currency(Understanding(), _without_dollars(taken), context).offers
            understood = meant.understood or bool(offers)
            return meant.model_copy(update={"offers": (*meant.offers, *offers), "understood": understood})
        currency = foreign.pop()
        alike, changed = in_dollars(taken, {currency: 1.0})
        again = self._meant(alike, _alike(context, currency))
        calls = tuple(call for call in meant.tool_calls if call.tool not in OF_AN_INVESTMENT)
        if again.offers or again.supposed_offers or again.offer_asked is not None:
            told = _with_its_gain(again)
            update = {
                "offers": tuple(_in_currency(one, currency, changed) for one in told),
                "supposed_offers": tuple(_in_currency(one, currency, changed) for one in again.supposed_offers),
                "offer_asked": again.offer_asked,
                "requests": again.requests,
                "questions": again.questions,
                "what_ifs": again.what_ifs,
            }
            return meant.model_copy(update={**update, "tool_calls": calls, "understood": True})
        found = _paid_back(self._meant(alike, Context()), currency)
        if found is None:
            return meant
        return meant.model_copy(update={"paid_back": found, "tool_calls": calls, "understood": True})

    def _of_refused(self, refused: Refused, context: Context, quote: str) -> Understanding:
        """What an earlier message says of money, now that there is a rate; later words stand."""
        taken, changed = in_dollars(taken_apart(refused.text), context.terms.rates)
        asked = context.model_copy(update={"asked": refused.asked, "refused": (), "said": ""})
        meant = _as_written(self._meant(taken, asked), changed)
        newer = {name for name, fact in context.facts.items() if fact.turn > refused.turn} | {*refused.left}
        money = [one for one in meant.statements if one.field in _OF_MONEY - newer and one.status == "stated"]
        return Understanding(
            statements=tuple(one.model_copy(update={"quote": quote}) for one in money),
            parts=tuple(one for one in meant.parts if one.currency == "USD"),
            in_dollars=_as_told(changed),
        )

    def _meant(self, taken: Message, context: Context) -> Understanding:
        both = both_together(taken, context)
        if both:
            return Understanding(what_ifs=both)
        if stacks(taken, context):
            more = self._meant_alone(taken, with_the_last(context))
            supposing = more.what_ifs or any(call.supposed for call in more.tool_calls)
            return more.model_copy(update={"what_ifs": on_top(more.what_ifs, context.supposed)}) if supposing else more
        return self._meant_alone(taken, context)

    def _meant_alone(self, taken: Message, context: Context) -> Understanding:
        choice = picked(taken, context)
        anew = self._number_anew(taken, context) if choice is None else None
        if anew is not None:
            return anew
        chosen = _chosen_or_put_right(taken, context, choice)
        if chosen is not None:
            return Understanding(statements=chosen, understood=bool(chosen))
        asked_for = {name for name, _ in requests(taken)}
        corrected = in_corrected_currency(taken, context)
        told = self._in_dollars(taken, corrected, context) if corrected is not None else ()
        right = Understanding(statements=told) if told else self._in_place_of_a_word(taken, context)
        if right is not None:
            return right
        own = asked_by_user(taken, context)
        if own is not None:
            context = context.model_copy(update={"asked": (own,)})
        other = replaced_by_undo(taken, context) if asked_for == {"undo"} else None
        if other is not None:
            return Understanding(statements=(other,))
        if "undo" in asked_for:
            context = context.model_copy(update={"asked": ()})  # the "no" of "hmm no, undo that" answers nothing
        else:
            context = context.model_copy(update={"asked": asked_still(taken, context)})
        untested = unmeasured(taken, context)
        if untested is not None:
            return Understanding(statements=(untested,))
        heard = weighed_together(*with_suppositions(hear(taken, context), taken, context), context)
        heard = with_answers(heard, context)
        wanted: list[Request] = list(dict.fromkeys(name for name, _ in heard.asked_for))
        left = {one.field for one in heard.declined if one.status == "declined"}
        if context.asked and set(context.asked) <= left and "skip" not in wanted:
            wanted.append("skip")
        statements = (*apart_from_plans(heard.message, heard.plans, heard.facts), *heard.declined)
        included = services_offered(heard.message, heard.offered)
        statements = tuple(
            one
            for one in statements
            if one.field not in ("task", "goal") or not is_only_in(heard.message, one, included)
        )
        denied = tuple(one for one in known_denied(taken, context) if one in heard.taken_back and one != "model")
        statements = _without_a_wish(statements) if denied else statements
        what_ifs = tuple(statement for statement, _ in heard.what_ifs)
        priced = _model_priced(heard, context, wanted)
        if priced is not None:
            statements, what_ifs = (*statements, priced), ()
        return Understanding(
            statements=statements,
            retractions=heard.taken_back,
            denied=denied,
            parts=heard.parts,
            supposed_parts=heard.supposed_parts,
            offers=heard.offered.offers,
            supposed_offers=heard.offered.supposed,
            offer_asked=heard.offered.asked,
            offers_forgotten=heard.offered.forgotten,
            what_ifs=what_ifs,
            tool_calls=heard.tool_calls,
            questions=heard.questions,
            foreign_money=tuple(quote for quote, _ in _foreign_money(heard.message)),
            foreign_currencies=tuple(dict.fromkeys(currency for _, currency in _foreign_money(heard.message))),
            requests=tuple(wanted),
            kept_in=(region := kept_in_region(taken)),
            models_refused=(refused := tuple(dict.fromkeys(one.name for one in models_refused(taken)))),
            costs_left_out=(left_out := heard.costs_left_out),
            reached=heard.short.share if heard.short else None,
            language=taken.language,
            understood=bool(
                statements
                or region
                or refused
                or left_out
                or heard.short is not None
                or heard.parts
                or heard.taken_back
                or what_ifs
                or heard.tool_calls
                or heard.offered.speaks
                or wanted
                or heard.questions
            ),
        )

    def _number_anew(self, taken: Message, context: Context) -> Understanding | None:
        """A part of a sum or a number that is ordered anew, and what is told behind it, which answers no question."""
        part = _part_anew(taken, context)
        ordered = ordered_anew(taken, context) if part is None else None
        if ordered is None:
            return part
        behind = taken_apart(ordered.rest)
        others = self._meant(behind, context.model_copy(update={"asked": ()})) if behind.tokens else Understanding()
        return _beside_order(others, ordered)

    def _in_place_of_a_word(self, taken: Message, context: Context) -> Understanding | None:
        """What is said where a known word was wrong, in its place: "weekly was wrong, it's monthly"."""
        denied = without_denied_word(taken, context)
        if denied is None:
            return None
        field, rest = denied
        again = self._meant(taken_apart(rest), context.model_copy(update={"asked": (field,)}))
        return _as_stated(again, field, taken.text) if field in {one.field for one in again.statements} else None

    def _in_dollars(self, taken: Message, corrected: str, context: Context) -> tuple[Statement, ...]:
        """What the message before says of money, now that its amount is in dollars."""
        again = self._read(taken_apart(corrected), context.model_copy(update={"said": ""}))
        money = [one for one in again.statements if one.field in _OF_MONEY and one.status == "stated"]
        return tuple(one.model_copy(update={"quote": taken.text.strip()}) for one in money)


def _beside_order(others: Understanding, ordered: Ordered) -> Understanding:
    """What is set anew, and what is told behind it."""
    told = tuple(one for one in others.statements if one.field != ordered.statement.field)
    return others.model_copy(update={"statements": (ordered.statement, *told), "understood": True})


def _part_anew(taken: Message, context: Context) -> Understanding | None:
    """ "No, a third": a part that is told anew, and what it makes of the sum that it belongs to."""
    if not context.parts or taken.language != "en":
        return None
    quoted = part_quoted(taken, context)
    said = quoted or part_set_right(taken, context)
    made = with_completed(taken, context, [said], ()) if said is not None else []
    if said is None or not (made or quoted):
        return None
    return Understanding(statements=tuple(made), parts=(said.part,))


def _without_a_wish(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """What a denial says is not so is no goal of theirs."""
    return tuple(one for one in statements if not (one.field == "goal" and one.status == "inferred"))


def _chosen_or_put_right(taken: Message, context: Context, choice: Statement | None) -> tuple[Statement, ...] | None:
    """An option that is picked, or known numbers in another unit or place; empty where it is unclear which."""
    choice = choice or model_taken(taken, context.compared)
    if choice is None:
        choice = rescaled(taken, context) or on_fewer_days(taken, context) or in_other_seconds(taken, context)
    if choice is not None:
        return (choice,)
    if not (context.facts and says_exchanged(taken)):
        return None
    return exchanged(taken, context) or (None if taken.measured else ())  # "input 950, output 900, I mixed them up"


def _as_stated(meant: Understanding, field: str, text: str) -> Understanding:
    """What stands in the place of a word that was wrong is told, not implied; others quote nothing across the gap."""
    told: list[Statement] = []
    for one in meant.statements:
        quoted = one.quote is not None and one.quote != "" and one.quote in text
        if one.field == field:
            told.append(one.model_copy(update={"status": "stated", "quote": one.quote if quoted else text.strip()}))
        elif quoted:
            told.append(one)
    return meant.model_copy(update={"statements": tuple(told)})


_OF_SUPPOSED = frozenset({"keep", "undo"})
_REMARK = 3  # words


def _is_a_remark(text: str) -> bool:
    """ "No, keep gpt-4o. Quality first.": so few words beside a decision give its reason and answer no question."""
    tokens = taken_apart(text).tokens
    return words_in(tokens) <= _REMARK and all(token.kind != "number" for token in tokens)


# Of what an approach lives, a number beside a doubt of it tells most likely.
_COUNTED_FOR: Mapping[str, str] = {
    "fine_tuning": "training_examples",
    "fine_tuning_and_augmentation": "training_examples",
    "training": "training_examples",
    "augmentation": "documents",
}


_OF_OFFERS_ALONE = ("within", "total", "payback", "most")
_ANSWERED_SHORTLY: tuple[Request, ...] = ("recommend",)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for first, last in sorted(spans, reverse=True):
        text = text[:first] + text[last:]
    return text


def _only(text: str, spans: Iterable[tuple[int, int]]) -> str:
    return " ".join(text[first:last] for first, last in sorted(spans))


def _as_quoted(quote: str, plain: str, message: str) -> str:
    """The words with the marks of the mail they stand in; both texts are as long as each other."""
    first = plain.find(quote)
    return quote if first < 0 else message[first : first + len(quote)]


_OF_MONEY = frozenset({"budget", "monthly_api_spend", "monthly_benefit"})


def _requoted(meant: Understanding, literal: Callable[[str], str]) -> Understanding:
    """What was understood, with its quotes as `literal` gives them back."""

    def requoted(said: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(one.model_copy(update={"quote": literal(one.quote or "")}) for one in said)

    return meant.model_copy(
        update={
            "statements": requoted(meant.statements),
            "what_ifs": requoted(meant.what_ifs),
            "parts": tuple(one.model_copy(update={"quote": literal(one.quote)}) for one in meant.parts),
            "questions": tuple(map(literal, meant.questions)),
        }
    )


def _quoted(meant: Understanding, message: str, slip: Mended) -> Understanding:
    """What was understood of a message without its slips, in the words of the message as it was written."""
    written = message[slip.first : slip.last]
    return _requoted(meant, lambda quote: quote if quote in message else written)


def _model_priced(heard: Heard, context: Context, wanted: Collection[Request]) -> Statement | None:
    """Before a model is known, "what would it cost on gpt-4o?" names the one that they have in mind."""
    told = {"model"} & {*context.facts, *(one.field for one in heard.facts)}
    others = [change for change, _ in heard.what_ifs if change.field != "model"]
    tried = any(is_condition(heard.message, number) for _, number in heard.what_ifs)  # "if we took it, only to see"
    if told or others or tried or heard.questions or "costs" not in wanted or _only_looks(heard.message):
        return None
    return model_considered(heard.message)


def _only_looks(message: Message) -> bool:
    """ "Only to see the price", "out of curiosity": the model is tried out, and nobody has it in mind."""
    words = [token.lower for token in message.tokens if token.kind == "word"]
    merely = any(one in _MERELY and other in _TO_LOOK for one, other in pairwise(words))
    return merely or not _CURIOUS.isdisjoint(words)


_MERELY = frozenset({"only", "just", "merely", "simply", "purely"})
_TO_LOOK = frozenset({"to", "for", "curious", "wondering", "asking", "theoretically", "hypothetically"})
_CURIOUS = frozenset({"curiosity", "curious", "hypothetically", "theoretically", "theory"})


def _as_told(changed: Iterable[Amount]) -> tuple[InDollars, ...]:
    return tuple(InDollars(quote=one.quote, currency=one.currency, ends=one.ends) for one in changed)


def _as_written(meant: Understanding, changed: Sequence[Amount]) -> Understanding:
    """What was understood of a message in dollars, in the words that the user wrote."""

    def literal(quote: str) -> str:
        for amount in changed:
            quote = amount.unread(quote)
        return quote

    return _requoted(meant, literal)


def _alike(context: Context, currency: str) -> Context:
    """What is known without money, but for what was offered in the same currency."""
    return Context(
        facts={name: fact for name, fact in context.facts.items() if name not in _OF_MONEY},
        offers=tuple(one.model_copy(update={"currency": USD}) for one in context.offers if one.currency == currency),
        supposed_offers=tuple(
            one.model_copy(update={"currency": USD}) for one in context.supposed_offers if one.currency == currency
        ),
        said=context.said,
        today=context.today,
    )


def _without_dollars(message: Message) -> Message:
    """The sentences that speak of no dollars: "they ask 45,000 euro. It would save us $9,000 a month"."""
    structure = message.structure
    dollars = {item.sentence for item in message.measured if item.quantity.currency == USD}
    kept = [message.sentence_text(one) for one in range(len(structure.sentences)) if one not in dollars]
    return taken_apart(" ".join(kept))


def _in_currency(offer: Offer, currency: str, changed: Sequence[Amount]) -> Offer:
    """As it was written, in its own currency."""
    quote = offer.quote
    for amount in changed:
        quote = amount.unread(quote)
    return offer.model_copy(update={"currency": currency, "quote": quote})


def _with_its_gain(meant: Understanding) -> tuple[Offer, ...]:
    """The only offer with what the message says that it is worth, which in this currency can be no fact."""
    worth = next((one.value for one in meant.statements if one.field == "monthly_benefit"), None)
    if len(meant.offers) != 1 or meant.offers[0].promises or not isinstance(worth, int | float):
        return meant.offers
    return (meant.offers[0].model_copy(update={"gain": float(worth)}),)


def _paid_back(meant: Understanding, currency: str) -> PaidBack | None:
    """The payback that a message asks for, of what they would spend themselves."""
    for call in meant.tool_calls:
        amounts = [call.arguments.get(name) for name in ("upfront_cost", "current_monthly_cost", "new_monthly_cost")]
        known = [float(one) for one in amounts if isinstance(one, int | float)]
        if call.tool == "break_even" and len(known) == len(amounts):
            return PaidBack(currency=currency, upfront=known[0], gain=known[1], running=known[2])
    return None


def _foreign_money(message: Message) -> tuple[tuple[str, str], ...]:
    """Amounts that no field can take, for want of a rate of exchange, each with its currency."""
    told = [item for item in message.measured if message.structure.mode_at(item.first) in ("fact", "what_if")]
    return tuple(
        (message.quote(item.first, item.quantity.last), item.quantity.currency)
        for item in told
        if item.quantity.currency is not None and item.quantity.currency != "USD"
    )
