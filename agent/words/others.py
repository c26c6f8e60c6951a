"""Which words of a message speak of others: a source, a rival, a friend's firm; and how far it goes on so.

What one of their own people or papers reports of the case speaks of nobody else.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from agent.words.cues import Hit, load_cues, pattern_list
from agent.words.tokens import Sentence, Token, stem_of

OTHERS = ("foreign", "elsewhere", "introduced", "foreign_at_head", "hearsay", "formerly", "told_of", "kin")
_CARRYING = ("elsewhere", "introduced", "told_of")  # those of whom a sentence without a verb may go on to tell
_NEAR = 6  # tokens between "according to" and who says it


def hits_of_others(
    tokens: Sequence[Token], sentence: Sentence, hits: Sequence[Hit[str]], begin: int, *, own_papers: bool
) -> list[Hit[str]]:
    """The cue phrases of a sentence that make others of whom it speaks; `begin` is its first word that counts."""
    reporters = [hit for hit in hits if hit.payload == "reporters"]
    if any(hit.payload == "spoken_for" for hit in hits):
        hits = [hit for hit in hits if hit.payload != "elsewhere"]
    return [
        hit
        for hit in hits
        if hit.payload in OTHERS
        and not (hit.payload == "foreign_at_head" and hit.first > begin + 1)
        and not (hit.payload == "hearsay" and (_is_of_own(tokens, sentence, hit, reporters, own_papers=own_papers)))
        and not (hit.payload == "elsewhere" and (_is_one_of_ours(tokens, hit) or _is_served(tokens, begin, hit)))
        and not (hit.payload == "formerly" and _is_at_their_own_desk(tokens, hit))
        and not (hit.payload == "told_of" and _belongs(tokens, begin, hit))
        and not _is_each(tokens, hit)
        and not _measures_ours(tokens, sentence, hit)
        and not (hit.payload == "elsewhere" and _sets_a_limit(tokens, sentence, hit))
        and not _is_a_statute(tokens, hit)
        and not _is_held_by_us(tokens, hit)
        and not _wants_it_live(tokens, hit)
        and not (hit.payload == "introduced" and (_reads_each(tokens, hit) or is_misread(tokens, hit)))
        and not (
            hit.payload == "hearsay" and hit.first and tokens[hit.first - 1].lower == "what"
        )  # "half of what it says"
    ]


def tells_behind(first: int, last: int, hits: Sequence[Hit[str]], *, of_them: bool) -> bool:
    """ "10,000 a day, I read it in the paper": this end of a sentence says that what stands ahead is of others.

    What one merely heard is so where "they" did it (`of_them`).
    """
    here = [hit for hit in hits if first <= hit.first < last]
    if any(hit.payload == "reporters" for hit in here):
        return False
    groups = {"told_behind": _OPENS, "said_by": 0, **({"heard_of_them": _OPENS} if of_them else {})}
    return any(hit.first <= first + groups.get(hit.payload, -1) for hit in here)


_OPENS = 3  # tokens: "or so I heard"


def is_of_then(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "..., we had 5 engineers" behind "when I was at ...": it goes on there, unless it says that it is of now."""
    words = {token.lower for token in tokens[first:last]}
    return not words.isdisjoint(_THEN) and words.isdisjoint(_NOW)


_THEN = frozenset(
    {"had", "was", "were", "got", "paid", "spent", "used", "ran", "cost", "took", "did", "reached", "needed", "made"}
)
_NOW = frozenset({"here", "now", "today", "currently", "have", "has", "are", "is", "need", "want", "will"})


def _is_at_their_own_desk(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "When I was at the counter": no firm of before, as "when I was at Lufthansa" is."""
    if tokens[hit.last - 1].lower not in ("at", "with", "for", "in"):
        return False
    behind = tokens[hit.last : hit.last + 1]
    return not any(token.text[:1].isupper() or token.lower in ("a", "an", "another") for token in behind)


def _is_of_own(
    tokens: Sequence[Token], sentence: Sentence, hit: Hit[str], reporters: Sequence[Hit[str]], *, own_papers: bool
) -> bool:
    """ "Finance says it's 40k", "according to the paper there would be ...": one of their own reports it."""
    if any(one.first < hit.last + _NEAR for one in reporters):
        return True
    if any(token.text == "IT" for token in tokens[max(sentence.first, hit.first - 1) : hit.first + 1]):
        return True
    words = [token.lower for token in tokens[hit.first : hit.last]]
    if _is_who_made_it(tokens, hit):
        return True
    if not _PAPERS & set(words) or _PUBLISHED & {token.lower for token in tokens[max(0, hit.first - 1) : hit.last]}:
        return False
    behind = {token.lower for token in tokens[hit.last : sentence.last]}
    return not _CITES & set(words) and (own_papers or bool(_PLANNED & behind))


def _sets_a_limit(tokens: Sequence[Token], sentence: Sentence, hit: Hit[str]) -> bool:
    """ "My husband says not more than 4,000", "my wife said 5,000 at most": how far they themselves may go."""
    behind = [token.lower for token in tokens[hit.last : sentence.last]]
    ours = tokens[hit.first].lower in _OURS and behind[:1] != [] and behind[0] in _ALLOWS
    limited = any(pair in _LIMITS for pair in pairwise(behind)) or not _AT_MOST.isdisjoint(behind)
    return ours and limited and _THEIRS.isdisjoint(behind)


_OURS = frozenset({"my", "our"})
_ALLOWS = frozenset(
    {"says", "said", "say", "allows", "allowed", "insists", "wants", "thinks", "won't", "would", "lets"}
)
_LIMITS = frozenset(
    {("not", "more"), ("no", "more"), ("not", "over"), ("not", "above"), ("at", "most"), ("go", "over"),
     ("go", "beyond"), ("go", "above"), ("stay", "under"), ("stay", "below"), ("keep", "under")}
)  # fmt: skip
_AT_MOST = frozenset({"max", "maximum", "tops", "limit"})
_THEIRS = frozenset({"he", "she", "they", "his", "her", "their", "theirs"})


def _is_a_statute(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "HIPAA applies, no other law"; "another law firm" is one of their trade."""
    behind = {token.lower for token in tokens[hit.last : hit.last + 1]}
    return tokens[hit.last - 1].lower == "law" and behind.isdisjoint(_LAWYERS)


def _wants_it_live(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "Our agency wants it live in 3 months": a date that somebody sets for the project, and no price of theirs."""
    wants = not _WANTS.isdisjoint(token.lower for token in tokens[hit.first : hit.last])
    return wants and not _LIVE.isdisjoint(token.lower for token in tokens[hit.last : hit.last + _NEAR])


_WANTS = frozenset({"wants", "want", "needs", "need"})
_LIVE = frozenset({"live", "running", "launched", "launch", "finished", "ready", "production"})
_LAWYERS = frozenset({"firm", "firms", "office", "offices", "practice", "practices", "school", "department"})


def _is_held_by_us(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "Coding survey answers", "customers fill in a survey"; "in a survey", "a survey says" cite one."""
    if hit.last - hit.first > 1 or tokens[hit.first].stem != "survey":
        return False
    ahead = [token.lower for token in tokens[max(0, hit.first - 3) : hit.first]]
    behind = {token.stem for token in tokens[hit.last : hit.last + _NEAR]}
    cited = any(one in _CITED_IN and other in _ARTICLES for one, other in pairwise(ahead))
    filled = not _FILLS.isdisjoint(ahead)
    return behind.isdisjoint(_SAYS) and (filled or not (cited or not _PUBLIC.isdisjoint(ahead)))


_CITED_IN = frozenset({"in", "from", "by", "per", "to"})
_ARTICLES = frozenset({"a", "an", "the", "one", "this", "that"})
_FILLS = frozenset({"fill", "fills", "filled", "filling", "sent", "send", "sends", "answer", "answers"})
_PUBLIC = frozenset({"recent", "new", "industry", "global", "published", "saw", "read"})
_SAYS = frozenset(map(stem_of, ("say", "show", "find", "found", "claim", "suggest", "report", "put")))


def _measures_ours(tokens: Sequence[Token], sentence: Sentence, hit: Hit[str]) -> bool:
    """ "The supplier says 2,000 tokens in and 300 out": what a call of theirs holds is no promise and no price."""
    who = {token.lower for token in tokens[max(sentence.first, hit.first - 2) : hit.last]}
    said = {token.lower for token in tokens[sentence.first : sentence.last]}
    return bool(who & _SUPPLIERS and said & _TOKENS) and said.isdisjoint(_PRICED)


_SUPPLIERS = frozenset(
    {"vendor", "supplier", "provider", "agency", "consultancy", "contractor", "integrator", "partner"}
)
_TOKENS = frozenset({"token", "tokens"})
_PRICED = frozenset(
    {"$", "€", "£", "dollar", "dollars", "cent", "cents", "usd", "euro", "euros", "price", "cost", "costs"}
)


def _is_who_made_it(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "The guy who built it says": whoever made or runs theirs; "it" is what was built, and says nothing."""
    ahead = [token.lower for token in tokens[max(0, hit.first - _MADE_NEAR) : hit.first]]
    relative = next((place for place in reversed(range(len(ahead))) if ahead[place] in ("who", "that")), None)
    return relative is not None and not _MADE.isdisjoint(ahead[relative + 1 :])


_MADE_NEAR = 8  # tokens
_MADE = frozenset(
    {"built", "build", "builds", "made", "makes", "runs", "run", "set", "setup", "installed", "maintains", "coded",
     "programmed", "developed", "develops", "operates", "hosts", "sold", "does", "did", "looks", "put"}
)  # fmt: skip
_PAPERS = frozenset({"paper", "report"})
_PUBLISHED = frozenset({"white", "turing", "mantis", "genloop", "gartner", "their", "research", "academic", "a"})
_CITES = frozenset({"cites", "cite", "quotes", "mentions"})
_PLANNED = frozenset({"would", "will", "we", "our", "we'd", "we'll"})


def _is_one_of_ours(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "Our other shop", "our law firm next door to the court"."""
    ahead = {token.lower for token in tokens[max(0, hit.first - _BEFORE) : hit.first]}
    return bool(ahead & {"our", "my"}) and tokens[hit.first].lower in _organisations() | _OTHER


def _belongs(tokens: Sequence[Token], begin: int, hit: Hit[str]) -> bool:
    """ "We are a hospital that has 300 beds", "I work for a bank which ...", and a bank that nobody tells of."""
    ahead = {token.lower for token in tokens[begin : hit.first]}
    return not ahead or not ahead.isdisjoint(_BELONGS)


_BELONGS = frozenset(
    {"am", "are", "is", "i'm", "we're", "it's", "be", "work", "works", "run", "runs", "manage", "own", "lead",
     "represent", "for", "have", "has", "want", "need", "build", "building", "serve", "supply", "as", "hire", "our",
     "my", "like"}
)  # fmt: skip


def _is_served(tokens: Sequence[Token], begin: int, hit: Hit[str]) -> bool:
    """ "We sell to other companies": whom they work for; not "we heard from another city"."""
    ahead = [token.lower for token in tokens[begin : hit.first]]
    to_them = ahead[:1] in (["we"], ["i"], ["we're"]) and ahead[-1] in _TOWARDS
    return to_them and tokens[hit.first].lower in _organisations() | _OTHER and _HEARD.isdisjoint(ahead)


def _is_each(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "Each report has 12,000 tokens": what passes through the model, nothing that was published."""
    before = tokens[hit.first - 1] if hit.first else None
    counted = before is not None and (before.kind == "number" or before.lower in _EACH | _SO_MANY)
    return counted and tokens[hit.first].lower in _PUBLISHED_KINDS


def _reads_each(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "I read every answer before it goes out": what one does with each, and nothing that was published."""
    return hit.last < len(tokens) and tokens[hit.last].lower in _EVERY


_EVERY = frozenset({"every", "each", "all", "everything", "them", "through", "over"})


def is_misread(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "I read the wrong column", "I read it off our invoice wrongly": a paper of their own."""
    behind = {token.lower for token in tokens[hit.last : hit.last + _NEAR]}
    return tokens[hit.last - 1].lower == "read" and not _WRONGLY.isdisjoint(behind)


_WRONGLY = frozenset({"wrong", "wrongly", "incorrectly", "badly"})


@cache
def _organisations() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("acts.yaml")["organisations"], "acts.yaml: organisations"))


_BEFORE = 2  # tokens
_OTHER = frozenset({"other", "another", "others", "different", "neighbouring", "neighboring"})
_TOWARDS = frozenset({"to", "for", "with", "from", "at", "of", "in", "by"})
_HEARD = frozenset(
    {"heard", "hear", "know", "learned", "learnt", "saw", "read", "met", "asked", "spoke", "talked", "visited", "got",
     "told"}
)  # fmt: skip
_EACH = frozenset({"each", "every", "per", "one", "our", "my", "average", "typical", "any"})
_SO_MANY = frozenset({"half", "hundred", "thousand", "million", "hundreds", "thousands", "dozen"})
_PUBLISHED_KINDS = frozenset({"paper", "report", "article", "guide", "study", "publication", "blog", "benchmark"})


def goes_on(
    tokens: Sequence[Token],
    sentence: Sentence,
    hits: Sequence[Hit[str]],
    begin: int,
    before: frozenset[str],
    *,
    numbered_before: bool,
) -> bool:
    """Behind a sentence on others (`before`: the groups of its words) this one goes on with them."""
    words = [token.lower for token in tokens[begin : sentence.last] if token.kind == "word"]
    opener = words[0] if words else ""
    if any(hit.payload == "reporters" and tokens[hit.first].lower not in _THEY for hit in hits):
        return False
    if numbered_before and opener in _SUMMED and not any(hit.payload == "ours" for hit in hits):
        return True
    if opener in _THEY or (opener == "it" and bool(_DID & set(words[1:3]))) or _is_its_example(opener, words):
        return True
    telling = {*_VERBS, *_OWN}
    followed = numbered_before or "introduced" in before
    return followed and not before.isdisjoint(_CARRYING) and not sentence.question and telling.isdisjoint(words)


def _is_its_example(opener: str, words: Sequence[str]) -> bool:
    """ "Its automotive example says": behind a guide or a firm its own words go on with it."""
    return opener == "its" and not _DID.isdisjoint(words[2:_ITS_NEAR])


_ITS_NEAR = 7  # words
_SUMMED = frozenset({"that's", "thats", "that", "makes", "which"})  # "that's $760 a month", behind what a unit costs


def is_aside(hits: Sequence[Hit[str]]) -> bool:
    """ "I mention it merely for colour": it says why others were spoken of."""
    return any(hit.payload == "asides" for hit in hits)


_THEY = frozenset(
    {"they", "he", "she", "their", "his", "her", "they've", "they're", "theirs", "he's", "she's", "they'd"}
)
_DID = frozenset(
    {"cost", "costs", "took", "gets", "got", "says", "pays", "paid", "has", "had", "was", "runs", "ran", "made",
     "saved", "uses", "used", "handled", "handles", "spent", "spends", "say", "gives", "claims", "shows", "puts",
     "arrives", "prints"}
)  # fmt: skip
_VERBS = frozenset(
    {"is", "are", "am", "have", "has", "must", "should", "will", "need", "needs", "want", "wants", "get", "gets",
     "use", "uses", "expect", "answer", "send", "sends", "come", "comes", "it's", "there's", "that's"}
)  # fmt: skip
_OWN = frozenset({"we", "our", "us", "ours", "i", "my", "me", "mine", "we're", "we've", "i'm", "i've", "here"})
