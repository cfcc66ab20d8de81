import numpy as np
queries = np.random.rand(5, 300)
docs = np.random.rand(100, 768)
sim = queries @ docs.T
