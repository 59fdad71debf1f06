"""The dataset of what the service holds, made once for each change and kept: for everybody, and for each set of counties.

Each scope reads its own documents and nothing else, so that nobody's dataset holds what they may not see. A change costs
reading the documents that changed, and building. It is made in a thread; who waits too long is told how far it is.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import pyarrow as pa

from corpus.dataset.build import Dataset, build
from corpus.dataset.mentions import MENTION_SCHEMA
from corpus.dataset.stored import document_mentions
from corpus.store import Scope, Store
from corpus.store.documents import get_document
from corpus.store.stamps import Stamp, document_stamps

T = TypeVar("T")
PATIENCE = 8.0
"""Seconds that a reader waits for a dataset before it is told to come again."""
_AT_ONCE = 50
"""Documents that are read within one transaction."""
_MADE = 24
"""Tables and charts that are kept with a dataset."""
_SCOPES = 8
"""Sets of counties whose datasets are kept; the one that was not asked for longest goes first."""


@dataclass(eq=False, slots=True)
class Built:
    """A dataset, None where there are no figures; `documents`: their ids by sha256.

    `began`: when what it was made of was read, by the clock that only goes forward. `is_current`: nothing has changed since.
    """

    dataset: Dataset | None
    documents: Mapping[str, int]
    began: float
    stamps: Mapping[int, Stamp]
    is_current: bool = True
    _made: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made of this dataset before, or is made now; what was asked for longest ago goes first."""
        try:
            found: T = self._made[key]
            return found
        except KeyError:
            made = self._made[key] = make()
        while len(self._made) > _MADE:
            self._made.popitem(last=False)
        return made


@dataclass(frozen=True, slots=True)
class Gathering:
    """A dataset that is being made: so many of all its documents are read."""

    done: int
    total: int


class Datasets:
    """One for a running service; give it to many threads."""

    def __init__(self, store: Store, patience: float = PATIENCE) -> None:
        self._store, self._patience = store, patience
        self._lock = threading.Lock()
        self._kept: OrderedDict[Scope, _Kept] = OrderedDict()

    def of(self, scope: Scope) -> Built | Gathering:
        """The dataset of these counties (None: all) as the store is now. Raises what the making of it raises."""
        with self._lock:
            kept = self._kept.setdefault(scope, _Kept(self._store, scope))
            self._kept.move_to_end(scope)
            if len(self._kept) > _SCOPES:
                self._kept.popitem(last=False)
        return kept.now(self._patience)


class _Kept:
    """The dataset of one scope, and the figures of each of its documents by their stamps."""

    def __init__(self, store: Store, scope: Scope) -> None:
        self._store, self._scope = store, scope
        self._lock = threading.Lock()
        self._work: threading.Thread | None = None
        self._figures: dict[int, tuple[Stamp, str, pa.Table]] = {}
        self._progress = Gathering(0, 0)
        self._built: Built | None = None
        self._failed: BaseException | None = None

    def now(self, patience: float) -> Built | Gathering:
        asked = time.monotonic()
        with self._store.reading() as c:
            stamps = document_stamps(c, self._scope)
        if self._built is not None and self._built.stamps == stamps:
            return self._built
        work = self._begun()
        work.join(patience)
        if work.is_alive():
            # Who may see everything may see what was there a moment ago; for others it may be theirs no longer.
            return replace(self._built, is_current=False) if self._built is not None and self._scope is None else self._progress
        if self._failed is not None:
            raise self._failed
        built = self._built
        # A reader who joined work that had begun before may find it made of less than there is now.
        return built if built is not None and (built.stamps == stamps or built.began >= asked) else self._progress

    def _begun(self) -> threading.Thread:
        with self._lock:
            if self._work is None or not self._work.is_alive():
                self._work = threading.Thread(target=self._renew, name="dataset", daemon=True)
                self._work.start()
            return self._work

    def _renew(self) -> None:
        self._failed = None
        try:
            began, stamps = self._read()
            tables = [table for _, _, table in self._figures.values()]
            mentions = pa.concat_tables([MENTION_SCHEMA.empty_table(), *tables])
            documents = {sha256: id for id, (_, sha256, _) in self._figures.items()}
            self._built = Built(build(mentions) if mentions.num_rows else None, documents, began, stamps)
        except Exception as error:  # It is told to who waits for it.
            self._failed = error

    def _read(self) -> tuple[float, Mapping[int, Stamp]]:
        """Reads what is new or has changed, forgets what is gone, until nothing has changed meanwhile."""
        while True:
            began = time.monotonic()
            with self._store.reading() as c:
                stamps = document_stamps(c, self._scope)
                for gone in self._figures.keys() - stamps.keys():
                    del self._figures[gone]
                waiting = [id for id, stamp in stamps.items() if id not in self._figures or self._figures[id][0] != stamp]
                self._progress = Gathering(len(stamps) - len(waiting), len(stamps))
                if not waiting:
                    return began, stamps
                for id in waiting[:_AT_ONCE]:
                    row = get_document(c, id)
                    assert row is not None
                    self._figures[id] = (stamps[id], row.sha256, document_mentions(c, row))
