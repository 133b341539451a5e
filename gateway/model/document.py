"""Documents that go with the goods, and remarks."""

from __future__ import annotations

from decimal import Decimal

from gateway.model.amendment import Pointer
from gateway.model.base import Model, element
from gateway.model.party import Address, Party
from gateway.model.trade_terms import TradeTerms
from gateway.model.valuation import CustomsValuation
from gateway.model.value import Amount, DateTime, Quantity, Words


class Issuer(Model):
    """The authority or firm that issued a document."""

    id: str | None = element(None, "Identifier of the issuer.")
    name: str | None = element("R058", "Name of the issuer.")
    role_code: str | None = element("R005", "Role of the issuer.", codes="UN/EDIFACT 3035")
    address: Address | None = element("04A", "Where it is.")


class WriteOff(Model):
    """What this declaration uses up of what a document allows."""

    quantity: Quantity | None = element("502", "Quantity used up.")
    amount: Amount | None = element("503", "Value used up.")


class BinaryFile(Model):
    """A file that goes with a document; its bytes are told apart by their digest, and are not here."""

    name: str | None = element(None, "Name of the file.")
    media_type: str | None = element(None, "Kind of file.", codes="IANA media types")
    digest: str | None = element(None, "SHA-256 of the bytes, in hexadecimal.")


class AdditionalDocument(Model):
    """A licence, permit, certificate, account or other document that is relied on."""

    sequence: int | None = element(None, "Position in the source's list.")
    category_code: str | None = element("D031", "Category, the first part of a two-part document code.")
    type_code: str | None = element("D006", "Kind of document.", codes="UN/EDIFACT 1001 or user codes")
    id: str | None = element("D005", "Number of the document.")
    name: str | None = element("D028", "Text beside the number, such as the reason of a waiver.")
    language: str | None = element(None, "Language of number and text.", codes="ISO 639-1")
    required_indicator: bool | None = element(None, "Whether such a document is needed at all.")
    status_code: str | None = element("360", "Whether it is available, attached, waived, exempted.")
    line: int | None = element(None, "Line of the document that is used.")
    complement: str | None = element(None, "Complement of information.")
    effective_date_time: DateTime | None = element("276", "From when on, or until when, it is valid.")
    issue_date_time: DateTime | None = element(None, "When it was issued.")
    expiry_date_time: DateTime | None = element(None, "Last day of its validity.")
    relationship_code: str | None = element(
        None, "What it is to the message: original, attachment ...", codes="UN/EDIFACT 1153"
    )
    binary_file: BinaryFile | None = element(None, "The document itself, as a file.")
    issuer: Issuer | None = element("17B", "Who issued it.")
    write_off: WriteOff | None = element("22C", "What is used up of it.")
    issue_location_id: str | None = element(None, "Place or office of its issue, coded.")
    issue_location_name: str | None = element(None, "Place of its issue in words.")
    file_id: str | None = element(None, "Number under which its file was uploaded.")
    beneficiary: Party | None = element(None, "Party that it favours.")
    uploader: Party | None = element(None, "Account that uploaded it.")
    invoice_sequence: int | None = element(None, "Invoice that it belongs to, where items do not tell.")


class AdditionalReference(Model):
    """A reference that is neither a supporting nor a transport document."""

    sequence: int | None = element(None, "Position in the source's list.")
    type_code: str | None = element(None, "Kind of reference.")
    id: str | None = element(None, "The reference.")
    issue_date_time: DateTime | None = element(None, "Its date.")
    location_id: str | None = element(None, "Place or office that it belongs to.")


class TransportDocument(Model):
    """A waybill, bill of lading or other contract of carriage."""

    sequence: int | None = element(None, "Position in the source's list.")
    type_code: str | None = element(None, "Kind of transport document.", codes="UN/EDIFACT 1001")
    id: str | None = element(None, "Its number.")
    language: str | None = element(None, "Language of the number.", codes="ISO 639-1")
    issue_date_time: DateTime | None = element(None, "When it was issued.")


class PreviousPackaging(Model):
    """Packages taken off a previous document."""

    type_code: str | None = element(None, "Kind of package.", codes="UN/ECE Recommendation 21")
    quantity: Quantity | None = element(None, "Number of packages.")


class PreviousDocument(Model):
    """A document that the goods were under before: warehouse entry, summary, transit, reference."""

    sequence: int | None = element(None, "Position in the source's list.")
    category_code: str | None = element("D031", "Category: summary, initial or previous declaration.")
    type_code: str | None = element("D019", "Kind of document.", codes="UN/EDIFACT 1001 or user codes")
    id: str | None = element("D018", "Its number.")
    line: int | None = element("171", "Goods item of that document.")
    complement: str | None = element(None, "Complement of information.")
    issue_date_time: DateTime | None = element(None, "When it was issued.")
    warehouse_id: str | None = element(None, "Warehouse that the goods come from.")
    write_off: WriteOff | None = element(None, "What is taken off it.")
    packaging: PreviousPackaging | None = element(None, "Packages taken off it.")


class AdditionalInformation(Model):
    """A remark, coded or in words, and what it points at."""

    sequence: int | None = element(None, "Position in the source's list.")
    statement_code: str | None = element("226", "Coded remark.")
    statement_description: str | None = element("225", "Remark in words.")
    language: str | None = element(None, "Language of the words.", codes="ISO 639-1")
    further_statements: list[Words] | None = element(None, "The remark again, mostly in other languages.")
    statement_type_code: str | None = element("369", "Subject of the remark.", codes="UN/EDIFACT 4451")
    limit_date_time: DateTime | None = element("264", "By when to act on it.")
    pointers: list[Pointer] | None = element("97A", "The path that it points at, one step an entry.")
    value_code: str | None = element(
        None, "What is stated, coded, where the remark is a question and its answer."
    )
    measure: Quantity | None = element(None, "What is stated, measured.")
    invoice_sequence: int | None = element(None, "Invoice that it belongs to, where items do not tell.")


class Authorisation(Model):
    """A standing permission of the authority that the declaration relies on."""

    sequence: int | None = element(None, "Position in the source's list.")
    category_code: str | None = element("R145", "Kind of authorisation.")
    holder_id: str | None = element("R144", "Identifier of its holder.")
    id: str | None = element(None, "Number of the authorisation.")


class Ucr(Model):
    """Unique references that the trade gives to a consignment."""

    id: str | None = element("016", "Unique consignment reference.")
    trader_assigned_reference_id: str | None = element("009", "Reference that the trader assigned.")


class Invoice(Model):
    """A commercial invoice."""

    id: str | None = element("D016", "Number of the invoice.")
    issue_date_time: DateTime | None = element("D015", "Date of the invoice.")
    type_code: str | None = element(None, "Kind of invoice.", codes="UN/EDIFACT 1001")
    amount: Amount | None = element(None, "Total of this invoice.")
    sequence: int | None = element(None, "Position in the source's list; invoice lines refer to it.")
    transaction_nature_code: str | None = element("103", "Nature of the transaction.")
    payment_terms_code: str | None = element(None, "When or how the goods are paid, in the source's code.")
    trade_terms: TradeTerms | None = element("22B", "Terms of delivery.")
    parties: list[Party] | None = element(None, "Parties of this trade, where they differ by invoice.")
    supply_chain_actors: list[Party] | None = element(
        "16C", "Trusted parties of the supply chain, each with its role code.", ids={"id": "R143"}
    )
    customs_valuation: CustomsValuation | None = element("41A", "Costs that the invoice bears on.")
    additional_documents: list[AdditionalDocument] | None = element(
        None, "Orders, contracts and credits behind it."
    )
    conditions: str | None = element(None, "Conditions of the sale in words.")
    remark: str | None = element(None, "Further remark in words.")


class CurrencyExchange(Model):
    """A rate of exchange and its direction."""

    currency: str | None = element("135", "Currency that the rate is for.", codes="ISO 4217 alphabetic")
    rate: Decimal | None = element("118", "The rate.")
    target_currency: str | None = element(None, "The other currency.", codes="ISO 4217 alphabetic")
    direction: str | None = element(
        None,
        "What the rate multiplies.",
        codes="nationalPerForeign, foreignPerNational; absent: the source does not say",
    )
    date_time: DateTime | None = element(None, "Day of the rate.")
    unit: Decimal | None = element(None, "Number of units of the currency that the rate is for.")
    published_indicator: bool | None = element(None, "Whether an authority publishes the rate.")
    bank_name: str | None = element(None, "Bank that certified the rate.")
    certificate: AdditionalReference | None = element(None, "Certificate of the bank.")
