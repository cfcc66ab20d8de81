"""A prediction about a run: on record before it, resolved by what it reports."""

from __future__ import annotations

import secrets

from coresearch.core.events import EventType
from coresearch.core.metrics import Metrics
from coresearch.core.predictions import Prediction, prediction_to_json
from coresearch.journal.store import Journal


class Predicted:
    """What was predicted of one run, if anything.

    Call both methods within `writing()`.
    """

    def __init__(self, run: str, prediction: Prediction | None) -> None:
        self._run = run
        self._prediction = prediction
        self._id = secrets.token_hex(8)

    def record(self, journal: Journal) -> None:
        """Put it on record; the code has not run yet."""
        if self._prediction is not None:
            body = prediction_to_json(self._prediction, self._run)
            journal.append(EventType.PREDICTION_MADE, self._id, body)

    def resolve(self, journal: Journal, metrics: Metrics) -> None:
        """Say whether it came true, where the run reported its metric.

        Without it, or after a run that failed, the prediction stays open: what nobody
        measured is not counted as false.
        """
        rule = None if self._prediction is None else self._prediction.rule
        if rule is None or rule.metric not in metrics.series:
            return
        last = metrics.series[rule.metric].last
        outcome = rule.outcome(last)
        if outcome is not None:
            body = {"outcome": outcome, "observed": last, "by": "rule"}
            journal.append(EventType.PREDICTION_RESOLVED, self._id, body)
