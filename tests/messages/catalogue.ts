// Every text that a person can meet, in one listing for reading: `bun tests/messages/catalogue.ts [filter]`.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { permissionsFinding, sandboxFinding } from "../../src/checkup/permissions.ts";
import { VERBS } from "../../src/cli/verbs.ts";
import { acceptedTasks, type Question, type Run } from "../../src/engine/run.ts";
import { handle } from "../../src/hooks/index.ts";
import { hookCall } from "../../src/hooks/step.ts";
import { MODES } from "../../src/host/modes.ts";
import { narrow } from "../../src/host/payload.ts";
import { calledAs, inHost, PLUGIN, speak } from "../../src/plugin.ts";
import { findProject } from "../../src/project/project.ts";
import { atWorkText } from "../../src/render/directive.ts";
import { nextSteps } from "../../src/render/next-steps.ts";
import { cameOf } from "../../src/run/came-of.ts";
import { asksForHelp, slipIn, startHelp } from "../../src/run/commands/slips.ts";
import { messageOf } from "../../src/run/notify/message.ts";
import { preflight } from "../../src/run/preflight.ts";
import { reportFacts, reportOf } from "../../src/run/report.ts";
import { OCCASIONS, type Occasion } from "../../src/settings.ts";
import type { CheckupInput } from "../../src/workflows/checkup.ts";
import { allStarts, moduleOf, WORKFLOW_NAMES } from "../../src/workflows/index.ts";
import type { Notice } from "../../src/workflows/notice.ts";
import { QUESTIONS } from "../../src/workflows/words.ts";
import { inProcess, terminalContext } from "../cli/in-process.ts";
import { apply, type MadeRun, makeRun, SESSION, STATES } from "../cli/make-run.ts";
import { makeTeamRun } from "../cli/make-team-run.ts";
import { IS_FULL } from "../harness/in-full.ts";
import { allStartedHere } from "../harness/known.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import * as planning from "../workflows/phases/planning-given.ts";

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
  | "report"
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

/** States of a run, and what is typed there: right, wrong, and at the wrong time. */
const STATE_NAMES = [
  ...["story question open", "review running", "complete", "cancelled"],
  // What is said there is said of other questions elsewhere: `npm run test:faults` and a reader look at all of them.
  ...(IS_FULL || import.meta.main ? ["escalation", "provider failed"] : []),
] as (keyof typeof STATES)[];
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
  ...["", "next", "next --proceed", "phase", "explain T1", "explain T99", "runs", "log --run none", "verify"],
  ...[
    "report --run none",
    "visualize",
    "budget check",
    "roadmap",
    "roadmap remove 9",
    "notify --test",
    "check T5",
    "run",
  ],
  ...["run team", "run teem x", "run --continue", "run multi-ai ok"],
];
const NEW_REQUESTS = ["ok", "status", "decide A", "Add x --force", "-auto Add x", "?", "help decide", "Add a door"];

/** A place where something is typed. `isOwn`: its run was begun on this machine. */
interface Place {
  root: string;
  isOwn: boolean;
  terminal: string[];
  host: string[];
}

const withSettings = (text: string): string => {
  const root = makeProject();
  writeFiles(root, { ".claude/multi-ai.json": text });
  return root;
};

/** Runs in each state, and the places where something is not as it should be. */
async function places(made: Record<string, MadeRun>): Promise<Record<string, Place>> {
  const both = { isOwn: true, terminal: [...TYPED, ...IN_TERMINAL], host: TYPED.filter((line) => line !== "park") };
  const runs = Object.entries(made).map(([name, { root }]): [string, Place] => [name, { root, ...both }]);
  const open = made["story question open"]!;
  const few = ["status", "decide A", "cancel", "reset", "resume", "rollback", "trust"];
  const start = "multi-ai Add a door";
  const broken = (await makeRun()).root;
  const journal = join(broken, ".task/events.jsonl");
  writeFileSync(journal, readFileSync(journal, "utf8").replace('"type":"wrote"', '"type":"Wrote"'));
  rmSync(join(broken, ".task/snapshot.json"));
  const parked = (await makeRun()).root;
  await typedInTerminal(parked, "park");
  const held = await makeRun();
  apply(held.project, { do: "hold", failure: { failure: "rate_limit", message: "Limit reached", until: "3pm (UTC)" } });
  const team = await makeTeamRun({ answer: () => null });
  const phases = makeProject();
  planning.project(phases, [
    { number: "1", name: "Base", done: true },
    { number: "2", name: "Search", depends: "Phase 1" },
  ]);
  const waits = withSettings('{"tests": {"commands": ["npm test"]}, "execute": {"allow": ["make check"]}}');
  const wrong = withSettings('{"limit": 3, "bounds": {"implementr": {"minutes": -1}}, "codex": {"missing": "gpt"}}');
  return {
    "no run": { ...both, root: makeProject(), host: [...both.host, ...NEW_REQUESTS.map((line) => `multi-ai ${line}`)] },
    ...Object.fromEntries(runs),
    "a second request": {
      ...both,
      root: open.root,
      terminal: [],
      host: NEW_REQUESTS.map((line) => `multi-ai ${line}`),
    },
    "came with the project": { root: open.root, isOwn: false, terminal: few, host: [...few, start] },
    "its journal is broken": { root: broken, isOwn: true, terminal: few, host: [...few, start] },
    parked: { root: parked, isOwn: true, terminal: [...few, "runs"], host: few },
    "the API gives no answer": { root: held.root, isOwn: true, terminal: [...few, "next"], host: few },
    "settings wait": {
      root: waits,
      isOwn: true,
      terminal: ["trust", "verify", "run multi-ai door"],
      host: ["trust", start],
    },
    "settings are wrong": {
      root: wrong,
      isOwn: true,
      terminal: ["verify", "trust", "run multi-ai door"],
      host: [start],
    },
    "a checkpoint of a team run": {
      ...{ root: team.root, isOwn: true, host: ["status", "decide", "ruling who"] },
      terminal: ["", "next", "next --proceed", "ruling who", "budget check", "explain T1", "rollback"],
    },
    "a project in phases": {
      ...{ root: phases, isOwn: true, host: ["next", "plan-phase 9", "verify-work 1", "execute-phase 2", "status"] },
      terminal: ["roadmap", "roadmap remove 1", "roadmap move 2 1", "roadmap resume", "roadmap insert 9 x", "status"],
    },
  };
}

const env = { PATH: "/usr/bin:/bin", HOME: "/nonexistent" };

async function typedInTerminal(root: string, line: string): Promise<string> {
  // The program says that there is no such verb before it looks for a verb's own words.
  return (await inProcess(line.split(" "), terminalContext(root, env)))?.text ?? "";
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

/** Lines that change nothing where they are typed; each other one gets a copy of its own. */
const READS =
  /^(?:|status.*|next|phase|explain .*|runs|log .*|report .*|visualize|budget check|roadmap|notify --test|check .*|run.*|.* none|.*--forc|decide(?: Z| change)?)$/;

/** What commands say in each place, at both doors. */
async function said(all: Record<string, Place>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const [state, place] of Object.entries(all))
    for (const where of ["terminal", "host"] as const)
      for (const line of place[where]) {
        const isReading = place.isOwn && where === "terminal" && READS.test(line);
        const root = isReading ? place.root : join(tempDir(), basename(place.root));
        if (!isReading) cpSync(place.root, root, { recursive: true, verbatimSymlinks: true });
        if (place.isOwn && !isReading) allStartedHere(root);
        speak(where === "host" ? inHost : calledAs(PLUGIN));
        const text = await (where === "host" ? typedInHost : typedInTerminal)(root, line);
        speak(calledAs(PLUGIN));
        const of = `${line || PLUGIN} · ${state}`;
        if (text !== "") entries.push({ kind: "said", of, where, text: text.replaceAll(root, "/p") });
      }
  return entries;
}

/** What is said of a run beside commands: what is at work, what came of each task, and the report of one that is over. */
const ofRuns = (made: Record<string, MadeRun>): Entry[] =>
  Object.entries(made).flatMap(([of, { project, run }]): Entry[] => [
    { kind: "report", of, where: "terminal", text: reportOf(project, run) },
    ...run.tasks
      .filter(({ status }) => status === "running")
      .map(
        (task): Entry => ({
          kind: "said",
          of,
          where: "host",
          text: atWorkText(run, [task], { told: true, now: run.updated_at }),
        }),
      ),
    ...acceptedTasks(run).map((task): Entry => ({ kind: "said", of, where: "host", text: cameOf(project, run, task) })),
  ]);

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

const AT_WORK = {
  ...{ id: "T6", subject: "Implementation", phase: "implementation", agent: "implementer", round: 2, dispatch: 1 },
  ...{ outcome: null, seen: null },
};
const TOLD_OF: Partial<Record<Occasion, object>> = {
  silent: { ...AT_WORK, edge: "silent", seen: { at: "2026-11-22T10:00:00.000Z", tool: "Bash" } },
  phase: { ...AT_WORK, edge: "end", outcome: "complete" },
};

/** Messages to receivers, for each occasion. */
function notices({ project, run }: MadeRun): Entry[] {
  return OCCASIONS.flatMap((on) =>
    ([null, "rate_limit"] as const).map((held): Entry => {
      const notice = {
        ...{ on, run: run.run, workflow: run.workflow, status: on === "end" ? "failed" : "running", held, round: null },
        questions: held === null ? [{ id: "Q1", kind: "story", about: "T1 Gather requirements" }] : [],
        task: TOLD_OF[on] ?? null,
        ...{ failed: ["T6 Implementation"], minutes: 12, tokens: 40_000, done: 3, total: 9, seq: 1 },
      } as unknown as Notice;
      const facts = {
        root: project.root,
        files: 2,
        snapshot: "refs/multi-ai/x",
        lines: [],
        cost: { usd: null, unknown: [] },
      };
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

/** The question that stands in a text, which is read once for each door. */
const QUESTION = /^Q\d+ · [\s\S]*$/m;

/** All of them. Makes runs in temporary projects, which `cleanup` removes. */
export async function catalogue(): Promise<Entry[]> {
  const made: Record<string, MadeRun> = {};
  for (const name of STATE_NAMES) made[name] = await STATES[name]();
  const open = made["story question open"]!;
  const all = [
    ...questions(open),
    ...skipReasons(),
    ...beforehand(),
    ...notices(open),
    ...steps(made),
    ...help(),
    ...ofRuns({ complete: made.complete!, cancelled: made.cancelled!, "review running": made["review running"]! }),
    ...(await said(await places(made))),
  ];
  const seen = new Set<string>();
  /** The same text in several states is read once. */
  const isNew = ({ kind, where, text }: Entry): boolean => {
    const key = [kind, where, text.replaceAll(/[a-z-]+-[0-9a-f]{8}/g, "<run>")].join("\0");
    return seen.has(key) ? false : Boolean(seen.add(key));
  };
  return all
    .map((one) => {
      const [question] = QUESTION.exec(one.text) ?? [];
      const isKnown = question !== undefined && seen.has(`${one.where}\0${question}`);
      if (question !== undefined) seen.add(`${one.where}\0${question}`);
      return isKnown ? { ...one, text: one.text.replace(question!, () => "(the open question)") } : one;
    })
    .filter(isNew);
}

if (import.meta.main) {
  const [filter = ""] = process.argv.slice(2);
  for (const { kind, of, where, text } of await catalogue())
    if (`${kind} ${of}`.includes(filter))
      console.log(`${kind} · ${of}${where === "both" ? "" : ` · ${where}`}\n    ${text.replaceAll("\n", "\n    ")}`);
  await cleanup();
  process.exit();
}
