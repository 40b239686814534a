"""What the tests make for themselves: a small tokenizer, tiny models, mini data sets."""

from __future__ import annotations

import gzip
import json
import shutil
import string
import warnings
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from datasets_fixtures import mention, write, write_json_lines
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from stance.datasets.newsmtsc import article, is_dev
from stance.encoding import StanceEncoder
from stance.models import find, write_manifest

SPECIAL = ("[PAD]", "[unused1]", "[unused2]", "[unused3]", "[unused4]", "[UNK]", "[CLS]", "[SEP]")
"""The first ids of the vocabulary; padding is id 0, as the library pads."""

WORDS = """
    the of and to a in that he she it said was for on with as his her by at from
    minister union mayor council praised denounced denied met thanked blamed plan talks city river
    oko ##ro den ##ounced ##ing ##ed ##s ##er
"""

STANCE_TOKENS = 48
"""`max_tokens` of the tiny stance model: a text of two or three sentences is a long one."""

TAGGER_TOKENS = 136
"""`max_tokens` of the tiny tagger: little more than two overlaps of windows."""

VOCABULARY = 21_000
"""Rows of the tiny encoder's embedding: the export checks the graph on ids up to this."""


def make_tokenizer() -> Tokenizer:
    """A lower-casing WordPiece tokenizer that spells words it does not know, but for emoji."""
    characters = string.ascii_lowercase + string.digits
    pieces = [
        *SPECIAL,
        *characters,
        *(f"##{character}" for character in characters),
        *".,;:!?'\"“”‘’()[]-—",
        *WORDS.split(),
    ]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    # As published: the markers are plain entries of the vocabulary, no special tokens.
    tokenizer.add_special_tokens([name for name in SPECIAL if "unused" not in name])
    return tokenizer


def make_encoder(max_tokens: int = STANCE_TOKENS) -> StanceEncoder:
    return StanceEncoder(make_tokenizer(), max_tokens)


def make_encoder_folder(folder: Path, kind: str = "bert") -> Path:
    """A pretrained encoder as `training` takes one: tiny, "bert" or "mpnet", of seeded weights."""
    import torch
    from transformers import AutoConfig, AutoModel

    torch.manual_seed(3)
    config = AutoConfig.for_model(
        kind,
        vocab_size=VOCABULARY,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        initializer_range=0.2,
    )
    model: Any = AutoModel.from_config(config, add_pooling_layer=False)  # type: ignore[no-untyped-call]
    model.save_pretrained(folder)
    make_tokenizer().save(str(folder / "tokenizer.json"))
    return folder


def make_model_folder(folder: Path, kind: str, encoder_folder: Path) -> Path:
    """A model folder of either kind with seeded weights, complete with int8 graph and manifest.

    The weights are so large that answers differ between texts: what a test finds equal is
    not equal because everything is.
    """
    import torch
    from transformers import AutoConfig

    from stance.modeling import StanceConfig, StanceModel, TaggerConfig, TaggerModel
    from training.export_onnx import export, load_network

    encoder = AutoConfig.from_pretrained(encoder_folder).to_dict()
    torch.manual_seed(5)
    model: Any
    if kind == "tagger":
        model = TaggerModel(TaggerConfig(encoder, max_tokens=TAGGER_TOKENS, link_size=16))
        heads = [model.tagger, model.link_from, model.link_to]
    else:
        model = StanceModel(StanceConfig(encoder, max_tokens=STANCE_TOKENS))
        heads = [model.dense, model.classifier]
    for head in heads:
        torch.nn.init.normal_(head.weight, std=0.3)
    model.save_pretrained(folder)
    shutil.copy(encoder_folder / "tokenizer.json", folder / "tokenizer.json")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own, about names of axes
        export(folder, load_network(find(folder)))
    write_manifest(folder, f"tiny-{kind}", "0.1", kind)
    return folder


def copy_model(
    folder: Path, to: Path, config: dict[str, Any] | None = None, *, manifest: bool = False
) -> Path:
    """A copy of a model folder with changes to its config; without a manifest if not asked."""
    shutil.copytree(folder, to)
    if config is not None:
        path = to / "config.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | config))
    if not manifest:
        (to / "manifest.json").unlink()
    return to


def made_up_sentences() -> list[tuple[str, str, str]]:
    """Sixty (text, actor, target): five persons or bodies, twelve ways to treat one another."""
    names = ("Okoro", "the union", "Diaz", "the council", "Mayor Lind")
    frames = (
        "{a} denounced {b} on Monday.",
        "{a} praised {b} for the new plan.",
        "{a} met {b} at the river.",
        "{a} called {b} a threat to every worker in the city.",
        "“{b} has my full support,” said {a}.",
        "According to {a}, {b} will publish the figures in May.",
        "{a} blamed {b} for the failure of the talks, and asked for an apology.",
        "{a} thanked {b}, whose help had been generous.",
        "{a} and {b} sat in the same row.",
        "{b} was accused by {a} of lying to the public.",
        "{a} said that nobody had done more for peace than {b}.",
        "{a} told reporters where {b} was born.",
    )
    made = []
    for number, frame in enumerate(frames):
        for step in range(5):
            a, b = names[step], names[(step + 1 + number % 4) % 5]
            text = frame.format(a=a, b=b)
            made.append((text[0].upper() + text[1:], _capital(text, a), _capital(text, b)))
    return made


def _capital(text: str, name: str) -> str:
    return name[0].upper() + name[1:] if text.startswith(name) else name


DSE_LINES = (
    ("[Okoro] praised [Diaz] on Monday.", "Okoro", "Diaz", 1),
    ("[The mayor] was blamed by [the union].", "The mayor", "the union", 4),
    ("[The council] met [the mayor] at the river.", "The council", "the mayor", 0),
    ("[Diaz] denounced [Okoro] and left.", "Diaz", "Okoro", 3),
    ("[Lind] was thanked by [Okoro] for the plan.", "Lind", "Okoro", 2),
    ("[Lind] sat beside [Diaz] in the talks.", "Lind", "Diaz", 0),
)


def write_dse(root: Path, splits: Sequence[str] = ("train", "valid")) -> None:
    lines = "".join("\t".join(map(str, fields)) + "\n" for fields in DSE_LINES)
    for split in splits:
        write(root / "dse" / f"{split}.txt", lines)


def write_newsmtsc(root: Path) -> None:
    """Six mentions of as many articles, some of them in train-dev, most in train-fit."""
    items = []
    for number, polarity in zip((10, 11, 12, 13, 14, 25), (2, 4, 6, 2, 4, 6), strict=True):
        text = f"Some called Okoro a friend, others spoke of year {number}."
        gid = f"tribune_{number}_1_0_Okoro_12_17"
        items.append(
            {
                "primary_gid": gid,
                "sentence_normalized": text,
                "targets": [mention(text, "Okoro", float(polarity), gid)],
            }
        )
    write_json_lines(root / "newsmtsc" / "train.jsonl", items)
    groups = [is_dev(article(str(item["primary_gid"]))) for item in items]
    assert True in groups and False in groups


def write_semeval(root: Path) -> None:
    for topic in ("abortion", "climate"):
        for split in ("train", "val"):
            folder = root / "semeval2016" / topic
            write(folder / f"{split}_text.txt", "they do not care\nwe march for it\nhello\n")
            write(folder / f"{split}_labels.txt", "1\n2\n0\n")


def write_sst2(root: Path) -> None:
    for split in ("train", "dev"):
        write(
            root / "sst2" / f"{split}.tsv",
            "a warm and clever film\t1\na long dull evening\t0\nno joke lands\t0\n",
        )


POLNEAR_TEXT = (
    "Okoro said the union had denied the plan.\n"
    "“The talks are over,” Diaz told reporters. He went home.\n"
    "The mayor met the council at the river on Monday.\n"
)


def write_polnear(root: Path, splits: Sequence[str] = ("train", "dev")) -> None:
    """Two articles a split: a nested attribution, a direct one, and silver entities."""

    def bound(number: int, role: str, words: str) -> str:
        start = POLNEAR_TEXT.index(words)
        return f"T{number}\t{role} {start} {start + len(words)}\t{words}"

    annotation = [
        bound(1, "Source", "Okoro"),
        bound(2, "Cue", "said"),
        bound(3, "Content", "the union had denied the plan"),
        bound(4, "Source", "the union"),
        bound(5, "Cue", "denied"),
        bound(6, "Content", "the plan"),
        bound(7, "Source", "Diaz"),
        bound(8, "Cue", "told"),
        bound(9, "Content", "“The talks are over,”"),
        "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3",
        "E2\tAttribution:T5 Source:T4 Cue:T5 Content:T6",
        "E3\tAttribution:T8 Source:T7 Cue:T8 Content:T9",
    ]
    entities = [
        [POLNEAR_TEXT.index(name), POLNEAR_TEXT.index(name) + len(name), "PERSON"]
        for name in ("Okoro", "Diaz")
    ]
    bounds = [0, *(at + 1 for at, c in enumerate(POLNEAR_TEXT) if c == "\n")]
    sentences = [[a, b - 1] for a, b in pairwise(bounds)]
    for split in splits:
        data = root / "polnear" / "data" / split
        layers = []
        for name in ("paper_1", "paper_2"):
            write(data / "text" / f"{name}.txt", POLNEAR_TEXT)
            write(data / "attributions" / f"{name}_ab12.ann", "\n".join(annotation) + "\n")
            layers.append(
                {"article": name, "sentences": sentences, "entities": entities, "coreference": []}
            )
        content = "".join(json.dumps(layer) + "\n" for layer in layers)
        (data / "corenlp.jsonl.gz").write_bytes(gzip.compress(content.encode()))


def write_quoted_stance(root: Path) -> None:
    """One pair a split, over the articles of `write_polnear`."""
    for split in ("train", "dev"):

        def at(words: str) -> list[int]:
            start = POLNEAR_TEXT.index(words)
            return [start, start + len(words)]

        item = {
            "id": f"{split}-1",
            "article": "paper_1",
            "split": split,
            "context": at("Okoro said the union had denied the plan."),
            "source": [at("Okoro")],
            "cue": [at("said")],
            "content": [at("the union had denied the plan")],
            "target": at("the union"),
            "target_type": "ORGANIZATION",
            "grade": -1.0,
            "label": "hostile",
        }
        write_json_lines(root / "quoted_stance" / f"{split}.jsonl", [item])


def write_stance_sets(root: Path) -> Path:
    """All sets that a stance model is fitted on, a few rows each."""
    write_dse(root)
    write_newsmtsc(root)
    write_semeval(root)
    write_sst2(root)
    write_polnear(root)
    write_quoted_stance(root)
    return root
