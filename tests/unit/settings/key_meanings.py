"""What each function key and each Ctrl key means: one thing, on whichever screen."""

from __future__ import annotations

MEANINGS = {
    "f1": "帮助",
    "f2": "目录",
    "f3": "检索",
    "f4": "批注",
    "f5": "票决",
    "f6": "计票",
    "f7": "出材料",
    "f8": "列表",
    "f9": "配色",
    "ctrl+a": "加进清单",
    "ctrl+b": "上一处",
    "ctrl+c": "复制",
    "ctrl+d": "对照",
    "ctrl+e": "名词解释",
    "ctrl+f": "上一处",
    "ctrl+g": "定位",
    "ctrl+k": "书架",
    "ctrl+l": "任务清单",
    "ctrl+n": "下一处",
    "ctrl+o": "打开",
    "ctrl+p": "更多",
    "ctrl+q": "退出",
    "ctrl+r": "换稿",
    "ctrl+s": "完成",
    "ctrl+t": "全部报告",
    "ctrl+u": "计票",
    "ctrl+v": "票决",
    "ctrl+w": "批注",
    "ctrl+x": "隐藏",
    "ctrl+y": "重做",
    "ctrl+z": "撤销",
    "ctrl+up": "上一条",
    "ctrl+down": "下一条",
    "ctrl+left": "上一句",
    "ctrl+right": "下一句",
    "ctrl+shift+left": "选取",
    "ctrl+shift+right": "选取",
}
"""The one meaning of each function key and each Ctrl key, on whichever screen.

In text fields the keys of editing keep theirs.
"""

SAME = {
    "完成": ("保存", "换用新稿", "存为文件", "定好了", "录完", "放上书架"),
    "定位": ("看原文", "取消"),
    "复制": ("复制全文",),
    "批注": ("编辑", "修改", "写疑问"),
    "检索": ("筛选",),
    "撤销": ("撤回", "换回上一稿"),
    "打开": ("打开文件", "导入名单"),
    "对照": ("返回",),
    "任务清单": ("返回", "任务"),
    "名词解释": ("返回",),
    "列表": ("返回",),
    "出材料": ("导出",),
    "票决": ("回到选票",),
    "计票": ("封票、计票",),
    "帮助": ("关闭",),
}
"""What a meaning is called where it is about something: the same key puts away what it opened."""
