"""`/v1/formats`: what the formats are, and the files of their folders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Response

from gateway.api import openapi
from gateway.api.accepting import AnswersJson
from gateway.api.answer import Json, attachment
from gateway.api.caller import Caller
from gateway.api.headers import CORRELATED
from gateway.api.state import GatewayOf
from gateway.formats import Format
from gateway.service import Gateway, NotFound

router = APIRouter(
    prefix="/v1/formats", tags=["formats"], dependencies=[CORRELATED], responses=openapi.PROBLEMS
)


@router.get("", dependencies=[AnswersJson])
def formats(_caller: Caller, gateway: GatewayOf) -> Response:
    """All formats."""
    found = sorted(gateway.catalog, key=lambda format: format.id)
    return Json({"formats": [_brief(format) for format in found]})


@router.get("/{owner}/{name}", dependencies=[AnswersJson])
def format(_caller: Caller, gateway: GatewayOf, owner: str, name: str) -> Response:
    """One format: `OWNER/NAME@VERSION`, or `OWNER/NAME` where one version is in force."""
    return Json(_full(_found(gateway, f"{owner}/{name}")))


@router.get("/{owner}/{name}/{part}/{file:path}", response_class=Response)
def file(_caller: Caller, gateway: GatewayOf, owner: str, name: str, part: str, file: str) -> Response:
    """One file of the schema folder or of the mapping folder."""
    # The name is looked up among those that there are; it is never made into a path.
    found = _files(_found(gateway, f"{owner}/{name}"), part).get(file)
    if found is None:
        raise NotFound("the format has no such file")
    return attachment(found.read_bytes(), None, found.name)


def _found(gateway: Gateway, id: str) -> Format:
    try:
        return gateway.catalog.get(id)
    except LookupError:
        raise NotFound("there is no such format") from None


def _brief(format: Format) -> dict[str, Any]:
    return {
        "id": format.id,
        "title": format.title,
        "owner": format.owner,
        "family": format.family,
        "syntax": format.syntax,
        "status": format.status,
        "revision": format.revision,
        "mapped": format.mapping_dir is not None,
        "links": {"self": f"/v1/formats/{format.id}"},
    }


def _full(format: Format) -> dict[str, Any]:
    schema, mapping = _files(format, "schema"), _files(format, "mapping")
    samples = {kind: _below(schema, f"samples/{kind}/") for kind in ("good", "bad")}
    place = f"/v1/formats/{format.id}"
    return {
        **_brief(format),
        "source": format.source,
        "licence": format.licence,
        "validFrom": format.valid_from.isoformat() if format.valid_from else None,
        "validTo": format.valid_to.isoformat() if format.valid_to else None,
        "extends": format.extends,
        "answersWith": format.answers_with,
        "namespaces": dict(format.namespaces),
        "root": format.identify_root,
        "when": list(format.identify_when),
        "references": dict(format.references),
        "floor": format.floor,
        "samples": samples,
        "schema": [f"{place}/schema/{name}" for name in schema],
        "mapping": [f"{place}/mapping/{name}" for name in mapping],
    }


def _below(files: dict[str, Path], folder: str) -> list[str]:
    return [name for name in files if name.startswith(folder) and not name.endswith(".expected.json")]


def _files(format: Format, part: str) -> dict[str, Path]:
    """The files of a folder by their names below it; links that lead out of it are left out."""
    folder = {"schema": format.schema_dir, "mapping": format.mapping_dir}.get(part)
    if folder is None:
        return {}
    inside = folder.resolve()
    return {
        file.relative_to(folder).as_posix(): file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.resolve().is_relative_to(inside)
    }
