"""Every field of the common model says what it is, and claims no WCO id that WCO does not have."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from pydantic import BaseModel

from gateway.model import OFFICE_ROLES, ROLES, Message, Model, walk

CLASSES = sorted(
    {place.type for _, place in walk() if not place.is_leaf} | {Message}, key=lambda c: c.__name__
)
SPLIT_IDS = {"D013", "166"}
"""WCO elements that the model keeps as two fields of one class, because formats split them."""


def seen_ids(shared: Path) -> set[str]:
    """WCO ids that a real schema shows; `proposed` and doubtful ones are left out."""
    with (shared / "facts" / "elements.csv").open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    elements = {row["wco_id"] for row in rows if row["path_status"] != "proposed" and row["wco_id"]}
    classes = re.findall(r"\b\d\d[A-Z]\b", (shared / "facts" / "classes.md").read_text(encoding="utf-8"))
    return {wco_id for wco_id in elements if not wco_id.endswith("?")} | set(classes)


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__name__)
def test_every_field_is_documented(owner: type[BaseModel]) -> None:
    assert owner.__doc__
    assert issubclass(owner, Model)
    for name, info in owner.model_fields.items():
        assert info.description and info.description.endswith("."), name
        assert isinstance(info.json_schema_extra, dict) and "wco_id" in info.json_schema_extra, name
        assert info.default is None, name


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__name__)
def test_a_wco_id_stands_once_in_a_class(owner: type[BaseModel]) -> None:
    extras = [info.json_schema_extra for info in owner.model_fields.values()]
    ids = Counter(str(extra["wco_id"]) for extra in extras if isinstance(extra, dict) and extra["wco_id"])
    twice = {wco_id for wco_id, count in ids.items() if count > 1} - SPLIT_IDS
    # Classes may stand in two fields of one class; elements may not.
    assert {wco_id for wco_id in twice if not re.fullmatch(r"\d\d[A-Z]", wco_id)} == set()


def test_wco_ids_are_those_of_real_schemas(shared: Path) -> None:
    claimed = {place.wco_id for _, place in walk() if place.wco_id}
    for role in ROLES.values():
        claimed |= {wco_id for wco_id in (role.wco_class, role.name_id, role.id_id) if wco_id}
    claimed |= {wco_id for wco_id, _ in OFFICE_ROLES.values() if wco_id}
    assert claimed - seen_ids(shared) == set()


def test_every_element_of_the_declaration_has_a_field(shared: Path) -> None:
    text = (shared / "facts" / "classes.md").read_text(encoding="utf-8")
    section = text[text.index("## 1.") : text.index("## 2.")]
    wanted = set(re.findall(r"\w\(([A-Z]?\d{2,3})\b", section)) | set(re.findall(r"\[(\d\d[A-Z])\]", section))
    found = {place.wco_id for _, place in walk()}
    for role in ROLES.values():
        found |= {role.wco_class, role.name_id, role.id_id}
    found |= {wco_id for wco_id, _ in OFFICE_ROLES.values()}
    # Classes that are a role, or whose only value is a field of the class above.
    folded = {"12A", "56A", "15C", "97B"}
    assert wanted - found - folded == set()
