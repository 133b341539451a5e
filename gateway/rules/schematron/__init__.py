"""An agency's own rules: `rules.sch` (ISO Schematron) on the tree of any syntax."""

from gateway.rules.schematron.rules import (
    AgencyRules,
    Ruled,
    RulesUnusable,
    agency_rules,
    lint_rules,
    rules_of,
)

__all__ = ["AgencyRules", "Ruled", "RulesUnusable", "agency_rules", "lint_rules", "rules_of"]
