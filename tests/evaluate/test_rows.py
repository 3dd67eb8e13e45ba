"""Reading labelled rows: what is taken, what is refused, and that the rest goes on."""

from pathlib import Path

import pytest

from bot.errors import RowError, TidingsError
from bot.evaluate.rows import id_of, is_kept, names_of, read_rows, text_of


def write(path: Path, *lines: bytes) -> Path:
    path.write_bytes(b"\n".join(lines))
    return path


def test_bad_rows_come_back_with_their_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "rows.jsonl",
        b'\xef\xbb\xbf{"id": "a"}\r',
        b"",
        b"{broken",
        b'"text"',
        b'{"id": "\xff"}',
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5000 + b"}",
        b'{"title": "no id"}',
        '{"id": "b\u2028c"}'.encode(),
    )
    made, bad = read_rows(path, id_of)
    assert made == ["a", "b\u2028c"]
    assert [row.line for row in bad] == [3, 4, 5, 6, 7, 8]
    starts = ["is not JSON", "is not an object", "is not UTF-8", "is too deep", "is too", "has no"]
    assert [row.error.startswith(start) for row, start in zip(bad, starts, strict=True)] == [
        True
    ] * 6


def test_a_file_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(TidingsError, match=r"gone\.jsonl cannot be read: No such file"):
        read_rows(tmp_path / "gone.jsonl", id_of)
    with pytest.raises(TidingsError, match="cannot be read: Is a directory"):
        read_rows(tmp_path, id_of)


@pytest.mark.parametrize("id_", [None, True, 1.5, ["a"], {}])
def test_an_id_is_text_or_a_whole_number(id_: object) -> None:
    assert id_of({"id": "a"}) == "a"
    assert id_of({"id": 7}) == 7
    with pytest.raises(RowError, match="`id`"):
        id_of({"id": id_})


def test_what_is_missing_is_none_and_what_has_another_type_is_refused() -> None:
    assert text_of({}, "title") is None
    assert text_of({"title": None}, "title") is None
    assert names_of({"topics": None}, "topics") is None
    assert names_of({"topics": []}, "topics") == frozenset()
    with pytest.raises(RowError, match="`title`"):
        text_of({"title": 5}, "title")
    for value in ("quad", ["quad", 1], {"quad": True}):
        with pytest.raises(RowError, match="`topics`"):
            names_of({"topics": value}, "topics")


def test_about_a_third_is_kept_back_and_always_the_same() -> None:
    kept = [number for number in range(3000) if is_kept(number)]
    assert 900 < len(kept) < 1100
    assert is_kept("e00b8ab47") is is_kept("e00b8ab47")
    assert is_kept("7") is is_kept(7)
    assert isinstance(is_kept("\ud83d"), bool)


def test_a_second_row_of_one_id_is_a_bad_one_where_each_needs_its_own(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", b'{"id": "a"}', b'{"id": 1}', b'{"id": "a"}')
    made, bad = read_rows(path, id_of, one_each=True)
    assert made == ["a", 1]
    assert [(row.line, "the `id` of line 1" in row.error) for row in bad] == [(3, True)]
    assert read_rows(path, id_of) == (["a", 1, "a"], [])
