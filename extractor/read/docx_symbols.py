"""Characters of Word's symbol fonts as Unicode. Only signs that county reports use; others become U+FFFD."""

from __future__ import annotations

UNKNOWN = "\ufffd"

_WINGDINGS = {
    0x52: "☑",
    0x54: "☒",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "□",
    0x72: "□",
    0x75: "◆",
    0xA1: "○",
    0xA3: "□",
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
} | {code: chr(0x2460 + code - 0x81) for code in range(0x81, 0x8B)}

_WINGDINGS_2 = {0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}

_SYMBOL = {
    0xA3: "≤",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB5: "∝",
    0xB7: "·",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xE5: "∑",
}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = range(0xF000, 0xF100)


def symbol(font: str | None, code: str | None) -> str:
    """The character `code` (hexadecimal, as in `w:sym`) of `font`."""
    try:
        point = int(code or "", 16)
    except ValueError:
        return UNKNOWN
    table = _FONTS.get((font or "").strip().lower())
    in_private = point in _PRIVATE
    point = point - _PRIVATE.start if in_private else point
    if table is not None and (in_private or point < 0x100):
        # Symbol keeps digits and the common ASCII signs where ASCII has them; Wingdings does not.
        return table.get(point) or (chr(point) if table is _SYMBOL and 0x20 < point < 0x40 else UNKNOWN)
    usable = 0x20 <= point <= 0x10FFFF and not 0xD800 <= point <= 0xF8FF
    return chr(point) if usable else UNKNOWN
