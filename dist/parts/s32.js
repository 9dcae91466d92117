// @bun
// src/workflows/council/pm-facts.ts
var stampLines = ({ task, nonce }) => `  "task": "${task}",
  "nonce": "${nonce}",`;

export { stampLines };
