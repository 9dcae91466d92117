// @bun
throw Error("src/workflows/multi-ai/read-back.ts is in dist alone");
