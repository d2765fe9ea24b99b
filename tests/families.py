#!/usr/bin/python3
"""Are the captures of the families what their tables say?

    families.py

Reads each pcaps/FAMILY.pcapng: devices, times, bytes and comments of its
frames must be those of its table and of FAMILY.cases.tsv.  Then gives
families.py tables that are wrong: each must be refused with file, line and
mend.  Prints what is wrong and `N passed, N failed`.
"""
import csv
import glob
import os
import struct
import sys

sys.dont_write_bytecode = True
PCAPS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../pcaps")
sys.path.insert(0, PCAPS)
import families  # noqa: E402

GOOD = "x\t-\trouter\tdatagram()"
BAD = (
    ("x\t-\trouter", "needs 4 columns, separated by tabs"),
    ("X Y\t-\trouter\tdatagram()", "X Y: small letters, digits and - only"),
    ("x\tno\trouter\tdatagram()", "no: not the id of a clause, nor -"),
    ("x\t-\tnobody\tdatagram()", "there is no hosts/nobody.host"),
    ("x\t-\trouter\t@eth7 datagram()", "router has no device eth7"),
    ("x\t-\trouter\tdatagram(; ", "x: '(' was never closed"),
    ("x\t-\trouter\tnosuch()", "x: name 'nosuch' is not defined"),
    ("x\t-\trouter\tcut(datagram(), 9)",
     "x: cut(datagram(), 9): not a frame of 14 bytes or more"),
    ("x\t-\trouter\t+1s datagram(); +70s datagram()",
     "x: a case may last 60 s"),
    (GOOD + "\n" + GOOD, "x on router is x again"),
    (GOOD + "\n" + GOOD.replace("x", "y", 1), "y on router is x again"),
)


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def __call__(self, ok, message):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(message)


def blocks(data):
    """[(type, body)] of a pcapng file."""
    at = 0
    while at < len(data):
        kind, size = struct.unpack_from("<II", data, at)
        assert data[at + size - 4:at + size] == data[at + 4:at + 8]
        yield kind, data[at + 8:at + size - 4]
        at += size


def option(raw, wanted):
    """The value of an option, as text."""
    while raw:
        code, size = struct.unpack_from("<HH", raw)
        if code == wanted:
            return raw[4:4 + size].decode()
        raw = raw[4 + size + -size % 4:]


def captured(path):
    """[(device, comment, microseconds, bytes)] of a capture."""
    names = []
    with open(path, "rb") as f:
        data = f.read()
    for kind, body in blocks(data):
        if kind == 1:
            names.append(option(body[8:], 2))
        elif kind == 6:
            which, high, low, size, _ = struct.unpack_from("<5I", body)
            yield (names[which], option(body[20 + size + -size % 4:], 1),
                   high << 32 | low, body[20:20 + size])


def expected(cases):
    for n, case in enumerate(cases):
        began = (families.START + n * families.SPACING) * 1000000
        for device, moment, frame in case.frames:
            yield (device, f"case {case.name} host {case.host}\n",
                   began + moment, frame)


def rows(path):
    with open(path, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t"))


def check_family(check, family, text):
    cases = families.load(PCAPS, f"cases/{family}.tsv", text)
    frames = list(captured(f"{PCAPS}/{family}.pcapng"))
    check(frames == list(expected(cases)),
          f"{family}.pcapng is not what its table says")
    for row in rows(f"{PCAPS}/{family}.cases.tsv"):
        comment = f"case {row['case']} host {row['host']}\n"
        first, count = int(row["first"]), int(row["frames"])
        told = [f[1] for f in frames[first - 1:first - 1 + count]]
        check(told == [comment] * count,
              f"{family}.cases.tsv: {comment}: frames {first} and on are not")


def check_refusals(check):
    head = "\t".join(families.HEADER) + "\n"
    check(len(families.load(PCAPS, "t.tsv", head + GOOD)) == 1,
          "a good line is refused")
    for line, mend in BAD:
        wanted = f"make.py: t.tsv:{1 + len(line.splitlines())}: {mend}"
        try:
            families.load(PCAPS, "t.tsv", head + line)
            said = "nothing"
        except SystemExit as refusal:
            said = str(refusal.code)
        check(said.startswith(wanted), f"{line!r}: {said}, not {wanted}")


def main():
    check = Checks()
    told = families.tables(PCAPS)
    made = {os.path.basename(p)[:-7] for p in glob.glob(f"{PCAPS}/*.pcapng")}
    check(set(told) == made, f"tables {sorted(told)}, captures {sorted(made)}")
    for family, text in told.items():
        check_family(check, family, text)
    check_refusals(check)
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
