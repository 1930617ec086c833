"""The configuration with which nginx serves the records, and the office behind it: the same answers as ours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from regiodeal.projects.file_kinds import MOST_BYTES
from regiodeal.publication.rendering import paths
from regiodeal.web.public import labels, server
from regiodeal.web.public.labels import Header

OFFICE_AWAY = "De werkruimte is even niet bereikbaar. Het openbare dossier wel; probeer het zo opnieuw.\n"


@dataclass(frozen=True)
class Site:
    """What differs per installation: where the records stand, who shows which, and how the world comes in.

    `application` is where `regiodeal serve` listens, `listens` what nginx listens on, as nginx writes it. With a
    `certificate` and its `key`, port 80 leads to port 443.
    """

    records: Path
    default: str
    hosts: Mapping[str, str]
    application: str
    listens: Sequence[str] = ()
    certificate: Path | None = None
    key: Path | None = None
    brotli: bool = False


class _Configuration(Template):
    delimiter = "@"


_WHOLE = _Configuration(
    r"""
# nginx for the public records of regiodeal, with the office behind it. `regiodeal nginx` printed this: print it again
# when a deal or a host name was added, and reload nginx. It belongs in the http part, such as
# /etc/nginx/conf.d/regiodeal.conf, in the place of any other default site.

# Which deal a host name shows; any other name shows the first deal.
map_hash_bucket_size 256;
map $host $regiodeal_deal {
    default @default;
@hosts}

# What is said about a file, by its address. An empty value is not sent.
@maps
map $uri $regiodeal_missing {
    default /@missing;
    ~^/en/ /en/@missing;
}
map $scheme $regiodeal_tls {
    default "";
    https "@over_tls";
}
@redirect
server {
@listens@certificate
    server_name _;
    server_tokens off;

    # The folder of a deal is a link to the present generation of its record. What was opened stays open for a second,
    # so a new generation is seen within that time. Nothing inside a record is a link.
    root "@records/$regiodeal_deal";
    index index.html;
    disable_symlinks @links;
    open_file_cache max=10000 inactive=60s;
    open_file_cache_valid 1s;
    log_not_found off;
    sendfile on;
    tcp_nopush on;
    absolute_redirect off;
    if_modified_since before;
    max_ranges 1;
    gzip off;
    gzip_static on;
    gzip_vary on;
    gzip_proxied any;
@brotli
    types {
@types    }
    default_type @unknown;
@headers
    error_page 403 =404 @@not_found;
    error_page 404 @@not_found;
    error_page 405 @@read_only;

    location / {
        if ($request_method !~ ^(?:@methods)$) {
            return 405;
        }
        if ($uri ~ @hidden) {
            return 404;
        }
    }
    location @@not_found {
        etag off;
        add_header Last-Modified "";
@always
        try_files $regiodeal_missing /@missing @@nothing_yet;
    }
    location @@nothing_yet {
        types {}
        default_type "@words";
@always
        return 404 "@say_nothing_yet";
    }
    location @@read_only {
        types {}
        default_type "@words";
        add_header Allow "@allow" always;
@always
        return 405 "@say_read_only";
    }

    # The office. When it is down, the record is not.
    location ~ ^/(?:@office)(?:/|$) {
        proxy_pass http://@application;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        client_max_body_size @upload;
        add_header Allow ""; # sends nothing, and keeps what is said about the record away from the office
        error_page 502 504 =503 @@office_away;
    }
    location @@office_away {
        types {}
        default_type "@words";
@always
        return 503 "@say_office_away";
    }
}
""".lstrip()
)

_INSIDE = "on from=$document_root"
_OF_ANOTHER = "if_not_owner"
"""The module for brotli finds no twin where links are refused from a folder on, so then fewer are refused."""

_TO_TLS = """
server {
    listen 80 default_server;
    listen [::]:80 default_server;
    server_tokens off;
    return 301 https://$host$request_uri;
}
"""


def written(site: Site) -> str:
    """Return the configuration of a site."""
    over_tls, a_year = labels.OVER_TLS
    every = [*((header.name, _value(header)) for header in labels.HEADERS), (over_tls, "$regiodeal_tls")]
    words = {
        "say_nothing_yet": server.NOTHING_YET,
        "say_read_only": server.READ_ONLY,
        "say_office_away": OFFICE_AWAY,
    }
    return _WHOLE.substitute(
        {name: text.replace("\n", "\\n") for name, text in words.items()},
        words=labels.media_type("words.txt"),
        default=site.default,
        hosts=_lines(f"{host} {deal};" for host, deal in site.hosts.items()),
        maps="\n".join(_map(header) for header in labels.HEADERS if header.cases),
        missing=paths.NOT_FOUND,
        over_tls=a_year,
        redirect=_TO_TLS if site.certificate else "",
        listens=_lines(f"listen {one};" for one in _listens(site)),
        certificate=_lines(_certificate(site)),
        records=site.records,
        brotli=_lines(["brotli_static on;"] if site.brotli else []),
        links=_OF_ANOTHER if site.brotli else _INSIDE,
        types=_lines((f'"{kind}" {end};' for end, kind in labels.TYPES.items()), deep=2),
        unknown=labels.UNKNOWN,
        headers=_lines(f"add_header {name} {value};" for name, value in every),
        always=_lines((f"add_header {name} {value} always;" for name, value in every), deep=2),
        methods="|".join(server.METHODS),
        allow=", ".join(server.METHODS),
        hidden=labels.HIDDEN,
        office="|".join(sorted(server.OFFICE)),
        application=site.application,
        upload=f"{MOST_BYTES * 2 // 1024 // 1024}m",
    )


def _map(header: Header) -> str:
    cases = _lines(f'"~{pattern}" "{value}";' for pattern, value in header.cases)
    return f'map $uri {_variable(header)} {{\n    default "{header.otherwise}";\n{cases}}}'


def _value(header: Header) -> str:
    return _variable(header) if header.cases else f'"{header.otherwise}"'


def _variable(header: Header) -> str:
    return f"$regiodeal_{header.name.lower().replace('-', '_')}"


def _listens(site: Site) -> Sequence[str]:
    port = "443 ssl http2" if site.certificate else "80"
    return site.listens or (f"{port} default_server", f"[::]:{port} default_server")


def _certificate(site: Site) -> list[str]:
    if site.certificate is None:
        return []
    return [
        f'ssl_certificate "{site.certificate}";',
        f'ssl_certificate_key "{site.key}";',
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "ssl_session_cache shared:regiodeal:2m;",
        "ssl_session_tickets off;",
    ]


def _lines(lines: Iterable[str], deep: int = 1) -> str:
    return "".join(f"{'    ' * deep}{line}\n" for line in lines)
