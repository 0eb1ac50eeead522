"""The practice certificate authority (CA) and the TLS server certificate that it signs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from ptc_central.data_directory import write_owner_only

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
_SERVER_LIFETIME = timedelta(days=397)  # browsers refuse certificates with a longer one
_RENEW_BEFORE_END = timedelta(days=30)
_CLOCK_TOLERANCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """PEM files: the CA certificate that clients trust, the server's certificate and its key."""

    ca: Path
    certificate: Path
    key: Path


def provide_tls_files(directory: Path, host: str, now: datetime) -> TlsFiles:
    """Return the TLS files in the directory; create or renew what is missing or expires soon.

    The server certificate is for loopback and `host`, a DNS name or an IP address; it is valid for
    397 days from `now` (aware) and renewed in the last 30. The certificate authority is made once.
    OSError if a file cannot be written.
    """
    files = TlsFiles(directory / "ca.pem", directory / "server.pem", directory / "server.key")
    ca = _provide_ca(files.ca, directory / "ca.key")
    issued = ca.issue_cert(
        *dict.fromkeys((*_LOOPBACK_NAMES, host)),
        organization_name="Practice central",
        not_before=now - _CLOCK_TOLERANCE,
        not_after=now + _SERVER_LIFETIME,
    )
    if not _is_still_valid(files, issued, now):
        write_owner_only(files.key, issued.private_key_pem.bytes())
        write_owner_only(files.certificate, issued.cert_chain_pems[0].bytes())
    return files


def _provide_ca(certificate_file: Path, key_file: Path) -> trustme.CA:
    if certificate_file.exists() and key_file.exists():
        return trustme.CA.from_pem(certificate_file.read_bytes(), key_file.read_bytes())
    ca = trustme.CA(path_length=0, organization_name="Practice central authority")
    write_owner_only(key_file, ca.private_key_pem.bytes())
    write_owner_only(certificate_file, ca.cert_pem.bytes())
    return ca


def _is_still_valid(files: TlsFiles, issued: trustme.LeafCert, now: datetime) -> bool:
    """Return whether the stored server certificate is as good as the one just issued.

    It must not expire soon, belong to the stored key, and have the CA and names of `issued`.
    """
    if not (files.certificate.exists() and files.key.exists()):
        return False
    stored = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    key = load_pem_private_key(files.key.read_bytes(), password=None)
    return (
        now <= stored.not_valid_after_utc - _RENEW_BEFORE_END
        and stored.public_key() == key.public_key()
        and _ca_and_names(stored)
        == _ca_and_names(x509.load_pem_x509_certificate(issued.cert_chain_pems[0].bytes()))
    )


def _ca_and_names(certificate: x509.Certificate) -> tuple[x509.ExtensionType, x509.ExtensionType]:
    extensions = certificate.extensions
    return (
        extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value,
        extensions.get_extension_for_class(x509.SubjectAlternativeName).value,
    )
