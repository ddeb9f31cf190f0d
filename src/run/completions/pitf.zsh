#compdef pitf
# The completions of pitf for zsh, which asks the program what can stand at the cursor. To install them:
#   mkdir -p ~/.zfunc
#   pitf completions zsh > ~/.zfunc/_pitf
# and in ~/.zshrc, before compinit is called:
#   fpath=(~/.zfunc $fpath)
_pitf() {
    local line value
    local -a any=(-M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}')
    local -a whole begun
    for line in "${(@f)$("${words[1]}" __complete -- "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}"; do
        if [[ "$line" == ":files" ]]; then
            compset -P '--*='
            _files
            return
        fi
        if [[ "$line" == ":meant" ]]; then
            # What is offered does not begin with what is typed, and takes its place.
            any=(-U)
            compstate[insert]=menu
            continue
        fi
        [[ -n "$line" ]] || continue
        value="${line%%$'\t'*}"
        line="${line#*$'\t'}"
        line="${value//:/\\:}:${line%%$'\t'*}"
        if [[ "$value" == *[:=] ]]; then begun+=("$line"); else whole+=("$line"); fi
    done
    _describe -V 'pitf' whole "${any[@]}"
    _describe -V 'filter' begun "${any[@]}" -S ''
}
if [[ "$funcstack[1]" == "_pitf" ]]; then
    _pitf "$@"
else
    compdef _pitf pitf
fi
