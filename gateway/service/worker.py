"""The worker: starts a lane for each destination, and starts it again when it dies."""

from __future__ import annotations

import threading

from gateway.service.deliver import BATCH, Deliverer
from gateway.service.logs import Log

STOP_SECONDS = 30.0
"""how long a stop waits for attempts that are under way"""


class Worker:
    """Lanes by destination. A lane ends when nothing is due; the next look starts it anew."""

    def __init__(self, deliverer: Deliverer, log: Log, poll_seconds: float) -> None:
        self._deliverer = deliverer
        self._log = log
        self._poll = poll_seconds
        self._lanes: dict[str, threading.Thread] = {}

    def run(self, stop: threading.Event) -> None:
        """Deliver until `stop` is set; attempts under way are finished, the rest is given back."""
        self._log.info("worker.started", "delivering", {"worker.id": self._deliverer.owner})
        while not stop.is_set():
            try:
                self._look(stop)
            except Exception as error:
                # The store may be away for a moment; the worker must be there when it is back.
                self._log.error("worker.failed", "the queue could not be read", None, error)
            stop.wait(self._poll)
        for lane in list(self._lanes.values()):
            lane.join(STOP_SECONDS)
        self._log.info("worker.stopped", "not delivering any more", {"worker.id": self._deliverer.owner})

    def _look(self, stop: threading.Event) -> None:
        self._lanes = {id: lane for id, lane in self._lanes.items() if lane.is_alive()}
        for destination in self._deliverer.due():
            if destination not in self._lanes:
                lane = threading.Thread(
                    target=self._lane, args=(destination, stop), name=f"lane-{destination}", daemon=True
                )
                self._lanes[destination] = lane
                lane.start()

    def _lane(self, destination: str, stop: threading.Event) -> None:
        try:
            while not stop.is_set() and self._deliverer.deliver_to(destination, BATCH, stop) > 0:
                pass
        except Exception as error:
            keys = {"partner.id": destination}
            self._log.error("lane.died", "a lane died and is started again", keys, error)
