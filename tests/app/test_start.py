"""What must not be loaded before the sign-in is on the screen, nor at a seat that shares no register."""

import subprocess
import sys

DEAR = {
    "alembic",
    "argon2",
    "click",
    "cryptography",
    "jinja2",
    "jsonschema",
    "keyring",
    "qt_material",
    "qtawesome",
    "requests",
    "sqlalchemy",
    "sqlcipher3",
}
SHARING = "import sys, pmsdesk.app.console, pmsdesk.app.bootstrap; print(*sys.modules)"
PROGRAM = "import sys, pmsdesk.__main__, pmsdesk.app.console; print(*{name.split('.')[0] for name in sys.modules})"


def test_the_sign_in_waits_for_nothing_dear() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "PySide6" in loaded
    assert loaded & DEAR == set()


def test_a_seat_on_its_own_never_loads_what_speaks_with_a_register() -> None:
    done = subprocess.run([sys.executable, "-c", SHARING], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "pmsdesk.app.poller" in loaded
    assert [name for name in loaded if name.startswith(("psycopg", "pmsdesk.sync"))] == []
