"""Uploads in the admin: taken, reported, refused in words, given back."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from archive.models import Article, Newspaper, Page, SourceFile
from tests.desk import (
    ADD,
    UPLOADER,
    client_of,
    text_file,
    upload,
)
from tests.pages import STORIES, page_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]
RIVER, FARM, STARS = STORIES
REPORT = reverse("admin:archive_sourcefile_report")


def test_upload_shows_what_was_understood() -> None:
    html = upload(client_of(UPLOADER), text_file())
    assert "收录 1 版（3 篇）" in html
    for expected in ("岱下晚报", "2025-04-18", RIVER, FARM, STARS, "核对这一版"):
        assert expected in html
    assert SourceFile.objects.get().uploaded_by is not None


def test_upload_marks_the_doubtful_in_words() -> None:
    html = upload(client_of(UPLOADER), text_file(page_text(head="")))
    assert "未识别" in html
    assert "待定" in html


def test_upload_of_zip_and_files_with_a_bad_one_among_them() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("01.txt", page_text())
    files = [
        SimpleUploadedFile("issue.zip", buffer.getvalue()),
        SimpleUploadedFile("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        SimpleUploadedFile("empty.txt", b""),
    ]
    html = upload(client_of(UPLOADER), *files)
    assert "收录 1 版" in html
    assert "拒收 2 个文件" in html
    assert "不是文本文件" in html
    assert SourceFile.objects.filter(name="photo.txt").exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "必填"),
        ({"texts": [text_file(name="a.txt"), text_file(name="b.txt")], "page": 3}, "单个文件"),
        ({"texts": [text_file()], "date": "昨天"}, "日期"),
    ],
    ids=["no file", "one page number for two", "no date"],
)
def test_upload_form_says_what_is_wrong(fields: dict[str, object], message: str) -> None:
    response = client_of(UPLOADER).post(ADD, fields)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Page.objects.exists()


def test_too_many_files_are_refused_with_a_way_on(settings: Settings) -> None:
    settings.UPLOAD_MAX_FILES = 2
    html = upload(client_of(UPLOADER), *(text_file(name=f"{n}.txt") for n in range(3)))
    assert "zip" in html
    assert not SourceFile.objects.exists()


def test_upload_with_overrides(paper: Newspaper) -> None:
    upload(
        client_of(UPLOADER), text_file(page_text(head="")),
        newspaper=paper.pk, date="2025-05-01", page=2,
    )  # fmt: skip
    assert str(Page.objects.get()) == "岱下晚报 2025-05-01 第2版"


def test_second_upload_of_the_same_bytes_is_told_and_changes_nothing() -> None:
    client = client_of(UPLOADER)
    upload(client, text_file())
    assert "未变" in upload(client, text_file(name="again.txt"))
    assert Page.objects.count() == 1


def test_upload_is_given_back_byte_for_byte() -> None:
    data = page_text().encode("gb18030")
    client = client_of(UPLOADER)
    upload(client, SimpleUploadedFile("版面.txt", data))
    url = reverse("admin:archive_sourcefile_bytes", args=[SourceFile.objects.get().pk])
    response = client.get(url)
    assert b"".join(response.streaming_content) == data  # type: ignore[attr-defined]
    assert "attachment" in response["Content-Disposition"]


def test_publish_all_from_the_report(publisher: Client) -> None:
    upload(publisher, text_file())
    html = publisher.post(REPORT, follow=True).content.decode()
    assert "已发布 1 版" in html
    assert Article.objects.published().count() == 3
