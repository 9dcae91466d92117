// @bun
import{io}from"./shared-8.js";import"./shared-7.js";import"./shared-16.js";import"./shared-34.js";import"./shared-4.js";import"./shared-26.js";import"./shared-3.js";import"./shared-30.js";export{io as endedCommand};
