// What an honest Codex answers to the prompts of this product, for the default project.
import type { CodexReply, CodexScript } from "./model.ts";
import { codeApproval, codeObjection, planApproval, planObjection } from "./workers.ts";

const section = (prompt: string, title: string): string =>
  new RegExp(`^## ${title}\\n([\\s\\S]*?)\\n\\n`, "m").exec(prompt)?.[1] ?? "";

export interface CodexCase {
  kind: "plan" | "code";
  /** Ids of the earlier findings that are open. */
  open: string[];
  /** The prompt itself. */
  prompt: string;
}

/** What a prompt asks for. */
export function readCodexPrompt(prompt: string): CodexCase {
  const open = [...section(prompt, "Open findings").matchAll(/^- (F\d+) /gm)].map(
    (match) => match[1]!,
  );
  return {
    kind: prompt.includes("implementation plan") ? "plan" : "code",
    open,
    prompt,
  };
}

/** A brief with nothing but what the standard verdicts look at. */
const asBrief = ({ open, prompt }: CodexCase) => ({
  run: "",
  task: "",
  nonce: "",
  round: 1,
  reads: [],
  writes: "",
  text: `## Open findings\n${open.map((id) => `- ${id} (major)`).join("\n")}\n\n${prompt}`,
});

export const codexApproval = (asked: CodexCase) =>
  asked.kind === "plan" ? planApproval(asBrief(asked)) : codeApproval(asBrief(asked));
export const codexObjection = (asked: CodexCase) =>
  asked.kind === "plan" ? planObjection(asBrief(asked)) : codeObjection(asBrief(asked));

/** Codex that approves; `change` may answer in its place. */
export function codexReviewer(
  change: (asked: CodexCase) => object | CodexReply | undefined = () => undefined,
): CodexScript {
  return (turn) => {
    const asked = readCodexPrompt(turn.prompt);
    const answer = change(asked);
    if (answer !== undefined && isReply(answer)) return answer;
    return { text: JSON.stringify(answer ?? codexApproval(asked)) };
  };
}

const isReply = (answer: object): answer is CodexReply =>
  ["text", "exec", "status", "failed", "hang", "noMessage"].some((key) => key in answer) &&
  !("summary" in answer);
