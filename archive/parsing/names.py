"""Chinese personal names: told from other words, and from one another where no space parts them.

>>> split_run("张三李四")
('张三', '李四')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from archive.parsing.text import HAN

#: The commonest family names, about nine in ten of all people (2020 census), by frequency.
_FIRST = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_SECOND = (
    "郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦"
    "邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
_THIRD = (
    "萧傅阎樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂丛焦柳邢路岳齐沿梅庄辛管祝左涂谷康易乔赖文庞齐庄岑戚"
    "祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华"
    "汤骆佟喻娄桑冉苑盖蒲苟晏岑鞠仇楚曾褚柏穆宫连邸亢蔺阚滕冀房党窦牟桑褚占郎丘邬边屠蓝闻臧敖原习仲燕虞荆晋国车伊池卞"
    "计候阴巩初商代谈缪裘谌尚迟逯鄢危寇巫乌印怀虎门扈仝荣储宗应刁宣邰贡相郁卓利仉那佘冷晁郜郗栗嵇麻古胥撒咸沙尧鹿"
    "亓逄矫昝綦禚笪闵芮靖闾揭竺瞿茅宓牧衣郄甯奚敬隗呼由邝茹娜厉帅练鄯涉旦丰"
)
_WEIGHTS = dict.fromkeys(_THIRD, 1) | dict.fromkeys(_SECOND, 2) | dict.fromkeys(_FIRST, 3)
SURNAMES = frozenset(_WEIGHTS)
_COMPOUND = re.compile(
    "^(?:欧阳|上官|司马|诸葛|令狐|皇甫|尉迟|长孙|慕容|司徒|夏侯|东方|公孙|端木|轩辕|南宫|西门|独孤|宇文|呼延"
    "|澹台|鲜于)"
)
#: Characters that write the sounds of Uyghur, Kazakh, Tibetan and Mongol names.
_SOUNDS = frozenset(
    "阿卜杜买提吐尔逊艾力江古丽热依木孜娜卡迪合斯巴根乌云其格图雅仁苏日特扎西次卓玛旦增央措姆多吉索朗平洛桑拉吾布都如则麦"
    "克德尼帕沙玉赛哈萨比克肯别汗加那萨木伊米热甫帕孜莱赛提努尔兰叶达娅德勒额尔敦朝鲁娜布和色音毕力"
)
_WORD = re.compile(rf"[{HAN}·]+")
_RUN = re.compile(rf"^[{HAN}]{{4,12}}$")
_TRANSLITERATED = 0.8


def is_name(text: str) -> bool:
    """Whether the text may be one person's name: by its family name, or by its sounds."""
    if not 2 <= len(text) <= 8 or not _WORD.fullmatch(text):
        return False
    if "·" in text:
        return True
    if len(text) <= 3 and text[0] in SURNAMES:
        return True
    return bool(len(text) <= 4 and _COMPOUND.match(text)) or is_transliterated(text)


def is_transliterated(text: str) -> bool:
    """Whether the name writes the sounds of another language: 阿依古丽, 扎西次仁, 乌云其木格."""
    known = sum(map(_SOUNDS.__contains__, text))
    return len(text) >= 3 and known >= _TRANSLITERATED * len(text)


@lru_cache(2048)
def split_run(text: str) -> tuple[str, ...]:
    """The names of a run without spaces, or () where the family names do not tell them apart.

    Rests on names of two or three characters that open with a known family name; of several
    ways the one with the commonest family names and the most three-character names is taken.
    """
    if not _RUN.match(text) or is_transliterated(text):
        return ()
    ways = sorted(_ways(text), key=_weight, reverse=True)
    told = ways and len(ways[0]) > 1 and (len(ways) == 1 or _weight(ways[0]) > _weight(ways[1]))
    return ways[0] if told else ()


def _ways(text: str) -> Iterator[tuple[str, ...]]:
    if not text:
        yield ()
    for size in (2, 3, 4):
        name = text[:size]
        compound = _COMPOUND.match(name)
        fits = len(name) == size and (size in (3, 4) if compound else size < 4)
        if fits and (compound or name[0] in SURNAMES):
            for rest in _ways(text[size:]):
                yield (name, *rest)


def _weight(names: tuple[str, ...]) -> float:
    """Mean commonness of the family names; a given name of two characters is the commoner."""
    points = (
        4.0 if _COMPOUND.match(name) else _WEIGHTS[name[0]] + 0.75 * (len(name) == 3)
        for name in names
    )
    return sum(points) / len(names)
