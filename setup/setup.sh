#!/bin/sh
# Makes a checkout ready to run: uv, both Python projects, Node and the pages' styles. Skips what is up to date.
# Usage: setup/setup.sh [--dev]     --dev adds what the tests need. What it does is written to var/log/setup.log.
set -eu
cd "$(dirname -- "$0")/.."
root=$(pwd)
. setup/steps.sh
. setup/tools.sh

group=run
case "${1-}" in
    --dev) group=dev ;;
    '') ;;
    *) echo "Usage: setup/setup.sh [--dev]" >&2; exit 2 ;;
esac

# A uv run started by someone else's uv, or an activated environment, must not lead ours astray.
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT UV_PROJECT UV_WORKING_DIRECTORY PYTHONPATH PYTHONHOME || true
export UV_PYTHON_INSTALL_DIR="$root/.tools/python" UV_NO_PROGRESS=1

sync_root() {
    if [ "$group" = dev ]; then
        "$uv" sync --locked
    else
        "$uv" sync --locked --no-dev --inexact # leaves the test tools of somebody's own sync alone
    fi
}

sync_bot() {
    find_python310
    if [ -n "$python310" ]; then
        "$uv" sync --locked --project bot --python "$python310"
    elif "$uv" sync --locked --project bot --python 3.10; then
        :
    else
        echo "Rasa needs Python 3.10. None was found here and uv could not fetch one (the reason is above)."
        echo "Install Python 3.10, or set PYTHON310 to the path of one, and try again."
        return 1
    fi
}

install_packages() {
    npm ci --no-audit --no-fund
}

build_pages() {
    npm run --silent build
}

# An environment that has the test tools also serves `make run`; once they are there, keep them.
root_inputs=$(inputs pyproject.toml uv.lock)
if is_current .venv/.set-up "$root_inputs dev" && [ -x .venv/bin/python ]; then
    :
elif [ "$group" = run ] && is_current .venv/.set-up "$root_inputs run" && [ -x .venv/bin/python ]; then
    :
else
    case "$(cat .venv/.set-up 2>/dev/null)" in *' dev') group=dev ;; esac
    need_uv
    step "Python packages of the web application" sync_root
    stamp .venv/.set-up "$root_inputs $group"
fi

bot_inputs=$(inputs bot/pyproject.toml bot/uv.lock)
if ! { is_current bot/.venv/.set-up "$bot_inputs" && [ -x bot/.venv/bin/python ]; }; then
    need_uv
    step "Python 3.10 and Rasa (large)" sync_bot
    stamp bot/.venv/.set-up "$bot_inputs"
fi

if [ -f package.json ]; then
    node_inputs=$(inputs package.json package-lock.json)
    style_inputs="$node_inputs $(find . -name node_modules -prune -o -name '.?*' -prune -o -name '*.scss' -exec cksum {} + | sort | cksum)"
    if ! is_current node_modules/.set-up "$node_inputs"; then
        need_node
        step "Packages of the pages" install_packages
        stamp node_modules/.set-up "$node_inputs"
    fi
    if ! { is_current node_modules/.set-up-build "$style_inputs" && [ -d pages/static/build ]; }; then
        need_node
        step "Styles of the pages" build_pages
        stamp node_modules/.set-up-build "$style_inputs"
    fi
fi
