// @bun
throw Error("src/workflows/review/caught.ts is in dist alone");
