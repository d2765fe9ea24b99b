#!/usr/bin/env python3
"""prove.py MODE [UNIT...]: prove the units of units.tsv with Frama-C WP.

  prove    the cache, then the provers for what it misses; rewrites cache.txt
  replay   the cache alone; runs no prover
  cold     the provers alone; rewrites cache.txt and cold.json
  smoke    WP's smoke tests: contradictory contracts, dead code
  parse    the front end and the layout rules only
  floors   set the floors of units.tsv to the goals of claims.json

A UNIT is a name of units.tsv, with - for / if you like.  --fct f,g proves those functions
only and records nothing.  Run from the top of the tree.  Logs stay in build/proofs/UNIT/.
"""
import argparse
import concurrent.futures
import contextlib
import fcntl
import hashlib
import os
import re
import subprocess
import sys
import time

import cache
import gates
import report
import units as unit_table
import wp

CACHE, TRUSTED, WORK = "proofs/cache.txt", "proofs/trusted.txt", "build/proofs"
PROVERS = [("Alt-Ergo", "2.0.0"), ("CVC4", "1.8"), ("Z3", "4.8.12")]
SLOTS = 2                                            # provers at a time, for each unit


class Result:
    """A unit's run: goals with their verdicts, its log, the complaints of its gates."""

    def __init__(self, unit, log, seconds):
        self.unit, self.log, self.seconds = unit, log, seconds
        self.entries = {}                            # goal -> cache entry
        self.complaints = {}                         # gate -> [complaint]
        self.whole = False                           # one replay proved it all

    def counts(self):
        return len(self.log.proved()), len(self.log.goals)


def replay_conf():
    """A Why3 configuration that names every prover of the cache and can run none."""
    versions = set(PROVERS)
    for entries in cache.load(CACHE).values():
        versions |= {tuple(e.prover.split(":", 1)) for e in entries}
    os.makedirs(WORK, exist_ok=True)
    path = os.path.abspath(WORK + "/replay.conf")
    with open(path + ".new", "w", encoding="ascii") as f:
        f.write("[main]\nmagic = 14\n")
        for name, version in sorted(versions):
            f.write('\n[partial_prover]\nname = "%s"\npath = "/no/prover/%s"\nversion = "%s"\n'
                    % (name, name, version))
    os.replace(path + ".new", path)
    return path


@contextlib.contextmanager
def locked(path):
    """Hold a lock file: other engineers prove in the same tree."""
    with open(path, "w", encoding="ascii") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        yield


def prove_unit(unit, units, mode, entries, conf, patient):
    """Prove one unit in its own work folder."""
    work = "%s/%s" % (WORK, unit.slug)
    os.makedirs(work + "/cache", exist_ok=True)
    with locked(work + "/lock"):
        key = fingerprint(unit, entries)
        if mode == "prove" and key and read(work + "/stamp") == key:
            log = wp.Log(work + "/offline.log", 0, 0, work + "/properties.csv")
            if log.complete():                       # proved, and unchanged since
                return finish(unit, log, entries, time.time())
        with contextlib.suppress(FileNotFoundError):
            os.unlink(work + "/stamp")
        r = prove_locked(unit, units, work, mode, entries, conf, patient)
        if r.whole:
            write(work + "/stamp", fingerprint(unit, sum(r.entries.values(), [])))
        return r


def prove_locked(unit, units, work, mode, entries, conf, patient):
    """The cache, then the provers, then the cache they filled."""
    start = time.time()
    front = wp.parse(unit, work)
    if front.status:
        return failed(unit, front, "the front end refuses it", start)
    unit.find_foreign(front, units)
    if mode == "prove":                              # what a run that was cut short found
        entries = sorted(set(cache.collect(work + "/cache", entries)) | set(entries))
    if mode == "cold":
        entries, log = [], None
    elif unit.stale:
        log = None
    else:
        log = wp.offline(unit, work, entries, conf)
        if log.status or mode == "replay" or log.complete():
            return finish(unit, log, entries, start)
    provers = [p for p in unit.provers if wp.installed(p)]
    if not provers:
        return failed(unit, log or front, "goals are not in the cache, and no prover is "
                      "installed (run proofs/tools.sh)", start)
    cache.unpack(entries, work + "/cache")
    alive = wp.live(unit, work, provers, PROVERS, SLOTS)
    if patient and not alive.status and 0 < len(alive.open_goals()) <= 5:
        alive = wp.live(unit, work, provers, PROVERS, SLOTS, 4 * unit.timeout)
    if alive.status:
        return failed(unit, alive, "Frama-C stopped with status %d" % alive.status, start)
    entries = cache.collect(work + "/cache", entries)
    log, entries = replayed(unit, work, alive, entries, conf)
    return finish(unit, log, entries, start)


def replayed(unit, work, alive, entries, conf):
    """The verdicts of a live run as a replay of its cache gives them: (log, entries).
    Only entries that the replay used are kept."""
    log = wp.offline(unit, work, entries, conf)
    known = cache.by_tag(entries)
    for goal in log.open_goals():                    # say what the provers said
        if alive.goals.get(goal, ("", "Valid"))[1] != "Valid":
            log.goals[goal] = alive.goals[goal]
    return log, sorted({known[t] for tags in log.tags.values() for t in tags})


def failed(unit, log, why, start):
    r = Result(unit, log, time.time() - start)
    r.complaints["run"] = ["%s: %s; see %s" % (unit.source, why, log.path)] + log.errors()[:5]
    return r


def finish(unit, log, entries, start):
    """Ask the gates that look at a unit's log."""
    r = Result(unit, log, time.time() - start)
    known = cache.by_tag(entries)
    for goal, tags in log.tags.items():
        r.entries[goal] = [known[t] for t in sorted(tags)]
    proved, total = r.counts()
    own = unit.functions()
    c = r.complaints
    c["run"] = log.errors() + (["%s: Frama-C stopped with status %d, see %s"
                                % (unit.source, log.status, log.path)] if log.status else [])
    if not log.totals or log.totals[0][1] != total:
        c["run"].append("%s: the log lists %d goals, WP counts %s, see %s"
                        % (unit.source, total, log.totals[:1] or "none", log.path))
    if unit.only:
        return r
    c["floor"] = [] if total >= unit.floor else [
        "%s: %d goals, below its floor of %d" % (unit.source, total, unit.floor)]
    c["considered"] = gates.considered(log)
    r.whole = log.complete()
    c["status"] = gates.statuses(log, own) if log.complete() else []
    c["contract"] = ["%s: %s: WP saw no `%s` for it" % (unit.source, f, kind)
                     for f in sorted(own) for kind in ("termination clause", "assigns clause")
                     if not any(p["function"] == f and p["property kind"] == kind
                                for p in log.properties)]
    return r


# --- unchanged units, on this machine ---------------------------------------------------
def read(path):
    with contextlib.suppress(OSError), open(path, encoding="ascii") as f:
        return f.read()
    return ""


def write(path, text):
    with open(path, "w", encoding="ascii") as f:
        f.write(text)


def fingerprint(unit, entries=()):
    """Everything a unit's verdict depends on, or "" if that is not known."""
    p = subprocess.run(["gcc", "-MM", "-I", "src", "-I", "spec", "-I", ".", unit.source],
                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    if p.returncode:
        return ""
    files = sorted(set(re.findall(r"[\w./-]+\.[ch]\b", p.stdout)))
    here = os.path.dirname(os.path.abspath(__file__))
    files += sorted(os.path.join(here, n) for n in os.listdir(here) if n.endswith(".py"))
    options = {k: v for k, v in vars(unit).items() if k not in ("skip", "stale")}
    h = hashlib.sha256(repr((sorted(options.items()), sorted(set(entries)),
                             wp.version())).encode())
    for name in files:
        with open(name, "rb") as f:
            h.update(name.encode() + b"\0" + f.read())
    return h.hexdigest()


# --- all units ----------------------------------------------------------------------------
def longest_first(units):
    seconds = report.cold_seconds()
    return sorted(units, key=lambda u: -seconds.get(u.name, os.path.getsize(u.source) / 100
                                                    if os.path.exists(u.source) else 0))


def run_all(work, units, jobs):
    """Map `work` over the units, longest first, `jobs` at a time; results in table order."""
    results = {}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        futures = {pool.submit(work, u): u for u in longest_first(units)}
        for done in concurrent.futures.as_completed(futures):
            unit = futures[done]
            results[unit.name] = done.result()
            report.progress(results[unit.name], len(results), len(units))
    return [results[u.name] for u in units]


def tree_gates(units):
    """The gates that look at the sources."""
    tree = gates.Tree()
    out = {"no admit, no axiom outside spec/": gates.annotations(tree),
           "contract, terminates and assigns on every function": gates.contracts(tree),
           "variant and assigns on every loop": gates.loops(tree),
           "no object pointer in state": gates.fields(tree),
           "no local pointer into state": gates.locals_(tree),
           "no conditional compilation": gates.conditionals(tree),
           "every core source in a unit": gates.covered(tree, units)}
    built = gates.compiled(units)
    if built is None:
        report.say("no Makefile: cannot tell whether the proven files are compiled")
    else:
        out["every proven source is compiled"] = built
    return tree, out


def read_trusted():
    if not os.path.exists(TRUSTED):
        return {}
    with open(TRUSTED, encoding="utf-8") as f:
        return {l.split("\t")[0]: l.rstrip("\n").split("\t")[-1]
                for l in f if l.strip() and not l.startswith("#")}


def unit_gates(tree, results, whole):
    """The gates over the units' logs, joined over all units."""
    names = {"run": "Frama-C runs without a complaint",
             "floor": "no unit below its floor of goals",
             "considered": "nothing taken for granted inside a unit",
             "status": "Frama-C's own status agrees",
             "contract": "WP saw each contract whole"}
    out = {text: [c for r in results for c in r.complaints.get(key, [])]
           for key, text in names.items()}
    out["WP kept every state formal by reference"] = [
        c for r in results if not r.log.status for c in gates.hypotheses(tree, r.unit, r.log)]
    base = {}
    if whole:
        externs = {}
        for r in results:
            externs.update(gates.extern(r.log))
        defined = set().union(*(r.unit.functions() for r in results)) if results else set()
        base, complaints = gates.trusted(externs, defined, read_trusted())
        out["the trusted base is the committed one"] = complaints
    return base, out


def record(results, mode, whole=False):
    """Update the cache, and on a whole good run the claims."""
    found = {r.unit.name: r.entries for r in results if not r.log.status and r.log.goals}
    if mode in ("prove", "cold"):
        with locked(WORK + "/cache.lock"):
            cache.store(CACHE, found, {r.unit.name for r in results} if whole else None)
    good = all(r.counts()[0] == r.counts()[1] > 0 for r in results)
    if whole and good and mode != "replay":
        report.claims(results)
        if mode == "cold":
            report.cold(results)


def select(units, wanted):
    if not wanted:
        return units
    names = {u.name: u for u in units}
    names.update({u.slug: u for u in units})
    missing = [w for w in wanted if w not in names]
    if missing:
        raise SystemExit("no unit `%s` in proofs/units.tsv; there are: %s"
                         % (missing[0], " ".join(u.name for u in units)))
    return [names[w] for w in wanted]


def prove(args, all_units, units, conf):
    known = cache.load(CACHE)
    wp.load_hints()
    jobs = args.jobs or os.cpu_count() or 2
    whole = len(units) == len(all_units) and not args.fct

    def one(unit):
        r = prove_unit(unit, all_units, args.mode, known.get(unit.name, []), conf, whole)
        if not args.fct:
            record([r], args.mode)                   # a run cut short keeps what it has
        return r
    results = run_all(one, units, jobs)
    tree, asked = tree_gates(all_units) if not args.fct else (gates.Tree(), {})
    base, more = unit_gates(tree, results, whole)
    asked.update(more)
    if not args.fct:
        record(results, args.mode, whole)
        wp.store_hints()
    return report.summary(results, asked, base, whole)


def smoke(args, all_units, units):
    """Smoke tests; a unit that passed is not asked again until it changes."""
    provers = [p for p in ("z3", "alt-ergo") if wp.installed(p)]
    if not provers:
        raise SystemExit("no prover is installed: run proofs/tools.sh")

    def one(unit):
        work = "%s/%s" % (WORK, unit.slug)
        os.makedirs(work + "/cache", exist_ok=True)
        with locked(work + "/lock"):
            key = fingerprint(unit)
            if key and read(work + "/smoke.stamp") == key:
                return report.SmokeResult(unit, None)
            unit.find_foreign(wp.parse(unit, work), all_units)
            result = report.SmokeResult(unit, wp.smoke(unit, work, provers))
            if not result.failed():
                write(work + "/smoke.stamp", key)
            return result
    return report.smoke_summary(run_all(one, units, args.jobs or os.cpu_count() or 2))


def parse(args, all_units, units):
    def one(unit):
        work = "%s/%s" % (WORK, unit.slug)
        os.makedirs(work, exist_ok=True)
        return Result(unit, wp.parse(unit, work), 0)
    results = run_all(one, units, args.jobs or os.cpu_count() or 2)
    _tree, asked = tree_gates(all_units)
    asked["the front end accepts every unit"] = [
        "%s: %s" % (r.unit.source, e) for r in results if r.log.status or r.log.errors()
        for e in (r.log.errors() or ["see " + r.log.path])]
    return report.gates_summary(asked)


def main():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("mode", choices="prove replay cold smoke parse floors".split())
    p.add_argument("units", nargs="*", metavar="UNIT")
    p.add_argument("--fct", help="only these functions of the unit")
    p.add_argument("--stale", action="store_true",
                   help="the cache is known to miss goals: do not ask it first")
    p.add_argument("--timeout", type=int, help="seconds a goal, instead of the table's")
    p.add_argument("--jobs", type=int, help="units at a time (default: one a core)")
    args = p.parse_args()
    if args.mode == "floors":
        return unit_table.set_floors(report.goal_counts())
    all_units = unit_table.load()
    units = select(all_units, args.units)
    for u in units:
        u.only = args.fct
        u.stale = args.stale
        u.timeout = args.timeout or u.timeout
    if args.mode == "parse":
        return parse(args, all_units, units)
    if args.mode == "smoke":
        return smoke(args, all_units, units)
    return prove(args, all_units, units, replay_conf())


if __name__ == "__main__":
    sys.exit(main())
