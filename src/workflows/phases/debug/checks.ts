import { join } from "node:path";
import type { Task } from "../../../engine/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import { isNotThere, runOne } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import { projectTree } from "../../../record/subject.ts";
import { removeFile } from "../../../store/disk.ts";
import { cut, oneLine } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { CONFIG } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import { readConfigText } from "../planning/config.ts";
import { applyChanges, put, readText } from "../planning/files.ts";
import type { Problem } from "../planning/model.ts";
import { isQuiet } from "../quiet.ts";
import {
  CLOSE,
  fixOf,
  GREEN,
  type Hypothesis,
  hypothesisOf,
  KNOWN_CAUSES,
  RED,
  type RoundOutcome,
  reproductionOf,
  SESSIONS,
  SURVEY,
  type Survey,
  surveyOf,
  TEST,
  type TestRun,
  testRunOf,
} from "./recorded.ts";
import { isAllowed, isApproved } from "./rules.ts";
import { newSession, RESOLVED, readSession, withEntry, withFields, withStatus } from "./session-file.ts";
import { freshSlug, resolves } from "./start.ts";

/** What the program does itself in a debug session; it alone writes the session's file. */

/** In characters of one line of the session's file, and of the journal. */
const MAX_LINE = 380;
const line = (text: string): string => cut(oneLine(text), MAX_LINE);

/** What keeps a file from being written. */
class NotWritten extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join("; "));
  }
}

/** Writes a file below `.planning`, as nobody else does at that moment. @throws NotWritten */
function write(root: string, path: string, text: string): void {
  const done = applyChanges(root, [put(path, text)]);
  if (!done.ok) throw new NotWritten(done.problems.map(problemText));
}

/** The session's text as it stands on the disk, or a new one where it is gone. */
const textOf = (root: string, { file, trigger }: Survey, now: string): string =>
  readText(root, file, []) ?? newSession({ trigger, now });

/** What the run is told where something of it is gone. */
const gone = (task: Task) => result(task, "fail", { problems: ["what came before is gone from .task/objects"] });

const survey: Check = async ({ project: { root }, run }, task) => {
  // `next` starts a session with words of its own, and names none.
  const meant = run.options.session === undefined ? resolves(root, run.request.text) : null;
  const slug = run.options.session ?? (meant?.ok ? meant.options.session : undefined) ?? freshSlug(root, "session");
  const file = join(SESSIONS, `${slug}.md`);
  const unread: Problem[] = [];
  const text = readText(root, file, unread);
  if (unread.length > 0) return result(task, "fail", { problems: unread.map(problemText) });
  const now = run.updated_at;
  const session = text === null ? null : readSession(text);
  const known = join(SESSIONS, KNOWN_CAUSES);
  const trigger = session?.trigger || run.request.text;
  write(root, file, text === null ? newSession({ trigger, now }) : withStatus(text, "investigating", now));
  const config = readText(root, CONFIG, []);
  const said: Survey = {
    ...{ slug, file, trigger, resumed: session !== null },
    symptoms: session?.symptoms ?? [],
    eliminated: session?.eliminated ?? [],
    evidence: session?.evidence ?? [],
    known: readText(root, known, []) === null ? null : known,
  };
  const yolo = config !== null && isQuiet({ root }, readConfigText(config, CONFIG).config);
  const facts = { file, ruled_out: said.eliminated.length, ...(yolo ? { yolo } : {}) };
  return result(task, "pass", { survey: said, facts });
};

/** Runs a command that was allowed; null: nobody has allowed it. */
async function run(scene: Scene, command: string, signal: AbortSignal) {
  if (!isAllowed(scene.run, command)) return null;
  const timeoutMs = scene.run.settings.tests.timeout_minutes * 60_000;
  const test = { text: command, shellAllowed: isApproved(scene.run, command) };
  const { ran, output } = await runOne(scene.project, test, { env: process.env, signal, timeoutMs });
  const state = isNotThere(ran, output) ? ("not_found" as const) : ran.state;
  return { state, exit: ran.exit, lines: ran.lines, output };
}
type Ran = NonNullable<Awaited<ReturnType<typeof run>>>;

const ended = ({ state, exit }: Pick<Ran, "state" | "exit">): string =>
  state === "timeout"
    ? "was stopped, as its time was up"
    : state === "not_found" || state === "not_run"
      ? "did not start"
      : `ended with ${exit}`;

/** Whether a command did what was predicted of it, and what it did, in words. Pure. */
export function compared(
  { exit, output }: Hypothesis["test"],
  ran: Pick<Ran, "state" | "exit" | "output">,
): { came: boolean | null; found: string } {
  if (ran.state !== "passed" && ran.state !== "failed") return { came: null, found: ended(ran) };
  const asSaid = (ran.exit === 0) === (exit === "zero");
  const said = output === null || output === undefined || output === "" || ran.output.includes(output);
  const missing = said ? "" : `, without "${output}" in its output`;
  return { came: asSaid && said, found: `${ended(ran)}${missing}` };
}

function expecting({ kind, exit, output, quote }: Hypothesis["test"]): string {
  if (kind === "observation") return `"${quote}" stands there`;
  return `exit code ${exit === "zero" ? "0" : "not 0"}${output ? `, "${output}" in the output` : ""}`;
}

const outcomeOf = (came: boolean | null, { if_so }: Hypothesis): RoundOutcome =>
  came === null ? "cannot" : !came ? "ruled_out" : if_so === "root_cause" ? "root_cause" : "narrowed";

/** Makes the test, compares what came with what was predicted, and writes it down. */
const test: Check = async (scene, task, signal) => {
  const { project, run: now } = scene;
  const [known, supposed] = [surveyOf(project, now), hypothesisOf(project, now)];
  if (known === null || supposed === null) return gone(task);
  const { test: made } = supposed;
  const command = made.command?.trim() ?? "";
  const what = made.kind === "command" ? command : `${made.file}:${made.line ?? "?"}`;
  let [came, found]: [boolean | null, string] = [made.means === "confirmed", `read "${made.quote}"`];
  let lines: string[] = [];
  if (made.kind === "command") {
    const ran = await run(scene, command, signal);
    if (ran === null) return result(task, "fail", { problems: [`nobody has allowed ${command}`] });
    ({ came, found } = compared(made, ran));
    lines = ran.lines;
  }
  const outcome = outcomeOf(came, supposed);
  const at = now.updated_at;
  const evidence = line(`${what} ${found}; expected ${expecting(made)}`);
  let text = withStatus(textOf(project.root, known, at), outcome === "root_cause" ? "fixing" : "investigating", at);
  text = withFields(text, "symptoms", symptomsOf(supposed), { keep: true });
  text = withFields(text, "focus", {
    hypothesis: supposed.hypothesis,
    test: what,
    expecting: expecting(made),
    next_action: outcome === "root_cause" ? "write a test that fails because of it" : "another hypothesis",
  });
  if (outcome === "ruled_out")
    text = withEntry(text, "eliminated", { hypothesis: supposed.hypothesis, evidence, timestamp: at });
  else
    text = withEntry(text, "evidence", {
      timestamp: at,
      checked: `${supposed.hypothesis} (${what})`,
      found,
      implication: outcome === "cannot" ? "nothing: the test did not run to its end" : supposed.proves,
    });
  if (outcome === "root_cause") text = withFields(text, "resolution", { root_cause: supposed.hypothesis });
  write(project.root, known.file, text);
  return result(task, outcome, {
    ...{ expected: expecting(made), found, lines },
    facts: { hypothesis: line(supposed.hypothesis), outcome, evidence },
  });
};

const symptomsOf = ({ symptoms }: Hypothesis): Record<string, string> =>
  Object.fromEntries(
    Object.entries(symptoms ?? {}).flatMap(([key, value]) => (value && value.trim() !== "" ? [[key, value]] : [])),
  );

const treeNow = (scene: Scene): string | null => {
  const tree = projectTree(scene);
  return tree.ok ? tree.subject : null;
};

/** Commands of the settings that pass now, of those that are asked about. */
async function passing(scene: Scene, commands: readonly string[], signal: AbortSignal): Promise<string[]> {
  const passed: string[] = [];
  for (const command of commands) if ((await run(scene, command, signal))?.state === "passed") passed.push(command);
  return passed;
}
const ofSettings = ({ run: { tests, settings } }: Scene): string[] =>
  settings.tests.run
    ? tests.decided.filter((one) => one.approved && one.by === "settings").map(({ text }) => text)
    : [];

/** The failing test, before anything is mended. */
const red: Check = async (scene, task, signal) => {
  const wanted = reproductionOf(scene.project, scene.run);
  if (wanted === null) return gone(task);
  const ran = await run(scene, wanted.command, signal);
  if (ran === null) return result(task, "fail", { problems: [`nobody has allowed ${wanted.command}`] });
  const outcome = ran.state === "failed" ? "red" : ran.state === "passed" ? "green" : "cannot";
  const problems: Record<string, string[]> = {
    red: [],
    green: [`${wanted.command} ended with 0 before anything was mended: it does not show the bug`],
    cannot: [`${wanted.command} ${ended(ran)}`, ...ran.lines.slice(-2)],
  };
  const passed = outcome === "red" ? await passing(scene, ofSettings(scene), signal) : [];
  const record: TestRun = { problems: problems[outcome]!, lines: ran.lines, tree: treeNow(scene), passed };
  return result(task, outcome, { ...record, facts: { command: line(wanted.command) } });
};

/** The same test behind the fix, and what passed before it. */
const green: Check = async (scene, task, signal) => {
  const { project, run: now } = scene;
  const [wanted, before] = [reproductionOf(project, now), testRunOf(project, now, RED)];
  const known = surveyOf(project, now);
  if (wanted === null || before === null || known === null) return gone(task);
  const tree = treeNow(scene);
  const ran = await run(scene, wanted.command, signal);
  if (ran === null) return result(task, "fail", { problems: [`nobody has allowed ${wanted.command}`] });
  const changed =
    before.tree === null || tree === null
      ? []
      : unlessUnreadable(
          () => changedFiles(project.root, before.tree!, tree, treeStore(project)).map(({ path }) => path),
          [],
        );
  const still = ran.state === "passed" ? await passing(scene, before.passed, signal) : before.passed;
  const problems = [
    ...(ran.state === "passed" ? [] : [`${wanted.command} ${ended(ran)}, expected 0`]),
    ...changed.filter((path) => wanted.files.includes(path)).map((path) => `${path}: the failing test was changed`),
    ...(changed.length === 0 ? ["nothing was changed since the test failed"] : []),
    ...before.passed.filter((one) => !still.includes(one)).map((one) => `${one} passed before the fix and fails now`),
  ];
  const outcome = problems.length === 0 ? "green" : ran.state === "failed" || ran.state === "passed" ? "red" : "cannot";
  if (outcome === "green")
    write(
      project.root,
      known.file,
      withStatus(textOf(project.root, known, now.updated_at), "verifying", now.updated_at),
    );
  const record: TestRun = { problems, lines: ran.lines, tree, passed: still };
  return result(task, outcome, {
    ...record,
    changed,
    facts: { command: line(wanted.command), changed: changed.length },
  });
};

/** The session is over: what the cause was and what mended it, for whoever looks for it again. */
const close: Check = async (scene, task) => {
  const { project, run: now } = scene;
  const [known, wanted, cause] = [surveyOf(project, now), reproductionOf(project, now), hypothesisOf(project, now)];
  if (known === null || wanted === null || cause === null) return gone(task);
  const at = now.updated_at;
  const fixed = fixOf(project, now);
  const text = withFields(withStatus(textOf(project.root, known, at), RESOLVED, at), "resolution", {
    root_cause: cause.hypothesis,
    fix: fixed?.summary ?? "",
    verification: `${wanted.command} failed before the fix and passes behind it`,
    files_changed: `[${[...new Set([...wanted.files, ...(fixed?.changed_files ?? [])])].join(", ")}]`,
  });
  const path = join(SESSIONS, RESOLVED, `${known.slug}.md`);
  write(project.root, path, withFields(text, "focus", { next_action: "none" }));
  removeFile(join(project.root, known.file));
  return result(task, "pass", { facts: { path, cause: line(cause.hypothesis) } });
};

/** A folder or file that is a link, or somebody else's, is left alone, and the person is told. */
const guarded =
  (check: Check): Check =>
  async (scene, task, signal) => {
    try {
      return await check(scene, task, signal);
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      return result(task, "fail", { problems: error.problems });
    }
  };

export const CHECKS: Record<string, Check> = Object.fromEntries(
  Object.entries({ [SURVEY]: survey, [TEST]: test, [RED]: red, [GREEN]: green, [CLOSE]: close }).map(
    ([name, check]) => [name, guarded(check)],
  ),
);
