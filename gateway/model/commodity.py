"""The goods themselves: what they are, how they are classified, what they weigh, what they owe."""

from __future__ import annotations

from decimal import Decimal

from gateway.model.base import Model, element
from gateway.model.product import Constituent, LegalBasis, ProductBatch, RetailPrice
from gateway.model.valuation import DutyTaxFee
from gateway.model.value import Amount, DateTime, Measure, Quantity, Words

SCHEMES: dict[str, str] = {
    "hs6": "Harmonized System, six digits",
    "hs": "Harmonized System, six digits, and maybe more that the source does not name",
    "hsExtended": "Harmonized System, as `hs`, where the source lets longer codes stand for shorter ones",
    "cn8": "combined nomenclature, eight digits, the six of the Harmonized System among them",
    "cn2": "the two digits that the combined nomenclature adds to the Harmonized System",
    "taric": "integrated tariff, the two digits after the combined nomenclature",
    "taricAdditional": "additional code of the integrated tariff, four characters",
    "nationalAdditional": "national additional code",
    "national": "a country's whole tariff code, in one piece; `country` says whose",
    "tradePolicy": "code of a schedule of trade policy, where it may be another than that of the tariff",
    "excise": "code of an excise tariff",
    "cus": "number of a chemical substance in the customs inventory of substances",
}
"""Nomenclatures of the model, by the name that `scheme` has. Codes are never padded or cut."""


class Classification(Model):
    """One code of the goods in one nomenclature."""

    scheme: str | None = element(None, "Nomenclature of the code.", codes="nomenclatures of this model")
    code: str | None = element("145", "The code, as written.")
    country: str | None = element(None, "Country whose tariff it is.", codes="ISO 3166-1 alpha-2")
    system_name: str | None = element(
        None, "Name of the nomenclature in the source, where it is none of this model's."
    )
    name: str | None = element(None, "Text of the nomenclature for this code.")
    language: str | None = element(None, "Language of the text.", codes="ISO 639-1")
    further_names: list[Words] | None = element(None, "The text again in other languages.")


class EmergencyContact(Model):
    """Whom to call when something happens to dangerous goods."""

    name: str | None = element(None, "Person or service.")
    phone: str | None = element(None, "Telephone number.")
    provider: str | None = element(None, "Who provides the service.")
    reference_id: str | None = element(None, "Contract with the service.")


class InnerPackaging(Model):
    """A package within a package of dangerous goods."""

    quantity: int | None = element(None, "Number of such packages.")
    material: str | None = element(None, "What they are made of.")
    description: str | None = element(None, "What they are.")


class DangerousGoods(Model):
    """A hazard of the goods."""

    sequence: int | None = element(None, "Position in the source's list.")
    undg_id: str | None = element("506", "United Nations number of the substance.")
    class_code: str | None = element(None, "Hazard class.")
    regulation_code: str | None = element(None, "Rules that the hazard follows.", codes="UN/EDIFACT 8273")
    page_id: str | None = element(None, "Page or item of these rules.")
    version_id: str | None = element(None, "Version of these rules.")
    proper_shipping_name: str | None = element(None, "Name of the substance under these rules.")
    technical_name: str | None = element(None, "Chemical name of the substance.")
    subsidiary_class_codes: list[str] | None = element(None, "Further hazard classes.")
    packing_group_code: str | None = element(None, "How dangerous it is.", codes="UN/EDIFACT 8339")
    packing_instruction_code: str | None = element(None, "How to pack it.", codes="UN/EDIFACT 8255")
    flashpoint: Measure | None = element(None, "Temperature from which on its vapour burns.")
    ems_id: str | None = element(None, "Emergency schedule on ships.")
    mfag_id: str | None = element(None, "Medical first aid guide.")
    transport_emergency_card_id: str | None = element(None, "Emergency card on the road.")
    hazard_id: str | None = element(None, "Upper number of the orange plate.")
    substance_id: str | None = element(None, "Lower number of the orange plate.")
    label_codes: list[str] | None = element(None, "Labels to be shown.")
    means_category_code: str | None = element(None, "Category of the means.", codes="UN/EDIFACT 8325")
    permission_code: str | None = element(None, "Permission to carry it.", codes="UN/EDIFACT 8211")
    marine_pollutant_indicator: bool | None = element(None, "Whether it harms the sea.")
    na_id: str | None = element(
        None, "North American number of the substance, which is no United Nations number."
    )
    variant_code: str | None = element(None, "Entry among several of one number.")
    limited_quantity_indicator: bool | None = element(None, "Whether it is carried as a limited quantity.")
    excepted_quantity_indicator: bool | None = element(None, "Whether it is carried as an excepted quantity.")
    salvage_indicator: bool | None = element(None, "Whether it is in salvage packagings.")
    residue_indicator: bool | None = element(None, "Whether packages are empty and not cleaned.")
    waste_indicator: bool | None = element(None, "Whether it is waste.")
    hot_indicator: bool | None = element(None, "Whether it is carried hot.")
    reportable_indicator: bool | None = element(
        None, "Whether the quantity must be reported when it is spilt."
    )
    approval_required_indicator: bool | None = element(None, "Whether an authority must approve.")
    approval_id: str | None = element(None, "Approval of the authority.")
    segregation_group_codes: list[str] | None = element(None, "Groups to be kept apart.")
    inhalation_zone_code: str | None = element(None, "Zone of danger when inhaled.")
    holding_end_date_time: DateTime | None = element(None, "End of the holding time.")
    fumigation_date_time: DateTime | None = element(None, "When it was fumigated.")
    emergency_contact: EmergencyContact | None = element(None, "Whom to call.")
    gross_mass: Measure | None = element(None, "Mass of the dangerous part with packaging.")
    net_mass: Measure | None = element(None, "Mass of the dangerous part.")
    net_explosive_mass: Measure | None = element(None, "Mass of what explodes.")
    net_volume: Measure | None = element(None, "Volume of the dangerous part.")
    control_temperature: Decimal | None = element(
        None, "Highest safe temperature, in the unit of the flash point."
    )
    emergency_temperature: Decimal | None = element(None, "From which on to act, in that unit.")
    decomposition_temperature: Decimal | None = element(None, "From which on it decomposes, in that unit.")
    polymerization_temperature: Decimal | None = element(None, "From which on it polymerizes, in that unit.")
    inner_packagings: list[InnerPackaging] | None = element(None, "Packages within the packages.")


class GoodsMeasure(Model):
    """Masses and quantities of the goods."""

    gross_mass: Measure | None = element("126", "Mass with packaging, without equipment.", unit="kg")
    net_mass: Measure | None = element("128", "Mass without any packaging.", unit="kg")
    gross_volume: Measure | None = element(None, "Volume with packaging.")
    net_volume: Measure | None = element(None, "Volume without any packaging.")
    tariff_quantities: list[Quantity] | None = element(
        "130", "Quantities in the units that the tariff asks for beside the mass."
    )


class InvoiceLine(Model):
    """The goods as invoiced."""

    item_charge: Amount | None = element("112", "Price of the item, in invoice currency.")
    quantity: Quantity | None = element(None, "Quantity that is traded, in the unit of the trade.")
    unit_price: Decimal | None = element(None, "Price of one such unit, in invoice currency.")
    invoice_sequence: int | None = element(None, "Invoice that the line is of, by its position.")
    sequence: int | None = element(None, "Number of the line in its invoice.")


class Commodity(Model):
    """The goods of an item."""

    description: str | None = element("137", "The goods in plain trade words.")
    language: str | None = element(None, "Language of the description.", codes="ISO 639-1")
    further_descriptions: list[Words] | None = element(
        None, "The description again, mostly in other languages."
    )
    common_names: list[Words] | None = element(None, "Everyday names of the plant, animal or product.")
    scientific_names: list[Words] | None = element(None, "Names of the taxon; several for a mixture.")
    intended_uses: list[Words] | None = element(None, "What the goods are for, such as planting.")
    classifications: list[Classification] | None = element("21A", "Tariff and other codes.")
    dangerous_goods: list[DangerousGoods] | None = element("12C", "Hazards.")
    generic_description: str | None = element(None, "Kind of goods in words.")
    accessory_status_code: str | None = element(
        None, "Whether accessories come with it, in the source's code."
    )
    accessories: str | None = element(None, "Accessories in words.")
    end_use_code: str | None = element(None, "What the goods are for, in the source's code.")
    legal_bases: list[LegalBasis] | None = element(None, "Legal acts on which duties and reliefs rest.")
    retail_prices: list[RetailPrice] | None = element(None, "Retail prices that duty is computed on.")
    constituents: list[Constituent] | None = element(None, "What the goods are made of.")
    batches: list[ProductBatch] | None = element(None, "Batches of production.")
    trade_name: str | None = element(None, "Name under which the goods are sold.")
    brand_name: str | None = element(None, "Brand of the goods.")
    model_name: str | None = element(None, "Model of the goods.")
    seller_assigned_id: str | None = element(None, "Seller's number of the article.")
    standard_product_id: str | None = element(None, "Standard number of the article.", codes="GTIN")
    goods_measure: GoodsMeasure | None = element("65A", "Masses and quantities.")
    invoice_line: InvoiceLine | None = element("79A", "The goods as invoiced.")
    duty_tax_fees: list[DutyTaxFee] | None = element("50A", "Duties, taxes, and the preference asked for.")


class Origin(Model):
    """A country of origin, and in which sense it is one."""

    type_code: str | None = element("501", "Sense of the origin.", codes="1 non-preferential, 2 preferential")
    country_code: str | None = element("063", "The country, or group of countries.")
    country_name: str | None = element(None, "The country in words.")
    region_id: str | None = element("066", "Region within it.")
    region_name: str | None = element(None, "Region within it, in words.")
    region_level_code: str | None = element(None, "Depth of the region, in the source's code.")
