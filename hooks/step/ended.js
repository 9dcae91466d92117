// @bun
import{ko,Lc}from"./s32.js";export{Lc as beforeEnd,ko as endedCommand};
