"""The same host file to the running Linux and to Muffin, and what each says.

Linux gets it in a network namespace of its own, which ends with the process
or with the next one.  Devices are veth pairs whose other ends have no address.
"""
import ctypes
import errno
import json
import os
import re
import socket
import subprocess

import route_rules
import rtnetlink

NEWNET = 0x40000000
# A namespace begins with the settings of the machine, not with Linux's.
BORN = [f"{where}/{name}={value}" for where in ("all", "default")
        for name, value in (("forwarding", 0), ("rp_filter", 0),
                            ("accept_local", 0), ("route_localnet", 0),
                            ("send_redirects", 1), ("shared_media", 1),
                            ("promote_secondaries", 0))]
# What iproute2 says of an address that Linux refuses.
SAID = {"Address already assigned": errno.EEXIST,
        "Invalid scope value": errno.EINVAL,
        "Address not found": errno.EADDRNOTAVAIL}
NAMED = re.compile(r"(?:Linux: |refused: |\()(E[A-Z0-9]+)\b")
REFUSED = re.compile(r"^muffin: (.*?):(\d+): (.*)", re.M)
HELD = ("dev", "ip", "sysctl")      # lines of a host file that routes need


class Unable(Exception):
    """This machine cannot ask its kernel."""


def enter():
    """A fresh namespace for this process, its lo up, without IPv6."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(NEWNET) != 0:
        raise Unable("unshare: " + os.strerror(ctypes.get_errno()))
    for where in ("all", "default"):
        put(f"ipv6/conf/{where}/disable_ipv6", "1")
    for line in BORN:
        name, _, value = line.partition("=")
        put(f"ipv4/conf/{name}", value)
    batch(["link set lo up"])


def put(name, value):
    try:
        with open(f"/proc/sys/net/{name}", "w") as f:
            f.write(value)
    except FileNotFoundError:
        pass


def batch(lines):
    """Lines without `ip` to iproute2; the first refusal as text, or None."""
    try:
        done = subprocess.run(["ip", "-batch", "-"], stderr=subprocess.PIPE,
                              input="\n".join(lines) + "\n", text=True)
    except FileNotFoundError:
        raise Unable("there is no iproute2") from None
    return done.stderr.strip() if done.returncode else None


def device(words):
    """The batch lines of `dev NAME type T [address MAC] [mtu N]`."""
    name, given = words[1], dict(zip(words[2::2], words[3::2]))
    mac = f" address {given['address']}" if "address" in given else ""
    mtu = f" mtu {given['mtu']}" if "mtu" in given else ""
    peer = f"peer-{name}"[:15]
    return [f"link add {name}{mac}{mtu} type veth peer name {peer}{mtu}",
            f"link set {peer} up", f"link set {name} up"]


def address_code(said):
    """The errno behind iproute2's words, 0 if it only warns."""
    for text, code in SAID.items():
        if said and text in said:
            return code
    if said:
        raise ValueError(f"Linux refuses a line: {said}")
    return 0


def kind_of(words):
    """How a line gets to Linux."""
    if words[0] == "ip" and words[1:2] == ["route"] and \
            words[2] in rtnetlink.VERBS:
        return "route"
    if words[:2] == ["ip", "rule"] and route_rules.verb_of(words[2]):
        return "rule"
    if words[:2] == ["ip", "addr"]:
        return "addr"
    return "sysctl" if words[0] == "sysctl" else "batch"


class Linux:
    """A host in a namespace; `codes` holds an errno for each line."""

    def __init__(self, lines):
        enter()
        self.link = rtnetlink.Link()
        self.devices = {"lo": 1}
        self.codes = [0] * len(lines)
        run, before = [], None
        for n, line in enumerate(lines):
            kind = kind_of(line.split())
            if kind != before and run:
                self.apply(before, run)
                run = []
            run.append((n, line.split()))
            before = kind
        if run:
            self.apply(before, run)
        self.names = {n: name for name, n in self.devices.items()}

    def apply(self, kind, run):
        if kind in ("route", "rule"):
            said = self.link.ask([
                (rtnetlink.Route(words[2:], self.devices) if kind == "route"
                 else route_rules.Rule(words[2:])).message()
                for _, words in run])
            for (n, _), (code, _) in zip(run, said):
                self.codes[n] = code
        elif kind == "sysctl":
            for _, words in run:
                name, _, value = words[-1].partition("=")
                put(name.replace("net.", "", 1).replace(".", "/"), value)
        elif kind == "addr":
            for n, words in run:
                self.codes[n] = address_code(batch([" ".join(words[1:])]))
        else:
            self.batch([words for _, words in run])

    def batch(self, run):
        lines = []
        for words in run:
            lines += device(words) if words[0] == "dev" else [
                " ".join(words[1:])]
        wrong = batch(lines)
        if wrong:
            raise ValueError(f"Linux refuses a line: {wrong}")
        for words in run:
            if words[0] == "dev":
                self.devices[words[1]] = socket.if_nametoindex(words[1])

    def ask(self, queries, match):
        said = self.link.ask([
            rtnetlink.question(q, self.devices, match,
                               route_rules.attributes(q[6]))
            for q in queries])
        return [rtnetlink.answer(body, self.names, q, match) if code == 0 else
                {"dst": rtnetlink.address(q[0]),
                 "error": rtnetlink.name_of(code)}
                for q, (code, body) in zip(queries, said)]

    @staticmethod
    def forget():
        """The ways that are kept with next hops."""
        put("ipv4/route/flush", "1")

    def close(self):
        self.link.close()


class Muffin:
    """The program, given a host file."""

    def __init__(self, program, path):
        self.program, self.path = program, path

    def run(self, lines, questions, words):
        with open(self.path, "w") as f:
            f.write("\n".join(lines) + "\n")
        return subprocess.run(
            [self.program, "route", "-c", self.path, "--json"] + words,
            input=questions, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, timeout=300)

    def refusal(self, lines):
        """(index of the line, errno's name, message) or None."""
        done = self.run(lines, "", [])
        found = REFUSED.search(done.stderr)
        if done.returncode == 0:
            return None
        if not found or found[1] != self.path:
            raise ValueError(done.stderr.strip() or
                             f"muffin ended with {done.returncode}")
        named = NAMED.search(found[3])
        return int(found[2]) - 1, named[1] if named else "", found[3]

    def ask(self, lines, questions, match):
        done = self.run(lines, "".join(q + "\n" for q in questions),
                        ["--match"] if match else [])
        if done.returncode:
            raise ValueError(done.stderr.strip() or
                             f"muffin ended with {done.returncode}")
        return [json.loads(line) for line in done.stdout.splitlines()]


def held(text):
    """The lines of a host file that say where packets go."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and line.split()[0] in HELD
            and not line.startswith("sysctl -w net.core")]
