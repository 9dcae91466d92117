// @bun
// src/record/settings-keys.ts
var RUNS_SOMETHING = /hook|env|plugin|marketplace|sandbox|mcp|helper|statusline|refresh|disable|managed|otel/i;
var OF_DIALOGS = new Set(["allow", "ask", "additionalDirectories"]);
var SERVERS = "enabledMcpjsonServers";
var fieldsOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
function countedSettings(text) {
  try {
    const all = fieldsOf(JSON.parse(text || "{}"));
    const rules = all.filter(([key]) => key === "permissions").flatMap(([, value]) => fieldsOf(value)).filter(([key]) => !OF_DIALOGS.has(key));
    const counted = [...all.filter(([key]) => RUNS_SOMETHING.test(key) && key !== SERVERS), ...rules];
    return JSON.stringify(counted.sort(([a], [b]) => a < b ? -1 : 1));
  } catch {
    return text;
  }
}

export { RUNS_SOMETHING, countedSettings };
