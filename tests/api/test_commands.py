"""The commands of the service over a folder of their own; the one that serves as a real process."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from service.cli import app

ROOT = Path(__file__).parents[2]


def environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("JUNHENG_")}
    return kept | {"PYTHONPATH": str(ROOT), "JUNHENG_DATA": str(folder), "PYTHONUNBUFFERED": "1"}


def junheng(folder: Path, *arguments: str, **more: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"JUNHENG_DATA": str(folder), **more})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_keys_are_made_listed_and_revoked(folder: Path) -> None:
    made = junheng(folder, "key", "create", "王审", "--role", "reviewer", "--county", "甲县", "--days", "30")
    assert re.fullmatch(r"jh_[\w-]{43}\n", made.stdout) and made.exit_code == 0
    again = junheng(folder, "key", "create", "王审")
    assert again.exit_code == 2 and "王审" in again.stderr
    listed = junheng(folder, "key", "list").stdout
    assert "王审\t审核\t甲县\t有效" in listed and made.stdout.strip() not in listed
    assert junheng(folder, "key", "revoke", "1").exit_code == 0
    assert "已撤销" in junheng(folder, "key", "list").stdout
    assert junheng(folder, "key", "revoke", "7").exit_code == 2


def test_the_audit_log_is_verified(folder: Path) -> None:
    junheng(folder, "key", "create", "甲")
    junheng(folder, "key", "create", "乙")
    whole = junheng(folder, "audit", "verify")
    known = re.search(r"2:[0-9a-f]{64}", whole.stdout)[0]
    assert whole.exit_code == 0 and junheng(folder, "audit", "verify", "--known", known).exit_code == 0
    database = sqlite3.connect(folder / "junheng.db")
    for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'").fetchall():
        database.execute(f"DROP TRIGGER {trigger}")
    database.execute("UPDATE audit SET actor = '丙' WHERE number = 1")
    database.commit()
    database.close()
    broken = junheng(folder, "audit", "verify")
    assert broken.exit_code == 1 and "第 1 条" in broken.stdout


def test_a_backup_is_restored(folder: Path, tmp_path: Path) -> None:
    junheng(folder, "key", "create", "甲")
    saved = tmp_path / "备份.tar"
    assert junheng(folder, "backup", str(saved)).exit_code == 0
    assert junheng(folder, "backup", str(saved)).exit_code != 0
    assert junheng(tmp_path / "neu", "restore", str(saved)).exit_code == 0
    assert "甲" in junheng(tmp_path / "neu", "key", "list").stdout
    assert junheng(folder, "restore", str(saved)).exit_code != 0


def test_doctor_says_what_is_missing(folder: Path) -> None:
    good = junheng(folder, "doctor")
    assert good.exit_code == 0 and "✗" not in good.stdout and not folder.exists()
    bad = junheng(folder, "doctor", "--lang", "en", JUNHENG_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert bad.exit_code == 1 and "✗ The database cannot be used" in bad.stdout


def test_serve_needs_nothing_and_stops(folder: Path) -> None:
    command = [sys.executable, "-m", "service.cli", "serve", "--port", "0"]
    process = subprocess.Popen(
        command, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    )
    try:
        url = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
        with httpx.Client(base_url=url, transport=httpx.HTTPTransport(retries=50), trust_env=False) as client:
            assert client.get("/api/v1/ready").json() == {"state": "ok"}
            assert "openapi.json" in client.get("/docs").text
        taken = junheng(folder, "serve", "--port", url.rpartition(":")[2])
        assert taken.exit_code == 2
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, -signal.SIGINT, 130)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
