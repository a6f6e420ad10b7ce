"""When Python looks for garbage."""

from __future__ import annotations

import gc

import pytest

from site_builder import heap, workers


def collector_of(_: int) -> tuple[bool, tuple[int, int, int], int]:
    return gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()


def test_what_a_build_makes_is_not_looked_through_while_it_is_made_or_after() -> None:
    with heap.whole_build():
        with heap.growing():
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0


def test_after_a_build_that_failed_all_is_as_it_was() -> None:
    before = gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()
    with pytest.raises(ValueError, match="a fault"), heap.whole_build(), heap.growing():
        raise ValueError("a fault")
    assert (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()) == before


def test_a_worker_leaves_what_it_inherited_and_collects_what_it_makes() -> None:
    with heap.growing():
        ((_, (enabled, threshold, frozen)),) = workers.run(collector_of, [1], jobs=1, seconds=60)
    gc.unfreeze()
    assert enabled
    assert threshold == heap.SELDOM
    assert frozen > 0
