import { PLUGIN } from "../../plugin.ts";
import { commonOptions } from "../../run/commands/arguments.ts";
import type { Command } from "../../run/commands/command.ts";
import { oneLine } from "../../text.ts";

/** Scripts by which a shell completes the program's verbs and options. */

export type Verbs = Record<string, Command>;

/** The first line of a script tells that it is ours; of zsh's the shell itself reads the first. */
export const MADE_BY = `# Made by ${PLUGIN} setup --completion`;

const shownVerbs = (verbs: Verbs): [name: string, verb: Command][] =>
  Object.entries(verbs).filter(([, verb]) => !verb.hidden);

const optionsOf = (verb: Command): [name: string, about: string][] =>
  Object.entries({ ...verb.options, ...commonOptions("terminal") }).map(([name, { about }]) => [`--${name}`, about]);

/** A text in single quotes, as all three shells read it; fish takes no other way out of them. */
const quoted = (text: string): string => `'${oneLine(text).replaceAll(/['\\]/g, "’")}'`;

function bash(verbs: Verbs): string {
  const cases = shownVerbs(verbs).map(
    ([name, verb]) =>
      `      ${name}) words='${optionsOf(verb)
        .map(([option]) => option)
        .join(" ")}' ;;`,
  );
  return `${MADE_BY} bash
_multi_ai() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${[...shownVerbs(verbs).map(([name]) => name), "--help", "--version"].join(" ")}'
  else
    case \${COMP_WORDS[1]} in
${cases.join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _multi_ai ${PLUGIN}
`;
}

function zsh(verbs: Verbs): string {
  const entry = (name: string, about: string): string => quoted(`${name}:${about.replaceAll(":", ",")}`);
  const names = shownVerbs(verbs).map(([name, { summary }]) => `    ${entry(name, summary)}`);
  const cases = shownVerbs(verbs).map(
    ([name, verb]) =>
      `      ${name}) options=(${optionsOf(verb)
        .map(([option, about]) => entry(option, about))
        .join(" ")}) ;;`,
  );
  return `#compdef ${PLUGIN}
${MADE_BY} zsh
_multi_ai() {
  local -a verbs options
  verbs=(
${names.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe verb verbs
  else
    case $words[2] in
${cases.join("\n")}
    esac
    _describe option options
    _files
  fi
}
if [ "$funcstack[1]" = _multi-ai ]; then _multi_ai "$@"; else compdef _multi_ai ${PLUGIN}; fi
`;
}

function fish(verbs: Verbs): string {
  const lines = shownVerbs(verbs).flatMap(([name, verb]) => [
    `complete -c ${PLUGIN} -n __fish_use_subcommand -f -a ${name} -d ${quoted(verb.summary)}`,
    ...optionsOf(verb).map(
      ([option, about]) =>
        `complete -c ${PLUGIN} -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)} -d ${quoted(about)}`,
    ),
  ]);
  return `${MADE_BY} fish\n${lines.join("\n")}\n`;
}

/** By the shell's name: its script. */
export const COMPLETIONS: Record<string, (verbs: Verbs) => string> = { bash, zsh, fish };
