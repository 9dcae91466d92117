// What a plugin without one of its guarantees does in the place of the function that keeps it. It
// gets the whole one.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

// biome-ignore lint/suspicious/noExplicitAny: one type for functions of every module.
type Any = (...args: any[]) => any;
type StandIn = (whole: Any) => Any;
type Guarantee = import("../cheats.ts").Guarantee;

/** The same call of a hook with other fields of its payload. */
const withPayload: Any = (call, fields) =>
  Object.assign(Object.create(Object.getPrototypeOf(call)), call, {
    payload: { ...call.payload, ...fields },
  });

const nothingWrong: StandIn = () => () => [];
const silent: StandIn = () => () => null;
const sha256 = (text: string): string => new Bun.CryptoHasher("sha256").update(text).digest("hex");

/** A denial, or a question for the person, becomes silence. */
const letThrough: StandIn =
  (whole) =>
  (...args) => {
    const pass = (output: unknown): unknown => {
      const said = JSON.stringify(output ?? null) ?? "";
      return /"permissionDecision":"(deny|ask)"/.test(said) ? null : output;
    };
    const output = whole(...args);
    return output instanceof Promise ? output.then(pass) : pass(output);
  };

/** Reads a status as it may have been meant, and fields wherever they are. */
function lenient(value: object): object {
  const merged = Object.assign({}, value) as Record<string, unknown>;
  const list = (name: string): unknown => merged[name] ?? [];
  const status = /^\s*(approved|lgtm)\s*$/i.test(String(merged.status))
    ? "approved"
    : merged.status;
  const prior = (list("prior") as { id: string; state: string }[]).map((one) => ({
    ...one,
    state: one.state === "open" ? "open" : "fixed",
  }));
  const { task, nonce, summary } = merged;
  const read = {
    task,
    nonce,
    summary,
    status,
    prior,
    criteria: list("criteria"),
    findings: list("findings"),
  };
  return "title" in merged || "changed_files" in merged
    ? merged
    : { ...read, questions: list("questions") };
}

/** A verdict is what its status says. */
const unchecked: StandIn = (whole) => (review, context) => ({
  ...whole(review, { ...context, criteria: [] }),
  problems: [],
});

const approvedUnseen = {
  ok: true,
  bytes: null,
  strays: [],
  written: [],
  artifact: {
    ...{ sha: sha256(""), outcome: "approved", findings: [], prior: [], questions: [] },
    ...{ assumptions: [], reason: null },
  },
};

type Gate = { gate: string; key: string; after: string[] };

/** The chain without every reviewer but one. */
function onlyOneReviewer(gates: Gate[]): Gate[] {
  const kept = gates.filter(
    (one) => one.gate !== "check" && (one.gate !== "review" || /sonnet/.test(one.key)),
  );
  return kept.map((one, index) => ({ ...one, after: index === 0 ? [] : [kept[index - 1]!.key] }));
}

type State = { tasks: { id: string; status: string }[] } | null;

/**
 * A run as its files tell it: a task that they call done is done, and all are in a state that they
 * call complete.
 */
function believed(run: State): State {
  const read = (name: string) =>
    JSON.parse(readFileSync(`${process.env.MULTI_AI_HOME}/.task/${name}`, "utf8"));
  try {
    const rows: { id: string; status: string }[] = read("pipeline-tasks.json").tasks;
    const all = read("state.json").status === "complete";
    const isDone = (id: string) =>
      all || rows.some((row) => row.id === id && row.status === "done");
    const tasks = run!.tasks.map((task) =>
      task.status !== "running" && isDone(task.id) ? { ...task, status: "done" } : task,
    );
    return { ...run, tasks };
  } catch {
    return run;
  }
}

/** Whatever is asked for begins. */
const dispatchBlindly: StandIn = () => (decision, command) => {
  const { do: _do, task, agentType: agent_type, brought: _brought, ...rest } = command;
  decision.add({ type: "dispatched", task, agent_type, ...rest });
};

/**
 * By guarantee against what a model does: functions, by file and name, and what stands in for each.
 * What keeps the record and the tree is tried whole alone.
 */
export const STAND_INS: Partial<Record<Guarantee, Record<string, StandIn>>> = {
  "an artifact counts only with the task and the nonce of its dispatch": {
    "src/run/results/accept.ts#checkArtifact":
      (whole) => (project, run, task, hash, subject, bytes) => {
        const { task: named = "", nonce = "" } = JSON.parse(Buffer.from(bytes).toString());
        return typeof nonce === "string" && typeof named === "string"
          ? whole(project, run, { ...task, id: named }, sha256(nonce), subject, bytes)
          : whole(project, run, task, hash, subject, bytes);
      },
    "src/run/results/accept.ts#foreignProblem": silent,
  },
  "an artifact has to meet its schema": {
    "src/run/results/accept.ts#parseArtifact": (whole) => (kind, bytes, task) =>
      whole(
        kind.schema === undefined
          ? kind
          : {
              ...kind,
              schema: { safeParse: (value: object) => ({ success: true, data: lenient(value) }) },
            },
        bytes,
        task,
      ),
  },
  "a verdict follows from what it says": {
    "src/workflows/review/check.ts#statusProblems": nothingWrong,
    "src/workflows/review/evidence/evidence.ts#checkCriteria": nothingWrong,
    "src/workflows/kit/artifacts/result.ts#checkResult": (whole) => (result, context) =>
      whole(result, { ...context, criteria: result.criteria.map((one: { id: string }) => one.id) }),
    "src/workflows/kit/artifacts/document-review.ts#checkDocumentReview": unchecked,
    "src/workflows/kit/artifacts/tree-review.ts#checkTreeReview": unchecked,
  },
  "evidence has to exist in what is reviewed": {
    "src/workflows/review/evidence/evidence.ts#checkCitation": () => (place) => ({
      ok: true,
      line: place.line ?? 0,
      moved: false,
    }),
    "src/workflows/review/evidence/evidence.ts#checkPlanPlace": () => () => ({ ok: true }),
    "src/workflows/review/evidence/evidence.ts#checkCriteria": (whole) => (criteria, known) =>
      whole(
        criteria.map((one: object) => ({ ...one, evidence: ["anything"] })),
        known,
        () => null,
      ),
    "src/workflows/review/evidence/change.ts#evidenceProblem": silent,
  },
  "earlier findings are answered, each once": {
    "src/workflows/review/evidence/evidence.ts#checkPrior": nothingWrong,
    "src/workflows/review/findings/declined.ts#answerProblems": nothingWrong,
    "src/workflows/review/check.ts#statusProblems": (whole) => (review, findings, context) =>
      whole({ ...review, prior: [] }, findings, context),
  },
  "fixed needs a fix": {
    "src/workflows/review/findings/fixed.ts#checkFixed": nothingWrong,
  },
  "a verdict counts only for what was reviewed": {
    "src/engine/decisions/outcomes.ts#ended": (whole) => (decision, command) =>
      whole(decision, {
        ...command,
        subject: decision.task(command.task).dispatch?.subject ?? null,
      }),
  },
  "the policy denies the call": {
    "src/policy/policy.ts#policy": letThrough,
    "src/policy/policy.ts#boundCall": letThrough,
    "src/process/table.ts#isBelowHost": () => () => false,
    "src/cli/confirm.ts#confirmed": silent,
  },
  "only what the directive names is dispatched": {
    "src/hooks/agents/dispatch.ts#dispatch": letThrough,
    "src/engine/decide.ts#dispatch": dispatchBlindly,
  },
  "only the journal decides": {
    // It would write the files again from the journal.
    "src/hooks/agents/hand-back.ts#checkHandBack": silent,
    // What keeps its state in files believes its files.
    "src/store/reader.ts#openView": (whole) => (dir, fold, mode, io) => {
      const seen = whole(dir, fold, "fast", io);
      return mode === "append" ? { view: seen.view, fd: whole(dir, fold, mode, io).fd } : seen;
    },
    "src/engine/decide.ts#decide": (whole) => (workflow, run, command) =>
      whole(workflow, believed(run), command),
    "src/run/journal/projections.ts#projections": (whole) => (run, root) =>
      whole(believed(run), root),
    "src/record/machine/copies.ts#keepCopy": nothingWrong,
  },
  "agents read what was accepted": {
    "src/run/audit/edits.ts#restoreReads": () => () => ({ problem: null, notice: null }),
    // Behind a command they are put back as well.
    "src/record/machine/copies.ts#keepCopy": nothingWrong,
  },
  "what no command may change is put back": {
    "src/record/machine/copies.ts#keepCopy": nothingWrong,
  },
  "a question is the person's": {
    "src/engine/run.ts#isReadBy": () => () => true,
    // The dialog that the model made counts as the run's own.
    "src/hooks/prompts/dialogs.ts#fillDialog": (whole) => (step) => {
      whole(withPayload(step, { input: { questions: [{ question: "Q1?" }] } }));
      return null;
    },
    "src/hooks/prompts/answers.ts#readAnswers": (whole) => (step) => {
      const { payload } = step;
      const answers = payload.input.answers ?? payload.response.answers;
      return whole(withPayload(step, { response: { ...payload.response, answers } }));
    },
    "src/policy/policy.ts#policy": letThrough,
    "src/process/table.ts#isBelowHost": () => () => false,
    "src/cli/confirm.ts#confirmed": silent,
    "src/engine/decide.ts#dispatch": dispatchBlindly,
  },
  "several reviewers look, each by itself": {
    "src/engine/decisions/tasks.ts#chain": (whole) => (workflow, run, gates, existing) =>
      whole(workflow, run, onlyOneReviewer(gates), existing),
  },
  "tests count as the program ran them": {
    "src/engine/decisions/tasks.ts#checksAfter": nothingWrong,
  },
  "loops end": {
    "src/engine/decisions/outcomes.ts#limitReached": () => () => false,
    "src/engine/decisions/rounds.ts#noProgress": nothingWrong,
  },
  "a stop is no pass": {
    "src/hooks/agents/stops.ts#stop": () => async () => null,
    "src/run/results/accept.ts#readTaskArtifact":
      (whole) => async (project, run, task, nonce, subject) =>
        existsSync(join(project.root, task.writes))
          ? whole(project, run, task, nonce, subject)
          : approvedUnseen,
  },
};

/** What a module of the copy calls in the place of its own function. */
export const standIn = (guarantee: Guarantee, place: string, whole: Any): Any =>
  STAND_INS[guarantee]![place]!(whole);
