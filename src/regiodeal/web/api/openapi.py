"""What the API says of itself, in OpenAPI 3.1: made from the resources, so it cannot say anything else than they do."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from regiodeal.publication.rendering.data import resources
from regiodeal.publication.rendering.data.columns import Kind
from regiodeal.publication.rendering.data.resources import ALL, LARGEST_PAGE, PAGE_SIZE, TEXT, Resource, Schema
from regiodeal.web.api import asked, totals

ROOT = f"/{resources.ROOT}"
ITSELF = f"/{resources.ITSELF}"
TOTALS = f"/{resources.TOTALS}"
_CARD = "http://www.w3.org/2006/vcard/ns#"
_ON_THE_CARD = {"name": "fn", "url": "hasURL", "email": "hasEmail"}
_ABOUT = (
    "Lees wat over deze Regio Deal is gepubliceerd: projecten, besluiten, boekingen en waar elke euro is. "
    "Alles komt uit gepubliceerde edities; wat onder embargo is of ingetrokken, staat hier niet in. "
    "Bedragen zijn hele eurocenten, dagen en momenten volgen ISO 8601 en wat niemand weet is null. "
    "De gegevens zijn vrij te gebruiken, zonder sleutel en zonder cookies."
)
_WHEN = {
    HTTPStatus.BAD_REQUEST: "Een parameter is onbekend of klopt niet.",
    HTTPStatus.NOT_FOUND: "Dit is er niet, of het is niet gepubliceerd.",
    HTTPStatus.NOT_ACCEPTABLE: "Dit antwoord is er alleen in JSON.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Er worden te veel vragen tegelijk gesteld; Retry-After zegt wanneer het weer kan.",
}
_HEADERS = {
    "API-Version": ("De versie van de API.", {"type": "string"}),
    "ETag": ("Kenmerk van dit antwoord, voor If-None-Match.", {"type": "string"}),
    "Last-Modified": ("Sinds wanneer deze gegevens er zijn.", {"type": "string"}),
    "Link": ("Adressen van de eerste, vorige, volgende en laatste pagina (RFC 8288).", {"type": "string"}),
    "Retry-After": ("Na hoeveel seconden het weer kan.", {"type": "integer", "minimum": 0}),
    "X-Total-Count": ("Hoeveel er in totaal zijn.", {"type": "integer", "minimum": 0}),
}
_EACH = ("API-Version", "ETag", "Last-Modified")


def document(catalogue: Any) -> Schema:
    """Return the description; the catalogue of the data of the record says by which address its office is reached."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Openbaar dossier van een Regio Deal",
            "version": resources.VERSION,
            "description": _ABOUT,
            "contact": _contact(catalogue),
            "license": {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"},
        },
        "servers": [{"url": ROOT, "description": "Dit dossier"}],
        "tags": [*({"name": one.name, "description": f"{one.about}."} for one in ALL), _TAG_OF_TOTALS],
        "paths": dict(_paths()),
        "components": {
            "headers": {name: {"description": about, "schema": schema} for name, (about, schema) in _HEADERS.items()},
            "schemas": {**{one.one: one.schema for one in ALL}, "Totalen": totals.SCHEMA, "Probleem": _PROBLEM},
        },
    }


_TAG_OF_TOTALS = {"name": "totalen", "description": "Waar elke euro van de deal is."}
_PROBLEM: Schema = {
    "type": "object",
    "description": "Wat er mis is en wat te doen, volgens RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "description": "Wat er mis is."},
        "status": {"type": "integer", "description": "De status van HTTP."},
        "detail": {"type": "string", "description": "Wat er precies mis is en wat te doen."},
    },
}


def _contact(catalogue: Any) -> Schema:
    """Return the contact card in the catalogue, which is expanded JSON-LD, as far as the deal has made it public."""
    nodes = catalogue.get("@graph", []) if isinstance(catalogue, dict) else catalogue or []
    card: Schema = next((node for node in nodes if f"{_CARD}fn" in node), {})
    found = {name: card[_CARD + term][0] for name, term in _ON_THE_CARD.items() if _CARD + term in card}
    told = {name: str(one.get("@id") or one.get("@value")).removeprefix("mailto:") for name, one in found.items()}
    return {"name": "Programmabureau", **told}


def _paths() -> Iterator[tuple[str, Schema]]:
    for one in ALL:
        yield f"/{one.name}", {"get": _list_of(one)}
        if one.key:
            yield f"/{one.name}/{_placeholders(one)}", {"get": _one_of(one)}
    yield TOTALS, {"get": _operation("totalen", "leesTotalen", "Waar elke euro van de deal is", [], _ref("Totalen"))}
    itself = {"type": "object", "description": "Een document van OpenAPI 3.1."}
    yield ITSELF, {"get": _operation("totalen", "leesBeschrijving", "Deze beschrijving", [], itself)}


def _placeholders(one: Resource) -> str:
    return "/".join(f"{{{name}}}" for name in one.key)


def _list_of(one: Resource) -> Schema:
    parameters = [
        *(_query(each.name, each.about, one.filter_schema(each)) for each in one.filters),
        _query(TEXT, "Alleen die met al deze woorden.",
               {"type": "string", "minLength": 1, "maxLength": asked.MOST_TEXT}),
        _query("sort", "Waarop wordt gesorteerd; met een - ervoor aflopend. Wat onbekend is, komt achteraan.",
               {"type": "string", "enum": [sign + name for name in one.sortable for sign in ("", "-")]}),
        _query("page", "Welke pagina.", _whole(asked.LAST_PAGE, 1)),
        _query("pageSize", "Hoeveel er op een pagina staan.", _whole(LARGEST_PAGE, PAGE_SIZE)),
        _fields(one),
    ]  # fmt: skip
    content = {"type": "array", "items": _ref(one.one)}
    more = ("Link", "X-Total-Count")
    return _operation(one.name, f"lijst{one.name.capitalize()}", one.about, parameters, content, *more)


def _one_of(one: Resource) -> Schema:
    columns = {column.name: column for column in one.table.columns}
    parameters = [
        {"name": name, "in": "path", "required": True, "description": columns[name].about,
         "schema": {"type": "integer", "minimum": 1, "maximum": 999_999_999} if columns[name].kind is Kind.NUMBER
         else {"type": "string", "minLength": 1, "maxLength": 200}}
        for name in one.key
    ]  # fmt: skip
    about = f"{one.one}: een uit de lijst van {one.name}"
    return _operation(one.name, f"lees{one.one}", about, [*parameters, _fields(one)], _ref(one.one))


def _operation(tag: str, name: str, about: str, parameters: list[Schema], content: Schema, *more: str) -> Schema:
    headers = {header: {"$ref": f"#/components/headers/{header}"} for header in (*_EACH, *more)}
    version = {"API-Version": headers["API-Version"]}
    later = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    good = {"description": f"{about}.", "headers": headers, "content": {"application/json": {"schema": content}}}
    bad = {"application/problem+json": {"schema": _PROBLEM}}
    return {
        "tags": [tag],
        "operationId": name,
        "summary": about,
        "description": f"{about}.",
        "parameters": parameters,
        "responses": {
            "200": good,
            "304": {"description": "Niets veranderd sinds de ETag die werd genoemd.", "headers": version},
            **{
                str(status.value): {
                    "description": when,
                    "headers": version | (later if status is HTTPStatus.SERVICE_UNAVAILABLE else {}),
                    "content": bad,
                }
                for status, when in _WHEN.items()
            },
        },
    }


def _query(name: str, about: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


def _fields(one: Resource) -> Schema:
    schema = {"type": "array", "minItems": 1, "items": {"type": "string", "enum": list(one.columns)}}
    about = "Alleen deze velden, met komma's ertussen."
    return {**_query("fields", about, schema), "style": "form", "explode": False}


def _whole(most: int, default: int) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": default}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
