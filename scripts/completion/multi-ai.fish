# In ~/.config/fish/config.fish: multi-ai completion fish | source
function __multi_ai
    set -l typed (commandline -opc)[2..] (commandline -ct)
    set -l words (begin
        printf '>%s\n' $typed
        printf '%s\n' '@WORDS@'
    end | awk '@AWK@')
    test -n "$words" || set words (__fish_complete_path (commandline -ct))
    printf '%s\n' $words
end
complete -c multi-ai -f -a '(__multi_ai)'
