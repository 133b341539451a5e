"""What regulators ask of a product: legal acts, retail prices, constituents, batches, controls."""

from __future__ import annotations

from decimal import Decimal

from gateway.model.base import Model, element
from gateway.model.value import DateTime, Quantity


class LegalBasis(Model):
    """A legal act, such as a notification, on which a duty or a relief rests."""

    type_code: str | None = element(None, "What it bears on, such as a kind of duty, in the source's code.")
    id: str | None = element(None, "Number of the act.")
    entry_id: str | None = element(None, "Entry of the act.")


class RetailPrice(Model):
    """A retail price that duty is computed on."""

    sequence: int | None = element(None, "Position in the source's list.")
    description: str | None = element(None, "Goods that it is for, in words.")
    amount: Decimal | None = element(None, "The price of one, in national currency.")
    quantity: Quantity | None = element(None, "Number of goods at this price.")
    legal_basis: LegalBasis | None = element(None, "Legal act that asks for it.")


class Constituent(Model):
    """A part of a product, such as an active ingredient."""

    sequence: int | None = element(None, "Position in the source's list.")
    name: str | None = element(None, "Its name.")
    id: str | None = element(None, "Its number in a register.")
    percentage: Decimal | None = element(None, "Its share.", unit="%")
    yield_percentage: Decimal | None = element(None, "What it yields.", unit="%")
    active_indicator: bool | None = element(None, "Whether it is an active ingredient.")


class ProductBatch(Model):
    """A batch of production."""

    id: str | None = element(None, "Number of the batch.")
    quantity: Quantity | None = element(None, "Quantity of it.")
    production_date_time: DateTime | None = element(None, "When it was made.")
    expiry_date_time: DateTime | None = element(None, "Until when it may be used.")
    best_before_date_time: DateTime | None = element(None, "Until when it is best.")


class PriorControl(Model):
    """A control of the goods that took place before."""

    type_code: str | None = element(None, "Kind of control.")
    location_id: str | None = element(None, "Where it took place, coded.")
    start_date_time: DateTime | None = element(None, "When it began.")
    end_date_time: DateTime | None = element(None, "When it ended.")
    result_code: str | None = element(None, "Its result, coded.")
    result: str | None = element(None, "Its result in words.")
    measure: Quantity | None = element(None, "Its result, measured.")
    line: int | None = element(None, "Line of a document that it is about.")


class Indication(Model):
    """An answer to a question of the form that no other element holds."""

    type_code: str | None = element(None, "The question, in the source's code.")
    value: str | None = element(None, "The answer, in the source's code.")
