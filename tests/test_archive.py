from __future__ import annotations

import errno
import gzip
import os
from hashlib import sha256
from pathlib import Path

import pytest

from rådscraper.archive import Archive, DamagedOriginal, MissingOriginal
from rådscraper.whole_files import write_whole

TEXT = b'{"Dagsordenpunkter":[]}' * 100
NOISE = os.urandom(3000)


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


def files(archive: Archive) -> list[Path]:
    return sorted(path for path in archive.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("content", [TEXT, NOISE, b"", b"x"])
def test_what_is_kept_is_read_again(archive, content):
    name = archive.keep(content)
    assert name == sha256(content).hexdigest()
    assert archive.read(name) == content


def test_text_is_packed_so_that_any_gzip_reads_it_and_noise_is_not(archive):
    text, noise = archive.keep(TEXT), archive.keep(NOISE)
    packed = archive.folder / text[:2] / f"{text}.gz"
    assert gzip.decompress(packed.read_bytes()) == TEXT
    assert (archive.folder / noise[:2] / noise).read_bytes() == NOISE
    assert len(files(archive)) == 2


def test_the_same_content_is_written_once(archive):
    archive.keep(TEXT)
    (path,) = files(archive)
    first = path.stat()
    archive.keep(TEXT)
    assert files(archive) == [path]
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (first.st_ino, first.st_mtime_ns)


@pytest.mark.parametrize("content", [TEXT, NOISE])
@pytest.mark.parametrize("spoil", [lambda whole: whole[:-9], lambda whole: b"", lambda whole: whole[:40] + b"?" * 40])
def test_a_damaged_original_is_told_and_mended_when_it_comes_again(archive, content, spoil):
    name = archive.keep(content)
    (path,) = files(archive)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(DamagedOriginal, match=name):
        archive.read(name)
    archive.keep(content)
    assert archive.read(name) == content


def test_an_original_that_is_not_there_is_missing(archive):
    with pytest.raises(MissingOriginal):
        archive.read("ab" * 32)


def test_a_full_disk_leaves_no_half_file(archive, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("rådscraper.whole_files.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        archive.keep(TEXT)
    assert files(archive) == []


def test_a_place_that_is_taken_by_a_folder_leaves_no_unfinished_file(tmp_path):
    (tmp_path / "ab").mkdir()
    with pytest.raises(OSError, match="ab"):
        write_whole(tmp_path / "ab", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["ab"]
