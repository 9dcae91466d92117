import { readFlags, readStart, type Typed } from "../../src/run/start/start-request.ts";
import type { Settings } from "../../src/settings.ts";

/** What is typed behind a start command, read as the host reads it. @throws Error for a wrong flag */
export function typedBehind(name: string, line: string): Typed {
  const typed = readFlags(name, line);
  if (!typed.ok) throw new Error(typed.problem);
  return typed;
}

/** What such a line starts, or what is wrong with it. */
export function readLine(
  name: string,
  line: string,
  settings: Settings,
  root: string,
  from = root,
): ReturnType<typeof readStart> {
  const typed = readFlags(name, line);
  return typed.ok
    ? readStart(name, typed, settings, root, null, from)
    : { ...typed, refused: false };
}
