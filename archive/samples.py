"""Loads the sample issues that ship with the project, through the same ingest that users have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.deliveries import Delivery, read_paths
from archive.ingest import IngestReport, Options, ingest, upload_limits
from archive.models import City, Newspaper
from archive.placing import Overrides
from archive.review import publish_pages

SAMPLES = Path(__file__).parent / "samples"


def sample_newspapers() -> list[Path]:
    """Return the folders of the sample newspapers, one each."""
    return sorted(path.parent for path in SAMPLES.glob("*/newspaper.json"))


def sample_files() -> list[Path]:
    """Return every sample page's text file."""
    return sorted(SAMPLES.glob("*/*/*.txt"))


def load_newspaper(folder: Path) -> Newspaper:
    """Return the sample newspaper that a folder describes, made if need be."""
    about = json.loads((folder / "newspaper.json").read_text(encoding="utf-8"))
    newspaper, _created = Newspaper.objects.get_or_create(
        slug=about["slug"],
        defaults={
            "name": about["name"],
            "city": City.objects.get(adcode=about["city_adcode"]),
            "cn": about["cn"],
            "publisher": about["publisher"],
            "aliases": about["aliases"],
        },
    )
    return newspaper


def load_samples(files: Iterable[Path]) -> IngestReport:
    """Ingest the sample files and publish what has its place; safe to repeat."""
    for folder in sample_newspapers():
        load_newspaper(folder)
    report = ingest(_deliveries(files), Options(overrides=Overrides()))
    publish_pages([entry.page_id for entry in report.entries if entry.page_id is not None])
    return report


def _deliveries(files: Iterable[Path]) -> Iterator[Delivery]:
    for path in files:
        for delivery in read_paths([path], upload_limits()):
            yield Delivery(f"{path.parent.name}-{path.name}", delivery.data, delivery.error)
