class Params:
    """Parameters with attribute access: p.beta, p.gamma."""

    def __init__(self, **values):
        self._values = dict(values)

    def __getattr__(self, name):
        if name in self._values:
            return self._values[name]
        raise AttributeError(name)

    def scale(self, name, factor):
        self._values[name] *= factor
        return self

    def names(self):
        return list(self._values)
