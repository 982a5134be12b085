"""Names of a byline (署名) with the roles printed for them.

>>> [(c.name, c.role) for c in parse_names("记者王晓明李丽 通讯员 赵刚")]
[('王晓明', '记者'), ('李丽', '记者'), ('赵刚', '通讯员')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archive.parsing.names import SURNAMES, is_name, is_transliterated, split_run
from archive.parsing.records import Credit
from archive.parsing.text import HAN, fold

_H = f"[{HAN}]"
HOUSE = (
    rf"(?:本报|本刊|本社|本台|新华社|中新社|新华网|人民网|中新网|央视"
    rf"|[{HAN}·]{{2,10}}?(?:日报|晚报|晨报|早报|时报|都市报|新报|商报|快报|新闻|融媒|壹点|客户端|网))"
)
#: Reporters of any desk are 记者; the other roles stay as printed.
_REPORTER = re.compile(
    rf"^(?:(?:全媒体|融媒体|融媒|首席|特派|高级|主任|文字|驻{_H}{{1,6}}?)+记者|记者)$"
)
ROLES = (
    r"(?:全媒体|融媒体|融媒|首席|特派|高级|主任|文字|摄影|实习|见习|特约)*记者"
    rf"|驻{_H}{{1,4}}?(?:首席|特派)?记者|特约通讯员|通讯员|实习生|特约评论员|评论员|特约撰稿人?|特约摄影师"
    "|摄影报道|摄影|供图|供稿|制图|绘图|图片|文字|编译|整理|采写|执笔|作者|撰文|撰稿|报道员|记录|口述|漫画|插画"
    "|书法|翻译|译者?|主持人?|剪辑|出镜|策划|统筹|执行|视频|编辑|设计|海报|校对"
)
#: A text with none of these characters names no role: each role above has one, 文 图 摄 too.
_OF_ROLES = frozenset("者员生稿影图字译理写笔文道录述画法持辑镜划筹行频计报对摄</＜／")
#: Who makes a page, not its text: alone they make no byline.
_MAKERS = frozenset(
    {"策划", "统筹", "执行", "视频", "编辑", "设计", "海报", "剪辑", "校对", "主持"}
)
_ROLE = re.compile(rf"{HOUSE}?(?:报道组)?(?P<role>{ROLES})[:/]?")
_INNER_ROLE = re.compile(
    r"(?:本报|本刊|新华社)?(?:(?:全媒体|融媒体|融媒|首席|特派|高级|实习|见习|特约|摄影|文字)*记者|特约通讯员|通讯员|实习生|摄影)"
)
_PHOTO = {"摄影报道", "摄影", "摄", "供图", "图", "图片", "摄影记者", "特约摄影师"}
_TAILS = frozenset(
    re.findall(
        r"[^|]+",
        "摄影报道|报道摄影|图文报道|文图|图文|文摄|摄文|报道|摄影|摄|供图|整理|编译|综合|撰文|文|图|电",
    )
)
_LONG_TAIL = re.compile(
    r"^(?P<names>.{2,}?)(?P<tail>摄影报道|图文报道|文图|图文|报道|摄影|供图|整理|编译|摄)$"
)
_LEADING_TAILS = frozenset({"摄影", "撰文", "整理", "编译", "供图", "摄影报道"})
_KEEPING_TAILS = frozenset({"整理", "编译"})
#: 文/图 for one who wrote and took the pictures; 文/甲 图/乙 and 甲/文 乙/图 part them.
_BOTH = re.compile(
    r"(?<![/\w])(文|图|摄)\s?[/、]\s?(文|图|摄影?)(?=[\s,、]|$)|(?<=[\u4e00-\u9fff])(文|图|摄)/(文|图|摄影?)(?=[\s,、]|$)"
)
_BEFORE = re.compile(rf"(?<!{_H})(?P<what>撰文|摄影|文字|图片|供图|文|图|摄)\s?[/:|]\s?")
_AFTER = re.compile(r"\s?/\s?(?P<what>摄影|撰文|供图|报道|文|图|摄)(?=[\s、,]|$)")
_FROM = re.compile(rf"\s*发自{_H}{{2,6}}$")
_COUNTRY = re.compile(rf"[\[(〔【]{_H}{{1,3}}[\])〕】](?={_H})")
_UNIT = re.compile(rf"(?<={_H})\s?\([^()\d]{{3,20}}\)")
_NOT_NAMES = frozenset(
    re.findall(
        r"[^|]+",
        "本报讯|报道|近日|日前|记者|通讯员|资料|图片|综合|新华社|本报|如下|公告|其中|以下"
        "|简称|试行|发布|单位|见图|图表|来源|本报综合|综合报道|参与采写|广告|声音|时间|地点|文化|经济|方便|马上|安全|高度|成果"
        "|全文|全国|全省|全市|高新区|开发区|万元|万人|温度|路况|公开|公示|公布|任务|任命|成立|成绩|安排|安装|方法|方案|明天|明年|时间|时代|计划",
    )
)
_BETWEEN = re.compile(r"[\s、,;。:：|/&◎□■●]+")
_WORD = re.compile(rf"[{HAN}·]+")
_LETTERS = frozenset("文图摄")
_BEFORE_SIGN, _AFTER_SIGN = "<", ">"


@dataclass(slots=True)
class _Reader:
    """Names read so far, and the role that holds for those to come."""

    credits: list[Credit] = field(default_factory=list)
    role: str = ""
    photo: bool = False
    #: Names from here on wait for the word behind them (甲 乙/图).
    open_from: int = 0
    sure: bool = True

    def add(self, name: str) -> None:
        self.credits.append(Credit(name, "摄影" if self.photo else self.role))

    def close(self, tail: str) -> None:
        """The word behind names is their role where none stands before; 甲/图 took the picture."""
        role = "摄影" if tail in _PHOTO else tail if tail in _KEEPING_TAILS else ""
        for i in range(self.open_from, len(self.credits)):
            credit = self.credits[i]
            parted = tail.startswith(_AFTER_SIGN) and tail[1:] in _PHOTO
            self.credits[i] = Credit(credit.name, "摄影" if parted else credit.role or role)
        self.open_from = len(self.credits)


@lru_cache(2048)
def parse_names(text: str) -> tuple[Credit, ...]:
    """Names with roles; () when anything in the text is neither.

    A role holds for all names after it until the next role (press convention). Names without
    any role must open with known family names.
    """
    if len(text) > 200:
        return ()
    reader = _Reader()
    tokens = _tokens(text)
    for i, token in enumerate(tokens):
        if not _read(reader, token, last=i == len(tokens) - 1):
            return ()
    named = tuple(dict.fromkeys(reader.credits))
    told = any(credit.role for credit in named) or "文" in tokens or reader.photo
    return named if told or all(is_name(credit.name) for credit in named) else ()


def may_name_role(text: str) -> bool:
    """Whether the text has a character of a role; without one it need not be read for roles."""
    return not _OF_ROLES.isdisjoint(text)


def normalize_role(role: str) -> str:
    """全媒体记者 and its like are 记者, 摄影报道 is 摄影; other roles stay."""
    if _REPORTER.match(role):
        return "记者"
    return "摄影" if role in _PHOTO else role


def makes_byline(named: Sequence[Credit]) -> bool:
    """Whether any of the names wrote or photographed: editors and designers alone did not."""
    return any(credit.role and credit.role not in _MAKERS for credit in named)


def _read(reader: _Reader, token: str, *, last: bool) -> bool:
    """Take one token in; False where it is neither role nor name."""
    if token.startswith(_BEFORE_SIGN):
        word = token[1:]
        reader.photo = word in _PHOTO
        reader.role = normalize_role(word) if len(word) > 1 else reader.role
        reader.open_from = len(reader.credits)
        return True
    if token.startswith(_AFTER_SIGN):
        reader.close(token)
        return bool(reader.credits)
    if token in _TAILS:
        return _read_tail(reader, token, last=last)
    found = _ROLE.match(token)
    if found:
        rest = token[found.end() :]
        reader.role, reader.open_from = normalize_role(found["role"]), len(reader.credits)
        return not rest or _read_names(reader, rest, joined=found[0][-1] not in ":/")
    return _read_names(reader, token, joined=False)


def _read_tail(reader: _Reader, tail: str, *, last: bool) -> bool:
    """甲 乙 摄 closes the names before it; 摄影 甲 乙 is a role for those behind it."""
    leads = not last and tail in _LEADING_TAILS
    if reader.credits and not leads:
        reader.close(tail)
        return True
    if leads:
        reader.role, reader.open_from = normalize_role(tail), len(reader.credits)
    return not last


def _read_names(reader: _Reader, text: str, *, joined: bool) -> bool:
    """One name, or several run together, with a role or the word behind them joined on."""
    inner = _INNER_ROLE.search(text, 2)
    if inner and inner.end() < len(text) and not _is_one_name(text):
        before, after = text[: inner.start()], text[inner.start() :]
        return _read_names(reader, before, joined=joined) and _read(reader, after, last=False)
    if _is_one_name(text):
        reader.add(text)
        return True
    tail = _LONG_TAIL.match(text)
    if tail and _read_names(reader, tail["names"], joined=joined):
        reader.close(tail["tail"])
        return True
    run = split_run(text)
    for name in run:
        reader.add(name)
    spaced = not run and not joined and bool(reader.role) and len(text) == 4
    if spaced and text not in _NOT_NAMES and _WORD.fullmatch(text):
        reader.add(text)
        return True
    return bool(run)


def _is_one_name(text: str) -> bool:
    if not _WORD.fullmatch(text) or text in _NOT_NAMES:
        return False
    if "·" in text:
        return len(text) <= 20 and all(text.split("·"))
    return 2 <= len(text) <= 3 or is_name(text) or is_transliterated(text)


def _tokens(text: str) -> list[str]:
    folded = _FROM.sub("", _COUNTRY.sub("", fold(text).strip()))
    folded = _UNIT.sub(" ", folded)
    folded = _BOTH.sub(" 文图 ", folded)
    folded = _AFTER.sub(lambda m: f" {_AFTER_SIGN}{m['what']} ", folded)
    folded = _BEFORE.sub(lambda m: f" {_BEFORE_SIGN}{m['what']} ", folded)
    raw = [t for t in _BETWEEN.split(folded) if t]
    return list(_mark_letters(_join_spaced_names(raw)))


def _mark_letters(tokens: Sequence[str]) -> Iterator[str]:
    """文 and 图 that part the names: before them where one stands first, else behind them."""
    letters = [token for token in tokens if token in _LETTERS]
    sign = _BEFORE_SIGN if tokens and tokens[0] in _LETTERS else _AFTER_SIGN
    parted = sign == _BEFORE_SIGN or len(letters) > 1
    for token in tokens:
        yield sign + token if parted and token in _LETTERS else token


def _join_spaced_names(tokens: Sequence[str]) -> list[str]:
    """张 燕, set wide to fill three places, and 辛家 民, cut by a space, are one name each."""
    out: list[str] = []
    run: list[str] = []
    for piece in [*tokens, ""]:
        if len(piece) == 1 and (piece not in "文图摄电" or (len(run) % 2 and run[-1] in SURNAMES)):
            run.append(piece)
            continue
        if run:
            _join_run(out, run)
            run = []
        if piece:
            out.append(piece)
    return out


def _join_run(out: list[str], run: list[str]) -> None:
    """Single characters in a row: the first may end the name before, the others pair up."""
    short = bool(out) and len(out[-1]) == 2 and out[-1][0] in SURNAMES
    if short and (len(run) % 2 or run[0] not in SURNAMES):
        out[-1] += run.pop(0)
    out += ["".join(run[i : i + 2]) for i in range(0, len(run), 2)]
