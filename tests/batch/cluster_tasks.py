"""A task that workers of a cluster import."""

from __future__ import annotations

import os
import signal

from corpus.batch.work import Made, Work, perform

POISON = "有毒".encode()


def killing(work: Work) -> Made:
    """Takes its worker with it where it meets with poison."""
    if POISON in work.data:
        os.kill(os.getpid(), signal.SIGKILL)
    return perform(work)
