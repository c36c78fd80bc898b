"""A mail server for tests: it takes what it is given, and fails the way it is told to."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

type Answer = str | None  # None: hang up without a word
TAKEN = "250 taken"


@dataclass
class Desk:
    """What arrived, and the answers to give: to each RCPT, and to each finished DATA."""

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    on_recipient: Callable[[str], Answer] = lambda address: TAKEN
    on_data: Callable[[EmailMessage], Answer] = lambda message: TAKEN

    def subjects(self) -> list[str]:
        return [message["Subject"] for message in self.received]


class _Conversation(socketserver.StreamRequestHandler):
    desk: Desk

    def handle(self) -> None:
        self.say("220 test")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(maxsplit=1)[0].upper()
            answer = self.answer(verb, line)
            if answer is None or not self.say(answer) or verb == "QUIT":
                return

    def answer(self, verb: str, line: str) -> Answer:
        match verb:
            case "QUIT":
                return "221 bye"
            case "RCPT":
                return self.recipient(line)
            case "DATA":
                self.say("354 go on")
                return self.data()
        return TAKEN

    def recipient(self, line: str) -> Answer:
        address = line.partition("<")[2].partition(">")[0]
        answer = self.desk.on_recipient(address)
        if answer == TAKEN:
            self.desk.recipients.append(address)
        return answer

    def data(self) -> Answer:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(message, EmailMessage)
        answer = self.desk.on_data(message)
        if answer in (TAKEN, None):
            self.desk.received.append(message)
        return answer

    def say(self, text: str) -> bool:
        try:
            self.wfile.write(f"{text}\r\n".encode())
        except OSError:
            return False
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server(port: int = 0) -> Iterator[Desk]:
    """A server on this machine for the block."""
    desk = Desk()
    conversation = type("Conversation", (_Conversation,), {"desk": desk})
    with _Server(("127.0.0.1", port), conversation) as server:
        desk.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield desk
        finally:
            server.shutdown()
            thread.join()
