#!/usr/bin/python3
"""Run every test and sum up: what `make test` does once all is built.

    run.py BUILD        BUILD: the folder where make builds

Each part is a program that prints what failed and ends in `N passed, N
failed[, N skipped (why)]`; a cmocka program reports in TAP; of others the exit
status is one check.  Two parts run at a time; the report keeps their order.
"""
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import time

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
BUILDS = ("gcc", "clang", "san")
LIMIT = 300                         # seconds for one part
SUM = re.compile(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?")
ENVIRONMENT = dict(
    os.environ, CMOCKA_MESSAGE_OUTPUT="TAP", LC_ALL="C.UTF-8",
    ASAN_OPTIONS="detect_leaks=1:allocator_may_return_null=0",
    UBSAN_OPTIONS="print_stacktrace=1")


class Part:
    """A command, and how to read its result."""

    def __init__(self, name, words, read):
        self.name, self.words, self.read = name, words, read


def read_tap(text, status):
    """A test that has not reported, as after a crash, has failed."""
    plan = re.search(r"^1\.\.(\d+)", text, re.M)
    skipped = len(re.findall(r"^(?:not )?ok \d+ # SKIP", text, re.M))
    passed = len(re.findall(r"^ok (?!\d+ # SKIP)", text, re.M))
    failed = len(re.findall(r"^not ok (?!\d+ # SKIP)", text, re.M))
    if plan:
        failed = int(plan[1]) - passed - skipped
    none = not passed and not skipped
    return passed, failed or int(status != 0 or none), skipped


def read_sums(text, status):
    """The lines `NAME: N passed, N failed, N skipped` of a program of ours."""
    sums = [[int(n or 0) for n in m.groups()] for m in SUM.finditer(text)]
    passed, failed, skipped = map(sum, zip(*sums)) if sums else (0, 1, 0)
    return passed, failed or int(status != 0), skipped


def read_last_sum(text, status):
    """The last such line of somebody else's program."""
    sums = SUM.findall(text)
    return read_sums("{} passed, {} failed, {} skipped".format(
        *(n or 0 for n in sums[-1])) if sums else "", status)


def read_inputs(text, status):
    """The lines `N inputs, N could not be read` of the fuzz targets."""
    sums = [tuple(map(int, m)) for m in
            re.findall(r"(\d+) inputs, (\d+) could not be read", text)]
    failed = sum(f for _, f in sums)
    passed = sum(n for n, _ in sums) - failed
    return passed, failed or int(status != 0 or not passed), 0


def read_status(text, status):
    return int(status == 0), int(status != 0), 0


def has_target(name):
    return any(re.search(rf"^{name}:", open(f).read(), re.M)
               for f in glob.glob("*/*.mk") + ["Makefile"])


def parts(build):
    python = "/usr/bin/python3"
    muffin, san = f"{build}/muffin", f"{build}/tests/san/muffin"
    for name, read in (("prove-negative", read_last_sum),
                       ("fuzz-replay", read_inputs)):
        if has_target(name):
            yield Part(f"make {name}", ["make", "--no-print-directory", name],
                       read)
    yield Part("corpus", [python, "tests/corpus.py", san], read_sums)
    yield Part("conform", [python, "tests/conform.py", muffin], read_sums)
    yield Part("cases", [python, "pcaps/judge.py", muffin], read_sums)
    yield Part("golden", [python, "tests/golden.py", muffin], read_sums)
    yield Part("bad input", [python, "tests/bad_input.py", san, muffin],
               read_sums)
    yield Part("style", [python, "tests/style.py"], read_status)
    yield Part("clauses", [python, "tests/clauses.py"], read_last_sum)
    yield Part("captures", [python, "pcaps/make.py", "--check"], read_status)
    yield Part("families", [python, "tests/families.py"], read_last_sum)
    for kind in BUILDS:
        for source in sorted(glob.glob("tests/test_*.c")):
            name = os.path.basename(source)[:-2]
            yield Part(f"{kind} {name}", [f"{build}/tests/{kind}/{name}"],
                       read_tap)


def run(part):
    """(part, passed, failed, skipped, text, seconds)"""
    began = time.monotonic()
    try:
        done = subprocess.run(part.words, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, timeout=LIMIT,
                              stderr=subprocess.STDOUT, env=ENVIRONMENT)
        text = done.stdout.decode(errors="replace")
        result = part.read(text, done.returncode)
    except (subprocess.TimeoutExpired, OSError) as e:
        text, result = f"{e}\n", (0, 1, 0)
    return (part, *result, text, time.monotonic() - began)


def tell(part, passed, failed, skipped, text, seconds):
    why = re.findall(r"skipped (\(.*\))", text)
    print(f"{part.name:26} {passed:6} passed {failed:3} failed "
          f"{skipped:4} skipped {seconds:6.1f} s  {' '.join(why)}".rstrip(),
          flush=True)
    if failed:
        print("    " + "\n    ".join(text.strip().splitlines()[-60:]))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    os.chdir(TOP)
    total = [0, 0, 0]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for result in pool.map(run, parts(sys.argv[1])):
            tell(*result)
            total = [t + n for t, n in zip(total, result[1:4])]
    print("{} passed, {} failed, {} skipped".format(*total))
    sys.exit(1 if total[1] else 0)


if __name__ == "__main__":
    main()
