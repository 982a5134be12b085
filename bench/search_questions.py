"""Queries drawn from a corpus by seed, each put the same to every engine.

A question names folded jieba words and how they belong together; `request` says it to our own
engines, `typed` as a reader types it, bench.search_peers to the others.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from search import analysis
from search.engines.base import FACETS, Document, Order, SearchRequest
from search.query import And, Between, Node, Or, Phrase, Term, Wildcard
from search.text.segmentation import cut

#: What every question has counted, beside a histogram by month.
COUNTED = (*FACETS, "year")
#: Documents that words are drawn from; any first ones are a fair sample.
SAMPLE = 4_000
#: Shares of the sample's documents in which the words of a band stand.
COMMON, MIDDLE, RARE = (0.05, 1.0), (0.005, 0.05), (0.0, 0.0005)
#: Draws for each query wanted, before fewer are given.
TRIES = 50
_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_RUN = re.compile("[\u4e00-\u9fff]{5}")


class How(StrEnum):
    """How the words of a question belong together."""

    ALL = "all"
    ANY = "any"
    PHRASE = "phrase"  # one after the other
    PREFIX = "prefix"  # words that begin so
    WILDCARD = "wildcard"  # the one string is a pattern with ? and *


@dataclass(frozen=True)
class Question:
    """What is asked; without words, everything. `counted` asks for COUNTED and the months."""

    words: tuple[str, ...] = ()
    how: How = How.ALL
    city: str = ""
    first: date | None = None
    last: date | None = None
    newest: bool = False
    offset: int = 0
    limit: int = 20
    counted: bool = True


def request(question: Question) -> SearchRequest:
    """What our own engines are asked."""
    dated = question.first or question.last
    return SearchRequest(
        tree=_tree(question),
        filters={"city": (question.city,)} if question.city else {},
        dates=Between(question.first, question.last) if dated else None,
        order=Order.NEWEST if question.newest else Order.RELEVANCE,
        offset=question.offset,
        limit=question.limit,
        facets=COUNTED if question.counted else (),
        histogram="month" if question.counted else "",
    )


def _tree(question: Question) -> Node | None:
    words = question.words
    match question.how:
        case How.PHRASE:
            return Phrase("".join(words))
        case How.PREFIX:
            return Wildcard(f"{words[0]}*")
        case How.WILDCARD:
            return Wildcard(words[0])
        case How.ANY:
            return Or(tuple(map(Term, words)))
        case How.ALL:
            return And(tuple(map(Term, words))) if len(words) > 1 else next(map(Term, words), None)


def typed(question: Question) -> dict[str, str]:
    """What a reader types and chooses: the parameters of `/search/`."""
    text = (" OR " if question.how == How.ANY else " ").join(question.words)
    if question.how == How.PHRASE:
        text = f'"{"".join(question.words)}"'
    told = {
        "q": f"{text}*" if question.how == How.PREFIX else text,
        "city": question.city,
        "date_from": question.first.isoformat() if question.first else "",
        "date_to": question.last.isoformat() if question.last else "",
        "sort": "newest" if question.newest else "",
        "page": str(question.offset // question.limit + 1) if question.offset else "",
    }
    return {name: value for name, value in told.items() if value}


@dataclass
class Vocabulary:
    """The words of some documents: in how many each stands, and where."""

    documents: Sequence[Document]
    counts: Counter[str] = field(default_factory=Counter)
    cuts: list[list[str]] = field(default_factory=list)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Vocabulary:
        """Cut the documents; the words that may be asked for are Chinese, of two characters on."""
        made = cls(tuple(documents))
        for document in made.documents:
            tokens = [t for unit in document.units for t in (*cut(analysis.fold(unit)), "")]
            made.cuts.append(tokens)
            made.counts.update({token for token in tokens if _WORD.fullmatch(token)})
        return made

    def band(self, shares: tuple[float, float], count: int, rng: random.Random) -> list[str]:
        """So many words that stand in such a share of the documents, or nearly."""
        low, high = (share * len(self.documents) for share in shares)
        words = sorted(self.counts)
        rng.shuffle(words)

        def outside(word: str) -> float:
            return max(low - self.counts[word], self.counts[word] - max(high, 1), 0)

        return sorted(words, key=outside)[:count]

    def is_not_rare(self, word: str) -> bool:
        """Whether the word stands in as many documents as those of the middle."""
        return self.counts[word] >= max(1, MIDDLE[0] * len(self.documents))


def draw(vocabulary: Vocabulary, kind: str, count: int, seed: int) -> list[Question]:
    """So many different questions of a kind (KINDS), or fewer where the corpus has no more."""
    rng = random.Random(f"{seed} {kind}")
    return KINDS[kind](vocabulary, count, rng)


Draw = Callable[[Vocabulary, int, random.Random], list[Question]]


def _single(shares: tuple[float, float], *, newest: bool = False) -> Draw:
    def drawn(vocabulary: Vocabulary, count: int, rng: random.Random) -> list[Question]:
        words = vocabulary.band(shares, count, rng)
        return [Question((word,), newest=newest) for word in words]

    return drawn


def _different(count: int, make: Callable[[], Question | None]) -> list[Question]:
    """Draw until there are so many different ones, or no more turn up."""
    found: dict[Question, None] = {}
    for _ in range(count * TRIES):
        question = make()
        if question is not None:
            found[question] = None
        if len(found) == count:
            break
    return list(found)


def _phrases(vocabulary: Vocabulary, count: int, rng: random.Random) -> list[Question]:
    """Two words that stand side by side somewhere, neither of them rare."""

    def make() -> Question | None:
        pairs = [p for p in pairwise(rng.choice(vocabulary.cuts)) if all(map(fits, p))]
        return Question(rng.choice(pairs), How.PHRASE) if pairs else None

    fits = vocabulary.is_not_rare
    return _different(count, make)


def _together(vocabulary: Vocabulary, count: int, rng: random.Random) -> list[Question]:
    """Two words that stand in one article, neither of them rare."""

    def make() -> Question | None:
        words = sorted(set(filter(vocabulary.is_not_rare, rng.choice(vocabulary.cuts))))
        return Question(tuple(rng.sample(words, 2))) if len(words) > 1 else None

    return _different(count, make)


def _either(vocabulary: Vocabulary, count: int, rng: random.Random) -> list[Question]:
    """A common word or one of the middle."""
    common = vocabulary.band(COMMON, count, rng)
    middle = vocabulary.band(MIDDLE, count, rng)
    return _different(count, lambda: Question((rng.choice(common), rng.choice(middle)), How.ANY))


def _prefixes(vocabulary: Vocabulary, count: int, rng: random.Random) -> list[Question]:
    """The first character, or the first two, of words that are not rare."""
    words = [*vocabulary.band(COMMON, count, rng), *vocabulary.band(MIDDLE, count, rng)]
    return _different(
        count, lambda: Question((rng.choice(words)[: rng.choice((1, 2))],), How.PREFIX)
    )


def _patterns(vocabulary: Vocabulary, count: int, rng: random.Random) -> list[Question]:
    """Five characters of running text, the one in the middle left open."""

    def make() -> Question | None:
        text = analysis.fold(rng.choice(rng.choice(vocabulary.documents).units))
        found = _RUN.search(text, rng.randrange(len(text) + 1))
        if not found:
            return None
        return Question((f"{found[0][:2]}{rng.choice('?*')}{found[0][3:]}",), How.WILDCARD)

    return _different(count, make)


def _placed(vocabulary: Vocabulary, count: int, rng: random.Random) -> list[Question]:
    """A common word in one city within a year."""
    words = vocabulary.band(COMMON, count, rng)

    def make() -> Question:
        document = rng.choice(vocabulary.documents)
        first = document.date - timedelta(rng.randrange(365))
        word, city = rng.choice(words), document.facets["city"][0]
        return Question((word,), city=city, first=first, last=first + timedelta(364))

    return _different(count, make)


def _everything(vocabulary: Vocabulary, count: int, rng: random.Random) -> list[Question]:
    """All articles, page after page."""
    return [Question(offset=20 * page) for page in range(count)]


KINDS: dict[str, Draw] = {
    "common word": _single(COMMON),
    "rare word": _single(RARE),
    "phrase": _phrases,
    "and": _together,
    "or": _either,
    "prefix": _prefixes,
    "wildcard": _patterns,
    "date + city": _placed,
    "all": _everything,
    "newest": _single(COMMON, newest=True),
}
