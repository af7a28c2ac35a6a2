"""The idx files of MNIST: what is read, and what is refused with which words."""

import gzip
import struct

import numpy as np
import pytest

from training.digits.mnist import Digits, load, read_images, read_labels, read_pair, split
from training.errors import DataError


def write_images(path, count=5, magic=2051, side=28, missing=0):
    body = (np.arange(count * side * side) % 256).astype(np.uint8).tobytes()
    header = struct.pack(">IIII", magic, count, side, side)
    path.write_bytes(gzip.compress(header + body[: len(body) - missing]))


def write_labels(path, labels=(3, 1, 4, 1, 5), magic=2049):
    path.write_bytes(gzip.compress(struct.pack(">II", magic, len(labels)) + bytes(labels)))


def test_images_are_read_row_by_row(tmp_path):
    write_images(tmp_path / "images.gz")
    images = read_images(tmp_path / "images.gz")
    assert images.shape == (5, 28, 28)
    assert images.dtype == np.uint8
    assert images[0, 1, 2] == 30
    assert images[1, 0, 0] == 784 % 256


def test_labels_are_read(tmp_path):
    write_labels(tmp_path / "labels.gz")
    assert read_labels(tmp_path / "labels.gz").tolist() == [3, 1, 4, 1, 5]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"nowhere\.gz is missing; put the four"):
        read_images(tmp_path / "nowhere.gz")


def test_a_truncated_download_is_refused(tmp_path):
    write_images(tmp_path / "images.gz")
    whole = (tmp_path / "images.gz").read_bytes()
    (tmp_path / "images.gz").write_bytes(whole[:-20])
    with pytest.raises(DataError, match="damaged or incomplete"):
        read_images(tmp_path / "images.gz")


def test_a_truncated_body_is_refused(tmp_path):
    write_images(tmp_path / "images.gz", missing=1)
    with pytest.raises(DataError, match=r"3919 bytes after its header, .* announces 3920"):
        read_images(tmp_path / "images.gz")


def test_a_file_that_ends_in_its_header_is_refused(tmp_path):
    (tmp_path / "labels.gz").write_bytes(gzip.compress(b"\x00\x00\x08"))
    with pytest.raises(DataError, match="inside its header"):
        read_labels(tmp_path / "labels.gz")


def test_labels_in_the_place_of_images_are_refused(tmp_path):
    (tmp_path / "images.gz").write_bytes(gzip.compress(struct.pack(">II", 2049, 20) + bytes(20)))
    with pytest.raises(DataError, match="magic number 2049, but a file of images"):
        read_images(tmp_path / "images.gz")


def test_a_file_that_is_not_gzip_is_refused(tmp_path):
    (tmp_path / "images.gz").write_bytes(b"<html>not found</html>")
    with pytest.raises(DataError, match="cannot be unpacked"):
        read_images(tmp_path / "images.gz")


def test_pictures_of_another_size_are_refused(tmp_path):
    write_images(tmp_path / "images.gz", side=32)
    with pytest.raises(DataError, match="32x32 pixels"):
        read_images(tmp_path / "images.gz")


def test_a_label_above_nine_is_refused(tmp_path):
    write_labels(tmp_path / "labels.gz", labels=(1, 12))
    with pytest.raises(DataError, match="label 12"):
        read_labels(tmp_path / "labels.gz")


def test_labels_that_do_not_match_the_images_are_refused(tmp_path):
    write_images(tmp_path / "images.gz", count=5)
    write_labels(tmp_path / "labels.gz", labels=(1, 2, 3))
    with pytest.raises(DataError, match=r"5 images, but labels\.gz beside it has 3 labels"):
        read_pair(tmp_path, "images.gz", "labels.gz")


def test_a_named_folder_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(DataError, match="There is no folder"):
        load(tmp_path / "nowhere", named=True)


def test_the_split_takes_each_digit_once():
    labels = (np.arange(100) % 10).astype(np.uint8)
    pixels = np.zeros((100, 28, 28), np.uint8)
    pixels[:, 0, 0] = np.arange(100)
    rest, aside = split(Digits(pixels, labels), 30, seed=1)
    assert (len(rest), len(aside)) == (70, 30)
    assert sorted([*rest.pixels[:, 0, 0], *aside.pixels[:, 0, 0]]) == list(range(100))
    assert (rest.pixels[:, 0, 0] % 10 == rest.labels).all()


def test_the_split_follows_from_the_seed():
    digits = Digits(
        np.arange(50, dtype=np.uint8)[:, None, None] * np.ones((1, 28, 28), np.uint8),
        np.zeros(50, np.uint8),
    )
    first = split(digits, 10, seed=1)[1].pixels[:, 0, 0].tolist()
    assert split(digits, 10, seed=1)[1].pixels[:, 0, 0].tolist() == first
    assert split(digits, 10, seed=2)[1].pixels[:, 0, 0].tolist() != first


def test_more_validation_digits_than_there_are_is_refused():
    with pytest.raises(DataError, match="between 1 and 9"):
        split(Digits(np.zeros((10, 28, 28), np.uint8), np.zeros(10, np.uint8)), 10, seed=1)
