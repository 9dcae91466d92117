import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { diagramLines, type TeamView, teamView } from "../../../../src/workflows/team/words/status.ts";
import { walkthrough } from "../walkthrough.ts";

/** Path of a Chromium, where there is one: `.ci/run` brings one along. */
const CHROMIUM = process.env.MULTI_AI_CHROMIUM ?? "";
const LIBRARY = join(import.meta.dir, "../../../node_modules/mermaid/dist/mermaid.min.js");
/** Milliseconds that a page may take. */
const PATIENCE = 60_000;

const FILL: Record<string, string> = {
  PASS: "#2da44e",
  FAIL: "#cf222e",
  ESCALATE: "#fb8500",
  none: "#d0d7de",
  running: "#54aeff",
};

function viewAt(to: string | undefined): TeamView {
  const view = teamView(walkthrough(to).now, { feature: "Password reset", next: "" });
  const [first, ...rest] = view.rows;
  // A name that would be a diagram's own words, if it were read as such.
  return { ...view, rows: [{ ...first!, name: `Build ("a"; %% b --> c <i>日本語</i>)` }, ...rest] };
}

const page = (view: TeamView): string => `<!doctype html><meta charset="utf-8"><body><pre class="mermaid"></pre><script>
${readFileSync(LIBRARY, "utf8").replaceAll("</script", "<\\/script")}
</script><script>
document.querySelector("pre").textContent = ${JSON.stringify(diagramLines(view).join("\n")).replaceAll("<", "\\u003c")};
mermaid.initialize({ startOnLoad: false });
mermaid.run().then(() => document.body.append("rendered"), (error) => document.body.append("failed: " + error.message));
</script>`;

/** What is wrong with a rendered page; empty when nothing is. */
function problems(view: TeamView, dom: string): string[] {
  const svg = /<svg[\s\S]*<\/svg>/.exec(dom)?.[0];
  if (svg === undefined) return [`no picture: ${dom.slice(-400)}`];
  const text = svg.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  return [
    ...view.rows.slice(1).flatMap(({ stage }) => (text.includes(stage) ? [] : [`no state ${stage}`])),
    ...(text.includes("日本語") && !svg.includes("<i>日本語") ? [] : ["the hostile name is not shown as text"]),
    ...[...new Set(view.rows.map((row) => row.status))].flatMap((status) =>
      svg.includes(FILL[status] ?? "?") ? [] : [`no ${status} in ${FILL[status]}`],
    ),
  ];
}

test.skipIf(CHROMIUM === "").each([undefined, "Brief", "Answer notes", "peer-escalation", "Mend tests - backend v1"])(
  "Chromium draws the diagram of the walkthrough at %p, each state with its colour",
  (to) => {
    const folder = mkdtempSync(join(tmpdir(), "diagram-"));
    try {
      const view = viewAt(to);
      const file = join(folder, "page.html");
      writeFileSync(file, page(view));
      const flags = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${folder}/profile`];
      const address = pathToFileURL(file).href;
      const ran = Bun.spawnSync([CHROMIUM, ...flags, "--virtual-time-budget=20000", "--dump-dom", address], {
        timeout: PATIENCE,
      });
      expect(problems(view, ran.stdout.toString())).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
