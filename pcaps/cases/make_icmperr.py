"""ICMP errors that come in: who is told, and what is learned."""
from itertools import product

# A quote that brings a datagram of each socket of errors.host back.
PEERS = {"plain": "quote()", "asking": "quote(sport=4748)",
         "peer": "quote(sport=5002, dport=7000)",
         "peerasking": "quote(sport=5003, dport=7000)"}
TOLD = "sport=5003, dport=7000"
LITE = "ipv4(udplite(sport=5002, dport=7000, src=B, dst=A, bare=True), " \
    "src=B, dst=A, proto=136)"
CODES = [(3, c) for c in range(17)] + [(4, 0), (11, 0), (11, 1), (11, 2),
                                       (12, 0), (12, 1), (12, 2)]


def row(name, frames, hosts="errors", clauses="-"):
    return "\t".join([name, clauses, hosts, frames])


def codes():
    for (kind, code), (who, text) in product(CODES, PEERS.items()):
        rest = ", b'\\0\\0\\x02\\x40'" if (kind, code) == (3, 4) else ""
        yield row(f"{kind}-{code}-{who}",
                  f"icmp_error({kind}, {code}, {text}{rest})")
    for kind, who in product((3, 11, 12), ("lite", "liteasking")):
        text = LITE if who == "lite" else LITE.replace("5002", "4748")
        yield row(f"{kind}-0-{who}", f"icmp_error({kind}, 0, {text})")


def quotes():
    """What is brought back may be short, strange, or not ours."""
    for (kind, code), n in product(((3, 3), (11, 0), (5, 1)),
                                   (0, 1, 8, 19, 20, 21, 24, 27, 28, 29)):
        yield row(f"{kind}-{code}-quote-{n}", f"icmp_error({kind}, {code}, "
                  f"quote({TOLD}, keep={n}))", clauses="ICM-106"
                  if kind != 5 else "ICM-107")
    for n in (20, 24, 31, 32, 36, 40):
        yield row(f"3-3-options-quote-{n}", "icmp_error(3, 3, quote("
                  f"{TOLD}, options=pad(rr()), keep={n}))")
    for name, told in (
            ("wrong-sum", "wrong_sum=True"), ("ihl-4", "ihl=4"),
            ("ihl-6", "ihl=6"), ("ihl-15", "ihl=15"),
            ("version-6", "version=6"), ("version-0", "version=0"),
            ("length-0", "length=0"), ("length-20", "length=20"),
            ("length-65535", "length=65535"), ("ttl-0", "ttl=0"),
            ("mf", "frag=MF"), ("df", "frag=DF"), ("offset-1", "frag=1"),
            ("offset-8191", "frag=0x1fff"), ("tos", "tos=0xff"),
            ("long", "data=LOAD[:1000]"), ("no-data", "data=b''"),
            ("from-other", "src='10.0.0.9'"), ("to-other", "dst='10.0.0.9'"),
            ("to-broadcast", "dst=NET"), ("to-group", "dst='239.1.2.3'"),
            ("from-zero", "src='0.0.0.0'"), ("to-zero", "dst='0.0.0.0'"),
            ("from-loopback", "src='127.0.0.1'")):
        yield row(f"3-3-quote-{name}", f"icmp_error(3, 3, quote({TOLD}, "
                  f"{told}))")
    for name, ports in (("other-port", "sport=5001, dport=7000"),
                        ("other-peer-port", "sport=5003, dport=7001"),
                        ("port-0", "sport=0, dport=0")):
        yield row(f"3-3-quote-{name}", f"icmp_error(3, 3, quote({ports}))",
                  clauses="ICM-108")
    for proto in (0, 1, 2, 4, 6, 41, 47, 50, 132, 136, 200, 255):
        yield row(f"3-3-quote-proto-{proto}",
                  f"icmp_error(3, 3, quote({TOLD}, proto={proto}))")
    for proto in (1, 6, 136, 200):
        yield row(f"3-4-quote-proto-{proto}", "icmp_error(3, 4, quote("
                  f"{TOLD}, proto={proto}), b'\\0\\0\\x02\\x40')")


def messages():
    """The error's own header and frame."""
    told = PEERS["peerasking"]
    for name, more in (
            ("wrong-sum", "flip=1"), ("broadcast-frame", "mac=MAC_ALL"),
            ("group-frame", "mac=MAC_GROUP"), ("ttl-0", "ttl=0"),
            ("from-other", "src='10.0.0.9'"), ("from-far", "src=FAR"),
            ("from-us", "src=B"), ("from-loop", "src='127.0.0.1'"),
            ("options", "options=pad(rr())"), ("first-fragment", "frag=MF"),
            ("rest", "rest=b'\\1\\2\\3\\4'"), ("df", "frag=DF")):
        yield row(f"3-3-message-{name}", f"icmp_error(3, 3, {told}, {more})")
    for name, dst, mac in (("subnet", "NET", "MAC_ALL"),
                           ("all", "'255.255.255.255'", "MAC_ALL"),
                           ("hosts", "'224.0.0.1'", "MAC_GROUP")):
        for kind in (3, 5, 11):
            yield row(f"{kind}-to-{name}", f"icmp_error({kind}, 1, {told}, "
                      f"dst={dst}, mac={mac})", clauses="ICM-103")
    for first, second in product((3, 11), (3, 12)):
        yield row(f"{first}-then-{second}", f"icmp_error({first}, 1, {told});"
                  f" icmp_error({second}, 0, {told})")
    yield row("3-3-then-data", f"icmp_error(3, 3, {PEERS['peer']}); "
              "datagram(sport=7000, dport=5002)")
    yield row("3-3-fragmented", "; ".join(
        f"packet(icmp(3, 3, bytes(4), quote({TOLD}, data=LOAD[:100])){cut}, "
        f"proto=1, frag={at})" for cut, at in (("[:48]", "MF"),
                                               ("[48:]", "6"))))
    yield row("no-quote-route", "icmp_error(3, 3, quote(src=US1, "
              f"{TOLD}), src='203.0.113.1')")


def shared():
    for port in (5004, 5005, 5006, 5007):
        for dport in (7000, 7001):
            yield row(f"shared-{port}-from-{dport}", "icmp_error(3, 3, quote("
                      f"sport={port}, dport={dport}))", "errors-shared")
            yield row(f"shared-{port}-tells-{dport}", "icmp_error(3, 1, quote"
                      f"(sport={port}, dport={dport}))", "errors-shared")


def pings():
    def ours(ident, kind=8):
        return f"ipv4(icmp({kind}, rest=b'\\0{chr(ident)}\\0\\1'), src=B, " \
            "dst=A, proto=1)"
    for (kind, code), ident in product(
            ((3, 0), (3, 1), (3, 3), (3, 4), (3, 13), (4, 0), (11, 0), (11, 1),
             (12, 0), (5, 1)), (77, 78, 79)):
        yield row(f"ping-{kind}-{code}-{ident}",
                  f"icmp_error({kind}, {code}, {ours(ident)})", "errors-ping")
    yield row("ping-other-id", f"icmp_error(3, 1, {ours(80)})", "errors-ping")
    yield row("ping-of-reply", f"icmp_error(3, 1, {ours(79, 0)})",
              "errors-ping")
    yield row("ping-of-timestamp", f"icmp_error(3, 1, {ours(79, 13)})",
              "errors-ping")
    yield row("ping-cut", f"icmp_error(3, 1, {ours(79)}[:27])", "errors-ping")
    yield row("ping-other-peer", "icmp_error(3, 1, ipv4(icmp(8, "
              "rest=b'\\0M\\0\\1'), src=B, dst='10.0.0.9', proto=1))",
              "errors-ping")


def raws():
    for (kind, code), dst in product(
            ((3, 0), (3, 2), (3, 3), (3, 4), (3, 13), (4, 0), (11, 0), (12, 0),
             (5, 1)), ("A", "'10.0.0.9'")):
        where = "a" if dst == "A" else "other"
        yield row(f"raw-{kind}-{code}-to-{where}", f"icmp_error({kind}, "
                  f"{code}, quote(sport=5002, dport=7000, dst={dst}))",
                  "errors-raw")
    for kind in (3, 11):
        yield row(f"raw200-{kind}", f"icmp_error({kind}, 0, quote(proto=200))",
                  "errors-raw")
    yield row("raw-cut", "icmp_error(3, 3, quote(sport=5002, dport=7000, "
              "keep=20))", "errors-raw")


def mtus():
    """Told of a smaller MTU; a long echo reply shows what was learned."""
    see = "; echo(LOAD[:1450])"
    for mtu in (0, 20, 67, 68, 551, 552, 553, 576, 1400, 1500, 1501, 65535,
                70000):
        yield row(f"mtu-{mtu}", f"frag_needed({mtu}, {PEERS['peerasking']})"
                  + see)
    modes = "errors-mtu-mode1 errors-mtu-mode2 errors-mtu-mode3"
    for mtu in (0, 68, 1000):
        yield row(f"mtu-{mtu}-mode", f"frag_needed({mtu}, {PEERS['peer']})"
                  + see, modes)
        yield row(f"mtu-{mtu}-mode-asking", f"frag_needed({mtu}, "
                  f"{PEERS['asking']})" + see, modes)
    yield row("mtu-mode-proto-253", "frag_needed(1000, quote(proto=253))"
              + see, modes)
    for length in (28, 1200):
        yield row(f"mtu-0-of-{length}", "frag_needed(0, quote("
                  f"{TOLD}, length={length}))" + see)
    for n in range(6):
        for port in (6000, 6100):
            dport = 7000 if port == 6000 else 5000
            yield row(f"mtu-discover-{n}-port-{port + n}", "frag_needed(1000,"
                      f" quote(sport={port + n}, dport={dport}))" + see,
                      "errors-mtu")
    tell = f"frag_needed(1000, {PEERS['peer']})"
    for name, frames in (
            ("nobody", "frag_needed(1000, quote(sport=9))" + see),
            ("twice-smaller", f"{tell}; frag_needed(600, {PEERS['peer']})"
             + see),
            ("twice-larger", f"{tell}; frag_needed(1200, {PEERS['peer']})"
             + see),
            ("other-host", tell + "; echo(LOAD[:1300], src=GATE)"),
            ("tcp", "frag_needed(1000, quote(proto=6))" + see),
            ("df-reply", tell + "; echo(LOAD[:1300], frag=DF)"),
            ("exact", tell + "; echo(LOAD[:972])"),
            ("one-more", tell + "; echo(LOAD[:973])"),
            ("from-stranger", f"frag_needed(1000, {PEERS['peer']}, src=FAR)"
             + see),
            ("far", "frag_needed(1000, quote(dst=FAR)); "
             "echo(LOAD[:1300], src=FAR)")):
        yield row(f"mtu-{name}", frames)


def redirects():
    """A datagram that we sent to FAR by GATE; the reply shows the way."""
    hosts = "redirects redirects-off redirects-careful redirects-trusting " \
        "redirects-router"
    see = "; echo(src=FAR)"
    told = "quote(sport=5002, dport=7000, dst=FAR)"
    for code in range(5):
        yield row(f"redirect-code-{code}", f"redirect('10.0.0.253', {told}, "
                  f"{code}, src=GATE)" + see,
                  hosts if code == 1 else "redirects")
    for name, gateway, more in (
            ("from-stranger", "10.0.0.253", "src=A"),
            ("to-us", "10.0.0.2", "src=GATE"),
            ("to-itself", "10.0.0.254", "src=GATE"),
            ("to-known", "10.0.0.1", "src=GATE"),
            ("to-unknown", "10.0.0.77", "src=GATE"),
            ("off-link", "10.0.9.9", "src=GATE"),
            ("to-group", "224.0.0.1", "src=GATE"),
            ("to-broadcast", "10.0.0.255", "src=GATE"),
            ("to-zero", "0.0.0.0", "src=GATE"),
            ("to-loop", "127.0.0.1", "src=GATE"),
            ("to-all", "255.255.255.255", "src=GATE"),
            ("to-class-e", "240.0.0.1", "src=GATE"),
            ("broadcast-frame", "10.0.0.253", "src=GATE, mac=MAC_ALL")):
        careful = name in ("off-link", "to-unknown", "to-known", "to-us",
                           "from-stranger")
        yield row(f"redirect-{name}", f"redirect('{gateway}', {told}, {more})"
                  + see, "redirects redirects-careful redirects-trusting"
                  if careful else "redirects")
    for name, quoted in (("on-link", "quote(dst=A)"), ("cut",
                         "quote(dst=FAR, keep=20)"), ("nobody",
                         "quote(sport=9, dst=FAR)"), ("tos",
                         "quote(dst=FAR, tos=0x10)"), ("tcp",
                         "quote(dst=FAR, proto=6)"), ("other-source",
                         "quote(src='10.0.0.9', dst=FAR)")):
        yield row(f"redirect-quote-{name}", f"redirect('10.0.0.253', {quoted}"
                  f", src=GATE)" + see, "redirects")
    yield row("redirect-other-address", f"redirect('10.0.0.253', {told}, "
              "src=GATE); echo(src=FAR1)", "redirects")
    yield row("redirect-back", f"redirect('10.0.0.253', {told}, src=GATE); "
              f"redirect('10.0.0.254', {told}, src='10.0.0.253')" + see,
              "redirects")
    yield row("redirect-then-mtu", f"redirect('10.0.0.253', {told}, src=GATE)"
              f"; frag_needed(1000, {told}); echo(LOAD[:1300], src=FAR)",
              "redirects")


def lines():
    for part in (codes, quotes, messages, shared, pings, raws, mtus,
                 redirects):
        yield from part()
