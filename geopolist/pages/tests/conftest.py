"""The demonstration as readers meet it."""

from collections.abc import Iterator
from typing import Any

import pytest

from geopolist.worker.tests.processes import PATIENCE, free_port, site


@pytest.fixture(scope="session")
def served(tmp_path_factory: Any, browser: Any) -> Iterator[str]:
    """The address of the demonstration, made anew in a folder of its own on SQLite, by the command of `make run`."""
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    address = f"http://127.0.0.1:{port}"
    own = {"DATABASE_URL": "", "REDIS_URL": "", "PORT": str(port), "SITE_URL": address}
    with site(folder, **own) as made:
        server = made.start("serve", "--prepare")
        assert server.stdout is not None
        said: list[str] = []
        while not (said and said[-1].startswith("Ready")):
            said.append(server.stdout.readline())
            assert said[-1], said
        yield address
        server.terminate()
        server.communicate(timeout=PATIENCE)
