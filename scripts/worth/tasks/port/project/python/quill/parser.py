"""Tokens as a tree."""

from dataclasses import dataclass, field

from .lexer import Lexer, Place

# Expressions and blocks are not nested deeper than this.
DEEPEST = 50

TAGS = ("if", "for", "set", "block", "extends", "include", "macro")
TESTS = (
    ("defined", "none", "boolean", "number", "text", "list", "dictionary")
    + ("even", "odd", "empty")
)
_LITERALS = {"none": None, "true": True, "false": False}
_WORDS = ("and", "or", "not", "in", "is", "if", "else", *_LITERALS)
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True)
class Node:
    """A part of a template; what kinds there are the renderer knows."""

    kind: str
    place: Place
    # What the kind says: its parts by name.
    parts: dict = field(default_factory=dict)

    def __getattr__(self, name):
        try:
            return self.parts[name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class Template:
    name: str
    body: list
    blocks: dict
    parent: object = None


class Parser:
    def __init__(self, name, source, filters):
        self.name = name
        self.tokens = Lexer(name, source).run()
        self.at = 0
        self.depth = 0
        self.filters = filters
        self.template = Template(name, [], {})

    # Tokens

    @property
    def token(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def is_(self, kind, *values):
        token = self.token
        return token is not None and token.kind == kind and (not values or token.value in values)

    def take(self, kind, *values):
        return self.next() if self.is_(kind, *values) else None

    def need(self, kind, *values):
        if not self.is_(kind, *values):
            raise self.unexpected(values[0] if values else f"a {kind}")
        return self.next()

    def unexpected(self, wanted):
        """The error of the token that stands where another one has to; only within a tag."""
        token = self.token
        found = token.value if isinstance(token.value, str) else "a number"
        return token.place.error(f"expected {wanted}, found {found}")

    def variable(self):
        token = self.need("name")
        if token.value in _WORDS:
            raise token.place.error(f"{token.value} cannot be a name")
        return token.value

    def deeper(self, place):
        self.depth += 1
        if self.depth > DEEPEST:
            raise place.error("nested too deeply")

    # Statements

    def run(self):
        self.template.body = self.body(None, ())
        return self.template

    def body(self, opener, ends):
        """Nodes up to one of the tags `ends`, of which the name is taken."""
        nodes = []
        while self.token is not None:
            token = self.next()
            if token.kind == "text":
                nodes.append(Node("text", token.place, {"value": token.value}))
            elif token.value == "{{":
                nodes.append(Node("print", token.place, {"value": self.expression()}))
                self.need("end")
            else:
                tag = self.need("name")
                if tag.value in ends:
                    self.tag = tag
                    return nodes
                nodes.append(self.statement(token.place, tag, nodes))
        if opener is not None:
            raise opener.place.error(f"{opener.value} has no end")
        return nodes

    def statement(self, place, tag, before):
        if tag.value not in TAGS:
            raise tag.place.error(f"unknown tag {tag.value!r}")
        self.deeper(place)
        node = getattr(self, f"{tag.value}_tag")(place, tag, before)
        self.depth -= 1
        return node

    def if_tag(self, place, tag, _):
        branches = []
        otherwise = []
        condition = self.expression()
        while True:
            self.need("end")
            body = self.body(tag, ("elif", "else", "endif"))
            branches.append((condition, body))
            if self.tag.value != "elif":
                break
            condition = self.expression()
        if self.tag.value == "else":
            self.need("end")
            otherwise = self.body(tag, ("endif",))
        self.need("end")
        return Node("if", place, {"branches": branches, "otherwise": otherwise})

    def for_tag(self, place, tag, _):
        names = self.names()
        self.need("name", "in")
        items = self.expression()
        self.need("end")
        body = self.body(tag, ("else", "endfor"))
        otherwise = []
        if self.tag.value == "else":
            self.need("end")
            otherwise = self.body(tag, ("endfor",))
        self.need("end")
        parts = {"names": names, "items": items, "body": body, "otherwise": otherwise}
        return Node("for", place, parts)

    def names(self):
        names = [self.variable()]
        while self.take("op", ","):
            names.append(self.variable())
        return names

    def set_tag(self, place, _, __):
        names = self.names()
        self.need("op", "=")
        value = self.expression()
        self.need("end")
        return Node("set", place, {"names": names, "value": value})

    def block_tag(self, place, tag, _):
        name = self.variable()
        if name in self.template.blocks:
            raise tag.place.error(f"there are two blocks {name}")
        self.need("end")
        node = Node("block", place, {"name": name, "body": []})
        self.template.blocks[name] = node
        node.body.extend(self.body(tag, ("endblock",)))
        if not self.is_("end") and self.need("name").value != name:
            raise self.tokens[self.at - 1].place.error(f"expected {name}")
        self.need("end")
        return node

    def extends_tag(self, place, tag, before):
        if self.depth > 1 or any(
            node.kind != "text" or node.value.strip() for node in before
        ):
            raise tag.place.error("extends has to come first")
        self.template.parent = self.expression()
        self.need("end")
        return Node("extends", place)

    def include_tag(self, place, _, __):
        name = self.expression()
        missing = self.take("name", "ignore") is not None
        if missing:
            self.need("name", "missing")
        self.need("end")
        return Node("include", place, {"name": name, "missing": missing})

    def macro_tag(self, place, tag, _):
        name = self.variable()
        self.need("op", "(")
        names, defaults = [], {}
        while not self.take("op", ")"):
            if names:
                self.need("op", ",")
            at = self.token.place
            names.append(self.variable())
            if self.take("op", "="):
                defaults[names[-1]] = self.expression()
            elif defaults:
                raise at.error("a parameter without a default behind one with a default")
        self.need("end")
        body = self.body(tag, ("endmacro",))
        self.need("end")
        parts = {"name": name, "names": names, "defaults": defaults, "body": body}
        return Node("macro", place, parts)

    # Expressions, from those that bind least to those that bind most

    def expression(self):
        self.deeper(self.token.place)
        value = self.either()
        if self.is_("name", "if"):
            place = self.next().place
            condition = self.either()
            self.need("name", "else")
            parts = {"condition": condition, "value": value, "otherwise": self.expression()}
            value = Node("choice", place, parts)
        self.depth -= 1
        return value

    def left_to_right(self, part, kind, *values):
        """Operators of one rank."""
        node = part()
        while self.is_(kind, *values):
            token = self.next()
            parts = {"operator": token.value, "left": node, "right": part()}
            node = Node("operation", token.place, parts)
        return node

    def either(self):
        node = self.both()
        while token := self.take("name", "or"):
            node = Node("or", token.place, {"left": node, "right": self.both()})
        return node

    def both(self):
        node = self.negation()
        while token := self.take("name", "and"):
            node = Node("and", token.place, {"left": node, "right": self.negation()})
        return node

    def negation(self):
        token = self.take("name", "not")
        if token is None:
            return self.comparison()
        self.deeper(token.place)
        node = Node("not", token.place, {"value": self.negation()})
        self.depth -= 1
        return node

    def comparison(self):
        node = self.sum()
        compared = False
        while True:
            place = self.token.place
            if self.take("name", "is"):
                negated = self.take("name", "not") is not None
                test = self.need("name")
                if test.value not in TESTS:
                    raise test.place.error(f"unknown test {test.value!r}")
                node = Node("test", place, {"value": node, "test": test.value})
                if negated:
                    node = Node("not", place, {"value": node})
                continue
            if self.is_("op", *_COMPARISONS):
                operator = self.next().value
            elif self.take("name", "in"):
                operator = "in"
            elif self.take("name", "not"):
                self.need("name", "in")
                operator = "not in"
            else:
                return node
            if compared:
                raise place.error("comparisons cannot be chained")
            compared = True
            parts = {"operator": operator, "left": node, "right": self.sum()}
            node = Node("comparison", place, parts)

    def sum(self):
        return self.left_to_right(self.product, "op", "+", "-", "~")

    def product(self):
        return self.left_to_right(self.sign, "op", "*", "/", "//", "%")

    def sign(self):
        token = self.take("op", "-")
        if token is None:
            return self.power()
        self.deeper(token.place)
        node = Node("minus", token.place, {"value": self.sign()})
        self.depth -= 1
        return node

    def power(self):
        node = self.postfix()
        token = self.take("op", "**")
        if token is None:
            return node
        self.deeper(token.place)
        parts = {"operator": "**", "left": node, "right": self.sign()}
        self.depth -= 1
        return Node("operation", token.place, parts)

    def postfix(self):
        node = self.primary()
        while True:
            place = self.token.place
            if self.take("op", "."):
                name = self.need("name").value
                node = Node("attribute", place, {"value": node, "name": name})
            elif self.take("op", "["):
                node = self.subscript(place, node)
            elif self.take("op", "|"):
                name = self.need("name")
                if name.value not in self.filters:
                    raise name.place.error(f"unknown filter {name.value!r}")
                args, named = self.arguments() if self.take("op", "(") else ([], {})
                parts = {"value": node, "name": name.value, "args": args, "named": named}
                node = Node("filter", name.place, parts)
            elif node.kind == "name" and self.take("op", "("):
                args, named = self.arguments()
                parts = {"name": node.name, "args": args, "named": named}
                node = Node("call", node.place, parts)
            else:
                return node

    def subscript(self, place, node):
        ends = []
        while True:
            ends.append(None if self.is_("op", ":", "]") else self.expression())
            if len(ends) == 3 or not self.take("op", ":"):
                break
        self.need("op", "]")
        if len(ends) > 1:
            start, stop, step = [*ends, None][:3]
            parts = {"value": node, "start": start, "stop": stop, "step": step}
            return Node("part", place, parts)
        if ends[0] is None:
            raise place.error("an index is missing")
        return Node("item", place, {"value": node, "at": ends[0]})

    def arguments(self):
        args, named = [], {}
        while not self.take("op", ")"):
            if args or named:
                self.need("op", ",")
            at = self.token.place
            behind = self.tokens[self.at + 1]
            if self.is_("name") and (behind.kind, behind.value) == ("op", "="):
                name = self.variable()
                self.next()
                if name in named:
                    raise at.error(f"{name} is given twice")
                named[name] = self.expression()
            elif named:
                raise at.error("an argument without a name behind one with a name")
            else:
                args.append(self.expression())
        return args, named

    def primary(self):
        token = self.token
        place = token.place
        if token.kind in ("int", "float", "string"):
            return Node("literal", place, {"value": self.next().value})
        if token.kind == "name" and token.value in _LITERALS:
            return Node("literal", place, {"value": _LITERALS[self.next().value]})
        if token.kind == "name":
            return Node("name", place, {"name": self.variable()})
        if self.take("op", "("):
            node = self.expression()
            self.need("op", ")")
            return node
        if self.take("op", "["):
            items = []
            while not self.take("op", "]"):
                if items:
                    self.need("op", ",")
                items.append(self.expression())
            return Node("list", place, {"items": items})
        if self.take("op", "{"):
            pairs = []
            while not self.take("op", "}"):
                if pairs:
                    self.need("op", ",")
                key = self.expression()
                self.need("op", ":")
                pairs.append((key, self.expression()))
            return Node("dictionary", place, {"pairs": pairs})
        raise self.unexpected("an expression")
