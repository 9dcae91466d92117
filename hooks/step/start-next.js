// @bun
throw Error("src/workflows/phases/start-next.ts is in dist alone");
