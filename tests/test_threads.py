"""Small matrices are multiplied by one thread, whichever door is opened first."""

import subprocess
import sys

import pytest

SEEN = """
import builtins, importlib, os, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            print(os.environ.get("OPENBLAS_NUM_THREADS"))
sys.meta_path.insert(0, Watch())
importlib.import_module(sys.argv[1])
import numpy
"""


@pytest.mark.parametrize("door", ["ui.cli", "ui.api", "ui.page", "ui.scripts", "agent.advisor"])
def test_numpy_is_loaded_with_one_thread_for_small_matrices(door: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    done = subprocess.run([sys.executable, "-c", SEEN, door], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == ["1"]
