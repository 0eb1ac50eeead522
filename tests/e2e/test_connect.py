"""Connecting a site to a central: who may, to what, what is kept, and how the code is given."""

from __future__ import annotations

import hashlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
import trustme

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.command_result import ExitCode
from ptc_app.commands.practice import PRACTICE_SITE, practice_store_key
from ptc_app.domain.audit import AuditAction, AuditEntry
from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.language import Language
from ptc_app.domain.outbox import SyncReport
from ptc_app.domain.participants.participant import ContactChannel, SexAtBirth
from ptc_app.domain.practitioner import StaffRole
from ptc_app.paths import DataDir
from ptc_app.services.participants import RegistrationRequest
from ptc_app.services.site import NewPractitioner
from ptc_central.server import ServerAddress, serve
from tests.support.builders import MARK
from tests.support.central_faults import PORTAL, REGISTRATION_CODE, Reply, Served, serving
from tests.support.terminal import ME, Terminal
from tests.unit.test_central_url import REFUSED

COORDINATOR = NewPractitioner(
    "Ben Cole", "ben", StaffRole.COORDINATOR, "four quiet green boats", "135790"
)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def served(authority: trustme.CA) -> Iterator[Served]:
    with serving(authority) as served:
        yield served


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> Path:
    """The file with the certificate of the authority."""
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def joined(terminal: Terminal, served: Served, ca: Path) -> Served:
    """A central that the site is connected to."""
    code, said = terminal.run(*connect(served.address.url, ca), then=REGISTRATION_CODE)
    assert (code, said) == (ExitCode.DONE, {"connected": True})
    return served


def connect(url: str, ca: Path, *more: str) -> tuple[str, ...]:
    return ("connect", *ME, f"--url={url}", "--ca", str(ca), *more)


def stored(site: DataDir) -> CentralConnection | None:
    """The connection that is kept."""
    runtime = SiteRuntime(site)
    with closing(runtime.open_store(practice_store_key(runtime))) as store:
        return store.settings.central()


def joins(site: DataDir) -> list[AuditEntry]:
    """What the audit trail says of connecting."""
    runtime = SiteRuntime(site)
    with closing(runtime.open_store(practice_store_key(runtime))) as store:
        entries = list(store.audit_trail.entries())
        assert store.audit_trail.verify()
    return [each for each in entries if each.event.action is AuditAction.CENTRAL_JOINED]


def digest(site: DataDir) -> str:
    return hashlib.sha256(site.store.read_bytes()).hexdigest()


# --- which URL --------------------------------------------------------------------------------


@pytest.mark.parametrize(("url", "reason"), REFUSED.items())
def test_a_url_that_is_none_of_a_central_is_refused_by_name(
    terminal: Terminal, ca: Path, url: str, reason: str
) -> None:
    before = digest(terminal.site)
    code, said = terminal.run(*connect(url, ca), then=REGISTRATION_CODE)
    assert (code, said) == (ExitCode.FAILED, {"error": f"rule.central-url-{reason}"})
    assert digest(terminal.site) == before


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "The address of the central system does not begin with https://"),
        ("es", "La dirección del sistema central no empieza con https://"),
    ],
)
def test_a_refusal_is_said_in_words(
    terminal: Terminal, ca: Path, language: str, title: str
) -> None:
    code, told = terminal.told(*connect("http://127.0.0.1", ca), "--language", language)
    assert code == ExitCode.FAILED
    assert told.splitlines()[:2] == ["ptc-app: rule.central-url-scheme", title]


@pytest.mark.parametrize("url", ["", "https://[::1", "http://127.0.0.1", "https://"])
@pytest.mark.usefixtures("joined")
def test_a_hostile_url_leaves_the_connection(terminal: Terminal, ca: Path, url: str) -> None:
    before = stored(terminal.site)
    assert before is not None
    code, _ = terminal.run(*connect(url, ca))
    assert code == ExitCode.FAILED
    assert stored(terminal.site) == before


@pytest.mark.usefixtures("joined")
def test_a_url_that_does_not_answer_is_not_kept(terminal: Terminal, ca: Path) -> None:
    before = stored(terminal.site)
    for url in ("https://127.0.0.1:9", "https://[::1]:9"):
        code, said = terminal.run(*connect(url, ca))
        assert (code, said) == (ExitCode.CENTRAL, {"error": "central.unreachable"})
    assert stored(terminal.site) == before
    assert len(joins(terminal.site)) == 1


@pytest.mark.usefixtures("joined")
def test_a_url_that_answers_under_another_authority_is_not_kept(
    terminal: Terminal, ca: Path
) -> None:
    before = stored(terminal.site)
    with serving(trustme.CA()) as stranger:
        code, said = terminal.run(*connect(stranger.address.url, ca))
        assert (code, said) == (ExitCode.CENTRAL, {"error": "central.untrusted"})
        assert stranger.central.paths == []
    assert stored(terminal.site) == before


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (PORTAL, "nonsense"),
        (Reply(200, b'{"resourceType": "Patient"}'), "nonsense"),
        (Reply(404), "nonsense"),
        (Reply(503), "busy"),
    ],
)
@pytest.mark.usefixtures("joined")
def test_a_url_that_is_no_fhir_central_is_not_kept(
    terminal: Terminal, authority: trustme.CA, ca: Path, answer: Reply, reason: str
) -> None:
    before = stored(terminal.site)
    with serving(authority) as other:
        other.central.faults.append(answer)
        code, said = terminal.run(*connect(other.address.url, ca))
    assert (code, said) == (ExitCode.CENTRAL, {"error": f"central.unreachable.{reason}"})
    assert stored(terminal.site) == before


def test_a_central_that_moved_keeps_its_device(
    terminal: Terminal, authority: trustme.CA, joined: Served, ca: Path
) -> None:
    first = stored(terminal.site)
    assert first is not None
    with serving(authority) as other:
        code, _ = terminal.run(*connect(f"{other.address.url}/", ca))
        assert code == ExitCode.DONE
        assert other.central.paths == ["/token", "/fhir/metadata"]
    second = stored(terminal.site)
    assert second is not None
    assert (first.url, second.url) == (joined.address.url, other.address.url)
    assert (first.client_id, first.client_secret) == (second.client_id, second.client_secret)


def test_a_device_that_central_forgot_is_registered_again(
    terminal: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "central"
    with serve(folder) as central:
        join(terminal, central)
    for file in folder.glob("central.sqlite3*"):
        file.unlink()
    with serve(folder) as central:
        code, said = terminal.run(*connect(central.url, central.ca_path))
        assert (code, said) == (ExitCode.FAILED, {"error": "rule.registration-code-missing"})
        before = stored(terminal.site)
        join(terminal, central)
        after = stored(terminal.site)
        assert terminal.run("sync", "once", *ME)[0] == ExitCode.DONE
    assert before is not None
    assert after is not None
    assert before.client_id != after.client_id


def join(terminal: Terminal, central: ServerAddress) -> None:
    asked = connect(central.url, central.ca_path)
    assert terminal.run(*asked, then=central.registration_code)[0] == ExitCode.DONE


# --- who, and what is recorded ----------------------------------------------------------------


@pytest.mark.usefixtures("joined")
def test_only_an_administrator_connects(
    terminal: Terminal, authority: trustme.CA, ca: Path
) -> None:
    site = SiteRuntime(terminal.site)
    site.open(practice_store_key(site), PRACTICE_SITE.sign_in_name).site.add(COORDINATOR)
    site.close_store()
    before = stored(terminal.site)
    with serving(authority) as other:
        asked = ("connect", "--sign-in-name", "ben", "--url", other.address.url, "--ca", str(ca))
        code, said = terminal.run(*asked, passphrase=COORDINATOR.passphrase)
        assert (code, said) == (ExitCode.FAILED, {"error": "rule.administrators-only"})
        assert other.central.connections == 0
    assert stored(terminal.site) == before


def test_the_trail_says_who_connected_the_site_and_to_what(
    terminal: Terminal, authority: trustme.CA, joined: Served, ca: Path
) -> None:
    with serving(authority) as other:
        for _ in range(2):  # the second time nothing changes
            assert terminal.run(*connect(other.address.url, ca))[0] == ExitCode.DONE
    first, second = (entry.event for entry in joins(terminal.site))
    assert (first.subject, first.detail) == (joined.address.url, "")
    assert (second.subject, second.detail) == (other.address.url, joined.address.url)
    assert first.practitioner == second.practitioner
    runtime = SiteRuntime(terminal.site)
    with closing(runtime.open_store(practice_store_key(runtime))) as store:
        someone = store.practitioners.by_sign_in_name(PRACTICE_SITE.sign_in_name)
        central = store.settings.central()
    assert someone is not None
    assert central is not None
    assert someone.id == first.practitioner
    assert first.at <= second.at
    for secret in (REGISTRATION_CODE, central.client_secret, central.client_id, "BEGIN"):
        assert secret not in repr((first, second))


# --- a window that sends meanwhile ------------------------------------------------------------


def test_a_site_that_is_sending_follows_to_the_new_central(
    terminal: Terminal, authority: trustme.CA, joined: Served, ca: Path
) -> None:
    site = SiteRuntime(terminal.site)
    services = site.open(practice_store_key(site), PRACTICE_SITE.sign_in_name)
    services.participants.register(someone("one"))
    assert whole_run(site).delivered == 1
    with serving(authority) as other:
        assert terminal.run(*connect(other.address.url, ca))[0] == ExitCode.DONE
        services.participants.register(someone("two"))
        assert whole_run(site).delivered == 1
        assert len(other.central.requests) == 1
        site.close_sync()
    site.close_store()
    assert len(joined.central.requests) == 1


def test_what_waits_for_the_old_central_is_due_at_the_new_one(
    terminal: Terminal, authority: trustme.CA, joined: Served, ca: Path
) -> None:
    site = SiteRuntime(terminal.site)
    services = site.open(practice_store_key(site), PRACTICE_SITE.sign_in_name)
    services.participants.register(someone("one"))
    joined.central.faults.extend([None, Reply(503, headers={"Retry-After": "600"})])
    assert whole_run(site).postponed == 1
    with serving(authority) as other:
        assert terminal.run(*connect(other.address.url, ca))[0] == ExitCode.DONE
        assert whole_run(site).delivered == 1
        site.close_sync()
    site.close_store()


def whole_run(site: SiteRuntime) -> SyncReport:
    """A sync run, from its first request to its last."""
    while (report := site.sync()).has_more:
        pass
    return report


def someone(name: str) -> RegistrationRequest:
    return RegistrationRequest(
        f"{MARK}{name}", f"{MARK}delgado", date(1961, 3, 12), SexAtBirth.FEMALE, Language("es"),
        ContactChannel.MAIL, lives_in_us=True,
    )  # fmt: skip


# --- how the code is given --------------------------------------------------------------------

DASHED = "-dashed-Code_1"


@pytest.fixture
def dashed(tmp_path: Path) -> Iterator[ServerAddress]:
    """A central whose registration code begins with a hyphen."""
    folder = tmp_path / "central"
    folder.mkdir()
    (folder / "registration_code").write_text(DASHED, encoding="ascii")
    with serve(folder) as central:
        assert central.registration_code == DASHED
        yield central


@pytest.mark.parametrize("more", [(), ("--registration-code-file", "-")])
def test_a_code_is_the_line_after_the_passphrase(
    terminal: Terminal, dashed: ServerAddress, more: tuple[str, ...]
) -> None:
    asked = connect(dashed.url, dashed.ca_path, *more)
    assert terminal.run(*asked, then=DASHED) == (ExitCode.DONE, {"connected": True})


@pytest.mark.parametrize("content", [DASHED, f"{DASHED}\n", f"\ufeff  {DASHED}\r\n"])
def test_a_code_may_lie_in_a_file(
    terminal: Terminal, dashed: ServerAddress, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "code.txt"
    file.write_text(content, encoding="utf-8")
    asked = connect(dashed.url, dashed.ca_path, "--registration-code-file", str(file))
    assert terminal.run(*asked) == (ExitCode.DONE, {"connected": True})


def test_a_code_is_read_from_the_input_of_a_process(site: DataDir, dashed: ServerAddress) -> None:
    arguments = [*connect(dashed.url, dashed.ca_path), "--data-dir", str(site.root), "--json"]
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "ptc_app", *arguments],
        input=f"{PRACTICE_SITE.passphrase}\n{DASHED}\n",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"connected": True}


def test_a_terminal_does_not_show_what_is_typed(site: DataDir, dashed: ServerAddress) -> None:
    pytest.importorskip("pty")
    ensure_terminals()
    arguments = [*connect(dashed.url, dashed.ca_path), "--data-dir", str(site.root)]
    with terminal_process([sys.executable, "-m", "ptc_app", *arguments]) as (master, process):
        shown = ""
        for prompt, typed in (
            (f"Passphrase of {PRACTICE_SITE.sign_in_name}: ", PRACTICE_SITE.passphrase),
            ("Registration code: ", DASHED),
            ("connected: True", None),
        ):
            shown += read_until(master, prompt)
            if typed:
                os.write(master, f"{typed}\n".encode())
        assert process.wait(60) == 0
    assert PRACTICE_SITE.passphrase not in shown
    assert DASHED not in shown


def ensure_terminals() -> None:
    """Skip the test where the system has no pseudo-terminals: /dev/pts may not be mounted."""
    try:
        descriptors = os.openpty()
    except OSError:
        pytest.skip("this system has no pseudo-terminals")
    for descriptor in descriptors:
        os.close(descriptor)


@contextmanager
def terminal_process(command: list[str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A process with a terminal of its own; what it shows is read from the descriptor."""
    master, slave = os.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    )
    os.close(slave)
    try:
        yield master, process
    finally:
        process.kill()
        process.wait()
        os.close(master)


def read_until(descriptor: int, text: str) -> str:
    """All that is shown up to this text; AssertionError where it does not come in a minute."""
    shown, end = "", time.monotonic() + 60
    while text not in shown:
        ready, _, _ = select.select([descriptor], [], [], max(0, end - time.monotonic()))
        assert ready, f"shown until now: {shown!r}"
        shown += os.read(descriptor, 1024).decode()
    return shown


@pytest.mark.parametrize(
    ("option", "kind", "error"),
    [
        ("--ca", "missing", "input-file.missing"),
        ("--ca", "folder", "input-file.not-a-file"),
        ("--ca", "no text", "central.untrusted.authority"),
        ("--ca", "endless", "central.untrusted.authority"),
        ("--registration-code-file", "missing", "input-file.missing"),
        ("--registration-code-file", "folder", "input-file.not-a-file"),
        ("--registration-code-file", "no text", "input-file.not-text"),
        ("--registration-code-file", "endless", "input-file.not-text"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(
    terminal: Terminal, ca: Path, tmp_path: Path, option: str, kind: str, error: str
) -> None:
    file = tmp_path / "file"
    match kind:
        case "folder":
            file.mkdir()
        case "no text":
            file.write_bytes(b"\x30\x82\xff\xfe")
        case "endless":
            file.write_bytes(b"a" * 2**20)
        case _:
            assert not file.exists()
    code, said = terminal.run(*connect("https://127.0.0.1:9", ca), option, str(file))
    ends_with = ExitCode.CENTRAL if error.startswith("central") else ExitCode.FAILED
    assert (code, said) == (ends_with, {"error": error})


@pytest.mark.skipif(sys.platform == "win32", reason="has no named pipes in folders")
@pytest.mark.parametrize("option", ["--ca", "--registration-code-file"])
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(
    terminal: Terminal, ca: Path, tmp_path: Path, option: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code, said = terminal.run(*connect("https://127.0.0.1:9", ca), option, str(pipe))
    assert code != ExitCode.DONE
    assert said["error"] in {"central.untrusted.authority", "rule.registration-code-missing"}


@pytest.mark.skipif(sys.platform == "win32", reason="has no named pipes in folders")
def test_a_code_that_comes_through_a_pipe_is_taken(
    terminal: Terminal, served: Served, ca: Path, tmp_path: Path
) -> None:
    """As from a password manager: --registration-code-file <(pass show central)."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading, writing = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), os.open(pipe, os.O_WRONLY)
    os.write(writing, f"{REGISTRATION_CODE}\n".encode())
    os.close(writing)
    asked = connect(served.address.url, ca, "--registration-code-file", str(pipe))
    assert terminal.run(*asked) == (ExitCode.DONE, {"connected": True})
    os.close(reading)


def test_an_input_that_is_no_text_is_said(site: DataDir, ca: Path) -> None:
    arguments = [*connect("https://127.0.0.1:9", ca), "--data-dir", str(site.root), "--json"]
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-X", "utf8", "-m", "ptc_app", *arguments],
        input=b"\xff\xfe\n", capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (ExitCode.FAILED, b"")
    assert json.loads(done.stdout) == {"error": "rule.input-unreadable"}


def test_a_private_key_beside_the_certificate_is_not_kept(
    terminal: Terminal, served: Served, authority: trustme.CA, tmp_path: Path
) -> None:
    file = tmp_path / "ca.pem"
    key, certificate = authority.private_key_pem.bytes(), authority.cert_pem.bytes()
    file.write_bytes(key + b"Subject: the authority\r\n" + certificate.replace(b"\n", b"\r\n"))
    asked = connect(served.address.url, file)
    assert terminal.run(*asked, then=REGISTRATION_CODE) == (ExitCode.DONE, {"connected": True})
    connection = stored(terminal.site)
    assert connection is not None
    assert connection.ca_pem == certificate.decode()


def test_a_certificate_that_is_none_is_said(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("no certificate", encoding="ascii")
    code, said = terminal.run(*connect("https://127.0.0.1:9", file), then=REGISTRATION_CODE)
    assert (code, said) == (ExitCode.CENTRAL, {"error": "central.untrusted.authority"})
