"""Publishers' own messages and schemas, by the formats that figures are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.findings import Unreadable
from gateway.formats import Catalog, adapter_for

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"


@dataclass(frozen=True, slots=True)
class Published:
    """What a publisher has of one format: messages in `folder`, and a schema; both below `shared`.

    `widest` is the sample of ours that uses every element of the schema. Where the publisher has few
    messages, as many mutations of each kind as `own` says are made of each of our good samples too.
    `recursive` is a schema whose types hold each other: it has no widest sample, and is compared type
    by type. `promise` is the least share that the model carries of messages of the publisher's that
    show more than a format maps; without it the format's own floor counts.
    """

    format: str
    folder: str
    official: str
    widest: str
    pattern: str = "*.xml"
    own: int = 0
    recursive: bool = False
    promise: float | None = None


_UBL = "corpus/ubl/schemas/ubl24-resolved/maindoc"

PUBLISHED = (
    Published(
        "gb/cds-declaration@3.6",
        "corpus/uk-cds",
        "corpus/uk-cds/schemas/_wrappers/declaration.xsd",
        "import-wide.xml",
    ),
    Published(
        "gb/cds-notification@3.6",
        "corpus/uk-cds",
        "corpus/uk-cds/schemas/_wrappers/notification.xsd",
        "answer-wide.xml",
    ),
    *(
        Published(
            f"eu/ncts-{message}@5.1",
            "corpus/eu-ncts/samples",
            f"corpus/eu-ncts/schemas/phase5-final/{message}.xsd",
            "wide.xml",
            own=own,
        )
        for message, own in (("cc015c", 0), ("cc028c", 20), ("cc056c", 20), ("cc029c", 20))
    ),
    # A tenth of the publisher's messages: they vary one and the same declaration.
    Published(
        "gb/ens-cc315a@11.2",
        "corpus/uk-ens/samples",
        "corpus/uk-ens/schemas/conf-xsds/CC315A-v11-2.xsd",
        "wide.xml",
        "*.0.0*.xml",
    ),
    Published(
        "gb/ens-cc313a@11.2",
        "corpus/uk-ens/samples",
        "corpus/uk-ens/schemas/conf-xsds/CC313A-v11-2.xsd",
        "wide.xml",
        "*.0.0*.xml",
    ),
    # The publisher's only example has its goods in packages of a handling unit, which are not mapped.
    Published(
        "oasis/export-customs-declaration@2.4",
        "corpus/ubl/samples",
        f"{_UBL}/UBL-ExportCustomsDeclaration-2.4.xsd",
        "road-and-ferry.xml",
        own=20,
        recursive=True,
        promise=0.5,
    ),
)

_ENS = (
    ("cc315a@11.2-new", "conf-xsds/CC315A-v11-2-New"),
    ("cc313a@11.2-new", "conf-xsds/CC313A-v11-2-New"),
    ("cc316a@10.0", "outcome-api/CC316A-v10-0"),
    ("cc328a@10.0", "outcome-api/CC328A-v10-0"),
)

SCHEMAS_ONLY = (
    tuple(
        Published(
            f"eu/ncts-{message}@{version}",
            "corpus/eu-ncts/samples",
            f"corpus/eu-ncts/schemas/{folder}/{message}.xsd",
            "wide.xml",
            own=20,
        )
        for version, folder, messages_of in (
            ("5.1", "phase5-final", ("cc906c", "cc928c")),
            ("6.0", "phase6-v60.4.16", ("cc015c", "cc028c", "cc029c", "cc056c", "cc906c", "cc928c")),
        )
        for message in messages_of
    )
    + tuple(
        Published(
            f"gb/ens-{id}", "corpus/uk-ens/samples", f"corpus/uk-ens/schemas/{file}.xsd", "wide.xml", own=20
        )
        for id, file in _ENS
    )
    + (
        # The one message of the publisher is invalid for the publisher's own schema.
        Published(
            "un/sps-certificate@17",
            "corpus/un-sps/samples",
            "corpus/un-sps/schemas/from-wsdl/urn_un_unece_uncefact_data_standard_SPSCertificate_17.xsd",
            "wide.xml",
            own=20,
        ),
    )
    + tuple(
        Published(
            f"oasis/{kind.lower()}-customs-declaration@2.4",
            "corpus/ubl/samples",
            f"{_UBL}/UBL-{kind}CustomsDeclaration-2.4.xsd",
            widest,
            own=20,
            recursive=True,
        )
        for kind, widest in (("Import", "sea-containers.xml"), ("Transit", "container-by-road.xml"))
    )
)
"""Formats whose publisher has a schema and no valid message of them there."""


@dataclass(frozen=True, slots=True)
class Found:
    """One message: its file below the folder, its bytes, and its root as the adapter reads it."""

    file: str
    data: bytes
    root: etree._Element


@dataclass(slots=True)
class Walk:
    """How many files could not be read."""

    unreadable: int = 0


def messages(shared: Path, published: Published, walk: Walk | None = None) -> Iterator[Found]:
    """Every readable message of the folder that is identified as of this format."""
    catalog, limits = Catalog.load(), Limits()
    format = catalog.get(published.format)
    adapter = adapter_for(format.syntax)
    for path in sorted((shared / published.folder).rglob(published.pattern)):
        data = path.read_bytes()
        try:
            for part in adapter.split(data, limits):
                if catalog.identify(part).format is format:
                    root = adapter.read(part, format.spec, limits).root
                    yield Found(str(path.relative_to(shared / published.folder)), data, root)
        except Unreadable:
            if walk is not None:
                walk.unreadable += 1


def sample(published: Published) -> Path:
    """The widest sample of ours; a bad one where rules do not allow every element in one message."""
    samples = Catalog.load().get(published.format).folder / "samples"
    good = samples / "good" / published.widest
    return good if good.is_file() else samples / "bad" / published.widest


def good_samples(published: Published) -> list[Path]:
    """All good samples of ours."""
    return sorted((Catalog.load().get(published.format).folder / "samples/good").glob("*.xml"))
