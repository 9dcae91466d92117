import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { DOCUMENT, honestPhases } from "./harness/phases/whole.ts";
import { DEFAULT_FILES, makeProject } from "./harness/project.ts";
import { type Played, play } from "./host/scenario.ts";
const project = makeProject({ files: { ...DEFAULT_FILES, "idea.md": DOCUMENT } });
console.log(project);
const worker = honestPhases();
let played: Played | null = null;
const prompts = ["/multi-ai:new-project --auto @idea.md", ...Array(14).fill("/multi-ai:next --auto")];
for (const prompt of prompts) {
  const t = Date.now();
  played = await play({ version: "new", project, worker, prompt, limitMs: 200_000, ...(played ? { model: played.model, home: played.run.home, args: ["--continue"] } : {}) });
  console.log("=== ", prompt, played.state.entry, played.state.status, Date.now() - t, "ms");
  console.log(played.run.results.map((r) => r.slice(0, 1500)).join("\n--\n"));
  for (const e of played.events) if (e.type === "refused") console.log("REFUSED", JSON.stringify(e).slice(0, 800));
  if (played.state.status !== "complete") { console.log(played.tasks.map((x) => `${x.id} ${x.subject} ${x.status}`).join("\n")); console.log(JSON.stringify(played.state, null, 1).slice(0, 3000)); break; }
}
if (process.env.KEEP) { const { cpSync } = await import("node:fs"); cpSync(project, process.env.KEEP, { recursive: true }); }
process.exit(0);
