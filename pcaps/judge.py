#!/usr/bin/python3
"""Hold Muffin against a Linux, over all cases of all families.

    judge.py MUFFIN [--live | --record] [FAMILY[:HOST]...]

Without an option the judge is the record, verdicts/FAMILY/HOST.jsonl, which
needs no root; --live asks the running kernel, and --record writes down what it
says.  Each case meets a fresh host.  Prints the differences, then for each
family `FAMILY: N passed, N failed, N skipped` (frames; skipped are those that
Muffin says it does not model, by word); exit 1 if one differs.
"""
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import families  # noqa: E402


def loaded():
    """{family: {host: its cases}}"""
    found = {}
    for family, text in families.tables(HERE).items():
        hosts = found.setdefault(family, {})
        for case in families.load(HERE, f"cases/{family}.tsv", text):
            hosts.setdefault(case.host, []).append(case)
    return found


def command(muffin, mode, capture, family, host):
    record = f"{HERE}/verdicts/{family}/{host}.jsonl"
    words = [muffin, "diff", "--by-comment", "--json", "-c",
             f"{HERE}/hosts/{host}.host", "-r", capture]
    if "igmp" in host:                  # elsewhere its reports are background
        words.append("--igmp")
    if mode == "--record":
        os.makedirs(os.path.dirname(record), exist_ok=True)
        words += ["--record", record]
    elif mode != "--live":
        words += ["--against", record]
    return words


def tell(family, host, case, line):
    print(f"FAILED {family} {case} on host {host}, frame {line['n']}: "
          f"{' '.join(line['differs'] + line['timers_differ'])}")
    for side in ("linux", "muffin"):
        print(f"    {side}: {json.dumps(line[side])}")


def one(muffin, mode, family, host, cases, place):
    """Count of passed (True), failed (False) and words apart."""
    capture = f"{place}/{family}.{host}.pcapng"
    with open(capture, "wb") as f:
        f.write(families.pcapng(cases))
    done = subprocess.run(command(muffin, mode, capture, family, host),
                          stdout=subprocess.PIPE)
    if done.returncode not in (0, 1):
        return Counter({False: 1})
    names = [c.name for c in cases for _ in c.frames]
    count = Counter()
    for text in done.stdout.decode().splitlines():
        line = json.loads(text)
        if "n" not in line:
            continue
        if line.get("apart"):
            count[line["apart"]] += 1
            continue
        differs = line["differs"] or line["timers_differ"]
        count[not differs] += 1
        if differs:
            tell(family, host, names[line["n"] - 1], line)
    return count


def family_count(muffin, mode, family, hosts, wanted):
    count = Counter()
    with tempfile.TemporaryDirectory() as place:
        for host, cases in hosts.items():
            if not wanted or family in wanted or f"{family}:{host}" in wanted:
                count += one(muffin, mode, family, host, cases, place)
    return count


def main():
    words = sys.argv[1:]
    if not words:
        sys.exit(__doc__)
    muffin, *words = words
    mode = words.pop(0) if words[:1] in (["--live"], ["--record"]) else ""
    wrong = 0
    for family, hosts in loaded().items():
        count = family_count(muffin, mode, family, hosts, words)
        passed, failed = count.pop(True, 0), count.pop(False, 0)
        apart = ", ".join(f"{w} {n}" for w, n in sorted(count.items()))
        if passed + failed + len(count):
            print(f"{family}: {passed} passed, {failed} failed, "
                  f"{sum(count.values())} skipped ({apart})", flush=True)
        wrong += failed
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
