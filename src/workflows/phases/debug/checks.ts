import { join } from "node:path";
import { baseOf } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { removeFile } from "../../../store/files/disk.ts";
import { cut, oneLine } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result, treeAt } from "../../execute/checks/workspace.ts";
import { runCommand } from "../../tests/run-command.ts";
import { applyChanges, put, readText } from "../planning/files.ts";
import { type Problem, problemText } from "../planning/model.ts";
import { plainNumber } from "../planning/numbers.ts";
import { readPhase } from "../planning/read.ts";
import { planningNow } from "../state/touched.ts";
import { made, onRecord, Stopped } from "../stopped.ts";
import {
  expectedOf,
  fixOf,
  GATE,
  type Hypothesis,
  hypothesisOf,
  isAllowed,
  isApproved,
  type RoundOutcome,
  reproductionOf,
  SESSIONS,
  type Survey,
  surveyOf,
  type TestRun,
  testRunOf,
} from "./recorded.ts";
import {
  diffTrees,
  newSession,
  RESOLVED,
  type Round,
  readSession,
  type Session,
  sessionOf,
  sessionText,
  testFiles,
  withRound,
} from "./session-file.ts";

/** What the program does itself in a debug session; it alone prints the session's file. */

/** In characters of one line of the session's file, and of the journal. */
const MAX_LINE = 380;
const line = (text: string): string => cut(oneLine(text), MAX_LINE);

/** Prints a session as it is now. @throws Stopped */
const print = (root: string, path: string, session: Session): unknown =>
  made(applyChanges(root, [put(path, sessionText(session))]));

/** What a verification found, where its verdict is what is wrong. */
function symptomsOf(root: string, trigger: string): Record<string, string> {
  const phase = /^verify-work (\S+),/.exec(trigger)?.[1];
  const { verification } = (phase && readPhase(root, plainNumber(phase)).phases[0]) || {};
  if (!verification || verification.gaps.length === 0) return {};
  const actual = line(verification.reasons.join("; "));
  return {
    expected: line(verification.gaps.join("; ")),
    ...(actual === "" ? {} : { actual }),
    reproduction: `${verification.path} says what was looked at`,
  };
}

const survey: Check = async ({ project: { root }, run }, task) => {
  const slug = run.options.session ?? "session";
  const file = join(SESSIONS, `${slug}.md`);
  const unread: Problem[] = [];
  const text = readText(root, file, unread);
  if (unread.length > 0) throw new Stopped(...unread.map(problemText));
  const now = run.updated_at;
  const known = readSession(text ?? "");
  if (text !== null && known === null)
    throw new Stopped(`${file}: it is no session that this program has written; move it away`);
  const words = run.request.text;
  const before = known ?? newSession(words, now, symptomsOf(root, words));
  const session = { ...before, status: "investigating", updated: now };
  print(root, file, session);
  const found: Survey = { slug, file, session };
  return result(task, "pass", { survey: found, planning: planningNow(root) });
};

/** Runs a command. @throws Stopped where you have not allowed it */
async function run(scene: Scene, command: string, signal: AbortSignal) {
  if (!isAllowed(scene.run, command)) throw new Stopped(`you have not allowed ${command}`);
  const test = { text: command, shellAllowed: isApproved(scene.run, command) };
  const { ran, output, isMissing } = await runCommand(scene.project, scene.run, test, signal);
  const state = isMissing ? ("not_found" as const) : ran.state;
  return { state, exit: ran.exit, lines: ran.lines, output };
}
type Ran = Awaited<ReturnType<typeof run>>;

/** Whether a command ran to its end. */
const isOver = ({ state }: Pick<Ran, "state">): boolean => state === "passed" || state === "failed";

function ended({ state, exit }: Pick<Ran, "state" | "exit">): string {
  if (state === "timeout") return "timed out";
  if (state === "failed" && exit === 0) return "exited with 0, although tests failed";
  return state === "not_found" || state === "not_run" ? "did not start" : `exited with ${exit}`;
}

/** What came of a round, and what the command did, in words. Pure. */
export function compared(
  { test: { exit, output }, if_so }: Pick<Hypothesis, "test" | "if_so">,
  ran: Pick<Ran, "state" | "exit" | "output">,
): { outcome: RoundOutcome; found: string } {
  if (!isOver(ran)) return { outcome: "cannot", found: ended(ran) };
  const isSaid = !output || ran.output.includes(output);
  const found = `${ended(ran)}${isSaid ? "" : `, without "${output}" in its output`}`;
  if (!isSaid || (ran.exit === 0) !== (exit === "zero")) return { outcome: "ruled_out", found };
  return { outcome: if_so === "root_cause" ? "root_cause" : "narrowed", found };
}

/** Makes the test, compares what came with what was predicted, and writes it down. */
const test: Check = async (scene, task, signal) => {
  const { project, run: now } = scene;
  const [{ file }, supposed] = [onRecord(surveyOf(scene)), onRecord(hypothesisOf(scene))];
  const { test: predicted, hypothesis } = supposed;
  const ran = await run(scene, predicted.command, signal);
  const { outcome, found } = compared(supposed, ran);
  const at = now.updated_at;
  const evidence = line(`${predicted.command} ${found}; expected ${expectedOf(predicted)}`);
  const status = outcome === "root_cause" ? "fixing" : "investigating";
  const checked = oneLine(`${hypothesis} (${predicted.command})`);
  const proves = outcome === "cannot" ? "nothing: the test did not finish" : supposed.proves;
  const implication = oneLine(proves);
  const round: Round =
    outcome === "ruled_out"
      ? { eliminated: { hypothesis: oneLine(hypothesis), evidence, timestamp: at } }
      : { evidence: { timestamp: at, checked, found, implication } };
  const session = withRound(onRecord(sessionOf(scene)), round);
  print(project.root, file, { ...session, status, updated: at });
  return result(task, outcome, { lines: ran.lines, round, facts: { evidence } });
};

const treeNow = (scene: Scene): string => treeAt(scene, { stream: null });

/** Those of these commands that pass now; what you have not allowed does not. */
async function passing(
  scene: Scene,
  commands: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const passed: string[] = [];
  for (const command of commands.filter((command) => isAllowed(scene.run, command)))
    if ((await run(scene, command, signal)).state === "passed") passed.push(command);
  return passed;
}
const ofSettings = ({ run: { tests, settings } }: Scene): string[] =>
  settings.tests.run
    ? tests.decided.filter((one) => one.approved && one.by === "settings").map(({ text }) => text)
    : [];

/** The failing test, before anything is mended. */
const red: Check = async (scene, task, signal) => {
  const { command } = onRecord(reproductionOf(scene));
  const ran = await run(scene, command, signal);
  const isRed = ran.state === "failed";
  const isGreen = ran.state === "passed";
  const problems = isGreen
    ? [`${command} exited with 0 before the fix: it does not show the bug`]
    : [];
  if (!isOver(ran)) problems.push(`${command} ${ended(ran)}`, ...ran.lines.slice(-2));
  const passed = isRed ? await passing(scene, ofSettings(scene), signal) : [];
  const record: TestRun = { problems, lines: ran.lines, tree: treeNow(scene), passed };
  const outcome = isRed ? "red" : isGreen ? "green" : "cannot";
  return result(task, outcome, { ...record });
};

/** The same test after the fix, and what passed before it. */
const green: Check = async (scene, task, signal) => {
  const [{ command }, before] = [
    onRecord(reproductionOf(scene)),
    onRecord(testRunOf(scene, GATE.red)),
  ];
  const tree = treeNow(scene);
  const ran = await run(scene, command, signal);
  const [tests, changed] = [testFiles(scene), onRecord(diffTrees(scene, before.tree, tree))];
  const still =
    ran.state === "passed" ? await passing(scene, before.passed, signal) : before.passed;
  const problems = [
    ...(ran.state === "passed" ? [] : [`${command} ${ended(ran)}, expected 0`]),
    ...changed
      .filter((path) => tests.includes(path))
      .map((path) => `${path}: the failing test was changed; put it back`),
    ...(changed.length === 0 ? ["nothing has changed since the test failed"] : []),
    ...before.passed
      .filter((one) => !still.includes(one))
      .map((one) => `${one} passed before the fix and fails now`),
  ];
  const record: TestRun = { problems, lines: ran.lines, tree, passed: still };
  const outcome = problems.length === 0 ? "green" : isOver(ran) ? "red" : "cannot";
  return result(task, outcome, { ...record });
};

/** The session is over: what the cause was and what mended it, for whoever looks for it again. */
const close: Check = async (scene, task) => {
  const { project, run: now } = scene;
  const known = onRecord(surveyOf(scene));
  const { command } = onRecord(reproductionOf(scene));
  const { hypothesis } = onRecord(hypothesisOf(scene));
  const at = now.updated_at;
  const files = diffTrees(scene, baseOf(now), treeNow(scene)) ?? [];
  const path = join(SESSIONS, RESOLVED, `${known.slug}.md`);
  const resolution = {
    root_cause: hypothesis,
    fix: fixOf(scene)?.summary ?? "",
    verification: `${command} failed before the fix and passes after it`,
    files_changed: `[${files.join(", ")}]`,
  };
  const session = onRecord(sessionOf(scene));
  print(project.root, path, { ...session, status: RESOLVED, updated: at, resolution });
  removeFile(join(project.root, known.file));
  return result(task, "pass", { facts: { path } });
};

export const CHECKS: Record<string, Check> = {
  [GATE.survey]: survey,
  [GATE.test]: test,
  [GATE.red]: red,
  [GATE.green]: green,
  [GATE.close]: close,
};
