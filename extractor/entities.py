"""Named schools and townships in a sentence: 县第一小学, **乡中心小学, 海韵小学; 农村小学 and 新建小学 name none.

Takes a folded text; gives the names with their spans. Knows no list of places: the form of the name decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_KIND = r"(?:中心小学|实验小学|完全小学|小学|初级中学|实验中学|完全中学|中学|九年一贯制学校|九年制学校|实验学校|外国语学校|学校|教学点|幼儿园)(?:小学部|初中部|[\u4e00-\u9fff]{1,4}校区|分校)?"
_NAME = re.compile(rf"(?P<stem>[\u4e00-\u9fffXx×*]{{1,10}}?)(?P<kind>{_KIND})")
_STEM = re.compile(r"(?:第[一二三四五六七八九十\d]+|[XxX×*]{1,3}(?:镇|乡|县|区|市|街道)?|[\u4e00-\u9fff]{1,4}[镇乡路街湾镇]|[\u4e00-\u9fff]{2,3})$")
_NO_NAME = re.compile(
    r"(?:农村|城区|乡村|乡镇|县城|城镇|所有|全[县区市镇乡]|全部|各[级类地]?|每所|其中|新建|改建|扩建|改扩建|迁建|公办|民办|义务教育|寄宿制|寄宿|薄弱|达标|优质|[共现已设没还仅另]?有|中|和|与|及|、|的|所|个|为|在|到|对|是|等"
    r"|覆盖|达到|特殊教育|特教|职业|普通|高级|规模|试点|示范|特色|合格|标准化|现代化|乡村小规模|小规模|核查|抽查|抽取|走进|走访|参评|独立|村级|边远|偏远|山区|片区|服务|开展|建成|建设|撤并|合并|纳入|重点|热点|名优|分校|中小|该|本|我|他|两类|各类|一批|部分|多数|少数|这些|上述|其他|其余|同类|本级|直属|城乡|校际|在校|全校|学区|集团|成员|龙头|核心|牵头|拟建|在建|规划|配套|小区|社区|村|老|新|旧|完全|初级|一贯制|九年)$"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named school at text[start:end]."""

    start: int
    end: int
    name: str
    stage: str | None


@lru_cache(maxsize=512)
def find_entities(text: str) -> tuple[Entity, ...]:
    """The named schools of a text, left to right."""
    found = []
    for match in _NAME.finditer(text):
        stem = _STEM.search(match["stem"])
        if stem is None or _NO_NAME.search(match["stem"]) or text[match.end() : match.end() + 1] in ("生", "教", "阶", "段", "和", "、"):
            continue
        start = match.start("stem") + stem.start()
        found.append(Entity(start, match.end(), text[start : match.end()], _stage(match["kind"])))
    return tuple(found)


def _stage(kind: str) -> str | None:
    if "小学" in kind:
        return "primary"
    if "初中" in kind or "初级" in kind:
        return "junior"
    return "compulsory" if "九年" in kind else None
