"""Worker processes that can be replaced."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from site_builder import workers
from site_builder.workers import Failed, Meanwhile, WorkersUnavailable, pool, run

MEGABYTE = 1 << 20


def square(number: int) -> int:
    return number * number


def sometimes_bad(number: int) -> int:
    if number % 10 == 3:
        raise ValueError(f"no such number: {number}")
    if number % 10 == 5:
        os._exit(7)
    if number % 10 == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


HELD: list[bytes] = []


def grows(number: int) -> int:
    HELD.append(os.urandom(5 * MEGABYTE))
    return os.getpid()


def sleeps_on_five(number: int) -> int:
    if number == 5:
        time.sleep(60)
    return number


def greedy_on_two(number: int) -> int:
    return len(bytearray(2048 * MEGABYTE)) if number == 2 else number


def process_of(_: int) -> int:
    return os.getpid()


def made_file(path: str) -> str:
    Path(path).touch()
    return Path(path).name


def big(size: int) -> bytes:
    return bytes(size)


def measure(data: bytes) -> int:
    return len(data)


def unpicklable(_: int) -> Callable[[], None]:
    return lambda: None


def exits(_: int) -> None:
    sys.exit("enough")


def interrupts(number: int) -> int:
    os.kill(os.getpid(), signal.SIGINT)
    return number


def recurses(number: int) -> int:
    return recurses(number + 1)


def only_here(number: int) -> int:
    if multiprocessing.parent_process() is not None:
        raise ValueError("in a worker")
    return number * number


class DiesWhenUnpickled:
    def __reduce__(self) -> tuple[Any, ...]:
        return (os._exit, (3,))


def results(*arguments: Any, **options: Any) -> list[Any]:
    return [outcome for _, outcome in run(*arguments, **{"jobs": 2, "seconds": 10, **options})]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_item_is_answered_in_order_whatever_the_number_of_workers(jobs: int) -> None:
    answers = list(run(square, range(200), jobs=jobs, seconds=10))
    assert answers == [(n, n * n) for n in range(200)]


def looked_at(meanwhile: Meanwhile, found: dict[int, Any], least: int) -> dict[int, Any]:
    until = time.monotonic() + 20
    while len(found) < least and time.monotonic() < until:
        meanwhile.look()
        time.sleep(0.005)
    return found


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a build, which has one thread; pytest's own workers have more."""
    monkeypatch.setattr(pool, "_start_method", lambda: "fork")


@pytest.mark.usefixtures("forking")
def test_what_is_begun_beside_gets_ready_one_task_after_the_other() -> None:
    found: dict[int, Any] = {}
    with closing(Meanwhile(3)) as meanwhile:
        # A worker has a function of its parent's, whatever it is.
        meanwhile.begin(lambda n: (n, os.getpid()), range(50), found.__setitem__, seconds=10)
        later: dict[int, Any] = {}
        meanwhile.begin(square, [7], later.__setitem__, seconds=10)
        looked_at(meanwhile, found, 50)
        assert looked_at(meanwhile, later, 1) == {0: 49}
    assert {n for n, _ in found.values()} == set(range(50))
    assert os.getpid() not in {process for _, process in found.values()}


@pytest.mark.usefixtures("forking")
def test_what_fails_beside_is_left_for_later_and_costs_no_other() -> None:
    found: dict[int, Any] = {}
    with closing(Meanwhile(2)) as meanwhile:
        meanwhile.begin(sometimes_bad, range(20), found.__setitem__, seconds=10)
        looked_at(meanwhile, found, 14)
    assert sorted(found) == [n for n in range(20) if n % 10 not in (3, 5, 7)]


@pytest.mark.usefixtures("forking")
def test_what_is_not_ready_in_time_is_not_waited_for() -> None:
    found: dict[int, Any] = {}
    start = time.monotonic()
    with closing(Meanwhile(2)) as meanwhile:
        meanwhile.begin(sleeps_on_five, [1, 5], found.__setitem__, seconds=30)
        looked_at(meanwhile, found, 1)
    assert time.monotonic() - start < 15
    assert not multiprocessing.active_children()
    meanwhile.look()
    assert found == {0: 1}


def test_with_one_job_nothing_is_begun_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.workers.meanwhile.Pool", None)
    with closing(Meanwhile(1)) as meanwhile:
        meanwhile.begin(square, [1], {}.__setitem__, seconds=1)
        meanwhile.look()


def test_nothing_to_do_starts_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "Pool", None)
    assert results(square, []) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_items_that_raise_exit_or_are_killed_are_named_and_the_rest_goes_on(jobs: int) -> None:
    answers = results(sometimes_bad, range(40), jobs=jobs)
    for number, answer in enumerate(answers):
        match number % 10:
            case 3:
                assert (answer.reason, answer.detail) == (
                    "raised",
                    f"ValueError: no such number: {number}",
                )
                assert "sometimes_bad" in answer.trace
            case 5:
                assert answer == Failed("died", "exit status 7")
            case 7:
                assert answer == Failed("died", "SIGKILL")
            case _:
                assert answer == number


def test_an_item_over_its_time_budget_is_ended_and_the_rest_of_its_batch_is_not_lost() -> None:
    start = time.monotonic()
    answers = results(sleeps_on_five, range(100), jobs=1, seconds=0.3)
    assert answers[5] == Failed("time", "0.3 seconds")
    assert [n for n, answer in enumerate(answers) if answer != n] == [5]
    assert time.monotonic() - start < 5


def test_two_items_over_their_budget_do_not_wait_for_each_other() -> None:
    """One after the other they would need eight seconds."""
    start = time.monotonic()
    answers = results(sleeps_on_five, [5, 5, 5, 5], jobs=4, seconds=2.0)
    assert answers == [Failed("time", "2 seconds")] * 4
    assert time.monotonic() - start < 7


def test_an_item_that_needs_too_much_memory_is_named_and_the_rest_goes_on() -> None:
    answers = results(greedy_on_two, range(20), jobs=1, memory=256 * MEGABYTE)
    assert answers[2] == Failed("died", "out of memory")
    assert [n for n, answer in enumerate(answers) if answer != n] == [2]


def test_endless_recursion_is_an_ordinary_failure() -> None:
    answer, *_ = results(recurses, [1])
    assert answer.reason == "raised" and answer.detail.startswith("RecursionError")


def test_items_and_results_larger_than_a_pipe_do_not_block_either_side() -> None:
    sizes = [3 * MEGABYTE] * 12
    assert [len(answer) for answer in results(big, sizes)] == sizes
    assert results(measure, [bytes(size) for size in sizes]) == sizes


def test_a_result_that_cannot_be_sent_fails_only_its_item() -> None:
    answers = results(unpicklable, [1, 2])
    assert [answer.reason for answer in answers] == ["raised", "raised"]


def test_an_item_that_kills_its_worker_on_arrival_is_named() -> None:
    answers = results(repr, [DiesWhenUnpickled()])
    assert answers == [Failed("died", "exit status 3")]


def test_a_function_that_exits_fails_only_its_item() -> None:
    assert [answer.detail for answer in results(exits, [1])] == ["SystemExit: enough"]


def test_ctrl_c_is_for_the_parent_alone() -> None:
    assert results(interrupts, [1, 2, 3]) == [1, 2, 3]


def test_workers_are_reused_and_no_more_than_asked_for() -> None:
    assert len(set(results(process_of, range(50), jobs=2))) <= 2
    assert os.getpid() not in results(process_of, range(3), jobs=1)


@pytest.mark.skipif(sys.platform == "win32", reason="there a worker shares nothing")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_worker_with_much_memory_of_its_own_is_replaced_and_no_item_is_lost(jobs: int) -> None:
    given = workers.run_as_they_finish(grows, range(60), jobs=jobs, seconds=60, own=40 * MEGABYTE)
    done = dict(given)
    assert sorted(done) == [*range(60)]
    shares = Counter(done.values())
    assert 2 <= max(shares.values()) <= 10
    assert len(shares) >= 6


def test_a_worker_that_needs_little_stays() -> None:
    given = workers.run_as_they_finish(
        process_of, range(60), jobs=1, seconds=60, own=200 * MEGABYTE
    )
    assert len({process for _, process in given}) == 1


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_whatever_stops_the_parent_no_worker_is_left(error: type[BaseException]) -> None:
    def stop() -> None:
        for index, _ in run(sleeps_on_five, range(40), jobs=2, seconds=30):
            if index == 2:
                raise error

    start = time.monotonic()
    with pytest.raises(error):
        stop()
    assert multiprocessing.active_children() == []
    assert time.monotonic() - start < 5


def test_a_run_that_is_not_read_to_its_end_leaves_no_worker() -> None:
    answers = run(square, range(100), jobs=2, seconds=10)
    assert next(answers) == (0, 0)
    answers.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_no_worker_could_do_is_done_here(jobs: int) -> None:
    squares = [n * n for n in range(20)]
    assert list(workers.run_or_do(only_here, range(20), jobs=jobs, seconds=10)) == squares
    assert list(workers.run_or_do(square, range(20), jobs=jobs, seconds=10)) == squares


def test_the_first_of_what_is_shared_out_is_done_here() -> None:
    first, *others = workers.shared(process_of, range(3), seconds=10)
    assert first == os.getpid()
    assert len({first, *others}) == 3
    assert workers.shared(only_here, range(3), seconds=10) == [0, 1, 4]
    assert workers.shared(process_of, [0], seconds=10) == [os.getpid()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_are_at_work_before_anybody_asks_for_results(jobs: int, tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in "abc"]
    with workers.at_work(made_file, paths, jobs=jobs, seconds=30) as results:
        begun = time.monotonic()
        while not Path(paths[0]).exists():
            assert time.monotonic() - begun < 20
            time.sleep(0.01)
        assert sorted(results) == [(0, "a"), (1, "b"), (2, "c")]


def test_workers_that_nobody_waits_for_end_with_what_they_were_started_for() -> None:
    with pytest.raises(KeyError), workers.at_work(sleeps_on_five, [5], jobs=2, seconds=30):
        raise KeyError


def test_a_slow_reader_of_results_costs_no_item_its_budget() -> None:
    answers = []
    for _, answer in run(square, range(20), jobs=2, seconds=0.2):
        time.sleep(0.05)
        answers.append(answer)
    assert answers == [n * n for n in range(20)]


def test_progress_is_told_for_every_item() -> None:
    told: list[tuple[int, int]] = []
    results(square, range(30), on_done=lambda done, total: told.append((done, total)))
    assert told == [(n, 30) for n in range(1, 31)]


def test_it_works_where_processes_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_start_method", lambda: "spawn")
    answers = results(sometimes_bad, range(6), jobs=1)
    assert [a if isinstance(a, int) else a.reason for a in answers] == [
        0,
        1,
        2,
        "raised",
        4,
        "died",
    ]


def test_workers_that_cannot_start_are_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def stillborn(*_: object) -> None:
        os._exit(9)

    monkeypatch.setattr(pool, "work", stillborn)
    monkeypatch.setattr(pool, "_start_method", lambda: "fork")
    with pytest.raises(WorkersUnavailable, match="do not start: exit status 9"):
        results(square, [1, 2, 3])


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, sys, time\n"
        "from site_builder.workers import run\n"
        "def child(n):\n"
        "    if n: time.sleep(0.5)\n"
        "    return os.getpid()\n"
        "if __name__ == '__main__':\n"
        "    for _, pid in run(child, [0, 1, 1, 1], jobs=2, seconds=30):\n"
        "        print(pid, flush=True); time.sleep(30)\n"
    )
    import subprocess

    root = Path(__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, cwd=root, env={"PYTHONPATH": str(root)}
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 5
    while _alive(worker):
        assert time.monotonic() < deadline, "the worker outlived its parent"
        time.sleep(0.02)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False
