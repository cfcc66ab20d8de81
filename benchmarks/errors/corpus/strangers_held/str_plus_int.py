for fold in range(3):
    print("fold " + fold)
