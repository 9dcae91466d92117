// @bun
import{Ml}from"./shared-23.js";import"./shared-13.js";import"./shared-35.js";import"./shared-31.js";import"./shared-3.js";export{Ml as reread};
