// @bun
import{ko,Ic}from"./s20.js";export{Ic as beforeEnd,ko as endedCommand};
