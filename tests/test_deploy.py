"""The sample of a set-up is right as it stands; ``tests/faults`` starts what can be started."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from council.config import PREFIX, Settings
from tests.support import proxy
from tests.support.left_out import leave_out, leave_out_sample
from tests.support.served import KEY, ROOT, free_port

DEPLOY = ROOT / "deploy"


def program(name: str, package: str) -> str:
    """A program of the system's, or the reason why the test is left out."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if not found:
        leave_out_sample(name, package)
    return found


def run(*command: str) -> str:
    """What a program says of a sample that it finds right."""
    done = subprocess.run(command, check=False, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_the_settings_of_a_web_host_are_settings() -> None:
    lines = (DEPLOY / "klubbslag.env").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    settings = Settings.from_environ(given | {"COUNCIL_SECRET_KEY": KEY})

    others = {name for name in given if not name.startswith(PREFIX)}
    assert others == {"HOST", "PORT", "PGPASSFILE"}
    assert given["COUNCIL_SECRET_KEY"] == ""
    assert settings.trusted_proxies == 1


def test_the_proxy_takes_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        caddy = proxy.program()
    except proxy.Absent as absent:
        leave_out(str(absent))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("KLUBBSLAG_SITE", "rost.kommun.se")
    monkeypatch.setenv("KLUBBSLAG_HOSTS", "127.0.0.1:5000 127.0.0.1:5001")
    sample = ("--config", str(proxy.SAMPLE), "--adapter", "caddyfile")

    run(caddy, "validate", *sample)
    run(caddy, "fmt", "--diff", str(proxy.SAMPLE))


def test_nginx_takes_the_sample(tmp_path: Path) -> None:
    nginx, openssl = program("nginx", "nginx-light"), program("openssl", "openssl")
    made = tmp_path / "certificate"
    run(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
        "-keyout", f"{made}.key", "-out", f"{made}.pem")  # fmt: skip
    site = (DEPLOY / "nginx.conf").read_text().replace("/etc/klubbslag/certificate", str(made))
    for listens in ("listen 80;", "listen 443 ssl"):
        assert listens in site
        site = site.replace(listens, re.sub(r"\d+", str(free_port()), listens))
    (tmp_path / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = " ".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    around = f"{own} access_log off; include {tmp_path}/site.conf;"
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; events {{}} http {{ {around} }}")

    run(nginx, "-t", "-e", str(tmp_path / "error.log"), "-c", str(tmp_path / "nginx.conf"))


def test_systemd_takes_the_sample(tmp_path: Path) -> None:
    verify = program("systemd-analyze", "systemd")
    unit = (DEPLOY / "klubbslag.service").read_text()
    here = unit.replace("/opt/klubbslag", str(ROOT)).replace("User=klubbslag", "User=root")
    (tmp_path / "klubbslag.service").write_text(here)

    said = run(verify, "verify", str(tmp_path / "klubbslag.service"))

    assert "klubbslag.service" not in said


@pytest.mark.parametrize(
    "sample", sorted(path.name for path in DEPLOY.rglob("*") if path.is_file())
)
def test_every_sample_has_its_place_in_the_page(sample: str) -> None:
    page = (ROOT / "docs" / "hosts.md").read_text()

    assert re.search(rf"\(\.\./deploy/(\w+/)?{re.escape(sample)}\)", page)
