"""What is below IP: ARP and VLAN tags."""
from cases.frames import *
from make import Case

NET = "10.0.0.255"
GOOD = "delivered muffin:6"


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
