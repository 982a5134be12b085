"""The corpora as an archive to serve: ``DIBAO_DATA_DIR=FOLDER python -m bench.search_fill``.

Fills the database of that folder with published articles, where it has none yet, and brings static
files and index up to date. Prints how many articles there are and what was done with the index.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import search_setup  # noqa: F401  # before what needs Django's settings

# isort: split

from django.core.management import call_command
from tqdm import tqdm

from archive.models import Article
from bench.search_corpus import CORPUS, documents
from bench.search_rows import fill_database


def main() -> None:
    """Fill and index."""
    parser = argparse.ArgumentParser(prog="python -m bench.search_fill", description=__doc__)
    parser.add_argument("--articles", type=int, default=23_000)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Article.objects.exists():
        fill_database(tqdm(documents(options.articles, options.corpus), "rows", options.articles))
    print(f"{Article.objects.count():,} articles", flush=True)
    call_command("index_if_needed")


if __name__ == "__main__":
    main()
