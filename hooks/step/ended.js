// @bun
import{oo}from"./shared-19.js";import"./shared-13.js";import"./shared-33.js";import"./shared-34.js";import"./shared-4.js";import"./shared-6.js";import"./shared-36.js";import"./shared-29.js";export{oo as endedCommand};
