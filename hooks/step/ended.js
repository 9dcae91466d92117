// @bun
import{uo}from"./shared-11.js";import"./shared-12.js";import"./shared-14.js";import"./shared-32.js";import"./shared-9.js";import"./shared-27.js";import"./shared-3.js";import"./shared-34.js";export{uo as endedCommand};
