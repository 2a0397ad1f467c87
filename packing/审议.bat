@echo off
rem Only ASCII here: cmd reads this file in whatever code page the machine has.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
if not "%~1"=="" goto run
if defined WT_SESSION goto run
set TERMINAL=%LOCALAPPDATA%\Microsoft\WindowsApps\wt.exe
if exist "%TERMINAL%" start "" "%TERMINAL%" -d "%~dp0." "%~f0" && exit /b 0
:run
"%~dp0app\python.exe" -X utf8 -m review %*
set STATUS=%ERRORLEVEL%
if not "%STATUS%"=="0" if "%~1"=="" pause
exit /b %STATUS%
