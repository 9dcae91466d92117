import type { Directive } from "../engine/directive.ts";
import {
  AT_QUESTION,
  DECLINED,
  isLasting,
  isPersons,
  type Paused,
  ROLLED_BACK,
  type Run,
  STOPPED,
  type Task,
  taskOf,
  UNHEEDED,
} from "../engine/run.ts";
import { agentFor, inHost, PLUGIN } from "../plugin.ts";
import { duration, fence, minutesBetween, oneLine, sentence } from "../text.ts";
import { workflowOf } from "../workflows/index.ts";
import { phaseOf } from "./phase.ts";
import { NOT_YET, type QuestionView, questionText, wantsWords } from "./questions.ts";

/** Whether the program runs this task itself as a check. */
export const isCheck = (run: Run, task: Task): boolean =>
  task.who.program !== undefined ||
  (task.who.provider !== undefined &&
    task.edits === null &&
    (task.who.provider !== "codex" || run.settings.codex.dispatch === "check"));

/**
 * What is started for a task. The main thread makes the call for an agent; `prompt` is all that it
 * contains.
 */
export function dispatchItem(run: Run, task: Task) {
  return {
    task: task.id,
    tool: "Agent" as const,
    agent: isCheck(run, task) ? `${PLUGIN}:${task.who.agent}` : agentFor(task.who.agent, task),
    model: task.who.model,
    description: `${task.id} ${task.subject}`,
    prompt: task.id,
    writes: task.writes,
  };
}

const quoted = (text: string): string => JSON.stringify(text);

export type DispatchItem = ReturnType<typeof dispatchItem>;

const call = (item: DispatchItem): string =>
  `Agent(subagent_type: ${quoted(item.agent)}, description: ${quoted(item.description)}, prompt: ${quoted(item.prompt)})`;

/**
 * The calls for the host's task list: what the engine says, and what is started now. An entry is
 * named by the host's id, so one that this message makes is chained with the next one. A task that
 * is started again is in progress there already.
 */
function mirrorCalls(
  run: Run,
  { do: due, tasks, mirror }: Directive,
  hasTaskTools: boolean,
): string[] {
  const entryOf = (id: string): string | null => taskOf(run, id)!.host_task_id;
  const update = (id: string, fields: string[]): string =>
    `TaskUpdate(taskId: ${quoted(entryOf(id)!)}, ${fields.join(", ")})`;
  const blockers = new Map(
    mirror.flatMap((op) => (op.op === "block" ? [[op.task, op.by] as const] : [])),
  );
  const isBegun = (id: string): boolean =>
    taskOf(run, id)!.dispatches === 0 && entryOf(id) !== null;
  const begun = due === "dispatch" && hasTaskTools ? tasks.filter(isBegun) : [];
  const made = mirror.flatMap((op) =>
    op.op === "create"
      ? `TaskCreate(subject: ${quoted(taskOf(run, op.task)!.subject)}, description: ${quoted(`${PLUGIN} ${op.task}`)})`
      : [],
  );
  const updated = [...new Set([...blockers.keys(), ...begun])].map((id) => {
    const by = blockers.get(id)?.map(entryOf);
    const blocked = by === undefined ? [] : [`addBlockedBy: ${JSON.stringify(by)}`];
    return update(id, [...blocked, ...(begun.includes(id) ? ['status: "in_progress"'] : [])]);
  });
  const done = mirror.flatMap((op) =>
    op.op === "complete" ? update(op.task, ['status: "completed"']) : [],
  );
  return [...made, ...updated, ...done];
}

/**
 * The host prints this with the labels after it, and not the run's text, when the person leaves
 * the dialog: what they type then.
 */
const STAYS_OPEN =
  "It stays open unless it was answered elsewhere; /multi-ai:status shows it. Answer with /multi-ai:decide, or type";

/** The call for the dialog. The host validates it before the hook replaces its questions. */
function askCall(shown: QuestionView[]): string {
  const questions = shown.map((one) => ({
    question: `${one.id}? ${STAYS_OPEN}`,
    header: one.header,
    multiSelect: false,
    // The host takes two to four. Labels that an agent has written are left to the dialog: of these
    // the letters.
    options: (wantsWords(one) ? [...one.options, NOT_YET] : one.options.slice(0, 4)).map(
      ({ key, label }, at) => ({
        label: key === "answer" ? String.fromCharCode(65 + at) : label,
        description: "set by code",
      }),
    ),
  }));
  return `AskUserQuestion(questions: ${JSON.stringify(questions)})`;
}

/**
 * Tasks that are done or still to do. In a run that ended early, the tasks that were cancelled with
 * it count, too.
 */
export const countedTasks = ({ status, tasks }: Run): Task[] =>
  tasks.filter(
    (task) =>
      !task.void &&
      task.status !== "skipped" &&
      (task.status !== "cancelled" || status === "cancelled" || status === "failed"),
  );

const progress = (run: Run): string => {
  const counted = countedTasks(run);
  return `${counted.filter((task) => task.status === "done").length} of ${counted.length} tasks done`;
};

/** How words reach a host that has ended with its turn: the session goes on with them. */
const fromShell = (words: string, lead = "In a shell"): string =>
  `${lead}, with claude -p: claude --continue -p "${words}", with the options of the first call.`;

/** How a question is answered that the main thread has printed. */
function answerHere(view: QuestionView, at: ReadAt): string {
  const words = wantsWords(view);
  if (at === "shell")
    return fromShell(
      `${inHost("decide")} ${words ? `--question ${view.id} --reason …` : `A --question ${view.id}`}`,
    );
  return words
    ? "Or type it as your next message."
    : 'Or type the letter alone, or with words: "B: …".';
}

interface DirectiveContext {
  shown: QuestionView[];
  report: string;
  /** Where the person reads it. */
  at: ReadAt;
  /** The host can show a dialog; without one the question is printed. */
  dialog: boolean;
  /** The host has its own task list switched on. */
  hasTaskTools?: boolean;
  /** The host shows the directive to the person as well. */
  onScreen?: boolean;
  /** The person has read the report. */
  isRead?: boolean;
}

/**
 * What is due in words, for the calls that code completes by themselves; null: the directive has to
 * be said whole.
 */
function dueInWords(
  run: Run,
  { do: due, tasks }: Directive,
  { dialog, shown }: DirectiveContext,
): string | null {
  if (due === "ask" && dialog)
    return `Next: the person answers ${shown.map(({ id }) => id).join(", ")}. Call AskUserQuestion now with the question "${shown[0]!.id}?" and any two options; code puts in the text.`;
  if (due !== "dispatch") return null;
  const items = tasks
    .map((id) => dispatchItem(run, taskOf(run, id)!))
    .map((item) => `${item.description} (Agent, ${item.agent}, prompt ${item.prompt})`);
  return `Next: ${items.join(", ")}. Make ${items.length > 1 ? "these calls in one message" : "this call"} now.`;
}

/** The directive as the main thread reads it: what to call, not why. */
export function directiveText(run: Run, directive: Directive, context: DirectiveContext): string {
  const inWords = context.onScreen === true ? dueInWords(run, directive, context) : null;
  if (inWords !== null) return inWords;
  const head = `[multi-ai ${run.run}] `;
  const mirror = mirrorCalls(run, directive, context.hasTaskTools === true);
  const calls = (lines: string[]): string => [...mirror, ...lines].join("\n");
  switch (directive.do) {
    case "dispatch": {
      const items = directive.tasks.map((id) => call(dispatchItem(run, taskOf(run, id)!)));
      return `${head}Make exactly ${items.length + mirror.length > 1 ? "these calls in one message" : "this call"} now:\n${calls(items)}`;
    }
    case "ask":
      return context.dialog
        ? `${head}The person decides. Make ${mirror.length > 0 ? "these calls in one message" : "this call"} now, exactly as written; code puts in the text:\n${calls([askCall(context.shown)])}`
        : `${head}The person decides, and there is no dialog here. Print the following word for word and end your turn:\n\n${context.shown.map((one) => questionText(one, inHost("decide"))).join("\n\n")}\n${answerHere(context.shown[0]!, context.at)}`;
    case "wait":
      return `${head}${progress(run)}. Agents are running; the run continues by itself. Do nothing for it now.`;
    case "held":
      return `${head}${pauseText(run, context.at)}`;
    case "done": {
      if (context.isRead === true)
        return `${head}The run is complete, and the person has read this report. Do nothing for it by yourself:\n\n${context.report}`;
      const also =
        mirror.length > 0
          ? `. In the same message, after it, make these calls:\n${mirror.join("\n")}\nThe report`
          : "";
      // In a session what is said is taken as markdown: `__init__.py` would lose its underscores.
      const isFenced = context.at === "session";
      const report = isFenced ? fence(context.report) : context.report;
      return `${head}The run is complete. Print this report${isFenced ? " with its fence" : ""} word for word and end your turn${also}:\n\n${report}`;
    }
    case "stopped": {
      const also = context.report === "" ? ";" : ", then print the following word for word;";
      return `${head}The run is over (${run.status}: ${run.reason}). Tell the person in one line${also} do nothing else for it.${context.report && `\n\n${context.report}`}`;
    }
    case "none":
      return "";
  }
}

/** A task, and for how long its agent has worked, unless it has just begun. */
export function sinceText({ id, subject, dispatch }: Task, now: string): string {
  const minutes = dispatch === null ? 0 : minutesBetween(dispatch.at, now);
  return `${id} ${subject}${minutes < 1 ? "" : ` (${duration(minutes)})`}`;
}

/**
 * What the person reads while agents work. The host prints a line above it that looks like an
 * error, and keeps it in the main thread's context: how to look and how to end stand in the run's
 * first one alone, and where the person asks for the end. `now`: ISO 8601; `prompt`: what was typed.
 */
export function atWorkText(
  run: Run,
  tasks: Task[],
  { now, prompt = "" }: { now: string; prompt?: string },
): string {
  const what = tasks.map((task) => sinceText(task, now)).join(", ");
  const begins = run.tasks.every((task) => task.status !== "done");
  const ways = saysStop(prompt)
    ? " Nothing was stopped: /multi-ai:cancel ends the run, /multi-ai:park puts it aside."
    : begins
      ? " The run continues by itself; /multi-ai:status shows it, /multi-ai:cancel ends it."
      : "";
  return `All is well: ${what} ${tasks.length === 1 ? "is" : "are"} running (${progress(run)}).${ways}`;
}

const HELD: Record<string, string> = {
  rate_limit: "Claude's limit is used up",
  billing_error: "Claude's account has no credit left",
  authentication_failed: "Claude's login is not valid",
};

/**
 * Whether the person has to log in first: the host names its command for that, also where the API
 * refused the login.
 */
const isLoggedOut = ({ failure, message }: Pick<Paused, "failure" | "message">): boolean =>
  failure === "authentication_failed" && message.includes("/login");

/**
 * When a run goes on that waits for no word of the person. What no waiting ends is held only where
 * it met the main thread.
 */
export const onceOver = (paused: Paused): string => {
  if (isLoggedOut(paused)) return "once you are logged in";
  return paused.task === null && isLasting(paused.failure)
    ? "with another model, or after /clear"
    : "when that is over";
};

/** Why the run waits, with the API's own words; a provider's message says it all. */
export function pauseReason({ failure, message, until }: Paused): string {
  if (failure === "quota") return oneLine(message);
  if (failure === UNHEEDED) return oneLine(message);
  if (failure === STOPPED) return `You stopped the agent of ${oneLine(message)}`;
  if (failure === AT_QUESTION) return `You stopped the run at ${oneLine(message)}`;
  if (failure === DECLINED) return `You declined to start ${oneLine(message)}`;
  if (failure === ROLLED_BACK) return "You brought the files back";
  if (isLoggedOut({ failure, message }))
    return `Claude Code is not logged in: type /login in it (${oneLine(message)})`;
  const what = HELD[failure] ?? "Claude's API gives no answer";
  return `${what}${until === null ? "" : ` until ${until}`}: ${oneLine(message)}`;
}

/** What a person types so that a run goes on which the person has stopped. */
const GO_ON = "go on";
export const saysGoOn = (prompt: string): boolean =>
  /^\W*(go on|continue|resume)\W*$/i.test(prompt);

/** Whether a prompt asks for the end of the work, and for nothing else. */
const saysStop = (prompt: string): boolean =>
  /^\W*(please\W+)?(stop|cancel|abort|halt)(\W+(it|that|all|everything|now|please|((the|this|my) )?(run|task|agent|work)s?))*\W*$/i.test(
    prompt,
  );

/**
 * Where a text is read: in a session that words are typed into, under `claude -p`, or where
 * nothing is typed.
 */
export type ReadAt = "session" | "shell" | "elsewhere";

/** What becomes of a person who does not wait for a provider. */
export const soonerText = ({ failure }: Paused): string =>
  failure === "quota" ? " If it is not, you are asked what comes instead." : "";

/** Why the run waits, and what to do where that can be done; "" when it does not wait. */
export function pauseText({ paused }: Run, at: ReadAt = "session"): string {
  if (paused === null) return "";
  const isUnheeded = paused.failure === UNHEEDED;
  const sooner = soonerText(paused);
  const why = `The run is waiting; nothing is lost${isUnheeded ? ":" : "."} ${pauseReason(paused)}`;
  if (at !== "session") {
    const once = isUnheeded || isPersons(paused) ? "" : `${onceOver(paused)}, `;
    const how = fromShell(GO_ON, sentence(`${once}in a shell`));
    return `${why}.${at === "shell" ? ` ${how}${sooner}` : ""}`;
  }
  if (isUnheeded) return `${why}. ${TYPE_ANYTHING}`;
  if (isPersons(paused))
    return `${why}. Type "${GO_ON}" or /multi-ai:resume and it starts${paused.failure === DECLINED ? "" : " again"}; /multi-ai:cancel ends it.`;
  return `${why} — ${sentence(onceOver(paused))}, type anything, such as "go on", or /multi-ai:resume.${sooner}`;
}

const TYPE_ANYTHING = 'Type anything, such as "go on", or /multi-ai:resume.';

/**
 * What the person reads when the main thread leaves a task unstarted although it was reminded; ""
 * when there is none.
 */
export function undoneText(run: Run, { do: due, tasks }: Directive, at: ReadAt): string {
  const how = at === "shell" ? fromShell(GO_ON) : TYPE_ANYTHING;
  return due === "dispatch"
    ? `Run ${run.run} waits: the main thread did not start ${tasks.join(", ")}. ${how}`
    : "";
}

/** A text for the person that the main thread has to say. */
export const printText = (run: Run, text: string): string =>
  `[multi-ai ${run.run}] Print the following word for word and end your turn:\n\n${text}`;

/** Where the run stands, for a model that has just begun or lost its context. */
export function standingText(run: Run): string {
  const done = run.tasks
    .filter((task) => task.status === "done" && !task.void)
    .map((task) => `${task.id} ${task.subject}`);
  // With the number each text is different: the host leaves out a text that it has shown before.
  return `[multi-ai ${run.run}] A run is live here, phase ${phaseOf(run, workflowOf(run.workflow))}, journal entry ${run.seq}. Decided and not to be repeated: ${done.join("; ") || "nothing yet"}. Whatever else you remember of it is out of date; only the next line counts. Make the calls that it names as they are written, and write nothing else.`;
}
