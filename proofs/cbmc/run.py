#!/usr/bin/env python3
"""run.py [HARNESS...]: bounded model checks with CBMC.

Each proofs/cbmc/*.c is one harness.  Comment lines at its start say how it is
run; OLD -> NEW is a text that must occur exactly once in the file of src/ that
is named, of which a changed copy in build/bmc/ comes first in the include path:

    bmc-contract: F          check F against its contract (goto-instrument --dfcc)
    bmc-replace: F G ...     calls of these by their contracts
    bmc-set: FILE: OLD -> NEW    a smaller constant
    bmc-loops: yes           loops by the contracts that a bmc-set put there
    bmc-unwind: N            loops: at most N - 1 turns, which is asserted (3)
    bmc-bug: FILE: OLD -> NEW    a seeded bug: this must be refuted

A harness passes when CBMC proves everything (0), refutes the seeded bug (10, by
an assertion, not by an error), and comes to every place marked REACHED.
"""
import concurrent.futures
import glob
import os
import re
import resource
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.join(TOP, "build", "bmc")
LIMIT = int(os.environ.get("BMC_LIMIT", "200"))   # seconds for one run
JOBS = int(os.environ.get("BMC_JOBS", "2"))
CHECKS = ["--bounds-check", "--pointer-check", "--pointer-overflow-check",
          "--signed-overflow-check", "--unsigned-overflow-check",
          "--conversion-check", "--undefined-shift-check",
          "--div-by-zero-check", "--unwinding-assertions"]


class Wrong(Exception):
    """A harness that cannot be run as it says."""


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def directives(path):
    found = {"set": [], "bug": []}
    for key, value in re.findall(r"^ \* bmc-(\w+): (.*)$", read(path), re.M):
        if key in ("set", "bug"):
            match = re.fullmatch(r"(\S+): (.+) -> (.+)", value)
            if not match:
                raise Wrong(f"cannot read '{value}'")
            found[key].append(match.groups())
        else:
            found[key] = value
    return found


def shadow(folder, changes):
    """Changed copies of files of src/, below folder."""
    texts = {}
    for name, old, new in changes:
        text = texts.get(name) or read(os.path.join(TOP, "src", name))
        if text.count(old) != 1:
            raise Wrong(f"{name}: '{old}' occurs {text.count(old)} times")
        texts[name] = text.replace(old, new)
    for name, text in texts.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


def call(command, log):
    log.write("+ " + " ".join(command) + "\n")
    log.flush()
    return subprocess.run(command, stdout=log, stderr=log, cwd=TOP,
                          timeout=LIMIT, check=False).returncode


def cbmc(path, found, kind):
    """One run; gives CBMC's exit status and its output."""
    name = os.path.basename(path)[:-2]
    folder = os.path.join(BUILD, name, kind)
    subprocess.run(["rm", "-rf", folder], check=True)
    os.makedirs(folder)
    shadow(folder, found["set"] + (found["bug"] if kind == "bug" else []))
    before, after = os.path.join(folder, "a.gb"), os.path.join(folder, "b.gb")
    out = os.path.join(folder, "log")
    with open(out, "w", encoding="utf-8") as log:
        compiled = call(
            ["goto-cc", "-I" + folder, "-Isrc", "-I.", "--function", "harness",
             *(["-DVACUITY"] if kind == "reach" else []), "-o", before, path],
            log)
        if compiled != 0:
            raise Wrong(f"does not compile, see {out}")
        if "contract" in found:
            with open(out + ".dfcc", "w", encoding="utf-8") as dfcc:
                instrumented = call(
                    ["goto-instrument", "--dfcc", "harness",
                     "--enforce-contract", found["contract"],
                     *(word for f in found.get("replace", "").split()
                       for word in ("--replace-call-with-contract", f)),
                     *(["--apply-loop-contracts"] if "loops" in found else []),
                     before, after], dfcc)
            if instrumented != 0:
                raise Wrong(f"no such contract, see {out}.dfcc")
        else:
            after = before
        flags = ["--unwind", found.get("unwind", "3")]
        flags += (["--no-standard-checks"] if kind == "reach" else CHECKS)
        flags += (["--stop-on-fail"] if kind == "bug" else [])
        status = call(["cbmc", *flags, "--verbosity", "6", after], log)
    return status, read(out)


def reached(text):
    """Places marked REACHED: all of them, and those that CBMC came to."""
    marks = re.findall(r"reached: (.*?): (SUCCESS|FAILURE)", text)
    return len(marks), sum(result == "FAILURE" for _, result in marks)


def judge(path):
    """One row of the table: name, words for the three runs, passed?"""
    name = os.path.basename(path)[:-2]
    words, good, start = [], True, time.monotonic()
    try:
        found = directives(path)
        if len(found["bug"]) != 1:
            raise Wrong("needs one bmc-bug")
        for kind in ("prove", "bug", "reach"):
            began = time.monotonic()
            try:
                status, text = cbmc(path, found, kind)
            except subprocess.TimeoutExpired:
                words.append("timeout")
                good = False
                continue
            spent = f"{time.monotonic() - began:.0f} s"
            if kind == "prove":
                ok = status == 0
                count = re.search(r"\*\* 0 of (\d+) failed", text)
                ok = ok and count is not None
                words.append(f"{count[1]} properties, {spent}" if ok
                             else f"NOT PROVEN ({status})")
            elif kind == "bug":
                ok = status == 10 and "VERIFICATION FAILED" in text
                words.append(f"refuted, {spent}" if ok
                             else f"NOT REFUTED ({status})")
            else:
                all_marks, came = reached(text)
                ok = 0 < all_marks == came
                words.append(f"{came}/{all_marks}, {spent}")
            good = good and ok
    except Wrong as wrong:
        words.append(str(wrong))
        good = False
    return name, words, good, time.monotonic() - start


def main():
    names = sys.argv[1:]
    paths = [os.path.join(HERE, n + ".c") for n in names] or \
        sorted(glob.glob(os.path.join(HERE, "*.c")))
    start, rows = time.monotonic(), []
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for row in pool.map(judge, paths):
            name, words, good, spent = row
            words = words + [""] * (3 - len(words))
            if not rows:
                print(f"{'harness':20} {'':4} {'proven':24} {'seeded bug':16} "
                      f"{'reached':12} seconds")
            rows.append(row)
            print(f"{name:20} {'ok' if good else 'FAIL':4} {words[0]:24} "
                  f"{words[1]:16} {words[2]:12} {spent:5.0f}", flush=True)
    cpu = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{time.monotonic() - start:.0f} s, {cpu.ru_utime:.0f} s of CPU, "
          f"largest {cpu.ru_maxrss // 1024} MB")
    failed = sum(not row[2] for row in rows)
    print(f"{len(rows) - failed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
