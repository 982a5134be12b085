"""Every option of the commands acts."""

from __future__ import annotations

import socket
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from archive.models import Article, City, Issue, Newspaper, Page
from archive.samples import sample_files, sample_newspapers
from tests.factories import make_newspaper
from tests.pages import page_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_newspaper(name="岱下晚报", slug="daixia-wanbao", cn="37-9911")
    path = tmp_path / "delivery"
    path.mkdir()
    (path / "01.txt").write_text(page_text(), encoding="utf-8")
    return path


def run(*args: object, **options: Any) -> str:
    out = StringIO()
    call_command(*map(str, args), stdout=out, **options)
    return out.getvalue()


def test_ingest_reports_what_was_taken_and_what_not(folder: Path) -> None:
    (folder / "02.txt").write_bytes(b"")
    (folder / "03.txt").write_text(page_text(head=""), encoding="utf-8")
    out = run("ingest", folder)
    assert "收录  delivery/01.txt  岱下晚报 2025-04-18 第1版，3 篇" in out
    assert "拒收  delivery/02.txt  文件是空的" in out
    assert "待定  delivery/03.txt" in out
    assert "收录 1 版（6 篇）" in out
    assert not Page.objects.published().exists()


def test_ingest_publish(folder: Path) -> None:
    run("ingest", folder, "--publish")
    assert Article.objects.published().count() == 3


def test_ingest_dry_run(folder: Path) -> None:
    out = run("ingest", folder, "--dry-run", "--publish")
    assert "试运行" in out
    assert not Page.objects.exists()


def test_ingest_overrides(folder: Path) -> None:
    make_newspaper(name="汶阳早报", slug="wenyang-zaobao")
    run("ingest", folder / "01.txt", newspaper="wenyang-zaobao", date="2025-05-01", page=4)
    assert str(Page.objects.get()) == "汶阳早报 2025-05-01 第4版"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"newspaper": "无此报"}, "岱下晚报"),
        ({"date": "5月1日"}, "2025-04-18 的样子"),
        ({"date": "9999-12-31"}, "2025-04-18 的样子"),
        ({"page": 0}, "--page"),
    ],
)
def test_ingest_wrong_use(folder: Path, options: dict[str, object], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run("ingest", folder, **options)
    assert not Page.objects.exists()


def test_ingest_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有找到文本文件"):
        run("ingest", tmp_path)
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(CommandError, match="没有收录任何文件"):
        run("ingest", tmp_path)


def test_samples_are_four_papers_in_four_cities_and_load_once() -> None:
    first = run("load_samples")
    assert "拒收 0 个文件" in first
    papers = list(Newspaper.objects.all())
    assert len(papers) == len(sample_newspapers()) == 4
    assert City.objects.filter(newspapers__in=papers).distinct().count() == 4
    for paper in papers:
        assert Issue.objects.filter(newspaper=paper).count() >= 2
    published = Article.objects.published().count()
    assert published >= 80

    second = run("load_samples")
    assert "收录 0 版（0 篇）" in second
    assert f"未变 {Page.objects.count()} 版" in second
    assert Article.objects.published().count() == published
    assert len(sample_files()) <= Page.objects.count()


def test_first_administrator_has_a_random_password_told_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DIBAO_ADMIN_USER", raising=False)
    monkeypatch.delenv("DIBAO_ADMIN_PASSWORD", raising=False)
    out = run("ensure_admin")
    password = out.split("password: ")[1].split()[0]
    user = get_user_model().objects.get(username="admin")
    assert user.is_superuser
    assert user.check_password(password)
    assert run("ensure_admin") == ""


def test_first_administrator_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBAO_ADMIN_USER", "chief")
    monkeypatch.setenv("DIBAO_ADMIN_PASSWORD", "from-the-vault")
    out = run("ensure_admin")
    assert "from-the-vault" not in out
    assert get_user_model().objects.get(username="chief").check_password("from-the-vault")


@pytest.mark.parametrize("bind", ["8000", "127.0.0.1:http", "127.0.0.1:99999"])
def test_serve_refuses_an_odd_address(bind: str) -> None:
    with pytest.raises(CommandError, match="DIBAO_BIND"):
        run("serve", bind=bind)


def test_serve_says_that_the_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="可能已经开着一个"):
            run("serve", bind=f"127.0.0.1:{taken.getsockname()[1]}")
