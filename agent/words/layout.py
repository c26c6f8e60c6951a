"""How a message is laid out: the marks of a forwarded mail, and a table of one row, as plain lines."""

import re

_QUOTED = re.compile(r"^[ \t]*>[> \t]*", re.MULTILINE)
_FEWEST_QUOTED = 2  # lines
_HANDED_ON = re.compile(r"\b(fwd?|wg|forward(ed|ing)?|fyi)\b", re.IGNORECASE)
_ROW = re.compile(r"^[ \t]*\|(.+)\|[ \t]*$")
_PER_CASE = re.compile(r"\b(tokens?|requests?|calls?|volumes?)\b", re.IGNORECASE)
_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")


def without_quote_marks(text: str) -> str:
    """The text with blanks for the marks in front of lines that are handed on; what answers a mail quotes the other."""
    quoted = [line for line in text.splitlines() if _QUOTED.match(line)]
    told = [line for line in quoted if _QUOTED.sub("", line)[:1].isalpha()]
    ahead = [line for line in text.splitlines() if line.strip() and not _QUOTED.match(line)]
    if len(quoted) < _FEWEST_QUOTED or not told or (ahead and not _HANDED_ON.search(text)):
        return text
    return _QUOTED.sub(lambda mark: " " * len(mark.group()), text)


def with_rows_as_lines(text: str) -> tuple[str, str] | None:
    """The text with each cell of a table's only row behind its head, "Output tokens: 350", and the row as written.

    A table with the volumes and lengths of several cases is left out, for no row of it is the case by itself. `None`
    where there is no such table.
    """
    lines = text.splitlines(keepends=True)
    rule = next((place for place in range(1, len(lines) - 1) if _is_rule(lines, place)), None)
    if rule is None:
        return None
    end = next((place for place in range(rule + 1, len(lines)) if not _cells(lines[place])), len(lines))
    if end > rule + 2:
        of_cases = sum(bool(_PER_CASE.search(name)) for name in _cells(lines[rule - 1])) > 1
        return ("".join([*lines[: rule - 1], *lines[end:]]), lines[rule - 1].strip()) if of_cases else None
    head, row = (_cells(lines[place]) for place in (rule - 1, rule + 1))
    if len(head) != len(row) or not row:
        return None
    told = "".join(f"{name}: {cell}.\n" for name, cell in zip(head, row, strict=True) if cell)
    return "".join(lines[: rule - 1]) + told + "".join(lines[rule + 2 :]), lines[rule + 1].strip()


def _is_rule(lines: list[str], place: int) -> bool:
    return "|" in lines[place] and bool(_RULE.match(lines[place]) and _cells(lines[place - 1]))


def _cells(line: str) -> list[str]:
    row = _ROW.match(line.rstrip("\n\r"))
    return [cell.strip() for cell in row.group(1).split("|")] if row else []
