"""Asks pip-audit whether a locked package has a known vulnerability (PyPI, else OSV)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
COMMAND = ("-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--format", "json")
SERVICES = ("pypi", "osv")


def main() -> int:
    """Audit requirements.lock with the first service that answers; return the exit code.

    0 where no package is vulnerable, and also where no service answers, which is printed; else 1.
    """
    for service in SERVICES:
        packages = asked(service)
        if any("vulns" in package for package in packages):
            return verdict(service, packages)
        print(f"audit: {service} answers nothing from here")
    print("audit: NOT DONE. No service could be reached: nothing is known for or against the lock.")
    return 0


def asked(service: str) -> list[dict[str, Any]]:
    """Return the packages of the lock as `service` (pypi or osv) reports them, as parsed JSON.

    Empty where it cannot be reached. SystemExit with a text where pip-audit fails otherwise.
    """
    command = [sys.executable, *COMMAND, "--vulnerability-service", service]
    done = subprocess.run(command, env=trusting(), capture_output=True, text=True, check=False)
    if done.stdout.startswith("{"):
        return list(json.loads(done.stdout)["dependencies"])
    if "requests.exceptions." in done.stderr or "ServiceError" in done.stderr:
        return []
    sys.exit(f"audit: pip-audit itself failed:\n{done.stderr[-2000:]}")


def trusting() -> dict[str, str]:
    """Return the environment variables for pip-audit, with REQUESTS_CA_BUNDLE set if it is not.

    It is set to SSL_CERT_FILE or the certificates of the system, where that file exists.
    """
    system = os.environ.get("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt")
    found = {"REQUESTS_CA_BUNDLE": system} if Path(system).is_file() else {}
    return found | os.environ


def verdict(service: str, packages: list[dict[str, Any]]) -> int:
    """Print each vulnerable or unaudited package and the totals; return the exit code.

    1 where a package is vulnerable or was not audited, else 0.
    """
    weak = [package for package in packages if package.get("vulns")]
    unknown = [package for package in packages if "vulns" not in package]
    for package in weak:
        for found in package["vulns"]:
            fixed = ", ".join(found["fix_versions"]) or "no version yet"
            print(f"audit: {package['name']} {package['version']}: {found['id']}, fixed in {fixed}")
    for package in unknown:
        print(f"audit: {package['name']}: not audited ({package.get('skip_reason')})")
    print(f"audit: {service}: {len(packages)} packages, {len(weak)} weak, {len(unknown)} unknown")
    return 1 if weak or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
