#!/usr/bin/python3
"""Compare what muffin says of our captures with what it said before.

    golden.py MUFFIN            compare with pcaps/golden/
    golden.py --renew MUFFIN    write those files

demo and surprises are kept line by line for each host; grid as a table of how
many frames met which end.  Every line is held against the JSON schema.
"""
import collections
import difflib
import json
import os
import subprocess
import sys

import jsonschema

PCAPS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../pcaps")
HOSTS = ("b", "many")
LIKE = ("verdict", "reason", "detail", "at")


def explain(muffin, host, name):
    """The lines of `muffin explain --json` as bytes."""
    return subprocess.run(
        [muffin, "explain", "--json", "-c", f"{PCAPS}/hosts/{host}.host",
         "-r", f"{PCAPS}/{name}.pcap"], stdout=subprocess.PIPE, check=True,
        timeout=120).stdout


def summary(lines):
    """How many frames met each end, as a table."""
    counts = collections.Counter(
        "\t".join(str(json.loads(x)[k] or "-") for k in LIKE)
        for x in lines.splitlines())
    rows = [f"{n}\t{end}\n" for end, n in sorted(counts.items())]
    return "".join(["frames\t" + "\t".join(LIKE) + "\n"] + rows).encode()


def products(muffin):
    """(name in golden/, content, the lines behind it)"""
    for host in HOSTS:
        for name in ("demo", "surprises"):
            lines = explain(muffin, host, name)
            yield f"{name}-{host}.jsonl", lines, lines
        lines = explain(muffin, host, "grid")
        yield f"grid-{host}.tsv", summary(lines), lines


def against_schema(validator, name, lines):
    """Prints the lines that break it; how many hold, how many break it."""
    wrong, lines = 0, lines.splitlines()
    for n, line in enumerate(lines, 1):
        errors = list(validator.iter_errors(json.loads(line)))
        for e in errors[:1]:
            print(f"FAILED {name} line {n}: {e.json_path}: {e.message}")
        wrong += bool(errors)
    return len(lines) - wrong, wrong


def compare(path, new):
    """Prints how a golden file differs; whether it does."""
    old = open(path, "rb").read() if os.path.exists(path) else b""
    if old == new:
        return False
    print(f"FAILED {path} (a wanted change: make golden)")
    for line in list(difflib.unified_diff(
            old.decode().splitlines(), new.decode().splitlines(), "golden",
            "now", lineterm="", n=0))[:12]:
        print("    " + line[:300])
    return True


def main():
    renew = sys.argv[1:2] == ["--renew"]
    if len(sys.argv) != 2 + renew:
        sys.exit(__doc__)
    golden = f"{PCAPS}/golden"
    with open(f"{PCAPS}/verdict.schema.json") as f:
        validator = jsonschema.Draft7Validator(json.load(f))
    os.makedirs(golden, exist_ok=True)
    passed = failed = 0
    for name, content, lines in products(sys.argv[-1]):
        if renew:
            with open(f"{golden}/{name}", "wb") as f:
                f.write(content)
        differs = compare(f"{golden}/{name}", content)
        good, bad = against_schema(validator, name, lines)
        passed += good + (not differs)
        failed += bad + differs
    print(f"golden: {passed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
