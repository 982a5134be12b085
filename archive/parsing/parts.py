"""The parts that mastheads (报头) and folios (报眉) are made of, as patterns of press convention.

>>> [kind for kind, _ in read_parts("2024年3月6日 星期三 第35期 青石日报")]
['date', 'weekday', 'number', 'paper']
"""

from __future__ import annotations

import re
from functools import lru_cache

from archive.parsing.text import HAN, fold, split_mark

_H = f"[{HAN}]"
_PAPER_END = (
    "日报|晚报|晨报|时报|早报|都市报|商报|新报|快报|导报|晶报|周报|青年报|法治报|法制报|农民报|工人报"
    "|经济报|联合报|文化报|科技报|教育报|生活报|信息报|消费者报|特区报|侨报|民报|石油报|铁路报|矿工报"
    "|今报|电视报|健康报|老年报|政协报|卫生报|旅游报|体育报|金融报|劳动报|妇女报|少年报|民族报|农村报"
)
PAPER = re.compile(rf"{_H}{{2,8}}?(?:{_PAPER_END})")
#: What stands before a CN number varies; CN or 刊号 marks it, its first two digits are a province.
CN = re.compile(r"(?:CN\s?:?|刊\s?号\s?:?)\s?(\d{2})\s?[-—–－]{1,2}\s?(\d{4})(?!\d)", re.IGNORECASE)
#: 报 ends other words too.
ANY_PAPER = re.compile(rf"{_H}{{2,7}}(?<![简海喜情通公预汇申举回战捷警画学墙板填上播])报")
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
#: 第N期 counts the issues of a year or of all years; 总 or the longer number is the running one.
NUMBER = re.compile(
    r"(?:(?P<total>总|累计)\s?第?|第)\s?(?P<n>\d{1,6})\s?[期号](?![文线楼院院台令馆桥店])"
    r"|\bN[oO0]\s?[.:]?\s?(?P<no>\d{2,6})\b"
)
PAGES = re.compile(
    rf"(?:今日|本期|今天|本日|当日)\s?(?:共|出版|出)?\s?(?P<a>{_COUNT})\s?(?:大|个|对开)?版(?![本权图面])"
    rf"|共\s?(?P<b>{_COUNT})\s?个?版(?![本权图面])"
)
_YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○◯OoＯ0零一二三四五六七八九]{3})"
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_MONTH_NAME = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:出版日期\s?:?\s?)?(?:{_YEAR}\s{{0,2}}年\s{{0,2}}{_SMALL}\s{{0,2}}月\s{{0,2}}{_SMALL}"
    r"\s{0,2}(?:[日号]|(?=[\s(]*(?:星期|周)))"
    r"|(?<!\d)(?:19|20)\d{2}\s?[-./·—–]\s?\d{1,2}\s?[-./·—–]\s?\d{1,2}(?!\d)"
    r"|(?<!\d)(?:19|20)\d{2}[01]\d[0-3]\d(?!\d)|(?<!\d)(?:19|20)\d{2}\s+\d{1,2}[./-]\d{1,2}(?!\d)"
    rf"|\b{_MONTH_NAME}\s?\d{{1,2}}(?:st|nd|rd|th)?[,.\s]+(?:19|20)\d\d"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH_NAME}[,.\s]+(?:19|20)\d\d)"
)
_DATE_PIECE = (
    rf"(?<!\d){_YEAR}\s?年(?:\s?{_SMALL}\s?月)?(?=\s|$)|(?<!\d){_SMALL}\s?月\s?{_SMALL}\s?[日号](?=\s|$|星|周)"
    r"|(?<!\S)(?:(?:19|20)\d{2}(?:\s?[./]\s?\d{1,2})?|\d{1,2}\s?[./]\s?\d{1,2}|\d{1,2}\s?日|\d{1,2}\s?月)(?!\S)"
)
_WEEKDAY = (
    rf"[(]?(?:(?:星\s?期|礼拜)\s?[一二三四五六日天]|(?<!{_H})周[一二三四五六日天](?!{_H}))[)]?"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b,?"
)
_BRANCH = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"
_MOON = (
    r"闰?(?:正|[一二三四五六七八九冬腊]|十[一二]?)月(?:[大小]|初[一二三四五六七八九十]|十[一二三四五六七八九]"
    r"|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十|卅)?"
)
_TERM = (
    "立春|雨水|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪"
    "|大雪|冬至|小寒|大寒|今日|明日"
)
_LUNAR = rf"(?:(?:农历|夏历|阴历)\s?)?(?:{_BRANCH}(?:\({_H}\))?年|(?<=历){_YEAR}年)\s?(?:{_MOON})?"
_LUNAR_PIECE = rf"(?:农历|夏历|阴历)\s?{_MOON}|(?<!\S)(?:{_MOON})?\s?(?:{_TERM})?(?!\S)(?<=\S)"
_BODY = "(?:委员会|[市州地县区省盟旗]委)"
_RUNS = "(?:主管主办|主管|主办|承办|协办|出版|编辑|发行|机关报)"
_PUBLISHER = (
    rf"中共{_H}{{2,16}}?{_BODY}(?:(?:宣传部)?(?:、{_H}{{2,10}}政府)?{_RUNS}+|(?=\s|$))"
    rf"|(?:主管主办|编辑出版|主管|主办|出版|承办)(?:单位)?\s?:\s?"
    rf"(?:中共{_H}{{2,12}}|{_H}{{1,14}}(?:报社?|集团|传媒中心|融媒体中心))(?!{_H})"
    rf"|{_H}{{2,12}}?(?:报社|报业(?:传媒)?集团|传媒集团|融媒体中心|传媒中心)(?:有限(?:责任)?公司)?{_RUNS}*(?!{_H})"
    rf"|{_H}{{2,12}}?(?:报社|报业(?:传媒)?集团|传媒集团|融媒体中心|传媒中心)(?:有限(?:责任)?公司)?{_RUNS}+"
    rf"|{_H}{{2,16}}(?:主管主办|机关报)(?!{_H})"
)
EDITOR_ROLE = (
    "值班(?:总编辑?|副总编辑?|主任|编委|领导|编辑|社领导)?"
    "|本版(?:责任编辑|编辑|责编|主编|美编|主持|校对|版式|组版)|责任(?:编辑|校对|美编)|责编|责校|编辑|版式(?:设计)?"
    "|版面(?:设计|编辑)?|美编|美术编辑|校对|组版|审读|监审|统筹|排版|制图|图编|视觉(?:设计)?|检校|副总编辑?"
    "|总编辑?|主编|编审|审校|[一二]读|编委|(?:执行|首席|见习|图片|文字|视觉|助理)(?:主编|编辑|美编)"
    r"|(?:党委书记、)?社长|[一二三]审|[初复终]审|质检|审核|签发|[一二三四五六七八九十\d]{1,2}版(?:编辑|责编|主编|美编|校对|版式)"
)
_CONTACT = (
    r"(?:(?:新闻|投稿|联系|编辑部|报料|爆料|读者|监督|发行|广告|订报|投递|服务|值班|24小时)*(?:电话|热线|传真|邮编)|Tel)"
    r"\s?:?\s?(?:\(?\d{3,4}\)?\s?[-—]?\s?\d{7,8}|\d{5,12})(?!\d)(?:\s?[-—/转]\s?\d{1,8})?"
    r"|(?:(?:新闻|投稿|联系|编辑部|报料|电子)*(?:邮箱|信箱|投稿)\s?:?|E-?mail\s?:?)?\s?[\w.+-]{2,30}@[\w.-]{4,30}"
)
_ADDRESS = (
    rf"(?:{_H}{{2,10}}\s?:\s?)?(?:https?:\s?//|www\.)[A-Za-z0-9_./?=&%#-]+|(?<![\w.@-])[A-Za-z0-9-]+\.(?:com|net|org|cn)(?:\.cn)?(?![A-Za-z])"
    r"|(?:邮发|国外|国内|邮局)?代号\s?:?\s?[A-Z\d]{1,4}\s?[-—–]\s?[A-Z\d]{1,5}"
    r"|(?:国内|全国)统一(?:连续出版物|刊|连续)?号?\s?:?|出版物\s?号\s?:?|统一刊号\s?:?|国内刊号\s?:?|ISSN\s?[\dX-]*"
)
_QR = (
    rf"(?:扫码|扫一扫|扫描){_H}{{0,16}}|{_H}{{0,8}}二维码"
    rf"|{_H}{{0,8}}(?:客户端|微信公众号|公众号|官方微信|官方微博|视频号|抖音号?)(?:下载)?\s?:?\s?[@\w-]{{0,24}}"
)
#: What pages are called: a page's name ends in one of these (press convention).
PAGE_NAME = re.compile(
    rf"{_H}{{0,4}}[·/]?{_H}{{0,2}}(?:要闻|时政|综合|民生|社会|城事|都市|经济|财经|产经|文体|体育|文化|副刊|教育|健康|卫生|国内|国际|天下|中国"
    "|世界|时事|时评|评论|观点|理论|专题|专版|专刊|特刊|报道|县域|县区|区县|县市|乡村|三农|农业|农村|法治|政法|周刊|新闻|公告|广告|生活|旅游"
    "|娱乐|科技|读书|视觉|影像|摄影|深度|调查|热线|聚焦|焦点|关注|党建|区域|人物|人文|艺术|文艺|阅读|校园|少年|房产|楼市|汽车|车市|金融"
    "|证券|消费|商业|服务|便民|资讯|信息|文旅|历史|收藏|连载|家庭|情感|美食|本埠|本地|城市|社区|企业|工业|环保|生态|交通|两会|声音|专栏"
    "|振兴|导读|头版|封面|速览|纵横|视点|天地|园地|之窗|论坛|看台)"
)
_NAMES = (
    rf"{_H}{{2,4}}(?!{_H})(?:[\s、,]+(?!{PAGE_NAME.pattern}(?!{_H})){_H}{{2,3}}(?![{HAN}:/|·]))*"
)
_EDITORS = (
    rf"(?:今日|本期|本版)?(?:{EDITOR_ROLE})(?:\s?[:/|]\s?|\s+){_NAMES}"
    rf"|(?:{EDITOR_ROLE}){_H}{{2,3}}(?![{HAN}:])"
)
_AFTER_LABEL = rf"(?!\w)|(?={PAGE_NAME.pattern}(?!{_H}))"
_LABEL = (
    r"版[次面]\s?:?\s?[A-Z]?\d{1,2}(?:\s?版)?|(?<![A-Z\d])(?:(?:[A-D]叠\s?)?第\s?(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,3})\s?版"
    r"|[A-Z]\s?\d{1,2}(?:\s?[-—–~]\s?[A-Z]?\d{1,2})?(?:\s?版)?|\d{1,2}(?:[-—–~]\d{1,2})?\s?版)"
    rf"(?:{_AFTER_LABEL})"
)
_ENGLISH = (
    r"[A-Z][A-Z'’. ]{1,30}\b(?:DAILY|NEWS|TIMES|POST|MORNING|EVENING|HERALD|EXPRESS|WEEKLY|BAO)\b"
)
#: Words that mastheads, and the web pages made of them, print beside the sure parts.
_BESIDE = (
    r"(?:零售价?|每份(?:定价|零售)?|定价|零售每份)\s?:?\s?(?:人民币)?[\d.一二三四五六七八九十]+\s?[元角]?"
    rf"|每(?:周|逢|月|日|星期){_H}{{0,6}}(?:出版|发行|刊出)|版名\s?:|[上下]一[版期篇]|版权所有"
)
#: In order: of two that begin at one place the first is taken.
_KINDS = {
    "cn": CN.pattern,
    "date": _DATE,
    "lunar": _LUNAR,
    "pages": PAGES.pattern,
    "number": rf"(?:{_YEAR}年)?(?:{NUMBER.pattern})|第{_H}{{2,7}}期(?!{_H})",
    "editors": _EDITORS,
    "contact": _CONTACT,
    "publisher": _PUBLISHER,
    "address": _ADDRESS,
    "weekday": _WEEKDAY,
    "piece": _DATE_PIECE,
    "label": _LABEL,
    "qr": _QR,
    "paper": PAPER.pattern,
    "edition": "城市版|农村版|数字报|电子版|号外|周末版|海外版|增刊",
    "english": _ENGLISH,
    "moon": _LUNAR_PIECE,
    "beside": _BESIDE,
}
_PLAIN_GROUP = re.compile(r"\(\?P<\w+>|(?<!\\)\((?!\?)")
_PARTS = re.compile(
    "|".join(f"(?P<{kind}>{_PLAIN_GROUP.sub('(?:', p)})" for kind, p in _KINDS.items())
)
_LETTERSPACED = re.compile(rf"(?<!\S){_H}(?:\s+{_H}(?!\S))+")
_BETWEEN = re.compile(r"(?<=\d)·|·(?=\d)|[\s|,、:;/()\[\]【】《》■□◆●▲★~_*#=＝—-]+")

Part = tuple[str, str]


def plain(text: str) -> str:
    """The line as masthead patterns read it: half-width, unmarked, letterspaced words closed up.

    >>> plain("# 青 石 日 报　２０２４年")
    '青石日报 2024年'
    """
    folded = fold(split_mark(text)[1]).replace("**", "").strip()
    return _LETTERSPACED.sub(lambda run: re.sub(r"\s", "", run[0]), folded)


@lru_cache(4096)
def read_parts(text: str) -> tuple[Part, ...]:
    """The parts of a line in order, as (kind, words); what is none of them has the kind ""."""
    line = plain(text)
    parts: list[Part] = []
    end = 0
    for found in _PARTS.finditer(line):
        if found.end() == found.start():
            continue
        parts += _words(line[end : found.start()])
        parts.append((found.lastgroup or "", found[0].strip()))
        end = found.end()
    return (*parts, *_words(line[end:]))


def runs_on(text: str) -> bool:
    """Whether words that are no part stand joined to one, as they do in a sentence."""
    line = plain(text)
    end, kind = 0, ""
    for found in _PARTS.finditer(line):
        if found.end() == found.start():
            continue
        if _joined(line[end : found.start()], after=bool(kind)):
            return True
        end, kind = found.end(), found.lastgroup or ""
    return bool(kind) and bool(re.match(rf"{_H}", line[end:]))


def _joined(between: str, *, after: bool) -> bool:
    return bool(re.search(rf"{_H}$", between)) or (after and bool(re.match(_H, between)))


def _words(text: str) -> list[Part]:
    return [("", word.strip("·")) for word in _BETWEEN.split(text) if word.strip("·")]
