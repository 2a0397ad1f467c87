"""Every sentence that README.md promises about the user's data, with the tests that prove it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

PROMISES = {
    "程序从不联网": (
        "unit/test_secrets.py::test_no_module_of_the_program_knows_the_network",
        "unit/test_secrets.py::test_no_command_reaches_for_the_network",
    ),
    "文件和文件夹只有本人能打开": (
        "unit/base/test_paths.py::test_nobody_else_may_look_into_what_the_program_makes",
        "unit/base/test_files.py::test_only_the_user_can_read_what_is_written",
        "unit/voting/test_box.py::test_nobody_else_may_read_it",
        "e2e/test_notes.py::test_every_file_is_private_whatever_the_umask",
    ),
    "批注和选票不写进": (
        "unit/test_secrets.py::test_a_note_leaves_no_trace_but_in_the_notebook",
        "unit/test_crash.py::test_a_crash_names_places_and_kind_only",
        "unit/notes/store/test_failures.py::test_no_failure_carries_what_a_note_says",
        "e2e/test_hostile.py::test_no_variable_of_textual_has_any_effect",
        "e2e/test_notes.py::test_every_file_is_private_whatever_the_umask",
    ),
    "说“已保存”": (
        "unit/test_power_cuts.py::test_a_power_cut_leaves_old_or_new",
        "unit/notes/store/test_crash.py::"
        "test_no_acknowledged_note_is_lost_when_the_process_is_killed",
        "unit/voting/test_box.py::test_a_killed_program_loses_and_doubles_nothing",
    ),
    "误关窗口": (
        "e2e/test_notes.py::test_a_closed_window_keeps_the_draft_to_the_last_character",
        "e2e/test_notes.py::"
        "test_kill_9_while_notes_are_typed_loses_nothing_that_was_said_to_be_saved",
    ),
    "磁盘写满了": (
        "unit/base/test_files.py::test_a_full_disk_at_any_step_leaves_the_old_file_whole",
        "unit/notes/store/test_crash.py::test_a_full_disk_keeps_what_was_acknowledged",
        "unit/voting/test_box.py::test_a_failing_disk_leaves_the_box_as_it_was",
        "unit/test_cli_open.py::test_a_full_disk_while_adding",
    ),
    "批注每天备份一份": (
        "unit/notes/store/test_opening.py::"
        "test_there_is_a_backup_for_each_day_with_changes_and_seven_are_kept",
        "unit/notes/store/test_opening.py::test_a_damaged_file_is_replaced_by_the_newest_backup",
        "unit/notes/store/test_opening.py::test_what_is_newer_than_the_backup_is_rescued",
    ),
    "删除的批注": (
        "unit/notes/store/test_note_store.py::test_the_trash_is_emptied_after_thirty_days",
        "unit/test_cli_open.py::test_renamed_removed_and_restored",
        "unit/test_readme.py::test_the_numbers_are_those_of_the_program",
    ),
    "报告改了稿": (
        "unit/notes/revision/test_reanchor.py::test_notes_survive_a_congress",
        "unit/notes/revision/test_reanchor.py::"
        "test_a_deleted_clause_leaves_an_orphan_with_its_old_anchor",
    ),
    "`shenyi notes export --format json`": (
        "unit/notes/export/test_import.py::test_notes_of_every_kind_come_back_whole",
        "unit/compare/test_commands.py::"
        "test_states_and_hidden_rows_go_with_the_backup_of_the_notes",
    ),
    "打开什么文件都拖不垮电脑": (
        "unit/test_large_files.py::test_fifty_megabytes",
        "unit/content/importing/test_bounds.py::test_what_would_take_all_memory_is_a_problem",
        "unit/content/importing/test_bounds.py::test_what_takes_too_long_is_a_problem",
        "unit/notes/export/test_templates.py::test_a_template_that_asks_for_too_much_is_stopped",
    ),
    "选票投进去就加密": (
        "unit/voting/test_box.py::test_no_file_tells_what_was_cast_nor_in_which_order",
        "unit/voting/test_box.py::test_before_sealing_only_the_number_comes_out",
    ),
    "开箱凭开始投票时设的口令": (
        "unit/voting/test_box.py::test_a_locked_box_opens_by_its_password_or_its_code_only",
    ),
    "计票以后选票和钥匙销毁": (
        "unit/voting/test_box.py::test_what_is_counted_is_destroyed_and_never_opens_again",
    ),
    "票箱另有一份备份": (
        "unit/voting/test_box.py::test_a_lost_or_older_file_is_brought_back_from_its_copy",
        "unit/voting/test_box.py::test_a_damaged_box_is_refused_and_kept",
        "unit/voting/test_vote.py::test_a_box_that_is_deleted_with_its_copy_is_missed",
    ),
}
"""How each promise begins, and the tests of it below `tests/`."""


def promised() -> list[str]:
    """The sentences of the list of promises."""
    section = README.partition("\n## 数据存在哪里\n")[2].partition("\n## ")[0]
    listed = section.partition("答应您的")[2].partition("做不到的")[0]
    return re.findall(r"^- (.+)$", listed, re.MULTILINE)


@cache
def names_of_tests(path: Path) -> frozenset[str]:
    """The names of the tests of a file, without those that are always skipped."""
    found = ast.parse(path.read_text(encoding="utf-8")).body
    return frozenset(
        node.name
        for node in found
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not any("mark.skip(" in ast.unparse(one) for one in node.decorator_list)
    )


@pytest.mark.parametrize("sentence", promised())
def test_a_promise_has_tests(sentence: str) -> None:
    found = [proofs for beginning, proofs in PROMISES.items() if sentence.startswith(beginning)]
    assert len(found) == 1
    for proof in found[0]:
        file, _, name = proof.partition("::")
        assert name in names_of_tests(ROOT / "tests" / file), proof


def test_no_promise_was_taken_back() -> None:
    """Each is in the README, whose other part says what the program cannot do."""
    assert all(any(said.startswith(one) for said in promised()) for one in PROMISES)
    for limit in (
        "知道口令、又在投票前后各复制过一次票箱的人，能看出两次之间投了什么",
        "能在这台电脑上写文件的人，能往没封的票箱里加票",
        "有密码的账户",
        "磁盘加密",
    ):
        assert limit in README
