// @bun
// src/workflows/council/pm-facts.ts
var stampLines2 = ({ task, nonce }) => `  "task": "${task}",
  "nonce": "${nonce}",`;

export { stampLines2 };
