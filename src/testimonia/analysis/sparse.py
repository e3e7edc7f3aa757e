"""Measures of a directed graph as a sparse matrix, for graphs of which no object for each edge can be kept.

A graph is a square `scipy.sparse.csr_array`: row i, column j holds the weight of the edge from i to
j. Each function returns one number for each node, in order, and the same as networkx does.
"""

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

__all__ = ["betweenness", "components", "cores", "pagerank"]

#: A batch of searches holds at most so many numbers at a time, so that memory stays bounded.
CELLS = 2**22


def pagerank(graph, damping: float = 0.85, tolerance: float = 1e-6, most: int = 100) -> np.ndarray:
    """The share of time that a reader who follows the edges by weight spends at each node (float64, sums to 1).

    Brin and Page 1998, with the rules of `networkx.pagerank`: a node without an edge
    leads everywhere, and the steps end when the change is less than `tolerance` for
    each node on average. Raises ArithmeticError if that takes more than `most` steps.

    >>> pagerank(sparse.csr_array(np.array([[0, 1], [1, 0]]))).tolist()
    [0.5, 0.5]
    """
    size = graph.shape[0]
    out = np.asarray(graph.sum(axis=1), dtype=float).ravel()
    share = np.divide(1.0, out, out=np.zeros(size), where=out != 0)
    onward = (sparse.diags_array(share) @ graph).T.tocsr()
    rank = np.full(size, 1.0 / size)
    for _ in range(most):
        before = rank
        rank = damping * (onward @ before + before[out == 0].sum() / size) + (1 - damping) / size
        if np.abs(rank - before).sum() < size * tolerance:
            return rank
    raise ArithmeticError(f"the ranks of {size} actors did not settle in {most} steps")


def components(graph) -> np.ndarray:
    """The number of the component of each node, whichever way the edges run: 0 is the largest (int64).

    Of components of one size the one with the earlier node comes first.

    >>> components(sparse.csr_array(np.array([[0, 0, 0], [0, 0, 1], [0, 0, 0]]))).tolist()
    [1, 0, 0]
    """
    count, label = csgraph.connected_components(graph, directed=True, connection="weak")
    first = np.full(count, graph.shape[0])
    np.minimum.at(first, label, np.arange(len(label)))
    place = np.empty(count, dtype="int64")
    place[np.lexsort((first, -np.bincount(label, minlength=count)))] = np.arange(count)
    return place[label]


def cores(graph) -> np.ndarray:
    """The core number of each node: the largest k such that it is in a part where each has k neighbours (int64).

    Seidman 1983; edges of either direction make neighbours, loops do not count. Nodes
    are taken away in rounds, all with too few neighbours at a time.

    >>> cores(sparse.csr_array(np.array([[0, 1, 1, 1], [0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]]))).tolist()
    [2, 2, 2, 1]
    """
    both = _pattern(graph)
    both = _pattern(both + both.T)
    starts, ends = both.indptr, both.indices
    left = np.diff(starts).astype("int64")
    found = np.full(len(left), -1, dtype="int64")
    k, waiting = 0, np.flatnonzero(left == 0)
    remaining = len(left)
    while remaining:
        while len(waiting):
            found[waiting] = k
            remaining -= len(waiting)
            lost = ends[_stretches(starts, waiting)]
            lost = lost[found[lost] < 0]
            near, times = np.unique(lost, return_counts=True)
            left[near] -= times
            waiting = near[left[near] <= k]
        open_ = np.flatnonzero(found < 0)
        if len(open_):
            k = int(left[open_].min())
            waiting = open_[left[open_] <= k]
    return found


def betweenness(graph, sources: int | None = None, seed: int = 0) -> np.ndarray:
    """How often a node lies on the shortest ways between two others, of all pairs (float64, 0 to 1).

    Freeman 1977, counted in steps along the edges by Brandes 2001, several sources at a
    time. With `sources` it is estimated from so many nodes drawn with `seed` (Brandes
    and Pich 2007).

    >>> path = sparse.csr_array(np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]]))
    >>> betweenness(path).tolist()
    [0.0, 0.5, 0.0]
    """
    size = graph.shape[0]
    if size < 3:
        return np.zeros(size)
    ahead = _pattern(graph)
    chosen = np.arange(size)
    if sources is not None and sources < size:
        chosen = np.sort(np.random.default_rng(seed).choice(size, sources, replace=False))
    total, step = np.zeros(size), max(1, CELLS // size)
    for start in range(0, len(chosen), step):
        total += _dependencies(ahead, chosen[start : start + step])
    return total * (size / len(chosen)) / ((size - 1) * (size - 2))


def _dependencies(ahead, chosen: np.ndarray) -> np.ndarray:
    """Brandes' dependencies of some sources on each node, summed; the sources are the columns of matrices."""
    size, back = ahead.shape[0], ahead.T.tocsr()
    ways = np.zeros((size, len(chosen)))
    ways[chosen, np.arange(len(chosen))] = 1.0
    front, seen, levels = ways.copy(), ways > 0, []
    while front.any():
        levels.append(front > 0)
        front = back @ front
        front[seen] = 0.0
        seen |= front > 0
        ways += front
    depends = np.zeros_like(ways)
    per_way = np.divide(1.0, ways, out=np.zeros_like(ways), where=ways > 0)
    for nearer, further in zip(reversed(levels[:-1]), reversed(levels[1:])):
        depends += np.where(nearer, ways * (ahead @ np.where(further, (1 + depends) * per_way, 0.0)), 0.0)
    depends[chosen, np.arange(len(chosen))] = 0.0
    return depends.sum(axis=1)


def _pattern(graph):
    """The graph with 1 for every edge, without loops."""
    plain = sparse.csr_array(graph, dtype=float, copy=True)
    plain.setdiag(0.0)
    plain.eliminate_zeros()
    plain.data[:] = 1.0
    return plain


def _stretches(starts: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Where the entries of some rows stand in a compressed matrix."""
    low, count = starts[rows].astype("int64"), (starts[rows + 1] - starts[rows]).astype("int64")
    return np.arange(count.sum()) + np.repeat(low - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
