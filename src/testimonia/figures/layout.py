"""Where the nodes of a network go, so that no name covers another."""

from __future__ import annotations

import networkx as nx
import numpy as np

SEED = 1611  # any fixed number will do: the same graph must always give the same picture


def arrange(graph: nx.Graph, sizes: dict, width: float, fill: float = 0.26, seed: int = SEED):
    """Return ({node: (x, y)}, height): the middle of every node's box, in points, on a page of a width.

    `sizes` gives (width, height) of each node with its name; `fill` is the part
    of the page that they take. Each component is laid out alone; large ones have
    the whole width, small ones stand side by side below them.

    >>> places, height = arrange(nx.path_graph(3), dict.fromkeys(range(3), (20.0, 10.0)), 200.0)
    >>> sorted(places), bool(height > 0)
    ([0, 1, 2], True)
    """
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(map(str, part))))
    places, left, top, tall = {}, 0.0, 0.0, 0.0
    for part in parts:
        nodes = sorted(part, key=str)
        boxes = np.array([sizes[n] for n in nodes], float)
        # a crowd is set closer: it would otherwise run over pages
        area = float(boxes.prod(axis=1).sum()) / min(fill + 0.007 * max(len(nodes) - 45, 0), 0.5)
        wide = width if len(nodes) > 6 else min(width, max(boxes[:, 0].max() + 6, np.sqrt(area) if len(nodes) > 2 else 0.0))
        high = max(area / wide, boxes[:, 1].max() + 6) if len(nodes) > 2 else boxes[:, 1].sum() + 24 * len(nodes) - 18
        unit = positions(graph.subgraph(nodes), seed=seed)
        middles, high = part_boxes(np.array([unit[n] for n in nodes]) * (wide, high), boxes, wide, high, gap=5.0)
        if left and left + wide > width:
            left, top, tall = 0.0, top + tall + 10, 0.0
        places |= {n: (float(x) + left, float(y) + top) for n, (x, y) in zip(nodes, middles, strict=True)}
        left, tall = left + wide + 10, max(tall, high)
    return places, top + tall


def positions(graph: nx.Graph, weight: str = "weight", seed: int = SEED) -> dict:
    """Return {node: (x, y)} of a connected graph in the unit square, the same on every call.

    Force-directed (Fruchterman and Reingold, 'Graph drawing by force-directed
    placement', 1991) from a fixed start, on nodes and edges in sorted order. Two
    nodes stand one above the other.

    >>> positions(nx.path_graph(3)) == positions(nx.path_graph(3))
    True
    """
    simple = nx.Graph()  # a view would iterate in the order of a set
    simple.add_nodes_from(sorted(graph, key=str))
    simple.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: sorted((str(edge[0]), str(edge[1])))))
    if len(simple) < 3:
        return {node: (0.5, float(n)) for n, node in enumerate(simple)}
    spread = nx.spring_layout(simple, pos=nx.circular_layout(simple), weight=weight, seed=seed, iterations=300,
                              k=1.6 / np.sqrt(len(simple)))
    points = np.array([spread[node] for node in simple], float)
    extent = np.where(np.ptp(points, axis=0) > 1e-9, np.ptp(points, axis=0), 1.0)
    points = (points - points.min(axis=0)) / extent
    return {node: (round(0.03 + 0.94 * float(x), 4), round(float(y), 4)) for node, (x, y) in zip(simple, points, strict=True)}


def part_boxes(centres: np.ndarray, sizes: np.ndarray, width: float, height: float, gap: float = 3.0):
    """Return (centres, height): boxes moved apart until none overlaps, on a page that grows if it must.

    `centres` (n, 2) and `sizes` (n, 2) in points. Overlapping pairs are first
    pushed apart along the direction that costs less, which keeps the picture;
    what is left in a crowd is then moved down until it is free, which always ends.

    >>> moved, tall = part_boxes(np.zeros((2, 2)), np.full((2, 2), 10.0), 40, 40)
    >>> bool(np.abs(moved[0] - moved[1]).max() >= 10)
    True
    """
    place, half = np.asarray(centres, float).copy(), np.asarray(sizes, float) / 2 + gap / 2
    # two boxes on one spot have no direction to part in: set them a hair apart in a fixed way
    turn = np.arange(len(place)) * 2.4
    place += np.column_stack([np.cos(turn), np.sin(turn)]) * 0.05
    sides = np.array([width, height])
    for _ in range(600):
        place = np.clip(place, half, np.maximum(sides - half, half))
        away = place[:, None] - place[None]
        over = half[:, None] + half[None] - np.abs(away)
        hit = (over > 1e-6).all(axis=2)
        np.fill_diagonal(hit, False)
        if not hit.any():
            return place, height
        sign = np.where(away >= 0, 1.0, -1.0)
        across = over[..., 0] < over[..., 1]
        push = np.stack([np.where(hit & across, over[..., 0] * sign[..., 0], 0),
                         np.where(hit & ~across, over[..., 1] * sign[..., 1], 0)], axis=2)
        place += push.sum(axis=1) * 0.27
    return _let_down(np.clip(place, half, np.maximum(sides - half, half)), half, height)


def _let_down(place: np.ndarray, half: np.ndarray, height: float):
    """Return (centres, height): boxes, from the top, each moved down past those it overlaps."""
    place, settled = place.copy(), []
    for n in np.lexsort((place[:, 0], place[:, 1] - half[:, 1])):
        if settled:
            others = np.array(settled)
            beside = np.abs(place[others, 0] - place[n, 0]) < half[others, 0] + half[n, 0] - 1e-6
            for other in others[beside][np.argsort(place[others[beside], 1] - half[others[beside], 1], kind="stable")]:
                if abs(place[other, 1] - place[n, 1]) < half[other, 1] + half[n, 1] - 1e-6:
                    place[n, 1] = place[other, 1] + half[other, 1] + half[n, 1]
        settled.append(n)
    return place, max(height, float((place + half)[:, 1].max()))
