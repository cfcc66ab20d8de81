def train(args):
    print("training with seed", args.seed)


def evaluate(args):
    print("evaluating with seed", args.seed)
