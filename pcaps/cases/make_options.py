"""IP options, well-formed and not, in packets for us and for others."""
from itertools import product

GOOD = {"nop": "b'\\1\\1\\1\\1'", "end": "b'\\0\\0\\0\\0'",
        "rr": "pad(rr())", "ts": "pad(ts())", "ts-address": "pad(ts(2, 1))",
        "ts-asked": "pad(ts(2, 3, fill=addr(B) + bytes(4)))",
        "lsrr": "pad(lsrr('192.0.2.9'))", "ssrr": "pad(ssrr(GATE))",
        "alert": "alert()", "alert-1": "alert(1)",
        "security": "b'\\x82\\4\\1\\1'", "stream": "b'\\x88\\4\\0\\1'",
        "cipso": "b'\\x86\\x08\\0\\0\\0\\1\\1\\2'",
        "unknown": "b'\\x55\\4\\1\\1'", "copied": "b'\\xd5\\4\\1\\1'"}
KINDS = {"rr": "rr()", "ts": "ts()", "lsrr": "lsrr(C)", "ssrr": "ssrr(C)",
         "alert": "alert()", "cipso": "b'\\x86\\x08\\0\\0\\0\\1\\1\\2'",
         "unknown": "b'\\x55\\4\\1\\1'"}
USUAL = {"rr": 4, "ts": 5, "ts-address": 5, "ts-asked": 5}
# to us; through a router; an echo that must bring them back
WAYS = {"us": "datagram(options={})", "far": "datagram(dst=FAR, options={})",
        "echo": "echo(options={})"}


def row(name, frames, hosts="router", clauses="-"):
    return "\t".join([name, clauses, hosts, frames])


def clause(kind):
    return {"rr": "OPT-103", "ts": "OPT-104", "lsrr": "OPT-105",
            "ssrr": "OPT-105", "alert": "OPT-107", "cipso": "OPT-108",
            "end": "OPT-101", "nop": "OPT-101"}.get(kind.split("-")[0],
                                                    "OPT-109")


def good():
    for (kind, raw), (way, form) in product(GOOD.items(), WAYS.items()):
        yield row(f"{kind}-{way}", form.format(raw), clauses=clause(kind))
    for (kind, raw), way in product(GOOD.items(), ("us", "far")):
        if "srr" not in kind:
            yield row(f"{kind}-{way}-redirect" if way == "far" else
                      f"{kind}-closed", ("datagram(dst='10.0.2.9', options="
                      "{})" if way == "far" else "datagram(dport=9, options="
                      "{})").format(raw), clauses=clause(kind))


def malformed():
    """Length short, past the header, twice, last byte of the header."""
    for (kind, raw), way in product(KINDS.items(), ("us", "far")):
        form = WAYS[way]
        for name, wrong in (
                ("length-0", f"patch(pad({raw}), 1, b'\\0')"),
                ("length-1", f"patch(pad({raw}), 1, b'\\1')"),
                ("length-2", f"patch(pad({raw}), 1, b'\\2')"),
                ("length-3", f"patch(pad({raw}), 1, b'\\3')"),
                ("past", f"patch(pad({raw}), 1, b'\\x29')"),
                ("last-byte", f"b'\\1\\1\\1' + {raw}[:1]"),
                ("twice", f"pad({raw}, {raw})")):
            if way == "us" or name in ("length-2", "past", "twice"):
                yield row(f"{kind}-{name}-{way}", form.format(wrong),
                          clauses="OPT-102" if name != "twice"
                          else clause(kind))


def pointers():
    """Where the next address goes."""
    for (kind, build), p, way in product(
            (("rr", "rr(2, {})"), ("ts", "ts(2, 0, {})"),
             ("ts-address", "ts(2, 1, {})"),
             ("ts-asked", "ts(2, 3, {}, fill=addr(B) + bytes(4))"),
             ("lsrr", "lsrr(C, '192.0.2.9', pointer={})"),
             ("ssrr", "ssrr(C, '192.0.2.9', pointer={})")),
            (0, 3, 4, 5, 6, 8, 9, 10, 12, 13, 255), ("us", "far")):
        if p != USUAL.get(kind) and (
                way == "us" or p in (3, 4, 5, 8, 9, 12, 13)):
            yield row(f"{kind}-pointer-{p}-{way}",
                      WAYS[way].format(f"pad({build.format(p)})"),
                      "router-source-routes" if "srr" in kind else "router",
                      clause(kind))


def stamps():
    for flag, words, way in product((0, 1, 2, 3, 4, 15), (0, 1, 3, 9),
                                    ("us", "far")):
        if way == "us" or words == 3:
            yield row(f"ts-flag-{flag}-words-{words}-{way}",
                      WAYS[way].format(f"pad(ts({words}, {flag}))"),
                      clauses="OPT-104")
    for count, way in product((0, 13, 14, 15), WAYS):
        yield row(f"ts-overflow-{count}-{way}", WAYS[way].format(
            f"pad(ts(1, 0, 9, {count}))"), clauses="OPT-104")
    for name, told in (("other-device", "US1"),
                       ("not-ours", "C"), ("zero", "'0.0.0.0'"),
                       ("group", "'224.0.0.1'")):
        for way in WAYS:
            yield row(f"ts-asked-{name}-{way}", WAYS[way].format(
                f"pad(ts(2, 3, fill=addr({told}) + bytes(4)))"),
                clauses="OPT-104")
    yield row("ts-asked-second-us", WAYS["us"].format(
        "pad(ts(4, 3, 13, fill=addr(A) + b'abcd' + addr(B) + bytes(4)))"))
    yield row("ts-asked-second-far", WAYS["far"].format(
        "pad(ts(4, 3, 13, fill=addr(A) + b'abcd' + addr(B) + bytes(4)))"))


def routes():
    """Source routes: where they lead, and on which hosts."""
    hosts = "router router-source-routes router-half-source-routes"
    for kind in ("lsrr", "ssrr"):
        for name, hops, pointer in (
                ("on", "C", 4), ("far", "'192.0.2.9'", 4), ("back", "A", 4),
                ("second", "A, C", 8),
                ("done", "C", 8), ("ourselves", "B", 4),
                ("gate", "GATE1", 4),
                ("nowhere", "'198.51.100.65'", 4),
                ("blackhole", "'198.51.100.1'", 4),
                ("group", "'224.0.0.1'", 4), ("broadcast", "NET1", 4),
                ("zero", "'0.0.0.0'", 4), ("loop", "'127.0.0.1'", 4),
                ("empty", "", 4)):
            told = f"{kind}({hops}{', ' if hops else ''}pointer={pointer})"
            yield row(f"{kind}-{name}", f"datagram(options=pad({told}))",
                      hosts if name in ("on", "done") else
                      "router-source-routes", "OPT-106")
        for name, form in (
                ("ours", "packet(udp(dst=US1), options=pad({}(US1)))"),
                ("echo", "echo(options=pad({}(C)))"),
                ("echo-done", "echo(options=pad({}(A, pointer=8)))"),
                ("closed-done", "datagram(dport=9, options=pad("
                 "{}(A, GATE, pointer=12)))"),
                ("foreign", "datagram(dst=FAR, options=pad({}(C)))"),
                ("foreign-link", "datagram(dst=C, options=pad({}(FAR)))"),
                ("broadcast-frame", "datagram(mac=MAC_ALL, options=pad("
                 "{}(C)))"),
                ("to-broadcast", "datagram(mac=MAC_ALL, dst=NET, options="
                 "pad({}(C)))"),
                ("ttl-1", "datagram(ttl=1, options=pad({}(C)))"),
                ("same-wire", "datagram(options=pad({}(GATE)))"),
                ("fragment", "frag(0, 64, options=pad({}(C)))"),
                ("with-rr", "datagram(options=pad({}(C), rr(1)))"),
                ("too-big", "sized(1501, frag=DF, options=pad({}(C)))")):
            yield row(f"{kind}-{name}", form.format(kind),
                      "router-source-routes", "OPT-106")
    yield row("lsrr-and-ssrr", "datagram(options=pad(lsrr(C), ssrr(C)))",
              "router router-source-routes", "OPT-105")


def together():
    for name, raw in (
            ("rr-ts", "pad(rr(2), ts(2))"), ("ts-rr", "pad(ts(2), rr(2))"),
            ("alert-rr-ts", "pad(alert(), rr(1), ts(2))"),
            ("nop-rr", "pad(b'\\1', rr(2))"),
            ("end-rr", "pad(b'\\0', rr(2))"),
            ("rr-full-ts", "pad(rr(2, 12), ts(2))"),
            ("rr-9", "pad(rr(9))"),
            ("nop-40", "b'\\1' * 40"),
            ("good-then-bad", "pad(rr(1), b'\\x44\\3\\5')"),
            ("unknown-then-bad", "pad(b'\\x55\\4\\1\\1', b'\\x07\\1')")):
        for way in WAYS:
            yield row(f"{name}-{way}", WAYS[way].format(raw),
                      clauses="OPT-110" if "bad" in name else "-")
    yield row("rr-forwarded-by-eth1", "@eth1 datagram(mac=MAC_B1, src=C, "
              "dst=A, options=pad(rr()))")
    yield row("ts-forwarded-by-eth1", "@eth1 datagram(mac=MAC_B1, src=C, "
              "dst=A, options=pad(ts(4, 1)))")
    yield row("ts-9-echo", "echo(options=pad(ts(9)))")
    yield row("rr-broadcast", "datagram(dst=NET, mac=MAC_ALL, "
              "options=pad(rr()))")
    yield row("rr-group", "to_group('224.0.0.1', dport=4747, "
              "options=pad(rr()))")
    yield row("rr-to-other-device", "datagram(dst=US1, options=pad(rr()))")
    yield row("alert-ttl-1", "datagram(dst=FAR, ttl=1, options=alert())")
    yield row("alert-not-forwarding", "datagram(dst=FAR, options=alert())",
              "router-not")
    yield row("bad-not-forwarding", "datagram(dst=FAR, options="
              "b'\\7\\1\\4\\0')", "router-not", "IPR-104")
    yield row("bad-unreachable", "datagram(dst='198.51.100.65', options="
              "b'\\7\\1\\4\\0')", clauses="IPR-104")
    yield row("rr-unreachable", "datagram(dst='198.51.100.65', options="
              "pad(rr()))", clauses="IPR-104")


def lines():
    for part in (good, malformed, pointers, stamps, routes, together):
        yield from part()
