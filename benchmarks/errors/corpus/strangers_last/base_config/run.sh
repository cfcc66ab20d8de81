python train.py experiments/base_ic15.yaml
