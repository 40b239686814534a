"""The labelled sets `stance` reads: what each is, whom to cite and where to get it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Task = Literal["stance", "attribution", "document"]


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """A labelled set.

    `name` is also the folder it lives in, `layout` the files it has there, named as in its
    `home`. `task` says what its examples are: "stance" StanceExample, "attribution"
    AttributionDocument, "document" StanceDocument. `dev` and `test` name the splits to
    develop on and to report. `shipped` sets come with the project and need no data folder; a
    copy under the data folder wins.
    """

    name: str
    title: str
    task: Task
    citation: str
    licence: str
    home: str
    layout: str
    size: str
    dev: tuple[str, ...]
    test: tuple[str, ...]
    shipped: bool = False


_ALL = (
    DatasetInfo(
        name="dse",
        title="Directed Sentiment Extraction: who is positive or negative toward whom",
        task="stance",
        citation="Park, Pan and Joo, Findings of ACL 2021",
        licence="use with citation",
        home="https://github.com/bywords/directed_sentiment_analysis (dataset/)",
        layout="{train,valid,test}.txt",
        size="13,144 train, 1,461 valid, 1,623 test sentences",
        dev=("valid",),
        test=("test",),
    ),
    DatasetInfo(
        name="newsmtsc",
        title="NewsMTSC: sentiment toward people mentioned in news sentences",
        task="stance",
        citation="Hamborg and Donnay, EACL 2021",
        licence="see LICENSE at its home",
        home="https://github.com/fhamborg/NewsMTSC (controller_data/datasets/NewsMTSC-dataset/)",
        layout="{train,devtest_rw,devtest_mt}.jsonl",
        size="8,739 mentions in 7,758 train sentences; 1,067 devtest_rw, 721 devtest_mt sentences",
        dev=("train-dev",),
        test=("devtest_rw", "devtest_mt"),
    ),
    DatasetInfo(
        name="semeval2016",
        title="SemEval-2016 Task 6 A: stance in tweets toward five topics",
        task="stance",
        citation="Mohammad et al., SemEval 2016; Barbieri et al., Findings of EMNLP 2020",
        licence="see TweetEval",
        home="https://github.com/cardiffnlp/tweeteval (datasets/stance/)",
        layout="{abortion,atheism,climate,feminist,hillary}/{train,val,test}_{text,labels}.txt",
        size="2,620 train, 294 val, 1,249 test tweets",
        dev=("val",),
        test=("test",),
    ),
    DatasetInfo(
        name="sst2",
        title="SST-2: the tone of sentences out of film reviews",
        task="stance",
        citation="Socher et al., EMNLP 2013",
        licence="research",
        home="https://github.com/clairett/pytorch-sentiment-classification (data/SST2/)",
        layout="{train,dev,test}.tsv",
        size="6,920 train, 872 dev, 1,821 test sentences",
        dev=("dev",),
        test=("test",),
    ),
    DatasetInfo(
        name="quoted_stance",
        title="quoted-stance: the stance of quoted sources toward names in what they say",
        task="stance",
        citation="this project; texts: Newell, Margolin and Ruths, LREC 2018",
        licence="CC-BY 4.0 for the labels; the texts are PolNeAR's",
        home="this project; needs polnear beside it",
        layout="{train,dev,test}.jsonl",
        size="2,055 train, 403 dev, 396 test pairs",
        dev=("dev",),
        test=("test",),
    ),
    DatasetInfo(
        name="directed_news",
        title="directed-news: who is for or against whom in passages of news, both directions",
        task="stance",
        citation="this project",
        licence="CC-BY 4.0",
        home="this project (training/data/directed_news/)",
        layout="{train-*,more-*,late-*,frames,idioms-*,asked-*,twins-*,dev}.jsonl",
        size="12,494 to train on (seven splits), 90 dev passages",
        dev=("dev",),
        test=(),
        shipped=True,
    ),
    DatasetInfo(
        name="contrast",
        title="contrast: templated sentences that test who stands where toward whom",
        task="stance",
        citation="this project",
        licence="Apache-2.0",
        home="this project (stance/evaluation/contrast.py)",
        layout="no files: it is built when read",
        size="1,812 test questions from 80 templates",
        dev=(),
        test=("test",),
        shipped=True,
    ),
    DatasetInfo(
        name="polnear",
        title="PolNeAR 1.0: who said what in US campaign news",
        task="attribution",
        citation="Newell, Margolin and Ruths, LREC 2018",
        licence="research use, see README at its home",
        home="https://github.com/networkdynamics/PolNeAR",
        layout="data/{train,dev,test}/{text/*.txt,attributions/*.ann,corenlp.jsonl.gz (optional)}",
        size="840 train, 84 dev, 84 test articles",
        dev=("dev",),
        test=("test",),
    ),
    DatasetInfo(
        name="seesaw",
        title="SEESAW: news articles with the stances of their entities",
        task="document",
        citation="Zhang, Beauchamp and Wang, EMNLP 2022",
        licence="CC BY-NC-SA 4.0 (evaluation only: no weights that ship are trained on it)",
        home="https://github.com/launchnlp/SEESAW (SEESAW/)",
        layout="{articles,annotations,meta}/*.json",
        size="609 articles of 203 stories",
        dev=(),
        test=("all",),
    ),
)

DATASETS: dict[str, DatasetInfo] = {info.name: info for info in _ALL}
"""All sets by name."""
