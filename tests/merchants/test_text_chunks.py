"""A CSV text read by its bytes gives the rows that the csv module gives, whatever is in it."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.merchants import text_chunks
from advisor.merchants.blocks import Block
from advisor.merchants.cells import MISSING, Money, MoneyStyle
from advisor.merchants.chunks import Listed
from advisor.merchants.moments import Moments
from advisor.merchants.order_file import OrderFileError
from advisor.merchants.usual_cells import usual_fen, usual_seconds

WIDTH = 3
PIECES = st.sampled_from(
    ["a", "袜", "1", "12.50", " ", "\t", ",", '"', '""', "\n", "\r\n", "\r", '","', '","', '\n"', '"\n', 'a,b,c\n',
     '"x\ny",2,3\n', ",,\n", "\ufffd"]
)  # fmt: skip


def chunks_of(content, encoding="utf-8", header_line=0, separator=","):
    return list(text_chunks.text_chunks(io.BytesIO(content), encoding, separator, header_line, WIDTH))


def rows_of(content, **options):
    """Lines, cells and marks of all rows, or the code of the error."""
    try:
        chunks = chunks_of(content, **options)
    except OrderFileError as error:
        return error.code
    found = []
    for chunk in chunks:
        columns = [chunk.texts(column) for column in range(WIDTH)]
        for place, line in enumerate(chunk.lines.tolist()):
            cells = list(chunk.row(place))
            assert [column[place] for column in columns] == [*cells, "", "", ""][:WIDTH]
            found.append((line, cells, chunk.marks()[place]))
    return found


def by_the_csv_module(content, **options):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_chunks, "BYTE_WISE", {})
        return rows_of(content, **options)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["utf-8", "gb18030"]), st.integers(0, 1))
@example('a,b,"x\n\ny\n"\n1,2,3\n', "utf-8", 1)
@example('a,"b"",c"\n1,="2",3\n', "utf-8", 0)
@example('a,b,c\r\n"1",2,"3"\r\n', "utf-8", 0)
def test_the_bytes_give_the_rows_of_the_csv_module(text, encoding, header_line):
    content = ("编号,b,c\n" + text).encode(encoding, "replace")
    assert rows_of(content, encoding=encoding, header_line=header_line) == by_the_csv_module(
        content, encoding=encoding, header_line=header_line
    )


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_it_does_not_matter_where_a_block_ends(text):
    content = text.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_chunks, "BLOCK_BYTES", 5)
        cut = rows_of(content)
    assert cut == rows_of(content)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_even_rows_are_read_by_their_bytes(separator):
    rows = (["n", "金额", "x"], ["1", "2.50", '"q"'], ["2", "", "袜"])
    content = "".join(separator.join(cells) + "\n" for cells in rows)
    (chunk,) = chunks_of(content.encode(), header_line=1, separator=separator)
    assert isinstance(chunk, Block) and chunk.texts(2) == ["q", "袜"] and chunk.lines.tolist() == [2, 3]


def test_a_row_of_another_length_makes_lists_of_its_block_alone(monkeypatch):
    monkeypatch.setattr(text_chunks, "BLOCK_BYTES", 60)
    chunks = chunks_of(b"1,2,3\n" * 10 + b"1,2\n" + b"1,2,3\n" * 20)
    assert {type(chunk) for chunk in chunks} == {Block, Listed}
    assert sum(len(chunk.lines) for chunk in chunks) == 31


def test_rows_alike_have_one_mark_whichever_way_they_were_read(monkeypatch):
    monkeypatch.setattr(text_chunks, "BLOCK_BYTES", 8)
    content = '1,袜,"3"\n1,2\n1,袜,"3"\n="1",2,3\n1,袜,"3"\n'.encode()
    chunks = chunks_of(content)
    marks = np.concatenate([chunk.marks() for chunk in chunks]).tolist()
    assert marks[0] == marks[2] == marks[4] and len(set(marks)) == 3


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line():
    content = "a,b,c\n" * 5 + '1,"2,3\n' + "a,b,c\n" * 200
    with pytest.raises(OrderFileError) as caught:
        chunks_of(content.encode())
    assert (caught.value.code, caught.value.parameters) == ("broken_csv", {"line": 6})


AMOUNTS = st.lists(
    st.one_of(
        st.from_regex(r"\A[0-9]{1,9}(\.[0-9]{1,2})?\Z"), st.sampled_from(["", ".5", "5.", "1.2.3", "-1", "1.234"])
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@given(AMOUNTS)
def test_usual_amounts_are_what_the_cells_are_one_by_one(cells):
    money = Money(MoneyStyle())
    found = usual_fen(Listed(np.arange(len(cells)), [[cell] for cell in cells]).cut(0).trimmed)
    if found is None:
        assert set(cells) & {".5", "5.", "1.2.3", "-1", "1.234"}
    else:
        assert found.tolist() == [money[cell] for cell in cells]


@given(
    st.lists(
        st.one_of(st.datetimes(datetime(1985, 1, 1)).map(lambda at: f"{at:%Y-%m-%d %H:%M:%S}"), st.just("")),
        min_size=1,
        max_size=6,
    )
)
def test_usual_times_are_what_the_cells_are_one_by_one(cells):
    found = usual_seconds(Listed(np.arange(len(cells)), [[cell] for cell in cells]).cut(0))
    slow = Moments().seconds(cells)
    if found is None:
        assert any(cell and not "1990" <= cell[:4] < "2100" for cell in cells)
    else:
        assert found.tolist() == slow.tolist()


@pytest.mark.parametrize(
    "cell", ["2026-02-29 08:00:00", "2026-13-01 08:00:00", "2026-01-01 24:00:00", "1989-12-31 00:00:00"]
)
def test_a_time_that_does_not_exist_is_not_usual(cell):
    assert usual_seconds(Listed(np.arange(2), [[cell], [""]]).cut(0)) is None
    assert usual_seconds(Listed(np.arange(1), [[""]]).cut(0)).tolist() == [MISSING]


def test_what_a_writer_writes_is_read_back():
    rows = [["1", 'a "b", c', "x\ny"], ["2", "", " "], ['"', ",", "袜子"]]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [cells for _, cells, _ in rows_of(text.getvalue().encode())] == rows
