"""The lock of a living writer is waited for and told; that of a dead one is free."""

from __future__ import annotations

from tests.search.sound.conftest import MAKE, Site

HOLD = (
    MAKE
    + """
import time
with workshop.backend().writing():
    print("held", flush=True)
    time.sleep(600)
"""
)
LOCKED = """
from django.core.management.base import CommandError
from search.models import OutboxEntry
workshop.change(1)
waiting = OutboxEntry.objects.count()
workshop.backend().store.folder.lock_timeout = 0.3
for work in (workshop.work, workshop.rebuild):
    try:
        work()
    except CommandError as error:
        assert "检索索引正被另一个进程写入" in str(error), error
    else:
        raise AssertionError("two writers at once")
assert OutboxEntry.objects.count() == waiting
print(workshop.found(workshop.COMMON))
"""


def test_locked_by_the_living_not_by_the_dead(indexed: Site) -> None:
    with indexed.start("-c", HOLD) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert indexed.run(LOCKED) == "120"
        holder.kill()
    indexed.run("workshop.assert_lock_is_free()\nworkshop.work()")
    indexed.assert_agrees()
