import { PLUGIN } from "../plugin.ts";
import { columns, optionsOf } from "../run/commands/arguments.ts";
import { type Command, done, wrongUsage } from "../run/commands/command.ts";

/** Scripts by which a shell completes the program's verbs and options. */

/** A verb as a shell knows it. */
interface Verb {
  name: string;
  options: string[];
}

const names = (verbs: Verb[]): string => verbs.map(({ name }) => name).join(" ");

function bash(verbs: Verb[]): string {
  const cases = verbs.map(({ name, options }) => `      ${name}) words='${options.join(" ")}' ;;`);
  return `_multi_ai() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${names(verbs)} --help --version'
  else
    case \${COMP_WORDS[1]} in
${cases.join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _multi_ai ${PLUGIN}`;
}

/** Zsh completes as bash does. */
const zsh = (verbs: Verb[]): string => `autoload -U +X bashcompinit && bashcompinit\n${bash(verbs)}`;

const fish = (verbs: Verb[]): string =>
  [
    `complete -c ${PLUGIN} -n __fish_use_subcommand -f -a '${names(verbs)}'`,
    ...verbs.map(
      ({ name, options }) => `complete -c ${PLUGIN} -n '__fish_seen_subcommand_from ${name}' -a '${options.join(" ")}'`,
    ),
  ].join("\n");

const SHELLS: Record<string, (verbs: Verb[]) => string> = { bash, zsh, fish };

/** How each shell is brought to read its script. */
const INSTALL: Record<string, string> = {
  bash: `put eval "$(${PLUGIN} completion bash)" into ~/.bashrc`,
  zsh: `put eval "$(${PLUGIN} completion zsh)" behind compinit into ~/.zshrc`,
  fish: `${PLUGIN} completion fish > ~/.config/fish/completions/${PLUGIN}.fish`,
};

/** `verbs`: all of the program. */
export const completionVerb = (verbs: () => Record<string, Command>): Command => ({
  summary: "Print the script by which a shell completes verbs and options",
  usage: Object.keys(SHELLS).join("|"),
  args: [1, 1],
  foreign: true,
  options: {},
  about: (most) => ["How it is installed:", ...columns(Object.entries(INSTALL), most)],
  run({ args }) {
    const [shell = ""] = args;
    if (!Object.hasOwn(SHELLS, shell))
      return wrongUsage(`found "${shell}", expected one of ${Object.keys(SHELLS).join(", ")}`);
    const known = Object.entries(verbs()).map(([name, verb]) => ({
      name,
      options: Object.keys(optionsOf(verb, "terminal")).map((option) => `--${option}`),
    }));
    const script = SHELLS[shell]!(known);
    return done(script, { shell, script });
  },
});
