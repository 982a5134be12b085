"""How much a confidence means: of the articles and fields so sure, how many are right.

    python -m bench.confidence PAGE.txt… [--by style] [--json]

An article's body is right when it shares 0.9 of its text with the gold body it is matched to, as
the judge has it; the article is right when its headline is right as well. An article without a
match is wrong. Of an issue's fields those are weighed that gold speaks of and the parse gives a
value to; a value is wrong where gold says that the page does not tell. For each bin of confidence:
how many, their share of all, their mean confidence and the share that is right. Below: the
expected calibration error (mean distance, over the bins, of confidence and share right), the
Brier score (mean square distance of each confidence from 1 or 0), and the line that is asked for:
of the articles with 0.9 or more, their share of all and the share of them that is right.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from archive.parsing.records import FieldValue
from bench.gold import (
    RIGHT,
    Case,
    is_field_right,
    is_headline_right,
    judged_fields,
    match_articles,
    read_cases,
)

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
#: From here on an editor should need to look no more.
SURE = 0.9
#: What is judged, and by which of the two rights.
TABLES = ("articles: body and headline", "articles: body", "issue fields")


@dataclass(frozen=True, slots=True)
class Claim:
    """One confidence, and whether what it stands for is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims whose confidence lies from ``low`` up to, not including, ``high``."""

    low: float
    high: float
    count: int
    share: float
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The table of all claims and what sums it up; ``sure`` is the bin of SURE and above."""

    count: int
    right: float
    bins: tuple[Bin, ...]
    sure: Bin
    calibration_error: float
    brier: float


def weigh(claims: Sequence[Claim]) -> Reliability:
    """The reliability of claims; all zero where there are none."""
    bins = tuple(_fill(claims, low, high) for low, high in pairwise(EDGES))
    return Reliability(
        count=len(claims),
        right=_mean([claim.right for claim in claims]),
        bins=bins,
        sure=_fill(claims, SURE, EDGES[-1]),
        calibration_error=sum(b.share * abs(b.confidence - b.right) for b in bins),
        brier=_mean([(claim.confidence - claim.right) ** 2 for claim in claims]),
    )


def _fill(claims: Sequence[Claim], low: float, high: float) -> Bin:
    inside = [claim for claim in claims if low <= claim.confidence < high]
    return Bin(
        low=low,
        high=min(high, 1.0),
        count=len(inside),
        share=len(inside) / len(claims) if claims else 0.0,
        confidence=_mean([claim.confidence for claim in inside]),
        right=_mean([claim.right for claim in inside]),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def article_claims(case: Case, *, headlines: bool) -> Iterator[Claim]:
    """Each article's confidence; right in its body and, if asked, in its headline."""
    matched = match_articles(case.gold.articles, case.page.articles)
    for j, article in enumerate(case.page.articles):
        i, share = matched.get(j, (-1, 0.0))
        right = share >= RIGHT
        if right and headlines:
            right = is_headline_right(case.gold.articles[i], article.headline)
        yield Claim(article.confidence, right)


def field_claims(case: Case) -> Iterator[Claim]:
    """The confidence of each issue field that is given a value and that gold speaks of."""
    for name in judged_fields(case.gold):
        got = getattr(case.page.issue, name)
        assert isinstance(got, FieldValue)
        if got.value is not None:
            yield Claim(got.confidence, _is_true(case, name, got))


def _is_true(case: Case, name: str, got: FieldValue) -> bool:
    """Whether the value itself is right, however doubtful it is said to be."""
    return is_field_right(case.gold.issue, name, FieldValue(got.value, 1.0))


def judge(cases: Sequence[Case]) -> dict[str, Reliability]:
    """The three tables of these pages."""
    kinds: tuple[Callable[[Case], Iterator[Claim]], ...] = (
        lambda case: article_claims(case, headlines=True),
        lambda case: article_claims(case, headlines=False),
        field_claims,
    )
    return {
        name: weigh([claim for case in cases for claim in claims(case)])
        for name, claims in zip(TABLES, kinds, strict=True)
    }


def _print_table(name: str, table: Reliability) -> None:
    print(f"\n{name}: {table.count}, {table.right:.3f} right")
    print(f"{'confidence':>12}{'number':>8}{'share':>8}{'mean':>8}{'right':>8}")
    for one in table.bins:
        rates = f"{one.confidence:8.3f}{one.right:8.3f}" if one.count else f"{'-':>8}{'-':>8}"
        print(f"{one.low:7.2f}–{one.high:.2f}{one.count:8}{one.share:8.3f}{rates}")
    print(f"calibration error {table.calibration_error:.3f}, Brier score {table.brier:.3f}")
    sure = table.sure
    print(f">= {SURE}: {sure.count}, {sure.share:.3f} of all, {sure.right:.3f} of them right")


def main() -> None:
    """Print the tables of all pages or, with --by style, of each style as well."""
    parser = argparse.ArgumentParser(prog="python -m bench.confidence", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "pages", nargs="+", type=Path, help="PAGE.txt with PAGE.gold.json beside it"
    )
    parser.add_argument("--by", choices=["style"], help="a table for each style, too")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    options = parser.parse_args()
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in read_cases(options.pages):
        groups["all"].append(case)
        if options.by:
            groups[case.style].append(case)
    judged = {group: judge(cases) for group, cases in groups.items()}
    if options.json:
        told = {g: {n: asdict(t) for n, t in tables.items()} for g, tables in judged.items()}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for group, tables in judged.items():
        for name, table in tables.items():
            _print_table(f"{group}, {name}", table)


if __name__ == "__main__":
    main()
