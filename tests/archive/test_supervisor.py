"""The supervisor keeps its children alive and ends them all on a signal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

CHILD = """
import os, pathlib, sys, time
path = pathlib.Path(sys.argv[1])
with path.open("a") as file:
    file.write(f"{os.getpid()}\\n")
time.sleep(60)
"""
PARENT = """
import sys
from archive.supervisor import Supervisor
Supervisor({n: [sys.executable, sys.argv[1], sys.argv[2] + n] for n in ("one", "two")}).run()
"""


def wait_for(ready: Callable[[], bool]) -> None:
    for _try in range(200):
        if ready():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to that in ten seconds")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A zombie has ended: nobody has asked for its exit code yet.
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2] != "Z"


def pids(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


@pytest.fixture
def parent(tmp_path: Path) -> subprocess.Popen[bytes]:
    (tmp_path / "child.py").write_text(CHILD)
    (tmp_path / "parent.py").write_text(PARENT)
    files = [f"{tmp_path}/parent.py", f"{tmp_path}/child.py", f"{tmp_path}/pids-"]
    script = [sys.executable, *files]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(script, env=env, stderr=subprocess.DEVNULL)
    wait_for(lambda: bool(pids(tmp_path / "pids-one") and pids(tmp_path / "pids-two")))
    return process


def test_child_that_is_killed_is_started_again_and_all_end_on_ctrl_c(
    parent: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    one, two = tmp_path / "pids-one", tmp_path / "pids-two"
    os.kill(pids(one)[0], signal.SIGKILL)
    wait_for(lambda: len(pids(one)) == 2)
    assert len(pids(two)) == 1, "the other child goes on"

    parent.send_signal(signal.SIGINT)
    assert parent.wait(20) == 0
    assert not any(is_alive(pid) for pid in (*pids(one), *pids(two)))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's death")
def test_children_end_when_the_supervisor_is_killed(
    parent: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    parent.kill()
    parent.wait()
    children = [*pids(tmp_path / "pids-one"), *pids(tmp_path / "pids-two")]
    wait_for(lambda: not any(is_alive(pid) for pid in children))
