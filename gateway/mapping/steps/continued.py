"""`continued`: words about a mistake that are longer than one segment takes go on in the next.

```toml
[[steps]]
step = "continued"
length = 350
subject = "AAO"
```

A format of segments takes so many characters in one text (UN/EDIFACT `FTX`: five pieces of 70). Reading joins
the description of a mistake that is just so long with the remarks of the same subject behind it; writing
cuts a longer one again at the same places. Texts with line breaks in a full part are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.model import Message
from gateway.model.qualified import Remark


class Continued:
    """Descriptions of mistakes and the remarks that they go on in."""

    def __init__(self, length: int, subject: str) -> None:
        self.length, self.subject = length, subject

    def read(self, message: dict[str, Any]) -> None:
        """Join a description with what it goes on in."""
        response = message.get("response")
        for owner in _owners(response) if response is not None else ():
            errors = _of(owner, "errors") or []
            errors[:] = [self._joined(error) for error in errors]

    def _joined(self, error: Any) -> Any:
        text, remarks = _of(error, "description"), list(_of(error, "remarks") or ())
        if text is None or not remarks or not self._full(text) or not self._goes_on(remarks[0]):
            return error
        values = dict(error) if isinstance(error, dict) else _values(error)
        part = text
        while self._full(part) and remarks and self._goes_on(remarks[0]):
            part = _of(remarks.pop(0), "text")
            text += part
        values.update(description=text, remarks=remarks)
        if not remarks:
            del values["remarks"]
        return values

    def _full(self, part: str) -> bool:
        return len(part) == self.length and "\n" not in part

    def _goes_on(self, remark: Any) -> bool:
        said = _values(remark) if isinstance(remark, BaseModel) else remark
        return set(said) == {"subject_code", "text"} and said["subject_code"] == self.subject

    def write(self, message: Message) -> Message:
        """Cut descriptions that are too long."""
        response = message.response
        if response is None or not any(
            self._long(e) for owner in _owners(response) for e in owner.errors or ()
        ):
            return message
        declarations = [self._owner(one) for one in response.declarations or ()] or None
        made = self._owner(response).model_copy(update={"declarations": declarations} if declarations else {})
        return message.model_copy(update={"response": made})

    def _owner(self, owner: Any) -> Any:
        if not owner.errors:
            return owner
        errors = [self._cut(error) if self._long(error) else error for error in owner.errors]
        return owner.model_copy(update={"errors": errors})

    def _long(self, error: Any) -> bool:
        text = error.description
        return text is not None and len(text) > self.length and "\n" not in text[: self.length]

    def _cut(self, error: Any) -> Any:
        parts, rest = [], error.description
        while len(rest) > self.length and "\n" not in rest[: self.length]:
            parts.append(rest[: self.length])
            rest = rest[self.length :]
        first, *others = [*parts, rest]
        made = [Remark(subject_code=self.subject, text=part) for part in others]
        return error.model_copy(update={"description": first, "remarks": [*made, *(error.remarks or ())]})

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Nothing: all parts are written."""
        yield from ()


def _owners(response: Any) -> Iterator[Any]:
    yield response
    yield from _of(response, "declarations") or ()


def _values(owner: BaseModel) -> dict[str, Any]:
    return {name: getattr(owner, name) for name in owner.model_fields_set}


def _of(owner: Any, name: str) -> Any:
    return owner.get(name) if isinstance(owner, dict) else getattr(owner, name)


def make(parameters: Mapping[str, Any], tables: Tables) -> Continued:
    """The step for `length` and `subject`. Raises ValueError for a length that is none."""
    length = parameters.get("length")
    if not isinstance(length, int) or length < 1:
        raise ValueError("length is a number of characters")
    return Continued(length, str(parameters.get("subject", "")))
