"""The practice certificate authority (CA) and the TLS server certificate that it signs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ptc_central.data_directory import write_owner_only

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
_CA_LIFETIME = timedelta(days=3650)
_SERVER_LIFETIME = timedelta(days=397)  # the most that browsers accept
_RENEW_BEFORE_END = timedelta(days=30)
_CLOCK_TOLERANCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """PEM files: the CA certificate that clients trust, the server's certificate and its key."""

    ca: Path
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class _CertifiedKey:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def provide_tls_files(directory: Path, host: str, now: datetime) -> TlsFiles:
    """Return the TLS files in the directory; create or renew what is missing or expires soon.

    The server certificate is for loopback and `host`, a DNS name or an IP address.
    """
    names = _subject_alternative_names(host)
    files = TlsFiles(directory / "ca.pem", directory / "server.pem", directory / "server.key")
    ca_key_file = directory / "ca.key"
    ca = _load(files.ca, ca_key_file)
    if ca is None or _expires_soon(ca, now):
        ca = _issue_ca(now)
        _store(ca, files.ca, ca_key_file)
    server = _load(files.certificate, files.key)
    if server is None or _expires_soon(server, now) or not _is_valid_for(server, ca, names):
        _store(_issue_server(ca, names, now), files.certificate, files.key)
    return files


def _load(certificate_file: Path, key_file: Path) -> _CertifiedKey | None:
    if not (certificate_file.exists() and key_file.exists()):
        return None
    key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        return None
    return _CertifiedKey(x509.load_pem_x509_certificate(certificate_file.read_bytes()), key)


def _store(certified: _CertifiedKey, certificate_file: Path, key_file: Path) -> None:
    key = certified.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    write_owner_only(key_file, key)
    certificate = certified.certificate.public_bytes(serialization.Encoding.PEM)
    write_owner_only(certificate_file, certificate)


def _expires_soon(certified: _CertifiedKey, now: datetime) -> bool:
    return certified.certificate.not_valid_after_utc - _RENEW_BEFORE_END < now


def _is_valid_for(
    server: _CertifiedKey, ca: _CertifiedKey, names: x509.SubjectAlternativeName
) -> bool:
    """Return whether the certificate belongs to its key, the CA and exactly these names."""
    extensions = server.certificate.extensions
    issuer = extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    return (
        server.certificate.public_key() == server.key.public_key()
        and issuer == x509.AuthorityKeyIdentifier.from_issuer_public_key(ca.key.public_key())
        and extensions.get_extension_for_class(x509.SubjectAlternativeName).value == names
    )


def _issue_ca(now: datetime) -> _CertifiedKey:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _common_name("Practice central authority")
    builder = (
        _certificate_builder(name, key, now, _CA_LIFETIME)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
    )
    return _CertifiedKey(builder.sign(key, hashes.SHA256()), key)


def _issue_server(
    ca: _CertifiedKey, names: x509.SubjectAlternativeName, now: datetime
) -> _CertifiedKey:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca.key.public_key())
    server_auth = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    builder = (
        _certificate_builder(_common_name("Practice central"), key, now, _SERVER_LIFETIME)
        .issuer_name(ca.certificate.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(server_auth, critical=False)
        .add_extension(issuer, critical=False)
        .add_extension(names, critical=False)
    )
    return _CertifiedKey(builder.sign(ca.key, hashes.SHA256()), key)


def _certificate_builder(
    subject: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, lifetime: timedelta
) -> x509.CertificateBuilder:
    key_identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_TOLERANCE)
        .not_valid_after(now + lifetime)
        .add_extension(key_identifier, critical=False)
    )


def _common_name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _subject_alternative_names(host: str) -> x509.SubjectAlternativeName:
    names = dict.fromkeys((*_LOOPBACK_NAMES, host))
    return x509.SubjectAlternativeName([_general_name(name) for name in names])


def _general_name(name: str) -> x509.GeneralName:
    try:
        address = ip_address(name)
    except ValueError:
        return x509.DNSName(name)
    return x509.IPAddress(address)
