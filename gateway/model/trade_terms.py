"""Terms of delivery of a trade, of a whole shipment or of one invoice."""

from __future__ import annotations

from gateway.model.base import Model, element


class TradeTerms(Model):
    """The terms of delivery."""

    condition_code: str | None = element("090", "Term of delivery.", codes="Incoterms")
    location_id: str | None = element("L002", "Place that the term names, coded.", codes="UN/LOCODE")
    location_name: str | None = element("L001", "Place that the term names, in words.")
    country_code: str | None = element(None, "Country of that place.", codes="ISO 3166-1 alpha-2")
    country_relationship_code: str | None = element("106", "How the place lies to the territory.")
    description: str | None = element("089", "The terms in words.")
