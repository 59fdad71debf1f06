"""Invented reports: the same again, labels at their places, figures that agree with each other."""

import re
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest

from corpus.evaluate import evaluate
from corpus.generate import CODES, FAULTS, generate, generate_documents, generate_pair, long_report, write_generated
from corpus.generate.data import kinds, quantities, statements
from corpus.generate.labels import HEADER
from models.finding import Code

SEEDS = range(50)
SCALES = {"": 1, "万": 10**4, "亿": 10**8}
EXACT = {"person", "person_time", "school", "class", "item", "hour", "year", "day", "month", "minute"}
PER = {"%": 100}
WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def written(fact):
    """The digits of a fact's own words with their scale, or None where it is written in Chinese numerals."""
    text = fact.text.translate(WIDE).replace(",", "")
    text = text.removeprefix("1:") if fact.mention.unit == "ratio" else text
    match = re.match(r"(\d+(?:\.\d+)?)[余多]?(万|亿)?", text)
    return (Decimal(match[1]), SCALES[match[2] or ""]) if match else None


def interval(fact):
    """The amounts that a figure stands for, from its words alone."""
    value = Fraction(fact.mention.value)
    digits = written(fact)
    if digits is None:
        zeros = len(str(abs(fact.mention.value))) - len(str(abs(fact.mention.value)).rstrip("0"))
        decimals = -int(fact.mention.value.as_tuple().exponent)
        half = Fraction(1, 2) * 10**zeros if fact.mention.unit == "CNY" else Fraction(1, 2 * 10**decimals)
        return (value, value) if fact.mention.unit in EXACT else (value - half, value + half)
    number, scale = digits
    if scale == 1 and fact.mention.unit in EXACT:
        return value, value
    half = Fraction(scale, 2 * 10 ** -int(number.as_tuple().exponent))
    return value - half, value + half


def meets(a, b):
    return a[0] <= b[1] and b[0] <= a[1]


def holds(relation, facts):
    members = [interval(facts[m]) if m != "-" else None for m in relation.members]
    if relation.type == "sum":
        whole, *parts = members
        return meets(whole, (sum(p[0] for p in parts), sum(p[1] for p in parts)))
    if relation.type == "ratio":
        part, whole, rate = members
        scale = PER.get(facts[relation.members[2]].mention.unit, 1)
        return meets(rate, (scale * part[0] / whole[1], scale * part[1] / whole[0]))
    if None in members:
        return True
    old, new, delta = members
    units = [facts[m].mention.unit for m in relation.members]
    if units[2] == "%":
        return units[0] != "%" and meets(delta, (100 * new[0] / old[1] - 100, 100 * new[1] / old[0] - 100))
    return meets(delta, (new[0] - old[1], new[1] - old[0]))


def failing(report):
    facts = {fact.id: fact for fact in report.facts}
    return [r for r in report.relations if not holds(r, facts)]


@pytest.mark.parametrize("seed", [0, 7, 31])
def test_same_seed_same_files(seed):
    wishes = {"damage": 2, "errors": 2}
    assert generate(seed, **wishes).files() == generate(seed, **wishes).files()


def test_seeds_differ():
    assert len({generate(seed).text for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize("damage", [0, 1, 2, 3])
def test_offsets_point_at_the_words(damage):
    for seed in SEEDS:
        report = generate(seed, damage=damage)
        ends = [0]
        for fact in report.facts:
            assert report.text[fact.start : fact.end] == fact.text
            assert fact.start >= ends[-1]
            ends.append(fact.end)


def test_values_are_what_the_words_say():
    for seed in SEEDS:
        for fact in generate(seed).facts:
            digits = written(fact)
            if digits and fact.mention.quantity.unit not in {"m2", "CNY/person"} and "成" not in fact.text:
                assert abs(fact.mention.value) == digits[0] * digits[1], fact.text


def test_figures_agree_with_each_other():
    checked = 0
    for seed in SEEDS:
        report = generate(seed)
        assert failing(report) == []
        checked += len(report.relations)
    assert checked > 500


def test_a_quantity_is_the_same_wherever_it_stands():
    for seed in SEEDS:
        places = defaultdict(list)
        for fact in generate(seed).facts:
            # The school table gives a county quantity's name to the values of single schools.
            if fact.mention.bound == "exact" and "table" not in fact.flags and not fact.mention.value_max:
                places[fact.mention.name].append(interval(fact))
        for spans in places.values():
            assert all(meets(spans[0], other) for other in spans)


@pytest.mark.parametrize("damage", [1, 2, 3])
def test_damage_moves_labels_but_changes_no_value(damage):
    repaired = 0
    for seed in SEEDS:
        clean, hurt = generate(seed), generate(seed, damage=damage)
        assert hurt.text != clean.text
        for before, after in zip(clean.facts, hurt.facts, strict=True):
            assert before.row()[2:13] == after.row()[2:13]
            whole = after.text.replace("\n", "").translate(WIDE) == before.text.translate(WIDE)
            assert whole != ("repaired" in after.flags)
            repaired += "repaired" in after.flags
    assert (repaired > 0) == (damage > 1)


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_every_mistake_can_be_planted(code):
    for seed in range(5):
        report = generate(seed, errors=[code])
        assert [f.code for f in report.findings] == [code]
        ids = {fact.id for fact in report.facts}
        assert report.findings[0].facts
        assert set(report.findings[0].facts) <= ids


@pytest.mark.parametrize("code", ["sum_mismatch", "ratio_mismatch", "change_mismatch"])
def test_a_planted_relation_is_the_only_one_that_fails(code):
    for seed in range(10):
        report = generate(seed, errors=[code])
        assert [r.members for r in failing(report)] == [report.findings[0].facts]


def test_cut_off_rates_are_the_ones_that_fail_when_rounded():
    for seed in range(10):
        report = generate(seed, errors=["ratio_truncated"])
        assert {r.members[2] for r in failing(report)} == set(report.findings[0].facts)


@pytest.mark.parametrize("code", ["cv_mismatch", "table_mismatch", "duplicate_conflict", "trend_contradiction", "implausible", "masked"])
def test_other_mistakes_leave_the_relations_alone(code):
    for seed in range(10):
        assert failing(generate(seed, errors=[code])) == []


def test_an_impossible_rate_has_no_whole_number_of_parts():
    for seed in range(10):
        report = generate(seed, errors=["rate_impossible"])
        facts = {fact.id: fact for fact in report.facts}
        whole, rate = (facts[i] for i in report.findings[0].facts)
        low, high = interval(rate)
        count = int(whole.mention.value)
        assert not any(low <= Fraction(100 * k, count) <= high for k in range(count + 1))


def test_masked_figures_have_no_value():
    report = generate(3, errors=["masked"])
    blank = [fact for fact in report.facts if fact.mention.value is None and fact.mention.unit != "ratio"]
    assert {fact.id for fact in blank} == set(report.findings[0].facts)
    assert all("masked" in fact.flags and fact.row()[2] == "" for fact in blank)


def test_a_number_of_mistakes_is_planted():
    assert len(generate(2, errors=4).findings) == 4


@pytest.mark.parametrize("wish", [{"errors": ["no_such_code"]}, {"kind": "poem"}])
def test_unknown_wishes_are_refused(wish):
    with pytest.raises(ValueError, match="is called"):
        generate(1, **wish)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_can_be_asked_for(kind):
    report = generate(1, kind=kind, tables=False)
    assert report.kind == kind
    assert "\t" not in report.text


def test_tables_give_one_row_a_school():
    report = generate(1, kind="self_inspection", tables=True)
    assert len(re.findall(r"\t[是否]\n", report.text)) >= 8


def test_two_reports_of_one_county_disagree_in_one_figure():
    first, second, conflict = generate_pair(4)
    assert (conflict.first[0], conflict.second[0]) == (first.name, second.name)
    a = next(fact for fact in first.facts if fact.id == conflict.first[1])
    b = next(fact for fact in second.facts if fact.id == conflict.second[1])
    assert (first.county, first.year) == (second.county, second.year)
    assert a.mention.label() == b.mention.label()
    assert a.mention.value != b.mention.value
    assert failing(first) == failing(second) == []


def test_every_code_of_the_findings_can_be_planted():
    assert set(CODES) == set(get_args(Code))


@pytest.mark.parametrize("code", CODES)
def test_the_truth_is_given_for_every_code(tmp_path, code):
    """What a folder says was planted is one mistake of the code, and it is what the program is scored by."""
    names = write_generated(tmp_path, 5, 1, errors=[code])
    told = [
        line.split("\t") for path in sorted(tmp_path.iterdir()) if path.name.endswith(("findings.tsv", "conflicts.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]  # fmt: skip
    assert [line[0] for line in told] == [code] and told[0][3]
    score = evaluate(tmp_path).findings
    assert score is not None and score.total.labelled + score.total_info.labelled == 1
    assert len(names) == (2 if code == "document_conflict" else 1)


def test_a_contradiction_is_the_only_one_beside_other_mistakes(tmp_path):
    """What is planted in one report must not contradict the other: the score would have false alarms."""
    write_generated(tmp_path, 0, 6, errors=["document_conflict", "sum_mismatch", "trend_contradiction"])
    between = evaluate(tmp_path).conflicts
    assert len(between) == 6
    assert sum(score.total.found for score in between.values()) >= 3, "some are told in other words, which are not held against each other"
    assert sum(score.total.false_alarms for score in between.values()) == 0


def test_two_documents_are_the_same_for_the_same_seed():
    assert generate_documents(3, errors=["document_conflict"]) == generate_documents(3, errors=["document_conflict"])


def test_a_long_report_grows_with_its_pages():
    short, long = long_report(8), long_report(40)
    assert 3 < len(long.text) / len(short.text) < 7
    assert failing(short) == []


def test_files_have_the_layout_of_the_labelled_collection(tmp_path):
    names = write_generated(tmp_path, 5, 2, formats=("txt", "docx", "pdf"), damage=1, errors=["sum_mismatch"])
    assert names == ["gen-0005", "gen-0006"]
    endings = ["docx", "findings.tsv", "md", "pdf", "rel.tsv", "tsv", "txt"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(f"{n}.{e}" for n in names for e in endings)
    lines = (tmp_path / "gen-0005.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == HEADER
    assert all(len(line.split("\t")) == len(HEADER) for line in lines)


def test_every_quantity_of_a_wording_is_known():
    for statement in statements():
        for wording in statement.wordings:
            for slot in re.findall(r"\{([^{}#@]+)\}", wording):
                name = re.split("[:~]", slot)[0]
                assert name in quantities() or name.rsplit("_", 1)[0] in quantities(), (statement.id, name)


def test_there_are_many_statements_and_wordings():
    families = {statement.id.split(".")[0] for statement in statements()}
    assert len(families) >= 60
    assert sum(len(s.wordings) for s in statements()) >= 2 * len(families)
