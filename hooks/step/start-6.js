// @bun
throw Error("src/workflows/phases/milestone/start.ts is in dist alone");
