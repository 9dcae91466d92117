// @bun
import{ko,Ic}from"./s17.js";export{Ic as beforeEnd,ko as endedCommand};
