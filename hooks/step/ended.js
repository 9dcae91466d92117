// @bun
import{Wa}from"./shared-15.js";import"./shared-22.js";import"./shared-24.js";import"./shared-10.js";import"./shared-12.js";import"./shared-13.js";import"./shared-26.js";export{Wa as endedCommand};
