"""Files, folders and zip archives as they are delivered."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from archive.deliveries import Delivery, Limits, count_paths, member_name, read_paths, read_upload

LIMITS = Limits(file=1000, total=5000, files=5)


def zip_of(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def errors(deliveries: list[Delivery]) -> str:
    return "|".join(d.error for d in deliveries)


def test_folder_gives_its_text_files_and_zips_in_name_order(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "02.txt").write_text("乙", encoding="utf-8")
    (folder / "01.txt").write_text("甲", encoding="utf-8")
    (folder / "scan.pdf").write_bytes(b"%PDF")
    (folder / ".hidden.txt").write_text("丙", encoding="utf-8")
    (folder / "c.zip").write_bytes(zip_of({"03.txt": "丁".encode()}))

    *found, left_aside = read_paths([folder], LIMITS)

    assert [d.name for d in found] == ["paper/01.txt", "paper/b/02.txt", "paper/c.zip/03.txt"]
    assert left_aside.name == "paper"
    assert "scan.pdf" in left_aside.error
    assert "hidden" not in left_aside.error
    assert [d.data.decode() for d in found] == ["甲", "乙", "丁"]
    assert count_paths([folder]) == 3


def test_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "page.dat"
    path.write_bytes(b"abc")
    assert list(read_paths([path], LIMITS)) == [Delivery("page.dat", b"abc")]


def test_missing_path_is_an_error_not_an_exception(tmp_path: Path) -> None:
    (found,) = read_paths([tmp_path / "nowhere.txt"], LIMITS)
    assert "读不出" in found.error


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"x" * 1001, "上限", id="file too large"),
        pytest.param(zip_of({"a.txt": b"x" * 1001}), "上限", id="member too large"),
        pytest.param(zip_of({f"{i}.txt": b"x" * 999 for i in range(6)}), "个文件", id="many files"),
        pytest.param(zip_of({f"{i}.txt": b"x" for i in range(6)}), "个文件", id="too many"),
        pytest.param(zip_of({"readme.pdf": b"x"}), "没有文本文件", id="no text inside"),
        pytest.param(zip_of({"a.txt": b"abc"})[:-30], "损坏", id="cut off"),
        pytest.param(b"PK\x03\x04 not a zip", "损坏", id="only looks like a zip"),
    ],
)
def test_refused_with_a_reason(data: bytes, reason: str) -> None:
    assert reason in errors(list(read_upload("x.zip", data, LIMITS)))


def test_bomb_is_not_unpacked() -> None:
    bomb = zip_of({"a.txt": b"0" * 900_000}, zipfile.ZIP_DEFLATED)
    limits = Limits(file=1_000_000, total=5_000_000, files=5)
    found, archive = read_upload("bomb.zip", bomb, limits)
    assert "压缩炸弹" in found.error
    assert found.data == b""
    assert archive.data == bomb, "the archive itself is kept"


def test_member_that_lies_about_its_size_is_read_no_further_than_the_limit() -> None:
    data = bytearray(zip_of({"a.txt": b"0123456789" * 300}, zipfile.ZIP_DEFLATED))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(signature) + offset
        data[at : at + 4] = (100).to_bytes(4, "little")
    found = next(read_upload("liar.zip", bytes(data), LIMITS))
    assert found.error or len(found.data) <= 100


def test_corrupt_member_does_not_spoil_the_others() -> None:
    data = bytearray(zip_of({"a.txt": b"aaaa", "b.txt": b"bbbb"}))
    data[data.find(b"aaaa")] = ord("x")
    found = {d.name: d for d in read_upload("z.zip", bytes(data), LIMITS)}
    assert "损坏" in found["z.zip/a.txt"].error
    assert found["z.zip/b.txt"].data == b"bbbb"


def test_encrypted_member_is_told() -> None:
    data = bytearray(zip_of({"a.txt": b"aaaa"}))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.find(signature) + offset] |= 1
    found = next(read_upload("z.zip", bytes(data), LIMITS))
    assert "密码" in found.error


def test_members_that_are_no_text_are_named_and_the_archive_is_kept() -> None:
    data = zip_of({"a.txt": b"x", "b.pdf": b"y", "inner.zip": b"z"})
    text, rest = read_upload("z.zip", data, LIMITS)
    assert text.data == b"x"
    assert "b.pdf、inner.zip" in rest.error
    assert rest.data == data


def test_hidden_is_judged_below_the_folder_only(tmp_path: Path) -> None:
    folder = tmp_path / ".delivery"
    (folder / "x" / ".git").mkdir(parents=True)
    (folder / "x" / ".git" / "objects.txt").write_text("乙")
    (folder / "01.txt").write_text("甲")
    assert [d.name for d in read_paths([folder], LIMITS)] == [".delivery/01.txt"]


def test_name_in_gbk_bytes_is_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "第1版.txt".encode("gb18030")
    with open(path, "wb") as file:
        file.write(b"x")
    assert [d.name for d in read_paths([tmp_path], LIMITS)] == [f"{tmp_path.name}/第1版.txt"]


def test_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = read_paths([tmp_path / "pipe.txt"], LIMITS)
    assert "不是普通文件" in found.error


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ("第01版.txt".encode("gb18030").decode("cp437"), "第01版.txt"),
        ("plain.txt", "plain.txt"),
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("a\\b.txt", "a/b.txt"),
    ],
    ids=["gbk", "ascii", "escape", "windows"],
)
def test_member_names(stored: str, name: str) -> None:
    assert member_name(zipfile.ZipInfo(stored)) == name


def test_mac_leftovers_are_passed_over() -> None:
    data = zip_of({"__MACOSX/._a.txt": b"x", ".DS_Store.txt": b"x", "a.txt": b"y"})
    assert [d.name for d in read_upload("m.zip", data, LIMITS)] == ["m.zip/a.txt"]
