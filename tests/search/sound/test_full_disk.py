"""A full disk: the index stays as it was, what waits goes on waiting, and it is told plainly."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.search.sound.conftest import ROOT, Site

#: Prints whether the disk's being full is told, and what is found before, meanwhile and after.
SCENE = """
import os, resource, signal
from pathlib import Path
from django.core.management import call_command
from django.core.management.base import CommandError
from search.consistency import compare, needs_rebuild
from search.models import OutboxEntry

index = workshop.backend().store.folder

def refused(work):
    try:
        work()
    except CommandError as error:
        assert "检索索引无法写入" in str(error), error
        return
    raise AssertionError("it found room")

workshop.work()
size = index.size()
workshop.change(1)
waiting = OutboxEntry.objects.count()
with full_disk():
    for _ in range(2):
        refused(workshop.work)
        refused(workshop.rebuild)
        assert OutboxEntry.objects.count() == waiting
        assert workshop.found(workshop.COMMON) == workshop.ARTICLES
        assert workshop.found(workshop.mark(1)) == 0
assert needs_rebuild() == ""
workshop.assert_lock_is_free()
assert len(list(index.path.glob("build-*"))) == 1
assert index.size() == size, (index.size(), size)
workshop.work()
assert not compare() and not OutboxEntry.objects.exists()
assert workshop.found(workshop.mark(1)) == workshop.CHANGED
print("got over it")
"""
#: A real disk of few megabytes, which something else fills.
FILLED = """
from contextlib import contextmanager

@contextmanager
def full_disk():
    filler = index.path / "filler"
    with filler.open("wb") as file:
        room = os.statvfs(index.path).f_bavail * os.statvfs(index.path).f_frsize
        file.write(b"x" * (room - {left}))
    yield
    filler.unlink()
"""
#: Files that the system lets grow to so many bytes only.
SMALL_FILES = """
from contextlib import contextmanager

@contextmanager
def full_disk():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ({left}, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
"""


UNSHARE = shutil.which("unshare") or ""


def may_mount() -> bool:
    """Whether this process may have a small disk of its own."""
    words = [UNSHARE, "-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"]
    if not UNSHARE:
        return False
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="mounting a disk is not allowed here")
@pytest.mark.parametrize("left", [0, 4_096, 40_960])
def test_disk_is_full(site: Site, left: int) -> None:
    site.index.mkdir()
    code = "from tests.search.sound import workshop\n" + FILLED.format(left=left) + SCENE
    scene = site.folder / "scene.py"
    scene.write_text("import django; django.setup()\n" + code)
    mount = f'mount -t tmpfs -o size=24m tmpfs {site.index} && exec "$@"'
    done = subprocess.run(  # our own words
        [UNSHARE, "-rm", "sh", "-c", mount, "sh", sys.executable, str(scene)],
        env=site.environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "got over it"), done.stderr


@pytest.mark.parametrize("left", [0, 500, 4_000])
def test_files_cannot_grow(site: Site, left: int) -> None:
    assert site.run(SMALL_FILES.format(left=left) + SCENE) == "got over it"
