"""The losses of the finder, each a mean over what it is about."""

from typing import Any, Final

import tensorflow as tf

from reader.find import maps

INKED: Final = 2.5  # weight of a pixel of ink beside one of paper: there are far fewer
FEW: Final = 50.0  # pixels that smooth the overlap where there is hardly any ink
WEIGHTS: Final = {
    "ink": 3.0,
    "overlap": 0.5,
    "digit": 1.0,
    "sign": 0.5,
    "box": 0.5,
    "centre": 0.3,
    "kind": 0.2,
    "other": 0.4,
    "finer": 0.4,
}
FINER_POSITIVE: Final = 3.0  # a fine level that is not looked at is lost; one too many costs time


def losses(told: dict[str, Any], t: dict[str, Any]) -> dict[str, Any]:
    """Give each loss, a scalar, for outputs and targets of a batch of windows."""
    ink = tf.nn.depth_to_space(told["ink"], 2)[..., 0]
    m = told["maps"]
    cross = tf.nn.sigmoid_cross_entropy_with_logits(labels=t["ink"], logits=ink)
    weight = t["ink_weight"] * (1 + (INKED - 1) * t["ink"])
    seen = tf.sigmoid(ink)
    both = tf.reduce_sum(seen * t["ink"] * t["ink_weight"])
    either = tf.reduce_sum((seen + t["ink"]) * t["ink_weight"])
    return {
        "ink": tf.reduce_sum(weight * cross) / tf.reduce_sum(weight),
        "overlap": 1 - (2 * both + FEW) / (either + FEW),
        "digit": focal(m[..., maps.DIGIT], t["heat"][..., 0], t["heat_weight"][..., 0]),
        "sign": focal(m[..., maps.SIGN], t["heat"][..., 1], t["heat_weight"][..., 1]),
        "box": _distance(m[..., maps.BOX], t["box"], t["box_weight"]),
        "centre": _distance(m[..., maps.CENTRE], t["centre"], t["centre_weight"]),
        "kind": _mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(t["kind"], m[..., maps.KIND]),
            t["kind_weight"],
        ),
        "other": _cross(m[..., maps.OTHER], t["other"], t["other_weight"], 1.0),
        "finer": _cross(m[..., maps.FINER], t["finer"], t["finer_weight"], FINER_POSITIVE),
    }


def total(parts: dict[str, Any]) -> Any:
    """Give the weighted sum that is trained on."""
    return tf.add_n([WEIGHTS[name] * value for name, value in parts.items()])


def focal(logits: Any, heat: Any, weight: Any) -> Any:
    """Give the focal loss of a heatmap (Law and Deng, 2018), a mean over its peaks."""
    peak = tf.cast(heat >= 1, tf.float32)
    seen = tf.sigmoid(logits)
    found = peak * (1 - seen) ** 2 * tf.nn.softplus(-logits)
    empty = (1 - peak) * (1 - heat) ** 4 * seen**2 * tf.nn.softplus(logits)
    return tf.reduce_sum(weight * (found + empty)) / (tf.reduce_sum(peak) + 1)


def _distance(told: Any, true: Any, weight: Any) -> Any:
    return _mean(tf.reduce_sum(tf.abs(told - true), axis=-1), weight)


def _cross(logits: Any, true: Any, weight: Any, positive: float) -> Any:
    cross = tf.nn.sigmoid_cross_entropy_with_logits(labels=true, logits=logits)
    return _mean(cross, weight * (1 + (positive - 1) * true))


def _mean(values: Any, weight: Any) -> Any:
    # A cell with the weight of a pixel of size 16 / size: one more keeps an empty batch finite.
    return tf.reduce_sum(values * weight) / (tf.reduce_sum(weight) + 1)
