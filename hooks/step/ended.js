// @bun
import{uo}from"./shared-5.js";import"./shared-10.js";import"./shared-15.js";import"./shared-31.js";import"./shared-7.js";import"./shared-29.js";import"./shared-3.js";import"./shared-24.js";export{uo as endedCommand};
