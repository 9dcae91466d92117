// @bun
import{eo}from"./s39.js";export{eo as endedCommand};
