#!/usr/bin/python3
"""Make our captures, their tables and the fuzzers' first seeds.

    make.py            write NAME.pcap, NAME.tsv and ../fuzz/seeds/frame/,
                       and what families.py makes
    make.py --check    exit 1 if a file differs from what would be written

The frames are in the folder cases/, one file for each capture.  A table has a
line for each host and frame:

    host frame case verdict reason sockets out rule alone linux

verdict to out are what Linux should do by the rule (a section of the
project's notes on the Linux path), empty where the notes do not say; linux is
what the running kernel did (oracle.py).  Sockets are NAME:BYTES, NAME:- (not
read) or NAME!ERROR; out is what is sent, as describe() says it.  alone is yes
where the frame meets a host fresh from its file (with icmp_ratelimit=0 and
icmp_ratemask=0), no where it meets one that has seen the frame before.
Everything here is fixed: times, identifiers, order; two runs give the same
bytes.
"""
import hashlib
import importlib
import os
import struct
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import families  # noqa: E402

HOSTS = ("b", "many")
START = 1700000000
COLUMNS = ("host frame case verdict reason sockets out rule alone "
           "linux").split()
LINUX = os.path.join(HERE, "linux.tsv")
VERDICTS = ("delivered", "answered", "consumed", "dropped", "held", "refused",
            "not_modelled")


class Case:
    """One frame, what to expect of it, and on whose word."""

    def __init__(self, name, frame, expect=None, rule="", hosts=HOSTS,
                 alone=True):
        self.name, self.frame, self.rule = name, bytes(frame), rule
        self.expect = expect if isinstance(expect, dict) else \
            {h: expect for h in HOSTS}
        self.hosts, self.alone = hosts, alone


def capture(name):
    def cases():
        return importlib.import_module("cases." + name).cases()
    return cases


CAPTURES = {n: capture(n) for n in ("demo", "surprises", "grid")}


def endpoint(text):
    host, _, port = text.rpartition(":")
    return host, int(port)


def fields(answer):
    """An answer line as (verdict, reason, sockets, out, function)."""
    verdict = reason = function = ""
    sockets, out = [], []
    for word in (answer or "").split():
        if word in VERDICTS:
            verdict = word
        elif word.startswith("@"):
            function = word[1:]
        elif word.isupper() and ":" not in word and "!" not in word:
            reason = word
        elif word.split(":")[0] in ("icmp", "arp", "ip"):
            out.append(word)
        else:
            sockets.append(word)
    return verdict, reason, " ".join(sockets), " ".join(out), function


def describe(frame):
    """A sent frame in a word: arp:is-at, arp:who-has:A, icmp:T/C:N ..."""
    if frame[12:14] == b"\x08\x06":
        op, = struct.unpack("!H", frame[20:22])
        ip = ".".join(str(b) for b in frame[38:42])
        return "arp:is-at" if op == 2 else f"arp:who-has:{ip}"
    ihl = (frame[14] & 15) * 4
    body = frame[14 + ihl:14 + struct.unpack("!H", frame[16:18])[0]]
    if frame[23] != 1:
        return f"ip:{frame[23]}"
    if struct.unpack("!H", frame[20:22])[0] & 0x1fff:
        return "ip:fragment"
    at = f"@{body[4]}" if body[0] == 12 else ""
    return f"icmp:{body[0]}/{body[1]}{at}:{len(body) - 8}"


def answer(drop, sockets, out, frame):
    """Observations of the kernel as one answer line."""
    replies = [o for o in out if o == "arp:is-at"
               or o.startswith(("icmp:0/", "icmp:14/", "arp:who-has"))]
    delivered = [s for s in sockets if "!" not in s]
    fragment = frame[12:14] == b"\x08\x00" and len(frame) > 22 and \
        struct.unpack("!H", frame[20:22])[0] & 0x3fff
    if delivered:
        words = ["delivered"]
    elif drop:
        words = ["dropped", drop[0]]
    elif replies:
        words = ["answered"]
    else:
        words = ["held" if fragment else "consumed"]
    words += sorted(sockets) + out
    return " ".join(words + ([f"@{drop[1]}"] if drop else []))


def key(host, name, case):
    return host, name, case.name, hashlib.sha1(case.frame).hexdigest()[:12]


def load_linux():
    table = {}
    if os.path.exists(LINUX):
        for line in open(LINUX):
            *k, said = line.rstrip("\n").split("\t")
            table[tuple(k)] = said
    return table


def save_linux(table):
    with open(LINUX, "w") as f:
        f.writelines("\t".join(k) + f"\t{v}\n" for k, v in
                     sorted(table.items()))


def pcap(cases):
    out = struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1)
    for n, case in enumerate(cases):
        size = len(case.frame)
        out += struct.pack("<IIII", START + n // 1000, n % 1000 * 1000,
                           size, size) + case.frame
    return out


def table(name, cases, linux):
    rows = ["\t".join(COLUMNS)]
    for host in HOSTS:
        for n, case in enumerate(cases, 1):
            if host not in case.hosts:
                continue
            said = linux.get(key(host, name, case), "")
            expect = fields(case.expect.get(host))[:4]
            rows.append("\t".join(
                [host, str(n), case.name, *expect, case.rule,
                 "yes" if case.alone else "no", said]))
    return ("\n".join(rows) + "\n").encode()


def products():
    """{path from here: bytes} of everything we make."""
    files, linux = {}, load_linux()
    for name, make_cases in CAPTURES.items():
        cases = make_cases()
        names = [c.name for c in cases]
        twice = {n for n in names if names.count(n) > 1}
        if twice:
            sys.exit(f"make.py: {name}: names used twice: {sorted(twice)}")
        files[f"{name}.pcap"] = pcap(cases)
        files[f"{name}.tsv"] = table(name, cases, linux)
        for case in cases:
            if name == "demo" or case.name in SEEDS and name == "grid":
                files[f"../fuzz/seeds/frame/{case.name}"] = case.frame
    return {**files, **families.products(HERE)}


SEEDS = """header-v4-ihl6 header-v4-ihl15 cut-14 cut-34 cut-42 ulen-9
sum-wrong-76 sum-wrong-77 sum-zero opt-rr-good opt-ts-good opt-lsrr-good
opt-ra-good opt-cipso-good opt-nop opt-rr-twice icmp-3 icmp-8 icmp-13
icmp-quote-good icmp-quote-frag arp-reply arp-probe arp-hrd6 vlan-0-0 vlan-5
llc frag-first frag-last proto-2""".split()


def main():
    files = products()
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    wrong = []
    seeds = os.path.join(HERE, "../fuzz/seeds/frame")
    os.makedirs(seeds, exist_ok=True)
    for path, data in files.items():
        full = os.path.join(HERE, path)
        if check:
            old = open(full, "rb").read() if os.path.exists(full) else b""
            wrong += [path] if old != data else []
        else:
            with open(full, "wb") as f:
                f.write(data)
    for path in wrong:
        print(f"make.py: {path} differs", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
