import { RUN_MODES } from "../host/modes.ts";
import { here, PLUGIN } from "../plugin.ts";
import { attempt } from "../process/attempt.ts";
import { optionsOf } from "../run/commands/arguments.ts";
import { type Call, type Command, done, type Option, wrongUsage } from "../run/commands/command.ts";
import { brief } from "../run/commands/help.ts";
import { readRunFast } from "../run/life/run.ts";
import { runsAside } from "../run/life/runs-aside.ts";
import { allStarts } from "../workflows/index.ts";

/**
 * What a shell completes behind the program's name: its script asks the program at each Tab, so
 * that it knows all verbs of today.
 */

/** What may be typed: words, each with what it is where that is known; null: the name of a file. */
type Offered = [word: string, about?: string][] | null;

const named = (words: readonly string[]): Offered => words.map((word) => [word]);
const aside = ({ project }: Call): Offered => named(runsAside(project).map(({ id }) => id));

/** Behind verbs with something to complete. */
const FIRST: Record<string, (call: Call) => Offered> = {
  run: () => named(Object.keys(allStarts())),
  resume: aside,
  export: aside,
  explain: ({ project }) =>
    named(attempt(() => readRunFast(project), null)?.tasks.map(({ id }) => id) ?? []),
  import: () => null,
  adopt: () => null,
  budget: () => named(["check"]),
  token: () => named(["add", "list", "remove"]),
  setup: () => named(["packages", "fence"]),
  completion: () => named(Object.keys(SHELLS)),
};

/** What the value of an option may be. */
function valuesOf(name: string, { value = "" }: Option, call: Call): Offered {
  if (name === "run") return aside(call);
  if (name === "permission-mode") return named(RUN_MODES);
  return /^<(?:file|folder|path|socket)>$/.test(value) ? null : [];
}

/** What may be typed as the last of these words, which stand behind the program's name. */
function offered(words: readonly string[], verbs: Record<string, Command>, call: Call): Offered {
  const [before = "", typed = ""] = words.length < 2 ? ["", words[0]] : words.slice(-2);
  const name = words
    .slice(0, -1)
    .find((word, at) => !word.startsWith("-") && words[at - 1] !== "--project");
  const option = before.replace(/^--/, "");
  const known = name === undefined ? undefined : verbs[name];
  const options = known && optionsOf(known, "terminal");
  const takes = before.startsWith("--")
    ? (options ?? optionsOf(verbs.status!, "terminal"))[option]
    : undefined;
  if (takes?.value !== undefined && !takes.optional) return valuesOf(option, takes, call);
  const all = Object.entries(verbs).map(([verb, command]): [string, string] => [
    verb,
    brief(command),
  ]);
  if (name === undefined) return [...all, ["help", "All verbs, or the options of one"]];
  if (name === "help") return all;
  const first = Object.hasOwn(FIRST, name) ? FIRST[name]!(call) : [];
  if (first?.length !== 0 && !typed.startsWith("-")) return first;
  return Object.entries(options ?? {}).map(([one, { about }]) => [`--${one}`, about]);
}

/** In place of words: files are completed. */
const FILES = ":files";

/**
 * The scripts. `ask`: prints what may be typed as the last of the words behind it, a line each,
 * what it is behind a tab.
 */
const SHELLS: Record<string, (ask: string) => string> = {
  bash: (ask) => `# In ~/.bashrc: eval "$(${PLUGIN} completion bash)"
_multi_ai() {
  local IFS=$'\\n' word=\${COMP_WORDS[COMP_CWORD]} some
  some=$(${ask} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1)
  if [[ $some == ${FILES} ]]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$word"))
  else
    COMPREPLY=($(compgen -W "$some" -- "$word"))
  fi
}
complete -F _multi_ai ${PLUGIN}`,
  zsh: (ask) => `#compdef ${PLUGIN}
# In ~/.zshrc, after compinit: eval "$(${PLUGIN} completion zsh)"
_multi_ai() {
  local -a some=(\${(f)"$(${ask} "\${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)"})
  [[ $some != ${FILES} ]] || { _files; return }
  some=("\${(@)some//:/\\\\:}")
  some=("\${(@)some/$'\\t'/:}")
  _describe ${PLUGIN} some
}
compdef _multi_ai ${PLUGIN}`,
  fish: (ask) => `# ${PLUGIN} completion fish > ~/.config/fish/completions/${PLUGIN}.fish
function __multi_ai
    set -l words (commandline -opc)[2..] (commandline -ct)
    set -l some (${ask} $words 2>/dev/null)
    if test "$some" = ${FILES}
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $some
    end
end
complete -c ${PLUGIN} -f -a '(__multi_ai)'`,
};

const WORDS = "words";

/** The verb; `verbs`: all that the program has, itself included. */
export const completion = (verbs: () => Record<string, Command>): Command => ({
  summary: "Print a completion script for bash, zsh or fish; its first lines say where to put it",
  usage: Object.keys(SHELLS).join("|"),
  args: [1, 1_000],
  foreign: true,
  run(call) {
    const [shell = "", ...words] = call.args;
    if (shell === WORDS) {
      const some = offered(words, verbs(), call);
      const lines = some?.map((one) => one.join("\t")) ?? [FILES];
      return { ...done(lines.join("\n"), { words: some }), isVerbatim: true };
    }
    if (!Object.hasOwn(SHELLS, shell))
      return wrongUsage(
        `completion: found "${shell}", expected a shell: ${Object.keys(SHELLS).join(", ")}`,
      );
    const script = SHELLS[shell]!(here(`completion ${WORDS} --`));
    return { ...done(script, { shell, script }), isVerbatim: true };
  },
});
