from multiprocessing import get_context
if __name__ == "__main__":
    with get_context("spawn").Pool(2) as pool:
        print(pool.map(lambda n: n + 1, [1, 2]))
