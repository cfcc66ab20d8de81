set -e
python fit.py
python score.py
