// @bun
import{Pl,uc}from"./s10.js";export{uc as boundCall,Pl as policy};
