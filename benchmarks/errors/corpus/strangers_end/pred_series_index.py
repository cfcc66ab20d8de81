import pandas as pd
from sklearn.model_selection import train_test_split
df = pd.DataFrame({"text": list("abcdefgh"), "y": [0, 1] * 4})
train, test = train_test_split(df["text"], random_state=0)
for i in range(len(test)):
    print(test[i])
