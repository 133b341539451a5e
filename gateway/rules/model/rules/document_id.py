"""Documents that need a number."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.model.base import Model
from gateway.model.document import AdditionalDocument, PreviousDocument, TransportDocument
from gateway.rules.model import codes
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

_EXCUSES = frozenset(
    [
        "status_code",
        "name",
        "complement",
        "binary_file",
        "file_id",
        "write_off",
        "line",
        "required_indicator",
        "issuer",
        "effective_date_time",
        "relationship_code",
    ]
)
"""What a document may say instead: that it is waived, why, or where it is."""


def check(subject: Subject) -> Iterator[Broken]:
    """Documents that say their kind and nothing else that they could be found by."""
    documents: list[AdditionalDocument | PreviousDocument | TransportDocument] = [
        *subject.all(AdditionalDocument), *subject.all(PreviousDocument), *subject.all(TransportDocument)
    ]  # fmt: skip
    for document in documents:
        if (
            document.type_code is not None
            and document.id is None
            and not _excused(document, document.type_code)
        ):
            told = f"is {document.type_code} without a number"
            yield Broken(
                document, "type_code", document.type_code, told, "the number of the document beside it"
            )


def _excused(document: Model, kind: str) -> bool:
    """Whether something stands for the number; codes of the category Y are statements that need none."""
    stated = getattr(document, "category_code", None) == "Y" or (len(kind) == 4 and kind.startswith("Y"))
    return stated or any(getattr(document, name, None) is not None for name in _EXCUSES)


def _message(document: dict[str, object]) -> dict[str, object]:
    return {"declaration": {"goodsShipment": {"additionalDocuments": [document]}}}


RULE = Rule(
    codes.DOCUMENT_ID,
    check,
    on=(AdditionalDocument, PreviousDocument, TransportDocument),
    broken=_message({"typeCode": "380"}),
    sound=_message({"typeCode": "380", "id": "INV-2031"}),
)
