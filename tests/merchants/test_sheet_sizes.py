"""How far a sheet reaches is told before it is laid out in memory, however its XML is written."""

import io
import zipfile

import openpyxl
import pytest

from advisor.merchants import sheet_sizes
from advisor.merchants.order_file import OrderFileError
from advisor.merchants.sheet_sizes import check_sheets

CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'


def packed(xml, name="xl/worksheets/sheet1.xml"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(name, xml)
    return stream


def refused(stream):
    with pytest.raises(OrderFileError) as caught:
        check_sheets(stream)
    return caught.value.code


@pytest.mark.parametrize(
    "xml",
    [
        CORNERS.format(1048576, "XFD"),
        CORNERS.format(1048576, "xfd").replace('"', "'"),
        CORNERS.format(1048576, "XFD").replace("<row", "<x:row").replace("<c", "<x:c").replace("</", "</x:"),
        CORNERS.format(1048576, "XFD").replace(" r=", ' s="1"r='),
        CORNERS.format(4000000, "ZZ"),
        CORNERS.format(100, "ZZZZZ"),
        '<row r="9000000"></row><row>' + "<c><v>1</v></c>" * 9 + "</row>",
        '<row r="1000000"><c r="A1"/></row><row r="1">' + "<c/>" * 50 + "</row>",
    ],
)
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/media/image.png"])
def test_a_sheet_with_cells_far_apart_is_refused_wherever_it_is_kept(xml, name):
    assert refused(packed(xml, name)) == "too_many_cells"


def test_a_binary_workbook_beside_the_sheets_is_refused():
    assert refused(packed("x", "xl\\Workbook.bin")) == "other_workbook"


@pytest.mark.parametrize(
    "xml",
    [
        CORNERS.format(1000000, "A").replace(" r=", "  r = "),
        '<c r="A0000000000004000000"/>',
        "<a" + " " * 20_000_000,
    ],
)
def test_what_no_program_writes_is_refused(xml):
    assert refused(packed(xml)) == "not_csv"


@pytest.mark.parametrize(
    "xml",
    [
        '<dimension ref="A1:XFD1048576"/>' + CORNERS.format(1000000, "AN"),
        '<mergeCell ref="A1:XFD1048576"/>' + CORNERS.format(2, "B"),
        '<si><t>r = 5, size r is = "XL"</t></si>',
        "".join("<row>" + "<c><v>1</v></c>" * 40 + "</row>" for _ in range(5_000)),
        "",
    ],
)
def test_a_usual_sheet_is_let_through_and_its_stream_is_at_its_start(xml):
    stream = packed(xml)
    check_sheets(stream)
    assert stream.tell() == 0


@pytest.mark.parametrize("piece_bytes", [7, 100, 1_048_576])
def test_the_reach_is_the_same_wherever_the_pieces_end(monkeypatch, piece_bytes):
    book = openpyxl.Workbook()
    book.active["AB37"] = 1
    book.active["C52"] = "r"
    stream = io.BytesIO()
    book.save(stream)
    monkeypatch.setattr(sheet_sizes, "PIECE_BYTES", piece_bytes)
    monkeypatch.setattr(sheet_sizes, "CELLS_LIMIT", 28 * 52)
    check_sheets(stream)
    monkeypatch.setattr(sheet_sizes, "CELLS_LIMIT", 28 * 52 - 1)
    assert refused(stream) == "too_many_cells"


def test_a_part_that_is_larger_than_it_says_is_refused():
    xml = "<row/>" * 1_000
    content = bytearray(packed(xml).getvalue())
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (600).to_bytes(4, "little")
    assert refused(io.BytesIO(bytes(content))) == "not_csv"
