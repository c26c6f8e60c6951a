"""A message taken apart once: tokens, names, quantities with their roles, clauses with their modes, cue values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from agent.words.clauses import Structure, structure_of
from agent.words.language import language_of
from agent.words.measured import Measured
from agent.words.measuring import measure
from agent.words.model_names import ModelMention, model_mentions
from agent.words.names import named_digits
from agent.words.number_cues import CuesBySentence, activations, cues_by_sentence
from agent.words.quantities import quantities
from agent.words.samples import shares_of_samples
from agent.words.spelling import corrected
from agent.words.tokens import Token, tokenize

_MOST_BESIDE = 50
LONGEST_READ = 20_000  # characters; what stands behind is not read


@dataclass(frozen=True)
class Message:
    """`text` as written, and everything that the readers of its parts share."""

    text: str
    tokens: Sequence[Token]
    structure: Structure
    measured: Sequence[Measured]
    models: Sequence[ModelMention]
    language: str  # ISO 639-1, best guess
    told: frozenset[int] = frozenset()  # first tokens of numbers that tell a fact inside a question

    def quote(self, first: int, last: int) -> str:
        """The literal words of tokens `first` to `last` (excluded)."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What was found in parts of the message, for who asks for it again."""
        return {}

    @cached_property
    def number_cues(self) -> CuesBySentence:
        return cues_by_sentence(self.structure, self.models)

    def activation(self, item: Measured) -> Mapping[str, float]:
        """How strongly each cue group speaks for a number of this message."""
        beside = [other for other in self.measured if other.sentence == item.sentence][:_MOST_BESIDE]
        return activations(self.structure, item, beside, self.number_cues)

    def sentence_text(self, number: int) -> str:
        sentence = self.structure.sentences[number]
        return self.quote(sentence.first, sentence.last).strip()


@lru_cache(maxsize=16)  # a turn asks for the same message and its parts several times
def taken_apart(text: str, *, own_papers: bool = False) -> Message:
    """The message in its parts; never fails, whatever the text. `own_papers`: "the paper" is one of their own."""
    text = text[:LONGEST_READ]
    tokens = tokenize(text)
    language = language_of(text)
    if language == "en":
        tokens = corrected(tokens)
    models = model_mentions(tokens)
    masked = {index for model in models for index in range(model.first, model.last)} | named_digits(tokens)
    found = shares_of_samples(tokens, quantities(tokens, masked))
    inside = {index for quantity in found for index in range(quantity.first, quantity.last)}
    structure = structure_of(tokens, inside | masked, own_papers=own_papers)
    return Message(text, tokens, structure, measure(structure, found, masked), models, language)
