"""What must hold for any input: ``find_fault(data)`` says what does not, or "".

Every line that is not blank belongs to one record, or to the two articles whose headlines it
holds; no letter is lost; pages cover the file; what cannot be read is a ParseError with a reason.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict

from archive.parsing import PageRecord, ParseError, parse_document, parse_page
from archive.parsing.encoding import decode, normalize_newlines
from archive.parsing.records import ArticleRecord, FurnitureRecord, UnplacedRecord
from archive.parsing.text import fold

Record = ArticleRecord | FurnitureRecord | UnplacedRecord
#: No small input may take longer, in seconds of processor time for each megabyte begun.
SLOWEST = 5.0


def find_fault(data: bytes | str, *, whole: bool = False) -> str:
    """The first property that the parse of this input breaks; ``whole`` reads it as one page.

    Whatever is no ParseError is raised.
    """
    start = time.process_time()
    try:
        pages = (parse_page(data),) if whole else parse_document(data)
    except ParseError as error:
        return "" if error.code != "parse" and str(error) else "an error without a reason"
    if time.process_time() - start > SLOWEST * (1 + len(data) // 1_000_000):
        return f"slow: {time.process_time() - start:.1f} s"
    return _uncovered(data, pages) or next(filter(None, map(page_fault, pages)), "")


def _uncovered(data: bytes | str, pages: tuple[PageRecord, ...]) -> str:
    """Whether the pages' texts, joined, are not the file's lines in order."""
    lines = 1
    for page in pages:
        if page.first_line != lines:
            return f"page begins at line {page.first_line}, not {lines}"
        lines += page.text.count("\n") + 1
    if isinstance(data, bytes):
        text = decode(data).text
    else:
        text = normalize_newlines(data).removeprefix("\ufeff")
    same = text == "\n".join(page.text for page in pages)
    return "" if same else "pages do not cover the file"


def page_fault(page: PageRecord) -> str:
    """What is wrong with one page's record, or ""."""
    return _misplaced(page) or _lost_letters(page) or _bad_values(page)


def _misplaced(page: PageRecord) -> str:
    """A line that nothing claims, that does not exist, or that two records claim."""
    owners: dict[int, list[Record]] = defaultdict(list)
    records: tuple[Record, ...] = (*page.articles, *page.furniture, *page.unplaced)
    for record in records:
        for first, last in record.lines:
            for number in range(first, last + 1):
                owners[number].append(record)
    lines = page.text.split("\n")
    filled = {number for number, line in enumerate(lines, 1) if line.strip()}
    if filled != set(owners):
        return f"lines lost or invented: {sorted(filled ^ set(owners))[:9]}"
    twice = [n for n, claims in owners.items() if not _may_own(lines[n - 1], claims)]
    return f"lines claimed twice: {sorted(twice)[:9]}" if twice else ""


def _may_own(line: str, records: list[Record]) -> bool:
    """One record, or the two articles whose headlines stand side by side in the line."""
    if len(records) == 1:
        return True
    heads = [_heads(record) for record in records if isinstance(record, ArticleRecord)]
    parts = fold(line).strip("# ").split()
    return len(records) == 2 == len(heads) and all(
        any(part in head for part in parts) for head in heads
    )


def _heads(article: ArticleRecord) -> str:
    return fold(f"{article.kicker}\n{article.headline}\n{article.subhead}")


def _letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, fold(text)))


def _lost_letters(page: PageRecord) -> str:
    kept = [piece.text for piece in page.furniture] + [rest.text for rest in page.unplaced]
    for a in page.articles:
        kept += [a.column, a.kicker, a.headline, a.subhead, a.byline, *a.paragraphs]
    lost = _letters(page.text) - _letters("".join(kept))
    return f"letters lost: {dict(lost.most_common(5))}" if lost else ""


def _bad_values(page: PageRecord) -> str:
    """Confidence outside 0 to 1, or a record that JSON or UTF-8 cannot hold."""
    sure = [a.confidence for a in page.articles]
    sure += [value for a in page.articles for _, value in a.field_confidence]
    if not all(0.0 <= value <= 1.0 for value in sure):
        return f"confidence outside 0 to 1: {sure}"
    try:
        json.dumps(page.as_json(), ensure_ascii=False).encode()
    except (TypeError, ValueError) as error:
        return f"no JSON: {error}"
    return ""
