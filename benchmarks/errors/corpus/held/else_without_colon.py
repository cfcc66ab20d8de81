lr = 0.1
if lr > 0.5:
    print("high")
else
    print("low")
