"""What a number measures: the words before it, behind it, or earlier in its sentence.

Of 预计全年地区生产总值同比增长约 before 5.2% the words at both ends are taken off that say when,
how sure or how much, and what is left is the name. Where things are counted the name stands behind:
57个项目. The expressions below are such words; they are matched with the longest first. Of those
that may follow one another none is made up of others: 达到 is 达 and 到, and to try both readings
of each would take for ever on 达到达到达到.
"""

from __future__ import annotations

import re
from typing import NamedTuple


def any_of(words: str) -> str:
    """An expression for any of these words, the longest first; the words may be expressions."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


LEAD = re.compile(
    "(?:"
    + any_of(
        r"""其中 同时 全年 年内 年末 期末 年底前? 到年底 当年 今年 去年 上年 一年来 过去的?一年
        五年来 截至目前 截至 目前 预计 初步(?:核算|统计|预计|预测) 据?统计 预期 力争 确保 努力 争取
        继续 进一步 要 使 将 已 也 还 均 共 累计 全面 加快 着力 大力 深入 积极 扎实 持续
        (?:到|至|截至)?\d{4}年(?:底|末)? 新的一年 主要预期目标(?:是|为|建议为)? 预期目标
        主要目标 建议 总计 合计 人均水平 （[^）]*） 在.{2,12}基础上 按.{2,8}计算"""
    )
    + r"|(?<!\d)\d{1,2}(?:[．、｜]|\.(?!\d))|[（(]\d{1,2}[）)]|[一二三四五六七八九十]是"
    r"|[ \u3000、和及与的｜•●▪◆■*—–-])+"
)
_RANKED = "(?:跃居|上升至|居|列|排|位列|位)?(?:全[国省市区县]|世界|全球)?(?:第|前)"
TAIL = re.compile(
    "(?:"
    + any_of(
        r"""达 跨越 迈过 迈上 跃上 站上 完成 实现 突破 超过 增长到 增加到
        提高到 提升到 上升到 回升到 降低到 下降到 回落到 扩大到 拓展至 提升至 提高至 增加至 增至
        升至 降至 降到 控制在 控制到 保持在 稳定在 稳定达到 平均为 调整为 优化为 为 是 约 近 超
        逾 至 到 分别 (?<![人户年月日平])均 各 的 了 共计 共 有 不低于 不少于 不高于 不超过
        不突破 高于 低于 接近 确保 力争 预计 预期 可 将 要 已 同比 环比 比上年 较上年 比去年
        取得 获得 排名 位居 首次 率先 成功 从 由"""
    )
    + rf"|{_RANKED}|[\[〔]\d{{1,3}}[\]〕]|[ \u3000（(:：｜])+$"
)
GROWTH = re.compile(
    "(?:(?<![创更翻高革])新|[净多猛激骤])?(?P<verb>[正负]增长|(?<!自然)增长|"
    + any_of(
        """下降 压减 压降 减少 降低 回落 提高 上升 上涨 增加 提升 提速 递增 增速 增幅 涨幅 降幅
        涨 降 增 高出"""
    )
    + ")(?:率|了)?(?:分别|均|各|都)?(?:"
    + any_of(
        """达到 达 为 约 近 超过 超 突破 控制在 保持在 稳定在 不低于 不少于 不高于 不超过 高于
        低于 力争 确保 预期 预计 在 逾"""
    )
    + r"|[ \u3000])*$"
)
_LONGEST_TAIL = 100
"""Code points that such words take at most before a number: a line may hold thousands."""
_UP_TO = re.compile("[到至]$")
CALIBER = re.compile(
    "[（(](?:同口径|可比口径|按.{1,8}|不含.{1,8}|现价|不变价|可比价)[^）)]{0,6}[）)]|"
    + any_of(
        """按?同口径(?:计算)? 按?可比口径(?:计算)? 按?可比价格?(?:计算)? 按?现价(?:计算)?
        按?不变价格?(?:计算)? 扣除(?:价格|物价)因素(?:影响)?后?
        剔除[^，。]{2,12}因素(?:影响)?后? 自然口径 名义 实际(?=增长|$) 可比(?=增长|$)
        累计(?=增长|$)"""
    )
)
_NEUTRAL = re.compile(
    "(?:"
    + any_of(
        r"""（[^）]*） \([^)]*\) 同比 环比 比上年同?期? 较上年同?期? 比去年 较去年 比上一年 预计
        预期 力争 确保 努力 争取 要 可 将 总量 规模 总体 年度 全年 当年 继续 保持 持续 平均
        上半年 下半年 前三季度 比\d{4}年 较\d{4}年 到?\d{4}年 近?[三四五\d]年 实现 完成
        达到 突破 均 都 各 也 再 又 分别 [比较][^，。]{0,8}(?:时期|期间|末) 占(?:总数|全部)?
        [为占](?:年初|调整|变动|年度|全年)?(?:预算|计划)
        (?:是|为|相当于)(?:\d{4}年|改革|[^，。]{1,6}前)
        [全本我][国省市州县区] 每?(?:年|月|日|人|天)"""
    )
    + r"|[ \u3000、和及与,/])*"
)
COUNTABLE = re.compile(
    "[个家户处所项件名座条套场台辆种类株棵只头部支对批片栋幢间班艘架列宗笔例门册款组人位张]|人次|台套|"
)
"""A unit, or none, behind which mostly stands what is counted."""
_BESIDE_UNIT = re.compile(r"(?:[（(][\u4e00-\u9fff]{1,2}[)）](?=[\u4e00-\u9fff]))?[ \u3000]*")
"""What stands between a unit and its noun: blanks, and a second unit, as in 套（间）住房."""
_MEASURED = re.compile("(?:销售|营业|生产|交易|出口|成交)?(?:总?[额值量]|总?收入|利润|税收|投资)$")
_NOT_NOUN = re.compile(
    r"中(?![小学心国医央型高外])|内(?![科河陆])|后(?![备勤])|提[高升]|比(?!赛)|居(?![民家])|[，（(”、]|"
    + any_of(
        """以上 以下 以内 左右 上下 的 和 及 与 并 或 等 在 增 下降 减 达 实现 完成 较 同比 占
        位 列 获 入 被 已 全部 均 都 之 为 是 由 至 到 左 含"""
    )
)
_NOUN = re.compile(r"(?:[（(][^）)]*[）)]|“[^”]*”|[^，。；、：｜])*")
_NOUN_ENDS = re.compile(
    any_of(
        """已 获 入选 实现 完成 达到 担任 (?<!未)来[^源”] 被 列入 通过 建成 投产 开工 竣工 投用 投入
        落地 签约 成功 全部 顺利 正式 纳入 惠及 位居 跻身 跃居 增长 下降 占 新增 同比 开展 参加
        分别 均 等$ 参加 基本 达标 运行 加快 成为 成立 进入 获批 提质"""
    )
)
_GENERIC = re.compile(
    any_of(
        """总数 总量 总额 总值 数量 规模 面积 产量 产值 投资 总投资 新增 新建 建成 建设 完成
        引进 实施 增长 提供 发放 改造 办理 培育 净增 投入 减少 开展 举办 打造 培训 增速 增幅
        占比 比重 比例 实现 签约 开工 竣工 投产 落地 增加值 占 其中 总数量 办结率 利润 税收
        [又再还共已]?(?:解决|筹措|筹集|争取|安排|下达|兑现|拨付|清退|追缴|追回|帮助|带动|拆除|加密|发动)
        月人均 人均 工作"""
    )
)


class Words(NamedTuple):
    """What stands before a number in its clause."""

    start: int
    """Where the name begins, in code points of the paragraph."""
    end: int
    """Where it ends, exclusive; as `start` if there is none."""
    verb: str
    """The word of growth or decline; empty if there is none."""
    caliber: tuple[str, ...]
    bare: bool
    """Whether nothing is named: the subject stands earlier, if anywhere."""


def before(text: str, start: int, end: int) -> Words:
    """The words between where a clause begins, or the number before ends, and a number."""
    left = text[start:end]
    growth = GROWTH.search(left)
    verb = ""
    if growth and not _UP_TO.search(left):
        verb, left = growth["verb"], left[: growth.start()]
    caliber = tuple(match[0].strip("（()） ") for match in CALIBER.finditer(text[start:end]))
    tail = TAIL.search(left, max(0, len(left) - _LONGEST_TAIL))
    stop = start + (tail.start() if tail else len(left))
    lead = LEAD.match(text, start, stop)
    begin = lead.end() if lead else start
    rest = CALIBER.sub("", text[begin:stop])
    return Words(begin, stop, verb, caliber, not rest or _NEUTRAL.fullmatch(rest) is not None)


def behind(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the noun behind a number stands: 57个[项目]已完工; None if it has not two characters.

    `start` is where the number and its bound words end, `end` where the next number begins, or the
    clause ends.
    """
    if beside := _BESIDE_UNIT.match(text, start, end):
        start = beside.end()
    if _NOT_NOUN.match(text, start):
        return None
    found = _NOUN.match(text, start, end)
    stop = found.end() if found else start
    cut = _NOUN_ENDS.search(text, min(start + 2, stop), stop)
    if cut:
        stop = cut.start()
    if text[stop : stop + 1].isdecimal() and (other := _MEASURED.search(text, start + 2, stop)):
        stop = other.start()  # 12家免税店|销售额580.9亿元: what follows is the next number's
    while stop > start and text[stop - 1] in "和及与":
        stop -= 1
    return (start, stop) if stop - start >= 2 else None


def is_generic(name: str) -> bool:
    """Whether a name says nothing without its subject."""
    return len(name) < 2 or _GENERIC.fullmatch(name) is not None


def names_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names of a row such as 甲、乙和丙, as offsets; quotes and brackets are not cut."""
    found: list[tuple[int, int]] = []
    depth = 0
    begin = start
    for at in range(start, end):
        sign = text[at]
        depth += (sign in "“（(《") - (sign in "”）)》")
        if depth == 0 and sign in "、和及与":
            if begin < at:
                found.append((begin, at))
            begin = at + 1
    if begin < end:
        found.append((begin, end))
    return found
