// @bun
throw Error("src/workflows/council/notice.ts is in dist alone");
