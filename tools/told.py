"""Finds the sentences of errors and messages in the code: windows say them in their language, too.

Such a sentence is written where it is raised or said, in English, as the terminal prints it. Here
each becomes a text for translators, with names in braces for what is filled in; a window finds it
again by its form (`trainer.texts.told`). `tools.texts` brings them into the catalogues.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache, cached_property
from importlib import import_module
from itertools import product
from pkgutil import walk_packages
from types import FunctionType, ModuleType

from trainer.texts import has_words

PACKAGES = ("trainer.link", "trainer.motion", "trainer.sessions", "trainer.store")
"""Whose errors and messages a station shows."""

PASSED_ON = (
    ("trainer.motion.load_calibration", "check_zero"),
    ("trainer.clinic.seals", "fault_in"),
    ("trainer.metrics.remarks", "heavier_than_noted"),
    ("trainer.metrics.remarks", "sacrum_inside_out"),
    ("trainer.metrics.remarks", "sensor_at_its_end"),
    ("trainer.metrics.remarks", "strap_silent"),
    ("trainer.metrics.remarks", "stuttered"),
    ("trainer.metrics.remarks", "weight_unknown"),
    ("trainer.metrics.thigh_trial", "lost_words"),
    ("trainer.recording.clinical_table", "_done"),
    ("trainer.recording.clinical_table", "_measured"),
    ("trainer.recording.conditions", "contradiction"),
    ("trainer.recording.conditions", "foot_moved"),
    ("trainer.recording.conditions", "_cell_moved"),
    ("trainer.sessions.board", "uncalibrated_words"),
    ("trainer.sessions.readiness", "_shown"),
    ("trainer.sessions.readiness", "_zero"),
    ("trainer.store.which_calibration", "_older"),
    ("trainer.store.which_calibration", "_unlike"),
)
"""Functions whose sentences somebody else says or raises, and their modules."""

AT_A_COMMAND = frozenset(
    {
        "trainer.link.patient_options",
        "trainer.link.replay_file",
        "trainer.link.uri",
        "trainer.sessions.correcting",
        "trainer.sessions.crew",
        "trainer.sessions.film",
        "trainer.sessions.listening",
        "trainer.sessions.live_board",
        "trainer.sessions.lsl",
        "trainer.sessions.noise_study",
        "trainer.sessions.notes",
        "trainer.sessions.opening",
        "trainer.sessions.recompute",
        "trainer.sessions.recover",
        "trainer.sessions.screen_watch",
        "trainer.sessions.streaming",
        "trainer.sessions.visits.given",
        "trainer.sessions.visits.headless",
        "trainer.store.backup",
        "trainer.store.clinical",
        "trainer.store.places",
        "trainer.store.rows",
    }
)
"""What goes wrong here is read in a terminal, by whoever typed the command."""

VOICES = frozenset({"say", "_say"})
"""Functions that tell somebody a sentence."""

ALREADY_SENTENCES = frozenset(
    {"disagreement", "error", "line", "moved", "text", "told", "why", "words"}
)
"""Names of what was made elsewhere and is only handed on."""

FOR_PROGRAMMERS = (AssertionError, AttributeError)

Scope = ast.AST | None


class Sentences:
    """The sentences of one module."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        self._tree = ast.parse(inspect.getsource(module))

    @cached_property
    def texts(self) -> frozenset[str]:
        """What its errors and messages are made from, whole sentences and words within them."""
        return frozenset(text for node, scope in self._told() for text in self._of(node, scope))

    @property
    def unread(self) -> tuple[str, ...]:
        """What is told here, as code, of which no text could be read."""
        told = [(node, list(self._of(node, scope))) for node, scope in self._told()]
        return tuple(ast.unparse(node) for node, texts in told if not texts)

    def returned(self, function: str) -> Iterator[str]:
        """The texts that a function of this module may return."""
        for scope in ast.walk(self._tree):
            if isinstance(scope, ast.FunctionDef) and scope.name == function:
                for node in ast.walk(scope):
                    if isinstance(node, ast.Return) and node.value is not None:
                        yield from self._of(node.value, scope)

    def _told(self) -> Iterator[tuple[ast.expr, Scope]]:
        """Every expression whose value is told to somebody, and the function it stands in."""
        scopes = [node for node in ast.walk(self._tree) if isinstance(node, ast.FunctionDef)]
        for scope in scopes:
            for node in ast.walk(scope):
                if (told := self._sentence_of(node)) is not None:
                    yield told, scope

    def _sentence_of(self, node: ast.AST) -> ast.expr | None:
        """What a node tells somebody: an error that is made, a message, an advice."""
        match node:
            case ast.Call(func=called, args=[told, *_]):
                name = ast.unparse(called)
                tells = name.rpartition(".")[2] in VOICES or self._is_error(name)
                return told if tells and not _is_passed_on(told) else None
            case ast.Assign(targets=[ast.Attribute(attr="_advice")]):
                return node.value
            case ast.Assign(targets=[ast.Tuple(elts=[*_, last])], value=ast.Tuple(elts=[*_, told])):
                return told if ast.unparse(last).endswith("._advice") else None
        return None

    def _is_error(self, name: str) -> bool:
        made: object = self.module
        for part in name.split("."):
            made = getattr(made, part, None)
        if not isinstance(made, type) or not issubclass(made, Exception):
            return False
        return not issubclass(made, FOR_PROGRAMMERS)

    def _of(self, node: ast.expr, scope: Scope) -> Iterator[str]:
        """The texts that an expression may be, and those that it fills in."""
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr():
                yield from self._filled(node, scope)
            case ast.IfExp():
                yield from self._of(node.body, scope)
                yield from self._of(node.orelse, scope)
            case ast.BoolOp():
                for each in node.values:
                    yield from self._of(each, scope)
            case ast.BinOp(op=ast.Add()):
                ways = (list(self._of(each, scope)) for each in (node.left, node.right))
                yield from map("".join, product(*ways))
            case ast.Subscript(value=ast.Name(id=name)):
                table = getattr(self.module, name, None)
                yield from table.values() if isinstance(table, dict) else ()
            case ast.Name():
                yield from self._named(node.id, scope)
            case ast.Call():
                yield from self._called(node, scope)

    def _named(self, name: str, scope: Scope) -> Iterator[str]:
        """A constant, or what a function has given this name to."""
        value = getattr(self.module, name, None)
        if isinstance(value, str):
            yield value
        for each in ast.walk(scope) if scope is not None else ():
            if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == name:
                yield from self._of(each.value, scope)

    def _called(self, call: ast.Call, scope: Scope) -> Iterator[str]:
        name = ast.unparse(call.func).removeprefix("self.")
        called = getattr(self.module, name, None)
        if name.endswith(".format"):
            assert isinstance(call.func, ast.Attribute)
            yield from self._of(call.func.value, scope)
        elif name == "said":
            yield from self._of(call.args[0], scope)
        elif isinstance(called, FunctionType) and called.__module__.startswith("trainer."):
            yield from sentences_of(called.__module__).returned(name)
        elif called is None:
            yield from self.returned(name)

    def _filled(self, words: ast.JoinedStr, scope: Scope) -> Iterator[str]:
        """A text with a name for each thing that is filled in; words for a thing that has some."""
        parts: list[list[str]] = []
        names: dict[str, str] = {}
        for part in words.values:
            if isinstance(part, ast.FormattedValue):
                known = list(self._of(part.value, scope))
                constant = isinstance(part.value, ast.Name) and part.value.id.isupper()
                either = "" in known and len(known) == 2
                if not known or not (constant or either):
                    yield from known
                    known = [_placeholder(part, names)]
                parts.append(known)
            elif isinstance(part, ast.Constant):
                parts.append([str(part.value)])
        yield from map("".join, product(*parts))


@cache
def sentences_of(module: str) -> Sentences:
    """Those of the module of this name."""
    return Sentences(import_module(module))


def told_modules() -> Iterator[str]:
    """The modules whose sentences a window may show."""
    for name in PACKAGES:
        for info in walk_packages(import_module(name).__path__, f"{name}."):
            if info.name not in AT_A_COMMAND and ".migrations" not in info.name:
                yield info.name


def told_texts() -> Iterator[tuple[str, str]]:
    """Every text of an error or a message that a window may show, and its module."""
    found = [(text, name) for name in told_modules() for text in sentences_of(name).texts]
    for name, function in PASSED_ON:
        found += [(text, name) for text in sentences_of(name).returned(function)]
    yield from ((text, name) for text, name in found if text and has_words(text))


def _is_passed_on(told: ast.expr) -> bool:
    """Whether the sentence was made elsewhere: an error's text, one that was kept."""
    match told:
        case ast.Attribute() | ast.Call(func=ast.Name(id="str") | ast.Attribute(attr="join")):
            return True
        case ast.Name(id=name):
            return name in ALREADY_SENTENCES
    return isinstance(told, ast.BinOp) and not isinstance(told.op, ast.Add)


def _placeholder(part: ast.FormattedValue, names: dict[str, str]) -> str:
    """A name in braces for something that is filled in, the same wherever it stands again."""
    code = ast.unparse(part)
    word = re.search(r"([A-Za-z]\w*)$", ast.unparse(part.value))
    name = (word[1] if word else "value").lower()
    same = sum(known.rstrip("0123456789") == name for known in names.values())
    return f"{{{names.setdefault(code, f'{name}{same + 1}' if same else name)}}}"
