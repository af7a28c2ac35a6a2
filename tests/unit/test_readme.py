"""What is stated is what was measured: docs/results.md, and the ten results of the README."""

import json

import pytest

from bench.networks import short_names
from docs import highlights, results
from tests.conftest import ROOT

README = ROOT / "README.md"


def card(short, parameters):
    """A network's card, as small as it can be."""
    weights = {"sha256": short + "0" * 52, "bytes": 2 * parameters, "dtype": "float16"}
    return {"weights": weights, "parameters": parameters}


def measured(model="0123456789ab", finder="ba9876543210"):
    """Two cards and five measurements, as small as they can be."""
    networks = {"model": model, "finder": finder}
    evaluation = {
        **networks, "command": "evaluate it", "seed": 7, "machine": "two cores",
        "promises": [
            {"what": "MNIST", "asked": "at least 99 %", "measured": "99.51 %", "met": True},
            {"what": "fog", "asked": "at least 90 %", "measured": "89 %", "met": False},
        ],
    }  # fmt: skip
    page = {
        **networks,
        "browser": "Chromium 1",
        "sets": [
            {"set": "A", "n": 8, "right": 7, "sure": 4, "sure_and_right": 4, "conditions": "ink"},
            {"set": "B", "n": 2, "right": 0, "sure": 0, "sure_and_right": 0, "conditions": "fog"},
        ],
    }
    speed = {
        **networks, "command": "time it", "machine": "two cores", "pages": 3,
        "milliseconds": [{"what": "one digit", "asked": 1.0, "median": 0.456}],
    }  # fmt: skip
    reading = {
        **networks, "command": "read it", "machine": "one core", "load": 0.3,
        "promises": [
            {"what": "ten digits", "asked": "at most 9 ms", "before": "10 ms",
             "measured": "12 ms", "ratio": 1.2, "met": False},
            {"what": "heap", "asked": "at most 5 % more", "before": "", "measured": "+0.0 %",
             "ratio": None, "met": True},
        ],
        "before": {"commit": "abcdef0", "model": "fedcba987654"},
        "bad": [{"n": 4}],
        "milliseconds": [
            {"n": 60, "first": 300.4, "worker": 11.6, "page": 14.1},
            {"n": 15, "first": 40.0, "worker": 20.0, "page": 27.0},
        ],
    }  # fmt: skip
    start = {
        **networks, "command": "start it", "machine": "three cores", "load": 0.2, "runs": 7,
        "line": {"megabits_a_second": 20.0, "milliseconds": 40.0}, "restored": 6,
        "figures": [
            {
                "what": "second: ready", "unit": "s", "asked": "at most 0.30 of stock",
                "stock": {"n": 7, "median": 4.0, "min": 3.5, "max": 4.123},
                "inkling": {"n": 7, "median": 1.0, "min": 0.9, "max": 1.2},
                "ratio": 0.25, "met": True,
            },
            {
                "what": "bytes", "unit": "MB", "asked": "at most 8.5 MB",
                "stock": {"n": 7, "median": 11.0, "min": 11.0, "max": 11.0},
                "inkling": {"n": 5, "median": 9.0, "min": 8.5, "max": 9.5},
                "ratio": 0.818, "met": False,
            },
            {
                "what": "offline: ready", "unit": "s", "asked": "", "stock": None,
                "inkling": {"n": 7, "median": 1.5, "min": 1.1, "max": 1.9},
                "ratio": None, "met": None,
            },
        ],
    }  # fmt: skip
    cards = card("0123456789ab", 500), card("ba9876543210", 1700)
    return *cards, evaluation, page, speed, reading, start


def test_the_results_are_those_that_were_measured_with_this_model():
    readme, page = results.current()
    assert README.read_text(encoding="utf-8") == readme, "run `python -m docs.results`"
    assert results.PAGE.read_text(encoding="utf-8") == page, "run `python -m docs.results`"
    _, _, block = readme.partition(results.BEGIN)
    block, _, _ = block.partition(results.END)
    assert len(block.strip().splitlines()) == 2 + 10  # two of heading


@pytest.mark.parametrize(
    ("place", "file", "verb"),
    [
        (2, "docs/evaluation.json", "make evaluate"),
        (3, "docs/results.json", "make results"),
        (4, "docs/speed.json", "make bench"),
        (5, "docs/reading.json", "make bench"),
        (6, "docs/start.json", "make bench"),
    ],
)
@pytest.mark.parametrize("network", ["model", "finder"])
def test_results_of_another_network_are_refused(place, file, verb, network):
    facts = list(measured())
    facts[place] = {**facts[place], network: "f" * 12}
    with pytest.raises(results.StaleError, match=f"{file} .* the {network} f.*{verb}"):
        results.table(*facts)


def test_results_from_before_there_was_a_finder_are_refused():
    facts = list(measured())
    del facts[2]["finder"]
    with pytest.raises(results.StaleError, match="the finder None, but the page has ba98"):
        results.table(*facts)


def test_the_tables_state_what_was_asked_and_measured():
    text = results.table(*measured())
    assert "Finder `ba9876543210`, 1,700 parameters, 3,400 bytes of float16 weights" in text
    assert "classifier `0123456789ab`, 500 parameters, 1,000 bytes of float16 weights" in text
    assert "`evaluate it` (seed 7, two cores)" in text
    assert "| MNIST | at least 99 % | 99.51 % | met |" in text
    assert "| fog | at least 90 % | 89 % | **missed** |" in text
    assert "| A | 8 | 87.5 % | 50.0 % | 100.0 % | ink |" in text
    assert "| B | 2 | 0.0 % | 0.0 % | none | fog |" in text
    assert "| one digit | at most 1 ms | 0.46 ms |" in text
    assert "`read it` (one core, load 0.3 before the start)" in text
    assert "over 15 readings or more" in text
    assert "adds 2, 7 ms" in text
    assert "the first picture after loading takes 300 ms" in text
    assert "(commit `abcdef0`, model `fedcba987654`)" in text
    assert "the slowest of 4 readings" in text
    assert "| ten digits | at most 9 ms | 10 ms | 12 ms | 1.20 | **missed** |" in text
    assert "| heap | at most 5 % more |  | +0.0 % |  | met |" in text
    assert "`start it` (three cores, load 0.2 before the start)" in text
    assert "7 runs each" in text
    assert "line of 20 Mbit/s and 40 ms" in text
    assert "6 of 7 second visits restored a snapshot" in text


def test_the_page_stands_beside_the_stock_page():
    ready, transferred, offline = results.table(*measured()).splitlines()[-3:]
    assert ready == (
        "| second: ready | at most 0.30 of stock "
        "| 4.00 s (3.50 to 4.12) | 1.00 s (0.90 to 1.20) | 0.250 | met |"
    )
    assert transferred == (
        "| bytes | at most 8.5 MB "
        "| 11.00 MB (11.00 to 11.00) | 9.00 MB (8.50 to 9.50, fails in 2) | 0.818 | **missed** |"
    )
    assert offline == "| offline: ready |  | fails | 1.50 s (1.10 to 1.90) |  |  |"


@pytest.fixture
def peers(tmp_path, monkeypatch):
    """Have docs/peers.json state this, of the networks in the page unless others are named."""

    def peers(**networks):
        told = {
            **short_names(), **networks,
            "command": "meet it", "machine": "four cores", "load": 0.1, "runs": 9, "restored": 8,
            "line": {"megabits_a_second": 30.0, "milliseconds": 50.0}, "peer": "runtime 1.2",
            "figures": [
                {
                    "what": "a digit", "unit": "ms", "ratio": 8.0,
                    "peer": {"n": 9, "median": 2.5, "min": 2.0, "max": 3.0},
                    "inkling": {"n": 9, "median": 20.0, "min": 19.0, "max": 21.0},
                },
            ],
        }  # fmt: skip
        (tmp_path / "peers.json").write_text(json.dumps(told))

    monkeypatch.setattr(results, "PEERS", tmp_path / "peers.json")
    return peers


def test_the_page_stands_beside_its_peer_once_that_has_been_measured(peers):
    _, without = results.current()
    assert "Beside a page of" not in without
    peers()
    _, page = results.current()
    told = page.partition("Beside a page of ")[2].partition('\n\n"Right"')[0].splitlines()
    assert "runtime 1.2, by `meet it` (four cores, load 0.1 before the start)" in told[0]
    assert "9 runs each" in told[0]
    assert "30 Mbit/s and 50 ms; 8 of 9 second visits restored a snapshot" in told[0]
    assert told[-1] == "| a digit | 2.50 ms (2.00 to 3.00) | 20.00 ms (19.00 to 21.00) | 8.000 |"


def test_a_peer_that_was_measured_with_another_network_is_refused(peers):
    peers(finder="f" * 12)
    with pytest.raises(results.StaleError, match=r"docs/peers\.json .* the finder f.*make bench"):
        results.current()


def stated(part, table, key, name, **facts):
    """What the README states of one result with these facts."""
    chosen = [each for each in highlights.ROWS if each[:2] == (part, (table, key, name))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(highlights, "ROWS", chosen)
        (row,) = highlights.rows({part: {table: [{key: "other"}, {key: name, **facts}]}})
    return row.split(" | ", 1)[1]


@pytest.mark.parametrize("met", [True, False])
def test_the_readme_states_what_was_asked_measured_and_stands_beside_it(met):
    missed = "" if met else ", **missed**"
    strings = "promises", "what", "`strings`, lines"
    told = stated("evaluation", *strings, asked="at least 96 %", measured="95 %", met=met)
    assert told == f"at least 96 %{missed} | 95 % |  |"
    one = "promises", "what", "one digit, 400 x 400 pixels"
    facts = {"asked": "9 ms", "measured": "8 ms", "before": "7 ms", "met": met}
    assert stated("reading", *one, **facts) == f"9 ms{missed} | 8 ms | 7 ms before |"
    ready = "figures", "what", "second visit: engine ready"
    facts = {"asked": "0.3", "unit": "s", "inkling": {"median": 1.106}, "met": met}
    told = stated("start", *ready, stock={"median": 3.05}, **facts)
    assert told == f"0.3{missed} | 1.11 s | 3.05 s stock |"
    assert stated("start", *ready, stock=None, **facts).endswith("| fails stock |")
    drawn = "sets", "set", "drawn"
    assert stated("results", *drawn, n=8, right=7) == " | 87.5 % (7 of 8) |  |"


def test_a_result_that_is_stated_and_was_not_measured_is_refused():
    with pytest.raises(highlights.MissingError, match=r"docs/results\.json has no result 'photos,"):
        highlights.rows({"results": {"sets": [{"set": "drawn", "n": 1, "right": 1}]}})


def test_until_starting_has_been_measured_there_is_no_table_of_it():
    facts = [*measured()[:-1], None]
    text = results.table(*facts)
    assert "Starting" not in text
    assert text.endswith("| heap | at most 5 % more |  | +0.0 % |  | met |")


def test_without_markers_nothing_is_written():
    with pytest.raises(ValueError, match="needs the lines"):
        results.put("# A README without them", "table")


def test_a_check_writes_nothing_and_refuses_what_is_stale(tmp_path, monkeypatch, capsys):
    results.main(["--check"])
    assert "state what was measured" in capsys.readouterr().out
    stale = tmp_path / "results.md"
    stale.write_text("# Results\n", encoding="utf-8")
    monkeypatch.setattr(results, "PAGE", stale)
    with pytest.raises(SystemExit, match=r"results\.md states something else"):
        results.main(["--check"])
    assert stale.read_text(encoding="utf-8") == "# Results\n"
