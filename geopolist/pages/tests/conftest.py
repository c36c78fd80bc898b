"""The demonstration as readers meet it."""

from typing import Any

import pytest


@pytest.fixture(scope="session")
def served(browser: Any, demonstration: Any) -> str:
    """Its address. Where there is no browser, none is made."""
    return demonstration.address
