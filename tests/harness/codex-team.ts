// A scripted model behind a Codex that is an agent of a run: it does in shell commands what the same
// worker does with the tools of Claude Code.
import type { CodexReply, CodexScript, CodexTurn, Turn } from "./model.ts";
import { artifactText, type Brief, readBrief, type Work, type Worker } from "./team.ts";

/** The brief of an agent in what its Codex was given; null: it is asked for something else. */
export function briefOfCodex(prompt: string): Brief | null {
  const start = prompt.indexOf("\nrun: ");
  return start < 0 ? null : readBrief(prompt.slice(start + 1));
}

const END = "END_OF_THE_FILE";
const writing = (path: string, text: string): string =>
  `mkdir -p "$(dirname '${path}')" && cat > '${path}' <<'${END}'\n${text.replace(/\n$/, "")}\n${END}`;

/** The worker's turn as it is in Claude Code: none of these looks at more of it. */
const asTurn = ({ prompt, outputs }: CodexTurn): Turn =>
  ({
    firstUser: prompt,
    messages: [],
    toolResults: outputs.map((text) => ({ text, isError: false })),
  }) as unknown as Turn;

/** The commands by which an agent does its work. */
export const commandsOf = (brief: Brief, work: Work): string[] => [
  ...Object.entries(work.edits ?? {}).map(([path, text]) => writing(path, text)),
  ...(work.commands ?? []),
  writing(brief.writes, artifactText(brief, work)),
];

/** Codex as an agent, and for what is no brief as `otherwise` has it. */
export function codexTeam(
  worker: (...of: Parameters<Worker>) => Work | CodexReply,
  otherwise: CodexScript = () => ({ text: "no brief" }),
): CodexScript {
  return (turn) => {
    const brief = briefOfCodex(turn.prompt);
    if (brief === null) return otherwise(turn);
    const work = worker(brief, asTurn(turn));
    if (!("artifact" in work)) return work;
    const commands = commandsOf(brief, work);
    const next = commands[turn.outputs.length];
    return next === undefined ? { text: `${brief.task} is done` } : { exec: next };
  };
}
