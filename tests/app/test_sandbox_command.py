"""The practice networks by hand: what the command prints is all that is needed to connect."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests
from click.testing import CliRunner

from pmsdesk.app.cli import main

LAST = "Ctrl+C"


@pytest.fixture
def printed() -> Iterator[str]:
    """What ``pmsdesk sandbox`` prints before it serves; it serves until the test is over."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
    command = [sys.executable, "-m", "pmsdesk", "sandbox", "--port", port]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        told = ""
        while LAST not in told:
            line = program.stdout.readline()
            assert line, told
            told += line
        yield told
        program.terminate()


def test_the_printed_tokens_are_good_at_the_printed_address(printed: str) -> None:
    root = re.findall(r"http://127\.0\.0\.1:\d+/fb", printed)[0]
    tokens = re.findall(r"(?:Facebook|Instagram) +(sandbox-\S+)", printed)
    assert {"sandbox-KKRMalaysia", "sandbox-kkrmalaysia"} <= set(tokens)
    for token in tokens:
        told = requests.get(f"{root}/v26.0/debug_token", {"input_token": token, "access_token": token}, timeout=60)
        assert told.json()["data"]["is_valid"]


def test_the_console_to_start_and_the_clients_to_enter_are_named(printed: str) -> None:
    port = re.findall(r"http://127\.0\.0\.1:(\d+)/x", printed)[0]
    assert f"pmsdesk --home cuba --practice {port}" in printed
    assert re.search(r"X +.*pmsdesk", printed)
    assert re.search(r"YouTube +.*pmsdesk.*GOCSPX-sandbox", printed)


def test_a_port_that_is_taken_is_told(printed: str) -> None:
    port = re.findall(r"http://127\.0\.0\.1:(\d+)/x", printed)[0]
    refused = CliRunner().invoke(main, ["sandbox", "--port", port])
    assert refused.exit_code == 1
    assert f"Port {port} cannot be used" in refused.output
