"""`junheng dataset`: built from a batch's folder and from the service's, and what differs between two datasets."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet

from corpus.dataset.mentions import mentions
from corpus.divisions.identify import identify
from corpus.ingest import ingest
from corpus.store import open_store
from corpus.store.decisions import NewReview, review_fact
from corpus.store.documents import add_document
from corpus.store.results import save_result

FIRST = "遂川县2022年义务教育优质均衡发展自查报告\n2022年，全县小学在校学生6929人，专任教师400人。\n"
SECOND = "遂川县2022年义务教育优质均衡发展督导评估报告\n2022年，全县小学在校学生6292人。\n"


def batch(folder: Path, *texts: str) -> str:
    """A folder as `junheng batch` leaves it, with a partition for each text."""
    (folder / "mentions").mkdir(parents=True)
    for number, text in enumerate(texts):
        ingested = ingest(text.encode(), f"{number}.txt", date(2024, 1, 1))
        table = mentions(ingested, identify(ingested.extraction.document))
        parquet.write_table(table, folder / "mentions" / f"part-{number:02d}.parquet")
    return str(folder)


def values(folder: Path, column: str) -> list[int]:
    return [int(value) for value in parquet.read_table(folder / "wide.parquet")[column].to_pylist() if value is not None]


def test_a_dataset_is_built_of_a_batch(run, tmp_path: Path) -> None:
    result = run("dataset", "build", batch(tmp_path / "batch", FIRST, SECOND), "-o", str(tmp_path / "d"))
    assert result.exit_code == 0, result.output
    assert "2 份文件、1 个县" in result.stdout and "数据相互矛盾" in result.stdout
    assert values(tmp_path / "d", "student.count.primary") == [6292]
    assert parquet.read_table(tmp_path / "d" / "flags.parquet")["student.count.primary"].to_pylist() == ["conflict unreviewed"]
    row = parquet.read_table(tmp_path / "d" / "sources.parquet")["student.count.primary"][0].as_py()
    long = parquet.read_table(tmp_path / "d" / "long.parquet")
    assert long["county_code"][row].as_py() == "360827" and "6292人" in long["quote"][row].as_py()


def test_a_dataset_is_built_of_the_service_with_what_people_said(run, tmp_path: Path) -> None:
    store = open_store(None, tmp_path / "data")
    for number, text in enumerate((FIRST, SECOND)):
        ingested = ingest(text.encode(), f"{number}.txt", date(2024, 1, 1))
        with store.writing() as c:
            document, _ = add_document(c, ingested.report.sha256, f"{number}.txt", len(text), "uploader")
            result = save_result(c, document.id, ingested)
            students = next(f for f in ingested.extraction.facts if f.indicator == "student.count")
            decision = NewReview("edit", "reviewer", {"value": "6930"}) if number == 0 else NewReview("reject", "reviewer")
            review_fact(c, result.id, students.id, decision, 0)
    store.close()
    assert run("dataset", "build", str(tmp_path / "data"), "-o", str(tmp_path / "d")).exit_code == 0
    assert values(tmp_path / "d", "student.count.primary") == [6930]
    told = {(r["review"], r["set_aside"]) for r in parquet.read_table(tmp_path / "d" / "long.parquet").to_pylist()}
    assert {("edited", None), ("rejected", "rejected"), ("unreviewed", None)} <= told


def test_what_differs_is_told_with_its_reason(run, tmp_path: Path) -> None:
    for name, texts in (("a", (FIRST,)), ("b", (FIRST, SECOND))):
        assert run("dataset", "build", batch(tmp_path / f"batch-{name}", *texts), "-o", str(tmp_path / name)).exit_code == 0
    a, b = str(tmp_path / "a"), str(tmp_path / "b")
    same, differs = run("dataset", "diff", a, a), run("dataset", "diff", a, b)
    assert (same.exit_code, differs.exit_code) == (0, 1)
    assert "遂川县" in differs.stdout and "在校学生数，小学" in differs.stdout and "新文件" in differs.stdout
    assert "new document" in run("dataset", "diff", a, b, "--lang", "en").stdout
    changes = json.loads(run("dataset", "diff", a, b, "--format", "json").stdout)
    before, after = next((c["before"], c["after"]) for c in changes if c["column"] == "student.count.primary")
    assert (before["value"], after["value"], after["document_name"]) == ("6929", "6292", "1.txt")


@pytest.mark.parametrize(("lang", "said"), [("zh", "既不是"), ("en", "neither")])
def test_a_folder_that_is_no_source_is_told(run, tmp_path: Path, lang: str, said: str) -> None:
    result = run("dataset", "build", str(tmp_path), "-o", str(tmp_path / "d"), "--lang", lang)
    assert result.exit_code == 2 and said in result.stderr
    assert not (tmp_path / "d").exists() and not (tmp_path / "junheng.db").exists()


def test_an_empty_source_gives_no_dataset(run, tmp_path: Path) -> None:
    result = run("dataset", "build", batch(tmp_path / "batch"), "-o", str(tmp_path / "d"))
    assert result.exit_code == 2 and "还没有任何数据" in result.stderr and not (tmp_path / "d").exists()


def test_a_damaged_partition_is_named(run, tmp_path: Path) -> None:
    source = batch(tmp_path / "batch", FIRST)
    (tmp_path / "batch" / "mentions" / "part-00.parquet").write_bytes(b"PAR1")
    result = run("dataset", "build", source, "-o", str(tmp_path / "d"))
    assert result.exit_code == 3 and "part-00.parquet" in result.stderr


def test_nothing_is_overwritten_and_no_dataset_is_told(run, tmp_path: Path) -> None:
    source = batch(tmp_path / "batch", FIRST)
    assert run("dataset", "build", source, "-o", source).exit_code == 2
    result = run("dataset", "diff", source, source)
    assert result.exit_code == 3 and "manifest.json" in result.stderr
