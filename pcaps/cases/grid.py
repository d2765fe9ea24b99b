"""Every field against its limits, one frame for each combination that could
matter.  The expectation of a group is a small rule, row by row as the notes
state it; where they are silent it is left empty and the kernel decides."""
from itertools import product

from cases.frames import *
from make import Case

MANY = ("many",)
NET = "10.0.0.255"
GOOD = "delivered muffin:6"


def headers():
    """Version x header length x total length x checksum."""
    def rule(version, ihl, length, have, wrong):
        if version != 4 or ihl < 5:
            return "dropped IP_INHDR", "13.1 5"
        if have < ihl * 4:
            return "dropped IP_INHDR", "13.1 7"
        if wrong:
            return "dropped IP_CSUM", "13.1 8"
        if have < length:
            return "dropped PKT_TOO_SMALL", "13.1 9"
        if length < ihl * 4:
            return "dropped IP_INHDR", "13.1 10"
        left = length - ihl * 4
        if left < 8:
            return "dropped NOT_SPECIFIED", "15 1"
        if left < 14:
            return "dropped PKT_TOO_SMALL", "15 2"
        return GOOD, "15 8"

    def case(name, version, ihl, length, wrong=False):
        pad = b"\x01" * max(0, ihl * 4 - 20)
        body = ipv4(udp(), options=pad, version=version, ihl=ihl,
                    length=length, wrong_sum=wrong)
        told = length if length is not None else len(body)
        expect, row = rule(version, ihl, told, len(body), wrong)
        return Case(name, ether(body), expect, row)

    for version, ihl in product((0, 3, 4, 5, 6, 15), (0, 1, 4, 5, 6, 15)):
        yield case(f"header-v{version}-ihl{ihl}", version, ihl, None)
    for ihl, length in product((4, 5, 6, 15), (0, 19, 20, 23, 24, 27, 28, 33,
                                               59, 60, 68, 73, 74, 75, 65535)):
        yield case(f"header-ihl{ihl}-total{length}", 4, ihl, length)
    for ihl, length in product((4, 5, 15), (19, 34, 35, 74)):
        yield case(f"header-ihl{ihl}-total{length}-sum", 4, ihl, length, True)
    for ihl in (6, 10, 15):         # a header said to be longer than all
        yield Case(f"header-ihl{ihl}-absent",
                   ether(ipv4(b"", ihl=ihl, length=20)),
                   "dropped IP_INHDR", "13.1 7")
    for n in (14, 15, 24, 33, 34, 38, 41, 42, 47):
        yield Case(f"cut-{n}", datagram()[:n], "dropped IP_INHDR" if n < 34
                   else "dropped PKT_TOO_SMALL", "13.1 4, 9")
    for n in (1, 12, 18, 100):
        yield Case(f"padding-{n}", datagram() + b"\xee" * n, GOOD, "13.1 11")
    for tos in (1, 2, 3, 4, 0x1c, 0xb8, 0xff):
        yield Case(f"tos-{tos}", datagram(tos=tos), GOOD, "13.1 6")
    yield Case("flag-reserved", datagram(frag=0x8000), GOOD, "13.7")
    yield Case("flag-df", datagram(frag=0x4000), GOOD, "13.7")
    for name, frag in (("first", 0x2000), ("last", 1), ("far", 0x1fff),
                       ("df-mf", 0x6000)):
        yield Case(f"frag-{name}", datagram(frag=frag, ident=77 + frag),
                   "held" if name in ("first", "last") else None, "13.8")


RR, TS, LSRR, SSRR, RA, CIPSO = 7, 0x44, 0x83, 0x89, 0x94, 0x86


def options():
    def pad(raw):
        return raw + bytes(-len(raw) % 4)

    def bad(at, raw, extra=0):
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


def lengths():
    """UDP length and checksum."""
    for port, who in ((4747, "open"), (9, "closed")):
        for n in (*range(15), 15, 16, 255, 256, 65535):
            size = "" if n == 14 and who == "open" else f"-{who}"
            expect = "dropped PKT_TOO_SMALL"
            if 8 <= n <= 14:
                expect = f"delivered muffin:{n - 8}" if who == "open" else \
                    f"dropped NO_SOCKET icmp:3/3:{20 + n}"
            name = f"ulen-{n}{size}" if who == "closed" else f"ulen-{n}"
            yield Case(name, ether(ipv4(udp(dport=port, length=n))), expect,
                       "15 2-4")
        for n in (8, 9, 75, 76, 77, 78, 200, 1480):
            expect = f"delivered muffin:{n - 8}" if who == "open" else \
                f"dropped NO_SOCKET icmp:3/3:{min(20 + n, 548)}"
            tail = "" if who == "open" else "-closed"
            data = bytes(i % 256 for i in range(n - 8))
            yield Case(f"sum-right-{n}{tail}", ether(ipv4(udp(
                data, dport=port))), expect, "15 5")
            yield Case(f"sum-wrong-{n}{tail}", ether(ipv4(udp(
                data, dport=port, flip=0x8000))), "dropped UDP_CSUM", "15")
    yield Case("sum-zero", ether(ipv4(udp(total=0))), GOOD, "15 5")
    yield Case("sum-zero-long", ether(ipv4(udp(bytes(200), total=0))),
               "delivered muffin:200", "15 5")
    # the data that makes the sum come out as zero, sent as 0xffff
    data = next(bytes([n >> 8, n & 255]) for n in range(65536)
                if udp(bytes([n >> 8, n & 255]))[6:8] == b"\xff\xff")
    yield Case("sum-ffff", ether(ipv4(udp(data))), "delivered muffin:2",
               "15 5")
    yield Case("sum-covers-trimmed", ether(ipv4(udp(length=10) + b"tail")),
               "delivered muffin:2", "15 4")
    for port in (0, 1, 65535):
        yield Case(f"to-port-{port}", datagram(dport=port),
                   "dropped NO_SOCKET icmp:3/3:34", "15 10")
        yield Case(f"from-port-{port}", datagram(sport=port), GOOD, "15")
    yield Case("payload-0", datagram(b""), "delivered muffin:0", "15")
    yield Case("payload-60000", datagram(bytes(60000)),
               "delivered muffin:60000", "15")


SOURCES = {"a": A, "neighbour": "10.0.0.9", "own": B, "own2": "10.0.0.3",
           "owneth1": "10.0.1.2", "viaeth1": "10.0.1.9", "subnet": NET,
           "network": "10.0.0.0", "zero": "0.0.0.0", "zeronet": "0.1.2.3",
           "loop": "127.0.0.1", "loop2": "127.0.0.2", "group": "224.0.0.1",
           "classe": "240.0.0.1", "all": "255.255.255.255", "far": "192.0.2.1",
           "barred": "198.51.100.1"}
TARGETS = {"us": B, "us2": "10.0.0.3", "useth1": "10.0.1.2", "subnet": NET,
           "subnet1": "10.0.1.255", "all": "255.255.255.255",
           "network": "10.0.0.0", "zero": "0.0.0.0", "loop": "127.0.0.1",
           "hosts": "224.0.0.1", "mdns": "224.0.0.251", "group": "239.1.2.3",
           "classe": "240.0.0.1", "far": "192.0.2.1", "barred": "198.51.100.1"}
OURS = {"b": {B}, "many": {B, "10.0.0.3", "10.0.1.2"}}
BROADCASTS = {"b": {NET}, "many": {NET, "10.0.1.255"}}
GROUPS = {"b": {"224.0.0.1"}, "many": {"224.0.0.1", "239.1.2.3"}}


def verdict(host, src, dst):
    """Rows of 13.4 for a datagram to port 4747, all by the default rules."""
    def martian():
        return "IP_LOCAL_SOURCE" if src in OURS[host] else None

    strange = src[:4] == "224." or src == "255.255.255.255"
    if 224 <= int(dst.split(".")[0]) < 240:
        if dst not in GROUPS[host]:
            return "dropped NOT_SPECIFIED", "13.4 0"
        reason = "IP_INVALID_SOURCE" if strange else \
            "IP_LOCALNET" if src[:4] == "127." else \
            "IP_INVALID_SOURCE" if src == "0.0.0.0" and dst[:6] != "224.0." \
            else martian()
        return f"dropped {reason}" if reason else GOOD, "13.4 0"
    if strange:
        return "dropped IP_INVALID_SOURCE", "13.4 2"
    if dst == "255.255.255.255" or src == dst == "0.0.0.0":
        reason = "IP_LOCAL_SOURCE" if src == "127.0.0.1" else martian()
        return f"dropped {reason}" if reason else GOOD, "13.4 3"
    if src == "0.0.0.0":
        return "dropped IP_INVALID_SOURCE", "13.4 4"
    if dst == "0.0.0.0":
        return "dropped IP_INVALID_DEST", "13.4 5"
    if "127" in (dst[:3], src[:3]):
        return "dropped IP_LOCALNET", "13.4 6"
    if dst in OURS[host] or dst in BROADCASTS[host]:
        reason = martian()
        return f"dropped {reason}" if reason else GOOD, "13.4 9, 10"
    return "dropped IP_INADDRERRORS", "13.5"


def addresses():
    for (sname, src), (dname, dst) in product(SOURCES.items(),
                                              TARGETS.items()):
        said = {h: verdict(h, src, dst) for h in OURS}
        yield Case(f"from-{sname}-to-{dname}", datagram(src=src, dst=dst),
                   {h: e for h, (e, _) in said.items()}, said["b"][1])
        if dname == "us":           # and does the refusal find its way?
            yield Case(f"from-{sname}-closed", datagram(src=src, dport=9),
                       None, "14.1 12")
            yield Case(f"from-{sname}-echo", ether(ipv4(
                icmp(8), src=src, proto=1)), None, "14.2")
    for (mname, mac), (dname, dst) in product(
            (("all", MAC_ALL), ("group", MAC_GROUP), ("other", MAC_OTHER)),
            TARGETS.items()):
        yield Case(f"mac-{mname}-to-{dname}", datagram(mac=mac, dst=dst),
                   {h: "dropped OTHERHOST" if mname == "other" else
                    verdict(h, A, dst)[0] for h in OURS}, "12.2")
    for mname, mac in (("all", MAC_ALL), ("group", MAC_GROUP)):
        yield Case(f"mac-{mname}-closed", datagram(mac=mac, dport=9),
                   "dropped NO_SOCKET", "14.1 3")
        yield Case(f"mac-{mname}-bad-option", ether(ipv4(
            udp(), options=b"\7\1\4\0"), mac), "dropped IP_INHDR", "14.1 3")
        yield Case(f"mac-{mname}-echo", ether(ipv4(icmp(8), proto=1), mac),
                   "answered icmp:0/0:4", "14.2")


def icmps():
    def case(name, message, expect=None, rule="14.2", hosts=("b", "many"),
             **more):
        return Case(f"icmp-{name}", ether(ipv4(message, proto=1, **more)),
                    expect, rule, hosts)

    for kind in (*range(20), 30, 40, 41, 42, 43, 200, 255):
        expect = {8: "answered icmp:0/0:4", 0: "dropped NO_SOCKET"}.get(
            kind, "dropped UNHANDLED_PROTO" if 18 < kind != 42 and kind != 43
            else None)
        yield case(kind, icmp(kind), expect)
    yield case("8-code9", icmp(8, 9), None)
    yield case("8-tos", icmp(8), "answered icmp:0/0:4", tos=0x1c)
    for n in (0, 1, 56, 1472):
        yield case(f"8-data{n}", icmp(8, data=bytes(n)),
                   f"answered icmp:0/0:{n}")
    yield case("8-sum", icmp(8, flip=1), "dropped ICMP_CSUM")
    yield case("8-long-sum", icmp(8, data=bytes(500), flip=1),
               "dropped ICMP_CSUM")
    for n in (0, 1, 4, 7):          # shorter than its header, the sum right
        yield case(f"cut-{n}", icmp(8, rest=b"", data=b"")[:4] if n == 4 else
                   icmp(8, rest=bytes(3), data=b"") if n == 7 else bytes(n),
                   "dropped ICMP_CSUM" if n < 4 else None)
    for n in (0, 3, 4, 12, 20):
        yield case(f"13-data{n}", icmp(13, data=bytes(n)))
    for kind, dst in product((0, 3, 8, 13, 17, 18), (NET, "224.0.0.1")):
        yield case(f"{kind}-to-{dst}", icmp(kind), "dropped INVALID_PROTO"
                   if kind not in (17, 18) else None, dst=dst)
    for name, q in (("good", quote()), ("port", quote(sport=9)),
                    ("cut-27", quote(keep=27)), ("cut-19", quote(keep=19)),
                    ("empty", b""), ("ihl4", quote(ihl=4)),
                    ("ihl15", quote(ihl=15)), ("tcp", quote(proto=6)),
                    ("proto200", quote(proto=200)), ("frag", quote(frag=9)),
                    ("foreign", quote(src="192.0.2.1"))):
        yield case(f"quote-{name}", icmp(3, 3, bytes(4), q))
        yield case(f"redirect-{name}", icmp(5, 1, addr("10.0.0.254"), q))
    for kind, codes in ((5, (0, 4)), (4, (0,)), (11, (0, 1, 2)),
                        (12, (0, 1, 2)), (3, range(18))):
        for code in codes:
            yield case(f"peer-{kind}-{code}", icmp(kind, code, b"\0\0\x02\x40",
                       quote(sport=5002, dport=7000)), None, "14.3", MANY)


def arps():
    def case(name, frame, expect=None, rule="11"):
        return Case(f"arp-{name}", frame, expect, rule)

    drop = "dropped NOT_SPECIFIED"
    yield case("request", arp(), "answered arp:is-at")
    yield case("unicast", arp(mac=MAC_B), "answered arp:is-at")
    yield case("other-mac", arp(mac=MAC_OTHER), "consumed")
    yield case("group-mac", arp(mac=MAC_GROUP), "answered arp:is-at")
    yield case("padded", arp() + bytes(18), "answered arp:is-at")
    yield case("unknown-sender", arp(sip="10.0.0.9"), "answered arp:is-at")
    for name, sip in (("probe", "0.0.0.0"), ("far", "192.0.2.1"),
                      ("own", B), ("group", "224.0.0.1"),
                      ("loop", "127.0.0.1"), ("subnet", NET),
                      ("all", "255.255.255.255")):
        yield case(name, arp(sip=sip), "answered arp:is-at"
                   if name == "probe" else None)
    for name, tip in (("other", "10.0.0.9"), ("group", "224.0.0.1"),
                      ("loop", "127.0.0.1"), ("subnet", NET),
                      ("all", "255.255.255.255"), ("zero", "0.0.0.0"),
                      ("second", "10.0.0.3"), ("eth1", "10.0.1.2"),
                      ("far", "192.0.2.1")):
        yield case(f"for-{name}", arp(tip=tip),
                   drop if name in ("group", "loop") else None)
        yield case(f"probe-for-{name}", arp(sip="0.0.0.0", tip=tip),
                   drop if name in ("group", "loop") else None)
    yield case("gratuitous", arp(sip=A, tip=A), "consumed")
    yield case("reply", arp(op=2, mac=MAC_B, tha=MAC_B), "consumed")
    yield case("reply-unasked", arp(op=2, sip="10.0.0.9", mac=MAC_B),
               "consumed")
    for op in (0, 3, 8, 65535):
        yield case(f"op{op}", arp(op=op), drop)
    for name, at, put in (("hrd6", 14, b"\0\6"), ("hrd7", 14, b"\0\7"),
                          ("pro", 16, b"\x86\xdd"), ("hln8", 18, b"\x08"),
                          ("hln0", 18, b"\0"), ("pln16", 19, b"\x10"),
                          ("pln0", 19, b"\0")):
        frame = bytearray(arp())
        frame[at:at + len(put)] = put
        yield case(name, frame, drop if name != "hrd6" else
                   "answered arp:is-at")
    for n in (14, 20, 41):
        yield case(f"cut-{n}", arp()[:n])


def vlans():
    whole = ipv4(udp())

    def tags(*tci, kind=0x0800, outer=0x8100, body=whole):
        out = b""
        for n, t in enumerate(tci):
            last = n == len(tci) - 1
            out += t.to_bytes(2, "big") \
                + (kind if last else 0x8100).to_bytes(2, "big")
        return ether(out + body, kind=outer)

    other = "dropped OTHERHOST"
    for name, frame, expect in (
            ("0", tags(0), GOOD), ("5", tags(5), other),
            ("4095", tags(4095), other), ("prio", tags(0xe000), GOOD),
            ("0-0", tags(0, 0), GOOD), ("0-5", tags(0, 5), other),
            ("0-0-0", tags(0, 0, 0), None), ("5-0", tags(5, 0), None),
            ("ad-0", tags(0, outer=0x88a8), GOOD),
            ("ad-5", tags(5, outer=0x88a8), other),
            ("0-unknown", tags(0, kind=0x88b5), "dropped UNHANDLED_PROTO"),
            ("5-unknown", tags(5, kind=0x88b5), "dropped UNHANDLED_PROTO"),
            ("0-arp", tags(0, kind=0x0806, body=arp()[14:]),
             "answered arp:is-at"),
            ("5-arp", tags(5, kind=0x0806, body=arp()[14:]), "consumed"),
            ("0-llc", tags(0, kind=3, body=b"\x42\x42\x03"), None),
            ("cut-14", tags(0)[:14], None), ("cut-17", tags(0)[:17], None),
            ("cut-18", tags(0)[:18], None), ("cut-19", tags(0)[:19], None),
            ("cut-20", tags(0)[:20], "dropped IP_INHDR"),
            ("0-0-cut-22", tags(0, 0)[:22], None),
            ("0-0-cut-23", tags(0, 0)[:23], None)):
        yield Case(f"vlan-{name}", frame, expect, "12.3 7")
    for kind in (0x05ff, 0x0600, 0x0801, 0x8035, 0x8847, 0x9000, 0xffff):
        yield Case(f"type-{kind:04x}", ether(b"unknown type", kind=kind),
                   "dropped UNHANDLED_PROTO" if kind >= 0x600 else None,
                   "12.3 9")
    yield Case("llc", ether(b"\x42\x42\x03" + bytes(43), kind=46), None,
               "12.3 9")
    yield Case("snap", ether(b"\xaa\xaa\x03\0\0\0\x08\0" + whole, kind=42),
               None, "12.3 9")
    yield Case("raw-802.3", ether(b"\xff\xff" + bytes(44), kind=46), None,
               "12.2")


def protocols():
    for proto in (0, 3, 4, 5, 41, 47, 50, 51, 103, 108, 132, 137, 200, 253,
                  255):
        yield Case(f"proto-{proto}", ether(ipv4(b"whatever", proto=proto)),
                   "dropped IP_NOPROTO icmp:3/2:28" if proto in
                   (3, 5, 137, 200, 253, 255) else None, "13.7")
    yield Case("proto-2", ether(ipv4(b"\x11\0\xee\xff\0\0\0\0", proto=2)),
               None, "14.4")
    yield Case("proto-2-hosts", ether(ipv4(
        b"\x11\0\xee\xff\0\0\0\0", proto=2, dst="224.0.0.1"), MAC_GROUP),
        None, "14.4")
    yield Case("proto-2-sum", ether(ipv4(bytes(8), proto=2)), None, "14.4")
    yield Case("proto-2-cut", ether(ipv4(bytes(4), proto=2)), None, "14.4")
    for kind, mac in product((0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x22, 0xff),
                             (MAC_B, MAC_GROUP)):
        for size in (8, 11, 12):
            name = f"igmp-{kind:02x}-{size}-{'us' if mac == MAC_B else 'all'}"
            yield Case(name, ether(ipv4(
                icmp(kind, rest=bytes(4), data=bytes(size - 8)), proto=2,
                dst=B if mac == MAC_B else "224.0.0.1"), mac), None, "14.4")
    yield Case("proto-200-broadcast", ether(ipv4(
        b"whatever", proto=200, dst=NET), MAC_ALL), "dropped IP_NOPROTO",
        "14.1")
    yield Case("proto-17-cut-0", ether(ipv4(b"")), "dropped NOT_SPECIFIED",
               "15 1")
    yield Case("proto-136", ether(ipv4(udp(), proto=136)), None, "13.7")
    yield Case("proto-6", ether(ipv4(bytes(20), proto=6)), None, "13.7")


def sockets():
    """Ports of many.host, from friend and stranger, to every address."""
    to = {"us": B, "us2": "10.0.0.3", "eth1": "10.0.1.2", "subnet": NET,
          "all": "255.255.255.255", "hosts": "224.0.0.1",
          "group": "239.1.2.3", "ssm": "232.1.1.1"}
    known = {("us", 5001): "exact", ("us2", 5001): "loose",
             ("us", 5002): "rest", ("us2", 5002): None,
             ("us", 5003): "onlyeth0", ("us", 5004): "late"}
    for (name, dst), port, sport in product(to.items(), range(5001, 5010),
                                            (7000, 7001)):
        if sport == 7000 and port != 5002:
            continue
        expect = known.get((name, port))
        if (name, port, sport) == ("us", 5002, 7000):
            expect = "peer"
        yield Case(f"to-{name}-{port}-from-{sport}", datagram(
            sport=sport, dport=port, dst=dst),
            expect and f"delivered {expect}:6", "3.4", MANY)
    yield Case("peer-late-sum", ether(ipv4(udp(bytes(200), 7000, 5002,
               flip=1))), "dropped UDP_CSUM", "15", MANY)
    yield Case("peer-other-address", datagram(sport=7000, dport=5002,
               src="10.0.0.9"), "delivered rest:6", "3.4", MANY)
    yield Case("all-late-sum", ether(ipv4(udp(bytes(200), dport=5007, dst=NET,
               flip=1), dst=NET), MAC_ALL), "dropped UDP_CSUM", "15", MANY)
    for dport in (0, 5002):
        yield Case(f"all-option-{dport}", ether(ipv4(udp(
            dport=dport, dst=NET), dst=NET, options=bytes([RR, 7, 4])
            + bytes(5)), MAC_ALL), None, "15.2", MANY)
    yield Case("all-early-sum", ether(ipv4(udp(dport=5007, dst=NET, flip=1),
               dst=NET), MAC_ALL), "dropped UDP_CSUM", "15", MANY)


def cases():
    return [c for part in (headers, options, lengths, addresses, icmps, arps,
                           vlans, protocols, sockets) for c in part()]
