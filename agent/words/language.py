"""Which language a message is written in: a cheap guess, enough to say politely that English is understood best."""

from collections.abc import Mapping, Sequence
from functools import cache

from agent.words.cues import load_cues, pattern_list


def language_of(text: str) -> str:
    """ISO 639-1 code by script, then by the share of the commonest words; "en" when nothing speaks against it."""
    letters = [character for character in text[:2000] if character.isalpha()]
    if not letters:
        return "en"
    for code, ranges in () if text.isascii() else _scripts().items():
        inside = sum(1 for character in letters if any(low <= ord(character) <= high for low, high in ranges))
        if inside > 0.3 * len(letters):
            return code
    words = [
        word.strip(".,;:!?()\"'").lower().replace("\u2019", "'").removesuffix("'s") for word in text[:2000].split()
    ]
    shares = {code: sum(1 for word in words if word in common) for code, common in _stop_words().items()}
    best = max(shares, key=lambda code: (shares[code], code == "en"))
    different = _stop_words()[best].intersection(words)  # "no, no, not 85" is not Spanish
    own = different - _in_english_too() - _stop_words()["en"]  # nor is "35k per month in fact" Italian
    return best if len(different) >= 2 and own and shares[best] > 1.3 * shares["en"] else "en"


@cache
def _scripts() -> Mapping[str, Sequence[tuple[int, int]]]:
    return {
        str(code): [tuple(pair) for pair in ranges] for code, ranges in load_cues("languages.yaml")["scripts"].items()
    }


@cache
def _stop_words() -> Mapping[str, frozenset[str]]:
    return {str(code): frozenset(map(str, words)) for code, words in load_cues("languages.yaml")["stop_words"].items()}


@cache
def _in_english_too() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("languages.yaml")["in_english_too"], "languages.yaml: in_english_too"))
