set -e
python pretrain.py
python finetune.py
