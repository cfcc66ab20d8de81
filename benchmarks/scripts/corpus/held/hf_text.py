#!/usr/bin/env python
# Fine-tune two encoders on help-desk tickets with the Hugging Face Trainer.
import argparse
import dataclasses
import json
import pathlib
import uuid

import evaluate as hf_evaluate
import numpy as np
import transformers as tf
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments, set_seed


@dataclasses.dataclass
class Config:
    model: str
    seed: int
    lr: float = 3e-5
    epochs: int = 3


def tokenised(raw, tok):
    return raw.map(lambda batch: tok(batch["text"], truncation=True, max_length=256), batched=True)


f1 = hf_evaluate.load("f1")


def compute_metrics(pred):
    labels = np.argmax(pred.predictions, axis=-1)
    return {"f1": f1.compute(predictions=labels, references=pred.label_ids, average="macro")["f1"]}


def train(cfg: Config, raw, workdir: pathlib.Path):
    set_seed(cfg.seed)
    tok = AutoTokenizer.from_pretrained(cfg.model)
    data = tokenised(raw, tok)
    net = AutoModelForSequenceClassification.from_pretrained(cfg.model, num_labels=9)
    targs = TrainingArguments(
        output_dir=str(workdir / "checkpoints"),
        learning_rate=cfg.lr,
        num_train_epochs=cfg.epochs,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="f1",
        greater_is_better=True,
        seed=cfg.seed,
    )
    trainer = Trainer(
        model=net,
        args=targs,
        train_dataset=data["train"],
        eval_dataset=data["validation"],
        tokenizer=tok,
        compute_metrics=compute_metrics,
        callbacks=[tf.EarlyStoppingCallback(early_stopping_patience=2)],
    )
    trainer.train()
    metrics = trainer.evaluate(data["test"], metric_key_prefix="test")
    return metrics


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--models", nargs="+", default=["distilbert-base-uncased", "roberta-base"])
    ap.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    ap.add_argument("--results", type=pathlib.Path, default=pathlib.Path("results"))
    opts = ap.parse_args()
    raw = load_dataset("csv", data_files={"train": "tickets/train.csv", "validation": "tickets/dev.csv", "test": "tickets/test.csv"})
    workdir = opts.results / uuid.uuid4().hex[:8]
    workdir.mkdir(parents=True)
    collected = []
    failed = []
    for name in opts.models:
        for seed in opts.seeds:
            cfg = Config(name, seed)
            try:
                metrics = train(cfg, raw, workdir / f"{name}-{seed}")
            except RuntimeError as oom:
                failed.append({"model": name, "seed": seed, "error": str(oom)})
                continue
            collected.append({**dataclasses.asdict(cfg), **metrics})
    payload = {"runs": collected, "failed": failed}
    (workdir / "metrics.json").write_text(json.dumps(payload, indent=2))
    for name in opts.models:
        values = [r["test_f1"] for r in collected if r["model"] == name]
        print(name, f"{np.mean(values):.4f} +- {np.std(values, ddof=1):.4f} over {len(values)} of {len(opts.seeds)} seeds, {len(failed)} failed")


if __name__ == "__main__":
    main()
