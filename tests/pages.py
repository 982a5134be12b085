"""Page texts for tests, printed as an OCR model would give them."""

from __future__ import annotations

from archive.deliveries import Delivery

STORIES = {
    "滨河步道下月完工": (
        "本报讯(记者 林若溪)记者昨日从市园林部门获悉,全长六公里的滨河步道已完成路面铺装,"
        "预计下月底全线开放。步道沿线设有十二处休息亭。",
        "施工负责人介绍,步道两侧新栽了柳树和海棠,夜间照明采用节能灯具,方便市民晚饭后散步。",
    ),
    "农技员进大棚教剪枝": (
        "本报讯(记者 高远 通讯员 施小满)连日来,镇上的农技员走进樱桃大棚,手把手教果农修剪枝条,"
        "今年的挂果期比往年提前了一周。",
        "种了八亩樱桃的果农说,去年学会了控水,果子个头匀称,收购价也高了一些。",
    ),
    "少年宫周末开放天文台": (
        "本报讯(记者 林若溪)从本周六起,少年宫屋顶的小天文台向学生免费开放,每晚接待四十人,"
        "需要提前一天电话预约。",
        "辅导老师提醒,观星要穿暖和一些的衣服,不要使用手电筒直射镜头。",
    ),
}


def masthead(
    *, paper: str = "岱下晚报", day: str = "2025年4月18日 星期五", number: int = 3120
) -> str:
    """The name block of a first page."""
    return f"{paper}社出版\n\n{day}\n\n国内统一刊号 CN37-9911 第{number}期 今日四版\n"


def story(headline: str, *paragraphs: str) -> str:
    """One article with a marked headline."""
    return "\n\n".join([f"# {headline}", *(paragraphs or STORIES[headline])])


def page_text(*headlines: str, head: str | None = None) -> str:
    """A first page with the named stories, all of them unless some are named."""
    stories = [story(headline) for headline in headlines or STORIES]
    return "\n\n".join([masthead() if head is None else head, *stories]) + "\n"


def delivery(text: str | None = None, name: str = "page.txt") -> Delivery:
    """The page as a delivered file."""
    return Delivery(name, (page_text() if text is None else text).encode())
