// @bun
import{io}from"./shared-27.js";import"./shared-6.js";import"./shared-15.js";import"./shared-30.js";import"./shared-4.js";import"./shared-23.js";import"./shared-3.js";import"./shared-26.js";export{io as endedCommand};
