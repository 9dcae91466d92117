// @bun
throw Error("src/workflows/phases/start-models.ts is in dist alone");
