// @bun
import{Fl,hc}from"./s56.js";export{hc as boundCall,Fl as policy};
