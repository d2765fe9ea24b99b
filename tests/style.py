#!/usr/bin/python3
"""Is the code still short?  Figures over src/ and drivers/, and their limits.

    style.py [ROOT]

Prints the length of C functions (lines between the braces, ACSL comments
apart; kernel style: both braces in column one), the files above 400 lines,
the share of comments and of ACSL in the .c files, and #if per 1000 lines.
Exit status 1 when median > 12, p90 > 40, the longest > 80, or a file is too
long.
"""
import os
import re
import sys

MEDIAN, P90, LONGEST, FILE = 12, 40, 80, 400
MEASURED = ("src", "drivers")
LENGTHS = MEASURED + ("fuzz", "tests", "proofs")
SOURCES = (".c", ".h", ".S", ".py", ".sh", ".mk", ".ml")
ACSL = re.compile(r"/\*@.*?\*/|//@[^\n]*", re.S)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
IF = re.compile(r"^\s*#\s*if(?!ndef \w+_H$)", re.M)      # guards apart
NAME = re.compile(r"(\w+)\s*\(")


def files(root, folders, endings):
    for folder in folders:
        for where, _, names in os.walk(os.path.join(root, folder)):
            for name in sorted(names):
                if name.endswith(endings):
                    yield os.path.join(where, name)


def read(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


def generated(text):
    return "generated" in "\n".join(text.splitlines()[:3]).lower()


def without(pattern, text):
    """The text less what matches; a line with nothing else goes whole."""
    mark = "\0"
    text = pattern.sub(lambda m: mark + m[0].count("\n") * ("\n" + mark), text)
    return "\n".join(line.replace(mark, "") for line in text.split("\n")
                     if mark not in line or line.replace(mark, "").strip())


def functions(text):
    """(name, body lines) of each function defined in a C file."""
    head, body = [], None
    for line in without(ACSL, text).split("\n"):
        if body is not None:
            if line.startswith("}"):
                names = NAME.findall(" ".join(head))
                if line.rstrip() == "}" and names:
                    yield names[0], body
                head, body = [], None
            else:
                body += 1
        elif line.startswith("{"):
            body = 0
        elif not line.strip() or line.rstrip().endswith((";", "*/")) \
                or line.startswith(("#", "}")):
            head = []
        else:
            head.append(line)


def lines_of(pattern, text):
    return sum(m[0].count("\n") + 1 for m in pattern.finditer(text))


def quantile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))] \
        if values else 0


def code(root):
    """Print the figures of the program; the limits that they break."""
    lengths, total, acsl, comments, ifs, every = [], 0, 0, 0, 0, 0
    for path in files(root, MEASURED, (".c", ".h")):
        text = read(path)
        every += len(text.splitlines())
        ifs += len(IF.findall(without(COMMENT, text)))
        if not path.endswith(".c"):
            continue
        total += sum(1 for line in text.splitlines() if line.strip())
        acsl += lines_of(ACSL, text)
        comments += lines_of(COMMENT, text)
        lengths += [(n, name, path) for name, n in functions(text)]
    sizes = [n for n, _, _ in lengths]
    median, p90 = quantile(sizes, 0.5), quantile(sizes, 0.9)
    most = max(lengths, default=(0, "-", "-"))
    print(f"functions {len(sizes)}: median {median}, p90 {p90}, "
          f"max {most[0]} ({most[1]})")
    print(f"comments {100 * comments // max(total, 1)} % of .c lines, "
          f"ACSL {100 * acsl // max(total, 1)} %")
    print(f"#if per 1000 lines: {1000 * ifs / max(every, 1):.1f}")
    yield from (f"{os.path.relpath(p, root)}: {name} has {n} lines "
                f"(at most {LONGEST})" for n, name, p in lengths
                if n > LONGEST)
    if median > MEDIAN:
        yield f"median function {median} lines (at most {MEDIAN})"
    if p90 > P90:
        yield f"p90 function {p90} lines (at most {P90})"


def long_files(root):
    for path in files(root, LENGTHS, SOURCES):
        text = read(path)
        n = len(text.splitlines())
        if n > FILE and not generated(text):
            yield f"{os.path.relpath(path, root)}: {n} lines (at most {FILE})"


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..")
    wrong = list(code(root)) + list(long_files(root))
    for line in wrong:
        print(f"style: {line}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
