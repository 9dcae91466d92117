// @bun
throw Error("src/workflows/phases/discuss/start.ts is in dist alone");
