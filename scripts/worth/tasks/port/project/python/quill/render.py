"""Templates as text."""

import inspect

from . import values
from .errors import FilterError, TemplateError
from .filters import FILTERS, escape
from .parser import Parser
from .values import Macro, Undefined, kind, text

# Templates and macros are not nested deeper than this while they are rendered.
DEEPEST = 20
# A range has no more numbers than this.
LONGEST_RANGE = 100_000

_UNESCAPED = ("safe", "escape")


class Environment:
    """Renders templates; `load` gives the source of a template by its name, or None."""

    def __init__(self, load=None, *, escape=False, filters=None):
        self.load = load or (lambda name: None)
        self.escape = escape
        self.filters = {**FILTERS, **(filters or {})}
        self._templates = {}

    def render(self, name, data=None):
        template = self.template(name)
        if template is None:
            raise TemplateError("there is no such template", name, 1, 1)
        return _Rendering(self, data).run(template)

    def render_text(self, source, data=None, name="text"):
        return _Rendering(self, data).run(Parser(name, source, self.filters).run())

    def template(self, name):
        """Each template is loaded and parsed once."""
        if name not in self._templates:
            source = self.load(name)
            if source is None:
                return None
            self._templates[name] = Parser(name, source, self.filters).run()
        return self._templates[name]


class _Rendering:
    """One call of render."""

    def __init__(self, environment, data):
        self.environment = environment
        # Names by scope, from the outermost to the innermost.
        self.scopes = [dict(data or {})]
        self.out = []
        self.depth = 0
        # Of each block those that override one another, the first one first.
        self.blocks = {}
        # The blocks that are being rendered: a name, and which of them.
        self.inside = []

    def run(self, template):
        self.template(template)
        return "".join(self.out)

    def template(self, template):
        """Renders a template, or the one that it extends."""
        seen = [template.name]
        while True:
            for name, block in template.blocks.items():
                self.blocks.setdefault(name, []).append(block)
            if template.parent is None:
                self.body(template.body)
                return
            # Of one that extends another only what it sets and defines counts.
            self.body([node for node in template.body if node.kind in ("set", "macro")])
            node = next(node for node in template.body if node.kind == "extends")
            name = self.name_of(template.parent)
            if name in seen:
                raise node.place.error(f"{name} extends itself")
            seen.append(name)
            template = self.environment.template(name)
            if template is None:
                raise node.place.error(f"there is no template {name}")

    def name_of(self, node):
        name = self.value(node)
        if not isinstance(name, str):
            raise node.place.error(f"{kind(name)} is no name of a template")
        return name

    # Statements

    def body(self, nodes):
        for node in nodes:
            getattr(self, f"{node.kind}_node")(node)

    def text_node(self, node):
        self.out.append(node.value)

    def print_node(self, node):
        value = text(self.value(node.value))
        self.out.append(escape(value) if self.escapes(node.value) else value)

    def escapes(self, node):
        """Whether a printed expression is escaped; what is rendered already is not."""
        if not self.environment.escape or node.kind == "call":
            return False
        return not (node.kind == "filter" and node.name in _UNESCAPED)

    def if_node(self, node):
        for condition, body in node.branches:
            if self.truth(condition):
                return self.body(body)
        return self.body(node.otherwise)

    def for_node(self, node):
        value = self.value(node.items)
        if isinstance(value, dict) and len(node.names) == 2:
            items = [list(pair) for pair in value.items()]
        else:
            items = self.guarded(node.items.place, values.items_of, value)
        if not items:
            return self.body(node.otherwise)
        for at, item in enumerate(items):
            scope = {
                "loop": {
                    "index": at + 1,
                    "index0": at,
                    "left": len(items) - at - 1,
                    "first": at == 0,
                    "last": at == len(items) - 1,
                    "length": len(items),
                }
            }
            self.scopes.append(scope)
            try:
                self.assign(node, item)
                self.body(node.body)
            finally:
                self.scopes.pop()

    def assign(self, node, value):
        """Gives names their values, in the innermost scope."""
        scope = self.scopes[-1]
        if len(node.names) == 1:
            scope[node.names[0]] = value
            return
        if not isinstance(value, list):
            raise node.place.error(f"cannot take {kind(value)} apart")
        if len(value) != len(node.names):
            raise node.place.error(f"expected {len(node.names)} items, got {len(value)}")
        scope.update(zip(node.names, value))

    def set_node(self, node):
        self.assign(node, self.value(node.value))

    def extends_node(self, node):
        pass

    def block_node(self, node):
        self.block(node.name, 0)

    def block(self, name, level):
        self.inside.append((name, level))
        try:
            self.scoped(self.blocks[name][level].body)
        finally:
            self.inside.pop()

    def scoped(self, body):
        self.scopes.append({})
        try:
            self.body(body)
        finally:
            self.scopes.pop()

    def include_node(self, node):
        name = self.name_of(node.name)
        template = self.environment.template(name)
        if template is None:
            if node.missing:
                return
            raise node.place.error(f"there is no template {name}")
        with _Deeper(self, node.place):
            blocks, inside = self.blocks, self.inside
            self.blocks, self.inside = {}, []
            self.scopes.append({})
            try:
                self.template(template)
            finally:
                self.scopes.pop()
                self.blocks, self.inside = blocks, inside

    def macro_node(self, node):
        defaults = {name: self.value(default) for name, default in node.defaults.items()}
        self.scopes[-1][node.name] = Macro(node, defaults)

    # Expressions

    def value(self, node):
        """The value of an expression, which has to be defined."""
        value = self.maybe(node)
        if isinstance(value, Undefined):
            raise node.place.error(f"{value.path} is not defined")
        return value

    def truth(self, node):
        value = self.maybe(node)
        return not isinstance(value, Undefined) and bool(value)

    def maybe(self, node):
        return getattr(self, f"{node.kind}_value")(node)

    def guarded(self, place, work, *args, **named):
        try:
            return work(*args, **named)
        except FilterError as error:
            raise place.error(str(error)) from None

    def literal_value(self, node):
        return node.value

    def name_value(self, node):
        for scope in reversed(self.scopes):
            if node.name in scope:
                return scope[node.name]
        return Undefined(node.name)

    def list_value(self, node):
        return [self.value(item) for item in node.items]

    def dictionary_value(self, node):
        result = {}
        for key, value in node.pairs:
            at = self.guarded(key.place, values.key, self.value(key))
            result[at] = self.value(value)
        return result

    def path(self, node):
        """How errors call what is not there."""
        if node.kind == "name":
            return node.name
        if node.kind == "attribute":
            return f"{self.path(node.value)}.{node.name}"
        if node.kind == "item":
            return f"{self.path(node.value)}[]"
        return "the value"

    def attribute_value(self, node):
        return values.attribute(self.value(node.value), node.name, self.path(node))

    def item_value(self, node):
        value, at = self.value(node.value), self.value(node.at)
        return self.guarded(node.place, values.item, value, at, self.path(node))

    def part_value(self, node):
        ends = [one and self.value(one) for one in (node.start, node.stop, node.step)]
        return self.guarded(node.place, values.part, self.value(node.value), *ends)

    def choice_value(self, node):
        return self.maybe(node.value if self.truth(node.condition) else node.otherwise)

    def or_value(self, node):
        value = self.maybe(node.left)
        return value if self.is_true(value) else self.maybe(node.right)

    def and_value(self, node):
        value = self.maybe(node.left)
        return self.maybe(node.right) if self.is_true(value) else value

    def is_true(self, value):
        return not isinstance(value, Undefined) and bool(value)

    def not_value(self, node):
        return not self.truth(node.value)

    def comparison_value(self, node):
        left, right = self.value(node.left), self.value(node.right)
        return self.guarded(node.place, values.compare, node.operator, left, right)

    def operation_value(self, node):
        left, right = self.value(node.left), self.value(node.right)
        return self.guarded(node.place, values.calculate, node.operator, left, right)

    def minus_value(self, node):
        value = self.value(node.value)
        if not values.is_number(value):
            raise node.place.error(f"cannot negate {kind(value)}")
        return -value

    def test_value(self, node):
        if node.test == "defined":
            return not isinstance(self.maybe(node.value), Undefined)
        value = self.value(node.value)
        if node.test in ("even", "odd"):
            if not values.is_int(value):
                raise node.place.error(f"{kind(value)} is neither even nor odd")
            return value % 2 == (node.test == "odd")
        if node.test == "empty":
            return self.guarded(node.place, values.items_of, value) == []
        return kind(value).split(" ")[-1] == node.test

    def filter_value(self, node):
        if node.name == "default":
            return self.default(node)
        value = self.value(node.value)
        args = [self.value(one) for one in node.args]
        named = {name: self.value(one) for name, one in node.named.items()}
        work = self.environment.filters[node.name]
        try:
            inspect.signature(work).bind(value, *args, **named)
        except TypeError:
            raise node.place.error(f"wrong arguments for {node.name}") from None
        return self.guarded(node.place, work, value, *args, **named)

    def default(self, node):
        """`value|default(other)`, and with `empty=true` also for what is not true."""
        if len(node.args) != 1 or any(name != "empty" for name in node.named):
            raise node.place.error("wrong arguments for default")
        value = self.maybe(node.value)
        empty = "empty" in node.named and self.truth(node.named["empty"])
        missing = isinstance(value, Undefined) or (empty and not value)
        return self.value(node.args[0]) if missing else value

    def call_value(self, node):
        if node.name == "super":
            return self.super_call(node)
        called = self.name_value(node)
        args = [self.value(one) for one in node.args]
        named = {name: self.value(one) for name, one in node.named.items()}
        if isinstance(called, Undefined) and node.name == "range":
            return self.guarded(node.place, _range, args, named)
        if not isinstance(called, Macro):
            raise node.place.error(f"{node.name} is no macro")
        return self.macro_call(node, called, args, named)

    def caught(self, work, *args):
        """What `work` puts out."""
        out, self.out = self.out, []
        try:
            work(*args)
            return "".join(self.out)
        finally:
            self.out = out

    def super_call(self, node):
        if not self.inside:
            raise node.place.error("super is only in blocks")
        if node.args or node.named:
            raise node.place.error("super has no arguments")
        name, level = self.inside[-1]
        if level + 1 >= len(self.blocks[name]):
            raise node.place.error(f"there is no block {name} above")
        return self.caught(self.block, name, level + 1)

    def macro_call(self, node, macro, args, named):
        names = macro.node.names
        if len(args) > len(names):
            raise node.place.error(f"too many arguments for {node.name}")
        given = dict(zip(names, args))
        for name, value in named.items():
            if name not in names or name in given:
                raise node.place.error(f"{node.name} does not take {name}")
            given[name] = value
        given = {**macro.defaults, **given}
        for name in names:
            if name not in given:
                raise node.place.error(f"{node.name} needs {name}")
        with _Deeper(self, node.place):
            scopes, self.scopes = self.scopes, [self.scopes[0], given]
            try:
                return self.caught(self.body, macro.node.body)
            finally:
                self.scopes = scopes


def _range(args, named):
    if named or not 1 <= len(args) <= 3 or not all(map(values.is_int, args)):
        raise FilterError("range needs one to three integers")
    if len(args) == 3 and args[2] == 0:
        raise FilterError("the step is zero")
    numbers = range(*args)
    if numbers and abs(numbers[-1] - numbers[0]) // abs(numbers.step) >= LONGEST_RANGE:
        raise FilterError("the range is too long")
    return list(numbers)


class _Deeper:
    def __init__(self, rendering, place):
        self.rendering = rendering
        self.place = place

    def __enter__(self):
        if self.rendering.depth >= DEEPEST:
            raise self.place.error("nested too deeply")
        self.rendering.depth += 1

    def __exit__(self, *_):
        self.rendering.depth -= 1
