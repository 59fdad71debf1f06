"""Which Chinese font the pictures of charts can use: looked for by file name where systems keep their fonts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# File names begin so, and the family is called so; the first that is found is used.
_FONTS = (
    ("NotoSansCJK", "Noto Sans CJK SC"), ("NotoSansSC", "Noto Sans SC"), ("SourceHanSans", "Source Han Sans SC"),
    ("msyh", "Microsoft YaHei"), ("PingFang", "PingFang SC"), ("Hiragino Sans GB", "Hiragino Sans GB"),
    ("wqy-microhei", "WenQuanYi Micro Hei"), ("wqy-zenhei", "WenQuanYi Zen Hei"), ("simhei", "SimHei"), ("Deng", "DengXian"),
    ("NotoSerifCJK", "Noto Serif CJK SC"), ("simsun", "SimSun"), ("DroidSansFallback", "Droid Sans Fallback"),
)  # fmt: skip
FAMILIES = ", ".join(family for _, family in _FONTS) + ", sans-serif"
"""For a browser, which looks for itself."""


@cache
def chart_font() -> str | None:
    """The family of the first Chinese font of this computer; None where there is none."""
    names = {path.name.lower() for folder in font_folders() for path in _files(folder)}
    return next((family for start, family in _FONTS if any(name.startswith(start.lower()) for name in names)), None)


def font_folders() -> tuple[Path, ...]:
    """Where the systems keep fonts."""
    home = Path.home()
    return (
        Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts",
        Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts",
        Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts",
    )  # fmt: skip


def _files(folder: Path) -> Iterator[Path]:
    for root, _, names in os.walk(folder):
        yield from (Path(root, name) for name in names)
