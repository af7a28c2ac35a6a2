"""The finder's contract: shapes of any size, its own size, and that folding changes nothing."""

import keras
import numpy as np
import pytest

from reader.find.maps import CHANNELS, STRIDE
from training.finder import network
from training.finder.network import SIDE, build, fold, opened

BYTES = 330_000  # of the shipped form's weights in float16: what a first visit may cost


@pytest.fixture(scope="module")
def trained():
    """A network whose normalisation has statistics and weights of its own, as after training."""
    keras.utils.set_random_seed(1)
    return unsettled(build())


def unsettled(model):
    """Give each normalisation random weights and statistics."""
    random = np.random.default_rng(1)
    for layer in model.layers:
        if layer.name.endswith("_normalisation"):
            gamma, *_ = layer.get_weights()
            layer.set_weights(
                [
                    random.uniform(0.5, 1.5, gamma.shape),
                    random.normal(0, 0.2, gamma.shape),
                    random.normal(0, 0.2, gamma.shape),
                    random.uniform(0.5, 2, gamma.shape),
                ]
            )
    return model


def planes(*shape):
    return np.random.default_rng(2).integers(0, 256, (*shape, 3)).astype(np.float32)


@pytest.mark.parametrize(
    ("height", "width"), [(SIDE, SIDE), (48, 176), (176, 48), (SIDE, 1312), (208, 272)]
)
def test_a_level_of_any_multiple_of_sixteen_pixels_is_seen(trained, height, width):
    told = trained(planes(2, height, width), training=False)

    assert set(told) == {"ink", "maps"}
    assert told["ink"].shape == (2, height // 2, width // 2, 4)
    assert told["maps"].shape == (2, height // STRIDE, width // STRIDE, CHANNELS)
    assert all(np.isfinite(np.asarray(values)).all() for values in told.values())


def test_what_is_seen_does_not_depend_on_what_it_is_seen_with(trained):
    given = planes(3, 64, 96)

    together, alone = trained(given, training=False), trained(given[1:2], training=False)

    for name, values in together.items():
        assert np.abs(np.asarray(values)[1:2] - np.asarray(alone[name])).max() < 1e-4


def test_a_network_begins_as_what_a_smaller_one_has_learned():
    small, grown = unsettled(build(network.SLIM)), unsettled(build(network.SHIPPED))
    given = planes(2, 64, 96)
    before = np.asarray(grown(given, training=False)["maps"])

    network.grow(grown, small)

    for name, told in small(given, training=False).items():
        assert (
            np.abs(np.asarray(told) - np.asarray(grown(given, training=False)[name])).max() < 1e-4
        )
    assert np.abs(before - np.asarray(grown(given, training=False)["maps"])).max() > 0.1
    assert grown.count_params() > small.count_params()


@pytest.mark.parametrize("size", [(64, 96), (176, 160)])
def test_folding_changes_no_answer(trained, size):
    given = planes(2, *size)
    shipped = fold(trained)(given)

    for name, told in trained(given, training=False).items():
        values = np.asarray(told)
        assert np.ptp(values) > 0.1, "there is too little to compare"
        assert np.abs(values - np.asarray(shipped[name])).max() < 1e-4 * np.abs(values).max()


def test_the_shipped_form_is_small_and_plain(trained):
    shipped = fold(trained)

    assert shipped.count_params() <= network.PARAMETERS == 160_000
    assert sum(2 * weights.size for weights in shipped.get_weights()) <= BYTES
    plain = {"InputLayer", "Rescaling", "Conv2D", "ReLU", "Add"}
    assert _kinds(shipped) == plain | {"UpSampling2D"}
    assert _kinds(fold(trained, any_size=True)) == plain | {"Doubled"}


def _kinds(model):
    return {type(layer).__name__ for layer in model.layers}


def test_the_teacher_is_larger_and_folds_as_well():
    teacher = unsettled(build(network.TEACHER))
    folded = fold(teacher, network.TEACHER)
    given = planes(1, 48, 64)

    assert folded.count_params() > 2 * network.PARAMETERS
    for name, told in teacher(given, training=False).items():
        values = np.asarray(told)
        error = np.abs(values - np.asarray(folded(given)[name])).max()
        assert error < 1e-4 * np.abs(values).max()


def test_scaling_is_the_first_layer_and_exact_in_float16(trained):
    first = fold(trained).layers[1]

    assert first.name == "scaling"
    levels = np.array([0, 128, 255], np.float32).reshape(1, 1, 3, 1)
    assert np.asarray(first(levels)).ravel().tolist() == [-1, 0, 127 / 128]
    assert float(np.float16(network.SCALE)) == network.SCALE


def test_a_field_is_doubled_between_its_pixels():
    field = np.array([[0.0, 4.0]], np.float32)[None, ..., None]

    doubled = np.asarray(network.Doubled()(field))[0, ..., 0]

    assert doubled.tolist() == [[0, 1, 3, 4]] * 2


def test_a_saved_network_is_the_same_for_pictures_of_any_size(trained, tmp_path):
    shipped = fold(trained)
    shipped.save(tmp_path / "network.keras")

    again = opened(keras.saving.load_model(tmp_path / "network.keras"))

    for size in ((48, 64), (176, 32)):
        given = planes(1, *size)
        for name, values in fold(trained, any_size=True)(given).items():
            assert np.array_equal(np.asarray(values), np.asarray(again(given)[name]))
