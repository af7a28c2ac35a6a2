"""Both networks as the reader takes them: fetched, held against their cards, and tried."""

import asyncio

import numpy as np

from engine.files import load
from engine.network import Classifier, Finder, Graph
from engine.seal import verify, verify_text
from reader.card import NetworkCard
from reader.classify.card import ClassifierCard
from reader.find.card import FinderCard
from reader.networks import Networks

CLASSIFIER = "model/classifier/"
FINDER = "model/finder/"
LEVEL = 64  # pixels, the sides of what the finder is tried on: every operation has a cell to fill


async def open_networks(base: str) -> tuple[Networks, Classifier]:
    """Open the networks of the page at `base`, side by side, and run each of them once.

    So what the first picture needs is compiled. Gives the classifier for itself as well, to be
    looked into. Raises EngineError, CardError or NetworkError.
    """
    (classifier, card), (finder, finder_card) = await asyncio.gather(
        _open_classifier(base), _open_finder(base)
    )
    networks = Networks.checked(finder.find, finder_card, classifier.classify, card)
    networks.classify(np.zeros((1, 28, 28), np.uint8))
    networks.find(np.zeros((1, LEVEL, LEVEL, 3), np.uint8))
    return networks, classifier


async def _open_classifier(base: str) -> tuple[Classifier, ClassifierCard]:
    card = ClassifierCard.parse((await load(base, CLASSIFIER + "card.json")).decode())
    graph, *files = await _graph(base, CLASSIFIER, card, [card.logits])
    return Classifier(graph, (files[0], files[1])), card


async def _open_finder(base: str) -> tuple[Finder, FinderCard]:
    card = FinderCard.parse((await load(base, FINDER + "card.json")).decode())
    graph, *_ = await _graph(base, FINDER, card, [card.ink, card.maps])
    return Finder(graph), card


async def _graph(
    base: str, folder: str, card: NetworkCard, outputs: list[str]
) -> tuple[Graph, bytes, bytes]:
    graph, weights = await asyncio.gather(
        load(base, folder + card.graph_file), load(base, folder + card.weights_file)
    )
    verify_text(folder + card.graph_file, graph, card.graph_sha256)
    verify(folder + card.weights_file, weights, card.weights_sha256)
    return await Graph.load(folder, graph, weights, outputs), graph, weights
