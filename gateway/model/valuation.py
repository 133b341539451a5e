"""Customs value, charges, duties, taxes, payment and guarantees."""

from __future__ import annotations

from decimal import Decimal

from gateway.model.base import Model, element
from gateway.model.location import Office
from gateway.model.value import Amount, DateTime, Quantity


class ChargeDeduction(Model):
    """A cost that is added to the price, or taken off it, to reach the customs value."""

    type_code: str | None = element("371", "Kind of charge or deduction.")
    amount: Amount | None = element("181", "Its sum.")
    percentage: Decimal | None = element(None, "Its share of the price, where no sum is given.", unit="%")
    description: str | None = element(None, "Kind of charge or deduction in words.")


class ValuationAdjustment(Model):
    """A circumstance that bears on the price."""

    addition_code: str | None = element("188", "Indicators of the circumstances, coded.")


class ValuationDecision(Model):
    """What an authority ruled on the price between related parties, and the load that it put on it."""

    id: str | None = element(None, "Number of the ruling.")
    issue_date_time: DateTime | None = element(None, "Date of the ruling.")
    office: Office | None = element(None, "Customs office that ruled.")
    basis_code: str | None = element(None, "What the load is put on, in the source's code.")
    value_load_rate: Decimal | None = element(None, "Load on the assessable value.", unit="%")
    value_load_status_code: str | None = element(None, "Whether that load is final, in the source's code.")
    duty_load_rate: Decimal | None = element(None, "Load on the duty.", unit="%")
    duty_load_status_code: str | None = element(None, "Whether that load is final, in the source's code.")


class PriorImport(Model):
    """An earlier import of the same goods, as a witness of their price."""

    id: str | None = element(None, "Number of its declaration.")
    date_time: DateTime | None = element(None, "Date of its declaration.")
    unit_price: Amount | None = element(None, "Price of one unit then.")
    office: Office | None = element(None, "Customs office of its declaration.")


class ExportCosts(Model):
    """What was spent and what was refunded when goods went out that come back now."""

    freight: Decimal | None = element(None, "Freight of the way out, in national currency.")
    insurance: Decimal | None = element(None, "Insurance of the way out, in national currency.")
    customs_refund: Decimal | None = element(None, "Customs duty that was refunded, in national currency.")
    excise_refund: Decimal | None = element(None, "Excise duty that was refunded, in national currency.")


class CustomsValuation(Model):
    """How the customs value is reached."""

    method_code: str | None = element("122", "Valuation method.", codes="1 to 6 of the valuation agreement")
    freight_charge: Amount | None = element("117", "Cost of transport.")
    freight_percentage: Decimal | None = element(None, "Cost of transport as a share of the price.", unit="%")
    freight_actual_indicator: bool | None = element(None, "Whether the cost of transport is the real one.")
    insurance: Amount | None = element(None, "Cost of insurance.")
    insurance_percentage: Decimal | None = element(
        None, "Cost of insurance as a share of the price.", unit="%"
    )
    postal_charges: Amount | None = element(None, "Postage.")
    cif: Amount | None = element(None, "Cost, insurance and freight, where the source states it.")
    adjustments: list[ValuationAdjustment] | None = element("39B", "Circumstances that bear on the price.")
    charge_deductions: list[ChargeDeduction] | None = element("58B", "Charges added and deducted.")
    decision: ValuationDecision | None = element(None, "Ruling on the price between related parties.")
    related_indicator: bool | None = element(None, "Whether buyer and seller are related.")


class GuaranteeReference(Model):
    """A further guarantee of the same kind, and what it secures."""

    sequence: int | None = element(None, "Position in the source's list.")
    reference_id: str | None = element("100", "Reference number of the guarantee.")
    access_code: str | None = element("499", "Code that proves the right to use it; confidential.")
    amount: Amount | None = element("492", "Sum that is secured.")


class Guarantee(Model):
    """Security for duties and taxes."""

    sequence: int | None = element(None, "Position in the source's list.")
    security_details_code: str | None = element("101", "Kind of guarantee.")
    reference_sequence: int | None = element(None, "Position of the reference number in the source's list.")
    reference_id: str | None = element("100", "Reference number of the guarantee.")
    id: str | None = element("D014", "Other reference, where there is no registered one.")
    access_code: str | None = element("499", "Code that proves the right to use it; confidential.")
    amount: Amount | None = element("492", "Sum that is secured.")
    further_references: list[GuaranteeReference] | None = element(
        None, "Further guarantees of this kind, where the source lists several in one place."
    )
    office: Office | None = element("14C", "Office of guarantee.", ids={"id": "G014"})
    invalid_country_codes: list[str] | None = element(
        None, "Countries in which it is not valid.", codes="ISO 3166-1 alpha-2"
    )


class Payment(Model):
    """What is to be paid for one duty or tax."""

    method_code: str | None = element("107", "How it is paid.")
    tax_assessed: Amount | None = element("120", "Duty or tax as computed.")
    payment_amount: Amount | None = element("378", "Duty or tax to be paid.")
    reference_id: str | None = element("014", "Reference of the payment.")
    due_date_time: DateTime | None = element("376", "By when to pay.")
    guarantees: list[Guarantee] | None = element("90A", "Guarantees that cover it.")


class DutyTaxFee(Model):
    """One duty, tax or fee: its base, rate and payment, and the preference asked for."""

    type_code: str | None = element("113", "Kind of duty or tax.", codes="UN/EDIFACT 5153 or user codes")
    function_code: str | None = element(
        None,
        "What the line is, where it is neither one duty nor a total of its kind.",
        codes="UN/EDIFACT 5283",
    )
    duty_regime_code: str | None = element("164", "Preference or other regime asked for.")
    quota_order_id: str | None = element("401", "Order number of the tariff quota.")
    ad_valorem_tax_base: Amount | None = element("116", "Value that the duty is computed on.")
    specific_tax_base: Quantity | None = element("129", "Quantity that the duty is computed on.")
    tax_rate: Decimal | None = element("115", "Rate, per cent or per unit of the base.")
    deduct_amount: Amount | None = element("111", "Sum taken off the duty.")
    payment: Payment | None = element("94A", "What is to be paid.")
