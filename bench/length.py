"""Time against length: ``python -m bench.length [--largest 10000000] [--only WORD]``.

Prints processor seconds for 10 KB, 100 KB, 1 MB and 10 MB of ordinary pages and of text that is
odd in one way, and by how much more than ten times the last step grew; 1 where it is linear.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from archive.parsing import ParseError, parse_document
from bench.inputs import ODD, PAGES, read_pages, stretch

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
#: What 1 MB may take, in seconds.
LIMIT_SIZE, LIMIT = 1_000_000, 5.0


def units(folder: Path) -> Iterator[tuple[str, str]]:
    """Names and texts to repeat: the folder's pages in one row, then the odd ones."""
    pages = [data.decode(errors="replace") for data in read_pages(folder)]
    yield "ordinary pages", "\n\n".join(pages)
    yield "ordinary pages, a form feed between", "\n\f".join(pages)
    yield from ODD.items()


def measure(data: bytes) -> tuple[float, str]:
    """Processor seconds of one parse, and the code of its error or ""."""
    start = time.process_time()
    code = ""
    try:
        parse_document(data, limit=len(data))
    except ParseError as error:
        code = error.code
    return time.process_time() - start, code


def describe(name: str, unit: str, largest: int) -> str:
    """One line of the table."""
    cells: list[str] = []
    times: list[float] = []
    for size in (size for size in SIZES if size <= largest):
        seconds, code = measure(stretch(unit, size))
        late = size <= LIMIT_SIZE and seconds > LIMIT
        cells.append(f"{code or f'{seconds:.3f}'}{'!' if late else ''}".rjust(11))
        times.append(0.0 if code else seconds)
    growth = times[-1] / times[-2] / 10 if len(times) > 1 and times[-2] else 0.0
    return f"{''.join(cells)}{growth:9.1f}  {name}"


def main() -> None:
    """Print the table; ``!`` marks what took longer than 1 MB may."""
    parser = argparse.ArgumentParser(prog="python -m bench.length", description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--only", default="", help="a word of the names to measure")
    options = parser.parse_args()
    heads = [f"{size:,}" for size in SIZES if size <= options.largest]
    print("".join(head.rjust(11) for head in heads) + "   growth  bytes of")
    for name, unit in units(options.pages):
        if options.only in name:
            print(describe(name, unit, options.largest), flush=True)


if __name__ == "__main__":
    main()
