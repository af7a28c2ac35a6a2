"""What is taken along: a table that spreadsheets open right, JSON that adds to the contract."""

import codecs
import csv
import io
import json

import pandas as pd
import pytest

from tests.unit.test_ui_corrections import facts
from ui.desk.picture import DONE, FAILED, Picture
from ui.results.document import document, text
from ui.results.table import COLUMNS, MARK
from ui.results.table import csv as table


def picture(name, reading, *, reason=None):
    """A picture that is read; its reading is what the engine would have given."""
    done = Picture(name)
    done.state = DONE
    known = {**reading, "reason": reason, "model": "0123456789ab"}
    done.take(json.loads(json.dumps({"schema": 2, **known})), known)
    return done


def failed(name, code):
    lost = Picture(name)
    lost.state, lost.code = FAILED, code
    return lost


def opened(pictures):
    """The table as a program reads it, a dictionary a row."""
    content = bytes(MARK) + "".join(table(pictures)).encode()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_table_has_a_mark_quotes_and_lines_that_every_spreadsheet_takes():
    content = "".join(table([picture("a.png", facts("12"))]))
    assert bytes(MARK) == codecs.BOM_UTF8
    assert content.startswith('"file","line","text as read","text as corrected",')
    lines = content.split("\r\n")
    assert lines.pop() == ""
    assert "\n" not in "".join(lines)
    assert all(line.startswith('"') and line.endswith('"') for line in lines)


def test_every_number_has_a_row_and_every_picture_without_one_too():
    corrected = picture('zwölf, "13".png', facts("12 7\n895", unsure=[1]))
    corrected.corrections.say(2, "1")
    pictures = [
        corrected, picture("blank.png", facts(""), reason="blank"), failed("b.png", "too-large"),
        Picture("waits.png"),
    ]  # fmt: skip
    rows = opened(pictures)
    assert [list(row.values()) for row in rows] == [
        ["zwölf, \"13\".png", "1", "12", "12", "0.5000", "yes", "digit-in-doubt",
         "0", "0", "25", "20", "0123456789ab"],
        ["zwölf, \"13\".png", "1", "7", "1", "0.9000", "no", "", "45", "0", "10", "20",
         "0123456789ab"],
        ["zwölf, \"13\".png", "2", "895", "895", "0.9000", "no", "", "0", "40", "40", "20",
         "0123456789ab"],
        ["blank.png", "", "", "", "", "", "blank", "", "", "", "", "0123456789ab"],
        ["b.png", "", "", "", "", "", "too-large", "", "", "", "", ""],
    ]  # fmt: skip
    assert list(rows[0]) == list(COLUMNS)


def test_a_library_of_tables_opens_it_with_types_and_names_as_they_are():
    """Pandas has a parser of its own; nothing is told it of mark, quotes or encoding."""
    corrected = picture('zwölf, "13".png', facts("12 7\n895", unsure=[1]))
    content = bytes(MARK) + "".join(table([corrected])).encode()
    opened = pd.read_csv(io.BytesIO(content))
    assert list(opened.columns) == list(COLUMNS)
    assert opened["file"].tolist() == ['zwölf, "13".png'] * 3
    assert opened["text as read"].tolist() == [12, 7, 895]
    assert opened["least confidence"].tolist() == [0.5, 0.9, 0.9]


@pytest.mark.parametrize(
    "cell",
    ["=1+1.png", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", " =1", "\t=1", "\uff1d1+1", "=7"],
)
def test_no_name_and_no_text_is_a_formula(cell):
    named = picture(cell, facts("1"))
    named.corrections.type(cell)
    (row, *_) = opened([named])
    assert row["file"] == "'" + cell
    assert row["text as corrected"][0] == "'"


@pytest.mark.parametrize("cell", ["-5", "+3,50", "12", "a=1.png"])
def test_what_computes_nothing_stays_as_it_is(cell):
    named = picture(cell, facts("1"))
    named.corrections.type(cell)
    (row, *_) = opened([named])
    assert (row["file"], row["text as corrected"]) == (cell, cell)


def test_the_json_is_the_readings_with_what_was_corrected():
    corrected = picture("a.png", facts("12"))
    corrected.corrections.say(0, "7")
    untouched = picture("b.png", facts("3"))
    pictures = [corrected, Picture("waits.png"), untouched, failed("c.png", "too-large")]
    first, second, third = json.loads("".join(document(pictures, json.dumps)))
    assert {key: first[key] for key in corrected.reading} == corrected.reading
    assert first["corrected"]["text"] == "72"
    assert second == {**untouched.reading, "corrected": None}
    assert third == {"source": {"name": "c.png"}, "error": {"code": "too-large"}}
    assert json.loads("".join(document([], json.dumps))) == []


def test_the_text_of_the_desk_is_that_of_all_pictures():
    one, two = picture("a.png", facts("12")), picture("b.png", facts("3"))
    assert text([one, failed("c.png", "too-large"), two, Picture("waits.png")]) == "12\n3"
    assert text([one, picture("d.png", facts("4\n5"))]) == "12\n\n4\n5"
