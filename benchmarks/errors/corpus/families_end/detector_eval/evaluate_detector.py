import json

import yaml


def precision_recall(detections, min_score, min_iou, n_annotated):
    kept = [d for d in detections if d["score"] >= min_score]
    hits = sum(d["iou"] >= min_iou for d in kept)
    return hits / len(kept), hits / n_annotated


with open("eval.yaml") as f:
    cfg = yaml.safe_load(f)
with open(cfg.pop("detections")) as f:
    detections = json.load(f)

print(f"{len(detections)} detections, {cfg['n_annotated']} annotated objects")
precision, recall = precision_recall(detections, **cfg)
f1 = 2 * precision * recall / (precision + recall)
print(f"precision {precision:.2f} recall {recall:.2f} F1 {f1:.2f}")
