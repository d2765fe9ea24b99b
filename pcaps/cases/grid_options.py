"""IP options: each well formed, short, past the end, badly pointed, twice."""
from itertools import product

from cases.frames import *
from make import Case

NET = "10.0.0.255"
GOOD = "delivered muffin:6"
RR, TS, LSRR, SSRR, RA, CIPSO = 7, 0x44, 0x83, 0x89, 0x94, 0x86


def options():
    def pad(raw):
        return raw + bytes(-len(raw) % 4)

    def bad(at, raw):
        """The parameter problem: its pointer, and the length quoted."""
        return f"dropped IP_INHDR icmp:12/0@{at}:{20 + len(pad(raw)) + 14}"

    def case(name, raw, expect=None, rule="13.3"):
        return Case(f"opt-{name}", ether(ipv4(udp(), options=pad(raw))),
                    expect, rule)

    def kind(name, good, at_pointer, result):
        """An option and what may be wrong with its length and pointer."""
        k = good[:1]
        yield case(f"{name}-good", good, result)
        for n in (0, 1):
            yield case(f"{name}-len{n}", k + bytes([n]) + good[2:],
                       bad(20, k + good[1:]))
        yield case(f"{name}-len2", k + b"\x02" + good[2:])
        yield case(f"{name}-len3", k + b"\x03" + good[2:])
        past = len(pad(good)) + 1
        yield case(f"{name}-past", k + bytes([past]) + good[2:],
                   bad(20, good))
        yield case(f"{name}-last-byte", b"\1\1\1" + k, bad(23, b"\1\1\1\1"))
        yield case(f"{name}-twice", good + good)
        if at_pointer:
            for p in (0, 1, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 255):
                yield case(f"{name}-ptr{p}", good[:2] + bytes([p]) + good[3:])

    silent = "dropped NOT_SPECIFIED"
    room = bytes(8)
    yield from kind("rr", bytes([RR, 11, 4]) + room, True, GOOD)
    yield from kind("ts", bytes([TS, 12, 5, 0]) + room, True, GOOD)
    yield from kind("lsrr", bytes([LSRR, 7, 4]) + addr(A), True, silent)
    yield from kind("ssrr", bytes([SSRR, 7, 4]) + addr(A), True, silent)
    yield from kind("ra", bytes([RA, 4, 0, 0]), False, GOOD)
    yield from kind("cipso", bytes([CIPSO, 8, 0, 0, 0, 1, 1, 2]), False, None)
    yield from kind("sec", bytes([0x82, 4, 1, 1]), False, GOOD)
    yield from kind("sid", bytes([0x88, 4, 0, 1]), False, GOOD)
    yield from kind("unknown", bytes([0x55, 4, 1, 1]), False, GOOD)
    yield case("nop", b"\1\1\1\1", GOOD)
    yield case("nop-40", b"\1" * 40, GOOD)
    yield case("end", b"\0\0\0\0", GOOD)
    yield case("end-then-rubbish", b"\0\x07\x01\xff", GOOD)
    yield case("rr-full", bytes([RR, 7, 8]) + addr(A), GOOD)
    for n in range(3, 8):           # room for less than an address
        yield case(f"rr-size{n}", bytes([RR, n, 4, 0, 0, 0, 0])[:n])
    yield case("lsrr-and-ssrr", bytes([LSRR, 7, 4]) + addr(A)
               + bytes([SSRR, 7, 4]) + addr(A),
               bad(27, bytes(14)))
    for flag, size in product((0, 1, 2, 3, 15), (4, 8, 12, 16)):
        for p in (5, 9):
            yield case(f"ts-flag{flag}-size{size}-ptr{p}",
                       bytes([TS, size, p, flag])
                       + addr("10.0.0.2") * (size // 4 - 1))
    for p in (5, 9):                # asked of a foreign address: untouched
        yield case(f"ts-foreign-ptr{p}", bytes([TS, 16, p, 3])
                   + addr("192.0.2.1") * 3)
    for count in (14, 15):
        yield case(f"ts-overflow{count}", bytes([TS, 4, 5, count << 4]),
                   GOOD if count < 15 else bad(23, bytes(4)))
    yield case("cipso-doi0", bytes([CIPSO, 8, 0, 0, 0, 0, 1, 2]))
    yield case("cipso-tag0", bytes([CIPSO, 8, 0, 0, 0, 1, 1, 0]))
    yield case("rr-with-ts", bytes([RR, 7, 4]) + room[:4]
               + bytes([TS, 8, 5, 0]) + room[:4], GOOD)
    for name, raw in (("rr", bytes([RR, 7, 4]) + room[:4]),
                      ("rr-size10", bytes([RR, 10, 4]) + room[:7]),
                      ("ts", bytes([TS, 8, 5, 0]) + room[:4]),
                      ("unknown", b"\x55\4\0\0"), ("nop", b"\1" * 4)):
        yield Case(f"opt-echo-{name}", ether(ipv4(
            icmp(8), proto=1, options=pad(raw))), None, "14.2")
        yield Case(f"opt-closed-{name}", ether(ipv4(
            udp(dport=9), options=pad(raw))), None, "14.1 11")
    good = bytes([RR, 7, 4]) + room[:4]
    for name, raw in (("rr-len2", good + bytes([RR, 2])),
                      ("rr-ptr0", good + bytes([RR, 7, 0])),
                      ("ts-len3", bytes([TS, 8, 5, 0]) + room[:4]
                       + bytes([TS, 3, 0])),
                      ("lsrr-ptr0", bytes([LSRR, 3, 4, LSRR, 3, 0]))):
        yield case(f"second-{name}", raw)
    for kind in (*range(20), 42, 200):  # errors never answer errors
        yield Case(f"opt-bad-icmp-{kind}", ether(ipv4(
            icmp(kind), proto=1, options=b"\7\1\4\0")), None, "14.1 6")
    for name, dst in (("foreign", "192.0.2.1"), ("broadcast", NET)):
        raw = bytes([RR, 1, 4, 0])
        yield Case(f"opt-bad-to-{name}", ether(ipv4(
            udp(dst=dst), dst=dst, options=raw)), "dropped IP_INHDR"
            + (" icmp:12/0@20:38" if name == "foreign" else ""), "14.1")
