// Brings a real run of the council to the tasks that real readers have to answer, with the product's own code and valid artifacts.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import type { Run, Task } from "../../src/engine/run.ts";
import type { Project } from "../../src/project/project.ts";
import { checkArtifact } from "../../src/run/accept.ts";
import { briefOf, NONCE_LINE } from "../../src/run/brief.ts";
import { checkTask } from "../../src/run/check.ts";
import { change, readRun } from "../../src/run/run.ts";
import { startRun } from "../../src/run/start.ts";
import { subjectOf } from "../../src/run/subject.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { sha256 } from "../../src/store/journal.ts";
import { putObjects } from "../../src/store/objects.ts";
import { FILES, MASTER_PLAN } from "../../src/workflows/council/paths.ts";
import { makeStamp } from "../../src/workflows/stamp.ts";
import { git, writeFiles } from "../harness/project.ts";
import { restamped } from "./answers.ts";
import { type CouncilCase, loadCouncilCase, projectFiles, type Track } from "./council-case.ts";
import { agentBody, projectAt } from "./drive.ts";

const SESSION = "readers";
/** Tasks of one run of readers, at most. */
const MAX_STEPS = 80;

/** One answer of a reader, as the program took it. */
export interface Answered {
  /** The task, as its answers are named. */
  name: string;
  item: string | null;
  schema: string;
  text: string;
  /** What was wrong with each try before the valid one; the last entry is empty where one was valid. */
  tries: string[][];
}

export interface Played {
  case: CouncilCase;
  project: Project;
  run: Run;
  answered: Answered[];
  /** Tasks that no reader has answered yet, with the folder that each one gets. */
  open: { name: string; task: Task; nonce: string; folder: string }[];
}

/** `Vote - grok-devil v2` as the name of a file. */
export const nameOf = (task: Pick<Task, "subject">): string =>
  task.subject
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

const nonceOf = (one: CouncilCase, track: Track, task: Task): string =>
  sha256(`${one.name} ${track} ${task.id} ${task.dispatches}`).slice(0, 32);

/** Answers of readers that are recorded for a track. */
export const storeOf = (one: CouncilCase, track: Track): string => join(one.folder, `answers-${track}`);

/** The tries of a task in a store, in order. */
export function triesOf(store: string, task: Task): string[] {
  if (!existsSync(store)) return [];
  const named = new RegExp(`^${nameOf(task)}\\.(\\d+)\\.(?:json|md)$`);
  return readdirSync(store)
    .filter((file) => named.test(file))
    .sort((a, b) => Number(named.exec(a)![1]) - Number(named.exec(b)![1]))
    .map((file) => readFileSync(join(store, file), "utf8"));
}

/** Where the next try of a task goes. */
export const nextTry = (store: string, task: Task): string =>
  join(store, `${nameOf(task)}.${triesOf(store, task).length + 1}${extname(task.writes)}`);

/** What the case gives for a task of a track, stamped; null: a reader has to answer it. */
function givenText(one: CouncilCase, track: Track, task: Task, nonce: string): string | null {
  if (track === "open") return null;
  const isPlan = task.writes === MASTER_PLAN;
  if (isPlan && (track === "synthesis" || task.subject !== "Synthesis")) return null;
  const path = isPlan
    ? join(one.folder, `${track}.md`)
    : join(one.folder, "given", task.writes.slice(FILES.length + 1));
  if (!existsSync(path)) return null;
  const text = readFileSync(path, "utf8");
  return task.writes.endsWith(".json")
    ? `${JSON.stringify({ task: task.id, nonce, ...JSON.parse(text) }, null, 2)}\n`
    : `${makeStamp({ task: task.id, nonce })}\n${text}`;
}

function begin(one: CouncilCase, root: string): Project {
  mkdirSync(root, { recursive: true });
  if (readdirSync(root).length > 0) throw new Error(`${root} is not empty; name a new folder`);
  const project = projectAt(root);
  writeFiles(project.root, projectFiles(one));
  git(project.root, "init", "-q", "-b", "main");
  git(project.root, "config", "user.name", "Test Person");
  git(project.root, "config", "user.email", "test@example.invalid");
  git(project.root, "add", "-A");
  git(project.root, "commit", "-q", "-m", "start");
  startRun(project, {
    workflow: "council",
    request: one.request,
    auto: false,
    settings: DEFAULT_SETTINGS,
    options: {},
    session: SESSION,
    host: null,
  });
  return project;
}

async function dispatch(one: CouncilCase, track: Track, project: Project, task: Task) {
  const run = readRun(project)!;
  const subject = subjectOf(project, run, task);
  if (!subject.ok) throw new Error(subject.problem);
  const nonce = nonceOf(one, track, task);
  const text = await briefOf(project, run, task, nonce, subject.subject);
  const [stored] = putObjects(project.task, [text.replace(NONCE_LINE, "")]);
  change(project, () => [
    {
      do: "dispatch",
      task: task.id,
      call: `call-${task.id}-${task.dispatches}`,
      nonce: sha256(nonce),
      agentType: `multi-ai:${task.who.agent}`,
      session: SESSION,
      host: null,
      brief: stored!,
      subject: subject.subject,
      check: false,
    },
  ]);
  return { nonce, text };
}

/** Runs a program's part, with temporary files out of the project: its tree is what is looked at. */
async function programPart(project: Project, task: Task, nonce: string): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), "multi-ai-reader-"));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
  try {
    await checkTask(project, task.id, nonce);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Takes a text as the answer of a running task. @returns what is wrong with it */
async function hand(project: Project, task: Task, nonce: string, text: string): Promise<string[]> {
  const bytes = new TextEncoder().encode(text);
  writeFiles(project.root, { [task.writes]: text });
  const run = readRun(project)!;
  const running = run.tasks.find((again) => again.id === task.id)!;
  const subject = subjectOf(project, run, running);
  if (!subject.ok) throw new Error(subject.problem);
  const result = await checkArtifact(project, run, running, sha256(nonce), subject.subject, bytes);
  if (!result.ok) return result.problems;
  putObjects(project.task, [bytes]);
  const over = { task: task.id, nonce: sha256(nonce), blockable: false, subject: subject.subject };
  change(project, () => [{ do: "ended", ...over, result: { ok: true, artifact: result.artifact } }]);
  return [];
}

/** The same answer where the chain has another place for its task today, and so another stamp in the plan that it votes on. */
function asOfNow(project: Project, answer: string, task: Task, nonce: string): string {
  const now = restamped(answer, task.id, nonce);
  if (now === answer || task.schema !== "vote") return now;
  const plan = sha256(readFileSync(join(project.root, MASTER_PLAN)));
  return now.replace(/("plan"\s*:\s*)"[0-9a-f]{64}"/, `$1"${plan}"`);
}

/** What one reader gets: the agent's file without its front matter, then the brief. */
function putFolder(folder: string, task: Task, text: string): void {
  const files = { "agent.md": `${agentBody(task.who.agent)}\n`, "brief.md": text };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/**
 * Plays a track in a new folder with what is given and what readers have answered, up to the tasks that nobody has answered,
 * which are dispatched: the project is in `<folder>/project`, each reader's agent file and brief in `<folder>/<task>/`.
 * @throws when an artifact of the case is not valid, or the folder has something in it
 */
export async function playCouncil(name: string, track: Track, folder: string, from?: string): Promise<Played> {
  const one = loadCouncilCase(name);
  const store = from ?? storeOf(one, track);
  const project = begin(one, join(folder, "project"));
  const answered: Answered[] = [];
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const run = readRun(project)!;
    const ready = run.tasks.filter((task) => task.status === "ready");
    if (run.questions.length > 0 || ready.length === 0) return { case: one, project, run, answered, open: [] };
    // Those that are ready together are dispatched together, as in a real run: none sees the answer of another.
    const open: Played["open"] = [];
    const sent = [];
    for (const task of ready) sent.push({ task, ...(await dispatch(one, track, project, task)) });
    for (const { task, nonce, text } of sent) {
      if (task.who.program) {
        await programPart(project, task, nonce);
        continue;
      }
      const given = givenText(one, track, task, nonce);
      if (given !== null) {
        const problems = await hand(project, task, nonce, given);
        if (problems.length > 0)
          throw new Error(`${name}, ${track}: the artifact of ${task.subject} is not valid:\n${problems.join("\n")}`);
        continue;
      }
      const tries: string[][] = [];
      let answer = "";
      for (const recorded of triesOf(store, task)) {
        answer = asOfNow(project, recorded, task, nonce);
        tries.push(await hand(project, task, nonce, answer));
      }
      if (tries.length > 0)
        answered.push({ name: nameOf(task), item: task.item, schema: task.schema, text: answer, tries });
      if (tries.at(-1)?.length === 0) continue;
      const reader = join(folder, nameOf(task));
      putFolder(reader, task, text);
      rmSync(join(project.root, task.writes), { force: true });
      mkdirSync(dirname(join(project.root, task.writes)), { recursive: true });
      open.push({ name: nameOf(task), task, nonce, folder: reader });
    }
    if (open.length > 0) return { case: one, project, run: readRun(project)!, answered, open };
  }
  throw new Error(`${name}, ${track}: ${MAX_STEPS} steps were not enough`);
}
