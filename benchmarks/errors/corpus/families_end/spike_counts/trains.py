def read_train(path):
    with open(path) as f:
        return sorted(float(line) for line in f if line.strip())


def drop_refractory(train, period):
    kept = []
    for t in train:
        if not kept or t - kept[-1] >= period:
            kept.append(t)
    return kept


def bin_counts(train, width, end):
    counts = [0] * int(-(-end // width))
    for t in train:
        counts[int(t // width)] += 1
    return counts
