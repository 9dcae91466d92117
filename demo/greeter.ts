// Who answers in the demo that a person plays: a main thread that tells what can be typed, and
// agents who know one request.
import { codexReviewer } from "../tests/harness/codex-reviewer.ts";
import type { Script, Turn } from "../tests/harness/model.ts";
import { type Brief, obedientMain, readBrief, team } from "../tests/harness/team.ts";
import { codeObjection, honest, STORY } from "../tests/harness/workers.ts";

/** The request that the scripted agents know. Whatever else is asked for, they build this. */
export const REQUEST = "Say goodbye by name";

const ANSWER = `I am a script. Type /multi-ai ${REQUEST}; then /multi-ai:status, /multi-ai:report or /multi-ai:cancel. /exit leaves.`;

/** Files that this team writes: those of the workflow behind \`/multi-ai\`. */
const WRITES = /\/\.task\/(?:user-story|plan-refined|impl-result|(?:code-)?review-\w+)\.json$/;

/** How long an agent takes for each answer, in milliseconds: so that a person sees it at work. */
const PACE_MS = 500;

/** Honest agents; the program runs the tests, and one review of the code asks for a change. */
function answer(brief: Brief) {
  if (brief.writes.endsWith("/user-story.json")) return { ...STORY, test_commands: ["bun test"] };
  if (brief.writes.endsWith("/code-review-opus.json") && brief.round === 1)
    return codeObjection(brief);
}

/** What the program and the host say to the main thread: no words of the person. */
const NOT_TYPED = /\[multi-ai |<(?:task-notification|agent-message)\b/;

/** A main thread that does as it is told, and says to everything else what can be typed. */
function main(turn: Turn) {
  if (turn.compaction) return { text: "<summary>Nothing that matters.</summary>" };
  const reply = obedientMain(turn);
  return reply.calls || NOT_TYPED.test(turn.lastUser) ? reply : { text: ANSWER };
}

/** Claude Code's model of this demo. */
export function greeterScript(): Script {
  const scripted = team(honest(answer), main);
  return async (turn) => {
    if (turn.thread === "main") return scripted(turn);
    const brief = readBrief(turn.firstUser);
    const isKnown = brief !== null && WRITES.test(brief.writes);
    const reply = isKnown
      ? await scripted(turn)
      : { text: `This script plays /multi-ai ${REQUEST} alone.` };
    return { ...reply, delayMs: PACE_MS };
  };
}

/** Codex' model: it approves, with evidence. */
export const greeterCodex = codexReviewer;
