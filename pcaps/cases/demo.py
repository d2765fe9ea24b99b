"""The story of one afternoon on host b's wire."""
from cases.frames import *
from make import Case


def cases():
    a_to_b = Ether(dst=MAC_B, src=MAC_A)
    ip = IP(src=A, dst=B, id=1)
    muffin = UDP(sport=5000, dport=4747) / Raw(b"muffin")
    return [
        Case("arp-who-has", arp(), "answered arp:is-at", "11"),
        Case("muffin", a_to_b / ip / muffin, "delivered muffin:6", "15 8"),
        Case("closed-port",
             a_to_b / ip / UDP(sport=5000, dport=4748) / Raw(b"muffin"),
             "dropped NO_SOCKET icmp:3/3:34", "15 10"),
        Case("bad-ip-checksum",
             a_to_b / IP(src=A, dst=B, id=1, chksum=0x1234) / muffin,
             "dropped IP_CSUM", "13.1 8"),
        Case("bad-udp-checksum",
             a_to_b / ip / UDP(sport=5000, dport=4747, chksum=0x1234)
             / Raw(b"muffin"), "dropped UDP_CSUM", "15 5"),
        Case("echo-request",
             a_to_b / ip / ICMP(type=8, id=1, seq=1) / Raw(b"are you there"),
             "answered icmp:0/0:13", "14.2"),
        Case("wrong-mac", Ether(dst=MAC_OTHER, src=MAC_A) / ip / muffin,
             "dropped OTHERHOST", "13.1 1"),
        Case("broadcast", Ether(dst=MAC_ALL, src=MAC_A)
             / IP(src=A, dst="10.0.0.255", id=1) / muffin,
             "delivered muffin:6", "15.2"),
        Case("martian-source",
             a_to_b / IP(src="127.0.0.1", dst=B, id=1) / muffin,
             "dropped IP_LOCALNET", "13.4 6"),
        Case("cut-short", bytes(a_to_b / ip / muffin)[:30],
             "dropped IP_INHDR", "13.1 4"),
        Case("bad-option",
             ether(ipv4(udp(), options=b"\x07\x07\x03" + bytes(5))),
             "dropped IP_INHDR icmp:12/0@22:42", "13.3"),
        Case("vlan-0", Ether(dst=MAC_B, src=MAC_A) / Dot1Q(vlan=0, prio=5)
             / ip / muffin, "delivered muffin:6", "12.3 7"),
        Case("unknown-ethertype",
             Ether(dst=MAC_B, src=MAC_A, type=0x88b5) / Raw(b"what is this"),
             "dropped UNHANDLED_PROTO", "12.3 9"),
        Case("ipv6", a_to_b / IPv6(src="fe80::1", dst="fe80::2") / muffin,
             "not_modelled", "design 5"),
        Case("tcp-syn", a_to_b / ip / TCP(sport=5000, dport=80, seq=1),
             "not_modelled", "design 5"),
        Case("not-for-us",
             a_to_b / IP(src=A, dst="192.0.2.1", id=1) / muffin,
             "dropped IP_INADDRERRORS", "13.5"),
    ]
