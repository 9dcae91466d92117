// @bun
import{sr}from"./s15.js";export{sr as endedCommand};
