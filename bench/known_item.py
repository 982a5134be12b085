"""Is it on the first page? ``python -m bench.known_item [--articles 23000] [--items 2000]``.

A reader who knows an article types what is remembered of it: three words of the text (`words`), or
six to ten characters of the headline (`headline`). The words are jieba words of two characters and
more, of the rarer half of those in the article, each in another article too; they come in the
order of the text. Prints the mean reciprocal rank of the article among the first ten hits (MRR@10),
and the share of articles that are among them at all; then, for our engines beside each peer, how
many articles stand higher and how many lower: by chance alone they would be as many.

All engines hold the same articles and the same words. The peers are given the words of the
headline's piece, as many as there are; where fewer than ten articles have all of them, those that
have any follow, so that a piece cut inside a word does not leave them without an answer.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from bench.search_built import ISSUE, ISSUES, PEERS, STORES, build_missing, open_engine
from bench.search_corpus import CORPUS, WORK, cut_beforehand, documents
from bench.search_peers import Engine, Own
from bench.search_questions import How, Question
from search import analysis
from search.engines.base import Document, SearchRequest
from search.query import And, Term

FIRST = 10
WORDS = 3
PIECE = (6, 10)
#: Haystack's own backend is too slow to be asked here.
ASKED = (*STORES, *(name for name in PEERS if name != "haystack"))
_WORD = re.compile("[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True)
class Item:
    """An article, and what is remembered of it."""

    article_id: int
    texts: tuple[str, ...]


def draw_words(made: Sequence[Document], count: int, seed: int) -> list[Item]:
    """Three words of each of so many articles, or of fewer where there are not so many."""
    rng = random.Random(f"{seed} words")
    cut = [_content_words(document) for document in tqdm(made, "words", leave=False)]
    having = Counter(word for words in cut for word in words)
    items = []
    for number in rng.sample(range(len(made)), len(made)):
        known = [word for word in cut[number] if having[word] > 1]
        limit = sorted(having[word] for word in known)[: (len(known) + 1) // 2]
        rarer = [word for word in known if having[word] <= limit[-1]]
        if len(rarer) >= WORDS:
            chosen = set(rng.sample(rarer, WORDS))
            texts = tuple(word for word in rarer if word in chosen)
            items.append(Item(made[number].article_id, texts))
        if len(items) == count:
            break
    return items


def _content_words(document: Document) -> list[str]:
    """The words of an article that may be asked for, each once, in order."""
    words = (word for unit in document.units for word in analysis.words(analysis.fold(unit)))
    return list(dict.fromkeys(filter(_WORD.fullmatch, words)))


def draw_headlines(made: Sequence[Document], count: int, seed: int) -> list[Item]:
    """A piece of the headline of each of so many articles, or of fewer."""
    rng = random.Random(f"{seed} headline")
    least, most = PIECE
    items = []
    for document in rng.sample(made, len(made)):
        headline = max(document.fields["title"], key=len)
        length = min(rng.randint(least, most), len(headline))
        start = rng.randint(0, len(headline) - length)
        piece = headline[start : start + length].strip()
        if len(piece) >= least:
            items.append(Item(document.article_id, (piece,)))
        if len(items) == count:
            break
    return items


def ask(engine: Engine, item: Item) -> list[int]:
    """The first ten articles that an engine answers with."""
    if isinstance(engine, Own):
        tree = And(tuple(map(Term, item.texts)))
        return [hit.article_id for hit in engine.store.run(SearchRequest(tree, limit=FIRST)).hits]
    folded = map(analysis.fold, item.texts)
    words = tuple(dict.fromkeys(word for text in folded for word in analysis.words(text)))
    found: dict[int, None] = {}
    for how in (How.ALL, How.ANY):
        if words and len(found) < FIRST:
            question = Question(words, how, limit=FIRST, counted=False)
            found.update(dict.fromkeys(hit.article_id for hit in engine.search(question).hits))
    return list(found)[:FIRST]


def reciprocal_ranks(engine: Engine, items: Sequence[Item], label: str) -> list[float]:
    """1 / rank of each article, 0 where it is not among the first ten."""
    ranks = []
    for item in tqdm(items, label, leave=False):
        found = ask(engine, item)
        ranks.append(1 / (found.index(item.article_id) + 1) if item.article_id in found else 0.0)
    return ranks


def table(measured: Mapping[str, Mapping[str, Sequence[float]]]) -> Iterator[str]:
    """Yield the table's lines: engine → kind of query → reciprocal ranks."""
    kinds = list(next(iter(measured.values())))
    yield f"{'MRR@10':<14}" + "".join(f"{kind:>12}{'in ten':>10}" for kind in kinds)
    for name, told in measured.items():
        cells = (f"{_mean(told[k]):>12.3f}{_mean([r > 0 for r in told[k]]):>10.1%}" for k in kinds)
        yield f"{name:<14}" + "".join(cells)


def duels(measured: Mapping[str, Mapping[str, Sequence[float]]]) -> Iterator[str]:
    """Yield a line for each of our engines beside each peer: articles that stand higher, lower."""
    for own in (name for name in measured if name in STORES):
        for peer in (name for name in measured if name not in STORES):
            told = (
                _duel(kind, measured[own][kind], measured[peer][kind]) for kind in measured[own]
            )
            yield f"{own} beside {peer}: {'; '.join(told)}"


def _duel(kind: str, own: Sequence[float], other: Sequence[float]) -> str:
    pairs = list(zip(own, other, strict=True))
    return f"{kind} {sum(a > b for a, b in pairs)} higher, {sum(a < b for a, b in pairs)} lower"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask all engines and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.known_item",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--articles", type=int, default=23_000)
    parser.add_argument("--items", type=int, default=2_000)
    parser.add_argument("--engines", nargs="*", choices=ASKED, default=[*ASKED])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--work", type=Path, default=WORK, help="indexes are kept here")
    options = parser.parse_args(arguments)
    made = list(documents(options.articles + ISSUE * ISSUES, options.corpus))
    build_missing(options.engines, made, options.work)
    with cut_beforehand(made, options.work):
        items = {
            "words": draw_words(made, options.items, options.seed),
            "headline": draw_headlines(made, options.items, options.seed),
        }
    measured = {}
    for name in options.engines:
        folder = options.work / str(options.articles) / name / "index"
        with closing(open_engine(name, folder)) as engine:
            measured[name] = {
                kind: reciprocal_ranks(engine, drawn, f"{name}, {kind}")
                for kind, drawn in items.items()
            }
    counts = ", ".join(f"{len(drawn):,} by {kind}" for kind, drawn in items.items())
    print(f"{len(made):,} articles; asked for {counts}")
    print(*table(measured), *duels(measured), sep="\n")


if __name__ == "__main__":
    main()
