#!/bin/sh
# Puts this folder's program into the menu of applications, with its icon.
here=$(cd "$(dirname "$0")" && pwd)
menu=${XDG_DATA_HOME:-$HOME/.local/share}/applications
mkdir -p "$menu"
printf '[Desktop Entry]\nType=Application\nName=审议\nComment=审阅政府工作报告\nExec="%s/审议"\nIcon=%s/icon.svg\nTerminal=true\nCategories=Office;\n' \
	"$here" "$here" > "$menu/shenyi-usb.desktop"
echo "已装入应用程序菜单。不要了，删去 $menu/shenyi-usb.desktop 即可。"
