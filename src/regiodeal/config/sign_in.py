"""The identity providers of organisations, by settings alone."""

import json
import os
from typing import Any
from urllib.parse import urlsplit

from regiodeal.common.errors import Refusal

_NAME = "REGIODEAL_IDENTITY_PROVIDERS"
_NEEDED = {"id", "name", "issuer", "client_id", "secret"}
_MAY = {"also"}
_EXAMPLE = '[{"id": "emmen", "name": "Gemeente Emmen", "issuer": "https://…", "client_id": "…", "secret": "…"}]'


def identity_providers() -> list[dict[str, Any]]:
    """Return the OpenID Connect providers that the environment names, as allauth wants them.

    `REGIODEAL_IDENTITY_PROVIDERS` is a list in JSON; each provider has an id for the address, a name for the button,
    its issuer and our client id and secret there; `also` lists other origins that the provider sends a browser to
    while signing in. Raises Refusal for anything else, saying what is wrong.
    """
    return [
        {
            "provider_id": one["id"],
            "name": one["name"],
            "client_id": one["client_id"],
            "secret": one["secret"],
            "settings": {"server_url": one["issuer"]},
        }
        for one in _listed()
    ]


def origins() -> list[str]:
    """Return the origins that a browser is sent to while signing in at a provider."""
    addresses = [address for one in _listed() for address in [one["issuer"], *one.get("also", [])]]
    return sorted({"{0.scheme}://{0.netloc}".format(urlsplit(address)) for address in addresses})


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
    return listed


def _is_provider(one: Any) -> bool:
    return isinstance(one, dict) and _NEEDED <= one.keys() <= _NEEDED | _MAY
