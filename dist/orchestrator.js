{ const from = process.env.MULTI_AI_CWD; delete process.env.MULTI_AI_CWD; if (from) { process.chdir(from); process.env.PWD = from; } }
await import("./parts/orchestrator.js");
