"""The screens of 对照, 任务清单 and 名词解释.

Each is a `FigureScreen` with a `FigureList`, and gives back where to go (`Wanted`). The figures and
what is kept of them come from one `FigureDesk`, which stands as long as the report is open.
"""
