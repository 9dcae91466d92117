// @bun
throw Error("src/workflows/council/status.ts is in dist alone");
