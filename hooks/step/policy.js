// @bun
import{Vl,gc}from"./s57.js";export{gc as boundCall,Vl as policy};
