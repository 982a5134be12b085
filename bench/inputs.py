"""What the parser is timed and fuzzed with: delivered pages, and units of odd text to repeat.

``read_pages(Path("../shared/pages"))`` falls back to the samples of the project.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PAGES = Path("../shared/pages")
SAMPLES = Path("archive/samples")
PROSE = "城西公园添了一座石桥，附近的居民早晨从桥上走过去买菜，傍晚又沿着河岸慢慢走回来。"
_BARE = PROSE.replace("，", "").replace("。", "")
_LEAD = "本报讯（记者 王小雨）"


def read_pages(folder: Path = PAGES) -> list[bytes]:
    """Every text file below the folder, or below the project's samples where it is absent."""
    found = sorted(folder.rglob("*.txt")) or sorted(SAMPLES.rglob("*.txt"))
    return [path.read_bytes() for path in found]


def _titles(gap: str) -> str:
    return "".join(f"{_BARE[i % 20 : i % 20 + 6 + i % 5]}{i}{gap}" for i in range(100))


#: Units that are repeated to any length; each is odd in one way.
ODD: Mapping[str, str] = {
    "one long line without stops": _BARE,
    "one long line of sentences": PROSE,
    "titles apart": _titles("\n\n"),
    "titles in a block": _titles("\n"),
    "titles with lead-ins": "".join(f"{_BARE[i : i + 10]}\n{_LEAD}{PROSE}\n" for i in range(15)),
    "marked titles": f"# 城西公园添新桥\n\n{PROSE}\n\n",
    "texts without titles": f"{_LEAD}{_BARE}\n\n",
    "two titles a line": "".join(f"{_BARE[i:][:6]} {_BARE[i + 3 :][:6]}\n\n" for i in range(15)),
    "bylines": "□本报记者 王小雨 李大山\n",
    "bylines in text": f"□本报记者 王小雨\n\n{PROSE}\n\n",
    "# in one line": "#",
    "# on lines of twenty": "####################\n",
    "digits in one line": "0123456789",
    "figures": "2024年占比 12.5%\n合计 3700 万元\n",
    "half-wrapped lines": "".join(f"{_BARE[:16]}\n" if i % 3 else f"{PROSE}\n" for i in range(9)),
    "interleaved columns": "".join(f"{_BARE[:14]}\n" if i % 4 else f"{PROSE}\n" for i in range(8)),
    "open brackets": "（记者 ",
    "deep brackets": "（" * 40 + "）" * 40,
    "closing marks": "”",
    "white space": " \u3000\t",
    "blank lines": "\n\n\n\n\n",
    "spaced letters": "字 ",
    "dates": "2024年3月5日 星期二\n",
    "folios": "第03版 要闻\n\n",
    "page marks": f"第03版 要闻\n\n{PROSE}\n\n第04版 综合\n\n{PROSE}\n\n",
    "rules": "================\n",
    "form feeds": f"\f{PROSE}\n",
    "captions": f"图为市民在园中散步。 林木 摄\n\n{PROSE}\n\n",
    "labels": f"特写\n\n城西公园添新桥\n\n{PROSE}\n\n",
    "jump lines": "（下转第2版）\n（上接第1版）\n",
    "teasers": "城西公园添新桥\n详见第4版\n\n",
    "repeated paragraphs": f"{PROSE}{PROSE}\n\n",
    "wide gaps in brackets": "(" + " " * 70 + "字\n\n",
    "wide gaps before a role": "记者/" + " " * 70 + "字\n\n",
    "wide gaps in dates and page marks": f"2024{' ' * 60}年\n\n城西公园{' ' * 60}版\n\n",
    "untitled texts between titles": (
        f"{_BARE[:6]} {_BARE[9:15]}\n\n{PROSE}\n\n■ 本报记者 王小雨\n\n{_BARE}\n\n"
        f"■ 本报记者 陈青\n\n{_BARE}\n\n"
    ),
    "Latin words": "The quick brown fox jumps over the lazy dog. ",
}


def stretch(unit: str, size: int) -> bytes:
    """The unit repeated up to so many bytes of UTF-8, with a letter so that it is not blank."""
    repeated = "桥" + unit * (size // len(unit.encode()) + 1)
    return repeated.encode()[:size].decode(errors="ignore").encode()
