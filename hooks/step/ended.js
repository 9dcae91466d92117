// @bun
import{eo}from"./s14.js";export{eo as endedCommand};
