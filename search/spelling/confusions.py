"""A string as typed in, the strings that scanning may have made of it out: one character apart.

Where 泰安市人民政府 was meant, an archive may have 秦安市人民政府 (taken for a like character),
泰安市人民玫府, 泰安市人.民政府 (one too many) or 泰安市民政府 (one lost).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from search.language.nodes import Node, Phrase, Wildcard
from search.text.segmentation import cut, knows

CONFUSABLES = Path(__file__).with_name("confusables.txt")
#: Strings of fewer characters are too often like other words, of more never the same otherwise.
SHORTEST, LONGEST = 4, 16
#: What is left of a string must be so long where a character is lost.
SHORTEST_LEFT = 6
#: Characters around a string that tell to which words its own belong.
AROUND = 8
#: What may stand between any two words, and is no speck that was taken for a character.
_BETWEEN = frozenset(" ,;:!?、。“”‘’()《》〈〉【】…—")
#: Characters that join words and are seldom what another was taken for.
_JOINING = frozenset(
    "的地得了着过不也都却就又还和与及或对为在是有从向被把将等之其所以而且并可能应要会一个"
)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@cache
def confusables() -> dict[str, frozenset[str]]:
    """Return character → those it is taken for (search/spelling/confusables.txt)."""
    found: dict[str, set[str]] = {}
    for line in CONFUSABLES.read_text(encoding="utf-8").splitlines():
        for group in [] if line.startswith("#") else line.split():
            for char in group:
                found.setdefault(char, set()).update(group.replace(char, ""))
    return {char: frozenset(others) for char, others in found.items()}


def may_be_confused(folded: str) -> bool:
    """Tell whether a string is of the length, and Chinese enough, to be looked at."""
    fits = SHORTEST <= len(folded) <= LONGEST and not set(folded) & set("?*")
    return fits and len(_HAN.findall(folded)) >= SHORTEST


def alternatives(folded: str) -> tuple[Node, ...]:
    """Return what to look for: like characters, any one character inside a word, one lost."""
    like = [
        Phrase(folded[:i] + other + folded[i + 1 :])
        for i, char in enumerate(folded)
        for other in sorted(confusables().get(char, ()))
    ]
    inside = sorted(_inside_words(folded))
    other = [Wildcard(f"{folded[:i]}?{folded[i + 1 :]}") for i in _replaceable(folded)]
    more = [Wildcard(f"{folded[:i]}?{folded[i:]}") for i in inside]
    lost = [Phrase(left) for left in sorted(_with_one_lost(folded))]
    return tuple(dict.fromkeys([*like, *other, *more, *lost]))


def held_strings(unit: str, nodes: tuple[Node, ...]) -> Iterator[tuple[str, int]]:
    """Yield the strings of a folded unit that one of the alternatives stands for, with places."""
    for node in nodes:
        if isinstance(node, Phrase) and node.text in unit:
            yield node.text, unit.index(node.text)
        elif isinstance(node, Wildcard):
            before, after = map(re.escape, node.text.split("?"))
            for found in re.finditer(f"{before}.{after}", unit):
                yield found.group(), found.start()


def is_confusion(folded: str, held: str, around: str = "", *, absent: bool = False) -> bool:
    """Tell whether `held`, one edit away, is `folded` misread rather than another expression.

    Characters that look alike always are; otherwise `held` must be broken at that place: 人民玫府
    is, 国民政府 is another word. `around` is the text that has it, which tells whether its parts
    belong to other words. With `absent` (nothing has `folded`) that may itself be broken.
    """
    if held in folded or folded in held:
        return False
    text = around if held in around else held
    start = text.index(held)
    if len(held) < len(folded):
        edges = {start, start + len(held)}
        return held in _with_one_lost(folded) and edges <= _borders(text)
    at = next((i for i, (a, b) in enumerate(zip(folded, held, strict=False)) if a != b), None)
    if at is None or held[at] in _BETWEEN:
        return False
    if len(held) == len(folded) and held[at] in confusables().get(folded[at], ()):
        return True
    if held[at] in _JOINING:
        return False
    whole = _is_whole(text, start + at)
    if len(held) > len(folded):
        return not whole
    if not _HAN.match(held[at]):
        return False
    return _is_whole(folded, at) > whole or (absent and whole > _is_whole(folded, at))


def _is_whole(text: str, at: int) -> bool:
    """Tell whether the character at `at` is part of a word of the dictionary."""
    start = 0
    for token in cut(text):
        if at < start + len(token):
            return len(token) > 1 and knows(token)
        start += len(token)
    return False


def _known_words(folded: str) -> Iterator[tuple[int, str]]:
    """Yield the words of two characters and more that the dictionary has, with their places."""
    start = 0
    for token in cut(folded):
        if len(token) > 1 and knows(token):
            yield start, token
        start += len(token)


def _borders(text: str) -> set[int]:
    """Return the places where words begin or end."""
    places = {0}
    for token in cut(text):
        places.add(max(places) + len(token))
    return places


def _inside_words(folded: str) -> set[int]:
    """Return the places inside words, but for the seams of compounds: 人民|政府."""
    return {
        start + place
        for start, word in _known_words(folded)
        for place in range(1, len(word))
        if not any(len(half) > 1 and knows(half) for half in (word[:place], word[place:]))
    }


def _replaceable(folded: str) -> list[int]:
    """Return the characters that may stand for any other; at the ends only like ones may."""
    return [i for i in range(1, len(folded) - 1) if _HAN.match(folded[i])]


def _with_one_lost(folded: str) -> set[str]:
    """Return what is left where a word has lost a character, and is none any more."""
    left = set()
    for start, word in _known_words(folded) if len(folded) > SHORTEST_LEFT else ():
        for i in range(len(word)):
            rest = word[:i] + word[i + 1 :]
            if len(rest) > 1 and not knows(rest):
                left.add(folded[:start] + rest + folded[start + len(word) :])
    return {text for text in left if text not in folded}
