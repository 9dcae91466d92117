import { isLive, taskOf } from "../engine/run.ts";
import { storeRequest } from "../run/start.ts";
import { clean, fit, oneLine } from "../text.ts";
import { afterwards } from "./decide.ts";
import { changeRun, done, no, noRunText, ownRun, type Verb, wrongUsage } from "./verb.ts";

export const ruling: Verb = {
  summary: "Ask for a ruling now: it goes into the design, its owners mend, reviewers look again",
  usage: '"<topic>"',
  args: [1, 1],
  options: {},
  slash: () => "/multi-ai:ruling",
  run(call) {
    const topic = call.args[0]!.trim();
    if (topic === "") return wrongUsage('the topic is empty: multi-ai ruling "<topic>"');
    const before = ownRun(call);
    if (before === null) return no(noRunText(call.from), { run: null });
    if (!isLive(before))
      return no(`Run ${before.run} is over (${before.status}): nothing is ruled in it.`, { run: before.run });
    const now = changeRun(call, () => [{ do: "consult", topic: storeRequest(call.project, topic) }])!;
    const task = now.tasks.findLast((one) => one.topic !== null && taskOf(before, one.id) === undefined)!;
    const who = task.who.role ?? task.who.agent;
    return done(
      clean(`${task.id} ${task.subject}: ${who} rules on ${fit(oneLine(topic), 200)}.\n${afterwards(call, now)}`),
      {
        run: now.run,
        task: task.id,
        topic,
        status: now.status,
      },
    );
  },
};
