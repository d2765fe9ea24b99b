#!/usr/bin/python3
"""Compare Muffin with what a live Linux 6.18 did, frame by frame.

    conform.py MUFFIN [NAME...]     NAME: demo, surprises, grid

Every frame of pcaps/NAME.pcap that its table calls `alone` is given to a
fresh host, and those that are not alone go on from the frame before: verdict,
reason, deciding function, sockets and what was sent must be those of the
column `linux`.  What Muffin says it does not model is counted apart, by its
word.  Prints each difference, then for each capture
`NAME: N passed, N failed, N skipped`; exit 1 if one differs.
"""
import csv
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
from collections import Counter

sys.dont_write_bytecode = True
PCAPS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../pcaps")
sys.path.insert(0, PCAPS)
import make  # noqa: E402

# kfree_skb tells the function that freed the packet (left).  It is not the one
# that decides in the source, and that Muffin names (right), where that one
# was inlined or hands its reason back to be freed there.
FREED_BY = {
    ("ip_local_deliver_finish", "ip_protocol_deliver_rcu"),
    ("__udp4_lib_rcv", "__udp4_lib_mcast_deliver"),
    ("icmp_rcv", "icmp_unreach"),
    ("icmp_rcv", "icmp_redirect"),
    ("icmp_rcv", "icmp_timestamp"),
}

# A random choice with a secret: any member of the group is right.
GROUPS = {"left": "reuseport", "right": "reuseport"}

RATES_OFF = ("sysctl -w net.ipv4.icmp_ratelimit=0\n"
             "sysctl -w net.ipv4.icmp_ratemask=0\n")


def frames(name):
    """[(record, bytes)] of a capture that make.py wrote."""
    data = open(f"{PCAPS}/{name}.pcap", "rb").read()
    at, found = 24, []
    while at < len(data):
        size, = struct.unpack_from("<I", data, at + 8)
        found.append(data[at:at + 16 + size])
        at += 16 + size
    return data[:24], found


def socket_word(got):
    if "error" in got:
        return f"{got['name']}!{got['error']}"
    return got["name"] + (":-" if got["data"] is None else f":{got['len']}")


def muffin_fields(line):
    """(verdict, reason, sockets, out, function) in the words of the tables."""
    out = [make.describe(bytes.fromhex(o["hex"])) for o in line["out"]]
    return (line["verdict"], line["reason"] or "",
            " ".join(sorted(socket_word(s) for s in line["sockets"])),
            " ".join(out), line["at"] or "")


def any_member(sockets):
    words = (w.partition(":") for w in sockets.split())
    return [GROUPS.get(n, n) + ":" + size for n, _, size in words]


def alike(linux, muffin):
    """Whether two answers are the same but for the deciding function."""
    return (linux[:2] == muffin[:2] and linux[3] == muffin[3]
            and any_member(linux[2]) == any_member(muffin[2]))


def same_function(linux, muffin):
    """Whether the same function dropped; gcc marks its copies of one."""
    told = linux[4].split(".")[0]
    return (linux[0] != "dropped" or told == muffin[4]
            or (told, muffin[4]) in FREED_BY)


def runs(rows):
    """The rows in runs: each begins with a frame that meets a fresh host."""
    found = []
    for row in rows:
        if row["alone"] == "yes":
            found.append([])
        found[-1].append(row)
    return found


def ask(muffin, host, name, rows):
    """Muffin's line for each row, each run of frames meeting a fresh host."""
    head, records = frames(name)
    with tempfile.TemporaryDirectory() as place:
        path = f"{place}/{host}.host"
        with open(path, "w") as f:
            f.write(open(f"{PCAPS}/hosts/{host}.host").read() + RATES_OFF)
        words = [muffin, "explain", "--json", "-c", path]
        for run in runs(rows):
            one = f"{place}/{run[0]['frame']}"
            with open(one, "wb") as f:
                f.write(head)
                for row in run:
                    f.write(records[int(row["frame"]) - 1])
            words += ["-r", one]
        done = subprocess.run(words, stdout=subprocess.PIPE, timeout=120,
                              check=True)
    lines = [json.loads(x) for x in done.stdout.splitlines()]
    if len(lines) != len(rows):
        sys.exit(f"conform: {name}: {len(rows)} frames, {len(lines)} lines")
    return lines


def why_apart(linux, ours, line):
    """The word for an answer that cannot be compared, or None."""
    if line["verdict"] == "not_modelled":
        return line["detail"]
    if not linux[0] or linux[0] == "refused":
        return "not_asked"
    if alike(linux, ours) and not same_function(linux, ours) and \
            linux[4] in deviations():
        return linux[4]
    return None


def deviations():
    """Functions of Linux whose work spec/deviations.md says Muffin lacks."""
    path = f"{PCAPS}/../spec/deviations.md"
    text = open(path).read() if os.path.exists(path) else ""
    return set(re.findall(r"`([a-z0-9_]+)`", text))


def tell(name, host, row, ours):
    print(f"FAILED {name} frame {row['frame']} {row['case']} on host {host}\n"
          f"    linux:  {row['linux']}\n    muffin: "
          + " ".join(w for w in ours[:4] if w) + f" @{ours[4]}")


def conform(muffin, name):
    """Compares one capture: how many passed, failed, {word: apart}."""
    count, apart = Counter(), Counter()
    table = list(csv.DictReader(open(f"{PCAPS}/{name}.tsv"), delimiter="\t",
                                quoting=csv.QUOTE_NONE))
    for host in make.HOSTS:
        rows = [r for r in table if r["host"] == host]
        for row, line in zip(rows, ask(muffin, host, name, rows)):
            linux, ours = make.fields(row["linux"]), muffin_fields(line)
            word = why_apart(linux, ours, line)
            good = alike(linux, ours) and same_function(linux, ours)
            if word:
                apart[word] += 1
            else:
                count[good] += 1
                if not good:
                    tell(name, host, row, ours)
    return count[True], count[False], apart


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    wrong = 0
    for name in sys.argv[2:] or make.CAPTURES:
        passed, failed, apart = conform(sys.argv[1], name)
        words = ", ".join(f"{w} {n}" for w, n in sorted(apart.items()))
        print(f"{name}: {passed} passed, {failed} failed, "
              f"{sum(apart.values())} skipped ({words})")
        wrong += failed
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
