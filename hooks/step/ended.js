// @bun
import{ga}from"./shared-17.js";import"./shared-3.js";import"./shared-2.js";export{ga as endedCommand};
