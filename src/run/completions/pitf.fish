# The completions of pitf for fish, which asks the program what can stand at the cursor. To install them:
#   mkdir -p ~/.config/fish/completions
#   pitf completions fish > ~/.config/fish/completions/pitf.fish
function __pitf_offered
    set -l words (commandline -opc) (commandline -ct)
    set -l lines ($words[1] __complete -- $words[2..-1] 2>/dev/null)
    if test "$lines[1]" = ":files"
        __fish_complete_path (string replace -r -- '^--[a-z-]*=' '' (commandline -ct))
    else if test "$lines[1]" = ":meant"
        # Fish offers only what has the letters that are typed, in their case: names and synonyms, which stand last.
        string replace -r '^([^\t]*)\t.*\t([^\t]*)$' '$2\t$1' -- (string lower -- $lines[2..-1])
    else
        printf '%s\n' $lines
    end
end
complete -c pitf -k -f -a '(__pitf_offered)'
