import {
  endStartedWith,
  type ProcessRequest,
  type ProcessResult,
  runProcess,
} from "../process/run.ts";
import { CALL, directCall } from "./driver.ts";

type Env = NodeJS.ProcessEnv;

/**
 * For an agent's host. A brief is material: the host would read each file that a word such as @name
 * names. What an agent starts in the background would keep its host from ending.
 */
const OF_AGENT = {
  CLAUDE_CODE_DISABLE_ATTACHMENTS: "1",
  CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: "1",
};
const STREAMS = [
  "-p",
  "--input-format",
  "stream-json",
  "--output-format",
  "stream-json",
  "--verbose",
];

/**
 * A line of a host's input: what a person types. An argument has at most 128 kB, and could be taken
 * for an option.
 */
const typed = (text: string): string =>
  `${JSON.stringify({ type: "user", message: { role: "user", content: text } })}\n`;

/** A text that is there later. */
async function* later(text: Promise<string>) {
  yield await text;
}

/** What a program is started with. */
type ProcessOptions = Pick<
  ProcessRequest,
  "cwd" | "env" | "timeoutMs" | "signal" | "stdin" | "onLine" | "endsAll"
>;

/**
 * Runs a program of a driver for a call until it has ended, and ends what it has left at work.
 * Never rejects.
 */
export async function runForCall(
  call: string,
  command: string,
  args: string[],
  place: ProcessOptions,
): Promise<ProcessResult> {
  const env = { ...place.env, ...OF_AGENT, [CALL]: call };
  const result = await runProcess({ endsAll: true, ...place, command, args, env });
  // And what was at work for too short a time to be seen below the host.
  await endStartedWith(`${CALL}=${call}`);
  return result;
}

/**
 * A program that is one agent, started by a driver for one call. What it did, with its cost, stands
 * in the transcript of its session; its result lies where the task writes it.
 */
export interface AgentHost {
  /** For people. */
  readonly title: string;
  /** Names the agent, and its transcript. */
  readonly session: string;
  readonly call: string;
  /**
   * Hooks of this plugin run in it: they bind it to its task, decide before each call, keep it to
   * its bounds, and record what calls change. For one without, its sandbox decides, and its driver
   * does the rest.
   */
  readonly hasHooks: boolean;
  /**
   * Gives the agent its brief, and resolves when all of it has ended: by itself, or by the signal.
   * `begun`: it has its brief, and is about to ask its model. Never rejects.
   */
  work(brief: string, signal: AbortSignal, begun: () => void): Promise<ProcessResult>;
  /** Ends a host that is not needed. */
  end(): Promise<void>;
}

/**
 * A Claude Code that is one agent. It is started before its brief is known and waits for that, as
 * it takes seconds until it can ask its model.
 */
export class ClaudeHost implements AgentHost {
  readonly title = "Claude Code";
  readonly session = crypto.randomUUID();
  readonly call = directCall(this.session);
  readonly hasHooks = true;
  private readonly brief = Promise.withResolvers<string>();
  private readonly stop = new AbortController();
  /** When all of it has ended. Never rejects. */
  readonly ended: Promise<ProcessResult>;

  constructor(words: readonly string[], { cwd, env }: { cwd: string; env: Env }) {
    const [command, ...args] = [...words, "--session-id", this.session, ...STREAMS];
    const place = { cwd, env, stdin: later(this.brief.promise), signal: this.stop.signal };
    this.ended = runForCall(this.call, command!, args, place);
  }

  async work(brief: string, signal: AbortSignal): Promise<ProcessResult> {
    const stop = () => this.stop.abort();
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    this.brief.resolve(typed(brief));
    const result = await this.ended;
    signal.removeEventListener("abort", stop);
    return result;
  }

  async end(): Promise<void> {
    this.stop.abort();
    await this.ended;
  }
}
