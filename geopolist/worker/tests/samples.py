"""Tasks for the tests: in a module of their own, for a task is found again by its path."""

import time
from pathlib import Path

from django.tasks import task

from geopolist.worker.retries import GiveUp, retry

ran: list[str] = []


@task()
def note(word: str) -> str:
    ran.append(word)
    return word


@retry(tries=3, first=10, factor=4, longest=30)
@task()
def stumble(word: str) -> None:
    ran.append(word)
    raise RuntimeError(word)


@retry(tries=3)
@task()
def give_up() -> None:
    raise GiveUp("the address does not exist")


@task()
def stumble_once() -> None:
    raise RuntimeError("no policy")


@task()
def wait_for(file: str) -> None:
    """Until the file is there, ten seconds at most."""
    for _ in range(200):
        if Path(file).exists():
            return
        time.sleep(0.05)
