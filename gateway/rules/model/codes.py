"""Finding codes of everyone's rules: one a rule, whose id is the name of the code."""

from __future__ import annotations

from gateway.findings import Code, Severity
from gateway.rules.model.severities import severity_of


def _code(id: str, name: str, meaning: str, example: str, fix: str) -> Code:
    return Code(id, name, meaning, example, fix, severity_of(name) or Severity.INFO)


CONTAINER_CHECK_DIGIT = _code(
    "RUL411",
    "container-check-digit-wrong",
    "The last digit of a container number does not follow from the ten characters before it: one of them was"
    " mistyped, and customs, terminal and carrier look for another container.",
    "`CSQU3054384`: the check digit of CSQU305438 is 3",
    "Read the number again from the container or from the carrier's booking.",
)
MRN_CHECK_DIGIT = _code(
    "RUL412",
    "mrn-check-digit-wrong",
    "The last digit of a movement reference number does not follow from the characters before it, so that no"
    " office will find the declaration that it stands for.",
    "`22ITZXBZYUTJFLJXK5`: the check digit is 6",
    "Copy the number from the answer of the office that gave it.",
)
IMO_CHECK_DIGIT = _code(
    "RUL413",
    "imo-number-check-digit-wrong",
    "The last digit of a ship's IMO number does not follow from the six digits before it: it is the number of"
    " another ship or of none.",
    "`9074728` for `9074729`",
    "Look the ship up in a register, by its name and flag.",
)
EORI_SHAPE = _code(
    "RUL414",
    "eori-shape-unknown",
    "An identifier of a party begins like an EORI number of a country whose numbers have another length.",
    "`GB12345678900` has eleven digits; a number of GB has twelve or fifteen",
    "Ask the party for its number, or look it up in the register of the country.",
)
LOCODE = _code(
    "RUL415",
    "locode-not-possible",
    "A UN/LOCODE is two letters of a country and three characters of a place; this is no such code, or there is"
    " no such country.",
    "`QYABC`",
    "Look the place up in the directory of UN/ECE.",
)
PACKAGE_TOTAL = _code(
    "RUL416",
    "package-total-differs",
    "The number of all packages is not the sum of the packages of the items. Goods in bulk, which have no number,"
    " and packages within packages are not counted.",
    "a total of 12 and items with 5 and 6 packages",
    "Correct the total or the items; goods packed together with another item have 0 packages.",
)
GROSS_TOTAL = _code(
    "RUL417",
    "gross-mass-total-too-small",
    "The gross mass of all goods is less than that of the items together, by more than rounding explains.",
    "a total of 900 kg and items of 500 kg and 410 kg",
    "Correct the total or the items.",
)
ITEM_TOTAL = _code(
    "RUL418",
    "item-total-differs",
    "The stated number of goods items is not how many there are.",
    "a number of 3 and two items",
    "Correct the number, or send the items that are missing.",
)
INVOICE_TOTAL = _code(
    "RUL419",
    "invoice-total-differs",
    "The total of the invoices is not the sum of the prices of the items in the same currency, by more than"
    " rounding explains.",
    "a total of 1,000.00 USD and items of 500.00 USD and 400.00 USD",
    "Correct the amount that is wrong; discounts and charges of the whole invoice belong among the costs.",
)
NET_ABOVE_GROSS = _code(
    "RUL420",
    "net-mass-above-gross-mass",
    "Goods weigh more without packaging than with it. A gross mass of 0 is that of goods packed together with"
    " another item, and is passed over.",
    "net 120 kg, gross 100 kg",
    "Correct the masses; often they have been exchanged.",
)
DATES_ORDER = _code(
    "RUL421",
    "dates-out-of-order",
    "Of two dates the second cannot be before the first: issue and acceptance, departure and arrival, issue and end"
    " of validity. A day of difference is allowed for, because zones differ.",
    "a departure on 10 March and an arrival on 2 March",
    "Correct the date that is wrong.",
)
COUNTRY = _code(
    "RUL422",
    "country-not-known",
    "A country code is neither of ISO 3166-1, on the day of the message, nor one that customs lists have beside it.",
    "`JA` for `JP`",
    "Use the code of ISO 3166-1; `gateway codes show countries` lists those that are known.",
)
CURRENCY = _code(
    "RUL423",
    "currency-not-known",
    "A currency code is not of ISO 4217 on the day of the message, so that no rate of exchange will be found.",
    "`RMB` for `CNY`",
    "Use the code of ISO 4217; `gateway codes show currencies` lists those that are known.",
)
UNIT = _code(
    "RUL424",
    "unit-not-known",
    "The unit of a mass, length, volume or temperature is neither of UN/ECE Recommendation 20 nor of a tariff.",
    "`KILO` for `KGM`",
    "Use the code of the Recommendation; `gateway codes show units` lists those that are known.",
)
PACKAGE = _code(
    "RUL425",
    "package-type-not-known",
    "A kind of package is not of UN/ECE Recommendation 21.",
    "`QX`",
    "Use the code of the Recommendation; `gateway codes show packages` lists those that are known.",
)
HS_CHAPTER = _code(
    "RUL426",
    "tariff-chapter-not-known",
    "The first two digits of a commodity code are no chapter of the Harmonized System.",
    "`7701000000`: chapter 77 is reserved",
    "Classify the goods anew; a zero in front may have been lost in a spreadsheet.",
)
ITEM_NUMBER = _code(
    "RUL427",
    "item-number-repeated",
    "Two goods items of one list have the same number, so that an answer that names it could mean either.",
    "two items with the number 2",
    "Number the items 1, 2, 3 ...",
)
DOCUMENT_ID = _code(
    "RUL428",
    "document-without-number",
    "A document is named by its kind alone, with neither a number nor a reason why there is none.",
    "an invoice of which only the code 380 is given",
    "Give the number of the document, or the status that says why it has none.",
)
UNDG = _code(
    "RUL429",
    "dangerous-goods-number-not-possible",
    "A United Nations number of dangerous goods has four digits, from 0004 to 0999 for explosives or from 1001 to"
    " 3999; this is none.",
    "`UN12630`",
    "Take the number from the safety data sheet, section 14.",
)
UNKNOWN_RULE = Code(
    "RUL111",
    "rule-setting-not-understood",
    "The table [rules] of a format.toml names a rule that there is not.",
    '`container-check-digit = "off"`',
    "Use the id of a rule; docs/model-rules.md has them all.",
)
