// Runs the terminal program in a pseudo-terminal whose screen a test can read.
import xterm from "@xterm/headless";
import { eventually } from "../../harness/patience.ts";
import { onCleanup } from "../../harness/project.ts";
import { PROGRAM } from "../../harness/start.ts";

interface ScreenOptions {
  columns?: number;
  rows?: number;
  env?: Record<string, string>;
}

interface Screen {
  /** What a person sees now, one line per row, trailing blanks cut. */
  text(): string;
  /** All that the program has written so far. */
  sent(): string;
  /** Waits until the screen fits; the screen then. Rejects with the screen when it does not. */
  until(fits: RegExp | ((text: string) => boolean)): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** The exit code, null after a signal; once all that was written is on the screen. */
  exited: Promise<number | null>;
}

/** Starts `multi-ai <args>` in a folder. */
export function openScreen(
  cwd: string,
  args: string[],
  { columns = 100, rows = 30, env = {} }: ScreenOptions = {},
): Screen {
  const display = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 1_000,
    allowProposedApi: true,
  });
  const decoder = new TextDecoder();
  let sent = "";
  const ended = Promise.withResolvers<void>();
  const child = Bun.spawn([process.execPath, PROGRAM, ...args], {
    cwd,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "/",
      TERM: "xterm-256color",
      ...env,
    },
    terminal: {
      cols: columns,
      rows,
      name: "xterm-256color",
      data: (_, bytes) => {
        // Copied, because the display reads them later.
        const copy = bytes.slice();
        sent += decoder.decode(copy, { stream: true });
        display.write(copy);
      },
      exit: () => ended.resolve(),
    },
    detached: true,
  });
  const written = (): Promise<void> => new Promise((resolve) => display.write("", resolve));
  const text = (): string => {
    const { active } = display.buffer;
    return Array.from(
      { length: display.rows },
      (_, at) => active.getLine(active.baseY + at)?.translateToString(true, 0, display.cols) ?? "",
    )
      .join("\n")
      .trimEnd();
  };
  onCleanup(async () => {
    child.kill("SIGKILL");
    await child.exited;
    if (!child.terminal?.closed) child.terminal?.close();
    display.dispose();
  });
  return {
    text,
    sent: () => sent,
    async until(fits) {
      const test = typeof fits === "function" ? fits : (now: string) => fits.test(now);
      if (!(await eventually(() => test(text()))))
        throw new Error(`${fits} did not show; screen:\n${text()}`);
      return text();
    },
    kill: (signal) => child.kill(signal),
    exited: child.exited.then(async () => {
      // A program may be gone before what it wrote last has been read.
      await ended.promise;
      await written();
      return child.exitCode;
    }),
  };
}
