"""The truth that a report tells of: every quantity of an invented county by name, consistent by construction.

Takes a County and a random source, gives a Base of exact values: sums are sums, rates are rates, last year's value
plus the change is this year's. `x_1` is `x` one year earlier, `x_own` the same as `x` where the words name 义务教育.
Rounding is no matter of this module.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from corpus.generate.county import ITEMS, STAGES, County, round_half_up

Truths = dict[str, Fraction]
_CV_LIMIT = {"primary": Fraction(1, 2), "junior": Fraction(45, 100)}
_WAN = 10**4


@dataclass(frozen=True, slots=True)
class Base:
    """A county with all its quantities; `holds` names the claims that are true of it."""

    county: County
    truths: Truths
    holds: frozenset[str]


def draw_base(county: County, rng: Random) -> Base:
    """Every quantity that the statements name."""
    truths: Truths = {}
    for family in _FAMILIES:
        truths.update({key: Fraction(value) for key, value in family(county, rng).items()})
    return Base(county, truths, _holds(county))


def _holds(county: County) -> frozenset[str]:
    found = set()
    for stage in STAGES:
        s = stage[0]
        for item in ITEMS:
            # Both the exact and the written value must agree, or the claim would hang on the rounding.
            value, limit = county.coefficient(item, stage), _CV_LIMIT[stage]
            if max(value, Fraction(round_half_up(value, 3))) <= limit:
                found.add(f"cv_ok_{s}_{item.id}")
            mean = county.mean(item, stage)
            if min(mean, Fraction(round_half_up(mean, 2))) >= item.thresholds[stage]:
                found.add(f"mean_ok_{s}_{item.id}")
    found |= {f"all_{claim}" for claim in ("cv_ok", "mean_ok") if sum(f.startswith(claim) for f in found) == 2 * len(ITEMS)}
    return frozenset(found)


def _split(rng: Random, total: int, weights: list[float]) -> list[int]:
    """`total` in whole parts of about these weights; every part at least one where the total allows."""
    shares = [w * rng.uniform(0.85, 1.15) for w in weights]
    parts = [max(1, round(total * s / sum(shares))) for s in shares]
    parts[0] += total - sum(parts)
    return parts


def _percent(low: float, high: float, rng: Random) -> Fraction:
    return Fraction(round(rng.uniform(low, high) * 10), 10)


def _rate(part: int, whole: int) -> Fraction:
    return Fraction(100 * part, whole)


def _wan(low: int, high: int, rng: Random, step: int = 1) -> int:
    return rng.randrange(low, high, step) * _WAN


def _basics(county: County, rng: Random) -> dict[str, int | Fraction]:
    primary, junior = county.of("primary"), county.of("junior")
    pupils = {s: sum(x.pupils for x in county.of(s)) for s in STAGES}
    classes = {s: sum(x.classes for x in county.of(s)) for s in STAGES}
    teachers = {s: sum(x.teachers for x in county.of(s)) for s in STAGES}
    whole = sum(pupils.values())
    urban = round(whole * rng.uniform(0.45, 0.7))
    return {
        "land": rng.randint(300, 4000) * 10**6,
        "population": rng.randint(round(whole * 0.08), round(whole * 0.12)) * 100,
        "towns": rng.randint(4, 14), "townships": rng.randint(2, 9), "villages": rng.randint(45, 290),
        "schools": len(primary) + len(junior) - county.combined,
        "schools_p": len(primary) - county.combined, "schools_j": len(junior) - county.combined,
        "schools_c": county.combined, "schools_special": 1,
        "points": (points := rng.randint(3, 24)), "points_p": points,
        "boarding": rng.randint(2, 9),
        "pupils": whole, "pupils_p": pupils["primary"], "pupils_j": pupils["junior"],
        "pupils_urban": urban, "pupils_rural": whole - urban, "urban_rate": _rate(urban, whole),
        "classes": sum(classes.values()), "classes_p": classes["primary"], "classes_j": classes["junior"],
        "teachers": sum(teachers.values()), "teachers_p": teachers["primary"], "teachers_j": teachers["junior"],
        "ratio_p": Fraction(pupils["primary"], teachers["primary"]),
        "ratio_j": Fraction(pupils["junior"], teachers["junior"]),
        "class_max_p": rng.randint(43, 45), "class_max_j": rng.randint(47, 50),
        "class_low": rng.randint(28, 33), "class_high": rng.randint(41, 45),
        "new_pupils_p": round(pupils["primary"] / 6.3), "new_pupils_j": round(pupils["junior"] / 3.1),
        "kindergartens": rng.randint(18, 70), "senior_schools": rng.randint(2, 6),
    }  # fmt: skip


def _resources(county: County, _: Random) -> dict[str, int | Fraction]:
    found: dict[str, int | Fraction] = {}
    for stage in STAGES:
        schools, s = county.of(stage), stage[0]
        good = sum(x.compliant() for x in schools)
        found |= {f"scope_{s}": len(schools), f"good_{s}": good, f"bad_{s}": len(schools) - good}
        found[f"good_rate_{s}"] = _rate(good, len(schools))
        for item in ITEMS:
            met = sum(x.meets(item) for x in schools)
            found |= {f"met_{s}_{item.id}": met, f"met_rate_{s}_{item.id}": _rate(met, len(schools))}
            found |= {
                f"mean_{s}_{item.id}": county.mean(item, stage),
                f"cv_{s}_{item.id}": county.coefficient(item, stage),
            }
    for name in ("scope", "good", "bad"):
        found[name] = found[f"{name}_p"] + found[f"{name}_j"]
    found["good_rate"] = Fraction(100 * found["good"], found["scope"])
    return found


def _coefficients(_: County, rng: Random) -> dict[str, int | Fraction]:
    found: dict[str, int | Fraction] = {}
    for s, start in (("p", 480), ("j", 430)):
        values = [Fraction(start + rng.randint(-15, 15), 1000)]
        for _step in range(3):
            values.append(values[-1] - Fraction(rng.randint(9, 34), 1000))
        found |= {f"cvc_{s}{suffix}": v for suffix, v in zip(("_3", "_2", "_1", ""), values, strict=True)}
        found[f"cvc_down_{s}"] = values[-1] - values[-2]
    return found


def _funding(county: County, rng: Random) -> dict[str, int | Fraction]:
    last = _wan(21000, 88000, rng)
    now = round(last * rng.uniform(1.03, 1.11) / _WAN) * _WAN
    per, growth = rng.randint(9000, 13000), rng.randint(210, 900)
    invest = [_wan(1200, 9000, rng, 100) for _ in range(4)]
    special = [_wan(300, 2400, rng, 10) for _ in range(3)]
    operating = _wan(900, 6800, rng)
    training = round(operating * rng.uniform(0.052, 0.085) / 1000) * 1000
    aid = [_wan(60, 900, rng) for _ in range(3)]
    allowance = _wan(320, 1900, rng)
    salary = rng.randint(880, 1150) * 100
    operating_last = rng.choice([650, 720, 800, 900, 1000])
    raised = operating_last + rng.choice([50, 70, 100, 120])
    return {
        "spent": now, "spent_1": last, "spent_up": Fraction(100 * (now - last), last),
        "budget_per": per + growth, "budget_per_1": per, "budget_per_up": growth,
        "budget_per_j": per + growth + rng.randint(1800, 4200),
        "invest": sum(invest), "invest_center": invest[0], "invest_province": invest[1], "invest_city": invest[2],
        "invest_county": invest[3], "special": sum(special), "special_a": special[0], "special_b": special[1],
        "special_c": special[2], "special_own": sum(special), "special_own_a": special[0], "special_own_b": special[1],
        "special_own_c": special[2], "digital": _wan(800, 5200, rng, 10), "gear": _wan(500, 3900, rng, 10),
        "operating": operating, "training": training, "training_share": Fraction(100 * training, operating),
        "operating_p": raised, "operating_p_1": operating_last, "operating_p_up": raised - operating_last,
        "operating_j": raised + 200, "operating_special": rng.choice([6000, 6500, 7000, 8000]),
        "aid": sum(aid), "aid_pre": aid[0], "aid_comp": aid[1], "aid_senior": aid[2],
        "aided": rng.randint(4200, 26000), "aided_poor": rng.randint(900, 3900), "loan": _wan(300, 2900, rng),
        "loaned": rng.randint(400, 3900), "donation": _wan(150, 2500, rng, 10), "aid_rate": rng.choice([1000, 1250, 1500]),
        "allowance": allowance, "allowance_low": rng.choice([200, 300, 400]), "allowance_high": rng.choice([800, 900, 1000]),
        "salary": salary, "salary_own": salary, "salary_civil": salary - rng.randint(3, 60) * 100,
        "budget_share": _percent(15.2, 22.8, rng), "gdp_share": _percent(3.6, 5.4, rng),
        "growth": _percent(4.1, 9.4, rng),
    }  # fmt: skip


def _building(county: County, rng: Random) -> dict[str, int | Fraction]:
    seats = {"a": rng.randint(30, 260) * 10, "b": rng.randint(20, 150) * 10, "j": rng.randint(40, 240) * 10}
    projects = [rng.randint(2, 9), rng.randint(4, 19)]
    area = [rng.randint(12, 90) * 100 for _ in range(3)]
    large = sorted(rng.sample(range(4, 58), 4))
    whole = county_classes(county)
    return {
        "seats": sum(seats.values()), "seats_p": seats["a"] + seats["b"], "seats_pa": seats["a"], "seats_pb": seats["b"],
        "seats_j": seats["j"], "freed": rng.randint(20, 160) * 10, "seat_gap": rng.randint(40, 320) * 10,
        "built": rng.randint(2, 8), "renovated": rng.randint(4, 21),
        "projects": sum(projects), "projects_new": projects[0], "projects_old": projects[1],
        "floor": sum(area), "floor_teach": area[0], "floor_dorm": area[1], "floor_food": area[2],
        "repaired": rng.randint(9, 120) * 1000, "grounds": rng.randint(8, 80) * 1000, "site": rng.randint(30, 180) * 1000,
        "points_cut": rng.randint(3, 9), "dorms": rng.randint(40, 460),
        "large": large[0], "large_1": large[1], "large_2": large[2], "large_3": large[3],
        "large_rate": _percent(0.4, 1.6, rng), "large_rate_1": _percent(1.9, 2.9, rng),
        "large_rate_2": _percent(3.2, 4.4, rng), "large_rate_3": _percent(4.8, 6.5, rng),
        "over": (over := rng.randint(2, max(3, whole // 20))), "over_rate": _rate(over, whole),
        "toilets": rng.randint(12, 60), "distance_low": rng.randint(4, 9), "distance_high": rng.randint(11, 25),
    }  # fmt: skip


def county_classes(county: County) -> int:
    """Classes of all schools in the table."""
    return sum(school.classes for school in county.schools)


def _equipment(county: County, rng: Random) -> dict[str, int | Fraction]:
    rooms = [rng.randint(9, 60) for _ in range(4)]
    pupils = sum(s.pupils for s in county.schools)
    books = rng.randint(pupils * 24, pupils * 42)
    rate_last, rate_up = _percent(84, 91, rng), Fraction(rng.randint(12, 71), 10)
    return {
        "lab": rooms[0], "music": rooms[1], "art": rooms[2], "maker": rooms[3], "special_rooms": sum(rooms),
        "multimedia": rng.randint(90, 900), "recording": rng.randint(3, 26), "computer": rng.randint(400, 5200),
        "board": rng.randint(80, 960), "books": books, "books_per": Fraction(books, pupils),
        "bandwidth": rng.choice([100, 200, 500, 1000]), "wifi": Fraction(100),
        "gear_rate": rate_last + rate_up, "gear_rate_1": rate_last, "gear_up": rate_up,
        "gear_value": _wan(2600, 16000, rng), "digital_schools": rng.randint(3, 12),
    }  # fmt: skip


def _teachers(county: County, rng: Random) -> dict[str, int | Fraction]:
    whole = sum(s.teachers for s in county.schools)
    eligible = rng.randint(whole // 2, whole * 3 // 4)
    moved = round(eligible * rng.uniform(0.105, 0.17))
    moved_backbone = round(moved * rng.uniform(0.21, 0.36))
    degree = sum(s.amounts["degree"] for s in county.schools)
    recruited = [rng.randint(24, 160) for _ in range(3)]
    backbone = [rng.randint(4, 20), rng.randint(21, 70), rng.randint(71, 200)]
    gap = _split(rng, rng.randint(40, 260), [6, 4])
    hours = [rng.randint(20, 40), rng.randint(24, 50)]
    posts, young = rng.randint(40, 200), round(whole * rng.uniform(0.24, 0.42))
    groups = rng.randint(3, 9)
    members = rng.randint(groups + 2, max(groups + 3, len(county.schools) - county.combined - 1))
    members = min(members, len(county.schools) - county.combined)
    return {
        "eligible": eligible, "moved": moved, "moved_rate": _rate(moved, eligible), "moved_backbone": moved_backbone,
        "moved_backbone_rate": _rate(moved_backbone, moved), "degree": degree, "degree_rate": _rate(degree, whole),
        "recruit3": sum(recruited), "recruit": recruited[2], "recruit_1": recruited[1], "recruit_2": recruited[0],
        "recruit_master": round(recruited[2] * 0.4), "recruit_master_rate": _rate(round(recruited[2] * 0.4), recruited[2]),
        "backbone": sum(backbone), "backbone_a": backbone[0], "backbone_b": backbone[1], "backbone_c": backbone[2],
        "gap": sum(gap), "gap_p": gap[0], "gap_j": gap[1], "hours": sum(hours), "hours_on": hours[0], "hours_off": hours[1],
        "posts": posts, "young": young, "young_rate": _rate(young, whole), "age": _percent(38.6, 44.9, rng),
        "studios": rng.randint(6, 38), "mentors": rng.randint(80, 460), "sessions": rng.randint(18, 120),
        "trained": rng.randint(1200, 9800), "honoured": rng.randint(60, 420), "arts": rng.randint(60, 300),
        "groups": groups, "groups_1": groups - rng.randint(1, 2), "members": members,
        "members_rate": _rate(members, len(county.schools) - county.combined),
        "excellent": _percent(91, 98, rng), "full": Fraction(100),
    }  # fmt: skip


def _fairness(county: County, rng: Random) -> dict[str, int | Fraction]:
    migrant = rng.randint(300, 5200)
    public = round(migrant * rng.uniform(0.88, 0.985))
    disabled = [rng.randint(18, 90), rng.randint(25, 130), rng.randint(6, 40)]
    all_disabled = sum(disabled) + rng.randint(1, 3)
    enrolled = [_percent(99.4, 100, rng) for _ in range(2)]
    return {
        "migrant": migrant, "migrant_public": public, "migrant_rate": _rate(public, migrant),
        "disabled": all_disabled, "disabled_in": sum(disabled), "disabled_rate": _rate(sum(disabled), all_disabled),
        "disabled_a": disabled[0], "disabled_b": disabled[1], "disabled_c": disabled[2],
        "left_behind": rng.randint(260, 4800), "poor": rng.randint(300, 5200),
        "enrol_p": enrolled[0], "enrol_j": enrolled[1], "quota": rng.randint(51, 70), "near_p": Fraction(100),
        "near_j": _percent(95.8, 99.6, rng),
    }  # fmt: skip


def _quality(county: County, rng: Random) -> dict[str, int | Fraction]:
    keep = [_percent(96.0, 97.4, rng)]
    for _ in range(2):
        keep.append(keep[-1] + Fraction(rng.randint(2, 9), 10))
    health = _percent(42, 58, rng)
    up = Fraction(rng.randint(21, 68), 10)
    pupils = sum(s.pupils for s in county.schools)
    club = round(pupils * rng.uniform(0.82, 0.97))
    problems = rng.randint(48, 260)
    fixed = round(problems * rng.uniform(0.86, 0.98))
    promoted = _percent(52, 68, rng)
    exam = rng.randint(300, 1900)
    awards = rng.randint(60, 300)
    return {
        "keep_2": keep[0], "keep_1": keep[1], "keep": keep[2], "keep_up": keep[2] - keep[1], "keep_long": keep[2],
        "health": health + up, "health_1": health, "health_up": up, "pass": _percent(93, 98.8, rng),
        "excel": _percent(38, 61, rng), "joined": club, "joined_rate": _rate(club, pupils),
        "clubs": rng.randint(120, 780), "homework_p": 60, "homework_j": 90, "problems": problems, "fixed": fixed,
        "fixed_rate": _rate(fixed, problems), "inspections": rng.randint(3, 12), "events": rng.randint(12, 160),
        "awards": awards, "awards_1": awards - rng.randint(5, 40), "courses": rng.randint(30, 260),
        "promoted": promoted, "promoted_1": promoted - Fraction(rng.randint(3, 18), 10), "graduated": _percent(98.8, 100, rng),
        "exam": exam, "exam_1": exam - (more := rng.randint(12, 90)), "exam_up": more,
        "subject_gap": Fraction(rng.randint(82, 146), 1000), "sport": 2, "labs_open": _percent(94, 99.7, rng),
    }  # fmt: skip


def _society(_: County, rng: Random) -> dict[str, int | Fraction]:
    sent = rng.randint(18, 90) * 50
    valid = round(sent * rng.uniform(0.93, 0.995))
    happy = round(valid * rng.uniform(0.9, 0.98))
    parents, up = _percent(92, 98, rng), Fraction(rng.randint(6, 29), 10)
    seen = _split(rng, rng.randint(12, 26), [6, 4])
    classes = rng.randint(34, 97)
    rooms = rng.randint(20, 66)
    return {
        "sent": sent, "valid": valid, "valid_rate": _rate(valid, sent), "happy": happy, "happy_rate": _rate(happy, valid),
        "parents": parents, "parents_1": parents - up, "parents_up": up, "calls": rng.randint(90, 700),
        "letters": rng.randint(9, 80), "team": rng.randint(7, 16), "seen": sum(seen), "seen_p": seen[0], "seen_j": seen[1],
        "lessons": rng.randint(30, 120), "meetings": rng.randint(4, 18), "seen_classes": classes,
        "seen_over": (over := rng.randint(3, classes // 4)), "seen_over_rate": _rate(over, classes),
        "seen_rooms": rooms, "seen_idle_rate": _rate(rng.randint(2, rooms // 4), rooms),
        "seen_short": (short := rng.randint(2, sum(seen) // 2)), "seen_short_rate": _rate(short, sum(seen)),
        "shortfall": Fraction(rng.randint(31, 240), 100), "days": 30, "visit_months": 6,
    }  # fmt: skip


def _plans(_: County, rng: Random) -> dict[str, int | Fraction]:
    money = [_wan(2600, 18000, rng, 100) for _ in range(3)]
    seats = [rng.randint(60, 400) * 10, rng.randint(40, 260) * 10]
    return {
        "plan_money": sum(money), "plan_money_a": money[0], "plan_money_b": money[1], "plan_money_c": money[2],
        "plan_seats": sum(seats), "plan_seats_p": seats[0], "plan_seats_j": seats[1], "plan_built": rng.randint(2, 7),
        "plan_renovated": rng.randint(4, 18), "plan_recruit": rng.randint(50, 300), "plan_large": rng.randint(1, 3),
        "plan_good": Fraction(100), "plan_moved": rng.randint(11, 16), "plan_backbone": rng.randint(22, 32),
        "plan_happy": rng.randint(92, 97), "plan_groups": rng.randint(10, 18), "plan_keep": Fraction(rng.randint(985, 995), 10),
        "plan_dorms": rng.randint(60, 320), "plan_gear": _wan(800, 6000, rng, 100), "plan_classes": rng.choice([18, 24, 30, 36]),
        "plan_closed": rng.randint(3, 12), "plan_cvp": Fraction(rng.randint(300, 360), 1000),
        "plan_cvj": Fraction(rng.randint(260, 310), 1000), "plan_backbones": rng.randint(60, 260),
    }  # fmt: skip


def _limits(_: County, __: Random) -> dict[str, int | Fraction]:
    found: dict[str, int | Fraction] = {f"limit_{s[0]}_{i.id}": i.thresholds[s] for s in STAGES for i in ITEMS}
    return found | {
        "limit_cv_p": Fraction(1, 2), "limit_cv_j": Fraction(45, 100), "limit_keep": 95, "limit_happy": 85,
        "limit_moved": 10, "limit_backbone": 20, "limit_training": 5, "limit_class_p": 45, "limit_class_j": 50,
        "limit_migrant": 85, "limit_special": 6000, "limit_gap": Fraction(15, 100), "limit_years": 5, "limit_hours": 360,
        "limit_small": 100, "small": 100, "limit_disabled": 95, "limit_school": 2000, "limit_quota": 50, "limit_near": 95,
    }  # fmt: skip


_FAMILIES: tuple[Callable[[County, Random], dict[str, int | Fraction]], ...] = (
    _basics, _resources, _coefficients, _funding, _building, _equipment, _teachers, _fairness, _quality, _society,
    _plans, _limits,
)  # fmt: skip
