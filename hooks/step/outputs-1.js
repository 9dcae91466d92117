// @bun
import{Fm,hc}from"./s59.js";export{hc as autoPasses,Fm as outputs};
