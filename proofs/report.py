"""What is printed and what is written: the table, claims.json, cold.json."""
import json
import os
import platform
import sys
import time

CLAIMS, COLD = "proofs/claims.json", "proofs/cold.json"
PROVERS = ["qed", "alt-ergo", "cvc4", "z3"]
SHORT = {"Qed": "qed", "CFG": "qed", "Alt-Ergo": "alt-ergo", "CVC4": "cvc4", "Z3": "z3"}


def say(text):
    print(text, file=sys.stderr, flush=True)


class SmokeResult:
    def __init__(self, unit, log):
        self.unit, self.log = unit, log

    def failed(self):
        if not self.log:
            return []
        broken = ["Frama-C stopped, see " + self.log.path] if self.log.status else []
        return broken + self.log.smoke_failed


def progress(result, done, total):
    """One line a unit on stderr while it runs."""
    if isinstance(result, SmokeResult):
        text = "unchanged since it passed" if not result.log else \
            "%d smoke alarms, %.0f s" % (len(result.failed()), result.log.seconds)
    elif not result.log.goals:
        text = "stopped" if result.log.status else "read"
    else:
        text = "%d/%d goals, %.0f s" % (result.counts() + (result.seconds,))
    say("[%d/%d] %s: %s" % (done, total, result.unit.name, text))


def prover_counts(log, goals=None):
    counts = dict.fromkeys(PROVERS, 0)
    for goal in log.proved():
        if goals is None or goal in goals:
            counts[SHORT.get(log.goals[goal][0], "z3")] += 1
    return counts


def by_function(result):
    """{function or lemma: [goals]}, by the names WP gives its goals."""
    own = sorted(result.unit.functions(), key=len, reverse=True)
    out = {}
    for goal in result.log.goals:
        name = goal[len("typed_ref_"):] if goal.startswith("typed_ref_") else goal
        if name.startswith("lemma_"):
            key = "lemma " + name[len("lemma_"):]
        else:
            key = next((f for f in own if name.startswith(f + "_")), "(other)")
        out.setdefault(key, []).append(goal)
    return out


# --- text -------------------------------------------------------------------------------
def table(results):
    row = "%-26s %9s %15s %7s %9s %6s %6s %8s"
    print(row % ("unit", "functions", "goals", "qed", "alt-ergo", "cvc4", "z3", "seconds"))
    sums = [0] * 8
    for r in results:
        proved, total = r.counts()
        counts = [prover_counts(r.log)[p] for p in PROVERS]
        cells = [len(r.unit.functions()), proved, total] + counts + [r.seconds]
        sums = [a + b for a, b in zip(sums, cells)]
        print(row % ((r.unit.name, cells[0], "%d/%d" % (proved, total)) + tuple(counts)
                     + ("%.0f" % r.seconds,)))
    print(row % (("total (%d units)" % len(results), sums[0], "%d/%d" % tuple(sums[1:3]))
                 + tuple(sums[3:7]) + ("%.0f" % sums[7],)))


def open_goals(results):
    for r in results:
        for goal in r.log.open_goals():
            print("unproved: %s: %s (%s)" % ((r.unit.name, goal) + (r.log.goals[goal][1],)))


def gate_lines(asked):
    """Print what failed; returns (passed, failed)."""
    failed = 0
    for name, complaints in asked.items():
        if complaints:
            failed += 1
            print("gate failed: %s" % name)
            for c in complaints[:40]:
                print("    " + c)
            if len(complaints) > 40:
                print("    ... and %d more" % (len(complaints) - 40))
    return len(asked) - failed, failed


def last_line(passed, failed):
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


def summary(results, asked, base, whole):
    table(results)
    if whole:
        print("\ntrusted base: %d functions known by contract only" % len(base))
        for name, where in sorted(base.items()):
            print("    %-24s %s" % (name, where))
    print()
    open_goals(results)
    passed, failed = gate_lines(asked)
    for r in results:
        proved, total = r.counts()
        passed, failed = passed + proved, failed + total - proved
    return last_line(passed, failed)


def gates_summary(asked):
    return last_line(*gate_lines(asked))


def smoke_summary(results):
    bad = [(r.unit.name, f) for r in results for f in r.failed()]
    for unit, name in bad:
        print("smoke alarm: %s: %s" % (unit, name))
    failed = {u for u, _ in bad}
    return last_line(len(results) - len(failed), len(failed))


# --- files ------------------------------------------------------------------------------
def write(path, value):
    with open(path + ".new", "w", encoding="utf-8") as f:
        json.dump(value, f, indent=1, sort_keys=True, ensure_ascii=False)
        f.write("\n")
    os.replace(path + ".new", path)


def claims(results):
    """claims.json: what is proven, without times, so that it changes with the proofs."""
    units = {}
    for r in results:
        proved, total = r.counts()
        functions = {}
        for name, goals in by_function(r).items():
            valid = [g for g in goals if r.log.goals[g][1] == "Valid"]
            functions[name] = {"goals": len(goals), "proved": len(valid),
                               "provers": prover_counts(r.log, set(goals))}
        units[r.unit.name] = {"source": r.unit.source, "goals": total, "proved": proved,
                              "floor": r.unit.floor, "provers": prover_counts(r.log),
                              "functions": functions}
    total = {"units": len(units), "goals": sum(u["goals"] for u in units.values()),
             "proved": sum(u["proved"] for u in units.values()),
             "functions": sum(len(r.unit.functions()) for r in results)}
    write(CLAIMS, {"total": total, "units": units})


def cold(results):
    """cold.json: the last run from nothing, with its times."""
    write(COLD, {"date": time.strftime("%Y-%m-%d", time.gmtime()),
                 "machine": "%s, %d cores" % (platform.machine(), os.cpu_count() or 0),
                 "goals": sum(r.counts()[1] for r in results),
                 "proved": sum(r.counts()[0] for r in results),
                 "seconds": round(sum(r.seconds for r in results)),
                 "units": {r.unit.name: round(r.seconds, 1) for r in results}})


def cold_seconds():
    try:
        with open(COLD, encoding="utf-8") as f:
            return json.load(f)["units"]
    except (OSError, ValueError, KeyError):
        return {}


def goal_counts():
    with open(CLAIMS, encoding="utf-8") as f:
        return {name: u["goals"] for name, u in json.load(f)["units"].items()}
