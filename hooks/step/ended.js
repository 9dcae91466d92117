// @bun
import{dr}from"./s38.js";export{dr as endedCommand};
