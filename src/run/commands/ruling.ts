import { decide as decideRun } from "../../engine/decide.ts";
import { taskOf } from "../../engine/run.ts";
import { clean, fit, oneLine } from "../../text.ts";
import { workflowOf } from "../../workflows/index.ts";
import { storeRequest } from "../start/start-run.ts";
import { type Command, done, doorOf, goneOn, usageIn, wrongUsage } from "./command.ts";
import { afterwards } from "./decide.ts";

const USAGE = '"<topic>"';
const SLASH = "/multi-ai:ruling";

export const ruling: Command = {
  summary:
    "Have the principal, who owns the design, settle a point: owners of code apply it, reviewers check it",
  usage: USAGE,
  args: [0, 1],
  text: true,
  slash: () => SLASH,
  async run(call) {
    // That there is no run comes first.
    const before = call.liveRun();
    const topic = (call.args[0] ?? "").trim();
    if (topic === "")
      return wrongUsage(
        `the topic is missing: ${call.typed("ruling")} ${usageIn(doorOf(call), USAGE)}`,
      );
    const consult = { do: "consult" as const, topic: storeRequest(call.project, topic) };
    // What refuses it does so before anybody is asked for a word.
    decideRun(workflowOf(before.workflow), before, consult);
    await call.agreed(
      `This makes run ${before.run} ask the Principal for a decision, in your name.`,
      SLASH,
      {
        run: before.run,
      },
    );
    const changed = call.change([{ do: "go_on" as const }, consult], "always");
    const now = changed.run!;
    const task = now.tasks.findLast(
      (task) => task.topic !== null && taskOf(before, task.id) === undefined,
    )!;
    const who = task.who.role ?? task.who.agent;
    const text = clean(
      `${task.id} ${task.subject}: ${who} decides on ${fit(oneLine(topic), 200).replace(/(?<![.?!…])$/, ".")}`,
    );
    if (call.goesOnHere(now)) return goneOn(text, before, changed);
    const data = { run: now.run, task: task.id, topic, status: now.status };
    return done(`${text}\n${clean(afterwards(call, now))}`, data);
  },
};
