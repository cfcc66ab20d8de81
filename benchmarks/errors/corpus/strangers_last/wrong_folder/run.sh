cd scripts
python train.py
