// @bun
import{fo,Ec}from"./s19.js";export{Ec as beforeEnd,fo as endedCommand};
