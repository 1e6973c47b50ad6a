"""One program at a time renews an account's tokens, and one that died holds nobody up."""

import subprocess
import sys
from pathlib import Path

import pytest

from pmsdesk.app.token_lock import renewing
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.sign_in_errors import TokensBusy

KKR = Account("x-kkr", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr")
JKR = Account("x-jkr", Channel.X, "JKRMalaysia", "JKR", "jkr")
HOLD = """
import sys
from pathlib import Path
from pmsdesk.app.token_lock import renewing
from pmsdesk.domain.account import Account, Channel
with renewing(Path(sys.argv[1]), Account("x-kkr", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr")):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_program_waits_and_a_dead_one_lets_go(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(TokensBusy, match="Kementerian Kerja Raya"), renewing(tmp_path, KKR, patience=0):
            raise AssertionError("two hold it")
        with renewing(tmp_path, JKR, patience=0):
            pass
        other.kill()
    with renewing(tmp_path, KKR, patience=60):
        pass


def test_it_is_let_go_where_renewing_failed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), renewing(tmp_path, KKR):
        raise RuntimeError
    with renewing(tmp_path, KKR, patience=0):
        pass
