// @bun
throw Error("checks run in dist/check.js");
