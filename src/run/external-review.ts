import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";
import type { ArtifactFacts } from "../engine/commands.ts";
import type { Run, Spent, Task } from "../engine/run.ts";
import { CACHE_READ_WEIGHT, exactMinutes } from "../host/transcript.ts";
import { apart } from "../process/path.ts";
import type { Project } from "../project/project.ts";
import { type ProviderId, providers } from "../providers/index.ts";
import type { Provider, ReviewFailure, ReviewResult } from "../providers/provider.ts";
import { dropNulls, toStrictSchema } from "../providers/strict-schema.ts";
import { writeFileAtomic } from "../store/disk.ts";
import { sha256 } from "../store/journal.ts";
import { putObjects } from "../store/objects.ts";
import { parseJson } from "../store/small-file.ts";
import { moduleOf, sceneOf } from "../workflows/index.ts";
import { checkArtifact } from "./accept.ts";
import { beginCheck, waitingTask } from "./check.ts";
import { change } from "./run.ts";
import { subjectOf } from "./subject.ts";

/** How many times the reviewer is asked for a valid verdict before the check fails. */
const MAX_ATTEMPTS = 2;

/** `spent`: what all attempts used together. `until`: when a limit ends, in the provider's words. */
type ExternalVerdict = { spent: Spent } & (
  | { ok: true; text: string; artifact: ArtifactFacts; subject: string | null; problems: string[] }
  | { ok: false; failure: ReviewFailure; message: string; detail: string; until: string | null }
);

function withReview(spent: Spent, { usage, durationMs }: ReviewResult): Spent {
  const { input, cached, output, calls } = usage ?? { input: 0, cached: 0, output: 0, calls: 0 };
  return {
    tool_calls: spent.tool_calls + calls,
    tokens: spent.tokens + Math.round(input - cached + CACHE_READ_WEIGHT * cached + output),
    minutes: exactMinutes(spent.minutes + durationMs / 60_000),
  };
}

/** JSON schema of the verdict without task and nonce, which the program adds. */
function verdictSchema(kind: z.ZodMiniType): object {
  const schema = z.toJSONSchema(kind, { io: "input" }) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  const { task: _task, nonce: _nonce, ...properties } = schema.properties ?? {};
  return toStrictSchema({ ...schema, properties, required: Object.keys(properties) });
}

/**
 * One external review of a task: an artifact that has passed the same checks as an agent's, or a failure. `sending` is
 * called before each prompt is sent, with its length in bytes; when it throws, nothing is sent.
 */
async function externalReview(
  provider: Provider,
  where: { project: Project; run: Run; task: Task; nonce: string; subject: string | null; prompt: string },
  options: { env: Record<string, string | undefined>; signal: AbortSignal; sending: (bytes: number) => void },
): Promise<ExternalVerdict> {
  const { project, run, task, nonce, subject, prompt } = where;
  const { schema } = await moduleOf(run.workflow).artifacts[task.schema]!();
  if (schema === undefined)
    throw new Error(`${task.id}: an external reviewer writes JSON, and ${task.schema} is markdown`);
  const codex = run.settings.codex;
  let problems: string[] = [];
  let spent: Spent = { tool_calls: 0, tokens: 0, minutes: 0 };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const mend =
      problems.length === 0
        ? ""
        : `\nYour last answer was refused:\n${problems.map((one) => `- ${one}`).join("\n")}\nMend exactly that.\n`;
    const scratch = mkdtempSync(join(tmpdir(), "multi-ai-review-"));
    const result = await provider
      .review({
        prompt: prompt + mend,
        sending: () => options.sending(Buffer.byteLength(prompt + mend)),
        schema: verdictSchema(schema),
        cwd: project.root,
        timeoutMs: codex.timeout_minutes * 60_000,
        // A model of one provider is unknown to every other.
        model: provider.id === "codex" ? codex.model : undefined,
        env: apart(options.env, project.root),
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
    message: `${provider.title} gave no valid verdict in ${MAX_ATTEMPTS} tries: ${problems[0]}`,
    detail: problems.join("\n").slice(0, 2_000),
    until: null,
    spent,
  };
}

/**
 * Runs a task's external review in this process, and records its outcome for the dispatch with this nonce. The process
 * outlives the host that started it.
 */
export async function reviewTask(project: Project, id: string, nonce: string): Promise<void> {
  const begun = beginCheck(project, id, nonce);
  if (!begun) return;
  const { run, task, signal } = begun;
  const hash = sha256(nonce);
  const at = subjectOf(project, run, task);
  const subject = at.ok ? at.subject : null;
  const provider = providers[task.who.provider as ProviderId];
  const module = moduleOf(run.workflow);
  const scene = sceneOf(project, run);
  const facts = module.briefFacts(scene, task, { nonce, subject, now: new Date().toISOString() });
  const asked = module.externalPrompt?.(scene, task, facts, subject);
  if (!asked) throw new Error(`workflow ${run.workflow} does not say what an external reviewer is asked`);
  const { prompt, files, withheld } = asked;
  const sending = (bytes: number): void => {
    change(project, () => [{ do: "sent", task: task.id, nonce: hash, provider: provider.id, bytes, files, withheld }]);
  };
  const where = { project, run, task, nonce, subject, prompt };
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
