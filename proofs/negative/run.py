#!/usr/bin/env python3
"""run.py [CASE...]: what the gates must refuse, they refuse, each for its own reason.

A case is a C file whose first comment names the one gate that must fail (`none`: all must
pass; `also` another that cannot but fail with it), a pattern that the output must hold,
and the mode of prove.py; it becomes src/core/case.c of a tree of its own.  A line
`//// PATH` begins another file.
"""
import concurrent.futures
import glob
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.path.abspath("build/negative")
UNIT = "core/case src/core/case.c 1 provers=z3 timeout=1"


def field(text, name, default=""):
    m = re.search(r"\b%s: (.*?)\s*(?:\*/)?$" % name, text, re.M)
    return m[1] if m else default


def lay_out(name, text):
    """A tree that holds the case; returns its folder."""
    root = os.path.join(WORK, name)
    shutil.rmtree(root, ignore_errors=True)
    parts = re.split(r"^//// (\S+)\n", text, flags=re.M)
    files = {"src/core/case.c": parts[0], "proofs/trusted.txt": "",
             "proofs/units.tsv": "\t".join(field(text, "units", UNIT).split(" ", 3)) + "\n"}
    files.update(zip(parts[1::2], parts[2::2]))
    for path, body in files.items():
        os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
        with open(os.path.join(root, path), "w", encoding="utf-8") as f:
            f.write(body)
    return root


def judge(text, status, output):
    """None if the output is what the case demands, else what is wrong."""
    gate, says = field(text, "gate"), field(text, "says")
    failed = re.findall(r"^gate failed: (.*)$", output, re.M)
    if gate == "none":
        return None if status == 0 and "0 failed" in output else "refused, but it is good"
    if status != 1:
        return "not refused (status %d)" % status
    also = field(text, "also")
    expected = {g for g in (gate, also) if g not in ("", "unproved", "smoke")}
    if set(failed) != expected:
        return "refused by %s instead of `%s`" % (failed, gate)
    if gate != "unproved" and not also and re.search(r"^unproved: ", output, re.M):
        return "goals are unproved as well"
    return None if re.search(says, output) else "the output does not say `%s`" % says


def run(name):
    with open(os.path.join(HERE, name + ".c"), encoding="utf-8") as f:
        text = f.read()
    root = lay_out(name, text)
    p = subprocess.run([sys.executable, os.path.join(HERE, "..", "prove.py"),
                        field(text, "mode")], cwd=root, env=dict(os.environ, PWD=root), text=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    wrong = judge(text, p.returncode, p.stdout)
    if wrong:
        wrong += "\n    " + "\n    ".join(p.stdout.strip().split("\n")[-25:])
    return wrong


def main():
    names = sys.argv[1:] or sorted(os.path.basename(n)[:-2] for n in glob.glob(HERE + "/*.c"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        wrong = dict(zip(names, pool.map(run, names)))
    for name, why in wrong.items():
        if why:
            print("%s: %s" % (name, why))
    failed = sum(1 for why in wrong.values() if why)
    print("%d passed, %d failed" % (len(names) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
