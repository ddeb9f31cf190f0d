# The completions of pitf for bash, which asks the program what can stand at the cursor. To install them:
#   mkdir -p ~/.local/share/bash-completion/completions
#   pitf completions bash > ~/.local/share/bash-completion/completions/pitf
_pitf() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ "$line" == ":files" ]]; then
            compopt -o default 2>/dev/null
            return
        fi
        COMPREPLY+=("${line%%$'\t'*}")
    done < <("${COMP_WORDS[0]}" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *[:=] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _pitf pitf 2>/dev/null || complete -F _pitf pitf
