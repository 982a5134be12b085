"""Bylines (署名) and datelines (电头) into names with roles, agency, place and day.

>>> [(c.name, c.role) for c in parse_names("记者 王晓明 李丽 通讯员 赵刚")]
[('王晓明', '记者'), ('李丽', '记者'), ('赵刚', '通讯员')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.parsing.records import Credit
from archive.parsing.text import HAN, fold, split_mark, width

_HOUSE = r"(?:本报|本刊|本社|本台|新华社|中新社|新华网|人民网|中新网|央视)"
#: Reporters of any desk are 记者; the other roles stay as printed.
_REPORTER = re.compile(
    r"^(?:(?:全媒体|融媒体|融媒|首席|特派|高级|主任|驻[\u4e00-\u9fff]{1,6})记者|文字记者|记者)$"
)
_ROLES = (
    "全媒体记者|融媒体记者|融媒记者|首席记者|特派记者|高级记者|主任记者|文字记者|实习记者|见习记者|特约记者"
    "|摄影记者|驻[\u4e00-\u9fff]{1,4}记者|记者|特约通讯员|通讯员|实习生|特约评论员|评论员|特约撰稿人"
    "|特约摄影师|摄影报道|摄影|供图|供稿|制图|绘图|图片|文字|编译|整理|采写|执笔|作者|撰文|撰稿|报道员"
)
_ROLE = re.compile(rf"^{_HOUSE}?(?:报道组)?(?P<role>{_ROLES})[::]?(?P<rest>.*)$")
_NAME = re.compile(rf"^[{HAN}]{{2,4}}$|^[{HAN}]{{1,8}}·[{HAN}·]{{1,10}}$")
_TAIL_ROLES = re.compile(
    r"^(?P<names>.*?)\s?/?\s?(?P<tail>摄影报道|报道摄影|文/?图|图/?文|摄影|摄|报道|供图|文|图|电)$"
)
#: 文/甲 图/乙, the role before its name.
_SLASH_ROLE = re.compile(r"^(?P<tail>文|撰文|图|摄影)/(?P<name>.+)$")
_PHOTO = {"摄影报道", "摄影", "摄", "供图", "图", "图片", "摄影记者", "特约摄影师"}
_NOT_NAMES = frozenset(
    re.findall(
        r"[^|]+",
        "本报讯|报道|近日|日前|记者|通讯员|资料|图片|综合|新华社|本报|如下|公告|其中|以下"
        "|简称|试行|发布|单位|见图|图表|来源",
    )
)
_PLACE = rf"[{HAN}]{{2,8}}?"
_LEAD = re.compile(
    rf"^\s*(?:据)?(?:(?P<house>本报|本刊|新华社|新华网|中新社|中新网|中国新闻社|人民网|央视网|央广网|"
    rf"[{HAN}]{{2,6}}社)\s?(?P<place>{_PLACE})?\s?(?P<day>\d{{1,2}}月\d{{1,2}}日)?\s?(?P<end>讯|电)"
    rf"|(?P<again>又讯|又电|另讯))(?![{HAN}]{{0,1}}[影台视脑线])"
    r"\s*(?:[((](?P<names>[^()]{1,90})[)])?\s*"
)
_BARE_LEAD = re.compile(
    rf"^\s*(?:本报讯\s*)?[((](?P<names>(?:{_HOUSE})?(?:{_ROLES})[^()]{{2,90}})[)]"
)
_SAYS = re.compile(rf"^\s*本报讯\s+(?P<names>(?:{_ROLES})\s?[{HAN}\s、,]{{2,30}}?)\s?报道[::,]")
_SIGNATURE = re.compile(
    rf"(?<=[。!?…”\"])\s*(?P<all>[((]?\s*(?P<names>{_HOUSE}?(?:{_ROLES})[^。()]{{2,60}})[))]?)\s*$"
)
_SIGNATURE_PLAIN = re.compile(rf"(?<=[。!?…”\"])\s*[((](?P<names>[{HAN}·\s、]{{2,30}})[))]\s*$")
_PHOTO_END = re.compile(
    rf"(?:^|[。!?”)\s])\s*[((]?(?P<names>(?:{_HOUSE}?(?:{_ROLES})[\s]?)?[{HAN}·\s、]{{2,24}}?)"
    r"\s?(?P<tail>摄影报道|摄影|摄|供图)\s*[))]?\s*$"
)
_PHOTO_TAILS = ("摄影报道", "摄影", "摄", "供图")
#: The commonest family names, for telling a bare name from a short heading.
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔"
    "贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷"
    "祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """The lead-in of a first paragraph: 本报济南3月2日讯(记者 …)."""

    text: str
    agency: str = ""
    place: str = ""
    day: str = ""
    names: str = ""


def find_lead(text: str) -> Lead | None:
    """The lead-in that opens the paragraph, or None; rests on 讯/电 and its place at the start."""
    folded = fold(text[:200])
    found = _LEAD.match(folded)
    if found:
        house = found["house"] or ""
        return Lead(
            text=text[: found.end()],
            agency="" if house in ("", "本报", "本刊") else house,
            place=found["place"] or "",
            day=found["day"] or "",
            names=_only_names(found["names"]),
        )
    bare = _BARE_LEAD.match(folded) or _SAYS.match(folded)
    if bare and parse_names(bare["names"]):
        return Lead(text=text[: bare.end()], names=bare["names"])
    return None


def _only_names(text: str | None) -> str:
    """The text where it is names: with a role, or with a family name known as such."""
    names = parse_names(text) if text else ()
    known = any(c.role or c.name[0] in _SURNAMES for c in names)
    return text if text and known else ""


def parse_names(text: str) -> tuple[Credit, ...]:
    """Names with roles; () when anything in the text is neither.

    A role holds for all names after it until the next role (press convention).
    """
    found_names: list[Credit] = []
    role = ""
    for token in _tokens(text):
        found = _ROLE.match(token)
        if found:
            role, token = normalize_role(found["role"]), found["rest"].strip()
            if not token:
                continue
        before = _SLASH_ROLE.match(token)
        name, tail = (before["name"], before["tail"]) if before else _split_tail(token)
        if tail and not name:
            found_names = _add_role(found_names, tail, role)
            continue
        if not _NAME.match(name) or name in _NOT_NAMES:
            return ()
        found_names.append(Credit(name, _tail_role(tail) or role))
    return tuple(dict.fromkeys(found_names))


def normalize_role(role: str) -> str:
    """全媒体记者 and its like are 记者, 摄影报道 is 摄影; other roles stay."""
    if _REPORTER.match(role):
        return "记者"
    return "摄影" if role in _PHOTO else role


def _tail_role(tail: str) -> str:
    return "摄影" if tail in _PHOTO else ""


def _add_role(names: list[Credit], tail: str, role: str) -> list[Credit]:
    """甲 乙 摄: the word after the names is their role where none stands before."""
    if role or not _tail_role(tail):
        return names
    return [Credit(c.name, c.role or _tail_role(tail)) for c in names]


def _split_tail(token: str) -> tuple[str, str]:
    found = _TAIL_ROLES.match(token)
    if not found or len(found["names"]) == 1:
        return token, ""
    # 陈文、李图 are names: a one-letter role needs its slash or a three-letter name before it.
    if len(found["tail"]) == 1 and "/" not in token and found["tail"] != "摄" and found["names"]:
        return token, ""
    return found["names"].strip(" /"), found["tail"]


def _tokens(text: str) -> list[str]:
    folded = "/".join(part.strip() for part in fold(text).split("/"))
    folded = folded.replace("/文 ", "/文、").replace("/图 ", "/图、")
    raw = [t for t in re.split(r"[\s、,;。:：|]+", folded) if t]
    return _join_spaced_names(raw)


def _join_spaced_names(tokens: list[str]) -> list[str]:
    """张 燕, set wide to fill three places, is one name."""
    out: list[str] = []
    for piece in tokens:
        previous = out[-1] if out else ""
        if len(piece) == 1 and len(previous) == 1 and piece not in "文图摄电":
            out[-1] = previous + piece
        else:
            out.append(piece)
    return out


def is_byline_line(text: str) -> bool:
    """Whether the line is a byline and nothing else: marked, or with a role, then only names."""
    mark, bare = split_mark(text)
    if width(bare) > 40 or not bare:
        return False
    names = parse_names(strip_parens(bare))
    return bool(names) and (has_role(bare) or mark in ("■", "□", "◆", "●") or "/" in bare)


def is_bare_name(text: str) -> bool:
    """Whether the line may be one author's name; rests on length and the commonest surnames."""
    bare = re.sub(r"\s", "", fold(text))
    return 2 <= len(bare) <= 4 and bare[0] in _SURNAMES and bool(_NAME.match(bare))


def has_role(text: str) -> bool:
    """Whether any name of the byline has a role printed."""
    return any(credit.role for credit in parse_names(strip_parens(split_mark(text)[1])))


def strip_parens(text: str) -> str:
    """The text without parentheses around the whole."""
    folded = fold(text).strip()
    enclosed = folded.startswith("(") and folded.endswith(")")
    return folded[1:-1].strip() if enclosed else folded


def find_signature(text: str) -> str:
    """The names that close the last paragraph, as printed, or "".

    Rests on a role word after the last full stop; names alone count only in parentheses.
    """
    tail = text[-90:]
    folded = fold(tail)
    found = _SIGNATURE.search(folded) or _SIGNATURE_PLAIN.search(folded)
    if found and _only_names(found["names"]):
        return tail[found.start("names") : found.end("names")].strip()
    return ""


def find_photo_credit(text: str) -> str:
    """The photographer's credit that closes a caption (甲 乙 摄), or ""."""
    tail = text[-50:]
    if not fold(tail).rstrip().rstrip(")").rstrip().endswith(_PHOTO_TAILS):
        return ""
    found = _PHOTO_END.search(fold(tail))
    if found and parse_names(found["names"] + " " + found["tail"]):
        return tail[found.start("names") : found.end("tail")].strip()
    return ""
