import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";
import type { ArtifactFacts } from "../engine/commands.ts";
import { gateOf } from "../engine/gates.ts";
import type { Run, Spent, Task } from "../engine/run.ts";
import { changedFiles, diffText } from "../project/changes.ts";
import { type Project, treeStore } from "../project/project.ts";
import { denyList } from "../project/secrets.ts";
import { providers } from "../providers/index.ts";
import { fillPrompt } from "../providers/prompts.ts";
import type { Provider, ReviewFailure, ReviewResult } from "../providers/provider.ts";
import { dropNulls, toStrictSchema } from "../providers/strict-schema.ts";
import { planBytes, storyOf } from "../record/accepted.ts";
import { subjectOf } from "../record/subject.ts";
import { testLines } from "../render/tests.ts";
import { writeFileAtomic } from "../store/disk.ts";
import { sha256 } from "../store/journal.ts";
import { putObjects } from "../store/objects.ts";
import { parseJson } from "../store/small-file.ts";
import { workflowOf } from "../workflows/index.ts";
import { ARTIFACTS, type ChainKind } from "../workflows/kinds.ts";
import type { BriefFacts } from "../workflows/multi-ai/brief.ts";
import { checkArtifact } from "./accept.ts";
import { briefFacts, lastSeen } from "./brief.ts";
import { beginCheck, waitingTask } from "./check.ts";
import { change } from "./run.ts";

/** An invalid verdict is sent back this often before the check fails. */
const TRIES = 2;

/** `spent`: what all tries took together. `until`: when a limit ends, in the provider's words. */
export type ExternalVerdict = { spent: Spent } & (
  | { ok: true; text: string; artifact: ArtifactFacts; subject: string | null; problems: string[] }
  | { ok: false; failure: ReviewFailure; message: string; detail: string; until: string | null }
);

/** Price of a token that is read from the cache, against one that is read anew; as for the host's own agents. */
const CACHED = 0.1;

function withReview(spent: Spent, { usage, durationMs }: ReviewResult): Spent {
  const { input, cached, output, calls } = usage ?? { input: 0, cached: 0, output: 0, calls: 0 };
  return {
    tool_calls: spent.tool_calls + calls,
    tokens: spent.tokens + Math.round(input - cached + CACHED * cached + output),
    minutes: Math.ceil((spent.minutes + durationMs / 60_000) * 10) / 10,
  };
}

const orNone = (text: string): string => (text.trim() === "" ? "none" : text);

function promptOf(project: Project, run: Run, task: Task, facts: BriefFacts, diff: string): string {
  const story = storyOf(project, run);
  const common = {
    REQUEST: run.request.text,
    CRITERIA: orNone((story?.acceptance_criteria ?? []).map((one) => `${one.id}: ${one.text}`).join("\n")),
    PLAN: orNone(planBytes(project, run) ?? ""),
    PRIOR: orNone(
      facts.findings
        .map(({ severity, finding }) => `${finding.id} (${severity}, open): ${finding.problem} Fix: ${finding.fix}`)
        .join("\n"),
    ),
    TESTS: orNone(testLines(facts.tests).join("\n")),
    UNTOUCHED: orNone(facts.untouched.join("\n")),
    CHANGES: orNone(task.version > 1 ? diff : ""),
  };
  const gate = gateOf(workflowOf(run.workflow), run, task.gate);
  const text =
    gate.gate === "review" && "file" in gate.of
      ? fillPrompt("review-plan", common)
      : fillPrompt("review-code", {
          ...common,
          CHANGED_FILES: orNone((facts.diff?.files ?? []).join("\n")),
          DIFF: orNone(task.version > 1 ? "" : diff),
        });
  return facts.lastFinding > 0 ? `${text}\nNumber new findings from F${facts.lastFinding + 1} on.\n` : text;
}

/** Schema of the verdict alone: task and nonce are put in by the program. */
function verdictSchema(kind: ChainKind): object {
  const schema = z.toJSONSchema(ARTIFACTS[kind], { io: "input" }) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  const { task: _task, nonce: _nonce, ...properties } = schema.properties ?? {};
  return toStrictSchema({ ...schema, properties, required: Object.keys(properties) });
}

/**
 * One external review of a task, as a valid artifact or a failure. Never a verdict that did not pass the same checks as
 * an agent's. `diff` is the whole text of what the brief only names when it is long. `sending` hears of each prompt before
 * it goes out, with its length in bytes; when it throws, nothing is sent.
 */
export async function externalReview(
  provider: Provider,
  where: { project: Project; run: Run; task: Task; nonce: string; subject: string | null; diff: string },
  options: { env: Record<string, string | undefined>; signal: AbortSignal; sending: (bytes: number) => void },
): Promise<ExternalVerdict> {
  const { project, run, task, nonce, subject, diff } = where;
  const facts = briefFacts(project, run, task, nonce, subject);
  const prompt = promptOf(project, run, task, facts, diff);
  const kind = task.schema as ChainKind;
  const codex = run.settings.codex;
  let problems: string[] = [];
  let spent: Spent = { tool_calls: 0, tokens: 0, minutes: 0 };
  for (let tries = 0; tries < TRIES; tries++) {
    const mend =
      problems.length === 0
        ? ""
        : `\nYour last answer was refused:\n${problems.map((one) => `- ${one}`).join("\n")}\nMend exactly that.\n`;
    const scratch = mkdtempSync(join(tmpdir(), "multi-ai-review-"));
    const result = await provider
      .review({
        prompt: prompt + mend,
        sending: () => options.sending(Buffer.byteLength(prompt + mend)),
        schema: verdictSchema(kind),
        cwd: project.root,
        timeoutMs: codex.timeout_minutes * 60_000,
        model: codex.model,
        env: options.env,
        signal: options.signal,
        scratch,
      })
      .finally(() => rmSync(scratch, { recursive: true, force: true }));
    spent = withReview(spent, result);
    if (!result.ok) {
      const { failure, message, detail, resetsAt: until = null } = result;
      return { ok: false, failure, message, detail, until, spent };
    }
    const json = parseJson(new TextEncoder().encode(result.text));
    const verdict = json.ok ? (dropNulls(json.value) as Record<string, unknown>) : {};
    const text = `${JSON.stringify({ ...verdict, task: task.id, nonce }, null, 2)}\n`;
    const checked = await checkArtifact(project, run, task, sha256(nonce), subject, new TextEncoder().encode(text));
    if (checked.ok) return { ok: true, text, artifact: checked.artifact, subject, problems, spent };
    problems = checked.problems;
  }
  return {
    ok: false,
    failure: "invalid_output",
    message: `${provider.title} gave no valid verdict in ${TRIES} tries: ${problems[0]}`,
    detail: problems.join("\n").slice(0, 2_000),
    until: null,
    spent,
  };
}

/** Longest diff that is sent to a provider, in bytes. */
const LARGEST_DIFF = 900_000;

/**
 * The review itself, in a process group of its own: it outlives the host that started it, writes the verdict and its
 * result to the journal, and counts for the dispatch that its nonce belongs to and for no other.
 */
export async function reviewTask(project: Project, id: string, nonce: string): Promise<void> {
  const begun = beginCheck(project, id, nonce);
  if (!begun) return;
  const { run, task, signal } = begun;
  const hash = sha256(nonce);
  const subject = subjectOf(project, run, task);
  const provider = providers[task.who.provider as keyof typeof providers];
  const from = lastSeen(run, task);
  const tree = subject.ok && subject.subject !== null && !subject.subject.startsWith("file:") ? subject.subject : null;
  const isSecret = denyList(run.settings.secrets);
  const compared = from !== null && tree !== null;
  const diff = compared ? diffText(project.root, from, tree, treeStore(project), LARGEST_DIFF, isSecret).text : "";
  const changed = compared ? changedFiles(project.root, from, tree, treeStore(project)).map((one) => one.path) : [];
  // The plan and the criteria stand in every prompt.
  const told = run.tasks.filter((one) => ["user-story", "plan"].includes(one.schema) && one.artifact && !one.void);
  const files = [...new Set(told.map((one) => one.writes)), ...changed.filter((path) => !isSecret(path))];
  const withheld = changed.filter(isSecret).length;
  const sending = (bytes: number): void => {
    change(project, () => [{ do: "sent", task: task.id, nonce: hash, provider: provider.id, bytes, files, withheld }]);
  };
  const where = {
    project,
    run,
    task,
    nonce,
    subject: subject.ok ? subject.subject : null,
    diff,
  };
  const verdict = await externalReview(provider, where, { env: process.env, signal, sending });
  if (!verdict.ok) {
    const { failure, message, detail, until, spent } = verdict;
    change(project, () => [
      {
        do: "check_failed",
        task: task.id,
        nonce: hash,
        failure,
        message: message.slice(0, 500),
        detail: detail.slice(0, 2_000),
        until,
        spent,
      },
    ]);
    return;
  }
  putObjects(project.task, [verdict.text]);
  if (waitingTask(project, id, nonce)) writeFileAtomic(join(project.root, task.writes), verdict.text);
  const now = subjectOf(project, run, task);
  change(project, () => [
    {
      do: "ended",
      task: task.id,
      nonce: hash,
      blockable: false,
      subject: now.ok ? now.subject : null,
      spent: verdict.spent,
      result: { ok: true, artifact: verdict.artifact },
    },
  ]);
}

/** Titles of the gates of a workflow that a program beside the host reviews, from its data. */
function externalGates(workflow: string): string[] {
  return Object.values(workflowOf(workflow).entries).flatMap(({ gates }) =>
    gates.flatMap((gate) =>
      gate.gate === "review" && "provider" in gate.who && gate.who.provider === "codex" ? [gate.title] : [],
    ),
  );
}

/**
 * What a run will lack when it comes to its external reviewer, in one line for the person at the start; null when nothing
 * is known to be missing. Looks at PATH and starts nothing: a login that is missing shows only at the review.
 */
export function lackingReviewers(env: Record<string, string | undefined>, workflow: string): string | null {
  const gates = externalGates(workflow);
  if (gates.length === 0) return null;
  if (Bun.which("codex", { PATH: env.PATH ?? "" }) !== null) return null;
  return `multi-ai: Codex is not on PATH. ${gates.join(" and ")} need it (npm install -g @openai/codex, then codex login); without it the run asks there whether Opus reviews in its place.`;
}
