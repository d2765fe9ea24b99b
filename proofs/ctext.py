"""C source as text: enough of a reader for the layout rules.

The code is kernel style without macros that hide declarations, so a scanner that knows
comments, strings and braces suffices.  Offsets stay those of the file: what is blanked
out is replaced by spaces.
"""
import re

TOKEN = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.S)
COMMENT = re.compile(r"//[^\n]*")
GHOST = re.compile(r"/[*/]@\s*ghost\b(.*)", re.S)
BODY = re.compile(r"\b(\w+)\s*\([^(){};]*\)\s*(?:/[*@].*?[*@]/\s*)?\{", re.S)
KEYWORDS = {"if", "while", "for", "switch"}
# the annotations that belong to what follows: contracts and loop annotations
ANNOTATES = re.compile(r"/[*/]@\s*(?:requires|terminates|decreases|assigns|allocates|frees|exits|"
                       r"ensures|behavior|check|admit|loop|for)\b")
NAME = re.compile(r"(\w+)\s*\(")


class Source:
    """A file: `code` without comments, strings and preprocessor lines; its annotations."""

    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8") as f:
            self.text = f.read()
        self.annotations = []                        # (start, end, text) of ACSL comments
        code = TOKEN.sub(self._blank, self.text)
        self.directives = [(self.line(m.start()), m[1], m[2].strip()) for m in
                           re.finditer(r"^[ \t]*#[ \t]*(\w+)((?:[^\n]*\\\n)*[^\n]*)", code, re.M)]
        self.code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*",
                           lambda m: re.sub(r"[^\n]", " ", m[0]), code, flags=re.M)
        self.chunks = list(self._chunks())

    def _blank(self, m):
        text = m[0]
        if text.startswith(("/*@", "//@")):
            self.annotations.append((m.start(), m.end(), text))
        if text.startswith('"'):
            return '"' + " " * (len(text) - 2) + '"'
        return re.sub(r"[^\n]", " ", text)

    def line(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def where(self, offset):
        return "%s:%d" % (self.path, self.line(offset))

    def _chunks(self):
        """Top-level pieces (start, head, body start, body end): up to `;` or a body."""
        code, start, i, parens = self.code, 0, 0, 0
        while i < len(code):
            c = code[i]
            parens += (c == "(") - (c == ")")
            if c == ";" and parens == 0:
                yield start, code[start:i], None, None
                start = i + 1
            elif c == "{":
                head, end = code[start:i], self.close(i)
                if re.search(r"\)\s*$", head):       # a function
                    yield start, head, i, end
                    start = end + 1
                elif re.match(r"\s*(?:typedef\s+)?(?:struct|union)\s*\w*\s*$", head):
                    yield start, head, i, end        # a type; what follows may declare
                    start = end + 1
                i = end
            i += 1

    def close(self, i):
        """The offset of the bracket that closes the one at i."""
        pair = {"{": "}", "(": ")", "[": "]"}[self.code[i]]
        depth = 0
        for j in range(i, len(self.code)):
            depth += (self.code[j] == self.code[i]) - (self.code[j] == pair)
            if depth == 0:
                return j
        return len(self.code) - 1

    def functions(self):
        """The functions defined here."""
        return [Function(self, *c) for c in self.chunks
                if c[2] is not None and c[1].rstrip().endswith(")") and NAME.search(c[1])]

    def ghosts(self):
        """The names of the ghost functions defined here."""
        names = set()
        for _start, _end, text in self.annotations:
            m = GHOST.match(text)
            if m:
                plain = re.sub(r"/@.*?@/", " ", m[1], flags=re.S)
                names |= set(BODY.findall(plain))
        return names - KEYWORDS

    def prototypes(self):
        return [Function(self, *c) for c in self.chunks
                if c[2] is None and re.search(r"\)\s*$", c[1]) and NAME.search(c[1])
                and "=" not in c[1] and not c[1].lstrip().startswith("typedef")]

    def structs(self):
        """(name, offset of the body, body) of each struct, nested ones included."""
        for m in re.finditer(r"\b(?:struct|union)\s*(\w*)\s*\{", self.code):
            end = self.close(m.end() - 1)
            yield m[1], m.end(), self.code[m.end():end]

    def before(self, offset):
        """The ACSL comment that stands right before an offset, or ''."""
        for _start, end, text in reversed(self.annotations):
            if end <= offset and not self.code[end:offset].strip():
                if ANNOTATES.match(text[:3] + COMMENT.sub("", text[3:])):
                    return text
        return ""


class Function:
    """A prototype or a definition."""

    def __init__(self, source, start, head, body, end):
        self.source, self.head = source, head
        self.start = start + len(head) - len(head.lstrip())
        self.body, self.end = body, end
        m = NAME.search(head)
        self.name = m[1]
        close = source.close(start + m.end() - 1)
        self.formals = [f.strip() for f in source.code[start + m.end():close].split(",")]
        self.static = bool(re.match(r"\s*(?:\w+\s+)*?static\b", head))
        self.contract = source.before(self.start)

    def text(self):
        return self.source.code[self.body:self.end + 1]

    def state_formals(self):
        """(struct, name) of the formals `struct X *name`."""
        out = []
        for f in self.formals:
            m = re.fullmatch(r"(?:const\s+)?struct\s+(\w+)\s*(?:const\s*)?\*\s*(?:const\s+)?(\w+)", f)
            if m:
                out.append((m[1], m[2]))
        return out

    def loops(self):
        """(offset, annotation) of each loop of the body."""
        s, tails = self.source, set()
        for m in re.finditer(r"\b(do|while|for)\b", s.code[self.body:self.end]):
            at = self.body + m.start()
            if at in tails:
                continue
            if m[1] == "do":                         # its closing `while` is no loop
                brace = s.code.index("{", at)
                tail = re.compile(r"\s*while").match(s.code, s.close(brace) + 1)
                if tail:
                    tails.add(tail.end() - len("while"))
            yield at, s.before(at)
