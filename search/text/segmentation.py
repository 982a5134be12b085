"""Folded text in, jieba's words out: the one place where text is cut, and its dictionary.

rjieba (Rust) does it where it is installed, jieba itself otherwise, with the same dictionary and
the same result: `cut("小麦c919熟了")` is `["小麦", "c919", "熟", "了"]` with either.
"""

from __future__ import annotations

import importlib.util
import re
import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from search.text.vocabulary import built_in_words

#: What jieba and rjieba take differently, or cut by what happens to stand beside it, is cut here:
#: Latin letters and figures, Chinese beyond U+4E00–U+9FD5, half of a surrogate pair.
_OWN = r"a-zA-Z0-9+#&._%\-\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\ud800-\udfff\U00010000-\U0010ffff"
_RUNS = re.compile(rf"[^{_OWN}]+|[a-zA-Z0-9]+(?:\.\d+)?%?|.", re.DOTALL)
_HAN = re.compile(r"[\u4e00-\u9fd5]+")
#: An added word counts at least as often as this among the dictionary's 60 million.
LEAST_FREQUENCY = 100


@dataclass(frozen=True)
class Dictionary:
    """jieba's dictionary with the words added to it; never changed, only replaced.

    `cut_run` cuts a run of text, `knows` tells what is a word of it, `mixed` finds added words
    that are not Han characters alone, `added` are all words added.
    """

    library: str
    cut_run: Callable[[str], list[str]]
    knows: Callable[[str], bool]
    mixed: re.Pattern[str] | None
    added: frozenset[str]

    def cut(self, folded: str) -> list[str]:
        """Return the words of a folded text, punctuation and all: joined they are the text."""
        if self.mixed is None:
            return self._cut(folded)
        tokens: list[str] = []
        for number, part in enumerate(self.mixed.split(folded)):
            tokens += [part] if number % 2 else self._cut(part)
        return tokens

    def _cut(self, text: str) -> list[str]:
        """Cut a text without mixed words."""
        tokens: list[str] = []
        for run in _RUNS.findall(text):
            if len(run) == 1 or run.isascii():
                tokens.append(run)
            else:
                tokens += self.cut_run(run)
        return tokens


_cache_dir: Path | None = None
_dictionary: Dictionary | None = None
_building = threading.Lock()


def use_cache_dir(path: Path) -> None:
    """Make jieba keep its compiled dictionary in the folder `path`, created when it is needed.

    Its own default is the world-writable temporary folder, where anyone may put another file.
    """
    global _cache_dir
    _cache_dir = path


def preload() -> None:
    """Load the dictionary now rather than at the first text."""
    dictionary()


def dictionary() -> Dictionary:
    """Return the dictionary at hand: jieba's own words and the built-in ones, and those added."""
    with _building:
        return _dictionary or _replace(built_in_words())


def use_words(words: Iterable[str]) -> None:
    """Add these folded words to jieba's and the built-in ones, in place of those added before.

    Takes some 0.2 s; texts are cut with the former dictionary until it is done.
    """
    wanted = built_in_words().union(words)
    with _building:
        if _dictionary is None or _dictionary.added != wanted:
            _replace(wanted)


def cut(folded: str) -> list[str]:
    """Return the words of a folded text, punctuation and all: joined they are the text."""
    return (_dictionary or dictionary()).cut(folded)


def knows(word: str) -> bool:
    """Tell whether a folded word stands in the dictionary."""
    return (_dictionary or dictionary()).knows(word)


def build(words: Collection[str], library: str) -> Dictionary:
    """Return jieba's dictionary with these folded words added, read by `library`."""
    han = sorted(word for word in words if _HAN.fullmatch(word))
    mixed = _mixed_pattern(word for word in words if not _HAN.fullmatch(word))
    cut_run, known = _BUILDERS[library](han)
    return Dictionary(library, cut_run, known, mixed, frozenset(words))


def _replace(words: Collection[str]) -> Dictionary:
    """Put a dictionary with `words` in place of the one at hand."""
    global _dictionary
    _dictionary = build(words, "rjieba" if importlib.util.find_spec("rjieba") else "jieba")
    return _dictionary


_Functions = tuple[Callable[[str], list[str]], Callable[[str], bool]]


def _build_rjieba(words: Collection[str]) -> _Functions:
    import rjieba

    rjieba.clear()  # type: ignore[no-untyped-call]  # its own instance, 30 MB nobody uses
    library = rjieba.Jieba()
    frequencies = {word: library.suggest_freq(word) for word in words}
    for word, frequency in frequencies.items():
        library.add_word(word, max(frequency, LEAST_FREQUENCY), None)
    return library.cut, library.has_word


def _build_jieba(words: Collection[str]) -> _Functions:
    base = _base_tokenizer()
    tokenizer = type(base)()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(base.FREQ), base.total, True
    frequencies = {word: base.suggest_freq(word) for word in words}
    for word, frequency in frequencies.items():
        tokenizer.add_word(word, max(frequency, LEAST_FREQUENCY))
    return tokenizer.lcut, lambda word: bool(tokenizer.FREQ.get(word))


#: Library → what makes it cut with some words added; its cut and its knowledge of words.
_BUILDERS: dict[str, Callable[[Collection[str]], _Functions]] = {
    "rjieba": _build_rjieba,
    "jieba": _build_jieba,
}


@lru_cache(1)
def _base_tokenizer() -> Any:
    """Return jieba with its own words alone; jieba has no types."""
    import jieba

    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    if _cache_dir is not None:
        _cache_dir.mkdir(parents=True, exist_ok=True)
        tokenizer.tmp_dir = str(_cache_dir)
    tokenizer.initialize()
    return tokenizer


def _mixed_pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds these words, the longest first; Latin ones not inside longer Latin ones."""
    guarded = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        before = "(?<![a-z0-9])" if word[0].isascii() else ""
        after = "(?![a-z0-9])" if word[-1].isascii() else ""
        guarded.append(f"{before}{re.escape(word)}{after}")
    return re.compile(f"({'|'.join(guarded)})") if guarded else None
