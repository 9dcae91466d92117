// Who of the scripted team answers what, and when.
import { codexReviewer } from "../tests/harness/codex-reviewer.ts";
import type { CodexScript, Script, Turn } from "../tests/harness/model.ts";
import { type Brief, team, type Work } from "../tests/harness/team.ts";
import { nextId, openIds } from "../tests/harness/workers.ts";
import {
  codeApproval,
  codeObjection,
  DRAFT,
  falseClaim,
  implementation,
  plan,
  planApproval,
  planObjection,
  STORY,
} from "./answers.ts";

/** Whether the program has sent this agent back, with what is wrong with its artifact. */
const wasSentBack = (brief: Brief, turn: Turn): boolean =>
  JSON.stringify(turn.messages).includes(`${brief.task} is not done`);

function work(brief: Brief, turn: Turn): Work {
  const open = openIds(brief);
  switch (brief.writes.slice(brief.writes.lastIndexOf("/") + 1)) {
    case "user-story.json":
      return { artifact: STORY };
    case "draft.json":
      return { artifact: DRAFT };
    case "plan-refined.json":
      return { artifact: plan(open) };
    case "impl-result.json":
      return implementation(brief);
    case "review-sonnet.json":
      return { artifact: brief.round === 1 ? planObjection : planApproval(open) };
    case "code-review-sonnet.json":
      return { artifact: wasSentBack(brief, turn) ? codeApproval(open) : falseClaim };
    case "code-review-opus.json":
      return { artifact: brief.round === 1 ? codeObjection(nextId(brief)) : codeApproval(open) };
    default:
      return { artifact: planApproval(open) };
  }
}

/** What an agent's command `bun test` printed, in short; null for every other result of a tool. */
function testSummary(text: string): string | null {
  const counts = [...text.matchAll(/^\s*(\d+) (pass|fail)$/gm)].map(
    (match) => `${match[1]} ${match[2]}`,
  );
  return counts.length > 0 ? counts.join(", ") : null;
}

/**
 * Claude Code's model: an obedient main thread, and agents that make one mistake each where the
 * demo wants one. `onTests` hears what an agent's own test run came to.
 */
export function demoScript(onTests: (task: string, summary: string) => void = () => {}): Script {
  // An agent is asked again after every tool call: what it means to write must not move under it.
  const settled = new Map<string, Work>();
  return team((brief, turn) => {
    for (const result of turn.toolResults) {
      const summary = testSummary(result.text);
      if (summary !== null) onTests(brief.task, summary);
    }
    const key = `${brief.nonce} ${wasSentBack(brief, turn)}`;
    const known = settled.get(key) ?? work(brief, turn);
    settled.set(key, known);
    return known;
  });
}

/** Codex' model: it approves, with evidence. */
export const demoCodex = (): CodexScript =>
  codexReviewer(({ kind, open }) => (kind === "plan" ? planApproval(open) : codeApproval(open)));
