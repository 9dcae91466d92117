// Every text that a person can meet, in one listing for reading: `bun tests/messages/catalogue.ts [filter]`.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { permissionsFinding, sandboxFinding } from "../../src/checkup/permissions.ts";
import { ALONE, VERBS } from "../../src/cli/verbs.ts";
import type { Question, Run } from "../../src/engine/run.ts";
import { handle } from "../../src/hooks/index.ts";
import { hookCall } from "../../src/hooks/step.ts";
import { MODES } from "../../src/host/modes.ts";
import { narrow } from "../../src/host/payload.ts";
import { calledAs, inHost, PLUGIN, speak } from "../../src/plugin.ts";
import { findProject } from "../../src/project/project.ts";
import { nextSteps } from "../../src/render/next-steps.ts";
import { carryOut, parseWords } from "../../src/run/commands/arguments.ts";
import { type Context, failed } from "../../src/run/commands/command.ts";
import { asksForHelp, slipIn, startHelp } from "../../src/run/commands/slips.ts";
import { messageOf } from "../../src/run/notify/message.ts";
import { preflight } from "../../src/run/preflight.ts";
import { reportFacts } from "../../src/run/report.ts";
import { OCCASIONS } from "../../src/settings.ts";
import { PLAIN_LAYOUT } from "../../src/text.ts";
import type { CheckupInput } from "../../src/workflows/checkup.ts";
import { allStarts, moduleOf, WORKFLOW_NAMES } from "../../src/workflows/index.ts";
import type { Notice } from "../../src/workflows/notice.ts";
import { QUESTIONS } from "../../src/workflows/words.ts";
import { type MadeRun, SESSION, STATES } from "../cli/make-run.ts";
import { allStartedHere } from "../harness/known.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";

export type Kind =
  | "title"
  | "header"
  | "label"
  | "option"
  | "skip reason"
  | "said"
  | "help"
  | "notice"
  | "next step"
  | "preflight"
  | "checkup";

export interface Entry {
  kind: Kind;
  /** What it belongs to, such as `team veto lift`. */
  of: string;
  /** Where it is read. */
  where: "host" | "terminal" | "both";
  text: string;
}

/** A question of this kind about the first task. */
const asked = (kind: string, options: string[], more: Partial<Question> = {}): Question =>
  ({
    id: "Q1",
    kind,
    task: "T1",
    options,
    text: null,
    labels: [],
    commands: [],
    request: null,
    start: null,
    edit: { path: ".task/plan-refined.json", sha: "", problems: [], task: "T1" },
    why: [],
    wants_reason: null,
    proposed: null,
    ...more,
  }) as unknown as Question;

/** The words of every question, with every option. A title that is the agent's own has none here. */
function questions({ run }: MadeRun): Entry[] {
  return WORKFLOW_NAMES.flatMap((name) => {
    const { workflow, questions: own } = moduleOf(name);
    const entry = Object.keys(workflow.entries)[0]!;
    const options = { phase: "2", track: "full", plan: "02-01" };
    const gate = workflow.entries[entry]!.gates[0]!.key;
    const tasks = run.tasks.map((task) => (task.id === "T1" ? { ...task, gate } : task));
    const scene = { workflow, run: { ...run, workflow: name, entry, options, tasks } as Run };
    const all = name === WORKFLOW_NAMES[0] ? { ...QUESTIONS, ...own } : own;
    return Object.entries(all).flatMap(([kind, words]): Entry[] => {
      const of = `${name} ${kind}`;
      const title = words.title(scene, asked(kind, Object.keys(words.options)));
      return [
        { kind: "header", of, where: "both", text: words.header },
        ...(title === "" ? [] : [{ kind: "title", of, where: "both", text: title } as const]),
        ...Object.entries(words.options).flatMap(([key, { label, description }]): Entry[] => [
          { kind: "label", of: `${of} ${key}`, where: "both", text: label },
          { kind: "option", of: `${of} ${key}`, where: "both", text: description },
        ]),
      ];
    });
  });
}

const skipReasons = (): Entry[] =>
  WORKFLOW_NAMES.flatMap((name) =>
    Object.entries(moduleOf(name).skipReasons ?? {})
      .filter(([, text]) => text !== "")
      .map(([rule, text]): Entry => ({ kind: "skip reason", of: `${name} ${rule}`, where: "both", text })),
  );

/** States that a person can be in, and what they type there: right, wrong, and at the wrong time. */
const STATE_NAMES = [
  "no run",
  "story question open",
  "review running",
  "escalation",
  "provider failed",
  "complete",
  "cancelled",
];
const TYPED = [
  ...[
    "status",
    "decide",
    "decide Z",
    "decide A --question Q9",
    "decide change",
    "ruling who",
    "cancel",
    "reset",
    "resume",
  ],
  ...[
    "resume none",
    "resume --from 3",
    "rollback",
    "rollback --undo",
    "trust",
    "trust 0123456789ab",
    "status --run none",
  ],
  ...["cancel --forc", "park"],
];
const IN_TERMINAL = [
  ...[
    "",
    "next",
    "next --proceed",
    "phase",
    "explain T1",
    "explain T99",
    "runs",
    "log --run none",
    "verify",
    "report --run none",
  ],
  ...[
    "visualize",
    "budget check",
    "roadmap",
    "roadmap remove 9",
    "notify --test",
    "check T5",
    "run",
    "run team",
    "run teem x",
  ],
  ...["run --continue", "run multi-ai ok", "stauts"],
];
const NEW_REQUESTS = ["ok", "status", "decide A", "Add x --force", "-auto Add x", "?", "help decide", "Add a door"];

const env = { PATH: "/usr/bin:/bin", HOME: "/nonexistent" };

async function typedInTerminal(root: string, line: string): Promise<string> {
  const [name = "", ...words] = line.split(" ");
  const verb = name === "" ? ALONE : VERBS[name];
  // The program says so before it looks for a verb's own words.
  if (verb === undefined) return "";
  const context: Context = {
    project: findProject(root),
    from: root,
    session: null,
    belowHost: () => false,
    confirm: async () => null,
    patience: 60_000,
    json: false,
    ...PLAIN_LAYOUT,
    env,
    say: () => {},
    warn: () => {},
  };
  return carryOut(name || PLUGIN, verb, parseWords(name || PLUGIN, verb, words), context)
    .catch((error) => failed(error, "terminal"))
    .then(({ text }) => text);
}

async function typedInHost(root: string, line: string): Promise<string> {
  const [name = "", ...rest] = line.split(" ");
  const payload = narrow({
    hook_event_name: "UserPromptExpansion",
    session_id: SESSION,
    command_name: `${PLUGIN}:${name}`,
    command_args: rest.join(" "),
  });
  const output = await handle(hookCall(payload, findProject(root), { ...env, CLAUDE_PROJECT_DIR: root }));
  const { reason, systemMessage } = (output ?? {}) as { reason?: string; systemMessage?: string };
  return reason ?? systemMessage ?? "";
}

/** What commands say in each state, at both doors; each line is typed into a copy of its own. */
async function said(states: Record<string, string>): Promise<Entry[]> {
  const all: Entry[] = [];
  const type = async (state: string, where: "host" | "terminal", line: string): Promise<void> => {
    const root = join(tempDir(), basename(states[state]!));
    cpSync(states[state]!, root, { recursive: true, verbatimSymlinks: true });
    allStartedHere(root);
    speak(where === "host" ? inHost : calledAs(PLUGIN));
    const text = await (where === "host" ? typedInHost : typedInTerminal)(root, line);
    speak(calledAs(PLUGIN));
    if (text !== "")
      all.push({ kind: "said", of: `${line || PLUGIN} · ${state}`, where, text: text.replaceAll(root, "/p") });
  };
  for (const state of STATE_NAMES) {
    for (const line of [...TYPED, ...IN_TERMINAL]) await type(state, "terminal", line);
    // What the built program answers there is said by the same code as in a terminal.
    for (const line of TYPED.filter((one) => one !== "park")) await type(state, "host", line);
    for (const request of ["story question open", "no run"].includes(state) ? NEW_REQUESTS : [])
      await type(state, "host", `multi-ai ${request}`);
  }
  return all;
}

function help(): Entry[] {
  const verbs = Object.entries(VERBS).flatMap(([name, verb]): Entry[] => [
    { kind: "help", of: name, where: "terminal", text: verb.summary },
    ...Object.entries(verb.options).map(
      ([option, { about }]): Entry => ({ kind: "help", of: `${name} --${option}`, where: "terminal", text: about }),
    ),
  ]);
  const starts = Object.entries(allStarts()).flatMap(([name, { flags }]): Entry[] => [
    { kind: "help", of: `/${name} --help`, where: "host", text: startHelp(name) },
    ...Object.entries(flags).map(
      ([flag, { about }]): Entry => ({ kind: "help", of: `/${name} --${flag}`, where: "both", text: about }),
    ),
  ]);
  const slips = NEW_REQUESTS.filter((line) => !asksForHelp(line)).flatMap((line): Entry[] => {
    const text = slipIn("terminal", PLUGIN, line);
    return text === null ? [] : [{ kind: "said", of: `run ${PLUGIN} "${line}"`, where: "terminal", text }];
  });
  return [...verbs, ...starts, ...slips];
}

/** Messages to receivers, for each occasion. */
function notices({ project, run }: MadeRun): Entry[] {
  return OCCASIONS.flatMap((on) =>
    ([null, "rate_limit"] as const).map((held): Entry => {
      const notice = {
        ...{ on, run: run.run, workflow: run.workflow, status: on === "end" ? "failed" : "running", held, round: null },
        questions: held === null ? [{ id: "Q1", kind: "story", about: "T1 Gather requirements" }] : [],
        ...{ failed: ["T6 Implementation"], minutes: 12, tokens: 40_000, done: 3, total: 9, seq: 1 },
      } as unknown as Notice;
      const facts = { root: project.root, files: 2, snapshot: "refs/multi-ai/x", lines: [], usd: null };
      const { title, text } = messageOf(notice, facts);
      return {
        kind: "notice",
        of: `${on}${held === null ? "" : ", held"}`,
        where: "terminal",
        text: `${title}\n${text}`,
      };
    }),
  );
}

function steps(made: Record<string, MadeRun>): Entry[] {
  const doors = { host: inHost, terminal: calledAs(PLUGIN) } as const;
  return Object.entries(made).flatMap(([state, { project, run }]) =>
    (["host", "terminal"] as const).flatMap((where) => {
      speak(doors[where]);
      const facts = reportFacts(project, run);
      const all = nextSteps(facts, "rollback").map(
        ({ command, does }): Entry => ({ kind: "next step", of: state, where, text: `${command}: ${does}` }),
      );
      speak(calledAs(PLUGIN));
      return all;
    }),
  );
}

function beforehand(): Entry[] {
  const [clean, plain, dirty] = [makeProject(), makeProject({ git: false }), makeProject()];
  writeFileSync(join(dirty, "new.ts"), "1");
  const modes = [...Object.keys(MODES), "unheard of"];
  const first = modes.map((mode) => [mode, clean] as const);
  const others = [plain, dirty].map((root) => ["auto", root] as const);
  const said = [...first, ...others].flatMap(([mode, root]) =>
    preflight(findProject(root), mode).map((text): Entry => ({ kind: "preflight", of: mode, where: "both", text })),
  );
  const findings = modes.flatMap((mode) => {
    const project = tempDir();
    mkdirSync(join(project, ".claude"));
    const set = { permissions: { defaultMode: mode, deny: mode === "auto" ? ["Bash"] : [] } };
    writeFileSync(join(project, ".claude/settings.json"), JSON.stringify(set));
    const input = { project, task: join(project, ".task"), plugin: "", env, claude: null } as CheckupInput;
    return [permissionsFinding(input, "2.1.328"), sandboxFinding(input)];
  });
  return [
    ...said,
    ...findings.map(({ found, remedy, name }): Entry => {
      return { kind: "checkup", of: name, where: "terminal", text: [found, ...(remedy ? [remedy] : [])].join("\n") };
    }),
  ];
}

/** All of them. Makes runs in temporary projects, which `cleanup` removes. */
export async function catalogue(): Promise<Entry[]> {
  const made: Record<string, MadeRun> = {};
  for (const name of STATE_NAMES.slice(1)) made[name] = await STATES[name as keyof typeof STATES]();
  const roots = Object.fromEntries(Object.entries(made).map(([name, { root }]) => [name, root]));
  const open = made["story question open"]!;
  const all = [
    ...questions(open),
    ...skipReasons(),
    ...beforehand(),
    ...notices(open),
    ...steps(made),
    ...help(),
    ...(await said({ "no run": makeProject(), ...roots })),
  ];
  // The same text in several states is read once.
  const seen = new Set<string>();
  return all.filter(({ kind, where, text }) => {
    const key = [kind, where, text.replaceAll(/multi-ai-[0-9a-f]{8}/g, "<run>")].join("\0");
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}

if (import.meta.main) {
  const [filter = ""] = process.argv.slice(2);
  for (const { kind, of, where, text } of await catalogue())
    if (`${kind} ${of}`.includes(filter))
      console.log(`${kind} · ${of}${where === "both" ? "" : ` · ${where}`}\n    ${text.replaceAll("\n", "\n    ")}`);
  await cleanup();
  process.exit();
}
