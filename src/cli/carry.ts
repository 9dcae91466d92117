import { nowRef } from "../project/worktrees/names.ts";
import { isForeign } from "../record/outside.ts";
import { keyOf } from "../record/own-key.ts";
import { TOKEN } from "../record/scripts.ts";
import { reportMarkdown } from "../render/report-markdown.ts";
import {
  type Answer,
  type Call,
  type Command,
  callOf,
  done,
  no,
  ownedRun,
  wrongUsage,
} from "../run/commands/command.ts";
import { takeDecision } from "../run/commands/decide.ts";
import { rollBack, workRef } from "../run/life/rollback.ts";
import { readRun } from "../run/life/run.ts";
import { adopt } from "../run/portable/unpack.ts";
import { reportFacts } from "../run/views/report.ts";
import { fieldsIn } from "../store/loose.ts";
import { notOfKey } from "./portable.ts";
import { run as drive, LASTING } from "./run.ts";

/** The verb of machines: a job server's worker takes a run up that an attempt before has left. */

/** An answer of a person, who is named as the job server knows them. */
interface Given {
  question: string;
  option: string;
  text: string | null;
  who: string;
}

/** What is to be done. The key comes this way, as all see a program's arguments and environment. */
interface Order {
  key: string;
  answers: Given[];
  /** Or it is only made this folder's. */
  drive: boolean;
  /** Or its report is wanted, which names nothing to type in a folder that nobody has. */
  report: boolean;
}

const EXPECTED =
  'carry reads an order as JSON from standard input: {"key": "<64 hex digits>", "answers": [{"question", "option", "text", "who"}], "drive": true, "report": false}';

function readOrder(text: string): Order | null {
  const { key, answers = [], drive = true, report = false } = fieldsIn(text);
  if (typeof key !== "string" || !Array.isArray(answers)) return null;
  if (typeof drive !== "boolean" || typeof report !== "boolean") return null;
  const read = answers.map((one): Given | null => {
    const { question, option, text: words = null, who } = one ?? {};
    const isText = [question, option, who].every((field) => typeof field === "string");
    return isText && (words === null || typeof words === "string")
      ? { question, option, text: words, who }
      : null;
  });
  return read.every((one) => one !== null) ? { key, answers: read, drive, report } : null;
}

export const carry: Command = {
  summary: "For a job server: take a run up with its key, and go on; reads an order as JSON",
  options: Object.fromEntries([...LASTING, "sink"].map((name) => [name, drive.options![name]!])),
  foreign: true,
  async run(call) {
    const order = readOrder(process.stdin.isTTY ? "" : await Bun.stdin.text());
    if (order === null) return wrongUsage(EXPECTED);
    const run = readRun(call.project);
    if (run === null) return no(`No run in ${call.project.root}.`);
    const key = keyOf(order.key);
    const why = key === null ? "its order has no key" : notOfKey(run, key);
    if (why !== null) return no(`Nothing was done: ${why}`);
    // Who has the key needs no word of a person.
    const env = { ...call.env, [TOKEN]: order.key };
    const context = { ...call, env, belowHost: () => false, confirm: async () => null };
    const given = { ...call.given, continue: true as const };
    return carried(callOf(context, [], given), order);
  },
};

async function carried(call: Call, order: Order): Promise<Answer> {
  const { answers, drive: isDriven, report } = order;
  const { project, env } = call;
  if (isForeign(project, env)) adopt(call, readRun(project)!);
  const { run } = ownedRun(call);
  if (report) {
    const markdown = reportMarkdown(reportFacts(project, run), null, call.zone);
    return done(markdown, { markdown });
  }
  if (!isDriven) return done(`Run ${run.run} is this folder's.`, { run: run.run });
  const from = workRef(project, run, nowRef(run.run));
  if (from !== null) {
    const options = { undo: false, yes: true, all: true, from, timeout: call.patience };
    const { refused } = rollBack(project, run, run, { ...options, isTakenUp: true });
    if (refused !== null)
      return no(`Nothing was done: the accepted files are not back: ${refused}`, { run: run.run });
  }
  const refusals: string[] = [];
  for (const { question, option, text, who } of answers) {
    const said = { question, option, reason: text, by: who };
    const answer = await takeDecision(call, call.liveRun(), said);
    if (answer.exit !== 0) refusals.push(answer.text);
  }
  const answer = await drive.run(call);
  return { ...answer, data: { ...(answer.data as object), refused_answers: refusals } };
}
