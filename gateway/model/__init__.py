"""The common model: one message of trade, whatever format it came in.

`Message.model_validate(dict)` makes one from Python names, `Message.from_json` from the model's
JSON; [fields_of][] explains a path, [wco_index][] finds a WCO element, [walk_paths][] lists leaves.
"""

from gateway.model.acknowledgement import (
    Acknowledgement,
    GroupReport,
    MessageReport,
    Report,
    SegmentReport,
    SyntaxMistake,
)
from gateway.model.amendment import Amendment, Pointer
from gateway.model.base import Model
from gateway.model.commodity import (
    SCHEMES,
    Classification,
    Commodity,
    DangerousGoods,
    GoodsMeasure,
    InvoiceLine,
    Origin,
)
from gateway.model.consignment import Consignment, ConsignmentItem, House
from gateway.model.declaration import Authentication, Declaration
from gateway.model.document import (
    AdditionalDocument,
    AdditionalInformation,
    AdditionalReference,
    Authorisation,
    CurrencyExchange,
    Invoice,
    Issuer,
    PreviousDocument,
    PreviousPackaging,
    TransportDocument,
    Ucr,
    WriteOff,
)
from gateway.model.envelope import Envelope, Participant
from gateway.model.extension import Extension
from gateway.model.item import Item
from gateway.model.location import (
    OFFICE_ROLES,
    Destination,
    ExportCountry,
    GoodsLocation,
    Location,
    Office,
    Warehouse,
)
from gateway.model.message import Message
from gateway.model.party import ROLES, Address, Communication, Contact, Party, PartyRole
from gateway.model.paths import Place, UnknownPath, fields_of, split_path, walk, walk_paths, wco_index
from gateway.model.procedure import Procedure
from gateway.model.response import (
    AnsweredDeclaration,
    Bank,
    Control,
    ControlResult,
    Outcome,
    Response,
    ResponseError,
    Status,
)
from gateway.model.shipment import GoodsShipment, TradeTerms
from gateway.model.transport import (
    Freight,
    GoodsReference,
    Itinerary,
    Packaging,
    Seal,
    TransportEquipment,
    TransportMeans,
)
from gateway.model.valuation import (
    ChargeDeduction,
    CustomsValuation,
    DutyTaxFee,
    Guarantee,
    Payment,
    ValuationAdjustment,
)
from gateway.model.value import Amount, DateTime, Measure, Quantity

__all__ = [
    "OFFICE_ROLES",
    "ROLES",
    "SCHEMES",
    "Acknowledgement",
    "AdditionalDocument",
    "AdditionalInformation",
    "AdditionalReference",
    "Address",
    "Amendment",
    "Amount",
    "AnsweredDeclaration",
    "Authentication",
    "Authorisation",
    "Bank",
    "ChargeDeduction",
    "Classification",
    "Commodity",
    "Communication",
    "Consignment",
    "ConsignmentItem",
    "Contact",
    "Control",
    "ControlResult",
    "CurrencyExchange",
    "CustomsValuation",
    "DangerousGoods",
    "DateTime",
    "Declaration",
    "Destination",
    "DutyTaxFee",
    "Envelope",
    "ExportCountry",
    "Extension",
    "Freight",
    "GoodsLocation",
    "GoodsMeasure",
    "GoodsReference",
    "GoodsShipment",
    "GroupReport",
    "Guarantee",
    "House",
    "Invoice",
    "InvoiceLine",
    "Issuer",
    "Item",
    "Itinerary",
    "Location",
    "Measure",
    "Message",
    "MessageReport",
    "Model",
    "Office",
    "Origin",
    "Outcome",
    "Packaging",
    "Participant",
    "Party",
    "PartyRole",
    "Payment",
    "Place",
    "Pointer",
    "PreviousDocument",
    "PreviousPackaging",
    "Procedure",
    "Quantity",
    "Report",
    "Response",
    "ResponseError",
    "Seal",
    "SegmentReport",
    "Status",
    "SyntaxMistake",
    "TradeTerms",
    "TransportDocument",
    "TransportEquipment",
    "TransportMeans",
    "Ucr",
    "UnknownPath",
    "ValuationAdjustment",
    "Warehouse",
    "WriteOff",
    "fields_of",
    "split_path",
    "walk",
    "walk_paths",
    "wco_index",
]
