"""Bootstrap interval of the median latency."""
import concurrent.futures
import multiprocessing as mp
import statistics

from resample import DATA, interval, resample_median

# fork is not safe with the plotting backend we use on the cluster
ctx = mp.get_context("spawn")

with concurrent.futures.ProcessPoolExecutor(2, mp_context=ctx) as pool:
    medians = list(pool.map(resample_median, range(40)))
lo, hi = interval(medians)
print(f"median {statistics.median(DATA):.2f}, 95% interval {lo:.2f} .. {hi:.2f}")
