#!/usr/bin/python3
"""Other people's captures through muffin, built with the sanitizers.

    corpus.py MUFFIN        the folder is $MUFFIN_CORPUS or ../shared/pcaps

Each file meets host b and a host made to fit its first unicast IPv4 frame.
There is no crash and no leak; every frame is one line of JSON, counted by a
reader of our own, with a line behind it for each thing that timers did before
the next; what is not modelled is so by a word of spec/deviations.md; a damaged
file ends in status 2 and a message that names the frame or byte.
"""
import concurrent.futures
import json
import os
import re
import struct
import subprocess
import sys
import tempfile

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.environ.get("MUFFIN_CORPUS") or f"{HERE}/../../shared/pcaps"
MAGICS = {0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34, 0x0a0d0d0a}
ETHERNET, RAW, IPV4 = 1, (12, 14, 101), 228
FRAME_MAX = 262144                 # muffin's limit, as tcpdump's


class Damaged(Exception):
    pass


def need(data, at, size):
    if at + size > len(data):
        raise Damaged(f"ends before byte {at + size}")


def pcap_frames(data):
    """(link type, bytes) of each record."""
    magic, = struct.unpack_from("<I", data)
    order = "<" if magic in MAGICS else ">"
    need(data, 0, 24)
    link, = struct.unpack_from(order + "I", data, 20)
    extra = 8 if 0xa1b2cd34 in (magic, struct.unpack_from(">I", data)[0]) \
        else 0
    minor, at = struct.unpack_from(order + "H", data, 6)[0], 24
    while at < len(data):
        need(data, at, 16 + extra)
        caplen, length = struct.unpack_from(order + "II", data, at + 8)
        if minor < 3:               # as old writers did, by libpcap's word
            caplen, length = length, caplen
        if caplen > FRAME_MAX:
            raise Damaged(f"frame of {caplen} bytes")
        at += 16 + extra
        need(data, at, caplen)
        if caplen > length:
            raise Damaged("more captured than there was")
        yield link & 0xffff, data[at:at + caplen]
        at += caplen


def pcapng_frames(data):
    order, links, at = "<", [], 0
    while at < len(data):
        need(data, at, 12)
        if data[at:at + 4] == b"\x0a\x0d\x0d\x0a":
            order = "<" if data[at + 8:at + 12] == b"\x4d\x3c\x2b\x1a" else ">"
            links = []
        kind, size = struct.unpack_from(order + "II", data, at)
        if size < 12 or size % 4:
            raise Damaged(f"block of {size} bytes")
        need(data, at, size)
        if kind == 1:
            links.append(struct.unpack_from(order + "H", data, at + 8)[0])
        elif kind in (2, 6):
            fmt = "H" if kind == 2 else "I"
            inter, = struct.unpack_from(order + fmt, data, at + 8)
            caplen, = struct.unpack_from(order + "I", data, at + 20)
            yield links[inter], data[at + 28:at + 28 + caplen]
        elif kind == 3:
            yield links[0], data[at + 12:at + size - 4]
        at += size


def read(path):
    """([(link type, bytes)], whether the file is damaged)"""
    data = open(path, "rb").read()
    found = []
    if len(data) < 4:
        return found, True
    one = pcapng_frames if data[:4] == b"\x0a\x0d\x0d\x0a" else pcap_frames
    try:
        for frame in one(data):
            found.append(frame)
    except Damaged:
        return found, True
    return found, False


def ipv4(link, frame):
    """(MAC or None, packet) of an IPv4 frame, else None."""
    if link == ETHERNET and frame[12:14] == b"\x08\x00" and len(frame) > 33:
        return frame[:6], frame[14:]
    if (link in RAW or link == IPV4) and len(frame) > 19 and \
            frame[0] >> 4 == 4:
        return None, frame
    return None


def fitting(frames):
    """A host file to which the first unicast IPv4 frame is addressed."""
    for link, frame in frames:
        found = ipv4(link, frame)
        if not found or found[0] == bytes(6) or \
                (found[0] and found[0][0] & 1):
            continue
        mac, packet = found
        if not 1 <= packet[16] < 224 or packet[16] == 127:
            continue
        ihl = packet[0] % 16 * 4
        port = struct.unpack_from("!H", packet, ihl + 2)[0] \
            if packet[9] == 17 and len(packet) >= ihl + 4 else 0
        address = (mac or b"\2\0\0\0\0\1").hex(":")
        ip = ".".join(map(str, packet[16:20]))
        return (f"dev eth0 type tap address {address}\n"
                f"ip addr add {ip}/24 dev eth0\n"
                + (f"socket it udp bind 0.0.0.0:{port}\n" if port else ""))
    return None


class Check:
    """What every run is held against."""

    def __init__(self, muffin):
        self.muffin = muffin
        text = open(f"{HERE}/../spec/deviations.md").read()
        self.words = set(re.findall(r"`([a-z0-9_]+)`", text))
        with open(f"{HERE}/../pcaps/verdict.schema.json") as f:
            self.validator = jsonschema.Draft7Validator(json.load(f))
        self.shapes = set()

    def shape(self, line):
        """A line like an earlier one is not validated again."""
        key = (line["verdict"], line["reason"], line["detail"], line["at"],
               len(line["sockets"]), len(line["out"]), line["tuple"] is None,
               *line["mib"])
        if key in self.shapes:
            return None
        self.shapes.add(key)
        errors = list(self.validator.iter_errors(line))
        return f"schema: {errors[0].message}" if errors else None

    def line(self, n, line):
        """What is wrong with a line that should be of frame n, or None."""
        if line["n"] != n:
            return f"the line of frame {n} is of frame {line['n']}"
        if line["verdict"] == "not_modelled" and \
                line["detail"] not in self.words:
            return f"frame {n}: deviations.md lacks {line['detail']}"
        return self.shape(line)

    def run(self, path, host, frames, damaged):
        """What is wrong with a run, or None."""
        done = subprocess.run(
            [self.muffin, "explain", "--json"] + (["-c", host] if host else [])
            + ["-r", path], stdin=subprocess.DEVNULL, timeout=60,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said = done.stderr.decode(errors="replace")
        if done.returncode != (2 if damaged else 0):
            return f"status {done.returncode}: {said[-2000:]}"
        if damaged and not re.search(r"frame \d+|byte \d+|is empty", said):
            return f"the message names no place: {said}"
        if not damaged and said:
            return f"it said: {said}"
        return self.lines(done.stdout.splitlines(), len(frames))

    def lines(self, texts, frames):
        """What is wrong with the lines about so many frames, or None."""
        n = 0
        for text in texts:
            try:
                line = json.loads(text)
            except ValueError as e:
                return f"behind frame {n}: {e}"
            n += "phase" not in line
            wrong = self.line(n, line)
            if wrong:
                return wrong
        return None if n == frames else f"{frames} frames, {n} lines"

    def file(self, path):
        """[(host, what is wrong or None)] for each host it meets."""
        frames, damaged = read(path)
        found = [("b", self.run(path, None, frames, damaged))]
        text = fitting(frames)
        if text:
            with tempfile.NamedTemporaryFile("w", suffix=".host") as f:
                f.write(text)
                f.flush()
                found.append(("fit", self.run(path, f.name, frames, damaged)))
        return found


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not os.path.isdir(CORPUS):
        print("corpus: 0 passed, 0 failed, 1 skipped (no corpus at "
              f"{os.path.normpath(CORPUS)}; MUFFIN_CORPUS names one)")
        return
    paths = sorted(os.path.join(CORPUS, n) for n in os.listdir(CORPUS)
                   if n.endswith((".pcap", ".pcapng", ".cap", ".dmp")))
    check, passed, failed = Check(sys.argv[1]), 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for path, found in zip(paths, pool.map(check.file, paths)):
            for host, wrong in found:
                passed, failed = passed + (not wrong), failed + bool(wrong)
                if wrong:
                    print(f"FAILED {os.path.basename(path)} host {host}: "
                          f"{wrong}")
    if not paths:
        print(f"FAILED no capture in {CORPUS}")
        failed += 1
    print(f"corpus: {passed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
