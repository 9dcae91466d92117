// Runs the real interactive Claude Code, or a program that opens it, in a pseudo-terminal whose
// screen a test can read and whose keys it can press.
import xterm from "@xterm/headless";
import { killGroup } from "./host.ts";
import { patient } from "./patience.ts";
import { onCleanup } from "./project.ts";
import { makeSandbox, type SandboxOptions } from "./sandbox.ts";

interface Size {
  /** 120 unless said otherwise. */
  columns?: number;
  /** 50 unless said otherwise. */
  rows?: number;
}

export interface TerminalOptions extends SandboxOptions, Size {}

/** A program that shows the host in its terminal. */
export interface Shown extends Size {
  command: string[];
  cwd: string;
  env: Record<string, string>;
  /** What else a failure tells, beside the screen. */
  describe(): string;
}

const KEYS = {
  enter: "\r",
  down: "\x1b[B",
  up: "\x1b[A",
  left: "\x1b[D",
  right: "\x1b[C",
  tab: "\t",
  esc: "\x1b",
  space: " ",
  backspace: "\x7f",
  "ctrl-c": "\x03",
  "ctrl-d": "\x04",
} as const;

export type Key = keyof typeof KEYS;

/** A character as the terminal shows it. */
export interface Cell {
  text: string;
  /** `#rrggbb`, or an index of the terminal's 256 colors; null: the terminal's own. */
  color: string | number | null;
  bold: boolean;
  dim: boolean;
}

/** What a screen has to look like. */
export type Fit = RegExp | ((screen: string) => boolean);

/** Deletes what stands in the prompt. */
const CLEAR_LINE = "\x15";

/** A key counts as not taken when nothing on the screen has changed for this long. */
const NOT_TAKEN_MS = 1_500;

export interface Terminal extends AsyncDisposable {
  pid: number;
  /** What a person sees now, one line per row, trailing blanks cut. */
  screen(): string;
  /** The same with its colors, row by row. */
  cells(): Cell[][];
  /** The screen with everything that has scrolled off above it. */
  history(): string;
  /** Types text, without Enter. */
  type(text: string): void;
  key(key: Key): void;
  /**
   * Presses a key and waits until the screen fits. Enter is pressed again when nothing on the
   * screen has changed for a while: a dialog takes no Enter in the first third of a second after it
   * has appeared.
   */
  press(key: Key, fits: Fit, ms?: number): Promise<string>;
  /** Types a line, waits until it stands on the screen, and presses Enter. */
  submit(line: string): Promise<void>;
  /**
   * Resolves with the screen when it fits, now or after any later output. Rejects with the screen
   * after `ms` and when the program ends.
   */
  waitFor(fits: Fit, ms?: number): Promise<string>;
  /** Resolves with the exit code, null after a signal. */
  exited: Promise<number | null>;
  /** Signals the program alone. */
  kill(signal?: NodeJS.Signals): void;
  /** Kills the program with its process group and closes the terminal. */
  close(): Promise<void>;
}

export interface HostTerminal extends Terminal {
  home: string;
}

/** What a key goes to: the prompt or the dialog, from the last prompt sign to the rule below it. */
function promptText(screen: string): string {
  return screen.slice(screen.lastIndexOf("❯") + 1).split("───")[0] ?? "";
}

/** Starts the interactive program. It is closed by `close` or by `cleanup`. */
export function startTerminal(options: TerminalOptions): HostTerminal {
  const { project, columns, rows, model } = options;
  const { home, env, command } = makeSandbox(options);
  const size = { ...(columns ? { columns } : {}), ...(rows ? { rows } : {}) };
  const describe = () => `--- model requests\n${model.describe()}`;
  return { ...openTerminal({ ...size, command, cwd: project, env, describe }), home };
}

/** Starts a program that shows the host. It is closed by `close` or by `cleanup`. */
export function openTerminal({
  command,
  cwd,
  env,
  describe,
  columns = 120,
  rows = 50,
}: Shown): Terminal {
  const display = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 5000,
    allowProposedApi: true,
  });
  const watchers = new Set<() => void>();
  const pty = new Bun.Terminal({
    cols: columns,
    rows,
    name: "xterm-256color",
    data: (_, bytes) => {
      // The bytes are copied because the display parses them later, when the buffer may be in use
      // again.
      display.write(bytes.slice(), () => {
        for (const watch of watchers) watch();
      });
    },
  });
  // The program asks its terminal what it is; the display knows the answers.
  display.onData((answer) => {
    if (!pty.closed) pty.write(answer);
  });
  const child = Bun.spawn(command, { cwd, env, terminal: pty, detached: true });
  const { pid } = child;

  const lines = (from: number, to: number) =>
    Array.from(
      { length: to - from },
      (_, index) => display.buffer.active.getLine(from + index)?.translateToString(true) ?? "",
    )
      .join("\n")
      .trimEnd();
  const cells = (): Cell[][] =>
    Array.from({ length: rows }, (_, row) => {
      const line = display.buffer.active.getLine(display.buffer.active.baseY + row);
      return Array.from({ length: columns }, (_, column) => line?.getCell(column)).flatMap(
        (cell) => {
          if (cell === undefined || cell.getWidth() === 0) return [];
          const number = cell.getFgColor();
          const color = cell.isFgRGB()
            ? `#${number.toString(16).padStart(6, "0")}`
            : cell.isFgPalette()
              ? number
              : null;
          return [
            {
              text: cell.getChars() || " ",
              color,
              bold: cell.isBold() !== 0,
              dim: cell.isDim() !== 0,
            },
          ];
        },
      );
    });
  const screen = () => lines(display.buffer.active.baseY, display.buffer.active.baseY + rows);

  let ended = false;
  const exited = child.exited.then(() => {
    ended = true;
    for (const watch of watchers) watch();
    return child.exitCode;
  });

  function waitFor(fits: Fit, ms = 25_000): Promise<string> {
    const test = typeof fits === "function" ? fits : (text: string) => fits.test(text);
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        watchers.delete(check);
      };
      const fail = (why: string) => {
        finish();
        reject(new Error(`${fits} ${why}; screen:\n${screen()}\n${describe()}`));
      };
      const check = () => {
        const now = screen();
        if (test(now)) {
          finish();
          resolve(now);
        } else if (ended) {
          // What it printed last may still be on its way through the terminal.
          display.write("", () =>
            test(screen()) ? resolve(screen()) : fail(`cannot show: the program has ended`),
          );
          finish();
        }
      };
      const timer = setTimeout(() => fail(`did not show within ${patient(ms)} ms`), patient(ms));
      watchers.add(check);
      check();
    });
  }

  /**
   * `insist`: press again when what the key was meant for still stands there and nothing has
   * changed for a while.
   */
  async function pressUntil(key: Key, fits: Fit, insist: boolean, ms?: number): Promise<string> {
    let before = screen();
    const aimed = promptText(before);
    pty.write(KEYS[key]);
    const again = setInterval(() => {
      const now = screen();
      // A key too many would answer the next dialog before anyone has read it.
      if (insist && now === before && promptText(now) === aimed && !pty.closed)
        pty.write(KEYS[key]);
      before = now;
    }, NOT_TAKEN_MS);
    return waitFor(fits, ms).finally(() => clearInterval(again));
  }

  const close = async () => {
    killGroup(pid);
    await child.exited;
    if (!pty.closed) pty.close();
    display.dispose();
  };
  onCleanup(close);

  return {
    pid,
    screen,
    cells,
    history: () => lines(0, display.buffer.active.length),
    type: (text) => void pty.write(text),
    key: (key) => void pty.write(KEYS[key]),
    press: (key, fits, ms) => pressUntil(key, fits, key === "enter", ms),
    async submit(line) {
      // A long line is wrapped, so it is looked for without regard to blanks.
      const wanted = line.replace(/\s/g, "");
      const prompt = (text: string) => promptText(text).replace(/\s/g, "");
      const typed = (text: string) => prompt(text).endsWith(wanted.slice(-20));
      pty.write(line);
      await waitFor(typed);
      // A slow host takes an Enter that was pressed again for a second prompt, and gives that back
      // to the line later.
      if (prompt(screen()).length > wanted.length) {
        pty.write(CLEAR_LINE);
        await waitFor((text) => !typed(text));
        pty.write(line);
        await waitFor(typed);
      }
      // Only now: Enter in the same read as the text would be taken for a line break in a paste.
      await pressUntil("enter", (text) => ended || !typed(text), true);
    },
    waitFor,
    exited,
    kill: (signal = "SIGKILL") => process.kill(pid, signal),
    close,
    [Symbol.asyncDispose]: close,
  };
}
