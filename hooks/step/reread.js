// @bun
import{Zl}from"./shared-24.js";import"./shared-5.js";import"./shared-36.js";import"./shared-32.js";import"./shared-3.js";import"./shared-34.js";export{Zl as reread};
