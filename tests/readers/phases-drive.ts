// bun tests/readers/phases-drive.ts <project> start <command> [words] | next | submit [task] | answer <option> [words] | state | note <words>
// Plays the commands of phases in a real project, with real readers in the place of the agents: the run lies in `.task` as ever;
// what each reader gets (agent.md, brief.md) and each of its tries lie in `<project>.readers/<run>/<task>/`, beside the project.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { Refused } from "../../src/engine/commands.ts";
import { directive, questionsToAsk } from "../../src/engine/directive.ts";
import { isLive, type Question, type Run, type Task, taskOf } from "../../src/engine/run.ts";
import { isAlive } from "../../src/host/host.ts";
import { headOf } from "../../src/project/head.ts";
import type { Project } from "../../src/project/project.ts";
import { restoreReads } from "../../src/record/accepted.ts";
import { type QuestionView, questionText } from "../../src/render/questions.ts";
import { statusText } from "../../src/render/status.ts";
import { checkArtifact } from "../../src/run/accept.ts";
import { briefOf, NONCE_LINE } from "../../src/run/brief.ts";
import { checkTask } from "../../src/run/check.ts";
import { viewQuestion } from "../../src/run/questions.ts";
import { reportOf } from "../../src/run/report.ts";
import { change, readRun } from "../../src/run/run.ts";
import { readSettings } from "../../src/run/settings.ts";
import { startRun } from "../../src/run/start.ts";
import { readStart } from "../../src/run/start-request.ts";
import { viewOf } from "../../src/run/status.ts";
import { movedSince, subjectOf, treeAtStart } from "../../src/run/subject.ts";
import { sha256 } from "../../src/store/journal.ts";
import { putObjects } from "../../src/store/objects.ts";
import { readArtifact } from "../../src/store/small-file.ts";
import { standingText } from "../../src/workflows/index.ts";
import { AGENTS, agentBody, projectAt } from "./drive.ts";

const SESSION = "readers";
/** Checks between two tasks of readers, at most. */
const MAX_STEPS = 80;

/** What a reader or the person has to be told; thrown where nothing was done. */
class Told extends Error {}

const nameOf = ({ subject }: Pick<Task, "subject">): string =>
  subject
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 40);

const storeOf = (project: Project): string => `${project.root}.readers`;

/** What one dispatch of a task gives its reader, and gets. */
const folderOf = (project: Project, run: Run, task: Task): string =>
  join(storeOf(project), run.run, `${task.id}.${task.dispatches}-${nameOf(task)}`);

/** The tools that the host gives an agent. */
const toolsOf = (agent: string): string =>
  /^tools: (.*)$/m.exec(readFileSync(join(AGENTS, `${agent}.md`), "utf8"))?.[1] ?? "all";

function runIn(project: Project): Run {
  const run = readRun(project);
  if (run === null) throw new Told("No run here; start one.");
  return run;
}

const runningTask = (run: Run, id: string): Task => {
  const task = taskOf(run, id);
  if (task?.status !== "running") throw new Told(`${id} is not at work.`);
  return task;
};

function subjectOr(project: Project, run: Run, task: Task): string | null {
  const subject = subjectOf(project, run, task);
  if (!subject.ok) throw new Told(`${task.id}: ${subject.problem}`);
  return subject.subject;
}

/** Dispatches a task as the host's call would: a program's part is carried out, a reader gets a folder. */
async function dispatch(project: Project, id: string): Promise<void> {
  const run = runIn(project);
  const task = taskOf(run, id)!;
  const gone = restoreReads(project, run, task);
  if (gone !== null) throw new Told(`${id} cannot start: ${gone}`);
  const subject = subjectOr(project, run, task);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  const text = await briefOf(project, run, task, nonce, subject);
  const [brief] = putObjects(project.task, [text.replace(NONCE_LINE, "")]);
  const isProgram = task.who.program !== undefined;
  const { run: now } = change(project, () => [
    {
      do: "dispatch",
      task: id,
      call: `call-${id}-${task.dispatches}`,
      nonce: sha256(nonce),
      agentType: `multi-ai:${task.who.agent}`,
      session: SESSION,
      host: null,
      brief: brief!,
      subject: subject ?? treeAtStart(project, run),
      moved: movedSince(project, run, task, subject),
      check: isProgram,
      head: headOf(project.root),
    },
  ]);
  if (isProgram) {
    console.log(`${id} ${task.subject}: the program's part …`);
    await checkTask(project, id, nonce);
    return;
  }
  const folder = folderOf(project, now!, taskOf(now!, id)!);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "agent.md"), `${agentBody(task.who.agent)}\n`);
  writeFileSync(join(folder, "brief.md"), text);
}

/** Program's parts whose process has ended without a word, such as one of a drive that was killed. */
function forgetLost(project: Project): void {
  for (const task of runIn(project).tasks)
    if (task.status === "running" && task.dispatch?.check && !(task.dispatch.process && isAlive(task.dispatch.process)))
      change(project, () => [
        { do: "lost", task: task.id, nonce: task.dispatch!.nonce, why: "its check ended without a result" },
      ]);
}

/** Goes on until nothing can go on without a reader or the person, and says what is due. */
async function goOn(project: Project): Promise<void> {
  forgetLost(project);
  for (let steps = 0; ; steps++) {
    const due = directive(readRun(project));
    if (due.do !== "dispatch") break;
    if (steps === MAX_STEPS) throw new Error(`${MAX_STEPS} steps were not enough`);
    for (const id of due.tasks) await dispatch(project, id);
  }
  const run = runIn(project);
  if (!isLive(run)) {
    console.log(`\n${reportOf(project, run)}`);
    return;
  }
  for (const task of run.tasks.filter(({ status }) => status === "running"))
    console.log(readerText(project, run, task));
  for (const one of questionsToAsk(run)) console.log(`\nThe person is asked:\n${shownText(project, run, one)}`);
  if (run.paused !== null) console.log(`The run is held: ${JSON.stringify(run.paused)}`);
}

const readerText = (project: Project, run: Run, task: Task): string => {
  const folder = folderOf(project, run, task);
  return `
${task.id} ${task.subject}: a reader is due
  agent: ${join(folder, "agent.md")}   (its tools: ${toolsOf(task.who.agent)})
  brief: ${join(folder, "brief.md")}
  write: ${join(project.root, task.writes)}
  then:  submit ${task.id}`;
};

const shownText = (project: Project, run: Run, question: Question): string =>
  questionText(viewQuestion(project, run, question), null);

async function start(project: Project, [command = "", ...words]: string[]): Promise<void> {
  const read = await readSettings(project.root);
  if (!read.ok) throw new Told(read.problems.join("\n"));
  const run = readRun(project);
  if (run !== null && isLive(run)) throw new Told(`Run ${run.run} is live; go on with next.`);
  const typed = readStart(command, words.join(" "), read.settings, project.root);
  if (!typed.ok) throw new Told(typed.problem);
  const { request, start: how } = typed.value;
  const { run: now } = startRun(project, { ...how, request, settings: read.settings, session: SESSION, host: null });
  console.log(`Run ${now!.run}: ${how.entry} ${request}`);
  await goOn(project);
}

async function submit(project: Project, [named]: string[]): Promise<void> {
  const run = runIn(project);
  const running = run.tasks.filter((one) => one.status === "running");
  if (named === undefined && running.length !== 1)
    throw new Told(`Name the task: ${running.map(({ id }) => id).join(", ") || "none is at work"}`);
  const task = runningTask(run, named ?? running[0]!.id);
  const file = readArtifact(join(project.root, task.writes));
  if (!file.ok) throw new Told(`${task.writes}: ${file.problem}`);
  const { nonce } = task.dispatch!;
  const subject = subjectOr(project, run, task);
  const result = await checkArtifact(project, run, task, nonce, subject, file.bytes);
  putObjects(project.task, [file.bytes]);
  const folder = folderOf(project, run, task);
  const tries = readdirSync(folder).filter((name) => name.startsWith("answer.")).length + 1;
  writeFileSync(join(folder, `answer.${tries}${extname(task.writes)}`), file.bytes);
  if (!result.ok) writeFileSync(join(folder, `refused.${tries}.txt`), `${result.problems.join("\n")}\n`);
  const { events } = change(project, () => [
    {
      do: "ended",
      task: task.id,
      nonce,
      blockable: true,
      subject,
      result: result.ok ? { ok: true, artifact: result.artifact } : result,
    },
  ]);
  if (events.some((one) => one.type === "accepted")) console.log(`${task.id}: ok`);
  else if (result.ok) console.log(`${task.id}: not taken: ${events.map((one) => one.type).join(", ")}`);
  else console.log(`${task.id} does not count:\n${result.problems.map((one) => `- ${one}`).join("\n")}`);
  // Refused and still at work, the same reader mends it.
  await goOn(project);
}

/** What words mean as an answer: a letter, label or name of an option, with more words behind it; else words of their own. */
function meant(shown: QuestionView, question: Question, option: string, text: string | null) {
  const said = option.toLowerCase();
  const at = /^[a-z]$/.test(said) ? said.charCodeAt(0) - 97 : -1;
  const options = shown.options;
  const picked =
    options.find((one) => one.label.toLowerCase() === said || (one.key === option && question.labels.length === 0)) ??
    options[at];
  if (picked === undefined) return { option: null, text: text === null ? option : `${option} ${text}` };
  if (question.labels.length === 0) return { option: picked.key, text };
  return { option: "answer", text: text === null ? picked.label : `${picked.label}: ${text}` };
}

async function answer(project: Project, words: string[]): Promise<void> {
  const run = runIn(project);
  const named = run.questions.find(({ id }) => id === words[0]);
  const question = named ?? questionsToAsk(run)[0];
  if (question === undefined) throw new Told("Nothing is asked.");
  const [option = "", ...more] = named === undefined ? words : words.slice(1);
  if (option === "") throw new Told("Which option?");
  const said = meant(viewQuestion(project, run, question), question, option, more.join(" ") || null);
  change(project, () => [{ do: "answer", question: question.id, ...said, via: "cli", session: null, named: true }]);
  console.log(`${question.id}: ${said.option ?? "in your own words"}${said.text === null ? "" : `: ${said.text}`}`);
  await goOn(project);
}

/** What a reader hesitated about, kept beside the project. */
function note(project: Project, words: string[]): void {
  const run = readRun(project);
  const at = run?.tasks.find((one) => one.status === "running");
  mkdirSync(storeOf(project), { recursive: true });
  const place = at === undefined ? (run?.entry ?? "-") : `${run!.entry} ${at.id} ${at.subject}`;
  appendFileSync(join(storeOf(project), "notes.md"), `- ${place}: ${words.join(" ")}\n`);
}

const VERBS: Record<string, (project: Project, words: string[]) => void | Promise<void>> = {
  start,
  next: goOn,
  submit,
  answer,
  state: (project) => {
    const run = readRun(project);
    console.log(run === null ? standingText(project.root, { width: 100 }) : statusText(viewOf(project, run)));
  },
  note,
};

const [root = "", verb = "", ...words] = process.argv.slice(2);
if (!existsSync(root) || !Object.hasOwn(VERBS, verb)) {
  console.error(`usage: bun tests/readers/phases-drive.ts <project> ${Object.keys(VERBS).join("|")} [words]`);
  process.exit(2);
}
try {
  await VERBS[verb]!(projectAt(root), words);
} catch (error) {
  if (!(error instanceof Told) && !(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exit(1);
}
