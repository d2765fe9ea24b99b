#!/usr/bin/python3
"""Compare Muffin with the running Linux: our captures, then random frames.

    diff.py MUFFIN FOLDER

Each capture of pcaps/ goes to both hosts, to one living host and frame by
frame to fresh ones; then ten random hosts get 2000 random frames each.  Host
files are kept in FOLDER.  Prints what differs and, for each run, `NAME: N
passed, N failed, N skipped (why)`; exit 1 if anything differs.  A machine that
cannot ask its kernel skips all of it, and says why.
"""
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PCAPS = os.path.join(HERE, "../pcaps")
CAPTURES, HOSTS = ("demo", "surprises", "grid"), ("b", "many")
RANDOM_HOSTS, RANDOM_FRAMES = 10, 2000
SHOWN = 40                          # lines of differences of a run
SUM = re.compile(r"^(\d+) frames, (\d+) compared, (\d+) differ$", re.M)
APART = re.compile(r"^(?:not modelled by Muffin|not asked of Linux|"
                   r"beyond Muffin's capacity): (.*)$", re.M)


def runs(muffin, folder):
    """(name, words of the command line) of each run."""
    for host in HOSTS:
        for name in CAPTURES:
            words = ["-c", f"{PCAPS}/hosts/{host}.host", "-r",
                     f"{PCAPS}/{name}.pcap"]
            yield f"{name} {host}", words
            yield f"{name} {host} alone", words + ["--alone"]
    for seed in range(1, RANDOM_HOSTS + 1):
        yield f"random {seed}", ["-c", random_host(muffin, folder, seed),
                                 "--generate", f"{seed},{RANDOM_FRAMES}"]


def random_host(muffin, folder, seed):
    os.makedirs(folder, exist_ok=True)
    path = f"{folder}/random{seed}.host"
    with open(path, "wb") as f:
        subprocess.run([sys.executable, f"{PCAPS}/hosts_random.py", str(seed),
                        muffin], stdout=f, stderr=subprocess.DEVNULL,
                       check=True, timeout=120)
    return path


def one(muffin, name, words):
    """(passed, failed, skipped) of a run, whose differences are printed."""
    done = subprocess.run([muffin, "diff"] + words, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=600)
    text = done.stdout.decode(errors="replace")
    said = SUM.search(text)
    if done.returncode > 1 or not said:
        print(f"FAILED {name}: status {done.returncode}: "
              f"{done.stderr.decode(errors='replace')}")
        return 0, 1, 0
    if done.returncode:
        lines = text.splitlines()[:SHOWN]
        print(f"FAILED {name}: muffin diff {' '.join(words)}\n    "
              + "\n    ".join(lines))
    frames, compared, differ = map(int, said.groups())
    why = ", ".join(APART.findall(text))
    print(f"{name}: {compared - differ} passed, {differ} failed, "
          f"{frames - compared} skipped" + (f" ({why})" if why else ""),
          flush=True)
    return compared - differ, differ, frames - compared


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    muffin, folder = sys.argv[1:]
    probe = subprocess.run([muffin, "diff", "-q", "--generate", "1,1"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if probe.returncode == 4:
        why = probe.stderr.decode(errors="replace").strip()
        print(f"diff: 0 passed, 0 failed, 1 skipped ({why})")
        return
    total = [0, 0, 0]
    for name, words in runs(muffin, folder):
        total = [t + n for t, n in zip(total, one(muffin, name, words))]
    print("diff: {} passed, {} failed, {} skipped".format(*total))
    sys.exit(1 if total[1] else 0)


if __name__ == "__main__":
    main()
