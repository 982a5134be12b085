"""Invented stories, and how a text layer sets them: lines of one width, gaps and indents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.parsing.blocks import Block, Kind

#: Characters that may not open a line.
_CLOSERS = "，。、；：？！）”》"

PARK = (
    "本报讯（记者王小雨）3月5日，城西公园向市民开放。园里种着两百棵银杏，还有一条两公里长的步道，"
    "孩子们跑过石桥，老人在湖边的长椅上聊天，湖水比往年清了许多。",
    "公园不设围墙，夜里亮灯到十点。附近居民说，散步的地方近了，车也少了，孩子写完作业就能下楼，"
    "周末还能在书亭里借书看。",
    "第二期工程四月开工，将新建三处小广场和一座书亭，年底前全部建成并向市民免费开放，"
    "欢迎大家前来游玩并提出建议。",
)
CLINIC = (
    "本报讯（记者陈青）市第二医院的夜间门诊添了两个诊室，看完病可以直接在院内取药，"
    "陪诊的志愿者每晚守到十点，药费照旧报销。",
    "门诊部主任介绍，夜里来看病的多是孩子和老人，过去要跑到城东的急诊排队，现在走路十分钟就到，"
    "平均等候时间缩短了一半。",
)
TRAIN = (
    "本报讯（记者周平）铁路部门昨日调整列车运行图，早晚各多开一趟去省城的车，票价没有变化，"
    "在省城上班的人可以当天往返。",
    "车站新开了南侧的进站口，乘客不必再绕过货场，从公交站走到站台只要五分钟，候车室也添了热水和充电座。",
)


def wrap(text: str, measure: int = 16, indent: str = "", set_in: int = 0) -> list[str]:
    """Set a paragraph in lines of one width; the first is shorter by ``set_in`` characters."""
    lines: list[str] = []
    room = measure - set_in
    while text:
        end = room + 1 if text[room : room + 1] in tuple(_CLOSERS) else room
        lines.append(text[:end])
        text, room = text[end:], measure
    return [indent + lines[0], *lines[1:]]


def set_page(
    articles: Sequence[tuple[Sequence[str], Sequence[str]]],
    measure: int = 16,
    *,
    gaps: bool = True,
    indent: str = "",
    set_in: int = 2,
) -> str:
    """A page of hard-wrapped lines: (title lines, paragraphs) one below the other."""
    return "\n".join(_lines(articles, measure, gaps, indent, set_in)).strip("\n")


def _lines(
    articles: Sequence[tuple[Sequence[str], Sequence[str]]],
    measure: int,
    gaps: bool,
    indent: str,
    set_in: int,
) -> Iterator[str]:
    for titles, paragraphs in articles:
        yield from ("", *titles, "")
        for text in paragraphs:
            yield from wrap(text, measure, indent, set_in)
            if gaps:
                yield ""


def block(text: str, kind: Kind = Kind.BODY, mark: str = "", line: int = 1, gap: int = 1) -> Block:
    """A block that fills one line."""
    return Block(text, mark, (line,), gap, parts=(text,), kind=kind)


def blocks(*told: tuple[str, Kind] | tuple[str, Kind, str]) -> list[Block]:
    """Blocks one below the other with a blank line between, from (text, kind[, mark])."""
    return [
        block(text, kind, mark[0] if mark else "", line)
        for line, (text, kind, *mark) in enumerate(told, 1)
    ]
