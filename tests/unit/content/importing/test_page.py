"""Web pages: the text that is visible, and what was left out of it."""

from __future__ import annotations

import pytest

from content.errors import Problem
from content.importing.page import read
from tests.unit.content.parsing.samples import BODY

TEXT = ["各位代表：", f"现在，我报告工作。{BODY}", "一、回顾", BODY, "二、安排", BODY]
HEAD = ["某市2026年政府工作报告", "——2026年2月3日在某市第十六届人民代表大会第四次会议上"]
LINES = HEAD + TEXT


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>\u3000\u3000<span>{line[:4]}</span>{line[4:]}</p>\n" for line in lines)


MENU = "<div><ul><li><a href=#>首页</a></li><li><a href=#>政务公开</a></li></ul></div>"
FOOT = "<div>上一篇：<a href=#>别的</a></div><div>版权所有：某市人民政府　某备00000000号</div>"
PAGES = {
    "modern": f"{MENU}<h1>{HEAD[0]}</h1><div><p>{HEAD[1]}</p>{paragraphs(TEXT)}</div>{FOOT}",
    "old": f"<table><tr><td>{MENU}</td></tr><tr><td><table><tr><td>{paragraphs(LINES)}</td></tr>"
    f"</table></td></tr><tr><td>{FOOT}</td></tr></table>",
    "shown by a script": f"{MENU}<div style='visibility: hidden'>{paragraphs(LINES)}</div>{FOOT}",
    "as written": MENU + "<pre>" + "\n\u3000\u3000".join(LINES) + "</pre>" + FOOT,
    "breaks": f"{MENU}<div>{'<br>'.join('&nbsp;&nbsp;' + line for line in LINES)}</div>{FOOT}",
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
def test_a_page_is_read_as_it_is_seen(name: str, encoding: str) -> None:
    page = (
        f'<!DOCTYPE html>\n<html><head><meta charset="{encoding}"><title>别的题目</title>'
        f"<style>p{{}}</style></head><body><script>var a = '某市';</script>{PAGES[name]}"
        "<textarea>框里的字</textarea><noscript>没有脚本</noscript>"
        "<div style='display: none'>看不见的字</div></body></html>"
    )
    extract = read(page.encode(encoding.replace("gb2312", "gbk")), "a.html")
    lines = extract.text.split("\n")[:-1]
    assert [line for line in lines if line in LINES] == LINES
    removed = "\n".join(remark.removed for remark in extract.remarks)
    shown = removed + extract.text
    for words in ("首页", "政务公开", "上一篇", "版权所有", "看不见的字", "框里的字", "没有脚本"):
        assert words in shown
    assert "看不见的字" not in extract.text
    assert "版权所有" not in extract.text
    assert "var a" not in shown


def test_a_line_end_in_the_source_parts_no_words() -> None:
    page = f"<p>推动经济\n  发展，use of\n natural gas。{BODY}</p>"
    assert read(page.encode(), "a.html").text.startswith("推动经济发展，use of natural gas。")


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>1</sup>",
        "<sup><a href=#n>[1]</a></sup>",
        "<span style='vertical-align: super'>①</span>",
    ],
)
def test_a_raised_number_is_no_part_of_the_figure_behind_it(mark: str) -> None:
    told = f"<span>国债</span>{mark}<b>6.1</b>亿元，3万m<sup>2</sup>。{BODY}"
    extract = read(f"<p>{told}</p><p>{mark}国债：{BODY}</p>".encode(), "a.html")
    (remark,) = extract.remarks
    assert extract.text.startswith("国债6.1亿元，3万m2。")
    assert extract.text.splitlines()[1] == f"{remark.removed}国债：{BODY}"


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "&#11;", "\ufffe"])
def test_control_characters_of_word_processors_are_left_out(sign: str) -> None:
    page = f"<p>推动{sign}经济<script>x</script>发展{sign}。{BODY}</p><pre>推动{sign}经济\n完</pre>"
    text = read(page.encode(), "a.html").text
    assert text.startswith("推动经济发展。")
    assert sign not in text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("named", ["utf-16", "utf-16-le", "iso-8859-1", "gb2312", "utf-8", "idna"])
def test_a_page_that_names_another_encoding_is_read_in_its_own(encoding: str, named: str) -> None:
    for blanks in ("", " "):  # of any two bytes one may take the last
        page = f'<html><head><meta charset="{named}"></head><body><p>{BODY}</p>{blanks}</body>'
        assert read(page.encode(encoding), "a.html").text.strip() == BODY


def test_a_page_without_text() -> None:
    for page in ("<html><body><script>x</script></body></html>", "<p>\u3000</p>"):
        with pytest.raises(Problem, match=r"没有文字|是空的"):
            read(page.encode(), "a.html")


def test_a_deep_page_is_read() -> None:
    page = "<div>" * 2_000 + f"<p>{BODY}</p>" + "</div>" * 2_000
    assert read(page.encode(), "a.html").text == BODY + "\n"


def test_a_page_of_frames_says_where_its_text_is() -> None:
    note = "<noframes>您的浏览器不支持框架</noframes>"
    page = f"<html><frameset><frame src=a.htm>{note}</frameset></html>"
    with pytest.raises(Problem, match="正文在别的文件里"):
        read(page.encode(), "a.html")


def test_line_ends_are_kept_within_what_is_shown_as_written_and_not_behind_it() -> None:
    inner = "<b style='white-space:pre'>丙\n<i>丁\n戊</i>己\n庚</b>辛\n壬"
    page = f"<div>{BODY}<pre>甲\n乙{inner}</pre>癸\n子{BODY}</div>"
    shown = [BODY, "甲", "乙丙", "丁", "戊己", "庚辛", "壬", f"癸子{BODY}"]
    assert read(page.encode(), "a.html").text.split("\n")[:-1] == shown


def test_links_below_the_text_are_left_out_with_what_follows_them() -> None:
    more = "<p>谢谢大家！</p><p><a href=#>某市这样干</a></p><p>点分享</p><p>点在看</p>"
    extract = read(f"<div>{paragraphs(LINES)}{more}</div>".encode(), "a.html")
    assert extract.text.split("\n")[-2] == "谢谢大家！"
    assert [remark.removed for remark in extract.remarks] == ["某市这样干\n点分享\n点在看"]


def test_places_that_links_lead_to_are_text() -> None:
    """Word puts them round the headings of a page that it saves."""
    page = f"<div>{paragraphs(LINES)}<p><a name=_Toc1>附件</a></p><p>名单</p></div>"
    extract = read(page.encode(), "a.html")
    assert extract.text.split("\n")[-3:-1] == ["附件", "名单"]
