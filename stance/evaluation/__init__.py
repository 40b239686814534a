"""Measuring: protocols of the labelled sets, as their authors score them, and how sure they are.

`stance evaluate` measures systems on one set, `stance benchmark` many systems on many sets.

What can be measured: `systems` (models, baselines, predictions files, language models).
What is measured: `jobs` finds the splits, `measure` scores one system on one of them,
`benchmark` all of them; `results` is the layout of what comes out, and `tables`, `markdown`
and `page` show it.

==================  =============================================================================
`metrics`           labelled examples: DSE (`joint`: five classes), NewsMTSC, SemEval-2016, SST-2,
                    quoted-stance, directed-news, contrast, files of one's own
`attribution`       PolNeAR: sources, cues, contents, attributions, the annotators' agreement
`documents`         articles with their stances (`seeds/`): pairs and triples end to end
`seesaw`            SEESAW from the text alone, names matched as `naming` says;
                    `seesaw_listed`: with the entities of each article given as targets;
                    `seesaw_pairs`: pair and sentence given
`steps`             at which step of the pipeline a stance is lost
`statistics`        bootstrap intervals by article, paired bootstrap, McNemar, spread of runs
`calibration`       ECE, Brier score, reliability, risk and coverage, temperature
`slices`            the headline figure of parts of a set
`hygiene`           texts that two splits share
`fairness`          whether answers depend on names
`speed`             time and memory
==================  =============================================================================
"""
