// @bun
{ const from = process.env.MULTI_AI_CWD; delete process.env.MULTI_AI_CWD; if (from) { process.chdir(from); process.env.PWD = from; } }

// scripts/adapters/codex-review-main.ts
console.log("");
