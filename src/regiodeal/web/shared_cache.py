"""What all processes of an installation keep together for a short while: the limits on signing in, and used codes."""

from django.utils.crypto import salted_hmac


def secret_key_of(key: str, prefix: str, version: int) -> str:
    """Return the name under which something is kept: it tells nobody the address or the machine of a person."""
    return salted_hmac("regiodeal.web.shared_cache", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()
