// @bun
import{Sc}from"./shared-6.js";import"./shared-14.js";import"./shared-37.js";import"./shared-10.js";import"./shared-7.js";export{Sc as reread};
