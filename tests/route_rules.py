"""Policy rules: lines of `ip rule`, what they say to Linux, and questions that
look at all that rules look at.

The defaults that follow from the words are iproute2's [ip/iprule.c].
"""
import socket
import struct

from rtnetlink import (ACK, CREATE, EXCL, REQUEST, TABLES, address, attribute,
                       prefix, u32)

NEWRULE, DELRULE = 32, 33
(DST, SRC, IIF, GOTO, PRIORITY, MARK, SUPPRESS, TABLE, MASK, OIF, USERS,
 MAKER, PROTOCOL, SPORT, DPORT) = (1, 2, 3, 4, 6, 10, 14, 15, 16, 17, 20, 21,
                                   22, 23, 24)
TO_TABLE, INVERT = 1, 2
ACTIONS = {"goto": 2, "nop": 3, "blackhole": 6, "unreachable": 7,
           "prohibit": 8}
PROTOCOLS = {"icmp": 1, "tcp": 6, "udp": 17}
MAKERS = {"kernel": 2, "boot": 3, "static": 4}
PRIORITIES = ("priority", "preference", "pref", "order")

# Of what rules are made here; questions are asked for the same.
TABLE_WORDS = ("main", "default", "local", "1", "100", "200", "253", "1000")
TOS = ("0x4", "0x8", "0x10", "0x14", "0x1c")
MARKS = (0, 1, 2, 0x10, 0x11, 0x101, 0xffffffff)
USER = (0, 7, 1000, 4294967294)
PORT = (1, 53, 1024, 4000, 65534, 65535)
LEVELS = (0, 1, 100, 100, 200, 200, 200, 1000, 32765, 32766, 32767, 40000)


def verb_of(word):
    return "add" if "add".startswith(word) else \
        "del" if "delete".startswith(word) else None


class Rule:
    """The words of `ip rule VERB ...` as iproute2 understands them."""

    def __init__(self, words):
        self.add = verb_of(words[0]) == "add"
        self.action = TO_TABLE if self.add else 0
        self.table = self.flags = self.tos = self.told = 0
        self.bits, self.data = {DST: 0, SRC: 0}, b""
        words = words[1:]
        while words:
            words = words[self.word(words[0], *words[1:2]):]

    def put(self, kind, data):
        self.data += attribute(kind, data)

    def word(self, word, value=""):
        """Takes a word; how many with its value."""
        if word == "not":
            self.flags |= INVERT
            return 1
        if word == "type":
            return 1
        if word in ACTIONS:
            self.action, self.told = ACTIONS[word], True
            if word == "goto":
                self.data += u32(GOTO, int(value))
            return 2 if word == "goto" else 1
        getattr(self, "take_" + self.name(word))(value)
        return 2

    @staticmethod
    def name(word):
        return "priority" if word in PRIORITIES else {
            "lookup": "table", "dsfield": "tos", "dev": "iif",
            "suppress_prefixlength": "sup_pl"}.get(word, word)

    def prefix(self, kind, value):
        base, self.bits[kind] = prefix(value)
        self.put(kind, struct.pack(">I", base))

    def take_from(self, value):
        self.prefix(SRC, value)

    def take_to(self, value):
        self.prefix(DST, value)

    def take_iif(self, value):
        self.put(IIF, value.encode() + b"\0")

    def take_oif(self, value):
        self.put(OIF, value.encode() + b"\0")

    def take_tos(self, value):
        self.tos = int(value, 16)

    def take_fwmark(self, value):
        mark, _, mask = value.partition("/")
        self.data += u32(MARK, int(mark, 0))
        if mask:
            self.data += u32(MASK, int(mask, 0))

    def take_uidrange(self, value):
        self.put(USERS, struct.pack("II", *map(int, value.split("-"))))

    def take_ipproto(self, value):
        self.put(PROTOCOL, bytes([PROTOCOLS.get(value) or int(value)]))

    def ports(self, kind, value):
        first, _, last = value.partition("-")
        self.put(kind, struct.pack("HH", int(first), int(last or first)))

    def take_sport(self, value):
        self.ports(SPORT, value)

    def take_dport(self, value):
        self.ports(DPORT, value)

    def take_priority(self, value):
        self.data += u32(PRIORITY, int(value))

    def take_table(self, value):
        self.table = TABLES[value] if value in TABLES else int(value)
        self.told = True
        if self.table > 255:
            self.data += u32(TABLE, self.table)

    def take_sup_pl(self, value):
        self.data += u32(SUPPRESS, int(value))

    def take_protocol(self, value):
        self.put(MAKER, bytes([MAKERS.get(value) or int(value)]))

    def message(self):
        """(message type, flags, body)."""
        table = TABLES["main"] if self.add and not self.told else self.table
        head = struct.pack("BBBBBBBBI", socket.AF_INET, self.bits[DST],
                           self.bits[SRC], self.tos,
                           table if table < 256 else 0, 0, 0, self.action,
                           self.flags)
        return (NEWRULE if self.add else DELRULE,
                REQUEST | ACK | (CREATE | EXCL if self.add else 0),
                head + self.data)


class Writer:
    """Lines of rules for a host; `maker` is a Maker of route_sets."""

    def __init__(self, maker):
        self.maker, self.r = maker, maker.r

    def prefix(self):
        maker, r = self.maker, self.r
        if maker.prefixes and r.randrange(2):
            base, bits = r.choice(maker.prefixes)
            return f"{address(base)}/{bits}"
        ip = r.choice(maker.ours)[0] if r.randrange(2) else \
            address(r.getrandbits(32))
        return f"{ip}/{r.choice((0, 1, 8, 24, 24, 32))}"

    def span(self, values):
        first, last = sorted((self.r.choice(values), self.r.choice(values)))
        return f"{first}-{last}"

    def ports(self):
        if self.r.randrange(12) == 0:
            return self.r.choice(("0", "5-3", "65535", "1-65535"))
        return self.r.choice((str(self.r.choice(PORT[:5])),
                              self.span(PORT[:5])))

    def selectors(self):
        r, devs = self.r, self.maker.devs
        mark = r.choice(MARKS)
        text = " not" if r.randrange(8) == 0 else ""
        for share, word, value in (
                (30, "from", self.prefix()), (30, "to", self.prefix()),
                (10, "tos", r.choice(TOS * 4 + ("0x20", "0x3", "0xe0"))),
                (15, "fwmark", r.choice((mark, f"{mark:#x}",
                                         f"{mark}/{r.choice(MARKS):#x}"))),
                (12, "iif", r.choice(devs + ["lo"])),
                (8, "oif", r.choice(devs + ["lo"])),
                (8, "uidrange", self.span(USER)),
                (8, "ipproto", r.choice(("udp", "tcp", "icmp", "1", "47"))),
                (8, "sport", self.ports()), (8, "dport", self.ports())):
            if r.randrange(100) < share:
                text += f" {word} {value}"
        return text

    def level(self):
        """A priority, as a rule; those of some rules are the same."""
        if self.r.randrange(8) == 0:
            return ""
        return f" {self.r.choice(PRIORITIES)} {self.r.choice(LEVELS)}"

    def what(self):
        r = self.r
        how = r.randrange(20)
        if how < 12:
            text = f" table {r.choice(TABLE_WORDS)}"
            if r.randrange(4) == 0:
                text += f" suppress_prefixlength {r.choice((0, 8, 24, 32))}"
            return text
        if how < 15:
            return f" goto {r.choice(LEVELS)}"
        return r.choice((" nop", " blackhole", " unreachable", " prohibit",
                         ""))

    def line(self):
        """A rule to add or, now and then, one to take out."""
        r = self.r
        if r.randrange(10) == 0:
            return "ip rule del" + r.choice((
                f" pref {r.choice(LEVELS)}", f" table {r.choice(TABLE_WORDS)}",
                self.selectors() + self.level() or " nop"))
        end = self.level() + self.what()
        maker = " protocol static" if r.randrange(10) == 0 else ""
        return "ip rule add" + (self.selectors() + end + maker or " pref 9")


def question(r, out):
    """Words of a question that rules alone look at, and their values."""
    words = []
    if out and r.randrange(4) == 0:
        words.append(("uid", r.choice(USER)))
    if r.randrange(4) == 0:
        words.append(("ipproto", r.choice(("udp", "tcp"))))
    for word in ("sport", "dport"):
        if r.randrange(3) == 0:
            words.append((word, r.choice(PORT)))
    return tuple(words)


UID, IP_PROTO, FROM_PORT, TO_PORT = 25, 27, 28, 29


def attributes(words):
    """The same to Linux."""
    data = b""
    for word, value in words:
        if word == "uid":
            data += u32(UID, value)
        elif word == "ipproto":
            data += attribute(IP_PROTO, bytes([PROTOCOLS[value]]))
        else:
            data += attribute(FROM_PORT if word == "sport" else TO_PORT,
                              struct.pack(">H", value))
    return data
