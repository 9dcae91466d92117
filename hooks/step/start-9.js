// @bun
throw Error("src/workflows/phases/verify/start.ts is in dist alone");
