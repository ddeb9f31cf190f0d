# The completions of pitf for bash, which asks the program what can stand at the cursor. To install them:
#   mkdir -p ~/.local/share/bash-completion/completions
#   pitf completions bash > ~/.local/share/bash-completion/completions/pitf
_pitf() {
    local line meant=
    COMPREPLY=()
    while IFS= read -r line; do
        case "$line" in
            :files)
                compopt -o default 2>/dev/null
                return
                ;;
            :meant) meant=1 ;;
            *) COMPREPLY+=("${line%%$'\t'*}") ;;
        esac
    done < <("${COMP_WORDS[0]}" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    # Of several that do not begin with what is typed, none of which it may become.
    [[ -n "$meant" && ${#COMPREPLY[@]} -gt 1 ]] && COMPREPLY+=("")
    if [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *[:=] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _pitf pitf 2>/dev/null || complete -F _pitf pitf
