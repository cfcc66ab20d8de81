from sklearn.linear_model import LogisticRegression

print(LogisticRegression())
