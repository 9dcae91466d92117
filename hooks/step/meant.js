// @bun
throw Error("src/workflows/phases/meant.ts is in dist alone");
