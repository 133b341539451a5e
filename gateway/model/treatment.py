"""What was done to the goods before they were certified, and what a re-export rests on."""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.value import DateTime, Measure, Words


class TreatmentCharacteristic(Model):
    """One fact of a treatment: chemical, concentration, temperature, words."""

    subject_code: str | None = element(None, "Which fact it is, in the source's code.")
    values: list[Words] | None = element(None, "The fact as a code or in words, once a language.")
    measure: Measure | None = element(None, "The fact as a measured value.")


class Treatment(Model):
    """A treatment of the goods: fumigation, heat, cold, chemical."""

    type_code: str | None = element(None, "Kind of treatment.", codes="UN/EDIFACT 7187")
    start_date_time: DateTime | None = element(None, "When it began.")
    end_date_time: DateTime | None = element(None, "When it ended.")
    duration: Measure | None = element(None, "How long it took.")
    characteristics: list[TreatmentCharacteristic] | None = element(None, "Its facts, in their order.")


class Reexport(Model):
    """What a certificate for re-export says of the certificate and the goods that came in."""

    status_code: str | None = element(None, "Kind of re-export, in the source's code.")
    certificate_id: str | None = element(None, "Number of the certificate that it rests on.")
    certificate_country_code: str | None = element(
        None, "Country that issued that certificate.", codes="ISO 3166-1 alpha-2"
    )
    original_indicator: bool | None = element(None, "Whether the original certificate is attached.")
    copy_indicator: bool | None = element(None, "Whether a certified true copy is attached.")
    packed_indicator: bool | None = element(None, "Whether the goods were packed.")
    repacked_indicator: bool | None = element(None, "Whether they were repacked.")
    original_containers_indicator: bool | None = element(None, "Whether they are in their containers.")
    new_containers_indicator: bool | None = element(None, "Whether they are in new containers.")
    based_on_certificate_indicator: bool | None = element(
        None, "Whether the conformity rests on the original certificate."
    )
    additional_inspection_indicator: bool | None = element(None, "Whether it rests on a further inspection.")
