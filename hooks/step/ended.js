// @bun
import{mr}from"./s38.js";export{mr as endedCommand};
