from multiprocessing import Pool
def score(path):
    name, fold = path.split("_")
    return int(fold)
if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(score, ["a_1", "b_2", "c_x", "d_4"]))
