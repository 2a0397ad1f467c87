"""Papers that can be handed in: every template with every kind of notes there is."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from content.citation import resolve
from content.importing.formats import format_of
from content.parsing.outline import parse
from content.report import Report
from review.base.paper import Body, Paper, Section
from review.notes.export.amendment import read_amendment
from review.notes.export.exporting import Exported, Format, exported
from review.notes.export.paper_markup import guarded, read_paper
from review.notes.export.quoting import MOST, closed, quoted, shortened, with_source
from review.notes.export.speaking import spoken_citation
from review.notes.export.templates import listed
from review.notes.model import Kind, Note, NoteStatus
from tests.unit.notes.export.exporting import NOW, note, primary
from tests.unit.notes.export.papers import CASES, FIELDS, of_each_kind

GOLDEN = Path(__file__).parents[3] / "data" / "exports"
TEMPLATES = ("代表建议", "审议发言提纲", "修改意见", "批注清单")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def report() -> Report:
    return primary()


def made(report: Report, case: str, template: str, form: Format = Format.TXT) -> Exported:
    notes = CASES[case](report)
    return exported(report, notes, NOW, form=form, template=template, fields=FIELDS)


def left_out(paper: Exported) -> list[Note]:
    """The notes that were asked for, and that its template has no place for."""
    return [note for note in paper.given if note not in paper.notes]


@pytest.mark.parametrize("case", CASES)
def test_papers_are_their_golden_file(case: str, report: Report) -> None:
    """All templates, one below the other, and how many notes each has no place for."""
    pages = []
    for template in TEMPLATES:
        paper = made(report, case, template)
        pages.append(f"{paper.text}（没有列入：{len(left_out(paper))}）\n")
    assert "\n".join(pages) == (GOLDEN / f"{case}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("template", TEMPLATES)
def test_markdown_is_its_golden_file(template: str, report: Report) -> None:
    text = made(report, "英文和数字", template, Format.MD).text
    assert text == (GOLDEN / f"英文和数字-{template}.md").read_text(encoding="utf-8")


# Laws of all papers

DOUBLED = re.compile(
    r"建议改为：?“?建议|建议：?建议|理由：?理由|。[”’]+。|[。；，、][。；，、]|“”|（）|。。|报告报告"
)
REMARKS = re.compile(r"没有这类|另有\s*\d+\s*条|提示|注意|sha256|请删去|勿外传|第\d+行")


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("case", CASES)
def test_no_paper_has_what_a_clerk_would_return(case: str, template: str, report: Report) -> None:
    """No doubled phrase, no line of the program's own file, no remark of the program."""
    paper = made(report, case, template)
    assert not DOUBLED.search(paper.text), DOUBLED.search(paper.text)
    assert not REMARKS.search(paper.text), REMARKS.search(paper.text)
    assert paper.filled is not None
    parts = [*paper.filled.paper.parts, Section("")]
    for part, following in pairwise(parts):
        if isinstance(part, Section) and isinstance(following, Section):
            assert following.level > part.level, f"an empty heading: {part.text}"
    for line in paper.text.splitlines():
        assert line == line.strip()
        assert line.count("“") == line.count("”")


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("case", CASES)
def test_every_note_is_in_the_paper_or_in_the_count(
    case: str, template: str, report: Report
) -> None:
    """What a note says stands in the text to the word, unless it was left out and counted."""
    paper = made(report, case, template)
    notes = CASES[case](report)
    assert sorted(n.id for n in (*paper.notes, *left_out(paper))) == sorted(n.id for n in notes)
    plain = re.sub(r"\s|建议改为|理由|修改为|改为|[：“”‘’。；]", "", paper.text)
    for shown in paper.notes:
        body = re.sub(r"\s|建议改为|理由|修改为|改为|[：“”‘’。；]", "", shown.body)
        assert body in plain
    if template == "批注清单":
        assert not left_out(paper)


@pytest.mark.parametrize(
    ("case", "template"),
    [  # each case and each template several times; all of them in `make check-long`
        pytest.param(case, template, marks=[] if (at + nth) % 4 == 0 else [pytest.mark.long])
        for at, case in enumerate(CASES)
        for nth, template in enumerate(TEMPLATES)
    ],
)
def test_a_word_document_is_read_back_as_the_text(case: str, template: str, report: Report) -> None:
    """By our own importer, every line of it; and every paragraph has a style of the paper."""
    paper = made(report, case, template, Format.DOCX)
    path = Path("稿.docx")
    word = paper.encoded().data
    read = format_of(word, path).read_here(word, path)  # a process of its own is slow
    lines = [line for line in read.text.split("\n") if line]
    assert lines == [line for line in paper.text.split("\n") if line]
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_note_of_any_kind_alone(kind: Kind, template: str, report: Report) -> None:
    """Whatever kinds there will be: it is in the paper, or it is counted."""
    (alone,) = [each for each in of_each_kind(report) if each.kind is kind]
    paper = exported(report, [alone], NOW, template=template, fields=FIELDS)
    assert (*paper.notes, *left_out(paper)) == (alone,)


@pytest.mark.parametrize(
    ("stance", "said"),
    [("", "对政府工作报告的态度：＿"), ("赞成", "我赞成政府工作报告。"), ("不写", "")],
)
def test_a_stance_is_what_the_deputy_chose(stance: str, said: str, report: Report) -> None:
    """Blank by default: the program never says what a deputy thinks."""
    fields = FIELDS | {"态度": stance}
    text = exported(report, [], NOW, template="审议发言提纲", fields=fields).text
    assert said in text
    assert ("赞成" in text) is ("赞成" in stance)
    assert ("总体看法" in text) is (stance != "不写")


def test_all_templates_are_tried() -> None:
    assert {template.name for template in listed()} == set(TEMPLATES)


# Citations, quotes, sentences


def test_a_spoken_citation_is_understood(report: Report) -> None:
    """Said aloud, every paragraph below the title is found again."""
    for paragraph in report.paragraphs:
        if not paragraph.citation.startswith("题"):
            said = f"报告{spoken_citation(paragraph.citation)}"
            assert resolve(report, said).paragraph == paragraph.number, said


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        ("二（七）第3段", "第二部分第（七）条第3段"),
        ("一第2段", "第一部分第2段"),
        ("一（一是）", "第一部分“一是”"),
        ("第2部分·一第1段", "第2部分第一条第1段"),
        ("第1部分·1．第1段", "第1部分第1条第1段"),
        ("一·第1节第1段", "第一部分第1节第1段"),
        ("二尾段", "第二部分结尾"),
        ("引", "引言"),
        ("附第3条", "附录第3条"),
        ("", ""),
    ],
)
def test_a_citation_is_said_in_words(citation: str, said: str) -> None:
    assert spoken_citation(citation) == said


LONG = "提升公共服务水平。把建设教育名城作为中心城区的优势，突出抓好基础教育扩容提质，兜住底线。"


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        ("停车难", "“停车难”"),
        ("，新建长者食堂20处，", "“新建长者食堂20处”"),
        ("，", "“，”"),
        ("”，提振信心", "“提振信心”"),
        ("——经济稳中向好。", "“经济稳中向好”"),
        ("工作回顾\n\u3000\u30002023年，\n\u3000\u3000全区", "“工作回顾\u30002023年，全区”"),
        ("增长5%以上。", "“增长5%以上”"),
        ("实施“优质服务”工程", "“实施‘优质服务’工程”"),
        ("优质服务”工程", "“优质服务工程”"),
        (LONG, "“提升公共服务水平……兜住底线”"),
        (
            "着力“稳增长、强信心、护主体、增动能”，以有力举措扩大投资，形成“储备一批、开工一批”的格局",
            "“着力‘稳增长、强信心、护主体’……‘开工一批’的格局”",
        ),
        (
            "外事侨务、消防救援、民族宗教、媒体融合、机关事务、国防动员和后备力量建设等工作均取得新进步",
            "“外事侨务、消防救援、民族宗教……国防动员和后备力量建设等工作均取得新进步”",
        ),
        ("一段。\n二段。", "“一段。二段”"),
        ("长" * 50, f"“{'长' * 14}……{'长' * 14}”"),
        ("a" * 50 + "1" * 9, "“aaaaaaaaaaaaaaaaaaaaaaaaaa……11111111111111”"),
    ],
)
def test_a_quote_fits_into_a_sentence(passage: str, said: str) -> None:
    """A word, a clause, a sentence, a paragraph: cut, closed and paired."""
    if passage.startswith("a"):
        assert len(shortened(passage)) <= 2 * MOST
        return
    assert quoted(passage) == said


def test_no_shortened_quote_has_half_a_pair(report: Report) -> None:
    for paragraph in report.paragraphs:
        short = shortened(paragraph.text)
        assert short.count("“") == short.count("”")
        assert len(short) <= MOST
        head, _, tail = short.partition("……")
        assert head.rstrip("”") in paragraph.text
        assert tail.lstrip("“") in paragraph.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("很好", "很好。"),
        ("很好。", "很好。"),
        ("为什么？", "为什么？"),
        ("写成“好。”", "写成“好。”"),
        ("有三点，", "有三点。"),
        ("是不变价吗", "是不变价吗？"),
        ("公开结果\n\n与部门共享", "公开结果；\n\n与部门共享。"),
        ("一是公开 \n二是共享", "一是公开；\n二是共享。"),
        ("有两点：\n一是公开。\n二是共享", "有两点：\n一是公开。\n二是共享。"),
        ("It is fine.", "It is fine."),
        ("OECD (2023), p.12.", "OECD (2023), p.12."),
        ('"Good."', '"Good."'),
        ("约5.5%", "约5.5%。"),
        ("", ""),
    ],
)
def test_a_sentence_is_closed_once(typed: str, said: str) -> None:
    assert closed(typed) == said
    assert closed(closed(typed)) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("责任单位是谁", "责任单位是谁？"),
        ("数字有出入。以哪个为准", "数字有出入。以哪个为准？"),
        ("请说明钱从哪里来", "请说明钱从哪里来。"),
        ("请问钱从哪里来", "请问钱从哪里来？"),
        ("怎么算的，请财政局说明", "怎么算的，请财政局说明。"),
        ("有几处？哪几处", "有几处？哪几处？"),
        ("有几处\n何时建成", "有几处？\n何时建成？"),
        ("目标定得偏低", "目标定得偏低。"),
        ("怎么算的？", "怎么算的？"),
    ],
)
def test_a_question_ends_as_one(typed: str, said: str) -> None:
    """Where it is worded as one; a request is none."""
    assert closed(typed, asks=True) == said


def test_numbers_of_a_paper_are_others_than_those_in_its_notes(report: Report) -> None:
    """And what is said once more of one passage does not quote it again."""
    said = ["分开写：\n第一，写单位；\n第二，写时限。", "公布名单"]
    notes = [
        note(report, "新建长者食堂20处", Kind.SUGGESTION, words, number=at)
        for at, words in enumerate(said, 1)
    ]
    where = "报告第二部分第（七）条第3段提到“新建长者食堂20处”。"
    text = exported(report, notes, NOW, template="审议发言提纲", fields=FIELDS).text
    assert (
        f"（一）{where}分开写：\n第一，写单位；\n第二，写时限。\n（二）对这一处，公布名单。" in text
    )
    text = exported(report, notes[1:], NOW, template="审议发言提纲", fields=FIELDS).text
    assert f"\n{where}公布名单。" in text


def test_a_passage_is_quoted_without_the_mark_that_its_citation_names(report: Report) -> None:
    item = next(p for p in report.paragraphs if p.citation == "一（一是）")
    (made_of_it,) = [note(report, item.text[:17], Kind.MEMO, "记下", number=1)]
    text = exported(report, [made_of_it], NOW, template="审议发言提纲", fields=FIELDS).text
    assert "报告第一部分“一是”提到“坚定不移" in text


def test_a_passage_is_cited_up_to_its_end(report: Report) -> None:
    """Over several paragraphs: whoever looks it up has to find all of it."""
    second = report.paragraph(59).text
    over_two = note(report, f"{report.paragraph(58).text}\n{second[:20]}", Kind.SUGGESTION, "公开")
    speech = exported(report, [over_two], NOW, template="审议发言提纲", fields=FIELDS).text
    assert "报告第二部分第（七）条第2段至第3段提到" in speech
    assert "】二（七）第2段至第3段\n" in exported(report, [over_two], NOW).text
    heading, below = report.paragraph(56).text, report.paragraph(57).text
    from_above = note(report, f"{heading}\n{below[:9]}", Kind.SUGGESTION, "公开")
    speech = exported(report, [from_above], NOW, template="审议发言提纲", fields=FIELDS).text
    assert "报告第二部分第（七）条至第1段提到“办实事" in speech
    assert f"新提升\u3000{below[:9]}”" in speech, "a heading ends without a sign"


def test_a_row_of_the_appendix_is_cited_to_the_next() -> None:
    report = parse("政府工作报告\n各位代表：\n一、回顾\n很好。\n附件\n1．甲：乙。\n2．丙：丁。\n")
    over_two = note(report, "1．甲：乙。\n2．丙：丁。", Kind.SUGGESTION, "公开")
    assert "】附第1条至第2条\n" in exported(report, [over_two], NOW).text


def test_a_row_of_the_appendix_has_its_printed_number() -> None:
    """Below two lines of headings the first row is our third, which nobody finds in a booklet."""
    head = "政府工作报告\n各位代表：\n一、回顾\n很好。\n附件\n《政府工作报告》注释\n"
    report = parse(f"{head}\u3000\u30001．甲：乙。\n[2] 丙：丁。\n3.5亿元：戊。\n1．己：庚。\n")
    rows = {"\u3000\u30001．甲": "附“1．”", "丙": "附“[2]”", "戊": "附第4条"}
    for quote, where in {**rows, "己": "附第5条"}.items():  # 1． is the row above
        made = note(report, quote, Kind.SUGGESTION, "公开")
        assert made.anchor.citation == where, "as on every screen"
        assert f"】{where}\n" in exported(report, [made], NOW).text
        assert resolve(report, where).paragraph == made.anchor.segments[0].paragraph
        speech = exported(report, [made], NOW, template="审议发言提纲", fields=FIELDS).text
        assert f"报告{where.replace('附', '附录')}提到“{quote[-1]}”。公开。" in speech
    counted = (replace(p, citation=f"附第{at}条") for at, p in enumerate(report.paragraphs, -4))
    older = replace(report, paragraphs=tuple(counted))  # as it was put on the shelf long ago
    made = note(older, "丙", Kind.SUGGESTION, "公开")
    assert made.anchor.citation == "附第3条"
    assert "】附“[2]”\n" in exported(older, [made], NOW).text
    assert ",附“[2]”," in exported(older, [made], NOW, form=Format.CSV).text


def test_what_stood_there_before_is_quoted_like_what_stands_there_now() -> None:
    """In single marks within, and not where both are cut to the same words."""
    report, pad = primary(), "努力工作，" * 4
    long = f"新的使命任务，{pad}任重道远，{pad}提升治理效能"
    made = note(report, "各位代表", Kind.AMENDMENT, "改为：各位同志")
    short = replace(made, status=NoteStatus.CHANGED, former="“各位”代表")
    for template in ("批注清单", "修改意见"):
        assert "修订前：“‘各位’代表”\n" in exported(report, [short], NOW, template=template).text
    report = parse(f"政府工作报告\n各位代表：\n一、回顾\n{long.replace('任重', '路长')}。\n")
    made = note(report, report.paragraphs[-1].text, Kind.SUGGESTION, "公开")
    same = replace(made, status=NoteStatus.CHANGED, former=f"{long}。")
    speech = exported(report, [same], NOW, template="审议发言提纲", fields=FIELDS).text
    assert "提升治理效能”（修订时有改动）。公开。" in speech


def test_words_that_begin_like_the_mark_of_their_heading_are_whole() -> None:
    """Of 一体推进 below （一） only 体推进 was quoted."""
    report = parse(
        "政府工作报告\n各位代表：\n一、安排\n（一）一体推进发展。\n很好。\n（二）　抓落实。\n好。\n"
    )
    made = note(report, "一体推进", Kind.SUGGESTION, "公开")
    assert made.anchor.citation == "一（一）"
    speech = exported(report, [made], NOW, template="审议发言提纲", fields=FIELDS).text
    assert "提到“一体推进”" in speech
    alone = note(report, "（二）　", Kind.SUGGESTION, "公开")
    speech = exported(report, [alone], NOW, template="审议发言提纲", fields=FIELDS).text
    assert "提到“（二）”" in speech, "a mark alone is not left out for a blank"


def test_what_begins_like_the_heading_above_is_not_below_it() -> None:
    """From 十 to 十一 it is not 十至一."""
    numbers = [*"一二三四五六七八九十", "十一"]
    heads = "".join(f"{number}、安排\n很好。\n" for number in numbers)
    report = parse(f"政府工作报告\n各位代表：\n{heads}")
    ten = next(each.number for each in report.paragraphs if each.citation == "十")
    quote = "\n".join(each.text for each in report.paragraphs[ten - 1 : ten + 2])
    made = note(report, quote, Kind.SUGGESTION, "公开")
    assert "】十至十一\n" in exported(report, [made], NOW).text


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_sign_alone_can_be_amended(template: str, report: Report) -> None:
    """Between the quotation marks stood nothing, neither before nor behind the change."""
    comma = note(report, "，", Kind.AMENDMENT, "改为：；")
    text = exported(report, [comma], NOW, template=template, fields=FIELDS).text
    assert "“，”" in text
    assert "“；”" in text


@pytest.mark.parametrize("sign", ["，", "“", "……"])
def test_a_sign_alone_is_quoted(sign: str) -> None:
    """Of a quotation mark without its partner nothing was left."""
    assert shortened(sign) == sign


@pytest.mark.parametrize("template", ["代表建议", "修改意见"])
def test_a_form_that_nobody_dated_has_room_for_the_date(template: str, report: Report) -> None:
    """As for the name and all else that is to be written by hand."""
    text = exported(report, of_each_kind(report), NOW, template=template).text
    assert text.endswith("\n＿＿＿＿年＿＿月＿＿日\n")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_line_of_the_title_is_cited_as_the_title(template: str, report: Report) -> None:
    """Where the lines of a title end is another thing in every booklet."""
    on_line = note(report, "2024年1月30日", Kind.AMENDMENT, "改为1月31日")
    assert on_line.anchor.citation == "题第2行"
    text = exported(report, [on_line], NOW, template=template, fields=FIELDS).text
    assert not REMARKS.search(text)
    assert "报告标题" in text or "】题\n" in text


def test_a_private_note_that_was_chosen_does_not_say_that_it_is_private(report: Report) -> None:
    """Whoever hands it in has chosen to; the others are told nothing of that."""
    chosen = note(report, "新建长者食堂20处", Kind.SUGGESTION, "公开", tags=("养老", "#私"))
    assert "标签：养老\n" in exported(report, [chosen], NOW).text


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("政府工作报告", "政府工作报告"),
        ("关于2023年预算执行情况的报告", "《关于2023年预算执行情况的报告》"),
    ],
)
def test_papers_name_the_report_that_they_are_on(head: str, name: str) -> None:
    """Not every report of a session is that of the government's work."""
    other = parse(f"{head}\n\n各位代表：\n去年收入10亿元。\n支出12亿元。\n", report_id="other")
    remark = note(other, "收入10亿元", Kind.AMENDMENT, "改为12亿元")
    for template, said in (
        ("审议发言提纲", f"审议{name}的发言\n"),
        ("审议发言提纲", f"我原则赞成{name}。\n"),
        ("修改意见", f"对{name}的修改意见\n"),
        ("批注清单", f"{name}审阅批注\n"),
    ):
        assert said in exported(other, [remark], NOW, template=template, fields=FIELDS).text


def test_a_source_stands_before_the_full_stop() -> None:
    assert with_source("应公布", "报告一") == "应公布（报告一）。"
    assert with_source("为什么？", "报告一") == "为什么？（报告一）"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("建议改为：新建30处\n理由：需求大", "建议改为“新建30处”。|理由：需求大。"),
        ("建议改为：建议改为“稳步扩大”。", "建议改为“稳步扩大”。|"),
        ("改为“稳步扩大”。", "建议改为“稳步扩大”。|"),
        ("建议修改为“甲”", "建议改为“甲”。|"),
        ("建议改为：增加“并公开”", "建议增加“并公开”。|"),
        ("删去这一句", "建议删去这一句。|"),
        ("将“甲”改为“乙”", "建议将“甲”改为“乙”。|"),
        ("这句话太长。", "这句话太长。|"),
        ("理由：只有理由", "|理由：只有理由。"),
        ("改为“新建30处”。理由：需求大", "建议改为“新建30处”。|理由：需求大。"),
        ("建议改为：新建30处，理由：需求大", "建议改为“新建30处”。|理由：需求大。"),
        ("删去这一句 理由：重复", "建议删去这一句。|理由：重复。"),
        ("理由：重复。建议改为：甲", "建议改为“甲”。|理由：重复。"),
        ("改为“新建30处”，并公布名单", "建议改为“新建30处”，并公布名单。|"),
        ("建议改为：“30处”或“40处”", "建议改为“30处”或“40处”。|"),
        ("改为“烧烤+”新模式", "建议改为“‘烧烤+’新模式”。|"),
        ("修改意见：改为新建30处", "建议改为“新建30处”。|"),
        ("建议：删去这一句", "建议删去这一句。|"),
        ("理由：一是需求大\n二是有条件", "|理由：一是需求大；\n二是有条件。"),
        ("写明改动理由：一句", "建议写明改动理由：一句。|"),
        ("", "|"),
    ],
)
def test_an_amendment_is_a_sentence(body: str, said: str) -> None:
    amendment = read_amendment(body)
    assert f"{amendment.sentence}|{amendment.reason_sentence}" == said


# The language of templates


def test_headings_are_numbered_and_left_out_when_nothing_is_below() -> None:
    lines = "# 题 ## 〇、甲 ### （〇）空 ## 〇、乙 文 ### （〇）空 ## 〇、丙 ### （〇）孙 文 >> 日"
    text = re.sub(" (?=#|文|>>)", "\n", lines)
    paper = read_paper(text).paper
    headings = [part.text for part in paper.parts if isinstance(part, Section)]
    assert headings == ["一、乙", "二、丙", "（一）孙"]


@pytest.mark.parametrize(
    "text", ["# 题", "> 引", "< 呼", "= 栏：值", "|a|b|", ">> 右", "〇、数", "## 〇"]
)
def test_no_text_of_a_note_is_read_as_a_sign(text: str) -> None:
    """Alone on its line or behind another, it is a paragraph to the character."""
    filled = read_paper(f"{guarded(text, 3)}\n甲{guarded(text, 4)}\n")
    assert list(filled.paper.parts) == [Body(text), Body(f"甲{text}")]
    assert filled.notes == (frozenset({3}), frozenset({4}))
    assert filled.paper.title == ""


def test_a_sign_with_nothing_behind_it_is_no_paragraph() -> None:
    """As where a name was not filled in."""
    assert read_paper("# 题\n文\n>> \n>\n## \n= \n#\n").paper == Paper("题", [Body("文")])


def test_lines_of_a_note_are_paragraphs_of_their_own() -> None:
    value: Any = guarded({"正文": "一\n\n二"}, 0)
    filled = read_paper(f"说：{value['正文']}")
    assert list(filled.paper.parts) == [Body("说：一"), Body("二")]
    assert filled.shown == {0}
