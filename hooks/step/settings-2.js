// @bun
throw Error("src/workflows/execute/settings.ts is in dist alone");
