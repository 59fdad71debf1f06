"""Backup and restore: everything comes back, on either database, and a backup that was touched is refused whole."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from corpus.store import Refused, Store, auditlog, open_store
from corpus.store.backup import LEFT_OUT, MANIFEST, backup
from corpus.store.decisions import NewReview, review_fact
from corpus.store.documents import add_document, list_documents
from corpus.store.jobs import enqueue
from corpus.store.keys import create_key, find_key
from corpus.store.removal import remove_document
from corpus.store.restore import restore, verify
from corpus.store.results import load_ingested, save_result
from corpus.store.reviews import reviewed_facts
from corpus.store.tables import metadata
from tests.store.conftest import gold


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as c:
        tables = [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]
        return {t.name: [tuple(row) for row in c.execute(select(t).order_by(*t.primary_key.columns))] for t in tables}


def fill(store: Store) -> str:
    """Something in every table; the document with the highest id was deleted. Gives the secret of the key."""
    for number in range(4):
        incoming = store.blobs.receive([bytes([number]) * 70_000])
        with store.writing() as c:
            store.blobs.keep(incoming)
            row, _ = add_document(c, incoming.sha256, f"报告{number}.txt", incoming.size, "tester")
            add_document(c, incoming.sha256, "又名.txt", incoming.size, "tester")
            result = save_result(c, row.id, gold())
            review_fact(c, result.id, "f1", NewReview("accept", "王审"), 0)
            enqueue(c, row.id, "ingest", 10, "tester")
    remove_document(store, 4, "admin")
    with store.writing() as c:
        return create_key(c, "张", "reviewer", ("岚渡县",), None, "admin")[1]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup as it should be."""
    folder = tmp_path_factory.mktemp("whole")
    store = open_store(None, folder)
    fill(store)
    backup(store, folder / "b.tar")
    store.close()
    return folder / "b.tar"


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[..., str]) -> str:
    """A new database to restore into."""
    return f"sqlite:///{tmp_path / 'other.db'}" if request.param == "sqlite" else new_database()


def changed(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of a backup with what `change` makes of each file; None leaves it out."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for info in old:
            content = change(info.name, old.extractfile(info).read())
            if content is not None:
                info.size = len(content)
                new.addfile(info, io.BytesIO(content))
    return target


def test_everything_comes_back(store: Store, target: str, tmp_path: Path) -> None:
    secret = fill(store)
    made = backup(store, tmp_path / "b.tar")
    assert verify(tmp_path / "b.tar") == made
    assert restore(tmp_path / "b.tar", target, tmp_path / "new", "admin") == made
    other = open_store(target, tmp_path / "new")
    before, after = rows(store), rows(other)
    assert [row for row in after["audit"] if row[3] != "store.restored"] == before["audit"]
    assert {**after, "audit": None} == {**before, "audit": None}
    with other.writing() as c:
        assert find_key(c, secret).name == "张"
        assert load_ingested(c, 1) == gold()
        assert reviewed_facts(c, 1)[0].state == "accepted"
        assert auditlog.verify(c) is None
        assert add_document(c, "a" * 64, "new.txt", 1, "tester")[0].id == 5
        for row in list_documents(c, None).rows[1:]:
            assert other.blobs.path(row.sha256).stat().st_size == row.size
    other.close()


def in_file(start: str, change: Callable[[bytes], bytes | None]) -> Callable[[str, bytes], bytes | None]:
    """A change of the files whose names begin so."""
    return lambda name, data: change(data) if name.startswith(start) else data


DAMAGE = {
    "a row changed": in_file("tables/documents", lambda data: data.replace(b"tester", b"forger")),
    "a table left out": in_file("tables/reviews", lambda data: None),
    "an upload changed": in_file("uploads/", lambda data: data[:-1] + b"x"),
    "the uploads left out": in_file("uploads/", lambda data: None),
    "no manifest": in_file(MANIFEST, lambda data: None),
    "a manifest that is none": in_file(MANIFEST, lambda data: b"{}"),
    "a name that leads elsewhere": in_file(MANIFEST, lambda data: data.replace(b"tables/keys.jsonl", b"../../keys.jsonl")),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_backup_is_refused(whole: Path, tmp_path: Path, damage: str) -> None:
    refused(changed(whole, tmp_path / "c.tar", DAMAGE[damage]), tmp_path, "backup_damaged")


@pytest.mark.parametrize("cut", [0, 100, 5000, 200_000])
def test_a_backup_that_is_cut_off_is_refused(whole: Path, tmp_path: Path, cut: int) -> None:
    (tmp_path / "c.tar").write_bytes(whole.read_bytes()[:cut])
    refused(tmp_path / "c.tar", tmp_path, "backup_damaged")


FORGERIES = {
    "the audit log": ("tables/audit.jsonl", lambda data: data.replace(b"key.created", b"key.forgery")),
    "no JSON": ("tables/keys.jsonl", lambda data: b"x" * len(data)),
    "no row": ("tables/keys.jsonl", lambda data: b"1" * len(data)),
    "another column": ("tables/keys.jsonl", lambda data: data.replace(b'"role"', b'"rule"')),
    "no content": ("tables/parts.jsonl", lambda data: data.replace(b'"base64"', b'"base63"')),
    "an upload of no document": ("tables/documents.jsonl", lambda data: data.replace(b'"sha256": "', b'"sha256": "0', 1)),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_backup_is_refused(whole: Path, tmp_path: Path, forgery: str) -> None:
    """By somebody who mends the sums in the manifest; the chain of the audit log and the tables themselves are his trap."""
    refused(rewritten(whole, tmp_path / "c.tar", *FORGERIES[forgery]), tmp_path, "backup_damaged")


def rewritten(whole: Path, target: Path, name: str, change: Callable[[bytes], bytes], **told: str) -> Path:
    """A copy of a backup with one file changed, the sums mended, and the manifest telling something else."""
    with tarfile.open(whole) as tar:
        true = tar.extractfile(name).read()
    false = change(true)
    assert false != true

    def write(file: str, data: bytes) -> bytes:
        if file != MANIFEST:
            return false if file == name else data
        manifest = json.loads(data) | told
        entry = next(entry for entry in manifest["files"] if entry["name"] == name)
        entry |= {"sha256": sha256(false).hexdigest(), "size": len(false)}
        return json.dumps(manifest).encode()

    return changed(whole, target, write)


def test_a_backup_of_a_newer_program_is_refused(whole: Path, tmp_path: Path) -> None:
    later = in_file(MANIFEST, lambda data: json.dumps(json.loads(data) | {"revision": "9999"}).encode())
    refused(changed(whole, tmp_path / "c.tar", later), tmp_path, "backup_newer")


def without(prefix: str, rows: bytes) -> bytes:
    """The rows of a table without some columns."""
    parsed = [json.loads(line) for line in rows.splitlines()]
    return b"".join(json.dumps({k: v for k, v in row.items() if not k.startswith(prefix)}).encode() + b"\n" for row in parsed)


def test_a_backup_of_an_earlier_program_comes_back_as_it_would_be_now(whole: Path, target: str, tmp_path: Path) -> None:
    second = rewritten(whole, tmp_path / "2.tar", "tables/facts.jsonl", partial(without, "start"), revision="0002")
    first = rewritten(second, tmp_path / "1.tar", "tables/jobs.jsonl", partial(without, "blocks_"), revision="0001")
    restore(first, target, tmp_path / "new", "admin")
    restored, now = open_store(target, tmp_path / "new"), open_store(None, whole.parent)
    assert {**rows(restored), "audit": None} == {**rows(now), "audit": None}
    restored.close()
    now.close()


def refused(source: Path, tmp_path: Path, code: str) -> None:
    """And nothing is left in the folder that could pass for a store."""
    with pytest.raises(Refused) as error:
        restore(source, f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "new", "admin")
    assert error.value.code == code
    assert list(tmp_path.glob("new/*")) == []
    open_store(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "new").close()


def test_nothing_is_restored_over_something(whole: Path, target: str, tmp_path: Path) -> None:
    restore(whole, target, tmp_path / "new", "admin")
    for folder in ("new", "third"):
        with pytest.raises(Refused) as error:
            restore(whole, target, tmp_path / folder, "admin")
        assert error.value.code == "restore_not_empty"
    assert not (tmp_path / "third" / "uploads").exists()


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_bytes(b"precious")
    with pytest.raises(Refused):
        backup(store, tmp_path / "b.tar")
    assert (tmp_path / "b.tar").read_bytes() == b"precious"


def gone(path: Path) -> None:
    path.unlink()


def rotten(path: Path) -> None:
    path.write_bytes(b"x" * path.stat().st_size)


@pytest.mark.parametrize("harm", [gone, rotten])
def test_an_upload_that_is_gone_or_damaged_is_told(store: Store, tmp_path: Path, harm: Callable[[Path], None]) -> None:
    fill(store)
    harm(store.blobs.path(next(iter(store.blobs.all()))))
    with pytest.raises(Refused) as error:
        backup(store, tmp_path / "b.tar")
    assert error.value.code == "backup_disturbed"
    assert not list(tmp_path.glob("*.tar")) and not list(tmp_path.glob(".backup-*"))


def test_a_backup_is_for_its_owner_alone(whole: Path) -> None:
    assert whole.stat().st_mode & 0o777 == 0o600


def test_a_missing_backup_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused) as error:
        verify(tmp_path / "none.tar")
    assert error.value.code == "missing_file"
