"""Reading of the program's own data files (YAML). Knows nothing of what they mean."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from models.errors import BadData

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_data(name: str, package: str = "models.data") -> Any:
    """The parsed content of data file `name`, read once and shared by all who ask: nobody may change it.

    Raises BadData, naming the file and the line, where the YAML does not parse or a key is given twice.
    """
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> Any:
    """Parse `text`; `name` is what an error calls it. Duplicate keys are refused: YAML would drop one silently."""
    try:
        loader = _LOADER(text)
        node = loader.get_single_node()
        if node is None:
            return None
        _refuse_duplicates(node, name)
        return loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise BadData("bad_yaml", name=name, line=line, problem=getattr(error, "problem", str(error))) from error


def _refuse_duplicates(node: yaml.Node, name: str) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise BadData("duplicate_key", name=name, line=key.start_mark.line + 1, key=key.value)
            seen.add(key.value)
            _refuse_duplicates(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_duplicates(item, name)
