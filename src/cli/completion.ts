import { RUN_MODES } from "../host/modes.ts";
import { PLUGIN } from "../plugin.ts";
import { optionsOf } from "../run/commands/arguments.ts";
import { type Command, done, type Option, wrongUsage } from "../run/commands/command.ts";
import { brief } from "../run/commands/help.ts";
import { quote } from "../text.ts";
import { allStarts } from "../workflows/index.ts";

/** What a shell completes behind the program's name. The script holds verbs and options; ids of runs and tasks it reads in `.task/`. */

/** What stands behind a verb or an option: words, ids of parked and archived runs, or of the run's tasks, or a path. */
type Behind = readonly string[] | "runs" | "tasks" | "files";

/** Of verbs with something to complete. */
const FIRST: Record<string, () => Behind> = {
  run: () => Object.keys(allStarts()),
  resume: () => "runs",
  export: () => "runs",
  explain: () => "tasks",
  import: () => "files",
  adopt: () => "files",
  budget: () => ["check"],
  token: () => ["add", "list", "remove"],
  setup: () => ["packages", "fence"],
  completion: () => Object.keys(SHELLS),
};

/** Of options with a value. */
const TAKEN: Record<string, Behind> = { run: "runs", "permission-mode": RUN_MODES };
const takenBy = (name: string, { value = "" }: Option): Behind =>
  TAKEN[name] ?? (/^<(?:file|folder|path|socket)>$/.test(value) ? "files" : []);

type Verb = ReturnType<typeof verbsOf>[number];

const verbsOf = (commands: Record<string, Command>) => [
  ...Object.entries(commands).map(([name, command]) => ({
    name,
    about: brief(command),
    first: FIRST[name]?.() ?? [],
    options: Object.entries(optionsOf(command, "terminal")).map(([option, known]) => ({
      name: option,
      about: known.about,
      takes: known.value === undefined || known.optional ? null : takenBy(option, known),
    })),
  })),
  { name: "help", about: "All verbs, or the options of one", first: Object.keys(commands), options: [] },
];

/** What a shell is told of what stands behind: of ids, of paths, of nothing, or of words. */
const toldAs =
  (ids: (of: string) => string, files: string, none: string, words: (list: readonly string[]) => string) =>
  (behind: Behind): string =>
    behind === "files" ? files : typeof behind === "string" ? ids(behind) : behind.length === 0 ? none : words(behind);

/** Prints the ids of runs or tasks of the project, in every shell through sh, which every machine has. */
const IDS = `sh -c ${quote(`at=$PWD
  until [ -d "$at/.task" ] || [ -z "$at" ]; do at=\${at%/*}; done
  [ "$1" = runs ] || exec sed -n "s/^ *\\"id\\": \\"\\(T[0-9]*\\)\\".*/\\1/p" "$at/.task/pipeline-tasks.json" 2>/dev/null
  for run in "$at"/.task/history/*/ "$at"/.task/parked/*/; do [ ! -d "$run" ] || basename "$run"; done`)} sh`;

/** Lines of a shell's `case` on what stands before the cursor: what an option's value is completed to. */
const valueCases = (verbs: Verb[], does: (takes: Behind) => string): string[] => {
  const takes = new Map(
    verbs.flatMap((verb) =>
      verb.options.flatMap((one) => (one.takes === null ? [] : [[`--${one.name}`, does(one.takes)] as const])),
    ),
  );
  return [...Map.groupBy(takes, ([, done]) => done)].map(
    ([done, names]) => `    ${names.map(([name]) => name).join("|")}) ${done}; return ;;`,
  );
};

/** What stands behind a verb: its options where a dash is typed, or where it has nothing else. */
const either = ({ first }: Verb, word: string, options: string, others: string): string =>
  first.length === 0 ? options : `if [[ ${word} == -* ]]; then ${options}; else ${others}; fi`;

function bash(verbs: Verb[]): string {
  const among = (words: readonly string[]): string => `_multi_ai_reply ${quote(words.join(" "))}`;
  const ids = (of: string): string => `_multi_ai_reply "$(_multi_ai_ids ${of})"`;
  const reply = toldAs(ids, "_multi_ai_files", among([]), among);
  const words = (verb: Verb): string => {
    const options = among(verb.options.map((one) => `--${one.name}`));
    return `    ${verb.name}) ${either(verb, "$word", options, reply(verb.first))} ;;`;
  };
  return `# In ~/.bashrc: eval "$(${PLUGIN} completion bash)"
_multi_ai_ids() { ${IDS} "$1"; }
_multi_ai_reply() { local IFS=$' \\n'; COMPREPLY=($(compgen -W "$1" -- "$word")); }
_multi_ai_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$word"))
}
_multi_ai() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} verb= at
  COMPREPLY=()
  case $before in
${valueCases(verbs, reply).join("\n")}
  esac
  for ((at = 1; at < COMP_CWORD; at++)); do
    [[ \${COMP_WORDS[at]} != -* && \${COMP_WORDS[at-1]} != --project ]] || continue
    verb=\${COMP_WORDS[at]}
    break
  done
  case $verb in
    '') ${among(verbs.map(({ name }) => name))} ;;
${verbs.map(words).join("\n")}
  esac
}
complete -F _multi_ai ${PLUGIN}`;
}

function zsh(verbs: Verb[]): string {
  const described = (list: { name: string; about: string }[], prefix = ""): string =>
    list.map(({ name, about }) => quote(`${prefix}${name}:${about.replaceAll(":", "\\:")}`)).join(" ");
  const ids = (of: string): string => `_multi_ai_ids ${of}`;
  const reply = toldAs(ids, "_files", "return 1", (words) => `compadd -- ${words.map(quote).join(" ")}`);
  const words = (verb: Verb): string =>
    `    ${verb.name}) ${either(verb, "$PREFIX", `some=(${described(verb.options, "--")}); _describe option some`, reply(verb.first))} ;;`;
  return `#compdef ${PLUGIN}
# In ~/.zshrc, after compinit: eval "$(${PLUGIN} completion zsh)"
_multi_ai_ids() { compadd -- $(${IDS} $1) }
_multi_ai() {
  local verb= at
  local -a some
  case $words[CURRENT-1] in
${valueCases(verbs, reply).join("\n")}
  esac
  for ((at = 2; at < CURRENT; at++)); do
    [[ $words[at] != -* && $words[at-1] != --project ]] || continue
    verb=$words[at]
    break
  done
  case $verb in
    '') some=(${described(verbs)}); _describe verb some ;;
${verbs.map(words).join("\n")}
  esac
}
compdef _multi_ai ${PLUGIN}`;
}

function fish(verbs: Verb[]): string {
  const text = (words: string): string => `'${words.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const takes = toldAs(
    (of) => ` -a '(__multi_ai_ids ${of})'`,
    " -F",
    "",
    (words) => ` -a ${text(words.join(" "))}`,
  );
  const of = (verb: Verb): string[] => {
    const behind = `complete -c ${PLUGIN} -n '__fish_seen_subcommand_from ${verb.name}'`;
    return [
      `complete -c ${PLUGIN} -n '__fish_use_subcommand' -a ${verb.name} -d ${text(verb.about)}`,
      ...(verb.first.length > 0 ? [`${behind}${takes(verb.first)}`] : []),
      ...verb.options.map(
        (one) =>
          `${behind} -l ${one.name} -d ${text(one.about)}${one.takes === null ? "" : ` -${one.takes === "files" ? "r" : "x"}${takes(one.takes)}`}`,
      ),
    ];
  };
  return `# ${PLUGIN} completion fish > ~/.config/fish/completions/${PLUGIN}.fish
function __multi_ai_ids
    ${IDS} $argv
end
complete -c ${PLUGIN} -f
${verbs.flatMap(of).join("\n")}`;
}

const SHELLS = { bash, zsh, fish };

/** The verb; `verbs`: all that the program has, itself included. */
export const completion = (verbs: () => Record<string, Command>): Command => ({
  summary: "Print a completion script for bash, zsh or fish; its first lines say where to put it",
  usage: Object.keys(SHELLS).join("|"),
  args: [1, 1],
  foreign: true,
  run({ args: [shell = ""] }) {
    if (!Object.hasOwn(SHELLS, shell))
      return wrongUsage(`completion: found "${shell}", expected a shell: ${Object.keys(SHELLS).join(", ")}`);
    const script = SHELLS[shell as keyof typeof SHELLS](verbsOf(verbs()));
    return { ...done(script, { shell, script }), isVerbatim: true };
  },
});
