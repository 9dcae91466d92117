// @bun
import{Cm,gc}from"./s11.js";export{gc as autoPasses,Cm as outputs};
