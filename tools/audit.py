"""Asks whether a locked package has a known weakness, and says so when nobody could be asked."""

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
    """0 when nothing is known against the lock, or when no service answers (said aloud)."""
    for service in SERVICES:
        packages = asked(service)
        if any("vulns" in package for package in packages):
            return verdict(service, packages)
        print(f"audit: {service} answers nothing from here")
    print("audit: NOT DONE. No service could be reached: nothing is known for or against the lock.")
    return 0


def asked(service: str) -> list[dict[str, Any]]:
    """The packages of the lock as the service answered; empty when it could not be reached."""
    command = [sys.executable, *COMMAND, "--vulnerability-service", service]
    done = subprocess.run(command, env=trusting(), capture_output=True, text=True, check=False)
    if done.stdout.startswith("{"):
        return list(json.loads(done.stdout)["dependencies"])
    if "requests.exceptions." in done.stderr or "ServiceError" in done.stderr:
        return []
    sys.exit(f"audit: pip-audit itself failed:\n{done.stderr[-2000:]}")


def trusting() -> dict[str, str]:
    """The environment, with the certificates of the system rather than those of a library."""
    system = os.environ.get("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt")
    found = {"REQUESTS_CA_BUNDLE": system} if Path(system).is_file() else {}
    return found | os.environ


def verdict(service: str, packages: list[dict[str, Any]]) -> int:
    """1 when a package is known to be weak, or was left out of an audit that did take place."""
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
