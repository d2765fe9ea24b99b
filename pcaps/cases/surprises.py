"""What Linux does that one would not guess (the surprises of linux-oracle.md
that concern reception, by their number)."""
from cases.frames import *
from make import Case

MANY = ("many",)
NET = "10.0.0.255"


def lengths():                                              # 1, 2
    def case(name, length, expect, rule, data=b"muffin"):
        return Case(name, ether(ipv4(udp(data, length=length))), expect, rule)

    small = "dropped PKT_TOO_SMALL"
    yield case("s1-udp-length-0", 0, small, "15 3")
    yield case("s1-udp-length-7", 7, small, "15 3")
    yield case("s1-udp-length-above", 15, small, "15 2")
    yield case("s1-udp-length-65535", 65535, small, "15 2")
    yield case("s1-udp-length-below", 10, "delivered muffin:2", "15 4")
    yield case("s1-udp-length-8", 8, "delivered muffin:0", "15 4")
    yield Case("s1-trim-quotes-less", ether(ipv4(udp(length=10, dport=9))),
               "dropped NO_SOCKET icmp:3/3:30", "15 4")
    for n in (0, 4, 7):
        yield Case(f"s2-payload-{n}", ether(ipv4(udp()[:n])),
                   "dropped NOT_SPECIFIED", "15 1")
    yield Case("s2-port-0", datagram(dport=0),
               "dropped NO_SOCKET icmp:3/3:34", "15 10")
    yield Case("s2-from-port-0", datagram(sport=0), "delivered muffin:6", "15")


def sources():                                              # 3
    good = "delivered muffin:6"
    for ttl in (0, 1):
        yield Case(f"s3-ttl-{ttl}", datagram(ttl=ttl), good, "13.1")
    for name, src in (("class-e", "240.0.0.1"), ("zero-net", "0.1.2.3"),
                      ("subnet-broadcast", NET), ("network", "10.0.0.0")):
        yield Case(f"s3-from-{name}", datagram(src=src), good, "13.4")
    for name, src, reason in (
            ("ourselves", B, "IP_LOCAL_SOURCE"),
            ("group", "224.0.0.1", "IP_INVALID_SOURCE"),
            ("all", "255.255.255.255", "IP_INVALID_SOURCE"),
            ("nobody", "0.0.0.0", "IP_INVALID_SOURCE"),
            ("loopback", "127.0.0.1", "IP_LOCALNET")):
        yield Case(f"s3-from-{name}", datagram(src=src),
                   f"dropped {reason}", "13.4")


def addresses():                                            # 4, 5
    for name, mac in (("broadcast", MAC_ALL), ("multicast", MAC_GROUP)):
        yield Case(f"s4-{name}-mac", datagram(mac=mac),
                   "delivered muffin:6", "13.2")
        yield Case(f"s4-{name}-mac-closed", datagram(mac=mac, dport=9),
                   "dropped NO_SOCKET", "14.1 3")
        yield Case(f"s4-{name}-mac-echo", ether(ipv4(icmp(8), proto=1), mac),
                   "answered icmp:0/0:4", "14.2")
    for name, dst in (("foreign", "192.0.2.1"), ("neighbour", "10.0.0.9"),
                      ("network", "10.0.0.0"), ("class-e", "240.0.0.1")):
        yield Case(f"s5-to-{name}", datagram(dst=dst),
                   "dropped IP_INADDRERRORS", "13.5")
    yield Case("s5-to-loopback", datagram(dst="127.0.0.1"),
               "dropped IP_LOCALNET", "13.4 6")
    yield Case("s5-to-nobody", datagram(dst="0.0.0.0"),
               "dropped IP_INVALID_DEST", "13.4 5")


def frames():                                               # 6, 7
    whole = ipv4(udp())
    yield Case("s6-total-length-above", ether(ipv4(udp(), length=35)),
               "dropped PKT_TOO_SMALL", "13.1 9")
    yield Case("s6-padded", ether(whole + bytes(12)),
               "delivered muffin:6", "13.1 11")
    for name, tags, kind in (("vid-5", [5], None), ("vid-0", [0], None),
                             ("vid-0-0", [0, 0], None),
                             ("vid-0-5", [0, 5], None)):
        frame = Ether(dst=MAC_B, src=MAC_A)
        for vid in tags:
            frame = frame / Dot1Q(vlan=vid)
        frame = frame / IP(whole)
        yield Case(f"s7-{name}", frame, "dropped OTHERHOST" if 5 in tags
                   else "delivered muffin:6", "12.3 7")


def fragments():                                            # 8
    data = udp(bytes(range(64)), dport=4747)

    def piece(ident, start, end, more, name, expect):
        frame = ether(ipv4(data[start:end], ident=ident,
                           frag=start // 8 | (0x2000 if more else 0)))
        return Case(f"s8-{name}", frame, expect, "13.8",
                    alone=name in ("first", "overlap-first", "odd-first",
                                   "reversed-last", "empty"))

    yield piece(1, 0, 24, True, "first", "held")
    yield piece(1, 0, 24, True, "first-again", "dropped DUP_FRAG")
    yield piece(1, 24, 72, False, "last", "delivered muffin:64")
    yield piece(2, 0, 24, True, "overlap-first", "held")
    yield piece(2, 16, 40, True, "overlap-second", "dropped NOT_SPECIFIED")
    yield piece(3, 24, 72, False, "reversed-last", "held")
    yield piece(3, 0, 24, True, "reversed-rest", "delivered muffin:64")
    yield piece(4, 0, 27, True, "odd-first", "held")
    yield piece(4, 24, 72, False, "odd-last", "delivered muffin:64")
    yield piece(5, 0, 0, True, "empty", "dropped NOT_SPECIFIED")


def options():                                              # 9
    def case(name, bad, at, expect=None, rule="13.3"):
        frame = ether(ipv4(udp(), options=bad))
        quoted = 20 + len(bad) + 14
        return Case(f"s9-{name}", frame, expect or
                    f"dropped IP_INHDR icmp:12/0@{at}:{quoted}", rule)

    silent = "dropped NOT_SPECIFIED"
    yield case("length-1", b"\x07\x01\0\0", 20)
    yield case("past-header", b"\x01\x55\x09\0", 21)
    yield case("pointer-3", b"\x01\x07\x07\x03\0\0\0\0", 23)
    yield case("cipso", b"\x86\x08\0\0\0\1\1\2", 22)
    yield case("unknown", b"\x55\x04\0\0", 0, "delivered muffin:6")
    yield case("lsrr", b"\x83\x07\x04" + addr(A) + b"\0", 0, silent)
    yield case("lsrr-exhausted", b"\x83\x07\x08" + addr(A) + b"\0", 0, silent)
    yield case("ssrr", b"\x89\x07\x04" + addr(A) + b"\0", 0, silent)
    yield Case("s9-before-foreign", ether(ipv4(
        udp(dst="192.0.2.1"), dst="192.0.2.1", options=b"\x07\x01\0\0")),
        "dropped IP_INHDR icmp:12/0@20:38", "13.2")


def groups():
    """Broadcast and multicast: who hears it, and the silence otherwise."""
    yield Case("broadcast-closed", datagram(mac=MAC_ALL, dst=NET, dport=9),
               "dropped NOT_SPECIFIED", "15.2")
    yield Case("group-not-joined", datagram(mac="01:00:5e:01:02:04",
               dst="239.1.2.4", dport=5006), "dropped NOT_SPECIFIED", "13.4 0")
    yield Case("group-joined", datagram(mac="01:00:5e:01:02:03",
               dst="239.1.2.3", dport=5006),
               {"b": "dropped NOT_SPECIFIED",
                "many": "delivered bystander:6 group:6 member:6"}, "15.2")
    yield Case("all-hosts", datagram(mac=MAC_GROUP, dst="224.0.0.1"),
               "delivered muffin:6", "13.4 0")
    yield Case("source-wanted", datagram(mac="01:00:5e:01:01:01",
               dst="232.1.1.1", dport=5009), "delivered choosy:6", "15.2",
               hosts=MANY)
    yield Case("source-unwanted", datagram(mac="01:00:5e:01:01:01",
               src="10.0.0.9", dst="232.1.1.1", dport=5009),
               "dropped NOT_SPECIFIED", "15.2", hosts=MANY)
    yield Case("broadcast-to-three", datagram(mac=MAC_ALL, dst=NET,
               dport=5007), "delivered listener:6 shouter:6 subnet:6",
               "15.2", hosts=MANY)
    yield Case("late-checksum", ether(ipv4(udp(bytes(200), flip=1))),
               "dropped UDP_CSUM", "15")
    for n in range(4):
        yield Case(f"buffer-{n + 1}", datagram(dport=5008),
                   "delivered small:-" if n < 3 else
                   "dropped SOCKET_RCVBUFF", "15.1", hosts=MANY,
                   alone=n == 0)


def cases():
    return [c for part in (lengths, sources, addresses, frames, fragments,
                           options, groups) for c in part()]
