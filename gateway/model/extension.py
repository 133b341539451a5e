"""Extensions: what a source said and the model cannot hold, kept so that nothing is lost."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Kind = Literal["kept", "unmapped", "lexical", "order", "empty", "unknown", "absent"]


class Extension(BaseModel):
    """One value of a source, kept beside the object nearest to it.

    Kinds: `kept` by decision of the mapping, `unmapped` for want of a row, `lexical` for another
    spelling of a value that the model holds, `order` for children in an unusual order, `empty` for
    a value of no characters, `unknown` for a code that no table knows, `absent` for something
    that the format writes by itself and this source did not have.
    """

    model_config = ConfigDict(
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )

    format: str = Field(description="Format of the source, as its id.")
    kind: Kind = Field(description="Why it is here.")
    path: str = Field(description="Native path, from the native counterpart of the object on.")
    value: str | None = Field(default=None, description="The text, exactly as the source had it.")
    canonical: str | None = Field(default=None, description="What writing would give without it.")
    reason: str | None = Field(default=None, description="The reason, in words.")
