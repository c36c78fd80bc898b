"""PHP's serialised values: scalars and arrays, nothing else. Objects are never built, lengths are in bytes."""

MAX_SIZE = 1 << 20
MAX_DEPTH = 32
MAX_VALUES = 20_000

type Value = bool | int | float | str | dict[int | str, "Value"] | None


class Unreadable(ValueError):
    """The text is not PHP-serialised, is damaged, holds an object, or is too large. Keep it as it is."""


def read(text: str) -> Value:
    """The value of `text`; arrays are dicts. Raises Unreadable."""
    data = text.strip().encode()
    if len(data) > MAX_SIZE:
        raise Unreadable("too large")
    value = _Reader(data)
    result = value.value(depth=0)
    if value.position != len(data):
        raise Unreadable("more text after the value")
    return result


def read_array(text: str) -> dict[int | str, Value]:
    """The array of `text`, or an empty one when it cannot be read or is no array."""
    try:
        value = read(text)
    except Unreadable:
        return {}
    return value if isinstance(value, dict) else {}


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.position, self.left = data, 0, MAX_VALUES

    def value(self, depth: int) -> Value:
        self.left -= 1
        if depth > MAX_DEPTH or self.left < 0:
            raise Unreadable("too deep or too many values")
        kind = self._take(2)
        if kind == b"N;":
            return None
        if kind == b"b:":
            return self._until(b";") == "1"
        if kind == b"i:":
            return self._number(self._until(b";"))
        if kind == b"d:":
            return self._float(self._until(b";"))
        if kind == b"s:":
            return self._string()
        if kind == b"a:":
            return self._array(depth)
        raise Unreadable(f"not a scalar or an array: {kind!r}")

    def _take(self, size: int) -> bytes:
        taken = self.data[self.position : self.position + size]
        if size < 0 or len(taken) != size:
            raise Unreadable("cut off")
        self.position += size
        return taken

    def _expect(self, mark: bytes) -> None:
        if self._take(len(mark)) != mark:
            raise Unreadable(f"{mark!r} expected at byte {self.position}")

    def _until(self, mark: bytes) -> str:
        # No number needs more than forty characters; a longer search would make a hostile value costly.
        end = self.data.find(mark, self.position, self.position + 40)
        if end < 0:
            raise Unreadable("cut off")
        found = self.data[self.position : end]
        self.position = end + 1
        return found.decode("ascii", "replace")

    def _number(self, text: str) -> int:
        if not text.lstrip("+-").isdecimal() or not text.isascii():
            raise Unreadable(f"not a number: {text}")
        return int(text)

    def _float(self, text: str) -> float:
        try:
            return float(text.replace("_", " "))
        except ValueError as error:
            raise Unreadable(f"not a number: {text}") from error

    def _string(self) -> str:
        size = self._number(self._until(b":"))
        self._expect(b'"')
        text = self._take(size)
        self._expect(b'";')
        return text.decode("utf-8", "replace")

    def _array(self, depth: int) -> dict[int | str, Value]:
        count = self._number(self._until(b":"))
        if not 0 <= count <= self.left:
            raise Unreadable("too many values")
        self._expect(b"{")
        array: dict[int | str, Value] = {}
        for _ in range(count):
            key = self.value(depth + 1)
            if isinstance(key, bool) or not isinstance(key, int | str):
                raise Unreadable("an array's key is no number and no text")
            array[key] = self.value(depth + 1)
        self._expect(b"}")
        return array
