"""The advisor as a process of its own, as an operator runs it; for tests that restart or look at it from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests

ROOT = Path(__file__).parents[1]
READY_WITHIN_S = 120


class Served:
    """`financing-advisor serve` on a free port, with a folder of its own; `restart` ends and starts every process."""

    def __init__(self, folder: Path) -> None:
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,
            "ADVISOR_DATABASE_URL": f"sqlite:///{folder}/advisor.db",
            "ADVISOR_FILES_FOLDER": f"{folder}/files",
            "ADVISOR_UPLOADS_FOLDER": f"{folder}/uploads",
            "ADVISOR_DEMO_KEY_FILE": f"{folder}/portal_jwt_key",
            "ADVISOR_DEMO": "yes",
        }
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it says that it is ready."""
        command = [sys.executable, "-m", "advisor.cli", "serve", "--port", str(self.port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        deadline = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < deadline:
            assert self._process.poll() is None, self._log.read_text()[-2000:]
            try:
                if requests.get(f"{self.address}/health/ready", timeout=2).ok:
                    return
            except requests.ConnectionError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"not ready after {READY_WITHIN_S} s: {self._log.read_text()[-2000:]}")

    def stop(self, how: int = signal.SIGINT) -> int:
        """End it as Ctrl-C does (or as `how` says); returns the exit code."""
        assert self._process is not None
        self._process.send_signal(how)
        return self._process.wait(timeout=30)

    def restart(self, how: int = signal.SIGINT) -> None:
        """Every process anew, on the same data."""
        self.stop(how)
        self.start()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
