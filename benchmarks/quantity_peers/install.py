"""Install the peers, each in its own environment under FOLDER: they need versions that do not agree with ours.

    python benchmarks/quantity_peers/install.py FOLDER

Recognizers-Text 1.0.2a2 (its last release on PyPI) imports a name that emoji dropped in 2.0. Duckling is Haskell; the
PyPI package pyduckling-native 0.1.0 carries it compiled (September 2020) for Python 3.6 to 3.9, so a Python 3.9 must be
on the path, or named in PYTHON39. A peer that cannot be installed is left out, with the reason.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PEERS = {
    "recognizers": (sys.executable, ("recognizers-text-suite==1.0.2a2", "emoji<1.7")),
    "jionlp": (sys.executable, ("jionlp==1.5.31",)),
    "duckling": (os.environ.get("PYTHON39", "python3.9"), ("pyduckling-native==0.1.0",)),
}


def main() -> None:
    """Install what can be installed."""
    folder = Path(sys.argv[1])
    for name, (python, packages) in PEERS.items():
        try:
            subprocess.run([python, "-m", "venv", str(folder / name)], check=True)
            subprocess.run([str(folder / name / "bin" / "pip"), "install", "--quiet", *packages], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{name}: not installed ({error})")


if __name__ == "__main__":
    main()
