// @bun
throw Error("src/workflows/multi-ai/start.ts is in dist alone");
