"""The newspaper's name from the lines of a masthead: known to the archive, or by press convention.

``中共青石市委机关报`` with ``QINGSHI DAILY`` tells of 青石日报.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from archive.parsing.parts import ANY_PAPER, PAPER, plain, read_parts
from archive.parsing.records import NOT_TOLD, FieldValue, KnownNewspaper
from archive.parsing.text import HAN

PARTY = re.compile(rf"中共(?P<city>[{HAN}]{{2,8}}?)[市州地]委")
_HOUSE = re.compile(rf"(?P<name>[{HAN}]{{2,10}}报)(?:社|业(?:传媒)?集团)")
_PIECE = re.compile(rf"[{HAN}]{{1,2}}")
_NO_NAME = re.compile(
    r"^(?:中共|本期|今日|欢迎订阅|欢迎阅读|主办|主管|出版|承办|中国)(?=[\u4e00-\u9fff]{4})"
)


def read_newspaper(
    lines: Sequence[str], cn: FieldValue, known: Sequence[KnownNewspaper]
) -> tuple[KnownNewspaper | None, FieldValue, tuple[str, ...]]:
    """The archive's own newspaper, the name with its evidence, and what contradicts it."""
    bare = [(line, re.sub(r"\s", "", plain(line))) for line in lines]
    named = [(paper, line) for paper in known if (line := _line_naming(paper, bare))]
    for paper in known:
        if cn.value and cn.value == paper.cn:
            others = [other.name for other, _ in named if other.cn and other.cn != paper.cn]
            told = {paper.name for paper, _ in named}
            clash = others and paper.name not in told
            note = (
                (f"报头的刊号属于《{paper.name}》，报名却是《{others[0]}》，请核对。",)
                if clash
                else ()
            )
            return paper, FieldValue(paper.name, 0.7 if clash else 0.99, cn.evidence), note
    if named:
        # 青石日报 may be part of a longer name that is also known.
        paper, line = max(named, key=lambda pair: len(pair[0].name))
        return paper, FieldValue(paper.name, 0.98, line.strip()[:40]), ()
    return None, _conventional_name(lines), ()


def _line_naming(paper: KnownNewspaper, lines: Sequence[tuple[str, str]]) -> str:
    names = [re.sub(r"\s", "", name) for name in (paper.name, *paper.aliases) if name.strip()]
    return next((line for line, bare in lines if any(name in bare for name in names)), "")


def _conventional_name(lines: Sequence[str]) -> FieldValue:
    """X日报 on a line of its own or as publisher; else the party committee's DAILY."""
    papers = list(_names(lines))
    counts = Counter(name for name, _ in papers)
    alone = {re.sub(r"\s", "", plain(line)) for line in lines}
    # 青石日报社 also publishes 青石晚报, whose own name stands apart from the publisher's.
    own = {words for line in lines for kind, words in read_parts(line) if kind == "paper"}
    rank = {name: (name not in alone, name not in own, -counts[name]) for name, _ in papers}
    for name, line in sorted(papers, key=lambda pair: rank[pair[0]]):
        return FieldValue(name, 0.97 if name in alone else 0.93, line.strip()[:40])
    joined = _joined_name(lines)
    if joined:
        return FieldValue(joined, 0.85, joined)
    party = next(filter(None, (PARTY.search(plain(line)) for line in lines)), None)
    if party and any("DAILY" in line.upper() or "日报" in line for line in lines):
        return FieldValue(party["city"] + "日报", 0.85, party[0] + "、DAILY")
    return _unusual_name(lines)


def _names(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names of newspapers, each with its line: as a part of its own, or as the publisher's."""
    for line in lines:
        for kind, words in read_parts(line):
            if kind == "paper":
                yield _NO_NAME.sub("", words), line
            elif kind == "publisher":
                house = _HOUSE.search(re.sub(r"^\S*?:\s?", "", words))
                name = _NO_NAME.sub("", house["name"]) if house else ""
                # 青石报业集团 is a group of papers, not a paper.
                if PAPER.fullmatch(name):
                    yield name, line


def _joined_name(lines: Sequence[str]) -> str:
    """The name in pieces, a letter or two a line."""
    run = ""
    for line in [*lines, ""]:
        piece = plain(line)
        if _PIECE.fullmatch(piece):
            run += piece
            continue
        found = PAPER.fullmatch(run)
        if found:
            return found[0]
        run = ""
    return ""


def _unusual_name(lines: Sequence[str]) -> FieldValue:
    """A single word that ends in 报, where no usual name stands."""
    for line in lines:
        words = [words for kind, words in read_parts(line) if not kind]
        name = next(filter(ANY_PAPER.fullmatch, words), "")
        if len(name) >= 3:
            return FieldValue(name, 0.8, line.strip()[:40])
    return NOT_TOLD
