import { join } from "node:path";
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
  fixOf,
  GATE,
  type Hypothesis,
  hypothesisOf,
  KNOWN_CAUSES,
  type RoundOutcome,
  reproductionOf,
  SESSIONS,
  type Survey,
  surveyOf,
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

/** What keeps a check from its end. */
class Stopped extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join("; "));
  }
}

/** Writes a file below `.planning`, as nobody else does at that moment. @throws Stopped */
function write(root: string, path: string, text: string): void {
  const done = applyChanges(root, [put(path, text)]);
  if (!done.ok) throw new Stopped(done.problems.map(problemText));
}

/** Something that the run has on record. @throws Stopped where it is gone */
function due<T>(recorded: T | null): T {
  if (recorded === null) throw new Stopped(["what came before is gone from .task/objects"]);
  return recorded;
}

/** The session's text as it stands on the disk, or a new one where it is gone. */
const textOf = (root: string, { file, trigger }: Survey, now: string): string =>
  readText(root, file, []) ?? newSession({ trigger, now });

const survey: Check = async ({ project: { root }, run }, task) => {
  // `next` starts a session with words of its own, and names none.
  const meant = run.options.session === undefined ? resolves(root, run.request.text) : null;
  const slug = run.options.session ?? (meant?.ok ? meant.options.session : undefined) ?? freshSlug(root, "session");
  const file = join(SESSIONS, `${slug}.md`);
  const unread: Problem[] = [];
  const text = readText(root, file, unread);
  if (unread.length > 0) throw new Stopped(unread.map(problemText));
  const now = run.updated_at;
  const session = text === null ? null : readSession(text);
  const known = join(SESSIONS, KNOWN_CAUSES);
  const trigger = session?.trigger || run.request.text;
  write(root, file, text === null ? newSession({ trigger, now }) : withStatus(text, "investigating", now));
  const config = readText(root, CONFIG, []);
  const { symptoms = [], eliminated = [], evidence = [] } = session ?? {};
  const said: Survey = {
    ...{ slug, file, trigger, resumed: session !== null, symptoms, eliminated, evidence },
    known: readText(root, known, []) === null ? null : known,
  };
  const yolo = config !== null && isQuiet({ root }, readConfigText(config, CONFIG).config);
  return result(task, "pass", {
    survey: said,
    facts: { file, ruled_out: eliminated.length, ...(yolo ? { yolo } : {}) },
  });
};

/** Runs a command. @throws Stopped where nobody has allowed it */
async function run(scene: Scene, command: string, signal: AbortSignal) {
  if (!isAllowed(scene.run, command)) throw new Stopped([`nobody has allowed ${command}`]);
  const timeoutMs = scene.run.settings.tests.timeout_minutes * 60_000;
  const test = { text: command, shellAllowed: isApproved(scene.run, command) };
  const { ran, output } = await runOne(scene.project, test, { env: process.env, signal, timeoutMs });
  const state = isNotThere(ran, output) ? ("not_found" as const) : ran.state;
  return { state, exit: ran.exit, lines: ran.lines, output };
}
type Ran = Awaited<ReturnType<typeof run>>;

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
  const [known, supposed] = [due(surveyOf(scene)), due(hypothesisOf(scene))];
  const { test: made, hypothesis } = supposed;
  const isCommand = made.kind === "command";
  const what = isCommand ? (made.command?.trim() ?? "") : `${made.file}:${made.line ?? "?"}`;
  const ran = isCommand ? await run(scene, what, signal) : null;
  const { came, found } =
    ran === null ? { came: made.means === "confirmed", found: `read "${made.quote}"` } : compared(made, ran);
  const outcome = outcomeOf(came, supposed);
  const at = now.updated_at;
  const expected = expecting(made);
  const evidence = line(`${what} ${found}; expected ${expected}`);
  const isCause = outcome === "root_cause";
  let text = withStatus(textOf(project.root, known, at), isCause ? "fixing" : "investigating", at);
  text = withFields(text, "symptoms", symptomsOf(supposed), { keep: true });
  text = withFields(text, "focus", {
    hypothesis,
    test: what,
    expecting: expected,
    next_action: isCause ? "write a test that fails because of it" : "another hypothesis",
  });
  text =
    outcome === "ruled_out"
      ? withEntry(text, "eliminated", { hypothesis, evidence, timestamp: at })
      : withEntry(text, "evidence", {
          timestamp: at,
          checked: `${hypothesis} (${what})`,
          found,
          implication: outcome === "cannot" ? "nothing: the test did not run to its end" : supposed.proves,
        });
  if (isCause) text = withFields(text, "resolution", { root_cause: hypothesis });
  write(project.root, known.file, text);
  return result(task, outcome, {
    ...{ expected, found, lines: ran?.lines ?? [] },
    facts: { hypothesis: line(hypothesis), outcome, evidence },
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

/** Those of these commands that pass now; what nobody has allowed does not. */
async function passing(scene: Scene, commands: readonly string[], signal: AbortSignal): Promise<string[]> {
  const passed: string[] = [];
  for (const command of commands.filter((one) => isAllowed(scene.run, one)))
    if ((await run(scene, command, signal)).state === "passed") passed.push(command);
  return passed;
}
const ofSettings = ({ run: { tests, settings } }: Scene): string[] =>
  settings.tests.run
    ? tests.decided.filter((one) => one.approved && one.by === "settings").map(({ text }) => text)
    : [];

/** The failing test, before anything is mended. */
const red: Check = async (scene, task, signal) => {
  const { command } = due(reproductionOf(scene));
  const ran = await run(scene, command, signal);
  const outcome = ran.state === "failed" ? "red" : ran.state === "passed" ? "green" : "cannot";
  const problems = {
    red: [],
    green: [`${command} ended with 0 before anything was mended: it does not show the bug`],
    cannot: [`${command} ${ended(ran)}`, ...ran.lines.slice(-2)],
  }[outcome];
  const passed = outcome === "red" ? await passing(scene, ofSettings(scene), signal) : [];
  const record: TestRun = { problems, lines: ran.lines, tree: treeNow(scene), passed };
  return result(task, outcome, { ...record, facts: { command: line(command) } });
};

/** The same test behind the fix, and what passed before it. */
const green: Check = async (scene, task, signal) => {
  const { project, run: now } = scene;
  const [wanted, before, known] = [due(reproductionOf(scene)), due(testRunOf(scene, GATE.red)), due(surveyOf(scene))];
  const tree = treeNow(scene);
  const ran = await run(scene, wanted.command, signal);
  const { tree: from } = before;
  const changed =
    from === null || tree === null
      ? []
      : unlessUnreadable(() => changedFiles(project.root, from, tree, treeStore(project)).map(({ path }) => path), []);
  const still = ran.state === "passed" ? await passing(scene, before.passed, signal) : before.passed;
  const problems = [
    ...(ran.state === "passed" ? [] : [`${wanted.command} ${ended(ran)}, expected 0`]),
    ...changed.filter((path) => wanted.files.includes(path)).map((path) => `${path}: the failing test was changed`),
    ...(changed.length === 0 ? ["nothing was changed since the test failed"] : []),
    ...before.passed.filter((one) => !still.includes(one)).map((one) => `${one} passed before the fix and fails now`),
  ];
  const outcome = problems.length === 0 ? "green" : ran.state === "failed" || ran.state === "passed" ? "red" : "cannot";
  const at = now.updated_at;
  if (outcome === "green")
    write(project.root, known.file, withStatus(textOf(project.root, known, at), "verifying", at));
  const record: TestRun = { problems, lines: ran.lines, tree, passed: still };
  const facts = { command: line(wanted.command), changed: changed.length };
  return result(task, outcome, { ...record, changed, facts });
};

/** The session is over: what the cause was and what mended it, for whoever looks for it again. */
const close: Check = async (scene, task) => {
  const { project, run: now } = scene;
  const known = due(surveyOf(scene));
  const { command, files } = due(reproductionOf(scene));
  const { hypothesis } = due(hypothesisOf(scene));
  const { summary = "", changed_files = [] } = fixOf(scene) ?? {};
  const at = now.updated_at;
  const text = withFields(withStatus(textOf(project.root, known, at), RESOLVED, at), "resolution", {
    root_cause: hypothesis,
    fix: summary,
    verification: `${command} failed before the fix and passes behind it`,
    files_changed: `[${[...new Set([...files, ...changed_files])].join(", ")}]`,
  });
  const path = join(SESSIONS, RESOLVED, `${known.slug}.md`);
  write(project.root, path, withFields(text, "focus", { next_action: "none" }));
  removeFile(join(project.root, known.file));
  return result(task, "pass", { facts: { path, cause: line(hypothesis) } });
};

/** What stops a check, such as a folder or file that is a link or somebody else's, is told to the person. */
const guarded =
  (check: Check): Check =>
  async (scene, task, signal) => {
    try {
      return await check(scene, task, signal);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return result(task, "fail", { problems: error.problems });
    }
  };

export const CHECKS: Record<string, Check> = Object.fromEntries(
  Object.entries({
    [GATE.survey]: survey,
    [GATE.test]: test,
    [GATE.red]: red,
    [GATE.green]: green,
    [GATE.close]: close,
  }).map(([name, check]) => [name, guarded(check)]),
);
