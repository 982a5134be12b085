"""Lines in small print: editors' names (colophon), contacts, imprint, weather, teasers, codes.

>>> is_colophon_line("责任编辑:周平 版式:李倩"), is_colophon_line("编辑手记")
(True, False)
"""

from __future__ import annotations

import re

from archive.parsing.dates import find_dates
from archive.parsing.names import is_name
from archive.parsing.parts import EDITOR_ROLE, plain
from archive.parsing.text import HAN, fold, split_mark, width

_LONGEST = 70
_COLOPHON = re.compile(
    rf"^(?:今日|本期|本版)?(?:{EDITOR_ROLE})(?:\s?[:/|]\s?|\s+)[{HAN}](?:\s?[{HAN}]){{0,3}}(?=[\s、,;|:/(0-9■□]|$)"
    rf"|^(?:责任编辑|本版编辑|本版责编|责编)(?P<joined>[{HAN}]{{2,4}})(?=[\s、,;|(]|$)"
)
#: Every role of an editor has one of these characters.
_OF_EDITORS = frozenset("值责编版美校组审统图视总主读社检签")
_CONTACT = re.compile(
    r"^(?:(?:新闻|投稿|联系|编辑部|报料|爆料)*(?:电话|热线|邮箱|传真|信箱)|E-?mail|投稿信箱)\s?[::(][^。]{0,50}$",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"(?:社\s?址|本报地址|报社地址|地\s?址|邮\s?编|邮政编码|定\s?价|零售价?|月价|年价|印\s?刷|印刷厂|承印|许可证号?|发行部?|法律顾问|监督电话|投递|订阅"
    r"|总机|传真|邮箱|电子信箱|网址|QQ|电话|热线|值班|广告部?|编辑部|办公室)(?:\s?:|\s?[\d(])"
)
_WEATHER = re.compile(r"℃|°C|多云|晴|阴|雨|雪|[东南西北]风|级|气温|最高|最低|白天|夜间")
_SURE_WEATHER = ("℃", "°", "气温")
_PAGE = r"第?\s?(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,2})\s?版"
_TEASER_PAGE = re.compile(rf"^[\s>▶►》→(\[【]*(?:详见|见|导读|请看|刊|转)?\s?{_PAGE}[\s<◀)\]】]*$")
_TEASER_LINE = re.compile(rf"^[^。]{{4,40}}?[>▶►》→…(\[【\s]++(?:详见|见|请看)?\s?{_PAGE}[)\]】]?$")
#: What lies behind a code; 扫码 alone also opens headlines (扫码点餐…).
_BEHIND = (
    "视频|更多|全文|详情|详细|报道|直播|图集|海报|客户端|公众号|小程序|音频|电子报|数字报|解读|精彩|内容"
    "|下载|关注|有声"
)
_CODE = re.compile(
    rf"^(?:[{HAN}“”《》]{{0,12}}(?:二维码|扫一扫)|[{HAN}“”《》,]{{0,10}}(?:扫码|扫一扫|扫描|微信扫|长按识别)"
    rf"[{HAN}“”《》、]{{0,14}}(?:{_BEHIND})[{HAN}“”《》]{{0,8}})!?$"
)
_PAGE_MARK = re.compile(r"^[\s=＝—_*~-]{5,}$")
_AD_LABELS = frozenset({"广告", "公益广告", "分类广告", "形象广告"})


def is_colophon_line(text: str) -> bool:
    """A line of editors' names; rests on an editor's role at its start and a name after it."""
    if len(text) > 2 * _LONGEST or "。" in text or _OF_EDITORS.isdisjoint(text):
        return False
    line = plain(text).strip(" ()■□◆●")
    found = _COLOPHON.match(line) if width(line) <= _LONGEST else None
    return found is not None and (found["joined"] is None or is_name(found["joined"]))


def is_contact_line(text: str) -> bool:
    """A telephone or mail address alone on its line, as editors print below their names."""
    if len(text) > 80:
        return False
    folded = fold(split_mark(text)[1]).strip()
    return bool(_CONTACT.match(folded)) and any(c.isdigit() or c == "@" for c in folded)


def is_imprint_line(text: str) -> bool:
    """The publisher's addresses and prices; rests on three of their captions in one line.

    >>> is_imprint_line("社址:城关路1号 邮编:100000 电话:0531-0000000")
    True
    """
    if not any(map(text.count, ":：﹕∶")):
        return False
    return len(_IMPRINT.findall(fold(text))) >= 3


def is_code_line(text: str) -> bool:
    """The caption of a QR code alone on its line: 扫码看视频."""
    return len(text) <= 40 and any(map(text.count, "码扫按")) and bool(_CODE.match(plain(text)))


def is_ad_label(text: str) -> bool:
    """The word that marks what stands below as an advertisement."""
    return len(text) <= 16 and "告" in text and plain(text).strip(" ·【】[]()■") in _AD_LABELS


def is_weather_line(text: str) -> bool:
    """A forecast in brief: short, and full of weather's words."""
    if len(text) > 2 * _LONGEST or not any(map(text.count, _SURE_WEATHER)):
        return False
    folded = fold(text).strip()
    words = set(_WEATHER.findall(folded))
    return width(folded) <= _LONGEST and len(words) >= 3 and bool({"℃", "°C", "气温"} & words)


def is_teaser_page(text: str) -> bool:
    """A page reference alone on its line, below the headline of a teaser (导读)."""
    return len(text) <= 24 and "版" in text and bool(_TEASER_PAGE.match(fold(text).strip()))


def is_teaser_line(text: str) -> bool:
    """A headline with the page where its article stands."""
    if "版" not in text or width(text) > 40:
        return False
    folded = fold(text).strip()
    # 原载…2024年3月6日第3版 tells where a text was taken from.
    return bool(_TEASER_LINE.match(folded)) and next(find_dates(folded), None) is None


def is_rule(text: str) -> bool:
    """A drawn line, as text exports put between two pages."""
    return bool(_PAGE_MARK.match(text)) and len(text.strip()) >= 5
