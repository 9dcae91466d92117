// @bun
import{Dl,gc}from"./s52.js";export{gc as boundCall,Dl as policy};
