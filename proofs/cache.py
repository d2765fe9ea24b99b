"""The proof cache: WP's cache directories as one sorted text file.

A line of cache.txt is `unit goal prover hash seconds`: prover `prover:version` proved
the goal; the hash is WP's own, over the whole proof task.  Valid verdicts only, so a
line can be wrong only by claiming a proof; `make prove-cold` takes no line on trust.

WP reads one file `HASH.json` for each entry, and does not tell which entry a goal took.
So `unpack` writes a tag made of the hash as the number of steps: WP prints the steps of
a cached verdict, and `by_tag` leads from there back to the entry.
"""
import json
import os
from collections import namedtuple

HEADER = "# unit\tgoal\tprover\thash\tseconds  (made by `make prove`; valid verdicts only)\n"

Entry = namedtuple("Entry", "prover hash seconds")


def tag(entry):
    """18 digits that stand for an entry."""
    return 10 ** 17 + int(entry.hash[:14], 16)


def by_tag(entries):
    return {tag(e): e for e in entries}


def load(path):
    """cache.txt -> {unit: [Entry]}, without repetition."""
    units = {}
    if not os.path.exists(path):
        return units
    with open(path, encoding="ascii") as f:
        for line in f:
            if line.startswith("#") or not line.strip():
                continue
            unit, _goal, prover, digest, seconds = line.rstrip("\n").split("\t")
            units.setdefault(unit, {})[prover, digest] = Entry(prover, digest, seconds)
    return {u: list(e.values()) for u, e in units.items()}


def store(path, goals, units=None):
    """Write {unit: {goal: [Entry]}}; units not in `goals` keep their lines, if they are
    among `units` (None: all)."""
    lines = []
    if os.path.exists(path):
        with open(path, encoding="ascii") as f:
            lines = [l for l in f if not l.startswith("#") and l.split("\t")[0] not in goals
                     and (units is None or l.split("\t")[0] in units)]
    for unit, found in goals.items():
        lines += ["\t".join((unit, goal) + e) + "\n" for goal, es in found.items() for e in es]
    text = HEADER + "".join(sorted(set(lines)))
    if os.path.exists(path):
        with open(path, encoding="ascii") as f:
            if f.read() == text:
                return
    with open(path + ".new", "w", encoding="ascii") as f:
        f.write(text)
    os.replace(path + ".new", path)


def unpack(entries, directory):
    """Write the entries as a WP cache, each tagged with its index."""
    os.makedirs(directory, exist_ok=True)
    for name in os.listdir(directory):
        os.unlink(os.path.join(directory, name))
    for e in entries:
        with open(os.path.join(directory, e.hash + ".json"), "w", encoding="ascii") as f:
            json.dump({"prover": e.prover, "verdict": "valid", "time": float(e.seconds),
                       "steps": tag(e)}, f)


def collect(directory, known):
    """The valid verdicts of a WP cache directory; `known` ones keep their old seconds."""
    old = {(e.prover, e.hash): e for e in known}
    found = []
    for name in sorted(os.listdir(directory)):
        with open(os.path.join(directory, name), encoding="utf-8") as f:
            try:
                verdict = json.load(f)
            except ValueError:                       # a write cut short
                continue
        if verdict.get("verdict") != "valid":
            continue
        key = verdict["prover"], name[:-len(".json")]
        seconds = "%.1f" % verdict.get("time", 0)
        found.append(old.get(key) or Entry(*key, seconds))
    return found

