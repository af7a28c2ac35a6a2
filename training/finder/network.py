"""The finder's network: an encoder to a sixteenth of the picture, and a decoder back to its pixels.

`build` makes the form that is trained, with batch normalisation; `fold` the form that is shipped,
in which each convolution has taken its normalisation into its own weights. Source of the shape:
Ronneberger et al., "U-Net" (2015), with sums in place of concatenations; of the heads: Zhou et
al., "Objects as Points" (2019).
"""

from dataclasses import dataclass, replace
from typing import Any, Final

import keras
import numpy as np
from numpy.typing import NDArray

from reader.find.maps import CHANNELS

PARAMETERS: Final = 160_000  # the most that the shipped form may have
PLANES: Final = 3  # of a level: grey, dark contrast, light contrast
SCALE: Final = 1 / 128  # of a plane's levels 0..255, around their middle: to about -1..1
MIDDLE: Final = 128  # the level of a plane that says "as its surroundings"
EPSILON: Final = 1e-3  # of the normalisation's variance, Keras's default
SIDE: Final = (
    16  # pixels that both sides of the input are a multiple of: they are halved four times
)
RARE: Final = -4.0  # bias of the heatmaps at the start: most cells are no centre


@dataclass(frozen=True)
class Plan:
    """Channels at half, a quarter, an eighth, a sixteenth of the resolution, and of the ink.

    `depth` counts residual blocks at a sixteenth, `fine` those at a quarter on the way down, and
    `again` those at an eighth on the way up.
    """

    half: int
    quarter: int
    eighth: int
    sixteenth: int
    ink: int
    depth: int
    fine: int = 0
    again: int = 0


# A fine layer costs sixteen times as much as a coarse one of as many channels, so it is narrow. A
# run of the shipped plan begins with what one of the slim plan learned, whose steps are shorter.
SLIM: Final = Plan(half=8, quarter=16, eighth=32, sixteenth=64, ink=8, depth=1)
SHIPPED: Final = replace(SLIM, fine=1, again=1)
TEACHER: Final = Plan(half=16, quarter=40, eighth=72, sixteenth=128, ink=16, depth=2)
PLANS: Final[dict[str, Plan]] = {"shipped": SHIPPED, "slim": SLIM, "teacher": TEACHER}


def build(
    plan: Plan = SHIPPED, precision: str = "float32", *, any_size: bool = True
) -> keras.Model:
    """Build the trained form: planes, float32 [N, H, W, 3] in 0..255 -> ink and maps.

    `ink` is float32 [N, H/2, W/2, 4], the logits of each cell's 2x2 pixels; `maps` is float32
    [N, H/4, W/4, CHANNELS]. H and W are multiples of SIDE. Without `any_size` it has Keras's own
    layers alone, which JAX can run, as it always knows how large a picture is.
    """
    return _assemble(plan, precision, normalised=True, any_size=any_size)


def folded(plan: Plan = SHIPPED) -> keras.Model:
    """Build the folded form with new weights, of Keras's own layers alone."""
    return _assemble(plan, "float32", normalised=False, any_size=False)


def fold(trained: keras.Model, plan: Plan = SHIPPED, *, any_size: bool = False) -> keras.Model:
    """Give the folded form of a trained network: the same function, without normalisation.

    y = gamma (w x - mean) / sqrt(variance + epsilon) + beta is a convolution with the weights
    w gamma / sqrt(variance + epsilon) and the bias beta - mean gamma / sqrt(variance + epsilon).
    With `any_size` it has the layer Doubled, as the trained form does; without, it is made of
    Keras's own layers alone and can be read where this module is not known.
    """
    folded = _assemble(plan, "float32", normalised=False, any_size=any_size)
    for layer in folded.layers:
        if not layer.get_weights():
            continue
        weights = trained.get_layer(layer.name).get_weights()
        if len(weights) == 1:
            gamma, beta, mean, variance = trained.get_layer(
                f"{layer.name}_normalisation"
            ).get_weights()
            scale: NDArray[np.float32] = gamma / np.sqrt(variance + EPSILON)
            weights = [weights[0] * scale, beta - mean * scale]
        layer.set_weights(weights)
    return folded


def grow(grown: keras.Model, small: keras.Model) -> None:
    """Give a network in its trained form the weights of a smaller one, and the same function.

    Residual blocks that the smaller one lacks begin as nothing: the last normalisation of each has
    the factor 0 and the shift 0. Source: Chen et al., "Net2Net: Accelerating Learning via Knowledge
    Transfer" (2016).
    """
    known = {layer.name: layer for layer in small.layers}
    for layer in grown.layers:
        if layer.name in known:
            layer.set_weights(known[layer.name].get_weights())
        elif layer.name.endswith("_second_normalisation"):
            gamma, beta, *statistics = layer.get_weights()
            layer.set_weights([np.zeros_like(gamma), np.zeros_like(beta), *statistics])


def opened(folded: keras.Model, plan: Plan = SHIPPED) -> keras.Model:
    """Copy a folded network made of Keras's own layers into one for pictures of any size."""
    copy = _assemble(plan, "float32", normalised=False, any_size=True)
    copy.set_weights(folded.get_weights())
    return copy


def _assemble(
    plan: Plan, precision: str, *, normalised: bool, any_size: bool = True
) -> keras.Model:
    net = _Layers(precision, normalised=normalised, any_size=any_size)
    planes = keras.Input((None, None, PLANES), name="planes")
    flow: Any = keras.layers.Rescaling(
        SCALE, offset=-MIDDLE * SCALE, dtype=precision, name="scaling"
    )(planes)
    half = net.convolution(flow, "half", plan.half, kernel=5, stride=2)
    quarter = net.convolution(half, "quarter", plan.quarter, stride=2)
    for place in range(plan.fine):
        quarter = net.residual(quarter, f"quarter_residual_{place}", plan.quarter)
    eighth = net.convolution(quarter, "eighth", plan.eighth, stride=2)
    eighth = net.residual(eighth, "eighth_residual", plan.eighth)
    deep = net.convolution(eighth, "sixteenth", plan.sixteenth, stride=2)
    for place in range(plan.depth):
        # Dilated, it sees farther: whether a stroke stands in a row of digits or of a frame.
        deep = net.residual(deep, f"sixteenth_residual_{place}", plan.sixteenth, dilation=2)
    flow = net.joined(eighth, deep, "to_eighth", plan.eighth)
    flow = net.convolution(flow, "eighth_again", plan.eighth)
    for place in range(plan.again):
        flow = net.residual(flow, f"eighth_again_residual_{place}", plan.eighth)
    flow = net.joined(quarter, flow, "to_quarter", plan.quarter)
    flow = net.convolution(flow, "quarter_again", 2 * plan.quarter)
    maps = net.head(flow, "maps", CHANNELS)
    flow = net.joined(half, flow, "to_half", plan.half)
    flow = net.convolution(flow, "half_again", plan.ink)
    ink = net.head(flow, "ink", 4)
    return keras.Model(planes, {"ink": ink, "maps": maps}, name="finder")


class Doubled(keras.layers.Layer):
    """Enlarges a field twice, bilinearly, whatever its size: Keras's own layer needs to know it."""

    def call(self, flow: Any) -> Any:
        """Give float32 [N, 2 H, 2 W, C] for [N, H, W, C]."""
        import tensorflow as tf  # noqa: PLC0415 training.accelerator runs where there is none

        return tf.image.resize(flow, 2 * tf.shape(flow)[1:3])

    def compute_output_shape(self, shape: Any) -> Any:
        """Double height and width where they are known."""
        batch, height, width, channels = shape
        return (batch, height and 2 * height, width and 2 * width, channels)


class _Layers:
    """Adds layers of one precision, with normalisation or without."""

    def __init__(self, precision: str, *, normalised: bool, any_size: bool) -> None:
        self.precision = precision
        self.normalised = normalised
        self.any_size = any_size

    def convolution(
        self,
        flow: Any,
        name: str,
        channels: int,
        *,
        kernel: int = 3,
        stride: int = 1,
        dilation: int = 1,
        active: bool = True,
    ) -> Any:
        flow = keras.layers.Conv2D(
            channels,
            kernel,
            strides=stride,
            dilation_rate=dilation,
            padding="same",
            use_bias=not self.normalised,
            kernel_initializer="he_normal",
            dtype=self.precision,
            name=name,
        )(flow)
        if self.normalised:
            flow = keras.layers.BatchNormalization(
                momentum=0.97, epsilon=EPSILON, dtype=self.precision, name=f"{name}_normalisation"
            )(flow)
        return self.active(flow, name) if active else flow

    def active(self, flow: Any, name: str) -> Any:
        return keras.layers.ReLU(dtype=self.precision, name=f"{name}_activation")(flow)

    def residual(self, flow: Any, name: str, channels: int, *, dilation: int = 1) -> Any:
        inner = self.convolution(flow, f"{name}_first", channels, dilation=dilation)
        inner = self.convolution(inner, f"{name}_second", channels, active=False)
        total = keras.layers.Add(dtype=self.precision, name=f"{name}_sum")([flow, inner])
        return self.active(total, name)

    def joined(self, fine: Any, coarse: Any, name: str, channels: int) -> Any:
        """Bring coarse channels to the finer field and add what was seen there."""
        coarse = self.convolution(coarse, name, channels, kernel=1, active=False)
        kept = {"dtype": self.precision, "name": f"{name}_larger"}
        larger = (
            Doubled(**kept)
            if self.any_size
            else keras.layers.UpSampling2D(2, interpolation="bilinear", **kept)
        )
        coarse = larger(coarse)
        total = keras.layers.Add(dtype=self.precision, name=f"{name}_sum")([fine, coarse])
        return self.active(total, name)

    def head(self, flow: Any, name: str, channels: int) -> Any:
        # In float32 whatever the precision of the rest: the losses need its digits.
        return keras.layers.Conv2D(channels, 1, dtype="float32", name=name)(flow)
