import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CEILING, externalCeiling, NOTHING } from "../../engine/bounds.ts";
import type { ArtifactFacts, CommandOf } from "../../engine/commands.ts";
import { MAX_ANSWERS } from "../../engine/decisions/rounds.ts";
import type { Run, Spent, Task } from "../../engine/run.ts";
import { CACHE_READ_WEIGHT, exactMinutes } from "../../host/transcript/transcript.ts";
import { isOfAgent } from "../../plugin.ts";
import { costOf } from "../../prices.ts";
import { apart } from "../../process/files/path.ts";
import type { Project } from "../../project/project.ts";
import { MIN_SECRET_LENGTH } from "../../project/secrets/mask.ts";
import { maskOfProject } from "../../project/secrets/secrets.ts";
import { allProviders, providerOf } from "../../providers/index.ts";
import type { AskFailure, AskResult, Provider } from "../../providers/provider.ts";
import { writeOwn } from "../../record/changes/own-files.ts";
import type { Scene } from "../../record/scene.ts";
import { withUnshown } from "../../record/unshown-lines.ts";
import { CODEX_MINUTES } from "../../settings.ts";
import { sha256 } from "../../store/journal.ts";
import { fittingText, putObject, putObjects } from "../../store/objects.ts";
import { fence } from "../../text.ts";
import type { ArtifactKind, Document, ExternalPrompt } from "../../workflows/contract/contract.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { notice } from "../audit/notice.ts";
import { subjectOf } from "../audit/subject.ts";
import { beginCheck, waitingTask } from "../dispatch/check-task.ts";
import { change } from "../journal/change.ts";
import { checkArtifact, writeDocuments } from "../results/accept.ts";
import { beforeEnd } from "../results/take-in.ts";
import { artifactOf, promptFromBrief, withoutPaths } from "./external-prompt.ts";

/** For all of one attempt. */
const TIMEOUT_S = 600;
/**
 * `spent`: what all attempts used together. `until`: when a limit ends, in the provider's words.
 */
type Answer = { spent: Spent } & (
  | {
      ok: true;
      bytes: Uint8Array;
      written: Document[];
      artifact: ArtifactFacts;
      subject: string | null;
      warning?: string | undefined;
    }
  | { ok: false; failure: AskFailure | typeof CEILING.ask; message: string; until: string | null }
);

const failed = (
  failure: AskFailure | typeof CEILING.ask,
  message: string,
  spent: Spent = NOTHING,
  until: string | null = null,
): Answer => ({ ok: false, failure, message, until, spent });

/** What is known of a task that an external model does. */
interface Asked {
  project: Project;
  run: Run;
  task: Task;
  provider: Provider;
  kind: ArtifactKind;
  nonce: string;
  subject: string | null;
  request: ExternalPrompt;
  /** Takes secrets out of what is sent and kept. */
  mask: (text: string) => string;
  signal: AbortSignal;
  /**
   * Called before each prompt is sent, with its bytes and what the answers before it cost; when it
   * throws, nothing is sent.
   */
  sending: (bytes: number, usd: number) => void;
}

/** Failures after which a provider may want money all the same. */
const MAY_COST: AskFailure[] = ["timeout", "cancelled", "invalid_output"];

function withAnswer(spent: Spent, { run, provider }: Asked, result: AskResult): Spent {
  const { usage, durationMs, model = provider.id, answered } = result;
  const { input, cached, output, calls } = usage ?? { input: 0, cached: 0, output: 0, calls: 0 };
  const cost = usage ? costOf(model, usage, run.settings) : null;
  const isFree = !result.ok && usage === undefined && !MAY_COST.includes(result.failure);
  const unpriced = (spent.unpriced ?? 0) + (cost === null && !isFree ? 1 : 0);
  // What a program takes is between the person and its vendor, unless they name a price.
  const isCounted = provider.program === null || cost !== null || spent.model !== undefined;
  return {
    tool_calls: spent.tool_calls + calls,
    tokens: spent.tokens + Math.round(input - cached + CACHE_READ_WEIGHT * cached + output),
    minutes: exactMinutes(spent.minutes + durationMs / 60_000),
    ...(isCounted && {
      model,
      ...(answered && { answered }),
      usd: (spent.usd ?? 0) + (cost ?? 0),
      ...(unpriced > 0 && { unpriced }),
    }),
  };
}

/** The model that a task asks for; undefined: the provider's own. */
function modelOf({ run, task, provider }: Asked): string | undefined {
  if (provider.id === "codex") return run.settings.codex.model;
  // The model of a task may be that of the host's agent which stands in.
  return task.who.model === "" || isOfAgent(task.who.model)
    ? (run.settings.providers?.[provider.id]?.model ?? undefined)
    : task.who.model;
}

/** Files of raw answers are numbered over all dispatches of a task. */
function keepRaw({ project, run, task, nonce }: Asked, attempt: number, raw: string): string {
  const sha = putObject(project.task, fittingText(raw));
  const { files } = moduleOf(run.workflow).workflow;
  const folder = `${files.startsWith(".task/") ? files : ".task"}/raw`;
  const number = (Math.max(1, task.dispatches) - 1) * MAX_ANSWERS + attempt;
  if (waitingTask(project, task.id, nonce)) {
    writeOwn(project, run, `${folder}/${task.id}-${number}.txt`, raw);
  }
  return sha;
}

/** Ends the sending of a prompt: the run's budget for external models is used up. */
class AtCeiling extends Error {}

/**
 * One answer to a task: an artifact that has passed the same checks as an agent's, or a failure.
 */
async function answerTo(asked: Asked): Promise<Answer> {
  const { project, run, task, provider, nonce, subject, request, mask, signal } = asked;
  const own = run.settings.providers?.[provider.id];
  const timeoutMs = provider.id === "codex" ? CODEX_MINUTES * 60_000 : TIMEOUT_S * 1_000;
  let problems: string[] = [];
  let before = "";
  let spent = NOTHING;
  for (let attempt = 1; attempt <= MAX_ANSWERS; attempt++) {
    // What was wrong may quote a file: it is masked as the rest is.
    const prompt = mask(request.prompt + withoutPaths(mendText(before, problems), project.root));
    const scratch = mkdtempSync(join(tmpdir(), "multi-ai-ask-"));
    let ceiling: string | null = null;
    const result = await provider
      .ask({
        prompt,
        json: true,
        sending: () => {
          try {
            asked.sending(Buffer.byteLength(prompt), spent.usd ?? 0);
          } catch (error) {
            if (error instanceof AtCeiling) ceiling = error.message;
            throw error;
          }
        },
        cwd: project.root,
        timeoutMs,
        model: modelOf(asked),
        maxOutputTokens: own?.max_output_tokens,
        env: apart(process.env, project.root),
        signal,
        scratch,
      })
      .finally(() => rmSync(scratch, { recursive: true, force: true }));
    if (ceiling !== null) return failed(CEILING.ask, ceiling, spent);
    spent = withAnswer(spent, asked, result);
    const raw = result.raw === undefined ? null : keepRaw(asked, attempt, mask(result.raw));
    if (!result.ok) {
      const { failure, message } = result;
      // The model mends an answer that has the wrong form as it mends one with wrong content.
      const mends =
        failure === "invalid_output" && result.raw !== undefined && result.raw.trim() !== "";
      if (!mends || attempt === MAX_ANSWERS)
        return failed(failure, mask(message), spent, result.resetsAt);
      problems = [message];
      before = result.raw!;
      continue;
    }
    const text = artifactOf(result.raw, { task: task.id, nonce })!;
    const checked = await checkArtifact(
      project,
      run,
      task,
      sha256(nonce),
      subject,
      new TextEncoder().encode(text),
    );
    if (checked.ok)
      return {
        ok: true,
        bytes: checked.bytes,
        written: checked.written,
        artifact: { ...checked.artifact, ...(raw !== null && { raw }) },
        subject,
        spent,
        warning: result.warning,
      };
    problems = checked.problems;
    before = result.raw;
  }
  const message = `${provider.title} gave no valid answer in ${MAX_ANSWERS} tries: ${problems[0]}`;
  return failed("invalid_output", mask(message), spent);
}

const warningOf = ({ id, subject }: Task, text: string): CommandOf<"notice"> =>
  notice(
    "reviewer",
    sha256(`${id} ${text}`).slice(0, 16),
    `${id} ${subject}: ${text}. Its verdict rests on what it was shown.`,
  );

/** What stands after the prompt when an answer was refused. */
const mendText = (before: string, problems: string[]): string =>
  problems.length === 0
    ? ""
    : `\nYour last answer was refused:\n${problems.map((problem) => `- ${problem}`).join("\n")}\nMend exactly that, and answer with the whole again. Your last answer:\n${fence(before)}\n`;

/**
 * Has an external model do a task in this process, and records what came of it for the dispatch
 * with this nonce. The process outlives the host that started it. False: nothing was recorded, as
 * the task does not wait for it any more.
 */
export async function externalTask(project: Project, id: string, nonce: string): Promise<boolean> {
  const begun = beginCheck(project, id, nonce);
  if (!begun) return false;
  const { run, task, signal } = begun;
  const hash = sha256(nonce);
  const at = subjectOf(project, run, task);
  const subject = at.ok ? at.subject : null;
  const name = task.who.provider ?? "";
  const provider = providerOf(name, run.settings.providers);
  let prompt = "";
  const unknown = `No provider is called ${name}: name one that docs/providers.md lists, or give it a base_url in providers, and start again.`;
  const answer = provider === null ? failed("failed", unknown) : await asked(provider);
  if (!answer.ok) {
    const { ok: _, message, ...rest } = answer;
    const failed = { ...rest, task: id, nonce: hash, message: message.slice(0, 500), detail: "" };
    const { events } = change(project, () => [{ do: "check_failed", ...failed }]);
    return events.length > 0 || paidFor(answer.spent);
  }
  putObjects(project.task, [answer.bytes]);
  if (waitingTask(project, id, nonce)) {
    writeOwn(project, run, task.writes, answer.bytes);
    writeDocuments(project, run, answer.written);
  }
  const now = subjectOf(project, run, task);
  const given = { brief: prompt, read: () => [] };
  const scene = sceneOf(project, run);
  const artifact = now.ok
    ? withUnshown(scene, task, now.subject, answer.artifact, given)
    : answer.artifact;
  const of = { task: id, nonce: hash, blockable: false, subject: now.ok ? now.subject : null };
  const ended: CommandOf<"ended"> = {
    do: "ended",
    ...of,
    spent: answer.spent,
    result: { ok: true, artifact },
  };
  const before = await beforeEnd({ project, env: process.env }, run, task, ended);
  const warned = answer.warning === undefined ? [] : [warningOf(task, answer.warning)];
  const { events } = change(project, () => [...before, ...warned, ended]);
  return events.some(({ type }) => type !== "noticed" && type !== "asked") || paidFor(answer.spent);

  /** Counts what was paid for a dispatch that the task does not wait for any more. */
  function paidFor(spent: Spent): false {
    const { call } = task.dispatch!;
    const isPaid = spent.tokens > 0 || (spent.unpriced ?? 0) > 0;
    change(project, (now) =>
      now?.run === run.run && isPaid ? [{ do: "spent", task: task.id, call, spent }] : [],
    );
    return false;
  }

  /** What a provider is asked is the task's brief; secrets are masked. */
  async function asked(provider: Provider): Promise<Answer> {
    const module = moduleOf(run.workflow);
    const scene: Scene = { ...sceneOf(project, run), isSent: true };
    const facts = module.briefFacts(scene, task, { nonce, subject, now: new Date().toISOString() });
    const kind = await module.artifacts[task.schema]!();
    const about = { subject, reads: provider.program !== null };
    const request = promptFromBrief(scene, task, module.briefs[task.brief]!, kind, facts, about);
    const { files, withheld } = request;
    // A key is masked whatever its variable is called.
    const keys = allProviders(run.settings.providers).flatMap((provider) => provider.keys);
    const named = Object.fromEntries(keys.map((name) => [`${name}_KEY`, process.env[name]]));
    const mask = maskOfProject(project.root, { ...process.env, ...named }, MIN_SECRET_LENGTH);
    prompt = mask(request.prompt);
    // Looked at and counted under one lock.
    const sending = (bytes: number, usd: number): void => {
      change(project, (present) => {
        const over = present && externalCeiling(present, usd);
        if (over) throw new AtCeiling(`budget.usd_max is reached: ${over.count} of ${over.limit}`);
        return [
          { do: "sent", task: task.id, nonce: hash, provider: provider.id, bytes, files, withheld },
        ];
      });
    };
    return answerTo({
      project,
      run,
      task,
      provider,
      kind,
      nonce,
      subject,
      request,
      mask,
      signal,
      sending,
    });
  }
}
