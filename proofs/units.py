"""units.tsv: what is proven, one unit a line, and the small options a unit may have."""
import os

import ctext
import wp

TABLE = "proofs/units.tsv"


class Unit:
    """A .c file, its floor of goals and its options."""

    def __init__(self, name, source, floor, options=""):
        self.name, self.source, self.floor = name, source, int(floor)
        self.ops = self.split = False
        self.timeout, self.provers = 4, wp.PROVERS     # seconds of CPU a prover
        self.skip, self.only, self.owns, self.stale = set(), None, [], False
        for word in options.replace("\t", " ").split():
            self._option(*word.partition("=")[::2])

    def _option(self, key, value):
        if key == "ops" and not value:               # calls through a table of operations
            self.ops = True
        elif key == "split" and not value:
            self.split = True
        elif key == "own":                           # another header with inline functions
            self.owns += value.split(",")
        elif key == "timeout":
            self.timeout = int(value)
        elif key == "provers":                       # an order, or fewer
            self.provers = value.split(",")
        else:
            raise SystemExit("%s: unit %s: unknown option `%s`" % (TABLE, self.name, key))

    def order(self, provers):
        """Provers (with repetition), each once, in the unit's order."""
        return [p for p in self.provers if p in provers] + \
               sorted(set(provers) - set(self.provers))

    @property
    def slug(self):
        return self.name.replace("/", "-")

    def find_foreign(self, log, units):
        """Find the functions that WP must skip: inline ones of headers of other units."""
        others = {f.name for u in units if u is not self for n in u.files()
                  if n.endswith(".h") for f in ctext.Source(n).functions()}
        self.skip = log.metrics("Defined functions") & others - self.functions()

    def files(self):
        """The files whose functions this unit proves: the .c, its header, what it owns."""
        header = self.source[:-2] + ".h"
        return [n for n in [self.source, header] + self.owns if os.path.exists(n)]

    def functions(self):
        """The names of the functions that this unit proves."""
        names = set()
        for n in self.files():
            source = ctext.Source(n)
            names |= {f.name for f in source.functions()} | source.ghosts()
        return names


def load(path=TABLE):
    units = []
    with open(path, encoding="utf-8") as f:
        for i, line in enumerate(f, 1):
            if line.strip() and not line.startswith("#"):
                fields = line.rstrip("\n").split("\t")
                if len(fields) < 3:
                    raise SystemExit("%s:%d: need name, source and floor, with tabs" % (path, i))
                units.append(Unit(fields[0], fields[1], fields[2], " ".join(fields[3:])))
    return units


def set_floors(counts, path=TABLE):
    """Rewrite the floors to the goals there are; the rest of the table stays as it is."""
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    for i, line in enumerate(lines):
        fields = line.split("\t")
        if not line.startswith("#") and fields[0] in counts:
            fields[2] = str(counts[fields[0]])
            lines[i] = "\t".join(fields)
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(lines))
    return 0
