#compdef multi-ai
# In ~/.zshrc, after compinit: eval "$(multi-ai completion zsh)"
_multi_ai() {
  local typed=("${(@)words[2,CURRENT-1]}" "$PREFIX")
  local -a offers=(${(f)"$({ printf '>%s\n' "${(@)typed}"; printf '%s\n' '@WORDS@'; } | awk '@AWK@')"})
  offers=("${(@)offers//:/\\:}")
  offers=("${(@)offers/$'\t'/:}")
  _describe multi-ai offers || _files
}
compdef _multi_ai multi-ai
