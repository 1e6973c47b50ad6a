"""The record of training as the register keeps it: `register_ports.SharedTraining` over one person's connection."""

import logging
from collections.abc import Iterator, Sequence

from pmsdesk.domain.exercise import TrainingRow
from pmsdesk.services.training import read_attainment
from pmsdesk.sync.answers import Training
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import Link

log = logging.getLogger(__name__)


class RegisterTraining:
    """Satisfies `register_ports.SharedTraining`. One thread; the line is closed again, for a person has eight."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._api = RegisterApi(link)

    def rows(self) -> Sequence[TrainingRow]:
        """Every line there is."""
        try:
            return tuple(row for line in self._lines() if (row := row_of(line)) is not None)
        finally:
            self._link.close()

    def _lines(self) -> Iterator[Training]:
        last = ""
        while page := self._api.training(last):
            yield from page
            last = page[-1].id


def row_of(line: Training) -> TrainingRow | None:
    """The line as it is shown; None, and a word in the log, for one of another version."""
    try:
        return TrainingRow(line.id, line.at, line.staff_id, line.name, read_attainment(line.facts))
    except ValueError:
        log.info("a line of the record of training is of another version: %s", line.id)
        return None
