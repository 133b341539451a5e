"""What every class of the common model shares: its configuration, its fields, its extensions.

Python names are snake_case and JSON names camelCase; both are accepted on input, JSON is written
with the latter. A field that is absent is `None`, a list too, so that presence is never invented.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from gateway.model.extension import Extension


def element(
    wco_id: str | None,
    description: str,
    *,
    codes: str | None = None,
    unit: str | None = None,
    ids: dict[str, str] | None = None,
) -> Any:
    """A field of the model: its WCO id (`None`: the name is ours), meaning, code list and unit.

    `ids` gives WCO ids to fields of the field's own class where WCO numbers them by place
    (the name of a loading place is another element than the name of an unloading place).
    """
    extra: dict[str, Any] = {"wco_id": wco_id}
    if codes is not None:
        extra["codes"] = codes
    if unit is not None:
        extra["unit"] = unit
    if ids is not None:
        extra["wco_ids"] = dict(ids)
    return Field(default=None, description=description, json_schema_extra=extra)


class Model(BaseModel):
    """The base of every class: no unknown fields, and a place for what the model cannot say."""

    model_config = ConfigDict(
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )

    extensions: list[Extension] | None = element(
        None, "What the source said beside this object that the model has no place for."
    )
