#!/usr/bin/python3
"""Make a random host file: the same seed makes the same file.

    hosts_random.py SEED [MUFFIN]

Devices, addresses, routes, neighbours, settings and sockets of all kinds of
words, valid for Linux.  With MUFFIN, lines that this build says it does not
model are left out, and told on standard error: so the words of a later
version are used as soon as they are known.
"""
import os
import random
import re
import subprocess
import sys
import tempfile

GROUPS = ("239.1.2.3", "239.1.2.4", "232.1.1.1", "224.0.0.251")
SOURCES = ("10.0.0.1", "10.0.0.7", "10.1.0.9")
# ret #65535; udp port 5000 only; nothing
FILTERS = ("1,6 0 0 65535",
           "4,40 0 0 0,21 0 1 5000,6 0 0 65535,6 0 0 0",
           "1,6 0 0 0")
SWITCHES = {
    "rp_filter": 2, "forwarding": 1, "accept_local": 1, "route_localnet": 1,
    "accept_source_route": 1, "drop_unicast_in_l2_multicast": 1,
    "accept_redirects": 1, "secure_redirects": 1, "shared_media": 1, "arp_ignore": 2,
    "arp_filter": 1, "arp_accept": 1,
}
GLOBALS = {
    "ip_forward": (0, 1), "ip_default_ttl": (1, 255),
    "icmp_echo_ignore_all": (0, 1), "icmp_echo_ignore_broadcasts": (0, 1),
    "icmp_errors_use_inbound_ifaddr": (0, 1), "ip_no_pmtu_disc": (0, 3),
    "ipfrag_max_dist": (0, 64),
}


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines, self.devs, self.ours = [], [], []

    def often(self, percent):
        return self.r.randrange(100) < percent

    def add(self, line):
        self.lines.append(line)

    def make(self):
        for n in range(self.r.randint(1, 3)):
            self.dev(n)
        self.no_redirects()
        for _ in range(self.r.randint(0, 5)):
            self.route()
        for _ in range(self.r.randint(0, 6)):
            self.sysctl()
        for n in range(self.r.randint(2, 14)):
            self.socket(n)
        return "\n".join(self.lines) + "\n"

    def no_redirects(self):
        """A second redirect to a peer is due after a few ticks of the kernel's
        clock, whose phase nobody knows: the tables of cases ask for them."""
        for name in ["all"] + self.devs:
            self.add(f"sysctl -w net.ipv4.conf.{name}.send_redirects=0")

    def dev(self, n):
        name, kind = f"eth{n}", self.r.choice(("tap", "e1000", "rtl8139"))
        mtu = " mtu 576" if self.often(15) else ""
        self.devs.append(name)
        self.add(f"dev {name} type {kind} address 52:54:00:00:00:{n}b{mtu}")
        bits = self.r.choice((8, 16, 24, 24, 24, 30))
        if n:
            bits = self.r.choice((24, 25, 28, 30))
        self.address(f"10.{n}.0.2", bits, name)
        if self.often(40):
            self.address(f"10.{n}.0.3", bits, name)
        if self.often(30):
            self.address(f"192.168.{n}.1", self.r.choice((24, 31, 32)), name)
        if self.often(60) or n == 0:
            self.add(f"ip neigh add 10.{n}.0.1 lladdr 52:54:00:00:0{n}:0a "
                     f"dev {name} nud permanent")

    def address(self, address, bits, dev):
        self.ours.append((address, dev))
        self.add(f"ip addr add {address}/{bits} dev {dev}")

    def route(self):
        to = self.r.choice(("default", "203.0.113.0/24", "198.51.100.0/24",
                            "198.51.100.64/26", "172.16.0.0/12",
                            "172.16.5.5/32", "10.200.0.0/16"))
        if any(f" {to} " in line + " " for line in self.lines):
            return
        dev = self.r.randrange(len(self.devs))
        kind = self.r.choice(("via", "via", "via", "dev", "blackhole",
                              "unreachable", "prohibit"))
        if kind == "via":
            self.add(f"ip route add {to} via 10.{dev}.0.1 dev eth{dev}")
        elif kind == "dev":
            self.add(f"ip route add {to} dev eth{dev}")
        elif to != "default":
            self.add(f"ip route add {kind} {to}")

    def sysctl(self):
        if self.often(30):
            name = self.r.choice(sorted(GLOBALS))
            self.add(f"sysctl -w net.ipv4.{name}="
                     f"{self.r.randint(*GLOBALS[name])}")
            return
        name = self.r.choice(sorted(SWITCHES))
        where = self.r.choice(["all", "default"] + self.devs)
        self.add(f"sysctl -w net.ipv4.conf.{where}.{name}="
                 f"{self.r.randint(0, SWITCHES[name])}")

    def socket(self, n):
        kind = self.r.choice(("udp",) * 8 + ("udplite", "raw", "ping"))
        if kind == "raw":
            self.raw(n)
        elif kind == "ping":
            self.add(f"socket s{n} ping bind 0.0.0.0:{600 + n}")
        elif self.often(20):
            self.group(n, kind)
        else:
            self.udp(f"s{n}", kind, 4747 if n == 0 else 5000 + n, "")

    def group(self, n, kind):
        """Two or three sockets with the same port: who gets it?"""
        share = self.r.choice((" reuseaddr", " reuseport"))
        bound = self.bound()
        for m in range(self.r.randint(2, 3)):
            if share == " reuseaddr":
                self.udp(f"s{n}_{m}", kind, 5000 + n, share)
            else:
                self.add(f"socket s{n}_{m} {kind} bind {bound}:{5000 + n}"
                         f"{share}")

    def bound(self):
        return self.r.choice(("0.0.0.0", "0.0.0.0", self.r.choice(
            self.ours)[0]))

    def udp(self, name, kind, port, words):
        bound = self.bound()
        if self.often(10):
            words += " dev " + self.r.choice(self.devs)
        if self.often(12):
            words += " rcvbuf " + self.r.choice(("1", "2304", "5000"))
        if self.often(6):
            words += " noread"
        if self.often(8):
            words += " broadcast"
        if self.often(12):
            words += " opt " + self.r.choice((
                "multicast_all 0", "recverr 1", "minttl 60",
                "mtu_discover 2"))
        if self.often(25) and bound == "0.0.0.0":
            words += self.join()
        if self.often(8):
            words += f' filter "{self.r.choice(FILTERS)}"'
        if self.often(12):
            words += f" connect 10.0.0.1:{self.r.choice((1024, 7000))}"
        self.add(f"socket {name} {kind} bind {bound}:{port}{words}")

    def join(self):
        group = self.r.choice(GROUPS)
        dev = self.r.choice(self.devs)
        kind = self.r.choice(("", "", " from ", " except "))
        source = self.r.choice(SOURCES) if kind else ""
        return f" join {group}{kind}{source}@{dev}"

    def raw(self, n):
        protocol = self.r.choice((17, 1, 2, 89, 253))
        bound = f" bind {self.r.choice(self.ours)[0]}" if self.often(30) \
            else ""
        self.add(f"socket s{n} raw {protocol}{bound}")


def refused(muffin, text):
    """(number of the line that muffin does not model, message) or None."""
    with tempfile.TemporaryDirectory() as place:
        path = f"{place}/host"
        with open(path, "w") as f:
            f.write(text)
        here = os.path.dirname(os.path.abspath(__file__))
        done = subprocess.run([muffin, "explain", "--json", "-c", path, "-r",
                               f"{here}/demo.pcap"],
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, timeout=60)
    said = done.stderr.decode(errors="replace")
    found = re.search(r"/host:(\d+): (.*)", said)
    return (int(found[1]), found[2]) if found else None


def known(muffin, text):
    """The text without the lines that this build does not model."""
    while True:
        wrong = refused(muffin, text)
        if not wrong:
            return text
        lines = text.splitlines(True)
        sys.stderr.write(f"left out: {lines.pop(wrong[0] - 1).strip()}: "
                         f"{wrong[1]}\n")
        text = "".join(lines)


def main():
    if len(sys.argv) not in (2, 3) or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    text = Maker(int(sys.argv[1])).make()
    if len(sys.argv) == 3:
        text = known(sys.argv[2], text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
