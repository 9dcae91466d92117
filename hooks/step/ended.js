// @bun
import{fo,Ec}from"./s64.js";export{Ec as beforeEnd,fo as endedCommand};
