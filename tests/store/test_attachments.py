"""Photos on disk: named by their content, whole or absent, checked when read."""

import hashlib
import os
import stat
from pathlib import Path

import pytest

from pmsdesk.domain.errors import NotFound, StoreCorrupt, StoreError
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.file_key import FileKey

PHOTO = b"\xff\xd8\xff\xe0" + b"lubang di FT5" * 1000
SHA = hashlib.sha256(PHOTO).hexdigest()


KEY = FileKey(bytes(range(32)))


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> AttachmentFolder:
    return AttachmentFolder(tmp_path / "photos", request.param)


def test_a_photo_is_kept_once_under_its_sha(folder: AttachmentFolder, tmp_path: Path) -> None:
    assert folder.write(PHOTO) == folder.write(PHOTO) == SHA
    assert folder.read(SHA) == PHOTO
    assert [p for p in (tmp_path / "photos").rglob("*") if p.is_file()] == [folder.path(SHA)]


@pytest.mark.skipif(os.name != "posix", reason="file modes of POSIX")
def test_a_photo_is_for_its_owner_alone(folder: AttachmentFolder) -> None:
    folder.write(PHOTO)
    assert stat.S_IMODE(folder.path(SHA).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path(SHA).parent.stat().st_mode) == 0o700


def test_a_changed_photo_is_found_out_and_may_be_stored_anew(folder: AttachmentFolder) -> None:
    folder.write(PHOTO)
    folder.path(SHA).write_bytes(PHOTO[:-1] + b"?")
    with pytest.raises(StoreCorrupt):
        folder.read(SHA)
    assert folder.write(PHOTO) == SHA
    assert folder.read(SHA) == PHOTO


def test_what_is_not_there_is_told(folder: AttachmentFolder) -> None:
    with pytest.raises(NotFound):
        folder.read(SHA)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", SHA[:-1], SHA.upper(), SHA[:-1] + "/"])
def test_only_a_sha_names_a_photo(folder: AttachmentFolder, name: str) -> None:
    with pytest.raises(ValueError, match="no sha256"):
        folder.read(name)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("sebuah fail")
    with pytest.raises(StoreError):
        AttachmentFolder(tmp_path / "photos", None).write(PHOTO)


# ---- encrypted --------------------------------------------------------------------------------------------------


@pytest.fixture
def sealed(tmp_path: Path) -> AttachmentFolder:
    return AttachmentFolder(tmp_path / "photos", KEY)


def test_nothing_of_a_photo_lies_there_readable(sealed: AttachmentFolder) -> None:
    lying = sealed.path(sealed.write(PHOTO)).read_bytes()
    assert b"lubang" not in lying
    assert PHOTO[:4] not in lying


def test_another_key_opens_no_photo(sealed: AttachmentFolder, tmp_path: Path) -> None:
    sha = sealed.write(PHOTO)
    with pytest.raises(StoreCorrupt):
        AttachmentFolder(tmp_path / "photos", FileKey(bytes(32))).read(sha)
    assert sealed.read(sha) == PHOTO


def test_a_photo_put_under_anothers_name_is_found_out(sealed: AttachmentFolder) -> None:
    sha, other = sealed.write(PHOTO), sealed.write(PHOTO + b"2")
    sealed.path(sha).write_bytes(sealed.path(other).read_bytes())
    with pytest.raises(StoreCorrupt):
        sealed.read(sha)


@pytest.mark.parametrize("length", [5, 17, 33, 200])
def test_a_torn_photo_is_found_out(sealed: AttachmentFolder, length: int) -> None:
    sha = sealed.write(PHOTO)
    sealed.path(sha).write_bytes(sealed.path(sha).read_bytes()[:length])
    with pytest.raises(StoreCorrupt):
        sealed.read(sha)
