#!/usr/bin/env python3
"""status.py [README.md]: the status table, from claims.json and cold.json alone.

Prints it, or writes it between the status markers of the file named.
"""
import json
import os
import re
import sys

ROOMS = {"lib": "bytes, checksum, pools, queues, hash chains",
         "core": "packets, devices, neighbours, counters, the receive door",
         "ipv4": "IP input, options, routes, ARP, ICMP, IGMP, UDP"}


def load(name):
    try:
        with open(os.path.join("proofs", name), encoding="utf-8") as f:
            return json.load(f)
    except (OSError, ValueError):
        return None


def functions(unit):
    """How many: beside them stand `lemma NAME` and `(other)`."""
    return sum(1 for f in unit["functions"] if " " not in f and "(" not in f)


def table():
    claims, cold = load("claims.json"), load("cold.json")
    if not claims:
        return "No proof has been recorded yet: run `make prove`."
    rows = ["| room | what | functions | goals proved |", "|---|---|---:|---:|"]
    for room, what in ROOMS.items():
        units = [u for n, u in claims["units"].items() if n.startswith(room + "/")]
        rows.append("| `src/%s` | %s | %d | %d / %d |" % (
            room, what, sum(functions(u) for u in units),
            sum(u["proved"] for u in units), sum(u["goals"] for u in units)))
    total = claims["total"]
    rows.append("| **all** | no admit, no axiom, no unproved lemma | **%d** | **%d / %d** |"
                % (total["functions"], total["proved"], total["goals"]))
    if cold:
        rows.append("")
        rows.append("Last proved from nothing: %s, %d of %d goals in %d prover-minutes on %s."
                    % (cold["date"], cold["proved"], cold["goals"],
                       round(cold["seconds"] / 60), cold["machine"]))
    return "\n".join(rows)


def main():
    if len(sys.argv) < 2:
        print(table())
        return 0
    with open(sys.argv[1], encoding="utf-8") as f:
        text = f.read()
    new, n = re.subn(r"(<!-- status -->\n).*?(<!-- /status -->)",
                     lambda m: m[1] + table() + "\n" + m[2], text, flags=re.S)
    if n != 1:
        print("%s: no <!-- status --> ... <!-- /status --> to fill" % sys.argv[1],
              file=sys.stderr)
        return 2
    if new != text:
        with open(sys.argv[1], "w", encoding="utf-8") as f:
            f.write(new)
    return 0


if __name__ == "__main__":
    sys.exit(main())
