// @bun
import{ko,Lc}from"./s31.js";export{Lc as beforeEnd,ko as endedCommand};
