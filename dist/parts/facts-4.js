// @bun
import {
  objectText2,
  acceptedText
} from "./s121.js";
import {
  readPlainText
} from "./s27.js";
import {
  execution
} from "./s129.js";
import {
  readPlan
} from "./s148.js";
import {
  readMemory,
  memoryText
} from "./s83.js";
import {
  MASTER_PLAN
} from "./s31.js";
import {
  votesOf,
  approvedBefore,
  objectionWords
} from "./s89.js";
import {
  refinedOf,
  hostAuditOf,
  auditOf
} from "./s95.js";
import {
  ledgerOf
} from "./s193.js";
import {
  PLAN,
  VOTE
} from "./s33.js";
import {
  requestPart,
  decisions,
  attemptParts
} from "./s267.js";

// src/workflows/council/facts.ts
import { join } from "path";

// src/workflows/council/changed-texts.ts
function textsOf(plan) {
  const texts = new Map;
  for (const { key, lines } of readPlan(plan).parts) {
    const text = lines.map((line) => line.text.trimEnd()).join(`
`).trim();
    if (text !== "")
      texts.set(key, `${texts.has(key) ? `${texts.get(key)}
` : ""}${text}`);
  }
  return texts;
}
function changeOf(before, after) {
  const [was, is] = [textsOf(before), textsOf(after)];
  const names = [...new Set([...is.keys(), ...was.keys()])];
  const texts = names.map((part) => ({ part, before: was.get(part) ?? null, after: is.get(part) ?? null }));
  const titles = new Map(readPlan(after).tasks.map(({ n, name }) => [`Task ${n}`, `Task ${n}: ${name}`]));
  return {
    texts: texts.filter((one) => one.before !== one.after),
    same: texts.filter((one) => one.before === one.after).map(({ part }) => titles.get(part) ?? part)
  };
}

// prompts/executor-constraints.md
var executor_constraints_default = `An executor is a model with the host's own tools that carries out one task of the plan. It knows what its task says, and nothing of the other
tasks, the plans, the votes or the person's words.

It can:

- read every file of the project, search it, and create, change and delete the files that its task names;
- run commands in its folder, under the permission mode that the person has set: what the host does not allow is refused, and nobody is there to ask;
- run the task's own commands, those for set-up and the success criteria, once the person has approved them.

It cannot:

- change a file that its task does not name, or one outside of its folder; where the project has git, that folder is a worktree of its own, which
  shows finished tasks that its task depends on, and not those that run beside it;
- change history: no commit, branch, merge, rebase, tag or push. The program commits what a task has done once it has passed;
- count on the network: a download, a registry or an API may not answer. What has to be installed is a set-up command of the task;
- count on secrets: no key or password is given to it, and none may be needed to meet a criterion;
- leave something running: a server that a criterion needs is started and ended by that criterion's own command;
- talk to a person. What it cannot decide it reports as \`blocked\`, with the reason, and its task stops there.

A task is done when the program itself has run each of its success criteria, in the task's folder, and each has ended with exit code 0; the
executor's own word counts for nothing. A criterion is one command that ends by itself, needs no terminal and no answer, and fails while the work
is not done. After a few failed tries the task has failed, and tasks that depend on it do not run.
`;

// src/workflows/council/constraints.ts
var EXECUTOR_CONSTRAINTS = executor_constraints_default.trim();

// src/workflows/council/facts.ts
var MAX_NOTES = 2000;
function projectNotes(root) {
  return (readPlainText(join(root, "CLAUDE.md")) ?? "").slice(0, MAX_NOTES);
}
function confirming({ project, run }, task, plan, ledger) {
  const before = objectText2(project, approvedBefore(run, task, ledger)?.artifact ?? null);
  return before === null ? null : changeOf(before, plan);
}
function briefFacts(scene, task, dispatched) {
  const { project, run } = scene;
  const seat = task.schema === "seat-plan" || task.schema === VOTE ? task.item ?? "" : "";
  const plan = acceptedText(project, run, MASTER_PLAN);
  const ledger = ledgerOf(run);
  return {
    ...execution.facts(scene, task, dispatched),
    task: task.id,
    nonce: dispatched.nonce,
    run,
    seat,
    asks: !run.auto,
    request: requestPart({ project: project.root, run }),
    decided: decisions(run),
    refined: refinedOf(project, run),
    hostAudit: hostAuditOf(project, run),
    audit: auditOf(project, run),
    memory: memoryText(readMemory(project, seat === "" ? task.who.agent : seat)),
    constraints: EXECUTOR_CONSTRAINTS,
    plan,
    confirm: task.schema === VOTE && plan !== null ? confirming(scene, task, plan, ledger) : null,
    ledger,
    votes: votesOf(project, run),
    words: (id) => objectionWords(project, run, id),
    anonymous: run.settings.council?.anonymous ?? true,
    notes: task.schema === PLAN ? projectNotes(project.root) : "",
    attempt: attemptParts(scene, task, dispatched.subject)
  };
}
export {
  briefFacts
};
