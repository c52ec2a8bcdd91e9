#!/bin/sh
# Make this directory ready to run: uv, Python 3.11, the locked packages, Werkmaat itself, the trained model.
# Does only what is missing. Plain POSIX sh: on a bare machine nothing else can be counted on.
# Every failure ends in one line that says what to do; details stay in .tools/setup.log.
#
#   sh scripts/setup.sh [--packages-only]      --packages-only leaves the model alone

set -eu
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9       # fetched only when no recent uv is on the PATH
NEEDED_KB=2500000       # packages 1.1 GB, uv's cache as much again at worst, model and room to work
LOG=.tools/setup.log
STAMP=.venv/werkmaat-stamp
OTHER_WAY=

say() { printf 'werkmaat: %s\n' "$1" >&2; }
fail() { say "$1"; exit 1; }

free_kb() { df -Pk . | awk 'NR == 2 {print $4}'; }

# The reason why the last command failed, from what it wrote; $1 says what was being done, $2 another way out.
explain() {
    if grep -qi -e 'no space left' -e 'os error 28' -e 'disk quota' "$LOG" || [ "$(free_kb)" -lt 50000 ]; then
        fail "$1 failed: the disk is full ($(($(free_kb) / 1024)) MB free). Free $((NEEDED_KB / 1000000)) GB and run the same command again."
    elif grep -qi -e 'permission denied' -e 'read-only file system' "$LOG"; then
        fail "$1 failed: no permission to write. Run it as the owner of this directory: $(pwd)"
    elif grep -qi -e 'ensurepip' -e 'python3-venv' -e 'No module named pip' -e 'No module named venv' "$LOG"; then
        fail "$1 failed: Python's venv part is missing. Install it (Debian: apt install python3-venv) and run the same command again."
    elif grep -qi -e 'hash mismatch' -e 'do not match the hashes' "$LOG"; then
        fail "$1 failed: a downloaded package differs from requirements.lock. Do not use it; see $LOG."
    elif grep -qi -e 'connect' -e 'network' -e 'dns' -e 'timed out' -e 'failed to fetch' -e 'error sending request' \
            -e 'failed to download' -e 'no matching distribution' -e 'proxy' "$LOG"; then
        fail "$1 failed: no connection to the server. Check the network or proxy${2:-}, and run the same command again."
    fi
    fail "$1 failed, for a reason setup does not know. See the end of $LOG."
}

# step TEXT COMMAND...: run it with its output in the log, the passing seconds on screen, and a reason when it fails.
step() {
    text=$1
    shift
    : > "$LOG"
    "$@" > "$LOG" 2>&1 &
    job=$!
    # A background job of a script ignores Ctrl-C, hence the trap.
    trap 'kill "$job" 2>/dev/null; fail "stopped; run the same command again to go on."' INT TERM
    seconds=0
    say "$text ..."
    while kill -0 "$job" 2>/dev/null; do
        sleep 1
        seconds=$((seconds + 1))
        if [ -t 2 ]; then
            printf '\r  %s s ' "$seconds" >&2
        elif [ $((seconds % 15)) -eq 0 ]; then
            say "$text ... $seconds s"
        fi
    done
    if [ -t 2 ]; then printf '\r' >&2; fi
    trap - INT TERM
    wait "$job" || explain "$text" "$OTHER_WAY"
}

# What the installed packages depend on; the directory too, because a .venv does not survive being copied.
fingerprint() { { cat requirements.lock pyproject.toml scripts/setup.sh .python-version; pwd; } | cksum; }

recent_uv() { [ -n "$1" ] && "$1" --version 2>/dev/null | awk '{split($2, v, "."); exit !(v[1] > 0 || v[2] >= 5)}'; }

# Leaves in $UV a uv that works: the one on the PATH, or our own in .tools/uv.
find_uv() {
    UV=$(command -v uv || true)
    if recent_uv "$UV"; then return; fi
    UV=.tools/uv/bin/uv
    if [ -x "$UV" ] && recent_uv "$UV"; then return; fi
    maker=
    for candidate in python3 python3.11 python3.12 python3.13 python3.10 python3.9; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
            [ -n "$maker" ] || maker=$candidate
            # On Debian a Python without the package python3-venv has no ensurepip.
            if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then maker=$candidate; break; fi
        fi
    done
    [ -n "$maker" ] || fail "Python is missing. Install Python 3 (Debian: apt install python3 python3-venv) and run the same command again."
    rm -rf .tools/uv
    step "Making a private environment for uv in .tools/uv" "$maker" -m venv .tools/uv
    step "Fetching uv $UV_VERSION" .tools/uv/bin/python -m pip install --quiet --disable-pip-version-check \
        --retries 2 --timeout 20 "uv==$UV_VERSION"
}

# A Python can be built without these; Werkmaat would then fail much later and much less clearly.
complete_python() { [ -n "$1" ] && "$1" -c 'import bz2, ctypes, lzma, sqlite3, ssl, venv' 2>/dev/null; }

# Leaves in $PYTHON a complete Python 3.11: found on this machine (PATH, pyenv, uv's own), or fetched by uv.
find_python() {
    PYTHON=$("$UV" python find --no-project --system --no-python-downloads 3.11 2>/dev/null || true)
    if complete_python "$PYTHON"; then return; fi
    OTHER_WAY=", or install Python 3.11 yourself (from your distribution or with pyenv)"
    step "Fetching Python 3.11" "$UV" python install 3.11
    OTHER_WAY=
    PYTHON=$("$UV" python find --no-project --managed-python 3.11 2>/dev/null || true)
    complete_python "$PYTHON" || fail "Python 3.11 is missing and could not be fetched. Install it (with its venv part) and run the same command again."
}

make_venv() {
    if .venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then return; fi
    find_python
    rm -rf .venv
    step "Making .venv with $("$PYTHON" --version)" "$UV" venv --no-project --quiet --python "$PYTHON" .venv
}

install_packages() {
    [ -w . ] || fail "no permission to write here. Run it as the owner of this directory: $(pwd)"
    if [ ! -d .venv ] && [ "$(free_kb)" -lt "$NEEDED_KB" ]; then
        fail "the disk is too full: $(($(free_kb) / 1024)) MB free, $((NEEDED_KB / 1000)) MB needed. Make room and run the same command again."
    fi
    mkdir -p .tools 2>/dev/null || fail "cannot write in $(pwd): the disk is full or the directory is not yours."
    find_uv
    make_venv
    rm -f "$STAMP"
    [ -d .venv/lib/python3.11/site-packages/rasa ] || say "installing $(grep -c '==' requirements.lock) packages, 1.1 GB: the first time takes minutes."
    step "Installing the packages" \
        "$UV" pip sync --python .venv/bin/python --require-hashes --compile-bytecode requirements.lock
    # After the sync, so that our `rasa` command (bot/engine/rasa_cli.py) takes the place of Rasa's own.
    step "Installing Werkmaat itself" \
        "$UV" pip install --python .venv/bin/python --no-deps --no-build-isolation --reinstall-package werkmaat --editable .
    fingerprint > "$STAMP" || fail "cannot write $STAMP: the disk is full. Make room and run the same command again."
    say "packages are ready."
}

[ -x .venv/bin/werkmaat ] && [ "$(cat "$STAMP" 2>/dev/null)" = "$(fingerprint)" ] || install_packages
[ "${1:-}" = "--packages-only" ] || exec .venv/bin/werkmaat train --if-stale
