from concurrent.futures import ProcessPoolExecutor
import os
def embed(i):
    if i == 2:
        os._exit(1)
    return i
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as ex:
        print(list(ex.map(embed, range(4))))
