"""The editor of one fact: the proper control for each kind of field, and the way between what is typed and JSON."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import gradio as gr
from pydantic import JsonValue

from agent.facts import Fact
from agent.interview import Kind, cards, vocabulary
from ui.page_words import words

# Which control a kind is typed into. A list has two, by whether its values are a vocabulary; the rest are numbers.
_CONTROLS: Mapping[Kind, str] = {
    "text": "text",
    "choice": "choice",
    "yes_no": "yes_no",
    "objective": "objective",
}
_ACCURACIES = ("current_accuracy", "target_accuracy")  # one percent of answers right is a fraction typed as one
_PERCENT: frozenset[Kind] = frozenset({"share", "growth"})
_OBJECTIVE = ("metric", "baseline", "target", "unit", "by")


class NothingTyped(ValueError):
    """There is no value to set; the message says what to do instead."""


class FactEditor:
    """The widgets of the editor. `inputs` and `outputs` are what its events read and write, in a fixed order."""

    def __init__(self) -> None:
        choices = [(cards()[field].label, field) for field in words().fields()]
        self.field = gr.Dropdown(
            choices, value=None, label="Change or add a fact", filterable=True, elem_id="edit-field"
        )
        with gr.Column(visible=False, elem_id="edit-form") as self.form:
            self.text = gr.Textbox(label="Value", lines=2, visible=False)
            self.number = gr.Number(label="Value", visible=False)
            self.choice = gr.Dropdown([], label="Value", visible=False)
            self.several = gr.CheckboxGroup([], label="Values", visible=False)
            # Built with its choices: a multiselect that gets them later does not show them.
            self.languages = gr.Dropdown(
                list(words().languages), label="Values", multiselect=True, allow_custom_value=True, visible=False
            )
            self.yes_no = gr.Radio(["yes", "no"], label="Value", visible=False)
            with gr.Column(visible=False) as self.objective:
                self.metric = gr.Textbox(label="Number that should move")
                self.baseline = gr.Number(label="From", value=None)
                self.target = gr.Number(label="To", value=None)
                self.unit = gr.Textbox(label="Unit")
                self.by = gr.Textbox(label="By when")
            with gr.Row(elem_id="edit-buttons"):
                self.set = gr.Button("Set", variant="primary", size="sm", min_width=80, elem_id="edit-set")
                self.clear = gr.Button("Clear", size="sm", min_width=80, elem_id="edit-clear")
                self.cancel = gr.Button("Cancel", size="sm", min_width=80, elem_id="edit-cancel")

    @property
    def inputs(self) -> list[gr.components.Component]:
        """The field, then every control."""
        controls = [self.text, self.number, self.choice, self.several, self.languages, self.yes_no]
        return [self.field, *controls, *self._objective_parts]

    @property
    def outputs(self) -> list[Any]:
        """What `show` and `hide` may update."""
        return [self.form, self.objective, *self.inputs]

    def show(self, field: str, fact: Fact | None) -> dict[Any, Any]:
        """Updates that open the editor on a field, with the value that it has."""
        kind = cards()[field].kind
        control = _control(field)
        value = fact.value if fact else None
        held = value if isinstance(value, list) else []
        options = [(value.replace("_", " "), value) for value in vocabulary(field)]
        objective = value if isinstance(value, dict) else {}
        known = {"label": cards()[field].label, "info": words().units[kind]}
        yes_no = ("yes" if value else "no") if isinstance(value, bool) else None
        return {
            self.field: gr.update(value=field),
            self.form: gr.update(visible=True),
            self.text: gr.update(visible=control == "text", value=value if control == "text" else "", **known),
            self.number: gr.update(visible=control == "number", value=_shown(kind, value), **known),
            self.choice: gr.update(
                visible=control == "choice", choices=options, value=value if control == "choice" else None, **known
            ),
            self.several: gr.update(
                visible=control == "several", choices=options, value=held if control == "several" else [], **known
            ),
            self.languages: gr.update(
                visible=control == "languages", value=held if control == "languages" else [], **known
            ),
            self.yes_no: gr.update(visible=control == "yes_no", value=yes_no, **known),
            self.objective: gr.update(visible=control == "objective"),
            **{
                part: gr.update(value=objective.get(name))
                for name, part in zip(_OBJECTIVE, self._objective_parts, strict=True)
            },
        }

    def hide(self) -> dict[Any, Any]:
        """Updates that close the editor."""
        return {self.field: gr.update(value=None), self.form: gr.update(visible=False)}

    @property
    def _objective_parts(self) -> list[gr.components.Component]:
        return [self.metric, self.baseline, self.target, self.unit, self.by]


def typed_value(inputs: Sequence[Any]) -> tuple[str, JsonValue]:
    """The field and the JSON value that the controls hold, in the order of `FactEditor.inputs`.

    Raises `NothingTyped`. What no profile can hold is left to the advisor to refuse.
    """
    field, text, number, choice, several, languages, yes_no, *objective = inputs
    if field not in cards():
        raise NothingTyped("Pick a fact first.")
    match _control(field):
        case "text":
            value: JsonValue = (text or "").strip() or None
        case "choice":
            value = choice
        case "several":
            value = list(several or [])
        case "languages":
            value = [str(code).strip().lower() for code in languages or []]
        case "yes_no":
            value = None if yes_no is None else yes_no == "yes"
        case "objective":
            value = _objective(objective)
        case _:
            value = _number(field, number)
    if value is None:
        raise NothingTyped("Fill in a value, or choose Clear to forget what is known.")
    return field, value


def _objective(parts: Sequence[Any]) -> JsonValue:
    filled = {name: part for name, part in zip(_OBJECTIVE, parts, strict=True) if part not in (None, "")}
    if filled and "metric" not in filled:
        raise NothingTyped("Name the number that should move, for example: share of tickets solved at first contact.")
    return filled or None


def _number(field: str, number: float | None) -> float | None:
    if number is None:
        return None
    kind = cards()[field].kind
    if field in _ACCURACIES and 0 < number <= 1:
        raise NothingTyped(
            f"{number:g} would be {number:g} percent; write {number * 100:g} for {number * 100:g} percent."
        )
    if kind == "share" and not 0 <= number <= 100:
        raise NothingTyped(f"{number:g} is no share in percent; write a number from 0 to 100.")
    # Through decimal, so that 99.5 % is 0.995 and not its binary neighbour.
    return float(Decimal(str(number)) / 100) if kind in _PERCENT else number


def _shown(kind: Kind, value: JsonValue) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(Decimal(str(value)) * 100) if kind in _PERCENT else value


def _control(field: str) -> str:
    """The control that a field is typed into."""
    kind = cards()[field].kind
    if kind == "list":
        return "several" if vocabulary(field) else "languages"
    return _CONTROLS.get(kind, "number")
