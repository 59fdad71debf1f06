"""How a process on Linux gives up what it does not need, by the kernel's own means: network, files, privileges.

Each function works on the calling process and cannot be taken back. What the system does not allow is told by what they
return, not raised: a child runs with what there is. Needs no privileges itself.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from service.worker.order import Limits

NetworkCut = Literal["namespace", "landlock", "open"]
FilesCut = Literal["landlock", "open"]

_LIBC = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38

# Landlock: numbers of linux/landlock.h, alike on all architectures.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_QUESTION, _RULE_PATH_BENEATH = 1, 1
_WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_FILE, _MAKE_REG, _TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 5, 1 << 8, 1 << 14
_READING = _READ_FILE | _READ_DIR
_WRITING = _READING | _WRITE_FILE | _REMOVE_FILE | _MAKE_REG | _TRUNCATE
_ON_FILES = _READ_FILE | _WRITE_FILE | _TRUNCATE
_TCP_BIND_AND_CONNECT, _SIGNALS_AND_ABSTRACT_SOCKETS = 0b11, 0b11
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files each version of Landlock knows; the later ones know as many as the fifth."""
_NET_FROM, _SCOPES_FROM = 4, 6


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def set_limits(limits: Limits) -> None:
    """Ceilings for memory, processor time, written and open files; no core dumps, which would hold the document."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file, limits.file))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.open_files, limits.open_files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent(parent: int) -> None:
    """Killed when `parent` ends. It may have ended already: then at once."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def step_back(niceness: int) -> None:
    """Let others go before: on the processor, and in being spared when the machine runs out of memory."""
    os.nice(niceness)
    try:
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
    except OSError:
        return  # No /proc in this container.


def cut_network() -> bool:
    """Leaves all networks, loopback included, for an empty one of its own. False where the system does not allow it."""
    if _LIBC.unshare(_CLONE_NEWNET) == 0:
        return True
    return bool(_LIBC.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)


def forbid_privileges() -> None:
    """No program that this process starts can gain rights (setuid)."""
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def landlock_version() -> int:
    """0 where the kernel has none."""
    return max(int(_LIBC.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_QUESTION)), 0)


def confine(readable: Iterable[Path], writable: Iterable[Path]) -> int:
    """From now on only these folders and files; no TCP, no signals to others. Gives Landlock's version, 0 if it did not work.

    Call forbid_privileges before.
    """
    version = landlock_version()
    ruleset = _new_ruleset(version) if version else -1
    if ruleset < 0:
        return 0
    try:
        rights = (1 << _RIGHTS_BY_VERSION.get(version, 16)) - 1
        for path in readable:
            _allow(ruleset, path, _READING & rights)
        for path in writable:
            _allow(ruleset, path, _WRITING & rights)
        return version if _LIBC.syscall(_RESTRICT_SELF, ruleset, 0) == 0 else 0
    finally:
        os.close(ruleset)


def _new_ruleset(version: int) -> int:
    wanted = _Ruleset(
        (1 << _RIGHTS_BY_VERSION.get(version, 16)) - 1,
        _TCP_BIND_AND_CONNECT if version >= _NET_FROM else 0,
        _SIGNALS_AND_ABSTRACT_SOCKETS if version >= _SCOPES_FROM else 0,
    )
    size = 24 if version >= _SCOPES_FROM else 16 if version >= _NET_FROM else 8
    return int(_LIBC.syscall(_CREATE_RULESET, ctypes.byref(wanted), ctypes.c_size_t(size), 0))


def _allow(ruleset: int, path: Path, rights: int) -> None:
    """What is not there need not be allowed."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = _PathBeneath(rights if path.is_dir() else rights & _ON_FILES, handle)
        _LIBC.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(handle)


def network_cut(in_namespace: bool, landlock: int) -> NetworkCut:
    """The stronger of the two means that worked."""
    if in_namespace:
        return "namespace"
    return "landlock" if landlock >= _NET_FROM else "open"
