// @bun
import{Xl,kc}from"./s51.js";export{kc as boundCall,Xl as policy};
