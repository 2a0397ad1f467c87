"""The screens of 对照 and 任务清单."""
