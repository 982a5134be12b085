"""Repairs per page: how many operations turn a parse into gold, the figure that editors feel.

    python -m bench.repairs PAGE.txt… [--json] [--show]

The parse is laid over gold paragraph by paragraph (`bench.align`). A gold article's *home* is the
parsed article that holds most of its body. Counted, each as one operation:

split     a parsed article is the home of k gold articles: k - 1
merge     a parsed article is nobody's home and holds a gold article's text, or only its title
move      a run of neighbouring paragraphs lies in the wrong article; stands apart from, or in
          the wrong order among, the rest of its own; is kept in an article though it is none's
          (furniture, a repeat); or is gold's and in no article
headline  the title of an article is wrong, or its kicker or subhead is. One for an article;
          none where the true title stands at the cut of a split or comes with a merge
drop      a parsed article is no article (furniture, repeats): more of its text is none's than
          gold's; what gold text it holds is moved

Their sum is the figure. Shown beside it, but not in it: *join*, the paragraphs cut in two or
run together. Text on a wrong head line is repaired with that head, not once more where it is
missing. Where gold leaves a choice (`headline_also`, `paragraphs_optional`, `order_uncertain`)
each way is right. Columns, bylines and issue fields are not counted.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Literal

from archive.parsing.records import ArticleRecord
from bench.align import ENOUGH, Alignment, Piece
from bench.gold import Case, GoldArticle, is_headline_right, normalize, read_cases

Kind = Literal["split", "merge", "move", "headline", "drop", "join"]
KINDS: tuple[Kind, ...] = ("split", "merge", "move", "headline", "drop")
COLUMNS = (*KINDS, "sum", "join")
EXCERPT = 24


@dataclass(frozen=True, slots=True)
class Repair:
    """One operation: its kind, the words it is about, and what it does with them."""

    kind: Kind
    text: str
    note: str = ""


def find_repairs(gold: Sequence[GoldArticle], parsed: Sequence[ArticleRecord]) -> list[Repair]:
    """The operations that turn the parsed articles into gold's; none for a perfect parse."""
    return _Editor(gold, parsed).repairs()


class _Editor:
    """Goes over a parse as an editor would: articles first, then paragraphs, then titles."""

    def __init__(self, gold: Sequence[GoldArticle], parsed: Sequence[ArticleRecord]) -> None:
        self.gold, self.parsed = gold, parsed
        self.alignment = Alignment(gold, parsed)
        self.holdings = self.alignment.holdings
        self.home = {i: j for i in range(len(gold)) if (j := self._find_home(i)) is not None}
        self.homes: dict[int, list[int]] = defaultdict(list)
        for i, j in self.home.items():
            self.homes[j].append(i)
        self.merged: dict[int, list[int]] = defaultdict(list)

    def repairs(self) -> list[Repair]:
        """Every operation, in the order of the parsed articles and then of gold's."""
        out: list[Repair] = []
        for j in range(len(self.parsed)):
            out += self._mend_home(j) if self.homes[j] else self._mend_homeless(j)
        return [*out, *self._lost(), *self._headlines(), *self._joins()]

    def _find_home(self, i: int) -> int | None:
        """Where most of the body is; of an article without one, where its title is."""
        masses = [holding.mass(i) for holding in self.holdings]
        if not self.gold[i].paragraphs:
            masses = [int(holding.has_head(i)) for holding in self.holdings]
        return masses.index(max(masses)) if any(masses) else None

    def _mend_home(self, j: int) -> Iterator[Repair]:
        homes, pieces = self.homes[j], self.holdings[j].paragraphs
        for owner, run in _runs(pieces):
            if owner not in homes:
                yield _move(run)
        own = [p for p in pieces if p.owner in homes]
        firsts = {p.owner: p for p in reversed(own)}
        for piece in sorted(firsts.values(), key=own.index)[1:]:
            yield Repair("split", piece.text)
        for i in homes:
            yield from _reorder(own, i)

    def _mend_homeless(self, j: int) -> Iterator[Repair]:
        into = self._find_owner(j)
        text = self.parsed[j].headline or "".join(self.parsed[j].paragraphs)
        if into is None:
            yield Repair("drop", text)
        else:
            self.merged[into].append(j)
            yield Repair("merge", text, f"into {self.gold[into].headline}")
        for owner, run in _runs(self.holdings[j].paragraphs):
            if owner != into:
                yield _move(run)

    def _find_owner(self, j: int) -> int | None:
        """The article that a homeless one is a part of; None where most of it is none's."""
        holding = self.holdings[j]
        owners = {p.owner for p in holding.paragraphs}
        if not owners:
            held = [p.owner for p in (*holding.body, *holding.heads) if p.unit]
            return held[-1] if held else None
        best = max(owners, key=lambda owner: (holding.mass(owner), owner is not None))
        return best if best is not None and holding.mass(best) >= holding.mass(None) else None

    def _lost(self) -> Iterator[Repair]:
        """Runs of gold paragraphs that stand in no article."""
        body = [unit for unit in self.alignment.units if unit.kind in ("body", "loose")]
        alignment = self.alignment
        for (_, held), units in groupby(body, lambda u: (u.article, alignment.held(u) >= ENOUGH)):
            if not held:
                unit = next(units)
                yield Repair("move", alignment.text[unit.start : unit.end], "in no article")

    def _headlines(self) -> Iterator[Repair]:
        for i, j in self.home.items():
            keeps = self._keeps_heads(i, j)
            sources = [*self.merged[i], *([j] if keeps else [])]
            right = any(_are_heads_right(self.gold[i], self._own_heads(s)) for s in sources)
            if not right and (keeps or not self._stands_at_cut(i, j)):
                yield Repair("headline", self.gold[i].headline, _tell_heads(self.parsed[j]))

    def _keeps_heads(self, i: int, j: int) -> bool:
        """Of the articles that a split parts, the one whose title is set keeps the head lines."""
        homes, parsed = self.homes[j], self.parsed[j]
        keepers = [k for k in homes if is_headline_right(self.gold[k], parsed.headline)]
        keepers += [k for k in homes if self.holdings[j].has_head(k)]
        keepers += [p.owner for p in self.holdings[j].paragraphs if p.owner in homes]
        return not keepers or i == keepers[0]

    def _stands_at_cut(self, i: int, j: int) -> bool:
        """Whether the title of an article to be split off stands right before or after it."""
        kinds = [(p.owner, p.unit.kind) for p in self.holdings[j].body if p.unit]
        heads = [(owner, "head" if kind in ("title", "head") else "body") for owner, kind in kinds]
        meets = any({a, b} == {(i, "head"), (i, "body")} for a, b in pairwise(heads))
        return not self.gold[i].headlines or (meets and (i, "title") in kinds)

    def _own_heads(self, j: int) -> ArticleRecord:
        """A parsed article without the head lines that go off with an article split from it."""
        away = {p.paragraph for p in self.holdings[j].heads if self._goes_off(p, j)}
        lines = (self.parsed[j].kicker, self.parsed[j].headline, self.parsed[j].subhead)
        kicker, headline, subhead = ("" if n in away else line for n, line in enumerate(lines))
        return replace(self.parsed[j], kicker=kicker, headline=headline, subhead=subhead)

    def _goes_off(self, piece: Piece, j: int) -> bool:
        owner = piece.owner
        if owner is None or not (piece.unit and piece.unit.is_head) or owner not in self.homes[j]:
            return False
        return not self._keeps_heads(owner, j)

    def _joins(self) -> Iterator[Repair]:
        """Each surplus or missing break between paragraphs, of the articles sure of their order."""
        before: dict[int, Piece] = {}
        for holding in self.holdings:
            for last, piece in pairwise([None, *holding.body]):
                if piece and piece.unit and piece.unit.kind not in ("loose", "extra"):
                    if last and last.unit and last.paragraph == piece.paragraph:
                        yield Repair("join", piece.text, f"joined to {last.text[-EXCERPT:]}")
                    if part := before.get(piece.unit.start):
                        yield Repair("join", piece.text, f"cut from {part.text[-EXCERPT:]}")
                    before[piece.unit.start] = piece


def _runs(pieces: Iterable[Piece]) -> Iterator[tuple[int | None, list[Piece]]]:
    """Neighbouring pieces of one gold article, with that article."""
    for owner, run in groupby(pieces, lambda piece: piece.owner):
        yield owner, list(run)


def _move(run: Sequence[Piece]) -> Repair:
    return Repair("move", run[0].text, "none's" if run[0].owner is None else "another's")


def _reorder(own: Sequence[Piece], i: int) -> list[Repair]:
    """The runs of one article that stand apart or in the wrong order, whichever are more."""
    apart = [run[0] for owner, run in _runs(own) if owner == i][1:]
    fixed = [p for p in own if p.owner == i and p.unit and p.unit.kind == "body"]
    wrong = [b for a, b in pairwise(fixed) if b.start < a.start]
    worse = max(apart, wrong, key=len)
    return [Repair("move", piece.text, "out of order") for piece in worse]


def _are_heads_right(gold: GoldArticle, parsed: ArticleRecord) -> bool:
    """The title is right, and so are the lines around it; another title has other lines."""
    if not is_headline_right(gold, parsed.headline):
        return False
    if normalize(parsed.headline) != normalize(gold.headline):
        return True
    around = [(gold.kicker, parsed.kicker), (gold.subhead, parsed.subhead)]
    return all(normalize(wanted) == normalize(got) for wanted, got in around)


def _tell_heads(parsed: ArticleRecord) -> str:
    """The head lines as they were parsed."""
    return f"not {parsed.kicker} / {parsed.headline} / {parsed.subhead}"


@dataclass(frozen=True, slots=True)
class Row:
    """A page's repairs."""

    page: str
    style: str
    repairs: tuple[Repair, ...]

    def counts(self) -> dict[str, int]:
        """Operations by kind, and their sum without the joins."""
        found: Counter[str] = Counter(repair.kind for repair in self.repairs)
        asked: dict[str, int] = {kind: found[kind] for kind in KINDS}
        return {**asked, "sum": sum(asked.values()), "join": found["join"]}


def judge(case: Case) -> Row:
    """The repairs that a parsed page needs."""
    return Row(case.name, case.style, tuple(find_repairs(case.gold.articles, case.page.articles)))


def mean_rows(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Means over the pages of each style, and over all."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.style].append(row)
    return {
        name: {kind: sum(r.counts()[kind] for r in group) / len(group) for kind in COLUMNS}
        for name, group in [*groups.items(), ("all", rows)]
        if group
    }


def find_line(raw: str, text: str) -> int:
    """The line of the page at which a text begins, 0 where it is not found there."""
    lines = [normalize(line) for line in raw.split("\n")]
    wanted = normalize(text)[:EXCERPT]
    for at, line in enumerate(lines):
        if line and wanted and ("".join(lines[at : at + 8])).startswith(wanted):
            return at + 1
    starts = [n for n, line in enumerate(lines, 1) for _ in line]
    found = "".join(lines).find(wanted)
    return starts[found] if found >= 0 and wanted else 0


def _print_table(rows: Sequence[Row]) -> None:
    print(f"{'page':42}" + "".join(f"{name:>10}" for name in COLUMNS))
    for row in rows:
        print(f"{row.page:42}" + "".join(f"{row.counts()[name]:10}" for name in COLUMNS))
    for style, means in mean_rows(rows).items():
        print(f"{'mean ' + style:42}" + "".join(f"{means[name]:10.2f}" for name in COLUMNS))


def _as_json(rows: Sequence[Row]) -> str:
    pages = {
        row.page: {**row.counts(), "repairs": [asdict(repair) for repair in row.repairs]}
        for row in rows
    }
    return json.dumps({"pages": pages, "mean": mean_rows(rows)}, ensure_ascii=False, indent=1)


def _print_repairs(case: Case, row: Row) -> None:
    for repair in row.repairs:
        place = f"{case.name}:{find_line(case.raw, repair.text)}"
        print(f"{place:46} {repair.kind:9} {repair.text[:EXCERPT]} | {repair.note[:60]}")


def main() -> None:
    """Print the table, or with --json everything as one object; --show names each repair."""
    parser = argparse.ArgumentParser(prog="python -m bench.repairs", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "pages", nargs="+", type=Path, help="PAGE.txt with PAGE.gold.json beside it"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    parser.add_argument("--show", action="store_true", help="each repair with its line")
    options = parser.parse_args()
    rows = []
    for case in read_cases(options.pages):
        rows.append(judge(case))
        if options.show and not options.json:
            _print_repairs(case, rows[-1])
    if options.json:
        print(_as_json(rows))
    else:
        _print_table(rows)


if __name__ == "__main__":
    main()
