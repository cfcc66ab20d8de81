set -e
python make_data.py
python preprocess.py
