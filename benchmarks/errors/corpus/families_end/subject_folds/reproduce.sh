set -e
python make_folds.py
python check_folds.py
