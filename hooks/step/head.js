// @bun
import{fo,Pl}from"./s47.js";export{Pl as commitsBetween,fo as headOf};
