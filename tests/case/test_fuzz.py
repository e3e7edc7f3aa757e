"""Damage of no particular kind: bytes changed at random."""

import random

import pytest

from testimonia.case.check import check
from testimonia.case.load import CaseError, load


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_never_raises(village, seed):
    """Some damage that nobody thought of would end in a traceback."""
    chance = random.Random(seed)
    files = sorted(path for path in village.iterdir())
    for path in chance.sample(files, 4):
        data = bytearray(path.read_bytes())
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(data))
            if chance.random() < 0.3:
                del data[place : place + chance.randint(1, 200)]
            elif chance.random() < 0.5:
                data[place:place] = chance.choice([b'"', b",", b"\n", b";", b"\0", b"\xff", b"\r", b"{", b"[", b"/", b"X"])
            else:
                data[place % max(len(data), 1)] = chance.randrange(256)
            data = data or bytearray(b"\n")
        path.write_bytes(bytes(data))
    report = check(village)
    assert all(p.problem and p.remedy and str(p) for p in report.problems)
    try:
        load(village)
    except CaseError as error:
        assert {str(p) for p in error.problems} <= {str(p) for p in report.problems}
