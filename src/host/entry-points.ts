import { inHost, speak } from "../plugin.ts";
import { commandLine } from "../process/table.ts";

type Env = NodeJS.ProcessEnv;

/** What can be done where Claude Code was opened. */
export interface EntryPoint {
  /**
   * The tool AskUserQuestion, and questions about permissions: there, or there where the host was
   * told to ask its app. Where they should be and are not, the end of the turn prints the question.
   */
  dialog: true | "asks its app";
  /** What a hook says is shown to the person; elsewhere the main thread has to print it. */
  shows: boolean;
  /**
   * It stays open after a turn: what runs beside it, such as a check, wakes it. hooks/guard.sh has
   * the same names.
   */
  stays: boolean;
  /**
   * A screen of rows: the line that tells in passing of a run in the background is seen on no other,
   * and a dialog has little room, so that it does not repeat what was printed above it. It alone
   * runs lines that begin with `!`.
   */
  terminal: boolean;
  /** Nothing is typed into it: its one prompt, and what goes on with it, comes from a shell. */
  shell: boolean;
}

const APP: EntryPoint = { dialog: true, shows: true, stays: true, terminal: false, shell: false };
const TERMINAL: EntryPoint = { ...APP, terminal: true };
/** A program, which may end with its first turn and shows what it likes. */
const PROGRAM: EntryPoint = {
  dialog: "asks its app",
  shows: false,
  stays: false,
  terminal: false,
  shell: false,
};

/** Each way in, by the name that the host gives it in CLAUDE_CODE_ENTRYPOINT. */
export const ENTRY_POINTS: Readonly<Record<string, EntryPoint>> = {
  cli: TERMINAL,
  "claude-vscode": APP,
  "claude-desktop": APP,
  "claude-desktop-3p": APP,
  jetbrains: APP,
  "sdk-cli": { ...PROGRAM, shell: true },
  // Sessions in the web, and those that a phone or another computer opens.
};

/** Another one is a program: what it can do more shows in its tools. */
export const entryPoint = ({ CLAUDE_CODE_ENTRYPOINT: name = "" }: Env): EntryPoint =>
  Object.hasOwn(ENTRY_POINTS, name) ? ENTRY_POINTS[name]! : PROGRAM;

/** All that this process says is read where Claude Code was opened. */
export const speakInHost = (env: Env): void => speak(inHost, entryPoint(env).terminal);

/** Whether the main thread has the tool AskUserQuestion, and the person is asked for permission. */
export const hasDialog = (env: Env): boolean =>
  entryPoint(env).dialog === true || asksItsApp(Number(env.CLAUDE_PID));

/**
 * Whether this host hands over to its app what it would ask on a screen: only then it has the tool.
 */
function asksItsApp(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  const line = ` ${commandLine(pid).join(" ")} `;
  return / --permission-prompt-tool[ =]stdio | --sdk-url[ =]/.test(line);
}
