"""What is needed to redo a measurement: versions, hardware, and digests of the data."""

from __future__ import annotations

import hashlib
import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

import stance
from stance.datasets import directed_news, quoted_stance
from stance.models import sha256

PACKAGES = ("numpy", "onnxruntime", "tokenizers", "torch", "transformers", "scikit-learn")

FILES = {
    "dse": "{split}.txt",
    "newsmtsc": "{split}.jsonl",
    "semeval2016": "*/{split}_*.txt",
    "sst2": "{split}.tsv",
    "quoted_stance": "{split}.jsonl",
    "polnear": "data/{split}/**/*",
}
"""Which files a split of a set is read from; of other sets it is all of them."""

_BEFORE_A_PATH = ("predictions:", "hf:", "baseline:similarity#")
"""What may stand before a path in the name of a system."""


def environment() -> dict[str, Any]:
    """Versions and hardware. Packages that are not installed are left out."""
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return {
        "stance": stance.__version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": _memory(),
        "packages": versions,
    }


def data_digest(folder: Path, name: str, split: str | None) -> dict[str, Any]:
    """{"files": how many, "sha256": digest} of what a split of a set is read from; {} for nothing.

    `folder` may also be a single file. The digest of several files is that of their list as
    `sha256sum` writes it, sorted by path relative to the folder.
    """
    if folder.is_file():
        return {"files": 1, "sha256": sha256(folder)}
    part = split or ""
    if name == "newsmtsc":  # its train-fit and train-dev are parts of train
        part = part.partition("-")[0]
    pattern = FILES.get(name, "**/*").format(split=part)
    if name == "directed_news":
        pattern = directed_news.FILES.get(part, pattern)
    if name == "quoted_stance" and part == quoted_stance.MORE:
        folder = quoted_stance.OWN
    files = sorted(path for path in folder.glob(pattern) if path.is_file())
    if not files:
        return {}
    if len(files) == 1:
        return {"files": 1, "sha256": sha256(files[0])}
    names = sorted((path.relative_to(folder).as_posix(), path) for path in files)
    listing = "".join(f"{sha256(path)}  {name}\n" for name, path in names)
    return {"files": len(files), "sha256": hashlib.sha256(listing.encode()).hexdigest()}


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _memory() -> float | None:
    """Gigabytes (10^9 bytes) of main memory, None where the system does not say."""
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    except (AttributeError, OSError, ValueError):
        return None


def without_folders(word: str) -> str:
    """A path in a word (``predictions:FILE``, too) cut down to the name of the file."""
    kind = next((kind for kind in _BEFORE_A_PATH if word.startswith(kind)), "")
    path, mark, labels = word.removeprefix(kind), "", ""
    if kind == "hf:":
        path, mark, labels = path.partition("#")
    return f"{kind}{Path(path).name}{mark}{labels}" if os.path.isabs(path) else word
