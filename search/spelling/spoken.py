"""Words typed in pinyin in, what they may stand for out, the likeliest first.

`["nongye", "fazhan"]` → 农业 发展, `["nongyefazhan"]` → 农业发展, `["dailu", "ribao"]` →
报纸:岱麓日报.
Which names and words there are, and how they are said, is asked of the archive (sounding.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from search.language.nodes import Node, OneOf, Term

#: Words that are typed for one name at most: `he ze ri bao`.
SPAN = 8
#: Letters of the longest name, and of the longest word that is taken apart.
LONGEST_NAME = 60
LONGEST_WORD = 36
#: Spellings that are looked up for one query at most, and readings that are kept.
LOOKED_UP = 1_500
KEPT = 20
#: How much later the other form of a name is tried, and what only begins with the letters.
OTHER_FORM = 2
ABBREVIATED = 3
#: What may follow the short name of a place: `heze` is 菏泽, `hezeshi` 菏泽市.
_PLACES = {"shi": "市", "sheng": "省"}
_SYLLABLE = re.compile(r"(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]{1,3}(?:ng?|r)?")
LONGEST_SYLLABLE = len("zhuang") + 1


@dataclass(frozen=True)
class Known:
    """A name or word: its text, how it is said (joined), and the field that it is a value of."""

    text: str
    said: str
    field: str = ""


@dataclass(frozen=True)
class Piece:
    """What the typed words from `start` up to `end` stand for; None leaves them as they are."""

    start: int
    end: int
    node: Node | None


Reading = tuple[Piece, ...]


class _Cost(NamedTuple):
    """What makes a reading less likely: words left, many pieces, rare names."""

    left: int = 0
    pieces: int = 0
    rank: int = 0

    def plus(self, other: _Cost) -> _Cost:
        return _Cost(self.left + other.left, self.pieces + other.pieces, self.rank + other.rank)


def spellings(words: Sequence[str], *, spanning: bool) -> list[str]:
    """Return the pinyin that may be that of a name: of several words, and of parts of one.

    `words` are plain pinyin (search.text.pinyin.normalize_pinyin), or "" for one that is none; only
    with `spanning` a name may be several of them.
    """
    whole = ("".join(words[i:j]) for i in range(len(words)) for j in _ends(words, i, spanning))
    parts = (part for word in dict.fromkeys(words) for part in _parts(word))
    found: dict[str, None] = {}
    for spelling in chain(whole, parts):
        if len(found) == LOOKED_UP:
            break
        found[spelling] = None
    return list(found)


def readings(
    words: Sequence[str],
    known: Iterable[Known],
    abbreviated: Iterable[Known] = (),
    *,
    spanning: bool,
) -> list[Reading]:
    """Return the readings of `words` in which at least one is read, the likeliest first.

    `known` are said like some of the `spellings`, the most frequent first; the `said` of
    `abbreviated` is what their syllables begin with. Only with `spanning`, where words stand alone,
    a name may be a value of its field.
    """
    names = _by_sound(known, abbreviated, with_fields=spanning)
    best: list[list[tuple[_Cost, Reading]]] = [[] for _word in words] + [[(_Cost(), ())]]
    for start in reversed(range(len(words))):
        found = [
            (cost.plus(later), (piece, *rest))
            for cost, piece in _pieces(words, start, names, spanning)
            for later, rest in best[piece.end]
        ]
        best[start] = sorted(found, key=lambda pair: pair[0])[:KEPT]
    return [reading for _cost, reading in best[0] if any(piece.node for piece in reading)]


def _ends(words: Sequence[str], start: int, spanning: bool) -> Iterator[int]:
    """Yield where a name that begins with the word `start` may end."""
    length = 0
    for end in range(start, min(len(words), start + (SPAN if spanning else 1))):
        length += len(words[end])
        if not words[end] or length > LONGEST_NAME:
            return
        yield end + 1


def _parts(word: str) -> Iterator[str]:
    """Yield what a word that several were joined to may consist of."""
    if len(word) > LONGEST_WORD:
        return
    parts: list[str] = []
    ends: list[set[int]] = [set() for _place in range(len(word) + 1)]  # of a syllable or more
    for start in reversed(range(len(word))):
        first = _syllable_ends(word, start)
        several = {last for end in first for last in ends[end]}
        ends[start] = first | several
        parts += [word[start:end] for end in sorted(several, reverse=True)]
    yield from reversed(parts)


def _syllable_ends(word: str, start: int) -> set[int]:
    """Return where a syllable that begins at `start` may end."""
    farthest = min(len(word), start + LONGEST_SYLLABLE)
    return {e for e in range(start + 1, farthest + 1) if _SYLLABLE.fullmatch(word, start, e)}


def _by_sound(
    known: Iterable[Known], abbreviated: Iterable[Known], *, with_fields: bool
) -> dict[str, list[tuple[int, Node]]]:
    """Return pinyin → what is said so, with its rank."""
    found: defaultdict[str, list[tuple[int, Node]]] = defaultdict(list)
    for later, names in ((0, known), (ABBREVIATED, abbreviated)):
        seen: defaultdict[str, int] = defaultdict(lambda start=later: start)  # type: ignore[misc]
        for name in chain.from_iterable(map(_full_names, names)):
            rank = seen[name.said]
            seen[name.said] += 1
            for form, node in enumerate(_forms(name, with_fields=with_fields)):
                found[name.said].append((rank + form * OTHER_FORM, node))
    return found


def _full_names(name: Known) -> Iterator[Known]:
    """Yield a name; a place's also with what it is."""
    yield name
    for said, suffix in _PLACES.items() if name.field == "city" else ():
        yield Known(name.text + suffix, name.said + said, name.field)


def _forms(name: Known, *, with_fields: bool) -> list[Node]:
    """Return how a name can be searched: as text, as the value of its field.

    A newspaper is rarely named in an article's own text: its field comes first.
    """
    text = Term(name.text)
    if not (with_fields and name.field):
        return [text]
    value = OneOf(name.field, (name.text,))
    return [value, text] if name.field == "newspaper" else [text, value]


def _pieces(
    words: Sequence[str],
    start: int,
    names: Mapping[str, Sequence[tuple[int, Node]]],
    spanning: bool,
) -> Iterator[tuple[_Cost, Piece]]:
    """Yield what may stand at the word `start`."""
    word = words[start]
    yield _Cost(left=int(bool(word))), Piece(start, start + 1, None)
    for end in _ends(words, start, spanning):
        for rank, node in names.get("".join(words[start:end]), ()):
            yield _Cost(0, 1, rank), Piece(start, end, node)
    for cost, text in _joined(word, names):
        yield cost, Piece(start, start + 1, Term(text))


def _joined(word: str, names: Mapping[str, Sequence[tuple[int, Node]]]) -> list[tuple[_Cost, str]]:
    """Return the texts that two or more names make, said one after the other."""
    if len(word) > LONGEST_WORD:
        return []
    best: list[list[tuple[_Cost, str]]] = [[] for _letter in word] + [[(_Cost(), "")]]
    for start in reversed(range(len(word))):
        found = [
            (later.plus(_Cost(0, 1, rank)), node.text + rest)
            for end in range(start + 2, len(word) + 1)
            for rank, node in names.get(word[start:end], ())
            if isinstance(node, Term)
            for later, rest in best[end]
        ]
        best[start] = sorted(found)[:KEPT]
    return [(cost, text) for cost, text in best[0] if cost.pieces > 1]
