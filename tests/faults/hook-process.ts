// One hook of the host, or one verb, as a process: it comes as JSON on standard input, its project in MULTI_AI_HOME.
// MULTI_AI_CLOCK moves the clock by so many milliseconds.
import { answer } from "../../scripts/hooks/main.ts";
import { narrow } from "../../scripts/hooks/payload.ts";
import { played } from "./played.ts";

const moved = Number(process.env.MULTI_AI_CLOCK ?? 0);
if (moved !== 0) {
  const now = Date.now;
  Date.now = () => now() + moved;
  Date.prototype.toISOString = new Proxy(Date.prototype.toISOString, {
    apply: (real, date: Date) => Reflect.apply(real, new Date(date.getTime() + moved), []),
  });
}

const raw = JSON.parse(await Bun.stdin.text());
const home = process.env.MULTI_AI_HOME!;
if ("verb" in raw) console.log(await played({ root: home, task: `${home}/.task`, found: "journal" }, raw));
else process.exitCode = await answer(narrow(raw), raw.hook_event_name === "PreToolUse");
