#!/usr/bin/python3
"""Bad captures, host files and command lines: what muffin says of each.

    bad_input.py SANITIZED MUFFIN

Each ends in status 2, with nothing that a sanitizer would say and exactly one
line on standard error that begins with `muffin: ` and holds the words of its
row: the file, the line, frame or byte, what is wrong.  Memory is measured
with MUFFIN, which is built without sanitizers.
"""
import json
import os
import struct
import subprocess
import sys
import tempfile
import zlib

PCAPS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../pcaps")
MIB = 1 << 20
MOST = 64 * MIB                     # of resident memory
HEAD = struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1)
SECTION = struct.pack("<IIIHHqI", 0x0a0d0d0a, 28, 0x1a2b3c4d, 1, 0, -1, 28)
DEV = "dev eth0 type tap address 02:00:00:00:00:01\n"


def record(caplen, data, length=None):
    return struct.pack("<IIII", 0, 0, caplen,
                       caplen if length is None else length) + data


GOOD = HEAD + record(60, bytes(60))

# name, bytes, words of the message, lines of JSON before it
CAPTURES = [
    ("empty", b"", ["is empty"], 0),
    ("one-byte", b"\xd4", ["byte 0"], 0),
    ("magic", b"muffins are not captures", ["neither pcap nor pcapng"], 0),
    ("text-file", b"# Host b of the muffin\n", ["neither pcap"], 0),
    ("xz", b"\xfd7zXZ\0", ["compressed with xz"], 0),
    ("gzip-cut", b"\x1f\x8b\x08\0", ["gzip"], 0),
    ("gzip-rubbish", b"\x1f\x8b\x08\0\0\0\0\0\0\3\xff\xff\xff\xff",
     ["gzip", "damaged"], 0),
    ("header-cut", HEAD[:23], ["file header", "23 of 24"], 0),
    ("version", HEAD[:4] + b"\3\0" + HEAD[6:], ["version"], 0),
    ("record-cut", GOOD + b"\0" * 7, ["frame 2", "7 of 16"], 1),
    ("frame-cut", GOOD + record(60, bytes(59)), ["frame 2", "75 of 76"], 1),
    ("caplen-max", GOOD + record(0xffffffff, b""), ["frame 2"], 1),
    ("caplen-2g", GOOD + record(0x80000000, b""), ["frame 2"], 1),
    ("caplen-over", GOOD + record(262145, bytes(262145)), ["frame 2"], 1),
    ("caplen-above-len", GOOD + record(60, bytes(60), 59), ["frame 2"], 1),
    ("ng-header-cut", SECTION[:11], ["11 of 12"], 0),
    ("ng-magic", SECTION[:8] + b"muff" + SECTION[12:], ["byte-order"], 0),
    ("ng-no-interface", SECTION + struct.pack("<IIIIIIII", 6, 32, 0, 0, 0, 0,
     0, 32), ["frame 1", "interface 0"], 0),
    ("ng-block-0", SECTION + struct.pack("<III", 1, 0, 0), ["byte 28"], 0),
    ("ng-block-huge", SECTION + struct.pack("<III", 6, 0xfffffffc, 0),
     ["frame 1"], 0),
    ("ng-lengths", SECTION + struct.pack("<IIHHII", 1, 20, 1, 0, 0, 24),
     ["byte 28", "24"], 0),
]

# name, text, number of the line, words of the message
HOSTS = [
    ("unknown-line", "route add default\n", 1, ["route"]),
    ("unknown-word", DEV + "ip addr add 10.0.0.1/24 dev eth0 muffin\n", 2,
     ["muffin"]),
    ("bad-address", DEV + "ip addr add 10.0.0.256/24 dev eth0\n", 2,
     ["10.0.0.256"]),
    ("bad-prefix", DEV + "ip addr add 10.0.0.1/33 dev eth0\n", 2,
     ["33"]),
    ("bad-mark", DEV + "ip rule add fwmark 1/x\n", 2, ["`x`", "0xff"]),
    ("rule-back", DEV + "ip rule add pref 7 goto 7\n", 2,
     ["EINVAL", "goto"]),
    ("bad-mac", "dev eth0 type tap address 02:00:00:00:00\n", 1,
     ["02:00:00:00:00"]),
    ("group-mac", "dev eth0 type tap address 01:00:5e:00:00:01\n", 1,
     ["01:00:5e:00:00:01"]),
    ("duplicate-dev", DEV + DEV, 2, ["eth0"]),
    ("duplicate-socket", DEV + "socket s udp bind 0.0.0.0:1\n"
     "socket s udp bind 0.0.0.0:2\n", 3, ["`s`"]),
    ("duplicate-port", DEV + "socket s udp bind 0.0.0.0:1\n"
     "socket t udp bind 0.0.0.0:1\n", 3, ["EADDRINUSE"]),
    ("absent-dev", "ip addr add 10.0.0.1/24 dev eth7\n", 1, ["eth7"]),
    ("long-name", "dev abcdefghijklmnop type tap\n", 1,
     ["abcdefghijklmnop"]),
    ("port-65536", DEV + "socket s udp bind 0.0.0.0:65536\n", 2, ["65536"]),
    ("unknown-sysctl", DEV + "sysctl -w net.ipv4.muffin=1\n", 2,
     ["net.ipv4.muffin"]),
    ("sysctl-value", DEV + "sysctl -w net.ipv4.ip_forward=x\n", 2, ["x"]),
    ("no-value", DEV + "ip addr add\n", 2, ["ip addr"]),
    ("iptables", DEV + "iptables -P INPUT DROP\n", 2, ["iptables"]),
    ("nul", DEV + "ip addr\0 add\n", 2, []),
    ("not-ascii", DEV + "\u00e9\n", 2, []),
    ("line-1mb", DEV + "#" + "m" * MIB + "\n", 2, []),
    ("words", DEV + "x " * 2000 + "\n", 2, []),
    ("17-devices", "".join(f"dev e{n} type tap\n" for n in range(16)), 16,
     []),
    ("no-device", "# nothing\n", None, []),
]

# name, words of the command line, words of the message
LINES = [
    ("no-file", ["-r", "/nonexistent/x"], ["/nonexistent/x", "No such"]),
    ("directory", ["-r", "/"], ["/: ", "directory"]),
    ("host-missing", ["-c", "/nonexistent/h", "-r", f"{PCAPS}/demo.pcap"],
     ["/nonexistent/h", "No such"]),
    ("host-directory", ["-c", "/", "-r", f"{PCAPS}/demo.pcap"],
     ["/: ", "directory"]),
    ("write-missing", ["-r", f"{PCAPS}/demo.pcap", "-w", "/nonexistent/o"],
     ["/nonexistent/o"]),
    ("write-full", ["-r", f"{PCAPS}/demo.pcap", "-w", "/dev/full"],
     ["/dev/full", "No space"]),
]

# name, words of the command line of `muffin diff`, words of the message
DIFFS = [
    ("diff-no-file", ["-r", "/nonexistent/x"], ["/nonexistent/x", "No such"]),
    ("diff-directory", ["-r", "/"], ["/: ", "directory"]),
    ("diff-no-host", ["-r", f"{PCAPS}/demo.pcap", "-c", "/nonexistent/h"],
     ["/nonexistent/h", "No such"]),
]

# name, words of the command line of `muffin route`, words of the message
ROUTES = [
    ("route-address", ["10.0.0"], ["command line:1", "no IPv4 address"]),
    ("route-second", ["10.0.0.1", "10.0.0.2", "oif", "x"],
     ["command line:2", "no device `x`"]),
    ("route-word", ["10.0.0.1 via 10.0.0.2"], ["`via` is not a word"]),
    ("route-tos", ["10.0.0.1", "tos", "256"], ["`256` is no TOS"]),
    ("route-long", ["1" * 5000], ["5001 bytes", "split"]),
    ("route-no-host", ["-c", "/nonexistent/h", "10.0.0.1"],
     ["/nonexistent/h", "No such"]),
]


def record_head(**other):
    """The first line of a record of GOOD on the host DEV."""
    crc = zlib.crc32(GOOD[40:], zlib.crc32(DEV.encode()))
    head = {"kernel": "6.18", "host": "h", "capture": "c", "frames": 1,
            "crc32": crc, "alone": False}
    return json.dumps({**head, **other}, separators=(",", ":")) + "\n"


# name, text of a record, words of the message
RECORDS = [
    ("record-empty", "", ["is empty"]),
    ("record-text", "muffin\n", [":1: ", "no record"]),
    ("record-json", "[]\n", [":1: ", "no record"]),
    ("record-capture", GOOD.decode("latin-1"), [":1: ", "no record"]),
    ("record-deep", '{"kernel":' + "[" * 4000, [":1: ", "no record"]),
    ("record-many", '{"kernel":[' + "1," * 4000, [":1: ", "no record"]),
    ("record-frames", record_head(frames=2), [":1: ", "other frames"]),
    ("record-crc", record_head(crc32=1), [":1: ", "other frames"]),
    ("record-alone", record_head(alone=True), [":1: ", "--alone"]),
    ("record-ends", record_head(), [":2: ", "ends before"]),
    ("record-number", record_head() + '{"n":2,"verdict":"x"}\n',
     [":2: ", "next frame"]),
    ("record-line", record_head() + '{"n":1,"verdict":\n',
     ["frame 1", "no verdict"]),
    ("record-cut", record_head() + '{"n":1,"verdict":"dropped"}',
     ["frame 1", "no verdict"]),
    ("record-nul", record_head() + '{"n":1,"verdict":"\0"\n',
     ["frame 1", "no verdict"]),
]


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, wrong):
        if wrong:
            self.failed += 1
            print(f"FAILED {name}: {wrong}")
        else:
            self.passed += 1


def judge(words, wanted, lines=0):
    """What is wrong with how muffin ends, or None; lines None: any."""
    done = subprocess.run(words, stdin=subprocess.DEVNULL, timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = done.stderr.decode(errors="replace")
    if done.returncode != 2:
        return f"status {done.returncode}: {said[:2000]}"
    if not said.startswith("muffin: ") or said.count("\n") != 1:
        return f"not one message: {said[:2000]!r}"
    if len(said) > 1100:
        return f"a message of {len(said)} bytes"
    missing = [w for w in wanted if w not in said]
    if missing:
        return f"no {missing} in: {said}"
    told = done.stdout.count(b"\n")
    if lines is not None and told != lines:
        return f"{told} lines of JSON, not {lines}"
    return None


def captures(tally, muffin, place):
    for name, content, wanted, lines in CAPTURES:
        path = f"{place}/{name}"
        with open(path, "wb") as f:
            f.write(content)
        tally.check(name, judge([muffin, "explain", "--json", "-r", path],
                                [path] + wanted, lines))


def hosts(tally, muffin, place):
    for name, text, line, wanted in HOSTS:
        path = f"{place}/{name}.host"
        with open(path, "wb") as f:
            f.write(text.encode())
        where = path if line is None else f"{path}:{line}: "
        tally.check(name, judge([muffin, "explain", "--json", "-c", path,
                                 "-r", f"{PCAPS}/demo.pcap"],
                                [where] + wanted))


def diffs(tally, muffin, place):
    """The verb diff; without root it says 4 before it looks at anything."""
    against = [] if os.geteuid() == 0 else ["--against", "/dev/null"]
    for name, words, wanted in DIFFS:
        tally.check(name, judge([muffin, "diff"] + words + against, wanted,
                                None))
    host, capture = f"{place}/h", f"{place}/c"
    with open(host, "w") as f:
        f.write(DEV)
    with open(capture, "wb") as f:
        f.write(GOOD)
    for name, text, wanted in RECORDS:
        path = f"{place}/{name}"
        with open(path, "wb") as f:
            f.write(text.encode("latin-1"))
        tally.check(name, judge([muffin, "diff", "-c", host, "-r", capture,
                                 "--against", path], [path] + wanted, None))


def crlf(muffin, place):
    """A file with CRLF: read as with LF, or refused with its first line."""
    path = f"{place}/crlf.host"
    with open(path, "wb") as f:
        f.write(open(f"{PCAPS}/hosts/b.host", "rb").read()
                .replace(b"\n", b"\r\n"))
    words = [muffin, "explain", "--json", "-c", path, "-r",
             f"{PCAPS}/demo.pcap"]
    done = subprocess.run(words, stdout=subprocess.PIPE, timeout=60,
                          stderr=subprocess.PIPE)
    if done.returncode == 2:
        return judge(words, [f"{path}:"])
    return None if done.returncode == 0 and \
        done.stdout == open(f"{PCAPS}/golden/demo-b.jsonl", "rb").read() \
        else "neither refused nor read as with LF"


def count_lines(path):
    with open(path, "rb") as f:
        return sum(part.count(b"\n") for part in
                   iter(lambda: f.read(MIB), b""))


def resident(words, output=os.devnull):
    """(status, bytes of memory, standard error) of a run."""
    with tempfile.TemporaryFile() as err, open(output, "wb") as out:
        child = subprocess.Popen(words, stdout=out, stderr=err,
                                 stdin=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        return child.returncode, used.ru_maxrss * 1024, err.read().decode()


def memory(tally, muffin, place):
    """A file of 1 GiB costs no memory, whatever it claims to be."""
    for name, head, status in (
            ("sparse-pcap", GOOD + record(262145, b""), 2),
            ("sparse-pcapng", SECTION + struct.pack("<II", 0xbad, MIB * 1000),
             2),
            ("sparse-zeros", b"", 2), ("sparse-host", None, 2)):
        path = f"{place}/{name}"
        with open(path, "wb") as f:
            f.write(head or b"")
            f.truncate(1 << 30)
        words = [muffin, "explain", "--json"] + (
            ["-r", path] if head is not None else
            ["-c", path, "-r", f"{PCAPS}/demo.pcap"])
        ended, used, said = resident(words)
        wrong = f"status {ended}: {said}" if ended != status else \
            f"{used // MIB} MiB resident" if used > MOST else None
        tally.check(name, wrong)
        os.unlink(path)


def long_capture(muffin, place):
    """Half a million frames in one file: memory stays as it is."""
    path = f"{place}/long"
    data = open(f"{PCAPS}/grid.pcap", "rb").read()
    with open(path, "wb") as f:
        f.write(data[:24])
        for _ in range(400):
            f.write(data[24:])
    short, _, _ = resident([muffin, "explain", "--json", "-r",
                            f"{PCAPS}/grid.pcap"], f"{place}/short.out")
    ended, used, said = resident([muffin, "explain", "--json", "-r", path],
                                 f"{place}/long.out")
    lines, wanted = (count_lines(f"{place}/{n}.out") for n in
                     ("long", "short"))
    if short or ended:
        return f"status {ended}: {said}"
    if not wanted or lines != 400 * wanted:
        return f"{lines} lines, not {400 * wanted}"
    return f"{used // MIB} MiB resident" if used > MOST else None


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sanitized, plain = sys.argv[1:]
    tally = Tally()
    with tempfile.TemporaryDirectory() as place:
        captures(tally, sanitized, place)
        hosts(tally, sanitized, place)
        for name, words, wanted in LINES:
            tally.check(name, judge([sanitized, "explain", "--json"] + words,
                                    wanted, None))
        for name, words, wanted in ROUTES:
            tally.check(name, judge([sanitized, "route", "--json"] + words,
                                    wanted, None))
        diffs(tally, sanitized, place)
        tally.check("crlf", crlf(sanitized, place))
        memory(tally, plain, place)
        tally.check("long-capture", long_capture(plain, place))
    print(f"bad input: {tally.passed} passed, {tally.failed} failed, "
          "0 skipped")
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
