"""Runs Alembic revisions that are modules of a package: a frozen program has no folder of them."""

import importlib
import pkgutil
from types import ModuleType
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.script.revision import RevisionMap


def head_of(package: ModuleType, branch: str) -> str:
    """The newest revision of *branch* among the modules of *package*."""
    revision = _revisions(package).get_revision(f"{branch}@head")
    return revision.revision if revision else ""


def run_missing(connection: Connection, package: ModuleType, branch: str, **options: object) -> None:
    """Run the revisions of *branch* that are missing, in *connection*'s transaction; *options* are Alembic's."""
    from alembic.operations import Operations  # noqa: PLC0415 (0.2 s; a start with nothing to migrate does not pay it)
    from alembic.runtime.migration import MigrationContext, MigrationStep  # noqa: PLC0415
    from alembic.script import Script  # noqa: PLC0415

    revisions = _revisions(package)

    def steps(heads: object, _context: MigrationContext) -> list[MigrationStep]:
        missing = list(revisions.iterate_revisions(f"{branch}@head", heads))  # type: ignore[arg-type]
        return [MigrationStep.upgrade_from_script(revisions, cast("Script", script)) for script in reversed(missing)]

    context = MigrationContext.configure(connection, opts={"fn": steps, "transactional_ddl": True, **options})
    with Operations.context(context):
        context.run_migrations()


def _revisions(package: ModuleType) -> "RevisionMap":
    from alembic.script import Script  # noqa: PLC0415
    from alembic.script.revision import RevisionMap  # noqa: PLC0415

    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    return RevisionMap(lambda: [Script(module, module.revision, module.__file__ or "") for module in modules])
