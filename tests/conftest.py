"""For all tests: what an outside program needs to be there for, and no silent skips in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from hypothesis import settings

NEEDS = {"browser": ("chromium",), "office": ("soffice", "pdftotext")}
IN_CI = bool(os.environ.get("CI"))

# No deadline: no test asserts a time. The same examples on every CI run: what failed there fails again.
settings.register_profile("junheng", deadline=None, derandomize=IN_CI)
settings.load_profile("junheng")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a slow test first: begun last, they would leave one of two processes idle at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, commands in NEEDS.items():
        missing = [command for command in commands if shutil.which(command) is None]
        if missing and item.get_closest_marker(marker):
            pytest.skip(f"{', '.join(missing)} not found: run scripts/install_test_packages.sh")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if IN_CI and skipped and any(item.get_closest_marker(marker) for marker in NEEDS):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow for {item.nodeid}: {report.longrepr}"
    return report


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, started once for a module. Not for longer: while it is there, no other event loop may run."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()
