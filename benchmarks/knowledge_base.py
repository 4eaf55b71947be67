"""How long a large knowledge takes: loading with its check, loading again, one changed record, reading; and memory.

    python benchmarks/knowledge_base.py [PRODUCTS] [--postgresql URL]

The products are the real ones again and again as they are written, with ids, names and figures of their own. SQLite in
a folder that goes away, loaded as `kb load` does it; with --postgresql also a database of its own on that server, which
goes away as well.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

from advisor.catalogue import checks, files, seed
from advisor.catalogue.store import Catalogue
from advisor.commands.seeding import many_records
from advisor.database import open_engine, upgrade

ROOT = Path(__file__).resolve().parents[1]
GENERATED = "generated.yml"
AT = datetime(2026, 11, 30, 8, tzinfo=timezone.utc)


def main() -> None:
    options = _options()
    with many_records(), tempfile.TemporaryDirectory() as place:
        folder = generated(Path(place) / "knowledge", options.products)
        print(f"{options.products:,} products, {(folder / GENERATED).stat().st_size / 1e6:.0f} MB of YAML")
        phases(folder)
        measure("SQLite", open_engine(f"sqlite:///{place}/advisor.db"), folder)
        if options.postgresql:
            with own_database(options.postgresql) as engine:
                measure("PostgreSQL", engine, folder)


def generated(folder: Path, products: int) -> Path:
    """The real knowledge with so many more products in a file of their own."""
    shutil.copytree(ROOT / "knowledge", folder)
    written = (folder / "products.yml").read_text(encoding="utf-8")
    records = re.split(r"(?m)^(?=  - id: )", written)[1:]
    draws = random.Random(1)
    with (folder / GENERATED).open("w", encoding="utf-8") as file:
        file.write("products:\n")
        file.writelines(_varied(records[number % len(records)], number, draws) for number in range(products))
    return folder


def _varied(record: str, number: int, draws: random.Random) -> str:
    record = re.sub(r"^  - id: .*", f"  - id: generated_{number}", record)
    record = re.sub(
        r"(?m)^    aliases: .*", f"    aliases: [店贷{number}, 小店贷款{number}号, shop loan {number}]", record
    )
    record = re.sub(r"(?m)^    days_to_funds: .*", f"    days_to_funds: {draws.randrange(30)}", record)
    return re.sub(
        r"(?m)^    as_of: .*", f"    as_of: 2025-{draws.randrange(1, 13):02}-{draws.randrange(1, 29):02}", record
    )


def phases(folder: Path) -> None:
    """Where the time of a load goes, before any database."""
    timed("fingerprint of the files", lambda: files.content_hash(folder))
    entries, _ = timed("reading YAML", lambda: files.read_folder(folder))
    found = timed("checking", lambda: checks.entry_problems(entries))
    if found:
        sys.exit(f"{len(found)} problems; the first: {found[0]}")
    rows = timed("rows", lambda: [seed.row(one.kind, one.id, 0, one.fields) for one in entries])
    timed("fingerprints of rows", lambda: [seed.digest(row) for row in rows])


def measure(name: str, engine: Engine, folder: Path) -> None:
    """One database: first load, again, one record changed, reading."""
    upgrade(engine)
    timed(f"{name}: loaded, all told", lambda: seed.load(engine, folder, by="benchmark", at=AT))
    timed(f"{name}: loaded again, unchanged", lambda: seed.load(engine, folder, by="benchmark", at=AT))
    path = folder / GENERATED
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("shop loan 7]", "shop loan seven]", 1), encoding="utf-8")
    done = timed(f"{name}: one record changed", lambda: seed.load(engine, folder, by="benchmark", at=AT))
    path.write_text(before, encoding="utf-8")
    assert done.changed == 1, done
    catalogue = Catalogue(engine)
    timed(f"{name}: read into the catalogue", catalogue.products)
    timed(f"{name}: names", catalogue.names)


def timed(name: str, run: Callable[[], Any]) -> Any:
    start, busy = time.perf_counter(), time.process_time()
    result = run()
    seconds, busy_seconds = time.perf_counter() - start, time.process_time() - busy
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:40} {seconds:7.2f} s  ({busy_seconds:6.2f} s of this process; at most {megabytes:,.0f} MB so far)",
        flush=True,
    )
    return result


@contextmanager
def own_database(server: str) -> Iterator[Engine]:
    """A database with a random name on a PostgreSQL server, dropped at the end."""
    name = f"advisor_benchmark_{secrets.token_hex(6)}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT", future=True)
    with admin.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    engine = open_engine(make_url(server).set(database=name).render_as_string(hide_password=False))
    try:
        yield engine
    finally:
        engine.dispose()
        with admin.connect() as connection:
            connection.execute(sa.text(f'DROP DATABASE "{name}"'))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("products", nargs="?", type=int, default=100_000)
    parser.add_argument("--postgresql", metavar="URL", help="e.g. postgresql://postgres@localhost/postgres")
    return parser.parse_args()


if __name__ == "__main__":
    main()
