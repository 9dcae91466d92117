// @bun
import {
  PLUGIN
} from "./s12.js";
import {
  oneLine2
} from "./s28.js";
import {
  commonOptions
} from "./s164.js";

// src/cli/setup/completion.ts
var MADE_BY = `# Made by ${PLUGIN} setup --completion`;
var shownVerbs = (verbs) => Object.entries(verbs).filter(([, verb]) => !verb.hidden);
var optionsOf = (verb) => Object.entries({ ...verb.options, ...commonOptions("terminal") }).map(([name, { about }]) => [`--${name}`, about]);
var quoted = (text) => `'${oneLine2(text).replaceAll(/['\\]/g, "\u2019")}'`;
function bash(verbs) {
  const cases = shownVerbs(verbs).map(([name, verb]) => `      ${name}) words='${optionsOf(verb).map(([option]) => option).join(" ")}' ;;`);
  return `${MADE_BY} bash
_multi_ai() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${[...shownVerbs(verbs).map(([name]) => name), "--help", "--version"].join(" ")}'
  else
    case \${COMP_WORDS[1]} in
${cases.join(`
`)}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _multi_ai ${PLUGIN}
`;
}
function zsh(verbs) {
  const entry = (name, about) => quoted(`${name}:${about.replaceAll(":", ",")}`);
  const names = shownVerbs(verbs).map(([name, { summary }]) => `    ${entry(name, summary)}`);
  const cases = shownVerbs(verbs).map(([name, verb]) => `      ${name}) options=(${optionsOf(verb).map(([option, about]) => entry(option, about)).join(" ")}) ;;`);
  return `#compdef ${PLUGIN}
${MADE_BY} zsh
_multi_ai() {
  local -a verbs options
  verbs=(
${names.join(`
`)}
  )
  if (( CURRENT == 2 )); then
    _describe verb verbs
  else
    case $words[2] in
${cases.join(`
`)}
    esac
    _describe option options
    _files
  fi
}
if [ "$funcstack[1]" = _multi-ai ]; then _multi_ai "$@"; else compdef _multi_ai ${PLUGIN}; fi
`;
}
function fish(verbs) {
  const lines = shownVerbs(verbs).flatMap(([name, verb]) => [
    `complete -c ${PLUGIN} -n __fish_use_subcommand -f -a ${name} -d ${quoted(verb.summary)}`,
    ...optionsOf(verb).map(([option, about]) => `complete -c ${PLUGIN} -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)} -d ${quoted(about)}`)
  ]);
  return `${MADE_BY} fish
${lines.join(`
`)}
`;
}
var COMPLETIONS = { bash, zsh, fish };

export { MADE_BY, COMPLETIONS };
