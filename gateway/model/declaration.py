"""The declaration: what is told to an authority about goods that cross a border."""

from __future__ import annotations

from gateway.model.amendment import Amendment
from gateway.model.base import Model, element
from gateway.model.document import (
    AdditionalDocument,
    AdditionalInformation,
    Authorisation,
    CurrencyExchange,
)
from gateway.model.location import Office
from gateway.model.party import Party
from gateway.model.product import Indication
from gateway.model.shipment import GoodsShipment
from gateway.model.valuation import DutyTaxFee, Guarantee
from gateway.model.value import Amount, DateTime, Measure, Quantity


class Authentication(Model):
    """A proof of who made the declaration."""

    text: str | None = element("104", "Signature, pin or similar proof.")
    authenticator_name: str | None = element("R007", "Who signed.")


class Declaration(Model):
    """An import, export or transit declaration, or a change or withdrawal of one."""

    function_code: str | None = element("017", "The source's own code of what is to be done.")
    amendment_type_code: str | None = element(
        None, "What a request about an existing declaration asks for, in the source's code."
    )
    type: str | None = element("D013", "Kind of declaration: import, export, transit ...")
    additional_type: str | None = element("D013", "Normal, simplified or supplementary; lodged or prelodged.")
    flow_code: str | None = element(None, "Way of the goods over the border: I comes in, E goes out.")
    procedure_category: str | None = element(None, "Data set that the declaration follows.")
    functional_reference_id: str | None = element("D026", "Reference that the sender gave.")
    functional_reference_date_time: DateTime | None = element(
        None, "Date of that reference, where it is a part of it."
    )
    id: str | None = element("D014", "Number that the authority gave.")
    id_series: str | None = element(None, "Letter series before that number.")
    version_id: str | None = element("383", "Version of the declaration.")
    issue_date_time: DateTime | None = element("D011", "When the sender issued it.")
    issue_location_id: str | None = element("D012", "Where it was issued.", codes="UN/LOCODE")
    acceptance_date_time: DateTime | None = element("023", "When it counts as accepted.")
    rejection_date_time: DateTime | None = element("374", "When it was refused.")
    rejection_code: str | None = element(None, "Why it was refused, in the source's code.")
    rejection_reason: str | None = element(None, "Why it was refused, in words.")
    cancellation_date_time: DateTime | None = element("373", "When it was cancelled.")
    presentation_date_time: DateTime | None = element(None, "When the goods are presented.")
    limit_date_time: DateTime | None = element(None, "By when transit goods must be presented.")
    specific_circumstances_code: str | None = element("504", "Reduced or special data set.")
    security_indicator: str | None = element(None, "Whether safety and security data are included.")
    reduced_dataset_indicator: bool | None = element(None, "Whether a reduced data set is used.")
    binding_itinerary_indicator: bool | None = element(None, "Whether the route is prescribed.")
    communication_language: str | None = element(
        None, "Language that the authority is asked to write in.", codes="ISO 639-1"
    )
    tir_carnet_id: str | None = element(None, "Number of the TIR carnet.")
    goods_item_quantity: int | None = element("228", "Number of goods items.")
    loading_list_quantity: int | None = element("013", "Number of loading lists.")
    total_package_quantity: Quantity | None = element("146", "Number of packages.")
    total_gross_mass: Measure | None = element("131", "Gross mass of all goods.", unit="kg")
    total_net_mass: Measure | None = element(None, "Net mass of all goods.", unit="kg")
    invoice_amount: Amount | None = element("109", "Total of the invoices, in invoice currency.")
    authentication: Authentication | None = element("61B", "Proof of who made it.")
    parties: list[Party] | None = element(None, "Parties to the declaration.")
    offices: list[Office] | None = element(None, "Customs offices, each with its part.")
    indications: list[Indication] | None = element(None, "Answers that no other element holds.")
    bank_id: str | None = element(None, "Bank that handles the foreign exchange.")
    payment_method_code: str | None = element("107", "How duties are paid.")
    authorisations: list[Authorisation] | None = element("17C", "Authorisations that it relies on.")
    deferred_payments: list[AdditionalDocument] | None = element(
        "02A", "Accounts that duties and taxes are put on, to be paid later."
    )
    additional_informations: list[AdditionalInformation] | None = element("03A", "Remarks.")
    amendments: list[Amendment] | None = element("06A", "Changes to an existing declaration.")
    currency_exchanges: list[CurrencyExchange] | None = element("40A", "Rates of exchange.")
    guarantees: list[Guarantee] | None = element("90A", "Securities for duties and taxes.")
    duties: list[DutyTaxFee] | None = element("50A", "Duties, taxes and fees of all its items together.")
    goods_shipment: GoodsShipment | None = element("67A", "The goods, their trade and carriage.")
