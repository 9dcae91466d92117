/** Keys of the host's settings by which it runs something, or switches something off. */
export const RUNS_SOMETHING = /hook|env|plugin|marketplace|sandbox|mcp|helper|statusline|refresh|disable|managed|otel/i;

/** What the host itself writes where a person allows a tool, a folder or a server of the project. */
const OF_DIALOGS = new Set(["allow", "ask", "additionalDirectories"]);
const SERVERS = "enabledMcpjsonServers";

const fieldsOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** What of a file's settings counts for a run, as text; a text that is no JSON counts as it is. */
export function countedSettings(text: string): string {
  try {
    const all = fieldsOf(JSON.parse(text || "{}"));
    const rules = all
      .filter(([key]) => key === "permissions")
      .flatMap(([, value]) => fieldsOf(value))
      .filter(([key]) => !OF_DIALOGS.has(key));
    const counted = [...all.filter(([key]) => RUNS_SOMETHING.test(key) && key !== SERVERS), ...rules];
    // The host may write its keys in another order.
    return JSON.stringify(counted.sort(([a], [b]) => (a < b ? -1 : 1)));
  } catch {
    return text;
  }
}
