// @bun
throw Error("src/workflows/phases/debug/start.ts is in dist alone");
