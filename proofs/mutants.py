#!/usr/bin/env python3
"""mutants.py [MUTANT...]: a wrong comparison breaks a proof or, where none speaks of it, a test.

  --tests   the tests alone: those that mutants/*.tsv name must still fail
  --record  write down there which test fails

One mutant a line of mutants/*.tsv: its name, a file of src/ipv4/, a function, a text that
occurs once in the code of that function (not in its annotations), what stands there instead,
what is expected, and the test that fails as well (`-`: none).  Expected is `proof`: a goal of
the function is not proved; `test`: a test fails; `none`: neither, for the code does the same.
Each mutant gets a tree in build/mutants/, of links but for the file that it changes; WP proves
the one function there (prove.py --fct).  Run from the top of the tree.
"""
import argparse
import concurrent.futures
import glob
import os
import re
import resource
import shutil
import subprocess
import sys

import ctext

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = "build/mutants"
TEST = "tests/test_fib_trie.c"
STEPS = ("STEPS = 1000000", "STEPS = 60000")         # of the random test: enough for a mutant
SECONDS = 8                                          # of CPU for the tests; they need 1
GOAL_SECONDS, SLOW = 5, 20                           # SLOW: functions with goals that need it
CC = ["gcc", "-O1", "-g", "-std=c11", "-w", "-Isrc", "-I.", "-fsanitize=undefined",
      "-fno-sanitize-recover=all"]
SHORT = {"test_every_prefix_length_of_one_address": "prefixes",
         "test_trie_agrees_with_a_list": "list",
         "test_a_full_trie_refuses_and_keeps_its_routes": "full"}


class Wrong(Exception):
    """A mutant that cannot be judged: the table or the tools are wrong."""


class Mutant:
    """A line of a table."""

    def __init__(self, where, fields):
        if len(fields) != 7 or fields[5] not in ("proof", "test", "none"):
            raise SystemExit("%s: need seven fields with tabs, the sixth `proof`, `test` or "
                             "`none`" % where)
        self.name, file, self.function, self.old, self.new, self.expect, self.test = fields
        self.source = "src/ipv4/" + file
        self.unit = self.source[len("src/"):-len(".c")]
        self.root = "%s/%s" % (WORK, self.name)

    def text(self):
        """The changed file."""
        source = ctext.Source(self.source)
        found = [f for f in source.functions() if f.name == self.function]
        if len(found) != 1:
            raise Wrong("%s has no function %s" % (self.source, self.function))
        code = found[0].text()
        if code.count(self.old) != 1:
            raise Wrong("`%s` occurs %d times in %s" % (self.old, code.count(self.old),
                                                        self.function))
        at = found[0].body + code.index(self.old)
        return source.text[:at] + self.new + source.text[at + len(self.old):]

    def lay_out(self):
        """Its tree."""
        text = self.text()
        shutil.rmtree(self.root, ignore_errors=True)
        for folder, but in (".", "src"), ("src", "ipv4"), ("src/ipv4", self.source[9:]):
            there = os.path.join(self.root, folder)
            os.makedirs(there)
            for name in os.listdir(folder):
                if name not in (but, "build") and not name.startswith("."):
                    os.symlink(os.path.abspath(os.path.join(folder, name)),
                               os.path.join(there, name))
        with open(os.path.join(self.root, self.source), "w", encoding="utf-8") as f:
            f.write(text)


# --- the table ----------------------------------------------------------------------------
def load():
    mutants = []
    for path in sorted(glob.glob(HERE + "/mutants/*.tsv")):
        with open(path, encoding="utf-8") as f:
            mutants += [Mutant("%s:%d" % (path, i), line.rstrip("\n").split("\t"))
                        for i, line in enumerate(f, 1) if not line.startswith("#")]
    if len({m.name for m in mutants}) != len(mutants):
        raise SystemExit("proofs/mutants: a name occurs twice")
    return mutants


def select(mutants, wanted):
    missing = set(wanted) - {m.name for m in mutants}
    if missing:
        raise SystemExit("no mutant `%s` in proofs/mutants/*.tsv" % missing.pop())
    return [m for m in mutants if m.name in wanted or not wanted]


def record(name, test):
    """Write the test that kills a mutant into its table."""
    for path in glob.glob(HERE + "/mutants/*.tsv"):
        with open(path, encoding="utf-8") as f:
            lines = f.read().split("\n")
        for i, line in enumerate(lines):
            fields = line.split("\t")
            if fields[0] == name:
                lines[i] = "\t".join(fields[:6] + [test or "-"])
        with open(path + ".new", "w", encoding="utf-8") as f:
            f.write("\n".join(lines))
        os.replace(path + ".new", path)


# --- the tests ----------------------------------------------------------------------------
def compiled(command, what):
    p = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                       check=False)
    if p.returncode:
        raise Wrong("%s does not compile: %s" % (what, p.stdout.strip().split("\n")[0]))


def compile_base():
    """The objects of the test and of the trie as it is: {source: object}."""
    os.makedirs(WORK + "/base", exist_ok=True)
    test = WORK + "/base/test.c"
    with open(TEST, encoding="utf-8") as f:
        text = f.read()
    if text.count(STEPS[0]) != 1:
        raise SystemExit("%s: no `%s`" % (TEST, STEPS[0]))
    with open(test, "w", encoding="utf-8") as f:
        f.write(text.replace(*STEPS))
    objects = {}
    for source in [test] + sorted(glob.glob("src/ipv4/fib_trie*.c")):
        objects[source] = "%s/base/%s.o" % (WORK, os.path.basename(source)[:-2])
        compiled(CC + ["-c", source, "-o", objects[source]], source)
    return objects


def limit():
    """A mutant may loop, or crash."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run_tests(objects, program):
    """Link and run: the first test that fails, or ""."""
    compiled(CC + objects + ["-lcmocka", "-o", program], "the test")
    with open(program + ".log", "w+", encoding="utf-8", errors="replace") as log:
        p = subprocess.Popen([program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, errors="replace", preexec_fn=limit)
        for line in p.stdout:
            log.write(line)
            if line.startswith("[  FAILED"):         # one is enough
                p.kill()
        status = p.wait()
        log.seek(0)
        text = log.read()
    if status == 0:
        return ""
    failed = re.findall(r"^\[  FAILED  \] (test_\w+)", text, re.M)
    failed = failed or re.findall(r"^\[ RUN      \] (test_\w+)", text, re.M)[-1:]
    if not failed:
        raise Wrong("the tests do not run, see %s.log" % program)
    return SHORT.get(failed[0], failed[0])


def ask_tests(mutant, base):
    """The test that the mutant fails, or ""."""
    changed = os.path.join(mutant.root, mutant.source)
    mine = os.path.join(mutant.root, "mutant.o")
    compiled(CC + ["-c", changed, "-o", mine], mutant.source)
    return run_tests([mine if s == mutant.source else o for s, o in base.items()],
                     os.path.join(mutant.root, "test"))


# --- the proof ----------------------------------------------------------------------------
def goal_seconds(mutant):
    """Enough that a goal does not fail for want of time: cache.txt has what each took."""
    with open(HERE + "/cache.txt", encoding="ascii") as f:
        for line in f:
            unit, goal, *_, seconds = line.rstrip("\n").split("\t")
            if unit == mutant.unit and goal.startswith("typed_ref_%s_" % mutant.function) \
                    and 2 * float(seconds) > GOAL_SECONDS:
                return SLOW
    return GOAL_SECONDS


def ask_proof(mutant):
    """The goals of the function that WP does not prove."""
    root = os.path.abspath(mutant.root)
    p = subprocess.run([sys.executable, HERE + "/prove.py", "prove", mutant.unit, "--fct",
                        mutant.function, "--timeout", str(goal_seconds(mutant))], cwd=root,
                       env=dict(os.environ, PWD=root), text=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    with open(root + "/proof.log", "w", encoding="utf-8") as f:
        f.write(p.stdout)
    goals = re.findall(r"^unproved: \S+: (?:typed_ref_)?(\S+)", p.stdout, re.M)
    sums = re.search(r"^(\d+) passed, (\d+) failed$", p.stdout, re.M)
    if not sums or "gate failed" in p.stdout or (p.returncode == 0) == bool(goals):
        raise Wrong("WP could not be asked, see %s/proof.log" % mutant.root)
    return goals


# --- the verdict --------------------------------------------------------------------------
class Verdict:
    """What a mutant came to: the test that fails, the goals that do, or what is wrong."""

    def __init__(self, mutant):
        self.mutant, self.test, self.goals, self.wrong = mutant, "", [], ""

    def good(self, tests_only):
        if self.wrong:
            return False
        if self.mutant.expect == "none":
            return not self.test and not self.goals
        if tests_only or self.mutant.expect == "test":
            return self.mutant.test in ("-", self.test) and \
                bool(self.test or self.mutant.expect == "proof")
        return bool(self.goals)

    def words(self, tests_only):
        if self.wrong:
            return "WRONG: " + self.wrong
        said = []
        if self.goals:
            more = " and %d more" % (len(self.goals) - 1) if len(self.goals) > 1 else ""
            said.append("killed by proof (%s%s)" % (self.goals[0], more))
        if self.test:
            said.append("killed by test (%s)" % self.test)
        if not said and self.mutant.expect == "none":
            said.append("unharmed, as it should be")
        elif not said:
            left = tests_only and self.good(True)
            said.append("left to the proof" if left else "SURVIVED")
        if not self.good(tests_only):
            said.append("EXPECTED: %s" % (self.mutant.test if tests_only else self.mutant.expect))
        return ", ".join(said)


def judge(mutant, base, tests_only):
    verdict = Verdict(mutant)
    try:
        mutant.lay_out()
        verdict.test = ask_tests(mutant, base)
        if not tests_only and mutant.expect != "test":
            verdict.goals = ask_proof(mutant)
    except Wrong as wrong:
        verdict.wrong = str(wrong)
    return verdict


def main():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("mutants", nargs="*", metavar="MUTANT")
    p.add_argument("--tests", action="store_true", help="the tests alone")
    p.add_argument("--record", action="store_true", help="write down which test fails")
    args = p.parse_args()
    mutants = select(load(), args.mutants)
    base = compile_base()
    if run_tests(list(base.values()), WORK + "/base/test"):
        raise SystemExit("the tests fail without a mutant, see %s/base/test.log" % WORK)
    failed = 0
    jobs = (os.cpu_count() or 2) if args.tests else 1    # WP keeps the cores busy
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for verdict in pool.map(lambda m: judge(m, base, args.tests), mutants):
            print("%s: %s" % (verdict.mutant.name, verdict.words(args.tests)), flush=True)
            failed += not verdict.good(args.tests)
            if args.record and not verdict.wrong:
                record(verdict.mutant.name, verdict.test)
    print("%d passed, %d failed" % (len(mutants) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
