// @bun
import{Cl,mc}from"./s28.js";export{mc as boundCall,Cl as policy};
