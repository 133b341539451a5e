"""Read XML as a stranger's: bytes to a tree with nothing followed, expanded or guessed.

Sources: XML 1.0 (5th edition) sections 2.8 (prolog), 4.3.3 (encodings) and appendix F.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from gateway.adapters.contract import Limits, Part
from gateway.adapters.xml import codes
from gateway.findings import Code, Finding, Stage, Unreadable, Where

ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii", "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1", "iso-8859-15": "iso-8859-15", "windows-1252": "cp1252", "cp1252": "cp1252",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
_DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*["']([^"']*)["'](?:\s+encoding\s*=\s*["']([^"']*)["'])?"""
    rb"""(?:\s+standalone\s*=\s*["'][^"']*["'])?\s*\?>"""
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FOREIGN = (b"\x00\x00\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\x00<", b"<\x00\x00\x00", b"\x4c\x6f\xa7\x94")
_TOO_LONG_TEXT = etree.XPath("boolean(//text()[string-length() > $n] | //@*[string-length() > $n])")
_TOO_MANY_ATTRIBUTES = etree.XPath("boolean(//*[count(@*) > $n])")


def read(data: bytes, limits: Limits) -> Part:
    """The one message of an XML file. Raises Unreadable with one finding that says why not."""
    if not data.strip():
        raise _unreadable(codes.EMPTY, "there is nothing to read", expected="an XML document")
    if len(data) > limits.bytes:
        raise _unreadable(
            codes.TOO_LARGE, "the file is too large", str(len(data)), f"at most {limits.bytes:,} bytes"
        )
    text = normalized(data)
    _refuse_doctype(text)
    if text.count(b"<") > 2 * limits.elements + 2:
        raise _unreadable(codes.TOO_MANY, "there are too many elements", None, f"at most {limits.elements:,}")
    root = _parse(text)
    _limit(root, text, limits)
    part = Part(data, root)
    if b"\xe2\x80" in text or b"\xe2\x81" in text or b"&#" in text:
        part.repairs.extend(_hidden(root))
    return part


def normalized(data: bytes) -> bytes:
    """The document in UTF-8 without a byte order mark. Raises Unreadable for other encodings."""
    if data.startswith(_FOREIGN):
        raise _unreadable(
            codes.ENCODING_UNSUPPORTED,
            "the document is in UTF-32 or EBCDIC",
            None,
            "UTF-8 or another encoding read here",
        )
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    if data[:2] in (b"<\x00", b"\x00<"):
        return _decoded(data, "utf-16-le" if data[0] else "utf-16-be")
    data = data.removeprefix(codecs.BOM_UTF8)
    declaration = _DECLARATION.match(data)
    if declaration is None:
        if data.lstrip().startswith(b"<?xml") and not data.startswith(b"<?xml"):
            raise _unreadable(
                codes.DECLARATION_LATE, "the XML declaration is not at the very beginning", None, "<?xml as the first characters",
            )  # fmt: skip
        return data
    version, name = declaration[1].decode("ascii", "replace"), declaration[2]
    if version != "1.0":
        raise _unreadable(codes.VERSION_UNSUPPORTED, f"the document is XML {version}", version, "XML 1.0")
    encoding = ENCODINGS.get(name.decode("ascii", "replace").lower()) if name else "utf-8"
    if encoding is None:
        shown = name.decode("ascii", "replace")
        raise _unreadable(
            codes.ENCODING_UNSUPPORTED,
            f"the encoding {shown} is not read here",
            shown,
            ", ".join(sorted(set(ENCODINGS))),
        )
    if encoding.startswith("utf-16"):
        raise _unreadable(
            codes.ENCODING_INVALID,
            "the declaration says UTF-16 and the bytes are not",
            "UTF-16",
            "bytes in the declared encoding",
        )
    return data if encoding in ("utf-8", "ascii") else _decoded(data, encoding)


def _decoded(data: bytes, encoding: str) -> bytes:
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        where = Where(offset=error.start)
        raise _unreadable(
            codes.ENCODING_INVALID, f"byte {error.start} is not {encoding}", None, encoding, where
        ) from error
    encoded = text.encode("utf-8", "surrogatepass")
    declaration = _DECLARATION.match(encoded)
    if declaration is None:
        return encoded
    if declaration[1] != b"1.0":
        raise _unreadable(codes.VERSION_UNSUPPORTED, "the document is not XML 1.0", None, "XML 1.0")
    # Blanks keep every later line and column where it was.
    plain = b'<?xml version="1.0"'
    return plain + b" " * (len(declaration[0]) - len(plain) - 2) + b"?>" + encoded[declaration.end() :]


def _refuse_doctype(text: bytes) -> None:
    """A DOCTYPE can only stand in the prolog: look there and nowhere else."""
    at = 0
    while True:
        at = _skip_blanks(text, at)
        if text.startswith(b"<?", at):
            end = text.find(b"?>", at)
        elif text.startswith(b"<!--", at):
            end = text.find(b"-->", at + 4)
        else:
            break
        if end < 0:
            return
        at = end + (2 if text.startswith(b"?>", end) else 3)
    if text[at : at + 9].upper() == b"<!DOCTYPE":
        line = text.count(b"\n", 0, at) + 1
        raise _unreadable(
            codes.DOCTYPE,
            "the document has a DOCTYPE",
            None,
            "a document without one",
            Where(line=line, offset=at),
        )


def _skip_blanks(text: bytes, at: int) -> int:
    while at < len(text) and text[at] in b" \t\r\n":
        at += 1
    return at


def parser() -> etree.XMLParser:
    """A new hardened parser: no entities, no network, no comments, no processing instructions."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        remove_comments=True, remove_pis=True, huge_tree=False, recover=False,
    )  # fmt: skip


def _parse(text: bytes) -> etree._Element:
    try:
        root = etree.fromstring(text, parser())
    except etree.XMLSyntaxError as error:
        raise _not_well_formed(error, text) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _unreadable(codes.DOCTYPE, "the document has a DOCTYPE", None, "a document without one")
    return root


def _not_well_formed(error: etree.XMLSyntaxError, text: bytes) -> Unreadable:
    line, column = error.lineno or 1, (error.offset or 0) or None
    words = (error.msg or "").partition(", line")[0]
    lines = text.split(b"\n", line)
    excerpt = lines[line - 1].decode("utf-8", "replace").strip()[:120] if len(lines) >= line else None
    where = Where(line=line, column=column)
    code, expected = codes.NOT_WELL_FORMED, "a well-formed XML document"
    if "Extra content" in words:
        code, expected = codes.TWO_DOCUMENTS, "nothing after the end of the root element"
    elif "declaration allowed only at the start" in words:
        code, expected = codes.DECLARATION_LATE, "<?xml as the first characters"
        if any(b"</" in before or b"/>" in before for before in lines[: line - 1]):
            code, expected = codes.TWO_DOCUMENTS, "nothing after the end of the root element"
    elif "not proper UTF-8" in words or "encoding" in words.lower():
        code, expected = codes.ENCODING_INVALID, "bytes in the declared encoding"
    elif "xcessive depth" in words:
        code, expected = codes.TOO_DEEP, "fewer levels"
    return _unreadable(code, words or "not well-formed", excerpt, expected, where)


def _limit(root: etree._Element, text: bytes, limits: Limits) -> None:
    deep = etree.XPath(f"boolean({'/*' * (limits.depth + 1)})")
    if deep(root):
        raise _unreadable(
            codes.TOO_DEEP, "elements are nested too deeply", None, f"at most {limits.depth} levels"
        )
    if text.count(b"=") > limits.attributes and _TOO_MANY_ATTRIBUTES(root, n=limits.attributes):
        raise _unreadable(
            codes.TOO_MANY,
            "an element has too many attributes",
            None,
            f"at most {limits.attributes} attributes",
        )
    if text.count(b"xmlns") > limits.namespaces:
        for node in root.iter():
            parent = node.getparent()
            if len(node.nsmap) - (len(parent.nsmap) if parent is not None else 0) > limits.namespaces:
                raise _unreadable(
                    codes.TOO_MANY,
                    "an element declares too many namespaces",
                    None,
                    f"at most {limits.namespaces}",
                )
    if len(text) > limits.text and _TOO_LONG_TEXT(root, n=limits.text):
        raise _unreadable(
            codes.TEXT_TOO_LONG, "a value is too long", None, f"at most {limits.text:,} characters"
        )


def _hidden(root: etree._Element) -> list[Finding]:
    found = []
    for node in root.iter():
        for value in (node.text or "", *node.attrib.values()):
            if _BIDI.search(str(value)):
                found.append(
                    Finding(
                        codes.BIDI_CONTROL,
                        f"{etree.QName(node).localname} holds a hidden direction character",
                        Stage.PARSE,
                        Where(path=_path(node), line=node.sourceline),
                        value=str(value)[:80].encode("ascii", "backslashreplace").decode(),
                        expected="text without U+202A to U+202E and U+2066 to U+2069",
                        help=codes.BIDI_CONTROL.fix,
                    )  # fmt: skip
                )
    return found


def _path(node: etree._Element) -> str:
    from gateway.adapters.xml.locate import path_of

    return path_of(node)


def _unreadable(
    code: Code,
    message: str,
    value: str | None = None,
    expected: str | None = None,
    where: Where | None = None,
) -> Unreadable:
    return Unreadable(
        [Finding(code, message, Stage.PARSE, where or Where(), value=value, expected=expected, help=code.fix)]
    )
