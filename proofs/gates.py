"""The gates: what the sources and the logs must and must not say.

Each gate returns a list of complaints; an empty list is a gate passed.  wp-architecture
3 gives the layout rules their reasons: Ref mode is sound only without hidden pointers.
"""
import glob
import os
import re
import subprocess

from ctext import Source

NOT_CORE = ("src/cli/", "src/boot/", "drivers/model/")
POINTER = re.compile(r"^\s*(.*?)\*\s*(?:const\s+)?(\w+)\s*(?:\[[^\]]*\])?\s*$", re.S)
LOCAL = re.compile(r"(?:^|[;{}(])\s*((?:(?:static|const|volatile)\s+)*(?:struct\s+\w+|\w+_t|char|int|"
                   r"unsigned(?:\s+\w+)?|void)\s*(?:const\s*)?\*+[^;(){}]*?)(?:;|\)|(?=\())")


class Tree:
    """The sources below the current directory, read once."""

    def __init__(self):
        names = [n for d in ("src", "drivers", "spec")
                 for n in glob.glob(d + "/**/*.[ch]", recursive=True)]
        self.files = {n: Source(n) for n in sorted(names)
                      if not n.startswith(NOT_CORE)}
        self.ops = self._ops()
        self.contracts = {}
        for s in self.files.values():
            for f in s.prototypes() + s.functions():
                if f.contract:
                    self.contracts.setdefault(f.name, f.contract)

    def _ops(self):
        """Names of the structs that are operation tables: function pointers, no data
        pointers."""
        names = set()
        for s in self.files.values():
            for name, _at, body in s.structs():
                rest = re.sub(r"\([^()]*\)", " ", re.sub(r"\(\s*\*\s*\w+\s*\)\s*\([^;]*;", "OPS;", body))
                if "OPS;" in rest and "*" not in rest:
                    names.add(name)
        return names

    def core(self, kind=".c"):
        return [s for n, s in self.files.items() if n.endswith(kind) and not n.startswith("spec/")]


def guarded(source):
    """Does the file's first conditional open its include guard?"""
    names = [d[1:] for d in source.directives if d[1] not in ("include", "endif")]
    return (source.path.endswith(".h") and names[:1] and names[0][0] == "ifndef"
            and names[1:2] == [("define", names[0][1])] and source.directives[-1][1] == "endif")


# --- the sources alone -------------------------------------------------------------------
def annotations(tree):
    """No admit at all; axioms only below spec/."""
    out = []
    for n, s in tree.files.items():
        for start, _end, text in s.annotations:
            plain = re.sub(r"//[^\n@]*", "", text)
            if re.search(r"\badmit\b", plain):
                out.append("%s: admit" % s.where(start))
            if re.search(r"\baxiom(atic)?\b", plain) and not n.startswith("spec/"):
                out.append("%s: axiom outside spec/" % s.where(start))
    return out


def contracts(tree):
    """Every function defined has a contract with terminates and assigns."""
    out = []
    for s in tree.core(".c") + tree.core(".h"):
        for f in s.functions():
            text = f.contract or tree.contracts.get(f.name, "")
            if f.static and s.path.endswith(".c"):
                text = f.contract or next((p.contract for p in s.prototypes()
                                           if p.name == f.name and p.contract), "")
            if not text:
                out.append("%s: %s has no contract" % (s.where(f.start), f.name))
                continue
            for clause in ("terminates", "assigns"):
                if not re.search(r"\b%s\b" % clause, text):
                    out.append("%s: %s has no `%s`" % (s.where(f.start), f.name, clause))
    return out


def loops(tree):
    """Every loop has a variant and assigns."""
    out = []
    for s in tree.core(".c") + tree.core(".h"):
        for f in s.functions():
            for at, text in f.loops():
                for clause in ("loop variant", "loop assigns"):
                    if not re.search(clause.replace(" ", r"\s+"), text):
                        out.append("%s: %s: loop without `%s`" % (s.where(at), f.name, clause))
    return out


def fields(tree):
    """No object pointer stored in state; const tables of operations excepted."""
    out = []
    for s in tree.core(".c") + tree.core(".h"):
        for name, at, body in s.structs():
            offset = at
            for field in re.sub(r"\{[^{}]*\}", lambda m: " " * len(m[0]), body).split(";"):
                m = POINTER.match(field)
                offset += len(field) + 1
                if not m or "(" in field:
                    continue
                ops = re.search(r"\bconst\s+struct\s+(\w+)|\bstruct\s+(\w+)\s+const\b", m[1])
                if ops and (ops[1] or ops[2]) in tree.ops:
                    continue
                out.append("%s: struct %s: object pointer `%s` in state"
                           % (s.where(offset - 2), name or "(unnamed)", m[2]))
    return out


def locals_(tree):
    """No local pointer to a struct, and no other local pointer set from state."""
    out = []
    for s in tree.core(".c") + tree.core(".h"):
        for f in s.functions():
            text = f.text()
            for m in LOCAL.finditer(text):
                decl = m[1].strip()
                struct = re.match(r"((?:static\s+|const\s+)*)struct\s+(\w+)", decl)
                where = s.where(f.body + m.start(1))
                if struct and not ("const" in struct[1] and struct[2] in tree.ops):
                    out.append("%s: %s: local pointer `%s`" % (where, f.name, decl))
                elif not struct and re.search(r"=.*(->|&|\.)", decl, re.S):
                    out.append("%s: %s: local pointer into state `%s`" % (where, f.name, decl))
    return out


def conditionals(tree):
    """No conditional compilation; a header's include guard excepted."""
    out = []
    for n, s in tree.files.items():
        found = [d for d in s.directives if d[1] in ("if", "ifdef", "ifndef", "elif", "else")]
        if guarded(s):
            found = found[1:]
        out += ["%s:%d: preprocessor conditional #%s %s" % ((n,) + d) for d in found]
        if "__FRAMAC__" in s.code or any("__FRAMAC__" in d[2] for d in s.directives):
            out.append("%s: __FRAMAC__: the proof must see what the compiler sees" % n)
    return out


def covered(tree, units):
    """Every core .c is in a unit, and every inline function in a unit's own header."""
    sources = {u.source for u in units}
    owned = {n for u in units for n in u.files()}
    out = ["%s: in no unit of units.tsv" % s.path for s in tree.core() if s.path not in sources]
    out += ["%s: unit without source" % u.name for u in units if not os.path.exists(u.source)]
    for s in tree.core(".h"):
        if s.path not in owned:
            out += ["%s: %s: inline function in a header that no unit owns"
                    % (s.where(f.start), f.name) for f in s.functions()]
    return out


def compiled(units):
    """Every unit's source is compiled into the program.  None: nothing to ask yet."""
    if not os.path.exists("Makefile"):
        return None
    rule = "include Makefile\nmf-core-srcs:\n\t@echo $(CORE_SRCS)\n"
    p = subprocess.run(["make", "-s", "-f", "-", "mf-core-srcs"], input=rule, text=True,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    sources = {os.path.normpath(n) for n in p.stdout.split()}
    if not sources:
        return ["Makefile: CORE_SRCS is empty or cannot be read"]
    out = ["%s: proven but not in the Makefile's CORE_SRCS" % u.source
           for u in units if u.source not in sources]
    return out + archived(units)


def archived(units):
    """What the built library says: it defines every external function of the units."""
    library = "build/libmuffin.a"
    if not os.path.exists(library):
        return []
    stamp = os.path.getmtime(library)
    p = subprocess.run(["nm", "--defined-only", library], stdout=subprocess.PIPE,
                       stderr=subprocess.DEVNULL, text=True, check=False)
    symbols = set(re.findall(r" [TtWw] (\w+)", p.stdout))
    return ["%s: %s is proven but not in %s" % (u.source, f.name, library)
            for u in units if os.path.exists(u.source) and os.path.getmtime(u.source) < stamp
            for f in Source(u.source).functions()
            if not f.static and f.name not in symbols]


# --- the logs ---------------------------------------------------------------------------
def hypotheses(tree, unit, log):
    """WP kept each state formal by reference: its hypothesis block names it."""
    out = []
    for name in unit.files():
        s = tree.files.get(name) or Source(name)
        for f in s.functions():
            if unit.only and f.name not in unit.only.split(","):
                continue
            contract = f.contract or tree.contracts.get(f.name, "")
            block = log.hypotheses.get(f.name, "")
            for struct, formal in f.state_formals():
                used = re.search(r"\b%s\b" % formal, f.text() + contract)
                if struct in tree.ops or not used:
                    continue
                # a table of operations beside it: the block says \separated instead
                said = r"\b%s\b" if unit.ops else r"\\valid(_read)?\([^;]*\b%s\b"
                if not re.search(said % formal, block):
                    out.append("%s: %s: no memory model hypothesis for `%s`: Ref was lost"
                               % (s.where(f.start), f.name, formal))
    return out


def extern(log):
    """Body-less functions whose contract the unit takes as given: {name: file}."""
    kinds = ("postcondition", "assigns clause", "termination clause", "from clause",
             "exit clause", "behavior")
    out = {}
    for p in log.properties:
        if p["status"] == "Considered valid" and "FRAMAC_SHARE" not in (p["directory"] or ""):
            if p["property kind"] in kinds and p["function"]:
                out.setdefault(p["function"], os.path.normpath(
                    os.path.join(p["directory"], p["file"])))
    return out


def considered(log):
    """Nothing is considered valid but body-less contracts (and axioms below spec/)."""
    names = extern(log)
    return ["%s/%s:%s: considered valid without proof: %s %s"
            % (p["directory"], p["file"], p["line"], p["property kind"], p["property"])
            for p in log.properties
            if p["status"] == "Considered valid" and "FRAMAC_SHARE" not in (p["directory"] or "")
            and p["function"] not in names and "xiom" not in p["property kind"]]


def statuses(log, own):
    """Frama-C's own summary agrees: nothing of the unit unknown, invalid or dead."""
    good = ("Valid", "Considered valid", "Partially proven")
    return ["%s/%s:%s: %s: %s %s" % (p["directory"], p["file"], p["line"], p["status"],
                                     p["property kind"], p["property"])
            for p in log.properties
            if p["function"] in own and p["status"] not in good]


def trusted(externs, defined, committed):
    """The trusted base is exactly the committed list."""
    base = {n: f for n, f in externs.items() if n not in defined}
    out = ["%s (%s): trusted but not in proofs/trusted.txt" % (n, f)
           for n, f in sorted(base.items()) if n not in committed]
    out += ["%s: in proofs/trusted.txt but not trusted by any unit" % n
            for n in sorted(committed) if n not in base]
    return base, out
