"""Families: cases of one or more frames, from tables, as captures.

A line of cases/FAMILY.tsv is a case.  Its columns:

    name     what is special about it
    clauses  ids of spec/requirements, or - where none is written yet
    host     names of hosts/*.host; the case is one case on each
    frames   frames in order, separated by ;

Each frame is an expression in the names of cases/wire.py.  In front of it may
stand `@eth1 ` (the device it enters, else eth0), `+1.5s ` (seconds after the
frame before it, else 1 ms) and `8x ` (so many times).  A case meets a host
that is fresh from its file.  A line that begins with # is a comment.  Where
cases/make_FAMILY.py is there, it writes the table.

FAMILY.pcapng has the cases of one host after the other.  Its interfaces are
the devices, by name; each frame has the comment `case NAME host HOST` (with a
newline behind it, which Scapy asks for).
FAMILY.cases.tsv says the same as a table: host, case, its first frame (from
1), how many frames, clauses.

spec/reasons.md is written by hand, from what a running kernel said of all this:
each reason for a drop, the function that gave it, three of its cases, and the
clause; for reasons that no frame here can have, why.
"""
import importlib
import os
import re
import struct
import sys

START, SPACING = 1700000000, 60     # each case has a minute of its own
FORM = re.compile(r"((?:(?:@\w+|\+[\d.]+s|\d+x)\s+)*)(.+)", re.S)
CLAUSE = re.compile(r"-|[A-Z]{3}-\d{3}|T\d+-[\w-]+")
NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
HEADER = ["name", "clauses", "host", "frames"]
COMMENT = 1


class Sequence:
    """A case on one host: its frames as (device, microseconds, bytes)."""

    def __init__(self, name, clauses, host, frames):
        self.name, self.clauses, self.host = name, clauses, host
        self.frames = frames


def fail(path, number, mend):
    sys.exit(f"make.py: {os.path.basename(path)}:{number}: {mend}")


def names():
    return vars(importlib.import_module("cases.wire"))


def devices(folder, host):
    """The devices of a host file, or None if there is no such file."""
    path = f"{folder}/hosts/{host}.host"
    if not os.path.exists(path):
        return None
    return [line.split()[1] for line in open(path) if line.startswith("dev ")]


def one_frame(text):
    """[(device, microseconds after the one before, bytes)] of an entry."""
    words, expression = FORM.fullmatch(text.strip()).groups()
    device, wait, times = "eth0", 1000, 1
    for word in words.split():
        if word[0] == "@":
            device = word[1:]
        elif word[0] == "+":
            wait = round(float(word[1:-1]) * 1000000)
        else:
            times = int(word[:-1])
    frame = eval(expression, dict(names()))
    if not isinstance(frame, bytes) or len(frame) < 14:
        raise ValueError(f"{expression}: not a frame of 14 bytes or more")
    return [(device, wait, frame)] * times


def sequence(text):
    """The frames of a case, with the time since the case began."""
    frames, now = [], 0
    for entry in text.split(";"):
        for device, wait, frame in one_frame(entry):
            now += wait if frames else 0
            frames.append((device, now, frame))
    if now >= SPACING * 1000000:
        raise ValueError(f"a case may last {SPACING} s")
    return frames


def cases_of_line(folder, path, number, cells):
    if len(cells) != len(HEADER):
        fail(path, number, f"needs {len(HEADER)} columns, separated by tabs")
    name, clauses, hosts, text = cells
    if not NAME.fullmatch(name):
        fail(path, number, f"{name}: small letters, digits and - only")
    for clause in clauses.split():
        if not CLAUSE.fullmatch(clause):
            fail(path, number, f"{clause}: not the id of a clause, nor -")
    try:
        frames = sequence(text)
    except Exception as wrong:  # whatever the expression says
        fail(path, number, f"{name}: {wrong}")
    for host in hosts.split():
        known = devices(folder, host)
        if known is None:
            fail(path, number, f"there is no hosts/{host}.host")
        for device in {d for d, _, _ in frames} - set(known):
            fail(path, number, f"{host} has no device {device}")
        yield Sequence(name, clauses, host, frames)


def load(folder, path, text):
    """The cases of a table, one host after the other."""
    found, seen = [], {}
    lines = text.splitlines()
    if lines[0].split("\t") != HEADER:
        fail(path, 1, f"the first line must be {' '.join(HEADER)}")
    for number, line in enumerate(lines[1:], 2):
        if not line or line[0] == "#":
            continue
        for case in cases_of_line(folder, path, number, line.split("\t")):
            for key in ((case.host, case.name), (case.host, *case.frames)):
                if key in seen:
                    fail(path, number, f"{case.name} on {case.host} is "
                         f"{seen[key]} again")
                seen[key] = case.name
            found.append(case)
    order = list(dict.fromkeys(c.host for c in found))
    return sorted(found, key=lambda c: order.index(c.host))


def block(kind, body):
    """A block of a pcapng file."""
    size = 12 + len(body)
    return struct.pack("<II", kind, size) + body + struct.pack("<I", size)


def padded(raw):
    return raw + bytes(-len(raw) % 4)


def option(code, raw):
    return struct.pack("<HH", code, len(raw)) + padded(raw) + bytes(4)


def packet_block(interface, moment, frame, comment):
    head = struct.pack("<IIIII", interface, moment >> 32, moment & 0xffffffff,
                       len(frame), len(frame))
    return block(6, head + padded(frame) + option(COMMENT, comment.encode()))


def pcapng(cases):
    """The capture of a family; times in microseconds."""
    found = sorted({d for c in cases for d, _, _ in c.frames} | {"eth0"})
    out = block(0x0a0d0d0a, struct.pack("<IHHq", 0x1a2b3c4d, 1, 0, -1))
    for name in found:
        out += block(1, struct.pack("<HHI", 1, 0, 0)
                     + option(2, name.encode()))
    blocks = [out]
    for n, case in enumerate(cases):
        began = (START + n * SPACING) * 1000000
        comment = f"case {case.name} host {case.host}\n"
        blocks += [packet_block(found.index(device), began + moment, frame,
                                comment)
                   for device, moment, frame in case.frames]
    return b"".join(blocks)


def index(cases):
    """The table that says which frames are whose."""
    rows, first = ["host\tcase\tfirst\tframes\tclauses"], 1
    for case in cases:
        rows.append(f"{case.host}\t{case.name}\t{first}\t{len(case.frames)}"
                    f"\t{case.clauses}")
        first += len(case.frames)
    return ("\n".join(rows) + "\n").encode()


def tables(folder):
    """{FAMILY: text of its table}; a generator's word comes before a file's.
    """
    found, place = {}, f"{folder}/cases"
    for name in sorted(os.listdir(place)):
        family, ending = os.path.splitext(name)
        if ending == ".tsv":
            with open(f"{place}/{name}", encoding="utf-8") as f:
                found.setdefault(family, f.read())
        elif family.startswith("make_") and ending == ".py":
            lines = importlib.import_module(f"cases.{family}").lines()
            found[family[5:]] = "\n".join(["\t".join(HEADER), *lines]) + "\n"
    return dict(sorted(found.items()))


def products(folder):
    """{path from folder: bytes}: generated tables, captures and indices."""
    files = {}
    for family, text in tables(folder).items():
        path = f"cases/{family}.tsv"
        cases = load(folder, path, text)
        files[path] = text.encode()
        files[f"{family}.pcapng"] = pcapng(cases)
        files[f"{family}.cases.tsv"] = index(cases)
    return files
