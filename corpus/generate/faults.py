"""Planted mistakes that the figures of one sentence show: sums, rates, changes, trends, thresholds, impossible values.

Each function takes a Draft and a random source and gives the Draft with one mistake and its finding, or None where
the draft has no place for it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from corpus.generate.data import phrasing
from corpus.generate.draft import Draft, Piece, PlannedFinding, Ref, relations_of, rewrite
from corpus.generate.intervals import interval
from corpus.generate.numbers import Number, write_masked
from corpus.generate.sites import (
    broken,
    change,
    is_alone,
    is_plain,
    refs,
    relation_count,
    shown,
    sites,
    with_unit,
    words,
)  # fmt: skip


def finding(code: str, members: tuple[Ref, ...], severity: str = "error", **details: object) -> PlannedFinding:
    """A finding with its explanation from phrasing.yaml."""
    return PlannedFinding(code, severity, members, phrasing()["findings"][code].format(**details))


def sum_mismatch(draft: Draft, rng: Random) -> Draft | None:
    """A part larger than it is."""
    for i, piece, _ in sites(draft, rng):
        for relation in relations_of(piece):
            if relation[0] != "sum" or piece.mention(relation[1]) is None:
                continue
            name, whole = rng.choice(relation[2:]), piece.mention(relation[1])
            mention = piece.mention(name)
            if not (mention and whole and is_plain(mention) and whole.truth and mention.truth is not None):
                continue
            if relation_count(piece, name) > 1 or not is_alone(draft, i, name):
                continue
            grain = 10**5 if mention.unit == "CNY" else 1
            more = max(1, round(whole.truth * rng.randint(12, 30) / 100 / grain)) * grain
            new = change(draft, piece, name, mention.truth + more, rng)
            if broken(new) == [relation]:
                parts = [m.value for n in relation[2:] if (m := new.mention(n)) and m.value is not None]
                total = Fraction(sum(parts))
                told = finding(
                    "sum_mismatch",
                    refs(i, relation[1:]),
                    computed=shown(total, 0, whole.unit),
                    whole=words(new, relation[1]),
                )
                return draft.with_finding({i: new}, told)
    return None


def ratio_mismatch(draft: Draft, rng: Random) -> Draft | None:
    """A rate that its part and whole do not give."""
    for i, piece, _ in sites(draft, rng):
        for relation in relations_of(piece):
            rate = piece.mention(relation[-1]) if relation[0] == "ratio" else None
            if not rate or not is_plain(rate) or not rate.truth or not is_alone(draft, i, rate.name):
                continue
            wrong = Fraction(round(rate.truth * rng.choice([88, 92, 107, 111]) / 10), 10)
            if rate.unit == "%" and not 1 < wrong < 99:
                continue
            new = change(draft, piece, rate.name, wrong, rng)
            if broken(new) == [relation]:
                part, whole = words(new, relation[1]), words(new, relation[2])
                told = finding(
                    "ratio_mismatch", refs(i, relation[1:]), part=part, whole=whole,
                    computed=shown(rate.truth, 1, rate.unit), claimed=words(new, rate.name),
                )  # fmt: skip
                return draft.with_finding({i: new}, told)
    return None


def rate_impossible(draft: Draft, rng: Random) -> Draft | None:
    """A rate that no whole number of parts gives for its whole."""
    for i, piece, statement in sites(draft, rng):
        if not statement.grim or any(piece.mention(name) is None for name in statement.grim):
            continue
        whole, rate = (piece.mention(name) for name in statement.grim)
        if not (whole and rate and whole.truth and rate.truth and is_alone(draft, i, rate.name)):
            continue
        for tenths in rng.sample(range(30, 300), 40):
            new = change(draft, piece, rate.name, Fraction(tenths, 10), rng)
            mention = new.mention(rate.name)
            assert mention
            low, high = interval(mention)
            if not any(low <= Fraction(100 * k) / whole.truth <= high for k in range(int(whole.truth) + 1)):
                told = finding(
                    "rate_impossible",
                    refs(i, statement.grim),
                    whole=words(new, whole.name),
                    claimed=words(new, rate.name),
                )
                return draft.with_finding({i: new}, told)
    return None


def change_mismatch(draft: Draft, rng: Random) -> Draft | None:
    """A change that is not to − from, or percentage points written as percent."""
    for i, piece, _ in sites(draft, rng):
        for relation in relations_of(piece):
            if relation[0] != "change" or "-" in relation:
                continue
            delta = piece.mention(relation[3])
            if not delta or not is_plain(delta) or not delta.truth or not is_alone(draft, i, delta.name):
                continue
            in_percent = delta.unit == "pp" and rng.random() < 0.5
            new = _as_percent(piece, delta.name) if in_percent else change(draft, piece, delta.name, delta.truth * 2, rng)
            if broken(new) == [relation]:
                told = finding(
                    "change_mismatch", refs(i, relation[1:]), **{"from": words(new, relation[1])}, to=words(new, relation[2]),
                    computed=words(piece, delta.name), claimed=words(new, delta.name),
                )  # fmt: skip
                return draft.with_finding({i: new}, told)
    return None


def _as_percent(piece: Piece, name: str) -> Piece:
    delta = piece.mention(name)
    assert delta
    text = words(piece, name).replace("个百分点", "%")
    new = rewrite(piece, name, Number("", text, "", delta.value, "%", step=delta.step), delta.truth)
    return replace(new, mentions=tuple(with_unit(m, "%") if m.name == name else m for m in new.mentions))


def trend_contradiction(draft: Draft, rng: Random) -> Draft | None:
    """A series that is said to rise or fall all along and once does not."""
    for i, piece, statement in sites(draft, rng):
        for direction, series in statement.trend.items():
            names = [name for name in series if piece.mention(name)]
            place = rng.randrange(1, len(names))
            name = names[place]
            before, mention = piece.mention(names[place - 1]), piece.mention(name)
            if not (before and mention and before.truth and is_plain(mention) and is_alone(draft, i, name)):
                continue
            step = abs(before.truth) * Fraction(rng.randint(8, 20), 100)
            if mention.unit == "%":
                step = max(Fraction(round(step * 10), 10), Fraction(3, 10)) if before.truth < 50 else Fraction(rng.randint(3, 9), 10)
            new = change(draft, piece, name, before.truth + (step if direction == "falling" else -step), rng)
            told = finding("trend_contradiction", refs(i, tuple(names)), claimed=words(new, name))
            return draft.with_finding({i: new}, told)
    return None


def threshold_contradiction(draft: Draft, rng: Random) -> Draft | None:
    """A figure that misses the standard which the sentence says it reaches."""
    for i, piece, statement in sites(draft, rng):
        if not statement.threshold:
            continue
        value, limit = (piece.mention(name) for name in statement.threshold)
        if not (value and limit and limit.truth and is_plain(value) and is_alone(draft, i, value.name)):
            continue
        share = rng.randint(3, 12) if value.unit != "%" else rng.randint(1, 6)
        wrong = limit.truth * (1 + Fraction(share if limit.bound == "at_most" else -share, 100))
        if value.unit == "%":
            wrong = Fraction(round(wrong * 10), 10)
        new = change(draft, piece, value.name, wrong, rng)
        told = finding(
            "threshold_contradiction",
            refs(i, statement.threshold),
            claimed=words(new, value.name),
            limit=words(new, limit.name),
        )
        return draft.with_finding({i: new}, told)
    return None


def rate_over_100(draft: Draft, rng: Random) -> Draft | None:
    """A share above one hundred percent."""
    for i, piece, statement in sites(draft, rng):
        for mention in piece.mentions:
            free = mention.unit == "%" and mention.quantity.share and is_plain(mention) and mention.status == "actual"
            if free and not relation_count(piece, mention.name) and not statement.threshold and is_alone(draft, i, mention.name):
                new = change(draft, piece, mention.name, Fraction(rng.randint(1012, 1180), 10), rng)
                told = finding("rate_over_100", refs(i, (mention.name,)), claimed=words(new, mention.name))
                return draft.with_finding({i: new}, told)
    return None


def implausible(draft: Draft, rng: Random) -> Draft | None:
    """A value that the indicator cannot have."""
    for i, piece, statement in sites(draft, rng):
        for mention in piece.mentions:
            factor = mention.quantity.absurd
            if not factor or mention.truth is None or not is_plain(mention) or statement.threshold:
                continue
            if not relation_count(piece, mention.name) and is_alone(draft, i, mention.name):
                new = change(draft, piece, mention.name, mention.truth * factor, rng)
                told = finding("implausible", refs(i, (mention.name,)), claimed=words(new, mention.name))
                return draft.with_finding({i: new}, told)
    return None


def period_conflict(draft: Draft, rng: Random) -> Draft | None:
    """A year after the report's own, told as done."""
    year = draft.base.county.year
    for i, piece, statement in sites(draft, rng):
        if statement.future and piece.text.startswith(f"{year}年") and len(piece.mentions) == 1:
            later = year + rng.randint(1, 2)
            mention = replace(piece.mentions[0], period=str(later))
            new = replace(piece, text=piece.text.replace(str(year), str(later), 1), mentions=(mention,))
            told = finding("period_conflict", refs(i, (mention.name,)), year=year, claimed=words(new, mention.name))
            return draft.with_finding({i: new}, told)
    return None


def masked(draft: Draft, rng: Random) -> Draft | None:
    """Two to five figures left blank; one finding lists them all."""
    changed: dict[int, Piece] = {}
    members: list[Ref] = []
    count = rng.randint(2, 5)
    for i, piece, statement in sites(draft, rng):
        plain = [m for m in piece.mentions if is_plain(m) and m.quantity.say[0] not in {"", "x:1"}]
        plain += [m for m in piece.mentions if is_plain(m) and m.unit in {"%", "CNY"}]
        if len(members) == count or not plain or statement.threshold or statement.trend or statement.grim:
            continue
        chosen = rng.choice(plain)
        changed[i] = rewrite(piece, chosen.name, write_masked(chosen.quantity, rng), None)
        members.append((i, chosen.name))
    if len(members) < count:
        return None
    return draft.with_finding(changed, finding("masked", tuple(sorted(members)), "info", count=count))


def ratio_truncated(draft: Draft, _: Random) -> Draft | None:
    """The rates of a document that cuts off: nothing is changed, the draft was written so."""
    members: list[Ref] = []
    example: tuple[str, str] | None = None
    for i, piece in enumerate(draft.pieces):
        for relation in relations_of(piece):
            rate = piece.mention(relation[-1])
            if relation[0] == "ratio" and rate and rate.truth and relation in broken(piece):
                members.append((i, rate.name))
                digits = max(0, -int(rate.value.as_tuple().exponent)) if rate.value is not None else 0
                example = example or (shown(rate.truth, digits, rate.unit), words(piece, rate.name))
    if not draft.habits.cut_off or not example:
        return None
    told = finding("ratio_truncated", tuple(members), "info", computed=example[0], claimed=example[1])
    return replace(draft, findings=(*draft.findings, told), touched=draft.touched | {i for i, _ in members})
