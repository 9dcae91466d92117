// @bun
import{Cm,mc}from"./s11.js";export{mc as autoPasses,Cm as outputs};
