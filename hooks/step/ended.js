// @bun
import{Eo}from"./shared-15.js";import"./shared-33.js";import"./shared-4.js";import"./shared-18.js";import"./shared-10.js";import"./shared-9.js";import"./shared-28.js";import"./shared-7.js";import"./shared-17.js";export{Eo as endedCommand};
