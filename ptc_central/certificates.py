"""The practice central's own certificate authority and the server certificate it signs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ptc_central.private_file import write_private

_NAMES = ("localhost", "127.0.0.1", "::1")
_AUTHORITY_LIFE = timedelta(days=3650)
_SERVER_LIFE = timedelta(days=397)
_RENEW_BEFORE = timedelta(days=30)
_CLOCKS_DIFFER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Identity:
    """Where the certificates are: what clients trust, and what the server shows."""

    ca: Path
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class _Pair:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def identity(directory: Path, host: str, now: datetime) -> Identity:
    """The certificates in the directory; what is missing or runs out is made anew."""
    names = tuple(dict.fromkeys((*_NAMES, host)))
    ca, ca_key = directory / "ca.pem", directory / "ca.key"
    server, server_key = directory / "server.pem", directory / "server.key"
    authority = _kept(ca, ca_key)
    if authority is None or _runs_out(authority, now):
        authority = _authority(now)
        _keep(authority, ca, ca_key)
    shown = _kept(server, server_key)
    if shown is None or _runs_out(shown, now) or not _fits(shown, authority, names):
        _keep(_signed(authority, names, now), server, server_key)
    return Identity(ca, server, server_key)


def _kept(certificate: Path, key: Path) -> _Pair | None:
    if not (certificate.exists() and key.exists()):
        return None
    loaded = serialization.load_pem_private_key(key.read_bytes(), password=None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        return None
    return _Pair(x509.load_pem_x509_certificate(certificate.read_bytes()), loaded)


def _keep(pair: _Pair, certificate: Path, key: Path) -> None:
    secret = pair.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    write_private(key, secret)
    write_private(certificate, pair.certificate.public_bytes(serialization.Encoding.PEM))


def _runs_out(pair: _Pair, now: datetime) -> bool:
    return pair.certificate.not_valid_after_utc - _RENEW_BEFORE < now


def _fits(pair: _Pair, authority: _Pair, names: tuple[str, ...]) -> bool:
    """Whether the certificate belongs to its key, the authority and the names."""
    certificate = pair.certificate
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        certificate.public_key() == pair.key.public_key()
        and _key_identifier(certificate) == _own_identifier(authority)
        and found == _alternative_names(names)
    )


def _key_identifier(certificate: x509.Certificate) -> bytes | None:
    kind = x509.AuthorityKeyIdentifier
    return certificate.extensions.get_extension_for_class(kind).value.key_identifier


def _own_identifier(authority: _Pair) -> bytes:
    return x509.SubjectKeyIdentifier.from_public_key(authority.key.public_key()).digest


def _authority(now: datetime) -> _Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Practice central authority")
    builder = (
        _certificate(name, key, now, _AUTHORITY_LIFE)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
    )
    return _Pair(builder.sign(key, hashes.SHA256()), key)


def _signed(authority: _Pair, names: tuple[str, ...], now: datetime) -> _Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    builder = (
        _certificate(_name("Practice central"), key, now, _SERVER_LIFE)
        .issuer_name(authority.certificate.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(usage, critical=False)
        .add_extension(issuer, critical=False)
        .add_extension(_alternative_names(names), critical=False)
    )
    return _Pair(builder.sign(authority.key, hashes.SHA256()), key)


def _certificate(
    name: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + life)
        .add_extension(identifier, critical=False)
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
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


def _alternative_names(names: tuple[str, ...]) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([_alternative_name(name) for name in names])


def _alternative_name(name: str) -> x509.GeneralName:
    try:
        address = ip_address(name)
    except ValueError:
        return x509.DNSName(name)
    return x509.IPAddress(address)
