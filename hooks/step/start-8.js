// @bun
throw Error("src/workflows/phases/plan/start.ts is in dist alone");
