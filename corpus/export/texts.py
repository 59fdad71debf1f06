"""Numbers as exact plain text, as CSV and JSON Lines write them: no exponent, no zeros that only the column's width put there."""

from __future__ import annotations

from decimal import Decimal


def number_text(value: Decimal) -> str:
    """What was written is told by the column `step`; here 0.50 and 0.5 are one number.

    >>> number_text(Decimal("280000000.000000000000")), number_text(Decimal("0E-12")), number_text(Decimal("-0.50"))
    ('280000000', '0', '-0.5')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def trimmed(value: Decimal) -> Decimal:
    """The same number with only the decimals that it needs.

    >>> trimmed(Decimal("69.600000000000"))
    Decimal('69.6')
    """
    return Decimal(number_text(value))
