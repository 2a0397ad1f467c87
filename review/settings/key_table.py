"""What the keys do: the one table behind bindings, footer, help and command palette.

Under a Chinese input method letters never arrive and some signs arrive full-width, so every letter
has a twin on a function or control key; and what a function key does, a key does as well that
every keyboard has and every input method lets through. Full-width forms are told apart by
`key_names`. No function key and no Ctrl key means two things: see `docs/keys.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.binding import Binding


class Command(NamedTuple):
    """Something the user can do."""

    id: str
    """Its name in the settings file."""
    keys: tuple[str, ...]
    """Default keys by Textual's names, the one to show first."""
    action: str
    """As Textual parses it, with who has it: app.quit, screen.desk('rows(1)')."""
    label: str
    """At most four characters, for the footer."""
    help: str
    """What it does, for F1, 更多 and the tooltip; without a full stop."""
    footer: bool = False
    """Whether it stands in the row at the bottom, where there is room."""
    palette: bool = False
    """Whether 更多 offers it wherever the screen can do it."""

    @property
    def binding(self) -> Binding:
        """The command as Textual knows it."""
        from textual.binding import Binding  # which the first page does not wait for

        return Binding(
            ",".join(self.keys),
            self.action,
            self.label,
            id=self.id,
            show=self.footer,
            tooltip=self.help,
        )


def _commands(table: str) -> tuple[Command, ...]:
    """The commands of a table of two lines each.

    Id, keys, where it is offered (`footer`, `palette`, `both` or `-`) and action; label and help.
    """
    lines = iter(table.strip().splitlines())
    found = []
    for first, second in zip(lines, lines, strict=True):
        id, keys, place, action = first.split(maxsplit=3)
        label, help = second.split(maxsplit=1)
        footer, palette = place in ("footer", "both"), place in ("palette", "both")
        found.append(Command(id, tuple(keys.split(",")), action, label, help, footer, palette))
    return tuple(found)


GENERAL = _commands(
    """
help    f1,question_mark both    app.help
    帮助 显示这份说明
theme   f9,equals_sign   palette app.switch_theme
    配色 换一种配色：浅色、深色、高对比
drawing minus            palette app.ask_drawing
    标点 字压着字时：选哪一种排法看得清，每种终端记住一次
quit    ctrl+q           both    app.quit
    退出 退出审议，记住读到的位置
palette ctrl+p           footer  app.command_palette
    更多 列出这里的全部命令和按键，可输入汉字查找
"""
)
"""Commands that work everywhere."""

READING = _commands(
    """
contents         f2,comma                       both    screen.desk('toggle_contents')
    目录 到目录中；已在目录中时，收起目录
find             f3,slash                       both    screen.find
    检索 检索字词、数字或拼音；空格表示同时含有，引号表示原样，减号表示不含
next_hit         n,ctrl+n                       -       screen.next_hit(1)
    下一处 到下一处检索结果
previous_hit     N,ctrl+b,ctrl+f                -       screen.next_hit(-1)
    上一处 到上一处检索结果
previous_section left_square_bracket,ctrl+up    -       screen.desk('section(-1)')
    上一条 到上一个标题
next_section     right_square_bracket,ctrl+down -       screen.desk('section(1)')
    下一条 到下一个标题
goto             ctrl+g,g                       both    screen.goto
    定位 按出处定位，如“二（七）第3段”“二7 3”，或91%，或原文行号
trail_back       backspace,alt+left             both    screen.trail(-1)
    回到 回到前往、定位、检索、对照之前所在的地方，换了报告也能回去
trail_on         alt+right                      palette screen.trail(1)
    再往前 回来以后，再往前去
up               up                             -       screen.desk('rows(-1)')
    上移 向上一行
down             down                           -       screen.desk('rows(1)')
    下移 向下一行
page_up          pageup                         -       screen.desk('pages(-1)')
    上翻 向上一屏
page_down        pagedown,space                 -       screen.desk('pages(1)')
    下翻 向下一屏
home             home                           palette screen.desk('edge(-1)')
    开头 到报告开头
end              end                            palette screen.desk('edge(1)')
    末尾 到报告末尾
choose           enter                          -       screen.choose
    前往 在目录中：前往选中的一条；在正文中：给当前一段做标记，再按一次写批注
switch_pane      tab,shift+tab                  -       screen.desk('switch_pane')
    换区 在目录与正文之间切换
back             escape                         -       screen.back
    返回 取消选择和检索标记，回到正文
copy             ctrl+c                         -       screen.copy_selection
    复制 复制选中的文字
"""
)
"""Commands of the reading view, where no line is being typed."""

SELECTING = _commands(
    """
select             v,full_stop      palette screen.desk('select')
    选取 用按键选取文字：先移到起点，再按一次，移到终点，按F4写批注；也可直接按Shift加方向键
extend_down        shift+down       -       screen.desk('extend("row", 1)')
    选取 选取：向下一行
extend_up          shift+up         -       screen.desk('extend("row", -1)')
    选取 选取：向上一行
extend_right       shift+right      -       screen.desk('extend("character", 1)')
    选取 选取：向右一字
extend_left        shift+left       -       screen.desk('extend("character", -1)')
    选取 选取：向左一字
extend_clause      ctrl+shift+right -       screen.desk('extend("clause", 1)')
    选取 选取：到下一个标点
extend_clause_back ctrl+shift+left  -       screen.desk('extend("clause", -1)')
    选取 选取：到上一个标点
extend_row         shift+end        -       screen.desk('extend("row edge", 1)')
    选取 选取：到行末
extend_row_back    shift+home       -       screen.desk('extend("row edge", -1)')
    选取 选取：到行首
right              right            -       screen.desk('caret("character", 1)')
    右移 选取时：光标向右一字
left               left             -       screen.desk('caret("character", -1)')
    左移 选取时：光标向左一字
clause             ctrl+right       -       screen.desk('caret("clause", 1)')
    下一句 选取时：光标到下一个标点
clause_back        ctrl+left        -       screen.desk('caret("clause", -1)')
    上一句 选取时：光标到上一个标点
"""
)
"""Selecting on the page with the keys."""

NOTES = _commands(
    """
note          f4,a,ctrl+w                  both    screen.notes('annotate')
    批注 给选中的文字写批注；没有选中时，给当前一段
notes         f8,semicolon                 both    screen.notes('list')
    列表 列出全部批注，可按类别、标签、文字筛选
export        f7,at                        palette screen.notes('export')
    出材料 把批注做成发言提纲、代表建议、修改意见，存为Word等文件
merge         plus                         palette screen.notes('merge')
    合并 合并他人批注：几位代表发来的文件汇总成一份材料，不动自己的批注
others        asterisk                     palette screen.notes('others')
    他人批注 显示或收起放在正文旁的他人批注；只能看，不会进入自己的批注
revise        ctrl+r                       palette screen.notes('revise')
    换稿 报告有了修改稿：换上新稿，批注随之移到新位置
previous_note left_curly_bracket,alt+up    palette screen.notes('step(-1)')
    上一条批注 到上一条批注
next_note     right_curly_bracket,alt+down palette screen.notes('step(1)')
    下一条批注 到下一条批注
undo          ctrl+z                       palette screen.notes('undo')
    撤销 撤销对批注的上一次改动
redo          ctrl+y                       palette screen.notes('redo')
    重做 重做刚撤销的改动
"""
)
"""Commands of the notes, in the reading view."""

MARKING = tuple(
    Command(f"mark_{digit}", (str(digit),), f"mark({digit})", "标记", "给点中或选中的文字做标记")
    for digit in range(1, 8)
)
"""The digits while the row of marks stands."""

SHELF = _commands(
    """
open  ctrl+o,o palette app.open_report
    打开 打开自己的报告：纯文本、Word或PDF文件，放上书架
shelf ctrl+k,k palette app.shelf
    书架 换一份报告读，给报告改名，移除或恢复；也可以点顶行
"""
)
"""Commands that lead to other reports, in the reading view."""

FIGURES = _commands(
    """
compare  ctrl+d,d palette app.figures('compare')
    对照 提出的目标和报告的结果，并排列出原文和出处
tasks    ctrl+l,l palette app.figures('tasks')
    任务清单 报告提出的每一项，记下进行得怎样；没有写数字、时限的也列出来
add_task ctrl+a   -       app.figures('add_task')
    加进清单 把选中的一句话加进任务清单
terms    ctrl+e   palette app.figures('terms')
    名词解释 报告附录解释的名词，和没有解释的说法
"""
)
"""Commands about what was promised and what was reported."""

DESK = (*READING, *SELECTING, *NOTES, *FIGURES, *SHELF)
"""All that work on the page."""

VOTING = _commands(
    """
vote  f5,ctrl+v both    app.vote(False)
    票决 对民生实事候选项目试投票；再按一次回到报告
tally f6,ctrl+u palette app.vote(True)
    计票 封票、计票，录入纸质票，查看和导出结果
"""
)
"""Commands that lead to the trial vote."""

COMMANDS = (*GENERAL, *DESK, *VOTING)
