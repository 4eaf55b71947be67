"""Workbooks, archives and texts of all kinds: read as the table in them, or refused with a code."""

import io
import zipfile
from datetime import datetime

import numpy as np
import openpyxl
import pytest

from advisor.merchants import order_sources, text_chunks, workbooks
from advisor.merchants.headers import columns_of
from advisor.merchants.readers import OrderFileError, read_orders

HEADER = ["订单编号", "总金额", "买家实际支付金额", "订单创建时间", "订单付款时间 ", "退款金额"]
TEXT = ",".join(HEADER)


def row(number, amount="100.0", at="2026-03-01 08:00:00"):
    return [number, amount, amount, at, at, "0"]


def text_of(*rows):
    return "\n".join([TEXT, *(",".join(map(str, cells)) for cells in rows)])


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet{place + 1}")
        for cells in rows:
            sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("_", "."), content)
    return stream.getvalue()


@pytest.fixture
def stored(tmp_path):
    def written(content):
        path = tmp_path / "upload"  # uploads have no ending that tells their kind
        path.write_bytes(content)
        return path

    return written


def counted(file):
    return {finding.code: finding.rows for finding in file.findings}


def code_of(path):
    with pytest.raises(OrderFileError) as caught:
        read_orders(path)
    return caught.value.code


def test_a_workbook_gives_the_same_orders_as_a_text_whatever_the_kind_of_its_cells(stored):
    at = datetime(2026, 3, 1, 8, 5)
    sheet = [["导出于 2026-03-02"], HEADER, [1, 100.5, "100.5", at, 46082.336805556, None], ["合计", 100.5, 100.5]]
    file = read_orders(stored(workbook(sheet)))
    assert (file.platform, file.rows, counted(file)) == ("tmall", 2, {"sum_row": 1})
    assert file.findings[0].first_line == 4
    assert (file.orders.amount_fen[0], file.orders.paid_fen[0]) == (10_050, 10_050)
    assert file.orders.created_at[0] == file.orders.paid_at[0] == np.datetime64("2026-03-01T08:05:00")
    assert file.orders.key[0] == read_orders(stored(text_of(row(1)).encode())).orders.key[0]


def test_sheets_with_the_same_header_are_read_together_and_rows_of_others_are_counted(stored):
    content = workbook([HEADER, row("1")], [HEADER, row("2"), row("3"), row("1")], [["说明", "x"], ["a", "b"]], [])
    file = read_orders(stored(content))
    assert (len(file.orders), file.rows) == (3, 6)
    assert counted(file) == {"duplicate_order": 1, "other_table": 2}


def test_a_workbook_that_names_its_sheets_again_and_again_is_refused_before_they_fill_the_memory(stored, monkeypatch):
    content = workbook(*([HEADER, row(str(number)), row("9")] for number in range(4)))
    monkeypatch.setattr(workbooks, "CELLS_LIMIT", 4 * 3 * len(HEADER))
    assert len(read_orders(stored(content)).orders) == 5
    monkeypatch.setattr(workbooks, "CELLS_LIMIT", 4 * 3 * len(HEADER) - 1)
    assert code_of(stored(content)) == "too_many_cells"


def test_a_number_too_long_for_a_spreadsheet_does_not_make_a_duplicate(stored):
    file = read_orders(stored(workbook([HEADER, row(3101234567890123456), row(3101234567890123457)])))
    assert len(file.orders) == 2 and counted(file) == {"rounded_numbers": 2}


def test_the_tables_of_an_archive_are_read_together_whatever_their_encoding(stored):
    content = archive(
        a_csv=text_of(row("1"), row("2")).encode("gbk"), b_CSV=text_of(row("2"), row("3")).encode(),
        c_xlsx=workbook([HEADER, row("4")]),
        readme_pdf=b"%PDF", d_csv="商品,颜色\n袜子,红\n".encode(),
    )  # fmt: skip
    file = read_orders(stored(content))
    assert (file.layout, len(file.orders), file.rows) == ("qianniu_report", 4, 7)
    assert counted(file) == {"duplicate_order": 1, "other_table": 2}


def test_an_archive_that_would_fill_the_memory_is_refused_before_it_is_unpacked(stored, monkeypatch):
    monkeypatch.setattr(order_sources, "UNPACKED_LIMIT_BYTES", 1_000)
    assert code_of(stored(archive(a_csv=TEXT + "\n" * 2_000))) == "too_large"
    assert code_of(stored(workbook([HEADER, row("1")]))) == "too_large"


def test_an_encrypted_archive_is_told_apart(stored):
    content = bytearray(archive(a_csv=text_of(row("1"))))
    directory = content.rindex(b"PK\x01\x02")
    content[6] |= 1
    content[directory + 8] |= 1
    assert code_of(stored(bytes(content))) == "encrypted"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04rest", b"%PDF-1.7", b"<html><table></table>", b" <?xml ?>",
        archive(readme_md=b"# nothing"), archive(a_csv=archive(a_csv=text_of(row("1")))), b"\x1f\x8b\x08",
    ],
)  # fmt: skip
def test_what_holds_no_table_is_refused(stored, content):
    assert code_of(stored(content)) == "not_csv"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "other_workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (archive(content_xml="<office/>"), "other_workbook"),
    ],
)
def test_workbooks_whose_size_cannot_be_told_beforehand_are_told_apart(stored, content, code):
    assert code_of(stored(content)) == code


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b"\xff\xfe\r\0\n\0", b" \n"])
def test_a_text_without_any_sign_is_empty(stored, content):
    path = stored(content)
    assert code_of(path) == "empty"
    with pytest.raises(OrderFileError, match="empty"):
        columns_of(path)


def damaged(kind):
    stored_as = zipfile.ZIP_STORED if kind == "sum" else zipfile.ZIP_DEFLATED
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", stored_as) as packed:
        packed.writestr("orders.csv", text_of(*(row(str(number)) for number in range(2_000))))
    content = bytearray(stream.getvalue())
    if kind == "sum":
        content[content.rfind(b"100.0")] = ord("9")
    elif kind == "packing":
        content[len(content) // 2 : len(content) // 2 + 40] = b"\xff" * 40
    else:
        content[8] = content[content.rfind(b"PK\x01\x02") + 10] = 99
    return bytes(content)


@pytest.mark.parametrize("kind", ["sum", "packing", "way of packing"])
def test_a_damaged_archive_is_refused_wherever_the_damage_is_met(stored, kind):
    path = stored(damaged(kind))
    assert code_of(path) == "not_csv"
    if kind == "way of packing":
        with pytest.raises(OrderFileError, match="not_csv"):
            columns_of(path)


def test_a_damaged_workbook_is_refused(stored):
    content = bytearray(workbook([HEADER, *(row(str(number)) for number in range(500))]))
    at = content.find(b"xl/worksheets/sheet1.xml")
    content[at + 200 : at + 260] = b"\xff" * 60
    assert code_of(stored(bytes(content))) == "not_csv"


def test_an_endless_line_is_refused_without_being_read_to_its_end(stored, monkeypatch):
    monkeypatch.setattr(text_chunks, "LONGEST_LINE", 2_000)
    monkeypatch.setattr(text_chunks, "LONGEST_ROW_BYTES", 1_000)
    with pytest.raises(OrderFileError) as caught:
        read_orders(stored((text_of(row("1")) + "\n2," + "9," * 200_000).encode()))
    assert (caught.value.code, caught.value.parameters) == ("broken_csv", {"line": 3})


def test_a_workbook_without_rows_is_empty_and_one_without_orders_names_its_columns(stored):
    assert code_of(stored(workbook([]))) == "empty"
    with pytest.raises(OrderFileError) as caught:
        read_orders(stored(workbook([["商品", "颜色"], ["袜子", "红"]])))
    assert (caught.value.code, caught.value.parameters["found"]) == ("unknown_columns", ["商品", "颜色"])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "big5", "cp932", "cp1252"])
def test_the_names_of_unknown_columns_are_read_in_their_encoding(stored, encoding):
    names = {"big5": ["訂單號碼", "應付金額合計", "貨品"], "cp932": ["ご注文番号", "お支払い", "カタカナ"]}
    found = names.get(encoding, ["Prénom", "Größe", "Menge"] if encoding == "cp1252" else ["商品", "颜色", "数量"])
    lines = [",".join(found), *(f"{found[number % 3]},{found[2]},{number}" for number in range(30))]
    with pytest.raises(OrderFileError) as caught:
        read_orders(stored("\n".join(lines).encode(encoding)))
    assert caught.value.parameters["found"] == found


def test_a_sign_that_cannot_be_decoded_spoils_its_cell_and_nothing_else(stored):
    lines = text_of(row("1"), row("2", amount="1?0"), row("?3")).encode().replace(b"?", b"\xff")
    file = read_orders(stored(lines))
    assert len(file.orders) == 2 and counted(file) == {"unreadable_amount": 1}


def test_lines_are_counted_as_an_editor_counts_them(stored):
    noted = TEXT + ",备注", *(",".join([*row(str(number)), f'"a\nb{number}"']) for number in range(3))
    file = read_orders(stored("\n".join([*noted, "", ",".join([*row("9", amount="-1"), "c"])]).encode()))
    assert [(finding.code, finding.first_line) for finding in file.findings] == [("negative_amount", 9)]


def test_a_column_of_amounts_with_comma_decimals_is_not_read_a_hundredfold(stored):
    lines = "Order ID;Total;Date\n1;95,00;2026-03-01\n2;1.234,5;2026-03-01\n3;1.234;2026-03-01"
    assert read_orders(stored(lines.encode())).orders.amount_fen.tolist() == [9_500, 123_450, 123_400]
