"""Whether a million ids are all different, without comparing them: two strings of different hashes are different."""

import numpy as np

_LONG = 64  # bytes; longer ids are left to whoever compares them one by one
_WORD = 8
#: What is left of a word of which only so many bytes belong to the string (the first byte is the lowest).
_KEPT = np.array([(1 << 8 * kept) - 1 for kept in range(_WORD + 1)], "<u8")
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 by the golden ratio, after Knuth, The Art of Computer Programming 3, § 6.4


def surely_apart(arrays: list) -> bool:
    """Whether no string is in these Arrow arrays (of long strings) twice; False also where that is not known.

    >>> import pyarrow as pa
    >>> surely_apart([pa.array(["anna", None, "bela"], pa.large_string()), pa.array(["dora", None], pa.large_string())])
    True
    >>> surely_apart([pa.array(["anna"], pa.large_string()), pa.array(["bela", "anna"], pa.large_string())])
    False
    """
    found = [_spans(array) for array in arrays if array.null_count < len(array)]
    longest = max((int(lengths.max()) for _, lengths, _ in found), default=0)
    if longest > _LONG:
        return False
    ordered = np.sort(np.concatenate([np.empty(0, "u8"), *(_hashes(*span, longest) for span in found)]))
    return not (ordered[1:] == ordered[:-1]).any()


def _spans(array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where each string that is not null begins, how many bytes it has, and the bytes of all."""
    _, ends, cells = array.buffers()
    ends = np.frombuffer(ends, "int64")[array.offset : array.offset + len(array) + 1]
    starts, lengths = ends[:-1] - ends[0], np.diff(ends)
    if array.null_count:
        there = array.is_valid().to_numpy(zero_copy_only=False)
        starts, lengths = starts[there], lengths[there]
    return starts, lengths, np.frombuffer(cells or b"", "uint8")[ends[0] : ends[-1]]


def _hashes(starts: np.ndarray, lengths: np.ndarray, cells: np.ndarray, longest: int) -> np.ndarray:
    """A number of 64 bits for each string, the same for the same; `longest` has to be the same for all that are compared."""
    cells = np.concatenate([cells, np.zeros(_LONG + _WORD, "uint8")])
    words = np.ndarray(len(cells) - _WORD, "<u8", cells, strides=(1,))  # the eight bytes from each byte on
    hashes = lengths.astype("u8")
    for place in range(0, longest, _WORD):
        word = words[starts + place] & _KEPT[np.clip(lengths - place, 0, _WORD)]
        hashes = (hashes ^ word) * _ODD
        hashes ^= hashes >> np.uint64(32)
    return hashes
