#!/usr/bin/python3
"""Compare Muffin's routes with the running Linux's (RTM_GETROUTE).

    routes.py MUFFIN FOLDER [--lookups N] [--routes N] [--sets N] [--seed N]
              [--features WORD,...|all]

Random hosts with many routes, and those of pcaps/hosts, are given to both;
each route that Linux refuses must be refused by Muffin with the same errno;
then both are asked where packets go, and by which entry of the table.  For
the first differences the smallest host file that shows them is printed.
Exit 1 if anything differs.  Without root: skipped.
"""
import argparse
import glob
import os
import random
import re
import sys

import route_edges
import route_sets
import rtnetlink
from route_world import Linux, Muffin, Unable, held, kind_of

HERE = os.path.dirname(os.path.abspath(__file__))
CAPACITY = 200000                   # routes of a set
ROUTES, LOOKUPS = 21000, 126000     # of all sets together
SMALL = 120                         # routes of the sets that are all edges
SHOWN, REFUSALS = 5, 40             # of a run; of a set
MOST_REFUSED = 400                  # lines of a set, by Muffin alone
STYLES = ("internet", "nested", "nested")


class Tally:
    def __init__(self):
        self.lookups = self.routes = self.passed = self.failed = 0
        self.skipped = {}

    def skip(self, why):
        self.skipped[why] = self.skipped.get(why, 0) + 1


class Run:
    def __init__(self, muffin, features, shown):
        self.muffin, self.features, self.shown = muffin, features, shown
        self.routes, self.lines = Tally(), Tally()
        self.kinds = {}

    # What both take in

    def settle(self, lines):
        """The lines that both accept; tells where they differ."""
        for _ in range(MOST_REFUSED):
            linux = Linux(lines)
            codes = linux.codes
            linux.close()
            good = [n for n, code in enumerate(codes) if code == 0]
            wrong = self.muffin.refusal([lines[n] for n in good])
            if not wrong:
                break
            n = good[wrong[0]]
            if self.not_modelled(wrong):
                lines = lines[:n] + lines[n + 1:]
                continue
            before = [lines[m] for m in good[:wrong[0]]]
            self.differ(self.lines, f"line: accepted/{wrong[1]}",
                        lambda: self.shrink_line(before, lines[n]),
                        lines[n],
                        "accepted", wrong[2])
            lines = lines[:n] + lines[n + 1:]
        else:
            raise ValueError("too many lines that Muffin alone refuses")
        self.lines.passed += len(good)
        bad = [n for n, code in enumerate(codes) if code]
        for n in bad[:REFUSALS]:
            self.refused(lines, codes, n)
        return [lines[n] for n in good]

    def not_modelled(self, wrong):
        """Muffin says that it does not follow the line: counted apart."""
        said = re.search(r"(.*) is not modelled", wrong[2])
        if said:
            self.lines.skip("not modelled: " + re.sub(r"\d+", "N", said[1]))
        return said is not None

    def refused(self, lines, codes, n):
        """Linux refuses line n: does Muffin, and with that errno?"""
        before = [line for line, code in zip(lines[:n], codes) if code == 0]
        wrong = self.muffin.refusal(before + [lines[n]])
        linux = rtnetlink.name_of(codes[n])
        muffin = "accepted" if not wrong else wrong[1] or "no errno"
        if wrong and wrong[1] == linux:
            self.lines.passed += 1
            return
        if wrong and self.not_modelled(wrong):
            return
        self.differ(self.lines, f"line: {linux}/{muffin}",
                    lambda: self.shrink_line(before, lines[n]), lines[n],
                    linux, wrong[2] if wrong else muffin)

    def refused_at_all(self, lines, line):
        """iproute2 refuses the line, without an errno: Muffin must too."""
        wrong = self.muffin.refusal(lines + [line])
        if wrong and wrong[0] == len(lines):
            self.lines.passed += 1
        else:
            self.differ(self.lines, "line: iproute2 refuses it/accepted",
                        lambda: lines, line, "refused", "accepted")

    def verdicts(self, lines, line):
        linux = Linux(lines + [line])
        codes = linux.codes
        linux.close()
        wrong = self.muffin.refusal(lines + [line])
        if any(codes[:-1]) or wrong and wrong[0] != len(lines):
            return None
        return codes[-1], wrong and wrong[1]

    def shrink_line(self, lines, line):
        first = self.verdicts(lines, line)
        if not first:
            return ["(gone when asked alone)", line]
        return shrink(lines, lambda less: self.verdicts(less, line) == first,
                      line) + [line]

    # What both answer

    def compare(self, lines, queries):
        queries.sort(key=to_group)
        groups = sum(map(to_group, queries))
        for match in (False, True):
            linux = Linux(lines)
            theirs = linux.ask(queries[:len(queries) - groups], match)
            linux.forget()
            theirs += linux.ask(queries[len(queries) - groups:], match)
            linux.close()
            ours = self.muffin.ask(
                lines, [route_sets.line_of(q) for q in queries], match)
            self.routes.lookups += len(queries)
            for query, left, right in zip(queries, theirs, ours):
                self.judge(lines, query, match, left, right)

    def judge(self, lines, query, match, left, right):
        if "not_modelled" in right:
            self.routes.skip("not modelled: " + right["not_modelled"])
            return
        if same(left, right, self.features):
            self.routes.passed += 1
            return
        what = ", ".join(
            f"{key} {side(left, key)}/{side(right, key)}"
            for key in sorted(set(left) | set(right))
            if left.get(key) != right.get(key) and (
                key in ("error", "type") or "error" not in {**left, **right}))
        self.differ(self.routes, f"{'match' if match else 'way'}"
                    f"{' in' if query[2] else ' out'}: {what}",
                    lambda: self.shrink_query(lines, query, match),
                    route_sets.line_of(query) + " --match" * match, left,
                    right)

    def answers(self, lines, query, match):
        linux = Linux(lines)
        if any(linux.codes):
            linux.close()
            return None
        theirs = linux.ask([query], match)[0]
        linux.close()
        try:
            ours = self.muffin.ask(lines, [route_sets.line_of(query)],
                                   match)[0]
        except ValueError:
            return None
        if same(theirs, ours, self.features):
            return None
        return {key for key in set(theirs) | set(ours)
                if theirs.get(key) != ours.get(key)}

    def shrink_query(self, lines, query, match):
        first = self.answers(lines, query, match)
        if not first:
            return ["(gone when asked alone)"] + lines[:5]
        return shrink(lines, lambda less: self.answers(less, query,
                                                       match) == first,
                      route_sets.line_of(query))

    # What is told

    def differ(self, tally, kind, smallest, what, linux, muffin):
        tally.failed += 1
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if self.kinds[kind] > 1 or len(self.kinds) > self.shown:
            return
        try:
            lines = smallest()
        except ValueError as error:
            lines = [f"(not made smaller: {error})"]
        print(f"DIFFERS {what}\n    Linux:  {linux}\n    Muffin: {muffin}\n"
              "    host file:\n        " + "\n        ".join(lines),
              flush=True)


def to_group(query):
    """Linux keeps a way out with its next hop, and the type with it: who
    shares the hop with a group would get that type, and the group theirs."""
    return query[0] >> 28 == 14


def side(said, key):
    """Addresses are told apart from none only."""
    value = said.get(key, "-")
    return "one" if key in ("gateway", "prefsrc", "dst", "metric") and \
        value != "-" else value


def same(left, right, features):
    if left == right:
        return True
    if "source" in features or left.get("type") != "local":
        return False
    return {**left, "prefsrc": ""} == {**right, "prefsrc": ""}


def needs(line, dev):
    return dev in re.split(r"[ .=]", line)


def shrink(lines, differs, last=""):
    """The fewest lines that still differ: ddmin over all but `dev`."""
    def whole(chosen):
        devs = [n for n, line in enumerate(lines)
                if line.startswith("dev ") and any(
                    needs(other, line.split()[1]) for other in
                    [last] + [lines[m] for m in chosen])]
        first = [n for n, line in enumerate(lines)
                 if line.startswith("dev ")][:1]
        return [lines[n] for n in sorted(set(devs or first) | set(chosen))]

    def still(chosen):
        try:
            return differs(whole(chosen))
        except ValueError:
            return False
    chosen = [n for n, line in enumerate(lines) if not line.startswith("dev ")]
    step = max(1, len(chosen) // 2)
    while True:
        at, gone = 0, False
        while at < len(chosen):
            less = chosen[:at] + chosen[at + step:]
            if still(less):
                chosen, gone = less, True
            else:
                at += step
        if step == 1 and not gone:
            return whole(chosen)
        step = max(1, step // 2)


def random_set(run, r, style, routes, lookups):
    maker = route_sets.Maker(r, run.features, style)
    lines = run.settle(maker.make(routes))
    ask(run, r, maker, lines, lookups)


def ask(run, r, maker, lines, lookups):
    asker = route_sets.Asker(r, run.features, maker)
    run.routes.routes += sum(kind_of(line.split()) == "route"
                             for line in lines)
    run.compare(lines, [asker.ask() for _ in range(lookups // 2)])


def edges(run, r):
    """Lines at the edge: what is refused, and what those do that are not."""
    for line, feature in route_edges.LINES:
        if feature == "iproute2":
            run.refused_at_all(route_edges.HOST, line)
        elif not feature or feature in run.features:
            lines = run.settle(route_edges.HOST + [line])
            ask(run, r, given(run, r, lines), lines, 40)


def given(run, r, lines):
    """A maker that knows the devices and prefixes of a host file."""
    maker = route_sets.Maker(r, run.features, "lines")
    for line in lines:
        words = line.split()
        if words[0] == "dev":
            maker.devs.append(words[1])
        if words[:3] == ["ip", "link", "set"]:
            maker.devs = [dev for dev in maker.devs if dev not in words or
                          "down" not in words]
        for word in words:
            if re.fullmatch(r"\d+\.\d+\.\d+\.\d+(/\d+)?", word):
                base, bits = rtnetlink.prefix(word)
                maker.prefixes.append((base & route_sets.mask(bits), bits))
        if words[:2] == ["ip", "addr"]:
            maker.ours.append((words[3].partition("/")[0], words[5]))
    return maker


def host_file(run, r, path, lookups):
    """One of pcaps/hosts: routes are few, settings many."""
    with open(path) as f:
        lines = held(f.read())
    maker = given(run, r, lines)
    if maker.ours and maker.devs:
        ask(run, r, maker, run.settle(lines), lookups)


def every_set(run, options):
    r = random.Random(options.seed)
    edges(run, r)
    for path in sorted(glob.glob(f"{HERE}/../pcaps/hosts/*.host")):
        host_file(run, r, path, 100)
    for _ in range(options.sets):
        random_set(run, r, "nested", r.randint(1, SMALL), 400)
    n = 0
    while run.routes.routes < options.routes:
        left = options.routes - run.routes.routes
        more = max(options.lookups - run.routes.lookups, 0)
        random_set(run, r, STYLES[n % len(STYLES)], min(left, CAPACITY),
                   more * min(left, CAPACITY) // left)
        n += 1


def read_options():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("muffin")
    p.add_argument("folder")
    p.add_argument("--lookups", type=int, default=LOOKUPS)
    p.add_argument("--routes", type=int, default=ROUTES)
    p.add_argument("--sets", type=int, default=60)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--features", default="")
    p.add_argument("--shown", type=int, default=SHOWN)
    options = p.parse_args()
    words = set(options.features.split(",")) - {""}
    options.features = route_sets.EVERY if "all" in words else \
        words | route_sets.FEATURES
    if options.features - route_sets.EVERY:
        p.error(f"features are {', '.join(sorted(route_sets.EVERY))}")
    return options


def tell(run):
    for kind, n in sorted(run.kinds.items(), key=lambda item: -item[1]):
        print(f"    {n} times {kind}")
    print(f"lines: {run.lines.passed} passed, {run.lines.failed} failed")
    print(f"routes: {run.routes.lookups} lookups over {run.routes.routes} "
          f"routes, {run.routes.passed} passed, {run.routes.failed} failed")
    skipped = {**run.lines.skipped, **run.routes.skipped}
    for why, n in sorted(skipped.items()):
        print(f"    {n} skipped: {why}")
    off = sorted(route_sets.EVERY - run.features)
    if off:
        print("not asked yet: " + ", ".join(off))
    failed = run.lines.failed + run.routes.failed
    print(f"diff-routes: {run.lines.passed + run.routes.passed} passed, "
          f"{failed} failed, {sum(skipped.values())} skipped")
    return 1 if failed else 0


def main():
    options = read_options()
    os.makedirs(options.folder, exist_ok=True)
    run = Run(Muffin(options.muffin, f"{options.folder}/routes.host"),
              options.features, options.shown)
    try:
        every_set(run, options)
    except Unable as why:
        print(f"diff-routes: 0 passed, 0 failed, 1 skipped ({why})")
        return 0
    return tell(run)


if __name__ == "__main__":
    sys.exit(main())
