"""What a command costs: wall and CPU seconds, the memory of all its processes together, and what it
wrote. Linux only: sizes are read from ``/proc`` while it runs."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SELDOM = 20
"""Looking at the memory may take a twentieth of the time, and happens at most 50 times a second."""


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    cpu: float
    """User and system time of the command and all its processes."""
    memory: int
    """The most at any moment: the proportional set sizes of all processes, so that what they share
    counts once. (The kernel's own maximum begins with that of whoever started the command.)"""
    disk: int
    """Bytes handed to the disk, by the kernel's count; 0 where the folder is in memory."""
    files: int = 0
    """Files of the output that were made or changed, and their bytes."""
    size: int = 0
    ended: bool = True
    """False: it was stopped when the time was up."""


class Failed(Exception):
    """The command ended with an error; holds the last that it said."""


def cost_of(command: Sequence[str | Path], folder: Path, output: Path, limit: float) -> Cost:
    """Runs it in a folder, and stops it after ``limit`` seconds."""
    before = stamps(output)
    with (folder / "said.log").open("wb") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        memory, ended = watched(process.pid, begun + limit)
        if not ended:
            os.killpg(process.pid, signal.SIGKILL)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if ended and process.returncode:
        text = (folder / "said.log").read_text(encoding="utf-8", errors="replace")
        raise Failed("\n".join(text.splitlines()[-8:]))
    changed = [
        size for path, (*at, size) in stamps(output).items() if before.get(path) != (*at, size)
    ]
    return Cost(
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        memory=memory,
        disk=used.ru_oublock * 512,
        files=len(changed),
        size=sum(changed),
        ended=ended,
    )


def watched(pid: int, until: float) -> tuple[int, bool]:
    """The most memory that its session had, and whether it ended in time."""
    most = 0
    handle = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        pause = 0.01
        while not poll.poll(pause * 1000):
            begun = time.perf_counter()
            if begun > until:
                return most, False
            most = max(most, sum(map(proportional, session(pid))))
            pause = max(0.02, SELDOM * (time.perf_counter() - begun))
    finally:
        os.close(handle)
    return most, True


def session(leader: int) -> list[int]:
    """The processes that a command has started, itself included."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                stat = Path(f"/proc/{name}/stat").read_text()
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[3]) == leader:
                found.append(int(name))
    return found


def proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    sizes = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
    return sum(sizes) * 1024


def stamps(folder: Path) -> Mapping[str, tuple[int, int, int]]:
    """Path -> (inode, time of change, size) of every file below a folder."""
    found: dict[str, tuple[int, int, int]] = {}
    waiting = [str(folder)] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    seen = entry.stat(follow_symlinks=False)
                    found[entry.path] = (seen.st_ino, seen.st_ctime_ns, seen.st_size)
    return found


def machine() -> str:
    """Cores, memory and processor, as the report says them."""
    info = Path("/proc/cpuinfo").read_text()
    names = [line.partition(":")[2].strip() for line in info.splitlines() if "model name" in line]
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    name = names[0] if names else "unknown"
    return f"{len(os.sched_getaffinity(0))} cores ({name}), {memory / 1e9:.0f} GB"
