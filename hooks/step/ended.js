// @bun
import{fo,Tc}from"./s6.js";export{Tc as beforeEnd,fo as endedCommand};
