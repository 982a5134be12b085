"""Pages are asked for as readers do; a page that is none ends the run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bench import search_pages
from bench.search_corpus import articles, make_document
from bench.search_pages import Address, ask, draw_paths, fetch
from bench.search_questions import KINDS, Vocabulary
from tests.bench.corpora import make_item, seeded, write_days


class Handler(BaseHTTPRequestHandler):
    """Answers with the address, and fails where that asks for it."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(503 if "broken" in self.path else 200)
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Address]:
    """A small server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield "127.0.0.1", made.server_address[1]
        made.shutdown()
        thread.join()


def test_a_page_is_read_to_its_end(server: Address) -> None:
    assert fetch(server, "/search/?q=x") == len("/search/?q=x")


@pytest.mark.parametrize("clients", [1, 3])
def test_every_page_is_timed(server: Address, clients: int) -> None:
    taken = ask(server, ["/a", "/b", "/c", "/d"], clients)
    assert len(taken) == 4
    assert min(taken) > 0


def test_a_page_that_is_none_ends_the_run(server: Address) -> None:
    with pytest.raises(RuntimeError, match="503 for /broken"):
        ask(server, ["/a", "/broken"], 2)


def test_addresses_are_of_every_kind_and_mixed() -> None:
    rng = seeded(3)
    made = Vocabulary.of(make_document(make_item(rng), number) for number in range(1, 31))
    pairs = draw_paths(made, ["phrase", "date + city"], 6, seed=1)
    kinds = [kind for kind, _path in pairs]
    assert sorted(kinds) == ["date + city"] * 6 + ["phrase"] * 6 != kinds
    asked = parse_qs(urlsplit(dict(pairs)["date + city"]).query)
    assert asked.keys() == {"q", "city", "date_from", "date_to"}


def test_one_run_fills_serves_and_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = [f"2023-07-{day:02}" for day in range(1, 11)]
    corpus = write_days(tmp_path / "corpus", "newspaper-2023-07", days, 3, seed=2)
    folders = ["--corpus", str(corpus), "--work", str(tmp_path)]
    few = ["--articles", "60", "--queries", "2", "--rounds", "1", "--clients", "1", "3"]
    search_pages.main([*few, *folders])
    articles.cache_clear()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "60 articles"
    for kind in KINDS:
        assert [line for line in lines if line.startswith(kind.ljust(14))], kind
    assert [line for line in lines if line.startswith("3 at once")]
    assert [line for line in lines if "p95 of a page, clients at once: 1: " in line]
