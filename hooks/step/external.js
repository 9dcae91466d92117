// @bun
throw Error("src/workflows/multi-ai/external.ts is in dist alone");
