"""Where the nodes of a network go, so that no name covers another."""

from __future__ import annotations

import networkx as nx
import numpy as np

SEED = 1611  # any fixed number will do: the same graph must always give the same picture


def positions(graph: nx.Graph, weight: str = "weight", seed: int = SEED) -> dict:
    """Return {node: (x, y)} in the unit square, the same for the same graph on every call.

    Force-directed (Fruchterman & Reingold 1991), started from a fixed seed on
    nodes and edges in sorted order. Each component is laid out alone and they
    are set side by side, since repulsion would drive them to the corners.

    >>> positions(nx.path_graph(3)) == positions(nx.path_graph(3))
    True
    """
    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph, key=str))
    for a, b, data in sorted(graph.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1]))):
        before = simple.edges[a, b][weight] if simple.has_edge(a, b) else 0
        simple.add_edge(a, b, **{weight: before + float(data.get(weight) or 1)})
    parts = sorted(nx.connected_components(simple), key=lambda part: (-len(part), min(map(str, part))))
    result, left = {}, 0.0
    total = sum(np.sqrt(len(part)) for part in parts)
    for part in parts:
        share = np.sqrt(len(part)) / total
        inner = simple.subgraph(sorted(part, key=str))
        inner = nx.Graph(inner)  # a view would iterate in the order of a set
        ordered = nx.Graph()
        ordered.add_nodes_from(sorted(inner, key=str))
        ordered.add_edges_from(sorted(inner.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1]))))
        start = nx.circular_layout(ordered)
        spread = nx.spring_layout(ordered, pos=start, weight=weight, seed=seed, iterations=300,
                                  k=1.6 / np.sqrt(len(ordered))) if len(ordered) > 2 else start
        points = np.array([spread[node] for node in ordered], float)
        extent = np.where(np.ptp(points, axis=0) > 1e-9, np.ptp(points, axis=0), 1.0)
        points = (points - points.min(axis=0)) / extent
        if len(ordered) == 1:
            points[:] = 0.5
        for node, (x, y) in zip(ordered, points, strict=True):
            result[node] = (round(left + share * (0.04 + 0.92 * x), 4), round(float(y), 4))
        left += share
    return result


def part_boxes(centres: np.ndarray, sizes: np.ndarray, width: float, height: float, gap: float = 3.0):
    """Return (centres, height): boxes moved apart until none overlaps, inside a page that grows if it must.

    `centres` (n, 2) and `sizes` (n, 2) in points. Overlapping pairs are pushed
    apart along the direction that costs less; where the page is too full for
    that, it becomes a tenth taller and the boxes spread with it.

    >>> moved, tall = part_boxes(np.zeros((2, 2)), np.full((2, 2), 10.0), 40, 40)
    >>> bool(np.abs(moved[0] - moved[1]).max() >= 10)
    True
    """
    place = np.asarray(centres, float).copy()
    half = np.asarray(sizes, float) / 2 + gap / 2
    # two boxes on one spot have no direction to part in: set them a hair apart in a fixed way
    place += np.column_stack([np.cos(np.arange(len(place)) * 2.4), np.sin(np.arange(len(place)) * 2.4)]) * 0.05
    while True:
        for _ in range(400):
            place[:, 0] = np.clip(place[:, 0], half[:, 0], np.maximum(width - half[:, 0], half[:, 0]))
            place[:, 1] = np.clip(place[:, 1], half[:, 1], np.maximum(height - half[:, 1], half[:, 1]))
            away = place[:, None] - place[None]
            over = half[:, None] + half[None] - np.abs(away)
            hit = (over > 1e-6).all(axis=2)
            np.fill_diagonal(hit, False)
            if not hit.any():
                return place, height
            along_x = over[..., 0] < over[..., 1]
            sign = np.where(away >= 0, 1.0, -1.0)
            sign = np.where(np.triu(np.ones(hit.shape), 1)[..., None] > 0, np.where(away == 0, -1.0, sign), sign)
            push = np.zeros_like(away)
            push[..., 0] = np.where(hit & along_x, over[..., 0] * sign[..., 0], 0)
            push[..., 1] = np.where(hit & ~along_x, over[..., 1] * sign[..., 1], 0)
            place += push.sum(axis=1) * 0.27
        place[:, 1] *= 1.1
        height *= 1.1
