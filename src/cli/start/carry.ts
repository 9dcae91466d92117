import { PLUGIN } from "../../plugin.ts";
import { forgetLandings } from "../../project/worktrees/merge/merge.ts";
import { nowRef } from "../../project/worktrees/names.ts";
import { isForeign } from "../../record/machine/outside.ts";
import { reportMarkdown } from "../../render/report/report.ts";
import {
  type Answer,
  type Call,
  type Command,
  callOf,
  done,
  no,
  ownedRun,
  wrongUsage,
} from "../../run/commands/command.ts";
import { takeDecision } from "../../run/commands/decide.ts";
import { rollback } from "../../run/commands/rollback.ts";
import { trust } from "../../run/commands/trust.ts";
import { rollBack, workRef } from "../../run/end/rollback.ts";
import { readRun } from "../../run/journal/change.ts";
import { adopt } from "../../run/portable/adopt.ts";
import { reportFacts } from "../../run/views/report.ts";
import { sha256 } from "../../store/journal.ts";
import { fieldsIn } from "../../store/json/fields.ts";
import { reply } from "../publish/reply.ts";
import { run as drive } from "./run.ts";

/**
 * The verb of machines: what a job server's worker has done with a run. The key comes on standard
 * input, as agents can read a program's arguments and environment.
 */

/** An answer of a person, who is named as the job server knows them. */
interface Given {
  question: string;
  option: string;
  text: string | null;
  who: string;
}

interface Order {
  /** Its fingerprint. */
  key: string;
  does: Doing;
  workflow: string;
  request: string;
  /** What a person has seen: settings, or replies. */
  code: string;
  answers: Given[];
}

/** The same call with other words. */
const as = (call: Call, args: string[], given: Call["given"] = {}): Call =>
  callOf(call, args, { ...call.given, ...given });

/** Before there is a run the key proves nothing: the run will name it. */
const BEFORE = {
  start: (call: Call, { key, workflow, request }: Order) =>
    drive.run(as({ ...call, key }, request === "" ? [workflow] : [workflow, request])),
  approve: (call: Call, { code }: Order) => settingsOf(call, code, {}),
  leave_out: (call: Call, { code }: Order) => settingsOf(call, code, { without: true }),
};

/** What is done with a run that the key takes over. */
const WITH_RUN = {
  continue: carriedOn,
  report: reported,
  rollback: (call: Call) => rollback.run(as(call, [], { yes: true })),
  undo: (call: Call) => rollback.run(as(call, [], { yes: true, undo: true })),
  /** What is to be sent to its pull request. */
  replies: (call: Call) => reply.run(as(call, [], { "dry-run": true })),
  /** Sends that, as it was shown with the code. */
  reply: (call: Call, { code }: Order) => reply.run(as(call, [], { shown: code })),
};

type Doing = keyof typeof BEFORE | keyof typeof WITH_RUN;

const DOINGS = [...Object.keys(BEFORE), ...Object.keys(WITH_RUN)];

const EXPECTED = `carry reads an order as JSON from standard input: {"key": "<64 hex digits>", "do": "${DOINGS.join('" | "')}", "workflow", "request", "code", "answers": [{"question", "option", "text", "who"}]}`;

function readOrder(text: string): Order | null {
  const { key: secret, do: does, answers = [], ...more } = fieldsIn(text);
  const { workflow = "", request = "", code = "" } = more;
  const isText = (...all: unknown[]): boolean => all.every((one) => typeof one === "string");
  const key = /^[0-9a-f]{64}$/.test(String(secret)) ? sha256(`${PLUGIN} key ${secret}`) : null;
  if (key === null || !isText(workflow, request, code) || !Array.isArray(answers)) return null;
  if (!DOINGS.includes(does as string)) return null;
  const read = answers.map((one): Given | null => {
    const { question, option, text: words = null, who } = one ?? {};
    return isText(question, option, who, words ?? "")
      ? { question, option, text: words, who }
      : null;
  });
  return read.every((one) => one !== null)
    ? ({ key, does, workflow, request, code, answers: read } as Order)
    : null;
}

const NOT_HERE = ["continue", "sarif", "worktree"];

export const carry: Command = {
  summary: "For a job server: start a run, or take one up with its key; reads an order as JSON",
  options: Object.fromEntries(
    Object.entries(drive.options!).filter(([name]) => !NOT_HERE.includes(name)),
  ),
  foreign: true,
  async run(call) {
    const order = readOrder(process.stdin.isTTY ? "" : await Bun.stdin.text());
    if (order === null) return wrongUsage(EXPECTED);
    const before = Object.entries(BEFORE).find(([name]) => name === order.does)?.[1];
    if (before !== undefined) return before(call, order);
    const run = readRun(call.project);
    if (run === null) return no(`No run in ${call.project.root}.`);
    if (run.key !== order.key)
      return no(`Nothing was done: run ${run.run} was started with another key.`);
    if (isForeign(call.project, call.env)) adopt(call, run);
    // Who has the key needs no word of a person.
    const own = { ...call, belowHost: () => false, confirm: async () => null };
    return WITH_RUN[order.does as keyof typeof WITH_RUN](as(own as Call, []), order);
  },
};

/** Anybody can make a key up: what `trust` asks of who types it is asked here as well. */
function settingsOf(call: Call, code: string, given: Call["given"]): Answer | Promise<Answer> {
  if (call.belowHost()) return no("Nothing was approved: a Claude Code has started this.");
  return trust.run(as(call, [code], given));
}

function reported(call: Call): Answer {
  const { run } = ownedRun(call);
  const markdown = reportMarkdown(reportFacts(call.project, run), null, call.zone);
  return done(markdown, { markdown });
}

/** It gets back the files that were accepted, and the answers that it lacks, and goes on. */
async function carriedOn(call: Call, { answers }: Order): Promise<Answer> {
  const { project } = call;
  const { run } = ownedRun(call);
  const from = workRef(project, run, nowRef(run.run));
  if (from !== null) {
    const options = { undo: false, yes: true, all: true, from, timeout: call.patience };
    const { refused } = rollBack(project, run, run, { ...options, isTakenUp: true });
    if (refused !== null)
      return no(`Nothing was done: the accepted files are not back: ${refused}`, { run: run.run });
  }
  const forgotten = forgetLandings(project, { run: run.run });
  if (!forgotten.ok) return no(`Nothing was done: ${forgotten.problem}; ${forgotten.remedy}`);
  const refusals: string[] = [];
  for (const { question, option, text, who } of answers) {
    const said = { question, option, reason: text, by: who };
    const answer = await takeDecision(call, call.liveRun(), said);
    if (answer.exit !== 0) refusals.push(answer.text);
  }
  const answer = await drive.run(as(call, [], { continue: true }));
  return { ...answer, data: { ...(answer.data as object), refused_answers: refusals } };
}
