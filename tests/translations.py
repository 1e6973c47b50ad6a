"""The tool that keeps the translations, ``i18n/build.py``, which lies outside every package."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def _load() -> ModuleType:
    path = Path(__file__).parents[1] / "i18n" / "build.py"
    spec = importlib.util.spec_from_file_location("i18n_build", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = _load()
