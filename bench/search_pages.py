"""What a page of results takes, from request to last byte: ``python -m bench.search_pages``.

Serves the corpora with gunicorn as `make run` does, from a data folder of its own, and asks for
`/search/?q=…` with the queries of bench.search: all of them to warm the workers up, then again with
one client and with many. Every request has a connection of its own. Prints milliseconds by kind of
query for one client and over all kinds for each number of clients, then what is asked beside what
was reached.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from tqdm import tqdm

from bench.search import describe_machine
from bench.search_built import STORES
from bench.search_corpus import CORPUS, WORK, documents
from bench.search_questions import KINDS, SAMPLE, Vocabulary, draw, typed
from bench.search_report import Check, percentile

ROOT = Path(__file__).resolve().parent.parent
#: Clients at once → milliseconds that 95 of 100 pages may take.
ASKED_MS = {1: 150.0, 8: 600.0}
#: Seconds that the server is given to start, and a page to come.
START, PATIENCE = 60.0, 60.0

Address = tuple[str, int]


def environment(folder: Path, engine: str) -> dict[str, str]:
    """The variables of a process that works in this data folder with this engine."""
    index = quote(str(folder / f"index-{engine}"))
    own = {
        "DIBAO_DATA_DIR": str(folder),
        "DIBAO_SEARCH_URL": f"{engine}://{index}",
        "DIBAO_LOG_LEVEL": "WARNING",
    }
    return os.environ | own


@contextmanager
def serving(variables: Mapping[str, str], workers: int) -> Iterator[Address]:
    """Serve while it lasts; raises RuntimeError where the server does not start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address: Address = probe.getsockname()
    command = [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py",
        "--bind", "{}:{}".format(*address), "--workers", str(workers),
        "--log-level", "warning",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env=dict(variables))  # noqa: S603  # our own
    try:
        _wait_for(server, address)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(server: subprocess.Popen[bytes], address: Address) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            fetch(address, "/healthz")
        except ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("gunicorn does not answer")


def fetch(address: Address, path: str) -> int:
    """Get one page; returns its bytes. Raises RuntimeError for any status but 200."""
    connection = http.client.HTTPConnection(*address, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{response.status} for {path}")
        return len(body)
    finally:
        connection.close()


def ask(address: Address, paths: Sequence[str], clients: int) -> list[float]:
    """Get all pages with so many clients at once; returns the milliseconds of each, in order."""

    def timed(path: str) -> float:
        start = time.perf_counter()
        fetch(address, path)
        return 1000 * (time.perf_counter() - start)

    with ThreadPoolExecutor(clients) as pool:
        name = f"{clients} client{'s' * (clients > 1)}"
        return list(tqdm(pool.map(timed, paths), name, len(paths), leave=False, unit="page"))


def draw_paths(
    vocabulary: Vocabulary, kinds: Sequence[str], count: int, seed: int
) -> list[tuple[str, str]]:
    """So many addresses of each kind of query, each with its kind, shuffled."""
    pairs = [
        (kind, f"/search/?{urlencode(typed(question))}")
        for kind in kinds
        for question in draw(vocabulary, kind, count, seed)
    ]
    random.Random(seed).shuffle(pairs)
    return pairs


def measure(
    address: Address, pairs: Sequence[tuple[str, str]], options: argparse.Namespace
) -> Iterator[Check]:
    """Ask and print; yields what is asked."""
    paths = [path for _kind, path in pairs]
    size = sum(fetch(address, path) for path in tqdm(paths, "first time", leave=False))
    print(f"{len(paths)} different pages of {size / len(paths) / 1000:,.0f} KB on average")
    ask(address, paths * options.workers, options.workers)
    print(f"{'ms':14}{'p50':>9}{'p95':>9}{'most':>9}")
    for clients in options.clients:
        start = time.perf_counter()
        taken = ask(address, paths * options.rounds, clients)
        rate = len(taken) / (time.perf_counter() - start)
        if clients == 1:
            print(*_rows_by_kind(pairs * options.rounds, taken), sep="\n")
        print(f"{_row(f'{clients} at once', taken)}{rate:9,.1f} pages/s", flush=True)
        yield from _check(options, clients, percentile(taken, 0.95))


def _check(options: argparse.Namespace, clients: int, p95: float) -> Iterator[Check]:
    if limit := ASKED_MS.get(clients):
        what = f"{options.engine}, {options.articles:,}: p95 of a page, clients at once: {clients}"
        yield Check(what, f"{limit:g} ms", f"{p95:,.0f} ms", p95 <= limit)


def _rows_by_kind(pairs: Sequence[tuple[str, str]], taken: Sequence[float]) -> Iterator[str]:
    kinds: dict[str, list[float]] = {}
    for (kind, _path), ms in zip(pairs, taken, strict=True):
        kinds.setdefault(kind, []).append(ms)
    for kind in KINDS:
        if kind in kinds:
            yield _row(kind, kinds[kind])


def _row(name: str, taken: Sequence[float]) -> str:
    cells = (percentile(taken, 0.5), percentile(taken, 0.95), max(taken))
    return f"{name:14}" + "".join(f"{cell:9,.1f}" for cell in cells)


def read_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search_pages",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--articles", type=int, default=23_000)
    parser.add_argument("--engine", choices=STORES, default="whoosh")
    parser.add_argument("--clients", type=int, nargs="+", default=[*ASKED_MS])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=[*KINDS])
    parser.add_argument("--queries", type=int, default=20, help="of each kind")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--work", type=Path, default=WORK, help="the data folder is kept here")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill, serve, measure and print."""
    options = read_options(arguments)
    folder = (options.work / f"pages-{options.articles}").resolve()
    variables = environment(folder, options.engine)
    fill = [sys.executable, "-m", "bench.search_fill", "--articles", str(options.articles)]
    corpus = ["--corpus", str(options.corpus.resolve())]
    filled = subprocess.run(  # noqa: S603  # our own
        [*fill, *corpus], cwd=ROOT, env=variables, check=True, text=True, stdout=subprocess.PIPE
    )
    print(filled.stdout, end="")
    sample = list(documents(min(SAMPLE, options.articles), options.corpus))
    print(describe_machine(sample[:1_000])[0])
    vocabulary = Vocabulary.of(sample)
    pairs = draw_paths(vocabulary, options.kinds, options.queries, options.seed)
    print(f"{options.engine}, {options.workers} workers", flush=True)
    with serving(variables, options.workers) as address:
        checks = list(measure(address, pairs, options))
    print("", *checks, sep="\n")


if __name__ == "__main__":
    main()
