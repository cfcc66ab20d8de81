set -e
python train.py --epochs 2
python train.py --epochs 2 --resume last.pt
