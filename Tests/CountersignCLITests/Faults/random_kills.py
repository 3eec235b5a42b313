"""Kills a writer of phones at random moments. Every phone whose making was reported must be in the file afterwards.

Usage: random_kills.py KILLS, in an empty folder with countersign on the PATH
"""

import json
import os
import random
import signal
import subprocess
import sys

STORE = "killed-phones"
seed = int(os.environ.get("COUNTERSIGN_SEED") or random.SystemRandom().randrange(2**32))
chance = random.Random(seed)


def names():
    listed = subprocess.run(["countersign", "device", "list", "--store", STORE, "--json"], capture_output=True)
    return {phone["name"] for phone in json.loads(listed.stdout)} if listed.returncode == 0 else None


def main():
    subprocess.run(["countersign", "device", "new", "start", "--store", STORE, "--no-passphrase"],
                   check=True, stdout=subprocess.DEVNULL)
    # How long one call takes here and now, so that the kills fall into it.
    reported, torn, lost = {"start"}, 0, 0
    for number in range(int(sys.argv[1])):
        name = f"phone-{number}"
        process = subprocess.Popen(["countersign", "device", "new", name, "--store", STORE, "-q"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=chance.uniform(0.001, 0.06))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        if process.returncode == 0:
            reported.add(name)
        found = names()
        if found is None:
            torn += 1
        elif reported - found:
            lost += 1
    if torn or lost:
        print(f"seed {seed}", file=sys.stderr)
    print(f"{sys.argv[1]} kills, {torn} torn, {lost} lost")


main()
