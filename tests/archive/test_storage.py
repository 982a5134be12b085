"""Uploads are kept byte for byte, once."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from archive.models import SourceFile
from archive.storage import keep_source, sha256_of

DATA = "版面文字".encode("gb18030")
pytestmark = pytest.mark.django_db


def stored(source: SourceFile) -> bytes:
    with source.file.open() as file:
        return bytes(file.read())


def test_bytes_are_kept_once_under_their_sum() -> None:
    first = keep_source("a.txt", DATA, encoding="gb18030")
    second = keep_source("b.txt", DATA, encoding="gb18030")
    assert first == second
    assert stored(first) == DATA
    assert first.sha256 == sha256_of(DATA)
    assert (first.name, first.size, first.encoding) == ("a.txt", len(DATA), "gb18030")


def test_half_written_file_of_a_crash_is_replaced() -> None:
    sha = sha256_of(DATA)
    default_storage.save(f"{sha[:2]}/{sha[2:4]}/{sha}", ContentFile(DATA[:3]))
    assert stored(keep_source("a.txt", DATA)) == DATA


def test_error_goes_when_the_file_is_read_after_all() -> None:
    keep_source("a.txt", DATA, error="读不懂")
    assert keep_source("a.txt", DATA, encoding="gb18030").error == ""


def test_name_longer_than_the_column_keeps_its_end() -> None:
    assert keep_source("目录/" * 200 + "末页.txt", DATA).name.endswith("末页.txt")
