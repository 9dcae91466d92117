// @bun
import{ys}from"./shared-10.js";import"./shared-4.js";import"./shared-8.js";export{ys as endedCommand};
