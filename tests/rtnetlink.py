"""What `ip route` and `ip route get` say to Linux: rtnetlink messages.

Made and read here because tests ask for hundreds of thousands: many requests
go out in one send, and answers find theirs by sequence number.  The defaults
that follow from the words of a line are iproute2's [ip/iproute.c].
"""
import errno
import socket
import struct

NEWROUTE, DELROUTE, GETROUTE = 24, 25, 26
ERROR = 2
REQUEST, ACK, REPLACE, EXCL, CREATE, APPEND = 1, 4, 0x100, 0x200, 0x400, 0x800
VERBS = {"add": CREATE | EXCL, "append": CREATE | APPEND, "prepend": CREATE,
         "replace": CREATE | REPLACE, "change": REPLACE, "del": 0}
TYPES = ("none", "unicast", "local", "broadcast", "anycast", "multicast",
         "blackhole", "unreachable", "prohibit", "throw")
SCOPES = {"global": 0, "site": 200, "link": 253, "host": 254, "nowhere": 255}
SCOPE_NAMES = {0: "global", 253: "link", 254: "host"}
TABLES = {"default": 253, "main": 254, "local": 255}
(DST, SRC, IIF, OIF, GATEWAY, PRIORITY, PREFSRC, METRICS, MULTIPATH, TABLE,
 MARK) = 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16
MTU, BOOT, ONLINK = 2, 3, 4
LOOKUP_TABLE, FIB_MATCH, REDIRECT = 0x1000, 0x2000, 0x1000000
BATCH = 256
ROOM = 64 << 20
NUMBERS = {"priority": PRIORITY, "preference": PRIORITY, "metric": PRIORITY}
IGNORED = ("proto", "protocol")


def number(text):
    """An address as a number in host byte order."""
    return struct.unpack(">I", socket.inet_aton(text))[0]


def address(value):
    return socket.inet_ntoa(struct.pack(">I", value))


def attribute(kind, data):
    return struct.pack("HH", 4 + len(data), kind) + data + \
        bytes(-len(data) % 4)


def u32(kind, value):
    return attribute(kind, struct.pack("I", value))


def prefix(word):
    """(number, length) of a prefix; any length up to 255 is taken."""
    if word in ("default", "any", "all"):
        return 0, 0
    base, _, bits = word.partition("/")
    return number(base), int(bits or 32)


def nexthops(words, devices):
    """(attribute of what follows `nexthop`, words left)."""
    hops = b""
    while words and words[0] == "nexthop":
        words, weight, dev, data = words[1:], 1, 0, b""
        flags = 0
        while words and words[0] != "nexthop":
            if words[0] == "onlink":
                words, flags = words[1:], ONLINK
                continue
            word, value, words = words[0], words[1], words[2:]
            if word == "via":
                data = attribute(GATEWAY, socket.inet_aton(value))
            elif word == "dev":
                dev = devices[value]
            elif word == "weight":
                weight = int(value)
        hops += struct.pack("HBBi", 8 + len(data), flags, weight - 1 & 255,
                            dev) + data
    return attribute(MULTIPATH, hops), words


class Route:
    """The words of `ip route VERB ...` as iproute2 understands them."""

    def __init__(self, words, devices):
        self.verb, self.devices = words[0], devices
        self.type = self.scope = self.table = self.to = None
        self.gateway, self.tos, self.flags, self.data = False, 0, 0, b""
        words = words[1:]
        while words:
            words = self.word(words[0], words[1:], words)

    def word(self, word, rest, words):
        if word == "nexthop":
            self.gateway = True
            data, rest = nexthops(words, self.devices)
            self.data += data
            return rest
        if word == "onlink":
            self.flags = ONLINK
            return rest
        if self.to is None and word in TYPES:
            self.type = TYPES.index(word)
            return rest
        if self.value(word, rest[0] if rest else ""):
            return rest[1:]
        self.to = prefix(word)
        return rest

    def value(self, word, value):
        """Takes a word with its value; False: it is none of them."""
        if word == "via":
            self.gateway = True
            self.data += attribute(GATEWAY, socket.inet_aton(value))
        elif word == "dev":
            self.data += u32(OIF, self.devices[value])
        elif word == "src":
            self.data += attribute(PREFSRC, socket.inet_aton(value))
        elif word in NUMBERS:
            self.data += u32(NUMBERS[word], int(value))
        elif word == "mtu":
            self.data += attribute(METRICS, u32(MTU, int(value)))
        elif word in ("tos", "dsfield"):
            self.tos = int(value, 16)
        elif word == "scope":
            self.scope = SCOPES.get(value)
            if self.scope is None:
                self.scope = int(value)
        elif word == "table":
            self.table = TABLES.get(value)
            if self.table is None:
                self.table = int(value)
        elif word == "to":
            self.to = prefix(value)
        else:
            return word in IGNORED
        return True

    def default_scope(self):
        if self.type == TYPES.index("local"):
            return SCOPES["host"]
        if self.type in (3, 4, 5):
            return SCOPES["link"]
        if self.type in (None, 1):
            if self.verb == "del":
                return SCOPES["nowhere"]
            return SCOPES["global" if self.gateway else "link"]
        return SCOPES["nowhere" if self.verb == "del" else "global"]

    def message(self):
        """(message type, flags, body)."""
        kind = DELROUTE if self.verb == "del" else NEWROUTE
        table = self.table
        if table is None:
            table = TABLES["local" if self.type in (2, 3, 4) else "main"]
        scope = self.default_scope() if self.scope is None else self.scope
        dst, bits = self.to
        data = self.data + attribute(DST, struct.pack(">I", dst))
        if table > 255:
            data += u32(TABLE, table)
        head = struct.pack("BBBBBBBBI", socket.AF_INET, bits, 0, self.tos,
                           table if table < 256 else 0,
                           0 if self.verb == "del" else BOOT, scope,
                           self.type or (0 if self.verb == "del" else 1),
                           self.flags)
        return kind, REQUEST | ACK | VERBS[self.verb], head + data


def question(query, devices, match, more=b""):
    """RTM_GETROUTE of (daddr, saddr, iif, oif, tos, mark, ...); `more` are
    attributes."""
    daddr, saddr, iif, oif, tos, mark = query[:6]
    data = attribute(DST, struct.pack(">I", daddr))
    if saddr:
        data += attribute(SRC, struct.pack(">I", saddr))
    if iif:
        data += u32(IIF, devices[iif])
    if oif:
        data += u32(OIF, devices[oif])
    if mark:
        data += u32(MARK, mark)
    flags = LOOKUP_TABLE | (FIB_MATCH if match else 0)
    return GETROUTE, REQUEST, struct.pack(
        "BBBBBBBBI", socket.AF_INET, 32, 32 if saddr else 0, tos, 0, 0, 0, 0,
        flags) + data + more


def attributes(data):
    at, found = 0, {}
    while at + 4 <= len(data):
        size, kind = struct.unpack_from("HH", data, at)
        found[kind & 0x3fff] = data[at + 4:at + size]
        at += size + 3 & ~3
    return found


def hops(data, names):
    """The next hops of a route that has several."""
    at, found = 0, []
    while at + 8 <= len(data):
        size, _, more, dev = struct.unpack_from("HBBi", data, at)
        hop = {"dev": names.get(dev, "?"), "weight": more + 1}
        gateway = attributes(data[at + 8:at + size]).get(GATEWAY)
        if gateway:
            hop["gateway"] = socket.inet_ntoa(gateway)
        found.append(hop)
        at += size + 3 & ~3
    return found


def answer(data, names, query, match):
    """A RTM_NEWROUTE's body in the keys of `muffin route --json`."""
    (_, bits, _, tos, table, _, scope, kind, flags) = struct.unpack_from(
        "BBBBBBBBI", data)
    found = attributes(data[12:])
    dst = socket.inet_ntoa(found.get(DST, bytes(4)))
    said = {"dst": f"{dst}/{bits}" if match else dst, "type": TYPES[kind]}
    for key, attr in (("gateway", GATEWAY), ("prefsrc", PREFSRC)):
        if attr in found:
            said[key] = socket.inet_ntoa(found[attr])
    for key, attr in (("table", TABLE), ("metric", PRIORITY)):
        if attr in found:
            said[key] = struct.unpack("I", found[attr])[0]
    if not said.setdefault("table", table):
        del said["table"]
    if OIF in found:
        said["dev"] = names.get(struct.unpack("I", found[OIF])[0], "?")
    if METRICS in found:
        mtu = attributes(found[METRICS]).get(MTU)
        if mtu:
            said["mtu"] = struct.unpack("I", mtu)[0]
    if match:
        said["scope"] = SCOPE_NAMES.get(scope, str(scope))
        if tos:
            said["tos"] = f"0x{tos:02x}"
        if MULTIPATH in found:
            said["nexthops"] = hops(found[MULTIPATH], names)
        return said
    if query[1]:
        said["from"] = address(query[1])
    if query[2]:
        said["iif"] = query[2]
    if flags & REDIRECT:
        said["redirect"] = True
    return said


class Link:
    """A socket to the kernel of the namespace that we are in."""

    def __init__(self):
        self.s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
        self.s.setsockopt(socket.SOL_SOCKET, 33, ROOM)  # SO_RCVBUFFORCE
        self.s.setsockopt(270, 10, 1)                   # NETLINK_CAP_ACK
        self.s.bind((0, 0))
        self.s.settimeout(20)
        self.buffer = bytearray(1 << 16)

    def close(self):
        self.s.close()

    def ask(self, messages):
        """For each (type, flags, body): (0, body) or (errno, None)."""
        said = []
        for at in range(0, len(messages), BATCH):
            said += self.batch(messages[at:at + BATCH])
        return said

    def batch(self, messages):
        out = b"".join(
            struct.pack("IHHII", 16 + len(body), kind, flags, n, 0) + body +
            bytes(-len(body) % 4)
            for n, (kind, flags, body) in enumerate(messages))
        self.s.send(out)
        said = [None] * len(messages)
        left = len(messages)
        while left:
            size = self.s.recv_into(self.buffer)
            left -= self.take(said, bytes(self.buffer[:size]))
        return said

    @staticmethod
    def take(said, data):
        """Files what one datagram holds; how many answers that were."""
        at, n = 0, 0
        while at + 16 <= len(data):
            size, kind, _, seq, _ = struct.unpack_from("IHHII", data, at)
            body = data[at + 16:at + size]
            if kind == ERROR:
                said[seq] = -struct.unpack_from("i", body)[0], None
            else:
                said[seq] = 0, body
            n += 1
            at += size + 3 & ~3
        return n


def name_of(code):
    return errno.errorcode.get(code, str(code)) if code else "accepted"
