#!/usr/bin/python3
"""Clauses and what shows them: neither may name what is not there.

    clauses.py [ROOT]

A clause is a row of a table in spec/*.md or spec/requirements/*.md whose first
cell is an id (IPR-010, T3-longest) and whose header ends in `shown by`.
Checked: every ACSL label of src/ and spec/*.h that looks like an id has a
clause that names it; ids are unique and fit their labels; goals, contracts,
tests and cases exist; every word of NOT_MODELLED has a line in deviations.md;
paths in the documents exist; so do the clauses and cases that the tables of
pcaps/ and spec/reasons.md name.  Prints what is wrong and `N passed, N failed`.
"""
import csv
import glob
import os
import re
import sys

ROOT = sys.argv[1] if len(sys.argv) > 1 else \
    os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
LABEL = re.compile(r"\bensures\s+((?:[A-Z]{3}|T\d+)_\w+)\s*:")
ID = re.compile(r"(?:[A-Z]{3}|T\d+)-[\w-]+")
NUMBERED = re.compile(r"([A-Z]{3}_\d{3})_")
TEST = re.compile(r"^static void (test_\w+)\(", re.M)
NAME = re.compile(r"`([^`]+)`")
PATH = re.compile(r"`((?:src|spec|tests|proofs|pcaps|fuzz)/[\w./-]*\w)`")
KINDS = ("goal", "contract", "test", "case")


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def files(*patterns):
    return sorted(p for pattern in patterns
                  for p in glob.glob(os.path.join(ROOT, pattern)))


def id_of(label):
    """The id of the clause that a label belongs to."""
    numbered = NUMBERED.match(label)
    return (numbered.group(1) if numbered else label).replace("_", "-")


def labels_and_contracts():
    labels, contracts = set(), set()
    for path in files("src/*/*.[ch]", "spec/*.h"):
        text = read(path)
        labels.update(LABEL.findall(text))
        for comment in re.finditer(r"/\*@.*?\*/\s*([^;{}]*)\(", text, re.S):
            if "assigns" in comment.group():
                contracts.add(comment.group(1).split()[-1].split("(")[0]
                              .lstrip("*"))
    return labels, contracts


def cases():
    found = set()
    for path in files("pcaps/*.tsv"):
        name = os.path.basename(path).split(".")[0]
        with open(path, newline="", encoding="utf-8") as f:
            for row in csv.DictReader(f, delimiter="\t",
                                      quoting=csv.QUOTE_NONE):
                if row.get("case"):
                    found.add(f"{name}/{row['case']}")
    return found


def check_column(check, path, column, known):
    """What a column of a table of pcaps/ names is there; - is nothing."""
    with open(path, newline="", encoding="utf-8") as f:
        named = {word for row in csv.DictReader(f, delimiter="\t",
                                                quoting=csv.QUOTE_NONE)
                 for word in row[column].split()}
    for word in sorted(named - {"-"}):
        check(word in known, f"{os.path.relpath(path, ROOT)} names {word}, "
              "which is not there")


def reasons():
    """The rows of the first table of spec/reasons.md."""
    for path in files("spec/reasons.md"):
        for line in read(path).splitlines():
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if len(cells) == 6 and cells[2].isdigit():
                yield cells


def check_tables(check, clauses, known_cases):
    for path in files("pcaps/*.cases.tsv"):
        check_column(check, path, "clauses", clauses)
    for reason, at, _, shown, clause, _ in reasons():
        check(set(clause.split()) <= set(clauses) | {"-"},
              f"spec/reasons.md: {reason} names {clause}, not there")
        check(set(shown.split()) <= known_cases,
              f"spec/reasons.md: {reason} at {at} names a case not there")


def rows(text):
    """The cells of each row of each table that ends in `shown by`."""
    header = None
    for line in text.splitlines():
        if not line.startswith("|"):
            header = None
            continue
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if header is None:
            header = cells
        elif header[-1] == "shown by" and ID.fullmatch(cells[0]):
            yield cells


def evidence(cell):
    """(kind, name) of all that a last cell names."""
    for part in cell.split(";"):
        kind = part.strip().split(" ")[0]
        for name in NAME.findall(part):
            yield kind, name


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def __call__(self, ok, message):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(message)


def check_clauses(check, documents, labels, known):
    seen, named = {}, set()
    for path in documents:
        for cells in rows(read(path)):
            clause, where = cells[0], f"{os.path.relpath(path, ROOT)}: "
            shown = list(evidence(cells[-1]))
            check(clause not in seen, f"{where}{clause} is also in "
                  f"{seen.get(clause)}")
            seen[clause] = os.path.relpath(path, ROOT)
            check(shown, f"{where}{clause} is shown by nothing")
            for kind, name in shown:
                check(kind in KINDS and name in known[kind],
                      f"{where}{clause} names the {kind} {name}, "
                      "which is not there")
            goals = [name for kind, name in shown if kind == "goal"]
            named.update(goals)
            number = re.fullmatch(r"[A-Z]{3}-(\d{3})", clause)
            check(bool(goals) == (not number or int(number.group(1)) < 100),
                  f"{where}{clause}: ids below 100 have a goal, "
                  "ids from 100 on have none")
            for goal in goals:
                check(id_of(goal) == clause,
                      f"{where}{clause} claims the goal {goal} of "
                      f"{id_of(goal)}")
    check_tables(check, seen, known["case"])
    for label in sorted(labels):
        check(label in named, f"the label {label} has no clause in spec/ "
              f"({id_of(label)})")


def check_deviations(check):
    header = read(os.path.join(ROOT, "src/core/trace.h"))
    macro = re.search(r"#define NOT_MODELLED\(X\)(.*?[^\\])\n", header, re.S)
    words = re.findall(r"X\((\w+)\)", macro.group(1)) if macro else []
    check(words, "src/core/trace.h: no NOT_MODELLED found")
    lines = read(os.path.join(ROOT, "spec/deviations.md"))
    for word in words:
        check(f"\n| `{word}` |" in lines,
              f"spec/deviations.md has no line for `{word}`")


def check_paths(check, documents):
    for path in documents:
        for name in sorted(set(PATH.findall(read(path)))):
            check(os.path.exists(os.path.join(ROOT, name)),
                  f"{os.path.relpath(path, ROOT)}: {name} is not there")


def main():
    check = Checks()
    documents = files("spec/*.md", "spec/requirements/*.md")
    labels, contracts = labels_and_contracts()
    tests = {t for p in files("tests/*.c") for t in TEST.findall(read(p))}
    known = {"goal": labels, "contract": contracts, "test": tests,
             "case": cases()}
    for kind, names in known.items():
        check(names, f"no {kind} found at all")
    check_clauses(check, documents, labels, known)
    check_deviations(check)
    check_paths(check, documents + files("README.md"))
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


sys.exit(main())
