"""Lines into blocks: where a paragraph or title begins, what goes on, what is a title or byline.

A gradient-boosted classifier weighs each line's shape and its neighbours'; the page is then
decoded as a whole (Viterbi), so that a title's second line needs a first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import chain
from operator import add

import numpy as np

from archive.parsing.blocks import SURE, Block, Kind, Line, make_block
from archive.parsing.byline import find_photo_credit
from archive.parsing.learned import Matrix, table, trees
from archive.parsing.shapes import CLOSED, FILLED, LIST, OUTSIDE, TITLE, Sheet
from archive.parsing.text import BLANK, join_lines


class Tag(IntEnum):
    """What a line is: a paragraph's next or first line, a title's first or next, a byline."""

    GOES_ON = 0
    PARAGRAPH = 1
    TITLE = 2
    TITLE_GOES_ON = 3
    BYLINE = 4


_TAGS = tuple(Tag)
_FIRST = {Tag.GOES_ON: Tag.PARAGRAPH, Tag.TITLE_GOES_ON: Tag.TITLE}
_KINDS = {Tag.TITLE: Kind.HEAD, Tag.BYLINE: Kind.BYLINE, Tag.PARAGRAPH: Kind.BODY}


def is_plain(sheet: Sheet, i: int) -> bool:
    """Whether a line is surely the next of its paragraph, or surely a paragraph's first.

    The next: two full lines without a stop between. The first: too long for a title, where lines
    are not wrapped and the line above closes a sentence.
    """
    measure, line = sheet.measures[i], sheet.shapes[i]
    if not i or line.mark or line.lead:
        return False
    before = sheet.shapes[i - 1]
    if not measure:
        return before.closes and line.width > TITLE
    if line.gap or line.spaces or before.end in (2, 3) or before.mark:
        return False
    filled = abs(before.width - measure) <= FILLED
    fills = abs(line.width - measure) <= FILLED
    return filled and (fills or (line.closes and line.width < measure))


def line_features(sheet: Sheet, i: int) -> list[float]:
    """The numbers of a line and of the two before and after it."""
    row: list[float] = line_rows(sheet, [i])[0].tolist()
    return row


def line_rows(sheet: Sheet, asked: Sequence[int]) -> Matrix:
    """The numbers of so many lines, each with those of the two before and after it."""
    count, reach = len(sheet.lines), range(5)
    around = OUTSIDE, OUTSIDE, *sheet.shapes, OUTSIDE, OUTSIDE
    shapes = np.fromiter(chain.from_iterable(around), np.float64).reshape(count + 4, -1)
    measures = np.array([0.0, 0.0, *sheet.measures, 0.0, 0.0])
    beyond = np.where(measures, shapes[:, 0] - measures, 0.0)
    numbers = np.column_stack((shapes[:, :1], beyond, shapes[:, 1:]))
    near = numbers[np.add.outer(asked, reach)]
    page = np.broadcast_to(sheet.habits, (len(asked), len(sheet.habits)))
    own = [(sheet.measures[i], sheet.narrow[i]) for i in asked]
    beside = {i + step for i in asked for step in (-1, 0, 1)}
    headish = np.array(sheet.headish(sorted(beside & {*range(count)})))
    below = {i + step for i in asked for step in (0, 1)}
    seams = np.array(sheet.seams(sorted(below & {*range(1, count)})))
    at = np.array(asked)
    words = (headish[at - 1], headish[at], headish[at + 1], seams[at], seams[at + 1])
    runs, stops = np.array(sheet.runs)[at], np.array(sheet.stops)[at]
    steps = np.diff(near[:, 1:, 0])
    where = np.column_stack((*words, runs, stops, at, count - at))
    return np.hstack((own, page, near.reshape(len(asked), -1), steps, where))


def tag_lines(sheet: Sheet) -> tuple[list[Tag], list[float]]:
    """The likeliest tags of a page's lines, taken together, and how sure each is in log-odds."""
    if not sheet.lines:
        return [], []
    odds = np.full((len(sheet.lines), len(Tag)), -12.0)
    asked = [i for i in range(len(sheet.lines)) if not is_plain(sheet, i)]
    plain = [Tag.GOES_ON if measure else Tag.PARAGRAPH for measure in sheet.measures]
    odds[range(len(plain)), plain] = 0.0
    if asked:
        odds[asked] = trees("tags").log_probabilities(line_rows(sheet, asked))
    for i in filter(lambda i: _is_byline(sheet, i), asked):
        odds[i] = -12.0
        odds[i, Tag.BYLINE] = 0.0
    _rule_out(sheet, odds, asked)
    path = _best_path(odds, table("tag_steps"))
    return [_TAGS[tag] for tag in path], _sureness(odds, path)


def _rule_out(sheet: Sheet, odds: Matrix, asked: Sequence[int]) -> None:
    """What a line cannot be by the way it is set, whatever its words.

    Lines that a narrow column broke and long ones are no titles, nor are the lines of a list and
    those whose words point back or on; a
    title's next line has no gap above it, and a column's name in parentheses right below a title
    is its end; where a line is a paragraph, a closed sentence above
    or a list mark begins another.
    """
    begun = [i for i in range(1, len(sheet.shapes)) if _is_begun(sheet, i)]
    odds[begun, Tag.GOES_ON] -= 12.0
    untitled = [i for i in asked if _is_untitled(sheet, i)]
    odds[untitled, Tag.TITLE] = odds[untitled, Tag.TITLE_GOES_ON] = -12.0
    odds[[i for i, line in enumerate(sheet.lines) if line.gap], Tag.TITLE_GOES_ON] = -12.0
    for i in _column_tags(sheet):
        if _ends_title(sheet, i):
            odds[i - 1, Tag.TITLE] = odds[i, Tag.TITLE_GOES_ON] = SURE
        else:
            odds[i, Tag.TITLE_GOES_ON] = odds[i, [Tag.TITLE, Tag.TITLE_GOES_ON]].max()
            odds[i, Tag.TITLE] = -12.0


def _is_begun(sheet: Sheet, i: int) -> bool:
    """Whether a line that is a paragraph stands below a closed sentence or opens with a mark."""
    return not sheet.measures[i] and (
        sheet.shapes[i - 1].end == CLOSED or sheet.shapes[i].start == LIST
    )


def _is_untitled(sheet: Sheet, i: int) -> bool:
    """Whether the way a line is set or its words show that it is no title."""
    shape = sheet.shapes[i]
    broken = sheet.narrow[i] or shape.width > TITLE
    return (broken and not shape.mark) or _is_listed(sheet, i) or _is_inside(sheet, i)


#: More than sums of odds lose by rounding.
_ROUNDING = 1e-6
#: The column's name in parentheses, which a title carries at its end, broken off by the wrap.
_COLUMN_TAG = re.compile(r"^[(（][^()（）]{2,10}[)）]$")


def _column_tags(sheet: Sheet) -> Iterator[int]:
    """Lines that are a column's name and nothing else, right below another line."""
    for i, text in enumerate(sheet.texts):
        opens = text.lstrip()[:1] in ("(", "（")
        if opens and i and not sheet.shapes[i].gap and _COLUMN_TAG.match(text.strip()):
            yield i


def _ends_title(sheet: Sheet, i: int) -> bool:
    """Whether but one line, and no sentence, stands with a column's name between two gaps."""
    above, shape = sheet.shapes[i - 1], sheet.shapes[i]
    ends = i + 1 == len(sheet.shapes) or sheet.shapes[i + 1].gap
    alone = (i == 1 or above.gap) and ends
    open_ended = above.end in (0, 4) and above.width <= TITLE
    named = above.note or shape.byline or find_photo_credit(sheet.texts[i])
    return bool(alone and open_ended and not named)


def _is_listed(sheet: Sheet, i: int) -> bool:
    """Whether a list mark opens the line and the one above or below it."""
    if sheet.shapes[i].start != LIST:
        return False
    near = sheet.shapes[max(0, i - 1) : i + 2]
    return sum(shape.start == LIST for shape in near) > 1


#: Words that point back at what was said, so that no title opens with them.
_POINTS_BACK = re.compile(
    r"^(?:该[县市区镇村乡校院局所企公项]|此外|据悉|据了解|据介绍|据统计|与此同时|同时[,，]|目前[,，]|为此|随后"
    r"|近日[,，]|日前[,，]|当天|当日,|[他她](?:们|说|告诉|表示|还|又|在)|随着)"
)
#: Words that lead on to the next and so never end a title that stands on one line.
_LEADS_ON = re.compile(
    r"(?:[和与及或的在对将把为从被要是向以而并但使让其这该由据到]|以及|一系|进一|包括)$"
)


def _is_inside(sheet: Sheet, i: int) -> bool:
    """Whether the words of a short line show that it stands inside a text."""
    if sheet.shapes[i].width > TITLE or sheet.shapes[i].mark:
        return False
    text = sheet.texts[i].strip(BLANK)
    if _POINTS_BACK.match(text):
        return True
    return not sheet.measures[i] and bool(_LEADS_ON.search(text))


def _sureness(odds: Matrix, path: Sequence[int]) -> list[float]:
    """How far each line's own odds speak for its tag against the best other."""
    index = np.arange(len(path))
    chosen = odds[index, path].copy()
    others = odds.copy()
    others[index, path] = -np.inf
    found: list[float] = np.clip(chosen - others.max(axis=1), -SURE, SURE).tolist()
    return found


def _is_byline(sheet: Sheet, i: int) -> bool:
    """Names with a role on a line of their own are a byline, but for one inside a sentence."""
    shape = sheet.shapes[i]
    if shape.byline < 2:
        return False
    return bool(shape.gap or shape.mark) or not i or sheet.shapes[i - 1].end in (0, 2, 4)


def _best_path(odds: Matrix, steps: Matrix) -> list[int]:
    """Viterbi: the path of the highest sum of log-odds and log-probabilities of its steps.

    A tag so far ahead that no step makes up for it is the one that all paths come from.
    """
    onto: list[list[float]] = steps[:-1].tolist()
    into: list[list[float]] = steps[:-1].T.tolist()
    ahead: list[float] = [float((steps[:-1] - way).max()) + _ROUNDING for way in steps[:-1]]
    best: list[float] = (odds[0] + steps[-1]).tolist()
    came: list[int | list[float]] = []
    for row in odds[1:].tolist():
        *_, second, most = sorted(best)
        tag = best.index(most)
        if most - second > ahead[tag]:
            came.append(tag)
            reach = [most + step for step in onto[tag]]
        else:
            came.append(best)
            a, b, c, d, e = best
            reach = [max(a + p, b + q, c + r, d + s, e + t) for p, q, r, s, t in into]
        best = list(map(add, reach, row))
    path = [best.index(max(best))]
    for way in reversed(came):
        path.append(way if isinstance(way, int) else _from(way, into[path[-1]]))
    return path[::-1]


def _from(best: Sequence[float], steps: Sequence[float]) -> int:
    """The tag of the line above from which a step leads to the highest sum."""
    ways = list(map(add, best, steps))
    return ways.index(max(ways))


def make_blocks(sheet: Sheet) -> tuple[Block, ...]:
    """One block a title, byline or piece of a paragraph; a paragraph cut by a gap is two blocks."""
    groups: list[tuple[Tag, bool, list[int]]] = []
    tags, sure = tag_lines(sheet)
    for i, tag in enumerate(tags):
        if groups and _goes_into(groups[-1][0], tag, sheet.lines[i].gap):
            groups[-1][2].append(i)
            continue
        first = _FIRST.get(tag, tag)
        groups.append((first, tag is Tag.GOES_ON, [i]))
    return tuple(_block(sheet, *group, sure) for group in groups)


def _goes_into(first: Tag, tag: Tag, gap: int) -> bool:
    """Whether a line is the next of a group; a gap ends a piece of a paragraph."""
    if tag is Tag.TITLE_GOES_ON:
        return first is Tag.TITLE
    return tag is Tag.GOES_ON and first is Tag.PARAGRAPH and not gap


def _block(
    sheet: Sheet, tag: Tag, goes_on: bool, members: Sequence[int], sureness: Sequence[float]
) -> Block:
    lines: list[Line] = [sheet.lines[i] for i in members]
    narrow = any(sheet.narrow[i] for i in members)
    return make_block(
        lines,
        join_lines(line.text for line in lines),
        narrow=narrow,
        kind=_KINDS[tag],
        goes_on=goes_on,
        sure=min(sureness[i] for i in members),
        parts=[sheet.texts[i] for i in members],
    )
