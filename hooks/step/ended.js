// @bun
import{go,Mc}from"./s39.js";export{Mc as beforeEnd,go as endedCommand};
