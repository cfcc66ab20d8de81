set -e
python train.py stage1.yaml
python train.py stage2.yaml
