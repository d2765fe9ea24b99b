"""Fragments: every order, overlap, end and mark that could matter."""
from itertools import permutations, product

# The relations of two intervals (Allen, 1983), in units of 8 bytes: b stands
# to a = 6..10 as the name says.  The datagram has 16 units.
FIRST, ALL = (6, 10), 16
ALLEN = {"before": (2, 4), "meets": (2, 6), "overlaps": (4, 8),
         "starts": (6, 8), "during": (7, 9), "finishes": (8, 10),
         "equals": (6, 10), "finished-by": (4, 10), "contains": (4, 12),
         "started-by": (6, 12), "overlapped-by": (8, 12),
         "met-by": (10, 12), "after": (12, 14)}
THIRDS = {"1": "frag(0, 48)", "2": "frag(48, 96)",
          "3": "frag(96, 128, False)"}
ECN = ("not", "ect1", "ect0", "ce")


def row(name, frames, hosts="frag", clauses="-"):
    return "\t".join([name, clauses, hosts, frames])


def clause(relation):
    if relation in ("starts", "during", "finishes", "equals"):
        return "FRA-005"
    return "FRA-004" if relation in ("before", "meets", "met-by", "after") \
        else "FRA-006"


def piece(begin, end, more=True, data=""):
    last = "" if more else ", False"
    return f"frag({8 * begin}, {8 * end}{last}{data})"


def missing(first, second, end, data=""):
    """The fragments around two, up to the end of the datagram."""
    have = set(range(*first)) | set(range(*second))
    at = 0
    for unit in range(end + 1):
        if unit in have or unit == end:
            if at < unit:
                yield piece(at, unit, unit < end or end < ALL, data)
            at = unit + 1


def allen():
    """Two fragments, with same and other bytes, and then what is missing."""
    for (name, told), same in product(ALLEN.items(), (True, False)):
        begin, end = told
        second = piece(begin, end) if same else \
            f"part({8 * begin}, {8 * (end - begin)})"
        yield row(f"allen-{name}-{'same' if same else 'other'}",
                  "; ".join([piece(*FIRST), second,
                             *missing(FIRST, told, ALL)]),
                  clauses=clause(name))
    for name, told in ALLEN.items():
        for which, end in (("last", FIRST[1]), ("is-last", told[1])):
            data = f", data=udp(LOAD[:120], length={8 * end})"
            pair = [piece(*FIRST, which != "last", data),
                    piece(*told, which == "last", data)]
            yield row(f"allen-{name}-{which}", "; ".join(
                pair + list(missing(FIRST, told, end, data))))


def orders():
    for order in permutations("123"):
        yield row("order-" + "".join(order),
                  "; ".join(THIRDS[n] for n in order), clauses="FRA-008")
    for order in ("1123", "1223", "3213", "2321", "3313"):
        yield row(f"order-{order}", "; ".join(THIRDS[n] for n in order),
                  clauses="FRA-005")
    for again in "123":
        yield row(f"after-whole-{again}", "; ".join(
            [THIRDS[n] for n in "123"] + [THIRDS[again]]), clauses="FRA-020")
    for left in permutations("123", 2):
        yield row("hole-" + "".join(left), "; ".join(
            THIRDS[n] for n in left), clauses="FRA-008")
    yield row("twice-the-same-datagram", "; ".join(
        [THIRDS[n] for n in "123"] * 2), clauses="FRA-020")
    steps = range(0, 128, 8)
    pieces = [f"frag({n}, {n + 8}{', False' if n == 120 else ''})"
              for n in steps]
    for name, order in (("up", pieces), ("down", pieces[::-1]),
                        ("odd-even", pieces[::2] + pieces[1::2]),
                        ("ends-first", pieces[:1] + pieces[:0:-1])):
        yield row(f"steps-{name}", "; ".join(order), clauses="FRA-008")


def ends():
    whole = "frag(0, 64); frag(64, 128, False)"
    for name, frames in (
            ("two", "frag(64, 128, False); frag(64, 96, False); frag(0, 64)"),
            ("two-larger",
             "frag(64, 96, False); frag(64, 128, False); frag(0, 64)"),
            ("two-same",
             "frag(64, 128, False); frag(64, 128, False); frag(0, 64)"),
            ("two-far",
             "frag(64, 96, False); frag(112, 128, False); frag(0, 64)"),
            ("shrinks", "frag(0, 96); frag(64, 88, False)"),
            ("shrinks-empty", "frag(0, 96); frag(64, 64, False)"),
            ("beyond", "frag(64, 96, False); frag(96, 128)"),
            ("beyond-touching", "frag(64, 96, False); frag(88, 104)"),
            ("duplicate-tells", "frag(0, 64); frag(40, 64, False)"),
            ("first-is-last", "frag(0, 128, False)"),
            ("first-alone-mf", "frag(0, 128)"),
            ("last-then-longer-first", "frag(64, 96, False); frag(0, 96)"),
            ("no-first", "frag(8, 64); frag(64, 128, False)"),
            ("whole-then-other-end", f"{whole}; frag(64, 96, False)")):
        yield row(f"end-{name}", frames, clauses="FRA-017")
    for at, size, more in ((65528, 100, False), (65528, 8, True),
                           (65520, 8, True), (65504, 24, False)):
        yield row(f"end-{at}-{size}-{'more' if more else 'last'}",
                  f"part({at}, {size}, {more}); part(0, 8)")
    for top in (65515, 65516, 65535, 65536):
        last = 65528 if top > 65528 else 65504
        yield row(f"end-whole-{top}", "; ".join(
            f"part({a}, {b - a}, {b < top}, fill=b'\\0')"
            for a, b in ((0, 32768), (32768, last), (last, top))),
            clauses="FRA-024")
    yield row("end-datagram-65507", "; ".join(
        f"frag({a}, {b}, {b < 65515}, data=udp(bytes(65507)))"
        for a, b in ((0, 32768), (32768, 65515))), clauses="FRA-024")
    yield row("end-options-in-first", "frag(0, 40, options=pad(rr())); "
              "frag(40, 128, False)")


def sizes():
    for n in (1, 7, 9, 15):
        yield row(f"odd-{n}", f"part(0, {n}); part(8, 8, False)",
                  clauses="FRA-010")
        yield row(f"odd-last-{n}", f"frag(0, 64); frag(64, {64 + n}, False)",
                  clauses="FRA-010")
        yield row(f"odd-first-{n}", f"frag(0, {64 + n}); "
                  "frag(64, 128, False)", clauses="FRA-010")
    for at in (0, 8, 64):
        yield row(f"empty-{at}", f"part({at}, 0); frag(0, 64); "
                  "frag(64, 128, False)", clauses="FRA-017")
        yield row(f"empty-late-{at}", f"frag(0, 64); part({at}, 0); "
                  "frag(64, 128, False)", clauses="FRA-017")
        yield row(f"empty-last-{at}", f"frag(0, 64); part({at}, 0, False)",
                  clauses="FRA-017")
    yield row("tiny-first", "frag(0, 8); frag(8, 128, False)")
    yield row("tiny-first-late", "frag(8, 128, False); frag(0, 8)")
    yield row("tiny-header-split", "part(0, 4); part(8, 24, False)")
    yield row("padded", "frag(0, 64) + bytes(6); frag(64, 128, False) "
              "+ bytes(9)")
    yield row("cut", "cut(frag(0, 64), 60)", clauses="IPR-102")
    yield row("datagram-shorter-inside", "frag(0, 64, data=udp(LOAD[:120], "
              "length=40)); frag(64, 128, False)")
    yield row("datagram-longer-inside", "frag(0, 64, data=udp(LOAD[:120], "
              "length=200)); frag(64, 128, False)")
    yield row("wrong-sum", "frag(0, 64, data=udp(LOAD[:120], flip=1)); "
              "frag(64, 128, False)", clauses="UDP-103")
    yield row("wrong-sum-closed", "; ".join(
        f"frag({a}, {b}, {m}, data=udp(LOAD[:120], dport=9, flip=1))"
        for a, b, m in ((0, 64, True), (64, 128, False))), clauses="UDP-030")


def marks():
    for (n, first), (m, second) in product(enumerate(ECN), enumerate(ECN)):
        yield row(f"ecn-{first}-{second}", f"frag(0, 64, tos={n}); "
                  f"frag(64, 128, False, tos={m})", clauses="FRA-024")
    for trio in ((1, 2, 3), (2, 2, 3), (0, 0, 3), (0, 2, 1)):
        name = "-".join(ECN[n] for n in trio)
        yield row(f"ecn-{name}", "; ".join(
            f"{THIRDS[k][:-1]}, tos={n})" for k, n in zip("123", trio)),
            clauses="FRA-024")
    yield row("ecn-not-late", "frag(64, 128, False, tos=2); frag(0, 64)",
              clauses="FRA-024")
    for first, second in product(("0", "DF"), repeat=2):
        for at in (40, 88):
            yield row(f"df-{first.lower()}-{second.lower()}-{at}",
                      f"frag(0, {at}, flags={first}); "
                      f"frag({at}, 128, False, flags={second})",
                      clauses="FRA-015")
    yield row("reserved", "frag(0, 64, flags=0x8000); frag(64, 128, False)")
    for n in (0, 1, 255):
        yield row(f"ttl-{n}", f"frag(0, 64, ttl={n}); frag(64, 128, False, "
                  "ttl=64)")
    yield row("tos-differ", "frag(0, 64, tos=0x10); frag(64, 128, False, "
              "tos=0x20)")


def options():
    """The whole has the header of the first; options of all are checked."""
    for name, first, second in (
            ("first", "pad(rr())", "b''"), ("last", "b''", "pad(rr())"),
            ("both", "pad(rr())", "pad(rr(1))"),
            ("nop", "b'\\1' * 4", "b'\\1' * 8"),
            ("alert", "ALERT", "b''"), ("ts", "pad(ts(2))", "b''"),
            ("bad-first", "b'\\7\\1\\4\\0'", "b''"),
            ("bad-last", "b''", "b'\\7\\1\\4\\0'"),
            ("route", "pad(lsrr(A))", "b''"),
            ("full", "b'\\1' * 40", "b'\\1' * 40")):
        for order in ("in-order", "late"):
            pair = [f"frag(0, 64, options={first})",
                    f"frag(64, 128, False, options={second})"]
            yield row(f"options-{name}-{order}", "; ".join(
                pair if order == "in-order" else pair[::-1]),
                clauses="FRA-026")
    data = "data=udp(LOAD[:120], dport=9)"
    yield row("options-closed", f"frag(0, 64, {data}, options=pad(rr())); "
              f"frag(64, 128, False, {data})")
    yield row("options-closed-last", f"frag(0, 64, {data}); "
              f"frag(64, 128, False, {data}, options=pad(rr()))")


def keys():
    """One identification, but not one datagram."""
    last = "frag(64, 128, False"
    for name, other in (("source", "src='10.0.0.9'"), ("ident", "ident=8"),
                        ("proto", "proto=136"), ("destination", "dst=US1"),
                        ("broadcast", "dst=NET, mac=MAC_ALL")):
        yield row(f"key-{name}", f"frag(0, 64); {last}, {other}); {last})",
                  clauses="FRA-001")
    yield row("key-device", f"frag(0, 64); @eth1 {last}, mac=MAC_B1); "
              f"{last})", clauses="FRA-001")
    yield row("key-mac", f"frag(0, 64); {last}, mac=MAC_ALL)",
              clauses="FRA-001")
    yield row("key-mac-first", f"frag(0, 64, mac=MAC_ALL); {last})",
              clauses="FRA-001")
    yield row("key-mac-other", f"frag(0, 64); {last}, mac=MAC_OTHER); {last})",
              clauses="FRA-001")
    yield row("broadcast", "frag(0, 64, dst=NET, mac=MAC_ALL); "
              f"{last}, dst=NET, mac=MAC_ALL)")
    yield row("group", "frag(0, 64, dst='224.0.0.1', mac=MAC_GROUP); "
              f"{last}, dst='224.0.0.1', mac=MAC_GROUP)")
    yield row("two-woven", f"frag(0, 64); frag(0, 64, ident=9); {last}); "
              f"{last}, ident=9)", clauses="FRA-001")
    for proto, whole in ((1, "icmp(8, data=LOAD[:120])"),
                         (136, "udplite(LOAD[:120], bare=True)"),
                         (200, "LOAD[:128]")):
        yield row(f"proto-{proto}", f"frag(0, 64, data={whole}, "
                  f"proto={proto}); frag(64, 128, False, data={whole}, "
                  f"proto={proto})")


def times():
    """ipfrag_time is 1 s from the first that came."""
    second = "frag-second"
    yield row("time-first", "frag(0, 64); +2.2s nothing()", second, "FRA-009")
    yield row("time-last", "frag(64, 128, False); +2.2s nothing()", second,
              "FRA-009")
    yield row("time-two", "frag(64, 128, False); frag(0, 32); "
              "+2.2s nothing()", second, "FRA-009")
    yield row("time-late", "frag(0, 64); +2.2s frag(64, 128, False)", second,
              "FRA-009")
    yield row("time-late-again", "frag(0, 64); +2.2s frag(64, 128, False); "
              "frag(0, 64)", second, "FRA-009")
    yield row("time-in-time", "frag(0, 64); +0.5s frag(64, 128, False)",
              second, "FRA-009")
    yield row("time-not-extended", "frag(0, 32); +0.6s frag(32, 64); "
              "+0.8s frag(64, 128, False)", second, "FRA-009")
    yield row("time-twice", "frag(0, 64); frag(0, 64, ident=9); "
              "+2.2s nothing()", second, "FRA-009")
    yield row("time-after-overlap", "frag(0, 64); frag(32, 96); "
              "+2.2s nothing()", second, "FRA-009")
    for name, more in (("broadcast-frame", "mac=MAC_ALL"),
                       ("broadcast", "mac=MAC_ALL, dst=NET"),
                       ("options", "options=pad(rr())"),
                       ("from-far", "src=FAR"), ("tos", "tos=0x10"),
                       ("icmp", "proto=1, data=icmp(8, data=LOAD[:100])"),
                       ("icmp-error", "proto=1, data=icmp(3, 3, "
                        "data=LOAD[:100])"), ("proto-200", "proto=200")):
        yield row(f"time-{name}", f"frag(0, 64, {more}); +2.2s nothing()",
                  second, "FRA-009")
    yield row("time-long", "part(0, 1000); +2.2s nothing()", second)


def bounds():
    """Distance and memory."""
    first, last = "frag(0, 64)", "frag(64, 128, False)"
    near = "frag-near"
    for n in (1, 2, 3, 4):
        others = "; ".join(f"frag(0, 64, ident={20 + i})" for i in range(n))
        yield row(f"distance-{n}", f"{first}; {others}; {last}", near)
    yield row("distance-other-source", "; ".join(
        [first] + [f"frag(0, 64, src='10.0.0.9', ident={20 + i})"
                   for i in range(4)] + [last]), near)
    yield row("distance-restart", f"{first}; 4x frag(0, 64, ident=20); "
              f"{last}; {first}", near)
    for n in (63, 64):
        yield row(f"distance-{n}", f"{first}; {n}x frag(0, 64, ident=20); "
                  f"{last}", "frag frag-any-distance" if n == 64 else "frag")
    yield row("distance-duplicates", f"{first}; 4x {first}; {last}", near)
    yield row("memory-small", f"{first}; {last}", "frag-poor frag-none")
    for n in (2, 3, 4, 6):
        others = "; ".join(f"frag(0, 64, ident={20 + i})" for i in range(n))
        yield row(f"memory-{n}", f"{others}; {first}; {last}", "frag-poor")
    yield row("memory-one-large", "; ".join(
        f"part({8 * 100 * i}, 800, {i < 5})" for i in range(6)), "frag-poor")
    yield row("memory-freed", "; ".join(
        f"frag(0, 64, ident={i}); frag(64, 128, False, ident={i})"
        for i in range(20, 26)), "frag-poor")


def forwarded():
    where = "frag-router"
    yield row("pass-two", "frag(64, 128, False, dst=FAR); "
              "frag(0, 64, dst=FAR)", where)
    yield row("pass-overlap", "frag(0, 64, dst=FAR); frag(32, 96, dst=FAR)",
              where)
    yield row("pass-tiny", "frag(0, 8, dst=FAR)", where)
    yield row("pass-to-us", "frag(0, 64); frag(64, 128, False)", where)
    yield row("pass-cut", "part(0, 1000, dst=FAR); part(1000, 900, False, "
              "dst=FAR)", where)
    yield row("pass-echo-long", "echo(LOAD[:1000], mac=MAC_B)", where)
    yield row("pass-reply-cut", "@eth1 echo(LOAD[:1000], mac=MAC_B1, src=C, "
              "dst=US1)", where)


def lines():
    for part in (allen, orders, ends, sizes, marks, options, keys, times,
                 bounds, forwarded):
        yield from part()
