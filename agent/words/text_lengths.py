"""How many tokens a text has by its pages, words or sentences: rules of thumb for English."""

TOKENS_PER_WORD = 4 / 3  # OpenAI's rule of thumb for English: 100 tokens are about 75 words
WORDS_PER_PAGE = 500  # a single-spaced page
# Tokens of one; by the same rule of thumb a token is four characters, a paragraph a hundred tokens, and one or two
# sentences are about thirty.
TOKENS_OF = {
    "paragraph": 100.0,
    "sentence": 20.0,
    "word": TOKENS_PER_WORD,
    "page": TOKENS_PER_WORD * WORDS_PER_PAGE,
    "character": 0.25,
    "token": 1.0,
}
SIZE_NOUNS = frozenset({"page", "word", "token", "character"})
SIZES = ("token", "word", "sentence", "paragraph", "character")
