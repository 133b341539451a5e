"""What a rule of everyone expects is told in every language, as its code is."""

from __future__ import annotations

import re

import pytest

from gateway.findings.language import ENGLISH, LANGUAGES
from gateway.findings.phrases import known_phrase
from gateway.model import Message
from gateway.rules.model.registry import all_rules, breaches

VALUE = re.compile(r"[\d.,]+")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code.id)
def test_the_expectation_of_a_rule_has_its_phrase(rule):
    broken = [
        one.broken.expected for one in breaches(Message.model_validate(rule.broken)) if one.rule is rule
    ]
    assert broken
    for expected in filter(None, broken):
        for language in (other for other in LANGUAGES if other != ENGLISH):
            assert VALUE.fullmatch(expected) or known_phrase(expected, language), expected
