"""The benchmark: cases of a thousand to a million testimonies through every step, as one table.

    python benchmarks/bench.py                      # 10³ to 10⁶, and 2·10⁷ beyond memory
    python benchmarks/bench.py --sizes 1000 10000 --rows 0

Each step runs in a process of its own, so that its peak of memory is its own. What was measured is
kept at once: a run that was broken off goes on where it stopped, one that was finished starts anew.
"""

import argparse
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import steps
import synthetic

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SIZES, ROWS = [1_000, 10_000, 100_000, 1_000_000], 20_000_000
#: Seconds (or times the seconds of another step) and megabytes that a step may take at a million testimonies.
LIMITS = {"load": ("read_csv", 3.0), "check": (None, 4.0), "network": (None, 3.0)}
MEGABYTES = 1536
BEYOND_SECONDS, BEYOND_MEGABYTES = 10.0, 1024
STEPS = {
    "read_csv": "pandas.read_csv, the yardstick", "load": "load", "check": "check", "network": "network: weights, degrees, PageRank, components",
    "cores": "the same and core numbers", "betweenness": "the same and betweenness", "timeline": "timeline", "named": "who was named how often",
    "curves": "cumulative curves of all accused", "charges": "charges by year", "ranks": "replicates: ranks, 200 draws", "lags": "replicates: lags of ten, 200 draws",
}  # fmt: skip


def main(arguments=None) -> int:
    options = _parser().parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    kept = options.out / "measured.json"
    measured = json.loads(kept.read_text("utf8")) if kept.is_file() else {}
    if measured.get("sources") != _sources():
        measured = {"sources": _sources()}
    wanted = [(str(n), step) for n in options.sizes for step in STEPS] + ([(str(options.rows), "beyond")] if options.rows else [])
    try:
        for size, step in wanted:
            if f"{size} {step}" not in measured:
                print(f"  {int(size):>12,}  {STEPS.get(step, 'beyond memory')}", file=sys.stderr, flush=True)
                measured[f"{size} {step}"] = _measure(step, int(size), options.out, options.together)
                _keep(kept, measured)
    except KeyboardInterrupt:
        print(f"\nBroken off. What was measured is kept in {kept}; the same command goes on from there.", file=sys.stderr)
        return 130
    except subprocess.CalledProcessError as error:
        print(f"{error.cmd[2]} failed:\n{error.stderr.strip()[-1500:]}", file=sys.stderr)
        return 1
    table, faults = report(measured, options.sizes, options.rows)
    print(table)
    _keep(options.out / "finished.json", measured)
    kept.unlink(missing_ok=True)
    return 1 if faults and options.strict else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description="Measure every step on cases of growing size.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="numbers of testimonies")
    parser.add_argument("--rows", type=int, default=ROWS, metavar="N", help="rows of Parquet beyond memory; 0 for none")
    parser.add_argument("--out", type=Path, default=ROOT / "_build" / "bench", metavar="DIR", help="where cases and measurements are kept")
    parser.add_argument("--together", action="store_true", help="all in one process: quicker, but the peak of memory is then that of the whole run")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a limit is passed")
    return parser


def _sources() -> str:
    """A mark of the library as it stands: what was measured of another is of no use."""
    import hashlib

    digest = hashlib.sha256()
    for path in sorted([*(ROOT / "src").rglob("*.py"), *HERE.glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _measure(step: str, size: int, out: Path, together: bool) -> dict:
    """Run a step on a synthetic case, made first if it is not there."""
    place = out / (f"{size}.parquet" if step == "beyond" else f"case-{size}")
    if not place.exists():
        aside = place.with_name("new-" + place.name)
        if together:
            (synthetic.write_parquet if step == "beyond" else synthetic.write_case)(size, aside)
        else:
            _python("synthetic.py", size, aside)
        os.replace(aside, place)
    if together:
        return steps.run(step, str(place), quick=0.05)
    return json.loads(_python("steps.py", step, place).splitlines()[-1])


def _python(script: str, *words) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "0"}
    return subprocess.run([sys.executable, str(HERE / script), *map(str, words)], env=environment, check=True, capture_output=True, text=True).stdout


def _keep(path: Path, content: dict) -> None:
    aside = path.with_suffix(".new")
    aside.write_text(json.dumps(content, indent=1), "utf8")
    os.replace(aside, path)


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """The power of n by which a step grows: the slope of a straight line through the logarithms, without the fixed cost.

    The fixed cost is what the line through the two smallest leaves at nought. n log n has about 1.1 at these sizes.
    """
    if len(sizes) < 3:
        return float("nan")
    slope = (seconds[1] - seconds[0]) / (sizes[1] - sizes[0])
    fixed = min(max(seconds[0] - slope * sizes[0], 0.0), seconds[0])
    points = [(math.log(n), math.log(max(s - fixed, 1e-5))) for n, s in zip(sizes[1:], seconds[1:], strict=True)]
    mean = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
    return sum((x - mean[0]) * (y - mean[1]) for x, y in points) / sum((x - mean[0]) ** 2 for x, _ in points)


def report(measured: dict, sizes: list[int], rows: int) -> tuple[str, list[str]]:
    """The table, and the limits that were passed (those for a million testimonies, if so many were measured)."""
    lines = [f"{'seconds at':<52}" + "".join(f"{n:>11,}" for n in sizes) + f"{'of read_csv':>13}{'power of n':>12}{'peak MB':>9}  limit"]
    faults: list[str] = []
    top = sizes[-1]
    allowed = exponent(sizes, [n * math.log(n) for n in sizes])
    for step, name in STEPS.items():
        found = [measured[f"{n} {step}"] for n in sizes]
        seconds, last = [one["seconds"] for one in found], found[-1]
        power = exponent(sizes, seconds)
        ratio = last["seconds"] / measured[f"{top} read_csv"]["seconds"]
        said = []
        if step in LIMITS:
            other, most = LIMITS[step]
            taken = last["seconds"] / measured[f"{top} {other}"]["seconds"] if other else last["seconds"]
            said.append(f"{taken:.1f} of {most:.0f} {'times' if other else 's'}")
            if top >= SIZES[-1] and taken > most:
                faults.append(f"{name}: {said[-1]}")
        # A step that takes no time has no power to speak of.
        if power > allowed + 0.1 and last["seconds"] > 0.5 and step != "read_csv":
            faults.append(f"{name}: grows with n to the power {power:.2f}, n log n with {allowed:.2f}")
        if last["megabytes"] > MEGABYTES:
            faults.append(f"{name}: {last['megabytes']:.0f} MB of {MEGABYTES}")
        note = f" ({last['outcome']})" if isinstance(last["outcome"], str) else ""
        lines.append(f"{name + note:<52}" + "".join(f"{s:>11.3f}" for s in seconds) + f"{ratio:>13.1f}{power:>12.2f}{last['megabytes']:>9.0f}  {', '.join(said)}")
    lines.append(f"n log n itself grows with n to the power {allowed:.2f} at these sizes; memory may reach {MEGABYTES} MB")
    if rows:
        far = measured[f"{rows} beyond"]
        lines.append(f"Beyond memory: {rows:,} testimonies in Parquet to {far['outcome']:,} counts of a year in {far['seconds']:.1f} s and {far['megabytes']:.0f} MB (limits {BEYOND_SECONDS:.0f} s, {BEYOND_MEGABYTES} MB)")
        if far["seconds"] > BEYOND_SECONDS or far["megabytes"] > BEYOND_MEGABYTES:
            faults.append(f"beyond memory: {far['seconds']:.1f} s, {far['megabytes']:.0f} MB")
    lines.append("Every limit is kept." if not faults else "Limits passed: " + "; ".join(faults))
    return "\n".join(lines), faults


if __name__ == "__main__":
    sys.exit(main())
