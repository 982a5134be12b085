"""A process that has everything loaded and gives birth to writers, to kill them.

    python -m tests.search.sound.nursery work moments 25      at random moments of a drain
    python -m tests.search.sound.nursery rebuild steps 15     before some step on the index's files

Prints what it did as JSON; ends with status 1 and what was found where anything was lost.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402

from search import analysis  # noqa: E402
from tests.search.sound import workshop  # noqa: E402

WORKS = {"work": workshop.work, "rebuild": workshop.rebuild}
#: Events of Python's own audit that change files, or are about to.
STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "fcntl.flock"}


def bear(work: Callable[[], object]) -> int:
    """Start a process that does `work`; returns its number."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001 - it goes no further than this process
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def finish(child: int) -> int:
    """Wait for a process; returns its exit code, or the signal it died of below zero."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def do(work: Callable[[], object]) -> None:
    """Do `work` in a process of its own; raises AssertionError where it fails."""
    assert finish(bear(work)) == 0, work


def kill_after(seconds: float, work: Callable[[], object]) -> bool:
    """Kill who does `work`; returns whether it was at it still."""
    child = bear(work)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return finish(child) == -signal.SIGKILL


def on_steps(work: Callable[[], object], then: Callable[[int], None]) -> None:
    """Do `work`, and `then` before each step on a file of the index."""
    folder = str(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    count = 0

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event in STEPS and (event == "fcntl.flock" or folder in str(arguments[0])):
            count += 1
            then(count)

    sys.addaudithook(look)
    work()


def count_steps(work: Callable[[], object], pipe: Connection) -> None:
    """Do `work`, and send the number of its steps."""
    last = [0]
    on_steps(work, partial(last.__setitem__, 0))
    pipe.send(last[0])


def die_at(step: int, work: Callable[[], object]) -> None:
    """Do `work` up to a step."""

    def look(count: int) -> None:
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    on_steps(work, look)


def read_on(pipe: Connection) -> None:
    """Answer how many articles have what is asked for, in one process, until nothing is."""
    while text := pipe.recv():
        pipe.send(workshop.found(text))


class Nursery:
    """Kills writers, one a turn, and looks what they left."""

    def __init__(self, work: Callable[[], object], chance: random.Random) -> None:
        self._work = work
        self._chance = chance
        self._turn = 0
        self._pipe, far = Pipe()
        self._reader = bear(partial(read_on, far))

    def kill_at_moments(self, count: int) -> Iterator[bool]:
        """Kill at moments that are spread over all the time it takes."""
        seconds = min(self._measure() for _ in range(2))
        parts = random.Random(count).sample(range(count), count)  # noqa: S311
        for part in parts:
            moment = 1.1 * seconds * (part + self._chance.random()) / count
            yield self._one_turn(partial(kill_after, moment, self._work))

    def kill_at_steps(self, count: int) -> Iterator[bool]:
        """Kill before the last steps, the switch among them, and before some of the others."""
        near, far = Pipe()
        self._prepare()
        child = bear(partial(count_steps, self._work, far))
        steps = range(1, near.recv() + 1)
        assert finish(child) == 0
        last = len(steps) - count // 2
        chosen = self._chance.sample(steps[:last], min(last, count - count // 2))
        for step in [*chosen, *steps[last:]]:
            yield self._one_turn(partial(self._die_at, step))

    def close(self) -> None:
        """End the reader."""
        self._pipe.send("")
        assert finish(self._reader) == 0

    def _die_at(self, step: int) -> bool:
        return finish(bear(partial(die_at, step, self._work))) == -signal.SIGKILL

    def _prepare(self) -> None:
        self._turn += 1
        do(partial(workshop.change, self._turn))

    def _measure(self) -> float:
        self._prepare()
        start = time.monotonic()
        do(self._work)
        return time.monotonic() - start

    def _one_turn(self, kill: Callable[[], bool]) -> bool:
        """Change something, kill who indexes it, look; returns whether it was killed at work."""
        self._prepare()
        killed = kill()
        self._pipe.send(workshop.mark(self._turn))
        seen = self._pipe.recv()
        assert seen in (0, workshop.CHANGED), f"{seen} seen by a reader that was there before"
        do(partial(workshop.assert_sound_and_complete, self._turn))
        return killed


def main(work: str, way: str, count: str) -> None:
    """Kill so often; the worker has all there is to do done before."""
    analysis.preload()
    do(workshop.work)
    nursery = Nursery(WORKS[work], random.Random(count + work))  # noqa: S311
    ways = {"moments": nursery.kill_at_moments, "steps": nursery.kill_at_steps}
    killed = list(ways[way](int(count)))
    nursery.close()
    print(json.dumps({"turns": len(killed), "killed": sum(killed)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
