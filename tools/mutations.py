"""Possible mutations of a Python source text: small single changes that a test should notice.

Left alone, because a change there cannot alter what the program does, or is not for a test to see:
annotations, docstrings, decorators, class keywords, `TYPE_CHECKING` blocks, bodies of protocols,
`__all__`, `__slots__`, names given to `TypeVar` and its like, `assert_never` and logging lines.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

COMPARISONS = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"),
}  # fmt: skip
ARITHMETIC = {
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "//"), ast.FloorDiv: ("//", "*"),
}  # fmt: skip
BOOLEANS = {ast.And: ("and", "or"), ast.Or: ("or", "and")}
NEGATED_BY_COMPARISON = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)
UNREAD_FIELDS = {
    (ast.ClassDef, "decorator_list"), (ast.ClassDef, "keywords"), (ast.ClassDef, "bases"),
    (ast.FunctionDef, "decorator_list"), (ast.FunctionDef, "returns"),
    (ast.AsyncFunctionDef, "decorator_list"), (ast.AsyncFunctionDef, "returns"),
    (ast.AnnAssign, "annotation"), (ast.arg, "annotation"), (ast.JoinedStr, "values"),
}  # fmt: skip
UNREAD_CALLS = {"NewType", "ParamSpec", "TypeVar", "assert_never", "cast"}
UNREAD_TARGETS = {"__all__", "__slots__"}
COMMENT = re.compile(rb"#.*")
LOGGING = re.compile(r"(\w*\.)*_?log(ger|ging)?\.(debug|info|warning|error|exception|critical)")
SHOWN = 30  # characters of each end of a long text
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One replacement of `old` by `new` in a Python file.

    - path: of the file, relative to the root of the tree; line: counted from 1
    - operator: what kind of change it is, such as `comparison`
    - start, end: offsets in the UTF-8 bytes of the file; `end` is exclusive
    """

    path: str
    line: int
    operator: str
    start: int
    end: int
    old: str
    new: str

    def apply(self, source: bytes) -> bytes:
        """Return `source`, the bytes of the unchanged file, with this one change."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.operator}  {short(self.old)} -> {short(self.new)}"


def short(text: str) -> str:
    """Return the text in one line; of one longer than 60 characters the first and last 30."""
    line = " ".join(text.split())
    return line if len(line) <= 2 * SHOWN else f"{line[:SHOWN]}…{line[-SHOWN:]}"


class Source:
    """A source text (`text`, UTF-8) with its syntax tree (`tree`) and byte offsets of its nodes."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.tree = ast.parse(text)
        lines = text.splitlines(keepends=True)
        self._line_starts = list(accumulate(map(len, lines), initial=0))

    def start(self, node: Any) -> int:
        """Return the offset of the first byte of a node."""
        return int(self._line_starts[node.lineno - 1] + node.col_offset)

    def end(self, node: Any) -> int:
        """Return the offset behind the last byte of a node."""
        return int(self._line_starts[node.end_lineno - 1] + node.end_col_offset)

    def part(self, node: ast.AST) -> str:
        """Return the text of a node as it stands in the source."""
        return self.text[self.start(node) : self.end(node)].decode()


Change = tuple[str, int, int, str]  # operator, start, end, new text


def possible_mutations(path: str, text: bytes) -> list[Mutation]:
    """Return every mutation of `text`, the bytes of the file `path`, in the order of the text."""
    source = Source(text)
    changes = {change for node in _read(source.tree) for change in _changes(source, node)}
    return [
        Mutation(path, text.count(b"\n", 0, start) + 1, operator, start, end,
                 text[start:end].decode(), new)
        for operator, start, end, new in sorted(changes, key=lambda change: (change[1:], change[0]))
    ]  # fmt: skip


def bound_name(statement: ast.stmt) -> str:
    """Return the first name that a statement binds, or "" where it binds none."""
    targets = getattr(statement, "targets", [getattr(statement, "target", None)])
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    return next(iter(names), str(getattr(statement, "name", "")))


def _read(node: ast.AST) -> Iterator[ast.AST]:
    """The node and those below it, without what is left alone."""
    if _is_left_alone(node):
        return
    yield node
    for field, value in ast.iter_fields(node):
        if (type(node), field) in UNREAD_FIELDS or (field != "orelse" and _is_for_types(node)):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _read(child)


def _is_left_alone(node: ast.AST) -> bool:
    test = LEFT_ALONE.get(type(node))
    return test is not None and test(node)


def _is_plain_or_logging(node: ast.Expr) -> bool:
    match node.value:
        case ast.Call(func=function):
            return _last_name(function) in UNREAD_CALLS or bool(
                LOGGING.fullmatch(ast.unparse(function))
            )
        case value:
            return isinstance(value, ast.Constant)


LEFT_ALONE: dict[type[ast.AST], Callable[[Any], bool]] = {
    ast.Expr: _is_plain_or_logging,
    ast.Call: lambda node: _last_name(node.func) in UNREAD_CALLS,
    ast.ClassDef: lambda node: "Protocol" in map(_last_name, node.bases),
    ast.Subscript: lambda node: _last_name(node.value) == "Literal",
    ast.Assign: lambda node: bound_name(node) in UNREAD_TARGETS,
    ast.AnnAssign: lambda node: bound_name(node) in UNREAD_TARGETS,
}


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and _last_name(node.test) == "TYPE_CHECKING"


def _last_name(node: ast.AST) -> str:
    """`c` of the expressions `c`, `a.b.c` and `a.b.c[d]`."""
    if isinstance(node, ast.Subscript):
        return _last_name(node.value)
    return str(getattr(node, "attr", getattr(node, "id", "")))


def _changes(source: Source, node: ast.AST) -> Iterator[Change]:
    operator = OPERATORS.get(type(node))
    if operator is not None and not _is_for_types(node):
        yield from operator(source, node)


def _swap(
    operator: str, source: Source, left: ast.AST, right: ast.AST, pair: tuple[str, str]
) -> Change:
    """`pair` is the text of the operator between two operands, and the text to put there."""
    old, new = pair
    between = source.text[source.end(left) : source.start(right)]
    without_comments = COMMENT.sub(lambda comment: b"#" * len(comment[0]), between)
    found = re.search(re.escape(old).replace(r"\ ", r"\s+").encode(), without_comments)
    if found is None:
        raise ValueError(f"no {old!r} between the operands in {between!r}")
    return operator, source.end(left) + found.start(), source.end(left) + found.end(), new


def _comparison(source: Source, node: ast.Compare) -> Iterator[Change]:
    operands = pairwise([node.left, *node.comparators])
    for operator, (left, right) in zip(node.ops, operands, strict=True):
        yield _swap("comparison", source, left, right, COMPARISONS[type(operator)])


def _boolean_operator(source: Source, node: ast.BoolOp) -> Iterator[Change]:
    for left, right in pairwise(node.values):
        yield _swap("and/or", source, left, right, BOOLEANS[type(node.op)])


def _arithmetic(source: Source, node: ast.BinOp) -> Iterator[Change]:
    if pair := ARITHMETIC.get(type(node.op)):
        yield _swap("arithmetic", source, node.left, node.right, pair)


def _arithmetic_assignment(source: Source, node: ast.AugAssign) -> Iterator[Change]:
    if pair := ARITHMETIC.get(type(node.op)):
        yield _swap("arithmetic", source, node.target, node.value, pair)


def _not_removal(source: Source, node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        start = source.start(node)
        found = re.match(rb"not\s*", source.text[start:])
        yield "not removed", start, start + len(found[0] if found else b""), ""


def _constant(source: Source, node: ast.Constant) -> Iterator[Change]:
    match node.value:
        case bool(value):
            operator, new = "boolean", repr(not value)
        case int(value):
            operator, new = "integer", repr(value + 1)
        case str(value):
            operator, new = "string", repr(value + "~")
        case bytes(value):
            operator, new = "string", repr(value + b"~")
        case _:
            return
    yield operator, source.start(node), source.end(node), new


def _formatted_string(source: Source, node: ast.JoinedStr) -> Iterator[Change]:
    new = f'({source.part(node)} + "~")'
    yield "string", source.start(node), source.end(node), new


def _condition(source: Source, node: ast.If | ast.IfExp) -> Iterator[Change]:
    """The condition negated, unless the swap of its one comparison or `not` does the same."""
    match node.test:
        case ast.UnaryOp(op=ast.Not()):
            return
        case ast.Compare(ops=[operator]) if isinstance(operator, NEGATED_BY_COMPARISON):
            return
    new = f"not ({source.part(node.test)})"
    yield "condition", source.start(node.test), source.end(node.test), new


def _call_removal(source: Source, node: ast.Expr) -> Iterator[Change]:
    if isinstance(node.value, ast.Call | ast.Await):
        yield "call removed", source.start(node), source.end(node), "pass"


def _raise_removal(source: Source, node: ast.Raise) -> Iterator[Change]:
    yield "raise removed", source.start(node), source.end(node), "pass"


def _returns(source: Source, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Change]:
    """None in place of each value the function returns, where it promises another type."""
    if node.returns is None or (isinstance(node.returns, ast.Constant) and not node.returns.value):
        return
    for value in _returned(node.body):
        if not (isinstance(value, ast.Constant) and value.value is None):
            yield "return", source.start(value), source.end(value), "None"


def _returned(nodes: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """The values of the return statements of a function itself, not of functions within it."""
    for node in nodes:
        if isinstance(node, ast.Return) and node.value:
            yield node.value
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield from _returned(ast.iter_child_nodes(node))


OPERATORS: dict[type[ast.AST], Callable[[Source, Any], Iterator[Change]]] = {
    ast.Compare: _comparison,
    ast.BoolOp: _boolean_operator,
    ast.BinOp: _arithmetic,
    ast.AugAssign: _arithmetic_assignment,
    ast.UnaryOp: _not_removal,
    ast.Constant: _constant,
    ast.JoinedStr: _formatted_string,
    ast.If: _condition,
    ast.IfExp: _condition,
    ast.Expr: _call_removal,
    ast.Raise: _raise_removal,
    ast.FunctionDef: _returns,
    ast.AsyncFunctionDef: _returns,
}
