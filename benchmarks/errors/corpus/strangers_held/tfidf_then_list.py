from sklearn.feature_extraction.text import TfidfVectorizer
docs = [["the", "cat"], ["sat", "down"]]
vec = TfidfVectorizer()
m = vec.fit_transform(docs)
print(m.shape)
