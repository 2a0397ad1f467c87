"""What a line above the salutation says: the title, the session, who reports, or nothing of these.

Web pages put much between these lines: buttons, the way through the site, where a text comes from.
Each test looks at one line, a unit's core: without blanks at its ends, and never empty. Which lines
are kept or what role they have is for `web_head` and `zones` to decide, who see them together.
"""

from __future__ import annotations

import re

from content import grammar
from content.lines import BLANK

_OFFICES = (
    "市长", "省长", "区长", "县长", "州长", "盟长", "旗长", "乡长", "镇长", "主席", "总理", "主任",
    "专员", "院长", "检察长", "委员长", "局长", "所长", "厅长", "部长", "秘书长", "书记",
)  # fmt: skip
BODIES = ("委员会", "局", "厅", "人民政府", "人民法院", "人民检察院")
"""Ends of the names of those who report to a congress."""
OFFICE = (
    "(?:" + "|".join(r"\s*".join(office) for office in _OFFICES) + ")"
    r"(?:[（(][^（()）\d]{1,6}[）)]|(?:提名)?(?:候选人|人选))?"
)
"""An office, also of one who holds it for another (代理) or stands for it (候选人)."""
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏"
    "吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁"
    "尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋"
    "商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉"
    "張劉陳楊黃趙吳孫馬鄭羅謝許韓馮鄧葉蘇呂盧鍾譚陸範賈鄒龍賀顧龔萬錢嚴湯溫樊喬龐顏倪莊聶魯關蘭齊"
    "某"
)
"""The usual family names; 某 stands for any of them. Without them 建设 would be a name."""
_DOUBLE_SURNAMES = (
    "欧阳|司马|上官|诸葛|东方|尉迟|长孙|皇甫|令狐|慕容|司徒|端木|公孙|夏侯|宇文|淳于|太史|申屠"
    "|轩辕|澹台|濮阳|钟离|鲜于|闻人|万俟|赫连|呼延|独孤|南宫|西门|百里|拓跋|完颜|相里|亓官|司空"
)
HAN = r"[\u4e00-\u9fff×＊*xX○]"
"""A character of a name, or what stands for one that is left out."""
_DIGITS = "0123456789０１２３４５６７８９〇零○ＯO一二三四五六七八九"
"""Digits of a year: 2024, ２０２４, 二〇二四, with all that is typed for 〇."""
_REPORT = (
    r"(?:报告|報告|(?:规划|目标)纲要)》?(?:全文|实录|摘要|摘登|节选)?(?:（[^（）]{1,14}）|\([^()]{1,14}\)|【[^【】]{1,14}】|》)*"
    r"(?:20\d\d(?:年\d+月\d+日)?)?$"
)
"""The end of a title: 政府工作报告, 五年规划纲要, 报告》全文, 报告（草案）, 报告2024年1月8日."""
_GIVEN = r"(?:[作做]|听取|聽取|审议|審議)了?(?:政府|法院|检察院)?工作(?:报告|報告)$"
"""The end of a sentence: 作政府工作报告, 听取了法院工作报告."""
_ABOUT = r"[读讀看]懂|图解|圖解|解读|解讀|速[览读看递]|热议|亮点|要点|看点|征求|审议|審議|起草"
"""What a line says of another page's report."""
_DRAFT = r"[（(][^（()）]*(?:稿|(?:会议|完整|全文|附).{0,6})[）)]$"
"""Brackets behind a title that say which text of it follows: （征求意见稿）, （全文）."""
_IN_SITTING = r"(?:会议|大会|會議)上所?[作做]?的(?:工作)?(?:报告|報告)$"
"""The line on the session above a speech without a title: 在……会议上的报告."""

_BUTTON = (
    r"(?:下载|打印|全屏|收藏|分享到?|转发|字[号体]|大小|加大|还原|减小|放大|缩小|增大|默认|正常|复位"
    r"|关闭|返回|顶部|首页|末页|[上下]一[篇页版期条]|复制|链接|网址|微[信博]|新浪|腾讯|朋友圈|好友|空间|扫一扫"
    r"|扫码|二维码|朗读|语音|播报|听全文|播放|暂停|停止|倍速|无障碍|长者|适老|关怀|浏览|模式|版本?|繁[体體]|简体"
    r"|登录|登陆|注册|退出|搜索|检索|查询|网站|地图|导航|菜单|手机|客户端|纠错|评论|点赞|订阅|举报|设为|加入"
    r"|更多|背景色?|护眼|视力|保护|邮件|推荐|保存|本[页文]|此页|窗口|正文|全文|附件|文件|点击|文字|图解|图文|视频|直播"
    r"|专题|专栏|相关|报道|阅读|新闻|文档|解读|政策|要闻|热点|信箱|热线|访谈|简历|到|至|我要|页面|内容|使用|请|在看|留言|[左右][上下]角|[上下]方|蓝字|关注"
    r"|pdf|word|docx?|txt|ofd|qq|app|english|en|print|share|[大中小繁简赞评]|[at][-+＋－]?)+"
)
"""Words of buttons; a line of nothing else is no text."""
_FILLING = r"[\s\-—–―─－\[\]【】（）()「」『』<>《》|｜/／·•.。,，、:：;；*＊+＋=_~…0-9万]+"
LONGEST_LINE = 200
"""A longer line is text, whatever it holds; most tests here take the square of its length."""
_HELD = r"(?:会议|大会|會議)上|年.{1,3}月"
_LABEL = r"[【\[（(]?\s*([^，。！？：:\s\d]{1,3}[\s\u3000]*[^，。！？：:\s\d]{1,7})[\s\u3000]*[：:]"
_TELLING_LABEL = rf"(?:报告人|報告人|讲话人|主讲人?|(?:报告|会议)(?:时间|日期)|会议名称|{OFFICE})$"
"""Labels of the speaker and of the day of the session."""
_SOURCE = r"(?:来源|作者|编辑|责编|浏览|点击|阅读|访问)\S{0,3}\s*[：:|｜丨]"
_TABLE = (
    r"(?:索\s*引\s*号|文\s*号|分\s*类|标\s*题|名\s*称|主\s*题\s*词|有\s*效\s*性|(?:主题|信息)(?:分类|类别)"
    r"|(?:发布|发文)(?:机构|机关|单位|字号)|(?:成文|发文|发布|生成|公开|生效)日期|公开(?:方式|形式|范围|目录))\s+\S"
)
"""A row of the table that a government's site puts above a text."""
_STAMP = r"\d{1,2}\s*[:：时時]\s*\d{2}|\d{4}\s*[-/.．]\s*\d{1,2}\s*[-/.．]\s*\d{1,2}"
"""The time of day, or a date in digits: when a page was published."""
_MEDIA = "新闻|频道|政务|公开|发布|日报|中国"
"""What the name of a site or of its pages holds, and no person's."""
_CRUMBS = r"[>›»→＞]|(?:首|主)页\s*[-–—/|｜]|(?:当前|您|你)(?:所在)?的?位置"
_COVER = r"的通知$|〔\d{4}〕\s*\d+\s*号"
"""Of the letter by which an office sends a report round."""
_SITE = (
    r"https?:|www\.|\.(?:gov|com|cn)\b|网站|公众号|客户端|融媒体|政府网|版权所有|备案"
    r"|第\s*[A-Z]?\d{1,3}\s*版|(?:数字|电子)报"
)
_CAPTION = r"图为|[摄攝]影?[）)]?$|供图|资料图|制图|^[▲△▼●◆■]|视频截图"
_OF_A_PAGE = rf"^{_TABLE}|\d日[讯电訊電]|{_SOURCE}|{_CRUMBS}|{_COVER}|{_SITE}|{_CAPTION}"


_PAPER = r"(?:文件|材料)[（(之]*[一二三四五六七八九十\d]{0,3}[）)]?$"
"""What is printed on each paper of a session, behind its name."""


def compact(core: str) -> str:
    """A line without the blanks that spread its characters over the page: 政 府 工 作 报 告.

    A line with a longer word in it (区长 赵 志 强) is left as it is.
    """
    words = core.split()
    return "".join(words) if all(len(word) == 1 for word in words) else core


def without_signs(core: str) -> str:
    """A line without the dashes and stars around it."""
    return re.sub(r"^[^\w《【\[〔（(“×＊*○]+|[^\w》】\]〕）)”×＊*○]+$", "", core)


def is_title(core: str) -> bool:
    """Whether a line ends as the title of a report does, and says of nobody that they gave it."""
    words = "".join(core[-48:].split())
    return re.search(_REPORT, words) is not None and not (
        re.search(_GIVEN, words) or is_about(words) or re.search(_IN_SITTING, words)
    )


def opens_with_title(core: str) -> bool:
    """Whether a title begins a line, and the session stands behind it: 政府工作报告——2024年…."""
    behind = r"\s*(?:[—–―─－（(-]|[：:].*(?:会议|會議)上)(?!.*。$)"
    return re.match(rf"[^|｜\s：:《]{{2,40}}(?:报告|報告){behind}", core) is not None


def is_about(core: str) -> bool:
    """Whether a line speaks of a report: explains or praises it, or has it discussed."""
    return re.search(_ABOUT, re.sub(_DRAFT, "", core)) is not None


def is_no_name(core: str) -> bool:
    """Whether a line is the page's, or the session's, and so cannot be what a report is called."""
    return is_about(core) or is_meeting(core) or is_head_noise(core)


def is_numbered(core: str) -> bool:
    """Whether a line is numbered as a heading is: in a head, as in a table of contents."""
    mark = grammar.mark(core)
    return mark is not None and mark.numbering in grammar.OUTER


def is_same_place(name: str, held: str) -> bool:
    """Whether a place is that of a session, whose name may be longer: 科右前旗, 科尔沁右翼前旗."""
    return bool(
        name[:2] in held
        or name[-3:] in held
        or held[-3:] in name
        or re.match(".*".join(map(re.escape, name)), held)
    )


def is_session(core: str) -> bool:
    """Whether a line says when, or at which meeting, the report was given.

    Such as ——2024年1月8日在某县第十九届人民代表大会第三次会议上, （2024年1月8日）, and no sentence
    that tells of the meeting: …会议隆重召开.
    """
    if core[-1] in "。；！" or re.search(
        "(?:召开|召開|举行|舉行|开幕|開幕|闭幕|閉幕)[，,）)了]*$", core
    ):
        return False  # a sentence about it
    if is_meeting(core):
        return True
    if re.search(_IN_SITTING, core) or (core[0] in "（(" and "会" in core):
        return True
    plain = "".join(core[:40].split())
    year = plain.find("年", 1, 30)
    return year > 0 and plain[year - 1] in _DIGITS and "月" in plain[year + 2 : year + 5]


def is_meeting(core: str) -> bool:
    """Whether a line ends as the name of a session does: …第三次会议上, …大会文件（三）."""
    name = re.sub(_PAPER, "", core).rstrip("）)上")
    return name.endswith(("会议", "大会")) and re.search("[届次年]", core) is not None


def ends_session(above: str, core: str) -> bool:
    """Whether a line goes on with that on the session above it, if only with its last character.

    So 人民代表大会第四次会议上 below （2024年1月8日在某县第十九届, but nothing below a line that is
    whole: one that ends in 上 or a bracket.
    """
    goes_on = "会" in core or re.fullmatch("[议議]?上[）)]?", core)
    return bool(goes_on) and above[-1] not in "上）)"


def is_signature(core: str) -> bool:
    """Whether a line names an office and its holder, or is a name alone.

    Such as 市长　张三, 某市人民政府代市长 欧阳 明, 院长：张三, 赵 志 强; also an office alone,
    whose holder stands on the line below.
    """
    if len(core) > LONGEST_LINE:
        return False
    spread, core = core, compact(without_aside(core))
    found = list(re.finditer(OFFICE, core))
    if not found:
        return is_name(core)
    name = core[found[-1].end() :].rstrip("）)")
    if len(core) > 40 or re.search(_HELD, core):
        return False
    if not name.strip():
        return True
    if spread != core and re.fullmatch(f"{HAN}{{2,3}}", name):  # over the width of the line
        return not is_button(name)
    words = [word for word in name.split() if len(word) > 1 and word[0] not in "（(0123456789"]
    return is_name(name) or (
        (name[0].isspace() or name[0] in "：:") and len(words) < 2 and not is_button(name)
    )


def without_aside(core: str) -> str:
    """An office and its holder without what brackets say of them: 女, 受市长委托."""
    return re.sub(rf"((?:{OFFICE})[^（(]*)[（(][^（()）\d]*[）)]$", r"\1", core)


def names_holder(above: str, core: str) -> bool:
    """Whether a line is a name, of any family, because the line above ends in an office."""
    ends = re.search(rf"(?:{OFFICE})$", compact(above)) is not None
    return ends and (is_name(core) or bool(re.fullmatch(rf"{HAN}{{2,5}}", "".join(core.split()))))


def is_name(text: str) -> bool:
    """Whether a text is the name of a person: a family name and one or two characters more.

    Blanks between them count for nothing. Names of other peoples have a dot: 买买提·艾力.
    """
    letters = "".join(text.split())
    if re.fullmatch(rf"{HAN}{{1,9}}(?:[·•]{HAN}{{1,9}}){{1,3}}", letters):
        return not re.search(rf"{OFFICE}|{_MEDIA}", letters)
    if re.match(_DOUBLE_SURNAMES, letters):
        return 3 <= len(letters) <= 4
    return bool(re.fullmatch(rf"[\u4e00-\u9fff]{HAN}{{1,2}}", letters)) and (
        letters[0] in _SURNAMES
    )


def is_head_noise(core: str) -> bool:
    """Whether a line belongs to the page around a text: a button, a source, a caption.

    The name of a report is none, but news about one is: 一图读懂政府工作报告. A row of a table in
    Markdown is one if its words are.
    """
    if len(core) > LONGEST_LINE:
        return False
    if cells := grammar.cells(core):
        core = " ".join(cells).strip(BLANK)
        if not any(map(str.isalpha, core)):
            return False
    return bool(
        is_button(core)
        or (len(words := core.split()) > 2 and words[0].isalpha() and is_button(words[0]))  # a menu
        or _is_label(core)
        or re.search(_OF_A_PAGE, core)
        or (is_about(core) and re.search(_REPORT, core))
        or len(re.findall(r"\s[/|｜]\s|[|｜]", core)) > 1
        or (re.search(_STAMP, core) and not is_title(core) and "会议" not in core)
    )


def is_button(core: str) -> bool:
    """Whether a line holds nothing but what one clicks on: 下载, 【字号：大 中 小】."""
    words = re.sub(_FILLING, "", core)
    return len(words) <= LONGEST_LINE and not re.sub(_BUTTON, "", words.lower())


def _is_label(core: str) -> bool:
    """Whether a line is 来源：… or the like; a salutation also ends in a colon."""
    match = re.match(_LABEL, core)
    if match is None or core[0] in "各同代尊" or opens_with_title(core):
        return False
    label = match[1].strip(BLANK)
    is_place = label[-1] in "省市区县州盟旗乡镇" and is_title(core)
    return not is_place and not re.search(_TELLING_LABEL, label)
