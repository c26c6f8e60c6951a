"""Where a message names an offer, and how: "offer 1", "B", "Globex", "one ... another", or the prices between which
there is a choice: "$80,000 flat or $3,000 a month"."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from agent.offers import name_words
from agent.reading.asked_prices import asked_prices
from agent.reading.offer_reading import Reading, places_of_own
from agent.reading.offer_words import LABELS, LETTERS, stems_of
from agent.words.cues import Hit
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import Token, stem_of

_NEAR = 4  # tokens
_NO_NAMES = frozenset(
    {"a", "an", "the", "our", "their", "they", "we", "i", "it", "in", "plus", "and", "then", "that", "this",
     "for", "with", "usd", "us", "api", "llm", "ai", "what", "which", "cfo", "cto", "so", "or", "if", "no", "yes",
     "my", "his", "her", "both", "after", "now", "as", "at", "is", "on", "to", "of", "by", "from", "here", "there",
     "one", "two", "three", "four", "five", "another", "other", "first", "second", "third", "several", "today",
     "yesterday", "also", "finally", "ok", "okay", "hi", "hello", "only", "each", "over",
     "setup", "hosting", "price", "prices", "cost", "costs", "total", "fee", "fees", "maintenance", "support",
     "licence", "license", "build", "upkeep", "running", "monthly", "yearly", "annual", "once", "installation",
     "implementation", "training", "upfront", "offers", "bids", "quotes", "proposals", "options", "vendors", "budget"}
)  # fmt: skip
_LED = frozenset({":", "-", "–", "—", "is", "at", "for", "with", "$", "=", "(", "wants", "asks", "costs", "about"})
_HEADS = frozenset({":", "-", "–", "—", "("})  # what follows speaks of the name alone
_OPENS = frozenset({":", ";", "-", "–", "—", "\n", "*", "•", ",", "and", "against", "versus", "vs", "or"})  # a new item
_ADDS = frozenset({"plus", "then", "+"})
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_COUNTED = frozenset({"one", *_NUMBERS})
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_MOST_ADJECTIVES = 2
_ONE_OF_THEM = ("a", "an", "our", "my")
_ARTICLES = frozenset({*_ONE_OF_THEM, "the", "his", "her"})


def named_by_sentence(reading: Reading) -> dict[int, dict[int, str]]:
    """By sentence, where an offer is named: by a name, as "one ... another", or, beside another, by what they are."""
    if reading.named is not None:
        return reading.named
    message = reading.message
    numbers = range(len(message.structure.sentences))
    asked = {number: asked_prices(reading, number) for number in numbers}
    every = [one for prices in asked.values() for one in prices]
    ordinals = ordinals_in(message, every, reading.hits)
    reading.named = {number: offers_named(message, number, asked[number], reading.hits, ordinals) for number in numbers}
    own = any(places_of_own(reading, number) for number in numbers)
    described = {} if ordinals or own else described_in(message, every, reading.hits)
    names = {name for found in reading.named.values() for name in found.values()}
    if len(names | set(described.values())) > 1:
        reading.described = frozenset(described.values())
        for number in numbers:
            first, last = reading.span(number)
            reading.named[number] |= {at: name for at, name in described.items() if first <= at < last}
    return reading.named


def is_named(message: Message, name: str, first: int, last: int) -> bool:
    written = [token.text if len(name) == 1 else token.lower for token in message.tokens[first:last]]
    parts = {name} if len(name) == 1 else name_words(name)
    inside = {part.removesuffix("'s") for word in written for part in ([word] if len(name) == 1 else word.split("-"))}
    return parts <= inside


def offers_named(
    message: Message, number: int, prices: Sequence[Measured], hits: Sequence[Hit[str]], ordinals: dict[int, str]
) -> dict[int, str]:
    """Where the offers of a sentence are named, with their names; `prices` are those that somebody asks in it."""
    sentence = message.structure.sentences[number]
    first, last = sentence.first, sentence.last
    found = names_priced(message, number, prices, hits)
    found |= {} if found else {at: name for at, name in ordinals.items() if first <= at < last}
    return found or dict(_choices(message, first, last, prices))


def names_priced(message: Message, number: int, prices: Sequence[Measured], hits: Sequence[Hit[str]]) -> dict[int, str]:
    """Where a sentence names who asks a price, with their names."""
    sentence = message.structure.sentences[number]
    first, last = sentence.first, sentence.last
    inside = [hit for hit in hits if first <= hit.first and hit.last <= last]
    found = dict(_names(message, first, last, prices, inside))
    found |= dict(_from_whom(message, first, last, prices)) if not found else {}
    for model in message.models:
        led = model.last < last and message.tokens[model.last].lower in ("at", "for", "with", ":")
        led = led and any(model.last < one.first <= model.last + 2 for one in prices)
        if first <= model.first and led:  # "GPT-4o at 21k a month or ..."
            tokens = message.tokens
            found[model.last - 1] = message.text[tokens[model.first].start : tokens[model.last - 1].end]
    opening = message.tokens[first : first + 2]
    if found and first not in found and is_name(opening[0]) and opening[1].lower == "costs":
        found[first] = opening[0].text  # "Alpha costs 120k, Beta 60k": the first word is a name beside another
    return found


def is_name(token: Token) -> bool:
    """Written as a name is, and no word of the trade."""
    word = token.lower.partition("'")[0]  # "I'd", "They're"
    written = token.kind == "word" and token.text[:1].isupper() and word not in _NO_NAMES
    return written and token.stem not in stems_of("sellers") and token.stem not in map(stem_of, LABELS)


def _names(
    message: Message, first: int, last: int, prices: Sequence[Measured], hits: Sequence[Hit[str]]
) -> Iterator[tuple[int, str]]:
    tokens = message.tokens
    begins = {item.first for item in message.measured if first <= item.first < last}
    asked = {hit.first for hit in hits if hit.payload == "asks"}
    free = {hit.first for hit in hits if hit.payload == "nothing_upfront"}
    begins_of_prices = {one.first for one in prices}
    priced = _priced(prices, hits)
    for at in range(first, last - 1):
        token, next_at = tokens[at], at + 1
        if tokens[next_at].text == "AI" and at + _MOST_ADJECTIVES < last and is_name(token):
            next_at += 1  # "Zendesk AI at $50"
        behind = tokens[next_at]
        counted = behind.lower in _COUNTED and at + 2 < last and (tokens[at + 2].text in _HEADS or at + 2 in asked)
        numbered = behind.text in "123456789" and next_at not in begins_of_prices  # no "offers 8k a month"
        if token.stem in map(stem_of, LABELS) and (behind.text in LETTERS or numbered or counted):
            yield at, f"{token.lower} {behind.text}"
            continue
        asks = next_at in asked
        led = next_at in begins or behind.lower in _LED or asks or next_at in free
        if (
            behind.text == "-"
            and token.end == behind.start
            and tokens[at + 2 : at + 3]
            and tokens[at + 2].start == behind.end
        ):
            continue  # the "Fine" of "Fine-tuning"
        listed = token.text in LETTERS and behind.text == ")"  # "A) ..."
        headed = (behind.text in _HEADS or listed) and any(at < one.first for one in prices)
        begin = at
        while begin > first and is_name(tokens[begin - 1]):
            begin -= 1
        opens = begin == first or tokens[begin - 1].text in _OPENS
        parted = behind.text == "," and opens and next_at + 1 in begins_of_prices  # "Lexa, 80k upfront, 4k a month"
        led = led or listed or parted
        if not led or not (priced(at) or headed):
            continue
        if at > first and tokens[at - 1].kind == "number" and tokens[at - 1].end == token.start:
            continue  # the B of "7B"
        if token.text in LETTERS and (at == first or tokens[at - 1].stem not in map(stem_of, LABELS)):
            yield at, token.text
        elif (
            is_name(token)
            and token.text not in LETTERS
            and (at > first or asks or parted or behind.text in ":-" or at + 1 in begins or at + 1 in free)
        ):
            yield at, " ".join(one.text for one in tokens[begin : at + 1])


def _from_whom(message: Message, first: int, last: int, prices: Sequence[Measured]) -> Iterator[tuple[int, str]]:
    """ "30k plus 1k a month from Acme and 50k from Zeta": two names or more, each behind its prices."""
    tokens = message.tokens
    places = [at for at in range(first + 1, last) if tokens[at - 1].lower == "from" and is_name(tokens[at])]
    groups = [
        (at, [one.first for one in prices if start <= one.first < at]) for start, at in pairwise([first, *places])
    ]
    if len(places) > 1 and all(begins for _, begins in groups):
        yield from ((begins[0] - 1, tokens[at].text) for at, begins in groups)


def _priced(prices: Sequence[Measured], hits: Sequence[Hit[str]]) -> Callable[[int], bool]:
    """Whether a price is near behind a place; "nothing up front and" before it keeps it no further off."""
    free = {place for hit in hits if hit.payload == "nothing_upfront" for place in range(hit.first, hit.last + 1)}

    def near(at: int) -> bool:
        return any(
            at < one.first and sum(place not in free for place in range(at, one.first)) <= _NEAR for one in prices
        )

    return near


def ordinals_in(message: Message, prices: Sequence[Measured], hits: Sequence[Hit[str]]) -> dict[int, str]:
    """ "One wants 80k, the other 3k a month", "the first ..., the second ...": two of them or more, and of offers."""
    tokens = message.tokens
    announced = any(hit.payload in ("things", "several") for hit in hits)
    priced = _priced(prices, hits)
    asked = {hit.first for hit in hits if hit.payload == "asks"}
    begins = {one.first for one in prices}
    places: list[tuple[int, str]] = []
    for at, token in enumerate(tokens[:-1]):
        word = token.lower
        if word not in ("one", "another", "other", *_ONE_OF_THEM, *_ORDINALS):
            continue
        noun = next(
            (one for one in range(at + 1, min(at + 2 + _MOST_ADJECTIVES, len(tokens))) if _sells(tokens[one])), 0
        )
        if word in _ONE_OF_THEM and noun != at + 1:
            continue
        if noun and all(tokens[one].kind == "word" for one in range(at + 1, noun)):
            here = priced(noun)
        else:
            behind = tokens[at + 1]
            led = behind.lower in _LED - {"-", "$"} or at + 1 in asked or (at + 1 in begins and word != "another")
            led = led or (word == "another" and behind.lower in ("a", "an"))  # "another a flat $5k"
            here = bool(announced or places) and led and priced(at)
        if here:
            places.append((at, word))
    names: dict[int, str] = {}
    for at, word in places:
        rank = _ORDINALS.index(word) if word in _ORDINALS else 0 if word in ("one", *_ONE_OF_THEM) else len(names)
        if rank != len(names):
            return {}  # "the second ... the first": whatever that is, it is no list of offers
        if rank >= len(_ORDINALS):
            break
        names[at] = f"the {_ORDINALS[rank]} one"
    return names if len(names) > 1 else {}


def described_in(message: Message, prices: Sequence[Measured], hits: Sequence[Hit[str]]) -> dict[int, str]:
    """ "A local boutique 180k, and the university 90k": who makes an offer and is told by what they are.

    Their adjectives tell them apart only where they are otherwise called the same.
    """
    tokens = message.tokens
    asked = {hit.first for hit in hits if hit.payload == "asks"}
    begins = {one.first for one in prices}
    wholes = {hit.last - 1: hit.first for hit in hits if hit.payload == "sellers"}  # "software house"
    found: dict[int, tuple[int, int]] = {}
    for at, token in enumerate(tokens[:-1]):
        offers = _sells(token) or token.stem in stems_of("offerers") or at in wholes
        offers = offers and at not in asked and token.stem not in _THINGS
        behind = tokens[at + 1]
        led = at + 1 in begins or at + 1 in asked or behind.text in _HEADS or behind.lower in ("would", "says")
        if not (offers and led and any(at < one.first <= at + 2 * _NEAR for one in prices)):
            continue
        noun = wholes.get(at, at)
        article = next(
            (
                one
                for one in range(noun - 1, max(noun - 2 - _MOST_ADJECTIVES, -1), -1)
                if tokens[one].lower in _ARTICLES
            ),
            None,
        )
        if article is not None and all(one.kind == "word" for one in tokens[article:at]):
            found[at] = (article, noun)
    plain = {at: _written(tokens[noun : at + 1]) for at, (_, noun) in found.items()}
    full = {at: _written(tokens[article + 1 : at + 1]) for at, (article, _) in found.items()}
    alike = {name: {full[at] for at in plain if plain[at] == name} for name in plain.values()}
    return {at: f"the {name if len(alike[name]) == 1 else full[at]}" for at, name in plain.items()}


_THINGS = frozenset(
    map(stem_of, ("offer", "option", "bid", "tender", "proposal", "quote", "variant", "tool", "product"))
)


def _written(tokens: Sequence[Token]) -> str:
    return " ".join(one.lower for one in tokens)


def _sells(token: Token) -> bool:
    return token.kind == "word" and (token.stem in stems_of("sellers") or token.stem in map(stem_of, LABELS))


def _choices(message: Message, first: int, last: int, prices: Sequence[Measured]) -> Iterator[tuple[int, str]]:
    """Offers without any name: as many prices as offers are announced, or an "or" between what is paid once and what
    is paid each month."""
    tokens = message.tokens
    nouns = {*map(stem_of, LABELS), *stems_of("sellers")}
    counted = [
        _NUMBERS[one.lower]
        for at, one in enumerate(tokens[first:last], first)
        if one.lower in _NUMBERS
        and any(two.stem in nouns for two in tokens[at + 1 : at + 2 + _MOST_ADJECTIVES] if two.kind == "word")
    ]
    breaks = [
        two.first
        for one, two in pairwise(prices)
        if any(
            token.lower == "or"
            for token in tokens[max(one.quantity.last, two.first - _MOST_ADJECTIVES - 1) : two.first]
        )
        and (counted or (one.per is None) != (two.per is None))
    ]
    added = any(
        token.lower in _ADDS for one, two in pairwise(prices) for token in tokens[one.quantity.last : two.first]
    )
    if counted and len(prices) == counted[0] and not added:
        breaks = [one.first for one in prices[1:]]
    if breaks and len(breaks) < len(_ORDINALS):
        for rank, at in enumerate((prices[0].first, *breaks)):
            yield at - 1, f"the {_ORDINALS[rank]} one"
