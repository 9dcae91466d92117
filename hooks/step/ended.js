// @bun
import{go,Nc}from"./s61.js";export{Nc as beforeEnd,go as endedCommand};
