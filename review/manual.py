"""What F1 tells: the commands of the table, what the keys of every other screen do, and remarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from review.settings.key_table import (
    FIGURES,
    GENERAL,
    MARKING,
    NOTES,
    READING,
    SELECTING,
    SHELF,
    VOTING,
    Command,
)


class Use(NamedTuple):
    """What some keys do on one of the other screens, where they cannot be set."""

    keys: tuple[str, ...]
    """By Textual's names; a full-width twin goes without saying."""
    help: str
    shown: str = ""
    """How they are printed; one after the other by default."""


CHAPTER_OF = {
    "ContentsPane": "目录中",
    "SearchPane": "检索时",
    "GoBar": "定位时",
    "NoteEditor": "写批注时",
    "NotesPane": "批注列表中",
    "PapersScreen": "出材料时",
    "MergeScreen": "合并他人批注时",
    "ReviseScreen": "换稿时",
    "RescueScreen": "出材料时",
    "CompareScreen": "对照中",
    "TasksScreen": "任务清单中",
    "TermsScreen": "名词解释中",
    "PickScreen": "别的报告：打开时",
    "AcceptScreen": "别的报告：打开时",
    "ShelfScreen": "别的报告：书架上",
    "StepsPane": "票决：四步",
    "ListPane": "票决：看名单时",
    "SettingPane": "票决：设定规则时",
    "StartPane": "票决：设口令时",
    "Ask": "票决：设口令时",
    "PracticePane": "票决：计票时",
    "NoticePane": "票决：选票上",
    "BallotPane": "票决：选票上",
    "SourceScreen": "票决：看引文时",
    "CastingPane": "票决：核对选票时",
    "TallyPane": "票决：计票时",
    "EnteringPane": "票决：录入纸质票时",
    "ExportPane": "票决：导出结果时",
}
"""With which chapter the help begins, by the class of the screen or pane that one is in."""


class Chapter(NamedTuple):
    """Commands that belong together, and what there is to know besides."""

    title: str
    entries: Sequence[Command | Use]
    remarks: tuple[str, ...] = ()


_DIGITS = tuple("0123456789")

_LIST = (
    Use(("up", "down"), "选择"),
    Use(("pageup", "pagedown"), "翻一屏"),
)
_TEXT = Use(("up", "down", "pageup", "pagedown"), "翻看")

CHAPTERS = (
    Chapter(
        "开始",
        (),
        (
            "审议帮助您阅读政府工作报告：左边是目录，右边是正文，顶行是所在的出处和已读的比例。",
            "鼠标滚轮翻动正文，点目录即前往，按住左键拖过文字即可选中。屏幕底行的按键也可以用鼠标点。",
            "使用中文输入法时，字母键到不了程序，请用同一行中的功能键、Ctrl组合键或符号键。",
            "在输入框里：方向键、Home、End移动，退格、Del删除；"
            "Shift加方向键选中，Ctrl+C复制，Ctrl+X剪切，Ctrl+V粘贴。",
        ),
    ),
    Chapter("阅读", READING),
    Chapter(
        "目录中",
        (
            *_LIST,
            Use(("left_square_bracket", "right_square_bracket"), "上一个、下一个部分或条"),
            Use(("enter",), "前往选中的一条"),
            Use(("backspace",), "删去输入的最后一个字"),
            Use(("escape",), "看全部；再按一次，回到正文"),
            Use(("f2",), "收起目录"),
        ),
        ("输入汉字或数字，只列出有这几个字的标题。",),
    ),
    Chapter(
        "检索时",
        (
            *_LIST,
            Use(("enter",), "前往选中的一处"),
            Use(("tab", "shift+tab"), "换检索的范围"),
            Use(("ctrl+t",), "检索书架上的全部报告；再按一次，回到本报告"),
            Use(("escape",), "返回；正在为检索建立索引时，停止建立"),
        ),
        ("边输入边出结果，不必按回车；范围也可以点击。",),
    ),
    Chapter(
        "定位时",
        (Use(("enter",), "前往输入的出处"), Use(("escape", "ctrl+g"), "取消")),
    ),
    Chapter("选取", SELECTING),
    Chapter(
        "标记",
        MARKING,
        (
            "点一下正文、选中文字或按回车，底下升起一行：按数字立刻做标记，再按同一个数字取消，按Esc收起。",
            "“·”只划线，也当书签用。",
        ),
    ),
    Chapter("批注", NOTES),
    Chapter("对照和任务", FIGURES),
    Chapter(
        "对照中",
        (
            Use(("up", "down", "pageup", "pagedown", "home", "end"), "换一行"),
            Use(("left", "right"), "选左边的结果或右边的目标"),
            Use(("enter",), "到原文；按^D回到这一行"),
            Use(("tab",), "一份报告，或同一个地方前后两年的报告"),
            Use(("f4",), "在目标上写批注，带上结果的原文和出处"),
            Use(("ctrl+x", "delete"), "隐藏配错的一行；在已隐藏的行里是恢复"),
            Use(("8",), "查看已隐藏的行"),
            Use(("ctrl+z",), "撤销"),
            Use(("escape", "ctrl+d"), "返回"),
        ),
        ("列出的都是原文。程序不计算，也不判断完成没有。",),
    ),
    Chapter(
        "名词解释中",
        (
            Use(("up", "down", "pageup", "pagedown", "home", "end"), "换一个"),
            Use(("enter",), "到报告里第一次用到的地方"),
            Use(("f4",), "没有解释的，写一条疑问"),
            Use(("escape", "ctrl+e"), "返回"),
        ),
    ),
    Chapter(
        "任务清单中",
        (
            Use(("up", "down", "pageup", "pagedown", "home", "end"), "换一项"),
            Use(("left", "right"), "选任务，或下一年报告怎么说"),
            Use(("space",), "换状态：未填、进行中、已完成、有疑问"),
            Use(("6",), "记一句话"),
            Use(("delete",), "移除自己加的一项"),
            Use(("enter",), "到原文；按^L回到这一行"),
            Use(("tab",), "看没有写数字、时限的句子"),
            Use(("f3",), "输入字词、主题或状态来筛选"),
            Use(("2",), "只看一个主题"),
            Use(("7",), "只看写了数字的，或没有写数字的"),
            Use(("f4",), "写批注；在没有写数字的句子上是修改意见"),
            Use(("ctrl+z",), "撤销"),
            Use(("escape", "ctrl+l"), "返回"),
        ),
    ),
    Chapter(
        "写批注时",
        (
            Use(("ctrl+s",), "保存"),
            Use(("tab", "shift+tab"), "换栏：文字、类别、标签"),
            Use(("left", "right"), "换类别，也可以按1到6；在标签一栏末尾按→：选用过的"),
            Use(("alt+down", "alt+up"), "下一条、上一条批注"),
            Use(("alt+delete",), "删除这条批注，30天内可以恢复"),
            Use(("escape",), "返回；没写完的会留着"),
        ),
    ),
    Chapter(
        "批注列表中",
        (
            *_LIST,
            Use(("enter",), "看原文；在“已删”中：恢复"),
            Use(("f4",), "修改"),
            Use(("delete",), "筛选一栏空着时：删除，30天内可以恢复"),
            Use(("tab", "shift+tab"), "换类别，最后一类是“已删”"),
            Use(("escape", "f8"), "返回"),
        ),
        ("输入文字或“#标签”，只列出有关的批注。",),
    ),
    Chapter(
        "出材料时",
        (
            Use(("tab", "down", "shift+tab", "up"), "换一栏；在批注中：上一条、下一条"),
            Use(("left", "right"), "换材料、格式、态度"),
            Use(("space", "enter"), "选取批注；存好以后按回车：打开文件夹"),
            Use(("1", "2", "3", "4", "5", "6"), "选取一类批注：✓ ? ★ ✎ # ·"),
            Use(("0", "a"), "全选，再按一次全不选"),
            Use(("less_than_sign", "greater_than_sign"), "把这一条移前、移后"),
            Use(("y",), "这一条怎样引原文：缩短、全文、只要有数字的句子、不引"),
            Use(("pageup", "pagedown"), "翻看材料"),
            Use(("ctrl+c",), "复制全文"),
            Use(("ctrl+s",), "存为文件"),
            Use(("escape",), "返回；填写和选取的内容会留着"),
        ),
        ("筛选时输入文字、出处或“#标签”，再按0，可以成批选取。",),
    ),
    Chapter(
        "合并他人批注时",
        (
            Use(("space", "enter"), "选取文件；存好以后按回车：打开文件夹"),
            Use(("up", "down"), "上一个、下一个文件"),
            Use(("asterisk",), "把这个文件放到正文旁，只供自己看；再按一次收走"),
            Use(("left", "right"), "换姓名、格式"),
            Use(("tab", "shift+tab"), "换一栏"),
            Use(("pageup", "pagedown"), "翻看材料"),
            Use(("ctrl+c",), "复制全文"),
            Use(("ctrl+s",), "存为文件"),
            Use(("escape",), "返回"),
        ),
        ("“下载”“文档”文件夹中各人发来的json会自动列出，别处的输入文件名。",),
    ),
    Chapter(
        "换稿时",
        (
            Use(("up", "down"), "选择文件；输入名称中的几个字，只列这些文件"),
            Use(("enter",), "打开文件或文件夹，看看换用新稿后批注会怎样"),
            Use(("tab",), "在文件名与预览之间切换"),
            Use(("pageup", "pagedown"), "翻看"),
            Use(("ctrl+s",), "换用新稿"),
            Use(("ctrl+z",), "换回上一稿，按两次"),
            Use(("escape",), "返回"),
        ),
    ),
    Chapter("别的报告", SHELF),
    Chapter(
        "别的报告：打开时",
        (
            Use(("up", "down"), "选择文件；输入名称中的几个字，只列这些文件"),
            Use(("enter",), "打开文件或文件夹"),
            Use(("tab",), "读到的标题、会议、日期、报告人之间换栏"),
            Use(("pageup", "pagedown"), "翻看文件，或读到的内容"),
            Use(("ctrl+s",), "读对了：放上书架"),
            Use(("escape",), "返回，或不要"),
        ),
        ("打开文件后先列出读到的标题、各部分和存疑之处，确认后才放上书架。",),
    ),
    Chapter(
        "别的报告：书架上",
        (
            *_LIST,
            Use(("enter",), "打开；在回收站中：恢复"),
            Use(("2",), "改标题"),
            Use(("delete",), "移到回收站，30天内可以恢复"),
            Use(("8",), "看回收站，再按一次回到书架"),
            Use(("ctrl+o",), "打开文件，放上书架"),
            Use(("escape",), "返回"),
        ),
        ("批注、票决和读到的位置各归各的报告。",),
    ),
    Chapter("票决", VOTING),
    Chapter(
        "票决：四步",
        (
            Use(("enter",), "到下一步"),
            Use(_DIGITS, "到这一步：1名单、2规则、3投票、4计票、5自己试一试", "1到5"),
            Use(("left", "right"), "换一种投票：试投、票决、满意度测评，各有名单、规则和票箱"),
            Use(("ctrl+o",), "换候选项目名单"),
            Use(("escape",), "回到报告"),
        ),
        ("自己试一试：自己填一张票，其余的随机填，马上看到结果，什么都不保存。",),
    ),
    Chapter(
        "票决：看名单时",
        (
            Use(("enter",), "读这个文件；再按一次换上"),
            Use(("tab",), "从文件夹里选文件"),
            Use(("up", "down", "pageup", "pagedown"), "翻看"),
            Use(("escape",), "返回"),
        ),
        ("Excel、Word里的表格和CSV都读；没有读的行和存疑的地方都列出来。",),
    ),
    Chapter(
        "票决：设定规则时",
        (
            Use(("enter",), "下一栏；票决办法一栏：规则定好了"),
            Use(("down", "tab"), "下一栏"),
            Use(("up", "shift+tab"), "上一栏"),
            Use(("plus", "equals_sign", "minus"), "在填数的一栏中：加一，减一；减到0是未知"),
            Use(("left", "right"), "在票决办法和以下各栏中：换一种"),
            Use(("pageup", "pagedown"), "翻看这样定的结果"),
            Use(("ctrl+s",), "规则定好了"),
            Use(("escape",), "返回"),
        ),
        ("数字也可以用鼠标点出来；再投一轮、重新开箱、作废时要填的也一样。",),
    ),
    Chapter(
        "票决：设口令时",
        (
            Use(("enter",), "下一栏；两栏都空着：不设口令；应急码抄好了"),
            Use(("up", "down", "tab", "shift+tab"), "换一栏"),
            Use(("escape",), "返回"),
        ),
    ),
    Chapter(
        "票决：选票上",
        (
            Use(("enter", "space"), "开始填票"),
            Use(("1", "o", "O", "○", "space"), "赞成"),
            Use(("2", "x", "X", "×"), "反对"),
            Use(("3", "backspace", "delete", "minus", "—"), "弃权"),
            Use(_DIGITS, "排序票：填名次", "0到9"),
            Use(("space",), "排序票：排下一名"),
            Use(("backspace", "delete"), "排序票：不排；测评：不评"),
            Use(("1", "2", "3", "4", "space"), "测评：满意、基本满意、不满意、不了解", "1到4"),
            Use(("up", "down", "home", "end"), "换项目"),
            Use(("pageup", "pagedown"), "翻看这一项的内容"),
            Use(("left", "right"), "换一处引文"),
            Use(("ctrl+g", "g"), "看报告原文"),
            Use(("enter", "tab"), "核对"),
            Use(("f6",), "封票、计票"),
            Use(("escape",), "回到报告；选票留着"),
        ),
    ),
    Chapter(
        "票决：看引文时",
        (
            Use(("right", "n"), "下一处引文"),
            Use(("left", "N"), "上一处引文"),
            Use(("ctrl+l",), "看引文里的任务和记下的状态"),
            Use(("up", "down", "pageup", "pagedown", "space", "home", "end"), "翻看报告"),
            Use(("escape", "enter", "f5"), "回到选票"),
            Use(("f6",), "计票"),
        ),
    ),
    Chapter(
        "票决：核对选票时",
        (
            _TEXT,
            Use(_DIGITS, "依次按屏幕上给出的两个数字：投出", "0到9"),
            Use(("backspace",), "按错了数字，重来"),
            Use(("escape",), "返回修改"),
        ),
        ("开始投票、封票、计票也是这样确认；数字都可以用鼠标点。",),
    ),
    Chapter(
        "票决：计票时",
        (
            Use(("enter",), "封票；封票后计票；要再投一轮时，开始下一轮"),
            Use(("1",), "四步"),
            Use(("2",), "录入纸质票"),
            Use(("3",), "重新开箱"),
            Use(("4",), "作废这一轮"),
            Use(("5",), "改全体、实到、发出、收回的数"),
            Use(("6",), "另投一次，这次的结果留着"),
            Use(("7", "f7"), "导出结果和计票报告单、公告稿、选票"),
            Use(("ctrl+o",), "看候选项目名单"),
            Use(("left", "right"), "看另一轮的结果，历次对照"),
            Use(("up", "down", "pageup", "pagedown", "space", "home", "end"), "翻看结果"),
            Use(("f5",), "回到选票"),
            Use(("f6",), "回到报告"),
            Use(("escape",), "取消，或回到报告"),
        ),
    ),
    Chapter(
        "票决：录入纸质票时",
        (
            Use(("1", "o", "O", "○"), "赞成"),
            Use(("2", "x", "X", "×"), "反对"),
            Use(("3", "space", "backspace"), "空白；排序票：不排"),
            Use(("4", "question_mark"), "无法辨认"),
            Use(("5", "asterisk"), "矛盾"),
            Use(_DIGITS, "排序票：填名次", "0到9"),
            Use(("up", "down"), "换项目"),
            Use(("6", "exclamation_mark"), "整张票破损"),
            Use(("7", "number_sign"), "有识别记号"),
            Use(("enter",), "录入这张票；两人录得一致后，并入票箱"),
            Use(("1",), "录完以后：改正"),
            Use(("ctrl+z",), "撤回录错的票"),
            Use(("tab",), "换另一位计票人"),
            Use(("ctrl+s",), "录完"),
            Use(("escape",), "返回"),
        ),
    ),
    Chapter(
        "票决：导出结果时",
        (
            Use(("tab", "down", "shift+tab", "up"), "换一栏"),
            Use(("left", "right"), "换格式"),
            Use(("pageup", "pagedown"), "翻看预览"),
            Use(("enter",), "写成文件"),
            Use(("escape",), "返回"),
        ),
    ),
    Chapter(
        "通用",
        GENERAL,
        ("在终端里输入“shenyi --help”看命令行的用法，“shenyi doctor”检查是否完好。",),
    ),
    Chapter("看说明时", (_TEXT, Use(("escape", "f1"), "关闭"))),
)
