"""Learn the dynamics of a pendulum with and without an energy term (JAX, Flax, Optax)."""
import pickle
from functools import partial
from typing import NamedTuple

import flax.linen as fnn
import hydra
import jax
import jax.numpy as jnp
import numpy as onp
import optax
from flax.training.train_state import TrainState
from hydra.core.hydra_config import HydraConfig
from omegaconf import DictConfig


class Batch(NamedTuple):
    state: jnp.ndarray
    target: jnp.ndarray


class MLP(fnn.Module):
    width: int = 64

    @fnn.compact
    def __call__(self, x):
        x = fnn.tanh(fnn.Dense(self.width)(x))
        x = fnn.tanh(fnn.Dense(self.width)(x))
        return fnn.Dense(2)(x)


def read_trajectories(path):
    with open(path, "rb") as handle:
        stored = pickle.load(handle)
    return onp.asarray(stored["states"]), onp.asarray(stored["next"])


def three_way(states, targets, key):
    n = len(states)
    order = onp.asarray(jax.random.permutation(key, n))
    a, b = int(0.7 * n), int(0.85 * n)
    parts = order[:a], order[a:b], order[b:]
    return [Batch(states[p], targets[p]) for p in parts]


def standardise(train, *others):
    mu, sd = train.state.mean(0), train.state.std(0) + 1e-8
    return [Batch((b.state - mu) / sd, b.target) for b in (train, *others)]


def energy(x):
    return 0.5 * x[..., 1] ** 2 - jnp.cos(x[..., 0])


@partial(jax.jit, static_argnames="weight")
def update(ts, batch, weight):
    def objective(params):
        out = ts.apply_fn(params, batch.state)
        mse = jnp.mean((out - batch.target) ** 2)
        drift = jnp.mean((energy(out) - energy(batch.target)) ** 2)
        return mse + weight * drift

    value, grads = jax.value_and_grad(objective)(ts.params)
    return ts.apply_gradients(grads=grads), value


def rollout_error(ts, batch):
    out = ts.apply_fn(ts.params, batch.state)
    return float(jnp.mean((out - batch.target) ** 2))


def fit(cfg, weight, seed):
    key = jax.random.PRNGKey(seed)
    split_key, init_key, loop_key = jax.random.split(key, 3)
    states, targets = read_trajectories(cfg.trajectories)
    train, valid, test = three_way(states, targets, split_key)
    train, valid, test = standardise(train, valid, test)
    net = MLP(cfg.width)
    params = net.init(init_key, train.state[:1])
    ts = TrainState.create(apply_fn=net.apply, params=params, tx=optax.adam(cfg.lr))
    kept, lowest = ts, float("inf")
    for step in range(cfg.steps):
        loop_key, sub = jax.random.split(loop_key)
        rows = jax.random.choice(sub, len(train.state), (cfg.batch,))
        ts, _ = update(ts, Batch(train.state[rows], train.target[rows]), weight)
        if step % 100 == 0:
            err = rollout_error(ts, valid)
            if err < lowest:
                kept, lowest = ts, err
    return rollout_error(kept, test)


@hydra.main(config_path="conf", config_name="pendulum", version_base=None)
def main(cfg: DictConfig):
    out = HydraConfig.get().runtime.output_dir
    errors = {}
    for weight in (0.0, 0.1):
        errors[weight] = [fit(cfg, weight, seed) for seed in range(cfg.repeats)]
        print(weight, onp.mean(errors[weight]), onp.std(errors[weight], ddof=1))
    winner = min(errors, key=lambda w: onp.mean(errors[w]))
    print("lower error:", winner)
    with open(f"{out}/errors.pkl", "wb") as handle:
        pickle.dump(errors, handle)


if __name__ == "__main__":
    main()
