"""Findings in other languages: the catalogue is whole, and the sentences hold what is particular."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gateway.cli.known_codes import known_codes
from gateway.findings import CATALOGUE, Finding, Severity, Stage, Where
from gateway.findings.language import ENGLISH, LANGUAGES, code_texts, preferred, table, words
from gateway.findings.phrases import LONGEST, known_phrase, phrase
from gateway.findings.render import render
from gateway.findings.telling import LONGEST_VALUE, in_language, stored_in_language

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
PER_CODE = [(id, language) for id in sorted(known_codes()) for language in OTHERS]


@pytest.mark.parametrize("language", OTHERS)
def test_every_code_has_a_text_and_no_text_is_of_a_code_that_is_not_there(language):
    listed = [row["code"] for row in table(f"{language}.csv")]
    assert set(known_codes()) - set(listed) == set()
    assert set(listed) - set(known_codes()) == set()
    assert listed == sorted(set(listed))


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_is_a_sentence_of_characters_that_receivers_can_read(language):
    for id, text in code_texts(language).items():
        for sentence in (text.meaning, text.fix):
            assert sentence == sentence.strip() and sentence.endswith("."), id
            assert sentence[0].isupper() or not sentence[0].isalpha() or sentence.startswith("records.csv"), (
                id
            )
            assert sentence.encode("latin-1"), id
            assert "  " not in sentence and len(sentence) <= 260, id


@pytest.mark.parametrize(("id", "language"), PER_CODE)
def test_what_is_to_be_typed_is_the_same_in_every_language(id, language):
    code, text = known_codes()[id], code_texts(language)[id]
    assert text.meaning != code.meaning and text.fix != code.fix
    typed = [word for word in re.findall(r"`([^`]+)`", code.fix) if word != "expected"]
    assert [word for word in re.findall(r"`([^`]+)`", text.fix)] == typed
    assert re.findall(r"docs/\S+\.md", text.fix) == re.findall(r"docs/\S+\.md", code.fix)


@pytest.mark.parametrize("language", OTHERS)
def test_words_and_phrases_are_whole(language):
    assert all(words(language).values())
    for row in [*table("words.csv"), *table("phrases.csv")]:
        assert row[language] and row[language].encode("latin-1")
    for row in table("phrases.csv"):
        assert re.findall(r"\{[*n]?\}", row[language]) == re.findall(r"\{[*n]?\}", row["en"]), row
    said = [row["en"] for row in table("phrases.csv")]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("english", "french", "spanish"),
    [
        ("1 to 35 characters; it has 36", "1 à 35 caractères ; il y en a 36", "1 a 35 caracteres; tiene 36"),
        (
            "a number as 1234.56 of at most 16 digits, 6 of them behind the point",
            "un nombre tel que 1234.56 de 16 chiffres au plus, dont 6 après la virgule",
            "un número como 1234.56 de 16 cifras como máximo, de ellas 6 decimales",
        ),
        (
            "exactly 17 characters, of the shape [A-Z]{2}, it",
            "exactement 17 caractères, de la forme [A-Z]{2}, it",
            "exactamente 17 caracteres, de la forma [A-Z]{2}, it",
        ),
        ("at most 9 in Header", "9 au plus dans Header", "9 como máximo en Header"),
        ("UNH before BGM", "UNH avant BGM", "UNH antes de BGM"),
        ("one of A, B and 7 more", "un de A, B et 7 autres", "uno de A, B y 7 más"),
        ("Header: 1 to 9 digits", "Header : 1 à 9 chiffres", "Header: 1 a 9 cifras"),
        ("LRN", "LRN", "LRN"),
        ("odd: words, that nobody translated", *["odd: words, that nobody translated"] * 2),
    ],
)
def test_phrases_keep_their_values(english, french, spanish):
    assert (phrase(english, "fr"), phrase(english, "es"), phrase(english, "en")) == (french, spanish, english)


@pytest.mark.parametrize(
    "text", ["a" * (LONGEST + 1), ": " * 900, "x: " * 600, ", " * 900, " from  to " * 190, "one of "]
)
def test_no_text_is_too_much_for_the_phrases(text):
    assert known_phrase(text, "fr") is None


@pytest.fixture
def long_value():
    known_codes()
    return Finding(
        CATALOGUE["XML201"],
        "ID is too long",
        Stage.VALIDATE,
        Where("/Declaration/ID", 4, 7),
        value="ABCDEF",
        expected="1 to 5 characters",
        help=CATALOGUE["XML201"].fix,
    )


def test_a_sentence_is_the_meaning_then_place_value_and_expectation(long_value):
    assert in_language(long_value, "en") is long_value
    french, spanish = in_language(long_value, "fr"), in_language(long_value, "es")
    assert french.message == (
        "Une valeur compte plus de caractères que le champ n'en admet. Emplacement : /Declaration/ID ;"
        " valeur : ABCDEF ; attendu : 1 à 5 caractères."
    )
    assert spanish.message == (
        "Un valor tiene más caracteres de los que admite el campo. Lugar: /Declaration/ID;"
        " valor: ABCDEF; esperado: 1 a 5 caracteres."
    )
    assert french.help == "Raccourcissez la valeur ; rien n'est coupé ici sans le dire."
    same = {"message": "", "expected": "", "help": ""}
    assert french.as_dict() | same == spanish.as_dict() | same == long_value.as_dict() | same


def test_a_stored_finding_is_told_like_the_finding_itself(long_value):
    stored = {**long_value.as_dict(), "target": None}
    assert stored_in_language(stored, "en") is stored
    assert stored_in_language(stored, "fr") == {**in_language(long_value, "fr").as_dict(), "target": None}
    unknown = {**stored, "code": "OLD101"}
    assert stored_in_language(unknown, "fr")["message"].startswith("ID is too long Emplacement : ")


def test_what_only_the_message_says_is_kept_in_english(long_value):
    torn = replace(long_value, code=CATALOGUE["XML004"], message="tag mismatch", value=None, expected=None)
    assert in_language(torn, "fr").message.endswith("/Declaration/ID ; détail (en anglais) : tag mismatch.")
    assert in_language(torn, "es").message.endswith("/Declaration/ID; detalle (en inglés): tag mismatch.")


def test_a_meaning_that_stands_for_the_expectation_is_said_once(long_value):
    code = CATALOGUE["EDI012"]
    known = replace(long_value, code=code, message="line ends", value=None, expected=code.meaning)
    told = in_language(known, "fr")
    assert told.message == f"{told.expected} Emplacement : /Declaration/ID."
    assert told.expected == code_texts("fr")["EDI012"].meaning
    assert in_language(replace(long_value, expected=None), "fr").expected is None


def test_a_long_value_is_cut_in_the_sentence_alone(long_value):
    told = in_language(replace(long_value, value="x" * 500), "fr")
    assert f" {'x' * LONGEST_VALUE}... ;" in told.message
    assert told.value == "x" * 500


def test_a_rule_of_an_agency_is_told_in_its_own_words_for_the_language(long_value):
    broken = replace(
        long_value,
        code=CATALOGUE["RUL401"],
        message="the guarantee needs a reference",
        rule="R0012",
        expected=None,
        help="give the reference",
        texts={"fr": "la garantie exige une référence"},
    )
    french, spanish = in_language(broken, "fr"), in_language(broken, "es")
    assert "Règle : R0012 ; texte de la règle : la garantie exige une référence ;" in french.message
    assert french.help == "la garantie exige une référence"
    assert "Regla: R0012; texto de la regla: the guarantee needs a reference;" in spanish.message
    assert spanish.help == "give the reference"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr", "fr"),
        ("fr-CA, en;q=0.5", "fr"),
        ("de, es-419;q=0.8, fr;q=0.3", "es"),
        ("en, fr;q=0.9", "en"),
        ("FR ; Q=0.7", "fr"),
        ("*", "en"),
        ("de", None),
        ("fr;q=0", None),
        ("fr;q=9, es;q=x, ;;;", None),
        ("", None),
        ("," * 100_000 + "fr", None),
    ],
)
def test_the_language_that_a_header_asks_for(header, language):
    assert preferred(header) == language


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("output", ["text", "concise", "json", "jsonl"])
def test_renderings_keep_codes_and_places(report, finding, long_value, language, output):
    held = report(long_value, finding(severity=Severity.WARNING, where=Where(segment=3)))
    english = list(render([held], output, limit=1))
    assert english == list(render([held], output, limit=1, language=ENGLISH))
    told = "\n".join(render([held], output, limit=1, language=language))
    assert told != "\n".join(english)
    assert "XML201" in told and "/Declaration/ID" in told and "too long" not in told


def test_text_in_french_is_french_throughout(report, long_value):
    lines = list(render([report(long_value, data=None)], "text", language="fr"))
    assert lines[0].startswith("in.xml:4:7: XML201 erreur Une valeur compte plus")
    assert lines[1:] == [
        "  --> /Declaration/ID",
        "  = valeur : 'ABCDEF'",
        "  = attendu : 1 à 5 caractères",
        "  = aide : Raccourcissez la valeur ; rien n'est coupé ici sans le dire.",
        "  = détails : gateway explain XML201 --lang fr",
        "",
        "Messages lus : 1 ; valides : 0 ; erreurs : 1 ; avertissements : 0 ; remarques : 0.",
    ]
