"""`shenyi search` as scripts and pipes see it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from content.shelf.library import BUILTIN, load_builtin
from index import vocabulary
from index.results import HitKind
from index.searcher import Searcher
from index.store.report_store import Store
from review.cli import main
from tests.small import SMALL_TEXT

ROOT = Path(__file__).parents[2]
REPORT = load_builtin()
SEARCHER = Searcher(REPORT)
LINES = (BUILTIN / "report.txt").read_text(encoding="utf-8").split("\n")

ODD = [
    "",
    " ",
    "，。！",
    '"养老',
    "“ ”",
    "-",
    "-养老",
    "🙂",
    "养\x00老\x1b[31m",
    "a:b*~",
    "养老" * 5000,
]
"""What no one should type."""


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search by scanning: building the index is tested in tests/unit/index."""
    monkeypatch.setattr(Store, "_build", lambda self: None)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What `shenyi search` prints."""
    assert main(["search", *arguments]) == 0
    return capsys.readouterr().out


def batch(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str
) -> list[dict[str, Any]]:
    """What `shenyi search --batch` answers to queries on its standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))
    answers = printed(capsys, "--batch").split("\n")
    assert answers.pop() == ""
    return [json.loads(answer) for answer in answers]


def paragraphs(answer: dict[str, Any]) -> list[int]:
    """Numbers of the paragraphs of an answer, best first."""
    return [hit["paragraph"] for group in answer["groups"] for hit in group["hits"]]


def assert_shape(answer: dict[str, Any]) -> None:
    """An answer has just the fields it should, and they agree with the report."""
    assert set(answer) == {"query", "groups"}
    kinds = [group["kind"] for group in answer["groups"]]
    assert kinds == [kind.value for kind in HitKind if kind.value in kinds]
    found = paragraphs(answer)
    assert len(found) == len(set(found))
    for group in answer["groups"]:
        assert set(group) == {"kind", "hits"}
        assert group["hits"]
        scores = [hit["score"] for hit in group["hits"]]
        assert scores == sorted(scores, reverse=True)
        for hit in group["hits"]:
            assert set(hit) == {"paragraph", "line", "citation", "spans", "score"}
            paragraph = REPORT.paragraph(hit["paragraph"])
            assert LINES[hit["line"] - 1] == paragraph.text
            assert hit["citation"] == paragraph.citation
            assert all(0 <= low < high <= len(paragraph.text) for low, high in hit["spans"])


def test_the_groups_are_printed_with_citations_and_snippets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A line names each group, and its hits follow, indented, in order of rank."""
    rows = printed(capsys, "养老").splitlines()
    results = SEARCHER.search("养老")
    assert rows[0] == "精确 6 段"
    assert rows[7] == "近义 4 段（已按近义说法查找：康养）"
    hits = [row for row in rows if row.startswith("  ")]
    assert len(rows) == len(hits) + 2
    for row, hit in zip(hits, results.hits, strict=True):
        assert row.startswith(f"  {hit.citation}　")
        low, high = hit.spans[0]
        assert REPORT.paragraph(hit.paragraph).text[low:high] in row


def test_several_arguments_are_one_query(capsys: pytest.CaptureFixture[str]) -> None:
    """Words need no quotes of the shell."""
    assert printed(capsys, "养老", "社区", "--json") == printed(capsys, "养老 社区", "--json")


@pytest.mark.parametrize("minus", ["-社区", "－社区"])
def test_a_word_to_leave_out_is_an_argument(capsys: pytest.CaptureFixture[str], minus: str) -> None:
    """`-社区` is no option, wherever it stands: no paragraph that is found has it."""
    for arguments in (["养老", minus, "--json"], [minus, "养老", "--json"]):
        found = paragraphs(json.loads(printed(capsys, *arguments)))
        assert found
        assert not any("社区" in REPORT.paragraph(number).text for number in found)
    assert paragraphs(json.loads(printed(capsys, "养老", "--json"))) != found


@pytest.mark.parametrize("query", ['"社区和居家养老"', "“社区和居家养老”"])
def test_quotes_mean_exactly_so(capsys: pytest.CaptureFixture[str], query: str) -> None:
    """What stands in quotes is found as it stands, and nothing that is only related."""
    answer = json.loads(printed(capsys, query, "--json"))
    assert [group["kind"] for group in answer["groups"]] == ["exact"]
    for number in paragraphs(answer):
        assert "社区和居家养老" in REPORT.paragraph(number).text
    loose = json.loads(printed(capsys, query.strip('"“”'), "--json"))
    assert len(loose["groups"]) > 1


@pytest.mark.parametrize(
    "query", ["养老", "5%", "老就小区", "ylfw", "看病", "“社区” 养老", "2024年"]
)
def test_json_has_the_shape_of_the_issue(capsys: pytest.CaptureFixture[str], query: str) -> None:
    """One object on one line, with the fields, the order and the numbers that were agreed."""
    text = printed(capsys, *query.split(), "--json")
    assert text.count("\n") == 1
    answer = json.loads(text)
    assert answer["query"] == query
    assert answer["groups"]
    assert_shape(answer)


def test_spans_are_code_points_of_the_line_in_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    """The spans of the exact group cut all occurrences out of the source, and no other."""
    (group, *_) = json.loads(printed(capsys, "养老", "--json"))["groups"]
    true = {number: line for number, line in enumerate(LINES, 1) if "养老" in line}
    assert {hit["line"] for hit in group["hits"]} == set(true)
    for hit in group["hits"]:
        spans = [list(match.span()) for match in re.finditer("养老", true[hit["line"]])]
        assert hit["spans"] == spans


def test_batch_answers_each_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One object a line, in order; blank lines, doubles and a last line without an end too."""
    queries = ["养老", "", "-", "老就小区", " 看病 ", "养老", "“社区”"]
    answers = batch(capsys, monkeypatch, "\n".join(queries))
    assert [answer["query"] for answer in answers] == queries
    for answer in answers:
        assert_shape(answer)
    assert answers[0] == answers[5]
    assert answers[1]["groups"] == answers[2]["groups"] == []
    single = json.loads(printed(capsys, "养老", "--json"))
    assert answers[0] == single


def test_batch_takes_line_ends_of_windows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A carriage return is no part of a query."""
    assert [a["query"] for a in batch(capsys, monkeypatch, "养老\r\n就业\r\n")] == ["养老", "就业"]


def test_batch_without_a_line_answers_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No query, no answer, no error."""
    assert batch(capsys, monkeypatch, "") == []


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_odd_queries_get_an_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """Each is answered in text and in JSON, and no line of the text is empty."""
    text = printed(capsys, query)
    assert text
    assert all(row.strip() for row in text.splitlines())
    (answer,) = batch(capsys, monkeypatch, query + "\n")
    assert answer["query"] == query
    assert_shape(answer)


def test_a_query_that_no_file_can_hold_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    """Python makes lone surrogates of bytes that are no UTF-8, and Windows passes on any."""
    for code in (0xDC80, 0xD800):
        assert "养老" in printed(capsys, f"养老 {chr(code)}")


@pytest.mark.parametrize(
    ("query", "hint"),
    [([""], "请输入"), (["，"], "标点"), (["-养"], "排除"), (["养" * 300], "太长")],
)
def test_a_query_that_cannot_be_followed_is_explained(
    capsys: pytest.CaptureFixture[str], query: list[str], hint: str
) -> None:
    """The first line says what is wrong with it."""
    assert hint in printed(capsys, *query).splitlines()[0]


def test_a_query_that_was_forgotten_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """By an example, and before anything is done."""
    assert main(["search", "--json"]) == 2
    assert capsys.readouterr() == ("", "审议：没有写检索词。例如：shenyi search 养老 -食堂\n")


def test_nothing_found_offers_words_and_headings(capsys: pytest.CaptureFixture[str]) -> None:
    """The query, the word of it that is there with its hits, and headings to go on from."""
    text = printed(capsys, "“投资”", "“火星车”")
    assert text.startswith("没有找到““投资” “火星车””。\n")
    assert "只含“投资”的有 10 段：" in text
    assert "也许在这些标题下：\n  " in text
    assert json.loads(printed(capsys, "火星车", "--json"))["groups"] == []


def test_another_file_is_searched(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`--file` names the report, and lines are those of that file."""
    path = tmp_path / "明年的报告.txt"
    path.write_text(SMALL_TEXT, encoding="utf-8")
    answer = json.loads(printed(capsys, "长者食堂", "--file", str(path), "--json"))
    (group, *_) = answer["groups"]
    (hit,) = group["hits"]
    line = SMALL_TEXT.splitlines()[hit["line"] - 1]
    assert [line[low:high] for low, high in hit["spans"]] == ["长者食堂"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\xff" * 99, None], ids=["empty", "binary", "none"])
def test_a_bad_file_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, data: bytes | None
) -> None:
    """The message names the file, nothing is printed and the status is 2."""
    path = tmp_path / "坏.txt"
    if data is not None:
        path.write_bytes(data)
    assert main(["search", "养老", "--file", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"审议：{path}")


@pytest.mark.parametrize("name", ["synonyms", "terms", "closed_words"])
def test_a_mistake_in_the_words_is_refused(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
) -> None:
    """A file of words that someone has spoilt is named, with status 2 and no traceback."""
    path = tmp_path / f"{name}.toml"
    path.write_text("[[mean]\n", encoding="utf-8")
    load = getattr(vocabulary, f"load_{name}")
    module = "searcher" if name == "terms" else "vocabulary"
    monkeypatch.setattr(f"index.{module}.load_{name}", lambda: load(path))
    vocabulary.load_vocabulary.cache_clear()  # read once in a process
    assert main(["search", "养老"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"审议：{path}")


@pytest.mark.parametrize("arguments", [["--xml"], ["养老", "--file"], ["养老", "--jsonl"]])
def test_an_unknown_option_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Two dashes are an option, and one that there is not is an error."""
    assert main(["search", *arguments]) == 2
    assert "--help" in capsys.readouterr().err


def run(arguments: list[str], data: bytes, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command itself, between pipes."""
    return subprocess.run(
        [sys.executable, "-m", "review", "search", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        check=False,
        input=data,
        capture_output=True,
    )


def test_the_index_is_built_once_and_said_on_stderr(
    tmp_path: Path, wordy: Callable[[Path], Path]
) -> None:
    """The first run says that it builds, the next ones do not; the answers are the same set."""
    cache = {"XDG_CACHE_HOME": str(tmp_path / "own")}
    wordy(tmp_path / "own/shenyi/index")
    first = run(["--batch"], "养老\n看病\n".encode(), **cache)
    again = run(["--batch"], "养老\n看病\n".encode(), **cache)
    assert (first.returncode, again.returncode, again.stderr) == (0, 0, b"")
    assert "正在建立检索索引" in first.stderr.decode()
    assert first.stdout == again.stdout
    answers = [json.loads(row) for row in first.stdout.decode().splitlines()]
    for answer in answers:
        scanned = {hit.paragraph for hit in SEARCHER.exact(answer["query"]).hits}
        assert set(paragraphs(answer)) >= scanned


def test_the_query_of_an_answer_is_as_typed(capsys: pytest.CaptureFixture[str]) -> None:
    """Arguments are joined by one blank each."""
    assert json.loads(printed(capsys, "食堂", "-社区", "--json"))["query"] == "食堂 -社区"


@pytest.fixture
def no_folder(tmp_path: Path) -> str:
    """A file where the cache would be, so that nobody can keep an index there."""
    path = tmp_path / "file"
    path.touch()
    return str(path)


@pytest.mark.parametrize("data", [b"\xff\xfe\n", "养老\n".encode("gb18030")])
def test_bytes_that_are_no_text_get_an_answer_or_a_message(no_folder: str, data: bytes) -> None:
    """Input that is not UTF-8 ends in no traceback, whatever the locale."""
    done = run(["--batch"], data, XDG_CACHE_HOME=no_folder)
    assert b"UnicodeE" not in done.stderr
    assert done.returncode in (0, 2)


def test_an_argument_that_is_no_text_gets_an_answer_or_a_message(no_folder: str) -> None:
    """The same for a query on the command line."""
    done = run(["\udcff\udce5", "--json"], b"", XDG_CACHE_HOME=no_folder)
    assert b"UnicodeE" not in done.stderr
    assert done.returncode in (0, 2)


@pytest.mark.parametrize("env", [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "gbk"}])
def test_queries_are_utf8_whatever_the_locale(no_folder: str, env: dict[str, str]) -> None:
    """A locale that knows no Chinese changes no query."""
    done = run(["--batch"], "养老\n".encode(), XDG_CACHE_HOME=no_folder, **env)
    assert done.returncode == 0
    assert json.loads(done.stdout)["query"] == "养老"
