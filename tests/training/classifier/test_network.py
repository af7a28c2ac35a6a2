"""The network's contract: shapes, size, scaling inside, and that folding changes nothing."""

import keras
import numpy as np
import pytest

from training.classifier import network, schedule


@pytest.fixture(scope="module")
def trained():
    """A network whose normalisation has statistics and weights of its own, as after training."""
    keras.utils.set_random_seed(1)
    model = network.build()
    random = np.random.default_rng(1)
    for layer in model.layers:
        if layer.name.startswith("normalisation"):
            gamma, _, _, _ = layer.get_weights()
            layer.set_weights(
                [
                    random.uniform(0.5, 1.5, gamma.shape),
                    random.normal(0, 0.2, gamma.shape),
                    random.normal(0, 0.2, gamma.shape),
                    random.uniform(0.5, 2, gamma.shape),
                ]
            )
    return model


@pytest.fixture(scope="module")
def pictures():
    return np.random.default_rng(2).integers(0, 256, (16, 28, 28, 1)).astype(np.float32)


def test_outputs_are_logits_and_features(trained, pictures):
    outputs = trained(pictures)
    assert set(outputs) == {"logits", "features"}
    assert outputs["logits"].shape == (16, 11)
    assert outputs["features"].shape == (16, network.FEATURES)


def test_logits_are_linear_in_the_features(trained, pictures):
    outputs = network.fold(trained)(pictures)
    weights, bias = network.fold(trained).get_layer("logits").get_weights()
    expected = np.asarray(outputs["features"]) @ weights + bias
    assert np.abs(expected - np.asarray(outputs["logits"])).max() < 1e-4


def test_the_shipped_form_is_small_and_plain(trained):
    shipped = network.fold(trained)
    assert shipped.count_params() <= network.PARAMETERS
    assert shipped.count_params() * 2 <= 200_000  # bytes of float16
    kinds = {type(layer).__name__ for layer in shipped.layers}
    assert "BatchNormalization" not in kinds


def test_folding_changes_no_answer(trained, pictures):
    shipped = network.fold(trained)(pictures)
    for name, values in trained(pictures, training=False).items():
        assert np.abs(np.asarray(values) - np.asarray(shipped[name])).max() < 1e-4


def test_the_teacher_is_larger_and_folds_as_well(pictures):
    teacher = network.build(network.TEACHER)
    folded = network.fold(teacher, network.TEACHER)
    assert folded.count_params() > 3 * network.PARAMETERS
    said, same = teacher(pictures, training=False)["logits"], folded(pictures)["logits"]
    assert np.abs(np.asarray(said) - np.asarray(same)).max() < 1e-4


def test_a_saved_network_is_the_same_in_another_precision(trained, pictures, tmp_path):
    shipped = network.fold(trained)
    shipped.save(tmp_path / "network.keras")
    coarse = network.load(tmp_path / "network.keras", network.SHIPPED, "mixed_bfloat16")
    exact, rough = (np.asarray(each(pictures)["logits"]) for each in (shipped, coarse))
    assert rough.dtype == np.float32
    assert 0 < np.abs(exact - rough).max() < 0.1 * np.abs(exact).max()


def test_scaling_is_the_first_layer_and_exact_in_float16(trained):
    first = network.fold(trained).layers[1]
    assert first.name == "scaling"
    assert np.asarray(first(np.array([[[[255.0]]]], np.float32))).item() == 255 * network.SCALE
    assert float(np.float16(network.SCALE)) == network.SCALE
    assert 0.9 < 255 * network.SCALE <= 1


def test_the_learning_rate_rises_then_falls_to_nothing():
    rates = [schedule.rate(step, 1000, 0.01) for step in range(1000)]
    top = int(np.argmax(rates))
    assert top == 50
    assert rates[top] == pytest.approx(0.01)
    assert rates[0] == pytest.approx(0.0004)
    assert (np.diff(rates[: top + 1]) > 0).all()
    assert (np.diff(rates[top:]) < 0).all()
    assert rates[-1] < 1e-5


def test_hands_differ_less_in_the_last_part_of_a_run():
    strengths = [schedule.strength(step, 100, 0.2) for step in range(100)]
    assert strengths == [1.0] * 80 + [schedule.CALM] * 20
    assert schedule.strength(99, 100, 0.0) == 1.0
