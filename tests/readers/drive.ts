// Brings a real run in a real project to the task of a case, with the product's own code and valid
// artifacts.
import { mkdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { openFindings, type Run, type Task } from "../../src/engine/run.ts";
import { agentFor } from "../../src/plugin.ts";
import type { Project } from "../../src/project/project.ts";
import { subjectOf } from "../../src/run/audit/subject.ts";
import { briefOf } from "../../src/run/dispatch/brief.ts";
import { NONCE_LINE } from "../../src/run/dispatch/brief-files.ts";
import { change, readRun } from "../../src/run/journal/change.ts";
import { checkArtifact } from "../../src/run/results/accept.ts";
import { startRun } from "../../src/run/start/start-run.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { sha256 } from "../../src/store/journal.ts";
import { putObjects } from "../../src/store/objects.ts";
import type { Plan } from "../../src/workflows/multi-ai/plan.ts";
import type { UserStory } from "../../src/workflows/multi-ai/user-story.ts";
import { git, writeFiles } from "../harness/project.ts";
import { artifactOf, CASES, type Case, filesOf, loadCase } from "./case.ts";

const AGENTS = join(import.meta.dir, "..", "..", "agents");
const SESSION = "readers";

/** What the person says on the way, by the kind of question. */
const CONSENTS: Record<string, string> = {
  story: "approve",
  "checkpoint-a": "proceed",
  "checkpoint-b": "proceed",
  "check-cannot-run": "waive",
};

export interface Prepared {
  case: Case;
  project: Project;
  run: Run;
  task: Task;
  nonce: string;
  /** What a real agent gets: its own file's body, then the brief. */
  prompt: string;
}

const projectAt = (folder: string): Project => {
  const root = realpathSync(folder);
  return { root, task: join(root, ".task"), found: "git" };
};

/** An agent's file without its front matter. */
export function agentBody(agent: string): string {
  const text = readFileSync(join(AGENTS, `${agent}.md`), "utf8");
  return text.slice(text.indexOf("\n---\n", 3) + 5).trim();
}

/** The same case always has the same nonces: a recorded answer stays an answer to it. */
const nonceOf = (one: Case, task: Task): string =>
  sha256(`${one.name} ${task.id} ${task.dispatches}`).slice(0, 32);

/**
 * Makes the project in a new or empty folder and brings its run to the case's task, which is
 * dispatched.
 */
export async function prepare(name: string, folder: string): Promise<Prepared> {
  const one = loadCase(name);
  mkdirSync(folder, { recursive: true });
  const project = projectAt(folder);
  writeFiles(project.root, filesOf(join(CASES, "projects", one.project)));
  git(project.root, "init", "-q", "-b", "main");
  git(project.root, "config", "user.name", "Test Person");
  git(project.root, "config", "user.email", "test@example.invalid");
  git(project.root, "add", "-A");
  git(project.root, "commit", "-q", "-m", "start");
  startRun(project, {
    workflow: one.workflow ?? "multi-ai",
    request: one.request,
    auto: false,
    // Nothing but the agent's own words is under test.
    settings: {
      ...DEFAULT_SETTINGS,
      tests: { ...DEFAULT_SETTINGS.tests, run: false },
      ...one.settings,
    },
    options: one.options ?? {},
    session: SESSION,
    host: null,
  });
  for (let steps = 0; steps < 40; steps++) {
    const run = readRun(project)!;
    const question = run.questions[0];
    if (question) {
      const text =
        question.kind === "story-questions"
          ? one.answers?.[Number(question.id.slice(1)) - 1]
          : null;
      const option = text ? "answer" : CONSENTS[question.kind];
      if (!option) throw new Error(`${name}: the run asks "${question.kind}" on the way`);
      change(project, () => [
        {
          do: "answer",
          question: question.id,
          option,
          text: text ?? null,
          via: "cli",
          session: SESSION,
          named: true,
        },
      ]);
      continue;
    }
    const task = run.tasks.find((ready) => ready.status === "ready");
    if (!task) throw new Error(`${name}: nothing is ready, and "${one.target}" was not reached`);
    const { nonce, text } = await dispatch(one, project, run, task);
    if (task.subject === one.target && (one.answers === undefined || task.dispatches > 0)) {
      const now = readRun(project)!;
      const running = now.tasks.find((again) => again.id === task.id)!;
      const prompt = `${agentBody(agentFor(task.who.agent, task).split(":")[1]!)}\n\n${text}`;
      return { case: one, project, run: now, task: running, nonce, prompt };
    }
    await playPart(one, project, task, nonce);
  }
  throw new Error(`${name}: "${one.target}" was not reached`);
}

async function dispatch(
  one: Case,
  project: Project,
  run: Run,
  task: Task,
): Promise<{ nonce: string; text: string }> {
  const subject = subjectOf(project, run, task);
  if (!subject.ok) throw new Error(subject.problem);
  const nonce = nonceOf(one, task);
  // Who reads the case plays the external reviewer, too.
  const who = { ...task.who, provider: undefined };
  const text = await briefOf(project, run, { ...task, who }, nonce, subject.subject);
  const [stored] = putObjects(project.task, [text.replace(NONCE_LINE, "")]);
  change(project, () => [
    {
      do: "dispatch",
      task: task.id,
      call: `call-${task.id}-${task.dispatches}`,
      nonce: sha256(nonce),
      agentType: agentFor(task.who.agent, task),
      session: SESSION,
      host: null,
      brief: stored!,
      subject: subject.subject,
      check: false,
    },
  ]);
  return { nonce, text };
}

/**
 * Does the work of a task before the case's own: files and artifact of the case, or a plain
 * approval.
 */
async function playPart(one: Case, project: Project, task: Task, nonce: string): Promise<void> {
  const text =
    one.workflow === "team" ? briefText(one, task, nonce) : chainText(one, project, task, nonce);
  const bytes = new TextEncoder().encode(text);
  writeFiles(project.root, { [task.writes]: text });
  const run = readRun(project)!;
  const running = run.tasks.find((again) => again.id === task.id)!;
  const subject = subjectOf(project, run, running);
  if (!subject.ok) throw new Error(subject.problem);
  const result = await checkArtifact(project, run, running, sha256(nonce), subject.subject, bytes);
  if (!result.ok)
    throw new Error(
      `${one.name}: the artifact of ${task.subject} is not valid:\n${result.problems.join("\n")}`,
    );
  putObjects(project.task, [bytes]);
  const over = { task: task.id, nonce: sha256(nonce), blockable: false, subject: subject.subject };
  change(project, () => [
    { do: "ended", ...over, result: { ok: true, artifact: result.artifact } },
  ]);
}

/** The gate of the team's role before the reader's, with the brief that the case has. */
function briefText(one: Case, task: Task, nonce: string): string {
  const path = join(CASES, "runs", one.run!, "brief.json");
  const brief = JSON.parse(readFileSync(path, "utf8"));
  const gate = { task: task.id, nonce, status: "PASS", brief, blockers: [], warnings: [] };
  return `${JSON.stringify(gate, null, 2)}\n`;
}

/** The artifact of a task of the chain; the files of an implementer are written with it. */
function chainText(one: Case, project: Project, task: Task, nonce: string): string {
  const files =
    task.schema === "impl-result"
      ? filesOf(join(one.folder, task.kind === "fix" ? "fix" : "change"))
      : {};
  writeFiles(project.root, files);
  const artifact = {
    task: task.id,
    nonce,
    ...partOf(one, readRun(project)!, task, Object.keys(files)),
  };
  return `${JSON.stringify(artifact, null, 2)}\n`;
}

function partOf(one: Case, run: Run, task: Task, changed: string[]): Record<string, unknown> {
  const needed = (name: string): Record<string, unknown> => {
    const found = artifactOf(one, name);
    if (found === null) throw new Error(`${one.name}: ${task.subject} needs ${name}.json`);
    return found;
  };
  const review = artifactOf(one, "review");
  const raises =
    task.kind === "gate" &&
    task.schema === (one.target.includes("Plan") ? "plan-review" : "code-review");
  const criteria =
    (artifactOf(one, "story") as unknown as UserStory | null)?.acceptance_criteria ?? [];
  switch (task.schema) {
    case "user-story":
      return needed("story");
    case "plan":
      return task.kind === "fix"
        ? { ...needed("fix-plan"), answered: answered(run, task) }
        : needed("plan");
    case "impl-result":
      return {
        status: "complete",
        reason: null,
        changed_files: changed,
        criteria: criteria.map(({ id }) => ({ id, met: true })),
        deviations: [],
        ...(task.kind === "fix" ? { answered: answered(run, task), declined: [] } : {}),
      };
    case "plan-review":
      return review !== null && raises
        ? review
        : approval(needed("plan") as unknown as Plan, criteria);
    default:
      return needed("review");
  }
}

const answered = (run: Run, task: Task): string[] =>
  openFindings(run, [task.gate]).map((one) => one.id);

function approval(plan: Plan, criteria: { id: string }[]): Record<string, unknown> {
  const evidence = (id: string): string[] =>
    plan.steps.filter((step) => step.covers.includes(id)).map(({ id }) => id);
  return {
    status: "approved",
    summary: "The plan meets every criterion.",
    criteria: criteria.map(({ id }) => ({ id, met: true, evidence: evidence(id) })),
    findings: [],
    prior: [],
  };
}
