set -e
mkdir -p old artifacts
cp src/ranking.py old/rankers.py
python -c "
import pickle, sys
sys.path.insert(0, 'old')
from rankers import Ranker
pickle.dump(Ranker(1), open('artifacts/ranker.pkl', 'wb'))"
rm -r old
python serve.py
