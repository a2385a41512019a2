# shellcheck shell=sh disable=SC2154
# Steps with a clock, their log, and the stamps that let a second run skip them. Read by setup.sh, which sets $root.

setup_log=var/log/setup.log
log_is_new=no
ticker=

# step WORDS COMMAND...: run it with its output in the log; say how long it took, or show the log's end and stop.
step() {
    step_words=$1
    shift
    mkdir -p var/log
    if [ "$log_is_new" = no ]; then
        : >"$setup_log"
        log_is_new=yes
    fi
    printf '== %s\n' "$step_words" >>"$setup_log"
    step_began=$(date +%s)
    start_clock
    # In the foreground, so that Ctrl-C reaches it, and in this shell, so that what it finds out is kept.
    if "$@" >>"$setup_log" 2>&1; then
        stop_clock
        printf '  %s: %s s\n' "$step_words" "$(($(date +%s) - step_began))"
    else
        stop_clock
        printf '  %s: failed. The end of %s:\n' "$step_words" "$setup_log" >&2
        tail -n 20 "$setup_log" | sed 's/^/    /' >&2
        exit 1
    fi
}

# On a terminal the line counts the seconds; elsewhere it is written once before and once after.
start_clock() {
    if [ -t 1 ]; then
        (
            while kill -0 $$ 2>/dev/null; do
                printf '\r  %s ... %s s ' "$step_words" "$(($(date +%s) - step_began))"
                sleep 1
            done
        ) &
        ticker=$!
        trap stop_clock EXIT
    else
        printf '  %s ...\n' "$step_words"
    fi
}

stop_clock() {
    if [ -n "$ticker" ]; then
        kill "$ticker" 2>/dev/null || true
        wait "$ticker" 2>/dev/null || true
        ticker=
        printf '\r\033[K'
    fi
}

# inputs FILE...: one line that changes when a file does, or when the checkout is moved (environments hold full paths).
inputs() {
    { printf '%s\n' "$root"; cat "$@"; } | cksum
}

# is_current STAMP INPUTS: was the step done with these inputs?
is_current() {
    [ "$(cat "$1" 2>/dev/null)" = "$2" ]
}

stamp() {
    printf '%s\n' "$2" >"$1"
}
