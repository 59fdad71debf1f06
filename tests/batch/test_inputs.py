"""Which files a batch takes: in folders, by patterns, in archives; every one is told, and none twice."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.batch.archives import entries, read_entry
from corpus.batch.inputs import find_sources
from models.errors import UnreadableInput
from tests.batch.folders import lay, text
from tests.extractor.casebook import cases
from tests.hostile.archives import archive, deflated, entry, listing, spaces

_GBK_NAME = "海城市/自查报告.txt"


def packed(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, content in names.items():
            zipped.writestr(name, content)
    return out.getvalue()


def raw_entries(names: list[bytes]) -> bytes:
    """An archive whose entry names are these bytes, without the mark of UTF-8; every entry holds its number."""
    out, lines = b"", []
    for number, name in enumerate(names):
        content = str(number).encode()
        data, crc = deflated(content), zlib.crc32(content)
        lines.append(listing(name, len(data), len(content), crc, len(out)))
        out += entry(name, data, len(content), crc)
    return archive(out, lines)


def told(folder: Path, *paths: str) -> dict[str, str]:
    """State, or reason, of each source by its name below the folder."""
    found = list(find_sources([str(folder / path) for path in paths] or [str(folder)]))
    names = [source.name.removeprefix(f"{folder}{os.sep}") for source in found]
    assert len(names) == len(set(names))
    return {name: source.reason or source.state for name, source in zip(names, found, strict=True)}


@pytest.mark.parametrize("case", cases("batch_inputs"))
def test_files_of_a_folder(case: dict[str, str], tmp_path: Path) -> None:
    assert told(lay(tmp_path, {case["file"]: text()})) == {case["file"]: case.get("told", "document")}


@pytest.mark.parametrize("case", cases("batch_inputs", "in_archive"))
def test_files_of_an_archive(case: dict[str, str], tmp_path: Path) -> None:
    lay(tmp_path, {"县.zip": packed({case["file"]: text()})})
    [(name, state)] = told(tmp_path).items()
    assert name.startswith("县.zip") and state == case.get("told", "document")


def test_the_order_is_that_of_the_names(tmp_path: Path) -> None:
    names = ["b/2.txt", "a.txt", "b/1.txt", "c.txt", "b/10.txt"]
    lay(tmp_path, dict.fromkeys(names, b"x"))
    assert list(told(tmp_path)) == ["a.txt", "b/1.txt", "b/10.txt", "b/2.txt", "c.txt"]


def test_what_the_user_names_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    lay(tmp_path, {"报告.dat": text(), "图.png": b"x"})
    assert told(tmp_path, "报告.dat", "*.png") == {"报告.dat": "document", "图.png": "document"}


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as refused:
        list(find_sources([str(tmp_path / "没有.docx")]))
    assert refused.value.code == "missing_file"


def test_a_folder_that_a_link_leads_to_is_not_gone_through(tmp_path: Path) -> None:
    lay(tmp_path, {"a/1.txt": text()})
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert told(tmp_path) == {"a/1.txt": "document", "a/loop": "linked_folder"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "报告.txt")
    assert told(tmp_path) == {"报告.txt": "no_file"}


def test_the_output_is_no_input(tmp_path: Path) -> None:
    lay(tmp_path, {"1.txt": text(), "out/cache/2.txt": text()})
    assert [source.name for source in find_sources([str(tmp_path)], [tmp_path / "out"])] == [str(tmp_path / "1.txt")]


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    lay(tmp_path, {"a.zip": raw_entries([_GBK_NAME.encode("gbk")])})
    assert told(tmp_path) == {f"a.zip/{_GBK_NAME}": "document"}


_NAMES = st.one_of(st.binary(max_size=30), st.text(max_size=15).map(lambda name: name.encode("gb18030", "replace")))


@given(st.lists(_NAMES.filter(lambda name: not name.endswith((b"/", b"\\"))), max_size=6))
def test_any_names_in_an_archive_are_told_one_by_one(tmp_path_factory: pytest.TempPathFactory, names: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("archive") / "a.zip"
    path.write_bytes(raw_entries(names))
    found = list(entries(path))
    assert [one.number for one in found] == list(range(len(names)))
    for one in found:
        assert read_entry(path, one.number) == str(one.number).encode()
        assert one.reason == "unsafe_name" or is_harmless(one.name)


def is_harmless(name: str) -> bool:
    return not name.startswith("/") and "\0" not in name and ".." not in name.split("/") and name != ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"PK\x03\x04 no archive", "damaged"), (archive(b"", [listing(b"1.txt", 9, 9, 0, 0)] * 2), "zip_bomb")],
)
def test_archives_that_cannot_be_opened_are_told(tmp_path: Path, content: bytes, reason: str) -> None:
    assert told(lay(tmp_path, {"a.zip": content})) == {"a.zip": reason}


def test_an_entry_that_inflates_abnormally_is_refused(tmp_path: Path) -> None:
    data, size = spaces(40_000_000), 40_000_000
    path = tmp_path / "a.zip"
    path.write_bytes(archive(entry(b"1.txt", data, size, 0), [listing(b"1.txt", len(data), size, 0, 0)]))
    with pytest.raises(UnreadableInput) as refused:
        read_entry(path, 0)
    assert refused.value.code in ("zip_bomb", "damaged")
