// A process that plays hooks and verbs, one for each line of standard input: { root, step, at }. It
// begins at the time `at` (milliseconds since 1970, with fractions), for which it waits awake, and
// answers with a line of JSON.
import { createInterface } from "node:readline";
import { played } from "./played.ts";

for await (const line of createInterface({ input: process.stdin })) {
  const { root, step, at } = JSON.parse(line);
  while (performance.timeOrigin + performance.now() < at);
  const answer = await played({ root, task: `${root}/.task`, found: "journal" }, step).then(
    (said) => ({ said }),
    (error) => ({ error: String(error) }),
  );
  console.log(JSON.stringify(answer));
}
