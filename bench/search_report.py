"""Figures of the search bench in, tables out, and what was asked beside what was reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from bench.search_built import ISSUE, STORES, Built

#: Engine → articles up to which it is asked → milliseconds that 95 of 100 queries may take.
ASKED_MS = {"whoosh": {23_000: 20.0, 100_000: 60.0}, "tantivy": {100_000: 10.0}}
#: Engine → how many times as fast as Haystack's own backend it must build; articles a second.
ASKED_TIMES, ASKED_BUILD_TIMES, ASKED_RATE, ASKED_ISSUE = 50, 8, 1_500, 1.5
#: What FTS5 may be faster at.
SPARED = "rare word"


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that is not less than such a share of all."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


@dataclass(frozen=True)
class Timing:
    """Milliseconds of the queries of one kind: at first, and when asked again; and their hits."""

    new: tuple[float, ...]
    again: tuple[float, ...]
    hits: tuple[int, ...]

    @property
    def p50(self) -> float:
        """The median when asked again; where there was no time for that, the first time."""
        return percentile(self.again or self.new, 0.5)

    @property
    def p95(self) -> float:
        """The same for 95 of 100."""
        return percentile(self.again or self.new, 0.95)


@dataclass(frozen=True)
class Figures:
    """All that was measured at one number of articles; timings by kind, then engine."""

    articles: int
    built: Mapping[str, Built]
    timings: Mapping[str, Mapping[str, Timing]]


@dataclass(frozen=True)
class Check:
    """One thing that is asked."""

    what: str
    asked: str
    reached: str
    ok: bool

    def __str__(self) -> str:
        mark = "ok" if self.ok else "MISSED"
        return f"{mark:7}{self.what}: {self.reached} (asked: {self.asked})"


def building_table(figures: Figures, cut_rate: float) -> Iterator[str]:
    """What building took; `cut_rate` is how many articles are cut in a second."""
    yield f"{figures.articles:,} articles: building"
    yield f"{'':14}{'articles/s':>12}{'with cutting':>14}{f'issue of {ISSUE}':>14}{'MB':>9}"
    for name, built in figures.built.items():
        cutting = built.cutting or built.articles / cut_rate
        whole = built.articles / (built.seconds + cutting)
        yield (
            f"{name:14}{built.rate:12,.0f}{whole:14,.0f}"
            f"{max(built.issues):12.2f} s{built.size / 1e6:9,.1f}"
        )


def timing_table(figures: Figures) -> Iterator[str]:
    """Milliseconds by kind, and the median of the first engine's hits."""
    engines = list(figures.built)
    yield f"{figures.articles:,} articles: ms a query with all facets and months"
    yield f"{'':14}" + "".join(f"{name:>28}" for name in engines)
    yield f"{'':14}" + f"{'p50':>9}{'p95':>9}{'new':>10}" * len(engines) + f"{'hits':>9}"
    for kind, timings in figures.timings.items():
        cells = "".join(_cell(timings.get(name)) for name in engines)
        hits = percentile(next(iter(timings.values())).hits, 0.5)
        yield f"{kind:14}{cells}{hits:9,}"


def _cell(timing: Timing | None) -> str:
    if timing is None:
        return f"{'-':>9}{'-':>9}{'-':>10}"
    return f"{timing.p50:9,.2f}{timing.p95:9,.2f}{percentile(timing.new, 0.95):10,.2f}"


def ratio_table(figures: Figures) -> Iterator[str]:
    """How many times as long each peer takes as each of our engines, by medians."""
    own = [name for name in figures.built if name in STORES]
    pairs = [(mine, peer) for peer in figures.built if peer not in STORES for mine in own]
    if not pairs:
        return
    yield f"{figures.articles:,} articles: times as fast, p50"
    yield f"{'':14}" + "".join(f"{f'{mine} : {peer}':>24}" for mine, peer in pairs)
    for kind, timings in figures.timings.items():
        cells = (_ratio(timings, mine, peer) for mine, peer in pairs)
        yield f"{kind:14}" + "".join(f"{cell:>24}" for cell in cells)


def _ratio(timings: Mapping[str, Timing], mine: str, peer: str) -> str:
    if peer not in timings:
        return "-"
    return f"{timings[peer].p50 / timings[mine].p50:,.1f}"


def check(measured: Iterable[Figures]) -> Iterator[Check]:
    """What the issue asks of these figures."""
    for figures in measured:
        for name in (name for name in STORES if name in figures.built):
            yield _check_speed(name, figures)
            if "fts5" in figures.built:
                yield _check_against_fts5(name, figures)
        if {"whoosh", "haystack"} <= figures.built.keys():
            yield from _check_against_haystack(figures)
        yield from _check_building(figures)


def _check_speed(name: str, figures: Figures) -> Check:
    """The slowest kind counts."""
    limits = ASKED_MS[name]
    limit = next(
        (ms for most, ms in limits.items() if figures.articles <= most), max(limits.values())
    )
    slowest = {kind: timings[name].p95 for kind, timings in figures.timings.items()}
    beyond = [kind for kind, ms in slowest.items() if ms > limit]
    kind = max(slowest, key=slowest.__getitem__)
    told = f"{slowest[kind]:,.1f} ms ({kind})" + (
        f"; beyond: {', '.join(beyond)}" if beyond else ""
    )
    what = f"{name}, {figures.articles:,}: p95 of the slowest kind"
    return Check(what, f"{limit:g} ms", told, not beyond)


def _check_against_fts5(name: str, figures: Figures) -> Check:
    behind = [
        kind
        for kind, timings in figures.timings.items()
        if "fts5" in timings and kind != SPARED and timings[name].p50 >= timings["fts5"].p50
    ]
    what = f"{name}, {figures.articles:,}: kinds slower than FTS5"
    return Check(what, f"none but {SPARED}", ", ".join(behind) or "none", not behind)


def _check_against_haystack(figures: Figures) -> Iterator[Check]:
    ratios = {
        kind: timings["haystack"].p95 / timings["whoosh"].p95
        for kind, timings in figures.timings.items()
    }
    kind = min(ratios, key=ratios.__getitem__)
    what = f"whoosh, {figures.articles:,}: times as fast as Haystack's own backend, p95"
    told = f"{ratios[kind]:,.0f} ({kind})"
    yield Check(what, f"{ASKED_TIMES}", told, ratios[kind] >= ASKED_TIMES)
    times = figures.built["whoosh"].rate / figures.built["haystack"].rate
    what = f"whoosh, {figures.articles:,}: times as fast built, once cut"
    yield Check(what, f"{ASKED_BUILD_TIMES}", f"{times:,.1f}", times >= ASKED_BUILD_TIMES)


def _check_building(figures: Figures) -> Iterator[Check]:
    if whoosh := figures.built.get("whoosh"):
        slowest = max(whoosh.issues)
        what = f"whoosh, {figures.articles:,}: an issue of {ISSUE} added"
        yield Check(what, f"{ASKED_ISSUE} s", f"{slowest:.2f} s", slowest <= ASKED_ISSUE)
    if tantivy := figures.built.get("tantivy"):
        what = f"tantivy, {figures.articles:,}: built, once cut"
        told = f"{tantivy.rate:,.0f} articles/s"
        yield Check(what, f"{ASKED_RATE:,} articles/s", told, tantivy.rate >= ASKED_RATE)
