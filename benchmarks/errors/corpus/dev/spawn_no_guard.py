import multiprocessing

spawned = multiprocessing.get_context("spawn")


def work(n):
    print(n * n)


worker = spawned.Process(target=work, args=(3,))
worker.start()
worker.join()
