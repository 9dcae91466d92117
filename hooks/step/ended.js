// @bun
import{yo}from"./shared-9.js";import"./shared-5.js";import"./shared-2.js";export{yo as endedCommand};
