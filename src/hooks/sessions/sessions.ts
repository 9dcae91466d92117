import { isLive, type Run, sameHost } from "../../engine/run.ts";
import { context, type Output, withMessage } from "../../host/answer.ts";
import { isAlive, livingOwner } from "../../host/host.ts";
import { beginningOf } from "../../record/machine/outside.ts";
import { taking } from "../../record/machine/owner.ts";
import { standingText } from "../../render/directive.ts";
import { foreignText } from "../../run/commands/command.ts";
import { endWork } from "../../run/dispatch/check-task.ts";
import { forgetOrphans, moveOrphans } from "../../run/end/orphans.ts";
import { isGuarded } from "../../run/journal/projections.ts";
import { readable } from "../../run/journal/read-run.ts";
import { startNotifying } from "../../run/notify/start.ts";
import { glanceAt } from "../../run/views/status.ts";
import { noteOnce } from "../../run/views/task-outcome.ts";
import { clean, oneLine } from "../../text.ts";
import type { HookCall } from "../hook-call.ts";
import { backgroundText } from "./background.ts";

/**
 * SessionStart with a live run of somebody else, or one that nobody can read: the person is told,
 * and nothing is written.
 */
export function foreignRun({ project }: HookCall): Output {
  const run = readable(project);
  if (run !== null && !isLive(run)) return null;
  const id = oneLine(beginningOf(project.task)?.run ?? "");
  const text = foreignText("host", id, run === null ? "unreadable" : "here");
  return { systemMessage: `multi-ai: ${clean(text)}` };
}

/** SessionStart: tells a new or compacted context where the run stands and what comes next. */
export async function sessionStart(hook: HookCall): Promise<Output> {
  const { project, payload } = hook;
  moveOrphans(project, payload.session, hook.host);
  // Where the host's process is not known (as process 1 of a container), there is one, and it has
  // just begun.
  const begins = hook.host === null && /^(startup|resume)$/.test(payload.source);
  forgetOrphans(project, (one) => begins && one.host === null);
  const { run } = hook;
  if (run === null) return null;
  startNotifying(project, run);
  // After /clear, a fork or a /resume the window has another session: the same person, and its
  // agents are still at work.
  const window = sameHost(run.owner?.host, hook.host);
  if (!isLive(run)) return over(hook, run, window);
  if (window || hook.owns(run)) {
    // A check outlives its host, but the notification of its end does not: it is ended and
    // dispatched again.
    const attach = taking(project, run.run, hook.newOwner(), hook.env, false);
    const halt = window ? hook.haltOf(run, run.owner!.session) : null;
    const changed = hook.change(() => [attach, () => halt, hook.deliver("always")]);
    if (!window) await endWork(hook, run);
    const text = hook.deliveredText(changed);
    // Without a word of the person, who has opened the session again, nothing goes on.
    const { next } = glanceAt(changed.run!);
    const line =
      window || !hook.at.shows ? "" : `multi-ai: run ${run.run} is not over. Next: ${next}`;
    return withMessage(
      context("SessionStart", `${standingText(changed.run!)}\n${text ?? ""}`),
      clean(line),
    );
  }
  hook.change(() => []);
  return othersRun(run);
}

/** That a live run goes on without this session, and how it comes here; null: the news say it. */
function othersRun(run: Run): Output {
  if (run.owner?.driver) {
    const text = backgroundText(run);
    return text === null ? null : { systemMessage: text };
  }
  const free = livingOwner(run) === null;
  const how = free
    ? "its session is gone; /multi-ai:resume continues it here"
    : "it belongs to another session that is running; /multi-ai:resume --force takes it over";
  return { systemMessage: `multi-ai: run ${run.run} of this project is not over; ${how}.` };
}

/** The same at a session's first prompt in an app, which shows nothing of SessionStart. */
export const othersRunOnce = ({ project, payload, at }: HookCall, run: Run): Output =>
  at.shows && !at.terminal && noteOnce(project, run, `session ${payload.session}`)
    ? othersRun(run)
    : null;

/**
 * The run is over: its session is told so once; after that the run is released, and its hooks do
 * nothing.
 */
function over(hook: HookCall, run: Run, window: boolean): Output {
  // Its end is told as news, and it is released with that.
  if (run.owner?.driver) return null;
  const isHeard = hook.owns(run) || !window;
  const news = run.released
    ? null
    : isHeard
      ? hook.contextAfter(hook.deliver("once"))
      : toldHere(hook, run);
  if (news !== null) return news;
  const orphaned = window || hook.owns(run) || livingOwner(run) === null;
  hook.change(() => (orphaned && isGuarded(run) && !isHeld(hook, run) ? [{ do: "release" }] : []));
  return null;
}

/**
 * The end of a run whose session made room for this one in the same window, unless that was told
 * already.
 */
function toldHere(hook: HookCall, run: Run): Output {
  const { id } = hook.nextFor(run);
  if (run.delivered?.directive === id) return null;
  return hook.contextAfter({
    do: "deliver",
    directive: id,
    session: hook.payload.session,
    reminder: false,
  });
}

/**
 * SessionEnd of the owner of a run that is over, or of any session after that: the run is released.
 */
export function sessionEnd(hook: HookCall): Output {
  const { session } = hook.payload;
  if (endsWindow(hook)) forgetOrphans(hook.project, (one) => one.session === session);
  const { run } = hook;
  if (run === null || isLive(run) || run.owner?.driver || isHeld(hook, run)) return null;
  if (hook.owns(run) || livingOwner(run) === null) hook.change(() => [{ do: "release" }]);
  return null;
}

/**
 * Whether the host ends with its session. After /clear, a fork or a /resume another one goes on in
 * its place, and so do its agents.
 */
const endsWindow = ({ payload }: HookCall): boolean =>
  payload.event === "SessionEnd" && !/^(clear|resume)$/.test(payload.reason);

/** Whether an agent with a void call may still work: its calls have to be denied until it stops. */
const isHeld = (hook: HookCall, run: Run): boolean =>
  run.void_calls.some(
    (voidCall) =>
      isAlive(voidCall.host) &&
      !(voidCall.session === hook.payload.session && (endsWindow(hook) || voidCall.ended === true)),
  );
