"""The root URL of a central: what is accepted as one, and the one form in which it is kept."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address

from ptc_app.domain.errors import RuleBroken

LONGEST_URL = 500
"""Characters; more than any address of a central needs."""

_VISIBLE_ASCII = re.compile(r"[!-~]+")
_NO_PART_OF_A_ROOT = re.compile(r"[@?#]")
"""What begins a user name, a query or a fragment (RFC 3986 section 3), or ends the first."""

_AUTHORITY_AND_PATH = re.compile(
    r"https://(?P<host>\[[^\[\]/]*\]|[^\[\]:/]*)(?::(?P<port>[^:/]*))?(?P<path>/.*)?", re.IGNORECASE
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
"""RFC 1123 section 2.1; an internationalized name in its A-label form, `xn--...` (RFC 5890)."""

_NUMBERS = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""Last labels that make a host an IPv4 address: resolvers read `127.1` or `0x7f.1` as one, too."""

_PORT = re.compile(r"[1-9][0-9]{0,4}")
_LAST_PORT = 65_535
_PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._~-]+)*")


def central_root_url(text: str) -> str:
    """The root URL of a central as it is kept: `https://host`, then port and path if it has any.

    Scheme and host are in lower case, and a slash at the end is left out. RuleBroken, by the first
    that applies: `central-url-missing` (empty), `central-url-long` (more than LONGEST_URL
    characters), `central-url-characters` (spaces, control characters, or others than ASCII),
    `central-url-scheme` (not https), `central-url-parts` (a user name, query or fragment),
    `central-url-host` (no host, or one that is no name or address), `central-url-port` (not 1 to
    65535), `central-url-path` (segments of other than letters, digits and `-._~`).
    """
    _check_text(text)
    found = _AUTHORITY_AND_PATH.fullmatch(text)
    if not found:
        raise RuleBroken("central-url-host")
    host, port, path = _host(found["host"].lower()), found["port"], found["path"] or ""
    if port is not None and not (_PORT.fullmatch(port) and int(port) <= _LAST_PORT):
        raise RuleBroken("central-url-port")
    path = path.removesuffix("/")
    if not _PATH.fullmatch(path):
        raise RuleBroken("central-url-path")
    return f"https://{host}{'' if port is None else f':{port}'}{path}"


def _check_text(text: str) -> None:
    """RuleBroken where this can be no URL of a central, whatever its host."""
    if not text:
        raise RuleBroken("central-url-missing")
    if len(text) > LONGEST_URL:
        raise RuleBroken("central-url-long")
    if not _VISIBLE_ASCII.fullmatch(text):
        raise RuleBroken("central-url-characters")
    if not text.lower().startswith("https://"):
        raise RuleBroken("central-url-scheme")
    if _NO_PART_OF_A_ROOT.search(text):
        raise RuleBroken("central-url-parts")


def _host(host: str) -> str:
    """The host as it is kept, an IPv6 address in brackets; RuleBroken where it is none."""
    try:
        if host.startswith("["):
            return f"[{_ipv6(host[1:-1])}]"
        if _NUMBERS.fullmatch(host.rpartition(".")[2]):
            return str(IPv4Address(host))
    except ValueError as error:
        raise RuleBroken("central-url-host") from error
    if not _HOST_NAME.fullmatch(host):
        raise RuleBroken("central-url-host")
    return host


def _ipv6(text: str) -> str:
    """The address in its shortest form; ValueError where it is none, or has a zone."""
    address = IPv6Address(text)
    if address.scope_id is not None:
        raise ValueError("a zone is of one machine only")
    return str(address)
