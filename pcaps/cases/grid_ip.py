"""IPv4 header and addresses, field against field."""
from itertools import product

from cases.frames import *
from make import Case

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
