// @bun
import{Dl,gc}from"./s57.js";export{gc as boundCall,Dl as policy};
