// The program as somebody starts it in a terminal of their own, with nobody to be asked.
import { PROGRAM } from "../cli/cli.ts";
import { onCleanup } from "../harness/project.ts";
import { left } from "./scenario.ts";

/**
 * Starts `multi-ai` in a folder. `end`: what it printed, and its exit code; it is ended with the
 * test.
 */
export function started(cwd: string, env: Record<string, string>, words: string[]) {
  const child = Bun.spawn([process.execPath, PROGRAM, ...words], {
    ...{ cwd, env, stdin: "ignore", stdout: "pipe", stderr: "pipe" },
  });
  onCleanup(() => child.kill("SIGKILL"));
  const text = Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { child, end: text.then(async ([out, err]) => ({ out, err, code: await child.exited })) };
}

/** The same of a run that a driver carries on. `end`: with what it has left in its project. */
export function carried<P extends { project: string; env: Record<string, string> }>(
  place: P,
  words: string[],
) {
  const { child, end } = started(place.project, place.env, words);
  return { ...place, child, end: end.then((printed) => ({ ...printed, ...left(place.project) })) };
}
