"""How the PDF step grows: the built volume printed with its essays once, twice and four times.

    python benchmarks/printing.py            # each size in a process of its own; a line for each
    python benchmarks/printing.py 2          # one size

The volume must have been built (``make html``). The essays are copied under other names beside the
built pages, in a folder that is thrown away; nothing in ``_build`` is changed.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1, 2, 4)


def enlarged(folder: Path, times: int) -> Path:
    """Lay out in ``folder`` the built volume with every essay so many times; return the folder."""
    shutil.copytree(ROOT / "_build" / "html", folder / "_build" / "html", symlinks=True)
    for name in ("data", "notebooks", "book"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "_config.yml", folder)
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))
    for part in toc["parts"]:
        if part.get("numbered"):
            part["chapters"] = [_copied(folder, one["file"], number) for number in range(times) for one in part["chapters"]]
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), "utf8")
    return folder


def _copied(folder: Path, page: str, number: int) -> dict:
    """Copy one built page under another name; its links to itself follow, being relative."""
    copy = f"{page}-again-{number}" if number else page
    if number:
        shutil.copy(folder / "_build" / "html" / f"{page}.html", folder / "_build" / "html" / f"{copy}.html")
    return {"file": copy}


def measure(times: int) -> None:
    """Print one size, and say what it took: seconds, processor seconds, the most memory, pages, size of the file."""
    from testimonia.edition.print import make_pdf

    with tempfile.TemporaryDirectory() as place:
        folder, said = enlarged(Path(place), times), []
        began, worked = time.monotonic(), time.process_time()
        pdf = make_pdf(folder, say=said.append)
        took, worked = time.monotonic() - began, time.process_time() - worked
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
        print(f"essays × {times}: {said[-1].split(',')[0]}, {took:.0f} s ({worked:.0f} s of work), {memory:.0f} MB at most, {pdf.stat().st_size / 1e6:.1f} MB", flush=True)


def main(sizes: list[str]) -> None:
    """Measure one size here, or each in a process of its own, since a process does not give its memory back."""
    if sizes:
        measure(int(sizes[0]))
        return
    for times in SIZES:
        subprocess.run([sys.executable, __file__, str(times)], check=True, env=os.environ)


if __name__ == "__main__":
    main(sys.argv[1:])
