"""The worker is killed at the worst moment: the server has the mail, and the row does not know it."""

import os
import signal

import pytest

from geopolist.mail.models import Message, State
from geopolist.mail.tests.smtp import TAKEN, mail_server
from geopolist.worker.tests.processes import PATIENCE, site, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
KILLS = 5 if os.environ.get("SOAK") else 1


@pytest.mark.parametrize("bulk", [False, True], ids=["account", "bulk"])
def test_account_mail_arrives_at_least_once_and_bulk_at_most_once(tmp_path, write, bulk):
    with mail_server() as desk, site(tmp_path, MAIL_URL=f"smtp://127.0.0.1:{desk.port}") as here:
        message = write("Hello", bulk=bulk)
        for _ in range(KILLS):
            worker = here.start("work")
            # The mail has arrived; before the answer can, the worker is gone.
            desk.on_data = lambda mail, pid=worker.pid: os.kill(pid, signal.SIGKILL)
            worker.wait(timeout=PATIENCE)
            if bulk:
                break
        desk.on_data = lambda mail: TAKEN

        here.start("work")
        state = wait_until(lambda: Message.objects.exclude(state__in=[State.QUEUED, State.SENDING]).first())

    ids = [mail["Message-ID"] for mail in desk.received]
    assert set(ids) == {message.message_id}
    assert state.state == (State.PARKED if bulk else State.SENT)
    assert len(ids) == (1 if bulk else KILLS + 1)
