"""Whose packets are accepted: source x destination x filter x forwarding."""
from itertools import product

GRID = [f"rpf-{r}-{f}" for r, f in product(range(3), range(2))]
SOURCES = {"a": "A", "own": "B", "own1": "US1", "c": "C",
           "way0": "'192.0.2.1'", "way1": "FAR1", "no-way": "'203.0.113.1'",
           "barred": "'198.51.100.1'", "subnet": "NET", "subnet1": "NET1",
           "network": "'10.0.0.0'", "zero-net": "'0.1.2.3'",
           "zero": "'0.0.0.0'", "loop": "'127.0.0.1'",
           "class-e": "'240.0.0.1'", "group": "'224.0.0.5'",
           "all": "'255.255.255.255'"}
# Sources whose answer the filter and forwarding change, and all others once.
FILTERED = ("a", "own", "own1", "c", "way0", "way1", "no-way", "barred",
            "subnet", "subnet1", "network", "zero-net", "class-e")
TARGETS = {"us": "B", "us1": "US1", "subnet": "NET", "subnet1": "NET1",
           "way0": "'192.0.2.9'", "way1": "'192.0.2.200'",
           "barred": "'198.51.100.9'", "no-way": "'203.0.113.9'",
           "loop": "'127.0.0.2'", "network1": "'10.0.1.0'",
           "class-e": "'240.0.0.9'"}
MACS = {"all": "MAC_ALL", "group": "MAC_GROUP"}
FRAMES = {"subnet": "MAC_ALL", "all": "MAC_ALL"}


def frame(src, dst, mac="MAC_B"):
    told = "" if mac == "MAC_B" else f"mac={mac}, "
    return f"datagram({told}src={src}, dst={dst})"


def row(name, hosts, text, clauses="-"):
    return "\t".join([name, clauses, " ".join(hosts), text])


def clause(source, target):
    if source in ("zero", "loop", "group", "all") or target == "loop":
        return "IPR-023"
    return "IPR-030" if source.startswith("own") else "IPR-034"


def filtered():
    """The full grid, for what is delivered here and what is forwarded."""
    for (s, src), t in product(SOURCES.items(), ("us", "way1")):
        hosts = GRID if s in FILTERED else ["rpf-0-0", "rpf-1-1"]
        yield row(f"{s}-to-{t}", hosts, frame(src, TARGETS[t]), clause(s, t))
    for s, t in product(("a", "own", "way1", "no-way", "subnet"),
                        ("us1", "subnet", "subnet1", "way0", "barred")):
        yield row(f"{s}-to-{t}", ["rpf-0-1", "rpf-1-0", "rpf-2-1"],
                  frame(SOURCES[s], TARGETS[t], FRAMES.get(t, "MAC_B")),
                  clause(s, t))
    for t in ("no-way", "loop", "network1", "class-e"):
        yield row(f"a-to-{t}", GRID[:2], frame("A", TARGETS[t]),
                  clause("a", t))


def groups():
    """Groups and 255.255.255.255 have a validation of their own."""
    for s in ("a", "own", "c", "way1", "no-way", "barred", "subnet", "zero",
              "loop", "class-e"):
        src = SOURCES[s]
        yield row(f"{s}-to-member", ["rpf-0-0", "rpf-1-0", "rpf-2-0"],
                  f"to_group('239.1.2.3', src={src})", "IPR-022")
        yield row(f"{s}-to-hosts", ["rpf-0-0", "rpf-1-0"],
                  f"to_group('224.0.0.1', src={src}, dport=4747)", "IPR-022")
        yield row(f"{s}-to-limited", ["rpf-0-0", "rpf-1-0", "rpf-2-0"],
                  frame(src, "'255.255.255.255'", "MAC_ALL"), "IPR-024")


def frames():
    """Unicast packets in frames for all or some."""
    for (m, mac), t in product(MACS.items(), ("us", "way1", "barred")):
        yield row(f"frame-{m}-to-{t}", ["rpf-0-0", "rpf-0-1",
                                        "strict-frames"],
                  frame("A", TARGETS[t], mac), "IPR-105")
    for m, mac in MACS.items():
        yield row(f"frame-{m}-martian", ["rpf-1-0", "strict-frames"],
                  frame("FAR1", "B", mac), "IPR-105")
    yield row("frame-all-to-subnet", ["strict-frames"],
              frame("A", "NET", "MAC_ALL"), "IPR-105")
    yield row("frame-group-to-hosts", ["strict-frames"],
              "to_group('224.0.0.1', dport=4747)", "IPR-105")
    yield row("frame-all-options", ["strict-frames"],
              "datagram(mac=MAC_ALL, options=b'\\7\\1\\4\\0')", "IPR-105")


def special():
    """Hosts that take what others refuse."""
    both = ["accept-local", "route-localnet"]
    every = both + ["loopback-wire"]
    for s in ("own", "own1", "loop", "subnet"):
        for t in ("us", "us1", "loop", "subnet"):
            if s == "subnet" and t != "us":
                continue
            yield row(f"special-{s}-to-{t}", both if s != "loop" else every,
                      frame(SOURCES[s], TARGETS[t], FRAMES.get(t, "MAC_B")),
                      "IPR-031" if s.startswith("own") else "IPR-023")
    for s in ("own", "loop"):
        yield row(f"special-{s}-echo", every, f"echo(src={SOURCES[s]})")
        yield row(f"special-{s}-closed", every,
                  f"datagram(src={SOURCES[s]}, dport=9)")
    for s in ("a", "way0"):
        yield row(f"special-{s}-to-loop", every[1:],
                  frame(SOURCES[s], TARGETS["loop"]), "IPR-023")
        yield row(f"special-{s}-to-loop-echo", every[1:],
                  f"echo(src={SOURCES[s]}, dst='127.0.0.1')")
    yield row("special-loop-eth1", ["route-localnet"],
              "@eth1 datagram(mac=MAC_B1, src='127.0.0.1', dst=US1)")
    yield row("special-own-eth1", ["accept-local"],
              "@eth1 datagram(mac=MAC_B1, src=B, dst=US1)")
    for s in ("a", "own", "c", "way1", "no-way"):
        yield row(f"mixed-{s}", ["rpf-mixed"], frame(SOURCES[s], "B"),
                  "RTE-108")
        yield row(f"mixed-{s}-eth1", ["rpf-mixed"],
                  "@eth1 " + frame(SOURCES[s], "US1", "MAC_B1"), "RTE-108")


def lines():
    for part in (filtered, groups, frames, special):
        yield from part()
