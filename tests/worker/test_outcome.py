"""What a child left behind is read with suspicion: links, pipes, floods and lies are as good as nothing."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from service.worker.outcome import OUTCOME, PROGRESS, Outcome, Progress, failed, read_outcome, read_progress, write_outcome, write_progress

TRAPS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda path: None,
    "empty": lambda path: path.touch(),
    "flood": lambda path: path.write_bytes(b'{"state": "succeeded"}' + b" " * 200_000),
    "link": lambda path: path.symlink_to(path.with_name("elsewhere")),
    "endless": lambda path: path.symlink_to("/dev/zero"),
    "pipe": os.mkfifo,
    "folder": lambda path: path.mkdir(),
    "pickle": lambda path: path.write_bytes(pickle.dumps({"state": "succeeded"})),
    "unknown state": lambda path: path.write_text('{"state": "splendid"}'),
    "more than asked": lambda path: path.write_text('{"state": "succeeded", "owner": "me"}'),
    "unknown stage": lambda path: path.write_text("dreams 1/2\n"),
    "no numbers": lambda path: path.write_text("pages many/more\n"),
    "huge numbers": lambda path: path.write_text("pages " + "9" * 20 + "/" + "9" * 20),
}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    (tmp_path / "elsewhere").write_text('{"state": "succeeded"}')
    return tmp_path


@pytest.mark.parametrize("lay", TRAPS.values(), ids=TRAPS)
def test_a_trap_is_no_outcome_and_no_progress(elsewhere: Path, lay: Callable[[Path], object]) -> None:
    lay(elsewhere / OUTCOME)
    lay(elsewhere / PROGRESS)
    assert read_outcome(elsewhere) is None
    assert read_progress(elsewhere) is None


def test_what_was_written_is_read(tmp_path: Path) -> None:
    for outcome in (Outcome(state="partial"), failed("too_many_pages", pages=2000, most=1000, name="长.pdf")):
        write_outcome(tmp_path, outcome)
        assert read_outcome(tmp_path) == outcome
    write_progress(tmp_path, Progress("blocks", 3, 12))
    assert read_progress(tmp_path) == ("blocks", 3, 12)
