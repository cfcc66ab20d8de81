set -e
mkdir -p cache
python build_vocab.py abstracts.txt cache/vocab.pkl
python score.py abstracts.txt cache/vocab.pkl
