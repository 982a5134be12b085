"""Chinese text in, how it is said out; what a reader types in Latin letters in, plain pinyin out.

`syllables("菏泽市")` is `("he", "ze", "shi")`, and `normalize_pinyin("Hé zé")` is `"heze"`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence

from search.text.folding import fold

#: Characters of a word whose reading is looked up.
LONGEST_WORD = 8
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
#: Characters one by one, and what stands between them as it is.
_PIECES = re.compile(rf"{_HAN.pattern}|[^\W_]+")
#: Chinese, and what else is no punctuation.
_RUNS = re.compile(rf"(?:{_HAN.pattern})+|(?:(?!{_HAN.pattern})[^\W_])+")
_TONE = re.compile(r"(?<=[a-z])[1-5](?=[a-z]|$)")
_TYPED = re.compile(r"[a-z]+")
#: The same sound written with and without a dotted u: lü, lyu and lv.
_DOTTED_U = str.maketrans({"ü": "v"})


def preload() -> None:
    """Load the readings now rather than at the first Chinese text: 57 MB, up to a second."""
    syllables("拼音")


def syllables(text: str, said: str = "") -> tuple[str, ...]:
    """Return the syllables of a folded text, without tones; Latin letters and figures as they are.

    Each character as it is mostly said, whatever stands beside it. `said` is how the text is known
    to be said, joined (`changqing`), where that is known better.
    """
    # not every process should pay for it: see preload
    from pypinyin import Style, lazy_pinyin, pinyin

    pieces = _PIECES.findall(text)
    if said:
        choices = [
            [piece, *pinyin(piece, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]]
            if _HAN.match(piece)
            else [piece]
            for piece in pieces
        ]
        split = _split(said, [[c.translate(_DOTTED_U) for c in choice] for choice in choices])
        if split:
            return split
    return _plain(lazy_pinyin(pieces, style=Style.NORMAL, v_to_u=False))


def syllables_in_words(text: str) -> tuple[str, ...]:
    """Return the syllables of a folded text as its words are said: 音乐会 is `yin yue hui`.

    As pypinyin's dictionary has the longest words; a character outside them as in `syllables`.
    """
    from pypinyin import Style, lazy_pinyin
    from pypinyin.constants import PHRASES_DICT

    pieces = [piece for run in _RUNS.findall(text) for piece in _longest(run, PHRASES_DICT)]
    return _plain(lazy_pinyin(pieces, style=Style.NORMAL, v_to_u=False))


def _longest(run: str, words: Container[str]) -> Iterator[str]:
    """Yield the words that a run consists of, from the left the longest, and what is between."""
    if not _HAN.match(run):
        yield run
        return
    start = 0
    while start < len(run):
        lengths = range(min(LONGEST_WORD, len(run) - start), 1, -1)
        length = next((n for n in lengths if run[start : start + n] in words), 1)
        yield run[start : start + length]
        start += length


def _plain(spoken: Iterable[str]) -> tuple[str, ...]:
    return tuple(syllable.translate(_DOTTED_U).casefold() for syllable in spoken)


def initials(said: Sequence[str]) -> str:
    """Return the first letters of syllables: `("he", "ze")` gives `hz`."""
    return "".join(syllable[:1] for syllable in said)


def normalize_pinyin(typed: str) -> str:
    """Return pinyin without tones, spaces and apostrophes, or "" where `typed` is something else.

    >>> normalize_pinyin("Hé zé"), normalize_pinyin("xi'an"), normalize_pinyin("he2ze2")
    ('heze', 'xian', 'heze')
    """
    letters = unicodedata.normalize("NFD", fold(typed).replace("ü", "v"))
    letters = letters.replace("u\u0308", "v")
    plain = "".join(c for c in letters if not unicodedata.combining(c) and c not in " '’-")
    plain = _TONE.sub("", plain)
    return plain if _TYPED.fullmatch(plain) else ""


def _split(said: str, choices: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return `said` as one syllable of each choice, or nothing where that cannot be."""
    if not choices:
        return ()
    for syllable in choices[0]:
        if len(choices) == 1:
            if said == syllable:
                return (syllable,)
        elif said.startswith(syllable) and (rest := _split(said[len(syllable) :], choices[1:])):
            return (syllable, *rest)
    return ()
