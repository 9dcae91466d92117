// @bun
import{Fm,gc}from"./s59.js";export{gc as autoPasses,Fm as outputs};
