"""Assign subjects to cross-validation folds."""


def fold_of(subject, n_folds=5):
    return hash(subject) % n_folds


def assign(subjects, n_folds=5):
    return {s: fold_of(s, n_folds) for s in sorted(subjects)}
