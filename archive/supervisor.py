"""Keeps the site's processes running together: restarts one that dies, ends all on a signal."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType

#: Seconds: between looks at the children; a child is given to end; a restart waits at most; after
#: which a child that ran is steady again, so that its next restart is at once.
POLL, GRACE, MAX_BACKOFF, STEADY = 0.2, 15.0, 30.0, 20.0
_PR_SET_PDEATHSIG = 1


class Supervisor:
    """Runs named commands until SIGINT or SIGTERM."""

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self._commands = dict(commands)
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._failures: dict[str, int] = dict.fromkeys(commands, 0)
        self._not_before: dict[str, float] = dict.fromkeys(commands, 0.0)
        self._started: dict[str, float] = {}
        self._stopping = False

    def run(self) -> None:
        """Start all, watch them, and return when they have ended after a signal."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            while not self._stopping:
                for name in self._commands:
                    self._look_after(name)
                time.sleep(POLL)
        finally:
            self._end_all()

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _look_after(self, name: str) -> None:
        child = self._children.get(name)
        if child is not None:
            if child.poll() is None:
                return
            del self._children[name]
            if time.monotonic() - self._started[name] > STEADY:
                self._failures[name] = 0
            wait = min(2.0 ** self._failures[name] - 1, MAX_BACKOFF)
            self._failures[name] += 1
            self._not_before[name] = time.monotonic() + wait
            _say(f"{name} ended ({child.returncode}); restarting")
        if time.monotonic() >= self._not_before[name]:
            self._started[name] = time.monotonic()
            # Its own session: Ctrl-C at the terminal reaches us alone, and we end it in order.
            self._children[name] = subprocess.Popen(  # noqa: S603 - commands are our own
                self._commands[name], start_new_session=True, preexec_fn=_die_with_parent
            )

    def _end_all(self) -> None:
        for child in self._children.values():
            child.terminate()
        deadline = time.monotonic() + GRACE
        for name, child in self._children.items():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _say(f"{name} did not end in time; killed")
                child.kill()
                child.wait()


def _die_with_parent() -> None:
    """Have Linux end the child when this process is killed; elsewhere the child stays."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _say(text: str) -> None:
    sys.stderr.write(f"serve: {text}\n")
