# In ~/.bashrc: eval "$(multi-ai completion bash)"
_multi_ai() {
  local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]} words
  words=$({ printf '>%s\n' "${COMP_WORDS[@]:1:COMP_CWORD}"; printf '%s\n' '@WORDS@'; } | awk '@AWK@' | cut -f1)
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _multi_ai multi-ai
