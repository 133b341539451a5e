"""LPCO: a licence, permit, certificate or other document that an authority issues about goods.

Goods, parties and carriage stand in the same classes as in a declaration, so that a value of a
certificate is found where a declaration has it; here is what only such a document says.
"""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.declaration import Authentication
from gateway.model.document import AdditionalDocument, AdditionalInformation, Issuer
from gateway.model.shipment import GoodsShipment
from gateway.model.value import DateTime, Words


class Certification(Authentication):
    """The signature of the officer who answers for the document, and the clauses signed."""

    date_time: DateTime | None = element(None, "When it was signed; not when the document was issued.")
    location_name: str | None = element(None, "Where it was signed, in words.")
    organisation_name: str | None = element(None, "Body that the officer acts for.")
    clauses: list[AdditionalInformation] | None = element(
        None, "Standard clauses that are certified; the statement code is the number of a clause."
    )


class Replacement(Model):
    """The document that this one replaces, and why."""

    id: str | None = element(None, "Number of the document that is replaced.")
    date_time: DateTime | None = element(None, "Date that the source gives for the replacement.")
    reason_code: str | None = element(None, "Why it is replaced, in the source's code.")
    reasons: list[Words] | None = element(None, "Why it is replaced, in words.")


class Lpco(Model):
    """A licence, permit or certificate, with the goods that it is about."""

    name: str | None = element(None, "Title of the document.")
    id: str | None = element(
        None, "Number that the issuing authority gave; unique with issuer and kind of document alone."
    )
    type_code: str | None = element(None, "Kind of document.", codes="UN/EDIFACT 1001")
    status_code: str | None = element(
        None, "State of the document: issued, replaced, withdrawn ...", codes="UN/EDIFACT 1373"
    )
    issue_date_time: DateTime | None = element(None, "When it was issued.")
    issuer: Issuer | None = element(None, "Authority that issued it.")
    authentication: Certification | None = element(None, "Who signed it, when and where.")
    replacement: Replacement | None = element(None, "What it replaces.")
    marks: list[Words] | None = element(None, "Distinguishing marks of the whole consignment.")
    additional_informations: list[AdditionalInformation] | None = element(
        None, "Official statements about all goods, each with its subject."
    )
    additional_documents: list[AdditionalDocument] | None = element(
        None, "Documents that it refers to: originals, permits, attachments."
    )
    examination_location_name: str | None = element(None, "Where the goods were examined, in words.")
    goods_shipment: GoodsShipment | None = element(None, "The goods, their parties and carriage.")
