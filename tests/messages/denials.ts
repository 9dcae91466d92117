// What a call of a tool is answered while a run is live: a person sees it beside the call, or in the host's dialog.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { directive } from "../../src/engine/directive.ts";
import { taskOf } from "../../src/engine/run.ts";
import { handle } from "../../src/hooks/index.ts";
import { hookCall } from "../../src/hooks/step.ts";
import { type Output, STEP } from "../../src/host/answer.ts";
import { policy } from "../../src/policy/policy.ts";
import { readRun } from "../../src/run/run.ts";
import { apply, dispatchTask, type MadeRun, makeRun, SESSION } from "../cli/make-run.ts";
import { tempDir } from "../harness/project.ts";
import { type Caller, toolCall } from "../policy/call.ts";
import { BUILD, PLAN_CODEX, PLAN_SONNET } from "../workflows/multi-ai/ids.ts";
import type { Entry } from "./entry.ts";

const AGENT = "a1b2c3d4";
const OTHERS = "e5f6a7b8";

/** A run whose named task is at work by `AGENT`. */
async function working(id: string, options: object = {}): Promise<MadeRun> {
  const made = await makeRun({
    auto: true,
    until: (run) => run.tasks.find((task) => task.id === id)?.status === "ready",
    ...options,
  });
  await dispatchTask(made.project, made.run, taskOf(made.run, id)!);
  const { call } = taskOf(readRun(made.project)!, id)!.dispatch!;
  return { ...made, run: apply(made.project, { do: "bind", task: id, call, agent: AGENT }) };
}

/** A transcript of a session, with what an agent of it used. */
function transcriptOf(tokens: number): string {
  const path = join(tempDir(), "s.jsonl");
  const folder = join(path.replace(/\.jsonl$/, ""), "subagents");
  mkdirSync(folder, { recursive: true });
  const usage = { input_tokens: tokens, output_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
  const row = { type: "assistant", agentId: AGENT, message: { id: "m1", role: "assistant", content: [], usage } };
  writeFileSync(path, "");
  writeFileSync(join(folder, `agent-${AGENT}.jsonl`), `${JSON.stringify(row)}\n`);
  return path;
}

const wordsOf = (output: Output): string => {
  const said = (output?.hookSpecificOutput ?? {}) as Record<string, unknown>;
  const parts = [said.permissionDecisionReason, said.additionalContext, output?.stopReason, output?.reason];
  return parts.filter((one) => typeof one === "string").join("\n");
};

type Call = [of: string, tool: string, input: object];

/** Each of these calls, made by somebody, with what is said of it. */
async function answers({ project, root }: MadeRun, who: string, caller: Caller, calls: Call[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const [of, tool, input] of calls) {
    const payload = { ...toolCall(tool, input, caller), session: SESSION };
    const quick = policy(payload, project);
    const output = quick === STEP ? await handle(hookCall(payload, project, {})) : quick;
    const text = wordsOf(output).replaceAll(root, "/p");
    if (text !== "") entries.push({ kind: "denial", of: `${who}: ${of}`, where: "host", text });
  }
  return entries;
}

const SETTINGS = ".claude/settings.json";

/** All of them: of the main thread, agents of the run, and agents of the person, in a review and in the implementation. */
export async function denials(): Promise<Entry[]> {
  const review = await working(PLAN_SONNET);
  const building = await working(BUILD, { frozen: ["tests/kept.test.ts"] });
  const over = await makeRun({ auto: true });
  const at = ({ root }: MadeRun, path: string, content = "x") => ({ file_path: join(root, path), content });
  const shell = (command: string) => ({ command });
  const commands: Call[] = [
    ["a command into .task", "Bash", shell("echo x > .task/state.json")],
    ["decides", "Bash", shell("multi-ai decide A")],
    ["may decide", "Bash", shell("multi-ai $WHAT")],
    ["may change .task", "Bash", shell("rm .$X/live")],
    ["types into a terminal", "Bash", shell("tmux send-keys -t 0 A Enter")],
    ["may type into a terminal", "Bash", shell("crontab jobs")],
    ["another session", "Bash", shell("claude --resume abc -p hello")],
    ["a plugin", "Bash", shell("claude plugin install x@y")],
    ["too long to be judged", "Bash", shell(`true ${"$(true) ".repeat(20_000)}`)],
    ["a check and more", "Bash", shell(`(multi-ai check ${PLAN_CODEX})`)],
    ["an unknown check", "Bash", shell("(multi-ai check T99)")],
    ["a frozen file", "Bash", shell("rm tests/kept.test.ts")],
  ];
  const main: Call[] = [
    ...commands,
    ["an edit of the project", "Write", at(review, "src/a.ts")],
    ["an edit of .task", "Write", at(review, ".task/state.json")],
    ["settings of Claude Code", "Write", at(review, SETTINGS, '{"hooks": {}}')],
    ["a message to an agent", "SendMessage", { to: AGENT, message: "x" }],
    ["a prompt for later", "ScheduleWakeup", { delaySeconds: 60, prompt: "A" }],
    ["an agent too many", "Agent", { prompt: "T9", subagent_type: "multi-ai:code-reviewer" }],
    ["a task that is none", "Agent", { prompt: "T99", subagent_type: "multi-ai:code-reviewer" }],
    ["a task at work", "Agent", { prompt: PLAN_SONNET, subagent_type: "multi-ai:plan-reviewer" }],
    ["a question of its own", "AskUserQuestion", { questions: [] }],
  ];
  const agents: Call[] = [
    ...commands,
    ["a file of the project", "Write", at(review, "src/greet.ts")],
    ["another's result", "Write", at(review, ".task/review-opus.json")],
    ["settings of Claude Code", "Write", at(review, SETTINGS, '{"hooks": {}}')],
    ["another agent", "Agent", { prompt: "x", subagent_type: "multi-ai:implementer" }],
    ["a question", "AskUserQuestion", {}],
  ];
  const build: Call[] = [
    ...commands,
    ["a frozen file", "Edit", at(building, "tests/kept.test.ts")],
    ["settings of Claude Code", "Write", at(building, SETTINGS, '{"hooks": {}}')],
    ["another's result", "Write", at(building, ".task/code-review-opus.json")],
  ];
  const { bounds } = taskOf(building.run, BUILD)!.dispatch!;
  const some: Call[] = [["a command", "Bash", shell("ls")]];
  const used = (share: number): Caller => ({
    agent: AGENT,
    type: "multi-ai:implementer",
    transcript: transcriptOf(Math.ceil((bounds?.tokens ?? 0) * share)),
  });
  const own = { agent: AGENT, type: "multi-ai:plan-reviewer" };
  const all = [
    await answers(review, "main thread", {}, main),
    await answers(review, "reviewer", own, agents),
    await answers(building, "implementer", { agent: AGENT, type: "multi-ai:implementer" }, build),
    await answers(building, "implementer near its limit", used(0.9), some),
    await answers(building, "implementer at its limit", used(1.1), some),
    await answers(review, "agent without a task", { agent: OTHERS, type: "multi-ai:plan-reviewer" }, agents),
    await answers(review, "agent of the person", { agent: OTHERS, type: "general-purpose" }, [
      ...agents,
      ["an edit of .task", "Write", at(review, ".task/state.json")],
      ["a message to an agent", "SendMessage", { to: AGENT, message: "x" }],
    ]),
    await answers(over, "without a live run", {}, [
      ["an agent", "Agent", { prompt: "x", subagent_type: "multi-ai:planner" }],
    ]),
  ];
  const open = await makeRun();
  const [question] = directive(open.run).do === "ask" ? open.run.questions : [];
  all.push(
    await answers(open, `while ${question?.id} is open`, {}, [
      ["an agent", "Agent", { prompt: "T2", subagent_type: "multi-ai:planner" }],
      ["types into a terminal", "Bash", shell("tmux send-keys -t 0 A Enter")],
      ["another question", "AskUserQuestion", { questions: [{ question: "What?", header: "x", options: [] }] }],
    ]),
  );
  return all.flat();
}
