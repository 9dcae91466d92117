import "../dist/check.js";
