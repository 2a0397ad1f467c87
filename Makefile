# `make run` and `make test` set up all they need in .venv, then do their work. A set-up is done
# once: stamp files remember it, and it is done again when a lock or the Python it used changes.

PYTHON ?= python3
ARGS ?=

venv := .venv/bin/python
packages := $(wildcard content index review)
sources := $(shell find $(packages) -name '*.py')

# An environment for development also runs the program, so `make run` leaves it as it is.
environment := $(if $(wildcard .venv/dev.stamp),dev,run)

quiet := --quiet --disable-pip-version-check --no-input
install := $(venv) -m pip install $(quiet) --require-hashes
prefix ?= $(HOME)/.local
app := $(prefix)/lib/shenyi
into_app := "$(app)/bin/python" -m pip install $(quiet)
resolve := build/uv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.10 \
	--no-config --no-python-downloads --generate-hashes --no-header --no-annotate --no-emit-index-url

.DEFAULT_GOAL := run
.PHONY: run install uninstall test check-long bench pictures gallery dist check-dist usb check-windows check-terminals outline lock clean help
# Each step relies on what the one before it installed.
.NOTPARALLEL:

run: .venv/$(environment).stamp .venv/code.stamp ## 打开报告（参数写在 ARGS 里：make run ARGS="--help"）
	@exec $(venv) -m review $(ARGS)

# It stands by itself: this folder may be moved or deleted afterwards.
install: ## 装成命令 shenyi（在 ~/.local/bin，不需要管理员）
	@$(PYTHON) -m venv --clear "$(app)"
	@echo '正在安装，约半分钟……'
	@{ $(into_app) --require-hashes -r requirements/build.lock && \
		$(into_app) --require-hashes --no-build-isolation --use-pep517 -r requirements/run.lock && \
		$(into_app) --no-deps --no-build-isolation . ; } || { \
		echo '安装没有完成。请检查网络和磁盘空间，再运行一次。'; rm -rf "$(app)"; exit 1; }
	@mkdir -p "$(prefix)/bin" "$(prefix)/share/applications"
	@ln -sf "$(app)/bin/shenyi" "$(prefix)/bin/shenyi"
	@printf '[Desktop Entry]\nType=Application\nName=审议\nComment=审阅政府工作报告\nExec="%s"\nTerminal=true\nCategories=Office;\n' \
		"$(app)/bin/shenyi" > "$(prefix)/share/applications/shenyi.desktop"
	@echo '装好了。在任何文件夹输入 shenyi 即可打开；应用程序菜单里也有“审议”。'
	@case ":$$PATH:" in *":$(prefix)/bin:"*) ;; *) \
		echo '现在的终端还找不到它：请重新登录一次，或输入完整的路径 $(prefix)/bin/shenyi' ;; esac

uninstall: ## 删除装好的命令 shenyi（不动您写的东西）
	rm -rf "$(app)" "$(prefix)/bin/shenyi" "$(prefix)/share/applications/shenyi.desktop"

test: .venv/dev.stamp ## 检查代码并运行全部测试（ARGS 传给 pytest）
	$(venv) -m ruff check .
	$(venv) -m ruff format --check .
	$(venv) -m mypy
	.venv/bin/lint-imports --no-logo
	env -u PYTHONDONTWRITEBYTECODE $(venv) -m pytest -n 3 --dist loadgroup $(ARGS)

check-long: .venv/dev.stamp ## 完整运行费时的检查（tests/long/；ARGS 传给 pytest）
	$(venv) -m pytest -n 2 -m long --timeout 5400 $(ARGS)

bench: .venv/dev.stamp .venv/code.stamp ## 测量启动时间、内存、翻页延迟、检索和批注
	@$(venv) -m tests.bench $(ARGS)

pictures: .venv/dev.stamp ## 重新生成 docs/ 里的图片和按键表
	$(venv) -m pytest -q tests/app/test_docs.py tests/unit/settings/test_key_meanings.py --write-pictures

gallery: .venv/dev.stamp ## 把每个界面按每种大小和配色画到 build/gallery/，供逐个查看
	$(venv) -m tests.app.gallery build/gallery

dist: .venv/dev.stamp ## 打包到 dist/
	$(venv) -m build --no-isolation .

check-dist: .venv/dev.stamp ## 打包，并用每个 Python、pipx、uv 安装试用（几分钟，需要联网）
	@$(venv) -m tests.dist

# Its own environment: PyInstaller packs the libraries that it is installed with.
usb: build/usb/done.stamp ## 做U盘版到 dist/（Windows和Linux；EMBED=官方嵌入式Python的压缩包）
	@rm -rf build/lib build/bdist.*
	@build/usb/bin/python -m pip install $(quiet) --force-reinstall --no-deps --no-build-isolation .
	@build/usb/bin/python -m packing.usb "$(EMBED)"

check-windows: .venv/dev.stamp ## 在wine里用Windows的Python运行测试（很久，需要联网；ARGS 传给 pytest）
	@$(venv) -m packing.check_windows $(ARGS)

check-terminals: .venv/dev.stamp ## 在真的终端窗口里打开，截图到 build/terminals/，供逐个查看
	@$(venv) -m tests.dist.terminals build/terminals

outline: .venv/dev.stamp ## 重新保存自带报告的目录（改动解析程序或报告之后）
	$(venv) -m content.shelf content/zhangdian-2024

# uv resolves for every Python and system at once; it is needed here only.
lock: ## 更新 requirements/ 里锁定的版本
	$(PYTHON) -m venv --clear build/uv
	build/uv/bin/python -m pip install --quiet uv
	$(resolve) --group build -o requirements/build.lock
	$(resolve) --group usb -o requirements/usb.lock
	$(resolve) pyproject.toml -o requirements/run.lock
	$(resolve) pyproject.toml --group dev -c requirements/run.lock -o requirements/dev.lock
	rm -rf build/uv

clean: ## 删除 .venv 和一切生成的文件
	rm -rf .venv build dist *.egg-info .coverage .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache snapshot_report.html
	find $(packages) tests -name __pycache__ -prune -exec rm -rf {} +

# Whatever has no rule: a slip of the pen, or a file of this folder that is gone.
.DEFAULT:
	@echo '没有“$@”：不是 make 的命令，这里也没有这个文件。输入 make help 可列出全部命令。' >&2; exit 2

help: ## 列出这些命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

# An environment is always made in one go and from nothing: one that was interrupted has no stamp
# and is made anew. build.lock comes first because jieba is published as source only, and what
# builds it has to be pinned like the rest.
.venv/%.stamp: requirements/%.lock requirements/build.lock $(venv)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
		echo '需要 Python 3.10 或更高版本。装好后再运行一次，或指明它的位置：make PYTHON=/路径/python3'; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo '这个 Python 缺少 venv 模块。Debian、Ubuntu 请先运行：sudo apt install python3-venv'; \
		exit 1; }
	@echo '正在准备运行环境，只需一次，约半分钟……'
	@$(PYTHON) -m venv --clear .venv
	@{ $(install) -r requirements/build.lock && \
		$(install) --no-build-isolation --use-pep517 -r $<; } || { \
		echo '安装没有完成。请检查网络和磁盘空间，再运行一次。'; \
		exit 1; }
	@echo '准备好了。“shenyi doctor”这样的命令，在本文件夹里写作：make run ARGS="doctor"'
	@touch $@

build/usb/done.stamp: requirements/run.lock requirements/usb.lock requirements/build.lock
	@$(PYTHON) -m venv --clear build/usb
	@build/usb/bin/python -m pip install $(quiet) --require-hashes -r requirements/build.lock
	@build/usb/bin/python -m pip install $(quiet) --require-hashes --no-build-isolation --use-pep517 \
		-r requirements/usb.lock -r requirements/run.lock
	@touch $@

# Nothing to do where it is there; where it is gone (that Python was removed) the stamps are void.
$(venv): ;

# Python leaves the byte code of our own modules behind by itself, except where
# PYTHONDONTWRITEBYTECODE is set, and there the first page would take several times as long.
.venv/code.stamp: $(sources)
	@$(venv) -m compileall -q $(packages)
	@touch $@
