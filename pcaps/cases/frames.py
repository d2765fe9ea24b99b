"""Builders of single frames, from Scapy's layers and, where a field has to
lie, from bytes."""
import struct

from scapy.layers.inet import ICMP, IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import ARP, Dot1Q, Ether
from scapy.packet import Raw
from scapy.utils import checksum

__all__ = ["ARP", "Dot1Q", "Ether", "ICMP", "IP", "IPv6", "Raw", "TCP", "UDP",
           "A", "B", "MAC_A", "MAC_B", "MAC_ALL", "MAC_GROUP", "MAC_OTHER",
           "addr", "arp", "datagram", "ether", "icmp", "ipv4", "quote", "udp"]

A, B = "10.0.0.1", "10.0.0.2"
MAC_A, MAC_B = "52:54:00:00:00:0a", "52:54:00:00:00:0b"
MAC_ALL, MAC_GROUP = "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01"
MAC_OTHER = "52:54:00:00:00:99"


def addr(text):
    return bytes(int(b) for b in text.split("."))


def ether(payload, dst=MAC_B, kind=0x0800):
    return bytes(Ether(dst=dst, src=MAC_A, type=kind)) + bytes(payload)


def ipv4(payload, src=A, dst=B, proto=17, tos=0, ident=1, frag=0, ttl=64,
         options=b"", version=4, ihl=None, length=None, wrong_sum=False):
    """An IPv4 packet; ihl and length may lie, the checksum is right for the
    bytes that ihl says unless wrong_sum."""
    real = 20 + len(options)
    ihl = real // 4 if ihl is None else ihl
    length = real + len(payload) if length is None else length
    head = struct.pack("!BBHHHBBH", version << 4 | ihl, tos, length, ident,
                       frag, ttl, proto, 0) + addr(src) + addr(dst) + options
    body = head + payload
    told = max(ihl, 5) * 4
    total = checksum(body[:told])
    if wrong_sum:
        total ^= 0x0100
    return body[:10] + struct.pack("!H", total) + body[12:]


def udp(data=b"muffin", sport=5000, dport=4747, src=A, dst=B, length=None,
        total=None, flip=0):
    """A UDP datagram; total replaces the checksum, flip disturbs it."""
    size = 8 + len(data)
    length = size if length is None else length
    head = struct.pack("!HHHH", sport, dport, length, 0)
    covered = (head + data)[:length] if 8 <= length <= size else head + data
    pseudo = addr(src) + addr(dst) + struct.pack("!BBH", 0, 17, length)
    good = checksum(pseudo + covered) or 0xffff
    good ^= flip
    return head[:6] + struct.pack("!H", good if total is None else total) \
        + data


def datagram(data=b"muffin", mac=MAC_B, sport=5000, dport=4747, src=A, dst=B,
             **ip):
    """A whole good frame with a UDP datagram."""
    return ether(ipv4(udp(data, sport, dport, src, dst), src=src, dst=dst,
                      **ip), dst=mac)


def icmp(kind, code=0, rest=b"\0\1\0\1", data=b"ping", flip=0):
    head = struct.pack("!BBH", kind, code, 0) + rest + data
    return head[:2] + struct.pack("!H", checksum(head) ^ flip) + head[4:]


def quote(src=B, dst=A, sport=4747, dport=5000, proto=17, ihl=None, keep=None,
          frag=0, data=b"muffin", options=b"", **ip):
    """What an ICMP error about a datagram of ours brings back."""
    return ipv4(udp(data, sport, dport, src, dst), src=src, dst=dst,
                proto=proto, ihl=ihl, frag=frag, options=options, **ip)[:keep]


def arp(op=1, sip=A, tip=B, sha=MAC_A, tha="00:00:00:00:00:00", mac=MAC_ALL,
        **layer):
    return bytes(Ether(dst=mac, src=MAC_A, type=0x0806)
                 / ARP(op=op, hwsrc=sha, psrc=sip, hwdst=tha, pdst=tip,
                       **layer))
