// @bun
import{yo}from"./s30.js";export{yo as endedCommand};
