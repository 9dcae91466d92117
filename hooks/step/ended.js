// @bun
import{go,Nc}from"./s62.js";export{Nc as beforeEnd,go as endedCommand};
