// An implementer that runs commands, and says of what was refused that it could not see it.
import type { Turn } from "../harness/model.ts";
import type { Brief, Work, Worker } from "../harness/team.ts";
import { honest, implementation, STORY } from "../harness/workers.ts";

const isResult = (brief: Brief): boolean => brief.writes.endsWith("/impl-result.json");
const isStory = (brief: Brief): boolean => brief.writes.endsWith("/user-story.json");

interface ResultBlock {
  type: string;
  is_error?: boolean;
}
const wasRefused = (turn: Turn): boolean =>
  turn.messages.some(
    ({ content }) =>
      typeof content !== "string" &&
      (content as ResultBlock[]).some((one) => one.type === "tool_result" && one.is_error),
  );

/** What is not seen to pass is not said to: every criterion names the command that was refused. */
const partial = (work: Work, command: string): Work => ({
  ...work,
  artifact: {
    ...(work.artifact as object),
    status: "partial",
    reason: `Claude Code refused me ${command}: I saw no test pass.`,
    criteria: ["AC1", "AC2"].map((id) => ({ id, met: false, denied: command })),
  },
});

/** An implementer that runs these commands, and says what it could not see. */
export function runs(commands: string[], claimed = commands[0]!): Worker {
  const good = honest((brief) =>
    isStory(brief) ? { ...STORY, test_commands: ["bun test"] } : undefined,
  );
  return (brief, turn) => {
    if (!isResult(brief)) return good(brief);
    const work = { ...implementation(brief), commands };
    return wasRefused(turn) ? partial(work, claimed) : work;
  };
}
