"""Kills a writer of phones at random moments. Every phone whose making was reported must be in the file afterwards.

Usage: random_kills.py KILLS, in an empty folder with countersign on the PATH
"""

import json
import os
import random
import signal
import subprocess
import sys
import time

STORE = "killed-phones"
seed = int(os.environ.get("COUNTERSIGN_SEED") or random.SystemRandom().randrange(2**32))
chance = random.Random(seed)


def names():
    listed = subprocess.run(["countersign", "device", "list", "--store", STORE, "--json"], capture_output=True)
    return {phone["name"] for phone in json.loads(listed.stdout)} if listed.returncode == 0 else None


def main():
    subprocess.run(["countersign", "device", "new", "start", "--store", STORE, "--no-passphrase"],
                   check=True, stdout=subprocess.DEVNULL)
    reported, torn, lost, killed, longest = {"start"}, 0, 0, 0, 0.1
    for number in range(20 * int(sys.argv[1])):
        if killed == int(sys.argv[1]):
            break
        name, start = f"phone-{number}", time.monotonic()
        process = subprocess.Popen(["countersign", "device", "new", name, "--store", STORE, "-q"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            # Within the time that a call takes here and now: only a kill that falls into it counts.
            process.wait(timeout=chance.uniform(0.001, longest))
            longest = (time.monotonic() - start + longest) / 2
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
            longest *= 1.05
        if process.returncode == 0:
            reported.add(name)
        found = names()
        if found is None:
            torn += 1
        elif reported - found:
            lost += 1
    if torn or lost:
        print(f"seed {seed}", file=sys.stderr)
    print(f"{killed} kills, {torn} torn, {lost} lost")


main()
