// @bun
throw Error("src/workflows/phases/execute/start.ts is in dist alone");
