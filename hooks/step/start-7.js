// @bun
throw Error("src/workflows/phases/new-project/start.ts is in dist alone");
