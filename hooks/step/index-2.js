// @bun
throw Error("src/workflows/multi-ai/checks/index.ts is in dist alone");
