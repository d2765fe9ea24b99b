"""Whole frames in one short expression each, for the tables of families.

Frames enter at eth0 (address MAC_B) from host a unless they say otherwise;
what enters at eth1 needs mac=MAC_B1.  An address of a frame that its table
does not name is that of host a (source) or host b (destination).
"""
import struct

from scapy.utils import checksum

from cases.frames import *
from cases.frames import A, B, MAC_ALL, MAC_B, addr, ether, icmp, ipv4, udp

MAC_B1 = "52:54:00:00:00:1b"
NET, NET1 = "10.0.0.255", "10.0.1.255"
US1, C = "10.0.1.2", "10.0.1.1"         # ourselves and a host on eth1
GATE, GATE1 = "10.0.0.254", "10.0.1.254"
FAR, FAR1 = "192.0.2.1", "192.0.2.129"   # behind the router, by eth1
DF, MF = 0x4000, 0x2000
LOAD = bytes(i % 251 for i in range(2000))


def packet(payload=b"", mac=MAC_B, **ip):
    """A frame with any payload of IP."""
    return ether(ipv4(payload, **ip), mac)


def sized(total, mac=MAC_B, **ip):
    """A datagram to port 4747 of total bytes from the IP header on."""
    room = total - 28 - len(ip.get("options", b""))
    who = {k: ip[k] for k in ("src", "dst") if k in ip}
    return packet(udp(LOAD[:room], **who), mac, **ip)


def summed(value, **ip):
    """A datagram whose IP header has this checksum, by its identification."""
    told = datagram(ident=0, **ip)
    ident = (int.from_bytes(told[24:26], "big") - value) % 65535
    return datagram(ident=ident, **ip)


def echo(data=b"ping", mac=MAC_B, rest=b"\0\1\0\1", flip=0, code=0, **ip):
    return packet(icmp(8, code, rest, data, flip), mac, proto=1, **ip)


def icmp_error(kind, code=0, quoted=None, rest=bytes(4), mac=MAC_B, flip=0,
               **ip):
    """An ICMP error that brings back quoted, else a datagram of muffin's."""
    quoted = quote() if quoted is None else quoted
    return packet(icmp(kind, code, rest, quoted, flip), mac, proto=1, **ip)


def frag_needed(mtu, quoted=None, **ip):
    """Fragmentation needed; an MTU above 65535 fills the unused half too."""
    return icmp_error(3, 4, quoted, struct.pack("!I", mtu), **ip)


def redirect(gateway, quoted=None, code=1, **ip):
    return icmp_error(5, code, quoted, addr(gateway), **ip)


def group_mac(group):
    """The Ethernet address of an IPv4 group."""
    _, b, c, d = addr(group)
    return f"01:00:5e:{b & 127:02x}:{c:02x}:{d:02x}"


def to_group(group, data=b"muffin", mac=None, sport=5000, dport=5006, src=A,
             **ip):
    """A datagram to a group, in the group's own frame."""
    return datagram(data, mac or group_mac(group), sport, dport, src, group,
                    **ip)


ALERT = b"\x94\x04\0\0"


def igmp(kind, group="0.0.0.0", code=0, more=b"", dst=None, mac=None, ttl=1,
         options=ALERT, flip=0, keep=None, **ip):
    """An IGMP message to all hosts, or to its group; code: tenths of 1 s."""
    body = struct.pack("!BBH", kind, code, 0) + addr(group) + more
    body = (body[:2] + struct.pack("!H", checksum(body) ^ flip)
            + body[4:])[:keep]
    dst = dst or ("224.0.0.1" if group == "0.0.0.0" else group)
    return packet(body, mac or group_mac(dst), dst=dst, proto=2, ttl=ttl,
                  options=options, tos=0xc0, **ip)


def query3(group="0.0.0.0", *sources, code=1, qrv=1, suppress=0, number=None,
           **ip):
    """A version 3 query; number replaces the count of sources."""
    number = len(sources) if number is None else number
    more = struct.pack("!BBH", suppress << 3 | qrv, 10, number)
    return igmp(0x11, group, code, more + b"".join(map(addr, sources)), **ip)


def frag(start, end, more=True, data=None, ident=7, mac=MAC_B, flags=0,
         proto=17, **ip):
    """Bytes start to end of a UDP datagram (or of data) as a fragment."""
    who = {k: ip[k] for k in ("src", "dst") if k in ip}
    whole = udp(LOAD[:120], **who) if data is None else data
    return packet(whole[start:end], mac, ident=ident, proto=proto,
                  frag=start // 8 | flags | (MF if more else 0), **ip)


def part(offset, size, more=True, fill=b"\xaa", **ip):
    """A fragment of size bytes at offset; fill is its every byte."""
    return packet(fill * size, ip.pop("mac", MAC_B), ident=ip.pop("ident", 7),
                  frag=offset // 8 | ip.pop("flags", 0) | (MF if more else 0),
                  **ip)


def udplite(data=b"muffin", coverage=0, sport=5000, dport=4747, src=A, dst=B,
            flip=0, total=None, mac=MAC_B, bare=False, **ip):
    """A UDP-Lite datagram; the sum is right for a coverage that can be."""
    size = 8 + len(data)
    body = struct.pack("!HHHH", sport, dport, coverage, 0) + data
    told = coverage if 8 <= coverage <= size else size
    pseudo = addr(src) + addr(dst) + struct.pack("!BBH", 0, 136, size)
    good = checksum(pseudo + body[:told]) or 0xffff
    good = good ^ flip if total is None else total
    body = body[:6] + struct.pack("!H", good) + body[8:]
    return body if bare else packet(body, mac, src=src, dst=dst, proto=136,
                                    **ip)


def vlan(frame, vid=0, prio=0, kind=0x8100):
    """The frame with an 802.1Q tag in front."""
    return frame[:12] + struct.pack("!HH", kind, prio << 13 | vid) + frame[12:]


def cut(frame, size):
    return frame[:size]


def patch(frame, at, raw):
    """The frame with other bytes at one place."""
    return frame[:at] + raw + frame[at + len(raw):]


def nothing():
    """A frame that no protocol takes: time passes until it comes."""
    return ether(b"tick", kind=0x88b5)


def pad(*options):
    """Options in a row, ended and filled up to whole words."""
    raw = b"".join(options)
    return raw + bytes(-len(raw) % 4)


def rr(room=2, pointer=4, size=None, kind=7):
    """Record route with room for so many addresses."""
    size = 3 + 4 * room if size is None else size
    return bytes([kind, size, pointer]) + bytes(4 * room)


def route(kind, *hops, pointer=4):
    """A source route."""
    return bytes([kind, 3 + 4 * len(hops), pointer]) \
        + b"".join(map(addr, hops))


def lsrr(*hops, pointer=4):
    return route(0x83, *hops, pointer=pointer)


def ssrr(*hops, pointer=4):
    return route(0x89, *hops, pointer=pointer)


def ts(words=2, flag=0, pointer=5, overflow=0, fill=None):
    """A timestamp option with so many words of 4 bytes."""
    fill = bytes(4 * words) if fill is None else fill
    return bytes([0x44, 4 + len(fill), pointer, overflow << 4 | flag]) + fill


def alert(value=0):
    return struct.pack("!BBH", 0x94, 4, value)


def ask(tip=B, sip=A, **layer):
    """An ARP request."""
    return arp(1, sip, tip, **layer)


def reply(sip, sha="52:54:00:00:00:77", tip=B, mac=MAC_B, tha=MAC_B, **layer):
    """An ARP reply: sip is at sha."""
    return arp(2, sip, tip, sha, tha, mac, **layer)
