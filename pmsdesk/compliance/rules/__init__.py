"""The rules of the check, one a file; a new file here is a new rule."""

import importlib
import pkgutil

from pmsdesk.compliance.rule import Rule


def all_rules() -> tuple[Rule, ...]:
    """Every rule in this package, by id. Each module holds one as ``RULE``."""
    names = (info.name for info in pkgutil.iter_modules(__path__))
    found: list[Rule] = [importlib.import_module(f"{__name__}.{name}").RULE for name in names]
    return tuple(sorted(found, key=lambda rule: rule.id))
