// @bun
import{fo,Ec}from"./s16.js";export{Ec as beforeEnd,fo as endedCommand};
