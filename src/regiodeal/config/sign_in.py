"""The identity providers of organisations, by settings alone."""

import json
import os
import re
from typing import Any
from urllib.parse import urlsplit

from regiodeal.common.errors import Refusal

_NAME = "REGIODEAL_IDENTITY_PROVIDERS"
_NEEDED = {"id", "name", "issuer", "client_id", "secret"}
_MAY = {"also", "domains"}
_PROXIES = "REGIODEAL_PROXIES"
_ID = re.compile(r"[a-z0-9-]+")
_EXAMPLE = '[{"id": "emmen", "name": "Gemeente Emmen", "issuer": "https://…", "client_id": "…", "secret": "…"}]'


def identity_providers() -> list[dict[str, Any]]:
    """Return the OpenID Connect providers that the environment names, as allauth wants them.

    `REGIODEAL_IDENTITY_PROVIDERS` is a list in JSON; each provider has an id for the address, a name for the button,
    its issuer and our client id and secret there; `also` lists other origins that the provider sends a browser to
    while signing in, `domains` those of the addresses that it speaks for, where that is not all of them.
    Raises Refusal for anything else, saying what is wrong.
    """
    return [
        {
            "provider_id": one["id"],
            "name": one["name"],
            "client_id": one["client_id"],
            "secret": one["secret"],
            "settings": {"server_url": one["issuer"], "domains": [name.lower() for name in one.get("domains", [])]},
        }
        for one in _listed()
    ]


def origins() -> list[str]:
    """Return the origins that a browser is sent to while signing in at a provider."""
    addresses = [address for one in _listed() for address in [one["issuer"], *one.get("also", [])]]
    return sorted({"{0.scheme}://{0.netloc}".format(urlsplit(address)) for address in addresses})


def proxies() -> int:
    """Return through how many proxies of our own a request comes: `REGIODEAL_PROXIES`, or none. Raises Refusal."""
    written = os.environ.get(_PROXIES, "0").strip()
    if not written.isdecimal():
        raise Refusal(f"{_PROXIES} is {written!r}; write a whole number: 1 where one web server stands in front")
    return int(written)


def _listed() -> list[dict[str, Any]]:
    written = os.environ.get(_NAME, "").strip()
    if not written:
        return []
    try:
        listed = json.loads(written)
    except ValueError as error:
        raise Refusal(f"{_NAME} is not JSON ({error}); write {_EXAMPLE}") from error
    if not isinstance(listed, list) or not all(_is_provider(one) for one in listed):
        raise Refusal(f"{_NAME} is not a list of providers with {', '.join(sorted(_NEEDED))}; write {_EXAMPLE}")
    ids = [one["id"] for one in listed]
    if len(set(ids)) != len(ids):
        raise Refusal(f"{_NAME} has two providers with the same id; the id stands in the address, so each has its own")
    return listed


def _is_provider(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and _NEEDED <= one.keys() <= _NEEDED | _MAY
        and all(isinstance(one[key], str) and one[key].strip() for key in _NEEDED)
        and all(_is_list_of_texts(one.get(key, [])) for key in _MAY)
        and all(urlsplit(address).scheme in {"https", "http"} for address in [one["issuer"], *one.get("also", [])])
        and _ID.fullmatch(one["id"]) is not None
    )


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)
