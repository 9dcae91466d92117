// @bun
import{go,Nc}from"./s35.js";export{Nc as beforeEnd,go as endedCommand};
