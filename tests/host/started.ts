// The program as somebody starts it in a terminal of their own, with nobody to be asked.
import { PROGRAM } from "../cli/cli.ts";
import { onCleanup } from "../harness/project.ts";

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
