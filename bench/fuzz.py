"""Fuzzes the parser: ``python -m bench.fuzz [--count 200000] [--seed 20261122] [--jobs 1]``.

Every input is made from the seed and its number alone, so that ``--only NUMBER`` makes it again.
Prints inputs and faults by kind and the slowest input; failing numbers go to ``--failures``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from bench.faults import find_fault
from bench.inputs import ODD, PAGES, read_pages, stretch

SEED = 20261122
NAMES = ("王小雨", "李大山", "陈青", "林木", "欧阳 海", "买买提·艾力", "王 磊")
WORDS = "城西公园石桥银杏步道孩子跑过河岸市民早晨清扫街面新修道路开放灯光记者供水"
STOPS = ("。", "，", "！", "？", "：", "；", "……", "——", "”", "）", "", "")
#: Lines that mean something to the parser, to be set in any order.
LINES = (
    "本报讯（记者 {name} 通讯员 {name}）{prose}",
    "新华社{word}8月4日电（记者 {name}）{prose}",
    "□ 本报记者 {name}",
    "■ 本报记者 {name} {name}",
    "记者 {name}/文 {name}/图",
    "（记者{name}、{name}）",
    "{prose}（记者 {name}）",
    "{prose} {name} 摄",
    "{name} 摄",
    "{name}",
    "# {word}",
    "## {word} {word}",
    "**{word}**",
    "{word}",
    "{word} {word}",
    "{word}——",
    "——{word}",
    "一、{word}",
    "（二）{word}",
    "◀{word}▶",
    "{prose}",
    "{prose}{prose}{prose}",
    "　　{prose}",
    "{half}",
    "{half}\n{half}\n{half}\n{prose}",
    "- {prose}",
    "① {word}",
    "特写",
    "青石日报",
    "第{n}版 要闻",
    "A{n} {word}",
    "202{d}年{d}月{n}日 星期三",
    "二〇二四年三月九日 农历正月廿九",
    "CN 37-00{n} 总第{n}{n}期 今日{d}版",
    "责任编辑:{name} 校对:{name}",
    "电话 0531-{n}{n}{n}{n}",
    "（下转第{d}版）",
    "（上接第{d}版）",
    "详见第{d}版",
    "{word} > {n}版",
    "今日多云转晴 气温{n}℃ 东南风{d}级",
    "广告",
    "{n}.{d}%",
    "截至{d}月{n}日{d}时",
    "图为{prose}",
    "================",
    "\f",
    "\t",
    "(" * 30 + ")" * 9,
    "。" * 9,
)
CODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5")


RANGES = (
    (0x4E00, 0x9FFF),
    (0x3000, 0x303F),
    (0xFF00, 0xFFEF),
    (0x20, 0x7F),
    (0x0A, 0x0A),
    (0, 0x1FFF),
    (0x2000, 0x2FFF),
    (0xE000, 0xFFFF),
    (0x1F300, 0x2FFFF),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One input's number, kind, fault ("" where none) and processor seconds."""

    number: int
    kind: str
    fault: str
    seconds: float


@cache
def _pages(folder: Path) -> tuple[str, ...]:
    return tuple(data.decode(errors="replace") for data in read_pages(folder))


def random_bytes(rng: random.Random, _: Path) -> bytes:
    """Noise, noise with a mark of some encoding, noise of few values."""
    start = rng.choice(
        (b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"PK")
    )
    alphabet = rng.choice((range(256), range(32, 127), (0, 10, 32, 0xE4, 0xB8, 0xAD), range(128)))
    return start + bytes(rng.choices(alphabet, k=rng.choice((3, 30, 300))))


def random_text(rng: random.Random, _: Path) -> bytes:
    """Characters from everywhere: marks, spaces, rare planes, controls."""
    picked = [rng.choice(RANGES) for _ in range(rng.choice((5, 60, 400)))]
    return "".join(chr(rng.randint(*one)) for one in picked).encode()


def grammar(rng: random.Random, _: Path) -> bytes:
    """Lines that mean something, in any order, with gaps or without."""
    return _grammar(rng).encode()


def _grammar(rng: random.Random) -> str:
    some = rng.sample(LINES, k=rng.choice((2, 5, 12, len(LINES))))
    lines = (_fill(rng, rng.choice(some)) for _ in range(rng.choice((2, 8, 30))))
    gap = rng.choice(("\n", "\n\n", "\r\n", "\n\n\n\n"))
    return "".join(line + rng.choice((gap, gap, "\n", "\n\n")) for line in lines)


def _fill(rng: random.Random, line: str) -> str:
    half = rng.choice((8, 12, 16, 20))
    return line.format(
        name=rng.choice(NAMES),
        prose="".join(_words(rng, 12) + rng.choice(STOPS) for _ in range(rng.randint(1, 4))) + "。",
        half=_words(rng, half).ljust(half, "园"),
        word=_words(rng, rng.choice((3, 8, 16))),
        n=rng.randint(0, 40),
        d=rng.randint(0, 9),
    )


def _words(rng: random.Random, most: int) -> str:
    start, size = rng.randrange(len(WORDS)), rng.randint(1, most)
    return (WORDS * 2)[start : start + size]


def mutated(rng: random.Random, folder: Path) -> bytes:
    """A stretch of a delivered page, its lines shuffled, doubled, cut, joined or spoilt."""
    lines = rng.choice(_pages(folder)).split("\n")
    start = rng.choice((0, rng.randrange(len(lines))))
    lines = lines[start : start + rng.choice((6, 20, 60))]
    for _ in range(rng.randint(1, 4)):
        rng.choice(_MUTATIONS)(rng, lines)
    return "\n".join(lines).encode()


def _shuffle(rng: random.Random, lines: list[str]) -> None:
    rng.shuffle(lines)


def _double(rng: random.Random, lines: list[str]) -> None:
    at = rng.randrange(len(lines) + 1)
    lines[at:at] = rng.choices(lines or [""], k=3)


def _cut(rng: random.Random, lines: list[str]) -> None:
    lines[:] = [line[: rng.randint(0, 30)] if rng.random() < 0.3 else line for line in lines]


def _join(rng: random.Random, lines: list[str]) -> None:
    at = rng.randrange(len(lines) + 1)
    lines[at : at + 3] = [rng.choice(("", " ", "\u3000")).join(lines[at : at + 3])]


def _spoil(rng: random.Random, lines: list[str]) -> None:
    for at in range(len(lines)):
        if rng.random() < 0.3:
            place = rng.randint(0, len(lines[at]))
            lines[at] = (
                lines[at][:place]
                + rng.choice("\f\v\x0c\u200b#*（）。 \x85\u2028")
                + (lines[at][place + rng.randint(0, 2) :])
            )


def _insert(rng: random.Random, lines: list[str]) -> None:
    lines.insert(rng.randrange(len(lines) + 1), _fill(rng, rng.choice(LINES)))


_MUTATIONS = (_shuffle, _double, _cut, _join, _spoil, _insert, _insert)


def encoded(rng: random.Random, folder: Path) -> bytes:
    """Text in some encoding, now and then with bytes flipped or the end cut off."""
    text = rng.choice((_grammar(rng), mutated(rng, folder).decode(errors="replace")))
    data = bytearray(text.encode(rng.choice(CODINGS), errors="replace"))
    for _ in range(rng.choice((0, 0, 1, 5)) if data else 0):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data[: rng.choice((len(data), rng.randint(0, len(data))))])


def repeated(rng: random.Random, _: Path) -> bytes:
    """One odd unit, or two, many times over."""
    units = rng.choices([*ODD.values(), *LINES], k=rng.choice((1, 2, 3)))
    return stretch("".join(_fill(rng, u) for u in units), rng.choice((200, 2000)))


KINDS: tuple[Callable[[random.Random, Path], bytes], ...] = (
    random_bytes,
    random_text,
    grammar,
    mutated,
    encoded,
    repeated,
)


def make_input(seed: int, number: int, folder: Path) -> tuple[str, bytes]:
    """The input of that number, the same at every call, and the name of its kind."""
    rng = random.Random(f"{seed}-{number}")
    kind = KINDS[number % len(KINDS)]
    return kind.__name__, kind(rng, folder)


def _describe(error: BaseException) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} in {Path(where.filename).name}:{where.lineno}"


def try_input(number: int, *, seed: int, folder: Path) -> Outcome:
    """Make the input of that number and look for a fault."""
    kind, data = make_input(seed, number, folder)
    start = time.process_time()
    with ThreadPoolExecutor(max_workers=1) as executor:
        attempt = executor.submit(find_fault, data, whole=number % 4 == 0)
    error = attempt.exception()
    fault = _describe(error) if error else attempt.result()
    return Outcome(number, kind, fault, time.process_time() - start)


def run(numbers: Sequence[int], seed: int, folder: Path, jobs: int) -> Iterator[Outcome]:
    """The outcomes of all numbers, in this process or in several."""
    work = partial(try_input, seed=seed, folder=folder)
    if jobs == 1:
        yield from map(work, numbers)
        return
    with multiprocessing.Pool(jobs) as pool:
        yield from pool.imap(work, numbers, chunksize=500)


def summarize(outcomes: Iterable[Outcome], failures: Path) -> int:
    """Print the table and keep the failing numbers; the number of faults comes back."""
    kinds: Counter[str] = Counter()
    faults: list[Outcome] = []
    slowest = Outcome(0, "", "", 0.0)
    for outcome in outcomes:
        kinds[outcome.kind] += 1
        slowest = max(slowest, outcome, key=lambda one: one.seconds)
        if outcome.fault:
            faults.append(outcome)
            print(f"{outcome.number} {outcome.kind}: {outcome.fault}", flush=True)
    by_kind = Counter(outcome.kind for outcome in faults)
    for kind, count in kinds.items():
        print(f"{count:9,} {kind}, {by_kind[kind]} faults")
    print(f"{kinds.total():9,} inputs, {len(faults)} faults")
    print(f"slowest: number {slowest.number}, {slowest.kind}, {slowest.seconds:.2f} s")
    if faults:
        rows = [{"number": f.number, "kind": f.kind, "fault": f.fault} for f in faults]
        failures.write_text("".join(f"{json.dumps(r, ensure_ascii=False)}\n" for r in rows))
    return len(faults)


def main() -> int:
    """1 where any input broke a property."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", type=int, default=None, help="try this number alone")
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures.jsonl"))
    options = parser.parse_args()
    numbers: Sequence[int] = range(options.first, options.first + options.count)
    if options.only is not None:
        numbers = (options.only,)
        print(repr(make_input(options.seed, options.only, options.pages)[1]))
    print(f"seed {options.seed}")
    outcomes = run(numbers, options.seed, options.pages, options.jobs)
    return 1 if summarize(outcomes, options.failures) else 0


if __name__ == "__main__":
    raise SystemExit(main())
