"""A real nginx of a test's own, with a configuration in a folder that is thrown away."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_MAIN = """
{modules}
{user}
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
_BROTLI = "ngx_http_brotli_static_module.so"
_SECONDS = 10


def program() -> str:
    """Return where nginx is; without it the test fails."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.fail("nginx is not installed here; on Debian and Ubuntu: apt-get install nginx-light")
    return found


def brotli() -> Path | None:
    """Return the module for brotli twins, where it is installed."""
    said = subprocess.run([program(), "-V"], capture_output=True, encoding="utf-8", check=True).stderr
    where = re.search(r"--modules-path=(\S+)", said)
    module = Path(where[1]) / _BROTLI if where else Path(_BROTLI)
    return module if module.is_file() else None


@contextmanager
def running(folder: Path, site: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run nginx with what stands in the http part, `site`, until the block ends."""
    (folder / "site.conf").write_text(site, encoding="utf-8")
    module = brotli()
    main = _MAIN.format(
        folder=folder,
        modules=f"load_module {module};" if module else "",
        user="user root;" if os.geteuid() == 0 else "",  # its workers read folders that are closed to others
    )
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    command = [program(), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    process = subprocess.Popen(command)
    try:
        _wait_for(folder / "nginx.pid", process)
        yield process
    finally:
        process.terminate()
        process.wait(_SECONDS)


def _wait_for(pid: Path, process: "subprocess.Popen[bytes]") -> None:
    """It writes the number of its process when it listens."""
    until = time.monotonic() + _SECONDS
    while not (pid.is_file() and pid.read_text()):
        if process.poll() is not None or time.monotonic() > until:
            log = pid.with_name("error.log")
            raise AssertionError(f"nginx did not start:\n{log.read_text() if log.exists() else ''}")
        time.sleep(0.02)
