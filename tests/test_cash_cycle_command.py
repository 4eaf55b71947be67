"""`cash-cycle`: its JSON keys, what it measures from a file, and what it says to wrong arguments."""

from __future__ import annotations

import csv
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from advisor.cli import main

DOCUMENTED = Path(__file__).parents[1] / "docs" / "command_line.md"
HEADER = (
    "订单编号",
    "订单金额",
    "买家实付金额",
    "订单创建时间",
    "订单付款时间",
    "发货时间",
    "签收时间",
    "确认收货时间",
    "结算时间",
)
SHIPPED, DELIVERED, CONFIRMED, SETTLED = 1, 3, 6, 2
TERMS = "inventory_days: 30\npayable_days: 20\ncost_share: 0.6\n"


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/advisor.db")


@pytest.fixture
def orders(tmp_path: Path) -> str:
    """Two orders a day for 100 days, as seen on the last evening; each stage takes a fixed number of days."""
    start, end = datetime(2026, 1, 1, 9), datetime(2026, 4, 10, 23, 30)
    path = tmp_path / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for number in range(200):
            at = start + timedelta(days=number // 2)
            moments = [at, at]
            for days in (SHIPPED, DELIVERED, CONFIRMED, SETTLED):
                moments.append(moments[-1] + timedelta(days=days))
            rows.writerow([number + 1, "100.00", "100.00", *(str(one) if one <= end else "" for one in moments)])
    return str(path)


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["cash-cycle", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def keys(value: Any, prefix: str = "") -> set[str]:
    """Every key with the keys above it, "stages.stages.mean_days"; a list stands for what is in it."""
    if isinstance(value, list):
        return set().union(*(keys(item, prefix) for item in value))
    if not isinstance(value, dict):
        return set()
    return {f"{prefix}{name}" for name in value}.union(*(keys(one, f"{prefix}{name}.") for name, one in value.items()))


def test_the_stages_of_a_file_are_measured(capsys: pytest.CaptureFixture[str], orders: str) -> None:
    result = answered(capsys, orders, "--platform", "taobao")
    stages = {one["id"]: one for one in result["stages"]["stages"]}
    measured = {name: stages[name]["mean_days"] for name in ("ship", "deliver", "confirm", "settle")}
    assert measured == {"ship": SHIPPED, "deliver": DELIVERED, "confirm": CONFIRMED, "settle": SETTLED}
    assert (stages["withdraw"]["source"], stages["confirm"]["finished"]) == ("rule", 180)
    assert result["stages"]["bottleneck"] == "confirm"
    assert result["stages"]["total"]["mean_days"] == 12 + stages["withdraw"]["mean_days"]
    assert result["in_flight"]["money_fen"] == 2 * 13 * 10_000
    assert result["returns"] is None


def test_the_cycle_has_the_stages_for_its_receivable_days(
    capsys: pytest.CaptureFixture[str], orders: str, tmp_path: Path
) -> None:
    (tmp_path / "terms.yml").write_text(TERMS)
    arguments = (orders, "--platform", "taobao", "--terms", str(tmp_path / "terms.yml"))
    result = answered(capsys, *arguments)
    assert (result["missing"], result["receivable_source"]) == ([], "stages")
    assert result["cash_cycle"]["ccc_days"] == result["platform_cycle"]["days"] == 30 + 13 - 20
    (tmp_path / "terms.yml").write_text(TERMS + "receivable_days: 20\n")
    said = answered(capsys, *arguments)
    assert (said["receivable_source"], said["cash_cycle"]["ccc_days"]) == ("terms", 30)


def test_the_merchant_corrects_a_stage(capsys: pytest.CaptureFixture[str], orders: str) -> None:
    result = answered(capsys, orders, "--platform", "taobao", "--stage", "settle=15", "--stage", "withdraw=0")
    stages = {one["id"]: one for one in result["stages"]["stages"]}
    assert (stages["settle"]["source"], stages["settle"]["mean_days"]) == ("merchant", 15)
    assert result["stages"]["total"]["mean_days"] == 1 + 3 + 6 + 15


def test_a_day_in_the_past_is_seen_as_it_was(capsys: pytest.CaptureFixture[str], orders: str) -> None:
    result = answered(capsys, orders, "--platform", "taobao", "--as-of", "2026-02-14")
    assert (result["orders"]["orders"], result["stages"]["as_of"]) == (90, "2026-02-14T23:59:59")


def test_every_key_is_documented(capsys: pytest.CaptureFixture[str], orders: str, tmp_path: Path) -> None:
    (tmp_path / "terms.yml").write_text(TERMS)
    shops = [(orders, "--terms", str(tmp_path / "terms.yml")), (str(Path(__file__).parent / "data/tmall_orders.csv"),)]
    given = set().union(*(keys(answered(capsys, *shop)) for shop in shops))
    ours = {key for key in given if not key.startswith(("orders.", "rule_days.", "cash_cycle."))}
    section = DOCUMENTED.read_text("utf-8").split("## cash-cycle")[1].split("\n## ")[0]
    named = set(re.findall(r"`([a-z0-9_]+)`", section))
    assert {key.split(".")[-1] for key in ours if ".inputs." not in key} <= named


def test_people_get_a_table(capsys: pytest.CaptureFixture[str], orders: str) -> None:
    assert main(["cash-cycle", orders, "--platform", "taobao"]) == 0
    out = capsys.readouterr().out
    assert "the longest stage is confirm" in out and "for the cycle give in --terms: inventory_days" in out


def test_a_correction_that_fits_no_stage_is_told(capsys: pytest.CaptureFixture[str], orders: str) -> None:
    assert main(["cash-cycle", orders, "--stage", "ship+settle=4"]) == 0
    assert "--stage ship+settle: not a stage of this file, so not counted" in capsys.readouterr().out


def test_sales_have_no_downward_trend_after_the_last_order(
    capsys: pytest.CaptureFixture[str], orders: str, tmp_path: Path
) -> None:
    lines = Path(orders).read_text("utf-8").splitlines()
    by_day = [line for line in lines[1:] if line.split(",")[3] < "2026-03-22"]
    (tmp_path / "march.csv").write_text("\n".join([lines[0], *by_day]), encoding="utf-8")
    result = answered(capsys, str(tmp_path / "march.csv"), "--platform", "taobao")
    assert result["stages"]["as_of"] > "2026-04-01"
    assert result["seasonality"]["trend"]["change"] == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there is nothing in it"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "no table that can be read; CSV, XLSX"),
        ("订单编号,订单金额,买家实付金额,订单创建时间\n".encode(), "no orders in its 0 rows"),
        (
            "订单编号,订单金额,买家实付金额,订单创建时间\n1,-5,-5,2026-01-01 10:00:00\n".encode(),
            "no orders in its 1 rows: negative_amount 1",
        ),
        (b"hello,world\n1,2\n", "unknown columns: hello, world; at least needed"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "orders.csv").write_bytes(content)
    assert main(["cash-cycle", str(tmp_path / "orders.csv")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and said in err and "{" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--platform", "mars"), "mars"),
        (("--stage", "pack=3"), "ship, deliver"),
        (("--stage", "ship=-1"), "STAGE=DAYS"),
        (("--stage", "ship"), "STAGE=DAYS"),
        (("--stage", "ship=1e9"), "days: 0 to 720"),
        (("--stage", "ship=1", "--stage", "ship=2"), "ship is given more than once"),
        (("--platform", ""), "no rules of ''"),
        (("--as-of", "yesterday"), "2026-03-31"),
        (("--as-of", "2025-01-01"), "no order"),
    ],
)
def test_wrong_arguments_get_one_line(
    capsys: pytest.CaptureFixture[str], orders: str, arguments: tuple[str, ...], said: str
) -> None:
    assert main(["cash-cycle", orders, *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and said in err


def test_returns_cost_goods_and_freight_once_the_cost_of_goods_is_known(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "terms.yml").write_text("cost_share: 0.5\n")
    orders = str(Path(__file__).parent / "data" / "shop_with_stages.csv")
    assert answered(capsys, orders)["return_cost"] is None
    costs = ("--return-freight", "6", "--resellable-share", "0.8")
    result = answered(capsys, orders, "--terms", str(tmp_path / "terms.yml"), *costs)
    cost, book = result["return_cost"], result["orders"]
    assert cost["refund_fen"] == book["refund_fen"] and cost["extra_fen"] == 600 * book["refunded_orders"]
    assert cost["goods_back_fen"] + cost["goods_lost_fen"] == pytest.approx(book["refund_fen"] / 2, abs=1)
    assert cost["goods_lost_fen"] == pytest.approx(book["refund_fen"] * 0.1, abs=1)
    assert cost["cost_fen"] == cost["goods_lost_fen"] + cost["extra_fen"]
