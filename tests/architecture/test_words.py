"""What is published names only documented hosts, no home folder and no place of its checkout."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GIT = ("git", "-c", "safe.directory=*", "ls-files", "-z")

RESERVED = re.compile(r"(?:[\w-]+\.)*(?:example|invalid|test|localhost|example\.(?:com|net|org))")
"""Names that no machine has (RFC 2606, RFC 6761)."""
DOCUMENTED = frozenset(
    {
        "fhir-registry.smarthealthit.org",
        "github.com",
        "hl7.org",
        "loinc.org",
        "openbox.org",
        "schemas.microsoft.com",
        "scripts.sil.org",
        "semver.org",
        "snomed.info",
        "terminology.hl7.org",
        "terminology.pmi-ops.org",
        "unitsofmeasure.org",
        "www.apache.org",
        "www.w3.org",
        # What gettext writes in the head of each catalogue.
        "li.org",
    }
)
"""Hosts of standards, code systems and licences, which a reader may look up."""
OF_A_URL = re.compile(r"(?i)\b[a-z][a-z0-9+.-]*://(?:[^\s/@\"'`]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)")
BARE = re.compile(r"(?i)(?<![\w.-])((?:[a-z0-9-]+\.)+(?:com|dev|edu|gov|net|org))(?![\w-])")
NUMBERS = re.compile(r"(?:\w+\.)*(?:\d+|0x[0-9a-f]*)")
"""An address, or what a test of addresses takes for none."""
BYTE = r"(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])"
ADDRESS = re.compile(rf"{BYTE}(?:\.{BYTE}){{3}}")

HOME_FOLDER = re.compile(r"(?<![\w.])[/\\](?:home|Users)[/\\]+\w")


def test_every_host_named_is_one_of_documentation() -> None:
    unknown = {
        f"{name}: {host}"
        for name, text in published()
        for host in hosts(text)
        if not is_known(host)
    }
    assert not unknown


def test_no_home_folder_and_not_this_checkout_is_named() -> None:
    places = [str(folder) for folder in (ROOT, *ROOT.parents) if len(folder.parts) > 2]
    found = {
        f"{name}: {place}"
        for name, text in published()
        for place in [*HOME_FOLDER.findall(text), *(place for place in places if place in text)]
    }
    assert not found


@pytest.mark.parametrize(
    "said",
    ["see https://{}/simple", "https://someone:secret@{}:8443/x", "HTTP://{}", "git+ssh://{}"],
)
def test_a_host_in_a_url_is_seen(said: str) -> None:
    for host in ("packages.clinic", "10.1.2.3", "example.clinic", "hl7.org.clinic"):
        assert not all(map(is_known, hosts(said.format(host))))


@pytest.mark.parametrize("said", ["index = {}", "ask it@{}.", "{}/simple", "({})"])
def test_a_host_by_itself_is_seen(said: str) -> None:
    for end in ("com", "net", "org"):
        assert not all(map(is_known, hosts(said.format(f"packages.{end}"))))


@pytest.mark.parametrize(
    "said",
    [
        "http://hl7.org/fhir, https://central.example:8443, https://127.0.0.1:1 or https://host:1",
        "store.unusable.io, self.context.local, ana@example.org, 2.16.840.1.113883",
    ],
)
def test_documentation_and_names_in_code_are_no_such_hosts(said: str) -> None:
    assert all(map(is_known, hosts(said)))


def test_a_home_folder_is_seen() -> None:
    for separator, top in (("/", "home"), ("/", "Users"), ("\\", "Users")):
        assert HOME_FOLDER.search(f"see {separator}{top}{separator}somebody")
    assert not HOME_FOLDER.search("phone: home/work/mobile, ~/home, https://central.example/home/1")


def hosts(text: str) -> Iterator[str]:
    """Every host in the text: of a URL, or bare where it ends as hosts of the internet do."""
    for pattern in (OF_A_URL, BARE):
        yield from (match.lower() for match in pattern.findall(text))


def is_known(host: str) -> bool:
    """Whether the host is reserved, this machine itself, or a documented one."""
    if NUMBERS.fullmatch(host):
        return not ADDRESS.fullmatch(host) or ip_address(host).is_loopback
    return host in DOCUMENTED or RESERVED.fullmatch(host) is not None


def published() -> Iterator[tuple[str, str]]:
    """Name and text of what git tracks, and of what it would if everything were added now."""
    listed = b"".join(
        subprocess.run([*GIT, *more], cwd=ROOT, capture_output=True, check=True).stdout
        for more in ((), ("--others", "--exclude-standard"))
    )
    for name in filter(None, listed.decode().split("\0")):
        path = ROOT / name
        if path.is_file():
            yield name, path.read_bytes().decode("utf-8", "replace")
