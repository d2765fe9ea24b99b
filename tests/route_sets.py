"""Random hosts with many routes, and addresses to ask them for.

A set is the lines of a host file: devices, addresses, settings, routes.  What
a version of Muffin does not know, or is known to do otherwise than Linux, is
generated only when FEATURES has its name, so that it is turned on as it
lands.
"""
import route_rules
from rtnetlink import address

# What this version of Muffin follows (of `oif`, the entry that matches only).
# A feature is one word:
#   tables     routes in other tables than main and local
#   rules      `ip rule`: tables chosen by source, TOS, mark, device, ports
#   delete     `ip route del`;  replace  `ip route replace`
#   multipath  routes with several next hops
#   oif        questions for a way out by a device
#   from       questions for a way out from an address of ours
#   group      ways out to groups, to 255.255.255.255 and to 0.0.0.0
#   defaults   several default routes of one metric: Linux takes turns
#   source     the source of answers about addresses of ours
#   nonunicast routes of type local and broadcast given by hand
#   strange    scopes that do not follow from the rest
#   reach      next hops behind odd routes, or that are ours
#   loopback   routes that leave by lo, or have its address as source
#   twins      the very same route appended or prepended
#   unnumbered devices without an address, and ways out by them
#   secondaries addresses of one subnet, with scopes and broadcast addresses;
#              addresses that go; devices that go down and come up
FEATURES = {"oif", "secondaries", "source", "unnumbered"}
EVERY = {"tables", "rules", "delete", "replace", "multipath", "oif", "from",
         "group", "defaults", "source", "nonunicast", "strange",
         "reach", "loopback", "twins", "unnumbered", "secondaries"}

# Of a packet's TOS Linux looks at 0x1c; a route of more is never taken.
TOS = ("0x4", "0x8", "0xc", "0x10", "0x1c", "0xb8", "0xfc")
REFUSING = ("blackhole", "unreachable", "prohibit", "throw")
SETTINGS = {"forwarding": (0, 1), "rp_filter": (0, 2), "accept_local": (0, 1),
            "route_localnet": (0, 1), "send_redirects": (0, 1),
            "shared_media": (0, 1)}
# Share of each prefix length among the routes of the Internet, per mille.
INTERNET = {8: 1, 11: 1, 12: 2, 13: 3, 14: 5, 15: 6, 16: 18, 17: 9, 18: 15,
            19: 27, 20: 46, 21: 53, 22: 113, 23: 101, 24: 600}
TOP = 0xffffffff


def mask(bits):
    return TOP << 32 - bits & TOP


class Maker:
    """One set; `style` is nested, internet or lines."""

    def __init__(self, r, features, style):
        self.r, self.features, self.style = r, features, style
        self.lines, self.devs, self.ours, self.seen = [], [], [], set()
        self.seeds, self.prefixes = [], []
        self.held = []              # lines that take addresses away

    def has(self, feature):
        return feature in self.features

    def often(self, percent):
        return self.r.randrange(100) < percent

    def host(self):
        for n in range(self.r.randint(2, 4)):
            name = f"eth{n}"
            self.devs.append(name)
            mtu = " mtu 1280" if self.often(20) else ""
            self.lines.append(f"dev {name} type veth address "
                              f"52:54:00:00:00:{n}b{mtu}")
            if n == 0 or not self.has("unnumbered") or self.often(50):
                self.own(f"10.{n}.0.2", self.r.choice((16, 24, 24, 28)), name)
            if self.has("source") and self.often(50):
                self.own(f"10.{n}.0.3", 24, name)
            if self.often(30):
                self.own(f"192.168.{n}.1", self.r.choice((30, 31, 32)), name)
        for _ in range(self.r.randint(0, 12) if self.has("secondaries")
                       else 0):
            self.more_addresses()
        for _ in range(self.r.randint(0, 5)):
            self.setting()
        if self.has("multipath"):       # else each boot chooses otherwise
            self.lines.append("sysctl -w net.ipv4.fib_multipath_hash_seed=7")
        self.seeds = [self.r.getrandbits(32) for _ in range(8)] + [
            0x0a000000, 0x0a010000, 0xc0a80000, 0xac100000]

    def own(self, ip, bits, dev):
        self.ours.append((ip, dev))
        self.held.append(f"ip addr del {ip}/{bits} dev {dev}")
        self.lines.append(f"ip addr add {ip}/{bits} dev {dev}")

    def more_addresses(self):
        """An address of a device that has some, or one that goes."""
        r, dev = self.r, self.r.choice(self.devs + ["lo"] * self.often(20))
        how = r.randrange(12)
        if how == 0 and self.devs:
            name = r.choice(self.devs)
            self.lines += [f"ip link set {name} down"]
            self.more_addresses()
            self.lines += [f"ip link set {name} up"]
        elif how == 1:
            where = r.choice(("all", dev))
            self.lines.append(f"sysctl -w net.ipv4.conf.{where}."
                              f"promote_secondaries={r.randint(0, 1)}")
        elif how < 5 and self.held:
            line = r.choice(self.held)
            self.lines.append(line)
        else:
            ip = f"10.{r.randrange(3)}.{r.choice((0, 0, 1))}." \
                 f"{r.choice((1, 2, 2, 3, 4, 5, 130))}"
            bits = r.choice((8, 16, 24, 24, 24, 25, 30, 31, 32))
            self.held.append(f"ip addr del {ip}/{bits} dev {dev}")
            self.ours.append((ip, dev))
            self.lines.append(f"ip addr add {ip}/{bits}{self.brd()} dev {dev}")

    def brd(self):
        text = ""
        if self.often(30):
            text += " broadcast " + self.r.choice((
                "+", "-", "10.0.0.255", "10.0.0.9", "10.1.255.255",
                "255.255.255.255", "10.0.0.2"))
        if self.often(25):
            text += " scope " + self.r.choice(("global", "site", "link",
                                               "host", "100"))
        return text

    def setting(self):
        name = self.r.choice(sorted(SETTINGS))
        where = self.r.choice(["all"] + self.devs)
        self.lines.append(f"sysctl -w net.ipv4.conf.{where}.{name}="
                          f"{self.r.randint(*SETTINGS[name])}")
        if self.often(50):
            self.lines.append("sysctl -w net.ipv4.ip_forward=1")

    def prefix(self):
        r = self.r
        if self.style == "internet":
            bits = r.choices(list(INTERNET), INTERNET.values())[0]
            base = r.getrandbits(32) % 0xdf000000 + 0x01000000
        else:
            bits = r.choice((r.randint(0, 32), r.randint(8, 32), 24, 32))
            near = r.choice(self.seeds)
            base = near ^ (r.getrandbits(32) >> r.randint(0, 32))
        if self.prefixes and self.often(10):
            return r.choice(self.prefixes)
        base &= mask(bits)
        if base >= 0xe0000000 and bits > 3 and not self.has("group"):
            base &= 0x7fffffff
        return base, bits

    def neighbour(self, ip):
        """Of that network, as a rule; none of ours."""
        net, ours = ip.rsplit(".", 1)[0], [ip for ip, _ in self.ours]
        return self.r.choice([f"{net}.{n}" for n in (1, 2, 5, 9, 11)
                              if f"{net}.{n}" not in ours])

    def lo(self):
        return ["lo"] if self.has("loopback") else []

    def hop(self):
        """One of several next hops."""
        ip, dev = self.r.choice(self.ours)
        way = self.r.choice((
            f"via {self.neighbour(ip)} dev {dev}",
            f"via {self.neighbour(ip)} dev {dev}",
            f"via {self.neighbour(ip)}", f"dev {dev}",
            f"via 77.1.1.1 dev {dev} onlink"))
        weight = self.r.choice(("", " weight 1", " weight 2", " weight 7",
                                " weight 256"))
        return f" nexthop {way}{weight}"

    def next_hop(self):
        ip, dev = self.r.choice(self.ours)
        if self.has("multipath") and self.often(8):
            return "".join(self.hop() for _ in range(self.r.randint(2, 4)))
        if self.has("reach") and self.often(10):
            ip = self.r.choice((ip, "10.0.0.255", "127.0.0.1", "10.0.0.15",
                                address(self.r.getrandbits(32))))
            return f" via {ip}"
        how = self.r.randrange(6)
        if how == 0:
            return f" dev {self.r.choice(self.devs + self.lo())}"
        if how == 1 and self.has("reach"):
            return f" via {address(self.r.getrandbits(31))} dev {dev} onlink"
        if how < 4:
            return f" via {self.neighbour(ip)}"
        return f" via {self.neighbour(ip)} dev {dev}"

    def verb(self):
        choices = ["add"] * 8 + ["append", "prepend"]
        if self.has("replace"):
            choices += ["replace", "change"]
        return self.r.choice(choices)

    def kind(self):
        if self.often(12):
            return self.r.choice(REFUSING)
        if self.has("nonunicast") and self.often(8):
            return self.r.choice(("local", "broadcast"))
        return ""

    def ours_below(self, base, bits):
        """Does the prefix hold a network of ours?  Then next hops may be
        looked up in it."""
        return any((address_number(ip) ^ base) & mask(min(bits, 16)) == 0
                   for ip, _ in self.ours)

    def words(self, base, bits):
        """tos, metric, src, mtu, scope, table: each now and then."""
        text = ""
        if self.often(12) and (self.has("reach") or
                               not self.ours_below(base, bits)):
            text += " tos " + self.r.choice(TOS)
        if self.often(20):
            text += f" metric {self.r.choice((0, 1, 5, 5, 100, TOP))}"
        if self.often(10):
            text += f" src {self.r.choice(self.ours)[0]}"
        if self.often(6):
            text += f" mtu {self.r.choice((68, 576, 590, 65520))}"
        if self.has("strange") and self.often(6):
            text += " scope " + self.r.choice(("global", "link", "host",
                                               "100"))
        if (self.has("tables") and self.often(20)) or (
                self.has("rules") and self.often(50)):
            text += f" table {self.r.choice((1, 100, 200, 253, 1000))}"
        return text

    def route(self):
        base, bits = self.prefix()
        verb, kind = self.verb(), self.kind()
        if bits == 0 and not self.has("defaults"):
            if "default" in self.seen:
                return
            self.seen.add("default")
        to = f"{address(base)}/{bits}"
        way = "" if kind in REFUSING else self.next_hop()
        if kind in ("local", "broadcast"):
            way = f" dev {self.r.choice(self.devs + self.lo())}"
        more = self.words(base, bits)
        if verb in ("append", "prepend") and not self.has("twins") and \
                " mtu " not in more:
            more += f" mtu {600 + len(self.prefixes)}"
        self.prefixes.append((base, bits))
        words = more + way if " nexthop " in way else way + more
        self.lines.append(f"ip route {verb}{' ' * bool(kind)}{kind} "
                          f"{to}{words}")
        if self.has("delete") and self.often(6):
            base, bits = self.r.choice(self.prefixes)
            way = self.next_hop() if self.often(30) else ""
            self.lines.append(f"ip route del {address(base)}/{bits}{way}")

    def make(self, routes):
        self.host()
        for _ in range(self.r.randint(2, 4) if self.has("defaults") else 0):
            ip, dev = self.r.choice(self.ours)
            self.lines.append(f"ip route append default via "
                              f"{self.neighbour(ip)} dev {dev}")
        while routes > 0:
            before = len(self.lines)
            self.route()
            routes -= len(self.lines) - before
            if self.has("secondaries") and self.often(300 // (routes + 20)):
                self.more_addresses()
        if self.has("rules"):
            writer = route_rules.Writer(self)
            for _ in range(self.r.choice((1, 2, 5, 12, 30))):
                self.lines.append(writer.line())
        return self.lines


class Asker:
    """Questions for a set: (daddr, saddr, iif, oif, tos, mark, words that
    rules alone look at)."""

    def __init__(self, r, features, maker):
        self.r, self.features, self.maker = r, features, maker

    def edge(self):
        base, bits = self.r.choice(self.maker.prefixes)
        last = base | TOP ^ mask(bits)
        return self.r.choice((base, last, base - 1, last + 1,
                              self.r.randint(base, last)))

    def special(self):
        ip = self.r.choice(self.maker.ours)[0]
        return self.r.choice((
            address_number(ip), address_number(ip) | 255, 0x7f000001,
            0x7fffffff, 0, TOP, 0xe0000001, 0xef010203,
            address_number(ip) & ~255))

    def near_ours(self):
        """The first, the last or another address of a subnet of ours."""
        value = address_number(self.r.choice(self.maker.ours)[0])
        bits = TOP >> self.r.choice((8, 16, 24, 25, 30, 31))
        return self.r.choice((value & ~bits, value | bits,
                              value ^ self.r.randrange(bits + 1)))

    def daddr(self, out):
        how = self.r.randrange(20)
        if "secondaries" in self.features and self.r.randrange(4) == 0:
            how = -1
        value = self.near_ours() if how < 0 else \
            self.special() if how == 0 else self.edge() if how < 15 \
            else self.r.getrandbits(32)
        value &= TOP
        if out and "group" not in self.features and (
                value in (0, TOP) or value >> 28 == 14):
            return value & 0x7fffffff or 1
        return value

    def saddr(self, dev):
        r = self.r
        near = [ip for ip, d in self.maker.ours if d == dev]
        how = r.randrange(10)
        if how < 4 and near:
            return address_number(r.choice(near)) ^ r.randint(1, 15)
        if how < 7:
            return self.edge() & TOP
        return self.special() if how == 7 else r.getrandbits(32)

    def ask(self):
        r = self.r
        tos = 0
        if r.randrange(4) == 0:
            tos = int(r.choice(TOS), 16) | r.choice((0, r.randrange(256)))
        mark, more = r.choice((0, 0, 0, 1, 0x101)), ()
        if "rules" in self.features:
            mark = r.choice((0, mark, r.choice(route_rules.MARKS)))
        if r.randrange(3) == 0:
            dev = r.choice(self.maker.devs)
            if "rules" in self.features:
                more = route_rules.question(r, False)
            return self.daddr(False), self.saddr(dev), dev, "", tos, mark, more
        oif = saddr = ""
        if "oif" in self.features and r.randrange(8) == 0:
            oif = r.choice(self.maker.devs)
        if "from" in self.features and r.randrange(5) == 0:
            saddr = address_number(r.choice(self.maker.ours)[0])
        if "rules" in self.features:
            more = route_rules.question(r, True)
        return self.daddr(True), saddr or 0, "", oif, tos, mark, more


def address_number(text):
    value = 0
    for part in text.split("."):
        value = value * 256 + int(part)
    return value


def line_of(query):
    """A question in the words of `muffin route`."""
    daddr, saddr, iif, oif, tos, mark, more = query
    return (address(daddr) + (f" from {address(saddr)}" if saddr else "")
            + (f" iif {iif}" if iif else "") + (f" oif {oif}" if oif else "")
            + (f" tos {tos:#x}" if tos else "")
            + (f" mark {mark}" if mark else "")
            + "".join(f" {word} {value}" for word, value in more))
