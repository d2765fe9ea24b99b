"""What is above IP: UDP, ICMP, other protocols, and whose port it is."""
from itertools import product

from cases.frames import *
from make import Case

NET = "10.0.0.255"
MANY = ("many",)
GOOD = "delivered muffin:6"


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
    for kind, dst in product((0, 3, 8, 13, 17, 18, 19, 42, 43, 200),
                             (NET, "224.0.0.1")):
        yield case(f"{kind}-to-{dst}", icmp(kind), "dropped INVALID_PROTO"
                   if kind < 17 else None, dst=dst)
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
            dport=dport, dst=NET), dst=NET, options=b"\7\7\4"
            + bytes(5)), MAC_ALL), None, "15.2", MANY)
    yield Case("all-early-sum", ether(ipv4(udp(dport=5007, dst=NET, flip=1),
               dst=NET), MAC_ALL), "dropped UDP_CSUM", "15", MANY)
