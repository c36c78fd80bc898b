import pytest
from redis.exceptions import RedisError, ResponseError

from geopolist.lib.redis import REST, Connection


@pytest.fixture
def nobody() -> Connection:
    """A Redis where nothing listens."""
    return Connection("redis://127.0.0.1:1/0", seconds=0.1)


def test_a_silent_redis_is_left_alone_for_a_while(nobody: Connection) -> None:
    asked = []

    def ask() -> None:
        with pytest.raises(RedisError):
            nobody.ask(lambda client: asked.append(len(asked)) or client.get("x"))

    ask()
    ask()
    nobody.silent_until -= REST
    ask()

    assert asked == [0, 1]


def test_a_redis_that_refuses_one_command_is_asked_the_next(nobody: Connection) -> None:
    def refuse(_client: object) -> None:
        raise ResponseError("OOM command not allowed")

    with pytest.raises(ResponseError):
        nobody.ask(refuse)

    assert nobody.ask(lambda _client: "answer") == "answer"
