/** Names by which the host knows this plugin and what it starts. */

/** Also the prefix of its agents and commands. */
export const PLUGIN = "multi-ai";

/**
 * How the plugin's own code is started, in its folder: by the Bun of this process, whatever a
 * project says of Bun.
 */
export const ownBun = (): string[] => [
  process.execPath,
  ...["--no-install", "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"],
];

/**
 * A variable that tests have which the program runs: they are the project's code, and type nothing
 * for the person.
 */
export const IN_TESTS = "TESTED_BY_MULTI_AI";

/** How a person types a command, such as `cancel --force`, where a text is read. */
export type Typed = (command: string) => string;

/**
 * Every verb, in the groups and the order of the help, which shows `first` before it is asked for
 * more. One with a slash is a slash command of the host, too: a file of `commands/`.
 */
export const VERB_GROUPS = [
  {
    title: "Start",
    first: ["run", "review", "/setup"],
    more: ["address", "dry-run"],
  },
  {
    title: "Look",
    first: ["/status", "watch", "/report"],
    more: ["/roadmap", "next", "phase", "log", "explain", "runs"],
  },
  { title: "Answer", first: ["/decide"], more: ["/ruling", "/trust"] },
  { title: "Stop and resume", first: ["/cancel", "/park", "/resume"], more: ["/reset"] },
  {
    title: "After a run",
    first: ["pr", "/rollback"],
    more: ["take", "drop", "comment", "reply"],
  },
  {
    title: "Servers and other machines",
    first: [],
    more: ["serve", "worker", "token", "carry", "notify", "export", "import"],
  },
] satisfies { title: string; first: string[]; more: string[] }[];

const ALL = VERB_GROUPS.flatMap(({ first, more }) => [...first, ...more]);
export const verbOf = (name: string): string => name.replace("/", "");
export const VERB_NAMES: readonly string[] = ALL.map(verbOf);
/** Verbs that the host has as slash commands. */
export const SLASH_COMMANDS = ALL.filter((name) => name.startsWith("/")).map(verbOf);

/**
 * The file of the plugin's own command, `/multi-ai`, by which the host calls it too. It offers the
 * shortest name first, and that of a file with the command's name would be among the longest:
 * `/mul` and Tab would complete another.
 */
export const START_FILE = "do";

/** Whether the host that this process serves runs a line that begins with `!`, and sends it to no model. */
let runsLines = true;

/** A line of a shell, in the host: of its own shell, where the plugin's programs are found. */
const lineInHost = (line: string): string => (runsLines ? `! ${line}` : `${line} (in a terminal)`);

/** In the host: a slash command; for what is none a line of a shell. */
export const inHost: Typed = (command) =>
  SLASH_COMMANDS.includes(command.split(" ", 1)[0]!)
    ? `/${PLUGIN}:${command}`
    : lineInHost(`${PLUGIN} ${command}`);

/**
 * In a terminal: the program, by the name by which it was called. `runs`: what is typed to start a
 * run where that can start no agents.
 */
export const calledAs =
  (program: string, runs?: string): Typed =>
  (command) =>
    runs !== undefined && /(?:^| )run (?!--continue)/.test(command)
      ? runs
      : `${program} ${command}`.trim();

let voice: Typed = calledAs(PLUGIN);

/** Set once by the program that a process is: all that it says is read in one place. */
export const speak = (typed: Typed, lines = true): void => {
  voice = typed;
  runsLines = lines;
};

/** How a command is typed where this process is read. */
export const here: Typed = (command) => voice(command);
/** Whether that is the host. */
export const isInHost = (): boolean => voice === inHost;

/** A line of a shell, as it is typed where this process is read. */
export const lineHere = (line: string): string => (isInHost() ? lineInHost(line) : line);

/**
 * How a command that starts a run is typed: `/multi-ai:next`, `multi-ai run next`. `flags`: they
 * stand before the request.
 */
type Starts = (name: string, request?: string, flags?: readonly string[]) => string;

/** In the host. The command of the plugin's own name stands alone. */
export const startInHost: Starts = (name, request = "", flags = []) =>
  [name === PLUGIN ? `/${PLUGIN}` : `/${PLUGIN}:${name}`, ...flags, request].join(" ").trim();

/** A word for a shell, as short as it can be. */
export const wordOf = (text: string): string =>
  /^[\w.,:=@/+-]*$/.test(text)
    ? text
    : /["$`\\!\r\n]/.test(text)
      ? `'${text.replaceAll("'", "'\\''")}'`
      : `"${text}"`;

/** Where this process is read. */
export const startHere: Starts = (name, request = "", flags = []) =>
  isInHost()
    ? startInHost(name, request, flags)
    : here(["run", name, ...flags.map(wordOf), wordOf(request)].join(" ").trim());

/** In either place, for what is read in both. */
const inBoth: Typed = (command) =>
  `${command.startsWith("run ") ? startInHost(command.slice(4)) : inHost(command)} (in a terminal: ${PLUGIN} ${command})`;

/** What `work` says, for a file that stays in the project. */
export function forBoth<T>(work: () => T): T {
  const own = voice;
  voice = inBoth;
  try {
    return work();
  } finally {
    voice = own;
  }
}

/** Roles that are agents of the host: a file of `agents/` each. It lists every agent to every session, so the other roles are texts in `prompts/roles/`. */
const AGENTS =
  "requirements-gatherer planner plan-reviewer code-reviewer implementer codex-reviewer".split(" ");

/** Whether the host has an agent for this role alone; else its text goes into the brief. */
export const hasOwnAgent = (role: string): boolean => AGENTS.includes(role);

/** Who does a role for the host: its own agent, else the one with the fewest tools that the task needs. */
export function agentFor(role: string, task: { edits: string | null }): string {
  const byTools = task.edits !== null ? "builder" : "reader";
  return `${PLUGIN}:${hasOwnAgent(role) ? role : byTools}`;
}

/** Whether a type of agent, as the host names it, is one of this plugin's. */
export const isOwnAgent = (type: unknown): boolean =>
  typeof type === "string" && type.startsWith(`${PLUGIN}:`);

/** The model of an agent: one of the host's, or Codex with one of its own. */
export const OF_AGENT = /^(?:opus|sonnet|haiku|inherit|codex\/([\w.:@-]{1,100}))$/;
/** The model of an agent that is a Codex; null: it is the host's. */
export const codexModel = (model: string): string | null => OF_AGENT.exec(model)?.[1] ?? null;
/** Whether a model is one that an agent can have; all others are those of providers. */
export const isOfAgent = (model: string): boolean => OF_AGENT.test(model);
