"""One Frama-C run over one unit, and what its log says."""
import csv
import functools
import os
import re
import shutil
import signal
import subprocess
import time

import cache

FLAGS = ("-machdep gcc_x86_64 -warn-unsigned-overflow -warn-unsigned-downcast "
         "-warn-signed-downcast -warn-left-shift-negative -warn-right-shift-negative").split()
INVALID_POINTER = ["-warn-invalid-pointer"]          # off in units with ops-table calls
WP = ("-wp -wp-rte -rte-no-pointer-call -wp-model Typed+Ref "
      "-wp-check-memory-model").split()
CPP = ["-cpp-extra-args=-I src -I spec -I ."]
PROVERS = ["alt-ergo", "cvc4", "z3"]
NAMES = {"Alt-Ergo": "alt-ergo", "CVC4": "cvc4", "Z3": "z3"}
LIMIT = 3 * 3600                                     # seconds; a hung Frama-C

GOAL = re.compile(r"^\[wp\] \[([^\]]+)\] Goal (\S+)(?: : (.*))?$")
SMOKE = re.compile(r"^\[wp\] \[(\w+)\] Smoke-test (\S+)")
TOTAL = re.compile(r"^\[wp\] Proved goals: +(\d+) / (\d+)")
HYPOTHESES = re.compile(r"^  Memory model hypotheses for function '(\w+)':")
STEPS = re.compile(r" \((\d{18})\) \(cached\)")


def installed(prover):
    return shutil.which(prover) is not None


@functools.lru_cache
def version():
    p = subprocess.run(["frama-c", "-version"], stdout=subprocess.PIPE, text=True, check=False)
    return p.stdout.strip()


def front_end(unit):
    """The options that the front end of a unit takes."""
    return FLAGS + ([] if unit.ops else INVALID_POINTER) + CPP


def run(command, log, env=None):
    """Run a command with its output in the file `log`; returns (exit status, seconds)."""
    start = time.time()
    with open(log, "w", encoding="utf-8") as out:
        p = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=env,
                             stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            status = p.wait(LIMIT)
        except BaseException as e:                   # no prover may outlive us
            os.killpg(p.pid, signal.SIGKILL)
            p.wait()
            if not isinstance(e, subprocess.TimeoutExpired):
                raise
            status = 124
    return status, time.time() - start


def wp_options(unit, work, mode, provers, timeout, par):
    """The options of a WP run on a unit with the cache directory work/cache."""
    opts = WP + ["-wp-session", work + "/session", "-wp-cache", mode,
                 "-wp-cache-dir", work + "/cache", "-wp-prover", ",".join(provers),
                 "-wp-timeout", str(timeout), "-wp-par", str(par)]
    if unit.split:
        opts.append("-wp-split")
    if unit.skip:
        opts += ["-wp-skip-fct", ",".join(sorted(unit.skip))]
    if unit.only:
        opts += ["-wp-fct", unit.only]
    return opts


# WP's task hash depends a little on how goals interleave (the order of type declarations).
# So every run keeps all goals in hand at once, and the provers take turns (prover_slots).
ALL = 1000


# What a prover of Why3 does, in shell.  A goal whose formula, but for the numbers in it, it
# proved before, it tries at once and with all its time.  For the others it holds its places
# in the rounds to come, waits for those before it, tries quickly, and tries again when
# everybody has tried.
KNOWN = """exec 5>{bin}/known; flock -s 5
for task; do :; done
key={hints}/$(sed -n '/[Gg]oal wp_goal/,$p' "$task" | tr -d ' \\n0-9' | md5sum | cut -c1-24).{prover}
judge() { case $answer in unsat*|*Valid*) echo "$answer"; : > "$key"; exit ;; esac }
if [ -e "$key" ]; then
exec 9>{bin}/slot.$(($$ % {slots})); flock 9
answer=$(ulimit -t {seconds}; exec setpriv --pdeathsig KILL {real} "$@" 2>&1); judge
exec 9>&-
fi
"""
START = "exec 5>&-\n" + "exec 6>{bin}/known; flock 6; exec 6>&-\n"
HOLD = "exec {fd}>{bin}/{name}; flock -s {fd}\n"
AWAIT = "exec 6>{bin}/{name}; flock 6; exec 6>&-\n"
LEAVE = "exec {fd}>&-\n"
TRY = """exec 9>{bin}/slot.$(($$ % {slots})); flock 9
answer=$(timeout {quick} {real} "$@" 2>&1); judge
exec 9>&-
"""
LAST = """exec 9>{bin}/slot.$(($$ % {slots})); flock 9
answer=$(ulimit -t {seconds}; exec setpriv --pdeathsig KILL {real} "$@" 2>&1); judge
echo "$answer"
"""


def rounds(name):
    """The rounds of a prover: what it knows, z3, alt-ergo, cvc4, alt-ergo with its time, the
    others."""
    hold = lambda fd, of: HOLD.replace("{fd}", str(fd)).replace("{name}", of)
    leave = lambda fd: LEAVE.replace("{fd}", str(fd))
    wait = lambda of: AWAIT.replace("{name}", of)
    if name == "Z3":
        return hold(7, "z3.1") + KNOWN + START + TRY + leave(7) + wait("alt-ergo.2") + LAST
    if name == "Alt-Ergo":
        return (hold(7, "alt-ergo.1") + hold(8, "alt-ergo.2") + KNOWN + START + "sleep .5\n" +
                wait("z3.1") + TRY + leave(7) + wait("cvc4.1") + LAST)
    return (hold(7, "cvc4.1") + KNOWN + START + "sleep .5\n" + wait("alt-ergo.1") + TRY +
            leave(7) + wait("alt-ergo.2") + LAST)


QUICK = {"Z3": ".4", "Alt-Ergo": ".7", "CVC4": "1.5"}    # seconds on the clock


HINTS = "build/proofs/hints"                        # what each prover proved, by formula


def fill(text, values):
    """Put the values in the place of their names in braces."""
    for name, value in values.items():
        text = text.replace("{%s}" % name, str(value))
    return text


def prover_slots(work, conf, seconds, slots):
    """A Why3 configuration whose provers wait for one of `slots` places and then have
    `seconds` of CPU time: a thousand may be asked for, few run, and load costs none.
    They take turns over all goals of a unit (rounds), first quickly: of what Z3 takes, it
    takes 84 in 100 in 0.2 s.  Alt-Ergo has a quarter of the time at last: 98 in 100 of what
    it takes, it takes in 2 s."""
    os.makedirs(work + "/bin", exist_ok=True)
    os.makedirs(HINTS, exist_ok=True)
    text = ["[main]\nmagic = 14\nlibdir = \"/usr/lib/ocaml/why3\"\n"
            "datadir = \"/usr/share/why3\"\n"]
    for name, version in conf:
        real = shutil.which(NAMES[name])
        if not real:
            continue
        path = os.path.abspath("%s/bin/%s" % (work, NAMES[name]))
        with open(path + ".new", "w", encoding="ascii") as f:
            f.write("#!/bin/sh\n" + fill(rounds(name), {
                "bin": os.path.dirname(path), "slots": slots, "real": real,
                "quick": QUICK[name], "hints": os.path.abspath(HINTS), "prover": NAMES[name],
                "seconds": max(2, seconds // 4) if name == "Alt-Ergo" else seconds}))
        os.chmod(path + ".new", 0o755)
        os.replace(path + ".new", path)
        text.append('[partial_prover]\nname = "%s"\npath = "%s"\nversion = "%s"\n'
                    % (name, path, version))
    with open(work + "/live.conf", "w", encoding="ascii") as f:
        f.write("\n".join(text))
    return os.path.abspath(work + "/live.conf")


def replay_provers(unit, entries):
    """The provers that a replay looks up: those that the entries name."""
    return unit.order([NAMES[e.prover.split(":")[0]] for e in entries]) or unit.provers[:1]


def offline(unit, work, entries, why3conf):
    """Prove from the cache alone.  No prover runs; none need be installed."""
    cache.unpack(entries, work + "/cache")
    provers = replay_provers(unit, entries)
    props = work + "/properties.csv"
    command = (["frama-c"] + front_end(unit) +
               wp_options(unit, work, "offline", provers, unit.timeout, ALL) +
               ["-wp-report-json", work + "/report.json", unit.source,
                "-then", "-no-wp", "-report", "-report-csv", props])
    if os.path.exists(props):
        os.unlink(props)
    status, seconds = run(command, work + "/offline.log", dict(os.environ, WHY3CONFIG=why3conf))
    return Log(work + "/offline.log", status, seconds, props)


WAIT = 3600                                          # seconds a goal may wait for its turn


def live(unit, work, provers, conf, slots, seconds=None):
    """Let the provers loose on what the cache misses: all race for a goal, and the losers
    are killed."""
    command = ["frama-c"] + front_end(unit) + wp_options(unit, work, "update", provers, WAIT, ALL)
    live_conf = prover_slots(work, conf, seconds or unit.timeout, slots)
    status, spent = run(command + [unit.source], work + "/live.log",
                        dict(os.environ, WHY3CONFIG=live_conf))
    return Log(work + "/live.log", status, spent)


def smoke(unit, work, provers):
    """WP's smoke tests: is a contract contradictory, is code dead?"""
    opts = wp_options(unit, work, "none", provers, 2, 4)
    command = (["frama-c"] + front_end(unit) + opts +
               ["-wp-smoke-tests", unit.source])
    status, seconds = run(command, work + "/smoke.log")
    return Log(work + "/smoke.log", status, seconds)


def parse(unit, work):
    """The front end and its metrics only."""
    command = ["frama-c"] + front_end(unit) + ["-metrics", unit.source]
    status, seconds = run(command, work + "/parse.log")
    return Log(work + "/parse.log", status, seconds)


class Log:
    """What a Frama-C log says, as numbers and lists."""

    def __init__(self, path, status, seconds, props=None):
        self.path, self.status, self.seconds = path, status, seconds
        with open(path, encoding="utf-8", errors="replace") as f:
            self.lines = f.read().split("\n")
        self.goals, self.tags = {}, {}               # goal -> (prover, verdict), -> {tag}
        self.smoke_failed, self.totals, self.hypotheses = [], [], {}
        for i, line in enumerate(self.lines):
            self._goal(line)
            m = SMOKE.match(line)
            if m and m[1] == "Failed":
                self.smoke_failed.append(m[2])
            m = TOTAL.match(line)
            if m:
                self.totals.append((int(m[1]), int(m[2])))
            m = HYPOTHESES.match(line)
            if m:
                self.hypotheses[m[1]] = self._block(i + 1)
        self.properties = self._properties(props)

    def _goal(self, line):
        m = GOAL.match(line)
        if not m:
            return
        prover, name, rest = m[1].split(" ")[0], m[2], m[3] or m[1]
        verdict = rest.split(" ")[0]
        while name in self.goals:                    # `calls`: one goal a function named
            name += "'"
        self.goals[name] = (prover, verdict)
        steps = STEPS.search(rest)
        if steps and verdict == "Valid":
            self.tags.setdefault(name, set()).add(int(steps[1]))

    def _block(self, i):
        """The text of a warning that began before line i."""
        j = i
        while j < len(self.lines) and not self.lines[j].startswith("["):
            j += 1
        return "\n".join(self.lines[i:j])

    @staticmethod
    def _properties(path):
        if not path or not os.path.exists(path):
            return []
        with open(path, encoding="utf-8", newline="") as f:
            return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))

    def proved(self):
        return [g for g, (_, verdict) in self.goals.items() if verdict == "Valid"]

    def open_goals(self):
        return sorted(g for g, (_, verdict) in self.goals.items() if verdict != "Valid")

    def complete(self):
        """Every goal that WP counts was listed, and listed as valid."""
        n = len(self.goals)
        return n == len(self.proved()) and self.totals[:1] == [(n, n)]

    def errors(self):
        """Lines that must never appear, whatever the goals say."""
        bad = ("User Error", "Neither code nor specification", "annot-error", "annot:",
               "Missing assigns clause", "Missing terminates", "not yet implemented",
               "ghost:bad-use", "Failure:", "Plug-in wp aborted", "No 'assigns'")
        out = []
        for i, line in enumerate(self.lines):
            text = line.strip() if not line.endswith("Warning: ") else line + self.lines[i + 1].strip()
            if any(b in text for b in bad) and "FRAMAC_SHARE" not in text and text not in out:
                out.append(text)
        return out

    def metrics(self, heading):
        """The function names below a heading of the metrics plug-in."""
        text = "\n".join(self.lines)
        m = re.search(re.escape(heading) + r" \(\d+\)\n *=+\n(.*?)\n *\n", text, re.S)
        return set(re.findall(r"(\w+) (?:\(address taken\) )?\(\d+ call", m[1])) if m else set()
