"""What a child that was taken over can still do: each attack is made for real, by a process that gave everything up."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.worker.isolation import cut_network, landlock_version, network_cut

ROOT = Path(__file__).parents[2]
PRELUDE = """
import json, os, socket, sys
from pathlib import Path
from service.worker import child
from service.worker.order import Limits, Order, ProbeTask

out, target = Path(sys.argv[1]), sys.argv[2]
order = Order(task=ProbeTask(), data=Path(os.devnull), name="", out=out)
worked = child._give_up(order)

def told(attack):
    try:
        return repr(attack())
    except OSError as error:
        return type(error).__name__
"""
LANDLOCKED = pytest.mark.skipif(landlock_version() == 0, reason="this kernel has no Landlock")


def attacked(tmp_path: Path, target: object, attack: str) -> str:
    """What the expression `attack` gives, or the kind of error it meets with, after everything was given up."""
    out = tmp_path / "out"
    out.mkdir()
    program = textwrap.dedent(PRELUDE) + f"\nprint(json.dumps([worked, told(lambda: {attack})]))\n"
    done = subprocess.run(
        [sys.executable, "-c", program, str(out), str(target)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: str = json.loads(done.stdout)[1]
    return found


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def test_no_connection_leaves_the_child(tmp_path: Path, listening: socket.socket) -> None:
    port = listening.getsockname()[1]
    socket.create_connection(("127.0.0.1", port)).close()
    listening.accept()[0].close()
    attack = f"socket.create_connection(('127.0.0.1', {port}), 1)"
    assert attacked(tmp_path, "", attack) in ("OSError", "PermissionError", "ConnectionRefusedError")
    with pytest.raises(TimeoutError):
        listening.accept()


@LANDLOCKED
@pytest.mark.parametrize(
    "attack", ["Path(target).read_text()", "Path(target).write_text('x')", "os.listdir(Path(target).parent)", "os.unlink(target)"]
)
def test_other_files_are_out_of_reach(tmp_path: Path, attack: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary")
    assert attacked(tmp_path, secret, attack) == "PermissionError"
    assert secret.read_text() == "canary"


@LANDLOCKED
@pytest.mark.parametrize("attack", ["Path(target, 'link').symlink_to('/etc/passwd')", "os.mkfifo(Path(target, 'pipe'))"])
def test_no_traps_can_be_laid(tmp_path: Path, attack: str) -> None:
    assert attacked(tmp_path, tmp_path / "out", attack) == "PermissionError"


@LANDLOCKED
def test_no_program_can_be_started(tmp_path: Path) -> None:
    assert attacked(tmp_path, "", "__import__('subprocess').run(['/usr/bin/env'])") == "PermissionError"


@LANDLOCKED
def test_the_servers_environment_cannot_be_read(tmp_path: Path) -> None:
    assert attacked(tmp_path, os.getpid(), "open(f'/proc/{target}/environ').read()") == "PermissionError"


@pytest.mark.skipif(landlock_version() < 6, reason="signals are kept in from Landlock's sixth version on")
def test_the_server_cannot_be_killed(tmp_path: Path) -> None:
    assert attacked(tmp_path, os.getpid(), "os.kill(int(target), 0)") == "PermissionError"


def test_its_own_folder_can_be_written(tmp_path: Path) -> None:
    assert attacked(tmp_path, tmp_path / "out", "Path(target, 'a').write_text('66') and Path(target, 'a').read_text()") == "'66'"


@pytest.mark.parametrize(
    ("in_namespace", "landlock", "said"), [(True, 7, "namespace"), (True, 0, "namespace"), (False, 4, "landlock"), (False, 3, "open")]
)
def test_what_is_told_is_the_stronger_means(in_namespace: bool, landlock: int, said: str) -> None:
    assert network_cut(in_namespace, landlock) == said


def test_a_system_that_refuses_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from service.worker import isolation

    class Refusing:
        def unshare(self, flags: int) -> int:
            return -1

    monkeypatch.setattr(isolation, "_LIBC", Refusing())
    assert cut_network() is False
