"""The losses of the finder, each a mean over what it is about."""

from typing import Any, Final

from keras import ops

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
STEEPEST: Final = 5.0  # norm of all gradients together, above which they are scaled down
FINER_POSITIVE: Final = 3.0  # a fine level that is not looked at is lost; one too many costs time


def losses(told: dict[str, Any], t: dict[str, Any]) -> dict[str, Any]:
    """Give each loss, a scalar, for outputs and targets of a batch of windows."""
    ink = spread(told["ink"])
    m = told["maps"]
    cross = _cross_entropy(ink, t["ink"])
    weight = t["ink_weight"] * (1 + (INKED - 1) * t["ink"])
    seen = ops.sigmoid(ink)
    both = ops.sum(seen * t["ink"] * t["ink_weight"])
    either = ops.sum((seen + t["ink"]) * t["ink_weight"])
    return {
        "ink": ops.sum(weight * cross) / ops.sum(weight),
        "overlap": 1 - (2 * both + FEW) / (either + FEW),
        "digit": focal(m[..., maps.DIGIT], t["heat"][..., 0], t["heat_weight"][..., 0]),
        "sign": focal(m[..., maps.SIGN], t["heat"][..., 1], t["heat_weight"][..., 1]),
        "box": _distance(m[..., maps.BOX], t["box"], t["box_weight"]),
        "centre": _distance(m[..., maps.CENTRE], t["centre"], t["centre_weight"]),
        "kind": _mean(
            ops.sparse_categorical_crossentropy(t["kind"], m[..., maps.KIND], from_logits=True),
            t["kind_weight"],
        ),
        "other": _cross(m[..., maps.OTHER], t["other"], t["other_weight"], 1.0),
        "finer": _cross(m[..., maps.FINER], t["finer"], t["finer_weight"], FINER_POSITIVE),
    }


def total(parts: dict[str, Any]) -> Any:
    """Give the weighted sum that is trained on."""
    return sum(WEIGHTS[name] * value for name, value in parts.items())


def focal(logits: Any, heat: Any, weight: Any) -> Any:
    """Give the focal loss of a heatmap (Law and Deng, 2018), a mean over its peaks."""
    peak = ops.cast(heat >= 1, "float32")
    seen = ops.sigmoid(logits)
    found = peak * (1 - seen) ** 2 * ops.softplus(-logits)
    empty = (1 - peak) * (1 - heat) ** 4 * seen**2 * ops.softplus(logits)
    return ops.sum(weight * (found + empty)) / (ops.sum(peak) + 1)


def spread(ink: Any) -> Any:
    """Lay each cell's four logits of ink, [N, H/2, W/2, 4], out as 2x2 pixels: [N, H, W]."""
    _, height, width, _ = ops.shape(ink)
    blocks = ops.reshape(ink, (-1, height, width, 2, 2))
    return ops.reshape(ops.transpose(blocks, (0, 1, 3, 2, 4)), (-1, 2 * height, 2 * width))


def _cross_entropy(logits: Any, true: Any) -> Any:
    """Give the cross entropy of each logit; no logarithm of what may be 0."""
    return ops.maximum(logits, 0) - logits * true + ops.softplus(-ops.abs(logits))


def _distance(told: Any, true: Any, weight: Any) -> Any:
    return _mean(ops.sum(ops.abs(told - true), axis=-1), weight)


def _cross(logits: Any, true: Any, weight: Any, positive: float) -> Any:
    return _mean(_cross_entropy(logits, true), weight * (1 + (positive - 1) * true))


def _mean(values: Any, weight: Any) -> Any:
    # A cell with the weight of a pixel of size 16 / size: one more keeps an empty batch finite.
    return ops.sum(values * weight) / (ops.sum(weight) + 1)
