// @bun
import{Wl,fc}from"./s53.js";export{fc as boundCall,Wl as policy};
