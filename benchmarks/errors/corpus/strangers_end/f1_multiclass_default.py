from sklearn.metrics import f1_score
print(f1_score([0, 1, 2, 2], [0, 2, 2, 1]))
